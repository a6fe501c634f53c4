"""The tables of a lexicon file and their keys: what each holds, checked at loading and printed in the documentation."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from trialparse.faults import shown
from trialparse.lexicon.alphabet import CUES, PEOPLE
from trialparse.lexicon.patterns import regex_fault, token_fault
from trialparse.lexicon.source import Entry
from trialparse.lexicon.templates import LONGEST, malformed
from trialparse.model.constraint import Category

__all__ = ["EXAMPLE", "FORM", "TABLES", "TYPES", "Key", "check"]

TYPES = (
    "score", "ordinal", "lab", "vital", "count", "titre", "ratio", "biomarker", "dose", "duration", "response",
    "demographic", "imaging", "exposure", "function", "rate", "extent", "ecg", "haemodynamic",
)  # fmt: skip

CATEGORIES: tuple[str, ...] = get_args(Category)
DIRECTIONS = ("worse", "better", "mid", "na")
REFERENCES = ("ULN", "LLN", "baseline", "predicted")
USES = (
    "age",  # an age is given in it
    "one",  # it stands for one of it: `in the past month`
    "short", "brief",  # a time in it is the moment of a test; or a rest before one
    "single_dose",  # words apart from it may tell how often: `daily dose of 20 mg`, `30 mg of prednisone per day`
    "dose",  # a number of it right behind a drug limits the dose
)  # fmt: skip
ANCHOR_USES = (
    "point",  # a value may have to hold at it
    "adjective",  # it may qualify the noun behind it: `screening SLEDAI`
    "past",  # it is over when the trial begins: `within 3 months of` it lies after it
    "event",  # it may be: then `randomized within 3 months of` it lies after it
    "happens",  # it happens to the patient, and is no moment of the study: `at least 2 weeks from surgery`
)
OPERATORS = ("ge", "gt", "le", "lt", "eq", "approx", "within")
_MOST = 10**15  # a number of a lexicon is not larger
_LONGEST = 5000  # characters of a text


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: the kind of its value and what it says."""

    kind: str
    says: str
    required: bool = False
    choices: tuple[str, ...] = ()


_NAMED = {
    "id": Key("name", "the key that results carry: lower case, digits and `_`", required=True),
    "name": Key("text", "the name to print", required=True),
    "aliases": Key("names", "phrases that name it, matched on words whatever their case, hyphens, plural and spelling"),
    "cased": Key("names", "phrases that name it only as they are written here"),
    "patterns": Key("patterns", "token patterns in spaCy's notation: lists of tables, one a token"),
    "regex": Key("regexes", "regular expressions; a match begins and ends with a token, and every repeat has a bound"),
    "needs": Key("names", "words that must stand in the page for a shared alias or a `cased` one to mean this"),
    "needs_unit": Key("units", "units that decide the same"),
    "examples": Key("examples", "sentences and what is read in them"),
    "rejects": Key("texts", "sentences in which no limit of it may be read"),
    "note": Key("text", "anything to know"),
    "extends": Key("flag", "true where what is given adds to the entry that has the id already"),
    "replaces": Key("flag", "true where the entry takes the place of the one that has the id, with all its names"),
}
TABLES: dict[str, dict[str, Key]] = {
    "measurement": _NAMED
    | {
        "type": Key("choice", "what kind of thing is measured", choices=TYPES),
        "unit": Key("unit", "its usual UCUM unit, inferred where a text gives none"),
        "units": Key("units", "other UCUM units that it is given in"),
        "range": Key("range", "the lowest and the highest plausible value in `unit`; outside it a diagnostic warns"),
        "direction": Key("choice", "what a higher value means", choices=DIRECTIONS),
        "levels": Key("levels", "the members of an ordinal scale from low to high"),
        "parts": Key("texts", "ids of the measurements it is made of"),
        "crosses": Key(
            "name", "the id of the measurement, an ordinal scale, that its values in plus signs are of: `2+`"
        ),
        "loinc": Key("loinc", "its LOINC code"),
        "whose": Key("choice", "who is measured where it is not the participant", choices=PEOPLE),
    },
    "criteria_set": _NAMED,
    "comparator": {
        "op": Key("choice", "the comparison", required=True, choices=OPERATORS),
        "symbols": Key("phrases", "signs before the number"),
        "prefix": Key("templates", "phrases before the number"),
        "postfix": Key("templates", "phrases after number and unit"),
    },
    "unit": {
        "ucum": Key("unit", "its UCUM code", required=True),
        "forms": Key("phrases", "spellings, in any case"),
        "cased": Key("phrases", "spellings that count only as written"),
        "of": Key("text", "the dimension; `time` makes a number of it a time"),
        "uses": Key("choices", "what else is asked of it", choices=USES),
    },
    "anchor": {
        "key": Key("key", "the clinical moment: upper case, digits and `_`", required=True),
        "forms": Key("templates", "phrases that name it", required=True),
        "uses": Key("choices", "what is asked of it", choices=ANCHOR_USES),
    },
    "cue": {
        "code": Key("choice", "what the words are to the grammar", required=True, choices=tuple(CUES)),
        "key": Key("text", "what stands behind it; a `Limit` needs one, `ULN` or `LLN`"),
        "forms": Key("templates", "phrases", required=True),
    },
    "slot": {
        "key": Key("name", "what templates call it", required=True),
        "forms": Key(
            "forms",
            "what can stand in it: words or templates; a second entry of the same key adds to it",
            required=True,
        ),
    },
    "words": {
        "role": Key("text", "the part that the words play around a limit, one that is built in", required=True),
        "forms": Key("words", "single words, in lower case", required=True),
    },
    "term": {
        "category": Key("choice", "what the things are that it names", required=True, choices=CATEGORIES),
        "forms": Key("names", "what is named so, in any case, with the plural of its last word", required=True),
        "cased": Key("names", "what is named so only as it is written here"),
    },
    "number": {
        "value": Key("number", "the number", required=True),
        "forms": Key("names", "words for it", required=True),
    },
}
FORM = {
    "form": Key(
        "form", "the phrase, or a template: `{slot}`, `{slot?}` that may be left out, `[words]` that may", required=True
    ),
    "example": Key("text", "a sentence in which it is read"),
}
EXAMPLE = {
    "text": Key("text", "the sentence", required=True),
    "lower": Key("number", "the lower bound that is read"),
    "lower_inclusive": Key("flag", "whether the bound itself is in"),
    "upper": Key("number", "the upper bound"),
    "upper_inclusive": Key("flag", "whether the bound itself is in"),
    "unit": Key("unit", "the unit, stated or inferred"),
    "reference": Key("choice", "what the numbers are multiples of", choices=REFERENCES),
    "levels": Key("texts", "the levels of the scale that are read"),
    "anchor": Key("text", "the key of the anchor"),
    "id": Key("text", "the id that is read, where it is not the entry's own"),
}


