"""What lists of people at meetings print with a name, and what is nobody's: initials, and what somebody came for.

"Ruth Carver RC Director of Public Health", "Ruth Carver (RC) : Complaints Manager", "Ruth Carver (Item 7 only)".
"""

import re

from planextract.normalise.owners.boundaries import may_hold
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import PERSON
from planextract.provenance import SourcedText

_CODE = r"(?:[A-Z]{2,4}|[A-Z]{2,3}[a-z]|[A-Z][a-z][A-Z][a-z]?)"
_NAME = r"(?P<name>(?:[A-Z][\w'’.-]*\s+){1,4}?(?:[a-z]{2,3}\s+)?[A-Z][\w'’-]+)"
_CODED = re.compile(rf"{_NAME}\s+\(?(?P<code>{_CODE})\)?(?=\s*:\s|\s+(?:[A-Z]|[-–—]\s)|\s*$)")
_COLON = re.compile(rf"{_NAME}\s*:\s+(?=[A-Z])")
_CAME_FOR = re.compile(
    r"(?<!\s)\s*\((?:for )?(?:agenda )?(?:items?\s[^()]{1,20}|(?:for )?part(?: of)?(?: the| of)? ?(?:meeting)?"
    r"|by (?:tele)?phone|by video(?: ?link)?|via (?:teams|zoom|skype)|remotely|in attendance|observ(?:er|ing))\)",
    re.IGNORECASE,
)
_OR_ANOTHER = re.compile(
    r"(?<!\s)\s*\(?\bor (?:their |his |her |a )?(?:nominees?|delegates?|designates?)\b\)?$"
    r"|(?<=\w)\s+(?:etc\.?|et al\.?)$",
    re.IGNORECASE,
)
""" "Head of Housing or nominee", "Head of Housing et al": nobody whom one could name."""
_TITLE_APART = re.compile(r"(?<=Cllr )\((?:Mrs|Mr|Ms|Miss|Dr)\) |(?<=Councillor )\((?:Mrs|Mr|Ms|Miss|Dr)\) ")
""" "Cllr (Mrs) Pell" """
_POST_THEN_TITLED = re.compile(r",\s+(?=(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\b\.?\s+[A-Z])")


def _without(text: SourcedText, start: int, stop: int, put: str = "") -> SourcedText:
    between = (SourcedText.plain(put),) if put else ()
    return SourcedText.join("", (text[:start], *between, text[stop:]))


def _initials_of(code: str, name: str) -> bool:
    """Whether capitals are a name's: its first letter first, that of a later part next."""
    parts = [part for part in re.split(r"[\s'’.-]+", name) if part]
    return (
        len(parts) > 1
        and code[0] == parts[0][0]
        and any(code[1].upper() == part[0].upper() for part in parts[1:])
    )


def _named(name: str) -> str | None:
    """The shortest end of some words that is a person's name, with its titles."""
    words = name.split()
    return next(
        (" ".join(words[-n:]) for n in range(2, len(words) + 1) if kind_of(" ".join(words[-n:])) == PERSON),
        None,
    )


def unlisted(cell: SourcedText) -> SourcedText:
    """A cell without initials behind a name and notes of attendance, with a comma for them and for a colon there.

    >>> unlisted(SourcedText.plain("Ruth Carver (RC) : Complaints Manager (item 10)")).text
    'Ruth Carver, Complaints Manager'
    >>> unlisted(SourcedText.plain("Head of HR")).text
    'Head of HR'
    """
    cell = cell.sub(_CAME_FOR, "").sub(_TITLE_APART, "") if "(" in cell.text else cell
    cell = cell.sub(_OR_ANOTHER, "")
    match = _CODED.match(cell.text)
    if match is not None and (name := _named(match["name"])) and _initials_of(match["code"], name):
        behind = cell.text[match.end() :].lstrip()
        cell = _without(cell, match.end("name"), match.end(), "," if behind[:1].isalpha() else "").strip()
    match = _COLON.match(cell.text)
    if match is not None and kind_of(match["name"]) == PERSON:
        cell = _without(cell, match.end("name"), match.end(), ", ")
    return _posts_before(cell)


def _posts_before(cell: SourcedText) -> SourcedText:
    """ "The Director for Housing, Mr Coton": a title behind a post's comma begins the name of who holds it."""
    for match in reversed(list(_POST_THEN_TITLED.finditer(cell.text))):
        before = re.split(r"[,;/\n]|\band the\b", cell.text[: match.start()])[-1]
        if kind_of(before.strip()) in "HKRM" and may_hold(before, cell.text[match.end() :]):
            cell = _without(cell, match.start(), match.end(), "\n")
    return cell
