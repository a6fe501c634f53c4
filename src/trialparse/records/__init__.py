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

from trialparse.layouts import Reading
from trialparse.records.fields import Fields
from trialparse.records.known import Kind, records_in
from trialparse.records.opening import format_of, opened
from trialparse.records.sheet import Sheet
from trialparse.records.trial import write

__all__ = ["Record", "read_record", "record_of", "unknown_record"]

_LONGEST = 64 * 2**20
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
        return _first(source, None)
    written = format_of(source)
    if written is None:
        return None
    if len(source) > _LONGEST:
        return _refused(source, _diagnostic("record-too-large", f"more than {_LONGEST:,} characters are not read"))
    try:
        value = opened(source, written)
    except (ValueError, RecursionError) as error:
        message = f"it begins as {written}, and is none: {error}"
        return _refused(source, _diagnostic("broken-record", message))
    return _first(value, written)


def unknown_record(source: str | Mapping[str, Any]) -> Record:
    """What there is to say of a source that is none of the known forms."""
    said = _diagnostic("unknown-record", "in no known form of record")
    return _refused(source if isinstance(source, str) else "", said)


def _first(value: Any, written: str | None) -> Record | None:
    """The first of the records in a value, read."""
    records = list(records_in(value))
    return record_of(*records[0], written, len(records)) if records else None


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


def _diagnostic(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "severity": "error", "spans": [], "path": None}
