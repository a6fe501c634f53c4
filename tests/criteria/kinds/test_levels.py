"""Levels: which words are a set of levels, which members it has, whose levels they are, and which rule said so."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from limits import is_limit
from trialparse import Levels, parse_criteria
from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds.level_candidates import BEHIND
from trialparse.criteria.kinds.level_sets import SIDE, LevelSet, level_sets
from trialparse.criteria.kinds.levels import SUBJECT
from trialparse.criteria.kinds.named_levels import BEFORE, LIST_BEFORE
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.alphabet import NOUN
from trialparse.lexicon.loader import builtin


def sentence_of(text: str) -> Sentence:
    return Sentence(text, 0, len(text), lexer(builtin()).atoms(text), builtin())


def sets_of(text: str) -> list[LevelSet]:
    return level_sets(sentence_of(text))


def limits(found: LevelSet) -> str:
    """The interval of a set as it is written, `-` where there is none."""
    if found.lower is None and found.upper is None:
        return "-"
    low = "(" if found.lower is None else f"{'[' if found.lower[1] else '('}{found.lower[0]}"
    high = ")" if found.upper is None else f"{found.upper[0]}{']' if found.upper[1] else ')'}"
    return f"{low},{high}"


FIRST, NOUN_FIRST, NAMED = ("levels.scale-first", "levels.noun-first", "levels.named.behind")

# The text, the words that are the set, its members, its interval, the rules that decided.
READ = [
    # the scale first
    ("NYHA class II or III dyspnoea", "class II or III", "II III", "[2,3]", [FIRST]),
    ("NYHA I/II", "I/II", "I II", "[1,2]", [FIRST]),
    ("NYHA functional class: II, III, and IV", "II, III, and IV", "II III IV", "[2,4]", [FIRST]),
    ("New York Heart Association (NYHA) Class Ⅱ-Ⅳ", "Class Ⅱ-Ⅳ", "II III IV", "[2,4]", [FIRST]),
    ("NYHA classes I and IV", "classes I and IV", "I IV", "-", [FIRST]),  # II and III are left out: no run
    ("ECOG 0,1", "0,1", "0 1", "[0,1]", [FIRST]),
    ("ECOG performance status of 0 to 2", "0 to 2", "0 1 2", "[0,2]", [FIRST]),
    ("ECOG of zero or one", "zero or one", "0 1", "[0,1]", [FIRST]),
    ("New York Heart Association class three or four", "class three or four", "3 4", "[3,4]", [FIRST]),
    ("NYHA class II and two admissions", "class II", "II", "[2,2]", [FIRST]),
    ("ECOG status (Rossi et al., 1999) score 0 to 2", "0 to 2", "0 1 2", "[0,2]", [FIRST]),
    ("ECOG PS 1 (or 2)", "1", "1", "[1,1]", [FIRST]),
    ("Child-Pugh A-C", "A-C", "A B C", "-", [FIRST]),
    ("GOLD stage 2 - 4", "stage 2 - 4", "2 3 4", "[2,4]", [FIRST]),  # the lexicon has it in roman numerals
    ("Fontaine stage IIb to IV", "stage IIb to IV", "IIb III IV", "-", [FIRST]),  # the lexicon has no IIb
    ("CKD stage G3a-G4", "stage G3a-G4", "G3a G3b G4", "-", [FIRST]),
    ("CKD stage ≥ 3b", "stage ≥ 3b", "3b 4 5", "-", [FIRST, "levels.side.as-written"]),
    ("CKD stage 3a/3b", "stage 3a/3b", "3a 3b", "-", [FIRST]),
    ("Selena flare index mild to severe", "mild to severe", "mild moderate severe", "-", [FIRST]),
    ("mTICI 2b-3 flow", "2b-3", "2b 2c 3", "-", [FIRST]),
    ("Rutgeerts score i2 or i3", "i2 or i3", "i2 i3", "-", [FIRST]),
    ("Modified Ashworth Scale 1, 1+ or 2", "1, 1+ or 2", "1 1+ 2", "-", [FIRST]),
    ("WHO grade III or IV", "grade III or IV", "III IV", "[3,4]", [FIRST]),  # WHO could be several scales
    # a noun first
    ("Grade 2-4 mucositis", "Grade 2-4", "2 3 4", "[2,4]", [NOUN_FIRST]),
    ("Sarcoidosis of stages I to III", "stages I to III", "I II III", "[1,3]", [NOUN_FIRST]),
    ("Stage IB-IIIA seminoma", "Stage IB-IIIA", "IB IC II IIA IIB IIC IIIA", "-", [NOUN_FIRST]),
    ("Stage IIIA/B seminoma", "Stage IIIA/B", "IIIA IIIB", "-", [NOUN_FIRST]),
    ("Stage 3B or 4 seminoma", "Stage 3B or 4", "3B 4", "-", [NOUN_FIRST]),
    ("Stage IIIA/IIIB seminoma", "Stage IIIA/IIIB", "IIIA IIIB", "-", [NOUN_FIRST]),
    ("Pressure ulcer of grade 1, 2 or 4", "grade 1, 2 or 4", "1 2 4", "-", [NOUN_FIRST]),
    # with a comparator
    ("NYHA class III or worse", "class III or worse", "III IV", "[3,)", [FIRST, "levels.side.lower-is-better"]),
    ("NYHA class III or higher", "class III or higher", "III IV", "[3,)", [FIRST, "levels.side.as-written"]),
    ("At most NYHA class II", "At most NYHA class II", "I II", "(,2]", [FIRST, "levels.side.as-written"]),
    ("NYHA class > II", "class > II", "III IV", "(2,)", [FIRST, "levels.side.as-written"]),
    ("NYHA class < II", "class < II", "I", "(,2)", [FIRST, "levels.side.as-written"]),
    ("NYHA class II or better", "class II or better", "I II", "(,2]", [FIRST, "levels.side.lower-is-better"]),
    ("ASIA C or better", "C or better", "C D E", "-", [FIRST, "levels.side.higher-is-better"]),
    ("Child-Pugh B (or worse)", "B (or worse", "B C", "-", [FIRST, "levels.side.lower-is-better"]),
    ("Child-Pugh B7-B9", "B7-B9", "B7 B8 B9", "-", [FIRST]),
    ("Child-Pugh class B or higher", "class B or higher", "B C", "-", [FIRST, "levels.side.as-written"]),
    ("Stage III or higher", "Stage III or higher", "III", "[3,)", [NOUN_FIRST, "levels.side.as-written"]),
    ("BILAG B or higher", "B or higher", "A B", "-", [FIRST, "levels.side.worst-is-first"]),
    # the scale behind
    ("IIA-IIIA stage disease", "IIA-IIIA stage", "IIA IIB IIC IIIA", "-", ["levels.named.noun"]),
    ('A score of "A" on the BILAG', "A", "A", "-", [NAMED]),
    ("B or C on the Child-Pugh", "B or C", "B C", "-", [NAMED]),
    ("F3-F4 on the METAVIR", "F3-F4", "F3 F4", "-", [NAMED]),
]


@pytest.mark.parametrize(("text", "words", "levels", "interval", "whys"), READ)
def test_levels_are_read(text: str, words: str, levels: str, interval: str, whys: list[str]) -> None:
    (found,) = sets_of(text)
    assert (text[found.start : found.end], found.levels) == (words, tuple(levels.split()))
    assert (limits(found), found.whys) == (interval, tuple(whys))


def test_several_sets_are_read_in_one_sentence() -> None:
    text = "NYHA class III, Child-Pugh A or B, and a B on the BILAG"
    assert [found.levels for found in sets_of(text)] == [("III",), ("A", "B"), ("B",)]


COUNTED = [
    ("At least 2 BILAG B", "At least 2 BILAG B", 2),
    ("≥ 1 BILAG A", "≥ 1 BILAG A", 1),
    ("One BILAG A", "One BILAG A", 1),
    ("3 or more BILAG B scores", "3 or more BILAG B", 3),
    ("2 mg BILAG B", "B", None),  # a dose counts nothing
    ("At least 2 NYHA class II", "class II", None),  # a scale in numerals counts nothing
]


@pytest.mark.parametrize(("text", "words", "count"), COUNTED)
def test_a_number_before_letters_counts_what_is_at_the_level(text: str, words: str, count: int | None) -> None:
    (found,) = sets_of(text)
    assert (text[found.start : found.end], found.count) == (words, count)
    assert ("levels.counted" in found.whys) == (count is not None)


# The text, and the rules that say that it has no levels.
REFUSED = [
    ("Type 2 diabetes", ["levels.no-scale"]),
    ("A score of 4", ["levels.no-scale"]),
    ("Haemoglobin 3 to 5", ["levels.not-a-scale"]),
    ("Glucose levels of 5 and 6", ["levels.not-a-scale"]),
    ("Staging confirmed by 2 readers", ["levels.doer"]),
    ("Grading done by 3 or 4 pathologists", ["levels.doer"]),
    ("Grade 7 pupils", ["levels.no-level"]),
    ("NYHA class of 3 mg", ["levels.no-level"]),
    ("ECOG 70%", ["levels.no-level"]),
    ("ECOG rated two", ["levels.no-level"]),  # number words count things
    ("mRS 9", ["levels.no-level"]),  # not on the scale
    ("Grade 10² of a thing", ["levels.no-level"]),
    ("ECOG ≤ 2", ["levels.compared-number"]),
    ("Neuropathy of grade 2 or higher", ["levels.compared-number"]),
    ("mRS at least 3", ["levels.compared-number"]),
    ("Hepatitis B or C", []),  # neither scale nor noun
    ("Vitamin B on the day of screening", []),
    ("A or B at the ferritin test", ["levels.named.other-levels"]),
    ("NYHA class III; 2 on the BILAG", ["levels.named.figures"]),
    ("Grade B on the BILAG", ["levels.named.taken"]),
    ("> A on the BILAG", []),
]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the rules that decide, in order."""
    names: list[str] = []
    first = Table.first

    def noted(table: Table[object, object], facts: object) -> Rule[object, object] | None:
        rule = first(table, facts)
        names.extend([rule.name] if rule else [])
        return rule

    monkeypatch.setattr(Table, "first", noted)
    return names


