"""Separators for cells in which nothing parts the parties but how they stand: a row of names, a dash, a line end."""

import re

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import surely_named, titles
from planextract.provenance import SourcedText

_TO_LEAD = re.compile(
    r"(?<=\w)\s+(?:to|will)\s+(?:(?P<lead>lead)(?=\s*(?:[,;&/\n]|and\b)\s*\S)"
    r"|support(?=\s*(?:[,;&/\n]|and\b|\.?$)))",
    re.IGNORECASE,
)
_DASHED_PART = re.compile(
    r"(?<=\w)\s*(?:[-–—]\s*|(?<=[A-Z])\s)(?P<part>lead|support)(?=\s*(?:[,;/&\n]|and\b|$))"
)
""" "AB – lead, CD – support", "AB lead / CD support"."""


def with_marks(cell: SourcedText) -> SourcedText:
    """A cell with "(lead)" for the "to lead" behind one party of several."""
    if len(_DASHED_PART.findall(cell.text)) > 1:
        cell = cell.sub(_DASHED_PART, lambda match: f" ({match['part']})")
    return cell.sub(_TO_LEAD, lambda match: " (lead)" if match["lead"] else " (support)")


_NAMED_NEXT = re.compile(r"(?<=\))[ \t]+(?=(?P<name>[A-Z][^(),;\n]{2,40})\()")
_NAMED_ROW = re.compile(r"(?:[^()\n,;/&]{2,40}\([^()\n]{1,60}\)\s*){2,8}")
_BEHIND_BRACKET = re.compile(r"(?<=\))\s+(?=\S)")


def _bracket_row(cell: SourcedText) -> SourcedText:
    """A cell with lines for names that nothing but their brackets parts: "AB (Estates) CD (Finance)"."""
    cell = cell.sub(_NAMED_NEXT, lambda match: ", " if kind_of(match["name"]) in "PI" else match[0])
    if not _NAMED_ROW.fullmatch(cell.text):
        return cell
    names = re.findall(r"([^()]+)\(", cell.text)
    return cell.sub(_BEHIND_BRACKET, "\n") if all(kind_of(name) in "PI" for name in names) else cell


_NAME = r"(?:[A-Z]\.\s?){1,3}[A-Z][a-z][\w'’-]+"
_NAMES = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,5}}")
_BEFORE_NAME = re.compile(rf"(?<=[a-z])\s+(?={_NAME})")
_BEFORE_TITLE = re.compile(
    r"(?<=[a-z])(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bCllr)(?<!Councillor)(?<!\b[Aa]nd)[ ]+"
    r"(?=(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b\.? [A-Z])"
)
""" "Cllr Gosling Cllr Petty"."""
_CAPITALISED = r"[A-Z][a-z][\w'’-]+"
_PAIRS = re.compile(rf"{_CAPITALISED} {_CAPITALISED}(?: {_CAPITALISED} {_CAPITALISED}){{1,7}}")


def _name_row(cell: SourcedText) -> SourcedText:
    """A cell with commas between names that nothing parts: "P. Marsh T. Atkinson", "Anne Bell Tom Cray"."""
    if _NAMES.fullmatch(cell.text):
        return cell.sub(_BEFORE_NAME, ", ")
    if key(cell.text.split(" ", 1)[0]) in lexicon()["person.honorifics"]:
        return cell.sub(_BEFORE_TITLE, ", ")
    if not _PAIRS.fullmatch(cell.text) or titles(cell.text.split()):
        return cell
    words = cell.text.split(" ")
    if not all(surely_named(" ".join(words[place : place + 2])) for place in range(0, len(words), 2)):
        return cell
    parting = [gap.start() for gap in re.finditer(" ", cell.text)][1::2]
    return cell.sub(" ", lambda gap: ", " if gap.start() in parting else " ")


_COMMA_END = re.compile(r",[ \t]*\n")
_ROW = re.compile(r"[HRM][HRMCB]*[HRMCB]|[BC][HRMCB]+")
"""Kinds of parties of which none belongs to another; "Chair" above "Audit Committee" does."""


def _comma_lines(cell: SourcedText) -> SourcedText:
    """A cell with a semicolon for the comma at the end of a line where each line is a party."""
    lines = _COMMA_END.split(cell.text)
    if len(lines) < 2 or any("\n" in line for line in lines):
        return cell
    kinds = "".join(map(kind_of, lines))
    return cell.sub(_COMMA_END, "; ") if _ROW.fullmatch(kinds) else cell


# A run of blanks is looked at from its start only: from each of its characters takes seconds for thousands of them.
_SPACED = r"(?<!\s)\s+"
_DASH = re.compile(rf"(?:{_SPACED})?[-–—]\s+|{_SPACED}[-–—]\s*")
_PARTED = re.compile(rf"(?:{_SPACED})?[,;/&\n]\s*|{_DASH.pattern}|{_SPACED}and\s+")


def _dashed_row(cell: SourcedText) -> SourcedText:
    """A cell with commas for the dashes between bodies of which none is part of the other: "SEPA – Scottish Water"."""
    if not _DASH.search(cell.text):
        return cell
    spans = [match.span() for match in _DASH.finditer(cell.text)]
    bounds = [match.span() for match in _PARTED.finditer(cell.text)]
    ends = [start for start, _ in bounds] + [len(cell.text)]
    begins = [0] + [stop for _, stop in bounds]
    parting = [
        (start, stop)
        for start, stop in spans
        if kind_of(cell.text[max(each for each in begins if each <= start) : start]) in "Oo"
        and kind_of(cell.text[stop : min(each for each in ends if each >= stop)]) in "OoC"
    ]
    return cell.sub(_DASH, lambda match: ", " if match.span() in parting else match[0]) if parting else cell


def with_separators(cell: SourcedText) -> SourcedText:
    """A cell with separators wherever how it stands says that parties end.

    >>> with_separators(SourcedText.plain("Anne Bell Tom Cray")).text
    'Anne Bell, Tom Cray'
    """
    return _comma_lines(_dashed_row(_name_row(_bracket_row(cell))))
