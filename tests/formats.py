"""The sheets of `conversions` in more formats: as web page, Markdown and workbook, and through LibreOffice."""

import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from conversions import BULLET, Box, Grid, Sheet, Words
from planextract.readers.office.program import found_program
from workbooks import Book, Look, Tab, workbook
from workbooks import Box as Entry

TAGS = {"title": "h1", "heading": "h2", "item": "li", "paragraph": "p"}
MARKS = {"title": "# ", "heading": "## ", "item": "- ", "paragraph": ""}


def html(sheet: Sheet) -> bytes:
    """The sheet as a web page with real merged cells and lists."""
    parts = "\n".join(
        f"<{TAGS[part.style]}>{escape(part.text)}</{TAGS[part.style]}>"
        if isinstance(part, Words)
        else _table(part)
        for part in sheet.parts
        if isinstance(part, (Words, Grid))
    )
    head = f'<head><meta charset="utf-8"><title>{escape(sheet.title)}</title></head>'
    return f"<!DOCTYPE html>\n<html>{head}<body>\n{parts}\n</body></html>\n".encode()


def _table(grid: Grid) -> str:
    rows: list[list[str]] = [[] for _ in grid.rows]
    for row, _, box in grid.boxes():
        rows[row].append(_cell(box, "th" if row < grid.header else "td"))
    return "<table>\n" + "".join(f"<tr>{''.join(cells)}</tr>\n" for cells in rows) + "</table>"


def _cell(box: Box, tag: str) -> str:
    spans = f' rowspan="{box.down}"' * (box.down > 1) + f' colspan="{box.across}"' * (box.across > 1)
    fill = f' style="background-color: {box.fill}"' if box.fill else ""
    lines = "".join(_line(line, box.bold) for line in box.text.split("\n")).replace("</ul><ul>", "")
    return f"<{tag}{spans}{fill}>{lines}</{tag}>"


def _line(line: str, bold: bool) -> str:
    words = _struck(escape(line.removeprefix(BULLET)), "<s>", "</s>")
    if line.startswith(BULLET):
        return f"<ul><li>{words}</li></ul>"
    return f"<p><b>{words}</b></p>" if bold else f"<p>{words}</p>"


def _struck(text: str, begin: str, end: str) -> str:
    parts = text.split("~~")
    return "".join(f"{begin}{part}{end}" if place % 2 else part for place, part in enumerate(parts))


def markdown(sheet: Sheet) -> bytes:
    """The sheet as Markdown: a merged cell says what it says once, above blank ones."""
    parts = [
        MARKS[part.style] + part.text if isinstance(part, Words) else "\n".join(_pipes(part))
        for part in sheet.parts
        if isinstance(part, (Words, Grid))
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _pipes(grid: Grid) -> Iterator[str]:
    """Rows between strokes; Markdown knows one row of header only."""
    rows = [["" for _ in grid.widths] for _ in grid.rows]
    for row, column, box in grid.boxes():
        words = "<br>".join(line.replace("|", "\\|") for line in box.text.split("\n"))
        rows[row][column] = f"**{words}**" if box.bold and words and "<br>" not in words else words
    for number, cells in enumerate(rows):
        yield "| " + " | ".join(cells) + " |"
        if number == 0:
            yield "|---" * len(cells) + "|"


def spreadsheet(sheet: Sheet) -> bytes:
    """The sheet as .xlsx: all of it on one sheet, a blank row between its parts."""
    rows: list[list[Entry | str | int | float | None]] = []
    merged: list[str] = []
    for part in sheet.parts:
        if isinstance(part, Words):
            rows.append([Entry(part.text, Look(bold=part.style in ("title", "heading")))])
        elif isinstance(part, Grid):
            merged += _place(part, rows)
        rows.append([])
    return workbook(Book((Tab("Sheet1", rows, merged=tuple(merged)),), title=sheet.title))


def _place(grid: Grid, rows: list[list[Entry | str | int | float | None]]) -> Iterator[str]:
    top = len(rows)
    rows += [[None] * len(grid.widths) for _ in grid.rows]
    for row, column, box in grid.boxes():
        fill = f'rgb="FF{box.fill.lstrip("#").upper()}"' if box.fill else ""
        rows[top + row][column] = Entry(box.text, Look(bold=box.bold, fill=fill))
        if box.down > 1 or box.across > 1:
            corner = f"{chr(65 + column + box.across - 1)}{top + row + box.down}"
            yield f"{chr(65 + column)}{top + row + 1}:{corner}"


def by_libreoffice(data: bytes, ending: str, to: str) -> bytes:
    """A file as LibreOffice saves it in another format."""
    program = found_program()
    assert program is not None
    with TemporaryDirectory() as folder:
        source = Path(folder, f"plan.{ending}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", to]
        subprocess.run(
            [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180
        )
        return Path(folder, f"plan.{to.partition(':')[0]}").read_bytes()
