"""A spaCy component that puts criteria and their constraints on documents. Importing this module registers it.

Spans cover whole tokens, however the tokenizer cuts them; the offsets of a constraint or criterion are exact and count
in `doc.text`.

Examples:
    >>> import spacy
    >>> import trialparse.spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("trialparse")
    >>> doc = nlp("Inclusion Criteria: SLEDAI-2K)≥8 at screening")
    >>> [(span.text, span.label_) for span in doc.spans["constraints"]]
    [('SLEDAI-2K)≥8', 'threshold')]
    >>> limit = doc.spans["constraints"][0]._.trialparse
    >>> limit.subject.id, doc.text[limit.span.start : limit.span.end]
    ('sledai_2k', '≥8')
"""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc, Span

from trialparse.model import Constraint, Criterion, Eligibility
from trialparse.parser import Parser

__all__ = ["CriteriaReader"]

_DATA = "trialparse"  # where the result stands in `doc.user_data`, as JSON, so that documents can be stored and sent
_CONSTRAINT: TypeAdapter[Constraint] = TypeAdapter(Constraint)
_CONFIG = {"packs": None, "tolerant": False, "criteria_key": "criteria", "constraints_key": "constraints"}

Json = dict[str, Any]


class CriteriaReader:
    """Reads the text of a document as eligibility criteria.

    `doc.spans["criteria"]` has every criterion and `doc.spans["constraints"]` every constraint, each labelled with its
    kind; `span._.trialparse` is the criterion or constraint itself, `doc._.trialparse` the whole `Eligibility`.

    Examples:
        >>> import spacy
        >>> reader = CriteriaReader(constraints_key="limits")
        >>> doc = reader(spacy.blank("en")("Inclusion Criteria: Age 18-65 years"))
        >>> [span.label_ for span in doc.spans["limits"]], doc._.trialparse.criteria[0].kind
        (['threshold'], 'inclusion')
    """

    def __init__(
        self,
        packs: list[str] | None = None,
        tolerant: bool = False,
        criteria_key: str = "criteria",
        constraints_key: str = "constraints",
    ) -> None:
        self.parser = Parser(packs=packs, tolerant=tolerant)
        self.criteria_key, self.constraints_key = criteria_key, constraints_key

    def __call__(self, doc: Doc) -> Doc:
        read = self.parser.parse_criteria(doc.text).model_dump(mode="json")
        doc.user_data[_DATA] = read
        criteria = list(_walk(read["criteria"]))
        limits = [
            (f"{criterion['id']}#{place}", limit)
            for criterion in criteria
            for place, limit in enumerate(criterion["constraints"])
        ]
        doc.spans[self.criteria_key] = _spans(doc, [(each["id"], each) for each in criteria])
        doc.spans[self.constraints_key] = _spans(doc, limits)
        return doc


@Language.factory("trialparse", default_config=_CONFIG)
def _make(
    nlp: Language, name: str, packs: list[str] | None, tolerant: bool, criteria_key: str, constraints_key: str
) -> CriteriaReader:
    return CriteriaReader(packs, tolerant, criteria_key, constraints_key)


def _walk(criteria: list[Json]) -> Iterator[Json]:
    for criterion in criteria:
        yield criterion
        yield from _walk(criterion["children"])


def _spans(doc: Doc, found: list[tuple[str, Json]]) -> list[Span]:
    """The tokens that hold each of the places; the span's id leads back to what was read there."""
    spans = [
        doc.char_span(
            each["span"]["start"], each["span"]["end"], label=each["kind"], span_id=id, alignment_mode="expand"
        )
        for id, each in found
    ]
    return [span for span in spans if span is not None]


def _read_at(span: Span) -> Criterion | Constraint | None:
    """What a span stands for, by its id: `I3.1` a criterion, `I3.1#0` the first constraint of it."""
    id, _, place = span.id_.partition("#")
    criteria = span.doc.user_data.get(_DATA, {}).get("criteria", [])
    data = next((each for each in _walk(criteria) if each["id"] == id), None)
    if data is None:
        return None
    return _CONSTRAINT.validate_python(data["constraints"][int(place)]) if place else Criterion.model_validate(data)


def _read_in(doc: Doc) -> Eligibility | None:
    data = doc.user_data.get(_DATA)
    return None if data is None else Eligibility.model_validate(data)


Doc.set_extension("trialparse", getter=_read_in, force=True)
Span.set_extension("trialparse", getter=_read_at, force=True)
