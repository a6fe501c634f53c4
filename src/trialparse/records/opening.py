"""A text that is a record, or holds several, to the values in it."""

import json
import re
from typing import Any

from trialparse.records.xml import read_xml

__all__ = ["format_of", "opened"]

_START = re.compile(r"[\s\ufeff]{0,200}([{\[<])")
_JSON_SIGNS = (
    '"protocolSection"',
    '"ProtocolSection"',
    '"ctNumber"',
    '"TrialID"',
    '"drksId"',
    '"isrctn"',
    '"trialInformation"',
)
_XML_SIGNS = re.compile(
    r"(?:<|&lt;)(?:\w{1,40}:)?(?:clinical_study|Trials_downloaded_from_ICTRP|Trials_central|Triall?|trials?|"
    r"allTrials|fullTrial|isrctn|ANZCTR_Trial|actrn(?:umber)?|trialInformation)\b"
)
_XML_HEAD = 5000


def format_of(source: str) -> str | None:
    """What a text of records is written in, `JSON` or `XML`; None where it is none.

    >>> format_of('{"protocolSection": {}}'), format_of("<18 years of age")
    ('JSON', None)
    """
    start = _START.match(source)
    if start is None:
        return None
    if start[1] == "<":
        return "XML" if _XML_SIGNS.search(source, 0, _XML_HEAD) else None
    return "JSON" if any(sign in source for sign in _JSON_SIGNS) else None


def opened(source: str, written: str) -> Any:
    """The value of a text in a format; raises a `ValueError` where it cannot be read."""
    return _unpacked(read_xml(source.lstrip())) if written == "XML" else json.loads(source.lstrip("\ufeff"))


def _unpacked(value: dict[str, Any]) -> dict[str, Any]:
    """What a web service gives: XML as the words of a single element."""
    inner = value.get("string")
    words = inner.get("#text") if isinstance(inner, dict) else inner
    return read_xml(words.lstrip()) if isinstance(words, str) and words.lstrip().startswith("<") else value
