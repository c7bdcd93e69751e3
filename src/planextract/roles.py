"""What each column of a table is for, from its header words and from what its cells hold.

Header words come first. Where they leave a choice, or there are none, the cells decide: a column of dates is no
column of owners. A column that neither settles is `other`: it is kept, and nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.drafts import parties
from planextract.legend import Legend
from planextract.normalise import deadlines, marked_columns, owners
from planextract.normalise.context import Context
from planextract.prose import words
from planextract.provenance import SourcedText
from planextract.records import FindingKind
from planextract.tables import LogicalTable, Segment
from planextract.vocab import Vocabulary, alias

WHAT = ("action", "recommendation", "milestone", "objective", "finding")
"""Roles that can say what is to be done, the best first: one table in five has no action column at all."""

FOLLOW_UP = frozenset(
    {
        "owner",
        "accountable",
        "support",
        "deadline",
        "revised_deadline",
        "completion_date",
        "progress",
        "status",
        "marked_status",
        "marked_deadline",
        "rag",
        "percent_complete",
        "management_response",
        "accepted",
        "success_measure",
    }
)
"""Roles that make a list of things to do a plan: who, when, how far, or how it will be known."""

CRITERIA = frozenset({"success_measure", "outcome", "impact"})

SINGLE = frozenset({*WHAT, "deadline", "rag", "percent_complete", "reference", "theme"})
"""Roles that one column of a table holds; a second column with the same header words is kept as `other`."""

SAMPLE = 60
"""Cells of a column that are looked at: enough to tell dates from names."""


NO_LEGEND = Legend()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its roles (more than one where the header names two), its header as printed, and the reason."""

    index: int
    roles: tuple[str, ...]
    header: SourcedText | None
    why: str


@dataclass(frozen=True)
class Reading:
    """A logical table, its columns, and what the table was taken for."""

    table: LogicalTable
    columns: tuple[Column, ...]
    taken_for: str
    why: str

    def column(self, role: str) -> int | None:
        """The first column of a role."""
        return next((column.index for column in self.columns if role in column.roles), None)

    def has(self, *roles: str) -> bool:
        return any(self.column(role) is not None for role in roles)

    @property
    def what(self) -> str | None:
        """The role whose cells say what is to be done."""
        return next((role for role in WHAT if self.has(role)), None)


def assign(table: LogicalTable, vocabulary: Vocabulary, context: Context, key: Legend = NO_LEGEND) -> Reading:
    """The roles of a table's columns, and what the table is. `key` is the document's own key to its codes."""
    cells = _cells(table)
    header = _header(table)
    promised = [vocabulary.roles_of(over.text) if over is not None else () for over in header]
    taken = {roles[0] for roles in promised if len(roles) == 1 and roles[0] in SINGLE}
    columns: list[Column] = []
    for index, printed in enumerate(header):
        column = _column(index, printed, promised[index], cells[index], taken, vocabulary, context)
        first = not any(_same_thing(column, before, vocabulary) for before in columns)
        columns.append(
            column if first else Column(index, ("other",), printed, f"a second column for {column.roles[0]}")
        )
        taken |= set(columns[-1].roles) & SINGLE
    columns = _with_states(columns, cells, vocabulary, context)
    columns = _with_actions(columns, cells, vocabulary, context)
    columns = _with_owners(columns, cells, vocabulary, context)
    columns = _numbered(_marked(columns, cells, vocabulary), cells, vocabulary)
    columns = _coded(columns, cells, key)
    return Reading(table, tuple(columns), *_taken_for(columns, vocabulary, table))


def _with_states(
    columns: list[Column], cells: Sequence[Sequence[str]], vocabulary: Vocabulary, context: Context
) -> list[Column]:
    """The columns of a table of owners or dates, one whose cells are states under an unknown header as the state."""
    roles = {role for column in columns for role in column.roles}
    if not roles & {"owner", "accountable", "deadline"}:
        return columns
    for role in ("status", "rag"):
        told = [
            column
            for column in columns
            if column.roles == ("other",) and _bears(role, cells[column.index], vocabulary, context)
        ]
        if role not in roles and len(told) == 1:
            found = replace(told[0], roles=(role,), why="header in no vocabulary; by what its cells hold")
            return [found if column is told[0] else column for column in columns]
    return columns


