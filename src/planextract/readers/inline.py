"""Marks of Markdown inside a line: what they set bold or strike, and the words without them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.readers.fragments import Run, Strip

_MARKED = re.compile(r"[*_`\[\\~>]")
_QUOTE = re.compile(r"^[^\S\n]{0,9}>(?:[> ]{1,20}|$)", re.MULTILINE)
_STRONG = re.compile(r"(\*{2,3})(?=[^\s*])[^*]{1,3000}(\1)|(?<!\w)(__)(?=[^\s_])[^_]{1,3000}(__)(?!\w)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*)(?=[^\s*])[^*\n]{0,500}(?<![\s*])(\*)(?![\w*])|(?<![\w_])(_)(?=[^\s_])[^_\n]{0,500}(?<![\s_])(_)(?![\w_])"
)
_CODE = re.compile(r"(`)[^`\n]{1,500}(`)")
_STRUCK = re.compile(r"(~~)(?=[^\s~])[^~]{1,3000}(~~)")
_LINK = re.compile(r"(!?\[)[^\[\]]{0,500}(\]\([^()\n]{0,1000}\))")
_ESCAPE = re.compile(r"(?<!\\)(\\)(?=[*_|#\[\]`~>().-])")
_TWO_SIDED = (_STRONG, _EMPHASIS, _STRUCK, _CODE, _LINK)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words at start..end of a strip's text; gone, or set bold or struck."""

    start: int
    end: int
    gone: bool = False
    bold: bool = False
    struck: bool = False


def plain(strip: Strip) -> Strip:
    """The strip without its marks.

    >>> [(run.text, run.start) for run in plain(Strip([Run("**1.1** see [Plan](a.pdf)", 0, 25)])).runs]
    [('1.1', 2), (' see ', 7), ('Plan', 13)]
    """
    text = "".join([run.text for run in strip.runs])
    if not _MARKED.search(text):
        return strip
    marks = list(_marks(text))
    return replace(strip, runs=list(_cut(strip.runs, marks))) if marks else strip


def _marks(text: str) -> Iterator[_Mark]:
    for match in (*_QUOTE.finditer(text), *_ESCAPE.finditer(text)):
        yield _Mark(*match.span(), gone=True)
    for pattern in _TWO_SIDED:
        for match in pattern.finditer(text):
            spans = [match.span(group) for group in range(1, pattern.groups + 1) if match.start(group) >= 0]
            yield from (_Mark(*span, gone=True) for span in spans)
            if pattern is _STRONG or pattern is _STRUCK:
                inside = spans[0][1], spans[-1][0]
                yield _Mark(*inside, bold=pattern is _STRONG, struck=pattern is _STRUCK)


def _cut(runs: Sequence[Run], marks: Sequence[_Mark]) -> Iterator[Run]:
    """The runs cut at every end of a mark, one step from left to right."""
    turns = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    state = _state(marks)
    at = number = 0
    gone = bold = struck = 0
    for run in runs:
        position, stop = at, at + len(run.text)
        while position < stop or (number < len(turns) and turns[number] == position and not run.text):
            while number < len(turns) and turns[number] <= position:
                change = state[turns[number]]
                gone, bold, struck = gone + change[0], bold + change[1], struck + change[2]
                number += 1
            until = min(stop, turns[number]) if number < len(turns) else stop
            if not gone and until > position:
                yield _part(run, position - at, until - at, bool(bold), bool(struck))
            if until == position:
                break
            position = until
        at = stop


def _state(marks: Sequence[_Mark]) -> dict[int, tuple[int, int, int]]:
    """What begins and ends at each edge: the change of (gone, bold, struck)."""
    found: dict[int, tuple[int, int, int]] = {}
    for mark in marks:
        for edge, step in ((mark.start, 1), (mark.end, -1)):
            gone, bold, struck = found.get(edge, (0, 0, 0))
            found[edge] = gone + step * mark.gone, bold + step * mark.bold, struck + step * mark.struck
    return found


def _part(run: Run, start: int, stop: int, bold: bool, struck: bool) -> Run:
    bold, struck = bold or run.bold, struck or run.struck
    if len(run.text) != run.end - run.start:
        return run._replace(text=run.text[start:stop], bold=bold, struck=struck)
    return Run(run.text[start:stop], run.start + start, run.start + stop, bold, struck)
