"""Keys, tags and columns are no criteria, and eligibility text is no record, however it begins."""

import json
import time

import pytest

from trialparse.records.unknown import looks_like_record

RECORDS = {
    "an object": ('{"dose": 5, "arm": {"name": "A"}}', "JSON", ["dose", "arm", "name"]),
    "an array": ('[{"trial": "T1"}, {"trial": "T2"}]', "JSON", ["trial"]),
    "an array of texts": ('["Age over 18", "Asthma"]', "JSON", []),
    "lines of JSON": ('{"trial": "T1"}\n{"trial": "T2"}\n', "JSON", ["trial"]),
    "an object on lines, marked": ('\ufeff\n {\n  "trial" : "T1"\n }', "JSON", ["trial"]),
    "an object cut off": ('{"trial": "T1", "tex', "JSON", ["trial"]),
    "a dict": ("{'trial': 'T1', 'dose': None}", "JSON", ["trial", "dose"]),
    "XML": ("<event><term>Cough</term></event>", "XML", ["event", "term"]),
    "XML with a head": ('<?xml version="1.0"?>\n<!-- x -->\n<a:e xmlns:a="u">\n <t v="5"/></a:e>', "XML", ["e", "t"]),
    "XML with a type": ('<!DOCTYPE note SYSTEM "x.dtd">\n<note><to>A</to></note>', "XML", ["note", "to"]),
    "XML cut off": ("<events><event><term>Cough</term></event><ev", "XML", ["events", "event", "term"]),
    "bars": ("id|nct_id|name\n1|NCT01234567|Gout\n", "a table", ["id", "nct_id", "name"]),
    "bars, the head alone": ("nct_id|study_type|phase\n", "a table", ["nct_id", "study_type", "phase"]),
    "tabs": ("patient\tvisit\tdose\nP1\t1\t5\nP2\t1\t5\n", "a table", ["patient", "visit", "dose"]),
    "commas": ('Rank,Title,Status\n1,"A, or B",Open\n', "a table", ["Rank", "Title", "Status"]),
    "semicolons": ("trial_id;sponsor_name\nT1;Valley\n", "a table", ["trial_id", "sponsor_name"]),
    "commas, and criteria": ("Trial id,Title,Criteria\nT1,A,Age\n", "a table", ["Trial id", "Title", "Criteria"]),
    "columns of criteria": ("id,title,inclusion\n1,Gout,Age > 18\n", "a table", ["id", "title", "inclusion"]),
    "criteria alone": ("Inclusion,Exclusion\nGout,Cancer\nAge > 18,Stroke\n", "a table", ["Inclusion", "Exclusion"]),
    "quoted": ('"phase","criteria"\n"2","Age > 18, ""well"""\n', "a table", ["phase", "criteria"]),
    "criteria on lines": ('id;criteria\n1;"Inclusion:\n- Gout"\n2;None\n', "a table", ["id", "criteria"]),
    "names in rows": ("field,value\ntrial,NCT09990001\ntitle,Gout\n", "a table", ["field", "value"]),
    "returns": ("id,name,phase\r\n1,Gout,2\r\n", "a table", ["id", "name", "phase"]),
    "Markdown": ("| Trial | State | Phase |\n|---|---|---|\n| T1 | On | 2 |\n", "a table", ["Trial", "State", "Phase"]),
}  # fmt: skip
TEXTS = [
    "",
    "< 18 years of age",
    "<18 years, > 65 years",
    "<ULN of ALT\n<LLN of AST",
    "[1] Age over 18\n[2] Consent",
    "[Inclusion] Age over 18",
    "{Inclusion}\n- Age over 18",
    '{ "healthy" volunteers }',
    '["Healthy" volunteers]',
    "<b>Inclusion</b>\n<ul><li>Age over 18</li></ul>",
    "<Inclusion Criteria>\n- Age over 18",
    "<html><body>Age</body></html>",
    "<?xml version='1.0'?><!DOCTYPE html><html><p>Age</p></html>",
    "Age over 18, consent, no cancer\nNo surgery, no stroke, no drugs",
    "Pregnant, breastfeeding, smoking\nDiabetes, cancer, asthma",
    "Age 18 to 65, either sex, ECOG 0-1",
    "| Criterion | Kind |\n|---|---|\n| Age over 18 | inclusion |",
    "| Test | Lower | Upper |\n|---|---|---|\n| ANC | >= 1.5 | |\n| Platelets | >= 100 | |",
    "No|Inclusion|Type\n1|Age over 18|age\n2|Asthma|disease",
    "Inclusion Criteria:\n- Age | sex | weight\n- ALT, AST",
    "Title: A study\nStatus: Open\nPhase: 2",
    "Male or female; aged 18 to 65; consent\nNo cancer; no stroke; no drugs",
    "Trial status\tRecruiting\nPhase\t2",
    "Sex, age and weight; no number",
    "Inclusion, exclusion criteria\nAge over 18, no cancer",
    "Inclusion criteria, by phase\nAge over 18, consent",
    "Eligible for surgery;no cancer\nGout;no stroke",
    "Inclusion\tExclusion\tPhase\nGout\tCancer\t2",
    "Of NCT09990001, no cancer\nOf age, no stroke",
]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_known_with_its_names(name: str) -> None:
    text, kind, names = RECORDS[name]
    assert looks_like_record(text) == (kind, names)


@pytest.mark.parametrize("text", TEXTS)
def test_eligibility_text_is_no_record(text: str) -> None:
    assert looks_like_record(text) is None


def test_the_first_names_are_given() -> None:
    found = looks_like_record(json.dumps({f"name{n}": n for n in range(100)}))
    assert found is not None
    assert found[1] == [f"name{n}" for n in range(20)]


@pytest.mark.parametrize(
    "piece", ["{", "[", "<", "<a ", "<a b='", '{"', '["\\', "a|", "a,", "a\t", '"', "\n", " ", "|-", "<a></a>"]
)
def test_the_cost_is_bounded(piece: str) -> None:
    start = time.process_time()
    looks_like_record(piece * (1_000_000 // len(piece)))
    looks_like_record("<a>" + piece * 300_000)
    assert time.process_time() - start < 1.5
