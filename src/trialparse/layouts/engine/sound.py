"""A reading that a trial can hold: what a layout gave that it cannot is left out, and told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args

from pydantic import ValidationError

from trialparse.layouts.engine.failures import is_place, is_text
from trialparse.layouts.engine.layout import Layout, Reading
from trialparse.layouts.engine.named import field_type
from trialparse.model import Diagnostic, PartialDate, Trial
from trialparse.model.criterion import Kind

__all__ = ["failure", "sound"]

Place = tuple[int | str, ...]
_DATES = tuple(name for name in Trial.model_fields if field_type(name) is PartialDate)


def failure(message: str, path: str | None = None, place: tuple[int, int] | None = None) -> dict[str, Any]:
    """The diagnostic of a layout that failed."""
    message = message.encode("utf-8", "backslashreplace").decode("utf-8")
    spans = [{"start": place[0], "end": place[1]}] if place else []
    return {"code": "layout-failed", "message": message, "severity": "error", "spans": spans, "path": path}


def sound(layout: Layout, reading: Reading, length: int) -> Reading:
    """What of a reading of a text that long a trial can hold."""
    if not is_text(layout.name):
        raise TypeError(f"the name of a layout is a str, not {layout.name!r}")
    values, left_out = _mend(reading.values)
    kept = replace(_kept(reading, length), values=values)
    if kept == reading:
        return reading
    said = [failure(f"{layout.named}: {why}", path, kept.spans.get(path)) for path, why in left_out]
    for name in ("spans", "eligibility", "diagnostics", "sections"):
        if getattr(kept, name) != getattr(reading, name):
            said.append(failure(f"{layout.named}: {name}: not all are what they must be"))
    spans = {path: place for path, place in kept.spans.items() if not any(_is_in(path, each) for each, _ in left_out)}
    return replace(kept, spans=spans, diagnostics=[*kept.diagnostics, *said])


def _kept(reading: Reading, length: int) -> Reading:
    """A reading without what is no place, no section or no diagnostic."""
    places = {path: place for path, place in reading.spans.items() if _is_place(place, length)}
    return replace(
        reading,
        spans={path: place for path, place in places.items() if is_text(path)},
        eligibility=reading.eligibility if _is_place(reading.eligibility, length) else None,
        diagnostics=[each for each in reading.diagnostics if _is_diagnostic(each, length)],
        sections=[each for each in reading.sections if _is_section(each, length)],
    )


def _is_in(path: str, field: str) -> bool:
    """Whether a path is that of a field or of a part of it."""
    return path == field or path.startswith((f"{field}.", f"{field}["))


def _mend(values: Any) -> tuple[Any, list[tuple[str, str]]]:
    """The values without what no trial can hold; the path of each such thing, and why."""
    left_out: list[tuple[str, str]] = []
    while (fault := _fault(values)) is not None:
        place, why = fault
        way = _way(values, place)
        values, path = _without(way), _path(step for _, step in way)
        if left_out and _is_in(left_out[-1][0], path):  # without its part it is none: that is no second fault
            left_out[-1] = path, left_out[-1][1]
        else:
            left_out.append((path, f"{path}: {why}"))
    return values, left_out


def _fault(values: dict[str, Any]) -> tuple[Place, str] | None:
    """The first thing that keeps values from being a trial's: where it is, and what."""
    try:
        trial = Trial.model_validate(values)
    except ValidationError as error:
        (first, *_) = error.errors(include_url=False, include_context=False, include_input=False)
        return first["loc"], first["msg"]
    if not isinstance(values.get("eligibility", {}), dict):
        return ("eligibility",), "it is no dict"
    for place, value in _strings(values):
        if not is_text(value):
            return place, "half a character stands in it"
    for name in _DATES:
        try:
            date: PartialDate | None = getattr(trial, name)
            _ = date and (date.first, date.last)
        except (ValueError, OverflowError) as error:
            return (name,), str(error)
    return None


def _strings(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """All text within values, and where it is."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(each, (*place, name))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _strings(each, (*place, number))


def _way(values: Any, place: Place) -> list[tuple[Any, int | str]]:
    """The owners and steps to the innermost field on the way to a place; that of the list, where an item lacks one."""
    way: list[tuple[Any, int | str]] = []
    node = values
    for step in place:
        steps: Any = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list | tuple) else ()
        if step not in steps:
            break
        way.append((node, step))
        node = node[step]
    while way and not isinstance(way[-1][0], dict):
        way.pop()
    if not way:
        raise TypeError(f"the values are none of a trial: {_path(place)}")
    return way


def _without(way: list[tuple[Any, int | str]]) -> Any:
    """The values without the field at the end of a way; what the layout gave stays as it is."""
    *owners, (owner, name) = way
    left: Any = {key: value for key, value in owner.items() if key != name}
    for owner, step in reversed(owners):
        copied = dict(owner) if isinstance(owner, dict) else list(owner)
        copied[step] = left
        left = copied
    return left


def _path(steps: Iterable[int | str]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _is_place(place: Any, length: int) -> bool:
    return isinstance(place, tuple | list) and len(place) == 2 and is_place(place[0], place[1], length)


def _is_section(section: Any, length: int) -> bool:
    if not isinstance(section, tuple | list) or len(section) != 3:
        return False
    start, end, kind = section
    return is_place(start, end, length) and kind in get_args(Kind)


def _is_diagnostic(given: Any, length: int) -> bool:
    try:
        found = Diagnostic.model_validate(given)
    except ValidationError:
        return False
    words = (found.code, found.message, found.path or "")
    return all(map(is_text, words)) and all(span.end <= length for span in found.spans)
