"""Our own spec cases: one-sentence texts in YAML, with the constraints and criteria to be read in them.

A case says where a thing stands by its words (`evidence`, `subject` …); here the words become places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trialparse.evaluation.facts import Bound, Document, Fact, GoldError, Json, Place
from trialparse.text.fold import fold

__all__ = ["read_cases"]

_INTERVAL = re.compile(r"(?P<left>[\[(])(?P<lower>[^,]*),(?P<upper>[^,]*)(?P<right>[\])])")


def read_cases(path: Path) -> Iterator[Document]:
    """The cases of one file, by their place in it."""
    try:
        import yaml
    except ImportError as error:
        raise GoldError(f'{path}: reading YAML needs a library: pip install "trialparse[evaluate]"') from error
    try:
        cases = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise GoldError(f"{path}: {error}") from error
    for number, case in enumerate(cases, 1):
        try:
            yield _case(f"{path.name} case {number}", case)
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(f"{path}: case {number}: {error}") from error


def _case(name: str, case: Json) -> Document:
    text = fold(case["text"])
    facts = None
    if case.get("constraints") is not None:
        used: set[Place] = set()
        facts = tuple(_case_fact(text, item, used) for item in case["constraints"])
    criteria = None
    if case.get("criteria") is not None:
        places: set[Place] = set()
        criteria = tuple((item["kind"], _find(text, item["text"], places)) for item in case["criteria"])
    return Document(name, case["text"], facts=facts, criteria=criteria)


def _case_fact(text: str, item: Json, used: set[Place]) -> Fact:
    lower, upper = _interval(item.get("interval"))
    return Fact(
        place=_find(text, item["evidence"], used),
        kind=item["kind"],
        lower=lower,
        upper=upper,
        unit=item.get("unit"),
        subjects=tuple(_all(text, item["subject"])) if "subject" in item else (),
        subject_id=item.get("subject_id"),
        reference=item.get("reference"),
        levels=tuple(map(str, item.get("levels") or ())),
        direction=item.get("direction"),
        anchor=item.get("anchor"),
        negated=bool(item.get("negated")),
        condition=_clause(text, item.get("condition")),
        exception=_clause(text, item.get("exception")),
        lost=item["kind"] == "threshold" and item.get("interval") is None,
    )


def _interval(written: str | None) -> tuple[Bound | None, Bound | None]:
    """The two ends of `[18,65)`."""
    if written is None:
        return None, None
    found = _INTERVAL.fullmatch(written)
    if found is None:
        raise ValueError(f"no interval: {written!r}")
    lower = Bound(float(found["lower"]), found["left"] == "[") if found["lower"] else None
    upper = Bound(float(found["upper"]), found["right"] == "]") if found["upper"] else None
    return lower, upper


def _all(text: str, words: str) -> list[Place]:
    """Every place of some words, however their white space runs."""
    pattern = r"\s+".join(map(re.escape, str(words).split()))
    places = [Place(*found.span()) for found in re.finditer(pattern, text)]
    if not places:
        raise ValueError(f"{words!r} does not stand in the text")
    return places


def _find(text: str, words: str, used: set[Place]) -> Place:
    """The first place of some words that nothing before them took."""
    places = _all(text, words)
    place = next((place for place in places if place not in used), places[0])
    used.add(place)
    return place


def _clause(text: str, words: str | None) -> Place | None:
    return None if words is None else _all(text, words)[0]
