"""Rows of action tables as drafts: each action with the finding that it answers and the words of every column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Cell
from planextract.drafts import action_lines, deadlines_in, finding_heads, finding_tables, parallel, plans
from planextract.drafts.cells import only_number, said
from planextract.drafts.draft import ActionDraft, FindingDraft, Slot
from planextract.drafts.finding_heads import Head
from planextract.drafts.finding_tables import ANSWERED, kind_under
from planextract.drafts.plans import PlanDraft
from planextract.drafts.shared_cells import deadline_and_state, owner_and_deadline
from planextract.normalise import dates, marked_columns
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import FindingKind
from planextract.roles import Column, Reading
from planextract.tables import SECTION, BodyRow, Segment, labelled_below
from planextract.vocab import Vocabulary, alias

LEAD = r"[-–—:(,]\s*{plans.leads}\b[\s:–-]*(?P<who>[^()]{2,80})\)?\s*$"
"""The end of a heading that names who leads the section."""

_INITIALS = r"(?-i:[A-Z]{2}[a-z]?|[A-Z][a-z][A-Z])"
INITIALS_LEAD = rf"\s[-–—]\s*(?P<who>{_INITIALS}(?:\s?[/&,]\s?{_INITIALS}){{0,4}})\s*$"
"""Initials at the end of a heading, which are its lead where the headings beside it name theirs."""

LONGEST_SECTION = 150
"""Characters of a heading that names a section; what is longer is a paragraph in bold."""


@dataclass
class TableDrafts:
    """All that the tables of a document say, in order."""

    plans: list[PlanDraft] = field(default_factory=list)
    findings: list[FindingDraft] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    heads: Mapping[int, Head] = field(default_factory=dict)
    headed: list[tuple[Head, int]] = field(default_factory=list)
    """Which finding each head has become."""

    def finding_of(self, head: Head) -> int:
        """The finding that a head is; the tables under one heading share it."""
        known = next((index for one, index in self.headed if one is head), None)
        if known is None:
            known = len(self.findings)
            plan = len(self.plans) - 1
            made = FindingDraft(head.kind, head.words, "finding_over_actions", head.reference, plan=plan)
            self.findings.append(made)
            self.headed.append((head, known))
        return known


def draft(
    readings: Iterable[Reading], vocabulary: Vocabulary, heads: Mapping[int, Head] | None = None
) -> TableDrafts:
    """Drafts from every table that is an action plan, a block of success criteria or a list of findings.

    `heads` are the findings that stand as headings over tables, by the number of the table.
    """
    found = TableDrafts(heads=heads or {})
    readings = list(readings)
    sectioned = _under_several_headings(readings)
    led = any(pattern(LEAD).search(over) for over in _headings(readings))
    for reading in readings:
        if reading.taken_for == "success_criteria":
            _begin_plan(reading.table.segments[0], found, vocabulary)
            found.plans[-1].criteria += plans.criteria(reading)
        elif reading.taken_for == "finding_table":
            found.findings += finding_tables.findings(reading, vocabulary)
        elif reading.taken_for == "action_table":
            _Rows(reading, found, vocabulary, sectioned=sectioned, led=led).draft()
        elif any(segment.titles and not segment.rows for segment in reading.table.segments):
            _begin_plan(reading.table.segments[0], found, vocabulary)
    return found


def _under_several_headings(readings: Sequence[Reading]) -> bool:
    """Whether the actions stand under more than one heading: a lone one is the plan's and names no section."""
    return len(_headings(readings)) > 1


def _headings(readings: Sequence[Reading]) -> set[str]:
    """The headings that stand over action tables."""
    return {
        segment.heading.text
        for reading in readings
        if reading.taken_for == "action_table"
        for segment in reading.table.segments
        if segment.heading is not None
    }


def _begin_plan(segment: Segment, found: TableDrafts, vocabulary: Vocabulary) -> list[SourcedText]:
    """Opens a plan where one begins; gives the titles that only name a section."""
    fresh, sections = plans.begin(segment, found.plans[-1] if found.plans else None, vocabulary)
    if fresh is not None:
        found.plans.append(fresh)
    return sections


