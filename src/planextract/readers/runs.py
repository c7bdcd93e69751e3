"""Runs of characters of one look, and the lines of cells and blocks that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from planextract.document import BlockKind, Line
from planextract.provenance import Piece, Place, SourcedText
from planextract.readers.cleaning import cleaned
from planextract.readers.labels import dash_end, label_end

Tracked = Literal["inserted", "deleted"]
"""What is inserted stays inserted where it was deleted again: it was not there before the changes."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look. `highlight` is "#rrggbb"; `tracked` says what a tracked change did with them."""

    text: str
    bold: bool = False
    struck: bool = False
    highlight: str | None = None
    tracked: Tracked | None = None


def written(runs: Sequence[Run]) -> str:
    """All that some runs say."""
    return "".join(run.text for run in runs)


def bold(runs: Sequence[Run]) -> bool:
    """Whether all words of some runs are bold, and there are any."""
    inked = [run for run in runs if run.text.strip()]
    return bool(inked) and all(run.bold for run in inked)


def split_label(text: SourcedText, printed: str | None) -> tuple[SourcedText, SourcedText | None]:
    """Words and label: the one that the program prints, which is no source, or else the one that was typed."""
    text = cleaned(text).strip()
    if printed is not None:
        return text, SourcedText.plain(printed)
    ends = label_end(text.text) or dash_end(text.text)
    return (text[ends[1] :], text[: ends[0]]) if ends is not None else (text, None)


def block_kind(words: str, level: int | None, is_bold: bool, labelled: bool) -> BlockKind:
    """What a paragraph is: a heading by its style, or short and wholly bold; a list item by its label."""
    short = len(words) <= 120 and "\n" not in words and not words.endswith((".", ",", ";"))
    if level is not None or (is_bold and short and any(letter.isalpha() for letter in words)):
        return "heading"
    return "item" if labelled else "paragraph"


def lines(runs: Sequence[Run], printed: str | None, place: Place, start: int) -> Iterator[Line]:
    """A paragraph of a cell as lines, one for each of its line breaks; `start` is where it starts in the source.

    Each stretch that is struck through stands in a line of its own, after what was left.
    """
    grouped = _grouped(runs)
    if not grouped:
        return
    changed = any(run.tracked for run in runs)
    plain = not changed and len(grouped) == 1 and not grouped[0][0]
    if plain and "\n" not in grouped[0][1]:  # (nearly every paragraph)
        if not grouped[0][1].isspace():
            words, label = split_label(SourcedText.of(grouped[0][1], place, start), printed)
            yield Line(words, "plain" if label is None else "item", label)
        return
    for begin, end in _stretches("".join(text for _, text in grouped)):
        kept, crossed = _struck_apart(grouped, place, start, begin, end)
        if kept.text.strip():
            words, label = split_label(kept, printed)
            before = _before(runs, place, start, begin, end) if changed else None
            yield Line(words, "plain" if label is None else "item", label, before=before)
        yield from (Line(cleaned(words).strip(), struck=True) for words in crossed if words.text.strip())
        printed = None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of what stands between line breaks, empty stretches left out."""
    begin = 0
    for part in text.split("\n"):
        if part.strip():
            yield begin, begin + len(part)
        begin += len(part) + 1


def _before(runs: Sequence[Run], place: Place, start: int, begin: int, end: int) -> SourcedText | None:
    """What stood between two offsets before the tracked changes there; None where there are none."""
    pieces: list[Piece] = []
    changed = False
    position = 0
    for run in runs:
        first, stop = max(position, begin), min(position + len(run.text), end)
        if first < stop:
            changed = changed or run.tracked is not None
            if run.tracked == "deleted" or (run.tracked is None and not run.struck):
                words = run.text[first - position : stop - position]
                pieces.append(Piece(words, place, start + first, start + stop, words))
        position += len(run.text)
    return cleaned(SourcedText(pieces)).strip() if changed else None


def unstruck(runs: Sequence[Run], place: Place) -> SourcedText:
    """A paragraph's words without those that are struck through."""
    grouped = _grouped(runs)
    return _struck_apart(grouped, place, 0, 0, sum(len(text) for _, text in grouped))[0]


def _grouped(runs: Sequence[Run]) -> list[tuple[bool, str]]:
    """The text of neighbouring runs together, and whether it is struck through.

    What somebody put in and deleted again is no part of what was deleted beside it.
    """
    inked = [run for run in runs if run.text]
    if len(inked) == 1:
        return [(inked[0].struck, inked[0].text)]
    apart = groupby(inked, key=lambda run: (run.struck, run.tracked if run.struck else None))
    return [(struck, written(list(group))) for (struck, _), group in apart]


def _struck_apart(
    grouped: Sequence[tuple[bool, str]], place: Place, start: int, begin: int, end: int
) -> tuple[SourcedText, list[SourcedText]]:
    """What was left between two offsets, and the stretches that are struck through."""
    left: list[Piece] = []
    crossed: list[SourcedText] = []
    position = 0
    for struck, text in grouped:
        first, stop = max(position, begin), min(position + len(text), end)
        if first < stop:
            words = text[first - position : stop - position]
            piece = Piece(words, place, start + first, start + stop, words)
            if struck:
                crossed.append(SourcedText((piece,)))
            else:
                left.append(piece)
        position += len(text)
    return SourcedText(left), crossed
