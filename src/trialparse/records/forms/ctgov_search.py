"""A study of the XML that a search of ClinicalTrials.gov gave before June 2024, `search_results/study`."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, typed_name
from trialparse.records.forms.ctgov_csv import pairs, phases_of, places

__all__ = ["SIGNS", "ctgov_search"]

SIGNS: tuple[str, ...] = tuple(
    f"nct_id {name}"
    for name in (
        "title url", "title status", "@rank", "status.@open", "age_groups", "min_age", "max_age", "study_types",
        "study_results", "conditions.condition", "interventions.intervention", "sponsors.lead_sponsor",
        "phases.phase", "study_designs.study_design", "other_ids.other_id", "locations.location",
        "last_update_posted", "study_first_posted",
    )
)  # fmt: skip
"""Names that no other form has together."""

_FORM = Form(
    scalars={
        "id": ("nct_id",),
        "title": ("title",),
        "acronym": ("acronym",),
        "status": ("status",),
        "eligibility.sex": ("gender",),
        "eligibility.minimum_age": ("min_age",),
        "eligibility.maximum_age": ("max_age",),
        "enrollment": ("enrollment",),
        "study_type": ("study_types",),
        "start_date": ("start_date",),
        "primary_completion_date": ("primary_completion_date",),
        "completion_date": ("completion_date",),
        "last_updated": ("last_update_posted",),
    },
    lists={"conditions": "conditions.condition"},
    objects={},
    skipped=("@rank", "status.@open", "url", "age_groups", "exp_acc_types", "study_first_posted"),
)
_RESULTS = {"has results": "Yes", "no results available": "No"}


def ctgov_search(study: Fields) -> dict[str, Any]:
    """The facts of a study; there are no criteria in it, and its outcomes are of no told sort."""
    results = study.text("study_results")
    said: list[dict[str, str]] = []
    return _FORM.facts(study) | {
        "has_results": _RESULTS.get((results or "").strip().lower(), results),
        "phases": phases_of(study.texts("phases.phase")),
        "interventions": list(_interventions(study.part("interventions"))),
        "sponsors": [
            {"name": name, "role": role}
            for place, role in (("lead_sponsor", "lead"), ("collaborator", "collaborator"))
            for name in study.texts(f"sponsors.{place}")
        ],
        "identifiers": [{"id": each} for each in study.texts("other_ids.other_id")],
        **places(study.texts("locations.location"), said),
        **pairs(study.texts("study_designs.study_design")),
        "diagnostics": said,
    }


def _interventions(part: Fields) -> Iterator[dict[str, Any]]:
    """Names, with their types beside them as attributes or before them."""
    typed = part.parts("intervention")
    for each in typed:
        yield {"name": each.text("#text"), "type": each.text("@type")}
    yield from (typed_name(each) for each in part.texts("intervention") if not typed)
