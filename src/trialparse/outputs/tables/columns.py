"""The columns of the tables, with all that the documentation says of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trialparse.outputs.tables.schema import Column

__all__ = ["COMPARED", "TABLES", "WIDE_HEAD", "WIDE_TAIL"]

_NUMBER = "the number of the trial among those given, from 0: it tells trials with the same id, or none, apart"
_ID = "the trial's id in its registry; none for an `Eligibility` by itself"


def _date(name: str, what: str) -> tuple[Column, ...]:
    """A date in the four columns that a partial date needs."""
    path = f"trial.{name}"
    return (
        Column(name, "date", f"{what}, where the page gives the day; a month or a year alone has none", path),
        Column(f"{name}_text", "str", f"{what} as precise as the page gives it: `2028-06`", f"{path}.date"),
        Column(f"{name}_precision", "str", "`day`, `month` or `year`", f"{path}.precision"),
        Column(f"{name}_type", "str", "`ACTUAL` or `ESTIMATED`, where the page says it", f"{path}.type"),
    )


def _age(name: str, what: str) -> tuple[Column, ...]:
    path = f"eligibility.{name}"
    return (
        Column(name, "float", f"the {what} age in the registry's own field", f"{path}.value"),
        Column(f"{name}_text", "str", "the same number, exact", f"{path}.value"),
        Column(f"{name}_unit", "str", "`Years`, `Months` …", f"{path}.unit"),
    )


def _bound(side: str) -> tuple[Column, ...]:
    path = f"constraint.interval.{side}"
    return (
        Column(
            side, "float", f"the {side} end as the text states it, never turned round; none where open", f"{path}.value"
        ),
        Column(f"{side}_text", "str", "the same number, exact: `0.10` stays `0.10`", f"{path}.value"),
        Column(f"{side}_inclusive", "bool", "whether the end itself belongs to it", f"{path}.inclusive"),
    )


_SECTION = (
    Column("text", "str", "the eligibility text"),
    Column("start", "int", "where that starts in `trial.text`", "eligibility.span.start"),
    Column("end", "int", "where it ends", "eligibility.span.end"),
)

_TRIALS = (
    Column("trial", "int", _NUMBER, "number"),
    Column("trial_id", "str", _ID, "trial.id"),
    Column("registry", "str", "the registry", "trial.registry"),
    Column("layout", "str", "the layout that the page was read in", "trial.layout"),
    Column("title", "str", "the short title", "trial.title"),
    Column("official_title", "str", "the official title", "trial.official_title"),
    Column("acronym", "str", "the acronym", "trial.acronym"),
    Column("status", "str", "where it stands: `RECRUITING` …", "trial.status"),
    Column("phases", "str", "the phases, a list", "trial.phases"),
    Column("study_type", "str", "`INTERVENTIONAL` …", "trial.study_type"),
    Column("enrollment", "int", "how many participants", "trial.enrollment.count"),
    Column("enrollment_type", "str", "`ACTUAL` or `ESTIMATED`, where the page says it", "trial.enrollment.type"),
    *_date("start_date", "when it starts"),
    *_date("primary_completion_date", "when the primary outcome is complete"),
    *_date("completion_date", "when it is complete"),
    *_date("last_updated", "when the record was last changed"),
    Column("has_results", "bool", "whether results are posted", "trial.has_results"),
    Column("conditions", "str", "what is studied, a list", "trial.conditions"),
    Column("keywords", "str", "keywords, a list", "trial.keywords"),
    Column("brief_summary", "str", "the summary", "trial.brief_summary"),
    Column("allocation", "str", "`RANDOMIZED` …", "trial.design.allocation"),
    Column("intervention_model", "str", "`PARALLEL` …", "trial.design.intervention_model"),
    Column("primary_purpose", "str", "`TREATMENT` …", "trial.design.primary_purpose"),
    Column("masking", "str", "`DOUBLE` …", "trial.design.masking"),
    Column("who_masked", "str", "who is masked, a list", "trial.design.who_masked"),
    Column("observational_model", "str", "`COHORT` …", "trial.design.observational_model"),
    Column("time_perspective", "str", "`PROSPECTIVE` …", "trial.design.time_perspective"),
    Column("arms", "str", "the labels of the arms, a list"),
    Column("interventions", "str", "the names of the interventions, a list"),
    Column("outcomes", "str", "what is measured, a list"),
    Column("sponsors", "str", "sponsors and collaborators, a list"),
    Column("identifiers", "str", "other ids, a list"),
    Column("countries", "str", "the countries, a list", "trial.countries"),
    Column("n_locations", "int", "how many sites the page lists"),
    *_age("minimum_age", "lowest"),
    *_age("maximum_age", "highest"),
    Column("sex", "str", "`ALL`, `FEMALE`, `MALE`", "eligibility.sex"),
    Column("healthy_volunteers", "bool", "whether healthy volunteers may take part", "eligibility.healthy_volunteers"),
    Column("sampling_method", "str", "how an observational study samples", "eligibility.sampling_method"),
    Column("n_criteria", "int", "how many criteria there are, at every depth"),
    Column("n_inclusion", "int", "how many of them are inclusion criteria"),
    Column("n_exclusion", "int", "how many are exclusion criteria"),
    Column("n_parsed", "int", "of how many constraints explain all words"),
    Column("n_constraints", "int", "how many constraints there are: the trial's rows in `constraints`"),
    Column("n_doubtful", "int", "how many of those are doubtful"),
    Column("diagnostics", "str", "the codes of the diagnostics, each once, a list"),
    *_SECTION,
)

_CRITERIA = (
    Column("trial", "int", _NUMBER, "source.number"),
    Column("trial_id", "str", _ID, "source.trial.id"),
    Column("criterion_id", "str", "`I3`, its second child `I3.2`", "criterion.id"),
    Column("parent_id", "str", "the criterion that it stands under", "parent"),
    Column("polarity", "str", "`inclusion`, `exclusion`, or `unknown` where no heading says so", "criterion.kind"),
    Column("depth", "int", "how deep it stands, 0 at the top", "criterion.depth"),
    Column("marker", "str", "its bullet or number on the page", "criterion.marker"),
    Column("heading", "str", "the heading above it", "criterion.heading"),
    Column(
        "condition", "str", "the heading that names for whom alone it is: `Cohort A only`", "criterion.condition.text"
    ),
    Column(
        "status",
        "str",
        "whether constraints explain all of it (`parsed`), some (`partial`), none (`unparsed`)",
        "criterion.status",
    ),
    Column("residue", "str", "the words that no constraint explains, a list"),
    Column("n_constraints", "int", "how many constraints stand in its own words"),
    Column("n_children", "int", "how many criteria stand right below it"),
    Column("logic", "str", "how these combine, as [JSON](json.md#a-criterion)"),
    Column("text", "str", "its own words: no marker, no children"),
    Column("start", "int", "where they start in `trial.text`", "criterion.span.start"),
    Column("end", "int", "where they end", "criterion.span.end"),
)

_CONSTRAINTS = (
    Column("trial", "int", _NUMBER, "source.number"),
    Column("trial_id", "str", _ID, "source.trial.id"),
    Column("criterion_id", "str", "the criterion in whose words it stands", "criterion.id"),
    Column("place", "int", "its place among the constraints of the criterion, from 0: what `logic` refers to"),
    Column(
        "polarity",
        "str",
        "whether what it says is asked for or excluded: `inclusion`, `exclusion`, `unknown`",
        "criterion.kind",
    ),
    Column("kind", "str", "`threshold`, `levels`, `window`, `duration`, `criteria_set`, `presence`", "constraint.kind"),
    Column(
        "role",
        "str",
        "`limit`, or `condition`, `exception`, `part`: it stands in such a clause, or in the words, of another one",
        "constraint.role",
    ),
    Column("certainty", "str", "`sure` or `doubtful`", "constraint.certainty"),
    Column("doubts", "str", "what makes it [doubtful](diagnostics.md#doubts), a list of codes", "constraint.doubts"),
    Column("negated", "bool", "whether the text denies it", "constraint.negated"),
    Column("subject", "str", "what is limited or named, in the words of the text", "constraint.subject.text"),
    Column("subject_id", "str", "its id in the [lexicon](lexicon-entries.md)", "constraint.subject.id"),
    Column("loinc", "str", "its LOINC code", "constraint.subject.loinc"),
    Column("category", "str", "what it is, where it is a thing: `condition`, `drug` …", "constraint.subject.category"),
    Column("name", "str", "its whole name, where the words leave a shared part out", "constraint.subject.name"),
    Column("period", "str", "`past`, `present`, `future`: when it is or was so", "constraint.period"),
    Column("gene", "str", "of a biomarker the gene, by its official symbol", "constraint.biomarker.gene"),
    Column("alteration", "str", "how that is changed: `mutation`, `fusion` …", "constraint.biomarker.alteration"),
    Column("variant", "str", "which change it is: `V600E`", "constraint.biomarker.variant"),
    Column("state", "str", "`positive`, `negative`, `high`, `wild-type` …", "constraint.biomarker.state"),
    Column("interval", "str", "both ends at once: `[18,65)`", "constraint.interval"),
    *_bound("lower"),
    *_bound("upper"),
    Column("unit", "str", "the unit in UCUM, where the text states it", "constraint.unit"),
    Column("unit_text", "str", "the unit in the words of the text", "constraint.unit_text"),
    Column(
        "unit_or_inferred", "str", "the unit as stated, else the measurement's usual one", "constraint.unit_or_inferred"
    ),
    Column(
        "reference",
        "str",
        "`ULN`, `LLN`, `baseline`, `predicted`: the numbers are multiples of it",
        "constraint.reference",
    ),
    Column(
        "change",
        "str",
        "`increase`, `decrease`, `change`: the numbers are how much it rose or fell",
        "constraint.change",
    ),
    Column("levels", "str", "the members of a scale, a list", "constraint.levels"),
    Column("domain", "str", "all members of the scale, a list", "constraint.domain"),
    Column("count", "str", "how many things at that level: `[2,)`", "constraint.count"),
    Column("direction", "str", "`before`, `after`, `for`: where a time lies from its anchor", "constraint.direction"),
    Column("anchor", "str", "the moment that it refers to: `SCREENING` …", "constraint.anchor.key"),
    Column("anchor_text", "str", "the words of that moment", "constraint.anchor.text"),
    Column("dates", "str", "the places of the values that must hold in this time, a list", "constraint.dates"),
    Column("condition", "str", "the condition under which alone it holds: its own, else that of its criterion"),
    Column("exception", "str", "the exception to it", "constraint.exception.text"),
    Column(
        "experiencer", "str", "whose it is, where it is not the participant's: `donor` …", "constraint.experiencer.key"
    ),
    Column("rule", "str", "what read it", "constraint.rule"),
    Column(
        "subject_start", "int", "where the words of the subject start in `trial.text`", "constraint.subject.span.start"
    ),
    Column("subject_end", "int", "where they end", "constraint.subject.span.end"),
    Column("text", "str", "comparator, numbers and unit, the words of the levels, or the thing with its modifiers"),
    Column("start", "int", "where they start in `trial.text`", "constraint.span.start"),
    Column("end", "int", "where they end", "constraint.span.end"),
)

TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {"trials": _TRIALS, "criteria": _CRITERIA, "constraints": _CONSTRAINTS}
)
"""The columns of each table, in their order."""

_NOT_COMPARED = {"loinc", "domain", "unit_text", "anchor_text", "dates", "rule", "subject_start", "subject_end"}

COMPARED: tuple[Column, ...] = (
    *(column for column in _CONSTRAINTS if column.name not in _NOT_COMPARED),
    Column("criterion_text", "str", "the words of the criterion in which it stands"),
)
"""The columns of `compare`."""

WIDE_HEAD: tuple[Column, ...] = (
    Column("trial", "int", _NUMBER, "number"),
    Column("trial_id", "str", _ID, "trial.id"),
    Column("sex", "str", "`ALL`, `FEMALE`, `MALE`: the registry's field", "eligibility.sex"),
    Column("healthy_volunteers", "bool", "whether healthy volunteers may take part", "eligibility.healthy_volunteers"),
)
"""The columns of `wide` before those of the measurements."""

WIDE_TAIL: tuple[Column, ...] = (
    Column("strict", "str", "the columns of this row whose number itself is not allowed (`<`, `>`), a list"),
    Column("stated_in", "str", "where each value stands: `hba1c_min I3`, a list"),
    Column("left_out", "int", "how many constraints are not in this row"),
    Column("left_out_why", "str", "each of them, with the reason: `E2 plt: doubtful`, a list"),
    Column("unread", "int", "how many criteria have words that no constraint explains: they may ask more"),
    *_SECTION,
)
"""The columns of `wide` behind them."""
