"""What of a trial tells it from others, in a form that can be compared, each with its path and its words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from trialparse.model import Trial
from trialparse.values import find_ids

__all__ = ["Card", "Sign", "card_of"]

_GENERIC: frozenset[str] = frozenset(
    tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))["generic"]
)
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_SHORTEST_CODE = 5  # shorter numbers of sponsors are given to many a trial
_RESUBMITTED = "CTIS"  # whose numbers end with how often a trial was submitted again
_UNAPPROVED = re.compile(r"(?<=\d{14})p\b", re.IGNORECASE)  # behind ANZCTR's number until the trial is approved
_NETHERLANDS = ("NTR", "NL", "NLOMON")  # one register, under its three names


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells a trial: its form to compare, the path it was read at, and its words."""

    key: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """The signs of a trial: its own id, those that it cites, its sponsor's numbers for it, and names and figures.

    `named` has those of `official-title`, `title`, `acronym`, `sponsor`, `start-date` and `enrollment` that there are.
    """

    own: Sign | None
    cited: tuple[Sign, ...]
    codes: tuple[Sign, ...]
    named: Mapping[str, Sign]

    @property
    def sponsor_words(self) -> frozenset[str]:
        """The telling words of the lead sponsor's name."""
        return frozenset(self.named["sponsor"].key.split()) - _GENERIC if "sponsor" in self.named else frozenset()


def card_of(trial: Trial) -> Card:
    """The signs of a trial.

    >>> card = card_of(Trial(id="EUCTR2025-000001-12-IT", title="Velorimab in Gout"))
    >>> card.own.key, card.named["title"].key
    ('EUCTR:2025-000001-12', 'velorimab in gout')
    """
    own = next(_ids("id", trial.id), None)
    numbers = [(f"identifiers[{place}].id", each.id) for place, each in enumerate(trial.identifiers)]
    cited = [sign for path, words in numbers for sign in _ids(path, words)]
    paths = {sign.path for sign in cited}
    codes = (_code(path, words) for path, words in numbers if path not in paths)
    return Card(
        own=own,
        cited=tuple(sign for sign in cited if own is None or sign.key != own.key),
        codes=tuple(filter(None, codes)),
        named=dict(_named(trial)),
    )


def _named(trial: Trial) -> Iterator[tuple[str, Sign]]:
    """Names and figures, the start by its month."""
    lead = next((place for place, each in enumerate(trial.sponsors) if each.role in ("lead", None)), None)
    found = {
        "official-title": ("official_title", trial.official_title),
        "title": ("title", trial.title),
        "acronym": ("acronym", trial.acronym),
        "sponsor": (f"sponsors[{lead}].name", None if lead is None else trial.sponsors[lead].name),
        "start-date": ("start_date", trial.start_date and trial.start_date.date[:7]),
        "enrollment": ("enrollment.count", trial.enrollment and str(trial.enrollment.count)),
    }
    for name, (path, words) in found.items():
        if words and (plain := _plain(words)):
            yield name, Sign(plain, path, words)


def _ids(path: str, words: str | None) -> Iterator[Sign]:
    for found in find_ids(_UNAPPROVED.sub("", words or "")):
        registry = _NETHERLANDS[0] if found.registry.key in _NETHERLANDS else found.registry.key
        number = found.id.upper()
        yield Sign(f"{registry}:{number[:-3] if registry == _RESUBMITTED else number}", path, words or "")


def _code(path: str, words: str) -> Sign | None:
    """A number of the sponsor's own, as its protocol has."""
    plain = "".join(_plain(words).split())
    telling = len(plain) >= _SHORTEST_CODE and any(map(str.isdigit, plain))
    return Sign(plain, path, words) if telling else None


def _plain(words: str) -> str:
    """Words without case, accents and signs, one blank between."""
    return " ".join(_WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKD", words)).casefold()))
