"""What keeps the code a house one can live in: small functions, small modules, letters only in the alphabet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class, Function

from code_letters import code_letters

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "trialparse"
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SOURCES = sorted(SRC.rglob("*.py"))
MOST_PATHS = 15  # through a function, as radon counts them
MOST_LINES = 400
NO_GRAMMAR = {"checks", "layouts", "model", "records", "text", "values"}  # rooms that may not import it


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(source: str) -> Iterator[Function]:
    """The functions and methods of a module, those inside others with them."""
    for block in cc_visit(source):
        if not isinstance(block, Class):
            yield block


def test_no_function_has_too_many_paths() -> None:
    found = [
        f"{shown(path)}:{function.lineno} {function.fullname}: {function.complexity}"
        for path in SOURCES
        for function in functions(path.read_text(encoding="utf-8"))
        if function.complexity > MOST_PATHS
    ]
    assert found == []


def test_no_module_is_too_long() -> None:
    modules = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    lines = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("room", ["groups", "outline", "words", "phrases", "kinds", "scope", "presence"])
def test_the_map_of_criteria_has_every_module(room: str) -> None:
    (row,) = re.findall(rf"^\| `{room}/` \|[^|]*\|", MAP, re.MULTILINE)
    modules = {path.stem for path in (SRC / "criteria" / room).glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`(\w+)`", row)) - {"KINDS"} == modules


def test_letters_stand_only_in_the_alphabet() -> None:
    found = [
        f"{shown(path)}:{line} {said}"
        for path in SOURCES
        if path.name != "alphabet.py" and path.relative_to(SRC).parts[0] not in NO_GRAMMAR
        for line, said in code_letters(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "atom.code == 'N'",
        "'N' != atom.code",
        "atom.code in 'AOK'",
        "atom.code not in ('A', 'O')",
        "atom.code in {'A'}",
        "sentence.codes[at - 1 : at] == '('",
        "sentence.codes[-1:] in ['O']",
        "'O' in codes",
        "def f():\n    follows = codes[at : at + 1]\n    return follows == 'w'",
        "def f():\n    before, behind = frame.codes[:at], 0\n    return before.endswith('K')",
        "if (code := sentence.codes[at]) and code == ';': pass",
        "for each in sentence.codes:\n    each == 'N'",
        "any(each == 'N' for each in sentence.codes)",
        "''.join(atom.code for atom in atoms) == 'CN'",
        "_JOINTS = 'AOK'\nsentence.codes[at] in _JOINTS",
        "_JOINTS = frozenset('AOK')\nclass A:\n    def f(self):\n        return self.codes[0] in _JOINTS",
        "codes.find('N', at)",
        "codes[at:].strip(').')",
        "_LIMIT = re.compile(r'C[^;]*N')\n_LIMIT.match(sentence.codes, at)",
        "re.fullmatch(r'w*', sentence.codes[at:])",
        "Atom('N', 0, 2)",
        "Phrase('units', 'w', '')",
        "Phrase(words, code='w', key='')",
        "atom._replace(code='w')",
        "replace(atom, code='w')",
        "atom.code = 'w'",
        "class A:\n    code: str = 'w'",
    ],
)
def test_a_letter_is_found(source: str) -> None:
    assert len(list(code_letters(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "atom.code == NUMBER",
        "atom.code in JOINTS or atom.code == ''",
        "JOINTS = one_of(AND, OR)\natom.code in JOINTS",
        "codes.find(NUMBER, at) == at",
        "codes.count(NUMBER) == len(codes)",
        "LIMIT = pattern('Comparator Number')\nLIMIT.match(sentence.codes, at)",
        "GRAMMAR = re.compile('|'.join(letters(each) for each in PRODUCTIONS))\nGRAMMAR.finditer(codes)",
        "WORDS = re.compile('or')\nWORDS.match(sentence.text, at)",
        "sentence.text[at] == '('",
        "text[atom.start : atom.end] in ('A', 'O')",
        "diagnostic.code == 'lost-comparator'",
        "self.units.codes.get(word) in ('a', 'd')",
        "atom.key == 'a'",
        "Atom(NUMBER, 0, 2, 'a')",
        "Phrase('a', WORD, 'b')",
        "def f():\n    said = sentence.codes[0]\n\ndef g():\n    said = sentence.text[0]\n    return said == 'N'",
    ],
)
def test_what_is_no_letter_is_left(source: str) -> None:
    assert list(code_letters(source)) == []
