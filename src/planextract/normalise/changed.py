"""Deadlines that a cell gave before somebody changed it: struck through, deleted as a tracked change, or in part.

What tracked changes did is known to the letter. Of words that are only struck through nobody knows what was typed in
their place; it is taken to be the words right behind them, where both name the same things of time: a month and a
month, a day and month and a day and month. What is left of a date alone is no date: "April" of "30 ~~April~~ June".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from planextract.document import Cell, Line
from planextract.normalise import deadlines
from planextract.normalise.context import Context, Found
from planextract.normalise.dates import any_of, plain
from planextract.provenance import Piece, SourcedText
from planextract.records import Deadline

Former = tuple[SourcedText, Found[Deadline]]

MOST = 50
"""Struck stretches; a cell with more was not changed by hand, and its history is nobody's."""


def former(cell: Cell, words: SourcedText, context: Context) -> list[Former]:
    """The deadlines that the cell gave before, oldest first; `words` are those that it gives now."""
    struck = [line.text for line in cell.lines if line.struck]
    if len(struck) > MOST:
        return []
    tracked = any(line.before is not None for line in cell.lines)
    whole = _before(cell) if tracked and words.text.strip() == cell.text.text.strip() else None
    first = _read(whole, context) if whole is not None else None
    if first is not None and first[1].value is not None and first[1].value.original is None:
        return [first, *_readings((line for line in struck if not _overlap(line, first[0])), context)]
    if cell.parts:
        return list(_readings(struck, context))
    lone = len(struck) == 1 and not tracked
    told = (_told(cell, line, lone, context) for line in struck)
    return [reading for reading in told if reading is not None]


def _before(cell: Cell) -> SourcedText | None:
    """All that the cell said before its tracked changes, without lines that were struck or put in since."""
    said = [line.text if line.before is None else line.before for line in cell.lines if not line.struck]
    inked = [words for words in said if words.text.strip()]
    return SourcedText.join("\n", inked) if inked else None


def _read(words: SourcedText, context: Context) -> Former | None:
    found = deadlines.normalise(words, context)
    return (words, found) if found is not None and found.value is not None else None


def _readings(struck: Iterable[SourcedText], context: Context) -> Iterator[Former]:
    yield from (reading for words in struck if (reading := _read(words, context)) is not None)


def _overlap(one: SourcedText, other: SourcedText) -> bool:
    spans = [(piece.start, piece.end) for piece in other.pieces if piece.place is not None]
    return any(
        piece.start < end and start < piece.end
        for piece in one.pieces
        if piece.place is not None
        for start, end in spans
    )


# Words struck through within a line -----------------------------------------------------------------------------


def _told(cell: Cell, struck: SourcedText, lone: bool, context: Context) -> Former | None:
    """What struck words said, with those around them where they stand in the middle of a line."""
    ahead, behind = _around(cell, struck)
    if not ahead and not behind:
        return _read(struck, context)
    restored = _restored(SourcedText(ahead), struck, SourcedText(behind)) if lone else None
    if restored is not None:
        return _read(restored, context)
    reading = _read(struck, context)
    return reading if reading is not None and _whole(reading[1].value) else None


def _whole(value: Deadline | None) -> bool:
    """Whether words tell a day by themselves: not half a date that the year of the report made whole."""
    inferred = getattr(value, "year_inferred", False)
    return value is not None and not inferred and getattr(value, "precision", "day") != "year"


def _around(cell: Cell, struck: SourcedText) -> tuple[list[Piece], list[Piece]]:
    """The words that were left in the line of the source in which the struck ones stand, before and behind them."""
    start, end = struck.pieces[0].start, struck.pieces[-1].end
    begin = cell.source.rfind("\n", 0, start) + 1
    stop = cell.source.find("\n", end)
    stop = len(cell.source) if stop < 0 else stop
    kept = [piece for line in _kept(cell.lines) for piece in line.text.pieces if piece.text.strip()]
    return (
        [piece for piece in kept if begin <= piece.start and piece.end <= start],
        [piece for piece in kept if end <= piece.start and piece.end <= stop],
    )


def _kept(lines: Sequence[Line]) -> Iterator[Line]:
    yield from (line for line in lines if not line.struck)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a word may name, by its shape."""
    shapes = {
        "day": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "month": any_of("months"),
        "year": r"(?:19|20)\d\d",
        "years": r"(?:19|20)?\d\d[/-](?:19|20)?\d\d",
        "quarter": r"q(?:tr)?[1-4]",
        "season": any_of("seasons") + "|" + any_of("terms"),
    }
    return tuple((name, re.compile(shape)) for name, shape in shapes.items())


def _kind(word: str) -> str | None:
    bare = plain(word).strip(".,;:()")
    return next((name for name, shape in _kinds() if shape.fullmatch(bare)), None)


def _restored(ahead: SourcedText, struck: SourcedText, behind: SourcedText) -> SourcedText | None:
    """The line with the struck words in the place of those that name the same things right behind them."""
    kinds = [_kind(word) for word in struck.text.split()]
    words = list(re.finditer(r"\S+", behind.text))[: len(kinds)]
    if None in kinds or [_kind(word[0]) for word in words] != kinds:
        return None
    rest = behind[words[-1].end() :]
    parts = [part.strip() for part in (ahead, struck, rest) if part.text.strip()]
    return SourcedText.join(" ", parts)
