r"""A trial as a record is written out: its fields in the order of the text, their labels, and their readers.

A form (`ctgov_json`, `ictrp` …) gives facts: paths of the trial, and the words of the record. They are written out,
`Label: words` a line, and read as they are written; so every value has its characters, and every form is read alike.

>>> sheet = Sheet()
>>> write(sheet, {"title": "A study", "start_date": "2025-09 (Estimated)"})
>>> sheet.text
'Title: A study\nStart date: 2025-09 (Estimated)\n'
>>> sheet.values["start_date"]["date"], sheet.spans["title"]
('2025-09', (7, 14))
"""

from trialparse.records.readers import (
    Facts,
    Reader,
    age,
    aside,
    criteria,
    date,
    date_order,
    each,
    enrollment,
    enum,
    flag,
    group,
    name,
    phases,
    said,
    text,
    trial_id,
)
from trialparse.records.sheet import ASIDE, CRITERIA, DATES, Sheet

__all__ = ["write"]

_CONTACT = group(
    {
        "name": ("", text),
        "role": ("role", enum("contact_role")),
        "phone": ("phone", text),
        "email": ("e-mail", text),
    }
)
_NAMED = ("", name)

# In the order of the text; a path of the trial, its label, its reader.
_TRIAL: dict[str, tuple[str, Reader]] = {
    DATES: ("", date_order),
    "title": ("Title", text),
    "official_title": ("Official title", text),
    "acronym": ("Acronym", text),
    "id": ("Trial id", trial_id),
    "registry": ("Registry", text),
    "identifiers": (
        "Other identifier",
        each(group({"id": _NAMED, "type": ("type", enum("identifier_type")), "source": ("source", text)}, "id")),
    ),
    "last_updated": ("Last updated", date),
    "has_results": ("Has results", flag),
    "status": ("Status", enum("status")),
    "start_date": ("Start date", date),
    "primary_completion_date": ("Primary completion date", date),
    "completion_date": ("Completion date", date),
    "sponsors": (
        "Sponsor",
        each(
            group(
                {"name": _NAMED, "role": ("role", enum("sponsor_role")), "class": ("class", enum("sponsor_class"))},
                "name",
            )
        ),
    ),
    "responsible_party": (
        "Responsible party",
        group(
            {
                "name": _NAMED,
                "type": ("type", enum("responsible_party_type")),
                "title": ("title", text),
                "affiliation": ("affiliation", text),
            }
        ),
    ),
    "brief_summary": ("Brief summary", text),
    "detailed_description": ("Detailed description", text),
    "conditions": ("Condition", each(text)),
    "keywords": ("Keyword", each(text)),
    "study_type": ("Study type", enum("study_type")),
    "phases": ("Phase", phases),
    "enrollment": ("Enrollment", enrollment),
    "design.allocation": ("Allocation", enum("allocation")),
    "design.intervention_model": ("Intervention model", enum("intervention_model")),
    "design.intervention_model_description": ("Intervention model description", text),
    "design.primary_purpose": ("Primary purpose", enum("primary_purpose")),
    "design.observational_model": ("Observational model", enum("observational_model")),
    "design.time_perspective": ("Time perspective", enum("time_perspective")),
    "design.masking": ("Masking", enum("masking")),
    "design.who_masked": ("Who is masked", each(enum("who_masked"))),
    "design.masking_description": ("Masking description", text),
    "arms": (
        "Arm",
        each(
            group(
                {
                    "label": _NAMED,
                    "type": ("type", enum("arm_type")),
                    "description": ("description", text),
                    "interventions": ("intervention", each(text)),
                },
                "label",
            )
        ),
    ),
    "interventions": (
        "Intervention",
        each(
            group(
                {
                    "name": _NAMED,
                    "type": ("type", enum("intervention_type")),
                    "description": ("description", text),
                    "other_names": ("other name", each(text)),
                },
                "name",
            )
        ),
    ),
    "outcomes": (
        "Outcome",
        each(
            group(
                {
                    "measure": _NAMED,
                    "type": ("type", text),
                    "description": ("description", text),
                    "time_frame": ("time frame", text),
                },
                "measure",
            )
        ),
    ),
    CRITERIA: ("Eligibility criteria", criteria),
    "eligibility.minimum_age": ("Minimum age", age),
    "eligibility.maximum_age": ("Maximum age", age),
    "eligibility.sex": ("Sex", enum("sex")),
    "eligibility.healthy_volunteers": ("Healthy volunteers", flag),
    "eligibility.sampling_method": ("Sampling method", enum("sampling_method")),
    "eligibility.study_population": ("Study population", text),
    "contacts": ("Contact", each(_CONTACT)),
    "officials": (
        "Official",
        each(
            group(
                {"name": _NAMED, "role": ("role", enum("official_role")), "affiliation": ("affiliation", text)},
                "name",
            )
        ),
    ),
    "locations": (
        "Location",
        each(
            group(
                {
                    "facility": ("facility", text),
                    "city": ("city", text),
                    "state": ("state", text),
                    "zip": ("zip", text),
                    "country": ("country", text),
                    "status": ("status", enum("status")),
                    "contacts": ("contact", each(_CONTACT)),
                }
            )
        ),
    ),
    "countries": ("Country", each(text)),
    "references": (
        "Reference",
        each(
            group(
                {"citation": _NAMED, "type": ("type", text), "pmid": ("PMID", text), "url": ("URL", text)},
                "citation",
            )
        ),
    ),
    "diagnostics": ("", said),
    ASIDE: ("", aside),
}


def write(sheet: Sheet, facts: Facts) -> None:
    """Write the facts of a trial, and read them."""
    for path, (label, reader) in _TRIAL.items():
        given = facts.get(path)
        value = reader(sheet, path, label, given) if given else None
        if value is not None and value not in ([], {}):
            sheet.put(path, value)
    order = facts.get(DATES)
    if sheet.assumed and order is not None and order.why:
        places = ", ".join(sheet.assumed)
        sheet.report("assumed-date-order", f"{order.why}: {places}", None, *sheet.assumed.values(), severity="info")
