"""Tables say what trials say: each row reads back, nothing is lost, and every backend holds the same."""

import datetime as dt
import re
import runpy
import sys
import weakref
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outputs.tables.pages import ROOT, fixtures, texts
from trialparse import Eligibility, Trial, compare, parse, parse_criteria, to_frame
from trialparse.outputs.tables import SEPARATOR, TABLES, Backend, arrow_schema, rows
from trialparse.outputs.tables.schema import Column, joined

BACKENDS = get_args(Backend)
TYPES = {"str": str, "int": int, "float": float, "bool": bool, "date": dt.date}
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PIECES = [
    "\n- ",
    "Inclusion Criteria:",
    "Exclusion Criteria:",
    "Age ",
    "ALT ",
    "ECOG ",
    "or ",
    "and ",
    "18 ",
    "7.50 ",
    "≥ ",
    "|",
    "; ",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "< ", "× ", "ULN ", "years ", "(", ") ", "if "]), max_size=30)
TWICE = (fixtures()[0], fixtures()[0])


def plain(frame: Any) -> list[dict[str, Any]]:
    """The rows of any frame, with None for what is missing and a date for a day."""
    found = nw.from_native(frame, eager_only=True).iter_rows(named=True)
    return [{name: value_of(value) for name, value in row.items()} for row in found]


def value_of(value: Any) -> Any:
    if value is pd.NaT or value is pd.NA:
        return None
    return value.date() if isinstance(value, dt.datetime) else value


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("backend", BACKENDS)
def test_every_backend_holds_the_rows(table: str, backend: str) -> None:
    assert plain(to_frame(iter(fixtures()), table, backend)) == list(rows(fixtures(), table))


@pytest.mark.parametrize("asked", ["wide", "age", "egfr"])
def test_every_backend_holds_the_same(asked: str) -> None:
    def frame(backend: str) -> Any:
        return to_frame(fixtures(), asked, backend) if asked == "wide" else compare(fixtures(), asked, backend)

    first, *others = (plain(frame(backend)) for backend in BACKENDS)
    assert first
    assert all(other == first for other in others)


@pytest.mark.parametrize("table", TABLES)
def test_values_are_of_their_columns_types(table: str) -> None:
    for row in rows(fixtures(), table):
        assert list(row) == [column.name for column in TABLES[table]]
        for column in TABLES[table]:
            assert row[column.name] is None or type(row[column.name]) is TYPES[column.type], column


def read_back(trials: tuple[Trial, ...], table: str) -> Iterator[tuple[str, str]]:
    for row in rows(trials, table):
        if row["text"] is not None:
            yield row["text"], trials[row["trial"]].text[row["start"] : row["end"]]


@pytest.mark.parametrize("table", TABLES)
def test_rows_read_back(table: str) -> None:
    assert all(said == there for said, there in read_back(fixtures(), table))


@SLOW
@given(TEXTS.map("".join))
def test_rows_of_any_text_read_back(text: str) -> None:
    trial = parse(text)
    for table in TABLES:
        assert all(said == there for said, there in read_back((trial,), table))


def test_an_eligibility_reads_back_in_its_page() -> None:
    for trial in fixtures():
        if trial.eligibility is not None:
            assert [row["text"] for row in rows(trial.eligibility)] == [row["text"] for row in rows(trial)]


def test_there_is_a_row_for_everything() -> None:
    trials = fixtures()
    assert len(to_frame(trials, "trials")) == len(to_frame(trials, "wide")) == len(trials)
    assert len(to_frame(trials, "criteria")) == sum(len(list(trial.walk())) for trial in trials)
    assert len(to_frame(trials)) == sum(len(trial.facts) for trial in trials)


def test_floats_are_the_decimals_and_texts_are_exact() -> None:
    facts = [fact for trial in fixtures() for fact in trial.facts]
    for fact, row in zip(facts, rows(fixtures()), strict=True):
        for side in ("lower", "upper"):
            bound = getattr(fact.constraint.interval, side, None)
            assert row[side] == (float(bound.value) if bound else None)
            assert row[f"{side}_text"] == (str(bound.value) if bound else None)


def test_digits_are_kept() -> None:
    (row,) = rows(parse_criteria("Inclusion Criteria:\n- CRP > 0.10 mg/L"))
    assert (row["lower"], Decimal(row["lower_text"])) == (0.1, Decimal("0.10"))
    assert row["lower_text"] == "0.10"


def test_a_partial_date_has_no_day() -> None:
    for trial, row in zip(fixtures(), rows(fixtures(), "trials"), strict=True):
        date = trial.start_date
        assert row["start_date"] == (date.first if date and date.precision == "day" else None)
        assert row["start_date_text"] == (date.date if date else None)


def test_lists_come_apart_again() -> None:
    members = ("a|b", "c ; d", "e | f")
    assert [each.replace("\\|", "|") for each in (joined(members) or "").split(SEPARATOR)] == list(members)


def test_trials_with_the_same_id_are_told_apart() -> None:
    frame = to_frame(TWICE, "trials")
    assert frame.trial.tolist() == [0, 1]
    assert frame.trial_id.nunique() == 1


@pytest.mark.parametrize("table", [*TABLES, "wide"])
def test_a_stream_is_read_once_and_one_by_one(table: str) -> None:
    alive: list[int] = []

    def stream() -> Iterator[Trial]:
        for number, trial in enumerate(fixtures()):
            alive.append(number)
            yield trial

    assert plain(to_frame(stream(), table)) == plain(to_frame(list(fixtures()), table))
    assert alive == list(range(len(fixtures())))
    coming = rows(stream(), "trials")
    alive.clear()
    next(coming)
    assert alive == [0]


