"""Prose in a text file: which lines make one paragraph, and whether a line's end is only where it wrapped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planextract.readers import spaced
from planextract.readers.flow import Flow, stretch
from planextract.readers.fragments import Strip
from planextract.readers.grids import emit, flat
from planextract.readers.inline import plain
from planextract.readers.labels import dash_end, label_end
from planextract.readers.markup import Markup

Stretch = tuple[int, int]
Group = Sequence[Stretch]
"""Lines of prose with no blank line between them."""

_NARROWEST, _WIDEST = 36, 150
"""How long lines are that somebody's machine broke."""
_SLACK = 0.9
"""Lines of a proportional typeface differ in how many characters they hold."""
_LONG = 100
"""A paragraph as long as this that stops in mid-sentence was parted by a page's end."""
_LONE_BULLET = re.compile(r"\s*[-–—•▪·●○■*\uf0b7]\s*")
_UNFINISHED = re.compile(r",$|\s[A-Z]{1,3}$")
_HASHES = re.compile(r"[^\S\n]{0,3}(#{1,6})[^\S\n]+(?=\S)")
_CLOSING_HASHES = re.compile(r"(?<![^\S\n])[^\S\n]+#+[^\S\n]*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*$")
_RULE = re.compile(r"[\s\-_=*~+#|.]+$")
_FIRST_WORD = re.compile(r"\s*(\S+)")
_LONG_LABEL = 200
_SPACED = re.compile(r"\b[A-Z] [A-Z] [A-Z] [A-Z]\b")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """At how many characters lines were broken by a machine; None where every line's end was meant."""

    width: int | None = None

    def joins(self, first: str, above: str, line: str) -> bool:
        """Does a line go on from the one above, in a paragraph that begins with the line `first`?"""
        if _label(line) is not None or _HASHES.match(line) or _HASHES.match(above):
            return False
        if _hangs(first, line):
            return True
        if _LONE_BULLET.fullmatch(above):
            return True
        if self.width is None or (above.isupper() and not line.isupper()):
            return False
        if above.isupper():
            return _full(above, line, self.width) or _UNFINISHED.search(above.rstrip()[-20:]) is not None
        return _full(above, line, self.width) or (
            above.rstrip()[-1:] not in ".:;!?"
            and (
                _full(above, line, _SLACK * self.width)
                or (line.lstrip()[:1].islower() and len(above) > 0.6 * self.width)
            )
        )


def wrapping(file: str, groups: Sequence[Group]) -> Wrapping:
    """How a document's lines end, measured over all its prose.

    Machine-broken lines are about as long as each other and break in mid-sentence.
    """
    pairs = [
        (file[slice(*above)].rstrip(), file[slice(*line)])
        for group in groups
        for above, line in pairwise(group)
        if line[1] - line[0] <= 10 * _WIDEST
    ]
    pairs = [(above, line) for above, line in pairs if _label(line) is None]
    if not pairs:
        return Wrapping()
    lengths = sorted(len(above) for above, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return Wrapping()
    full = [line for above, line in pairs if _full(above, line, _SLACK * width)]
    inside = sum(1 for line in full if line.lstrip()[:1].islower())
    wrapped = len(full) >= 0.4 * len(pairs) and inside >= max(2, 0.3 * len(full))
    return Wrapping(width if wrapped else None)


def _full(above: str, line: str, width: float) -> bool:
    """Would the next word not have fitted on the line above?"""
    word = _FIRST_WORD.match(line)
    return word is not None and len(above.rstrip()) + 1 + len(word[1]) > width


def _label(line: str) -> tuple[int, int] | None:
    text = line[: _LONG_LABEL + 200].lstrip()
    return label_end(text) or dash_end(text)


def _hangs(first: str, line: str) -> bool:
    """Is the line set in as far as the words of the item that the paragraph begins with?"""
    mark = _label(first)
    if mark is None:
        return False
    indent = len(line) - len(line.lstrip())
    return indent > 0 and indent >= len(first) - len(first.lstrip()) + min(mark[1], 8)


def goes_on(file: str, above: Stretch, line: Stretch) -> bool:
    """Does a paragraph go on after a blank line? After a bullet alone on its line, and in mid-sentence."""
    last, text = file[slice(*above)].rstrip(), file[slice(*line)].lstrip()
    if _LONE_BULLET.fullmatch(last):
        return _label(text) is None and _HASHES.match(text) is None
    unfinished = len(last) >= _LONG and (last[-1].isalpha() or last[-1] == ",")
    return unfinished and text[:1].islower() and text[1:2].isalpha() and _label(text) is None


def _parted(file: str, above: Stretch, line: Stretch) -> bool:
    """Is there a blank line between two lines of a group?"""
    between = file[above[1] : line[0]]
    return len(between.replace("\r\n", "\n")) > 1


# Into the flow -------------------------------------------------------------------------------------------------


def read(file: str, group: Group, ends: Wrapping, flow: Flow, markup: Markup) -> None:
    """Put the paragraphs, items and headings of a group into the flow."""
    for start, end in _paragraphs(file, group, ends):
        text = file[start:end]
        if _RULE.match(text):
            continue
        _block(file, (start, end), text, flow, markup)


def _paragraphs(file: str, group: Group, ends: Wrapping) -> Iterator[Stretch]:
    begin = group[0][0]
    first = above = file[slice(*group[0])]
    single = True
    for last, line in pairwise(group):
        text = file[slice(*line)]
        underlines = single and _UNDERLINE.match(text) and len(above) <= 120 and not _RULE.match(above)
        if not underlines and not _parted(file, last, line) and not ends.joins(first, above, text):
            yield begin, last[1]
            begin, first, single = line[0], text, True
        else:
            single = False
        above = text
    yield begin, group[-1][1]


def _block(file: str, where: Stretch, text: str, flow: Flow, markup: Markup) -> None:
    start, end = where
    hashes = _HASHES.match(text)
    if hashes is not None:
        tail = _CLOSING_HASHES.search(text, max(0, len(text) - 50))
        stop = start + tail.start() if tail is not None else end
        _heading(file, where, (start + hashes.end(), stop), len(hashes[1]), flow, markup)
        return
    last = text.rfind("\n")
    if last >= 0 and _UNDERLINE.match(text, last + 1):
        _heading(file, where, (start, start + last), 1 if "=" in text[last:] else 2, flow, markup)
        return
    _prose(file, where, text, flow, markup)


def _heading(file: str, where: Stretch, words: Stretch, level: int, flow: Flow, markup: Markup) -> None:
    strips = [plain(strip) for strip in flat(markup.read(*words))] or [stretch(file, *words)]
    whole = Strip([run for strip in strips for run in strip.runs], "heading", level)
    flow.block(whole, where)


def _prose(file: str, where: Stretch, text: str, flow: Flow, markup: Markup) -> None:
    if "<" not in text and "&" not in text:
        strip = stretch(file, *where)
        if _SPACED.search(text):
            strip = replace(strip, runs=[part for run in strip.runs for part in spaced.closed(run)])
        flow.block(_levelled(plain(strip), text), where)
        return
    parts = markup.read(*where)
    if len(parts) == 1 and isinstance(parts[0], Strip):
        flow.block(_levelled(plain(parts[0]), text), where)
        return
    emit([plain(part) if isinstance(part, Strip) else part for part in parts], flow)


def _levelled(strip: Strip, text: str) -> Strip:
    """How deep an item lies, from its indent."""
    indent = len(text) - len(text.lstrip())
    return (
        replace(strip, level=1 + indent // 2) if strip.kind == "plain" and _label(text) is not None else strip
    )
