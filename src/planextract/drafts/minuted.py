"""Minutes and decision lists that are kept in a table: what was said in one column, what is to be done in another.

The column of actions holds an action in words, several of them, or only who is to act ("DO", "GI / CW", "All"). Then
the action is the sentence beside it that gives somebody something to do. What is noted, approved or done is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.document import Cell
from planextract.drafts import action_lines, clauses, undertakings
from planextract.drafts.cells import split_number
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.drafts.minuted_cells import (
    Entry,
    binds,
    entries,
    lines_of,
    nothing,
    stands_alone,
    unlabelled,
    who,
)
from planextract.drafts.minuted_columns import TAKEN_FOR, Layout, layout
from planextract.drafts.readings import sentences
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.roles import Reading
from planextract.tables import BodyRow

LONGEST_TITLE = 90
"""Characters of what an item of business is called."""


_NUMBER_ALONE = re.compile(
    r"(?P<number>[A-Z]{0,4}[-./ ]?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?)[.):]?(?:\s*\([^()]*\))?"
)


def actions(readings: Sequence[Reading]) -> tuple[ActionDraft, ...]:
    """The actions of all tables that are minutes, in order."""
    return tuple(
        draft
        for reading in readings
        if reading.taken_for == TAKEN_FOR and (columns := layout(reading)) is not None
        for row in reading.table.rows()
        for draft in _Row(row, columns, reading).drafts()
    )


class _Row:
    """One item of business being drafted."""

    def __init__(self, row: BodyRow, columns: Layout, reading: Reading) -> None:
        self.row = row
        self.columns = columns
        self.headers = [column.header for column in reading.columns]
        self.named: list[int] = []
        self.reference, self.section = self._title()

    def drafts(self) -> Iterator[ActionDraft]:
        acts, who_else = self._lines(self.columns.acts), self._lines(self.columns.who)
        if self.columns.acts is None:  # a column of who may hold what they are to do as well
            acts = [line for line in who_else if not who(line) and stands_alone(line)]
            who_else = [line for line in who_else if line not in acts]
        others = [line for line in who_else if not nothing(line)]
        dates = [line for line in self._lines(self.columns.when) if not nothing(line)]
        told, names, days = entries(acts, (len(others), len(dates)))
        names, dated = names or others, days or dates
        if told:
            for number, one in enumerate(told):
                yield self._entered(one, _shared(names, number, len(told)), _shared(dated, number, len(told)))
        elif names:
            yield from self._in_margin(names, dated)

    def _lines(self, column: int | None) -> list[SourcedText]:
        """The lines of a cell that begins in this row."""
        cell = self._cell(column)
        return lines_of([cell]) if cell is not None else []

    def _cell(self, column: int | None) -> Cell | None:
        cell = self.row.grid.cells[column] if column is not None else None
        return cell if cell is not None and cell.row == self.row.grid.index else None

    def _title(self) -> tuple[SourcedText | None, SourcedText | None]:
        """The number of the item and what it is called; a merged cell names all its rows."""
        number: SourcedText | None = None
        title: SourcedText | None = None
        for column in self.columns.titles:
            cell = self.row.grid.cells[column]
            if cell is None or cell.blank:
                continue
            words = cell.text.folded().strip()
            found = _NUMBER_ALONE.fullmatch(words.text)
            if (found is not None and number is not None) or (found is None and title is not None):
                continue
            self.named.append(column)
            printed, rest = (words.span(found, "number"), None) if found is not None else split_number(words)
            number, title = number or printed, title or rest
        short = title if title is not None and len(title) <= LONGEST_TITLE else None
        return number, short or self.row.band

    def _beside(self, said: Sequence[int]) -> Iterator[Slot]:
        """The cells that no field holds, under their headers: those of `said`, and what is no number or title."""
        for column in sorted({*said, *self.columns.titles} - set(self.named)):
            cell, header = self.row.grid.cells[column], self.headers[column]
            if cell is not None and not cell.blank and header is not None:
                yield Slot("other", cell.text.strip(), header, cell)

    def _entered(self, one: Entry, names: Sequence[SourcedText], days: Sequence[SourcedText]) -> ActionDraft:
        """An action that the table has in words."""
        slots = [Slot("action", one.words)]
        if names:
            slots += [Slot("owner", words) for words in names]
        elif one.who is not None:
            slots.append(Slot("owner", one.who))
        else:
            slots += action_lines.owner_slot(one.words)
        dated = days[0] if days else one.when
        slots += [Slot("deadline", dated)] if dated is not None else deadline_slot(one.words)
        slots += self._beside(self.columns.said)
        return self._draft(one.words, "minuted_action", slots)

    def _in_margin(self, names: Sequence[SourcedText], days: Sequence[SourcedText]) -> Iterator[ActionDraft]:
        """What those named in the margin are to do: the sentences beside them that give somebody something to do."""
        lines = [line for column in self.columns.said for line in self._lines(column)]
        found = _duties(lines, known=self.columns.bare)
        chosen = _for(names, found)
        for number, duty in enumerate(chosen):
            slots = [Slot("action", duty.words)]
            slots += [Slot("owner", words) for words in _shared(names, number, len(chosen))]
            dated = _shared(days, number, len(chosen))[:1]
            slots += [Slot("deadline", words) for words in dated] or deadline_slot(duty.words, duty.tail)
            slots += self._beside(())
            yield self._draft(duty.words, "minuted_owner", slots)

    def _draft(self, words: SourcedText, rule: str, slots: Sequence[Slot]) -> ActionDraft:
        return ActionDraft(
            "minute_action", words, rule, tuple(slots), reference=self.reference, section=self.section
        )


def _shared(lines: Sequence[SourcedText], number: int, count: int) -> list[SourcedText]:
    """The share that one of several actions has in the lines beside them: its own, or all of them."""
    return [lines[number]] if len(lines) == count else list(lines)


# What was said --------------------------------------------------------------------------------------------------


_THEY_WERE_ASKED = (
    r"\b(?:he|she|they|who)\s+(?:was|were)\s+(?:also\s+)?(?:asked|requested|tasked|invited|instructed)\s+to\s"
    r"(?=[a-z])"
)
"""Who is meant, the margin says."""
_KEYWORD = r"(?:(?:it\s+was|members|the\s+{bodies.meeting})\s+)?{resolutions.keywords}\s*[:,–—-]?\s*(?=\S)"
_RESOLVED = r"(?:that|to)\b|(?:[\w’'(),&-]+\s+){1,25}?be\s"


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that gives somebody something to do. `tail` is where the words behind its verb begin."""

    words: SourcedText
    owner: str
    tail: int


