"""Eligibility text: outline, tokens, atoms, grammar, scope and logic."""
