"""Results as HTML: what is shown, that a page's words do nothing in it, that its size is bounded."""

import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from trialparse import Criterion, Eligibility, Trial, explain, parse, parse_criteria, read
from trialparse.model import Diagnostic, Span, Subject, Threshold
from trialparse.outputs.html import (
    constraint_html,
    criterion_html,
    document,
    eligibility_html,
    html_of,
    trial_html,
)
from trialparse.outputs.html.elements import style

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "examples" / "page.txt", *sorted((ROOT / "tests" / "fixtures").glob("*.txt"))]
HOSTILE = (
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "'><img src=x onerror=alert(1)>",
    "</style><script>x</script>",
    "</span></li></ul></div></details>",
    "<!-- <![CDATA[ ]]>",
    "&lt;script&gt;",
    "\u202e\u2066 turned",
    "\x00\x1b[31m\x07",
    "\ud800",
    "javascript:alert(1)",
)
ELEMENTS = {
    *("div", "style", "span", "b", "strong", "details", "summary", "ul", "li", "p"),
    *("dl", "dt", "dd", "table", "tr", "th", "td"),
}
ATTRIBUTES = {"class", "tabindex", "role", "aria-label", "data-label", "scope", "open"}


class Reader(HTMLParser):
    """What a browser finds: elements, their nesting, their attributes, the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


def checked(html: str) -> Reader:
    """A fragment that is well formed, and holds nothing but what we put there."""
    html.encode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    reader = Reader(html)
    assert reader.elements <= ELEMENTS
    assert reader.attributes <= ATTRIBUTES
    return reader


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_criterion_of_a_page_is_shown(path: Path) -> None:
    trial = parse(read(path))
    shown = checked(trial._repr_html_()).text
    for criterion in trial.walk():
        assert f"{criterion.id} " in shown


def test_the_words_of_a_criterion_are_all_there_in_order() -> None:
    (criterion,) = parse_criteria("Weight > 35 kg & height < 2 m at screening, unless \u00e6ther").criteria
    html = re.sub(r'<span class="tip".*?</dl></span>', "", criterion_html(criterion))
    assert criterion.text in checked(html).text


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_page_do_nothing(words: str) -> None:
    span = Span(start=0, end=4)
    constraint = Threshold(
        span=Span(start=2, end=300), subject=Subject(text=words, id=words, span=span), unit=words, rule=words
    )
    criterion = Criterion(
        id=words, kind="inclusion", text=words * 9, span=Span(start=0, end=9 * len(words)), constraints=(constraint,)
    )
    diagnostic = Diagnostic(code=words, message=words, spans=(span,))
    eligibility = Eligibility(criteria=(criterion,), text=words, diagnostics=(diagnostic,))
    trial = Trial(
        id=words, title=words, status=words, layout=words, conditions=(words,), eligibility=eligibility, text=words
    )
    for html in (
        trial_html(trial),
        eligibility_html(eligibility),
        criterion_html(criterion),
        constraint_html(constraint),
    ):
        checked(html)
    page = "".join(document([trial_html(trial)], words))
    assert page.count("<style>") == page.count("</style>") == 1
    assert "<script" not in page
    checked(trial_html(parse(f"Inclusion Criteria:\n- ALT > 3 {words} × ULN {words}\n- {words}")))


def test_overlapping_and_nested_limits_are_all_told() -> None:
    text = "0123456789"
    spans = [(0, 10), (2, 5), (4, 8), (4, 8), (9, 40)]
    constraints = tuple(Threshold(span=Span(start=a, end=b), rule=f"rule-{a}-{b}") for a, b in spans)
    criterion = Criterion(id="I1", kind="inclusion", text=text, span=Span(start=0, end=10), constraints=constraints)
    html = criterion_html(criterion)
    checked(html)
    assert all(each.rule in html for each in constraints)
    assert all(f">T{place}</b>" in html for place in range(1, 6))


def test_doubts_roles_and_residue_are_seen() -> None:
    html = parse_criteria("Weight > 35 kg when under 11 years\n\nHbA1c = 8 %, as the moon allows")._repr_html_()
    checked(html)
    for said in ('class="threshold aside"', 'class="threshold doubtful"', "residue", "unconfirmed", "read in part"):
        assert said in html
    assert html.count('tabindex="0"') == 3


def test_details_are_reached_by_pointer_and_by_keyboard() -> None:
    rules = style()
    for reached in (":hover > .tip", ":focus > .tip", ":focus-within > .tip"):
        assert reached in rules


def selectors(css: str) -> Iterator[str]:
    for rule in re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if not rule.strip().startswith("@"):
            yield from (each.strip() for each in rule.split(","))


def test_the_style_touches_nothing_else_and_loads_nothing() -> None:
    rules = style().removeprefix("<style>").removesuffix("</style>")
    assert all(".trialparse" in each for each in selectors(rules))
    assert not re.search(r"url\(|@import|<", rules)


def luminance(color: str) -> float:
    digits = color if len(color) == 6 else "".join(2 * digit for digit in color)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_the_contrast_that_wcag_asks_for() -> None:
    blocks = re.findall(r"\{([^{}]*--tp-back:[^{}]*)\}", style())
    themes = [dict(re.findall(r"--tp-(\w+): #(\w+);", block)) for block in blocks]
    assert len(themes) == 4
    tints = ("threshold", "levels", "window", "duration", "set")
    for theme in themes:
        for back in ("back", "tip", *tints):
            assert contrast(theme["ink"], theme[back]) >= 4.5
        for back in ("back", "tip"):
            assert contrast(theme["quiet"], theme[back]) >= 4.5
        for back in tints:
            assert contrast(theme["quiet"], theme[back]) >= 4.5, back
        assert contrast(theme["doubt"], theme["back"]) >= 4.5
        assert contrast(theme["edge"], theme["back"]) >= 3
        assert all(contrast(theme["edge"], theme[tint]) >= 3 for tint in tints)


def large_texts() -> dict[str, Eligibility]:
    line = "ALT > 3 × ULN and AST < 40 U/L within 6 weeks before screening"
    constraints = tuple(Threshold(span=Span(start=at, end=9_000_000), rule="x") for at in range(5000))
    huge = "<" * 2_000_000
    nested = Criterion(id="I1", kind="inclusion", text=huge, span=Span(start=0, end=len(huge)), constraints=constraints)
    small = parse_criteria(f"Inclusion Criteria:\n- {line}").criteria[0]
    return {
        "many": Eligibility(criteria=(small,) * 30_000),
        "one": Eligibility(criteria=(nested,)),
        "wide": Eligibility(criteria=(nested,) * 50, diagnostics=(Diagnostic(code="x", message=huge),) * 9000),
    }


@pytest.mark.parametrize(("name", "eligibility"), large_texts().items(), ids=lambda value: str(value)[:9])
def test_size_and_time_are_bounded_and_what_is_left_out_is_counted(name: str, eligibility: Eligibility) -> None:
    start = time.perf_counter()
    html = trial_html(Trial(title="<" * 2_000_000, conditions=("&" * 2_000_000,), eligibility=eligibility))
    assert time.perf_counter() - start < 10
    assert len(html) < 2_000_000
    assert "not shown" in html or "more characters" in html
    checked(html)


def test_a_document_stands_for_itself() -> None:
    eligibility = parse_criteria("ALT > 3 × ULN")
    page = "".join(document((html_of(each) for each in (eligibility, eligibility.criteria[0])), "Two & more"))
    assert page.startswith("<!DOCTYPE html>")
    assert "<title>Two &amp; more</title>" in page
    assert page.count("<style>") == 1
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=|https?:", page)


def test_a_constraint_and_nothing_have_a_face() -> None:
    (constraint,) = parse_criteria("SLEDAI-2K ≥ 8 at screening").constraints
    text = checked(constraint._repr_html_()).text
    for said in ("SLEDAI-2K ≥ 8 ({score}) @ SCREENING", "sledai_2k", "(not stated, usual)", "[8,)"):
        assert said in text
    account = explain(parse_criteria("ALT > 3 × ULN").criteria[0])._repr_html_()
    assert "&gt; 3 × ULN" in account
    assert "prefix: threshold" in account
    assert "No criteria found" in Eligibility()._repr_html_()
    assert "No title found" in Trial()._repr_html_()


def test_things_without_a_number_share_a_line_and_have_no_letter_in_the_words() -> None:
    page = parse_criteria("Exclusion Criteria:\n- Tuberculosis, hepatitis B or HIV infection")._repr_html_()
    assert "condition</span> Tuberculosis · hepatitis B · HIV infection</li>" in page
    assert 'class="mark presence"' in page
    assert "data-label" not in page.partition("</style>")[2]
