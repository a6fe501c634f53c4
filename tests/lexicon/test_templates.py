"""Templates: what they stand for, what is wrong with one, and that a word in a slot is all a new comparator takes."""

import pytest

from trialparse.lexicon.loader import LexiconError, builtin, load
from trialparse.lexicon.templates import BOUND, count, expand, fault

SLOTS = {"not": ("not", "never"), "more": ("more", "greater", "{bigger}"), "bigger": ("bigger",), "loop": ("{loop}",)}
EXPANDED = [
    ("more than", ["more than"]),
    ("{not} {bigger}", ["not bigger", "never bigger"]),
    ("{not?} {bigger} than", ["not bigger than", "never bigger than", "bigger than"]),
    ("[a] {bigger} [one]", ["a bigger one", "a bigger", "bigger one", "bigger"]),
    ("{not?} {not?}", ["not not", "not never", "not", "never not", "never never", "never", ""]),
]
FAULTS = [
    ("{nott} more than", "unknown slot 'nott'; there are bigger, loop, more, not"),
    ("{not more than", "'{' opens or closes nothing"),
    ("a] maximum", "']' opens or closes nothing"),
    ("{loop} than", "slot 'loop' stands within itself"),
    ("{not} " * 11, "it stands for 2048 phrases, 2000 are allowed"),
]
BROKEN = [
    ('[[slot]]\nkey = "odd"\nforms = []', "mine.toml:3: slot 'odd': forms: a slot without a form"),
    (
        '[[cue]]\ncode = "Not"\nforms = [\n  "no",\n  "{nix} of",\n]',
        "mine.toml:5: cue 'Not': '{nix} of': unknown slot 'nix'",
    ),
    ('[[anchor]]\nkey = "VISIT"\nforms = [{ from = "x" }]', "mine.toml:3: anchor 'VISIT': unknown key 'from'"),
    ('[[anchor]]\nkey = "VISIT"\nforms = [{ example = "x" }]', "mine.toml:1: anchor 'VISIT': has no form"),
    ('[[anchor]]\nkey = "VISIT"\nforms = [{ form = "x" }, 3]', "mine.toml:3: anchor 'VISIT': forms: a text is wanted"),
    ('[[anchor]]\nkey = "VISIT"\nforms = "x"', "mine.toml:3: anchor 'VISIT': forms: a list of texts is wanted"),
]


@pytest.mark.parametrize(("template", "phrases"), EXPANDED)
def test_a_template_stands_for_every_way_to_fill_it(template: str, phrases: list[str]) -> None:
    assert list(expand(template, SLOTS)) == phrases
    assert fault(template, SLOTS) is None
    assert count(template, SLOTS) >= len(phrases)


@pytest.mark.parametrize(("template", "message"), FAULTS)
def test_a_faulty_one_says_what_is_wrong(template: str, message: str) -> None:
    assert fault(template, SLOTS) == message


def test_slots_do_not_nest_without_end() -> None:
    deep = {f"s{depth}": (f"{{s{depth + 1}}} {{s{depth + 1}}}",) for depth in range(40)} | {"s40": ("x", "y")}
    assert "are too many" in (fault("{s0}", deep) or "")


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as raised:
        load([("mine.toml", text)], base=builtin())
    assert str(raised.value).startswith(message)


def test_the_products_are_counted() -> None:
    counts = {template.text: count(template.text, builtin().slots) for template in builtin().templates}
    assert max(counts.values()) <= BOUND
    assert len(builtin().phrases) < 15_000
