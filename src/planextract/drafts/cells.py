"""What one cell says as an action or a finding: its own number, its words, and the bullets inside it."""

import re
from dataclasses import dataclass

from planextract.document import Cell, Line
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

NUMBER = re.compile(
    r"""\s*(?:
        \(?(?P<dotted>[A-Za-z]{0,4}[-./]?\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?)[.):]?(?=\s)   # 1.2  A1.3.  HR/2.1
      | \(?(?P<plain>\d{1,3}[a-z]?)[.):](?=\s|$)                                        # 1.  2)  (3)
      | (?P<coded>[A-Z]{1,4}[-./]?\d{1,3}[a-z]?)(?:[.):](?=\s|\S)|(?=\s))               # R7  AP12:  R4:Use
    )[ \t\u00a0]*""",
    re.VERBOSE,
)
"""A reference printed at the head of a cell. A bare number needs its full stop or bracket: "3 officers" has none."""

NAMED = r"\s*{plans.numbered}\s*(?P<named>(?:[A-Z]{0,3}[-./]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)\s*(?:[.:)–-]\s*|$)"
"""The number of an action with what it numbers before it: "Action 1.2: Review the ..."; a mark or nothing follows."""

LABEL = re.compile(r"\(?(?P<number>(?:[A-Za-z]{0,4}[-./]?)?\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):]?\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    reference: SourcedText | None
    words: SourcedText
    items: tuple[SourcedText, ...]


def said(cell: Cell) -> Said:
    """The words of a cell without its leading number and without bullets.

    Struck lines are left out. A list of several numbered lines keeps its words and has no reference of its own.
    """
    lines = [line for line in cell.lines if not line.struck and line.text.text.strip()]
    if not lines:
        return Said(None, SourcedText(), ())
    reference, first = _numbered(lines[0])
    if reference is not None and any(_numbered(line)[0] is not None for line in lines[1:]):
        reference = None
    texts = [first, *(line.text for line in lines[1:])]
    items = tuple(text.strip() for text, line in zip(texts, lines, strict=True) if _is_item(line, reference))
    return Said(reference, SourcedText.join(" ", (text.strip() for text in texts)), items)


def _is_item(line: Line, reference: SourcedText | None) -> bool:
    if line.kind != "item":
        return False
    return reference is None or line.label is None or reference.text not in line.label.text


def _numbered(line: Line) -> tuple[SourcedText | None, SourcedText]:
    """The number at the head of a line, as its label or in its words, and the words after it."""
    if line.label is not None:
        found = LABEL.match(line.label.text)
        return (line.label.span(found, "number") if found else None), line.text
    return split_number(line.text)


def only_number(words: SourcedText) -> SourcedText | None:
    """The number of some words that are the number of an action and no more: "Action 1.2".

    >>> only_number(SourcedText.plain("Action 1.2")).text
    '1.2'
    """
    found = pattern(NAMED).fullmatch(words.text.strip())
    stripped = words.strip()
    return stripped.span(found, "named") if found is not None else None


def split_number(words: SourcedText) -> tuple[SourcedText | None, SourcedText]:
    """A leading reference and the rest.

    >>> number, rest = split_number(SourcedText.plain("R4:Use the Business Plan"))
    >>> number.text, rest.text
    ('R4', 'Use the Business Plan')
    >>> split_number(SourcedText.plain("3 officers to be trained"))[0] is None
    True
    """
    found = NUMBER.match(words.text) or pattern(NAMED).match(words.text)
    if found is None or not words.text[found.end() :].strip():
        return None, words
    group = next(name for name, value in found.groupdict().items() if value is not None)
    return words.span(found, group), words[found.end() :]
