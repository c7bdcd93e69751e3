"""Tables of extractions as pandas, polars or Arrow has them: the columns and types of the Parquet output.

The extras are `pandas`, `polars` and `parquet`; each library is loaded when its kind of table is asked for.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planextract.emit import cells
from planextract.emit.cells import Cell
from planextract.emit.filed import Filed, entries
from planextract.emit.tables import TABLES, Table
from planextract.errors import MissingDependencyError
from planextract.records import Extraction

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Documents = Iterable[Extraction | Filed]


def arrow(documents: Documents, table: str = "actions") -> "pyarrow.Table":
    """One of TABLES over all documents. Raises ValueError for an unknown table, MissingDependencyError."""
    chosen = _table(table)
    with _of_extra("pyarrow", "Arrow tables", "parquet"):
        from planextract.emit.parquet import as_arrow
    return as_arrow(chosen, list(_rows(chosen, documents)))


def pandas_frame(documents: Documents, table: str = "actions") -> "pandas.DataFrame":
    """The same with Arrow's types in pandas, so that a day stays a day and a number that is missing stays missing."""
    _table(table)
    with _of_extra("pandas", "pandas frames", "pandas"):
        import pandas
    return arrow(documents, table).to_pandas(types_mapper=pandas.ArrowDtype)


def polars_frame(documents: Documents, table: str = "actions") -> "polars.DataFrame":
    """The same in polars, which needs no pyarrow."""
    chosen = _table(table)
    with _of_extra("polars", "polars frames", "polars"):
        import polars
    types = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
    }
    schema = {field.name: types[field.type] for field in chosen.fields}
    return polars.DataFrame(list(_rows(chosen, documents)), schema=schema, orient="row")


def _table(name: str) -> Table:
    found = next((table for table in TABLES if table.name == name), None)
    if found is None:
        known = ", ".join(table.name for table in TABLES)
        raise ValueError(f"there is no table {name!r}; choose one of {known}")
    return found


def _rows(table: Table, documents: Documents) -> Iterator[tuple[Cell, ...]]:
    for entry in entries(documents):
        for row in table.rows(entry):
            yield tuple(cells.encodable(cell) if isinstance(cell, str) else cell for cell in row)


@contextmanager
def _of_extra(library: str, feature: str, extra: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise MissingDependencyError(feature, extra) from error
