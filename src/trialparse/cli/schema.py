"""`trialparse schema`: the JSON Schema of what comes out."""

from __future__ import annotations

__all__ = ["schema"]


def schema() -> None:
    """Prints the JSON Schema of a trial."""
    import json

    from trialparse.cli.writing import write
    from trialparse.outputs.schema import json_schema

    write([f"{json.dumps(json_schema(), indent=2, ensure_ascii=False)}\n".encode()], None)