def check(entry: Entry) -> None:
    """Raises where an entry is not as its table says.

    >>> from trialparse.lexicon.source import entries
    >>> check(*entries("mine.toml", '[[anchor]]\\nkey = "VISIT"\\nform = ["home visit"]'))
    Traceback (most recent call last):
    trialparse.lexicon.source.LexiconError: mine.toml:3: anchor 'VISIT': unknown key 'form'; there are key, forms, uses
    """
    keys = TABLES.get(entry.table)
    if keys is None:
        raise entry.error(f"unknown table; there are {', '.join(TABLES)}", entry.table)
    _check_keys(entry, entry.data, keys)
    if entry.table == "cue":
        _check_cue(entry)
    if entry.data.get("extends") and entry.data.get("replaces"):
        raise entry.error("it extends an entry or replaces it, not both", "replaces")


def _check_cue(entry: Entry) -> None:
    """Raises where a cue has not the key that its code needs."""
    keys, key = CUES[entry.data["code"]].keys, entry.data.get("key", "")
    if keys and key not in keys:
        raise entry.error(f"key: {shown(key)} is none of {', '.join(filter(None, keys))}", "key")


def _check_keys(entry: Entry, data: Mapping[str, object], keys: Mapping[str, Key]) -> None:
    for name, value in data.items():
        if name not in keys:
            raise entry.error(f"unknown key {shown(name)}; there are {', '.join(keys)}", name)
        if keys[name].kind == "examples":
            _check_examples(entry, value)
        elif keys[name].kind == "templates":
            _check_templates(entry, name, value)
        elif fault := _KINDS[keys[name].kind](value, keys[name]):
            raise entry.error(f"{name}: {fault}", name)
    known = ("name",) if data.get("extends") else ()  # the entry that is extended has one
    missing = [name for name, key in keys.items() if key.required and name not in data and name not in known]
    if missing:
        raise entry.error(f"has no {' and no '.join(missing)}")


def _check_examples(entry: Entry, value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(example, dict) for example in value):
        raise entry.error("examples: a list of tables is wanted, {text = …, lower = …}", "examples")
    for example in value:
        _check_keys(entry, example, EXAMPLE)


def _check_templates(entry: Entry, name: str, value: object) -> None:
    """Raises where a list holds something other than templates and tables of `FORM`."""
    if not isinstance(value, list):
        raise entry.error(f"{name}: a list of texts is wanted, not {shown(value)}", name)
    for each in value:
        if isinstance(each, dict):
            _check_keys(entry, each, FORM)
        elif fault := _template(each, FORM["form"]):
            raise entry.error(f"{name}: {fault}", *([each] if isinstance(each, str) else []), name)


