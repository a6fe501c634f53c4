"""Trials as registers hand them to the WHO, the platform's record of one, and ReBEC's own form."""

import pytest

from records.test_registers import READ
from trialparse import Trial, parse, read, read_records, split

SECTIONS = {
    "main": """<trial_id>{id}</trial_id><utrn>U1111-1000-2000</utrn><reg_name>TCTR</reg_name>
        <date_registration>12/06/2026</date_registration><primary_sponsor>River University</primary_sponsor>
        <public_title>Tea &amp; cough</public_title><acronym/><scientific_title>A trial of tea</scientific_title>
        <scientific_acronym>TIC</scientific_acronym><date_enrolment>04/01/2026</date_enrolment>
        <type_enrolment>ANTICIPATED</type_enrolment><target_size>Tea:30;Water:31;;</target_size>
        <recruitment_status>not yet recruiting</recruitment_status><url>https://example.org/1</url>
        <study_type>Interventional</study_type><study_design>Randomized, Parallel, triangular</study_design>
        <phase>2-3</phase><hc_freetext>Cough; Fever</hc_freetext>
        <i_freetext>Tea:Green tea;Water:Warm water;</i_freetext>
        <results_actual_enrolment/><results_date_completed>2026-09-01</results_date_completed>
        <results_IPD_plan>No</results_IPD_plan>""",
    "contacts": """<contact><type>Public</type><firstname>Wei Li</firstname><lastname/>
        <telephone>+66 2 555 0100</telephone>
        <email>li@example.org</email><affiliation>River University</affiliation></contact><contact>
        <type>scientific</type><firstname>Ines</firstname><middlename>M.</middlename>
        <lastname>Calloway</lastname></contact>""",
    "countries": "<country2>Thailand</country2><country2>Viet Nam</country2>",
    "criteria": """<inclusion_criteria>1. Cough\n2. Volunteer</inclusion_criteria><agemin>18 Years</agemin>
        <agemax>0 N/A (No limit)</agemax><gender>Both</gender><exclusion_criteria>1. Cancer</exclusion_criteria>""",
    "health_condition_keyword": "<hc_keyword>Chronic cough;</hc_keyword><hc_keyword/>",
    "intervention_code": "<i_code>drug</i_code>",
    "primary_outcome": "<prim_outcome>Cough score. Timepoint: day 7;</prim_outcome><prim_outcome>Sleep;</prim_outcome>",
    "secondary_outcome": "<sec_outcome>Pain</sec_outcome>",
    "secondary_sponsor": "<sponsor_name>Second Hospital</sponsor_name>",
    "secondary_ids": """<secondary_id><sec_id>ABC-1</sec_id><issuing_authority>Ministry of Health</issuing_authority>
        </secondary_id><secondary_id><sec_id/><issuing_authority/></secondary_id>""",
    "source_support": "<source_name>A Fund</source_name><source_name>Self-funded</source_name>",
    "ethics_reviews": "<ethics_review><status>Approved</status></ethics_review>",
}
ALL = "".join(f"<{name}>{inner}</{name}>" for name, inner in SECTIONS.items())
ID = "TCTR20260000007"


def as_xml(element: str, inner: str = ALL, trial_id: str = ID, root: str = "trials") -> str:
    return f"<{root}><{element}>{inner.replace('{id}', trial_id)}</{element}></{root}>"


def asked(trial: Trial, *names: str) -> list[object]:
    return [READ[name](trial) for name in names]


FORMS = {
    "trial": as_xml("trial"),
    "Triall": as_xml("Triall"),
    "TRIAL": as_xml("TRIAL", ALL.replace("<inclusion", "<Inclusion").replace("</inclusion", "</Inclusion")),
    "root": f'<?xml version="1.0"?><root>{as_xml("trial", root="trials")}</root>',
}


