"""Whether two records are of the same trial, and which of many are: by ids, titles and sponsors, with the evidence."""

from trialparse.linking.groups import LinkedPair, LinkedTrials, Links, link
from trialparse.linking.matching import Evidence, Match, same_trial

__all__ = ["Evidence", "LinkedPair", "LinkedTrials", "Links", "Match", "link", "same_trial"]
