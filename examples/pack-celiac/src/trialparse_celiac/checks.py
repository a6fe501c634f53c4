"""What a coeliac trial should say."""

from collections.abc import Iterator

from trialparse import Diagnostic, Trial

__all__ = ["gluten_is_not_mentioned"]


def gluten_is_not_mentioned(trial: Trial) -> Iterator[Diagnostic]:
    """A coeliac trial whose criteria do not tell whether people eat gluten."""
    about_celiac = any("eliac disease" in condition.lower() for condition in trial.conditions)
    if about_celiac and trial.eligibility is not None and "gluten" not in trial.eligibility.text.lower():
        message = "the criteria do not tell whether people eat gluten"
        yield Diagnostic(code="celiac-gluten-unstated", message=message, path="eligibility")
