"""Entries that add to a built-in one or take its place, and forms that add to a unit."""

import pickle

import pytest

from limits import limits
from trialparse import Pack, Parser
from trialparse.lexicon.loader import builtin

EXTENDS = """
[[measurement]]
id = "ecog"
extends = true
aliases = ["village fitness grade"]
cased = ["VFG"]
levels = ["0", "1", "2", "3", "4", "5", "6"]
examples = [{ text = "village fitness grade 0 or 1", levels = ["0", "1"] }]

[[criteria_set]]
id = "recist"
extends = true
aliases = ["village response criteria"]

[[measurement]]
id = "crp"
extends = true
units = ["{loaf}/L"]
regex = ['village C-?RP']
"""
REPLACES = """
[[measurement]]
id = "ecog"
name = "Village fitness"
replaces = true
aliases = ["village fitness grade"]
type = "score"
"""
FURTHER = """
[[measurement]]
id = "ecog"
extends = true
aliases = ["town fitness grade"]
"""
UNITS = """
[[unit]]
ucum = "mg"
forms = ["millibread"]
cased = ["mB"]

[[unit]]
ucum = "{loaf}"
forms = ["loaves"]
"""
TEMPLATES = """
[[slot]]
key = "more"
forms = ["tauter", "{crisp}"]

[[slot]]
key = "crisp"
forms = ["crisper"]

[[anchor]]
key = "BAKING"
forms = ["[the] {crisp?} baking"]
"""


def read(text: str, *lexicons: str) -> list[tuple[str | None, object]]:
    """The id of each limit, and its levels or its unit."""
    parser = Parser(packs=[Pack(f"mine{number}", "1", lexicon=toml) for number, toml in enumerate(lexicons)])
    return [
        (limit.subject.id if limit.subject else None, getattr(limit, "levels", None) or getattr(limit, "unit", None))
        for limit in limits(parser.parse_criteria(text).criteria[0])
    ]


@pytest.mark.parametrize(
    ("text", "lexicons", "wanted"),
    [
        ("ECOG 0-1", [EXTENDS], [("ecog", ("0", "1"))]),
        ("village fitness grade 0-1", [EXTENDS], [("ecog", ("0", "1"))]),
        ("village fitness grade 6", [EXTENDS], [("ecog", ("6",))]),
        ("VFG 0 or 1", [EXTENDS], [("ecog", ("0", "1"))]),
        ("vfg of at least 3", [EXTENDS], [(None, None)]),
        ("disease by village response criteria", [EXTENDS], [("recist", None)]),
        ("village CRP < 3 mg/L", [EXTENDS], [("crp", "mg/L")]),
        ("CRP < 3 loaves/L", [EXTENDS, UNITS], [("crp", "{loaf}/L")]),
        ("village fitness grade of at least 2", [REPLACES], [("ecog", None)]),
        ("ECOG of at least 2", [REPLACES], [(None, None)]),
        ("VFG of at least 2", [EXTENDS, REPLACES], [(None, None)]),
        ("village fitness grade of at least 2", [REPLACES, FURTHER], [("ecog", None)]),
        ("town fitness grade of at least 2", [REPLACES, FURTHER], [("ecog", None)]),
        ("town fitness grade 0-1", [EXTENDS, FURTHER], [("ecog", ("0", "1"))]),
        ("village fitness grade crisper than 2", [TEMPLATES, REPLACES], [("ecog", None)]),
        ("CRP not tauter than 3 mg/L", [EXTENDS, TEMPLATES, REPLACES], [("crp", "mg/L")]),
        ("prednisone of at most 5 millibread", [UNITS], [("pred_eq", "mg")]),
        ("prednisone of at most 5 mB per day", [UNITS], [("pred_eq", "mg/d")]),
    ],
)
def test_an_entry_adds_to_another_or_takes_its_place(
    text: str, lexicons: list[str], wanted: list[tuple[str | None, object]]
) -> None:
    assert read(text, *lexicons) == wanted


def test_what_is_extended_keeps_all_it_has() -> None:
    before = builtin().measurements["ecog"]
    lexicon = Parser(packs=[Pack("mine", "1", lexicon=EXTENDS)]).lexicon
    after = lexicon.measurements["ecog"]
    assert after.levels == (*before.levels, "6")
    assert after.cased == (*before.cased, "VFG")
    assert (after.name, after.type, after.loinc) == (before.name, before.type, before.loinc)
    assert lexicon.origins["ecog"].startswith("oncology.toml:")
    assert builtin().measurements["ecog"] is before


def test_what_is_replaced_stands_where_the_pack_has_it() -> None:
    lexicon = Parser(packs=[Pack("mine", "1", lexicon=REPLACES)]).lexicon
    assert lexicon.origins["ecog"] == "lexicon of mine:2"
    assert lexicon.measurements["ecog"].levels == ()
    assert [phrase.text for phrase in lexicon.phrases if phrase.key == "ecog"] == ["village fitness grade"]


def test_a_parser_that_extends_is_pickled() -> None:
    parser = pickle.loads(pickle.dumps(Parser(packs=[Pack("mine", "1", lexicon=EXTENDS)])))
    assert parser.lexicon.measurements["ecog"].levels[-1] == "6"
    assert pickle.loads(pickle.dumps(parser.lexicon)).measurements["ecog"].levels[-1] == "6"


def test_templates_are_kept_where_entries_extend_and_replace() -> None:
    packs = [Pack(f"mine{number}", "1", lexicon=toml) for number, toml in enumerate([EXTENDS, TEMPLATES, REPLACES])]
    lexicon = pickle.loads(pickle.dumps(Parser(packs=packs))).lexicon
    assert len(lexicon.templates) == len(builtin().templates) + 1
    assert lexicon.slots == builtin().slots | {
        "more": (*builtin().slots["more"], "tauter", "{crisp}"),
        "crisp": ("crisper",),
    }
    texts = {phrase.text for phrase in lexicon.phrases}
    assert {"the crisper baking", "baking", "tauter than", "crisper or equal to", "higher than"} <= texts
    assert len(set(lexicon.phrases)) == len(lexicon.phrases)


def test_equal_packs_share_a_lexicon() -> None:
    one, other = (Parser(packs=[Pack(name, "1", lexicon=[REPLACES])]) for name in ("mine", "mine"))
    assert one.lexicon is other.lexicon
