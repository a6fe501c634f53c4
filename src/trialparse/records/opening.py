"""A text that is a record, or holds several, to the pieces in it."""

import io
import re
from collections.abc import Iterator

from trialparse.records.containers.elements import xml_pieces
from trialparse.records.containers.objects import json_pieces
from trialparse.records.containers.piece import Piece
from trialparse.records.containers.tables import table_of, table_pieces, with_feeds
from trialparse.records.containers.window import Window
from trialparse.records.fields import plain_name
from trialparse.records.known import KINDS
from trialparse.text.markup import is_html

__all__ = ["format_of", "is_sure", "pieces_of"]

_START = re.compile(
    r"[\s\ufeff\x1e]{0,200}(?:([{\[])|<(?:\?xml\b|!DOCTYPE\b|[A-Za-z_][\w.:-]{0,99}[\s/>]))", re.IGNORECASE
)
_KEY = re.compile(r'"([^"\\]{1,60})"\s{0,99}:')
_XML_SIGNS = re.compile(
    r"(?:<|&lt;)(?:\w{1,40}:)?(?:clinical_study|search_results|Trials_downloaded_from_ICTRP|Trials_central|Triall?|trials?|"
    r"allTrials|fullTrial|isrctn|ANZCTR_Trial|actrn(?:umber)?|trialInformation)\b"
)
_HEAD = 5000
_NAMES = frozenset(part for kind in KINDS for names in kind.signs for name in names for part in name.split("."))


def format_of(head: str) -> str | None:
    """What a text that begins so may be written in, `JSON`, `XML` or `table`; None where it is none of them.

    >>> format_of('{"protocolSection": {}}'), format_of("nct_id|phase\\nNCT01234567|NA"), format_of("<18 years of age")
    ('JSON', 'table', None)
    """
    start = _START.match(head)
    if start is None:
        return "table" if table_of(head) else None
    if start[1]:
        return "JSON"
    return None if is_html(head) else "XML"


def is_sure(source: str, written: str) -> bool:
    """Whether a text is of records even where nothing of it can be read: it has names that only these have."""
    if written == "XML":
        return _XML_SIGNS.search(source, 0, _HEAD) is not None
    return written == "table" or any(plain_name(key[1]) in _NAMES for key in _KEY.finditer(source))


def pieces_of(source: str | Window, written: str) -> Iterator[Piece]:
    """What stands in a text that is written so, one after the other."""
    if written == "table":
        text = source if isinstance(source, str) else ""
        table = table_of(text)
        return table_pieces(io.StringIO(with_feeds(text), newline="\n"), table) if table else iter(())
    window = source if isinstance(source, Window) else Window(source)
    return xml_pieces(window) if written == "XML" else json_pieces(window)
