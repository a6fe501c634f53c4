"""A layout as TOML: the labels of a page in their order, and beside each the reader of what stands under it.

>>> layout = load_layout('''
... name = "riverland"
... needed = 2
... [labels]
... "name of the trial" = "text title"
... "state" = "enum status"
... "printed on" = "-"
... ''')
>>> sorted(layout.signs), layout.needed
(['name of the trial', 'printed on', 'state'], 2)
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trialparse.layouts.engine import items
from trialparse.layouts.engine.bilingual import bilingual, is_bilingual, languages_of
from trialparse.layouts.engine.layout import Cutter, JointReader, Layout, Opener, undivided
from trialparse.layouts.engine.lines import key_of
from trialparse.layouts.engine.named import Habits, is_value, reader_of
from trialparse.layouts.engine.order import either, headed, in_order, loosely, opened_by, told_apart
from trialparse.layouts.engine.readers import Reader

__all__ = ["LayoutError", "load_layout"]

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_AGAIN = re.compile(r" #\d\Z")


class LayoutError(ValueError):
    """A layout that is written as TOML has a fault; the message begins with file and line.

    Examples:
        >>> try:
        ...     load_layout('name = "riverland"\\n[labels]\\n"state" = "enum stat"')
        ... except LayoutError as error:
        ...     print(error)
        layout:3: a trial has no field 'stat'
    """


class _FirstOf(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    labels: list[str] = Field(min_length=1)
    readers: list[str] = Field(min_length=1)


class _File(BaseModel):
    """What stands in such a file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: str = Field(min_length=1)
    registry: str | None = None
    needed: int = Field(default=3, ge=1)
    order: Literal["strict", "loose", "any"] = "loose"
    own: list[str] = []
    openings: list[str] = []
    identified: list[str] = []
    beside: list[str] | Literal["all"] = []
    telling: list[str] = []
    sections: list[str] = []
    headed: list[str] = []
    sure: list[str] = []
    day_first: bool | None = None
    id: str | None = Field(default=None, pattern="0")
    spellings: dict[str, dict[str, str]] = {}
    labels: dict[str, str] = Field(min_length=1)
    first_of: list[_FirstOf] = []


class _Source:
    """The text of a file, to tell the places of faults in."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def error(self, message: str, word: str = "") -> LayoutError:
        """What is wrong, with the line at which a key or else a text stands."""
        quoted = re.escape(word)
        shapes = (rf"""^[ \t]*["']?{quoted}["']?[ \t]*=""", rf"""["']{quoted}["']""", quoted) if word else ()
        found = next((match for shape in shapes if (match := re.search(shape, self.text, re.MULTILINE))), None)
        line = self.text.count("\n", 0, found.start()) + 1 if found else 1
        return LayoutError(f"{self.name}:{line}: {message}")


def load_layout(given: str | Path | Traversable) -> Layout:
    """The layout that a TOML file describes, given as a path, or that a string of TOML does.

    A `LayoutError` names the file and the line at which a reader, a field or a value is none.

    Examples:
        >>> layout = load_layout('name = "riverland"\\nneeded = 1\\n[labels]\\n"state" = "enum status"')
        >>> layout.name, sorted(layout.signs)
        ('riverland', ['state'])
    """
    source = _source(given)
    file = _validated(source)
    habits = Habits(file.day_first, file.id, file.spellings)
    order = [_AGAIN.sub("", label) if words == "again" else label for label, words in file.labels.items()]
    readers = {label: _reader(source, habits, words, label) for label, words in file.labels.items() if words != "again"}
    for fault, word in _faults(file, readers):
        raise source.error(fault, word)
    beside = frozenset(readers if file.beside == "all" else file.beside) - {""}
    layout = Layout(
        name=file.name,
        readers=readers,
        cut=_cutter(file, order, beside),
        beside=beside,
        signs=frozenset(readers) - {""},
        needed=file.needed,
        registry=file.registry,
        joint={tuple(each.labels): _first_of(source, habits, each) for each in file.first_of},
        openings=_opener(file, beside),
        own=frozenset(file.own),
        telling=re.compile(rf"(?:{'|'.join(map(re.escape, file.telling))})\s?(?::|\Z)") if file.telling else None,
        day_first=bool(file.day_first),
        where=source.name,
    )
    return bilingual(layout) if all(map(is_bilingual, readers)) else layout


def _cutter(file: _File, order: Sequence[str], beside: frozenset[str]) -> Cutter:
    if file.order == "any":
        return loosely
    cut = partial(in_order, order, strict=file.order == "strict", sections=file.sections, sure=frozenset(file.sure))
    usual = either(cut(), cut(beside=beside)) if file.beside == "all" else cut(beside=beside)
    return headed(usual, file.headed) if file.headed else usual


def _opener(file: _File, beside: frozenset[str]) -> Opener:
    if file.openings:
        return opened_by(*file.openings)
    return told_apart(file.identified, beside) if file.identified else undivided


def _source(given: str | Path | Traversable) -> _Source:
    if isinstance(given, str):
        return _Source("layout", given)
    try:
        return _Source(str(given), given.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"{given}: {error}") from error


def _validated(source: _Source) -> _File:
    try:
        return _File.model_validate(tomllib.loads(source.text))
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        raise LayoutError(f"{source.name}:{line[1] if line else 1}: {_AT_LINE.sub('', str(error))}") from error
    except RecursionError as error:
        raise LayoutError(f"{source.name}:1: it is nested too deep") from error
    except ValidationError as error:
        (first, *_) = error.errors()
        keys = [each for each in first["loc"] if isinstance(each, str)]
        raise source.error(f"{'.'.join(keys)}: {first['msg']}", keys[-1] if keys else "") from error


def _reader(source: _Source, habits: Habits, words: str, place: str) -> Reader:
    try:
        return reader_of(words, habits)
    except ValueError as error:
        raise source.error(str(error), place) from error


def _first_of(source: _Source, habits: Habits, given: _FirstOf) -> JointReader:
    return items.first_of(*(_reader(source, habits, words, words) for words in given.readers))


def _faults(file: _File, readers: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with labels and spellings, and the word at which."""
    beside = [] if file.beside == "all" else file.beside
    named = [
        *file.own,
        *file.openings,
        *file.identified,
        *beside,
        *file.telling,
        *file.sections,
        *file.headed,
        *file.sure,
        *(label for each in file.first_of for label in each.labels),
    ]
    again = [label for label, words in file.labels.items() if words == "again"]
    known = {*readers, *(each for label in filter(is_bilingual, readers) for each in languages_of(label))}
    for label, place in (*zip(named, named, strict=True), *((_AGAIN.sub("", label), label) for label in again)):
        if label not in known:
            yield f"{label!r} is none of the labels", place
    if any(map(is_bilingual, readers)) and not all(map(is_bilingual, readers)):
        yield "either all labels are in two languages or none", next(filter(is_bilingual, readers))
    if file.needed > len(readers):
        yield f"needed: it has {len(readers)} labels, and {file.needed} must be shown", "needed"
    yield from _misspelled(file, readers)


def _misspelled(file: _File, readers: Collection[str]) -> Iterator[tuple[str, str]]:
    spelled = [(table, word, value) for table, words in file.spellings.items() for word, value in words.items()]
    for word in (*readers, *(word for _, word, _ in spelled)):
        if key_of(word) != word:
            yield f"labels and spellings are compared in one form: write {key_of(word)!r}, not {word!r}", word
    for table, word, value in spelled:
        if not is_value(table, value):
            yield f"{value!r} is no value of {table}", word