@pytest.mark.parametrize("form", FORMS)
def test_every_field(form: str) -> None:
    trial = parse(FORMS[form])
    assert (trial.layout, trial.registry, trial.official_title) == ("who_xml", "TCTR", "A trial of tea")
    names = ("id", "title", "acronym", "status", "phases", "count", "start", "sex", "minimum", "maximum")
    assert asked(trial, *names) == [
        ID, "Tea & cough", "TIC", "NOT_YET_RECRUITING", ["PHASE2", "PHASE3"], 61, "2026-01-04", "ALL", "18 Years", None,
    ]  # fmt: skip
    assert asked(trial, "conditions", "countries", "interventions", "arms", "inclusion", "exclusion") == [
        ["Cough", "Fever"], ["Thailand", "Viet Nam"], ["Green tea", "Warm water"], ["Tea", "Water"],
        ["Cough", "Volunteer"], ["Cancer"],
    ]  # fmt: skip
    assert READ["design"](trial) == {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL"}
    assert READ["outcomes"](trial) == [("Cough score", "day 7"), ("Sleep", None), ("Pain", None)]
    assert trial.start_date is not None
    assert trial.start_date.type == "ESTIMATED"
    assert trial.completion_date is not None
    assert trial.keywords == ("Chronic cough",)
    assert [(each.id, each.source) for each in trial.identifiers] == [
        ("U1111-1000-2000", "UTN"),
        ("ABC-1", "Ministry of Health"),
    ]
    assert [(each.name, each.role) for each in trial.contacts] == [
        ("Wei Li", "public"),
        ("Ines M. Calloway", "scientific"),
    ]
    assert [(each.name, each.role) for each in trial.sponsors] == [
        ("River University", "lead"), ("Second Hospital", "collaborator"), ("A Fund", "collaborator"),
    ]  # fmt: skip


def test_what_is_left_is_said() -> None:
    said = {each.code: each for each in parse(FORMS["trial"]).diagnostics}
    assert said.keys() == {"summed-count", "assumed-date-order", "unread-lines", "unread-fields"}
    assert said["unread-lines"].message == "what has no place in a trial: Study design, Support"
    assert said["unread-fields"].message.endswith(
        "(5): main.date_registration, main.results_IPD_plan, contacts.contact.affiliation, intervention_code.i_code, "
        "ethics_reviews.ethics_review.status"
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_may_be_missing(section: str) -> None:
    inner = "".join(f"<{name}>{inner}</{name}>" for name, inner in SECTIONS.items() if name != section)
    trial = parse(as_xml("trial", inner))
    assert trial.id == (None if section == "main" else ID) or trial.layout is None


def test_fields_may_stand_in_the_trial_itself() -> None:
    bare = SECTIONS["main"] + SECTIONS["criteria"] + SECTIONS["countries"]
    trial = parse(f"<trial>{bare.replace('{id}', ID)}</trial>")
    assert asked(trial, "id", "count", "inclusion", "countries") == [
        ID, 61, ["Cough", "Volunteer"], ["Thailand", "Viet Nam"],
    ]  # fmt: skip


REBEC = """<main><trial_id>RBR-2abc3d</trial_id><reg_name>REBEC</reg_name><public_title>Yoga</public_title>
    <target_size>45</target_size><results_actual_enrolment>41</results_actual_enrolment><hc_freetext>Gota</hc_freetext>
    <i_freetext>They do yoga twice a week. The others wait.</i_freetext></main>
    <criteria><agemin>40Y</agemin><agemax>0</agemax><gender>-</gender></criteria>
    <intervention_code><i_code>behavioural</i_code></intervention_code>
    <intervention_keyword><i_keyword>Yoga</i_keyword></intervention_keyword>"""


def test_what_only_rebec_means() -> None:
    trial = parse(as_xml("trial", REBEC))
    assert asked(trial, "sex", "minimum", "maximum", "count") == ["ALL", "40 Years", None, 41]
    assert trial.enrollment is not None
    assert trial.enrollment.type == "ACTUAL"
    (yoga,) = trial.interventions
    assert (yoga.name, yoga.type) == ("Yoga", "BEHAVIORAL")
    assert yoga.description == "They do yoga twice a week. The others wait."


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8"])
def test_encodings_and_the_names_of_characters(encoding: str) -> None:
    inner = "<main><trial_id>PER-123-26</trial_id><public_title>C&aacute;ncer de próstata\x0b</public_title></main>"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{as_xml("trial", inner + "<countries><country2>Per&uacute;")}'
    whole = text.replace("</trial>", "</country2></countries></trial>")
    trial = parse(read(whole.encode(encoding)))
    assert asked(trial, "id", "title", "countries") == ["PER-123-26", "Cáncer de próstata", ["Perú"]]


@pytest.mark.parametrize("elements", [("trial", "Triall"), ("Triall", "trial"), ("trial", "trial", "Triall")])
@pytest.mark.parametrize("spaces", [0, 5_000_000])
def test_files_of_two_spellings_put_together(elements: tuple[str, ...], spaces: int) -> None:
    inner = (
        "<main><trial_id>DRKS0009999{}</trial_id><public_title>Gout</public_title></main><countries><country2>Germany"
        "</country2></countries><criteria><inclusion_criteria>Gout</inclusion_criteria></criteria>"
    )
    trials = (f"<{name}>{inner.format(n)}</{name}>{' ' * spaces}" for n, name in enumerate(elements))
    text = f"<trials>{''.join(trials)}</trials>"
    read_all = list(read_records(text.encode()))
    assert [trial.id for trial in read_all] == [f"DRKS0009999{n}" for n in range(len(elements))]
    for trial in (parse(text), *read_all, *map(parse, split(text))):
        assert trial.countries == ("Germany",)
        assert trial.eligibility
        assert [each.text for each in trial.eligibility.criteria] == ["Gout"]


CRAWL = """<root><Trial><TrialID>NCT09990005</TrialID><Primary_Register_text>ClinicalTrials.gov</Primary_Register_text>
<last_updated>24 August 2026</last_updated><Public_title>Velorimab</Public_title><Target_size>40</Target_size>
<Recruitment_status2>Recruiting</Recruitment_status2><Study_design>Masking: Open Label. </Study_design>
<Allocation>Randomized</Allocation><Assignement>Parallel</Assignement><Phase>Phase 2</Phase></Trial>
<Country><CountryName>India</CountryName></Country><Country><CountryName>Korea, Republic of</CountryName></Country>
<Contacts><Firstname>Ines</Firstname><Lastname>Calloway</Lastname><Telephone>+91 1</Telephone></Contacts>
<Criteria><Inclusion_criteria>&lt;br&gt;        Inclusion Criteria:&lt;br&gt;&lt;br&gt;          -  Gout that lasted
&lt;br&gt;             a year&lt;br&gt;&lt;br&gt;        Exclusion Criteria:&lt;br&gt;&lt;br&gt;          -  Dialysis
</Inclusion_criteria><Inclusion_agemin>18 Years</Inclusion_agemin><Inclusion_sex>Both</Inclusion_sex></Criteria>
<Health_condition><Condition_FreeText>Gout</Condition_FreeText></Health_condition>
<Health_condition><Condition_FreeText>Tophi</Condition_FreeText></Health_condition>
<Intervention><Intervention_FreeText>Drug: Velorimab</Intervention_FreeText></Intervention>
<Primary_outcome><Outcome_Name>Flares</Outcome_Name><Time_frame1>12 weeks</Time_frame1></Primary_outcome>
<Secondary_outcome><Outcome_Name>Pain. Timepoint: day 7</Outcome_Name></Secondary_outcome>
<Secondary_IDs><SecondaryID>VEL-1</SecondaryID></Secondary_IDs>
<Source_support><Source_Name>A Fund</Source_Name></Source_support><Results><results_yes_no>No</results_yes_no></Results>
</root>"""


def test_the_platforms_record_of_one_trial() -> None:
    trial = parse(CRAWL)
    assert (trial.layout, trial.registry, trial.has_results) == ("ictrp_xml", "ClinicalTrials.gov", False)
    assert asked(trial, "id", "status", "count", "sex", "minimum", "inclusion", "exclusion") == [
        "NCT09990005", "RECRUITING", 40, "ALL", "18 Years", ["Gout that lasted a year"], ["Dialysis"],
    ]  # fmt: skip
    assert asked(trial, "conditions", "countries", "interventions", "outcomes") == [
        ["Gout", "Tophi"], ["India", "Korea, Republic of"], ["Velorimab"], [("Flares", "12 weeks"), ("Pain", "day 7")],
    ]  # fmt: skip
    assert READ["design"](trial) == {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "masking": "NONE"}
    assert [each.name for each in trial.contacts] == ["Ines Calloway"]


OPENTRIALS = """<trial type="I" status="published" date_registration="2026-03-04" created="2026-03-01"
 updated="2026-04-05"><trial_identification><scientific_title lang="en">Yoga in gout</scientific_title>
<public_title lang="pt">Ioga</public_title><public_title lang="en">Yoga</public_title><utn>U1111-1000-2002</utn>
<opentrials_id>RBR-2abc3d</opentrials_id></trial_identification><sponsors_and_support>
<primary_sponsor country_code="BR">
<name>Universidade</name></primary_sponsor><source_support><name>A Fund</name></source_support></sponsors_and_support>
<health_conditions><freetext lang="en">Gout</freetext><keyword lang="en">Arthritis</keyword></health_conditions>
<interventions><freetext>Yoga</freetext><i_code value="behavioural"/></interventions>
<recruitment study_status="recruiting"><recruitment_country value="BR"/><recruitment_country value="AR"/>
<inclusion_criteria lang="en">Gout\nAge over 18 years</inclusion_criteria><gender value="-"/>
<agemin unit="months">6</agemin>
<agemax unit="null">0</agemax><exclusion_criteria lang="en">Stroke</exclusion_criteria>
<date_enrolment_anticipated start="2026-05-01" end="2026-12-01"/><target_size>60</target_size></recruitment>
<study><study_design>Clinical trial</study_design><phase value="2-3"/><purpose value="treatment"/>
<intervention_assignment value="parallel"/><masking value="double-blind"/>
<allocation value="randomized-controlled"/></study>
<outcomes><primary_outcome>Flares</primary_outcome><secondary_outcome>Pain</secondary_outcome></outcomes></trial>"""


def test_rebecs_own_form() -> None:
    trial = parse(OPENTRIALS)
    assert (trial.layout, trial.registry, trial.study_type) == ("opentrials_xml", "REBEC", "INTERVENTIONAL")
    assert asked(trial, "id", "title", "status", "phases", "count", "start", "sex", "minimum", "maximum") == [
        "RBR-2abc3d", "Yoga", "RECRUITING", ["PHASE2", "PHASE3"], 60, "2026-05-01", "ALL", "6 Months", None,
    ]  # fmt: skip
    assert asked(trial, "conditions", "countries", "interventions", "inclusion", "exclusion") == [
        ["Gout"], ["Brazil", "Argentina"], ["Yoga"], ["Gout", "Age over 18 years"], ["Stroke"],
    ]  # fmt: skip
    assert READ["design"](trial) == {
        "allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
        "masking": "DOUBLE",
    }  # fmt: skip
    assert [each.name for each in trial.sponsors] == ["Universidade", "A Fund"]
    assert [each.code for each in trial.diagnostics] == ["unread-fields"]
