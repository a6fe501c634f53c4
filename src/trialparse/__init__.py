"""trialparse: typed facts out of clinical-trial registry text, each with the characters it was read from.

A name is loaded when it is first asked for, so that the command line and the pytest plugin start at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trialparse.layouts.split import split
    from trialparse.linking import Evidence, LinkedPair, LinkedTrials, Links, Match, link, same_trial
    from trialparse.model import (
        SCHEMA_VERSION,
        Age,
        Anchor,
        And,
        Arm,
        AtLeast,
        Biomarker,
        Bound,
        Clause,
        Constraint,
        Contact,
        CriteriaSet,
        Criterion,
        Design,
        Diagnostic,
        Duration,
        Eligibility,
        Enrollment,
        Experiencer,
        Fact,
        Group,
        Identifier,
        If,
        Interval,
        Intervention,
        Levels,
        Location,
        Logic,
        Not,
        Official,
        Or,
        Outcome,
        PartialDate,
        Presence,
        Ref,
        ReferenceItem,
        RelatedTrial,
        ResponsibleParty,
        Span,
        Sponsor,
        Subject,
        Threshold,
        Trial,
        Window,
    )
    from trialparse.outputs.explain import Explanation, explain
    from trialparse.outputs.plots import ranges, timeline
    from trialparse.outputs.tables import compare, to_frame
    from trialparse.packs import Pack, PackError
    from trialparse.parser import Parser, parse, parse_criteria, parse_record
    from trialparse.text.source import read

__all__ = [
    "SCHEMA_VERSION",
    "Age",
    "Anchor",
    "And",
    "Arm",
    "AtLeast",
    "Biomarker",
    "Bound",
    "Clause",
    "Constraint",
    "Contact",
    "CriteriaSet",
    "Criterion",
    "Design",
    "Diagnostic",
    "Duration",
    "Eligibility",
    "Enrollment",
    "Evidence",
    "Experiencer",
    "Explanation",
    "Fact",
    "Group",
    "Identifier",
    "If",
    "Interval",
    "Intervention",
    "Levels",
    "LinkedPair",
    "LinkedTrials",
    "Links",
    "Location",
    "Logic",
    "Match",
    "Not",
    "Official",
    "Or",
    "Outcome",
    "Pack",
    "PackError",
    "Parser",
    "PartialDate",
    "Presence",
    "Ref",
    "ReferenceItem",
    "RelatedTrial",
    "ResponsibleParty",
    "Span",
    "Sponsor",
    "Subject",
    "Threshold",
    "Trial",
    "Window",
    "__version__",
    "compare",
    "explain",
    "link",
    "parse",
    "parse_criteria",
    "parse_record",
    "ranges",
    "read",
    "same_trial",
    "split",
    "timeline",
    "to_frame",
]

__version__ = "0.1.0"
"""The version of the library.

Examples:
    >>> import trialparse
    >>> trialparse.__version__.count(".")
    2
"""

# The module of each name that is not of the model.
_MODULES = {
    "Evidence": "linking",
    "Explanation": "outputs.explain",
    "LinkedPair": "linking",
    "LinkedTrials": "linking",
    "Links": "linking",
    "Match": "linking",
    "Pack": "packs",
    "PackError": "packs",
    "Parser": "parser",
    "compare": "outputs.tables",
    "explain": "outputs.explain",
    "link": "linking",
    "parse": "parser",
    "parse_criteria": "parser",
    "parse_record": "parser",
    "ranges": "outputs.plots",
    "read": "text.source",
    "same_trial": "linking",
    "split": "layouts.split",
    "timeline": "outputs.plots",
    "to_frame": "outputs.tables",
}
_ROOMS = ("layouts", "model", "outputs", "packs")  # may be named without an import of their own

if not TYPE_CHECKING:  # a type checker would take any name for one of the package

    def __getattr__(name: str) -> Any:
        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULES.get(name, 'model')}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
