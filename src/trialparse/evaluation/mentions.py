"""Values and times that the Chia corpus marks: recall of the words, of the number, of the link to what it is said of.

Chia gives no comparators, so that nothing is said of strictness or of precision.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from trialparse.evaluation.facts import Document, Fact, Json, Mention, facts_of
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.matching import as_comparisons, subject_found
from trialparse.evaluation.report import Report, Table, Verdict, percent, share, verdict
from trialparse.evaluation.units import close

__all__ = ["score"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def _number(text: str) -> float | None:
    """A number as it is written, or None where it can be read in two ways.

    >>> _number("1,500"), _number("18,5"), _number("1.2.3")
    (1500.0, 18.5, None)
    """
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return float(text) if _PLAIN.fullmatch(text) else None


def _numbers(text: str) -> list[float]:
    return [number for word in _NUMBER.findall(text) if (number := _number(word)) is not None]


def _match(mentions: tuple[Mention, ...], claims: list[Fact]) -> dict[int, tuple[bool, bool]]:
    """For each mention that a claim answers, whether its number and its subject are right; pairs are one to one."""
    pairs = []
    for m, mention in enumerate(mentions):
        numbers = _numbers(mention.text)
        for c, claim in enumerate(claims):
            common = sum(place.overlap(claim.place) for place in mention.places)
            if common:
                ends = [end.value for end in (claim.lower, claim.upper) if end]
                number = any(close(end, value) for end in ends for value in numbers)
                linked = subject_found(mention.subjects, claim, age=mention.kind == "Person")
                pairs.append((number, linked, common / (claim.place.end - claim.place.start), -m, -c))
    answered: dict[int, tuple[bool, bool]] = {}
    used: set[int] = set()
    for number, linked, _, m, c in sorted(pairs, reverse=True):
        if -m not in answered and -c not in used:
            answered[-m] = (number, linked)
            used.add(-c)
    return answered


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of the corpus by kind of mention."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    verdicts: list[Verdict] = []
    for document in gold.documents:
        answered = _match(document.mentions, as_comparisons(facts_of(predictions.get(document.name))))
        verdicts += _judge(document, answered, kinds)
    numbers = {
        f"{kind} {what}": share(counts[part], counts[whole])
        for kind, counts in sorted(kinds.items())
        for what, part, whole in (("span", "span", "n"), ("number", "number", "n"), ("linked", "linked", "subjects"))
    }
    columns = ("kind", "gold", "span", "+ number", "with a subject", "+ number + subject")
    tables = [Table("values and times", columns, _rows(kinds))]
    return Report(gold.name, gold.form, len(gold.documents), numbers, tables, verdicts)


def _judge(
    document: Document, answered: dict[int, tuple[bool, bool]], kinds: dict[str, Counter[str]]
) -> Iterable[Verdict]:
    for m, mention in enumerate(document.mentions):
        number, linked = answered.get(m, (False, False))
        asks_subject = bool(mention.subjects)
        kinds[mention.kind].update(
            n=1,
            span=int(m in answered),
            number=int(number),
            subjects=int(asks_subject),
            linked=int(asks_subject and number and linked),
        )
        outcome = "right" if number and linked else "SUBJECT" if number else "NUMBER" if m in answered else "MISSED"
        yield verdict(document, m, mention.places[0], outcome, outcome == "right", mention.kind)


def _rows(kinds: dict[str, Counter[str]]) -> list[tuple[str, ...]]:
    return [
        (
            kind,
            str(counts["n"]),
            percent(counts["span"], counts["n"]),
            percent(counts["number"], counts["n"]),
            str(counts["subjects"]),
            percent(counts["linked"], counts["subjects"]),
        )
        for kind, counts in sorted(kinds.items())
    ]
