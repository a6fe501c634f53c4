"""The registers that are tables: whose page a page is, and what of it is not understood."""

import pytest

import trialparse as tp
from layouts.golden import reading_of, text_of


def test_a_page_without_the_labels_of_one_register_is_no_page_of_it() -> None:
    text = text_of("jrct").replace("jRCT ID", "Number").replace("clude c", "clusion c")
    assert reading_of(text).layout == "generic"


def test_what_is_not_understood_is_said() -> None:
    text = text_of("ictrp")
    said = {
        each["code"]: [text[span["start"] : span["end"]] for span in each["spans"]]
        for each in reading_of(text).diagnostics
    }
    assert said["unknown-value"] == ["Not Recruiting"]
    assert said["summed-count"] == ["Water:60;Usual intake:60;"]


def ctis(*rows: str) -> tp.Trial:
    """A page of CTIS with these rows."""
    head = ("EU CT number: 2026-512345-12-00", "Overall trial status: Ended", "Full title: Gullimab in gout")
    return tp.parse("\n".join((*head, "Trial phase: Therapeutic use (Phase IV)", "Sponsor: Gull SL", *rows)))


@pytest.mark.parametrize(
    ("rows", "countries"),
    [
        (("Location(s) and recruitment status", "Spain: Ongoing, recruiting", "Chile (Ended)"), ("Spain", "Chile")),
        (("Trial countries: Spain:4",), ("Spain",)),
        (("Countries: Spain, Poland",), ("Spain", "Poland")),
        (("Countries: Spain:4; Poland:5",), ("Spain", "Poland")),
        (("Member states concerned", "Spain", "Poland", "Spain"), ("Spain", "Poland")),
        (("Countries: Korea, Republic of",), ("Korea, Republic of",)),
        (("Countries: Turkey (Türkiye); Spain - AEMPS",), ("Turkey (Türkiye)", "Spain")),
        (("Trial countries: NL:Authorised, not started",), ("NL",)),
    ],
)
def test_countries_come_with_what_is_said_of_them(rows: tuple[str, ...], countries: tuple[str, ...]) -> None:
    assert ctis(*rows).countries == countries


@pytest.mark.parametrize(
    ("rows", "date", "kind"),
    [
        (("End of trial: 05/08/2026",), "2026-08-05", None),
        (("End of trial: -", "Estimated end date: 05/08/2028"), "2028-08-05", "ESTIMATED"),
        (("Estimated global end date: 2028-09-22", "Global end of the trial: 05/08/2026"), "2026-08-05", None),
    ],
)
def test_a_planned_end_is_read_where_none_has_come(rows: tuple[str, ...], date: str, kind: str | None) -> None:
    found = ctis(*rows).completion_date
    assert found is not None
    assert (found.date, found.type) == (date, kind)


def test_a_comma_between_products_is_no_sure_sign() -> None:
    trial = ctis("Products: Gullimab 10 mg/ml, solution", "Age group: 18-64 years")
    assert trial.interventions == ()
    assert {each.code for each in trial.diagnostics} == {"ambiguous-interventions", "age-groups"}
    assert [each.name for each in ctis("Products", "Gullimab", "Placebo").interventions] == ["Gullimab", "Placebo"]
