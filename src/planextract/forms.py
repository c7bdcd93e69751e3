"""Forms: tables whose labels stand beside their values instead of above them, one form for each action.

A form is turned into rows under a header, so that the rest of the road need not know of it. Cells keep their places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from planextract.document import Cell, Row, Table
from planextract.vocab import Vocabulary, alias

WHAT = frozenset({"action", "recommendation", "finding", "objective", "milestone"})
LABEL_CHARACTERS = 60


@dataclass
class Form:
    """The labels and values of one record, in the order in which they are printed."""

    labels: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)

    def keys(self) -> list[str]:
        return [alias(label.text.text) for label in self.labels]


def as_rows(table: Table, vocabulary: Vocabulary) -> Table | None:
    """The records of a form as rows under a header; None for a table that is no form.

    A form has labels in its first column on nearly every row, each with a value beside it, and among them one that
    says what is to be done and another of a plan: who, when or how far.
    """
    if not 2 <= table.columns <= 6 or table.columns % 2:
        return None
    rows = [_filled(row) for row in table.rows if not row.blank]
    paired = [row for row in rows if _is_paired(row, vocabulary)]
    if len(paired) < 3 or len(paired) * 4 < len(rows) * 3 or len(paired) != len(rows) - len(_lone(rows)):
        return None
    values = [value for row in paired for value in row[1::2]]
    if sum(_is_label(value, vocabulary) for value in values) * 2 > len(values):
        return None
    forms = list(_records(paired))
    roles = {vocabulary.roles_of(label.text.text)[0] for label in forms[0].labels}
    if not roles & WHAT or len(roles) < 3:
        return None
    return _table(table, forms)


def _filled(row: Row) -> list[Cell]:
    """The cells of a row; blank values count, blank cells after the last word do not."""
    cells = list(row.cells)
    while cells and cells[-1].blank and len(cells) % 2:
        cells.pop()
    return cells


def _lone(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Rows with but one cell that says something: titles over the form."""
    return [row for row in rows if sum(not cell.blank for cell in row) == 1 and len(row) != 2]


def _is_paired(row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Label, value, label, value: every label a header that we know."""
    return len(row) >= 2 and len(row) % 2 == 0 and all(_is_label(label, vocabulary) for label in row[::2])


def _is_label(cell: Cell, vocabulary: Vocabulary) -> bool:
    text = cell.text.text.strip()
    return 0 < len(text) <= LABEL_CHARACTERS and bool(vocabulary.roles_of(text.rstrip(" :")))


def _records(rows: Sequence[Sequence[Cell]]) -> Iterator[Form]:
    """The forms, one after another; each begins where the first label comes round again."""
    form = Form()
    for row in rows:
        for label, value in zip(row[::2], row[1::2], strict=True):
            if form.labels and alias(label.text.text) == form.keys()[0]:
                yield form
                form = Form()
            form.labels.append(label)
            form.values.append(value)
    yield form


def _table(table: Table, forms: Sequence[Form]) -> Table:
    """The forms as a table: the labels in the order in which they first appear, and a row for each form."""
    columns: dict[str, Cell] = {}
    for form in forms:
        for key, label in zip(form.keys(), form.labels, strict=True):
            columns.setdefault(key, label)
    order = list(columns)
    header = tuple(_moved(label, 0, column) for column, label in enumerate(columns.values()))
    body = tuple(
        Row(number, tuple(_moved(v, number, order.index(k)) for k, v in _first(form)))
        for number, form in enumerate(forms, 1)
    )
    return replace(table, rows=(Row(0, header, header=True), *body), columns=len(order))


def _first(form: Form) -> list[tuple[str, Cell]]:
    """Each label's first value, in the order of the labels."""
    found: dict[str, Cell] = {}
    for key, value in zip(form.keys(), form.values, strict=True):
        found.setdefault(key, value)
    return list(found.items())


def _moved(cell: Cell, row: int, column: int) -> Cell:
    return replace(cell, row=row, column=column, row_span=1, column_span=1, header=row == 0)
