"""From a gold to its report: predict, then judge."""

from __future__ import annotations

from trialparse.evaluation import comparisons, constraints, mentions, pages, sentences, things
from trialparse.evaluation.facts import Json
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report
from trialparse.parser import Parser

__all__ = ["Predictions", "judge", "predict"]

Predictions = dict[str, Json]
"""What was read, as JSON, by the document's name.

Examples:
    >>> from trialparse import parse_criteria
    >>> from trialparse.evaluation import Predictions
    >>> found: Predictions = {"1": parse_criteria("CRP > 9 mg/L").model_dump(mode="json")}
    >>> found["1"]["criteria"][0]["id"]
    'U1'
"""

_METRICS = {
    "lct": comparisons.score,
    "chia": mentions.score,
    "constraints": constraints.score,
    "facts": things.score,
    "cases": sentences.score,
    "pages": pages.score,
}


def predict(gold: Gold, parser: Parser) -> Predictions:
    """What the parser reads in each document: trials of pages, else eligibility texts.

    Examples:
        >>> from trialparse.evaluation.facts import Document
        >>> gold = Gold("mine", "constraints", [Document("1", "CRP > 9 mg/L", facts=())])
        >>> found = predict(gold, Parser())["1"]
        >>> found["criteria"][0]["constraints"][0]["subject"]["id"]
        'crp'
    """
    read = parser.parse if gold.form == "pages" else parser.parse_criteria
    return {document.name: read(document.text).model_dump(mode="json") for document in gold.documents}


def judge(gold: Gold, predictions: Predictions) -> Report:
    """The account of predictions against their gold.

    Examples:
        >>> from trialparse.evaluation.facts import Bound, Document, Fact, Place
        >>> fact = Fact(Place(4, 12), "threshold", Bound(9.0, False))
        >>> gold = Gold("mine", "constraints", [Document("1", "CRP > 9 mg/L", facts=(fact,))])
        >>> judge(gold, predict(gold, Parser())).numbers["core f1"]
        100.0
    """
    return _METRICS[gold.form](gold, predictions)
