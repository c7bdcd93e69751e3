"""What is printed: the plans of tests/cases/plans.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[1] / "cases" / "plans.toml"


@dataclass(frozen=True)
class Column:
    header: str
    role: str
    width: float
    """Its share of the table's width."""


@dataclass(frozen=True)
class Finding:
    text: str
    rows: tuple[dict[str, str], ...]
    """The cells of each action by the role of their column."""


@dataclass(frozen=True)
class Plan:
    name: str
    title: str
    before: str
    after: str
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    apart: str
    section: str | None = None
    wide: bool = False

    def rows(self) -> Iterator[tuple[Finding, dict[str, str]]]:
        for finding in self.findings:
            for row in finding.rows:
                yield finding, row


def _plan(written: dict[str, Any]) -> Plan:
    columns = tuple(Column(*column) for column in written["columns"])
    roles = [column.role for column in columns if column.role != "finding"]
    findings = tuple(
        Finding(finding["text"], tuple(dict(zip(roles, row, strict=True)) for row in finding["rows"]))
        for finding in written["findings"]
    )
    return Plan(**{**written, "columns": columns, "findings": findings})


PLANS = tuple(_plan(plan) for plan in tomllib.loads(CASES.read_text(encoding="utf-8"))["plans"])
