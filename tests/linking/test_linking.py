"""Records of one trial are found to be so by their ids, and by names and figures where there are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse import Enrollment, Identifier, PartialDate, Span, Sponsor, Trial, link, same_trial

NOWHERE = Span(start=0, end=0)
TITLE = "A Randomised, Double-blind Study of Velorimab Against Placebo in Adults with Gout"
OTHER_TITLE = "An Open Extension of the Study of Zelumab in Adolescents with Psoriasis of the Scalp"


def trial(
    id: str | None = None,
    *cited: str,
    official_title: str | None = None,
    title: str | None = None,
    sponsor: str | None = None,
    count: int | None = None,
    start: str | None = None,
    acronym: str | None = None,
) -> Trial:
    return Trial(
        id=id,
        official_title=official_title,
        title=title,
        acronym=acronym,
        identifiers=tuple(Identifier(id=each) for each in cited),
        sponsors=(Sponsor(name=sponsor, role="lead"),) if sponsor else (),
        enrollment=Enrollment(count=count, span=NOWHERE) if count is not None else None,
        start_date=PartialDate(date=start, precision="day", span=NOWHERE) if start else None,
    )


CASES = [
    (trial("NCT01234567"), trial("NCT 01234567"), True, {"same-id"}),
    (trial("EUCTR2025-000001-12-IT"), trial("2025-000001-12"), True, {"same-id"}),
    (trial("NL-OMON12345"), trial("NTR1234"), False, {"other-id"}),
    (trial("NCT01234567"), trial("NCT07654321"), False, {"other-id"}),
    (trial("NCT01234567"), trial("DRKS00099999", "NCT01234567"), True, {"cited-id"}),
    (trial("NCT01234567", "EudraCT 2025-000001-12"), trial("2025-000001-12"), True, {"cited-id"}),
    (trial("NCT01234567", "U1111-1234-5678"), trial("DRKS00099999", "U1111-1234-5678"), True, {"shared-id"}),
    # An extension names the trial that it extends.
    (trial("NCT01234567"), trial("NCT07654321", "NCT01234567"), None, {"other-id", "cited-id"}),
    (trial("NCT01234567"), trial("DRKS00099999", "NCT07654321"), False, {"other-cited-id"}),
    (
        trial(None, "VEL-1042", sponsor="Valley Pharma AG"),
        trial(None, "VEL1042", sponsor="Valley Pharma GmbH"),
        True,
        {"protocol-code", "sponsor"},
    ),
    (trial(None, "VEL-1042"), trial(None, "vel 1042"), None, {"protocol-code"}),
    (
        trial(official_title=TITLE, sponsor="Valley Pharma", count=120),
        trial(official_title=TITLE.lower() + ".", sponsor="Valley Pharma Ltd.", count=120),
        True,
        {"official-title", "sponsor", "enrollment"},
    ),
    (
        trial("NCT01234567", official_title=TITLE, sponsor="Valley Pharma", start="2026-03-15"),
        trial("DRKS00099999", official_title=TITLE, sponsor="Valley Pharma", start="2026-03-01"),
        True,
        {"official-title", "sponsor", "start-date"},
    ),
    (trial(official_title=TITLE), trial(official_title=TITLE), None, {"official-title"}),
    (trial(title="Velorimab in Gout"), trial(title="Velorimab in gout"), None, {"title"}),
    (
        trial(official_title=f"{TITLE}: Study 1", sponsor="Valley Pharma", count=120),
        trial(official_title=f"{TITLE}: Study 2", sponsor="Valley Pharma", count=120),
        False,
        {"sponsor", "enrollment"},
    ),
    (trial(official_title=TITLE), trial(official_title=OTHER_TITLE), False, set()),
    (
        trial(acronym="GOUTY", sponsor="University of the Valley"),
        trial(acronym="Gouty", sponsor="Valley University"),
        None,
        {"acronym", "sponsor"},
    ),
    (trial(title="Gout", sponsor="University Hospital"), trial(title="Flu", sponsor="The Hospital"), False, set()),
    (trial(), trial(), None, set()),
    (trial("NCT01234567"), trial("DRKS00099999"), None, set()),
    # What speaks for it alone is nothing against it.
    (trial("NCT01234567", sponsor="North"), trial("DRKS00099999", sponsor="North"), None, {"sponsor"}),
    (
        trial("NCT01234567", count=80, start="2026-03-15"),
        trial("DRKS00099999", count=80, start="2026-03-02"),
        None,
        {"enrollment", "start-date"},
    ),
    (trial("NCT01234567", sponsor="North"), trial("NCT07654321", sponsor="North"), False, {"other-id", "sponsor"}),
    # The `p` is of a record that is not approved yet.
    (trial("ACTRN12626000099456p"), trial("ACTRN12626000099456"), True, {"same-id"}),
    # The last two digits of a CTIS number count how often it was submitted.
    (trial("2025-500001-11-00"), trial("2025-500001-11-01"), True, {"same-id"}),
    (trial("2025-500001-11-00"), trial("NCT01234567", "2025-500001-11-01"), True, {"cited-id"}),
]


@pytest.mark.parametrize(("a", "b", "same", "codes"), CASES)
def test_two_records(a: Trial, b: Trial, same: bool | None, codes: set[str]) -> None:
    there, back = same_trial(a, b), same_trial(b, a)
    assert (there.same, {each.code for each in there.evidence}) == (same, codes)
    assert (back.same, {each.code for each in back.evidence}) == (same, codes)
    assert bool(there) is (same is True)


def test_evidence_has_its_place_in_each() -> None:
    (found,) = same_trial(trial("DRKS00099999", "NCT01234567"), trial("NCT01234567")).evidence
    assert (found.path_a, found.text_a) == ("identifiers[0].id", "NCT01234567")
    assert (found.path_b, found.text_b) == ("id", "NCT01234567")


def test_many_records_come_in_groups() -> None:
    records = [
        trial("NCT01234567"),
        trial("NCT07654321"),
        trial("DRKS00099999", "NCT01234567"),
        trial("2025-000001-12", "DRKS00099999"),
    ]
    found = link(iter(records))
    assert [group.trials for group in found.groups] == [(0, 2, 3), (1,)]
    assert found.groups[0].ids == ("NCT01234567", "DRKS00099999", "2025-000001-12")
    assert [(pair.a, pair.b) for pair in found.groups[0].pairs] == [(0, 2), (2, 3)]
    assert found.unsure == ()


def test_two_ids_of_one_registry_never_come_together() -> None:
    bridge = trial("2025-000001-12", "NCT01234567", "NCT07654321")
    found = link([trial("NCT01234567"), bridge, trial("NCT07654321")])
    assert [group.trials for group in found.groups] == [(0, 1), (2,)]
    assert [(pair.a, pair.b) for pair in found.unsure] == [(1, 2)]


IDS = st.sampled_from(["NCT01234567", "NCT07654321", "DRKS00099999", "2025-000001-12", "U1111-1234-5678"])


@given(st.lists(st.tuples(IDS | st.none(), st.lists(IDS, max_size=3)), max_size=12))
def test_every_record_is_in_one_group(given_ids: list[tuple[str | None, list[str]]]) -> None:
    found = link(trial(own, *cited) for own, cited in given_ids)
    places = [place for group in found.groups for place in group.trials]
    assert sorted(places) == list(range(len(given_ids)))
    for group in found.groups:
        registries = [each[:3] for each in group.ids]
        assert len(registries) == len(set(registries))
