"""The page as characters: folding, and reading files of any encoding."""

from trialparse.text.fold import clean, fold, plain, whole_from

__all__ = ["clean", "fold", "plain", "whole_from"]
