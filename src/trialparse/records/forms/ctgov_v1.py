"""A study of ClinicalTrials.gov as version 1 of its API gave it until June 2024: the same tree in older names."""

from collections.abc import Mapping
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.forms.ctgov_json import ctgov_json

__all__ = ["ctgov_v1", "modern"]

# What is not its older name without that of what holds it.
_NAMES = {
    "NCTId": "nctId",
    "Gender": "sex",
    "DesignMasking": "masking",
    "DesignMaskingDescription": "maskingDescription",
    "DesignWhoMaskedList": "whoMasked",
    "ArmGroupInterventionList": "interventionNames",
}
_ONE = {"DesignObservationalModelList": "observationalModel", "DesignTimePerspectiveList": "timePerspective"}
_HOLDERS = ("Struct", "Info")
_DEEPEST = 40


def ctgov_v1(study: Fields) -> dict[str, Any]:
    """The facts of a study."""
    study.value = modern(study.value)
    return ctgov_json(study)


def modern(value: Any, holder: str = "", depth: int = 0) -> Any:
    """A tree under the names of version 2.

    >>> modern({"StartDateStruct": {"StartDate": "March 2026"}, "PhaseList": {"Phase": ["Phase 2"]}})
    {'startDateStruct': {'date': 'March 2026'}, 'phases': ['Phase 2']}
    """
    if isinstance(value, list) and depth < _DEEPEST:
        return [modern(each, holder, depth + 1) for each in value]
    if not isinstance(value, Mapping) or depth >= _DEEPEST:
        return value
    found: dict[str, Any] = {}
    for name, inner in ((str(name), inner) for name, inner in value.items()):
        if name.endswith("List") and isinstance(inner, Mapping) and len(inner) == 1:
            items = modern(next(iter(inner.values())), _holder(name.removesuffix("List")), depth + 1)
            if name in _ONE and isinstance(items, list):
                found[_ONE[name]] = ", ".join(map(str, items))
            else:
                found[_NAMES.get(name) or f"{_short(name.removesuffix('List'), holder)}s"] = items
        else:
            found[_NAMES.get(name) or _short(name, holder)] = modern(inner, _holder(name), depth + 1)
    return found


def _holder(name: str) -> str:
    """What the names inside begin with; those in a module do not."""
    if name.endswith(("Module", "Section")):
        return ""
    return next((name.removesuffix(ending) for ending in _HOLDERS if name.endswith(ending)), name)


def _short(name: str, holder: str) -> str:
    """A name without that of what holds it: `StartDateType` in `StartDate` is `type`, `StartDate` itself is `date`."""
    if holder and name == holder:
        name = "Id" if name.endswith("Id") else "Date" if name.endswith("Date") else name
    elif holder:
        name = name.removeprefix(holder)
    return name[:1].lower() + name[1:]
