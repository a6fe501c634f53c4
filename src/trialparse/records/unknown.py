"""Whether a text is a record of some form, known or not: JSON, XML or a table, and no eligibility text.

Keys, tags and columns are no criteria. Eligibility text may begin with a bracket or hold commas and bars all the same:
JSON has a quoted key or item, XML a tag that is opened and closed and none of HTML, a table a line of names and rows of
as many cells. Columns of criteria between tabs or bars are those of a page; between commas or semicolons, with no blank
behind them, nobody writes but a program, whose cells are of several trials.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice

from trialparse.values import find_ids

__all__ = ["looks_like_record"]

_NAMED = 20
_HEAD = 200_000  # characters in which names and rows are looked for
_ROWS = 50
_SAME = 0.8  # of the rows must have as many cells as the first

_START = re.compile(r"[\s\ufeff]*")
_JSON = re.compile(
    r"""[\[\s]{0,200}\{\s{0,200}["'][^"'\n]{1,200}["']\s{0,20}:"""  # a key
    r"""|\[\s{0,200}"(?:[^"\\\n]|\\.){0,2000}"\s{0,200}[,\]]"""  # an item
)
_KEY = re.compile(r"""["']((?:[^"'\\\n]|\\.){1,80})["']\s{0,5}:""")
_HTML_TAGS = """
html head body title meta link style script p div span br hr b i u em strong sub sup small a ul ol li dl dt dd table
thead tbody tr td th caption h1 h2 h3 h4 h5 h6 font center section article header footer main nav form img pre
"""
_HTML = frozenset(_HTML_TAGS.split())
_DECLARATION = re.compile(r"<\?xml\b|<!DOCTYPE\s|<!--", re.IGNORECASE)
_ATTRIBUTE = r"""\s{1,20}[\w.:-]{1,80}\s?=\s?(?:"[^"<]{0,2000}"|'[^'<]{0,2000}')"""
_TAG = re.compile(rf"<(/?)((?:[A-Za-z_][\w.-]{{0,80}}:)?[A-Za-z_][\w.-]{{0,80}})(?:{_ATTRIBUTE}){{0,40}}\s{{0,20}}/?>")
_COLUMN = re.compile(r"[A-Za-z#][\w ./()#:%&?'-]{0,60}")
_JOINED = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+")  # study_type, studyType
_WORD = re.compile(r"[a-z]+")
_COLUMN_WORDS = """
id ids nct trialid number no code name title status phase phases type date url link sponsor sponsors enrollment
enrolment gender sex country countries source description value study trial acronym rank registry register label
condition conditions intervention interventions start end completion updated created version
"""
_OF_RECORDS = frozenset(_COLUMN_WORDS.split())
_OF_TRIALS = frozenset(("nct", "trialid", "trial", "study", "registry", "register", "eudract"))
_OF_CRITERIA = re.compile(r"criteri|inclu|exclu|eligib|require", re.IGNORECASE)
_BLANK_BEHIND = re.compile(r"[,;]\s")
_LIMIT = re.compile(r"[<>≥≤]|\b(?:at least|more than|less than)\b", re.IGNORECASE)
_LONGEST_ID = 30
_RULE = re.compile(r"[\s|:-]{3,}")  # of a Markdown table
_DELIMITERS = "|\t;,"


def looks_like_record(text: str) -> tuple[str, list[str]] | None:
    r"""What a text looks like, where it is a record, and the first names of its fields; None where it is none.

    Examples:
        >>> looks_like_record('{"dose": 5, "arm": "A"}')
        ('JSON', ['dose', 'arm'])
        >>> looks_like_record("<event><term>Cough</term></event>")
        ('XML', ['event', 'term'])
        >>> looks_like_record("nct_id|phase|enrollment\nNCT01234567|PHASE2|120\n")
        ('a table', ['nct_id', 'phase', 'enrollment'])
        >>> looks_like_record("[1] Age over 18, consent\n[2] <b>No</b> cancer")
    """
    start = _START.match(text)
    body = text[start.end() if start else 0 :]
    if _JSON.match(body):
        return "JSON", _first(match[1] for match in _KEY.finditer(body, 0, _HEAD))
    found = _tags(body) if body.startswith("<") else _columns(body)
    return None if found is None else ("XML" if body.startswith("<") else "a table", found)


