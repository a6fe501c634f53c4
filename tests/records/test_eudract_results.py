"""Results in the EU Clinical Trials Register: their XML, with codes behind the names of their lists, and as JSON."""

import copy
import json
from typing import Any
from xml.sax.saxutils import escape

import pytest

from records.looks import codes, dates, spans_hold, without_parts
from trialparse import Trial, parse, parse_record


def arm(title: str, code: str) -> dict[str, Any]:
    return {"title": title, "description": f"{title} a day", "type": {"value": f"ARM_TYPE.{code}"}}


RESULT: dict[str, Any] = {
    "trialInformation": {
        "eudractNumber": "2020-000001-12",
        "sponsorProtocolCode": "VEL-9",
        "fullTitle": "A randomised trial of velorimab in gout",
        "usctnIdentifier": "NCT09000321",
        "partOfPIP": "false",
        "analysisStage": {"value": "ANALYSIS_STAGE.final"},
        "analysisStageDate": "2026-05-20T00:00:00+02:00",
        "globalEndOfTrialDate": "2026-02-03T00:00:00+01:00",
        "globalEndOfTrialPremature": "true",
        "recruitmentStartDate": "2024-03-04T00:00:00+01:00",
        "mainObjective": "To see whether velorimab helps.",
        "sponsors": {
            "sponsor": {
                "organisation": "Valley Pharma",
                "publicContact": {
                    "functionalName": "Desk",
                    "phone": "+34 91 555 0100",
                    "email": "d@valley.example.org",
                },
            }
        },
        "countrySubjectCounts": {
            "countrySubjectCount": [
                {"country": {"eutctId": "100000000529"}, "subjects": "40"},
                {"country": {"eutctId": "100000000426"}, "subjects": "22"},
            ]
        },
        "populationAgeGroup": {"adults": "60", "elderly65To84": "2"},
    },
    "subjectDisposition": {
        "postAssignmentPeriods": {
            "postAssignmentPeriod": {
                "allocation": {"value": "ALLOCATION.randControlled"},
                "blindingType": {"value": "BLINDING.double"},
                "arms": {"arm": [arm("Velorimab", "experimental"), arm("Colchicine", "activeComp")]},
            }
        }
    },
    "baselineCharacteristics": {"reportingGroup": {"title": "x"}},
    "endPoints": {
        "endPoint": [
            {
                "title": "Flares",
                "description": "Count",
                "type": {"value": "ENDPOINT_TYPE.primary"},
                "timeFrame": "week 24",
                "unit": "flares",
            },
            {"title": "Sleep", "type": {"value": "ENDPOINT_TYPE.postHoc"}, "timeFrame": "week 24"},
        ]
    },
    "adverseEvents": {"timeFrame": "24 weeks"},
}


def element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inside = "".join(map(element, value, value.values())) if isinstance(value, dict) else escape(value)
    return f"<{name}>{inside}</{name}>"


XML = (
    '<?xml version="1.0"?><ns2:result xmlns:ns2="http://eudract.ema.europa.eu/schema/clinical_trial_result" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(map(element, RESULT, RESULT.values())).replace("<mainObjective>", '<none xsi:nil="true"/><mainObjective>')
    + "</ns2:result>"
)


@pytest.mark.parametrize("text", [XML, json.dumps(RESULT)], ids=["xml", "json"])
def test_every_field(text: str) -> None:
    trial = parse(text)
    assert (trial.id, trial.registry) == ("2020-000001-12", "EU Clinical Trials Register")
    assert trial.layout == ("eudract_results_xml" if text is XML else "eudract_results_json")
    assert trial.official_title == "A randomised trial of velorimab in gout"
    assert (trial.status, trial.has_results) == ("TERMINATED", True)
    assert dates(trial) == [("2024-03-04", None), ("2026-02-03", None)]
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (62, "ACTUAL")
    assert [(each.id, each.type) for each in trial.identifiers] == [("NCT09000321", "REGISTRY"), ("VEL-9", "OTHER")]
    assert [(each.name, each.role) for each in trial.sponsors] == [("Valley Pharma", "lead")]
    assert [(each.name, each.email) for each in trial.contacts] == [("Desk", "d@valley.example.org")]
    assert (trial.design.allocation, trial.design.masking) == ("RANDOMIZED", "DOUBLE")
    assert [(each.label, each.type, each.description) for each in trial.arms] == [
        ("Velorimab", "EXPERIMENTAL", "Velorimab a day"),
        ("Colchicine", "ACTIVE_COMPARATOR", "Colchicine a day"),
    ]
    assert [(each.type, each.measure, each.description, each.time_frame) for each in trial.outcomes] == [
        ("primary", "Flares", "Count", "week 24"),
        ("other", "Sleep", None, "week 24"),
    ]
    assert trial.eligibility is None
    assert codes(trial) == ["summed-count", "unread-fields"]
    assert trial.diagnostics[1].message == (
        "fields of the record not read (2): trialInformation.mainObjective, endPoints.endPoint.unit"
    )


def test_an_id_is_taken_from_where_one_stands() -> None:
    record = copy.deepcopy(RESULT)
    del record["trialInformation"]["eudractNumber"]
    assert parse_record(record).id is None
    assert parse_record({"_id": "2020-000001-12", **record}).id == "2020-000001-12"
    assert parse_record({"_id": "row 7", **record}).id is None


def told(**info: Any) -> Trial:
    return parse_record({"trialInformation": {"fullTitle": "Gout"} | info})


def test_counts_are_summed_only_where_all_are_told() -> None:
    counts = RESULT["trialInformation"]["countrySubjectCounts"]["countrySubjectCount"]
    one = told(countrySubjectCounts={"countrySubjectCount": counts[0]})
    assert one.enrollment is not None
    assert (one.enrollment.count, codes(one)) == (40, [])
    assert (
        told(countrySubjectCounts={"countrySubjectCount": [*counts, {"country": {"eutctId": "7"}}]}).enrollment is None
    )


def test_an_end_in_time_says_nothing_of_the_status() -> None:
    assert told(globalEndOfTrialPremature="false", globalEndOfTrialDate="2026-02-03").status is None
    assert told(globalEndOfTrialPremature=True).status == "TERMINATED"


def test_periods_that_differ_are_said() -> None:
    periods = [{"allocation": {"value": f"ALLOCATION.{code}"}} for code in ("randControlled", "notApplicable")]
    trial = parse_record(RESULT | {"subjectDisposition": {"postAssignmentPeriods": {"postAssignmentPeriod": periods}}})
    assert trial.design.allocation == "RANDOMIZED; NA"
    assert "unknown-value" in codes(trial)


def test_parts_may_be_missing() -> None:
    for harmed in without_parts(RESULT, 80):
        assert spans_hold(parse_record({"result": harmed}))
