"""What in a trial contradicts itself: each check looks at a trial and says what it found."""

from trialparse.checks.ages import age_disagrees, ages_impossible
from trialparse.checks.dates import dates_reversed
from trialparse.model import Diagnostic, Trial

__all__ = ["CHECKS", "age_disagrees", "ages_impossible", "check", "dates_reversed"]

CHECKS = (age_disagrees, ages_impossible, dates_reversed)


def check(trial: Trial) -> list[Diagnostic]:
    """Everything the checks have to say about a trial.

    >>> check(Trial())
    []
    """
    return [diagnostic for each in CHECKS for diagnostic in each(trial)]
