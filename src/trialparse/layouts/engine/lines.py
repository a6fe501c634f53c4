"""The lines of a page: spans of the folded text, trimmed, with a normal form to know labels by."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

__all__ = [
    "FOOTER",
    "SEPARATORS",
    "Line",
    "beside_values",
    "heads_of",
    "key_of",
    "keys_text",
    "labels_before",
    "line_of",
    "lines_of",
    "text_of",
]

# How the lines begin that a site puts under its pages; each site adds its own.
FOOTER = (
    "was this page|share this|privacy|cookie|recently viewed|this site |copyright|©|contact us|about us|sign in"
    "|back to top|subscribe|follow us|powered by|disclaimer"
)
_LONGEST_LABEL = 240
_AROUND = " \t\r|"  # blanks, and the bars that frame a line of a table
# What stands between a label and its value.
SEPARATORS = (":", "\t", "|", "  ")
_MARKS = frozenset({"* ", "• ", "- ", "+ "})


class Line(NamedTuple):
    """A stretch of one line without the white space around it, nor the bars that a table has there.

    Examples:
        >>> (line,) = lines_of("  State: Recruiting")
        >>> line.start, line.end, line.text, line.key
        (2, 19, 'State: Recruiting', 'state: recruiting')
    """

    start: int
    end: int
    text: str
    key: str

    def part(self, start: int, end: int | None = None) -> "Line":
        """A trimmed stretch of this line, its ends counted from the line's start.

        Examples:
            >>> line_of("Sponsor Role lead").part(12)
            Line(start=13, end=17, text='lead', key='lead')
        """
        return line_of(self.text[start:end], self.start + start)

    def unmarked(self) -> "Line":
        """The line without the mark of a list before it.

        Examples:
            >>> line_of("* Gout").unmarked().text, line_of("-5 to 5").unmarked().text
            ('Gout', '-5 to 5')
        """
        return self.part(2) if self.text[:2] in _MARKS else self

    def after(self, label: str) -> "Line | None":
        """What follows a label at the head of the line, with or without a colon; None where the line has another head.

        Examples:
            >>> line_of("Role: CONTACT").after("role").text, line_of("Roles").after("role")
            ('CONTACT', None)
        """
        match = _after(label).match(self.text)
        return None if match is None else self.part(match.end())


def key_of(text: str) -> str:
    """The normal form of a label: one case, single blanks, no colon at the end.

    Examples:
        >>> key_of("  Recruitment   Status :")
        'recruitment status'
    """
    if "  " in text or "\t" in text:  # most lines need no second look
        text = " ".join(text.split())
    return text.strip().lower().rstrip(" :")


def line_of(text: str, offset: int = 0) -> Line:
    """The one line a text is."""
    body = text.strip(_AROUND)
    return _line(text, body, offset) if body else Line(offset, offset, "", "")


def _line(text: str, body: str, offset: int) -> Line:
    """The line of a text with something on it, which is its body."""
    start = offset + text.index(body[0])
    end = start + len(body)
    return Line(start, end, body, key_of(body) if end - start <= _LONGEST_LABEL else "")


def lines_of(folded: str) -> Iterator[Line]:
    r"""The lines with anything on them.

    Examples:
        >>> [line.text for line in lines_of("Brief Summary\n|\n \tA study. |")]
        ['Brief Summary', 'A study.']
    """
    offset = 0
    for text in folded.split("\n"):
        body = text.strip(_AROUND)
        if body:
            yield _line(text, body, offset)
        offset += len(text) + 1


def text_of(lines: Sequence[Line]) -> str:
    r"""The text that lines in their order are of, each at its place, with blanks for those around it.

    Examples:
        >>> text_of(list(lines_of("  State\n\n Recruiting ")))
        '  State\n  Recruiting'
    """
    text: list[str] = []
    place = 0
    for line in lines:
        gap = "\n" if place else ""
        text += (gap, " " * (line.start - place - len(gap)), line.text)
        place = line.end
    return "".join(text)


def keys_text(lines: Sequence[Line]) -> str:
    r"""The lines in lower case, the short ones with single blanks, to look in fast for words that a page may have.

    Examples:
        >>> keys_text(list(lines_of("EudraCT  Number:\n2026")))
        'eudract number\n2026'
    """
    return "\n".join([line.key or line.text.lower() for line in lines])


def heads_of(line: Line, longest: int) -> list[tuple[str, int]]:
    """What on a line may be a label with a value beside it, in its normal form, and where the value begins.

    Examples:
        >>> heads_of(line_of("Sex  All: both"), 80)
        [('sex all', 9), ('sex', 5)]
        >>> [key for key, _ in heads_of(line_of("Title:Acronym: TEA"), 80)]
        ['title', 'title:acronym']
    """
    text = line.text
    heads: list[tuple[str, int]] = []
    for sign in SEPARATORS:
        if sign not in text:
            continue  # which most lines are done with
        first = text.find(sign, 0, longest)
        for end in (first, text.find(sign, first + 1, longest)) if sign == ":" and first > 0 else (first,):
            if end > 0 and (key := key_of(text[:end])):
                heads.append((key, end + len(sign)))
    return heads


def labels_before(line: Line, labels: frozenset[str]) -> list[str]:
    """The labels that a line begins with, where the site sets no sign behind them.

    Examples:
        >>> labels_before(line_of("IRAS number 277021"), frozenset({"iras", "iras number", "number"}))
        ['iras', 'iras number']
    """
    return list(_before(line.key, labels, _lengths(labels).get(_first_word(line.key), ())))


def _before(key: str, labels: frozenset[str], lengths: Iterable[int]) -> Iterator[str]:
    """The labels, of these lengths, that a key begins with and does not end in."""
    for length in lengths:
        if key[:length] in labels and key[length : length + 1] in (" ", ":"):
            yield key[:length]


def beside_values(lines: Sequence[Line], labels: frozenset[str]) -> set[str]:
    """Those of the labels that any line begins with.

    Examples:
        >>> beside_values([line_of("IRAS number 277021")], frozenset({"iras number", "number"}))
        {'iras number'}
    """
    found: set[str] = set()
    lengths = _lengths(labels)
    for _, _, _, key in lines if lengths else ():
        word = key[: key.find(" ")]  # `_first_word`, for every line of a page
        if word in lengths:
            found.update(_before(key, labels, lengths[word]))
    return found


def _first_word(key: str) -> str:
    """What stands before a blank; of a line of one word, which has no value, nearly all of it."""
    return key[: key.find(" ")]


@lru_cache(maxsize=64)
def _lengths(labels: frozenset[str]) -> dict[str, list[int]]:
    """The lengths that labels have, by the word that they begin with, which may have a colon behind it."""
    words: dict[str, set[int]] = defaultdict(set)
    for label in labels:
        first = label.partition(" ")[0]
        for word in (first, f"{first}:"):
            words[word].add(len(label))
    return {word: sorted(lengths) for word, lengths in words.items()}


@cache
def _after(label: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, label.split()))
    return re.compile(rf"{words}(?!\w)\s*:?\s*", re.IGNORECASE)
