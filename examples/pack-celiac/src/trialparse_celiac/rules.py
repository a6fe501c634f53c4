"""HLA types: which alleles a criterion asks for, which no list of phrases can say."""

from collections.abc import Iterator
from typing import Any

from trialparse.criteria.rules import CriterionView

__all__ = ["hla_types"]

_TYPES = r"\bHLA[- ]{0,2}(DQ\d(?:\.\d)?)(?:\s{0,2}(?:,|/|or|and|and/or)\s{0,2}(?:HLA[- ]{0,2})?(DQ\d(?:\.\d)?))?\b"


def hla_types(criterion: CriterionView) -> Iterator[dict[str, Any]]:
    """`HLA-DQ2 and/or DQ8`: the types as levels of one nominal scale."""
    for found in criterion.find(_TYPES):
        types = [name for name in found.groups() if name]
        name = (found.start(), found.start() + len("HLA"))
        yield criterion.limit(found.start(1), found.end(), kind="levels", levels=types, subject=name, id="hla_dq")
