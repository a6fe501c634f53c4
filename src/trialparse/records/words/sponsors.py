"""Sponsors, and who else supports a trial."""

from collections.abc import Iterable
from typing import Any

from trialparse.text import clean
from trialparse.values import is_missing

__all__ = ["sponsors_of"]


def sponsors_of(lead: str | None, others: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The sponsors, each once; those beside the lead, and who gives support, are collaborators, as the API has it.

    >>> sponsors_of("River University", ["N/A", "River University", "A Fund"])[1:]
    [{'name': 'A Fund', 'role': 'collaborator'}]
    """
    named = ((lead, "lead"), *((name, "collaborator") for name in others))
    found: dict[str, dict[str, Any]] = {}
    for name, role in named:
        if name is not None and not is_missing(name):
            found.setdefault(clean(name).casefold(), {"name": name, "role": role})
    return list(found.values())
