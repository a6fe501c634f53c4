"""The tree of criteria: lines, markers, headings, what stands under what."""

from trialparse.criteria.outline.tree import Item, outline, read_outline

__all__ = ["Item", "outline", "read_outline"]
