"""One table over several pages: what is joined, what is not, why, and where the words of a joined cell stand."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

import planextract
from build import block, document, table
from layouts import ACTIONS, Layout, printed
from paged import Cells, Part, paged
from planextract import roles, tables, vocab
from planextract.between import with_rest
from planextract.document import Document
from planextract.drafts import seams
from planextract.fitting import fit
from planextract.joins import REASONS
from planextract.normalise.context import Context
from planextract.options import Options
from planextract.readers import pdf
from planextract.records import Extraction
from planextract.roles import Reading

HEADER = ["Ref", "Finding", "Action", "Lead", "Target date"]
WIDTHS = (35.0, 120.0, 170.0, 95.0, 85.0)
FIRST = ["1", "Registers are old", "Refresh every register", "Head of Audit", "30 June 2024"]
SECOND = ["2", "Files are late", "Issue guidance on files", "Head of Finance", "31 July 2024"]
THIRD = ["3", "Keys are shared", "Change the locks of the store", "Property Manager", "30 September 2024"]
FOURTH = ["4", "Doors are open", "Fit a lock to the plant room", "Caretaker", "31 May 2024"]

Said = tuple[str | None, list[str], str, list[str], str | None]


def part(*rows: Cells, header: Cells | None = HEADER, **more: object) -> Part:
    """A page of the plan, under its header in bold or under none."""
    shown = rows if header is None else (header, *rows)
    bold = () if header is None else (0,)
    return Part(shown, **{"widths": WIDTHS, "bold": bold, **more})  # type: ignore[arg-type]


def extracted(*parts: Part, **options: object) -> Extraction:
    return planextract.extract_bytes(paged(*parts), "plan.pdf", Options(**options))  # type: ignore[arg-type]


def said(found: Extraction) -> list[Said]:
    findings = {finding.id: finding.text.raw for finding in found.findings}
    return [
        (
            action.reference.raw if action.reference is not None else None,
            [findings[each] for each in action.finding_ids],
            action.text.raw,
            [owner.raw for owner in action.owners],
            action.deadline.raw if action.deadline is not None else None,
        )
        for action in found.actions
    ]


def plain(*rows: Cells) -> list[Said]:
    return [(ref, [finding], text, [lead], date) for ref, finding, text, lead, date in rows]  # type: ignore[misc,list-item]


def reasons(found: Extraction) -> list[str]:
    return [join.reason for join in found.joins]


# Headers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER, "header_repeated"),
        (["No.", "Issue", "Agreed action", "Owner", "By when"], "same_roles"),
        (None, "same_columns_no_header"),
    ],
    ids=["repeated", "changed", "missing"],
)
def test_a_table_goes_on_whatever_heads_it_on_the_next_page(header: Cells | None, reason: str) -> None:
    found = extracted(part(FIRST, SECOND), part(THIRD, FOURTH, header=header))
    assert said(found) == plain(FIRST, SECOND, THIRD, FOURTH)
    (join,) = found.joins
    assert (join.reason, join.table, join.page, join.onto_table, join.onto_page) == (reason, 1, 2, 0, 1)
    assert join.row is None


@pytest.mark.parametrize("header", [HEADER, None], ids=["headed", "headless"])
@pytest.mark.parametrize("left", [36.0, 45.0, 76.0])
def test_columns_may_shift_between_pages(header: Cells | None, left: float) -> None:
    moved = part(THIRD, FOURTH, header=header, left=left, widths=(34, 122, 171, 94, 84))
    found = extracted(part(FIRST, SECOND), moved)
    assert said(found) == plain(FIRST, SECOND, THIRD, FOURTH)
    assert len(found.joins) == 1


def test_three_pages_are_one_table() -> None:
    found = extracted(part(FIRST), part(SECOND, THIRD, header=None), part(FOURTH))
    assert said(found) == plain(FIRST, SECOND, THIRD, FOURTH)
    assert [(j.table, j.onto_table, j.reason) for j in found.joins] == [
        (1, 0, "same_columns_no_header"),
        (2, 1, "header_repeated"),
    ]


# Rows that a page break cuts -----------------------------------------------------------------------------------

CUT = [
    "2",
    "Files are late and\nthere is no list",
    "Issue guidance on files\nand audit the teams that",
    "Head of Finance\nand Head of",
    "30 September",
]
REST = ["", "of those that wait", "keep their own", "Performance", "2024"]


@pytest.mark.parametrize("header", [HEADER, None], ids=["headed", "headless"])
def test_a_row_that_goes_on_in_every_cell(header: Cells | None) -> None:
    found = extracted(part(FIRST, CUT), part(REST, THIRD, header=header))
    assert said(found)[1] == (
        "2",
        ["Files are late and there is no list of those that wait"],
        "Issue guidance on files and audit the teams that keep their own",
        ["Head of Finance", "Head of Performance"],
        "30 September 2024",
    )
    assert said(found)[2:] == plain(THIRD)
    deadline = found.actions[1].deadline
    assert deadline is not None and deadline.value is not None
    assert deadline.value.latest.isoformat() == "2024-09-30"  # type: ignore[union-attr]
    assert [(join.row, join.table) for join in found.joins if join.reason == "row_cut_by_page_break"] == [
        (0 if header is None else 1, 1)
    ]


@pytest.mark.parametrize("header", [HEADER, None], ids=["headed", "headless"])
@pytest.mark.parametrize(
    ("cut", "rest", "whole"),
    [
        (
            [
                "2",
                "Files are late",
                "Issue guidance on files and audit the",
                "Head of Finance",
                "31 July 2024",
            ],
            ["", "", "teams that keep their own", "", ""],
            ("Issue guidance on files and audit the teams that keep their own", ["Head of Finance"]),
        ),
        (
            ["2", "Files are late", "Issue guidance on files", "Head of Finance and", "31 July 2024"],
            ["", "", "", "Head of Audit", ""],
            ("Issue guidance on files", ["Head of Finance", "Head of Audit"]),
        ),
        (
            ["2", "Files are late", "Issue guidance on files to the", "Head of Finance", "31 July 2024"],
            ["", "", "Planning Board", "", ""],
            ("Issue guidance on files to the Planning Board", ["Head of Finance"]),
        ),
    ],
    ids=["action", "owner", "capital"],
)
def test_a_row_that_goes_on_in_some_cells(
    header: Cells | None, cut: Cells, rest: Cells, whole: tuple[str, list[str]]
) -> None:
    found = extracted(part(FIRST, cut), part(rest, THIRD, header=header))
    text, owners = whole
    assert said(found) == [
        *plain(FIRST),
        ("2", ["Files are late"], text, owners, "31 July 2024"),
        *plain(THIRD),
    ]


def test_a_row_over_three_pages_is_one() -> None:
    middle, last = ["", "", "keep their own and", "", ""], ["", "", "tell the board", "", ""]
    found = extracted(part(FIRST, CUT), part(middle, header=None), part(last, THIRD, header=None))
    assert len(found.actions) == 3
    text = found.actions[1].text
    assert text.raw == "Issue guidance on files and audit the teams that keep their own and tell the board"
    assert sorted({source.page for source in text.sources}) == [1, 2, 3]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (SECOND, ["", "", "Train the managers", "Head of Service", "1 June 2024"]),
        (["2", "Files are late", "to issue guidance", "Head of Finance", "31 July 2024"],
         ["", "", "to train the managers", "Head of Service", "1 June 2024"]),
        (["2", "Files are late", "Issue guidance.", "Head of Finance", "31 July 2024"],
         ["", "", "Train the managers", "Head of Service", ""]),
    ],
    ids=["capital", "all in small letters", "after a full stop"],
)  # fmt: skip
def test_an_action_of_its_own_under_the_same_finding_is_no_rest(before: Cells, row: Cells) -> None:
    found = extracted(part(FIRST, before), part(row, THIRD, header=None))
    assert [action.text.raw for action in found.actions][2] == row[2]
    assert len(found.actions) == 4
    assert reasons(found) == ["same_columns_no_header", "finding_carried_over"]


def test_numbers_of_findings_do_not_make_a_second_action_a_rest() -> None:
    header, widths = ["No", "Finding", "Action", "Lead", "By when"], WIDTHS
    rows = [
        ["1", "Registers are old", "Audit records", "Head of Audit", ""],
        ["", "", "Train staff", "HR Manager", ""],
    ]
    more = [
        ["", "", "Buy a safe", "Head of Finance", ""],
        ["2", "Files are late", "Issue guidance", "Clerk", ""],
    ]
    found = extracted(part(*rows, header=header, widths=widths), part(*more, header=None, widths=widths))
    assert [action.text.raw for action in found.actions] == [
        "Audit records", "Train staff", "Buy a safe", "Issue guidance",
    ]  # fmt: skip


GRID: dict[str, Any] = {"level": "all", "plumb": "all"}


@pytest.mark.parametrize("size", [8.0, 9.5, 10.0])
@pytest.mark.parametrize("findings", ["first", "repeat"])
@pytest.mark.parametrize("header", ["every", "first"])
@pytest.mark.parametrize("lines", [GRID, {"level": "all"}, {}], ids=["grid", "level rules", "no rules"])
def test_a_plan_cut_anywhere_is_whole(lines: dict[str, Any], header: str, findings: str, size: float) -> None:
    """The sizes of type put the page break at other rows and lines; a row of one line may look like a paragraph."""
    layout = Layout("cut", split_rows=True, header=header, findings=findings, size=size, **lines)  # type: ignore[arg-type]
    found = planextract.extract_bytes(printed(layout)[0], "plan.pdf")
    assert [(ref, texts[0], text, date) for ref, texts, text, _, date in said(found) if texts] == [
        (ref, finding, action, date) for ref, finding, action, _, date, _ in ACTIONS
    ]
    assert findings == "first" or "row_cut_by_page_break" in reasons(found)


# Findings ------------------------------------------------------------------------------------------------------

MERGED = ["3", None, "Audit the teams", "Head of Finance", "31 July 2024"]


@pytest.mark.parametrize("header", [HEADER, None], ids=["headed", "headless"])
def test_a_merged_finding_is_carried_over(header: Cells | None) -> None:
    more = ["4", "", "Train the managers", "Head of Service", "1 June 2024"]
    found = extracted(part(FIRST, SECOND, MERGED), part(more, ["5", *FOURTH[1:]], header=header))
    assert [findings for _, findings, *_ in said(found)] == [
        ["Registers are old"],
        *[["Files are late"]] * 3,
        ["Doors are open"],
    ]
    assert reasons(found)[1:] == ["finding_carried_over"]


@pytest.mark.parametrize("header", [HEADER, None], ids=["headed", "headless"])
def test_the_words_of_a_merged_finding_are_cut(header: Cells | None) -> None:
    more = ["4", "of those that wait", "Train the managers", "Head of Service", "1 June 2024"]
    first = ["2", "Files are late and\nthere is no list", *SECOND[2:]]
    found = extracted(part(FIRST, first, MERGED), part(more, ["5", *FOURTH[1:]], header=header))
    whole = "Files are late and there is no list of those that wait"
    assert [findings for _, findings, *_ in said(found)][1:4] == [[whole]] * 3
    assert len(found.findings) == 3
    assert [place.page for place in found.findings[1].text.sources] == [1, 1, 2]  # type: ignore[union-attr]
    assert "finding_cut_by_page_break" in reasons(found)


@pytest.mark.parametrize("mark", [" (continued)", " (cont'd)", " - continued", " cont."])
def test_a_finding_marked_as_continued_is_the_one_before_the_break(mark: str) -> None:
    more = ["4", f"Files are late{mark}", "Train the managers", "Head of Service", "1 June 2024"]
    found = extracted(part(FIRST, SECOND), part(more, ["5", *FOURTH[1:]]))
    assert [findings for _, findings, *_ in said(found)][1:3] == [["Files are late"]] * 2
    assert len(found.findings) == 3
    assert reasons(found) == ["header_repeated", "finding_carried_over"]


def test_words_that_end_in_continued_are_a_finding_all_the_same() -> None:
    row = ["3", "Support was not continued", "Train the managers", "Head of Service", "1 June 2024"]
    found = extracted(part(FIRST, SECOND), part(row, FOURTH))
    assert said(found) == plain(FIRST, SECOND, row, FOURTH)


def test_a_section_and_a_caption_marked_as_continued_go_on() -> None:
    first = table([HEADER, [("Theme 1: Records", 5)], FIRST, SECOND], 0)  # type: ignore[list-item]
    rest = table([[("Theme 1: Records (continued)", 5)], THIRD], 1)  # type: ignore[list-item]
    caption = block("Table 1: Action plan (continued)", 0)
    (reading,) = readings(document(first, caption, rest))
    bands = [row.band.text for row in reading.table.rows() if row.band is not None]
    assert bands == ["Theme 1: Records"] * 3


# Columns that a page loses -------------------------------------------------------------------------------------

LONG = [
    [str(number), finding, f"Review the {what} and report to the board", owner, "30 June 2024", said]
    for number, (finding, what, owner, said) in enumerate(
        [
            ("Registers are old", "register", "Head of Audit", "Begun in May"),
            ("Files are late", "files", "Head of Finance", "Not begun"),
            ("Keys are shared", "locks", "Property Manager", "Begun in June"),
            ("Doors are open", "doors", "Caretaker", "Complete"),
            ("Vans are old", "fleet", "Transport Manager", "Not begun"),
            ("Grants are slow", "grants", "Community Manager", "Complete"),
        ],
        1,
    )
]
LONG_HEADER = [*HEADER, "Progress"]
LONG_WIDTHS = (30.0, 95.0, 190.0, 95.0, 72.0, 70.0)


@pytest.mark.parametrize("blank", [1, 5])
def test_a_column_without_words_on_the_next_page_is_known_from_the_page_before(blank: int) -> None:
    """Without rules nothing on the page itself tells of a column that is empty all down it."""
    rest = [[*row[:blank], "", *row[blank + 1 :]] for row in LONG]
    data = paged(
        Part([LONG_HEADER, *LONG], LONG_WIDTHS, ruled=False, bold=(0,)),
        Part(rest, LONG_WIDTHS, ruled=False),
    )
    assert [each.columns for each in pdf.read(data, "plan.pdf", Options()).tables] == [6, 6]
    found = planextract.extract_bytes(data, "plan.pdf")
    assert len(found.actions) == 12
    for action, row in zip(found.actions, [*LONG, *rest], strict=True):
        assert action.text.raw == row[2]
        assert [owner.raw for owner in action.owners] == [row[3]]
        assert action.deadline is not None and action.deadline.raw == "30 June 2024"
        assert action.progress.state is not None or not row[5]


def test_a_column_in_two_is_one_again() -> None:
    """The numbers of the actions stand apart from their words on the second page only."""
    header, widths = ["Action", "Lead", "Target date"], (250.0, 120.0, 120.0)
    rows = [["1.1 Refresh every register", "Head of Audit", "30 June 2024"],
            ["1.2 Issue guidance on files", "Head of Finance", "31 July 2024"]]  # fmt: skip
    cut = [["1.3", "Change the locks", "Property Manager", "31 May 2024"],
           ["1.4", "Fit a lock", "Caretaker", "31 May 2024"]]  # fmt: skip
    found = extracted(
        part(*rows, header=header, widths=widths), part(*cut, header=None, widths=(30, 220, 120, 120))
    )
    assert [(a.reference.raw, a.text.raw) for a in found.actions if a.reference] == [
        ("1.1", "Refresh every register"),
        ("1.2", "Issue guidance on files"),
        ("1.3", "Change the locks"),
        ("1.4", "Fit a lock"),
    ]
    assert reasons(found) == ["columns_matched_by_position"]


# What must not be joined ---------------------------------------------------------------------------------------

SITES = [
    ["Library", "Main hall", "01632 960 111", "9 am", "5 pm"],
    ["Museum", "Gallery", "01632 960 112", "9 am", "6 pm"],
]


@pytest.mark.parametrize(
    "other",
    [
        part(*SITES, header=None, widths=(95, 85, 120, 105, 100)),
        part(*SITES, header=None, wide=True, widths=(53, 181, 257, 143, 128)),
        part(*SITES, header=["Venue", "Chamber", "Bell", "Dawn", "Dusk"]),
        part(*SITES, header=["Site", "Room", "Telephone", "Opens", "Shuts"], widths=(95, 85, 120, 105, 100)),
        part(*SITES, header=None, above="Where the meetings are held:"),
    ],
    ids=["other columns", "landscape", "unknown header", "other header", "words between"],
)
def test_another_table_of_as_many_columns_is_not_joined(other: Part) -> None:
    found = extracted(part(FIRST, SECOND), other)
    assert said(found) == plain(FIRST, SECOND)
    assert found.joins == ()


def test_two_columns_that_became_one_are_not_taken_for_a_lost_column() -> None:
    whole = pdf.read(paged(part(FIRST, SECOND)), "a.pdf", Options()).tables[0]
    rows = [[row[0], row[1], f"{row[2]}    {row[3]}", row[4]] for row in (THIRD, FOURTH)]
    run = pdf.read(paged(part(*rows, header=None, widths=(35, 120, 265, 85))), "b.pdf", Options()).tables[0]
    assert (whole.columns, run.columns) == (5, 4)
    assert fit(whole, whole) == (0, 1, 2, 3, 4)
    assert fit(whole, run) is None


def test_only_page_furniture_may_stand_between() -> None:
    first, rest = table([HEADER, FIRST, SECOND], 0), table([THIRD], 1)  # type: ignore[list-item]
    words = vocab.load(Options())
    furniture = document(first, block("Page 1", 0, "footer"), block("Thornbeck", 1, "header"), rest)
    prose = document(first, block("The other list is held by the clerk.", 0), rest)
    work = document(first, block("The work below was not continued", 0), rest)
    assert [len(tables.assemble(made, words)) for made in (furniture, prose, work)] == [1, 2, 2]


@pytest.mark.parametrize(
    ("words", "pages", "count"),
    [
        ("6 Available from the clerk", (1, 2), 1),
        ("* Subject to the budget", (1, 2), 1),
        ("6. Report to the board", (1, 2), 2),
        ("The other list is held by the clerk", (1, 2), 2),
        ("6 Available from the clerk", (1, 1), 2),
    ],
    ids=["number", "star", "paragraph with a number", "paragraph", "on one page"],
)
def test_footnotes_part_no_table(words: str, pages: tuple[int, int], count: int) -> None:
    first = table([HEADER, FIRST, SECOND], 0, pages[0])  # type: ignore[list-item]
    rest = table([THIRD], 1, pages[1])  # type: ignore[list-item]
    note = replace(block(words, 0), page=1)
    assert len(tables.assemble(document(first, note, rest), vocab.load(Options()))) == count


def test_words_over_a_table_are_no_rest_unless_they_go_on_in_mid_sentence() -> None:
    """Under a column of the page before, but the sentence there has ended, or it begins anew, or stands elsewhere."""
    whole = pdf.read(paged(part(FIRST, SECOND)), "a.pdf", Options()).tables[0]
    rest = replace(pdf.read(paged(part(THIRD, header=None)), "b.pdf", Options()).tables[0], page=2)
    assert rest.box is not None
    over = (199.0, rest.box[1] - 12, 260.0, rest.box[1] - 2)
    words = replace(block("and audit the teams", 0), page=2, box=over)
    taken = with_rest(whole, rest, [words])
    assert taken is not None
    assert [cell.text.text for cell in taken.rows[0].cells] == ["and audit the teams"]
    assert taken.rows[0].cells[0].column == 2
    for other in (
        replace(block("Audit the teams", 0), page=2, box=over),
        replace(words, box=(150.0, *over[1:])),
        replace(words, box=(over[0], over[1] - 60, over[2], over[3] - 60)),
        replace(words, page=1),
    ):
        assert with_rest(whole, rest, [other]) is None
    assert with_rest(whole, replace(rest, page=3), [words]) is None
    ended = [*SECOND[:2], "Issue guidance on files.", *SECOND[3:]]
    full = pdf.read(paged(part(FIRST, ended)), "a.pdf", Options()).tables[0]
    assert with_rest(full, rest, [words]) is None


# Without joining -----------------------------------------------------------------------------------------------


def test_joining_can_be_turned_off() -> None:
    parts = part(FIRST, CUT), part(REST, THIRD)
    joined, apart = extracted(*parts), extracted(*parts, join_tables=False)
    assert (len(joined.actions), len(apart.actions)) == (3, 4)
    assert apart.joins == ()
    assert apart.actions[2].text.raw == "keep their own"


# Places --------------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_value_in_two_pieces_has_a_source_on_each_page_whose_box_holds_its_words() -> None:
    data = paged(part(FIRST, CUT), part(REST, THIRD))
    second = planextract.extract_bytes(data, "plan.pdf").actions[1]
    assert second.deadline is not None and second.reference is not None
    values = {
        "Issue guidance on files and audit the teams that keep their own": second.text,
        "30 September 2024": second.deadline,
        "Head of Performance": second.owners[1],
    }
    with pdfplumber.open(BytesIO(data)) as opened:
        for words, value in values.items():
            assert {(each.page, each.table) for each in value.sources} == {(1, 0), (2, 1)}  # type: ignore[union-attr]
            under = [
                opened.pages[each.page - 1].crop(grown(each.bbox)).extract_text()  # type: ignore
                for each in value.sources
            ]
            assert squeezed("".join(under)) == squeezed(words)


def grown(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A hundredth of a point, to which boxes are rounded."""
    return box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01