@pytest.mark.parametrize("table", [*TABLES, "wide"])
def test_no_trial_is_kept_behind_its_rows(table: str) -> None:
    given: list[weakref.ref[Trial]] = []
    alive: list[int] = []

    def stream() -> Iterator[Trial]:
        for text in texts(10):
            trial = parse(text)
            given.append(weakref.ref(trial))
            yield trial
            del trial
            alive.append(sum(each() is not None for each in given))

    to_frame(stream(), table)
    assert max(alive) == 1


def test_one_alone_is_the_first_of_one() -> None:
    eligibility = parse_criteria("Age > 18 years")
    assert list(rows(eligibility)) == list(rows([eligibility]))
    assert list(rows(fixtures()[0], "trials")) == list(rows([fixtures()[0]], "trials"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("backend", BACKENDS)
def test_no_trials_give_all_columns_and_types(table: str, backend: str) -> None:
    frame = to_frame([], table, backend)
    schema = nw.from_native(frame, eager_only=True).schema
    assert frame.shape == (0, len(TABLES[table]))
    assert schema == nw.from_native(to_frame(fixtures(), table, backend), eager_only=True).schema


def test_no_trials_are_wide_too() -> None:
    assert to_frame([], "wide").shape == (0, to_frame(Eligibility(), "wide").shape[1])
    assert len(to_frame(Trial(), "trials")) == 1


def test_portions_make_one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [to_frame(fixtures(), backend=backend) for backend in BACKENDS]
    monkeypatch.setattr("trialparse.outputs.tables.frames._PORTION", 7)
    assert [plain(to_frame(fixtures(), backend=backend)) for backend in BACKENDS] == list(map(plain, whole))


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_of_arrow_is_that_of_its_frames(table: str) -> None:
    assert to_frame(fixtures(), table, backend="arrow").schema == arrow_schema(table)
    assert pa.table(to_frame(fixtures(), table)).num_columns == len(arrow_schema(table))


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"table is trials, criteria, constraints or wide, not 'facts'"):
        to_frame([], "facts")
    with pytest.raises(ValueError, match=r"backend is pandas, polars or arrow, not 'dask'"):
        to_frame([], backend="dask")
    with pytest.raises(ValueError, match=r"not 'wide'"):
        rows([], "wide")
    with pytest.raises(ValueError, match="min_trials"):
        to_frame([], "trials", min_trials=2)


@pytest.mark.parametrize("wrong", ["a text", b"bytes", 3, None, parse_criteria("Age > 18").criteria[0]])
def test_what_is_no_trial_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match=f"takes trials.* not {type(wrong).__name__}"):
        to_frame(wrong)
    with pytest.raises(TypeError, match=f"number 1 is of type {type(wrong).__name__}"):
        to_frame([fixtures()[0], wrong], "wide")


@pytest.mark.parametrize(("backend", "module"), [("pandas", "pandas"), ("polars", "polars"), ("arrow", "pyarrow")])
def test_a_backend_that_is_missing_names_its_extra(backend: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf"trialparse\[{backend}\]"):
        to_frame(fixtures(), backend=backend)


def test_three_hundred_trials_can_be_described() -> None:
    trials = [parse(text) for text in texts(300)]
    for table in (*TABLES, "wide"):
        tall, long = to_frame(trials, table), to_frame(trials, table, backend="polars")
        numeric = [name for name, kind in long.schema.items() if kind == pl.Float64]
        assert len(tall) == len(long)
        described = tall[numeric].astype(float).describe() if numeric else None
        for name in numeric:
            if long[name].count():
                assert described is not None
                assert described[name]["mean"] == pytest.approx(long[name].mean())
                assert tall[name].describe()["count"] == long[name].count()
    assert tall.plot is not None


def test_the_page_is_not_behind_the_columns() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "generate_tables.py"))
    assert script["page"]() == (ROOT / "docs" / "tables.md").read_text("utf-8"), "run `python docs/generate_tables.py`"


def test_columns_are_documented() -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    for columns in TABLES.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        for column in columns:
            assert re.search(rf"^\| `{column.name}` \| {column.type} \| .", page, re.MULTILINE), column


def test_a_column_says_what_it_is() -> None:
    column = Column("lower", "float", "the lower end")
    assert (column, column.of(None)) == (Column("lower", "float", "the lower end"), None)


def test_what_no_number_limits_is_set_side_by_side() -> None:
    trials = [parse_criteria(f"Exclusion Criteria:\n- {text}") for text in ("Prior chemotherapy", "Hepatitis B or C")]
    (row,) = compare(trials, "chemotherapy", backend="polars").rows(named=True)
    assert (row["trial"], row["category"], row["period"]) == (0, "drug", "past")
    (row,) = compare(trials, "hepatitis C", backend="polars").rows(named=True)
    assert (row["trial"], row["name"]) == (1, "Hepatitis C")
    for known in ("tuberculosis", "KRAS", "hiv"):  # named by none
        assert compare(trials, known, backend="polars").height == 0


def test_a_constraint_has_the_condition_of_its_heading() -> None:
    trial = parse_criteria("Inclusion Criteria:\nCohort A only:\n- HbA1c < 9%")
    for table in ("criteria", "constraints"):
        assert to_frame(trial, table, backend="polars")["condition"].to_list() == ["Cohort A only"]
