"""The page as characters: folding, and reading files of any encoding."""

from trialparse.text.fold import clean, fold, plain

__all__ = ["clean", "fold", "plain"]
