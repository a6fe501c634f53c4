"""Noun phrases: where one ends before a limit or begins behind it, and which measurements it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.abbreviations import long_form
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import (
    AFTER,
    AND,
    AT,
    BEFORE,
    BEHIND,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    CRITERIA,
    DASH,
    FOR,
    IF,
    LEVEL,
    MEASURED,
    MOMENT,
    NOT,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    ORDINAL,
    PAST,
    POINT,
    SLASH,
    STOP,
    TIMES,
    WORD,
    one_of,
    pattern,
)

__all__ = [
    "REACH", "SubjectSpan", "atom_of", "chunk", "coordinated", "event", "first_phrase", "following", "is_people",
    "is_person", "is_void", "low", "lowered", "named_span", "names", "noun_phrase", "opens_thing", "says_the_same",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubjectSpan:
    """Where the subject stands, with its lexicon id where it is known, and the rule that found it.

    `whom` is where the words stand that say of whom the limit holds, where the subject is that of the limit before.
    """

    start: int
    end: int
    id: str | None = None
    why: str = ""
    whom: tuple[int, int] | None = None


_WORD = re.compile(r"[^\W\d_][\w'-]*")
_JOIN = 12  # atoms from one measurement to the one it is joined to, at the most
REACH = 60  # atoms a phrase before a limit holds, at the most
_PHRASE = 6  # atoms of a noun phrase after a number, at the most
_JOINED = pattern(
    "Measured (?: Word? Open [Word Measured] Close | Word)?"
    "(?: [Or And Slash Comma] | Comma Or | Comma And | And Or | Or And) Word? $"
)
_ALIAS = pattern("Measured [Word Noun]? Close? (?: Comma? Open | Dash)? [Word Noun]? $")
_COMPARED = one_of(NUMBER, COMPARATOR, BEHIND)
_PHRASE_CODES = one_of(
    WORD, MEASURED, OF, NOUN, LEVEL, CRITERIA, MOMENT, TIMES, DASH, SLASH, ORDINAL, PAST
)  # of a noun phrase
_NO_OPENING = one_of(OF, DASH, NOUN, SLASH, TIMES, PAST)  # opens no noun phrase
_EVENT_ENDS = one_of(WORD, MEASURED, MOMENT, NOUN, CRITERIA, LEVEL, NUMBER, BEHIND, IF, CLOSE)
_EVENT_OPENS = one_of(WORD, MEASURED, MOMENT, NOUN, CRITERIA, LEVEL, NUMBER, OPEN)
_BREAKS = one_of(STOP, POINT, COLON)
_BEFORE_COUNTED = one_of(OF, PAST, BEFORE)
_COUNTED = one_of(WORD, MEASURED, NOUN, LEVEL, MOMENT, CRITERIA, TIMES, NOT, DASH, PAST, OF)
_OPENS_CLAUSE = one_of(OPEN, STOP, POINT, COLON)
_BRACKETS = one_of(OPEN, CLOSE)
_NO_END = one_of(NOT, DASH, AFTER, OF)
_NAMES = one_of(WORD, MEASURED, LEVEL, CRITERIA, MOMENT)
_PHRASE_BREAKS = one_of(COMPARATOR, PAST, IF, STOP, COLON)
_NAMED_ENDS = one_of(MEASURED, CLOSE)  # before a comma of a list
_NO_OPENERS = ("edge", "end", "seam", "verb", "void", "person", "group", "normal")
_NAMED_TWICE = pattern("Open Measured Close$")
_TAIL = 2  # words behind a measurement that still say it, at the most
_BENT = re.compile(r"\w{2,}[^\We]ed|\w{3,}ly")  # participles and adverbs


def is_person(sentence: Sentence, first: int, index: int) -> bool:
    """Whether all words from the atom `first` up to `index` say who, so that years are an age."""
    return index - first <= REACH and is_people(sentence, sentence.words(first, index))


def is_people(sentence: Sentence, words: str) -> bool:
    """Whether all words say who, and not what."""
    person = sentence.lexicon.roles["person"]
    return all(word in person for word in lowered(words))


def lowered(words: str) -> list[str]:
    """The words of a phrase, in lower case, without numbers and marks."""
    return [word.lower() for word in _WORD.findall(words)]


def noun_phrase(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The atoms [begin, after) of the noun phrase that ends before the atom `last`."""
    codes, begin = sentence.codes, last
    while begin > first and codes[begin - 1] in _PHRASE_CODES:
        begin -= 1
    while begin < last and (codes[begin] in _NO_OPENING or _is_edge(sentence, begin) or _is_article(sentence, begin)):
        begin += 1
    while last > begin and _is_edge(sentence, last - 1):
        last -= 1
    begin = _last_clause(sentence, begin, last)
    while begin < last and _is_edge(sentence, begin):
        begin += 1
    return begin, last