def _with_actions(
    columns: list[Column], cells: Sequence[Sequence[str]], vocabulary: Vocabulary, context: Context
) -> list[Column]:
    """The columns of a table of owners and dates, the one of things to do under an unknown header as actions."""
    roles = {role for column in columns for role in column.roles}
    if roles & (set(WHAT) - {"recommendation", "finding"}) or not {"owner", "deadline"} <= roles:
        return columns
    likely = [
        column
        for column in columns
        if column.roles == ("other",)
        and len(cells[column.index]) >= 2
        and _share("action", cells[column.index], vocabulary, context) >= 0.8
        and sum(_is_doing(cell, vocabulary, context) for cell in cells[column.index]) * 2
        >= len(cells[column.index])
    ]
    if len(likely) != 1:
        return columns
    found = replace(likely[0], roles=("action",), why="things to do beside owners and dates")
    return [found if column is likely[0] else column for column in columns]


def _with_owners(
    columns: list[Column], cells: Sequence[Sequence[str]], vocabulary: Vocabulary, context: Context
) -> list[Column]:
    """The columns of a table without any header, the one of short words beside actions and their dates as the owners.

    Nobody knows all organisations by name, so that half of its cells need to look like parties.
    """
    roles = {role for column in columns for role in column.roles}
    if (
        any(column.header is not None for column in columns)
        or not {"action", "deadline"} <= roles
        or "owner" in roles
    ):
        return columns
    likely = [
        column
        for column in columns
        if column.roles == ("other",)
        and len(cells[column.index]) >= 3
        and all(len(cell.split()) <= 12 for cell in cells[column.index])
        and _share("owner", cells[column.index], vocabulary, context) >= 0.5
    ]
    if len(likely) != 1:
        return columns
    found = replace(likely[0], roles=("owner",), why="no header; short words beside actions and dates")
    return [found if column is likely[0] else column for column in columns]


def _marked(columns: list[Column], cells: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Column]:
    """The columns, with those side by side that are states or periods to mark: "In progress" beside "Complete"."""
    named = [
        marked_columns.headed(column.header.text, vocabulary)
        if column.header is not None and _mostly_marks(cells[column.index])
        else None
        for column in columns
    ]
    for first, stop in _runs([state is not None for state in named]):
        if marked_columns.together(named[first:stop]):
            for place in range(first, stop):
                columns[place] = replace(
                    columns[place], roles=("marked_status",), why="one of several states to mark"
                )
    when = [
        column.header is not None
        and marked_columns.period(column.header) is not None
        and _mostly_marks(cells[column.index])
        for column in columns
    ]
    for first, stop in _runs(when):
        if stop - first > 1 and any(cells[column.index] for column in columns[first:stop]):
            for place in range(first, stop):
                columns[place] = replace(columns[place], roles=("marked_deadline",), why="periods to mark")
    return columns


def _mostly_marks(cells: Sequence[str]) -> bool:
    """Nothing but marks, save counts in a row of totals; a state that no row has marks for is blank."""
    marks = sum(map(marked_columns.is_mark, cells))
    return len(cells) - marks <= min(1, marks) or all(cell.isdigit() for cell in cells[:1])


