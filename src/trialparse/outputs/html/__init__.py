"""Results as HTML for notebooks and reports: no script, nothing from a network, every word of a page escaped."""

from typing import Any

from trialparse.model import Criterion, Eligibility, Trial
from trialparse.outputs.html.criteria import constraint_html, criterion_html, eligibility_html
from trialparse.outputs.html.page import document
from trialparse.outputs.html.trial import trial_html

__all__ = ["constraint_html", "criterion_html", "document", "eligibility_html", "html_of", "trial_html"]


def html_of(value: Any) -> str:
    """A trial, an eligibility, a criterion or a constraint as a fragment of HTML.

    >>> from trialparse import parse_criteria
    >>> html_of(parse_criteria("ALT > 3 × ULN"))[:24]
    '<div class="trialparse">'
    """
    match value:
        case Trial():
            return trial_html(value)
        case Eligibility():
            return eligibility_html(value)
        case Criterion():
            return criterion_html(value)
    return constraint_html(value)
