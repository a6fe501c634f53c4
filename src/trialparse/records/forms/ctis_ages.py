"""The age groups of the EU's trial system as a least and a greatest age."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

__all__ = ["age_limits"]

_DATA: dict[str, Any] = tomllib.loads((resources.files(__package__) / "ctis.toml").read_text("utf-8"))
_GROUPS: list[Mapping[str, str]] = _DATA["group"]
_PLACES = {str(place): place for place in range(len(_GROUPS))}
_UNKNOWN = -1
_CATEGORIES: dict[str, frozenset[int]] = {
    name: frozenset(each["groups"]) for each in _DATA["category"] for name in (each["code"], each["words"])
}


def age_limits(categories: Iterable[str], parts: Iterable[tuple[str, str]] = ()) -> tuple[str | None, str | None]:
    """The least and the greatest age of some categories, each given by its code or its words, and None for no limit.

    `parts` are the finer groups that were chosen, each with the code of its category, where that is told. Where the
    groups leave a gap, or have no age in years, both are the names of the groups: no limit, but words to report.

    >>> age_limits(["65+ years", "18-64 years"]), age_limits(["2"], [("2", "5")])
    (('18 Years', None), ('12 Years', '17 Years'))
    >>> age_limits(["1", "3"])
    ('In utero, 18-64 years', 'In utero, 18-64 years')
    """
    chosen = [each.strip().casefold() for each in categories]
    told = [(owner.strip(), _PLACES.get(code.strip(), _UNKNOWN)) for owner, code in parts]
    groups: set[int] = set()
    for category in chosen:
        whole = _CATEGORIES.get(category)
        if whole is None:
            words = ", ".join(chosen)
            return words, words
        finer = {place for owner, place in told if owner == category or (not owner and place in whole)}
        groups |= finer if finer and finer <= whole else whole
    return _limits(sorted(groups)) if groups else (None, None)


def _limits(groups: list[int]) -> tuple[str | None, str | None]:
    """The limits of groups, from the youngest on."""
    first, last = groups[0], groups[-1]
    greatest = _GROUPS[last].get("greatest")
    unbroken = len(groups) == last - first + 1
    if unbroken and (greatest is not None or last == len(_GROUPS) - 1):
        return _GROUPS[first].get("least"), greatest
    words = ", ".join(_GROUPS[each]["name"] for each in groups)
    return words, words
