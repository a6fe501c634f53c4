"""What the golden pages are compared by."""

from typing import Any

import trialparse


def values_of(trial: trialparse.Trial) -> dict[str, Any]:
    """The fields of a page but for the criteria, without places."""
    dumped = trial.model_dump(
        mode="json",
        exclude_defaults=True,
        exclude={"text": True, "spans": True, "diagnostics": True, "eligibility": {"text", "criteria", "diagnostics"}},
    )
    return _without_spans(dumped)  # type: ignore[no-any-return]


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_spans(each) for name, each in value.items() if name != "span"}
    return [_without_spans(each) for each in value] if isinstance(value, list) else value