class _Rows:
    """One action table being drafted: the findings in force and the action last drafted."""

    def __init__(
        self, reading: Reading, found: TableDrafts, vocabulary: Vocabulary, *, sectioned: bool, led: bool
    ) -> None:
        self.sectioned = sectioned
        self.led = led
        self.reading = reading
        self.found = found
        self.vocabulary = vocabulary
        what = reading.what
        assert what is not None, "an action table has a column that says what is to be done"
        self.what = reading.column(what)
        self.kind = what
        self.answered = [role for role in ANSWERED if self._answers(role)]
        self.reference = reading.column("reference")
        self.theme = reading.column("theme")
        self.numbers = self._numbered()
        self.striped = _striped(reading)
        self.open: dict[str, int] = {}
        self.kinds: list[FindingKind | None] = []
        self.aims: dict[int, Cell] = {}
        self.section: SourcedText | None = None
        self.last: Cell | None = None
        self.above: SourcedText | None = None
        self.heading: Head | None = None
        self.over: Head | None = None
        self.band: SourcedText | None = None
        self.named: SourcedText | None = None

    def _answers(self, role: str) -> bool:
        """Findings stand before the action that answers them; "Issues" after it are trouble with the action."""
        column = self.reading.column(role)
        return column is not None and self.what is not None and column < self.what

    def draft(self) -> None:
        for segment in self.reading.table.segments:
            self.above = segment.titles[-1] if segment.titles else segment.heading
            titled = self._over(segment)
            named = [title for title in segment.titles if only_number(title) is not None]
            left = () if titled else tuple(title for title in segment.titles if title not in named)
            self.named = only_number(named[-1]) if named else None
            bare = replace(segment, titles=left)
            sections = _begin_plan(bare, self.found, self.vocabulary)
            if titled and not self.sectioned:
                self.section = segment.titles[0]
            elif sections:
                self.section = sections[-1]
            elif not segment.continues:
                self.section = self._heading(segment) or self.section
            self._close_findings(segment)
            for row in segment.rows:
                self._row(row, segment)

    def _over(self, segment: Segment) -> bool:
        """Takes the finding that stands over a part of the table; whether that is a title above its header."""
        title = finding_heads.first(segment.titles)
        heading = self.found.heads.get(segment.table.index)
        if title is not None:
            self.over = title
        elif segment.titles or heading is not self.heading:
            self.over = heading
        self.heading = heading
        return title is not None

    def _under(self, row: BodyRow) -> None:
        """Takes the finding that a row over this one is; any other such row ends it."""
        if row.band is not None and row.band is not self.band:
            self.over = finding_heads.first(row.over or (row.band,)) or self.heading
        self.band = row.band

    def _close_findings(self, segment: Segment) -> None:
        """A finding goes on under a repeated header, but not under another kind of finding or a new heading."""
        kinds = [self.vocabulary.finding_kind(words.text) for words in segment.header if words is not None]
        if kinds != self.kinds or (segment.heading is not None and not segment.continues):
            self.open.clear()
            self.aims.clear()
        self.kinds = kinds

    def _heading(self, segment: Segment) -> SourcedText | None:
        """The heading over a table, where it is not the plan's own title or a whole paragraph."""
        title = self.found.plans[-1].title
        heading = segment.heading
        if heading is None or heading == title or len(heading) > LONGEST_SECTION:
            return None
        return (
            heading
            if self.sectioned or pattern(SECTION).match(heading.text) or pattern(LEAD).search(heading.text)
            else None
        )

    def _row(self, row: BodyRow, segment: Segment) -> None:
        if _is_total(row) or self._told_below(row):
            return
        self._theme(row)
        self._under(row)
        findings = self._findings(row, segment)
        cell, kind = self._cell(row, self.what), self.kind
        part = self._part(row, cell)
        if part is not None:
            cell = part
        elif cell is None or cell.blank:
            cell, kind = self._unanswered(row), "recommendation"
        if cell is None or cell is self.last:
            self._extend(row)
            return
        if kind == "action" and _leaves_nothing(cell):
            self.last = None
            return
        self.last = cell
        whole = said(cell)
        slots = tuple(slot for slot in self._slots(row) if part is None or slot.cell is not part)
        draft = ActionDraft(
            kind="recommendation" if kind == "recommendation" else "planned",
            words=whole.words,
            rule="table_row",
            slots=(*slots, *self._within(whole.words)),
            items=whole.items,
            reference=self._reference(row, whole.reference),
            section=(self._whole(row) if part is not None else None) or self._section(row),
            findings=self._with_over(findings),
            plan=len(self.found.plans) - 1,
            inherits=not self.reading.has("owner", "accountable"),
            columns=frozenset(role for column in self.reading.columns for role in column.roles),
            table=self.reading.table.segments[0].table.index,
        )
        self.found.actions += self._stacked(draft, cell, slots) or [draft]

    def _section(self, row: BodyRow) -> SourcedText | None:
        """The row over an action, or where that is the finding and there are sections, the heading over the table.

        A row that only numbers the action is no section.
        """
        if row.band is not None and only_number(row.band) is not None:
            return self.section
        if (
            row.band is not None
            and self.sectioned
            and self.section is not None
            and self.over is not self.heading
        ):
            return self.section
        return row.band or self.section

    def _reference(self, row: BodyRow, own: SourcedText | None) -> SourcedText | None:
        """The number of an action: that of its row, unless its own in its cell counts under it, as "2.1" under "2"."""
        number = self._number(row) if "action" in self.numbers else None
        under = number is not None and own is not None and own.text.startswith(f"{number.text}.")
        return (None if under else number) or own or self._named(row)

    def _named(self, row: BodyRow) -> SourcedText | None:
        """The number of an action in the title of its form: "Action 1.2"."""
        named, self.named = self.named, None
        return (only_number(row.band) if row.band is not None else None) or named

    def _told_below(self, row: BodyRow) -> bool:
        """Takes a row that is one cell with a label of its own into the action above: "Update: ..."."""
        own = row.grid.own()
        told = labelled_below(own[0].text, self.vocabulary) if len(own) == 1 else None
        if told is None or self.last is None:
            return False
        role, label, words = told
        if words.text:
            action = self.found.actions[-1]
            known = action.slot(role)
            header = known.header if known is not None else label
            self.found.actions[-1] = _joined(action, (Slot(role, words, header, own[0]),))
        return True

    def _with_over(self, findings: tuple[int, ...]) -> tuple[int, ...]:
        if self.over is None:
            return findings
        return tuple(sorted({*findings, self.found.finding_of(self.over)}))

    def _part(self, row: BodyRow, cell: Cell | None) -> Cell | None:
        """A part of an action that is merged over several rows, in a column of its own: "Sub tasks"."""
        if cell is None or cell.row_span < 2:
            return None
        part = self._cell(row, self.reading.column("milestone"))
        own = part is not None and not part.blank and part.row == row.grid.index and part is not cell
        return part if own else None

    def _whole(self, row: BodyRow) -> SourcedText | None:
        """The action that a part belongs to, where it is short enough to head its parts."""
        cell = self._cell(row, self.what)
        words = said(cell).words if cell is not None else None
        return words if words is not None and len(words) <= LONGEST_SECTION else None

    def _stacked(self, draft: ActionDraft, cell: Cell, slots: Sequence[Slot]) -> list[ActionDraft]:
        """The actions of a cell that holds several, each with its own owner and date; none for one action."""
        if parallel.uneven(cell, slots):
            message = "numbered actions stand beside a numbered list of another length; they were kept as one"
            self.found.diagnostics.append(remark("lists_not_paired", message, draft.words))
        return [
            replace(
                draft,
                words=one.part.words,
                rule="stacked_in_cell",
                slots=(*one.slots, *self._within(one.part.words)),
                items=(),
                reference=one.part.label or draft.reference,
            )
            for one in parallel.split(cell, slots, states=self._stated(slots))
        ]

    def _stated(self, slots: Sequence[Slot]) -> bool:
        """Whether every line of a row's progress begins with a state."""
        lines = [line.text for slot in slots if slot.role == "progress" for line in slot.words.lines()]
        return bool(lines) and all(self.vocabulary.opens_with_state(line) for line in lines if line.strip())

    def _cell(self, row: BodyRow, column: int | None) -> Cell | None:
        return row.grid.cells[column] if column is not None else None

    def _theme(self, row: BodyRow) -> None:
        cell = self._cell(row, self.theme)
        if cell is not None and not cell.blank and row.grid.starts(cell.column):
            self.section = said(cell).words

    def _numbered(self) -> frozenset[str]:
        """What the column of numbers counts: findings, actions, or rows that are both.

        Where one finding has several actions, a number beside each of them counts actions, and one that stands
        only beside the first counts findings.
        """
        found = [self.reading.column(role) for role in self.answered]
        if (
            self.reference is None
            or not found
            or all(column is not None and column < self.reference for column in found)
        ):
            return frozenset({"action"})
        more = [
            row for row in self.reading.table.rows() if self._has_action(row) and not self._opens(row, found)
        ]
        if not more:
            return frozenset({"action", "finding"})
        alone = [row for row in more if self._number(row) is None]
        return frozenset({"finding"} if len(alone) * 2 > len(more) else {"action"})

    def _has_action(self, row: BodyRow) -> bool:
        cell = self._cell(row, self.what)
        return cell is not None and not cell.blank and cell.row == row.grid.index

    def _opens(self, row: BodyRow, columns: Sequence[int | None]) -> bool:
        """Whether a finding begins in a row."""
        cells = [
            row.grid.cells[column] for column in columns if column is not None and row.grid.starts(column)
        ]
        return any(cell is not None and not cell.blank for cell in cells)

    def _number(self, row: BodyRow) -> SourcedText | None:
        """What stands in the column of numbers in a row."""
        cell = self._cell(row, self.reference)
        if cell is None or cell.blank or not row.grid.starts(cell.column):
            return None
        number = cell.text.strip().strip(".:)(")
        return number if number.text and dates.day_in(number) is None else None

    # Findings

    def _findings(self, row: BodyRow, segment: Segment) -> tuple[int, ...]:
        """The findings that a row answers: those in its own cells, or those still open from the rows above."""
        for role in self.answered:
            column = self.reading.column(role)
            cell = self._cell(row, column)
            if column is None or cell is None or cell.blank or not row.grid.starts(column):
                continue
            words = said(cell)
            kind = kind_under(role, column, segment, self.vocabulary)
            if not self._repeated(role, kind, words.words):
                self.open[role] = len(self.found.findings)
                reference = words.reference or (self._number(row) if "finding" in self.numbers else None)
                self.found.findings.append(
                    FindingDraft(
                        kind, words.words, "table_cell", reference, row.band, len(self.found.plans) - 1
                    )
                )
        return tuple(sorted(self.open.values()))

    def _repeated(self, role: str, kind: FindingKind, words: SourcedText) -> bool:
        """A merged cell that an export printed again on each of its rows."""
        if role not in self.open:
            return False
        before = self.found.findings[self.open[role]]
        return before.kind == kind and alias(before.words.text) == alias(words.text)

    # The other columns

    def _slots(self, row: BodyRow) -> Iterable[Slot]:
        """The words of every column that is not the action, its number, its theme or what it answers."""
        used = {self.what, self.theme, *(self.reading.column(role) for role in self.answered)}
        for column in self.reading.columns:
            cell = self._carried(row, column)
            if cell is None or (cell.blank and cell.fill is None) or column.index in used:
                continue
            if id(row.grid) in self.striped:
                cell = replace(cell, fill=None)
            yield from self._roles(column, cell)
        cell = self._cell(row, self.what)
        extra = self.reading.columns[self.what].roles[1:] if self.what is not None else ()
        if cell is not None:
            for role in extra:  # "Action and timescale": the same words in a second role
                yield Slot(f"{role}_within", cell.text.strip(), None, cell)

    def _carried(self, row: BodyRow, column: Column) -> Cell | None:
        """A cell, or for an aim left blank the one above it, which goes on as a finding does."""
        cell = row.grid.cells[column.index]
        if "objective" not in column.roles or column.index > (self.what or 0):
            return cell
        if cell is not None and not cell.blank:
            self.aims[column.index] = cell
        return self.aims.get(column.index, cell)

    def _roles(self, column: Column, cell: Cell) -> Iterable[Slot]:
        """A cell in each role of its column; "Lead and timescale" is shared out between the two."""
        words = cell.text.strip()
        shared: dict[str, SourcedText] = {}
        if {"owner", "deadline"} <= set(column.roles) and (both := owner_and_deadline(words)) is not None:
            shared = {role: both[0] if role == "owner" else both[1] for role in column.roles}
        elif {"deadline", "status"} <= set(column.roles):
            shared = deadline_and_state(words, self.vocabulary)
        for role in column.roles:
            header = column.header
            if role == "marked_deadline" and header is not None:
                header = marked_columns.dated(header, self.above)
            if role != "reference":
                yield Slot(role, shared.get(role, words), header, cell)

    def _within(self, words: SourcedText) -> Iterable[Slot]:
        """Who and when from the action's own words, where no column of the table says it."""
        if not self.reading.has("owner", "accountable"):
            named = tuple(action_lines.owner_slot(words, brackets=False))
            yield from named or section_lead(self.section, initials=self.led)
        if not self.reading.has("deadline", "revised_deadline"):
            yield from deadlines_in.deadline_slot(words)

    def _unanswered(self, row: BodyRow) -> Cell | None:
        """A recommendation of this row that has an owner, a date or an answer, and no action beside it."""
        cell = (
            self._cell(row, self.reading.column("recommendation"))
            if "recommendation" in self.answered
            else None
        )
        if cell is None or cell.blank or cell.row != row.grid.index:
            return None
        return cell if any(slot.words.text for slot in self._slots(row)) else None

    def _extend(self, row: BodyRow) -> None:
        """A row without an action of its own: more about the action above, or words that belong to none."""
        slots = [
            slot for slot in self._slots(row) if slot.cell is not None and slot.cell.row == row.grid.index
        ]
        slots = [slot for slot in slots if slot.words.text]
        if not slots:
            return
        numbered = "action" in self.numbers and self._number(row) is not None
        if self.last is None or numbered:
            where = "has a number of its own" if numbered else "stands above the first action"
            words = SourcedText.join(" ", (slot.words for slot in slots))
            self.found.diagnostics.append(
                remark("rows_not_understood", f"a row without an action {where}", words)
            )
            return
        self.found.actions[-1] = _joined(self.found.actions[-1], slots)


