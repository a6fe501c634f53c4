"""HTML to text that keeps what a layout is known by: labels, lists and tables, each line of the page on a line."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from trialparse.extras import require

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["html_text", "is_html"]

_IS_HTML = re.compile(
    r"[\s\ufeff]{0,99}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_GAPS = re.compile(r"\n{3,}")
_CODE = re.compile(r"[A-Z]\.\d{1,2}(?:\.\d{1,2}){0,5}\.?(?: (?:and|to) [A-Z](?:\.\d{1,2}){1,5})?|[NP]\.")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "datalist"})
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "menu"),
        *("nav", "section", "summary", "tbody", "tfoot", "thead", "tr"),
    )
)
_APART = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul", "blockquote"})
_SIDE = re.compile(
    r"\s{0,99}(?:\w{1,20}\s{1,9}){0,3}(in|ex)clusion(?:\s{1,9}criteria)?\s{0,9}:?\s{0,99}", re.IGNORECASE
)
_MOST_COLUMNS = 12
_ITEM = re.compile(r"[-*•–]|\(?\w{1,3}[.)]\s")
_LONGEST_LABEL = 80
_COLONS = " :："
_DEEPEST = 150


def is_html(text: str) -> bool:
    """Whether a text begins as a page of HTML does.

    >>> is_html("<!DOCTYPE html><p>Phase"), is_html("Age < 18")
    (True, False)
    """
    return _IS_HTML.match(text) is not None


def html_text(html: str) -> str:
    r"""The text of a page: a block a line, `* ` or its number before a list's item, `Label: value` for a row of two.

    >>> print(html_text("<h2>Sex</h2><p>All</p><ul><li>Age &gt; 18<li>BMI &lt; 30</ul>"))
    Sex
    <BLANKLINE>
    All
    <BLANKLINE>
    * Age > 18
    * BMI < 30
    >>> print(html_text("<table><tr><td>Phase</td><td>Phase 2</td></tr></table>"))
    Phase: Phase 2
    """
    require("selectolax.lexbor", extra="html")
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body
    return "" if body is None else _Page().text_of(body)


class _Page:
    """The lines of a part of a page, as they come."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self._lists: list[int | None] = []  # the number of the last item in each list around, where the list counts
        self._parts: list[str] = []
        self._marked = 0  # how many parts there were when the last item's marker had come

    def text_of(self, node: "LexborNode") -> str:
        """The text under a node."""
        self._children(node)
        lines = "".join(self._parts).split("\n")
        return _GAPS.sub("\n\n", "\n".join(line.rstrip(" ") for line in lines)).strip("\n ")

    def _children(self, node: "LexborNode") -> None:
        child = node.child
        while child is not None:
            self._node(child)
            child = child.next

    def _node(self, node: "LexborNode") -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._words(node.text_content or "")
        elif tag == "br":
            self._parts.append("\n")
        elif tag.startswith("-") or tag in _UNSEEN or "hidden" in node.attributes:
            return
        elif self.depth >= _DEEPEST or tag == "pre":
            self._apart(node.text() or "")
        elif tag == "tr":
            self._row(node)
        elif tag == "table" and (rows := _rows_of_sides(node)):
            self._columns(node, rows)
        else:
            self._element(node, tag)

    def _element(self, node: "LexborNode", tag: str) -> None:
        gap = "\n\n" if tag in _APART and not self._lists else "\n" if tag in _BLOCKS or tag in _APART else ""
        self._break(gap)
        if tag == "li":
            self._mark()
        elif tag == "sup" and self._last().isalnum():
            self._parts.append("^")
        is_list = tag in ("ul", "ol")
        self._lists += [None if tag == "ul" else 0] * is_list
        self.depth += 1
        self._children(node)
        self.depth -= 1
        if is_list:
            self._lists.pop()
        self._break(gap)

    def _mark(self) -> None:
        """What stands before a list's item: its number in a list that counts."""
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._parts.append("  " * (len(self._lists) - 1) + ("* " if number is None else f"{number + 1}. "))
        self._marked = len(self._parts)

    def _words(self, text: str) -> None:
        """Words of a line, with one blank for any white space, and none at the line's start."""
        words = _BLANKS.sub(" ", text)
        words = words.lstrip(" ") if self._last() in ("", " ", "\n") else words
        if words:
            self._parts.append(words)

    def _row(self, row: "LexborNode") -> None:
        """The cells of a row: labels with their values; on one line; or, where one has several lines, below each other.

        The first of two cells is a label, and so is any that ends in a colon.
        """
        texts = [_cell_text(cell, self.depth + 1) for cell in _cells(row)]
        if len(texts) == 3 and _CODE.fullmatch(texts[0]):
            texts[:2] = [f"{texts[0]} {texts[1]}"]
        self._break("\n")
        is_pair = len(texts) == 2 and _is_label(texts[0]) and not (_has_columns(row) or _names_sides(list(_cells(row))))
        self._parts.append("\n".join(_labelled(group, is_pair) for group in _groups(texts)))
        self._break("\n")

    def _columns(self, table: "LexborNode", rows: list[list["LexborNode"]]) -> None:
        """A table that has each side of the criteria in a column: one column below the other, the sides last.

        A column that holds numbers alone counts the rows, and is none of them.
        """
        for row in table.css("tr")[: -len(rows)]:
            self._row(row)
        columns = [[_cell_text(cell, self.depth + 1) for cell in column] for column in zip(*rows, strict=True)]
        for head, *texts in sorted(columns, key=lambda column: _SIDE.fullmatch(column[0]) is not None):
            mark = "* " if _SIDE.fullmatch(head) else ""
            if any(map(str.isalpha, "".join(texts))):
                self._apart(f"\n{head}")
                for text in texts:
                    self._apart(f"{mark}{text}" if text and "\n" not in text and not _ITEM.match(text) else text)

    def _apart(self, text: str) -> None:
        self._break("\n")
        self._parts.append(text)
        self._break("\n")

    def _break(self, gap: str) -> None:
        """End the line, once; a second end leaves a line empty. What stands right behind a marker stays on its line."""
        if gap and self._parts and len(self._parts) != self._marked:
            self._parts.append(gap[1:] if self._last() == "\n" else gap)

    def _last(self) -> str:
        return next((part[-1] for part in reversed(self._parts) if part), "")


