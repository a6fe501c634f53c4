r"""Structured records, ClinicalTrials.gov's JSON and XML and others, to the same trial as a page.

A record is written out as text, `Label: words` a line, and read there: the spans of its values stand in that text.

>>> record = read_record('{"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}}')
>>> record.reading.layout, record.reading.values["id"], record.text
('ctgov_v2_json', 'NCT01234567', 'Trial id: NCT01234567\n')
>>> read_record("Inclusion Criteria: age ≥ 18") is None
True
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trialparse.faults import printable
from trialparse.layouts import Reading
from trialparse.records.containers.piece import LONGEST, Piece
from trialparse.records.fields import Fields
from trialparse.records.known import Kind, records_in
from trialparse.records.opening import format_of, is_sure, pieces_of
from trialparse.records.sheet import Sheet
from trialparse.records.trial import write
from trialparse.records.unknown import looks_like_record

__all__ = ["Record", "looks_like_record", "read_record", "record_of", "refused_record", "unknown_record"]

_NAMED = 20  # so many of the fields that were not read are named


@dataclass(frozen=True, slots=True)
class Record:
    """A record written out as text, and what was read of it."""

    text: str
    reading: Reading


def read_record(source: str | Mapping[str, Any]) -> Record | None:
    """A record as text and readings, or None where the source is none of the known forms.

    A text that begins as a record and cannot be read as one gives no value, and a diagnostic that says why.
    """
    if isinstance(source, Mapping):
        records = list(records_in(source))
        return record_of(*records[0], None, len(records)) if records else None
    written = format_of(source)
    if written is None:
        return None
    if len(source) > LONGEST:
        if not is_sure(source, written):
            return None
        return _refused(source, _diagnostic("record-too-large", f"more than {LONGEST:,} characters are not read"))
    return _first_of(source, written)


def _first_of(source: str, written: str) -> Record | None:
    """The first record in a text, and what there is to say of the others; None where the text is not of records."""
    first: Piece | None = None
    count, faults = 0, list[str]()
    for piece in pieces_of(source, written):
        count += 1
        if first is None and piece.kind is not None:
            first = piece
        elif piece.fault is not None:
            faults.append(piece.fault)
    if first is not None and first.kind is not None and first.value is not None:
        record = record_of(first.kind, first.value, first.written, count)
        record.reading.diagnostics.extend(_broken(written, fault) for fault in faults[:_NAMED])
        return record
    if not count and written == "table":
        return unknown_record(source)  # a line of names, and no row
    return _refused(source, _broken(written, faults[0])) if faults and is_sure(source, written) else None


def unknown_record(source: str | Mapping[str, Any]) -> Record:
    """What there is to say of a source that is none of the known forms: the first of the names in it."""
    names = (looks_like_record(source) or ("", []))[1] if isinstance(source, str) else [*source]
    shown = ", ".join(map(str, names[:_NAMED])) + (", …" if len(names) >= _NAMED else "")
    said = "in no known form of record" + (f"; its fields are {shown}" if shown else "")
    return _refused(source if isinstance(source, str) else "", _diagnostic("unknown-record", printable(said)))


def refused_record(code: str, message: str, text: str = "") -> Record:
    """What there is to say of something that could not be read."""
    return _refused(text, _diagnostic(code, message))


def record_of(kind: Kind, value: Mapping[str, Any], written: str | None = None, count: int = 1) -> Record:
    """A record of a known form, read; it is the first of so many, and of a text in that format."""
    fields = Fields(value)
    sheet = Sheet(kind.day_first, kind.own_ids)
    write(sheet, kind.facts(fields))
    if count > 1:
        sheet.report("several-trials", f"{count} trials stand in the text; the first is read")
    _report_unread(sheet, fields.unread())
    layout = kind.xml_layout if written == "XML" and kind.xml_layout else kind.layout
    reading = Reading(layout, sheet.values, sheet.spans, sheet.eligibility, sheet.diagnostics, sheet.sections)
    return Record(sheet.text, reading)


def _report_unread(sheet: Sheet, unread: list[str]) -> None:
    if unread:
        more = ", …" if len(unread) > _NAMED else ""
        names = ", ".join(unread[:_NAMED]) + more
        sheet.report("unread-fields", f"fields of the record not read ({len(unread)}): {names}", severity="info")


def _refused(text: str, said: dict[str, Any]) -> Record:
    return Record(text, Reading(diagnostics=[said]))


def _broken(written: str, fault: str) -> dict[str, Any]:
    begins = "a table" if written == "table" else written
    return _diagnostic("broken-record", f"it begins as {begins}, and is none: {fault}")


def _diagnostic(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "severity": "error", "spans": [], "path": None}
