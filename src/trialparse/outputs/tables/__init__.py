"""Trials as tables: one row a trial, a criterion, a constraint, or a measurement of many trials side by side.

`schema` says what a column is, `columns` what each table has, `sources` what rows are made of, `rows` makes them and
`frames` the frames; `limits` finds what a participant must satisfy, for `wide`, `beside` what the words
around it make of it; `comparing` sorts one measurement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from trialparse.outputs.tables.columns import COMPARED, TABLES
from trialparse.outputs.tables.frames import Backend, arrow_schema, checked, frame
from trialparse.outputs.tables.rows import known, rows
from trialparse.outputs.tables.schema import SEPARATOR, Column
from trialparse.outputs.tables.sources import Trials
from trialparse.parser import Parser

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["SEPARATOR", "TABLES", "Backend", "Column", "Trials", "arrow_schema", "compare", "rows", "to_frame"]

_WIDE = "wide"

# pyarrow has no types, and a strict checker would know none of the frames for the sake of one: its table is `Any`.


@overload
def to_frame(
    trials: Trials,
    table: str = ...,
    backend: Literal["pandas"] = ...,
    *,
    min_trials: int = ...,
    parser: Parser | None = ...,
) -> pd.DataFrame: ...
@overload
def to_frame(
    trials: Trials, table: str = ..., *, backend: Literal["polars"], min_trials: int = ..., parser: Parser | None = ...
) -> pl.DataFrame: ...
@overload
def to_frame(
    trials: Trials, table: str, backend: Literal["polars"], *, min_trials: int = ..., parser: Parser | None = ...
) -> pl.DataFrame: ...
@overload
def to_frame(
    trials: Trials, table: str = ..., backend: str = ..., *, min_trials: int = ..., parser: Parser | None = ...
) -> Any: ...
def to_frame(
    trials: Trials,
    table: str = "constraints",
    backend: str = "pandas",
    *,
    min_trials: int = 1,
    parser: Parser | None = None,
) -> Any:
    """Trials as a data frame, with one row a constraint, a criterion or a trial.

    `trials` is a `Trial`, an `Eligibility`, or an iterable of them, read once and one by one. `table` is `constraints`,
    `criteria`, `trials`, or `wide`: a row a trial, with what a participant must satisfy in a column per measurement and
    side. docs/tables.md has all columns. `backend` is `pandas`, `polars` or `arrow`, which need the extras of these
    names. Of `wide`, `min_trials` keeps the measurements that as many trials limit, and `parser` is that which read
    them, where packs of your own brought measurements.

    Raises a `ValueError` for a table or backend that there is not, or a `min_trials` below 1, a `TypeError` where
    something is no trial, and an `ImportError` that names the extra.

    Examples:
        >>> import trialparse as tp
        >>> text = "Inclusion Criteria:\\n- HbA1c 7 to 10%\\nExclusion Criteria:\\n- Platelets < 50 × 10⁹/L"
        >>> frame = tp.to_frame(tp.parse_criteria(text))
        >>> frame[["polarity", "subject_id", "lower", "upper"]].values.tolist()
        [['inclusion', 'hba1c', 7.0, 10.0], ['exclusion', 'plt', <NA>, 50.0]]
        >>> tp.to_frame(tp.parse_criteria(text), "wide", backend="polars").select("hba1c_max", "plt_min").row(0)
        (10.0, 50.0)
    """
    known("table", table, (*TABLES, _WIDE))
    checked(backend)
    if not isinstance(min_trials, int) or isinstance(min_trials, bool) or min_trials < 1:
        raise ValueError(f"min_trials is a whole number from 1 on, not {min_trials!r}")
    if table != _WIDE:
        if min_trials != 1:
            raise ValueError(f"min_trials is for the table wide, not for {table}")
        return frame(rows(trials, table, "to_frame"), TABLES[table], backend)
    from trialparse.outputs.tables.wide import wide  # with the lexicon, which the others need not

    columns, found = wide(trials, (parser or Parser()).lexicon, min_trials)
    return frame(found, columns, backend)


@overload
def compare(
    trials: Trials, subject: str, backend: Literal["pandas"] = ..., *, parser: Parser | None = ...
) -> pd.DataFrame: ...
@overload
def compare(
    trials: Trials, subject: str, backend: Literal["polars"], *, parser: Parser | None = ...
) -> pl.DataFrame: ...
@overload
def compare(trials: Trials, subject: str, backend: str = ..., *, parser: Parser | None = ...) -> Any: ...
def compare(trials: Trials, subject: str, backend: str = "pandas", *, parser: Parser | None = None) -> Any:
    """What many trials say of one measurement, a row a constraint: those in one unit together, from low to high.

    `subject` is an id or a name in the lexicon, or words of the trials: `chemotherapy`, which no number need limit.
    `trials`, `backend` and `parser` are as for `to_frame`. A subject that no trial has gives an empty frame; one that
    the lexicon has not either raises a `LookupError` that names those near to it.

    Examples:
        >>> import trialparse as tp
        >>> trials = [tp.parse_criteria(f"Inclusion Criteria:\\n- SLEDAI-2K ≥ {least}") for least in (8, 6)]
        >>> tp.compare(trials, "sledai_2k")[["trial", "interval", "unit_or_inferred"]].values.tolist()
        [[1, '[6,)', '{score}'], [0, '[8,)', '{score}']]
        >>> tp.compare(trials, "sledai2k")
        Traceback (most recent call last):
        LookupError: neither the lexicon nor a trial has a subject 'sledai2k'; near to it: sledai_2k, sledai
    """
    checked(backend)
    from trialparse.outputs.tables.comparing import compared

    return frame(compared(trials, subject, (parser or Parser()).lexicon), COMPARED, backend)
