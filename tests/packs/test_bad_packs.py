"""No bad pack breaks anything: it is refused with its place, or read around with a diagnostic; the check finds it."""

from collections.abc import Sequence
from functools import cache

import pytest

from packs.bad import Bad
from packs.bad_code import FAILING, LAYOUTS
from packs.bad_packs import BAD, POOR
from trialparse import Eligibility, PackError, Parser, Trial
from trialparse.kit.pack_check import check_pack

PROBES = (
    "",
    "CLAS of at least 7 at screening, or BMI > 30 kg/m2",
    "Inclusion Criteria:\n- Age 18 to 65 years\n- ALT ≤ 2.5 x ULN\nExclusion Criteria:\n- ECOG 2 or more",
    "Study name: Bread\nWho may join: anyone",
    "No more than two relapses within the past 3 months before the first dose, unless CLAS < 3 (CLAS: never twelve)",
    "- ( ≥ ½ … 1,000 mg/d of the loaf \x00 ± 5 %, 1:80 and 36+6",
)


def results(parser: Parser, probes: Sequence[str] = PROBES) -> list[Trial | Eligibility]:
    """All probes as pages and as criteria."""
    return [read(text) for text in probes for read in (parser.parse, parser.parse_criteria)]


@cache
def plain_results() -> list[Trial | Eligibility]:
    """All probes without any pack."""
    return results(Parser())


def says(bad: Bad, messages: list[str]) -> bool:
    """Whether one of the messages says, in this order, what must be said."""
    parts = bad.said.replace("@", f"lexicon of {bad.pack.name}").split("%")
    return any(all(part in message for part in parts) for message in messages)


def ids(bad: Bad) -> str:
    return bad.said[:60].encode("ascii", "replace").decode()


@pytest.mark.parametrize("bad", BAD, ids=ids)
def test_a_bad_pack_is_refused(bad: Bad) -> None:
    with pytest.raises(PackError) as raised:
        Parser(packs=[bad.pack])
    assert says(bad, [str(raised.value)]), raised.value


@pytest.mark.parametrize("bad", BAD, ids=ids)
def test_a_bad_pack_is_left_out_where_that_is_tolerated(bad: Bad) -> None:
    for result in results(Parser(packs=[bad.pack], tolerant=True), PROBES[:2]):  # it is not asked to read any
        said = [each.message for each in result.diagnostics if each.code == "pack-error"]
        assert len(said) == 1
        assert says(bad, said), said
        assert result.model_dump_json()


@pytest.mark.parametrize("bad", FAILING, ids=ids)
def test_what_fails_is_read_around(bad: Bad) -> None:
    found = results(Parser(packs=[bad.pack]))
    said = [
        each.message for result in found for each in result.diagnostics if each.code in ("rule-failed", "check-failed")
    ]
    assert says(bad, said), said
    for before, after in zip(plain_results(), found, strict=True):
        kept = tuple(each for each in after.diagnostics if not each.code.endswith("-failed"))
        assert after.model_copy(update={"diagnostics": kept}) == before
        assert after.model_dump_json()


@pytest.mark.parametrize("bad", [*BAD, *FAILING], ids=ids)
def test_the_check_finds_it(bad: Bad) -> None:
    assert_found(bad)


# Each of `POOR` has a lexicon of its own, for which a lexer is built.
@pytest.mark.parametrize("bad", [*(pytest.param(each, marks=pytest.mark.slow) for each in POOR), *LAYOUTS], ids=ids)
def test_a_poor_pack_does_no_harm_and_the_check_finds_it(bad: Bad) -> None:
    for result in results(Parser(packs=[bad.pack])):
        assert result.model_dump_json()
    assert_found(bad)


def assert_found(bad: Bad) -> None:
    """Fails where the check does not say what must be said."""
    found = [str(finding) for finding in check_pack(bad.pack)]
    plain = [each.replace(": error: ", ": ") for each in found]
    assert says(bad, found + plain), found
