"""Plans written as paragraphs: "Action 1: ...", then "Lead: ...", "By when: ..." and "Progress: ..." on lines of their
own, or items that end in "(Lead: ..., by ...)". They become rows under a header, so that the rest of the road need not
know of them; words keep their places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from planextract.document import Block, Cell, Document, Line, Row, Table
from planextract.drafts import action_lines
from planextract.drafts.cells import only_number
from planextract.drafts.finding_heads import head
from planextract.drafts.shared_cells import owner_and_deadline
from planextract.metadata import kind_of
from planextract.prose.paragraphs import paragraphs
from planextract.prose.words import pattern
from planextract.provenance import Place, SourcedText
from planextract.vocab import Vocabulary, alias

FEWEST = 2
"""Records of a plan; one alone may be a covering sheet."""

WHO_OR_WHEN = frozenset({"owner", "accountable", "deadline", "revised_deadline"})
TOLD = WHO_OR_WHEN | {
    "progress",
    "status",
    "rag",
    "percent_complete",
    "management_response",
    "accepted",
    "success_measure",
    "completion_date",
}
"""Roles that make a record one of a plan; it has two of them, one of them who or when."""

LONG = frozenset({"progress", "management_response", "success_measure", "evidence", "action"})
"""Roles whose words may go on in the next paragraph."""

_FIELD = re.compile(
    r"(?:^|(?<=[.;|])\s{1,3})\s{0,3}(?P<label>[A-Z][A-Za-z’'/% -]{0,40}(?:\([^():]{1,30}\))?):(?=\s|$)"
)
_LEAD = r"\((?:{actions.owner}|leads|owners|led\s+by)\s*(?:[:–-]\s*|(?<=by)\s+)"
_FEWEST_WORDS = 3


@dataclass
class _Said:
    """One line of the document with its printed number, and the labelled fields that it is made of."""

    words: SourcedText
    block: Block
    fields: list[tuple[SourcedText, str, SourcedText]]

    @property
    def heading(self) -> bool:
        return self.block.kind == "heading"


@dataclass
class _Record:
    """One action: each field's label, role and words, and the line over them."""

    title: _Said | None = None
    fields: list[tuple[SourcedText, str, SourcedText]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def roles(self) -> set[str]:
        return {role for _, role, _ in self.fields}

    @property
    def told(self) -> bool:
        what = self.roles & {"action", "recommendation"} or self.title is not None
        return bool(what and self.roles & WHO_OR_WHEN and len(self.roles & TOLD) >= 2)


def as_tables(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with its written forms as tables in the place of their paragraphs; itself where it has none."""
    lines = [line for block in document.blocks for line in _lines(block, vocabulary)]
    records = [*_bracketed(lines), *(record for record in _records(lines) if record.told)]
    if len(records) < FEWEST:
        return document
    parts = paragraphs(document)
    if kind_of(document, parts) == "minutes" and action_lines.in_parts(parts):
        return document
    rows = [_whole(record) for record in records]
    used = {block.index: number for number, record in enumerate(records) for block in record.blocks}
    flow: list[Block | Table] = []
    made = len(document.tables)
    for ours, run in groupby(document.flow, lambda part: isinstance(part, Block) and part.index in used):
        if not ours:
            flow += run
            continue
        numbers = dict.fromkeys(used[part.index] for part in run if isinstance(part, Block))
        flow.append(
            _table([records[number] for number in numbers], [rows[number] for number in numbers], made)
        )
        made += 1
    return replace(document, flow=tuple(flow))


def _lines(block: Block, vocabulary: Vocabulary) -> Iterator[_Said]:
    if block.kind in ("header", "footer", "note"):
        return
    number = block.label if block.label is not None and re.search(r"\w", block.label.text) else None
    for line in block.text.lines():
        words = line.folded().strip(" *")
        if words.text:
            fields = list(_fields(words, vocabulary))
            yield _Said(
                SourcedText.join(" ", (number, words)) if number is not None else words, block, fields
            )
            number = None


def _fields(words: SourcedText, vocabulary: Vocabulary) -> Iterator[tuple[SourcedText, str, SourcedText]]:
    """The fields of a line that begins with one: "Lead: Head of Audit. By when: May 2024"."""
    marks = [
        (mark, roles[0])
        for mark in _FIELD.finditer(words.text[:4000])
        if (roles := vocabulary.roles_of(mark["label"])) and "not_action_table" not in roles
    ]
    if not marks or marks[0][0].start() > 0:
        return
    ends = [mark.start() for mark, _ in marks[1:]]
    for (mark, role), end in zip(marks, [*ends, len(words)], strict=True):
        value = words[mark.end() : end].strip(" *;|")
        yield words.span(mark, "label").strip(), role, value


def _records(lines: Sequence[_Said]) -> Iterator[_Record]:
    """The records of labelled lines, each begun by the label that the first one began with."""
    record: _Record | None = None
    for index, line in enumerate(lines):
        if not line.fields:
            if record is not None and not _goes_on(record, line, lines[index + 1 : index + 2]):
                yield record
                record = None
            continue
        for label, role, words in line.fields:
            if record is None or alias(record.fields[0][0].text) == alias(label.text):
                if record is not None:
                    yield record
                above = (
                    lines[index - 1] if index > 0 and not lines[index - 1].fields and record is None else None
                )
                record = _Record(above)
            record.fields.append((label, role, words))
        assert record is not None
        record.blocks.append(line.block)
    if record is not None:
        yield record


def _goes_on(record: _Record, line: _Said, following: Sequence[_Said]) -> bool:
    """Takes a line without a label into the last field; False where it is the next record's title or parts them."""
    first = alias(record.fields[0][0].text)
    titles = bool(following and following[0].fields and alias(following[0].fields[0][0].text) == first)
    label, role, words = record.fields[-1]
    if titles or line.heading or line.block.bold or (words.text and role not in LONG):
        return False
    record.fields[-1] = (
        label,
        role,
        SourcedText.join(" ", (words, line.words)) if words.text else line.words,
    )
    record.blocks.append(line.block)
    return True


def _bracketed(lines: Sequence[_Said]) -> Iterator[_Record]:
    """Items that end in who and by when: "Test the map in an exercise (Lead: Resilience Team, by June 2024)"."""
    for line in lines:
        mark = pattern(_LEAD).search(line.words.text[:2000])
        end = line.words.text.rfind(")")
        if mark is None or line.fields or end < mark.end() or len(line.words) > 2000:
            continue
        what, after = line.words[: mark.start()].strip(), line.words[end + 1 :].strip(" .–-")
        if len(what.text.split()) < _FEWEST_WORDS or len(after.text.split()) > 30:
            continue
        inner = line.words[mark.end() : end].strip()
        label = pattern(r"[;,.]\s*{actions.due}\s*:\s*").search(inner.text)
        both = owner_and_deadline(inner)
        if label is not None:
            both = inner[: label.start()].strip(), inner[label.end() :].strip()
        owner, deadline = both if both is not None else (inner, SourcedText())
        fields = [("Action", "action", what), ("Lead", "owner", owner), ("By when", "deadline", deadline)]
        fields += [("Progress", "progress", after)]
        made = [(SourcedText.plain(printed), role, words) for printed, role, words in fields]
        yield _Record(None, made, [line.block])


# Records as rows ------------------------------------------------------------------------------------------------


Fields = list[tuple[SourcedText, str, SourcedText]]


def _table(records: Sequence[_Record], rows: Sequence[Fields], index: int) -> Table:
    header: dict[str, SourcedText] = {}
    for row in rows:
        for label, _, _ in row:
            header.setdefault(alias(label.text), label)
    order = list(header)
    printed = [_cell(label, records[0].blocks[0], 0, column) for column, label in enumerate(header.values())]
    made = [Row(0, tuple(printed), header=True)]
    for number, (record, row) in enumerate(zip(records, rows, strict=True), 1):
        cells: dict[int, Cell] = {}
        for label, _, words in row:
            column = order.index(alias(label.text))
            cells.setdefault(column, _cell(words, record.blocks[0], number, column))
        made.append(Row(number, tuple(cells[column] for column in sorted(cells))))
    return Table(index, tuple(made), len(order), records[0].blocks[0].page)


def _whole(record: _Record) -> list[tuple[SourcedText, str, SourcedText]]:
    """The fields of a record, with what its title says: what is to be done, or only its number."""
    title = record.title
    if title is None:
        return record.fields
    number = only_number(title.words)
    if record.roles & {"action", "recommendation"}:
        if number is None:
            return record.fields
        record.blocks.insert(0, title.block)
        return [(SourcedText.plain("Ref"), "reference", number), *record.fields]
    record.blocks.insert(0, title.block)
    found = head(title.words)
    if found is not None and found.words.text:
        what = "Recommendation" if found.kind == "recommendation" else "Area for improvement"
        return [
            (SourcedText.plain("Ref"), "reference", found.reference),
            (SourcedText.plain(what), "recommendation", found.words),
            *record.fields,
        ]
    return [(SourcedText.plain("Action"), "action", title.words), *record.fields]


def _cell(words: SourcedText, block: Block, row: int, column: int) -> Cell:
    place = Place(page=block.page, block=block.index)
    lines = (Line(words),) if words.text else ()
    return Cell(row, column, lines, block.source, page=block.page, box=block.box, place=place)
