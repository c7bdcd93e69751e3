"""Old Excel: an .xls to a `Document`, sheet by sheet, as an .xlsx is read.

`book` opens the file and is the one home of xlrd, `cells` says what cells show. Formulas are read as the values last
worked out, which keeps a tracker that compares with today from changing by itself. Places are those of an .xlsx.
"""

import hashlib

from planextract.document import Document
from planextract.errors import NoTextError
from planextract.options import Options
from planextract.readers.sheets import SheetFlow, hidden_cells
from planextract.readers.surplus import needed
from planextract.readers.xls.book import Workbook

MEDIA_TYPE = "application/vnd.ms-excel"


def read(data: bytes, name: str, options: Options) -> Document:
    """An .xls as a `Document`.

    Raises MissingReaderError where the extra is not installed, CorruptFileError, EncryptedFileError,
    LimitExceededError and NoTextError.
    """
    workbook = Workbook(data, name, options.limits)
    flow = SheetFlow(name, options.limits.cells)
    sheets, left_out = needed(list(workbook.sheets()))
    parts = tuple(part for sheet in sheets for part in flow.parts(sheet, several=len(sheets) > 1))
    if not parts:
        raise NoTextError(name, "its sheets hold no words; if they hold pictures, run OCR over them.")
    hidden = hidden_cells(workbook.hidden_sheets, workbook.hidden_rows, workbook.hidden_columns)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        reader="xls",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=parts,
        diagnostics=(*(() if hidden is None else (hidden,)), *left_out),
    )
