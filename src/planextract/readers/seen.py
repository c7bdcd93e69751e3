"""Which cells of a sheet are seen, where rows and columns of it are hidden."""

from collections.abc import Iterable

from planextract.readers.sheets import Area


class Seen:
    """A sheet's hidden rows and columns; `rows` and `columns` are those with words that were asked for in vain."""

    def __init__(self, rows: set[int], columns: set[int], merged: Iterable[Area]) -> None:
        self._next_row = _next_seen(rows)
        self._next_column = _next_seen(columns)
        self._corners = {(area.top, area.left): area for area in merged}
        self.rows: set[int] = set()
        self.columns: set[int] = set()

    def place(self, row: int, column: int, worded: bool) -> tuple[int, int] | None:
        """Where a cell is seen: a merged one also where only its first rows or columns are hidden."""
        down, across = self._next_row.get(row, row), self._next_column.get(column, column)
        if (down, across) == (row, column):
            return row, column
        around = self._corners.get((row, column))
        if around is not None and down <= around.bottom and across <= around.right:
            return down, across
        if worded and row in self._next_row:
            self.rows.add(row)
        elif worded:
            self.columns.add(column)
        return None


def _next_seen(hidden: set[int]) -> dict[int, int]:
    """For each hidden row or column the next one that is seen."""
    found: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        found[number] = found.get(number + 1, number + 1)
    return found
