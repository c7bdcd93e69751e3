"""A Frictionless data package of CSV files: a folder with a file for each table and `datapackage.json`.

The description follows Data Package 2.0: types, meanings, keys, and how each file's bytes add up. In CSV files a cell
that a spreadsheet would run has an apostrophe in front, as in the plain `csv`.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from planextract.emit import cells
from planextract.emit.csv import line
from planextract.emit.filed import Entry
from planextract.emit.tables import TABLES, Field, Reference, Table
from planextract.version import __version__

DESCRIPTION = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"


class Counted:
    """A file that knows how many bytes went into it, and their SHA-256."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0

    def write(self, text: str) -> None:
        data = cells.encodable(text).encode("utf-8")
        self._file.write(data)
        self._hash.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def write(documents: Iterable[Entry], folder: Path) -> None:
    """All tables into a folder that is there and empty."""
    with ExitStack() as stack:
        files = {}
        for table in TABLES:
            file = stack.enter_context((folder / f"{table.name}.csv").open("wb"))
            files[table.name] = Counted(file)
            files[table.name].write(line(field.name for field in table.fields))
        for entry in documents:
            for table in TABLES:
                files[table.name].write("".join(line(row) for row in table.rows(entry)))
    resources = [
        resource(table, f"{table.name}.csv", files[table.name].bytes, files[table.name].sha256) | _CSV
        for table in TABLES
    ]
    describe(folder, resources)


_CSV = {
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {
        "delimiter": ",",
        "lineTerminator": "\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
    },
}


def describe(folder: Path, resources: list[dict[str, Any]]) -> None:
    """`datapackage.json` beside the files of a package."""
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "planextract",
        "title": "Action plans, read by planextract",
        "description": "Actions, findings and decisions of public documents, with who, by when and how far.",
        "contributors": [{"title": f"planextract {__version__}", "roles": ["creator"]}],
        "resources": resources,
    }
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")


def resource(table: Table, path: str, size: int, sha256: str) -> dict[str, Any]:
    """One table of a package."""
    return {
        "name": table.name,
        "type": "table",
        "$schema": f"{PROFILES}/dataresource.json",
        "description": table.description,
        "path": path,
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """A table as Table Schema has it."""
    # A key that is empty in part is nobody's in SQL, and an error to programs that check data packages.
    keys = [_foreign_key(reference) for reference in table.references if not reference.optional]
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field, field.name in table.key) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: Field, in_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required or in_key else {}
    if field.choices:
        constraints["enum"] = list(field.choices)
    return {
        "name": field.name,
        "type": field.type,
        "description": field.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_key(reference: Reference) -> dict[str, Any]:
    fields = list(reference.fields)
    return {"fields": fields, "reference": {"resource": reference.table, "fields": fields}}


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