def _duties(lines: Sequence[SourcedText], *, known: bool = False) -> list[Duty]:
    """The duties in what was said: those that a rule knows, or else, unless only these are wanted, what reads most
    like one.
    """
    said = [sentence for line in lines for sentence in sentences(unlabelled(line)) if not nothing(sentence)]
    found = [duty for sentence in said if (duty := _known(sentence)) is not None]
    if found or known:
        return found
    return [Duty(sentence, "", 0) for sentence in said if _likely(sentence.text)][-1:]


def _known(sentence: SourcedText) -> Duty | None:
    for draft in undertakings.drafts(sentence):
        owner = draft.slot("owner")
        return Duty(draft.words, owner.words.text if owner is not None else "", 0)
    asked = pattern(_THEY_WERE_ASKED).search(sentence.text)
    if asked is not None:
        return Duty(sentence, "", asked.end())
    keyword = pattern(_KEYWORD).match(sentence.text)
    start = keyword.end() if keyword is not None else 0
    formal = keyword is not None or pattern(_RESOLVED).match(sentence.text) is not None
    ruling = clauses.ruling(sentence[start:]) if formal else None
    if ruling is None or not ruling.acts:
        return None
    return Duty(sentence[start:], ruling.owner.text if ruling.owner is not None else "", ruling.tail)


def _likely(text: str) -> bool:
    """Whether a sentence that no rule knows may be what the name beside it is there for."""
    return binds(text) and pattern(r"\b{minuted.settled}\b").search(text) is None


def _for(names: Sequence[SourcedText], found: Sequence[Duty]) -> list[Duty]:
    """The duties of those in the margin: of several, those that name them, or as many as there are names."""
    if len(found) < 2 or len(found) <= len(names):
        return list(found)
    margin = {word for words in names for word in re.findall(r"\w+", words.text)}
    theirs = [duty for duty in found if margin & set(re.findall(r"\w+", duty.owner))]
    if theirs:
        return theirs
    nobody = [duty for duty in found if not duty.owner]
    return nobody or list(found)
