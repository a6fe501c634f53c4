"""Packs: what someone adds to the parser, a lexicon, layouts, rules and checks.

A pack is a `Pack` that is passed to `Parser`, or one that an installed distribution offers under an entry point of the
group `trialparse.packs`, which is imported when it is asked for by name and not before. The built-in lexicon is always
there; the names of its areas (`core`, `lupus` …) may be given and add nothing. docs/packs.md has the whole contract.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from importlib import import_module, metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialparse.faults import FAULTS, gathered, printable, shown, told
from trialparse.layouts import LAYOUTS, Layout
from trialparse.lexicon.loader import Lexicon, LexiconError, builtin, builtin_names, load
from trialparse.lexicon.source import LENGTH
from trialparse.model import Diagnostic, Trial

if TYPE_CHECKING:
    from trialparse.criteria.rules import Rule

__all__ = [
    "API",
    "GROUP",
    "Check",
    "Loaded",
    "Pack",
    "PackError",
    "available",
    "builtin_pack",
    "find",
    "lexicon_pack",
    "resolve",
    "run_checks",
]

API = 1
"""The version of the contract between the library and packs; a pack of another one is not loaded.

Examples:
    >>> from trialparse.packs import API, Pack
    >>> Pack("mine", "1.0").api == API
    True
"""
GROUP = "trialparse.packs"
"""The group of entry points under which distributions offer packs.

Examples:
    >>> from trialparse.packs import GROUP
    >>> GROUP
    'trialparse.packs'
"""

Check = Callable[[Trial], Iterable[Diagnostic]]
"""What a check of a pack is: it takes the trial and gives what is odd in it.

Examples:
    >>> from trialparse import Pack, Parser
    >>> nothing = lambda trial: ()
    >>> Parser(packs=[Pack("bread", "1.0", checks=[nothing])]).parse("Age over 18").diagnostics[0].code
    'unknown-layout'
