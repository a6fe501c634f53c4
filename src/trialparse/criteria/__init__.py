"""Eligibility text: from its bullets to typed constraints."""

from trialparse.criteria.read import read_criteria

__all__ = ["read_criteria"]
