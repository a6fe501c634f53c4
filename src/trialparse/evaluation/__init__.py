"""How accurate the parser is on annotated text: adapters for golds, and the metrics.

The room stands right of the parser and uses nothing of it but the JSON that comes out, so that predictions of another
version can be judged as well.
"""

from trialparse.evaluation.facts import GoldError
from trialparse.evaluation.gold import Gold, read_gold
from trialparse.evaluation.labels import Label, labelled
from trialparse.evaluation.report import Report, Table, Verdict
from trialparse.evaluation.runner import Predictions, judge, predict

__all__ = [
    "Gold",
    "GoldError",
    "Label",
    "Predictions",
    "Report",
    "Table",
    "Verdict",
    "judge",
    "labelled",
    "predict",
    "read_gold",
]
