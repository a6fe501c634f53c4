"""The words of a text by what they are to a biomarker: names, alterations, variants, states, and what makes none of it.

The names and words are data (`lexicon/terms/genes.toml`); what has a form of its own is a pattern here: changes of
proteins, exons, karyotypes, types of HLA.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

__all__ = [
    "GAP",
    "GENES",
    "HOTSPOTS",
    "KINDS",
    "LONG_NAMES",
    "NAMES",
    "Meaning",
    "Token",
    "code",
    "codes_of",
    "pattern",
    "tokens",
]

_DATA: dict[str, dict[str, Any]] = tomllib.loads(
    (resources.files("trialparse.lexicon") / "terms" / "genes.toml").read_text("utf-8")
)
GENES = frozenset(_DATA["genes"])

KINDS = (
    *("Name", "Alteration", "Exon", "Variant", "State", "Sign", "Origin", "Qualifier", "Filler", "Joint", "Open"),
    *(
        "Close",
        "Prep",
        "Link",
        "Target",
        "Test",
        "Count",
        "Measure",
        "Compare",
        "Anti",
        "Aiming",
        "Virus",
        "Word",
        "Mark",
    ),
)
_LETTER = {kind: chr(ord("a") + place) for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says of a marker; one that `needs` it is none without an alteration or a state."""

    gene: str | None = None
    alteration: str | None = None
    variant: str | None = None
    state: str | None = None
    origin: str | None = None
    needs: bool = False
    label: bool = False  # a name that says a state, but denies nothing


@dataclass(frozen=True, slots=True)
class Token:
    """A word, its kind and what it means."""

    kind: str
    start: int
    end: int
    meaning: Meaning = Meaning()


def pattern(source: str) -> re.Pattern[str]:
    """A pattern over kinds of words, by their names.

    >>> bool(pattern("Name(?:Joint Name){0,3} Alteration").fullmatch(codes_of(tokens("ALK or RET fusion", 0, 17))))
    True
    """
    named = re.sub(r"[A-Z][a-z]+", lambda name: _LETTER[name[0]], source)
    return re.compile(named.replace(" ", ""))


def code(kind: str) -> str:
    """The letter of a kind of words."""
    return _LETTER[kind]


def codes_of(found: Iterable[Token]) -> str:
    """The kinds of words as a string of one letter each."""
    return "".join(_LETTER[token.kind] for token in found)


# What the names mean, by how they are printed without blanks and hyphens.

GAP = re.compile(r"[\s‐‑–-]+")
_DENYING = "negative"


def _key(words: str) -> str:
    return GAP.sub("", words)


def _names() -> dict[str, Meaning]:
    """The names that are read as they are printed."""
    found = {name: Meaning(gene, needs=True) for gene, names in _DATA["genes"].items() for name in (gene, *names)}
    found |= {name: Meaning(key, needs=True) for key, names in _DATA["states_of"].items() for name in (key, *names)}
    for name, pair in _DATA["pairs"].items():
        meaning = Meaning("::".join(pair), "fusion")
        found |= {name.replace("::", joint): meaning for joint in ("::", "-", "/")}
    for key, names in _DATA["antibodies"].items():
        found |= {name: Meaning(key, needs=True) for name in names if name not in found}
        found |= {form.format(name): Meaning(key) for name in names for form in _DATA["forms"]["antibodies"]}
    return found | {name: Meaning(**each) for name, each in _DATA["standing"].items()}


def _long_names() -> dict[str, Meaning]:
    """The names that are read in any case."""
    found = {name: Meaning(gene, needs=gene != "PH") for name, gene in _DATA["words"].items()}
    return found | {name: Meaning(**each) for name, each in _DATA["standing_words"].items()}


