"""One measurement, or one thing without a number, of many trials side by side."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from trialparse.lexicon.loader import Lexicon
from trialparse.lexicon.vocabulary import vocabulary
from trialparse.model.constraint import Role
from trialparse.model.criterion import Kind, folded, is_about
from trialparse.outputs.tables.columns import COMPARED
from trialparse.outputs.tables.rows import constraints_of
from trialparse.outputs.tables.schema import row_of
from trialparse.outputs.tables.sources import Trials, sources

__all__ = ["compared", "identity_of", "unknown_subject"]

_NEAR = 3  # how many near names an error names
_POLARITIES, _ROLES = get_args(Kind), get_args(Role)
_INFINITE = float("inf")


def compared(trials: Trials, subject: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The rows of the constraints on a subject, those in one unit together, from the lowest to the highest."""
    wanted = identity_of(subject, lexicon, "compare")
    rows = list(_rows(trials, wanted or subject))
    if not rows and wanted is None and folded(subject) not in _nameable():
        raise LookupError(unknown_subject(subject, lexicon))
    return sorted(rows, key=_order)


def _rows(trials: Trials, name: str) -> Iterator[dict[str, Any]]:
    for source in sources(trials, "compare"):
        for each in constraints_of(source):
            if is_about(each.constraint, name):
                yield row_of(COMPARED, each)


def identity_of(subject: str, lexicon: Lexicon, asked: str) -> str | None:
    """The id that a lexicon has for it, by id or by name; a `TypeError` where `asked` got something else than words."""
    if not isinstance(subject, str):
        raise TypeError(f"{asked} takes the id or the words of a subject, not {type(subject).__name__}")
    if subject in lexicon.origins:
        return subject
    return _names(lexicon).get(folded(subject))


def unknown_subject(subject: str, lexicon: Lexicon) -> str:
    """What to say of a subject that neither a lexicon nor a trial has: the names near to it."""
    spelled = {**_names(lexicon), **{identity: identity for identity in lexicon.origins}}
    alike = difflib.get_close_matches(folded(subject), spelled, _NEAR)
    near = ", ".join(dict.fromkeys(spelled[each] for each in alike))
    return f"neither the lexicon nor a trial has a subject {subject!r}" + (f"; near to it: {near}" if near else "")


@cache
def _nameable() -> frozenset[str]:
    """The things and genes that a trial may name, whether it does or not."""
    from trialparse.criteria.presence.marker_words import GENES  # with the reader of things, which is dear to load

    own = vocabulary()
    return frozenset({*own.terms, *map(folded, own.cased), *map(folded, GENES)})


def _names(lexicon: Lexicon) -> dict[str, str]:
    """The ids by their names."""
    return {folded(each.name): each.id for each in lexicon.measurements.values()}


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    lower = -_INFINITE if row["lower"] is None else row["lower"]
    upper = _INFINITE if row["upper"] is None else row["upper"]
    measure = tuple(row[name] or "" for name in ("reference", "change", "unit_or_inferred", "kind"))
    said = _ROLES.index(row["role"]), _POLARITIES.index(row["polarity"])
    return (*measure, *said, lower, upper, row["levels"] or "", row["trial"], row["start"])
