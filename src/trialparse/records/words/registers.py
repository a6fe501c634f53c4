"""What one register's words mean that no other's do."""

from trialparse.values import read_id

__all__ = ["register_of", "sex_of"]


def register_of(trial_id: str | None) -> str | None:
    """The key of the register that an id is of.

    >>> register_of("EUCTR2025-000001-12-IT"), register_of("a trial")
    ('EUCTR', None)
    """
    found = read_id(trial_id or "")
    return found.registry.key if found else None


def sex_of(words: str | None, register: str | None) -> str | None:
    """The sexes, with what a sign of a register's own means: in ReBEC a dash says that both take part.

    >>> sex_of("-", "RBR"), sex_of("-", "NCT"), sex_of("F", "RBR")
    ('- (both)', '-', 'F')
    """
    return f"{words.strip()} (both)" if words and register == "RBR" and words.strip() == "-" else words
