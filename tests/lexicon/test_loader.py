"""Loading: every malformed file says file, line and what is wrong."""

import pytest

from trialparse.lexicon.loader import LexiconError, builtin, load
from trialparse.lexicon.patterns import WAYS, regex_fault, token_fault, ways

ENTRY = '[[measurement]]\nid = "clas"\nname = "CLAS"\n'

BROKEN = [
    ('[[measurement]]\nid = "clas"\nname "CLAS"', "@:3: "),
    ("[[measurment]]\nid = 1", "@:1: measurment '1': unknown table"),
    (f'{ENTRY}alias = ["CLAS"]', "@:4: clas: unknown key 'alias'"),
    (f'{ENTRY}aliases = "CLAS"', "@:4: clas: aliases: a list of texts is wanted"),
    (f'{ENTRY}aliases = ["CLAS", ""]', "@:4: clas: aliases: a text is wanted, not ''"),
    (f"{ENTRY}range = [9, 0]", "@:4: clas: range: two numbers"),
    (f'{ENTRY}direction = "up"', "@:4: clas: direction: 'up' is none of worse"),
    ('\n[[measurement]]\nname = "CLAS"', "@:2: measurement 'without a name': has no id"),
    ('[[measurement]]\nid = "CLAS"\nname = "CLAS"', "@:2: measurement 'CLAS': id: 'CLAS' is not made of"),
    (
        f'{ENTRY}examples = [\n  {{ text = "CLAS > 3", low = 3 }},\n]',
        "@:5: clas: unknown key 'low'",
    ),
    (f'{ENTRY}examples = ["CLAS > 3"]', "@:4: clas: examples: a list of tables"),
    (
        f"{ENTRY}regex = ['CLAS\\s+\\d']",
        "@:4: clas: regex: 'CLAS\\\\s+\\\\d': + has no upper bound",
    ),
    (f'{ENTRY}patterns = [[{{ LOWER = "CLAS" }}]]', "@:4: clas: patterns: LOWER 'CLAS' matches nothing"),
    (f"{ENTRY}\n{ENTRY}", "@:5: clas: this id is taken: @:1"),
    ('measurement = "clas"', "@:1: measurement is no list of entries"),
    ('title = "clas"', "@:1: title is no list of entries"),
    ('[[unit]]\nucum = "a"\nforms = ["weeks"]', "@:3: unit 'a': 'weeks' already means wk"),
    ('[[unit]]\nucum = "mg"\nuses = ["dosis"]', "@:3: unit 'mg': uses: 'dosis' is none of age, one"),
    ('[[unit]]\nucum = "mg"\nuses = "dose"', "@:3: unit 'mg': uses: a list of texts is wanted"),
    ('[[number]]\nvalue = 13\nforms = ["twelve"]', "@:3: number '13': 'twelve' already means 12"),
    ('[[comparator]]\nop = "lt"\nsymbols = ["≥"]', "@:3: comparator 'lt': '≥' already means ge"),
    (
        '[[criteria_set]]\nid = "ecog"\nname = "ECOG"',
        "@:1: criteria_set 'ecog': this id is taken: oncology.toml:",
    ),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as raised:
        load([("mine.toml", text)], base=builtin())
    assert message.replace("@", "mine.toml").replace("clas: ", "measurement 'clas': ") in str(raised.value)


def test_a_unit_says_what_it_is_used_for() -> None:
    more = load(
        [("mine.toml", '[[unit]]\nucum = "{puff}"\nforms = ["puffs"]\nuses = ["dose", "single_dose"]')], base=builtin()
    )
    assert more.units_for("dose") == builtin().units_for("dose") | {"{puff}"}
    assert more.units_for("age") == builtin().units_for("age")


def test_one_file_adds_to_another() -> None:
    base = load([("base.toml", ENTRY)])
    more = load([("more.toml", ENTRY.replace("clas", "clas_q"))], base=base)
    assert sorted(more.measurements) == ["clas", "clas_q"]
    assert more.origins == {"clas": "base.toml:1", "clas_q": "more.toml:1"}
    assert sorted(base.measurements) == ["clas"]


def test_a_header_within_a_text_does_not_lose_the_lines() -> None:
    text = f'{ENTRY}note = """\n[[measurement]]\n"""\nalias = []'
    with pytest.raises(LexiconError, match=r"mine\.toml:\d+: measurement 'clas': unknown key 'alias'"):
        load([("mine.toml", text)])


GOOD_REGEXES = [
    (r"CLAS", 1),
    (r"CLAS-?Q", 2),
    (r"visit\s{0,3}\d{1,2}", 8),
    (r"(?:ab|cd){2}", 4),
    (r"(?:\w{1,5} ){0,3}x", 156),
]
BAD_REGEXES = [
    r"a+",
    r"(?:a*)*b",
    r"a{2,}",
    r"(",
    r"a{0,3}",
    r"(?:\w{1,9} ){0,9}x",
    r"\w{1,999}",
    r"a++b",
    r"(?=a+)b",
    r"\w{400}",
]


@pytest.mark.parametrize(("pattern", "count"), GOOD_REGEXES)
def test_a_bounded_regular_expression_is_taken(pattern: str, count: int) -> None:
    assert regex_fault(pattern) is None
    assert ways(pattern) == count <= WAYS


@pytest.mark.parametrize("pattern", BAD_REGEXES)
def test_one_that_can_run_away_is_not(pattern: str) -> None:
    assert regex_fault(pattern) is not None


GOOD_TOKENS = [
    [{"LOWER": "visit"}, {"IS_DIGIT": True, "OP": "{1,3}"}],
    [{"TEXT": {"REGEX": "^CLAS"}}, {"LOWER": {"IN": ["score", "index"]}, "OP": "?"}],
    [{}, {"LENGTH": 3}],
]
BAD_TOKENS: list[object] = [
    "CLAS", [], [{"LOWER": "x", "OP": "?"}], [{"LOWER": "x", "OP": "+"}], [{"LOWER": "x", "OP": "{2,}"}],
    [{"POS": "NOUN"}],
    [{"LOWER": 3}], [{"IS_DIGIT": 1}], [{"LOWER": {"IN": ["Score"]}}], [{"TEXT": {"REGEX": "a+"}}],
    [{"TEXT": {"FUZZY": "x"}}],
    [{"LOWER": "x"}, *[{"OP": "?"}] * 9], [{"LOWER": "x", "OP": "often"}], [{"LOWER": "x", "OP": "{40}"}],
    [{"TEXT": {"IN": "x"}}],
]  # fmt: skip


@pytest.mark.parametrize("pattern", GOOD_TOKENS)
def test_a_bounded_token_pattern_is_taken(pattern: object) -> None:
    assert token_fault(pattern) is None


@pytest.mark.parametrize("pattern", BAD_TOKENS)
def test_an_unbounded_or_unknown_one_is_not(pattern: object) -> None:
    assert token_fault(pattern) is not None
