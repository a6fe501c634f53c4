"""Elements of HTML out of foreign words."""

from __future__ import annotations

import html
from functools import cache
from importlib.resources import files

from trialparse.model.said import visible
from trialparse.outputs.marks import cut_off

__all__ = ["escaped", "fold", "framed", "style", "tag"]


def escaped(text: str, longest: int | None = None) -> str:
    r"""Words of a page as they may stand in an element and in an attribute; what is cut off is counted.

    >>> escaped('<b onclick="x">\x00'), escaped("eighteen", 5)
    ('&lt;b onclick=&quot;x&quot;&gt;\\x00', 'eight… [3 more characters]')
    """
    return html.escape(visible(text[:longest])) + cut_off(text, longest)


def tag(name: str, content: str, /, **attributes: str | int | None) -> str:
    """An element with its content, which is HTML already; values of attributes are escaped here, `_` is `-` in names.

    >>> tag("p", "ALT", class_="a b", aria_label='"x"', id=None)
    '<p class="a b" aria-label="&quot;x&quot;">ALT</p>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{content}</{name}>"


def fold(head: str, content: str, *, is_open: bool = True) -> str:
    """What can be folded away under its head, without a script."""
    return f"<details{' open' * is_open}><summary>{head}</summary>{content}</details>"


@cache
def style() -> str:
    """The style of all fragments; every rule of it is of the class `trialparse` alone."""
    rules = files("trialparse.outputs.html").joinpath("style.css").read_text("utf-8")
    return f"<style>{rules}</style>"


def framed(*parts: str) -> str:
    """A fragment that stands for itself: its style comes with it."""
    return tag("div", style() + "".join(parts), class_="trialparse")