def readings(made: Document) -> list[Reading]:
    words = vocab.load(Options())
    return [
        seams.mend(roles.assign(whole, words, Context()), words) for whole in tables.assemble(made, words)
    ]


def test_a_cell_in_two_pieces_keeps_the_page_and_box_of_both() -> None:
    made = pdf.read(paged(part(FIRST, CUT), part(REST, THIRD)), "plan.pdf", Options())
    (reading,) = readings(made)
    cut = list(reading.table.rows())[1].grid.cells
    for column, cell in enumerate(cut[1:], 1):
        assert cell is not None
        above, below = cell.parts
        assert (above.page, below.page) == (1, 2)
        assert (above.box, below.box) == tuple(
            made.tables[page].rows[row].cells[column].box for page, row in ((0, 2), (1, 1))
        )
    assert cut[0] is not None and cut[0].parts == ()
    assert [join.reason for join in reading.table.joins] == ["header_repeated", "row_cut_by_page_break"]


def test_a_shaded_rest_keeps_its_colour_and_the_place_of_it() -> None:
    made = table([HEADER, SECOND], 0, 1), table([["", "", "and audit the teams", "", ""]], 1, 2)  # type: ignore[list-item]
    above, below = made[0].rows[1].cells[2], replace(made[1].rows[0].cells[2], fill="#ff0000", page=2)
    joined = seams.sewn(above, below, 1)
    assert joined.fill == "#ff0000"
    assert joined.place == below.place
    assert joined.text.text == "Issue guidance on files and audit the teams"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Review the co-", "ordination of teams", "Review the co-ordination of teams"),
        ("Review the register.", "Train staff", "Review the register.\nTrain staff"),
        ("Cover:\n• Recording", "• Consent", "Cover:\n• Recording\n• Consent"),
        ("Cover:\n• Recording of all", "visits", "Cover:\n• Recording of all visits"),
    ],
)
def test_paragraphs_and_bullets_across_a_break(above: str, below: str, whole: str) -> None:
    pieces = [table([[words]], number).rows[0].cells[0] for number, words in enumerate((above, below))]
    assert seams.sewn(pieces[0], pieces[1], 0).text.text == whole


