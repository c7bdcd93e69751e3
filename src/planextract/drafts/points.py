"""The points under a heading or lead-in: its list, past an introduction, over sub-headings, with the lists inside it.

A report seldom puts its list right under the heading: "The team thinks that these matter most:" stands between, the
items are sorted by service, an item has parts a) to c) of its own, and a rule is quoted after each.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

INTRODUCTION = 3
"""Paragraphs that may stand between a heading and its list."""

AHEAD = 12
"""Paragraphs in which the next number of a list is looked for, past what is said about the one before."""

LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Point:
    """One point with its number and the sub-heading over it."""

    words: SourcedText
    number: SourcedText | None = None
    section: SourcedText | None = None


@dataclass
class Points:
    """What was found under a heading, and the index of the first paragraph after it."""

    found: list[Point]
    end: int


def listed(
    parts: Sequence[Paragraph],
    index: int,
    begins: Callable[[Paragraph], bool],
    belongs: Callable[[Paragraph], bool],
    *,
    loosely: bool,
) -> Points:
    """The list under the paragraph `index`; at once, unless `loosely`.

    `begins` says of a paragraph that it heads a list of its own, `belongs` of an item under a heading of the same rank
    as the first that it is one all the same.
    """
    return _Walk(parts, index, begins, belongs, loosely).walk()


class _Walk:
    """A list being read: the points so far, the sub-heading in force and the style of its labels."""

    def __init__(
        self,
        parts: Sequence[Paragraph],
        index: int,
        begins: Callable[[Paragraph], bool],
        belongs: Callable[[Paragraph], bool],
        loosely: bool,
    ) -> None:
        self.parts = parts
        self.lead = parts[index]
        self.at = index + 1
        self.begins = begins
        self.belongs = belongs
        self.loosely = loosely
        self.points: list[Point] = []
        self.opened: Paragraph | None = None
        self.section: SourcedText | None = None
        self.style: str | None = None

    def walk(self) -> Points:
        if self.loosely:
            self._introduction()
        end = self.at
        while self.at < len(self.parts) and self._step():
            end = self.at
        return Points(self.points, end if self.points else 0)

    def _part(self, further: int = 0) -> Paragraph | None:
        return self.parts[self.at + further] if self.at + further < len(self.parts) else None

    def _introduction(self) -> None:
        start = self.at
        while (part := self._part()) is not None and self.at - start <= INTRODUCTION:
            if part.listed or part.heading or self.begins(part):
                return
            self.at += 1

    def _step(self) -> bool:
        """Takes one paragraph, or the few that belong to the point before; False where the list ends."""
        part = self.parts[self.at]
        if self.points and self._opens_parts(part):
            self._add_parts()
        elif part.heading or (not part.listed and is_heading(part)):
            if not self._heads_more(part):
                return self._passes_over(part)
            self.section = part.words
        elif part.listed:
            return self._item(part)
        else:
            return self._passes_over(part)
        self.at += 1
        return True

    def _item(self, part: Paragraph) -> bool:
        if self.style is None:
            self.style = style(part)
        if style(part) != self.style:
            if not (self.points and (self._ended_open() or self._goes_on())):
                return False
            self._extend(part.whole)
        elif self.begins(part) and len(part.text) <= LONGEST_HEADING and part.text.endswith(":"):
            return False
        elif self._is_part(part):
            self._extend(part.words)
        else:
            self.points.append(Point(part.words, part.number, self.section))
            self.opened = part
        self.at += 1
        return True

    def _is_part(self, part: Paragraph) -> bool:
        """Whether a bullet belongs to the one before that ends in a colon: it is deeper, or where the reader cannot
        tell it begins with a small letter, as the other does not. The last of such a sentence ends in a full stop.
        """
        if self.opened is None or part.number is not None or not self.opened.text.endswith(":"):
            return False
        if self.opened.depth is not None and part.depth is not None and part.depth != self.opened.depth:
            return part.depth > self.opened.depth
        ended = self.points[-1].words.text.endswith(".")
        return not ended and part.text[0].islower() and not self.opened.text[0].islower()

    def _extend(self, words: SourcedText) -> None:
        last = self.points[-1]
        self.points[-1] = replace(last, words=SourcedText.join(" ", (last.words, words)))

    def _ended_open(self) -> bool:
        """Whether the last point is still to be completed: "The provider must: a) keep records; and"."""
        return re.search(r":|[;,](?:\s*(?:and|or))?$", self.points[-1].words.text.rstrip()) is not None

    def _opens_parts(self, part: Paragraph) -> bool:
        """ "To do this the provider must, at a minimum:" over a list that is lettered where the points are numbered."""
        following = self._part(1)
        return (
            not part.listed
            and part.text.endswith(":")
            and following is not None
            and following.listed
            and style(following) != self.style
        )

    def _add_parts(self) -> None:
        self._extend(self.parts[self.at].words)
        while (part := self._part(1)) is not None and part.listed and style(part) != self.style:
            self._extend(part.whole)
            self.at += 1

    def _heads_more(self, part: Paragraph) -> bool:
        """Whether a heading only sorts the points: it is lower than the first, or what is under it says the same."""
        following = self._part(1)
        if not self.loosely or following is None or not following.listed or following.heading:
            return False
        if self.begins(part):
            return False
        if self.style is not None and style(following) != self.style:
            return False
        if pattern(r"\b{findings.other_lists}\b").search(part.text):
            return False
        lower = self.lead.level is not None and (part.level is None or part.level > self.lead.level)
        return lower or self.belongs(following)

    def _passes_over(self, part: Paragraph) -> bool:
        """Goes on past what is said about a numbered point, where the next number follows."""
        if not self.loosely or part.heading or self.begins(part) or not self._goes_on():
            return False
        self.at += 1
        return True

    def _goes_on(self) -> bool:
        number = _value(self.points[-1].number) if self.points else None
        if number is None:
            return False
        for part in self.parts[self.at : self.at + AHEAD]:
            if part.heading:
                return False
            if part.listed and style(part) == self.style:
                return _value(part.number) == number + 1
        return False


def style(part: Paragraph) -> str:
    """How an item is labelled: a bullet, or the shape of its number: "(1)", "(a)".

    >>> style(Paragraph(SourcedText.plain("Fences"), SourcedText.plain("(12)")))
    '(1)'
    """
    if part.number is None or part.label is None:
        return "•"
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "1", part.label.text))


def _value(number: SourcedText | None) -> int | None:
    """Which in order a number or letter is; None for a bullet and for "2.1.3".

    >>> [_value(SourcedText.plain(each)) for each in ("12", "c", "2.1")]
    [12, 3, None]
    """
    if number is None:
        return None
    if number.text.isdecimal():
        return int(number.text)
    return ord(number.text.casefold()) - ord("a") + 1 if re.fullmatch(r"[A-Za-z]", number.text) else None


def is_heading(part: Paragraph) -> bool:
    """Whether a paragraph is a heading, or a short line that in plain text does for one: "4.1 Leadership of place"."""
    short = len(part.text) <= LONGEST_HEADING and not part.text.endswith((".", ":", ";", ",", "?", "!"))
    return part.heading or (short and not part.bulleted)


def told(parts: Sequence[Paragraph], index: int, begins: Callable[[Paragraph], bool]) -> Sequence[Paragraph]:
    """The paragraphs without marks under a heading or lead-in, up to the next heading; none where they lead to a list
    or to a lower heading, which they only introduce.
    """
    for end in range(index + 1, len(parts)):
        part = parts[end]
        if part.listed or is_heading(part) or begins(part):
            return () if _is_led_to(part, parts[index], begins) else parts[index + 1 : end]
    return parts[index + 1 :]


def _is_led_to(part: Paragraph, lead: Paragraph, begins: Callable[[Paragraph], bool]) -> bool:
    if part.heading or not part.listed:
        lower = part.level is not None and lead.level is not None and part.level > lead.level
        return begins(part) and (lower or not part.heading)
    return True
