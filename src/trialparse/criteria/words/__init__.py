"""The words of a criterion with their meanings: tokens, numbers, names."""
