"""Excel: an .xlsx or .xlsm to a `Document`, sheet by sheet, by one walk over its XML.

`looks` says how cells look, `conditions` which colour their words give them, `cells` what they show; `sheets` tells
prose from tables. Formulas are read as the values last worked out. What is hidden is left out, and a sheet that only
repeats another or holds the choices of lists. Places have no page; rows and columns are those of the table, blank ones
not counted.
"""

import hashlib
from collections.abc import Iterator

from lxml import etree

from planextract.diagnostics import Diagnostic
from planextract.document import Document
from planextract.errors import CorruptFileError, NoTextError, UnsupportedFormatError
from planextract.options import Options
from planextract.readers.packages import Package, R, properties
from planextract.readers.references import area
from planextract.readers.sheets import Area, Sheet, SheetFlow, hidden_cells
from planextract.readers.surplus import needed
from planextract.readers.xlsx.cells import Reading, Worksheet, remarks_on_cells, shared_strings, worksheet
from planextract.readers.xlsx.choices import choices, names
from planextract.readers.xlsx.looks import Looks, whole
from planextract.readers.xlsx.package import EXCEL, S

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NO_WORKBOOK = "the .xlsx lacks its sheets; open it in Excel and save it again."
_NOT_EXCEL = "it is an Office file but no Excel workbook; save it as .xlsx."


def read(data: bytes, name: str, options: Options) -> Document:
    """An .xlsx as a `Document`.

    Raises CorruptFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError and NoTextError.
    """
    workbook = _Workbook(Package(data, name, options.limits, EXCEL), options.limits.cells)
    flow = SheetFlow(name, options.limits.cells)
    sheets = workbook.seen()
    parts = tuple(part for sheet in sheets for part in flow.parts(sheet, several=len(sheets) > 1))
    if not parts:
        raise NoTextError(name, "its sheets hold no words; if they hold pictures, run OCR over them.")
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        reader="xlsx",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=parts,
        properties=properties(workbook.package),
        diagnostics=tuple(workbook.remarks),
    )


class _Workbook:
    """The sheets of a workbook that are seen; `remarks` says which were left out."""

    def __init__(self, package: Package, most_cells: int) -> None:
        self.package = package
        self.remarks: list[Diagnostic] = []
        self._main = package.first("", "officeDocument") or "xl/workbook.xml"
        root = package.tree(self._main)
        if root is None:
            raise CorruptFileError(package.name, _NO_WORKBOOK)
        if root.tag != S + "workbook":
            raise UnsupportedFormatError(package.name, _NOT_EXCEL)
        self._root = root
        self._named = names(root)
        self._reading = Reading(
            name=package.name,
            strings=shared_strings(self._related("sharedStrings")),
            looks=Looks(self._related("styles"), self._related("theme")),
            from_1904=_from_1904(root),
            cells_left=most_cells,
            most_cells=most_cells,
        )

    def _related(self, kind: str) -> etree._Element | None:
        part = self.package.first(self._main, kind)
        return self.package.tree(part) if part is not None else None

    def seen(self) -> list[Sheet]:
        """The sheets with words, without those that repeat another or hold nothing but choices."""
        found = list(self._worksheets())
        kept, left_out = needed([each.sheet for each in found])
        self.remarks += [*remarks_on_cells(found), *left_out]
        return kept

    def _worksheets(self) -> Iterator[Worksheet]:
        relations = self.package.relations(self._main)
        sheets = rows = columns = 0
        for entry in self._root.iterfind(f"{S}sheets/{S}sheet"):
            kind, part = relations.get(entry.get(R + "id") or "", ("", ""))
            if kind != "worksheet":
                continue
            if entry.get("state", "visible") != "visible":
                sheets += 1
                continue
            root = self.package.tree(part)
            if root is None:
                raise CorruptFileError(self.package.name, self.package.kind.broken)
            found = worksheet(root, entry.get("name") or "", self._reading, self._headers(part))
            rows, columns = rows + found.hidden_rows, columns + found.hidden_columns
            found.sheet.choices = choices(root, self._named)
            yield found
        hidden = hidden_cells(sheets, rows, columns)
        self.remarks += [hidden] if hidden is not None else []

    def _headers(self, part: str) -> list[Area]:
        """The header rows of the tables that somebody marked as tables in a sheet."""
        found = []
        for kind, target in self.package.relations(part).values():
            root = self.package.tree(target) if kind == "table" else None
            around = area(root.get("ref") or "") if root is not None else None
            if (
                root is not None
                and around is not None
                and (rows := whole(root.get("headerRowCount", "1"))) > 0
            ):
                found.append(Area(around.top, around.left, around.top + rows - 1, around.right))
        return found


def _from_1904(root: etree._Element) -> bool:
    settings = root.find(S + "workbookPr")
    return settings is not None and settings.get("date1904") in ("1", "true")
