"""Line ends in a cell: those that only wrap a line in a narrow column, and those that part what stands on two lines."""

import itertools
import re

from planextract.normalise.owners.initialisms import names_hidden
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import folded, key, lexicon, phrases
from planextract.normalise.owners.names import certain, person_length
from planextract.provenance import SourcedText

_STRONG = frozenset("PQHKRMCBOSDIX")
"""Kinds that stand for somebody by more than a word of a service or an abbreviation."""

_SHORT, _SHORT_OR_ALL = frozenset("ob"), frozenset("oC")
"""Abbreviations and single words for organisations and bodies, and everybody."""

_OPEN_END = re.compile(r"(?:\b(?:of|for|the|to|in|with|and|a|an)|[-–—:(/&])$", re.IGNORECASE)
_OPEN_START = re.compile(r"(?:(?:of|for|to|in|with|and|on|at)\b|[-–—(&])", re.IGNORECASE)
_OPENING = "([{"
_CLOSING = ")]}"
_PARTED = re.compile(r"[,;/|]")
_PART = re.compile(r"[^,;/|]*")
_BROKEN = re.compile(r"(?<=[^\s,;/|&])[ \t]*\n[ \t]*(?=[^\s,;/|&])")


def masked(text: str) -> str:
    """The text with all that is in brackets or in a fixed phrase blotted out, so that no separator is seen there.

    >>> masked("Director (Adults, Health), Police and Crime Commissioner")
    'Director (xxxxxxxxxxxxxx), xxxxxxxxxxxxxxxx Commissioner'
    """
    out, opened = list(text), []
    for place, sign in enumerate(text):
        if sign in _OPENING:
            opened.append(place)
        elif sign in _CLOSING and opened:
            start = opened.pop() + 1
            out[start:place] = "x" * (place - start)
    hidden = phrases("words.compounds", "role.joint").sub(lambda match: "x" * len(match[0]), "".join(out))
    hidden = names_hidden(text, hidden) if "(" in text else hidden
    return _AMPERSAND.sub(lambda match: "x" * len(match[0]), hidden)


_AMPERSAND = re.compile(r"\b[A-Z]&[A-Z]{1,3}\b")
"""An abbreviation with a sign in it: "T&FG", "R&D"."""


def unwrapped(words: SourcedText) -> SourcedText:
    """The words with a blank for each line end that only wraps a line.

    >>> unwrapped(SourcedText.plain("Big Lottery Fund, Big\\nSociety Capital, Social\\nEnterprise UK")).text
    'Big Lottery Fund, Big Society Capital, Social Enterprise UK'
    >>> unwrapped(SourcedText.plain("Social Services\\nAnyshire PCT")).text
    'Social Services\\nAnyshire PCT'
    """
    if "\n" not in words.text.strip():
        return words
    wraps = _wrapping(masked(words.text))
    return words.sub(_BROKEN, lambda match: wraps.get(match.start(), match[0])) if wraps else words


def _wrapping(hidden: str) -> dict[int, str]:
    """What the line ends that only wrap a line become: a blank, nothing in "Watson-Bright", and a semicolon for those
    that part fields of work, which nothing else tells apart.
    """
    widest = max(len(line.strip()) for line in hidden.split("\n"))
    listed = _PARTED.search(hidden) is not None
    apart = _fields_apart(hidden.split("\n"), widest)
    text, found = hidden, {}
    for match in _BROKEN.finditer(hidden):
        before, after = text[: match.start()], hidden[match.end() :]
        if _wraps(before, after, widest, listed):
            text = before + " " * len(match[0]) + text[match.end() :]
            found[match.start()] = "" if _HYPHENED.search(before) and after[:1].isalpha() else " "
        elif apart:
            found[match.start()] = "; "
    return found


_HYPHENED = re.compile(r"[A-Za-z]-$")


def _fields_apart(lines: list[str], widest: int) -> bool:
    """Nothing but fields of work, with room for more on a line before the last: "Highways" above "Public Health"."""
    bare = [line.strip() for line in lines if line.strip()]
    if not all(kind_of(line) in "USA" for line in bare):
        return False
    return any(
        len(line) + 3 + len(after.split(" ", 1)[0]) < widest for line, after in itertools.pairwise(bare)
    )


def in_one_line(text: str) -> str:
    """One party's words in one line, a comma before an organisation that has a line of its own.

    >>> in_one_line("Anne Bell, Complaints Lead\\nAnyshire NHS Foundation Trust")
    'Anne Bell, Complaints Lead, Anyshire NHS Foundation Trust'
    """
    first, *rest = text.split("\n")
    for line in rest:
        before, here = kind_of(first), kind_of(line)
        held = (here == "P" and before in "HKRM") or (before == "P" and here in "HKRM")
        apart = (held or (here in "BO" and before in _HOLDERS)) and not _SIGN_AT_END.search(first)
        first += (", " if apart else " ") + line
    return first


def whole_post(text: str) -> bool:
    """Whether a post needs no field before it: "Town Clerk", "Chief Executive", "SENCO"."""
    words, lists = [key(token) for token in text.split()], lexicon()
    if " ".join(words) in lists["role.whole"] or (len(words) == 1 and words[0] in lists["role.acronyms"]):
        return True
    return words[-1] in lists["role.standalone"] and words[-1] not in lists["role.leading"]


