"""The kinds of constraint, and what each makes of the phrases."""
