"""The same data package with Parquet files, by pyarrow: for pandas, DuckDB and Spark. The extra is `parquet`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from planextract.emit import cells
from planextract.emit.cells import Cell
from planextract.emit.datapackage import describe, resource, sha256_of
from planextract.emit.filed import Entry
from planextract.emit.tables import TABLES, Field, Table

ROWS = 10_000
"""Rows that are held before they are written; each such group can be read by itself."""

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_schema(table: Table) -> Any:
    """The columns with their meanings; those that must hold something are not nullable."""
    return pa.schema([_column(field, field.name in table.key) for field in table.fields])


def _column(field: Field, in_key: bool) -> Any:
    empty = not (field.required or in_key)
    return pa.field(field.name, _TYPES[field.type], empty, metadata={"description": field.description})


def as_arrow(table: Table, rows: Sequence[tuple[Cell, ...]]) -> Any:
    """Rows of a table as one table of Arrow."""
    schema = arrow_schema(table)
    columns = zip(*rows, strict=True) if rows else ([] for _ in table.fields)
    arrays = [
        pa.array([_held(cell) for cell in column], field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


class Growing:
    """A Parquet file that takes rows and writes them a group at a time."""

    def __init__(self, table: Table, path: Path) -> None:
        self.path = path
        self._table = table
        self._writer = pq.ParquetWriter(path, arrow_schema(table), compression="zstd")
        self._rows: list[tuple[Cell, ...]] = []

    def take(self, entry: Entry) -> None:
        for row in self._table.rows(entry):
            self._rows.append(row)
            if len(self._rows) == ROWS:
                self._write()

    def _write(self) -> None:
        self._writer.write_table(as_arrow(self._table, self._rows))
        self._rows = []

    def close(self) -> None:
        if self._rows:
            self._write()
        self._writer.close()


def _held(cell: Cell) -> Cell:
    return cells.encodable(cell) if isinstance(cell, str) else cell


def write(documents: Iterable[Entry], folder: Path) -> None:
    """All tables into a folder that is there and empty."""
    files = [Growing(table, folder / f"{table.name}.parquet") for table in TABLES]
    try:
        for entry in documents:
            for file in files:
                file.take(entry)
    finally:
        for file in files:
            file.close()
    describe(folder, [_resource(table, file.path) for table, file in zip(TABLES, files, strict=True)])


def _resource(table: Table, path: Path) -> dict[str, Any]:
    kind = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return resource(table, path.name, path.stat().st_size, sha256_of(path)) | kind