@pytest.mark.parametrize(("text", "rules"), REFUSED)
def test_what_are_no_levels_is_refused_by_rule(text: str, rules: list[str], fired: list[str]) -> None:
    sets_of(text)
    read = {FIRST, NOUN_FIRST, NAMED}
    assert [name for name in fired if name.startswith("levels.") and name not in read] == rules


TABLES = (BEHIND, BEFORE, SIDE, SUBJECT)


@pytest.mark.parametrize("rule", [rule for table in TABLES for rule in table], ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: Rule[object, object], fired: list[str]) -> None:
    parse_criteria(rule.example)
    assert rule.name in fired


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rules_are_named_after_their_table(table: Table[object, object]) -> None:
    names = [rule.name for rule in table]
    assert all(name.startswith(f"{table.name}.") for name in names)
    assert len(set(names)) == len(names)


# The text, its subject, the subject's id.
SUBJECTS = [
    ("NYHA class III heart failure", "NYHA class", "nyha"),
    ("Heart failure (NYHA III)", "NYHA", "nyha"),
    ("CTCAE grade 3 or 4 neutropenia", "neutropenia", "ctcae_grade"),
    ("Grade 3 or 4 by CTCAE", "CTCAE", "ctcae_grade"),
    ("Stage III or IV melanoma", "melanoma", "tnm_stage"),
    ("Melanoma, stage III or IV", "Melanoma", "tnm_stage"),
    ("Grade II or III gliosis", "gliosis", None),
    ("Stage II or III gliosis", "gliosis", None),  # no cancer
    ("Hydronephrosis (grade 3 or 4)", "Hydronephrosis", None),
    ("Class II", None, None),
]


