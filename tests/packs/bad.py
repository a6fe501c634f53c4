"""What a bad pack is: the pack, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from trialparse import Pack


@dataclass(frozen=True)
class Bad:
    """A bad pack, and a part of what must be said of it."""

    pack: Pack
    said: str


def toml(text: str, said: str) -> Bad:
    """A pack whose lexicon is bad."""
    return Bad(Pack("mine", "1", lexicon=text), said)
