"""Holders behind their posts: "Head of Housing – A Bell, Head of ICT: C Day", with brackets for the signs."""

import re

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import PERSON
from planextract.normalise.owners.parts import label_part
from planextract.provenance import SourcedText

_HELD = re.compile(
    r"(?<!\s)(?:\s+[-–—]\s+|\s*:\s+)(?P<name>[^-–—:,;/&\n()\s][^–—:,;/&\n()]{1,38}?)(?=\s*(?:[,;/&\n]|\band\b|$))"
)
_JOINT = re.compile(r"^\s*(?:[,;/&\n]|and\b)\s*")


def with_brackets(cell: SourcedText) -> SourcedText:
    """A cell with names in brackets behind their posts, where a dash or colon stands before them.

    >>> with_brackets(SourcedText.plain("Director of Growth, Skills and Culture – A Bell")).text
    'Director of Growth, Skills and Culture (A Bell)'
    >>> with_brackets(SourcedText.plain("Lead – A Bell")).text
    'Lead – A Bell'
    """
    if not any(sign in cell.text for sign in "-–—:"):
        return cell
    parts: list[SourcedText] = []
    start = 0
    for match in _HELD.finditer(cell.text):
        post = _JOINT.sub("", cell.text[start : match.start()]).strip()
        if label_part(post) is not None or label_part(post.rpartition("\n")[2]) is not None:
            return cell  # (all its posts may be labels: "Portfolio Holder: A Bell; Lead officer: C Day")
        if kind_of(match["name"]) != PERSON or "(" in post or kind_of(post) not in "HKRM":
            continue
        bracketed = (SourcedText.plain(" ("), cell.span(match, "name"), SourcedText.plain(")"))
        parts += (cell[start : match.start()], *bracketed)
        start = match.end()
    return SourcedText.join("", (*parts, cell[start:])) if parts else cell
