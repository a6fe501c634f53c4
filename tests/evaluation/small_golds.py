"""Small golds, and constraints as the parser gives them."""

from typing import Any

from trialparse.evaluation import Gold, Report, judge
from trialparse.evaluation.facts import Document, Fact, Json, Mention


def found(start: int, end: int, low: str | None = None, high: str | None = None, **more: Any) -> Json:
    """A constraint as the parser gives it."""
    ends = {
        side: None
        if value is None
        else {"value": value.strip("()"), "inclusive": "(" not in value and ")" not in value}
        for side, value in (("lower", low), ("upper", high))
    }
    return {"span": {"start": start, "end": end}, "kind": "threshold", "interval": ends, **more}


def subject(start: int, end: int, key: str | None = None) -> Json:
    return {"text": "", "id": key, "span": {"start": start, "end": end}}


def parse(*constraints: Json, **more: Any) -> Json:
    """An eligibility of one criterion."""
    span = {"start": 0, "end": 40}
    criterion = {"kind": "unknown", "span": span, "status": "parsed", "constraints": list(constraints), "children": []}
    return {"criteria": [criterion | more], "diagnostics": []}


def gold(form: str, *facts: Fact, **more: Any) -> Gold:
    """A gold of one document."""
    return Gold("gold", form, [Document("one", "x" * 80, facts=facts, **more)])


def report(form: str, facts: tuple[Fact, ...], *constraints: Json, mentions: tuple[Mention, ...] = ()) -> Report:
    return judge(gold(form, *facts, mentions=mentions), {"one": parse(*constraints)})
