"""A complete page out of fragments, which needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trialparse.outputs.html.elements import escaped, style

__all__ = ["document"]

# Nothing may be loaded and no script may run, whatever a fragment holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def document(fragments: Iterable[str], title: str) -> Iterator[str]:
    """A page of HTML, piece by piece: one style for all its fragments, no script, nothing from a network.

    >>> from trialparse import parse_criteria
    >>> page = "".join(document([parse_criteria("ALT > 3 × ULN")._repr_html_()], "My trials"))
    >>> page[:15], page.count("<style>"), "<script" in page
    ('<!DOCTYPE html>', 1, False)
    """
    said = escaped(" ".join(title.split()))
    yield (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{said}</title>{style()}</head>\n<body class="trialparse-page"><main><h1>{said}</h1>\n'
    )
    for fragment in fragments:
        yield fragment.replace(style(), "", 1)
        yield "\n"
    yield "</main></body></html>\n"
