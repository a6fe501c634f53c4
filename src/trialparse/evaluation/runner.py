"""From a gold to its report: predict, then judge."""

from __future__ import annotations

from trialparse.evaluation import comparisons, constraints, mentions, pages, sentences
from trialparse.evaluation.facts import Json
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report
from trialparse.parser import Parser

__all__ = ["Predictions", "judge", "predict"]

Predictions = dict[str, Json]  # what was read, as JSON, by the document's name

_METRICS = {
    "lct": comparisons.score,
    "chia": mentions.score,
    "constraints": constraints.score,
    "cases": sentences.score,
    "pages": pages.score,
}


def predict(gold: Gold, parser: Parser) -> Predictions:
    """What the parser reads in each document: trials of pages, else eligibility texts."""
    read = parser.parse if gold.form == "pages" else parser.parse_criteria
    return {document.name: read(document.text).model_dump(mode="json") for document in gold.documents}


def judge(gold: Gold, predictions: Predictions) -> Report:
    """The account of predictions against their gold."""
    return _METRICS[gold.form](gold, predictions)
