"""Packs by object and by name: what is found, what clashes, what is broken, and what is tolerated."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trialparse import Diagnostic, Pack, PackError, Parser, Trial
from trialparse.layouts import Layout, colons
from trialparse.layouts.engine.readers import text

CLAS = '[[measurement]]\nid = "clas"\nname = "CLAS"\naliases = ["CLAS"]\n'
LAYOUT = Layout(
    name="village-register",
    readers={"study name": text("title"), "who may join": text("official_title")},
    cut=colons,
    signs=frozenset({"study name", "who may join"}),
    needed=2,
)


def question(trial: Trial) -> list[Diagnostic]:
    return (
        [Diagnostic(code="no-question", message="no question in the title")] if "?" not in (trial.title or "") else []
    )


WHOLE = Pack("whole", "1.0", lexicon=CLAS, layouts=[LAYOUT], checks=[question])


def subjects(parser: Parser, words: str = "CLAS of at least 7") -> list[str | None]:
    found = parser.parse_criteria(words).criteria[0].constraints
    return [constraint.subject and constraint.subject.id for constraint in found]


def test_a_pack_adds_to_what_is_built_in() -> None:
    parser = Parser(packs=["core", "lupus", WHOLE])
    assert subjects(parser) == ["clas"]
    assert subjects(parser, "SLEDAI-2K ≥ 8") == ["sledai_2k"]
    assert subjects(Parser()) == [None]
    trial = parser.parse("Study name: Bread\nWho may join: anyone")
    assert (trial.layout, trial.title, trial.official_title) == ("village-register", "Bread", "anyone")
    assert "no-question" in {each.code for each in trial.diagnostics}


def test_a_lexicon_may_be_files(tmp_path: Path) -> None:
    path = tmp_path / "clas.toml"
    path.write_text(CLAS, "utf-8")
    assert subjects(
        Parser(packs=[Pack("mine", "1", lexicon=[path, CLAS.replace("clas", "clas_q").replace("CLAS", "CLAS-Q")])])
    ) == ["clas"]


BROKEN = [
    (Pack("mine", "1", api=2), "pack 'mine': it is written for api 2, and this is api 1"),
    (Pack("core", "1"), "pack 'core': a pack needs a name of its own"),
    (Pack("mine", "1", lexicon=CLAS + "alias = 3"), "pack 'mine': lexicon of mine:5: measurement 'clas': unknown key"),
    (Pack("mine", "1", lexicon=Path("no/such.toml")), "pack 'mine': no/such.toml: "),
    (
        Pack("mine", "1", lexicon='[[criteria_set]]\nid = "ecog"\nname = "E"'),
        "pack 'mine': lexicon of mine:1: criteria_set 'ecog': this id is taken: oncology.toml:",
    ),
    (
        Pack("mine", "1", lexicon=CLAS),
        "pack 'mine': lexicon of mine:1: measurement 'clas': this id is taken: lexicon of whole:1",
    ),
    (Pack("mine", "1", layouts=[LAYOUT]), "pack 'mine': there is a layout 'village-register' already"),
    (Pack("mine", "1", layouts=["rows"]), "pack 'mine': a layout is a Layout, not a str"),  # type: ignore[list-item]
    (Pack("mine", "1", rules=["x"]), "pack 'mine': a rule or check is a function, not 'x'"),  # type: ignore[list-item]
    ("no-such-pack", "no pack is called 'no-such-pack'; installed are: "),
]


@pytest.mark.parametrize(("pack", "message"), BROKEN)
def test_a_broken_pack_raises_or_is_tolerated(pack: Pack | str, message: str) -> None:
    with pytest.raises(PackError) as raised:
        Parser(packs=[WHOLE, pack])
    assert message in str(raised.value)
    parser = Parser(packs=[WHOLE, pack], tolerant=True)
    for result in (parser.parse("CLAS of at least 7"), parser.parse_criteria("CLAS of at least 7")):
        said = [each for each in result.diagnostics if each.code == "pack-error"]
        assert [(each.severity, message in each.message) for each in said] == [("error", True)]
    assert subjects(parser) == ["clas"]


def test_two_packs_of_one_name_clash() -> None:
    with pytest.raises(PackError, match="two packs have this name"):
        Parser(packs=[Pack("mine", "1"), Pack("mine", "2")])


def test_what_is_no_pack_is_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="not 3"):
        Parser(packs=[3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"write \['lupus'\]"):
        Parser(packs="lupus")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution with packs that are well, broken and wrongly named."""
    (tmp_path / "offered.py").write_text(
        "from trialparse import Pack\n"
        f"PACK = Pack('offered', '1', lexicon={CLAS!r})\nOTHER = Pack('other', '1')\nNONE = 3\n",
        "utf-8",
    )
    (tmp_path / "broken_pack.py").write_text("import trialparse\n\nraise RuntimeError('out of bread')\n", "utf-8")
    (tmp_path / "unwritten.py").write_text("PACK =\n", "utf-8")
    (tmp_path / "leaving.py").write_text("import sys\n\nsys.exit('no more bread')\n", "utf-8")
    info = tmp_path / "offered-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: offered\nVersion: 1\n", "utf-8")
    points = {
        "offered": "offered:PACK", "misnamed": "offered:OTHER", "number": "offered:NONE", "broken": "broken_pack:PACK",
        "unwritten": "unwritten:PACK", "leaving": "leaving:PACK",
    }  # fmt: skip
    lines = ["[trialparse.packs]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in ("offered", "broken_pack", "unwritten", "leaving"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("installed")
def test_an_installed_pack_is_imported_when_it_is_named() -> None:
    Parser(packs=["core"])
    assert "offered" not in sys.modules
    assert subjects(Parser(packs=["offered"])) == ["clas"]


@pytest.mark.usefixtures("installed")
def test_what_is_passed_beats_what_is_installed() -> None:
    mine = Pack("offered", "2", lexicon=CLAS.replace("clas", "my_clas"))
    assert subjects(Parser(packs=["offered", mine])) == ["my_clas"]
    assert "offered" not in sys.modules


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken", "pack 'broken': broken_pack.py:3: RuntimeError: out of bread"),
        ("unwritten", "pack 'unwritten': unwritten.py:1: SyntaxError: "),
        ("leaving", "pack 'leaving': leaving.py:3: SystemExit: no more bread"),
        ("misnamed", "pack 'misnamed': offered:OTHER calls itself 'other'"),
        ("number", "pack 'number': offered:NONE is a int, not a Pack"),
    ],
)
def test_a_broken_installed_pack_says_where(name: str, message: str) -> None:
    with pytest.raises(PackError) as raised:
        Parser(packs=[name])
    assert message in str(raised.value)