@pytest.mark.parametrize(("text", "subject", "identity"), SUBJECTS)
def test_levels_are_of_a_scale_or_of_what_has_them(text: str, subject: str | None, identity: str | None) -> None:
    (constraint,) = constraints(text)
    assert isinstance(constraint, Levels)
    found = constraint.subject
    assert (found and found.text, found and found.id) == (subject, identity)


def constraints(text: str) -> list[object]:
    return [
        constraint
        for criterion in parse_criteria(text).criteria
        for constraint in criterion.constraints
        if is_limit(constraint)
    ]


def test_nouns_of_levels_are_nouns_to_the_grammar() -> None:
    nouns = {phrase.text for phrase in builtin().phrases if phrase.code == NOUN}
    assert builtin().roles["grade"] | builtin().roles["level"] <= nouns


def work(text: str) -> int:
    """How many functions are called, built-in ones too, when a sentence's level sets are read."""
    sentence, calls = sentence_of(text), 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        level_sets(sentence)
    finally:
        sys.setprofile(None)
    return calls


LONG = ["1/2/", "grade 1, 2, 3, ", "A/B/", "NYHA II or III, ", "A on the BILAG, ", "at least 2 BILAG B or ", "> A, B, "]


@pytest.mark.parametrize("piece", LONG)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert work(piece * 400) <= 2.1 * work(piece * 200) + 100


LISTS = ["1/2/" * 500 + "3", "A, B, " * 500 + "C", "> A, B, " + "C, " * 500 + "D"]


@pytest.mark.parametrize("text", LISTS, ids=lambda text: text[:8])
def test_the_pattern_takes_a_long_list_whole(text: str) -> None:
    assert len(LIST_BEFORE.findall(sentence_of(text).codes)) == 1
