"""What strays into a cell of owners and names nobody: when, how far it has come, "For" and a dash before somebody."""

import re
from functools import cache

from planextract import vocab
from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import INITIALS, UNASSIGNED
from planextract.normalise.owners.lexicon import phrases
from planextract.provenance import SourcedText
from planextract.records import DueBy, Immediate, Ongoing, Recurring, Relative

_LOOSE_BRACKET = re.compile(r"\([ \t]+(?=\S)")
_DASHED_COLON = re.compile(r":[ \t]?[-–]\s*")
_DASH_BEFORE = re.compile(r"\s*[-–—•]\s*(?=[A-Z])")
_MORE_DASHES = re.compile(r"\n[ \t]*[-–—•]")
_FOR = re.compile(r"(?:For|To)\s+(?:the\s+)?(?=[A-Z])")
_DASH_WITH = re.compile(r"(?<=\n)[ \t]*[-–—]\s*(?=with\s)")
_STATE = re.compile(r"(?<=[\w).])(?:\s+[-–—]\s*|\s*[(:]\s*|\s*\n\s*)(?P<state>[^\n():–—-]{3,30})\)?\s*$")
_HAPPENS = re.compile(
    r"(?<=[\w).])\s+(?:is|are|was|were|has been|have been|to be)\s+(?:now\s+|already\s+)?(?:\w{2,}(?:ed|ing)|done)"
    r"(?:\s+(?:with|up|this|it)){0,2}\.?\s*$"
)


def without_strays(cell: SourcedText) -> SourcedText:
    """A cell without what names nobody.

    >>> [without_strays(SourcedText.plain(text)).text for text in ("For the Clerk", "J Smith (ongoing)", "TW - Done")]
    ['Clerk', 'J Smith', 'TW']
    >>> without_strays(SourcedText.plain("Head of Ongoing Care")).text
    'Head of Ongoing Care'
    """
    cell = cell.sub(_TERM, "").sub(_STOP, "").sub(_AS_LEAD, lambda match: f" ({match['part']})")
    cell = cell.sub(_LOOSE_BRACKET, "(").sub(_DASHED_COLON, ": ").sub(_DASH_WITH, "")
    cell = cell.sub(_CODE_DOES, _who_does)
    return _without_case(_without_passive(_without_state(_without_time(_without_front(cell)))))


def _without_front(cell: SourcedText) -> SourcedText:
    """ "-Cllr Wilson", where no list begins, and "For the Clerk", where somebody follows and no "Information"."""
    cell = cell[len(cell.text) - len(cell.text.lstrip("/&+;,|. ")) :]
    match = _INITIALED.fullmatch(cell.text)
    if match is not None and kind_of(match["who"]) == INITIALS and kind_of(match["what"]) in "NUASX":
        return cell.span(match, "who")
    match = _DASH_BEFORE.match(cell.text)
    if match is not None:
        return cell if _MORE_DASHES.search(cell.text) else cell[match.end() :]
    match = _FOR.match(cell.text)
    return (
        cell[match.end() :]
        if match is not None and kind_of(cell.text[match.end() :]) not in "oNUAX"
        else cell
    )


def _without_time(cell: SourcedText) -> SourcedText:
    """ "Office Manager immediate", "Clerk (by 31 May)", "Jul 23: Payroll Manager"."""
    match = _DATED_FIRST.match(cell.text)
    if match is not None and _is_time(cell.span(match, "when")):
        return cell[match.end() :].strip()
    match = _DATED_LAST.search(cell.text) or _timed().search(cell.text)
    if match is None or not _is_time(cell.span(match, "when")):
        return cell
    named = match[0][0] == " " and match["when"][0].isupper()  # ("Head of Ongoing Care")
    return cell if named else cell[: match.start()].strip()


def _is_time(words: SourcedText) -> bool:
    found = deadlines.normalise(words, Context())
    if found is None:
        return False
    return isinstance(found.value, _WHEN) or any(
        each.code == "deadline_year_unknown" for each in found.remarks
    )


