"""The walks of CONTRIBUTING.md: each touches the files that it lists, and what it adds is then read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WALKS = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Five walks")[2].partition("\n## ")[0]
LISTS = {
    walk[1]: re.findall(r"^- `([^`]+)`$", walk[2], re.MULTILINE)
    for walk in re.finditer(r"^### ([^\n]+)\n(.*?)(?=^### |\Z)", WALKS, re.MULTILINE | re.DOTALL)
}
MOST_FILES = {
    "A comparator word": 1,
    "A unit": 1,
    "A score": 1,
    "The page of a register": 3,
    "A kind of constraint": 6,
}
LEXICON = "src/trialparse/lexicon"
KINDS = "src/trialparse/criteria/kinds/__init__.py"
# By walk and file, what is put behind what is there already: "" makes the file, or adds to its end.
Edits = dict[str, list[tuple[str, str]]]
EDITS: dict[str, Edits] = {
    "A comparator word": {f"{LEXICON}/words/slots.toml": [('"more", ', '"zonker", ')]},
    "A unit": {f"{LEXICON}/words/units.toml": [("", '\n[[unit]]\nucum = "{zonk}"\nforms = ["zonks", "zonk"]\n')]},
    "A score": {
        f"{LEXICON}/packs/lupus.toml": [
            (
                "",
                '\n[[measurement]]\nid = "zonk"\nname = "Zonk index"\naliases = ["Zonk index"]\ntype = "score"\n'
                'unit = "{score}"\nexamples = [{ text = "Zonk index of at least 8", lower = 8 }]\n',
            )
        ]
    },
    "The page of a register": {
        "src/trialparse/layouts/registers/mine.toml": [
            (
                "",
                'name = "mine"\nregistry = "Zonk register"\nneeded = 2\nown = ["zonk title"]\n[labels]\n'
                '"zonk title" = "text title"\n"zonk state" = "enum status"\n',
            )
        ],
        "tests/fixtures/mine.txt": [("", "Zonk title: Walking\nZonk state: Recruiting\n")],
        "tests/fixtures/mine.json": [
            ("", '{"layout": "mine", "trial": {"title": "Walking", "status": "RECRUITING"}}\n')
        ],
    },
    "A kind of constraint": {
        "src/trialparse/model/constraint.py": [
            (
                'kind: Literal["criteria_set"] = "criteria_set"\n',
                '\n\nclass Zonk(_Constraint):\n    kind: Literal["zonk"] = "zonk"\n',
            ),
            ("Threshold | Levels | Window | Duration | CriteriaSet", " | Zonk"),
        ],
        "src/trialparse/model/__init__.py": [("    Window,\n", "    Zonk,\n"), ('    "Window",\n', '    "Zonk",\n')],
        "src/trialparse/__init__.py": [("        Window,\n", "        Zonk,\n"), ('    "Window",\n', '    "Zonk",\n')],
        "src/trialparse/criteria/kinds/mine.py": [
            (
                "",
                "from trialparse.criteria.kinds.drafts import draft, span_plain\n\n\n"
                "def zonks(found, taken):\n"
                "    atoms = [(i, a) for i, a in enumerate(found.sentence.atoms) if found.sentence.of(a) == 'zonk']\n"
                "    more = {'kind': 'zonk', 'rule': 'core:zonk'}\n"
                "    plain = [{**more, 'span': span_plain(a.start, a.end)} for _, a in atoms]\n"
                "    return [draft(i, i, p, None) for (i, _), p in zip(atoms, plain)], frozenset()\n",
            )
        ],
        KINDS: [
            (
                "from trialparse.criteria.kinds.thresholds import thresholds\n",
                "from trialparse.criteria.kinds.mine import zonks\n",
            ),
            (
                '    Kind("criteria_set", criteria_sets, excepted=False),\n',
                '    Kind("zonk", zonks, everywhere=True),\n',
            ),
        ],
        "tests/spec/mine.yaml": [("", '- text: "History of zonk"\n  constraints: [{kind: zonk, evidence: zonk}]\n')],
    },
}
SHOWN = {
    "A comparator word": """
        (limit,) = tp.parse_criteria("CRP must not be zonker than 30 mg/L").constraints
        assert str(limit.interval) == "(,30]", limit""",
    "A unit": """
        (limit,) = tp.parse_criteria("CRP of at least 3 zonks").constraints
        assert limit.unit == "{zonk}", limit""",
    "A score": """
        (limit,) = tp.parse_criteria("Zonk index of at least 8").constraints
        assert limit.subject.id == "zonk", limit""",
    "The page of a register": """
        trial = tp.parse(open("tests/fixtures/mine.txt").read())
        assert (trial.layout, trial.title, trial.status) == ("mine", "Walking", "RECRUITING"), trial""",
    "A kind of constraint": """
        (case,) = read_cases(Path("tests/spec/mine.yaml"))
        (found,) = tp.parse_criteria(case.text).constraints
        assert isinstance(found, tp.Zonk), found
        assert tp.explain(tp.parse_criteria(case.text).criteria[0]).productions[0].meaning == "core:zonk: zonk\"""",
}


@pytest.mark.parametrize("walk", MOST_FILES)
def test_a_walk_touches_the_files_it_lists(walk: str) -> None:
    assert LISTS[walk] == list(EDITS[walk])
    assert len(LISTS[walk]) == MOST_FILES[walk]


@pytest.mark.slow
@pytest.mark.parametrize("walk", MOST_FILES)
def test_at_the_end_of_a_walk_the_new_thing_is_read(walk: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("fixtures", "spec"):
        (tmp_path / "tests" / folder).mkdir(parents=True)
    for path, edits in EDITS[walk].items():
        for behind, added in edits:
            put(tmp_path / path, behind, added)
    code = "import trialparse as tp\nfrom pathlib import Path\nfrom trialparse.evaluation.cases import read_cases\n"
    shown = re.sub(r"^ {8}", "", SHOWN[walk], flags=re.MULTILINE)
    ran = subprocess.run(
        [sys.executable, "-c", code + shown],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr


def put(path: Path, behind: str, added: str) -> None:
    """Writes something into a file behind what stands there once, or at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if behind:
        assert behind in text, f"{path.name} has no {behind!r}"
    place = text.index(behind) + len(behind) if behind else len(text)
    path.write_text(text[:place] + added + text[place:], encoding="utf-8")
