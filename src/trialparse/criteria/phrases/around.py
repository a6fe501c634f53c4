"""Around a limit: the noun phrase that ends before it, and the one that begins behind it."""

from __future__ import annotations

from trialparse.criteria.phrases.nouns import (
    SubjectSpan,
    chunk,
    coordinated,
    following,
    is_void,
    opens_thing,
)
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    DASH,
    FOR,
    FROM,
    LEVEL,
    LIMIT,
    LOST,
    MEASURED,
    MOMENT,
    NOT,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    ORDINAL,
    TIMES,
    WORD,
    one_of,
    pattern,
)

__all__ = ["UNITS_OF_SCALES", "left", "right", "skip_fill"]

_BRACKET = 12  # atoms in a bracket that is passed over, at the most
_LISTED = pattern("Measured (?: [Or And Slash Comma]{1,2} Measured)+")  # `(AST and/or ALT)`
_BRACKETED_NAME = pattern("Word? Measured")
_NAMED = 4  # atoms before a bracket in which the name may stand that it repeats: `ALT (SGPT) (…)`
_NAMED_TWICE = pattern("Word? Measured Open Word? Measured Close")
_AROUND_LISTS = one_of(OPEN, CLOSE, AND, OR, COMMA)
# What may stand between a subject and its limit, and is neither.
_FILL = one_of(OF, NOUN, AT, FOR, COLON, COMPARATOR, LOST, DASH, TIMES, ORDINAL, FROM, MOMENT, LIMIT, NOT)
_LINKS = one_of(OF, AT, NOUN)  # between a number and what it is a value of: `40 on the SANDE`
_NAMES = one_of(WORD, MEASURED)
_LIMITED = one_of(COMPARATOR, NUMBER)
UNITS_OF_SCALES = (None, "%", "{score}")


def left(sentence: Sentence, first: int, index: int) -> list[SubjectSpan]:
    """The subject that ends at the atom `index`, or before the bracket that opens there."""
    if index < first:
        return []
    code = sentence.codes[index]
    if code == MEASURED:
        return coordinated(sentence, index, first)
    opening = _opening(sentence, first, index) if code == CLOSE else index
    if code == CLOSE and _LISTED.fullmatch(sentence.codes, opening + 1, index):
        return coordinated(sentence, index - 1, first)
    if code in _AROUND_LISTS:
        return chunk(sentence, first, _before_level(sentence, opening - 1, first) + 1) if opening > first else []
    return chunk(sentence, first, index + 1)


def _before_level(sentence: Sentence, index: int, first: int) -> int:
    """The first atom on the left that can end a subject; a level that is compared is another limit of the same one."""
    index = skip_fill(sentence, index, first)
    is_compared = index > first and sentence.codes[index] == LEVEL and sentence.codes[index - 1] == COMPARATOR
    return skip_fill(sentence, index - 1, first) if is_compared else index


def skip_fill(sentence: Sentence, index: int, first: int) -> int:
    """The first atom on the left, from `index` on, that can end a subject."""
    codes = sentence.codes
    while index >= first:
        code = codes[index]
        if code == CLOSE:
            opening = _opening(sentence, first, index)
            inner = codes[opening + 1 : index]
            if opening < 0 or MEASURED in inner or index - opening > _BRACKET:
                return index - 1 if _BRACKETED_NAME.fullmatch(inner) else index
            index = opening - 1
        elif code in _FILL or (code == WORD and (sentence.plays(index, "filler") or is_void(sentence, index))):
            index -= 1
        else:
            return index
    return index


def _opening(sentence: Sentence, first: int, closing: int) -> int:
    """Where the bracket opens that ends at the atom `closing`, -1 where it does not: `(by the Levey (MDRD) method)`.

    Another thing with a short name is looked for under that: `prothrombin time (international normalized ratio [INR])`.
    """
    depth = 0
    for index in range(closing, first - 1, -1):
        depth += (sentence.codes[index] == CLOSE) - (sentence.codes[index] == OPEN)
        if depth == 0:
            return sentence.codes.rfind(OPEN, first, closing) if _names_another(sentence, index, closing) else index
    return -1


def _names_another(sentence: Sentence, opening: int, closing: int) -> bool:
    """Whether a bracket only names, with a short name in a bracket of its own, another thing than the words before."""
    if not _NAMED_TWICE.fullmatch(sentence.codes, opening + 1, closing):
        return False
    inner = sentence.atoms[sentence.codes.index(MEASURED, opening)].key
    return bool(inner) and all(inner != atom.key for atom in sentence.atoms[max(0, opening - _NAMED) : opening])


def right(sentence: Sentence, quantity: Quantity, after: int) -> list[SubjectSpan]:
    """What stands right after a quantity: `≥ 90 mmHg diastolic`, `≥ 40 on the SANDE`, `10 mL of whole blood`."""
    atoms, codes, place = sentence.atoms, sentence.codes, _behind_links(sentence, quantity, after)
    if place >= after or codes[place] not in _NAMES:
        return []
    found = following(sentence, place, after)
    if codes[place] == MEASURED and sentence.code(place + 1) not in _LIMITED:
        whole = found if found and found.id is None else None
        return [whole or SubjectSpan(atoms[place].start, atoms[place].end, atoms[place].key)]
    tied = found is not None and codes[place] == WORD and _ties(sentence, quantity, place, found)
    return [found] if found and tied and opens_thing(sentence, place) else []


def _behind_links(sentence: Sentence, quantity: Quantity, after: int) -> int:
    """The atom to which the words behind a quantity lead; of two names the one that says which: `the WHO AUDIT`."""
    place = quantity.last + 1
    while place < min(after, quantity.last + 6) and _links(sentence, place):
        place += 1
    while sentence.codes[place : place + 2] == MEASURED + MEASURED and not sentence.atoms[place].key:
        place += 1
    return place


def _links(sentence: Sentence, place: int) -> bool:
    code = sentence.codes[place]
    return code in _LINKS or (code == WORD and sentence.plays(place, "article"))


def _ties(sentence: Sentence, quantity: Quantity, place: int, found: SubjectSpan) -> bool:
    """Whether a word ties a value to the one at `place`: `of`, or `in` and `on` where that can have a value.

    A dimension has a size, a scale with a name a score.
    """
    code = sentence.code(quantity.last + 1)
    if code != AT:
        return code == OF
    words = sentence.text[found.start : found.end].split()[:2]  # `the modified Rankin Scale`
    named = any(word[0].isupper() for word in words) or _is_instrument(sentence, found)
    return (named and quantity.unit in UNITS_OF_SCALES) or sentence.plays(place, "extent")


def _is_instrument(sentence: Sentence, found: SubjectSpan) -> bool:
    """Whether a name ends in what a score is read off: `the anxiety self-assessment questionnaire`."""
    return sentence.plays(sentence.place(found.end - 1), "instrument")
