"""The title of ClinicalTrials.gov's pages, behind which the site puts the acronym in brackets.

A title of its own may end in brackets, too. What such brackets hold tells which it is: a protocol number, a term of
medicine, the letters of a term or those that capitals in the title's words spell, a remark. Where nothing tells, it is
an acronym, which most are.
"""

import re
from collections import Counter
from collections.abc import Sequence

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.lexicon.vocabulary import vocabulary
from trialparse.values import country, read_enum

__all__ = ["title"]

_WRAPPED = 50  # characters of a line that a copy has broken
_BRACKETS = re.compile(r"(?:\s|^)\((?=[^()]{2,14}\))([^()\s;,]+(?: (?![IVX]+\))[A-Z]{3,})?)\)\Z")
_PROTOCOL_NUMBER = re.compile(
    r"(?:[A-Z]{1,3}-?)?\d{3,}[A-Z]?(?:-[A-Z]?\d{1,5}[A-Z]?)*|[A-Z]{2,5}(?:-[A-Z]{1,2}){1,3}-\d{2,}|\d+"
)
# "In SYstemic": the letters of an acronym.
_SPELT_OUT = re.compile(r"\b[A-Z]{2,}[a-z]{3,}|\b[a-df-hj-ln-z][A-Z][a-z]{2,}")
_NUMBER_BEHIND = re.compile(r"-?\d{1,4}\Z")
_PLAIN = re.compile(r"[A-Za-z]?[a-z]{3,}")
_TERMS = frozenset({"condition", "drug", "procedure", "biomarker"})
_REMARKS = frozenset(
    {
        "adult",
        "adults",
        "children",
        "pediatric",
        "paediatric",
        "pilot",
        "extension",
        "substudy",
        "sub-study",
        "follow-up",
    }
    | {"iit", "rct", "ole", "pk", "pd", "pk/pd", "open-label", "registry", "withdrawn"}
)


def title(draft: Draft, lines: Sequence[Line]) -> None:
    """The title, which is the last of some lines, and the acronym behind it."""
    *before, line = _wrapped(draft, lines)
    match = _BRACKETS.search(line.text)
    words = " ".join([*(each.text for each in before), line.text[: match.start()] if match else ""])
    if not match or not words.strip() or _is_of_title(match[1], words, draft.folded[line.end :]):
        draft.text("title", [*before, line])
        return
    draft.text("title", [*before, line.part(0, match.start())] if match.start() else before)
    draft.text("acronym", [line.part(*match.span(1))])
    draft.report(
        "ambiguous-title", "what ends the title in brackets is taken for the acronym", [line], "acronym", "info"
    )


def _wrapped(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The last line, with the long ones right above it that go on there."""
    start = len(lines) - 1
    while start and len(lines[start - 1].text) > _WRAPPED and not lines[start - 1].text.endswith((".", ":")):
        if draft.folded.count("\n", lines[start - 1].end, lines[start].start) > 1:
            break
        start -= 1
    return lines[start:]


def _is_of_title(words: str, before: str, below: str) -> bool:
    """Whether what a title has in brackets belongs to it, by what stands before it and below the title."""
    return bool(
        _PROTOCOL_NUMBER.fullmatch(words)
        or _is_spelt_out(words, before)
        or _is_short_for(words, before)
        or _is_known(words)
        or (_PLAIN.fullmatch(words) and re.search(rf"\b{words}\b", below, re.IGNORECASE))
    )


def _is_spelt_out(letters: str, before: str) -> bool:
    """Whether capitals within the title's words spell them."""
    capitals = Counter(char for char in before if char.isupper())
    return bool(_SPELT_OUT.search(before)) and Counter(filter(str.isalpha, letters)) <= capitals


def _is_short_for(letters: str, before: str) -> bool:
    """Whether letters abbreviate the last words before them, and not the title as a whole."""
    words = re.findall(r"\w+", before.casefold())
    plain = [word for word in words if not word.isdigit()]
    bare = _NUMBER_BEHIND.sub("", letters)
    return _abbreviates(letters, words) or (bare != letters and len(bare) > 1 and _abbreviates(bare, plain))


def _abbreviates(letters: str, words: list[str]) -> bool:
    for count in range(2, min(len(words), len(letters) + 1)):
        shape = "".join(f"{word[0]}[{re.escape(word[1:])}]*" if word[1:] else word for word in words[-count:])
        if re.fullmatch(shape, letters.casefold()):
            return True
    return False


def _is_known(words: str) -> bool:
    """Whether they are a term of medicine, a country, a state of the trial or a remark on it."""
    terms = vocabulary()
    category = terms.cased.get(words) or terms.terms.get(words.casefold())
    return category in _TERMS or words.casefold() in _REMARKS or bool(country(words) or read_enum("status", words))
