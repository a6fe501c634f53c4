"""What the golden pages are compared by. A page and its answers, `x.txt` and `x.json`, lie together in `FIXTURES`."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trialparse
from trialparse.layouts import Reading, read_page
from trialparse.text import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"

# What copying and rendering do to a page: it changes no value.
DAMAGE: dict[str, Callable[[str], str]] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "tabs": lambda text: re.sub(r"^(?=\w)", "\t", text, flags=re.MULTILINE),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "doubled blank lines": lambda text: text.replace("\n\n", "\n \n\n\n"),
    "navigation above": lambda text: f"Skip to content\nHome > Trials\nPhase 3: see NCT09999111\n\n{text}",
    "footer below": lambda text: f"{text}\n\nWas this page useful?\nTerms of use\nRecently viewed: NCT09999111\n",
}  # fmt: skip


def text_of(name: str) -> str:
    """A page."""
    return (FIXTURES / f"{name}.txt").read_text("utf-8")


def answers_of(name: str) -> dict[str, Any]:
    """What is expected of it, checked by hand."""
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def reading_of(text: str) -> Reading:
    """What the layouts read of a page."""
    return read_page(text, fold(text))


_UNSTATED = {"text", "language", "criteria", "logic", "diagnostics"}


def values_of(trial: trialparse.Trial) -> dict[str, Any]:
    """The fields of a page but for the criteria, without places."""
    dumped = trial.model_dump(
        mode="json",
        exclude_defaults=True,
        exclude={"text": True, "language": True, "spans": True, "diagnostics": True, "eligibility": _UNSTATED},
    )
    return _without_spans(dumped)  # type: ignore[no-any-return]


def answered(text: str) -> dict[str, Any]:
    """What the layouts read of a page, in the form of its answers."""
    reading = reading_of(text)
    criteria = [[text[start:end], kind] for start, end, kind in reading.sections]
    return {"layout": reading.layout, "trial": _plain(reading.values), "criteria": criteria}


def _plain(value: Any) -> Any:
    """A value without its places, numbers and dates in one word."""
    if isinstance(value, dict):
        if "precision" in value:
            return f"{value['date']} {value['type']}" if value["type"] else value["date"]
        if set(value) - {"span"} == {"value", "unit"}:
            return f"{value['value']} {value['unit']}"
        return {name: _plain(each) for name, each in value.items() if name != "span"}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_spans(each) for name, each in value.items() if name != "span"}
    return [_without_spans(each) for each in value] if isinstance(value, list) else value