def named_body(text: str) -> bool:
    """Whether an organisation's name begins with a word that is no field of work: "Anyshire Council"."""
    first = key(text.split(maxsplit=1)[0])
    return not lexicon().has(first, "words.topics", "organisation.kinds", "words.places", "words.small")


_GROUP_HEADS = ("body.heads", "organisation.heads")
_HOLDERS = frozenset("PQHKR")
_SIGN_AT_END = re.compile(r"[,;:/|&(–—-]\s*$")


def _wraps(before: str, after: str, widest: int, listed: bool) -> bool:
    line = before.rsplit("\n", 1)[-1].strip()
    lines = [text.strip() for text in after.split("\n")]
    if _begins_party(lines[0]):
        return False
    if _OPEN_END.search(line) or _OPEN_START.match(lines[0]) or _unfinished(line, lines[0]):
        return True
    following = " ".join(lines[:2]) if len(lines) > 1 and _bare_head(lines[1]) else lines[0]
    before, after = _PARTED.split(line)[-1].strip(), _first(following)
    if _halves_of_name(before, after):
        return True
    if _opens_with_person(line) and _opens_with_person(following):
        return False
    full = len(line) + 1 + len(following.split(" ", 1)[0]) > widest
    return full and _one_party(before, after, listed)


def _begins_party(line: str) -> bool:
    """ "All staff", and a bracket that only a later line closes."""
    everyone = line[:1].isupper() and key(line.split(maxsplit=1)[0]) in lexicon()["collective.everyone"]
    return everyone or (line.startswith("(") and line.count("(") > line.count(")"))


def _unfinished(line: str, following: str) -> bool:
    """Whether two lines are parts of a post or group that neither is alone."""
    modifying = all(lexicon().has(key(token), "role.modifiers", "collective.first") for token in line.split())
    if _bare_head(following) or (modifying and not whole_post(line)):
        return True
    if _bare_group(following) and kind_of(line) in "NUA":
        return True
    last, first = line.split()[-1:], following.split()[:1]
    return " ".join(map(key, (*last, *first))) in lexicon()["role.phrases"]


def _first(line: str) -> str:
    match = _PART.match(line)
    return match[0].strip() if match is not None else line


def _bare_head(line: str) -> bool:
    """Whether a line is but the noun of a post: the "Officer" of "Policy / Officer"."""
    words, tokens = lexicon(), [key(token) for token in line.split()]
    if line.endswith(":"):
        return False  # (a label)
    whole = words["role.standalone"] | words["role.acronyms"]
    return len(tokens) == 1 and tokens[0] in words["role.heads"] and tokens[0] not in whole


def _bare_group(line: str) -> bool:
    """Whether a line is but the noun of a group: the "Team" of "Eco Action / Team"."""
    words, tokens = lexicon(), [key(token) for token in line.split()]
    return len(tokens) == 1 and tokens[0] in words["body.wrapped"]


def _one_party(before: str, after: str, listed: bool) -> bool:
    """Whether the words on both sides of a line end are of one party.

    In a list with signs between its members a line end is none, unless somebody stands on each side of it; elsewhere
    it takes words that make somebody together, and do not apart.
    """
    first, second = kind_of(before), kind_of(after)
    if _apart(before, after, first, second):
        return False
    if first in _STRONG and second in _STRONG:
        return False
    if first in _SHORT and second in _SHORT_OR_ALL:
        return False  # ("Police / Council"; but "SLT / Team" is one)
    if _same_start(before, after):
        return False
    return listed or kind_of(f"{before} {after}") in _STRONG


def _apart(before: str, after: str, first: str, second: str) -> bool:
    """Whether what stands on both sides of a line end is complete: a known name, initials, a post such as "Clerk"."""
    if _known_name(before, first) or _known_name(after, second):
        return True
    if first in "BO" and second in "UA":
        return lexicon().has(key(before.rsplit(maxsplit=1)[-1]), *_GROUP_HEADS)
    if first in "UAbo" and second in "RM":
        return whole_post(after)
    if first in "UA" and second == "O":
        return named_body(after)
    pairs = (("C", "UA"), ("I", "Iob"), ("BOC", "ob"))
    return any(first in left and second in right for left, right in pairs)


def _known_name(text: str, kind: str) -> bool:
    """Whether words are the whole name of a firm, charity or agency: "Citizens Advice"."""
    return kind == "o" and folded(text) in lexicon()["organisation.names"]


def _halves_of_name(before: str, after: str) -> bool:
    """A forename and a surname on two lines; two forenames are two people."""
    both = f"{before} {after.strip(' .')}".split()
    if kind_of(before) == kind_of(after) == "I":
        return False
    if len(both) != 2 or not certain(both) or person_length(both) != 2:
        return False
    return not lexicon().has(key(both[1]), "person.forenames", "person.doubtful")


def _opens_with_person(line: str) -> bool:
    tokens = line.split()
    length = person_length(tokens)
    return length > 1 and certain(tokens[:length])


def _same_start(before: str, after: str) -> bool:
    """ "Housing Register / Housing Advice" are two."""
    return key(before.split(maxsplit=1)[0]) == key(after.split(maxsplit=1)[0]) if before and after else False