def _text(value: object, _: Key) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return f"a text is wanted, not {shown(value)}"
    if len(value) > _LONGEST:
        return f"a text has at most {_LONGEST} characters, not {len(value)}"
    odd = next((char for char in value if not char.isprintable() and not char.isspace()), None)
    return f"the character {odd!a} has no place in {shown(value)}" if odd is not None else None


def _form(value: object, key: Key) -> str | None:
    """What is wrong with words to look for."""
    if fault := _text(value, key):
        return fault
    assert isinstance(value, str)
    if value != " ".join(value.split()):
        return f"single blanks are wanted between the words of {shown(value)}, and none around them"
    return f"more than {LONGEST} characters: {shown(value)}" if len(value) > LONGEST else None


def _template(value: object, key: Key) -> str | None:
    """What is wrong with words to look for that may have slots."""
    if fault := _form(value, key):
        return fault
    fault = malformed(str(value))
    return f"{shown(value)}: {fault}" if fault is not None else None


def _named_by(value: object, key: Key) -> str | None:
    """What is wrong with words that name something."""
    if fault := _form(value, key):
        return fault
    has_letter = any(char.isalpha() for char in str(value))
    return None if has_letter else f"{shown(value)} has no letter: it would be found in every text"


def _like(pattern: str, says: str) -> Callable[[object, Key], str | None]:
    """The fault of what is not wholly as a pattern has it."""
    whole = re.compile(pattern)

    def fault(value: object, _: Key) -> str | None:
        plain = isinstance(value, str) and whole.fullmatch(value)
        return None if plain else f"{shown(value)} is not {says}"

    return fault


def _list_of(one: Callable[[object, Key], str | None], what: str = "texts") -> Callable[[object, Key], str | None]:
    """The first fault of the members of a list."""

    def fault(value: object, key: Key) -> str | None:
        if not isinstance(value, list):
            return f"a list of {what} is wanted, not {shown(value)}"
        return next((fault for each in value if (fault := one(each, key)) is not None), None)

    return fault


def _number(value: object, _: Key) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return f"a number is wanted, not {shown(value)}"
    plain = math.isfinite(value) if isinstance(value, float) else True
    return None if plain and abs(value) <= _MOST else f"a number up to {_MOST} is wanted, not {shown(value)}"


def _flag(value: object, _: Key) -> str | None:
    return None if isinstance(value, bool) else f"true or false is wanted, not {shown(value)}"


def _range(value: object, key: Key) -> str | None:
    pair = isinstance(value, list) and len(value) == 2 and all(_number(each, key) is None for each in value)
    return None if pair and value[0] < value[1] else f"two numbers are wanted, the lower one first, not {shown(value)}"  # type: ignore[index]


def _choice(value: object, key: Key) -> str | None:
    return None if value in key.choices else f"{shown(value)} is none of {', '.join(key.choices)}"


def _levels(value: object, key: Key) -> str | None:
    if fault := _list_of(_form)(value, key):
        return fault
    assert isinstance(value, list)
    twice = next((each for place, each in enumerate(value) if each in value[:place]), None)
    return f"{shown(twice)} stands twice" if twice is not None else None


def _regex(value: object, key: Key) -> str | None:
    if fault := _text(value, key) or regex_fault(str(value)):
        return f"{shown(value)}: {fault}"
    return None


_word = _like(r"[^\sA-Z]+", "a single word in lower case")
_unit = _like(r"[!-~]{1,60}", "a UCUM code: no blanks, no letters but a to z")
_KINDS: dict[str, Callable[[object, Key], str | None]] = {
    "text": _text,
    "texts": _list_of(_text),
    "name": _like("[a-z0-9_]{1,100}", "made of lower-case letters, digits and _"),
    "key": _like("[A-Z][A-Z0-9_]{0,99}", "made of upper-case letters, digits and _"),
    "names": _list_of(_named_by),
    "phrases": _list_of(_form),
    "form": _template,
    "forms": _list_of(_template),
    "words": _list_of(_word, "words"),
    "unit": _unit,
    "units": _list_of(_unit, "units"),
    "loinc": _like(r"(?:L[AP])?\d{1,7}-\d", "a LOINC code: digits, a hyphen and a digit"),
    "number": _number,
    "flag": _flag,
    "range": _range,
    "choice": _choice,
    "choices": _list_of(_choice),
    "levels": _levels,
    "patterns": _list_of(lambda value, _: token_fault(value), "token patterns"),
    "regexes": _list_of(_regex),
}
