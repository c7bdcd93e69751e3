"""Forms in aligned columns: the label of each value to its left, one under another, a record for each action."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from planextract.readers.aligned.printed import Piece, Printed
from planextract.readers.flow import Flow, Words, area_of, stretch
from planextract.vocab import Vocabulary

_WHAT = frozenset({"action", "recommendation", "finding", "objective", "milestone"})
_FEWEST = 3
"""Labels of different roles, one of them of what is to be done."""
_MOST_ROWS = 600
"""A longer form is cut where a record begins: what is read of one table costs the square of its records."""
_KNOWN = 0.75
"""This share of the labels at least is known."""
_LONGEST = 40
_OFF = 2
"""Characters that values begin off their column at the most."""
_FAR = 4
"""Blank lines between two labels at the most."""


@dataclass(frozen=True)
class Form:
    """Labels with the lines of their values; `first` to `stop` are lines of the file.

    `aside` are lines of page furniture between them, `others` rows under labels that nobody knows.
    """

    rows: tuple[tuple[tuple[Words, ...], tuple[Words, ...]], ...]
    others: tuple[Printed, ...]
    aside: tuple[Printed, ...]
    first: int
    stop: int


def form(
    lines: Sequence[Printed], place: int, furniture: Collection[int], vocabulary: Vocabulary
) -> tuple[Form, int] | None:
    """The form whose first label stands on a line, and the place after it."""
    top = lines[place]
    if top.foreign or len(top.pieces) != 2 or not _labels(top.pieces[0].text, vocabulary):
        return None
    reading = _Reading(lines, vocabulary, top.pieces[0].start, top.pieces[1].start)
    at = stop = place
    while at < len(lines):
        if len(reading.rows) >= _MOST_ROWS and lines[at].pieces[0].text == top.pieces[0].text:
            break
        if at in furniture:
            reading.aside.append(lines[at])
        elif reading.takes(at, lines[stop - 1] if at > place else None):
            stop = at + 1
        else:
            break
        at += 1
    roles = [reading.role(row.label) for row in reading.rows]
    known = [row for row, role in zip(reading.rows, roles, strict=True) if role is not None]
    said = set(roles) - {None}
    if len(said) < _FEWEST or _WHAT.isdisjoint(said) or len(known) < _KNOWN * len(reading.rows):
        return None
    found = tuple((tuple(row.label), tuple(row.value)) for row in known)
    unknown = (row for row, role in zip(reading.rows, roles, strict=True) if role is None)
    others = tuple(line for row in unknown for line in row.lines)
    aside = tuple(line for line in reading.aside if line.number < lines[stop - 1].number)
    return Form(found, others, aside, top.number, lines[stop - 1].number + 1), stop


@dataclass
class _Row:
    """A label and its value, line by line."""

    label: list[Words]
    value: list[Words]
    lines: list[Printed]


@dataclass
class _Reading:
    """A form being read: where its labels and values begin on the page, and the rows so far."""

    lines: Sequence[Printed]
    vocabulary: Vocabulary
    left: int
    right: int
    rows: list[_Row] = field(default_factory=list)
    aside: list[Printed] = field(default_factory=list)

    def role(self, label: Sequence[Words]) -> str | None:
        return next(iter(self.vocabulary.roles_of(" ".join([words.text for words in label]))), None)

    def takes(self, place: int, above: Printed | None) -> bool:
        """Is a line of the form? It is added then."""
        line = self.lines[place]
        first, *more = line.pieces
        if line.foreign or line.blanks > _FAR:
            return False
        if above is not None and line.page != above.page:
            self._moved(line)
        if self.rows and first.start >= self.right - _OFF:
            self._add(self.rows[-1].value, _rest(line, first), line)
            return True
        if first.start != self.left or len(first.text) > _LONGEST:
            return False
        if not more and self.rows and self._wraps(first, line):
            self._add(self.rows[-1].label, line.words_of(first), line)
            return True
        if not _labels(first.text, self.vocabulary) and not (self.rows and (more or not line.blanks)):
            return False
        if more and abs(more[0].start - self.right) > _OFF:
            return False
        self.rows.append(_Row([line.words_of(first)], [_rest(line, more[0])] if more else [], [line]))
        return True

    def _add(self, words: list[Words], more: Words, line: Printed) -> None:
        words.append(more)
        self.rows[-1].lines.append(line)

    def _moved(self, line: Printed) -> None:
        """Where labels and values begin on the next page."""
        first, *more = line.pieces
        if more and _labels(first.text, self.vocabulary):
            self.left, self.right = first.start, more[0].start
        elif not more and first.start > self.left + _OFF:
            self.right = first.start

    def _wraps(self, piece: Piece, line: Printed) -> bool:
        """Do words go on with the label above?"""
        label = self.rows[-1].label
        if line.blanks or not self.rows[-1].value:
            return False
        return piece.text[0].islower() or (
            self.role(label) is None and self.role([*label, line.words_of(piece)]) is not None
        )


def _rest(line: Printed, piece: Piece) -> Words:
    """The line from where a piece begins."""
    return Words(line.start + piece.start, line.text[piece.start :])


def _labels(words: str, vocabulary: Vocabulary) -> bool:
    return len(words) <= _LONGEST and bool(vocabulary.roles_of(words))


def read(form: Form, flow: Flow) -> None:
    """Put the form into the flow as a table of labels and values."""
    for line in form.aside:
        line.put_aside(flow)
    for line in form.others:
        flow.block(stretch(flow.file, line.start, line.start + len(line.text)))
    flow.claim(2 * len(form.rows))
    rows = (
        [area_of(number, 0, label), area_of(number, 1, value)]
        for number, (label, value) in enumerate(form.rows)
    )
    flow.table(rows, 2)
