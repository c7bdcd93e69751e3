"""Workbooks described as plain data, written as .xlsx: what the tests and samples need, the same bytes each time."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

THEME = (
    *(("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "44546A"), ("lt2", "E7E6E6"), ("accent1", "4472C4")),
    *(("accent2", "ED7D31"), ("accent3", "A5A5A5"), ("accent4", "FFC000"), ("accent5", "5B9BD5")),
    *(("accent6", "70AD47"), ("hlink", "0563C1"), ("folHlink", "954F72")),
)


@dataclass(frozen=True)
class Look:
    """How a cell looks. `fill` is the attributes of its colour: 'rgb="FFFF0000"', 'theme="9" tint="0.4"'."""

    form: str = "General"
    bold: bool = False
    struck: bool = False
    fill: str = ""
    size: int = 11


@dataclass(frozen=True)
class Box:
    """One cell: a number or text as it is stored, with the formula that gave it and how it looks.

    With a formula and no value it is one that nobody worked out.
    """

    value: str | int | float = ""
    look: Look = Look()
    formula: str = ""


Row = Sequence["Box | str | int | float | None"]
"""One entry a column from A; None where the sheet has no cell."""


@dataclass(frozen=True)
class Tab:
    """A sheet from row 1; `hidden` are its hidden rows from 1, `columns` and `after` raw XML around its rows."""

    name: str
    rows: Sequence[Row]
    merged: Sequence[str] = ()
    hidden: frozenset[int] = frozenset()
    state: str = "visible"
    columns: str = ""
    after: str = ""


@dataclass(frozen=True)
class Book:
    """A workbook; `fills` are the colours of its conditional formats, without "#", `named` its ranges with names."""

    tabs: Sequence[Tab]
    title: str = ""
    fills: Sequence[str] = ()
    named: Sequence[tuple[str, str]] = ()


def workbook(book: Book) -> bytes:
    """The workbook as .xlsx."""
    looks = [Look(), *dict.fromkeys(box.look for box in _boxes(book) if box.look != Look())]
    strings = list(
        dict.fromkeys(box.value for box in _boxes(book) if isinstance(box.value, str) and not box.formula)
    )
    parts = {
        "[Content_Types].xml": _types(len(book.tabs)),
        "_rels/.rels": _relations(
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "core.xml",
            ),
        ),
        "core.xml": f'<c:p xmlns:c="c" xmlns:dc="dc"><dc:title>{escape(book.title)}</dc:title></c:p>',
        "xl/workbook.xml": _book(book),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{OFFICE}/worksheet", f"sheet{place}.xml") for place in range(len(book.tabs))),
            *((f"{OFFICE}/{kind}", f"{kind}.xml") for kind in ("styles", "sharedStrings", "theme")),
        ),
        "xl/styles.xml": _styles(looks, book.fills),
        "xl/sharedStrings.xml": _strings(strings),
        "xl/theme.xml": _theme(),
        **{f"xl/sheet{place}.xml": _sheet(tab, looks, strings) for place, tab in enumerate(book.tabs)},
    }
    return zipped({name: HEAD + xml for name, xml in parts.items()})


def zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip, in order and without the time of day; a part called "mimetype" is not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(part, text)
    return buffer.getvalue()


def _boxes(book: Book) -> Iterator[Box]:
    for tab in book.tabs:
        for row in tab.rows:
            yield from (_box(cell) for cell in row if cell is not None)


def _box(cell: Box | str | float) -> Box:
    return cell if isinstance(cell, Box) else Box(cell)


def _types(sheets: int) -> str:
    office = "application/vnd.openxmlformats-officedocument"
    kinds = {
        "/xl/workbook.xml": "spreadsheetml.sheet.main",
        "/xl/styles.xml": "spreadsheetml.styles",
        "/xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
        "/xl/theme.xml": "theme",
        **{f"/xl/sheet{place}.xml": "spreadsheetml.worksheet" for place in range(sheets)},
    }
    said = "".join(
        f'<Override PartName="{part}" ContentType="{office}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    core = '<Override PartName="/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{said}{core}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="r{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def _book(book: Book) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(tab.name)} sheetId="{place + 1}" state="{tab.state}" r:id="r{place}"/>'
        for place, tab in enumerate(book.tabs)
    )
    named = "".join(
        f"<definedName name={quoteattr(name)}>{escape(area)}</definedName>" for name, area in book.named
    )
    after = f"<definedNames>{named}</definedNames>" if named else ""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>{after}</workbook>'


def _styles(looks: Sequence[Look], conditional: Sequence[str]) -> str:
    forms = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(look.form)}/>'
        for place, look in enumerate(looks)
    )
    fonts = "".join(
        f'<font>{"<b/>" * look.bold}{"<strike/>" * look.struck}<sz val="{look.size}"/></font>'
        for look in looks
    )
    plain = '<fill><patternFill patternType="none"/></fill>'
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor {look.fill}/></patternFill></fill>'
        if look.fill
        else plain
        for look in looks
    )
    formats = "".join(
        f'<xf numFmtId="{164 + place}" fontId="{place}" fillId="{place}"/>' for place in range(len(looks))
    )
    dxfs = "".join(
        f'<dxf><fill><patternFill><bgColor rgb="FF{fill}"/></patternFill></fill></dxf>'
        for fill in conditional
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{forms}</numFmts><fonts>{fonts}</fonts><fills>{fills}</fills>'
        f"<cellXfs>{formats}</cellXfs><dxfs>{dxfs}</dxfs></styleSheet>"
    )


def _strings(strings: Sequence[str]) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{_string(text)}</si>" for text in strings)}</sst>'


def _string(text: str) -> str:
    """Words between two "~~" are struck through."""
    runs = text.split("~~")
    if len(runs) == 1:
        return f'<t xml:space="preserve">{escape(text)}</t>'
    looks = ("", "<rPr><strike/></rPr>")
    return "".join(
        f'<r>{looks[place % 2]}<t xml:space="preserve">{escape(run)}</t></r>'
        for place, run in enumerate(runs)
        if run
    )


def _theme() -> str:
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in THEME)
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="O"><a:themeElements><a:clrScheme name="Office">{colours}</a:clrScheme>'
        "</a:themeElements></a:theme>"
    )


def _sheet(tab: Tab, looks: Sequence[Look], strings: Sequence[str]) -> str:
    rows = "".join(
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in tab.hidden else ""}>'
        + "".join(
            _cell(_box(cell), f"{chr(65 + column)}{number}", looks, strings)
            for column, cell in enumerate(row)
            if cell is not None
        )
        + "</row>"
        for number, row in enumerate(tab.rows, 1)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in tab.merged)
    return (
        f'<worksheet xmlns="{MAIN}">{tab.columns}<sheetData>{rows}</sheetData>'
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}{tab.after}</worksheet>"
    )


def _cell(box: Box, place: str, looks: Sequence[Look], strings: Sequence[str]) -> str:
    look = f' s="{looks.index(box.look)}"' if box.look != Look() else ""
    formula = f"<f>{escape(box.formula)}</f>" if box.formula else ""
    if box.value == "":
        return f'<c r="{place}"{look}>{formula}</c>'
    if not isinstance(box.value, str):
        return f'<c r="{place}"{look}>{formula}<v>{box.value}</v></c>'
    if formula:
        return f'<c r="{place}"{look} t="str">{formula}<v>{escape(box.value)}</v></c>'
    return f'<c r="{place}"{look} t="s"><v>{strings.index(box.value)}</v></c>'


def bold(*words: str, fill: str = "") -> list[Box]:
    return [Box(text, Look(bold=True, fill=fill)) for text in words]


def filled(box: Box, fill: str) -> Box:
    return replace(box, look=replace(box.look, fill=fill))
