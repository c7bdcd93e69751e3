"""A SQLite file of all tables, with foreign keys, indices and views for the common questions.

The same documents give the same bytes with the same SQLite: no clock, one page size, rows in the order given. Dates are
ISO 8601 text, booleans 0 and 1. Indices and views are made when the rows are in.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from planextract.emit import cells
from planextract.emit.cells import Cell
from planextract.emit.filed import Entry
from planextract.emit.tables import TABLES, Field, Reference, Table

LAYOUT = 1
"""`PRAGMA user_version`: goes up where a table, column or view changes its meaning."""

INDICES: dict[str, tuple[str, str]] = {
    "actions_by_latest": ("actions", "latest"),
    "actions_by_state": ("actions", "state"),
    "actions_by_plan": ("actions", "document_id, plan_id"),
    "action_findings_by_finding": ("action_findings", "document_id, finding_id"),
    "decision_actions_by_action": ("decision_actions", "document_id, action_id"),
    "documents_by_sha256": ("documents", "sha256"),
    "findings_by_plan": ("findings", "document_id, plan_id"),
    "owners_by_owner": ("owners", "owner"),
}

VIEWS: dict[str, str] = {
    "overdue": """
SELECT d.path, a.document_id, a.action_id, a.reference, a.text, a.owners, a.deadline_raw, a.latest, d.reference_date,
       CAST(julianday(d.reference_date) - julianday(a.latest) AS INTEGER) AS days_late, a.state, a.rag, a.page
FROM actions AS a JOIN documents AS d USING (document_id)
WHERE a.overdue_at_reference = 1
ORDER BY days_late DESC, d.position, a.action_id""",
    "by_owner": """
SELECT o.owner, o.kind, COUNT(DISTINCT o.document_id) AS documents, COUNT(*) AS actions,
       SUM(a.stage = 'open') AS open, SUM(a.stage = 'done') AS done, SUM(a.stage = 'stopped') AS stopped,
       SUM(a.stage = 'unknown') AS unknown, SUM(a.overdue_at_reference IS 1) AS overdue
FROM (SELECT DISTINCT document_id, action_id, owner, kind FROM owners) AS o
     JOIN actions AS a USING (document_id, action_id)
GROUP BY o.owner, o.kind
ORDER BY actions DESC, o.owner, o.kind""",
    "by_state": """
SELECT a.state, a.stage, COUNT(*) AS actions, COUNT(DISTINCT a.document_id) AS documents,
       SUM(a.overdue_at_reference IS 1) AS overdue
FROM actions AS a
GROUP BY a.state, a.stage
ORDER BY actions DESC, a.state, a.stage""",
    "to_check": """
SELECT d.path, g.document_id, g.code, g.severity, g.message, g.page
FROM diagnostics AS g JOIN documents AS d USING (document_id)
WHERE g.severity <> 'info'
ORDER BY d.position, g.number""",
}


def write(documents: Iterable[Entry], path: Path) -> None:
    """All tables into a new file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        _prepare(base)
        statements = [(table, _insertion(table)) for table in TABLES]
        base.execute("BEGIN")
        for table in TABLES:
            base.execute(create(table))
        for entry in documents:
            for table, statement in statements:
                base.executemany(statement, (_held(row) for row in table.rows(entry)))
        for name, (table_name, columns) in INDICES.items():
            base.execute(f"CREATE INDEX {name} ON {table_name} ({columns})")
        for name, query in VIEWS.items():
            base.execute(f"CREATE VIEW {name} AS{query}")
        base.execute("COMMIT")


def _prepare(base: sqlite3.Connection) -> None:
    """A file that is thrown away where writing fails needs no journal, and no flush before its end."""
    for setting in (
        "page_size = 4096",
        "encoding = 'UTF-8'",
        "journal_mode = OFF",
        "synchronous = OFF",
        "foreign_keys = ON",
        "temp_store = FILE",
        f"user_version = {LAYOUT}",
    ):
        base.execute(f"PRAGMA {setting}")


_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


def create(table: Table) -> str:
    """The statement that makes a table; the meaning of each column stays in the file as a comment."""
    columns = [_column(field, field.name in table.key) for field in table.fields]
    keys = [f"PRIMARY KEY ({', '.join(table.key)})", *(_foreign_key(each) for each in table.references)]
    lines = [f"  {text},{comment}" for text, comment in columns] + [f"  {key}," for key in keys]
    lines[-1] = lines[-1].removesuffix(",")
    return f"CREATE TABLE {table.name} ( -- {table.description}\n" + "\n".join(lines) + "\n)"


def _column(field: Field, in_key: bool) -> tuple[str, str]:
    parts = [field.name, _TYPES[field.type]]
    if field.required or in_key:
        parts.append("NOT NULL")
    if field.type == "boolean":
        parts.append(f"CHECK ({field.name} IN (0, 1))")
    return " ".join(parts), f" -- {field.description}"


def _foreign_key(reference: Reference) -> str:
    fields = ", ".join(reference.fields)
    return f"FOREIGN KEY ({fields}) REFERENCES {reference.table} ({fields})"


def _insertion(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.fields))})"


def _held(row: tuple[Cell, ...]) -> list[Cell]:
    return [_value(cell) for cell in row]


def _value(cell: Cell) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    return cells.encodable(cell) if isinstance(cell, str) else cell
