"""Languages that eligibility texts are written in: one TOML each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["ENGLISH"]


@cache
def _table(code: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))


ENGLISH = _table("en")