def _first(names: Iterable[str]) -> list[str]:
    """The first names, each once."""
    return list(islice(dict.fromkeys(names), _NAMED))


def _tags(body: str) -> list[str] | None:
    """The names of the tags, where the first is none of HTML and one of them is closed."""
    opened: dict[str, None] = {}
    is_closed = False
    for match in _TAG.finditer(body, 0, _HEAD):
        name = match[2].rpartition(":")[2]
        if not opened and (match[1] or name.lower() in _HTML or not _leads(body, match.start())):
            return None
        is_closed = is_closed or bool(match[1] and name in opened) or match[0].endswith("/>")
        opened.setdefault(name)
    return _first(opened) if is_closed else None


def _leads(body: str, place: int) -> bool:
    """Whether nothing but declarations stands before a place."""
    return place == 0 or _DECLARATION.match(body) is not None


def _columns(body: str) -> list[str] | None:
    """The names in the head of a table, where it is one and none of criteria."""
    head, _, rest = body[:_HEAD].partition("\n")
    delimiter = max(_DELIMITERS, key=head.count)
    if not head.count(delimiter):
        return None
    names, *rows = _rows(f"{head}\n{rest}", delimiter) or [[]]
    if not _are_names(names) or not _are_even(names, rows):
        return None
    is_written = delimiter in ",;" and bool(rows) and not _BLANK_BEHIND.search(head)
    found = (is_written and _is_export(names, rows)) or _is_table(names, rows, delimiter)
    return names[:_NAMED] if found else None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, without the bars around those of a Markdown table and the rule under its head."""
    lines = (line for line in text.split("\n") if line.strip() and not _RULE.fullmatch(line))
    if delimiter == "|":
        lines = (line.strip().removeprefix("|").removesuffix("|") for line in lines)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(lines, delimiter=delimiter), _ROWS))
    return [[cell.strip() for cell in row] for row in rows]


def _are_names(cells: Sequence[str]) -> bool:
    """Whether the cells of a head are names of columns, each another."""
    return len(cells) > 1 and len(set(cells)) == len(cells) and all(map(_COLUMN.fullmatch, cells))


def _are_even(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have as many cells as there are names."""
    return sum(len(row) == len(names) for row in rows) >= _SAME * len(rows)


def _is_export(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table that a program wrote is of trials: a column of criteria beside another such one, or an id."""
    others = [name for name in names if not _OF_CRITERIA.search(name)]
    told = len(names) - len(others) + _with_words(others, (_OF_RECORDS | _OF_TRIALS) - {"no"})
    return (len(others) < len(names) and told > 1) or any(_is_id(cell) for row in rows for cell in row)


def _is_id(cell: str) -> bool:
    """Whether a cell holds an id and nothing else."""
    return len(cell) <= _LONGEST_ID and any(found.end - found.start == len(cell) for found in find_ids(cell))


def _is_table(names: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether rows under the names are such as records have."""
    if _OF_CRITERIA.search(" ".join(names)) and not _with_words(names, _OF_TRIALS):
        return False
    joined = sum(_JOINED.fullmatch(name) is not None for name in names)
    if not rows:
        return joined > 1 and 2 * joined >= len(names)
    if joined > 1 or (len(names) > 2 and joined + _with_words(names, _OF_RECORDS) > 1):
        return True
    has_limit = any(_LIMIT.search(" ".join(row)) for row in rows)
    return delimiter in "|\t" and len(names) > 2 and len(rows) > 1 and not has_limit


def _with_words(names: Sequence[str], words: frozenset[str]) -> int:
    """How many names hold one of the words."""
    return sum(not words.isdisjoint(_WORD.findall(name.lower())) for name in names)
