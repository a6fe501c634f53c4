"""The spaCy component: offsets under any tokenizer, several processes, the disk, displaCy."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import trialparse.spacy  # noqa: F401  # registers the component
from trialparse import parse_criteria
from trialparse.criteria import Tokenizer

TEXT = "Inclusion Criteria:\n- SLEDAI-2K)≥8 and ALT≤2.5×ULN at screening\n- Age 18-65years\n"
LIMITS = ["≥8", "≤2.5×ULN", "18-65years"]


def by_character(vocab: Vocab) -> Callable[[str], Doc]:
    return lambda text: Doc(vocab, words=list(text), spaces=[False] * len(text))


def by_blanks(vocab: Vocab) -> Callable[[str], Doc]:
    def tokenize(text: str) -> Doc:
        words = text.split(" ")
        kept = [(word, place < len(words) - 1) for place, word in enumerate(words)]
        return Doc(vocab, words=[word or "\n" for word, _ in kept], spaces=[space for _, space in kept])

    return tokenize


def as_one_token(vocab: Vocab) -> Callable[[str], Doc]:
    return lambda text: Doc(vocab, words=[text] if text else [], spaces=[False] if text else [])


def pipeline(tokenizer: Callable[[Vocab], Callable[[str], Doc]] | None = None, **config: object) -> Language:
    nlp = spacy.blank("en")
    if tokenizer is not None:
        nlp.tokenizer = tokenizer(nlp.vocab)
    nlp.add_pipe("trialparse", config=config)
    return nlp


@pytest.mark.parametrize("tokenizer", [None, Tokenizer, by_character, by_blanks, as_one_token])
def test_offsets_are_exact_under_any_tokenizer(tokenizer: Callable[[Vocab], Callable[[str], Doc]] | None) -> None:
    doc = pipeline(tokenizer)(TEXT)
    assert doc.text == TEXT
    limits = [span._.trialparse for span in doc.spans["constraints"]]
    assert [limit.span.of(doc.text) for limit in limits] == LIMITS
    for span, limit in zip(doc.spans["constraints"], limits, strict=True):
        assert span.start_char <= limit.span.start < limit.span.end <= span.end_char
    assert doc._.trialparse == parse_criteria(TEXT)
    criteria = [span._.trialparse for span in doc.spans["criteria"]]
    assert tuple(criteria) == doc._.trialparse.criteria
    assert [span.label_ for span in doc.spans["criteria"]] == ["inclusion", "inclusion"]


@given(st.text(max_size=60) | st.text("≥<>=5 %AGEage-\n()", max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_goes_through(text: str) -> None:
    doc = NLP(text)
    for span in [*doc.spans["criteria"], *doc.spans["constraints"]]:
        read = span._.trialparse
        assert span.start_char <= read.span.start <= read.span.end <= span.end_char


NLP = pipeline()


def test_several_processes_give_the_same() -> None:
    texts = [TEXT, "", "Exclusion Criteria: BMI > 35 kg/m2"] * 3
    together = [doc.to_json() | {"read": doc._.trialparse} for doc in NLP.pipe(texts, n_process=2, batch_size=2)]
    assert together == [doc.to_json() | {"read": doc._.trialparse} for doc in map(NLP, texts)]


def test_documents_are_stored_with_what_was_read() -> None:
    stored = DocBin(store_user_data=True, docs=[NLP(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(NLP.vocab)
    assert doc._.trialparse == parse_criteria(TEXT)
    assert [span._.trialparse.span.of(doc.text) for span in doc.spans["constraints"]] == LIMITS


@pytest.mark.slow
def test_the_pipeline_goes_to_disk_and_back(tmp_path: Path) -> None:
    pipeline(constraints_key="limits").to_disk(tmp_path / "model")
    code = (
        "import spacy, sys, trialparse.spacy\n"
        f"doc = spacy.load(sys.argv[1])({TEXT!r})\n"
        "print([span._.trialparse.span.of(doc.text) for span in doc.spans['limits']])"
    )
    call = [sys.executable, "-c", code, str(tmp_path / "model")]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip() == str(LIMITS)


def test_it_shows_in_displacy() -> None:
    html = displacy.render(NLP(TEXT), style="span", options={"spans_key": "constraints"}, jupyter=False)
    assert "threshold" in html


def test_a_span_of_others_stands_for_nothing() -> None:
    doc = NLP.make_doc("BMI > 35")
    assert doc._.trialparse is None
    assert doc[0:2]._.trialparse is None
