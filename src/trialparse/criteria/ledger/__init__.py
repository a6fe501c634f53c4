"""Double entry: what of its words a criterion's constraints account for, and which of them are doubtful."""

from trialparse.criteria.ledger.accounts import Books, books
from trialparse.criteria.ledger.doubts import doubts, signs
from trialparse.criteria.ledger.subjects import candidates_of, with_unsure_subjects

__all__ = ["Books", "books", "candidates_of", "doubts", "signs", "with_unsure_subjects"]
