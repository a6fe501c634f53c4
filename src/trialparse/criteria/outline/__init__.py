"""The tree of criteria: lines, markers, headings, what stands under what."""

from trialparse.criteria.outline.tree import Item, Outline, outline, read_outline

__all__ = ["Item", "Outline", "outline", "read_outline"]
