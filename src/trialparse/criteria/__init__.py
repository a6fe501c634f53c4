"""Eligibility text: from its bullets to typed constraints. A room imports only the rooms below it.

read                the front door: a criterion through all rooms, one after the other
roster              the groups that the text names, with their criteria
ledger              what of its words no constraint accounts for
rules notices scope what packs add; what there is to say; under which words a constraint stands
kinds               thresholds, windows, durations, levels, criteria sets
phrases             numbers with comparators and units, subjects, times and their anchors
words outline       words with their meanings; the tree of criteria
groups              which groups of the study words name, and how far they govern
"""

from trialparse.criteria.read import read_criteria
from trialparse.criteria.rules import CriterionView
from trialparse.criteria.scope.siblings import asked_of_all
from trialparse.criteria.words.tokens import Tokenizer

__all__ = ["CriterionView", "Tokenizer", "asked_of_all", "read_criteria"]
