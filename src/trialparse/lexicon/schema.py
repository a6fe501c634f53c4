"""The tables of a lexicon file and their keys: what each holds, checked at loading and printed in the documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trialparse.lexicon.alphabet import CUES
from trialparse.lexicon.patterns import regex_fault, token_fault
from trialparse.lexicon.source import Entry

__all__ = ["EXAMPLE", "FORM", "TABLES", "Key", "check"]

DIRECTIONS = ("worse", "better", "mid", "na")
REFERENCES = ("ULN", "LLN", "baseline", "predicted")
USES = (
    "age",  # an age is given in it
    "one",  # it stands for one of it: `in the past month`
    "short", "brief",  # a time in it is the moment of a test; or a rest before one
    "single_dose",  # words apart from it may tell how often: `daily dose of 20 mg`, `30 mg of prednisone per day`
    "dose",  # a number of it right behind a drug limits the dose
)  # fmt: skip
OPERATORS = ("ge", "gt", "le", "lt", "eq", "ne", "approx", "within")


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
    "aliases": Key("texts", "phrases that name it, matched on words whatever their case, hyphens, plural and spelling"),
    "cased": Key("texts", "phrases that name it only as they are written here"),
    "patterns": Key("patterns", "token patterns in spaCy's notation: lists of tables, one a token"),
    "regex": Key("regexes", "regular expressions; a match begins and ends with a token, and every repeat has a bound"),
    "needs": Key("texts", "words that must stand in the page for a shared alias or a `cased` one to mean this"),
    "needs_unit": Key("texts", "units that decide the same"),
    "examples": Key("examples", "sentences and what is read in them"),
    "rejects": Key("texts", "sentences in which no limit of it may be read"),
    "note": Key("text", "anything to know"),
}
TABLES: dict[str, dict[str, Key]] = {
    "measurement": _NAMED
    | {
        "type": Key("text", "score, ordinal, lab, vital, count, dose …"),
        "unit": Key("text", "its usual UCUM unit, inferred where a text gives none"),
        "units": Key("texts", "other UCUM units that it is given in"),
        "range": Key("range", "the lowest and the highest plausible value in `unit`; outside it a diagnostic warns"),
        "direction": Key("choice", "what a higher value means", choices=DIRECTIONS),
        "levels": Key("texts", "the members of an ordinal scale from low to high"),
        "parts": Key("texts", "ids of the measurements it is made of"),
        "loinc": Key("text", "its LOINC code"),
    },
    "criteria_set": _NAMED,
    "comparator": {
        "op": Key("choice", "the comparison", required=True, choices=OPERATORS),
        "symbols": Key("texts", "signs before the number"),
        "prefix": Key("templates", "phrases before the number"),
        "postfix": Key("templates", "phrases after number and unit"),
    },
    "unit": {
        "ucum": Key("text", "its UCUM code", required=True),
        "forms": Key("texts", "spellings, in any case"),
        "cased": Key("texts", "spellings that count only as written"),
        "of": Key("text", "the dimension; `time` makes a number of it a time"),
        "uses": Key("choices", "what else is asked of it", choices=USES),
    },
    "anchor": {
        "key": Key("text", "the clinical moment", required=True),
        "forms": Key("templates", "phrases that name it", required=True),
    },
    "cue": {
        "code": Key("choice", "what the words are to the grammar", required=True, choices=tuple(CUES)),
        "key": Key("text", "what stands behind it; a `Limit` needs one, `ULN` or `LLN`"),
        "forms": Key("templates", "phrases", required=True),
    },
    "slot": {
        "key": Key("name", "what templates call it", required=True),
        "forms": Key(
            "texts",
            "what can stand in it: words or templates; a second entry of the same key adds to it",
            required=True,
        ),
    },
    "words": {
        "role": Key("text", "the part that the words play around a limit", required=True),
        "forms": Key("texts", "single words, in lower case", required=True),
    },
    "number": {
        "value": Key("number", "the number", required=True),
        "forms": Key("texts", "words for it", required=True),
    },
}
FORM = {
    "form": Key(
        "text", "the phrase, or a template: `{slot}`, `{slot?}` that may be left out, `[words]` that may", required=True
    ),
    "example": Key("text", "a sentence in which it is read"),
}
EXAMPLE = {
    "text": Key("text", "the sentence", required=True),
    "lower": Key("number", "the lower bound that is read"),
    "lower_inclusive": Key("flag", "whether the bound itself is in"),
    "upper": Key("number", "the upper bound"),
    "upper_inclusive": Key("flag", "whether the bound itself is in"),
    "unit": Key("text", "the unit, stated or inferred"),
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
    trialparse.lexicon.source.LexiconError: mine.toml:3: anchor 'VISIT': unknown key 'form'; there are key, forms
    """
    keys = TABLES.get(entry.table)
    if keys is None:
        raise entry.error(f"unknown table; there are {', '.join(TABLES)}", entry.table)
    _check_keys(entry, entry.data, keys)
    if entry.table == "cue":
        _check_cue(entry)


