"""How often each named rule decides, over all texts at hand, and which never do.

    python benchmarks/rules.py                       counts, the rules that never fire last
    python benchmarks/rules.py --show timing.cued    criteria in which a rule decides

A rule that no example, spec case or gold text ever fires decides nothing: it goes, or gets a case that shows it.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import trialparse.criteria
from same import texts
from trialparse import Parser
from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.loader import builtin

_SHOWN = 8


def tables() -> list[Table[Any, Any]]:
    """All tables by which criteria are read: those of the modules of criteria, and the lexer's."""
    modules = pkgutil.walk_packages(trialparse.criteria.__path__, "trialparse.criteria.")
    values = [value for each in modules for value in vars(importlib.import_module(each.name)).values()]
    found = [each for value in values for each in (value if isinstance(value, tuple) else (value,))]
    once = {id(each): each for each in (lexer(builtin()).rules, *found) if isinstance(each, Table)}
    return list(once.values())


def watched(told: Callable[[str], object]) -> Callable[[Table[Any, Any], Any], Rule[Any, Any] | None]:
    """`Table.first`, which tells the name of every rule that decides."""
    first = Table.first

    def watching(table: Table[Any, Any], facts: Any) -> Rule[Any, Any] | None:
        rule = first(table, facts)
        if rule is not None:
            told(rule.name)
        return rule

    return watching


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", default="", metavar="RULE")
    shown = parser.parse_args().show
    found: Counter[str] = Counter()
    places: dict[str, list[str]] = defaultdict(list)
    Table.first = watched(lambda name: found.update((name,)))  # type: ignore[method-assign, assignment]
    reader = Parser()
    asked = {text: key for key, text in texts().items() if key.startswith("criteria ")}
    for text in asked:
        before = found[shown]
        eligibility = reader.parse_criteria(text)
        if shown and found[shown] > before:
            places[asked[text]] = [each.text for each in eligibility.walk()]
    if shown:
        for key, criteria in list(places.items())[:_SHOWN]:
            print(key, *criteria[:3], sep="\n    ")
        return
    for table in tables():
        for rule in table:
            print(f"{found[rule.name]:9} {rule.name}")
    never = [rule.name for table in tables() for rule in table if not found[rule.name]]
    print(f"{len(asked)} texts; never: {', '.join(never) or 'none'}")


if __name__ == "__main__":
    main()