def greedy(trial: Trial) -> list[Diagnostic]:
    raise KeyError("bread")


def wordy(trial: Trial) -> list[str]:
    return ["bread"]


def test_a_failing_check_is_named() -> None:
    trial = Parser(packs=[Pack("mine", "1", checks=[greedy, wordy])]).parse("Age 18 years or older")  # type: ignore[list-item]
    said = [each.message for each in trial.diagnostics if each.code == "check-failed"]
    assert said[0].startswith("check 'greedy' of pack 'mine' failed: test_resolve.py:")
    assert said[1].startswith("check 'wordy' of pack 'mine' failed: ")


def clears(trial: Trial) -> list[Diagnostic]:
    trial.spans.clear()
    return []


def test_a_check_cannot_change_the_trial() -> None:
    page = "Study name: Bread\nWho may join: anyone"
    plain = Parser(packs=[WHOLE]).parse(page)
    assert plain.spans
    assert Parser(packs=[WHOLE, Pack("mine", "1", checks=[clears])]).parse(page) == plain


def interrupts(_: object) -> list[Any]:
    raise KeyboardInterrupt


def test_an_interrupt_is_nobodys_fault() -> None:
    for pack in (Pack("mine", "1", rules=[interrupts]), Pack("mine", "1", checks=[interrupts])):
        with pytest.raises(KeyboardInterrupt):
            Parser(packs=[pack]).parse("Age 18 years or older")


def test_a_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "clas.toml"
    path.write_text(CLAS, "utf-8-sig")
    assert subjects(Parser(packs=[Pack("mine", "1", lexicon=path)])) == ["clas"]


def test_a_parser_with_packs_is_pickled() -> None:
    parser = Parser(packs=[WHOLE, Pack("mine", "1", lexicon=CLAS.replace("clas", "clas_q").replace("CLAS", "CLAS-Q"))])
    again = pickle.loads(pickle.dumps(parser))
    assert subjects(again) == ["clas"]
    assert again.packs[0] is WHOLE


WORKER = """
import multiprocessing
from worker_pack import PACK, ids
from trialparse import Parser

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(ids, [Parser(packs=[PACK]), Parser(packs=[PACK])], chunksize=1))
"""
WORKER_PACK = f"""
from trialparse import Pack
from trialparse.layouts import Layout, colons
from trialparse.layouts.engine.readers import text

READERS = {{"study name": text("title")}}
LAYOUT = Layout(name="row", readers=READERS, cut=colons, signs=frozenset(READERS), needed=1)
PACK = Pack("worker", "1", lexicon={CLAS!r}, layouts=[LAYOUT], checks=[lambda trial: []])

def ids(parser):
    return [c.subject.id for c in parser.parse_criteria("CLAS of at least 7").criteria[0].constraints]
"""


@pytest.mark.slow
def test_a_parser_with_packs_works_in_a_spawned_worker(tmp_path: Path) -> None:
    (tmp_path / "worker_pack.py").write_text(WORKER_PACK, "utf-8")
    (tmp_path / "main.py").write_text(WORKER, "utf-8")
    done = subprocess.run([sys.executable, "main.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[['clas'], ['clas']]", "")
