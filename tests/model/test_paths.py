"""Paths: every one that a page can have is known, and one that none can have is refused with those near to it."""

from pathlib import Path

import pytest

from trialparse import Span, Trial, parse, read
from trialparse.model.paths import span_at

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "examples" / "page.txt", *sorted((ROOT / "tests" / "fixtures").glob("*.txt"))]
PAGE = parse(read(PAGES[0]))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_paths_that_pages_have_are_known(page: Path) -> None:
    trial = parse(read(page))
    said = [each.path for each in trial.diagnostics if each.path]
    for path in [*trial.spans, *said]:
        span_at(trial, path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("enrollment.count", "184"),
        ("eligibility.inclusion[3].constraints[0]", "> 35 mL/min/1.73 m²"),
        ("constraints[0]", "≥ 18 to ≤ 70 years"),
        ("eligibility.constraints[0].subject", "Age"),
        ("eligibility.criteria[0].constraints[0].subject.span", "Age"),
        ("acronym", None),
        ("arms[99].label", None),
        ("eligibility.criteria[0].children[7].children[1].logic.items[0].then.item.constraint", None),
    ],
)
def test_evidence_is_the_words_or_nothing(path: str, words: str | None) -> None:
    assert PAGE.evidence(path) == words


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("enrolment.count", "enrollment.count"),
        ("count", "enrollment.count"),
        ("arms.label", "arms[0].label"),
        ("arms[3]label", "arms[0].label"),
        ("enrollment[0]", "enrollment"),
        ("sponsors[0].class_", "sponsors[0].class"),
        ("eligibility.criteria[1].constraint[0]", "eligibility.criteria[0].constraints[0]"),
        ("Phases", "phases"),
        ("typo", ""),
        ("", ""),
        ("title.title.title", ""),
        ("a" * 10_000, ""),
    ],
)
def test_a_path_that_cannot_be_is_refused_with_those_near_to_it(path: str, near: str) -> None:
    for ask in (PAGE.evidence, PAGE.span_of, Trial().span_of):
        with pytest.raises(LookupError) as refused:
            ask(path)
        assert repr(path) in str(refused.value)
        assert near in str(refused.value)


@pytest.mark.parametrize(("start", "end"), [(2, 4), (4, 4), (9, 2)])
def test_a_span_that_lies_outside_a_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"span {start}-{end} lies outside this text, which has 3 characters"):
        Span(start=start, end=end).of("Age")


def test_an_empty_span_inside_a_text_is_empty() -> None:
    assert (Span(start=1, end=1).of("Age"), Span(start=3, end=3).of("Age")) == ("", "")
