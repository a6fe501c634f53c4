"""Numbers of participants."""

import re
from dataclasses import dataclass

from trialparse.values.dates import read_date

__all__ = ["Count", "read_count"]

_NUMBER = r"(?<![\w.,-])\d{1,3}(?:[,. '’]\d{3}){1,3}(?![\d.,]\d)|(?<![\w.,-])\d{1,9}(?![\d]|[.,]\d)"
_NUMBERS = re.compile(_NUMBER)
_WHOLE = re.compile(r"\s*(\d{1,9})\.0{1,2}\s*\Z")  # as a spreadsheet writes an integer
_PEOPLE = r"(?:cases?|patients?|participants?|subjects?|people|persons?|例|人|名)"
# Behind a number that is none of people: a share, a time, a dose, what people are in; or more of it, `1e3`, `2 x 60`.
_NO_PEOPLE = re.compile(
    r"\s{0,3}(?:[%‰％×*^]|x\s{0,3}\d|e\d|k\b|(?:per\s?cent|percent|(?:second|minute|hour|day|week|month|year)s?"
    r"|(?:h|hrs?|mins?|wks?|mos?|yrs?|mg|g|kg|ml|µg|mcg)|(?:arm|group|cohort|site|cent(?:er|re)|hospital|countr(?:y|ie))s?)\b"
    r"|[天日周週月年岁歳歲])",
    re.IGNORECASE,
)
_GROUP = re.compile(rf"(?P<name>[^\n]{{1,400}}?)[:：]\s*(?P<number>{_NUMBER})\s*{_PEOPLE}?\s*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"[;；\n]")
_COMMAS = re.compile(r"，|,(?!\d)")
_OF_ALL = re.compile(
    r"\s*(?:the\s)?(?:grand\s)?(?:total|planned|overall|target|whole)(?:\s(?:total|planned|target|sample|study|trial|size|number|of"
    r"|enrol\w{2,6}|recruitment|participants|patients|subjects|cases)){0,5}\s*",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\bsize\s*\Z", re.IGNORECASE)
_APIECE = re.compile(r"\b(?:each|per|every)\b|/\s?(?:arm|group)|每", re.IGNORECASE)
_IN_PART = re.compile(rf"{_APIECE.pattern}|\d\s?[-–—~～]\s?\d", re.IGNORECASE)  # of each group, or of a range
_NAMED = re.compile(r"[:：](?:[^:：;；\n]{1,80}(?:[;；\n]|\Z)|[ \t]{0,9}[;；])")
_REMARK = re.compile(
    rf"\s*(?P<number>{_NUMBER})\s*{_PEOPLE}?\s*(?:\(|[,;:]\s)(?P<remark>[^()]{{1,200}})\)?[\s.]*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count, where it stands in the text, and the numbers it is the sum of.

    Examples:
        >>> from trialparse.values import read_count
        >>> read_count("40 people")
        Count(value=40, start=0, end=2, parts=())
    """

    value: int
    start: int
    end: int
    parts: tuple[int, ...] = ()


def read_count(text: str) -> Count | None:
    """The one number of participants a field states, or the sum of its groups, or None.

    There is a sum only where every part is a number. The number of the whole trial is taken where it stands among the
    parts; a number per group is none of the trial.

    Examples:
        >>> read_count("1,200 participants")
        Count(value=1200, start=0, end=5, parts=())
        >>> read_count("Group A:49;Group B:51;").value, read_count("1:30;2:30;").parts
        (100, (30, 30))
        >>> read_count("260 (130 in each arm)").value, read_count("Planned Sample Size: 300; UK Sample Size: 120").value
        (260, 300)
        >>> [read_count(text) for text in ("20 to 30 participants", "30 per group", "A: 20; B: some")]
        [None, None, None]
        >>> [read_count(text) for text in ("24 weeks", "60%", "2x60", "1e3", "July 2026")]
        [None, None, None, None, None]
    """
    numbers = list(_NUMBERS.finditer(text))
    whole = _WHOLE.match(text)
    if whole is not None:
        return Count(int(whole[1]), *whole.span(1))
    if len(numbers) == 1 and len(_NAMED.findall(text)) < 2:
        return _alone(text, numbers[0])
    return _explained(text) or _grouped(text)


def _alone(text: str, number: re.Match[str]) -> Count | None:
    """The only number there is, unless it is of a part, of a date, or of something other than people."""
    day = read_date(text)
    if _IN_PART.search(text) or _NO_PEOPLE.match(text, number.end()) or (day and day["precision"] != "year"):
        return None
    return Count(_integer(number[0]), *number.span())


def _explained(text: str) -> Count | None:
    """`260 (130 in each arm)`: a number, and behind it how it comes about, where that adds up."""
    found = _REMARK.match(text)
    if found is None:
        return None
    value = _integer(found["number"])
    parts = [_integer(number[0]) for number in _NUMBERS.finditer(found["remark"])]
    shared = len(parts) == 1 and parts[0] > 0 and value % parts[0] == 0 and _APIECE.search(found["remark"])
    return Count(value, *found.span("number")) if shared or (len(parts) > 1 and sum(parts) == value) else None


def _grouped(text: str) -> Count | None:
    """`A:30;B:30;`: the sum, or the number of the whole trial where one is named so."""
    places = _parts(text, _BETWEEN if _BETWEEN.search(text) else _COMMAS)
    groups = [match for start, end in places if (match := _GROUP.match(text, start, end))]
    if not groups or len(groups) < len(places):
        return None
    whole = [match for match in groups if _OF_ALL.fullmatch(match["name"])]
    if whole:
        return _only(whole)
    if any(_SIZE.search(match["name"]) for match in groups):
        return None  # `UK sample size: 30` is part of another
    if len(groups) == 1:
        is_ratio = groups[0]["name"].strip().isdecimal() and not _BETWEEN.search(text)  # `2:1`
        return None if is_ratio else _only(groups)
    numbers = tuple(_integer(match["number"]) for match in groups)
    return Count(sum(numbers), groups[0].start(), groups[-1].end("number"), numbers)


def _only(groups: list[re.Match[str]]) -> Count | None:
    """The number that all of them tell, or None."""
    told = {_integer(match["number"]) for match in groups}
    return Count(told.pop(), *groups[0].span("number")) if len(told) == 1 else None


def _parts(text: str, between: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches with words in them between the separators."""
    cuts = [match.span() for match in between.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def _integer(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