def _runs(told: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where neighbours of which something is true begin and end."""
    first = 0
    while first < len(told):
        stop = first
        while stop < len(told) and told[stop]:
            stop += 1
        yield first, stop
        first = stop + 1


def _numbered(columns: list[Column], cells: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Column]:
    """The columns, with the words beside "Step 1", "Step 2" as steps where no header says what is to be done."""
    if len(columns) < 3 or any(role in WHAT for column in columns for role in column.roles):
        return columns
    words_ = {match[1] for cell in cells[0] if (match := re.fullmatch(r"([A-Z][a-z]+) \d{1,3}[.:]?", cell))}
    label = words_.pop() if len(words_) == 1 else ""
    role = next((role for role in vocabulary.roles_of(label) if role in WHAT), None)
    beside = columns[1]
    if (
        role is None
        or "other" not in beside.roles
        or sum(len(cell.split()) >= 4 for cell in cells[1]) * 2 <= len(cells[1])
    ):
        return columns
    found = Column(1, (role,), beside.header, f"beside cells that number {label.casefold()}s")
    return [replace(columns[0], roles=("reference",)), found, *columns[2:]]


def _coded(columns: list[Column], cells: Sequence[Sequence[str]], key: Legend) -> list[Column]:
    """The columns; one under an unknown header that holds nothing but codes of states in the key is the state."""
    if any({"status", "rag"} & set(column.roles) for column in columns):
        return columns
    for column, held in zip(columns, cells, strict=True):
        entries = [key.of_code(text) for text in held]
        if (
            column.roles == ("other",)
            and len(held) > 1
            and all(entry is not None and entry.state is not None for entry in entries)
        ):
            coded = Column(
                column.index, ("status",), column.header, "its cells are codes of the document's key"
            )
            return [coded if each is column else each for each in columns]
    return columns


def _same_thing(column: Column, before: Column, vocabulary: Vocabulary) -> bool:
    """Whether a column claims what another holds; columns of two dates are editions: "RAG Q1" and "RAG Q2"."""
    if not set(column.roles) & set(before.roles) & SINGLE:
        return False
    headers = [alias(each.header.text) for each in (column, before) if each.header is not None]
    return len(headers) < 2 or any(vocabulary.dated.without(header) == header for header in headers)


def _header(table: LogicalTable) -> tuple[SourcedText | None, ...]:
    """The words over each column, from the first segment that has any."""
    headed = [segment.header for segment in table.segments if segment.header]
    return (
        tuple(
            next((words for words in over if words is not None), None) for over in zip(*headed, strict=True)
        )
        if headed
        else (None,) * table.columns
    )


def _cells(table: LogicalTable) -> list[list[str]]:
    """What stands in each column, merged cells once, blanks left out."""
    found: list[list[str]] = [[] for _ in range(table.columns)]
    for row in table.rows():
        for cell in row.grid.own():
            if len(found[cell.column]) < SAMPLE:
                found[cell.column].append(" ".join(cell.text.text.split()))
    return found


def _column(
    index: int,
    header: SourcedText | None,
    promised: Sequence[str],
    cells: Sequence[str],
    taken: set[str],
    vocabulary: Vocabulary,
    context: Context,
) -> Column:
    if header is None:
        if not cells:
            return Column(index, (), None, "no header and no cells")
        role = _by_content(cells, taken, vocabulary, context)
        return Column(index, (role,), None, "no header; by what its cells hold")
    if not promised:
        return Column(index, ("other",), header, "header in no vocabulary")
    if vocabulary.is_open(header.text):
        role = _settled(promised, cells, taken, vocabulary, context)
        return Column(index, (role,), header, "header words leave a choice; settled by the cells")
    return Column(index, tuple(promised), header, "header words")


# What cells hold -----------------------------------------------------------------------------------------------

Vote = Callable[[str, Vocabulary, Context], bool]


def _is_date(text: str, _: Vocabulary, context: Context) -> bool:
    found = deadlines.normalise(SourcedText.plain(text), context) if len(text) <= 80 else None
    return found is not None and (
        found.value is not None or "deadline_year_unknown" in {r.code for r in found.remarks}
    )


def _is_owner(text: str, _: Vocabulary, __: Context) -> bool:
    return len(text) <= 200 and owners.votes(text)


def _is_state(text: str, vocabulary: Vocabulary, _: Context) -> bool:
    return vocabulary.state_of(text) is not None or vocabulary.opens_with_state(text)


def _is_short_state(text: str, vocabulary: Vocabulary, _: Context) -> bool:
    return len(text) <= 40 and vocabulary.state_of(text) is not None


def _is_colour(text: str, vocabulary: Vocabulary, _: Context) -> bool:
    return vocabulary.colour_of(text) is not None


def _is_reference(text: str, _: Vocabulary, __: Context) -> bool:
    return re.fullmatch(r"[A-Za-z]{0,5}[-./ ]?\d{1,5}(?:[./-]\d{1,4}){0,4}[a-z]?[.)]?", text) is not None


def _is_level(text: str, _: Vocabulary, __: Context) -> bool:
    return alias(text) in {
        "high",
        "medium",
        "low",
        "h",
        "m",
        "l",
        "1",
        "2",
        "3",
        "4",
        "5",
        "critical",
        "essential",
    }


def _is_doing(text: str, _: Vocabulary, __: Context) -> bool:
    """Opens with a verb of doing, or says who is to do it: "Review the ...", "Clerk to write ..."."""
    first = re.match(r"\W*(?:\d[\d.]*[a-z]?\)?\s+)?([A-Za-z-]+)", text)
    if first is not None and first[1].casefold() in words.vocabulary("imperatives.verbs"):
        return True
    return parties.before_to(SourcedText.plain(text[:300])) is not None


def _is_prose(text: str, _: Vocabulary, __: Context) -> bool:
    return len(text.split()) >= 4


VOTES: dict[str, Vote] = {
    "deadline": _is_date,
    "revised_deadline": _is_date,
    "completion_date": _is_date,
    "date_raised": _is_date,
    "review_date": _is_date,
    "start_date": _is_date,
    "owner": _is_owner,
    "accountable": _is_owner,
    "support": _is_owner,
    "progress": _is_state,
    "status": _is_short_state,
    "rag": _is_colour,
    "reference": _is_reference,
    "source_reference": _is_reference,
    "priority": _is_level,
}
"""How a cell votes for a role; roles that are not here hold prose."""


def _share(role: str, cells: Sequence[str], vocabulary: Vocabulary, context: Context) -> float:
    vote = VOTES.get(role, _is_prose)
    return sum(vote(cell, vocabulary, context) for cell in cells) / len(cells) if cells else 0.0


def _settled(
    promised: Sequence[str], cells: Sequence[str], taken: set[str], vocabulary: Vocabulary, context: Context
) -> str:
    """The first promised role that the cells bear out and no other column holds."""
    if _measures(cells) and not {"percent_complete", "progress"} & set(promised):
        return "other"
    free = [role for role in promised if role not in taken] or list(promised)
    for role in free:
        if _share(role, cells, vocabulary, context) >= 0.5:
            return role
    return free[0]


INFERRED = ("deadline", "status", "rag", "progress", "owner", "reference")
"""Roles that content alone may give to a column without a header, the surest first."""


def _bears(role: str, cells: Sequence[str], vocabulary: Vocabulary, context: Context) -> bool:
    return len(cells) >= 2 and _share(role, cells, vocabulary, context) >= 0.8 and not _measures(cells)


def _measures(cells: Sequence[str]) -> bool:
    """Figures and nothing else, as columns of indicators have them: "95%", "£1,200"."""
    return bool(cells) and all(
        re.fullmatch(r"[\d.,%£€<>≥≤~ -]{1,12}", cell) and "%" in cell for cell in cells
    )


def _by_content(cells: Sequence[str], taken: set[str], vocabulary: Vocabulary, context: Context) -> str:
    for role in INFERRED:
        if role not in taken and _bears(role, cells, vocabulary, context):
            return role
    if not taken & set(WHAT) and sum(_is_doing(cell, vocabulary, context) for cell in cells) * 2 > len(cells):
        return "action"
    return "other"


# What the table is ---------------------------------------------------------------------------------------------


def _taken_for(columns: Sequence[Column], vocabulary: Vocabulary, table: LogicalTable) -> tuple[str, str]:
    roles = {role for column in columns for role in column.roles} - {"other"}
    what = next((role for role in WHAT if role in roles), None)
    follow_up = sorted(roles & FOLLOW_UP)
    foreign = sum(1 for column in columns if "not_action_table" in column.roles)
    if roles and roles <= CRITERIA:
        return "success_criteria", "every column says how success is measured"
    if foreign >= 2 and not {"owner", "deadline"} <= roles:
        return "other", f"{foreign} columns belong to another kind of table"
    if what is None:
        if titled_findings(table, vocabulary) is not None:
            return "finding_table", "rows of findings under their title"
        return (
            ("finding_table", "columns of findings")
            if _kinds(table, vocabulary)
            else ("other", "no column says what is to be done")
        )
    if not table.segments[0].header and not {"owner", "deadline", "status", "progress"} & roles:
        return "other", "no header, and the cells name no owner, deadline or state"
    if follow_up and (what not in ("finding", "objective") or len(follow_up) >= 2):
        return "action_table", f"{what} with {', '.join(follow_up)}"
    if _kinds(table, vocabulary) and what in ("finding", "recommendation"):
        return "finding_table", "findings without owners, deadlines or progress"
    return "other", f"{what} without owner, deadline or progress"


def titled_findings(table: LogicalTable, vocabulary: Vocabulary) -> FindingKind | None:
    """The kind of findings that are the rows of a table with one cell a row, under its title: "Areas for improvement".

    Under "Recommendations" such a box may as well hold what a meeting is asked to decide.
    """
    cells = [
        cell for part in table.segments for row in part.table.rows for cell in row.cells if not cell.blank
    ]
    if len(table.segments) > 1 or len(cells) < 2 or len({cell.row for cell in cells}) < len(cells):
        return None
    kind = vocabulary.finding_kind(cells[0].text.text)
    return kind if kind not in ("recommendation", "finding") else None


def _kinds(table: LogicalTable, vocabulary: Vocabulary) -> set[str]:
    """The kinds of finding that the headers name outright."""
    segments: Sequence[Segment] = table.segments
    found = {
        vocabulary.finding_kind(words.text)
        for segment in segments
        for words in segment.header
        if words is not None
    }
    return {kind for kind in found if kind is not None and kind != "finding"}