def _check_cue(entry: Entry) -> None:
    """Raises where a cue has not the key that its code needs."""
    keys, key = CUES[entry.data["code"]].keys, entry.data.get("key", "")
    if keys and key not in keys:
        raise entry.error(f"key: {key!r} is none of {', '.join(keys)}", "key")


def _check_keys(entry: Entry, data: Mapping[str, object], keys: Mapping[str, Key]) -> None:
    for name, value in data.items():
        if name not in keys:
            raise entry.error(f"unknown key {name!r}; there are {', '.join(keys)}", name)
        if keys[name].kind == "examples":
            _check_examples(entry, value)
        elif keys[name].kind == "templates":
            _check_templates(entry, name, value)
        elif fault := _KINDS[keys[name].kind](value, keys[name]):
            raise entry.error(f"{name}: {fault}", name)
    missing = [name for name, key in keys.items() if key.required and name not in data]
    if missing:
        raise entry.error(f"has no {' and no '.join(missing)}")


def _check_examples(entry: Entry, value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(example, dict) for example in value):
        raise entry.error("examples: a list of tables is wanted, {text = …, lower = …}", "examples")
    for example in value:
        _check_keys(entry, example, EXAMPLE)


def _check_templates(entry: Entry, name: str, value: object) -> None:
    """Raises where a list holds something other than texts and tables of `FORM`."""
    texts = value
    if isinstance(value, list):
        texts = [each for each in value if not isinstance(each, dict)]
        for each in value:
            if isinstance(each, dict):
                _check_keys(entry, each, FORM)
    if fault := _texts(texts, Key("texts", "")):
        raise entry.error(f"{name}: {fault}", name)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _text(value: object, _: Key) -> str | None:
    return None if _is_text(value) else f"a text is wanted, not {value!r}"


def _name(value: object, _: Key) -> str | None:
    plain = isinstance(value, str) and value.isascii() and value.replace("_", "a").isalnum() and value == value.lower()
    return None if plain else f"{value!r} is not made of lower-case letters, digits and _"


def _texts(value: object, _: Key) -> str | None:
    if not isinstance(value, list):
        return f"a list of texts is wanted, not {value!r}"
    odd = [each for each in value if not _is_text(each)]
    return f"a text is wanted, not {odd[0]!r}" if odd else None


def _number(value: object, _: Key) -> str | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return None if plain else f"a number is wanted, not {value!r}"


def _flag(value: object, _: Key) -> str | None:
    return None if isinstance(value, bool) else f"true or false is wanted, not {value!r}"


def _range(value: object, key: Key) -> str | None:
    pair = isinstance(value, list) and len(value) == 2 and all(_number(each, key) is None for each in value)
    return None if pair and value[0] < value[1] else f"two numbers are wanted, the lower one first, not {value!r}"  # type: ignore[index]


def _choice(value: object, key: Key) -> str | None:
    return None if value in key.choices else f"{value!r} is none of {', '.join(key.choices)}"


def _choices(value: object, key: Key) -> str | None:
    if fault := _texts(value, key):
        return fault
    assert isinstance(value, list)
    return next(filter(None, (_choice(each, key) for each in value)), None)


def _patterns(value: object, _: Key) -> str | None:
    if not isinstance(value, list):
        return f"a list of token patterns is wanted, not {value!r}"
    return next((fault for pattern in value if (fault := token_fault(pattern)) is not None), None)


def _regexes(value: object, key: Key) -> str | None:
    if fault := _texts(value, key):
        return fault
    assert isinstance(value, list)
    return next((f"{each!r}: {fault}" for each in value if (fault := regex_fault(each)) is not None), None)


_KINDS: dict[str, Callable[[object, Key], str | None]] = {
    "text": _text, "name": _name, "texts": _texts, "number": _number, "flag": _flag, "range": _range, "choice": _choice,
    "choices": _choices, "patterns": _patterns, "regexes": _regexes,
}  # fmt: skip