"""
File = Path | Traversable


class PackError(ValueError):
    """A pack that was asked for cannot be had; the message names it, and the file and line where there is one.

    Examples:
        >>> from trialparse import Pack, Parser
        >>> try:
        ...     Parser(packs=[Pack("mine", "1.0", lexicon='[[measurement]]\\nname = "CLAS"')])
        ... except PackError as error:
        ...     print(error)
        pack 'mine': lexicon of mine:1: measurement 'without a name': has no id
    """


@dataclass(frozen=True, eq=False)
class Pack:
    """What someone adds to the parser. `api` is the version of this contract that the pack was written for.

    `lexicon` is a path of a TOML file, or TOML itself as a string, or several of both; `pages` are pages on which
    `packs check` tries the pack, paths or their text. A pack that is a variable of a module is pickled as a reference
    to it, so that its layouts and rules may hold any function.

    Examples:
        >>> from trialparse import Pack, Parser
        >>> mine = Pack("mine", "1.0", lexicon='[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]')
        >>> (limit,) = Parser(packs=[mine]).parse_criteria("CLAS of at least 7").constraints
        >>> limit.subject.id, limit.interval
        ('clas', Interval('[7,)'))
    """

    name: str
    version: str
    api: int = API
    lexicon: str | File | Sequence[str | File] = ()
    layouts: Sequence[Layout] = ()
    rules: Sequence[Rule] = ()
    checks: Sequence[Check] = ()
    pages: str | File | Sequence[str | File] = ()
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
        return self._texts("lexicon")

    def example_pages(self) -> tuple[tuple[str, str], ...]:
        """The (name, text) pairs of the pages."""
        return self._texts("pages")

    def _texts(self, what: str) -> tuple[tuple[str, str], ...]:
        given = getattr(self, what)
        several = [given] if _is_text(given) else given
        return tuple(self._text(f"{what} of {self.name}", each) for each in several)

    def _text(self, name: str, given: str | File) -> tuple[str, str]:
        if isinstance(given, str):
            return name, given
        try:
            with given.open("r", encoding="utf-8-sig") as file:
                return str(given), file.read(LENGTH + 1)
        except (OSError, ValueError) as error:
            raise PackError(f"pack {self.name!r}: {given}: {error}") from error


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the packs of a parser come to. `lexicon` is None where there is only the built-in one.

    Examples:
        >>> resolve(["core"]).lexicon is None, resolve([Pack("empty", "1.0")]).rules
        (True, ())
    """

    lexicon: Lexicon | None = None
    layouts: tuple[Layout, ...] = ()
    rules: tuple[tuple[str, Rule], ...] = ()
    checks: tuple[tuple[str, Check], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def available() -> dict[str, metadata.EntryPoint]:
    """The packs that installed distributions offer, by name; none is imported.

    Examples:
        >>> all(point.group == GROUP for point in available().values())
        True
    """
    return {point.name: point for point in metadata.entry_points(group=GROUP)}


def builtin_pack(name: str) -> Pack | None:
    """An area of the built-in lexicon as a pack.

    Examples:
        >>> builtin_pack("lupus").name, builtin_pack("bread")
        ('lupus', None)
    """
    path = resources.files("trialparse.lexicon") / "packs" / f"{name}.toml"
    return Pack(name, metadata.version("trialparse"), lexicon=path) if name in builtin_names() else None


def find(name: str) -> Pack:
    """The pack that an installed distribution offers under a name.

    Examples:
        >>> try:
        ...     find("bread")
        ... except PackError as error:
        ...     print(str(error).partition(";")[0])
        no pack is called 'bread'
    """
    points = {point.value: point for point in metadata.entry_points(group=GROUP, name=name)}
    if not points:
        known = ", ".join(sorted(available())) or "none"
        raise PackError(f"no pack is called {name!r}; installed are: {known}")
    if len(points) > 1:
        raise PackError(f"pack {name!r} is offered more than once: {', '.join(sorted(points))}; pass the object")
    (point,) = points.values()
    try:
        pack = point.load()
    except FAULTS as error:
        raise PackError(f"pack {name!r}: {told(error)}") from error
    if not isinstance(pack, Pack):
        raise PackError(f"pack {name!r}: {point.value} is a {type(pack).__name__}, not a Pack")
    if pack.name != name:
        raise PackError(f"pack {name!r}: {point.value} calls itself {shown(pack.name)}")
    return pack


def lexicon_pack(path: Path) -> Pack:
    """A lexicon file that belongs to no pack yet, as one of its name; a file that cannot be read raises.

    Examples:
        >>> lexicon_pack(resources.files("trialparse.lexicon") / "packs" / "lupus.toml").name
        'my-lupus'
    """
    name = path.stem
    pack = Pack(f"my-{name}" if name in builtin_names() else name, "0", lexicon=path)
    pack.sources()
    return pack


def resolve(packs: Iterable[str | Pack], tolerant: bool = False) -> Loaded:
    """Loads packs on top of the built-in ones; an object beats an installed pack of the same name.

    A pack that is broken or clashes raises a `PackError`; where that is tolerated, it is left out with a diagnostic.

    Examples:
        >>> [each.code for each in resolve(["bread"], tolerant=True).diagnostics]
        ['pack-error']
    """
    given = list(packs)
    odd = next((each for each in given if not isinstance(each, str | Pack)), None)
    if odd is not None:
        raise TypeError(f"a pack is the name of one or a Pack, not {odd!r}")
    loaded = Loaded()
    for wanted in _wanted(given):
        try:
            loaded = _add(loaded, find(wanted) if isinstance(wanted, str) else wanted, given)
        except PackError as error:
            if not tolerant:
                raise
            said = Diagnostic(code="pack-error", message=printable(str(error)), severity="error")
            loaded = replace(loaded, diagnostics=(*loaded.diagnostics, said))
    return loaded


def _wanted(given: Sequence[str | Pack]) -> list[str | Pack]:
    """The packs to load: all objects, then the names that are neither built in nor those of an object."""
    objects = [pack for pack in given if isinstance(pack, Pack)]
    known = {*builtin_names(), *(pack.name for pack in objects if isinstance(pack.name, str))}
    return [*objects, *dict.fromkeys(name for name in given if isinstance(name, str) and name not in known)]


def _add(loaded: Loaded, pack: Pack, given: Sequence[str | Pack]) -> Loaded:
    """What is loaded, and a pack on top of it."""
    try:
        fault = _fault(loaded, pack, given)
        if fault is not None:
            raise PackError(f"pack {shown(pack.name)}: {fault}")
        return _with(loaded, pack)
    except PackError:
        raise
    except LexiconError as error:
        raise PackError(f"pack {pack.name!r}: {error}") from error
    except FAULTS as error:
        raise PackError(f"pack {shown(pack.name)}: {told(error)}") from error


def _with(loaded: Loaded, pack: Pack) -> Loaded:
    return replace(
        loaded,
        lexicon=_extended(loaded.lexicon or builtin(), pack.sources()),
        layouts=(*loaded.layouts, *pack.layouts),
        rules=(*loaded.rules, *((f"{pack.name}:{_name(rule)}", rule) for rule in pack.rules)),
        checks=(*loaded.checks, *((f"{pack.name}:{_name(check)}", check) for check in pack.checks)),
    )


@lru_cache(maxsize=16)
def _extended(base: Lexicon, sources: tuple[tuple[str, str], ...]) -> Lexicon:
    """One lexicon for equal packs, so that a parser that is sent to a process again and again is built there once.

    Its lexer is built as well: what cannot be used must say so here, and not when a text is read.
    """
    from trialparse.criteria.words.lexer import lexer  # imports spaCy, which no parser without a lexicon of packs needs

    if not sources:
        return base
    lexicon = load(sources, base)
    lexer(lexicon)
    return lexicon


def _is_text(value: object) -> bool:
    return isinstance(value, str | Path | Traversable)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and value.strip() != "" and ":" not in value


def _are_texts(value: object) -> bool:
    return _is_text(value) or (isinstance(value, list | tuple) and all(map(_is_text, value)))


_ARGUMENTS: dict[str, tuple[Callable[[object], bool], str]] = {
    "name": (_is_name, "a name of its own, without a colon"),
    "version": (lambda value: isinstance(value, str) and value != "", "a text"),
    "lexicon": (_are_texts, "a path, a text or a list of them"),
    "layouts": (_is_list, "a list of layouts"),
    "rules": (_is_list, "a list of functions"),
    "checks": (_is_list, "a list of functions"),
    "pages": (_are_texts, "a path, a text or a list of them"),
}


def _argument_fault(pack: Pack) -> str | None:
    """What is wrong with what a pack was made of."""
    for name, (fits, wanted) in _ARGUMENTS.items():
        value = getattr(pack, name)
        if not fits(value):
            return f"{name}: {wanted} is wanted, not {shown(value)}"
    return None


def _fault(loaded: Loaded, pack: Pack, given: Sequence[str | Pack]) -> str | None:
    """What keeps a pack from being loaded, but for its lexicon."""
    if type(pack.api) is not int or pack.api != API:
        return f"it is written for api {shown(pack.api)}, and this is api {API}"
    if fault := _argument_fault(pack):
        return fault
    if pack.name in builtin_names():
        return "a pack needs a name of its own, and this is an area of the built-in lexicon"
    if any(isinstance(other, Pack) and other.name == pack.name and other is not pack for other in given):
        return "two packs have this name"
    odd = [each for each in (*pack.rules, *pack.checks) if not callable(each)]
    if odd:
        return f"a rule or check is a function, not {shown(odd[0])}"
    return _layouts_fault(pack.layouts, {layout.name for layout in (*LAYOUTS, *loaded.layouts)})


def _layouts_fault(layouts: Sequence[object], taken: set[str]) -> str | None:
    for layout in layouts:
        if not isinstance(layout, Layout):
            return f"a layout is a Layout, not a {type(layout).__name__}"
        if layout.name in taken:
            return f"there is a layout {layout.name!r} already"
        taken = taken | {layout.name}
    return None


def run_checks(checks: Iterable[tuple[str, Check]], trial: Trial) -> list[Diagnostic]:
    """What the checks of packs say of a trial; one that fails is named in a diagnostic.

    Examples:
        >>> def untitled(trial):
        ...     if trial.title is None:
        ...         yield Diagnostic(message="the trial has no title", code="bread-untitled")
        >>> found = run_checks([("bread:untitled", untitled)], Trial())
        >>> [each.code for each in found]
        ['bread-untitled']
    """
    said: list[Diagnostic] = []
    for name, check in checks:
        try:
            given = gathered(check(_sealed(trial)), "diagnostics")
            said += [_diagnostic(each, trial) for each in given]
        except FAULTS as error:  # whatever a check does, the page is read
            pack, _, which = name.partition(":")
            message = printable(f"check {which!r} of pack {pack!r} failed: {told(error, check)}")
            said.append(Diagnostic(code="check-failed", message=message, severity="error"))
    return said


def _sealed(trial: Trial) -> Trial:
    """A trial as a check may have it: the one thing of it that could be changed, its table of places, is a copy."""
    return trial.model_copy(update={"spans": dict(trial.spans)})


def _diagnostic(given: object, trial: Trial) -> Diagnostic:
    """What a check gave as a diagnostic, checked as the model checks."""
    found = Diagnostic.model_validate(given.model_dump(warnings=False) if isinstance(given, Diagnostic) else given)
    found.model_dump_json()  # raises where a text holds half of a character
    if any(span.end > len(trial.text) or span.start > span.end for span in found.spans):
        raise ValueError(f"{found.code}: a span is not in the text")
    return found


def _name(function: Callable[..., object]) -> str:
    return str(getattr(function, "__name__", type(function).__name__))


def _variable(module: str, name: str) -> Pack:
    """The pack that a module has under a name: how a pack comes out of a pickle."""
    pack = vars(import_module(module))[name]
    assert isinstance(pack, Pack)
    return pack
