"""What a change gains and what it loses on annotated text, both lists with the text.

    python benchmarks/gain_loss.py lct                       the working tree against HEAD
    python benchmarks/gain_loss.py lct deep --rev HEAD~3     against another revision
    python benchmarks/gain_loss.py lct --files old.json new.json
    python benchmarks/gain_loss.py lct --predict new.json    only writes what the working tree reads

A gain is a gold constraint that is right now and was not, or a claim without gold that is gone; a loss is the reverse.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from golds import ROOT, gold_paths, load
from trees import checked_out, environment
from trialparse.evaluation import Gold, Predictions, Verdict, judge


def predict_at(tree: Path, name: str, texts: dict[str, str], folder: Path) -> Predictions:
    """What the sources of a tree read, in a process of its own."""
    asked, answered = folder / f"{name}.texts.json", folder / f"{name}.predictions.json"
    asked.write_text(json.dumps(texts), encoding="utf-8")
    code = Path(__file__).with_name("read_texts.py")
    command = [sys.executable, str(code), str(asked), str(answered), *(["--pages"] if _is_pages(name) else [])]
    subprocess.run(command, check=True, env=environment(tree))
    found: Predictions = json.loads(answered.read_text(encoding="utf-8"))
    return found


def _is_pages(name: str) -> bool:
    return gold_paths()[name][0].suffix == ".gz"


def compare(gold: Gold, old: Predictions, new: Predictions) -> tuple[list[Verdict], list[Verdict]]:
    """What was gained, and what was lost."""
    before = {verdict.key: verdict for verdict in judge(gold, old).verdicts}
    after = {verdict.key: verdict for verdict in judge(gold, new).verdicts}
    gained = [v for key, v in after.items() if v.ok and key in before and not before[key].ok]
    gained += [v for key, v in before.items() if not v.ok and key not in after]
    lost = [v for key, v in after.items() if not v.ok and (key not in before or before[key].ok)]
    return gained, lost


def show(title: str, verdicts: list[Verdict]) -> None:
    """One list."""
    print(f"\n{title}: {len(verdicts)}")
    for verdict in verdicts:
        print(f"  {verdict.outcome:12} {verdict.key}\n    {verdict.context}\n    {verdict.detail}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("golds", nargs="+", choices=sorted(gold_paths()), metavar="GOLD", help=", ".join(gold_paths()))
    parser.add_argument("--rev", default="HEAD", help="the revision to compare with")
    parser.add_argument("--files", nargs=2, type=Path, metavar=("OLD", "NEW"), help="compare two prediction files")
    parser.add_argument("--predict", type=Path, metavar="FILE", help="write the working tree's predictions and stop")
    options = parser.parse_args()
    if (options.files or options.predict) and len(options.golds) > 1:
        parser.error("--files and --predict go with one gold")
    for name in options.golds:
        gold = load(name)
        with tempfile.TemporaryDirectory() as scratch:
            if options.files:
                old, new = (json.loads(path.read_text(encoding="utf-8")) for path in options.files)
            else:
                texts = {document.name: document.text for document in gold.documents}
                new = predict_at(ROOT, name, texts, Path(scratch))
                if options.predict:
                    options.predict.write_text(json.dumps(new), encoding="utf-8")
                    return
                with checked_out(options.rev) as (_, tree):
                    old = predict_at(tree, name, texts, Path(scratch))
        gained, lost = compare(gold, old, new)
        show(f"{name}: gained", gained)
        show(f"{name}: lost", lost)


if __name__ == "__main__":
    main()
