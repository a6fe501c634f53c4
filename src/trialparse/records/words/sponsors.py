"""Sponsors, and who else supports a trial."""

import re
from collections.abc import Iterable
from typing import Any

from trialparse.text import clean
from trialparse.values import is_missing

__all__ = ["own_means", "sponsors_of"]

_OWN = re.compile(
    r"(?:self|own)[\s-]?(?:raised?|raising|fund\w{0,6}|financ\w{1,6}|support\w{0,4}|paid|resources)\b", re.IGNORECASE
)


def sponsors_of(lead: str | None, others: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The sponsors, each once; those beside the lead, and who gives support, are collaborators, as the API has it.

    >>> sponsors_of("River University", ["N/A", "River University", "A Fund", "Self-raised"])[1:]
    [{'name': 'A Fund', 'role': 'collaborator'}]
    """
    named = ((lead, "lead"), *((name, "collaborator") for name in others if not _OWN.match(name)))
    found: dict[str, dict[str, Any]] = {}
    for name, role in named:
        if name is not None and not is_missing(name):
            found.setdefault(clean(name).casefold(), {"name": name, "role": role})
    return list(found.values())


def own_means(sources: Iterable[str]) -> str | None:
    """What a source of support says where it names nobody.

    >>> own_means(["A Fund", "Self-raised"])
    'Self-raised'
    """
    return "\n".join(source for source in sources if _OWN.match(source)) or None
