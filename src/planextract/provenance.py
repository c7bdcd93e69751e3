"""Text that keeps its address.

`SourcedText` is an immutable string that knows which characters of the document it came from. Readers make it;
cleaning (`sub`), joining and slicing keep it true; a rule matches on `.text` and slices by the match, so the
place of a value is the place of its words and nobody has to think of it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left."""


@dataclass(frozen=True, slots=True)
class Place:
    """One cell (table, row and column set) or one block (block set) of a document.

    `page` counts from 1 and is None for formats without pages; all else counts from 0.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text from one place.

    `original` is what stands at characters start..end (half-open) of the place. Where `text` differs from it the
    piece was cleaned, and a cut through it keeps the whole span: it widens rather than lies. A piece without a
    place is a separator of ours. `boxes`, where there are any, hold one box for each original character.
    """

    text: str
    place: Place | None = None
    start: int = 0
    end: int = 0
    original: str = ""
    boxes: Sequence[Box] | None = None

    @property
    def exact(self) -> bool:
        return self.place is not None and self.text == self.original

    def cut(self, start: int, stop: int) -> "Piece":
        """The part of the piece between two offsets of its text."""
        start, stop = max(start, 0), min(stop, len(self.text))
        if stop - start == len(self.text):
            return self
        if not self.exact:
            return replace(self, text=self.text[start:stop])
        boxes = None if self.boxes is None else self.boxes[start:stop]
        words = self.text[start:stop]
        return Piece(words, self.place, self.start + start, self.start + stop, words, boxes)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: characters start..end (half-open) of one place, and the box around them if known."""

    place: Place
    start: int
    end: int
    box: Box | None
    original: str


def whole(place: Place, box: Box | None) -> Source:
    """A place itself, without words: what a shaded cell shows. Its span is empty, from 0 to 0."""
    return Source(place, 0, 0, box, "")


def _box_around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


class SourcedText:
    """An immutable string that knows where its characters came from.

    >>> cell = SourcedText.of("Due 29 January 2010", Place(table=1, row=6, column=2))
    >>> date = cell[4:]
    >>> date.text, date.sources()[0].start, date.sources()[0].end
    ('29 January 2010', 4, 19)
    """

    __slots__ = ("pieces", "text")

    text: str
    pieces: tuple[Piece, ...]

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        held = tuple(pieces)
        words = held[0].text if len(held) == 1 else "".join([piece.text for piece in held])
        object.__setattr__(self, "pieces", held)
        object.__setattr__(self, "text", words)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"SourcedText is immutable: {name}")

    def __reduce__(self) -> tuple[type["SourcedText"], tuple[tuple[Piece, ...]]]:
        return SourcedText, (self.pieces,)

    @classmethod
    def of(cls, text: str, place: Place, start: int = 0, boxes: Sequence[Box] | None = None) -> "SourcedText":
        """Text exactly as it stands at `place` from character `start`."""
        return cls((Piece(text, place, start, start + len(text), text, boxes),) if text else ())

    @classmethod
    def plain(cls, text: str) -> "SourcedText":
        """Text that came from no document: a separator, or words in a test."""
        return cls((Piece(text),) if text else ())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"SourcedText({self.text!r})"

    def __len__(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourcedText) and self.pieces == other.pieces

    def __hash__(self) -> int:
        return hash(self.pieces)

    def __add__(self, other: "SourcedText") -> "SourcedText":
        return SourcedText((*self.pieces, *other.pieces))

    def __getitem__(self, cut: slice) -> "SourcedText":
        start, stop, step = cut.indices(len(self.text))
        if step != 1:
            raise ValueError("SourcedText is cut into runs, without steps")
        if start == 0 and stop == len(self.text):
            return self
        return SourcedText(self._between(start, stop))

    def _starts(self) -> list[int] | None:
        """Where each piece begins, for those who cut often; few pieces are as soon looked through."""
        if len(self.pieces) <= 8:
            return None
        return list(accumulate((len(piece.text) for piece in self.pieces), initial=0))

    def _between(self, start: int, stop: int, starts: list[int] | None = None) -> Iterator[Piece]:
        pieces: Iterable[Piece] = self.pieces
        position = 0
        if starts is not None:
            first = bisect_right(starts, start, hi=len(self.pieces)) - 1
            pieces = map(self.pieces.__getitem__, range(first, len(self.pieces)))
            position = starts[first]
        for piece in pieces:
            begin, position = position, position + len(piece.text)
            if begin >= stop:
                break
            if position > start and begin < stop and piece.text:
                yield piece.cut(start - begin, stop - begin)
            elif not piece.text and start < begin:
                yield piece  # what was taken out here still lies inside the span

    def span(self, match: re.Match[str], group: int | str = 0) -> "SourcedText":
        """The words of a match on `.text`; empty when the group took no part.

        >>> words = SourcedText.plain("by 3 May")
        >>> words.span(re.search(r"(\\d) May", words.text), 1).text
        '3'
        """
        start, stop = match.span(group)
        return self[start:stop] if start >= 0 else SourcedText()

    def strip(self, characters: str | None = None) -> "SourcedText":
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    def sub(
        self, pattern: str | re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
    ) -> "SourcedText":
        """The text with every match replaced; each replacement keeps the whole span of what it replaced.

        >>> SourcedText.of("safe\\u00adguarding", Place(block=0)).sub("\\u00ad", "").text
        'safeguarding'
        """
        pieces: list[Piece] = []
        position, starts = 0, self._starts()
        for match in re.finditer(pattern, self.text):
            if match.end() == match.start():
                continue
            words = replacement if isinstance(replacement, str) else replacement(match)
            pieces += self._between(position, match.start(), starts) if match.start() > position else ()
            pieces += _replaced(self._between(*match.span(), starts), words)
            position = match.end()
        if not position:
            return self
        if position < len(self.text):
            pieces += self._between(position, len(self.text), starts)
        return SourcedText(pieces)

    def folded(self) -> "SourcedText":
        """The text with every run of white space made one blank, and none at the ends."""
        return self.sub(r"[^\S ]+\s*|\s{2,}", " ").strip()

    def split(self, pattern: str | re.Pattern[str]) -> list["SourcedText"]:
        """The runs between the matches, empty ones included; groups in the pattern are not returned."""
        parts, position, starts = [], 0, self._starts()
        for match in re.finditer(pattern, self.text):
            if match.end() > match.start():
                parts.append(SourcedText(self._between(position, match.start(), starts)))
                position = match.end()
        rest = SourcedText(self._between(position, len(self.text), starts)) if position else self
        return [*parts, rest]

    def lines(self) -> list["SourcedText"]:
        return self.split("\n")

    @staticmethod
    def join(separator: str, parts: Iterable["SourcedText"]) -> "SourcedText":
        """The parts with a separator of ours between them."""
        pieces: list[Piece] = []
        for index, part in enumerate(parts):
            if index and separator:
                pieces.append(Piece(separator))
            pieces += part.pieces
        return SourcedText(pieces)

    def sources(self) -> tuple[Source, ...]:
        """Where the words stand, in order: one entry for each unbroken run of characters in one place."""
        runs: list[list[Piece]] = []
        for piece in self.pieces:
            if piece.place is None:
                continue
            last = runs[-1][-1] if runs else None
            if last is not None and last.place == piece.place and last.end == piece.start:
                runs[-1].append(piece)
            elif last is None or (last.place, last.start, last.end) != (piece.place, piece.start, piece.end):
                # (a cleaned piece that was cut in two is still one place)
                runs.append([piece])
        return tuple(source for run in runs if (source := _source(run)).original.strip())

    @property
    def raw(self) -> str:
        """Exactly the source characters under `sources()`, with one blank between entries.

        Text without a source gives its own words, so that a rule can be tried on words from no document.
        """
        found = self.sources()
        if not found and not any(piece.place for piece in self.pieces):
            return self.text
        return " ".join(source.original for source in found)


def _replaced(pieces: Iterable[Piece], words: str) -> Iterator[Piece]:
    """The pieces under a match, the first of them carrying the new words and the others none."""
    for index, piece in enumerate(list(pieces)):
        yield replace(piece, text=words if index == 0 else "")


def _source(run: list[Piece]) -> Source:
    """One entry for a run of adjoining pieces, without white space at its ends."""
    first = run[0]
    assert first.place is not None
    original = "".join(piece.original for piece in run)
    left = len(original) - len(original.lstrip())
    right = len(original.rstrip())
    boxes = [box for piece in run for box in piece.boxes or ()]
    around = _box_around(boxes[left:right]) if len(boxes) == len(original) and right > left else None
    return Source(first.place, first.start + left, first.start + right, around, original[left:right])