def _rows_of_sides(table: "LexborNode") -> list[list["LexborNode"]]:
    """The rows of a table from the one on whose cells name both sides of the criteria, where no cell spans several."""
    rows = [list(_cells(row)) for row in table.css("tr")]
    head = next((place for place, row in enumerate(rows) if _names_sides(row)), None)
    under = [] if head is None or table.css_first("table table") else rows[head:]
    spans = any(not cell.attributes.keys().isdisjoint(("colspan", "rowspan")) for row in under for cell in row)
    return under if len(under) > 1 and len({len(row) for row in under}) == 1 and not spans else []


def _names_sides(cells: list["LexborNode"]) -> bool:
    texts = [cell.text() for cell in cells[:_MOST_COLUMNS]] if len(cells) > 1 else []
    return {match[1].lower() for text in texts if (match := _SIDE.fullmatch(text))} == {"in", "ex"}


def _cells(row: "LexborNode") -> Iterator["LexborNode"]:
    child = row.child
    while child is not None:
        if child.tag in ("td", "th"):
            yield child
        child = child.next


def _cell_text(cell: "LexborNode", depth: int) -> str:
    """What stands in a cell; a table in it begins on a line of its own."""
    text = _Page(depth).text_of(cell)
    return f"\n{text}" if text and cell.css_first("table") is not None else text


def _has_columns(row: "LexborNode") -> bool:
    """Whether the row's table names its columns in its first row, so that the first cell is no label."""
    owner = row.parent
    while owner is not None and owner.tag != "table":
        owner = owner.parent
    first = None if owner is None else owner.css_first("tr")
    heads = [] if first is None else list(_cells(first))
    return len(heads) > 1 and all(cell.tag == "th" for cell in heads)


def _groups(texts: list[str]) -> Iterator[list[str]]:
    """The cells of a row, divided before those that end in a colon."""
    starts = [place for place, text in enumerate(texts) if place and _ends_in_colon(text)]
    for start, end in pairwise([0, *starts, len(texts)]):
        yield texts[start:end]


def _labelled(texts: list[str], is_pair: bool) -> str:
    """A label and its value on a line, several values or lines below it; of other cells, what stands in them."""
    head, *values = texts or [""]
    value = ("\n" if any("\n" in text for text in values) else "\t").join(values)
    if not values or not (is_pair or _ends_in_colon(head)):
        return ("\n" if "\n" in head or "\n" in value else "\t").join(text.lstrip("\n") for text in texts)
    below = "\n" in value or len(values) > 1
    return head.rstrip(_COLONS) + (":\n" if below else ": ") + value.lstrip("\n")


def _ends_in_colon(text: str) -> bool:
    return _is_label(text) and text.endswith((":", "："))


def _is_label(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_LABEL and "\n" not in text