def _is_edge(sentence: Sentence, index: int) -> bool:
    return sentence.codes[index] == WORD and sentence.plays(index, "edge")


def _is_article(sentence: Sentence, index: int) -> bool:
    """Whether an `A` opens a sentence or a bracket, and is no level."""
    opens = index == 0 or sentence.codes[index - 1] in _OPENS_CLAUSE
    return opens and sentence.codes[index] == LEVEL and sentence.of(sentence.atoms[index]) == "A"


def _last_clause(sentence: Sentence, begin: int, last: int) -> int:
    """Where the last noun phrase of several in a row begins: `stroke with a SeLECT | score`.

    A measurement is kept, whatever clause stands between it and the limit.
    """
    named = sentence.codes.rfind(MEASURED, begin, last)
    for index in range(last - 1, max(begin, named), -1):
        if _is_seam(sentence, index) and names(sentence, index + 1, last):
            return index + 1 if named < 0 else begin
    return begin


def chunk(sentence: Sentence, first: int, last: int) -> list[SubjectSpan]:
    """The noun phrase that ends before the atom `last`; its measurement, where it is one."""
    first = max(first, last - REACH)
    begin, last = noun_phrase(sentence, first, last)
    if begin >= last:
        return []
    named = next((i for i in range(last - 1, begin - 1, -1) if sentence.codes[i] == MEASURED), None)
    if named is None:
        return _unnamed(sentence, first, begin, last)
    if says_the_same(sentence, named, last):
        return coordinated(sentence, named, first)
    return [SubjectSpan(sentence.atoms[named].start, sentence.atoms[last - 1].end)]


def _unnamed(sentence: Sentence, first: int, begin: int, last: int) -> list[SubjectSpan]:
    """The subjects of a noun phrase that names no measurement: one may stand before it."""
    atoms, codes = sentence.atoms, sentence.codes
    alone = SubjectSpan(atoms[begin].start, atoms[last - 1].end)
    if begin - 2 < first:
        return [alone]
    if (
        _NAMED_TWICE.search(codes, first, begin)
        and opens_thing(sentence, begin)
        and says_the_same(sentence, begin - 1, last)
    ):
        return _with_tail(sentence, begin - 2, first, last)
    if codes[begin - 1] in (AT, FOR):  # `pain score at rest`
        scale = begin - 2 - (codes[begin - 2] == NOUN)
        scale -= _NAMED_TWICE.search(codes, first, scale + 1) is not None
        if scale >= first and codes[scale] == MEASURED:
            return coordinated(sentence, scale, first)
    if codes[begin - 1] in (OR, AND, SLASH) and codes[begin - 2] == MEASURED:
        return [*coordinated(sentence, begin - 2, first), alone]
    return [alone]


def _with_tail(sentence: Sentence, named: int, first: int, last: int) -> list[SubjectSpan]:
    """`corrected QT (QTcF) interval`: a name whose last word stands behind the bracket."""
    found = coordinated(sentence, named, first)
    whole = found[-1].start < sentence.atoms[named - 1].start
    return [*found[:-1], replace(found[-1], end=sentence.atoms[last - 1].end)] if whole else found


def first_phrase(sentence: Sentence, begin: int, last: int) -> tuple[int, int]:
    """The atoms of the first noun phrase of a clause: `toxicities | should resolve`."""
    first = begin
    while first < last and not names(sentence, first, first + 1):
        first += 1
    after = first
    while after < last and not _ends_phrase(sentence, after):
        after += 1
    while after > first and (is_void(sentence, after - 1) or sentence.codes[after - 1] not in _EVENT_ENDS):
        after -= 1
    return first, after


