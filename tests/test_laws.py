"""What holds of every text: folding keeps places, spans read back, parsing is total, repeatable and picklable."""

import json
import pickle
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trialparse import Parser, Trial, parse, parse_criteria, parse_record, read, split
from trialparse.text import fold

PAGE = read(Path(__file__).parent.parent / "examples" / "page.txt")

# Arbitrary characters, and the pieces that eligibility text is made of in any order.
LAYOUT = [
    "Inclusion Criteria:\n",
    "Exclusion Criteria:\n",
    "\n- ",
    "\n  * ",
    "\n1. ",
    "\na) ",
    "\n\n",
    "\t",
    "\r\n",
    "\u00a0",
]
DAMAGED = ["&gt;= ", "\\> ", "â‰¥ ", "６", "Ⅲ", "½", "\ud800", "\U0001f9ea", "* ", '"']
WORDS = """Age ALT SLEDAI-2K ECOG ULN years mg/dL and or not no unless if within between before screening NCT04212345
    Phase ≥ ≤ < > = ± % to x , ; . ( ) [ ] / - 18 2.5 10^9/L 1:80 three 2025"""
PIECES = st.sampled_from([*LAYOUT, *DAMAGED, *(f"{word} " for word in WORDS.split())])
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))
SLOW = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])

LONG = {
    "brackets": "(" * 10_000,
    "pairs": "[(" * 3_000 + ")]" * 3_000,
    "digits": "9" * 20_000,
    "spaced digits": "1 " * 8_000,
    "comparators": ">= " * 5_000,
    "bullets": "- a\n" * 3_000,
    "one word": "a" * 50_000,
    "quotes": '"' * 10_000,
    "blank": " \n\t" * 10_000,
    "nulls": "\0" * 10_000,
    "commas": "Age, " * 4_000,
    "slashes": "mg/" * 5_000,
    "dashes": "-" * 10_000,
    "entities": "&gt;" * 5_000,
}


@given(st.text())
def test_fold_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=100))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def stretches(value: Any) -> Iterator[tuple[str | None, int, int]]:
    """Every span in a dump, with the text that stands beside it."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            yield None, value["start"], value["end"]
        if isinstance(value.get("span"), dict) and "date" not in value:
            yield value.get("text"), value["span"]["start"], value["span"]["end"]
        for inner in value.values():
            yield from stretches(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from stretches(inner)


def letters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


@SLOW
@given(TEXTS)
def test_every_span_reads_back(text: str) -> None:
    eligibility = parse_criteria(text).model_dump()
    for words, start, end in stretches(eligibility):
        assert 0 <= start <= end <= len(text)
        if words is not None:
            assert letters(words) in {letters(text[start:end]), letters(fold(text)[start:end])}


@SLOW
@example("A:¼¼")
@given(TEXTS)
def test_parse_is_total_repeatable_and_picklable(text: str) -> None:
    trial = parse(text)
    assert parse(text) == trial
    assert pickle.loads(pickle.dumps(trial)) == trial
    assert Trial.model_validate_json(trial.model_dump_json()) == trial


@pytest.mark.parametrize("name", LONG)
def test_long_junk_is_read(name: str) -> None:
    assert isinstance(parse(LONG[name]), Trial)


@SLOW
@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)))
def test_any_part_of_a_page_is_read(start: int, end: int) -> None:
    part = PAGE[min(start, end) : max(start, end)]
    assert parse(part).text == part


def test_ten_pages_in_one_are_read() -> None:
    assert parse("\n".join([PAGE] * 10)).id == parse(PAGE).id


def test_a_parser_fits_through_a_pickle() -> None:
    parser = Parser()
    assert pickle.loads(pickle.dumps(parser)).parse(PAGE) == parser.parse(PAGE)


DAMAGE = {
    "carriage returns": lambda page: page.replace("\n", "\r\n"),
    "lone carriage returns": lambda page: page.replace("\n", "\r"),
    "line separators": lambda page: page.replace("\n", "\u2028"),
    "tabs": lambda page: re.sub(r"(?<=\S) (?=\S)", "\t", page),
    "trailing blanks": lambda page: page.replace("\n", "   \n"),
    "non-breaking spaces": lambda page: re.sub(r"(?<=\S) (?=\S)", "\u00a0", page),
    "doubled blank lines": lambda page: re.sub(r"\n\n+", lambda found: found[0] * 2, page),
    "blanks around": lambda page: f"\n\n  {page}\n\n",
    "byte-order mark": lambda page: f"\ufeff{page}",
}


def values(value: Any) -> Any:
    """A dump without places, and without the words of the whole, in which the damage itself stands."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return None
        left_out = {"span", "spans", "residue"} | ({"text"} if "criteria" in value or "layout" in value else set())
        return {key: values(inner) for key, inner in value.items() if key not in left_out}
    if isinstance(value, list | tuple):
        return [values(inner) for inner in value]
    return " ".join(value.split()) if isinstance(value, str) else value


