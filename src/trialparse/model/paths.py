"""Paths of values in a result: dotted, with list places in brackets, as `enrollment.count` and `arms[0].label`."""

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from trialparse.model.base import Frozen, Span

__all__ = ["span_at"]

Shapes = tuple[Any, ...]  # the types that the value at a path may have

_PATH = re.compile(r"[a-z_]+(?:\.[a-z_]+|\[\d{1,9}\])*")
_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")
_PLACE = re.compile(r"\[\d+\]")
_NAMED = 3  # how many near paths an error names


def span_at(root: Frozen, path: str) -> Span | None:
    """The span that the value at a path carries, None where there is no such value or it carries none.

    A path at which no value can ever stand raises a `LookupError` that names the paths near to it.

    >>> from trialparse.model import Enrollment, Trial
    >>> trial = Trial(enrollment=Enrollment(count=12, span=Span(start=4, end=6)))
    >>> span_at(trial, "enrollment"), span_at(trial, "arms[0]")
    (Span(start=4, end=6), None)
    >>> span_at(trial, "arms.lable")
    Traceback (most recent call last):
    LookupError: a Trial has no path 'arms.lable'; near to it: arms[0].label
    """
    steps = _STEP.findall(path) if _PATH.fullmatch(path) else []
    shapes: Shapes = (type(root),) if steps else ()
    value: Any = root
    for name, place in steps:
        shapes = tuple(_at_name(shapes, name) if name else _at_place(shapes))
        value = getattr(value, name, None) if name else _item(value, int(place))
    if not shapes:
        near = ", ".join(_near(type(root), path))
        raise LookupError(f"a {type(root).__name__} has no path {path!r}" + (f"; near to it: {near}" if near else ""))
    span = value if isinstance(value, Span) else getattr(value, "span", None)
    return span if isinstance(span, Span) else None


def _item(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, tuple) and place < len(value) else None


def _at_name(shapes: Iterable[Any], name: str) -> Iterator[Any]:
    for shape in shapes:
        yield from _plain({**_properties(shape), **_fields(shape)}.get(name))


def _at_place(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        if get_origin(shape) is tuple:
            yield from _plain(get_args(shape)[0])


def _plain(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, each one by itself."""
    if get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from _plain(each)
    elif annotation not in (None, type(None)):
        yield annotation


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, Frozen)


@cache
def _fields(shape: Any) -> dict[str, Any]:
    """The annotations of a model's fields by their names in JSON."""
    if not _is_model(shape):
        return {}
    hints = get_type_hints(shape)
    return {field.alias or name: hints[name] for name, field in shape.model_fields.items()}


@cache
def _properties(shape: Any) -> dict[str, Any]:
    """The annotations of what a model derives from its fields."""
    classes = [each for each in shape.__mro__ if _is_model(each)] if _is_model(shape) else []
    found = {name: each for owner in classes for name, each in vars(owner).items() if isinstance(each, property)}
    return {name: get_type_hints(each.fget)["return"] for name, each in found.items()}


def _near(root: type[Frozen], path: str) -> list[str]:
    """The paths most like one that is none, and those that end in the same name."""
    known, wanted = [each[1:] for each in dict.fromkeys(_paths(root))], _PLACE.sub("[0]", path)
    alike = difflib.get_close_matches(wanted, known, _NAMED, cutoff=0.75)
    return list(dict.fromkeys([*alike, *(each for each in known if each.endswith(f".{wanted}"))]))[:_NAMED]


def _paths(shape: Any, above: Shapes = ()) -> Iterator[str]:
    """All paths of fields below a type, each with what joins it on; a model within itself is not entered again."""
    steps = [("[0]", list(_at_place([shape])))] if get_origin(shape) is tuple else []
    if shape not in above:
        steps += [(f".{name}", list(_plain(annotation))) for name, annotation in _fields(shape).items()]
    for step, inner in steps:
        yield step
        for each in inner:
            yield from (step + path for path in _paths(each, (*above, shape)))
