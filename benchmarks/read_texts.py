"""Reads texts with whatever version of the library is on the path; `gain_loss.py` runs it for each of two.

python benchmarks/read_texts.py TEXTS.json PREDICTIONS.json [--pages]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import trialparse


def main(asked: Path, answered: Path, pages: bool) -> None:
    """Only the public names are used, so that old versions can be asked too."""
    read = trialparse.parse if pages else trialparse.parse_criteria
    texts: dict[str, str] = json.loads(asked.read_text(encoding="utf-8"))
    found = {name: read(text).model_dump(mode="json") for name, text in texts.items()}
    answered.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--pages" in sys.argv)