LINE_ENDS = [name for name in DAMAGE if "return" in name or "separator" in name]
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))


@pytest.mark.parametrize("name", LINE_ENDS)
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_line_ends_of_any_kind_change_no_value(path: Path, name: str) -> None:
    page = read(path)
    assert values(parse(DAMAGE[name](page)).model_dump()) == values(parse(page).model_dump())


@pytest.mark.parametrize("name", DAMAGE)
def test_white_space_changes_no_value(name: str) -> None:
    assert values(parse(DAMAGE[name](PAGE)).model_dump()) == values(parse(PAGE).model_dump())


REPEATED = (
    "(", '"', "9", "1 ", ">= ", "[(a)] ", "Age, ", "mg/", "ALT and ", "1 to 2 ", "&gt;", "if unless ",
    "prior to screening ", "Age ≥ 18 and ≤ 65 years, ", "ALT > 3 × ULN unless Gilbert's syndrome. ",
    "no history of x (y ",
)  # fmt: skip


def cost(text: str) -> float:
    """The CPU time of a parse, the least of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        parse_criteria(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_cost_grows_with_length(piece: str) -> None:
    """Four times the text costs about four times as much; what is quadratic costs sixteen."""
    assert cost(piece * 800) < 8 * cost(piece * 200) + 0.01


WRONGLY_READ = {
    "UTF-8 as Latin-1": lambda text: text.encode().decode("latin-1"),
    "UTF-8 as Windows-1252": lambda text: text.encode().decode("cp1252", "replace"),
    "UTF-8 as UTF-16": lambda text: text.encode().decode("utf-16", "replace"),
    "Windows-1252 as UTF-8": lambda text: text.encode("cp1252", "replace").decode("utf-8", "replace"),
    "UTF-16 as Latin-1": lambda text: text.encode("utf-16").decode("latin-1"),
    "doubled": lambda text: text * 2,
    "as JSON": json.dumps,
    "quoted": lambda text: "".join(f"> {line}" for line in text.splitlines(keepends=True)),
    "on one line": lambda text: text.replace("\n", "~"),
}
INPUTS = {path.stem: read(path) for path in FIXTURES} | {
    "JSON": json.dumps(
        {"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}, "other": [1, None, "é"]}}
    ),
    "XML": "<?xml version='1.0'?>\n<clinical_study><id_info><nct_id>NCT01234567</nct_id></id_info></clinical_study>",
    "other XML": "<events><event t='5'>Cough</event></events>",
    "bars": "nct_id|phase|title\nNCT01234567|PHASE2|Tea in cough\n",
    "commas": 'Rank,Title,Status\n1,"Tea, or water",Recruiting\n',
    "lines of JSON": '{"nct_id": "NCT01234567"}\n{"nct_id": "NCT07654321"}\n',
}


def assert_nothing_is_raised(text: str) -> None:
    for trial in (parse(text), parse_record(text)):
        assert isinstance(trial, Trial)
    assert list(split(text))
    assert parse_criteria(text[:2000]) is not None


@pytest.mark.slow
@pytest.mark.parametrize("damage", WRONGLY_READ)
@pytest.mark.parametrize("name", INPUTS)
def test_what_is_read_in_the_wrong_encoding_raises_nothing(name: str, damage: str) -> None:
    assert_nothing_is_raised(WRONGLY_READ[damage](INPUTS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", INPUTS)
def test_what_is_cut_anywhere_raises_nothing(name: str) -> None:
    text, chance = INPUTS[name], random.Random(name)
    for _ in range(12):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        for part in (text[:end], text[start:], text[start:end]):
            assert_nothing_is_raised(part)
