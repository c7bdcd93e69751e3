"""Words of a file as `SourcedText`, lines and labels: where cleaning happens, and spans stay true."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planextract.document import Line
from planextract.provenance import Piece, Place, SourcedText
from planextract.readers.labels import dash_end, label_end

_UNPRINTED = "\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f"
_BLANK = re.compile(r"\s")
_UNTIDY = re.compile(rf"(?:[^\S ]|[{_UNPRINTED}]| (?=[\s{_UNPRINTED}]))[\s{_UNPRINTED}]*|[\ufb00-\ufb06]")
"""White space other than one blank, characters that print nothing, and letters printed as one."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


class Run(NamedTuple):
    """Characters start..end of the file (half-open) and what they say, with how they are set."""

    text: str
    start: int
    end: int
    bold: bool = False
    struck: bool = False


@dataclass(slots=True)
class Strip:
    """Runs that make one paragraph, item or heading."""

    runs: list[Run] = field(default_factory=list)
    kind: Literal["plain", "item", "heading"] = "plain"
    level: int | None = None
    zone: Literal["header", "footer"] | None = None

    @property
    def blank(self) -> bool:
        return all(not run.text.strip() for run in self.runs)

    @property
    def bold(self) -> bool:
        return not self.blank and all(run.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and the stretch of the file that is its source: what runs are counted from."""

    file: str
    place: Place
    start: int
    end: int

    @property
    def source(self) -> str:
        return self.file[self.start : self.end]

    def words(self, runs: Iterable[Run]) -> SourcedText:
        """Runs as clean text: no unprinted characters, every run of white space one blank, none at the ends."""
        return SourcedText(self._piece(run) for run in tidy(list(runs))).strip()

    def _piece(self, run: Run) -> Piece:
        original = self.file[run.start : run.end]
        return Piece(run.text, self.place, run.start - self.start, run.end - self.start, original)


def tidy(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs with white space folded; what is cleaned keeps the span of what it replaces.

    `SourcedText.sub` would do, but walks all pieces for each match, and a hostile file has a million of both.

    >>> "".join(run.text for run in tidy([Run("multi-\\n  agency\\u00a0 work\\u200b", 0, 23)]))
    'multi-agency work'
    """
    whole = "".join([run.text for run in runs])
    cuts = [(*match.span(), _instead(whole, *match.span())) for match in _UNTIDY.finditer(whole)]
    if not cuts:
        yield from runs
        return
    at, number = 0, 0
    for run in runs:
        stop = at + len(run.text)
        position = at
        while number < len(cuts) and cuts[number][0] < stop:
            start, end, words = cuts[number]
            if start > position:
                yield _part(run, position - at, start - at)
            if words or (start > 0 and end < len(whole)):
                cut = _part(run, max(start, at) - at, min(end, stop) - at)
                yield cut._replace(text=words if start >= at else "")
            position = min(end, stop)
            if end > stop:
                break
            number += 1
        if position < stop:
            yield _part(run, position - at, stop - at)
        at = stop


def _instead(whole: str, start: int, end: int) -> str:
    """What white space becomes; a line break after a hyphen inside a word goes, the hyphen may belong to the word."""
    if whole[start] in _LIGATURES:
        return _LIGATURES[whole[start]]
    if start == 0 or end == len(whole) or _BLANK.search(whole, start, end) is None:
        return ""
    hyphen = start > 1 and whole[start - 1] == "-" and whole[start - 2].isalpha()
    return "" if hyphen and "\n" in whole[start:end] and whole[end].islower() else " "


def _part(run: Run, start: int, stop: int) -> Run:
    """A part of a run; one that was cleaned before keeps its whole span."""
    if len(run.text) != run.end - run.start:
        return run._replace(text=run.text[start:stop])
    return run._replace(text=run.text[start:stop], start=run.start + start, end=run.start + stop)


def labelled(words: SourcedText) -> tuple[SourcedText | None, SourcedText]:
    """The printed label of a line and its words; of a dash and a number the number is the label.

    >>> label, words = labelled(SourcedText.plain("- 3.6 An overview of the findings"))
    >>> label.text, words.text
    ('3.6', 'An overview of the findings')
    """
    mark = dash_end(words.text) or label_end(words.text)
    if mark is None:
        return None, words
    inner = label_end(words.text[mark[1] :]) if not words.text[0].isalnum() else None
    if inner is not None and words.text[mark[1]].isdigit():
        mark, words = inner, words[mark[1] :]
    return words[: mark[0]], words[mark[1] :]


def lines(strips: Sequence[Strip], spot: Spot) -> tuple[Line, ...]:
    """The lines of a cell. Words that are struck inside a line become a struck line before it."""
    return tuple(line for strip in strips for line in _lines(strip, spot))


def _lines(strip: Strip, spot: Spot) -> Iterator[Line]:
    struck = [run for run in strip.runs if run.struck]
    if any(run.text.strip() for run in struck):
        yield from _line(spot.words(struck), strip, True)
        yield from _line(spot.words(run for run in strip.runs if not run.struck), strip, False)
    else:
        yield from _line(spot.words(strip.runs), strip, False)


def _line(words: SourcedText, strip: Strip, struck: bool) -> Iterator[Line]:
    if not words.text:
        return
    label, text = labelled(words)
    yield Line(text, "item" if label is not None or strip.kind == "item" else "plain", label, struck)


def bold(strips: Sequence[Strip]) -> bool:
    """Whether all that a cell says is in bold."""
    said = [strip for strip in strips if not strip.blank]
    return bool(said) and all(strip.bold for strip in said)
