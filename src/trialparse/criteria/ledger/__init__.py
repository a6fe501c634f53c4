"""Double entry: what of its words a criterion's constraints account for, and which of them are doubtful."""

from trialparse.criteria.ledger.accounts import Books, books
from trialparse.criteria.ledger.doubts import doubts, signs

__all__ = ["Books", "books", "doubts", "signs"]