def _leaves_nothing(cell: Cell) -> bool:
    """Whether a cell under "Action" says that there is none: "No further action", "N/A", a dash."""
    bare = cell.text.text.strip(" .,;:-–—_*()[]")
    return pattern(r"{actions.none}?").fullmatch(bare) is not None


def _is_total(row: BodyRow) -> bool:
    """Whether a row sums up the columns of a table: "Total", and figures."""
    own = [cell.text.text.strip() for cell in row.grid.own()]
    sums = [text for text in own if pattern(r"(?:[\w /]{1,40}\W)?{plans.totals}\s*:?").fullmatch(text)]
    return (
        len(sums) == 1
        and len(own) > 1
        and all(re.fullmatch(r"[\d.,%£€()\s/-]{1,20}", text) for text in own if text not in sums)
    )


def section_lead(section: SourcedText | None, *, initials: bool = False) -> Iterable[Slot]:
    """Who leads all of a section, from its heading: "Local Government data – Lead GS".

    `initials`: the headings beside it name their leads, so that "Open Data Licensing – GS/JTe" does too.
    """
    found = pattern(LEAD).search(section.text) if section is not None else None
    if found is None and section is not None and initials:
        found = pattern(INITIALS_LEAD).search(section.text)
    if section is not None and found is not None:
        yield Slot("section_owner", section.span(found, "who").strip())


def _striped(reading: Reading) -> frozenset[int]:
    """Rows shaded from end to end, by identity, where they have but one such colour: stripes, and no rating."""
    shaded: dict[int, str] = {}
    for row in reading.table.rows():
        fills = {cell.fill for cell in row.grid.cells if cell is not None}
        if len(fills) == 1 and (fill := fills.pop()) is not None:
            shaded[id(row.grid)] = fill
    return frozenset(shaded) if len(set(shaded.values())) == 1 else frozenset()


def _joined(action: ActionDraft, more: Sequence[Slot]) -> ActionDraft:
    """An action whose cells go on in the row below."""
    slots = list(action.slots)
    for slot in more:
        for index, known in enumerate(slots):
            if known.role == slot.role and known.header == slot.header and known.words.text:
                slots[index] = replace(known, words=SourcedText.join("\n", (known.words, slot.words)))
                break
        else:
            slots.append(slot)
    return replace(action, slots=tuple(slots))