def _other_words() -> Iterator[tuple[str, str, Meaning]]:
    """Words of the other kinds, each with its kind and what it means."""
    for kind, words in _DATA["kinds"].items():
        yield from ((word, kind, Meaning()) for word in words)
    for origin, words in _DATA["origins"].items():
        yield from ((word, "Origin", Meaning(origin=origin)) for word in words)
    for state, words in _DATA["states"].items():
        yield from ((word, "State", Meaning(state=state)) for word in words)
    mutated = _DATA["mutated"]["words"]
    for alteration, words in _DATA["alterations"].items():
        for word in words:
            told = "mutated" if word in mutated else "wild-type" if alteration == "wild-type" else None
            yield word, "Alteration", Meaning(alteration=alteration, state=told)


NAMES = _names()
LONG_NAMES = _long_names()
_BY_KEY = {_key(name): meaning for name, meaning in NAMES.items()}
HOTSPOTS = {variant: gene for gene, variants in _DATA["hotspots"].items() for variant in variants}
_WORDS: dict[str, tuple[str, Meaning]] = {}
_PHRASES: dict[str, list[tuple[re.Pattern[str], str, Meaning]]] = defaultdict(list)  # by their first words


def _spelled(words: str, gap: str) -> str:
    """Words as a pattern, with a gap for each blank and hyphen."""
    return gap.join(map(re.escape, GAP.split(words)))


def _enter_words() -> None:
    named = ((word, "Name", meaning) for word, meaning in LONG_NAMES.items())
    trapped = ((word, "Word", Meaning()) for word in _DATA["traps"]["words"])
    for word, kind, meaning in [*_other_words(), *named, *trapped]:
        first, *others = GAP.split(word.lower())
        if others or not first.isalnum():
            # `hepatitis C virus (HCV) antibody`
            gap = r"(?:\s?\([A-Z]{2,4}\)\s|[\s‐‑–-]{1,3})" if kind == "Name" else r"[\s‐‑–-]{1,3}"
            spelled = re.compile(_spelled(word, gap) + r"(?![^\W_])", re.IGNORECASE)
            _PHRASES[re.split(r"\W", first)[0]].append((spelled, kind, meaning))
        else:
            _WORDS[first] = kind, meaning
    for phrases in _PHRASES.values():
        phrases.sort(key=lambda phrase: len(phrase[0].pattern), reverse=True)


_enter_words()


# The words of a text.

_CODE = "ACDEFGHIKLMNPQRSTVWY"  # the letters of amino acids
_BAND = r"(?:\d{1,2}|[XY])[pq](?:\d{1,2}(?:\.\d{1,2})?)?"
_GLUED = r"(?:mut|MUT|m|wt|WT|amp|ITD|TKD|Δ?[Ee]x\d{1,2}\w{0,4})(?![^\W_])"


