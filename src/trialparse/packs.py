"""Packs: what someone adds to the parser, a lexicon, layouts, rules and checks.

A pack is a `Pack` that is passed to `Parser`, or one that an installed distribution offers under an entry point of the
group `trialparse.packs`, which is imported when it is asked for by name and not before. The built-in lexicon is always
there; the names of its areas (`core`, `lupus` …) may be given and add nothing. docs/packs.md has the whole contract.

>>> from trialparse import Pack, Parser
>>> mine = Pack("mine", "1.0", lexicon='[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]')
>>> criterion = Parser(packs=["core", mine]).parse_criteria("CLAS of at least 7").criteria[0]
>>> criterion.constraints[0].subject.id
'clas'
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from importlib import import_module, metadata
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialparse.layouts import LAYOUTS, Layout
from trialparse.lexicon.loader import Lexicon, LexiconError, builtin, builtin_names, load
from trialparse.lexicon.source import place_of
from trialparse.model import Diagnostic, Trial

if TYPE_CHECKING:
    from trialparse.criteria.rules import Rule

__all__ = ["API", "GROUP", "Check", "Loaded", "Pack", "PackError", "available", "find", "resolve", "run_checks"]

API = 1
GROUP = "trialparse.packs"

Check = Callable[[Trial], Iterable[Diagnostic]]
File = Path | Traversable


class PackError(ValueError):
    """A pack that was asked for cannot be had; the message names it, and the file and line where there is one."""


@dataclass(frozen=True, eq=False)
class Pack:
    """What someone adds to the parser. `api` is the version of this contract that the pack was written for.

    `lexicon` is a path of a TOML file, or TOML itself as a string, or several of both. A pack that is a variable of a
    module is pickled as a reference to it, so that its layouts and rules may hold any function.
    """

    name: str
    version: str
    api: int = API
    lexicon: str | File | Sequence[str | File] = ()
    layouts: Sequence[Layout] = ()
    rules: Sequence[Rule] = ()
    checks: Sequence[Check] = ()
    _module: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_module", sys._getframe(2).f_globals.get("__name__", ""))

    def __reduce__(self) -> tuple[Callable[..., Pack], tuple[Any, ...]]:
        for name, value in vars(sys.modules.get(self._module, object)).items():
            if value is self:
                return _variable, (self._module, name)
        return Pack, tuple(getattr(self, each.name) for each in fields(self) if each.init)

    def sources(self) -> tuple[tuple[str, str], ...]:
        """The (name, TOML text) pairs of the lexicon."""
        given = [self.lexicon] if isinstance(self.lexicon, str | Path | Traversable) else self.lexicon
        return tuple(self._source(each) for each in given)

    def _source(self, given: str | File) -> tuple[str, str]:
        if isinstance(given, str):
            return f"lexicon of {self.name}", given
        try:
            return str(given), given.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"pack {self.name!r}: {given}: {error}") from error


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the packs of a parser come to. `lexicon` is None where there is only the built-in one."""

    lexicon: Lexicon | None = None
    layouts: tuple[Layout, ...] = ()
    rules: tuple[tuple[str, Rule], ...] = ()
    checks: tuple[tuple[str, Check], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def available() -> dict[str, metadata.EntryPoint]:
    """The packs that installed distributions offer, by name; none is imported."""
    return {point.name: point for point in metadata.entry_points(group=GROUP)}


def find(name: str) -> Pack:
    """The pack that an installed distribution offers under a name."""
    points = {point.value: point for point in metadata.entry_points(group=GROUP, name=name)}
    if not points:
        known = ", ".join(sorted(available())) or "none"
        raise PackError(f"no pack is called {name!r}; installed are: {known}")
    if len(points) > 1:
        raise PackError(f"pack {name!r} is offered more than once: {', '.join(sorted(points))}; pass the object")
    (point,) = points.values()
    try:
        pack = point.load()
    except Exception as error:
        raise PackError(f"pack {name!r}: {place_of(error)}: {type(error).__name__}: {error}") from error
    if not isinstance(pack, Pack):
        raise PackError(f"pack {name!r}: {point.value} is a {type(pack).__name__}, not a Pack")
    if pack.name != name:
        raise PackError(f"pack {name!r}: {point.value} calls itself {pack.name!r}")
    return pack


def resolve(packs: Iterable[str | Pack], tolerant: bool = False) -> Loaded:
    """Loads packs on top of the built-in ones; an object beats an installed pack of the same name.

    A pack that is broken or clashes raises a `PackError`; where that is tolerated, it is left out with a diagnostic.
    """
    given = list(packs)
    odd = next((each for each in given if not isinstance(each, str | Pack)), None)
    if odd is not None:
        raise TypeError(f"a pack is the name of one or a Pack, not {odd!r}")
    passed = {pack.name for pack in given if isinstance(pack, Pack)}
    names = [pack for pack in given if isinstance(pack, str) and pack not in passed | builtin_names()]
    loaded = Loaded()
    wanted_packs: list[str | Pack] = [*(pack for pack in given if isinstance(pack, Pack)), *dict.fromkeys(names)]
    for wanted in wanted_packs:
        try:
            loaded = _add(loaded, find(wanted) if isinstance(wanted, str) else wanted, given)
        except PackError as error:
            if not tolerant:
                raise
            said = Diagnostic(code="pack-error", message=str(error), severity="error")
            loaded = replace(loaded, diagnostics=(*loaded.diagnostics, said))
    return loaded


def _add(loaded: Loaded, pack: Pack, given: Sequence[str | Pack]) -> Loaded:
    _check(loaded, pack, given)
    try:
        lexicon = _extended(loaded.lexicon or builtin(), pack.sources())
    except LexiconError as error:
        raise PackError(f"pack {pack.name!r}: {error}") from error
    return replace(
        loaded,
        lexicon=lexicon,
        layouts=(*loaded.layouts, *pack.layouts),
        rules=(*loaded.rules, *((f"{pack.name}:{_name(rule)}", rule) for rule in pack.rules)),
        checks=(*loaded.checks, *((f"{pack.name}:{_name(check)}", check) for check in pack.checks)),
    )


@lru_cache(maxsize=16)
def _extended(base: Lexicon, sources: tuple[tuple[str, str], ...]) -> Lexicon:
    """One lexicon for equal packs, so that a parser that is sent to a process again and again is built there once."""
    return load(sources, base) if sources else base


def _check(loaded: Loaded, pack: Pack, given: Sequence[str | Pack]) -> None:
    """Raises where a pack is not what the contract asks."""
    fault = _fault(loaded, pack, given)
    if fault is not None:
        raise PackError(f"pack {pack.name!r}: {fault}")


def _fault(loaded: Loaded, pack: Pack, given: Sequence[str | Pack]) -> str | None:
    if pack.api != API:
        return f"it is written for api {pack.api!r}, and this is api {API}"
    if not isinstance(pack.name, str) or not pack.name or ":" in pack.name or pack.name in builtin_names():
        return "a pack needs a name of its own, without a colon"
    if any(isinstance(other, Pack) and other.name == pack.name and other is not pack for other in given):
        return "two packs have this name"
    layouts = {layout.name for layout in (*LAYOUTS, *loaded.layouts)}
    for layout in pack.layouts:
        if not isinstance(layout, Layout):
            return f"a layout is a Layout, not a {type(layout).__name__}"
        if layout.name in layouts:
            return f"there is a layout {layout.name!r} already"
    odd = next((each for each in (*pack.rules, *pack.checks) if not callable(each)), None)
    return f"a rule or check is a function, not {odd!r}" if odd is not None else None


def run_checks(checks: Iterable[tuple[str, Check]], trial: Trial) -> list[Diagnostic]:
    """What the checks of packs say of a trial; one that fails is named in a diagnostic."""
    said: list[Diagnostic] = []
    for name, check in checks:
        try:
            said += [Diagnostic.model_validate(each) for each in check(trial)]
        except Exception as error:  # whatever a check does, the page is read
            pack, _, which = name.partition(":")
            message = f"check {which!r} of pack {pack!r} failed: {place_of(error)}: {type(error).__name__}: {error}"
            said.append(Diagnostic(code="check-failed", message=message, severity="error"))
    return said


def _name(function: Callable[..., object]) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _variable(module: str, name: str) -> Pack:
    """The pack that a module has under a name: how a pack comes out of a pickle."""
    pack = vars(import_module(module))[name]
    assert isinstance(pack, Pack)
    return pack
