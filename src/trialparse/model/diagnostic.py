"""What the parser has to say about a text beside the values it read."""

from typing import Literal

from trialparse.model.base import Frozen, Span

__all__ = ["Diagnostic", "Severity"]

Severity = Literal["info", "warning", "error"]


class Diagnostic(Frozen):
    """Something ambiguous, contradictory, damaged or not understood, and where it stands.

    `code` is stable (`age-disagrees`, `unbalanced-bracket` …) and listed in docs/diagnostics.md; `path` names the field
    it concerns, in the dotted form of `Trial.span_of`.

    Examples:
        >>> from trialparse import parse
        >>> (found,) = parse("no page at all").diagnostics
        >>> found.code, found.severity, found.message
        ('unknown-layout', 'info', 'in no known layout: read as eligibility text')
    """

    code: str
    message: str
    severity: Severity = "warning"
    spans: tuple[Span, ...] = ()
    path: str | None = None
