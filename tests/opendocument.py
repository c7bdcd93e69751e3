"""Plans described as plain data (see `conversions`), written as .odt, and bare XML wrapped as .odt or .ods."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from conversions import BULLET, Box, Grid, Sheet, Words
from workbooks import HEAD, zipped

NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("fo", "xsl-fo-compatible"), ("draw", "drawing"), ("meta", "meta"), ("manifest", "manifest")),
    )
)
TYPE = "application/vnd.oasis.opendocument."

COMMON = (
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Struck" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<text:list-style style:name="Bullets">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/></text:list-style>'
)


def opened(body: str, kind: str = "text", automatic: str = "", masters: str = "", title: str = "") -> bytes:
    """The XML of a body as an OpenDocument file of a kind."""
    parts = {
        "mimetype": TYPE + kind,
        "content.xml": f"{HEAD}<office:document-content{NAMES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "styles.xml": f"{HEAD}<office:document-styles{NAMES}><office:styles>{COMMON}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        "meta.xml": f'{HEAD}<office:document-meta{NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(title)}</dc:title></office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"{HEAD}<manifest:manifest{NAMES}/>",
    }
    return zipped(parts)


def odt(sheet: Sheet) -> bytes:
    """The sheet as .odt, with merged cells, lists, shading and header rows; page breaks are left out."""
    fills = sorted(
        {box.fill for part in sheet.parts if isinstance(part, Grid) for _, _, box in part.boxes() if box.fill}
    )
    automatic = "".join(
        f'<style:style style:name="fill{place}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="{fill}"/></style:style>'
        for place, fill in enumerate(fills)
    )
    masters = (
        f'<style:master-page style:name="Standard"><style:header>{p(sheet.head)}</style:header>'
        f"<style:footer>{p(sheet.foot)}</style:footer></style:master-page>"
    )
    body = "".join(
        _words(part) if isinstance(part, Words) else _table(part, fills) if isinstance(part, Grid) else ""
        for part in sheet.parts
    )
    return opened(body, automatic=automatic, masters=masters, title=sheet.title)


def p(text: str, style: str = "") -> str:
    """A paragraph; words between two "~~" are struck through."""
    named = f' text:style-name="{style}"' if style else ""
    words = "".join(
        f'<text:span text:style-name="Struck">{escape(run)}</text:span>' if place % 2 else escape(run)
        for place, run in enumerate(text.split("~~"))
    )
    return f"<text:p{named}>{words}</text:p>"


def listed(*items: str, style: str = "Bullets") -> str:
    inside = "".join(f"<text:list-item>{p(item)}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def _words(part: Words) -> str:
    if part.style == "heading":
        return f'<text:h text:outline-level="1">{escape(part.text)}</text:h>'
    if part.style == "item":
        return listed(part.text)
    return p(part.text, "Title" if part.style == "title" else "")


def _table(grid: Grid, fills: list[str]) -> str:
    placed = {(row, column): box for row, column, box in grid.boxes()}
    rows = [
        "".join(_cell(placed.get((row, column)), fills) for column in range(len(grid.widths)))
        for row in range(len(grid.rows))
    ]
    drawn = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    header = (
        f"<table:table-header-rows>{''.join(drawn[: grid.header])}</table:table-header-rows>"
        if grid.header
        else ""
    )
    return f"<table:table>{header}{''.join(drawn[grid.header :])}</table:table>"


def _cell(box: Box | None, fills: list[str]) -> str:
    if box is None:
        return "<table:covered-table-cell/>"
    spans = f' table:number-rows-spanned="{box.down}" table:number-columns-spanned="{box.across}"'
    style = f' table:style-name="fill{fills.index(box.fill)}"' if box.fill else ""
    return f"<table:table-cell{style}{spans}>{''.join(_lines(box))}</table:table-cell>"


def _lines(box: Box) -> Iterator[str]:
    for line in box.text.split("\n"):
        if line.startswith(BULLET):
            yield listed(line.removeprefix(BULLET))
        elif box.bold:
            yield f'<text:p><text:span text:style-name="Bold">{escape(line)}</text:span></text:p>'
        else:
            yield p(line)
