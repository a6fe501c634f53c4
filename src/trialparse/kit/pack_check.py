"""What is wrong with a pack: its lexicon, its examples, its layouts, rules and checks at work, words it takes away.

>>> from trialparse import Pack
>>> toml = '[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]\\nrejects = ["CLAS > 7"]'
>>> for finding in check_pack(Pack("mine", "1.0", lexicon=toml)):
...     print(finding)
lexicon of mine:1: error: measurement 'clas': it has no example: a sentence and what is read in it
lexicon of mine:5: error: measurement 'clas': 'CLAS > 7': it is read, and must not be: threshold '> 7' of 'CLAS' (clas)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trialparse.faults import FAULTS, shown
from trialparse.kit.costs import costs
from trialparse.kit.examples import Example, examples_in
from trialparse.kit.finding import Finding, of_entry, of_error
from trialparse.kit.found import lost
from trialparse.kit.overlaps import Overlaps
from trialparse.kit.runs import runs
from trialparse.kit.ucum import is_ucum
from trialparse.lexicon.loader import Lexicon, faults
from trialparse.lexicon.source import Entry, entries
from trialparse.packs import Pack, PackError, builtin_pack
from trialparse.parser import Parser

__all__ = ["Finding", "check_pack"]

_NAMED = ("measurement", "criteria_set")
Sources = Sequence[tuple[str, str]]


def check_pack(pack: Pack, *, beside: Sequence[str | Pack] = (), pages: Sources = ()) -> list[Finding]:
    """All that is wrong with a pack; where it cannot be loaded, what keeps it from that.

    `beside` are packs on top of which it is loaded, `pages` are (name, text) pairs of pages that it should read,
    besides its own.
    """
    base = Parser(packs=beside)
    try:
        parser = base if _is_builtin(pack) else Parser(packs=[*beside, pack])
        sources, pages = pack.sources(), (*pack.example_pages(), *pages)
    except PackError as error:
        return _unloaded(pack, base.lexicon, error)
    own = [entry for name, text in sources for entry in entries(name, text)]
    examples = list(examples_in(sources))
    overlaps = Overlaps(parser.lexicon, sources)
    return [
        *(finding for entry in own for finding in (*_completeness(entry), *_units(entry, parser.lexicon))),
        *(finding for entry in own for finding in _newly_undecided(entry, base.lexicon)),
        *(finding for entry in own for finding in (*overlaps.of(entry), *lost(entry, parser.lexicon, overlaps))),
        *_examples(examples, parser),
        *runs(pack, parser, [example.text for example in examples], pages),
        *(finding for entry in own for finding in costs(entry)),
    ]


def _is_builtin(pack: Pack) -> bool:
    area = builtin_pack(pack.name) if isinstance(pack.name, str) else None
    return area is not None and area.lexicon == pack.lexicon


def _unloaded(pack: Pack, base: Lexicon, error: PackError) -> list[Finding]:
    """What keeps a pack from being loaded: all faults of its lexicon, or else what the error says."""
    try:
        found = [of_error(fault) for fault in faults(pack.sources(), base)]
    except FAULTS:  # its lexicon cannot even be looked at, which is what the error says
        found = []
    return found or [Finding("", "error", str(error))]


def _completeness(entry: Entry) -> Iterator[Finding]:
    """What an entry lacks."""
    data = entry.data
    extends = bool(data.get("extends"))
    if entry.table not in _NAMED:
        return
    if not extends and not any(data.get(key) for key in ("aliases", "cased", "patterns", "regex")):
        yield of_entry(entry, "error", "nothing names it: give aliases, cased, patterns or regex")
    if not data.get("examples"):
        yield of_entry(entry, "warning" if extends else "error", "it has no example: a sentence and what is read in it")
    if not extends and not data.get("rejects"):
        yield of_entry(entry, "warning", "it has no reject: a sentence that names it and limits nothing")
    if data.get("type") == "ordinal" and not extends and not data.get("levels"):
        yield of_entry(entry, "warning", "an ordinal scale has levels", "type")


def _newly_undecided(entry: Entry, before: Lexicon) -> Iterator[Finding]:
    """An entry that gives `needs` to one that had none: its `cased` names are read no longer without them."""
    known = before.measurements.get(entry.name)
    needs = next((key for key in ("needs", "needs_unit") if entry.data.get(key)), None)
    if known and needs and entry.data.get("extends") and known.cased and not (known.needs or known.needs_unit):
        message = f"{', '.join(known.cased)} now mean it only where `{needs}` is met"
        yield of_entry(entry, "warning", message, needs)


def _units(entry: Entry, lexicon: Lexicon) -> Iterator[Finding]:
    """The units of an entry that nobody knows."""
    data = entry.data
    known = {*lexicon.units.values(), *lexicon.cased_units.values()} if entry.table == "measurement" else set()
    for key in ("unit", "units", "needs_unit", "ucum"):
        given = data.get(key, [])
        for unit in given if isinstance(given, list) else [given]:
            if unit not in known and not is_ucum(unit):
                yield of_entry(entry, "warning", f"{key}: {shown(unit)} is no unit of UCUM or of the lexicon", unit)


def _examples(examples: Iterable[Example], parser: Parser) -> Iterator[Finding]:
    for example in examples:
        fault = example.fault(parser)
        if fault is not None:
            yield of_entry(example.entry, "error", f"{example.text!r}: {fault}", example.text)
