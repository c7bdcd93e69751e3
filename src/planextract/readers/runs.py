"""Runs of characters of one look, and the lines of cells and blocks that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from planextract.document import BlockKind, Line, Look
from planextract.provenance import Piece, Place, SourcedText
from planextract.readers.cleaning import cleaned
from planextract.readers.labels import dash_end, label_end

Tracked = Literal["inserted", "deleted"]
"""What is inserted stays inserted where it was deleted again: it was not there before the changes."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look. `highlight` and `colour` are "#rrggbb"; `tracked` is what a change did with them."""

    text: str
    bold: bool = False
    struck: bool = False
    highlight: str | None = None
    tracked: Tracked | None = None
    colour: str | None = None


def written(runs: Sequence[Run]) -> str:
    """All that some runs say."""
    return "".join(run.text for run in runs)


def bold(runs: Sequence[Run]) -> bool:
    """Whether all words of some runs are bold, and there are any."""
    inked = [run for run in runs if run.text.strip()]
    return bool(inked) and all(run.bold for run in inked)


def looks(runs: Sequence[Run], start: int) -> list[Look]:
    """Which characters of a paragraph stand out; `start` is where it starts in the source."""
    found: list[Look] = []
    for run in runs:
        end = start + len(run.text)
        if (run.bold or run.colour or run.highlight) and not run.text.isspace():
            found.append(Look(start, end, run.bold, run.colour, run.highlight))
        start = end
    return found


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
    changed = runs[0].tracked is not None if len(runs) == 1 else any(run.tracked for run in runs)
    plain = not changed and len(grouped) == 1 and not grouped[0][0]
    if plain and "\n" not in grouped[0][1]:  # (nearly every paragraph)
        if not grouped[0][1].isspace():
            words, label = split_label(SourcedText.of(grouped[0][1], place, start), printed)
            yield Line(words, "plain" if label is None else "item", label)
        return
    for stretch in _stretches(runs):
        kept, crossed = _struck_apart(stretch, place, start)
        if kept.text.strip():
            words, label = split_label(kept, printed)
            before = _before(stretch, place, start) if changed else None
            yield Line(words, "plain" if label is None else "item", label, before=before)
        yield from (Line(cleaned(words).strip(), struck=True) for words in crossed if words.text.strip())
        printed = None


Part = tuple[int, str, Run]
"""Characters of a run and the offset at which they begin."""


def _stretches(runs: Sequence[Run]) -> Iterator[list[Part]]:
    """What stands between line breaks, empty stretches left out."""
    here: list[Part] = []
    position = 0
    for run in runs:
        for count, text in enumerate(run.text.split("\n")):
            if count:
                yield from [here] if any(text.strip() for _, text, _ in here) else ()
                here = []
                position += 1
            if text:
                here.append((position, text, run))
            position += len(text)
    yield from [here] if any(text.strip() for _, text, _ in here) else ()


def _piece(part: Sequence[Part], place: Place, start: int) -> Piece:
    """Neighbouring parts as one."""
    begin, words = start + part[0][0], "".join(text for _, text, _ in part)
    return Piece(words, place, begin, begin + len(words), words)


def _before(stretch: Sequence[Part], place: Place, start: int) -> SourcedText | None:
    """What stood there before the tracked changes; None where there are none."""
    if not any(run.tracked for _, _, run in stretch):
        return None
    there = [part for part in stretch if _was_there(part[2])]
    return cleaned(SourcedText(_piece([part], place, start) for part in there)).strip()


def _was_there(run: Run) -> bool:
    return run.tracked == "deleted" or (run.tracked is None and not run.struck)


def unstruck(runs: Sequence[Run], place: Place) -> SourcedText:
    """A paragraph's words without those that are struck through."""
    parts: list[Part] = []
    position = 0
    for run in runs:
        if run.text:
            parts.append((position, run.text, run))
        position += len(run.text)
    return _struck_apart(parts, place, 0)[0]


def _grouped(runs: Sequence[Run]) -> list[tuple[bool, str]]:
    """The text of neighbouring runs together, and whether it is struck through."""
    inked = [run for run in runs if run.text]
    if len(inked) == 1:
        return [(inked[0].struck, inked[0].text)]
    return [(struck, written(list(group))) for struck, group in groupby(inked, key=lambda run: run.struck)]


def _struck_apart(stretch: Sequence[Part], place: Place, start: int) -> tuple[SourcedText, list[SourcedText]]:
    """What was left of a stretch, and what is struck through in it.

    What somebody put in and deleted again is no part of what was deleted beside it.
    """
    left: list[Piece] = []
    crossed: list[SourcedText] = []
    for (struck, _), group in groupby(stretch, key=_stroke):
        piece = _piece(list(group), place, start)
        if struck:
            crossed.append(SourcedText((piece,)))
        else:
            left.append(piece)
    return SourcedText(left), crossed


def _stroke(part: Part) -> tuple[bool, Tracked | None]:
    run = part[2]
    return run.struck, run.tracked if run.struck else None