def _grouped() -> str:
    """The names as one pattern, by their first letters."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(NAMES, key=len, reverse=True):
        groups[name[0]].append(_spelled(name, r"[\s‐‑–-]{0,2}")[len(re.escape(name[0])) :])
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


_TOKEN = re.compile(
    rf"""(?<![^\W_])(?:
    (?P<translocation>(?:t\s?\((?=[^()]{{0,12}}[;:,pq])|(?:inv|ins|dup)\s?\()\s?(?:v|[XY]|\d{{1,2}})(?:[pq][\d.]{{0,5}})?(?:\s?[;:,]\s?(?:v|[XYx]|\d{{1,2}})(?:[pq][\d.]{{0,5}})?){{0,2}}\s?\)
        (?:\s?\([pq][^()]{{1,24}}\))?)
    |(?P<deleted>del\s?\(\s?(?:{_BAND}|\d{{1,2}})\s?\)(?:\([pq][^()]{{1,16}}\))?|del[\s-]?{_BAND}(?![^\W_])|{_BAND}-(?=[^\w\s]|\s|$))
    |(?P<numeral>(?:[Mm]onosomy|[Tt]risomy)\s(?P<which>(?!(?:13|18|21|X)\b)\d{{1,2}})(?!\d))
    |(?P<both>1p\s?/\s?19q|1p19q)(?![^\W_])
    |(?P<hla>(?:HLA[\s-]{{0,2}})?(?:[ABC]|D[RQP](?:[AB]\d?)?+)w?\*\s?\d{{2,3}}(?::?\d{{2,3}}){{0,3}}[A-Z]?(?![^\W_])
        |HLA[\s-]{{0,2}}(?:[ABC]|D[RQP](?:[AB]\d?)?+)\d{{1,2}}(?:\.\d)?(?![^\W_]))
    |(?P<del19>(?:[Ee]x(?:on\s?)?)?(?:[Dd]el[\s-]?(?:19|20)|(?:19|20)[\s-]?(?:del|ins))(?![^\W_]))
    |(?P<name>(?:{_grouped()})(?:(?![^\W_])|(?={_GLUED})))
    |(?P<variant>(?:p\.\(?)?(?:[{_CODE}]\d{{2,4}}(?:_[{_CODE}]\d{{2,4}})?(?:[{_CODE}X*]|fs\*?|del|ins\w{{0,6}}|dup)?(?:/[{_CODE}X](?![^\W_]))*
        |[A-Z][a-z]{{2}}\d{{2,4}}(?:[A-Z][a-z]{{2}}|\*|fs))(?![^\W_])|c\.\d[\d_+-]{{0,12}}(?:[ACGT]>[ACGT]|(?:del|ins|dup)[ACGT]{{0,8}})(?![^\W_])|H3K27M)
    |(?P<band>{_BAND})(?![^\W_])
    |(?P<example>e\.\s?g\.?,?|i\.\s?e\.?,?)
    |(?P<exon>Δ?(?:[Ee]xons?|EXON|[Ee]x)[\s-]?\d{{1,2}}(?:\s?(?:[-–/,&]|or|and|to)\s?(?:exons?\s)?\d{{1,2}}(?![\d.])){{0,4}})(?!\d)
    )
    |(?P<sign>(?<=[^\W_])(?:\+{{1,3}}(?!\s?\d)|[-−–](?=[,;/).\s]|$)(?!\s?\d))|\(\s?[+−–-]\s?(?:ve)?\s?\)|(?<=[\s(])[+-]ve(?!\w))
    |(?P<glued>(?<=[^\W_])(?:mut|MUT|m|wt|WT|amp|ITD|TKD|del|ins)(?![^\W_]))
    |(?P<glued_exon>(?<=[^\W_])Δ?[Ee]x\d{{1,2}}(?=\w{{0,4}}))
    |(?P<digit>(?<=\d/)\d(?![\w.]))
    |(?P<compare>[<>≥≤=%]|\d[\d.,]*)
    |(?P<word>[^\W\d_]+[^\W_]*)
    |(?P<mark>[^\w\s]|_)""",
    re.VERBOSE,
)
_MARKS = {",": "Joint", "/": "Joint", "&": "Joint", ";": "Joint", "(": "Open", "[": "Open", ")": "Close", "]": "Close"}
_MARKS |= {"（": "Open", "）": "Close", "，": "Joint", "、": "Joint"}
_MARKS[":"] = "Link"
_SILENT = "-‐‑–*\\'\"•"  # no words: `EGFR-mutated`, and what escapes
_SPACE = re.compile(r"\s*")
_BULLET = re.compile(r"[-–*•]\s|\d{1,2}[.)]\s|[a-z][.)]\s")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]` with their kinds; hyphens between them are none."""
    found: list[Token] = []
    place = start
    while (after := _SPACE.match(text, place, end).end()) < end:  # type: ignore[union-attr]  # it always matches
        if _is_break(text, place, after):
            found.append(Token("Mark", place, place))
        match = _TOKEN.match(text, after, end)
        token = _read(text, match, end, found) if match else None
        if token is not None:
            found.append(token)
        place = token.end if token else (match.end() if match else after + 1)
    return found


def _is_break(text: str, start: int, after: int) -> bool:
    """Whether a blank line stands in a gap, or a bullet or a number behind the end of a line."""
    lines = text.count("\n", start, after)
    return lines > 1 or (lines > 0 and _BULLET.match(text, after) is not None)


def _read(text: str, match: re.Match[str], end: int, before: list[Token]) -> Token | None:
    """What a match says; nothing where it is a hyphen."""
    said = match.lastgroup or "which"
    if said == "which":
        said = "numeral"
    if said == "word" or (said == "name" and match[0] in _WORDS):
        return _phrase(text, match, end)
    if said == "mark":
        kind = _MARKS.get(match[0], "Mark")
        return None if match[0] in _SILENT else Token(kind, *match.span())
    if said == "digit":
        return _numbered(match, before)
    kind, meaning = _READ[said](match)
    return Token(kind, *match.span(), meaning)


def _phrase(text: str, match: re.Match[str], end: int) -> Token:
    """The longest phrase that begins at a word, or the word."""
    word = match[0].lower()
    for spelled, kind, meaning in _PHRASES.get(word, ()):
        if whole := spelled.match(text, match.start(), end):
            return Token(kind, *whole.span(), meaning)
    kind, meaning = _WORDS.get(word, ("Word", Meaning()))
    return Token(kind, *match.span(), meaning)


def _numbered(match: re.Match[str], before: list[Token]) -> Token:
    """The figure of a gene whose letters the name before has: `IDH1/2`."""
    last = before[-2].meaning.gene if len(before) > 1 and before[-2].kind == "Name" else None
    gene = last[:-1] + match[0] if last else ""
    meaning = Meaning(gene, needs=True) if gene in GENES else Meaning()
    return Token("Name" if meaning.gene else "Compare", *match.span(), meaning)


def _compact(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _translocation(match: re.Match[str]) -> tuple[str, Meaning]:
    variant = _compact(match[0])
    plain = variant.partition(")")[0].replace(",", ";").replace(":", ";") + ")"
    gene = _DATA["translocations"].get(plain.lower(), plain)
    return "Name", Meaning(gene, "inversion" if plain.startswith("inv") else "translocation", variant)


def _deleted(match: re.Match[str]) -> tuple[str, Meaning]:
    band = re.search(r"[\dXY]{1,2}[pq]?[\d.]*", match[0])
    return "Name", Meaning(band[0] if band else None, "deletion", _compact(match[0]))


def _numeral(match: re.Match[str]) -> tuple[str, Meaning]:
    return "Name", Meaning(f"chromosome {match['which']}", match[0].split()[0].lower(), match[0])


def _hla(match: re.Match[str]) -> tuple[str, Meaning]:
    allele = re.sub(r"HLA|[\s-]", "", match[0])
    gene = re.match(r"[ABC]|D[RQP](?:[AB]\d?(?=\*))?", allele)
    return "Name", Meaning(f"HLA-{gene[0]}" if gene else "HLA", variant=allele)


def _variant(match: re.Match[str]) -> tuple[str, Meaning]:
    gene = HOTSPOTS.get(match[0].removeprefix("p.").partition("/")[0])
    return "Variant", Meaning(gene, "mutation", match[0])


def _del19(match: re.Match[str]) -> tuple[str, Meaning]:
    alteration = "insertion" if "ins" in match[0].lower() else "deletion"
    return "Exon", Meaning("EGFR" if "19" in match[0] or "ins" in match[0] else None, alteration, match[0])


def _sign(match: re.Match[str]) -> tuple[str, Meaning]:
    return "Sign", Meaning(state="positive" if "+" in match[0] else _DENYING)


_READ: dict[str, Callable[[re.Match[str]], tuple[str, Meaning]]] = {
    "translocation": _translocation,
    "deleted": _deleted,
    "numeral": _numeral,
    "both": lambda match: ("Name", Meaning("1p/19q", needs=True)),
    "hla": _hla,
    "variant": _variant,
    "del19": _del19,
    "name": lambda match: ("Name", _BY_KEY[_key(match[0])]),
    "band": lambda match: ("Name", Meaning(match[0], needs=True)),
    "example": lambda match: ("Prep", Meaning()),
    "exon": lambda match: ("Exon", Meaning(variant=match[0])),
    "glued_exon": lambda match: ("Exon", Meaning(variant=match[0])),
    "sign": _sign,
    "glued": lambda match: _WORDS[match[0].lower()],
    "compare": lambda match: ("Compare", Meaning()),
}
