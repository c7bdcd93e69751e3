"""An old workbook opened with xlrd, whose errors are made ours here and nowhere else."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError, MissingReaderError
from planextract.options import Limits
from planextract.readers.seen import Seen
from planextract.readers.sheets import Area, Sheet
from planextract.readers.xls.cells import Cells

try:
    import xlrd
    from xlrd.compdoc import CompDocError
    from xlrd.formula import FormulaError
except ImportError:
    xlrd = None

_BROKEN = "the .xls is broken or cut short; open it in Excel, let it repair the file and save it again."
_LOCKED = "it opens only with a password; save a copy without one."
_MISSING = "an old Excel workbook (.xls) needs an extra: pip install 'planextract[xls]', or save it as .xlsx."

# What xlrd lets through when the records of a file contradict each other.
_UNTYPED = (
    *(AssertionError, AttributeError, EOFError, IndexError, KeyError, OverflowError, TypeError, ValueError),
    *(struct.error, RecursionError),
)


class Workbook:
    """The sheets of an .xls; `hidden_*` count what was left out of them because it is hidden."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        if xlrd is None:
            raise MissingReaderError(name, _MISSING)
        self._name = name
        self._left = self._most = limits.cells
        self.hidden_sheets = self.hidden_rows = self.hidden_columns = 0
        with self._readable():
            # (without a log of its own it prints its doubts to standard output)
            self._book = xlrd.open_workbook(
                file_contents=data,
                logfile=io.StringIO(),
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
            )
            self._cells = Cells(self._book, xlrd.error_text_from_code)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Inside it, whatever xlrd raises is an error of ours."""
        try:
            yield
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise EncryptedFileError(self._name, _LOCKED) from None
            raise CorruptFileError(self._name, _BROKEN) from None
        except (CompDocError, FormulaError, *_UNTYPED):
            raise CorruptFileError(self._name, _BROKEN) from None

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that are seen, in order. Raises CorruptFileError and LimitExceededError."""
        with self._readable():
            for number in range(self._book.nsheets):
                found = self._book.sheet_by_index(number)
                if found.visibility:
                    self.hidden_sheets += any(True for _ in self._cells.worded(found))
                else:
                    yield self._sheet(found)
                self._book.unload_sheet(number)

    def _sheet(self, found: "xlrd.sheet.Sheet") -> Sheet:
        rows = {row for row, look in found.rowinfo_map.items() if look.hidden}
        columns = {column for column, look in found.colinfo_map.items() if look.hidden}
        merged = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells]
        sheet = Sheet(found.name, merged=merged, hidden=rows)
        seen = Seen(rows, columns, merged)
        for row, column, cell in self._cells.of(found):
            worded = bool(cell.text.strip())
            place = seen.place(row, column, worded)
            if place is not None:
                self._claim(worded)
                sheet.cells[place] = cell
        self.hidden_rows += len(seen.rows)
        self.hidden_columns += len(seen.columns)
        return sheet

    def _claim(self, worded: bool) -> None:
        self._left -= worded
        if self._left < 0:
            reason = f"it has more than {self._most} cells; raise Limits.cells to read it."
            raise LimitExceededError(self._name, reason)
