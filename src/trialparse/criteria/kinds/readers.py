"""From atoms to constraints: the quantities, levels and criteria sets of one criterion, each with subject and time."""

from __future__ import annotations

from dataclasses import replace

from trialparse.criteria.kinds.ages import is_age
from trialparse.criteria.kinds.criteria_sets import criteria_set_drafts
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.kinds.level_sets import level_sets
from trialparse.criteria.kinds.levels import level_drafts
from trialparse.criteria.kinds.thresholds import thresholds
from trialparse.criteria.kinds.times import is_time, times
from trialparse.criteria.phrases.productions import quantities
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["read_constraints"]


def read_constraints(sentence: Sentence) -> list[Draft]:
    """The constraints of a criterion's own words, in the order of the text."""
    sets = level_sets(sentence)
    covered = {index for found in sets for index in range(found.first, found.last + 1)}
    found = [
        quantity
        for quantity in quantities(sentence.text, sentence.atoms, sentence.codes)
        if not covered.intersection(range(quantity.first, quantity.last + 1))
    ]
    timed: list[Quantity] = []
    others: list[Quantity] = []
    age_before = -3
    for quantity in found:
        if is_age(sentence, quantity, age_before):
            age_before = quantity.last
            others.append(replace(quantity, is_age=True))
        else:
            (timed if is_time(sentence, quantity) else others).append(quantity)
    drafts, used_anchors = times(sentence, timed)
    drafts += thresholds(sentence, others, used_anchors)
    drafts += level_drafts(sentence, sets, used_anchors)
    drafts += criteria_set_drafts(sentence, used_anchors)
    return sorted(drafts, key=lambda one: (one.plain["span"]["start"], one.plain["span"]["end"]))
