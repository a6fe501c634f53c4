"""What is wrong with a pack: its lexicon, its examples, the cost of its patterns, its overlaps with other entries.

>>> from trialparse import Pack
>>> toml = '[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]\\nrejects = ["CLAS > 7"]'
>>> for finding in check_pack(Pack("mine", "1.0", lexicon=toml)):
...     print(finding)
lexicon of mine:1: error: measurement 'clas': it has no example: a sentence and what is read in it
lexicon of mine:5: error: measurement 'clas': 'CLAS > 7': it is read, and must not be: threshold '> 7' of 'CLAS' (clas)
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trialparse.criteria.words.lexer import Lexer, lexer
from trialparse.kit.examples import examples_of
from trialparse.lexicon.loader import Lexicon, Phrase, Regex, TokenPattern, builtin, builtin_names
from trialparse.lexicon.source import Entry, entries
from trialparse.packs import Pack, PackError
from trialparse.parser import Parser

__all__ = ["Finding", "check_pack"]

_FACTOR = 10  # how many times as long as without any pattern a text may take to read with one
_LENGTH = 5_000
_NAMED = ("measurement", "criteria_set")
_MEANING = Phrase("", "M", "pattern")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend (`error`) or to look at (`warning`), with the file and line where it stands."""

    where: str
    severity: Literal["error", "warning"]
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message}" if self.where else f"{self.severity}: {self.message}"


def check_pack(pack: Pack) -> list[Finding]:
    """All that is wrong with a pack; where it cannot be loaded, the first thing that keeps it from that."""
    try:
        parser = Parser(packs=[] if pack.name in builtin_names() else [pack])
    except PackError as error:
        return [Finding("", "error", str(error))]
    own = [entry for name, text in pack.sources() for entry in entries(name, text) if entry.table in _NAMED]
    return [
        *(finding for entry in own for finding in _completeness(entry)),
        *(finding for entry in own for finding in _overlaps(entry, own)),
        *_examples(pack, parser),
        *(finding for entry in own for finding in _costs(entry)),
    ]


def _finding(entry: Entry, severity: Literal["error", "warning"], message: str, word: str = "") -> Finding:
    return Finding(entry.where(word), severity, f"{entry.table} {entry.name!r}: {message}")


def _completeness(entry: Entry) -> Iterator[Finding]:
    if not any(entry.data.get(key) for key in ("aliases", "cased", "patterns", "regex")):
        yield _finding(entry, "error", "nothing names it: give aliases, cased, patterns or regex")
    if not entry.data.get("examples"):
        yield _finding(entry, "error", "it has no example: a sentence and what is read in it")
    if not entry.data.get("rejects"):
        yield _finding(entry, "warning", "it has no reject: a sentence that names it and limits nothing")


def _overlaps(entry: Entry, own: Iterable[Entry]) -> Iterator[Finding]:
    """The names that other entries have as well."""
    decided = bool(entry.data.get("needs") or entry.data.get("needs_unit"))
    others = [(other.name, other.where(), other) for other in own if other is not entry]
    for alias in (*entry.data.get("aliases", ()), *entry.data.get("cased", ())):
        taken = _known(alias) | {name: where for name, where, other in others if alias in other.data.get("aliases", ())}
        taken.pop(entry.name, None)
        if taken and not decided:
            known = ", ".join(f"{key} ({where})" if where else repr(key) for key, where in sorted(taken.items()))
            yield _finding(entry, "warning", f"{alias!r} also names {known}: give both `needs` or `needs_unit`", alias)


def _known(alias: str) -> dict[str, str]:
    """The built-in entries that an alias names: {id: file and line}."""
    atoms = lexer(builtin()).atoms(alias)
    if len(atoms) != 1 or atoms[0].code not in "ML":
        return {}
    return {key: builtin().origins.get(key, "") for key in (atoms[0].key, *atoms[0].alternatives) if key}


def _examples(pack: Pack, parser: Parser) -> Iterator[Finding]:
    for example in examples_of(pack):
        fault = example.fault(parser)
        if fault is not None:
            yield _finding(example.entry, "error", f"{example.text!r}: {fault}", example.text)
        for said in parser.parse_criteria(example.text).diagnostics:
            if said.code == "rule-failed":
                yield _finding(example.entry, "error", f"{example.text!r}: {said.message}", example.text)


def _costs(entry: Entry) -> Iterator[Finding]:
    """The patterns that take long for texts made to wear them out."""
    nothing = Lexer(Lexicon())
    for key, alone in (("regex", _regex_alone), ("patterns", _tokens_alone)):
        for number, pattern in enumerate(entry.data.get(key, ()), 1):
            run, texts = alone(pattern).atoms, _hard_texts(f"{pattern}", entry)
            slowest = max(_ratio(run, nothing.atoms, text) for text in texts)
            if slowest > _FACTOR:
                message = f"{key} {number} makes hard text {slowest:.0f} times as slow to read, {_FACTOR} are allowed"
                yield _finding(entry, "error", message, key)


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