def _ends_phrase(sentence: Sentence, index: int) -> bool:
    code = sentence.codes[index]
    if code == COMMA:
        return sentence.codes[index - 1] not in _NAMED_ENDS
    if code == NUMBER:  # not the `1` of `FEV_1`
        return sentence.text[sentence.atoms[index].start - 1].isspace()
    return code in _PHRASE_BREAKS or _is_seam(sentence, index)


def says_the_same(sentence: Sentence, named: int, last: int) -> bool:
    """Whether the words behind a measurement leave it what it is; `duration`, `ratio` turn it into something else."""
    tail = lowered(sentence.words(named + 1, last))
    roles = sentence.lexicon.roles
    weighty = [word for word in tail if word not in roles["filler"]]
    return len(weighty) <= _TAIL and not roles["turn"].intersection(tail)


def opens_thing(sentence: Sentence, index: int) -> bool:
    """Whether the word at an atom can open the name of a thing."""
    if sentence.codes[index] != WORD:
        return True
    word, roles = low(sentence, index), sentence.lexicon.roles
    return not any(word in roles[role] for role in _NO_OPENERS)


def is_void(sentence: Sentence, index: int) -> bool:
    """Whether a word alone names nothing: a verb, an adverb, a mere quality."""
    if sentence.codes[index] != WORD:
        return False
    word = low(sentence, index)
    roles = sentence.lexicon.roles
    if any(word in roles[role] for role in ("void", "verb", "quality")):
        return True
    return _BENT.fullmatch(word) is not None and word not in roles["thing"]


def names(sentence: Sentence, first: int, after: int) -> bool:
    """Whether some words name a thing."""
    return any(
        sentence.codes[index] in _NAMES and not (is_void(sentence, index) or _is_light(sentence, index))
        for index in range(first, after)
    )


def _is_light(sentence: Sentence, index: int) -> bool:
    return sentence.codes[index] == WORD and any(sentence.plays(index, role) for role in ("edge", "person", "seam"))


def _is_seam(sentence: Sentence, index: int) -> bool:
    return sentence.codes[index] == WORD and sentence.plays(index, "seam", "verb")


def coordinated(sentence: Sentence, index: int, first: int) -> list[SubjectSpan]:
    """The measurement at `index` and those joined to it by and, or, a comma or a slash (`AST and ALT`)."""
    codes = sentence.codes
    found = [index]
    place = _alias_start(sentence, index, first)
    while match := _JOINED.search(codes, max(first, place - _JOIN), place):
        place = match.start()
        only_comma = len(found) == 1 and not {OR, AND, SLASH}.intersection(match[0])
        if only_comma or codes[place - 1 : place] in _COMPARED or _is_answered(sentence, place + 1):
            break
        found.insert(0, place)
        place = _alias_start(sentence, place, first)
    spans: dict[str, SubjectSpan] = {}
    for place in found:
        start, end = named_span(sentence, place, first)
        spans.update({key: SubjectSpan(start, end, key) for key in _parts(sentence, sentence.atoms[place])})
    return list(spans.values())


def _is_answered(sentence: Sentence, index: int) -> bool:
    """Whether the word behind a measurement says all of it: `HBsAg positive and HBV DNA < 1500`."""
    return sentence.codes[index] == WORD and sentence.plays(index, "answered")


def named_span(sentence: Sentence, place: int, first: int) -> tuple[int, int]:
    """Where the name at `place` stands, with an alias before it and the bracket that the two open."""
    codes, atoms, start = sentence.codes, sentence.atoms, _alias_start(sentence, place, first)
    between = codes[start:place]
    if OPEN in between and CLOSE not in between:
        return atoms[start].start, atoms[place + (sentence.code(place + 1) == CLOSE)].end
    bracketed = start - 2 >= first and codes[start - 2 : start] == WORD + OPEN and sentence.code(start + 1) == CLOSE
    written = _written_out(sentence, start, first) if bracketed else None
    if CLOSE in between and OPEN not in between:
        return (written or (atoms[place].start, 0))[0], atoms[place].end
    return written or (atoms[start].start, atoms[place].end)


