"""The JSON Schema of what comes out."""

from typing import Any

from trialparse.model import Trial

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that the JSON of every `Trial` follows.

    Examples:
        >>> json_schema()["title"]
        'Trial'
    """
    schema = Trial.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
