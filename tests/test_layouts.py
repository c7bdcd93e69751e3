"""One action plan, many layouts: whatever is drawn around its cells, the records are the same."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

import planextract
from drawn_layouts import RULED, drawn
from layouts import ACTIONS, LAYOUTS, PLAN, Layout, printed
from planextract.options import Options
from planextract.readers import pdf
from planextract.records import Action

Said = tuple[str, str | None, str, tuple[str, ...], str | None]


def rows_of(layout: Layout) -> list[int]:
    return list(range(6)) if layout.prose_beside else list(range(len(ACTIONS)))


def expected(layout: Layout) -> list[Said]:
    """Reference, finding (or the section that says it), action, owners and date of each record, where printed."""
    shown = layout.subset or tuple(range(6))
    return [
        (ref, finding if 1 in shown else None, action, (lead,) if 3 in shown else (), date)
        for ref, finding, action, lead, date, _ in (ACTIONS[row] for row in rows_of(layout))
    ]


def found(layout: Layout) -> list[Said]:
    extraction = planextract.extract_bytes(printed(layout)[0], "plan.pdf")
    findings = {finding.id: finding.text.raw for finding in extraction.findings}
    return [
        (
            action.reference.raw if action.reference is not None else "",
            findings[action.finding_ids[0]] if action.finding_ids else section(action),
            action.text.raw,
            tuple(owner.raw for owner in action.owners),
            action.deadline.raw if action.deadline is not None else None,
        )
        for action in extraction.actions
    ]


def section(action: Action) -> str | None:
    return action.section.raw if action.section is not None else None


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_records_are_the_same_in_every_layout(layout: Layout) -> None:
    assert found(layout) == expected(layout)


def test_there_are_layouts_enough_and_their_names_differ() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS) >= 20


def test_a_layout_gives_the_same_bytes_each_time() -> None:
    assert printed(LAYOUTS[0]) == printed(LAYOUTS[0])


@pytest.mark.parametrize("ruled", RULED)
def test_most_records_are_right_in_layouts_drawn_at_random(ruled: str) -> None:
    """A floor, and no target: what is drawn here was not looked at while the finder was built."""
    right = total = 0
    for seed in range(8):
        layout = drawn(ruled, seed)
        wanted = expected(layout)
        right += len(set(wanted) & set(found(layout)))
        total += len(wanted)
    assert right >= 0.9 * total


# What is no table ----------------------------------------------------------------------------------------------

PROSE = " ".join([PLAN["before"], PLAN["after"], *(action[2] + "." for action in ACTIONS)])


def page(*columns: tuple[float, float, list[str]], rules: tuple[float, ...] = ()) -> bytes:
    """Columns of lines at x and y from the top, and level rules across the page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for x, y, lines in columns:
        for number, words in enumerate(lines):
            canvas.drawString(x, A4[1] - y - 13 * number, words)
    for y in rules:
        canvas.line(50, A4[1] - y, 545, A4[1] - y)
    canvas.save()
    return stream.getvalue()


def wrapped(width: float, lines: int = 45) -> list[str]:
    return simpleSplit(PROSE, "Helvetica", 10, width)[:lines]


def justified(width: float) -> bytes:
    """Prose set flush on both sides, so that its blanks vary."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for number, words in enumerate(wrapped(width)):
        text = canvas.beginText(60, 780 - 13 * number)
        text.setFont("Helvetica", 10)
        short = width - canvas.stringWidth(words, "Helvetica", 10)
        text.setWordSpace(short / max(1, words.count(" ")))
        text.textLine(words)
        canvas.drawText(text)
    canvas.save()
    return stream.getvalue()


NUMBERED = [f"{number}." for number in range(1, 21)]
NO_TABLES = {
    "prose": page((60, 80, wrapped(470))),
    "justified prose": justified(470),
    "justified narrow prose": justified(200),
    "prose in two columns": page((50, 80, wrapped(235)), (310, 80, wrapped(235))),
    "prose in three columns": page((40, 80, wrapped(160)), (217, 80, wrapped(160)), (395, 80, wrapped(160))),
    "prose between rules": page((60, 80, wrapped(470)), rules=(60, 150, 400, 700)),
    "two columns between rules": page((50, 80, wrapped(235)), (310, 80, wrapped(235)), rules=(60, 700)),
    "numbered list": page((60, 80, NUMBERED), (90, 80, wrapped(400, 20))),
    "numbered list between rules": page((60, 80, NUMBERED), (90, 80, wrapped(400, 20)), rules=(60, 400)),
    "contents": page(
        (60, 80, NUMBERED),
        (90, 80, [finding["text"][:40] for finding in PLAN["findings"]]),
        (500, 80, [str(3 * number) for number in range(1, 9)]),
    ),
    "letter head": page(
        (60, 80, ["Civic Offices", "Market Square", "Thornbeck", "TB1 2AA"]),
        (380, 80, ["Telephone 01632 960 123", "Our reference PL/14", "12 June 2024"]),
        (60, 170, wrapped(470, 30)),
    ),
    "signatures": page(
        (60, 80, wrapped(470, 12)),
        (60, 300, ["Margaret Ellwood", "Head of Planning", "12 June 2024"]),
        (240, 300, ["Ruth Calverley", "Head of Finance", "12 June 2024"]),
        (420, 300, ["Gwen Harbottle", "Monitoring Officer", "12 June 2024"]),
    ),
    "labels and values": page(
        (60, 80, ["Report to:", "Date:", "Author:", "Wards:"]), (160, 80, wrapped(300, 4))
    ),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_no_table_is_seen_where_there_is_none(name: str) -> None:
    assert pdf.read(NO_TABLES[name], "page.pdf", Options()).tables == ()


@pytest.mark.parametrize("words", ["a" * 3000, "( " * 1500, "1 " * 1500, "/ " * 1500, "1  a  " * 700])
def test_long_lines_of_anything_finish(words: str) -> None:
    lines = [words[start : start + 90] for start in range(0, len(words), 90)]
    pdf.read(page((20, 40, lines)), "page.pdf", Options())
