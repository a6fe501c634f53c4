"""Rows as frames: of pandas, Polars or Arrow, with the types of the columns whatever stands in the rows.

Rows are taken in by portions, so that of each no more than one portion is held as Python values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from trialparse.extras import require
from trialparse.outputs.tables.columns import TABLES
from trialparse.outputs.tables.rows import known
from trialparse.outputs.tables.schema import Column, Type

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Backend", "arrow_schema", "checked", "frame"]

Backend = Literal["pandas", "polars", "arrow"]
Values = Sequence[list[Any]]  # those of one column after the other

_PORTION = 5_000


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], backend: str) -> Any:
    """The frame of rows that have these columns."""
    made = _BACKENDS[checked(backend)]
    return made.stack([made.frame(values, columns) for values in _portions(rows, columns)])


def checked(backend: str) -> str:
    """The name of a backend that is installed.

    Another one raises a `ValueError` that names those there are, one that is not installed an `ImportError` that names
    its extra.
    """
    require(_BACKENDS[known("backend", backend, tuple(_BACKENDS))].module, extra=backend)
    return backend


def arrow_schema(table: str) -> pa.Schema:
    """The schema of a table, as that of Arrow; needs the extra `arrow`.

    A table that there is not raises a `ValueError` that names those there are.

    >>> arrow_schema("constraints").field("lower").type
    DataType(double)
    """
    columns = TABLES[known("table", table, tuple(TABLES))]
    require("pyarrow", extra="arrow")
    import pyarrow as pa

    types = _arrow_types()
    return pa.schema(
        [pa.field(column.name, types[column.type], metadata={"about": column.about}) for column in columns]
    )


def _portions(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> Iterator[Values]:
    """The values of each column, portion by portion; at least one, so that no rows give a frame all the same."""
    coming = iter(rows)
    portion = list(islice(coming, _PORTION))
    while True:
        yield [[row.get(column.name) for row in portion] for column in columns]
        portion = list(islice(coming, _PORTION))
        if not portion:
            return


class _Backend(NamedTuple):
    """How a library makes a frame of a portion, and one frame of several."""

    module: str
    frame: Callable[[Values, Sequence[Column]], Any]
    stack: Callable[[list[Any]], Any]


def _pandas(values: Values, columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {column.name: pd.array(each, dtype=_PANDAS[column.type]) for column, each in zip(columns, values, strict=True)}
    )


def _pandas_stack(frames: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def _polars(values: Values, columns: Sequence[Column]) -> pl.DataFrame:
    import polars as pl

    types = {"str": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "date": pl.Date}
    schema = {column.name: types[column.type] for column in columns}
    return pl.DataFrame(dict(zip(schema, values, strict=True)), schema=schema)


def _polars_stack(frames: list[pl.DataFrame]) -> pl.DataFrame:
    import polars as pl

    return pl.concat(frames)


def _arrow(values: Values, columns: Sequence[Column]) -> pa.Table:
    import pyarrow as pa

    types = _arrow_types()
    arrays = [pa.array(each, types[column.type]) for column, each in zip(columns, values, strict=True)]
    return pa.table(arrays, names=[column.name for column in columns])


def _arrow_stack(frames: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables(frames)


def _arrow_types() -> dict[Type, Any]:
    import pyarrow as pa

    return {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}


# Types that hold missing values beside whole numbers, yes and no, and days.
_PANDAS: Mapping[Type, Any] = {
    "str": "string", "int": "Int64", "float": "Float64", "bool": "boolean", "date": "datetime64[s]",
}  # fmt: skip
_BACKENDS: Mapping[str, _Backend] = {
    "pandas": _Backend("pandas", _pandas, _pandas_stack),
    "polars": _Backend("polars", _polars, _polars_stack),
    "arrow": _Backend("pyarrow", _arrow, _arrow_stack),
}
