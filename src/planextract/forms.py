"""Forms: tables whose labels stand beside their values instead of above them, one form for each action.

A form is turned into rows under a header, so that the rest of the road need not know of it. Cells keep their places.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planextract.document import Block, Cell, Row, Table
from planextract.vocab import Vocabulary, alias

WHAT = frozenset({"action", "recommendation", "finding", "objective", "milestone"})
LABEL_CHARACTERS = 60


@dataclass
class Form:
    """The labels and values of one record, in the order in which they are printed."""

    titles: list[Cell] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)

    def keys(self) -> list[str]:
        return [alias(label.text.text) for label in self.labels]

    def first_values(self) -> dict[str, Cell]:
        """Each label's first value."""
        found: dict[str, Cell] = {}
        for key, value in zip(self.keys(), self.values, strict=True):
            found.setdefault(key, value)
        return found


def as_rows(table: Table, vocabulary: Vocabulary) -> Table | None:
    """The records of a form as rows under a header; None for a table that is no form.

    A form has labels in its first column on nearly every row, each with a value beside it, and among them one that
    says what is to be done and two more of a plan, such as who and when. A row with one cell is a title over what
    follows.
    """
    if not 2 <= table.columns <= 6 or table.columns % 2:
        return None
    rows = [_filled(row) for row in table.rows if not row.blank]
    paired = [row for row in rows if _is_paired(row, vocabulary)]
    if len(paired) < 3 or any(not _is_title(row) for row in rows if row not in paired):
        return None
    values = [value for row in paired for value in row[1::2]]
    if sum(_is_label(value, vocabulary) for value in values) * 2 > len(values):
        return None
    forms = list(_records(rows))
    known = (vocabulary.roles_of(label.text.text) for label in forms[0].labels)
    roles = {roles[0] for roles in known if roles}
    return _table(table, forms) if roles & WHAT and len(roles) >= 3 else None


def mended(flow: Iterable[Block | Table], vocabulary: Vocabulary) -> Iterator[Block | Table]:
    """A document's flow with the parts of a form that a page break cuts put together again."""
    held: list[Block | Table] = []
    for part in flow:
        above = held[0] if held else None
        if isinstance(part, Block) and held and part.kind in ("header", "footer"):
            held.append(part)
        elif isinstance(part, Table) and isinstance(above, Table) and _goes_on(above, part, vocabulary):
            held[0] = _stacked(above, part)
        else:
            yield from held
            held = [part]
    yield from held


def _goes_on(above: Table, below: Table, vocabulary: Vocabulary) -> bool:
    """Does a table at the head of a page go on in mid-form? Its first label is neither where forms begin nor printed
    before in the form above.
    """
    page = max((cell.page or 0 for cell in above.cells()), default=0) or above.page
    if page is None or below.page != page + 1 or below.columns != above.columns or above.columns % 2:
        return False
    rows, further = ([_filled(row) for row in table.rows if not row.blank] for table in (above, below))
    if not rows or not further or not all(_is_paired(row, vocabulary) for row in (*rows, further[0])):
        return False
    printed = list(_records(rows))[-1].keys()
    begins_anew = alias(further[0][0].text.text) in printed
    return not begins_anew and as_rows(_stacked(above, below), vocabulary) is not None


def _stacked(above: Table, below: Table) -> Table:
    base = len(above.rows)
    rows = [
        Row(base + number, tuple(replace(cell, row=cell.row + base) for cell in row.cells), row.header)
        for number, row in enumerate(below.rows)
    ]
    return replace(above, rows=(*above.rows, *rows))


def _filled(row: Row) -> list[Cell]:
    """The cells of a row without blank ones after the last pair."""
    cells = list(row.cells)
    while cells and cells[-1].blank and len(cells) % 2:
        cells.pop()
    return cells


def _is_title(row: Sequence[Cell]) -> bool:
    return sum(not cell.blank for cell in row) == 1


def _is_paired(row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Label, value, label, value: every label a header that we know."""
    return len(row) >= 2 and len(row) % 2 == 0 and all(_is_label(label, vocabulary) for label in row[::2])


def _is_label(cell: Cell, vocabulary: Vocabulary) -> bool:
    text = cell.text.text.strip()
    return 0 < len(text) <= LABEL_CHARACTERS and bool(vocabulary.roles_of(text.rstrip(" :")))


def _records(rows: Sequence[Sequence[Cell]]) -> Iterator[Form]:
    """The forms, one after another; each begins at a title or where the first label comes round again."""
    form = Form()
    for row in rows:
        if len(row) < 2 or len(row) % 2:
            if form.labels:
                yield form
                form = Form()
            form.titles += [cell for cell in row if not cell.blank]
            continue
        for label, value in zip(row[::2], row[1::2], strict=True):
            if form.labels and alias(label.text.text) == form.keys()[0]:
                yield form
                form = Form()
            form.labels.append(label)
            form.values.append(value)
    if form.labels:
        yield form


def _table(table: Table, forms: Sequence[Form]) -> Table:
    """The forms as a table: titles over the first, the labels as they first appear, and a row for each form."""
    columns: dict[str, Cell] = {}
    for form in forms:
        for key, label in zip(form.keys(), form.labels, strict=True):
            columns.setdefault(key, label)
    order = list(columns)
    rows: list[list[tuple[Cell, int, int]]] = [[(title, 0, len(order))] for title in forms[0].titles]
    rows.append([(label, column, 1) for column, label in enumerate(columns.values())])
    for form in forms:
        rows += [[(title, 0, len(order))] for title in form.titles if form is not forms[0]]
        rows.append([(value, order.index(key), 1) for key, value in form.first_values().items()])
    made = tuple(
        Row(number, tuple(_moved(cell, number, column, span) for cell, column, span in row))
        for number, row in enumerate(rows)
    )
    return replace(table, rows=made, columns=len(order))


def _moved(cell: Cell, row: int, column: int, span: int) -> Cell:
    return replace(cell, row=row, column=column, row_span=1, column_span=span)