# The record ----------------------------------------------------------------------------------------------------


def test_every_reason_has_its_words_and_the_contract_tells_them(request: pytest.FixtureRequest) -> None:
    contract = (request.config.rootpath / "docs" / "contract.md").read_text(encoding="utf-8")
    for reason, meaning in REASONS.items():
        assert f"| `{reason}` | {meaning} |" in contract


def test_joins_follow_the_document() -> None:
    found = extracted(part(FIRST, CUT), part(REST, THIRD), part(FOURTH))
    assert all(a.table <= b.table for a, b in pairwise(found.joins))


def test_two_rows_that_each_have_a_state_are_two_however_the_first_one_ends() -> None:
    first = table(
        [["Circulate the slides", "KK", "New"], ["List of talks and events to go to", "KK", "Ongoing"]], 0, 1
    )
    second = table(
        [["Produce a mission statement", "KK", "New"], ["Monitor requests", "JT", "Ongoing"]], 1, 2
    )
    (reading,) = readings(document(first, second))
    assert reading.taken_for == "action_table"
    assert len(list(reading.table.rows())) == 4


def test_a_band_in_the_last_row_of_a_page_stands_over_the_next() -> None:
    first = table([["Update the terms", "KK", "New"], [("Membership", 3)]], 0, 1)
    second = table([["Publish the membership", "KK", "New"], ["Send the list", "HS", "Ongoing"]], 1, 2)
    (reading,) = readings(document(first, second))
    bands = [row.band.text if row.band is not None else None for row in reading.table.rows()]
    assert bands == [None, "Membership", "Membership"]