def _written_out(sentence: Sentence, place: int, first: int) -> tuple[int, int] | None:
    """Where a short form in brackets stands with the long form before it that the lexicon does not have."""
    short = sentence.atoms[place]
    start = long_form(sentence.text, sentence.atoms[place - 1].start, sentence.of(short))
    if start is None or start < sentence.atoms[first].start:
        return None
    if not _BRACKETS.isdisjoint(sentence.codes[sentence.place(start) : place - 1]):
        return None
    return start, sentence.atoms[place + 1].end


def _parts(sentence: Sentence, atom: Atom) -> tuple[str, ...]:
    """The measurements an alias names: `AST/ALT` is two."""
    known = sentence.measurement(atom)
    named = sentence.of(atom).lower()
    return known.parts if known is not None and known.parts and re.search(r"/|\band\b|\bor\b|&", named) else (atom.key,)


def _alias_start(sentence: Sentence, index: int, first: int) -> int:
    """The first atom of a name given twice: `Eastern Cooperative Oncology Group (ECOG) performance status`."""
    place = index
    while match := _ALIAS.search(sentence.codes, max(first, place - 5), place):
        if sentence.atoms[match.start()].key != sentence.atoms[index].key:
            break
        place = match.start()
    return place


def event(sentence: Sentence, first: int, index: int) -> SubjectSpan | None:
    """The noun phrase that ends before the atom `index`: what happens, or what is counted."""
    atoms, codes = sentence.atoms, sentence.codes
    first, last = max(first, index - REACH), index
    while last > first and (codes[last - 1] not in _EVENT_ENDS or sentence.plays(last - 1, "edge")):
        last -= 1
    if last <= first:
        return None
    begin, depth = last, 0
    while begin > first:
        code = codes[begin - 1]
        depth += (code == CLOSE) - (code == OPEN)
        if depth < 0 or (code in _BREAKS and depth == 0):
            break
        begin -= 1
    while begin < last - 1 and (codes[begin] not in _EVENT_OPENS or sentence.plays(begin, "edge")):
        begin += 1
    return SubjectSpan(atoms[begin].start, atoms[last - 1].end)


def following(sentence: Sentence, index: int, after: int) -> SubjectSpan | None:
    """The noun phrase that begins at the atom `index`: what `at least two` counts."""
    atoms, codes = sentence.atoms, sentence.codes
    begin = index
    while begin < after and (
        codes[begin] in _BEFORE_COUNTED or (codes[begin] == WORD and sentence.plays(begin, "opener"))
    ):
        begin += 1
    last = begin
    while last < after and last - begin < _PHRASE and _continues(sentence, last, begin):
        last += 1
    while last > begin and codes[last - 1] in _NO_END and last - begin > 1:
        last -= 1
    if last == begin:
        return None
    return SubjectSpan(atoms[begin].start, atoms[last - 1].end, _meant(sentence, begin, last))


def _meant(sentence: Sentence, begin: int, last: int) -> str | None:
    """The measurement that a whole noun phrase means: `systolic gradient` is no pressure."""
    named = sentence.codes.find(MEASURED, begin, last)
    if named < 0:
        return None
    of = sentence.codes.find(OF, named, last)
    head = begin if OF in sentence.codes[begin:named] else named
    around = [*range(head, named), *range(named + 1, last if of < 0 else of)]
    light = all(is_void(sentence, index) or sentence.plays(index, "filler") for index in around)
    return sentence.atoms[named].key if light else None


def _continues(sentence: Sentence, index: int, begin: int) -> bool:
    code = sentence.codes[index]
    if code == AFTER:  # `the following criteria`
        return index == begin and low(sentence, index) == "following"
    if code == WORD and index > begin and (_is_seam(sentence, index) or sentence.plays(index, "article")):
        return False
    return code in _COUNTED and not sentence.plays(index, "end")


def atom_of(sentence: Sentence, code: str, indexes: Sequence[int]) -> Atom | None:
    """The first atom with a code among some places."""
    return next(
        (sentence.atoms[i] for i in indexes if 0 <= i < len(sentence.atoms) and sentence.codes[i] == code), None
    )


def low(sentence: Sentence, index: int) -> str:
    atom = sentence.atoms[index]
    return sentence.text[atom.start : atom.end].lower()
