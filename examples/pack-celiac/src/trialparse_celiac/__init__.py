"""Coeliac disease for trialparse: its scores, the register of an imaginary country, HLA types, a check."""

from importlib.resources import files

from trialparse import Pack
from trialparse_celiac.checks import gluten_is_not_mentioned
from trialparse_celiac.layout import RIVERLAND
from trialparse_celiac.rules import hla_types

__all__ = ["PACK"]

PACK = Pack(
    name="celiac",
    version="0.1.0",
    lexicon=files(__name__) / "lexicon.toml",
    layouts=[RIVERLAND],
    rules=[hla_types],
    checks=[gluten_is_not_mentioned],
)
