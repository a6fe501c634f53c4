r"""Structured records, ClinicalTrials.gov's JSON and XML and others, to the same trial as a page.

A record is written out as text, `Label: words` a line, and read there: the spans of its values stand in that text.

>>> record = read_record('{"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}}')
>>> record.reading.layout, record.reading.values["id"], record.text
('ctgov_v2_json', 'NCT01234567', 'Trial id: NCT01234567\n')
>>> read_record("Inclusion Criteria: age ≥ 18") is None
True
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trialparse.layouts import Reading
from trialparse.records.ctgov_json import ctgov_json
from trialparse.records.ctgov_xml import ctgov_xml
from trialparse.records.ctis import ctis
from trialparse.records.fields import Fields
from trialparse.records.ictrp import ictrp
from trialparse.records.readers import Facts
from trialparse.records.sheet import Sheet
from trialparse.records.trial import write
from trialparse.records.xml import read_xml

__all__ = ["Record", "read_record", "unknown_record"]

_LONGEST = 64 * 2**20
_NAMED = 20  # so many of the fields that were not read are named
_START = re.compile(r"[\s\ufeff]{0,200}([{\[<])")
_JSON_SIGNS = ('"protocolSection"', '"ctNumber"', '"TrialID"')
_XML_SIGNS = re.compile(r"<(?:clinical_study|Trials_downloaded_from_ICTRP|Trial)\b")
_XML_HEAD = 5000


@dataclass(frozen=True, slots=True)
class Record:
    """A record written out as text, and what was read of it."""

    text: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Kind:
    """A form of record: its facts, the name it goes by, and how it writes dates and ids."""

    layout: str
    facts: Callable[[Fields], Facts]
    day_first: bool | None = None
    own_ids: bool = False


_CTGOV_JSON = _Kind("ctgov_v2_json", ctgov_json)
_CTGOV_XML = _Kind("ctgov_xml", ctgov_xml)
_ICTRP_XML = _Kind("ictrp_xml", ictrp, day_first=True, own_ids=True)
_ICTRP_ROW = _Kind("ictrp_row", ictrp, day_first=True, own_ids=True)
_CTIS = _Kind("ctis_json", ctis, day_first=True)
_BY_KEY = {"protocolSection": _CTGOV_JSON, "ctNumber": _CTIS, "TrialID": _ICTRP_ROW}
_LISTS = ("studies", "data")


def read_record(source: str | Mapping[str, Any]) -> Record | None:
    """A record as text and readings, or None where the source is none of the known forms.

    A text that begins as a record and cannot be read as one gives no value, and a diagnostic that says why.
    """
    if isinstance(source, Mapping):
        return _first(_of_object(source))
    start = _START.match(source)
    if start is None:
        return None
    is_json = start[1] != "<"
    if not (any(sign in source for sign in _JSON_SIGNS) if is_json else _XML_SIGNS.search(source, 0, _XML_HEAD)):
        return None
    if len(source) > _LONGEST:
        return _refused(source, _diagnostic("record-too-large", f"more than {_LONGEST:,} characters are not read"))
    try:
        records = _of_object(json.loads(source.lstrip("\ufeff"))) if is_json else _of_xml(read_xml(source.lstrip()))
    except (ValueError, RecursionError) as error:
        message = f"it begins as {'JSON' if is_json else 'XML'}, and is none: {error}"
        return _refused(source, _diagnostic("broken-record", message))
    return _first(records)


def unknown_record(source: str | Mapping[str, Any]) -> Record:
    """What there is to say of a source that is none of the known forms."""
    said = _diagnostic("unknown-record", "in no known form of record")
    return _refused(source if isinstance(source, str) else "", said)


def _of_object(value: Any) -> list[tuple[_Kind, Mapping[str, Any]]]:
    """The records of a JSON value: it is one, or a list of them, or an object that holds such a list."""
    if isinstance(value, Mapping) and _kind(value) is None:
        value = next((value[name] for name in _LISTS if name in value), ())
    listed = value if isinstance(value, list | tuple) else [value]
    return [(kind, each) for each in listed if isinstance(each, Mapping) and (kind := _kind(each))]


def _kind(record: Mapping[str, Any]) -> _Kind | None:
    return next((kind for key, kind in _BY_KEY.items() if key in record), None)


def _of_xml(root: Mapping[str, Any]) -> list[tuple[_Kind, Mapping[str, Any]]]:
    document = Fields(root)
    found = [(_CTGOV_XML, each.value) for each in document.parts("clinical_study")]
    rows = [*document.parts("Trials_downloaded_from_ICTRP.Trial"), *document.parts("Trial")]
    return found + [(_ICTRP_XML, each.value) for each in rows]


def _first(records: list[tuple[_Kind, Mapping[str, Any]]]) -> Record | None:
    """The first of the records, read."""
    if not records:
        return None
    kind, value = records[0]
    fields = Fields(value)
    sheet = Sheet(kind.day_first, kind.own_ids)
    write(sheet, kind.facts(fields))
    if len(records) > 1:
        sheet.report("several-trials", f"{len(records)} trials stand in the text; the first is read")
    _report_unread(sheet, fields.unread())
    reading = Reading(kind.layout, sheet.values, sheet.spans, sheet.eligibility, sheet.diagnostics, sheet.sections)
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
