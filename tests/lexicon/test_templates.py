"""Templates: what they stand for, what is wrong with one, and that a word in a slot is all a new comparator takes."""

from collections.abc import Iterator

import pytest

import trialparse as tp
from limits import limits
from trialparse.criteria.words.lexer import lexer
from trialparse.criteria.words.tokens import norm, split
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, CUES, DENIAL, EQUAL, FREE, NOT
from trialparse.lexicon.loader import LexiconError, builtin, builtin_sources, load
from trialparse.lexicon.source import Entry, entries
from trialparse.lexicon.templates import BOUND, Extents, expand, malformed

WORDS = builtin_sources()["words"]
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
    assert malformed(template) is None
    assert Extents(SLOTS).fault(template) is None
    extent = Extents(SLOTS).of(template)
    assert extent.count >= len(phrases)
    assert extent.longest >= max(map(len, phrases))
    assert extent.signs == min(len(phrase.replace(" ", "")) for phrase in phrases)


@pytest.mark.parametrize(("template", "message"), FAULTS)
def test_a_faulty_one_says_what_is_wrong(template: str, message: str) -> None:
    assert (malformed(template) or Extents(SLOTS).fault(template)) == message


def test_slots_do_not_nest_without_end() -> None:
    deep = {f"s{depth}": (f"{{s{depth + 1}}} {{s{depth + 1}}}",) for depth in range(40)} | {"s40": ("x", "y")}
    assert Extents(deep).fault("{s0}") == "more than 4 slots stand within each other, from 's0' on"


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as raised:
        load([("mine.toml", text)], base=builtin())
    assert str(raised.value).startswith(message)


def test_the_products_are_counted() -> None:
    extents = Extents(builtin().slots)
    assert max(extents.of(template.text).count for template in builtin().templates) <= BOUND
    assert len(builtin().phrases) < 18_000


Form = tuple[Entry, str, str, str]  # the entry, the code of its phrases, the template, the example


def forms() -> Iterator[Form]:
    for name, text in WORDS:
        for entry in entries(name, text):
            for key in {"comparator": ("prefix", "postfix"), "cue": ("forms",)}.get(entry.table, ()):
                code = {"prefix": COMPARATOR, "postfix": BEHIND}.get(key) or CUES[entry.data["code"]].letter
                found = (form for form in entry.data.get(key, ()) if isinstance(form, dict))
                yield from ((entry, code, form["form"], form["example"]) for form in found)


FORMS = list(forms())
SIDES = {"ge": ("lower", True), "gt": ("lower", False), "le": ("upper", True), "lt": ("upper", False)}


def words(text: str) -> list[str]:
    return [norm(text[start:end]) for start, end in split(text)]


def is_of(template: str, code: str, read: str) -> bool:
    """Whether what was read as one atom is a phrase of a template, or begins or ends with one that is a part of it."""
    known, said = [words(phrase) for phrase in expand(template, builtin().slots)], words(read)
    if code == EQUAL:
        return any(phrase in (said[: len(phrase)], said[-len(phrase) :]) for phrase in known)
    return said in known if code != DENIAL else any(said[: len(phrase)] == phrase for phrase in known)


@pytest.mark.parametrize(("entry", "code", "form", "example"), FORMS, ids=[f"{form[2]} in {form[3]}" for form in FORMS])
def test_the_example_of_a_form_is_read_by_it(entry: Entry, code: str, form: str, example: str) -> None:
    read = COMPARATOR if code in (DENIAL, EQUAL) else code
    atoms = [atom for atom in lexer(builtin()).atoms(example) if atom.code == read]
    assert any(is_of(form, code, example[atom.start : atom.end]) for atom in atoms), entry.where(form)
    constraints = [each for criterion in tp.parse_criteria(example).criteria for each in limits(criterion)]
    nothing_asked = code == FREE or (code == NOT and entry.data.get("key") == "needless")
    assert bool(constraints) != nothing_asked, entry.where(form)
    if entry.table == "comparator" and entry.data["op"] in SIDES:
        side, inclusive = SIDES[entry.data["op"]]
        bound = getattr(getattr(constraints[0], "interval", None), side)
        assert bound is not None, entry.where(form)
        assert bound.inclusive is inclusive, entry.where(form)


TAUT = """
[[slot]]
key = "more"
forms = ["tauter"]
"""
TAUTER = [
    ("Tension must not be tauter than 30", "(,30]"),
    ("Tension tauter than 30", "(30,)"),
    ("Tension must be tauter than 30", "(30,)"),
    ("Tension can't be tauter than 30", "(,30]"),
    ("Tension may never be tauter than 30", "(,30]"),
    ("Tension no tauter than 30", "(,30]"),
    ("Tension is not allowed to be tauter than 30", "(,30]"),
    ("Tension has not been tauter than 30", "(,30]"),
    ("Tension tauter than or equal to 30", "[30,)"),
    ("Tension not tauter than or equal to 30", "(,30)"),
    ("Tension equal to or tauter than 30", "[30,)"),
    ("Tension 30 mmHg or tauter", "[30,)"),
    ("Tension need not be tauter than 30", None),
]


@pytest.fixture(scope="module")
def taut() -> tp.Parser:
    return tp.Parser(packs=[tp.Pack("mine", "1.0", lexicon=TAUT)])


@pytest.mark.parametrize(("text", "interval"), TAUTER)
def test_a_word_in_a_slot_is_all_that_a_comparator_takes(taut: tp.Parser, text: str, interval: str | None) -> None:
    constraints = limits(taut.parse_criteria(text).criteria[0])
    assert [str(getattr(each, "interval", None)) for each in constraints] == ([interval] if interval else [])
