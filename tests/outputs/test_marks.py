"""Words cut at marks: nothing is lost, whatever the marks do."""

from hypothesis import given
from hypothesis import strategies as st

from trialparse.model import Criterion, Span, Threshold
from trialparse.outputs.marks import segments

TEXT = "ALT not above 3 × ULN unless stable"
SPANS = st.builds(lambda a, b: Span(start=min(a, b), end=max(a, b)), st.integers(0, 90), st.integers(0, 90))


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=4), st.integers(0, 40))
def test_segments_are_the_text_and_know_what_covers_them(limits: list[Span], residue: list[Span], start: int) -> None:
    constraints = tuple(Threshold(span=span, rule="x") for span in limits)
    span = Span(start=start, end=start + len(TEXT))
    criterion = Criterion(
        id="I1", kind="inclusion", text=TEXT, span=span, constraints=constraints, residue=tuple(residue)
    )
    found = list(segments(criterion))
    assert "".join(segment.text for segment in found) == TEXT
    at = start
    for segment in found:
        covering = tuple(n for n, each in enumerate(limits) if each.start <= at < each.end)
        assert segment.places == covering
        assert ("residue" in segment.names) == any(each.start <= at < each.end for each in residue)
        at += len(segment.text)
