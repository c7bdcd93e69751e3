"""Cells as spreadsheets write them: "C7", "A1:C7"."""

import re

from planextract.readers.sheets import Area

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of a cell, from 0; None for what is no cell.

    >>> position("C7"), position("AA1"), position("7C"), position("ZZZ1")
    ((6, 2), (0, 26), None, None)
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]) - 1, _column(match[1])
    return (row, column) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def area(reference: str) -> Area | None:
    """The cells of "A1:C7", of "B2" alone or of the columns "F:F".

    >>> area("A1:C7")
    Area(top=0, left=0, bottom=6, right=2)
    """
    columns = _COLUMNS.fullmatch(reference)
    if columns is not None:
        return Area(0, _column(columns[1]), _LAST_ROW, min(_column(columns[2]), _LAST_COLUMN))
    first, _, last = reference.partition(":")
    corner = position(first)
    opposite = position(last) if last else corner
    if corner is None or opposite is None or opposite[0] < corner[0] or opposite[1] < corner[1]:
        return None
    return Area(*corner, *opposite)