_DATE = (
    r"(?:[A-Za-z]{3,9} )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:[A-Z][a-z]{2,8}\.? ['’]?\d{2,4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_DATED_FIRST = re.compile(
    rf"(?:(?:[Nn]ot )?[Bb]efore )?(?P<when>{_DATE})(?:\s*[-–—:\n]\s*|\s+by\s+(?:[Tt]he\s+)?)(?=[A-Z])"
)
_DATED_LAST = re.compile(rf"(?<=[\w).])\s*[-–—:\n,(]\s*(?P<when>{_DATE})\)?\.?$")
_TERM = re.compile(
    r"\s*[(\[](?:pre|post|since|until|up to|from|before|after|became|was)\b[^()\[\]\n]{0,40}\d[)\]]"
    rf"|\s+(?:until|till|since|up to|from)\s+(?:{_DATE}|\d{{1,2}}/\d{{2,4}}|(?:19|20)\d\d)(?=[)\]]|$)"
)
"""How long somebody holds a post, or how long it had the name: "(Head of Housing until 31.12.02)"."""
_STOP = re.compile(r"(?:(?<=[A-Z][A-Z])|(?<=c[A-Z])|(?<=\)))\.(?=$|\n)")
"""A full stop behind initials or a bracket, which ends the cell and belongs to nobody's name."""
_INITIALED = re.compile(r"(?P<what>[^\[\]\n]{3,80})\s\[(?P<who>[A-Z][A-Za-z]{1,5})\]\.?")
""" "Footpath project [NR]", as some minutes mark who does what."""
_AS_LEAD = re.compile(
    r"(?<=\w)\s+as\s+(?:the\s+)?(?:joint\s+)?(?P<part>lead|support)\b(?!\s+\w)", re.IGNORECASE
)
_WHEN = (DueBy, Recurring, Ongoing, Immediate, Relative)


@cache
def _timed() -> re.Pattern[str]:
    """Words behind which everything may say when, and that at the end of a cell."""
    when = rf"\b{phrases('timing.opening').pattern}(?:\s[^()\n;&/]{{0,40}})?"
    return re.compile(rf"(?<=[\w).])(?:\s*[-–—,;:]\s*|\s+|\s*\(\s*)(?P<when>{when})\)?\s*\.?$", re.IGNORECASE)


def _without_state(cell: SourcedText) -> SourcedText:
    """ "TW - Done", "Clerk (completed)"."""
    match = _STATE.search(cell.text)
    if match is None or vocab.load().state_of(match["state"]) is None or kind_of(match["state"]) not in "NU":
        return cell
    return cell[: match.start()].strip()


_CODE_DOES = re.compile(
    r"(?:^|(?<=[;\n] )|(?<=[;\n]))(?P<who>[A-Z]{2,3}) "
    r"(?P<what>(?!(?:and|or|to|with|for|of|in|on|via|as|from)\b)[a-z]{3,}(?: [a-z]{1,20}){0,6})(?=[.;]?(?:\n|$| ?;)|;)"
)


def _who_does(match: re.Match[str]) -> str:
    """ "HF done", "MP agenda": initials for a note of what they do."""
    return match["who"] if kind_of(match["who"]) == INITIALS and kind_of(match["what"]) in "NU" else match[0]


def _without_case(cell: SourcedText) -> SourcedText:
    """ "The Clerk when appointing contractors": a party without the case in which it acts."""
    match = _CASE.search(cell.text)
    if match is None or kind_of(cell.text[: match.start()]) in "NUAX":
        return cell
    return cell[: match.start()]


_CASE = re.compile(
    r"(?<=[\w)])(?:(?<!\s)\s+|,\s*)(?:when|if|whenever|once|unless|whilst)\s+[a-z][^\n;:]{3,200}$"
)


def _without_passive(cell: SourcedText) -> SourcedText:
    """ "CP is dealing", "Mrs Palmer to be informed": what happens with somebody, where there is somebody."""
    match = _HAPPENS.search(cell.text)
    if match is None or kind_of(cell.text) == UNASSIGNED or kind_of(cell.text[: match.start()]) in "NUX":
        return cell
    return cell[: match.start()].strip()
