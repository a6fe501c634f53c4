"""How far the groups in headings govern: to the next group or section, one above sections over them all."""

from __future__ import annotations

from trialparse.criteria.groups.headings import Above

__all__ = ["Reach"]


class Reach:
    """The group headings that hold at a place of an outline, from the outer to the inner.

    One that a section heading follows at once holds over the sections below it: `Part A`, `Inclusion:`, `Exclusion:`.
    """

    def __init__(self) -> None:
        self.found: list[Above] = []  # all that there are
        self.outer: Above | None = None
        self.inner: Above | None = None
        self.now: tuple[Above, ...] = ()  # those that hold here
        self._fresh = False  # nothing stands under the inner one yet
        self._kinds: set[str] = set()  # of the sections under the outer one

    def add(self) -> None:
        """A criterion stands here."""
        self._fresh = False

    def open_section(self, kind: str, found: Above | None) -> None:
        """A section begins, its heading with a group or without one."""
        if self._fresh and self.inner is not None:
            self.outer, self._kinds = self.inner, set()
        elif kind in self._kinds or (found is not None and (found.everybody or _are_alike(self.outer, found))):
            self.outer = None
        self._kinds.add(kind)
        self._take(found)

    def open_list(self, found: Above | None) -> None:
        """A list begins under a heading that is of no section."""
        if found is not None:
            if _are_alike(self.outer, found):
                self.outer = None
            self._take(found)
        elif self.inner is not None and not self.inner.is_counted:
            self._take(None)  # `Women:`, and behind it `Laboratory values:`

    def _take(self, found: Above | None) -> None:
        self.inner = None if found is None or found.everybody else found
        self._fresh = self.inner is not None
        if self.inner is not None:
            self.found.append(self.inner)
        self.now = tuple(each for each in (self.outer, self.inner) if each is not None)


def _are_alike(one: Above | None, other: Above) -> bool:
    """Whether two headings are for groups of one kind, so that the second takes over from the first."""
    if one is None:
        return False
    return bool({each.kind for each in one.named} & {each.kind for each in other.named})
