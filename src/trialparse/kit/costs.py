"""What the patterns of a pack cost on texts made to wear them out."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from trialparse.criteria.words.lexer import Lexer
from trialparse.kit.finding import Finding, of_entry
from trialparse.lexicon.alphabet import MEASURED
from trialparse.lexicon.loader import Lexicon, Phrase, Regex, TokenPattern
from trialparse.lexicon.source import Entry

__all__ = ["costs"]

_FACTOR = 10  # how many times as long as without any pattern a text may take to read with one
_LENGTH = 5_000
_MEANING = Phrase("", MEASURED, "pattern")


def costs(entry: Entry) -> Iterator[Finding]:
    """The patterns of an entry that take long for texts made to wear them out."""
    nothing = Lexer(Lexicon())
    for key, alone in (("regex", _regex_alone), ("patterns", _tokens_alone)):
        for number, pattern in enumerate(entry.data.get(key, ()), 1):
            run, texts = alone(pattern).atoms, _hard_texts(f"{pattern}", entry)
            slowest = max(_ratio(run, nothing.atoms, text) for text in texts)
            if slowest > _FACTOR:
                message = f"{key} {number} makes hard text {slowest:.0f} times as slow to read, {_FACTOR} are allowed"
                yield of_entry(entry, "error", message, key)


def _regex_alone(pattern: str) -> Lexer:
    return Lexer(Lexicon(regexes=(Regex(pattern, _MEANING),)))


def _tokens_alone(pattern: Sequence[Mapping[str, object]]) -> Lexer:
    return Lexer(Lexicon(patterns=(TokenPattern(tuple(pattern), _MEANING),)))


def _hard_texts(pattern: str, entry: Entry) -> Iterator[str]:
    """Long texts of what a pattern looks for, over and over, and never quite."""
    words = re.findall(r"[^\W\d_]+", pattern) or ["a"]
    sentences = [example["text"] for example in entry.data.get("examples", ())]
    pieces = [*words, *"a0 .-", "a ", "1 ", " ".join(words) + " ", "".join(words), *sentences]
    for piece in dict.fromkeys(pieces):
        yield (piece * (_LENGTH // len(piece) + 1))[:_LENGTH]
        yield (f"{piece} " * (_LENGTH // len(piece) + 1))[:_LENGTH]


def _ratio(run: Callable[[str], object], plain: Callable[[str], object], text: str) -> float:
    """How many times the time of `plain` `run` takes; a second and third look where the first finds it slow."""
    ratio = math.inf
    for _ in range(3):
        ratio = min(ratio, _seconds(run, text) / max(_seconds(plain, text), 1e-4))
        if ratio <= _FACTOR:
            break
    return ratio


def _seconds(run: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    run(text)
    return time.process_time() - start
