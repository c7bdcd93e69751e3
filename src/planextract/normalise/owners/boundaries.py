"""Signs between the pieces of a cell that must part two parties, whatever the pieces could mean together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import means_nothing_else
from planextract.normalise.owners.wrapping import named_body, whole_post

HARD = "¶"
"""The sign of a boundary that no party may hold."""

_PEOPLE, _POSTS, _FIELDS = "PIQ", "HKRMC", "USAND"
_OPEN_END = re.compile(r"\b(?:of|for|the|to|in|with|and)$|[-–—:(]$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """The pieces of a cell: their letters, words, and the signs between them; `blank` says where a blank line is, and
    `spaced` where a slash has blanks around it.
    """

    kinds: Sequence[str]
    texts: Sequence[str]
    signs: Sequence[str]
    blank: Sequence[bool]
    spaced: Sequence[bool]

    def run(self, start: int, stop: int) -> str:
        return "".join(self.kinds[start:stop])


def hardened(row: Row) -> list[str]:
    """The signs, HARD where a boundary of parties is sure."""
    signs = [HARD if _parts(row, place) else sign for place, sign in enumerate(row.signs)]
    if _slashed_units(row, signs):
        return [HARD] * len(signs)
    return _of_units(row, signs)


def _slashed_units(row: Row, signs: Sequence[str]) -> bool:
    """ "Procurement/Legal/HM Treasury": fields between slashes before an organisation are no part of its name."""
    return (
        len(signs) > 1 and set(signs) == {"/"} and set(row.kinds[:-1]) <= set("USA") and row.kinds[-1] == "O"
    )


def _parts(row: Row, place: int) -> bool:
    """Whether the sign behind a piece is a boundary."""
    if row.kinds[place] == "I" and row.signs[place] in ",|" and row.kinds[place + 1] in "BObo" + _FIELDS:
        return True  # (what initials belong to stands in brackets or behind a dash)
    if _complete(row, place):
        return True
    if row.signs[place] == "/" and all(map(_single_unknown, (row, row), (place, place + 1))):
        return True
    if row.signs[place] == ",":
        return (
            _unit_behind_posts(row, place)
            or _unit_behind_names(row, place)
            or _body_among_parties(row, place)
        )
    if row.signs[place] != "|" or _OPEN_END.search(row.texts[place]):
        return False
    return _blank_line(row, place) or _last_of_list(row, place) or _whole_lines(row, place)


# Lines -------------------------------------------------------------------------------------------------------------


def _blank_line(row: Row, place: int) -> bool:
    """Paragraphs are parties, but for a name and what is said of it: "Anne Bell", blank line, "Head of Housing"."""
    if not row.blank[place] or not row.texts[place + 1][:1].isupper():
        return False
    before, after = row.kinds[place], row.kinds[place + 1]
    if before in _PEOPLE:
        return after not in _POSTS and _stands_alone(row, place)
    return after not in "PI" if before in _POSTS else before not in "PI" and after not in "PI"


def _whole_lines(row: Row, place: int) -> bool:
    """ "Engineering Department" above "Planning Department": each names itself to the end, and none is wrapped."""
    before, after = row.texts[place].split(), row.texts[place + 1].split()
    if row.kinds[place] not in "SB" or row.kinds[place + 1] not in "SB" or min(len(before), len(after)) < 2:
        return False
    return key(before[-1]) in lexicon()["unit.closing"] and key(after[-1]) in lexicon()["unit.closing"]


def _stands_alone(row: Row, place: int) -> bool:
    """Whether another name before this one has a line of its own with nothing said of it."""
    return any(
        row.kinds[index] in "PI" and row.kinds[index + 1] in "PI" and row.signs[index] == "|"
        for index in range(place)
    )


def _last_of_list(row: Row, place: int) -> bool:
    """Behind names with lines of their own a group on the next line is another party, and so are two behind any name;
    an employer may be both's.
    """
    before, after = row.kinds[place], row.kinds[place + 1]
    if before != "P" or after not in "BOSDbo":
        return False
    if after == "B" and row.kinds[place + 2 : place + 3] == ["B"] and row.signs[place + 1] == "|":
        return True  # (two groups are nobody's employer)
    alone = [index for index in range(place) if row.kinds[index] == "P" and row.kinds[index + 1] == "P"]
    least = 1 if after == "B" else 2
    return len(alone) >= least and all(row.signs[index] == "|" for index in alone)


def _complete(row: Row, place: int) -> bool:
    """Whether one of two pieces is a party to which the other cannot belong."""
    before, after, sign = row.kinds[place], row.kinds[place + 1], row.signs[place]
    if before == "P" and _POST_BRACKET.search(row.texts[place]):  # "A Bell (Head of ICT), Chief Executive"
        return after in "HKRM" or (row.blank[place] and after != "P")
    if before == "P" and after == "B" and sign == ",":  # "A Bell, Pavilion Committee & C Day"
        return row.kinds[place + 2 : place + 3] == ["P"] and row.signs[place + 1] == "&"
    if after == "P" and before in "HKRM" and sign in ",|":
        return _POST_BRACKET.search(row.texts[place + 1]) is not None or not may_hold(
            *row.texts[place : place + 2]
        )
    if before in "HRM" and after == "C" and sign == "&":
        return " " in row.texts[place + 1] and _of_themselves(row.texts[place + 1])
    if before == "N" and row.texts[place][:1].islower():
        return False  # (the "upon" of a clause)
    return before in _FIELDS and sign in ",/&|" and _no_part_of_field(row, place)


def _no_part_of_field(row: Row, place: int) -> bool:
    """Whether what follows a field takes no field before it: "Finance / Management Team", "Housing, Town Clerk"."""
    after, sign, text = row.kinds[place + 1], row.signs[place], row.texts[place + 1]
    if after in "BCO" and row.spaced[place]:
        return True
    if after in "USD" and row.spaced[place]:  # "Planning Enforcement / Legal Services"
        return row.kinds[place] in "US" and min(row.texts[place].count(" "), text.count(" ")) > 0
    if sign == "|" and after == "C" and key(row.texts[place]) in lexicon()["unit.sure"]:
        return True
    if after == "C":
        return _of_themselves(text) if sign != "|" else _on_next_line(row, place)
    if after == "O":
        return sign in "/|" and named_body(text)
    if after == "B":
        return sign == "/" and key(text.rsplit(maxsplit=1)[-1]) not in lexicon()["unit.with_fields"]
    if after == "N" and sign == "/":
        return _single_unknown(row, place + 1)
    return after in "RM" and whole_post(text)


def may_hold(post: str, name: str) -> bool:
    """Whether somebody may hold a post: a councillor is chair or leader, and no clerk or manager.

    >>> may_hold("Parish Clerk", "Cllr Bell"), may_hold("Chair of Planning", "Cllr Bell"), may_hold("Clerk", "A Bell")
    (False, True, True)
    """
    words = lexicon()
    if key(name.split(maxsplit=1)[0]) not in words["person.councillors"]:
        return True
    return any(words.has(key(token), "role.of_councillors") for token in post.split())


_POST_BRACKET = re.compile(
    r"\((?=[^()]*\b(?i:head|director|manager|officer|lead|chief|leader|clerk|chair)\b)[^()]+\)$"
)


def _on_next_line(row: Row, place: int) -> bool:
    """Whether people on the line behind a field are others: the "General" of "Managers" is one party."""
    text = row.texts[place + 1]
    if " " in text:
        return row.kinds[place] == "S" or _of_themselves(text)
    return key(text) in lexicon()["collective.places"]


def _of_themselves(text: str) -> bool:
    """Whether people of some sort need no field before them: "All staff", "Heads of Service", "schools"."""
    words = [key(token) for token in text.split()]
    return len(words) == 1 or words[0] in lexicon()["collective.first"] or "of" in words


def _single_unknown(row: Row, place: int) -> bool:
    """Whether a piece is one capitalised word that means nothing to us: a surname or a firm."""
    return row.kinds[place] == "N" and " " not in row.texts[place] and means_nothing_else(row.texts[place])


# Lists -------------------------------------------------------------------------------------------------------------


def fieldless(post: str) -> bool:
    """Whether a post says nothing of what it is in charge of: "Interim Service Manager", "Head of Service".

    >>> fieldless("Service Manager"), fieldless("Head of Service"), fieldless("Policy Officer")
    (True, True, False)
    """
    words = [word for token in post.split() if (word := key(token))]
    general = ("role.heads", "role.modifiers", "role.general", "role.acronyms")
    return bool(words) and all(lexicon().has(word, *general) for word in words)


def _unit_behind_posts(row: Row, place: int) -> bool:
    """ "Youth Worker, Housing Manager, Planning Team": behind two posts in a row of commas a group is one more."""
    posts = place > 0 and row.kinds[place - 1] in "HKRC" and row.kinds[place] in "RM"
    if not posts or row.signs[place - 1] != ",":
        return False
    joined = row.signs[place + 1 : place + 2] == ["&"]
    return row.kinds[place + 1] in "BSUADb" and not joined and not fieldless(row.texts[place])


def _body_among_parties(row: Row, place: int) -> bool:
    """ "Youth Board, Policy Officer, Access Forum": in a row of commas with other groups a group is not a post's."""
    if row.kinds[place] not in "HRM" or row.kinds[place + 1] != "B":
        return False
    before = place > 0 and row.kinds[place - 1] in "BC" and row.signs[place - 1] == ","
    after = row.kinds[place + 2 : place + 3] in (["B"], ["C"]) and row.signs[place + 1] == ","
    return before or after


def _unit_behind_names(row: Row, place: int) -> bool:
    """ "A Bell, C Day, HR": in a row of commas a department behind two names is one more."""
    names = place > 0 and row.run(place - 1, place + 1) == "PP" and row.signs[place - 1] == ","
    return names and place + 2 == len(row.kinds) and row.kinds[place + 1] in "ASUBbo"


def _of_units(row: Row, signs: list[str]) -> list[str]:
    """In a list without people and posts, each field between commas is a unit, where no "and" could make them one.

    "Planning Policy, Housing Strategy, Building Control" are three; "Culture, Tourism and Sport" is one.
    """
    if not (set(row.kinds) <= set("USANBObo") and set(row.kinds) & set("US") and "," in signs):
        return signs
    last = len(signs) - 1 - signs[::-1].index(",")
    ands = [place for place, sign in enumerate(signs) if sign == "&"]
    fields = [text for kind, text in zip(row.kinds, row.texts, strict=True) if kind in "USN"]
    if "N" in row.kinds and not all(text[:1].isupper() for text in fields):
        return signs
    if not ands or ands[-1] < last:  # ("Highways & Transport, Planning, Housing")
        return [HARD if sign == "," else sign for sign in signs]
    listed = ands == [last + 1] and ands[0] == len(signs) - 1 and set(signs) == {",", "&"}
    sure = set(row.kinds[:-2]) <= set("BOboA")
    whole = all(len(text.split()) > 1 and text.split()[-1][:1].isupper() for text in row.texts)
    if listed and row.kinds[-1] in "USAN" and (sure or whole):
        return [HARD] * len(signs)
    return signs


def fields_of_post(row: Row) -> list[str]:
    """The kinds, an abbreviation in the list of fields behind a post without one a field too: "Service Manager, MASH
    and Assessment".
    """
    kinds = list(row.kinds)
    for place, kind in enumerate(kinds):
        stop = _list_end(row, place + 1) if kind in "HKRQ" else 0
        if stop and fieldless(_post_in(row.texts[place])):
            for index in range(place + 1, stop):
                kinds[index] = "U"
    return kinds


_NAMED_BEFORE = re.compile(r"^.*?\s[-–—]\s+(?=[^-–—]*\b(?:Manager|Director|Head|Lead)\b)")
_FIELD_BEHIND = re.compile(r"\s[-–—]\s+[^-–—]+$")


def _post_in(text: str) -> str:
    """The post in words with a name before it or a field behind a dash."""
    return _FIELD_BEHIND.sub("", _NAMED_BEFORE.sub("", text)).strip()


def _list_end(row: Row, start: int) -> int:
    """Where a list "MASH, EDT and Assessment" that begins at a piece ends; 0 where there is none."""
    stop = start
    while stop < len(row.kinds) and row.kinds[stop] in "UAboIN" and row.signs[stop - 1] in ",&":
        stop += 1
        if row.signs[stop - 2] == "&":
            break
    if (
        stop - start < 1
        or row.signs[stop - 2] != "&"
        or row.signs[stop - 1 : stop] not in ([], ["|"], [HARD])
    ):
        return 0
    codes = all(row.kinds[index] in "UA" or row.texts[index].isupper() for index in range(start, stop))
    return stop if codes and set(row.kinds[start:stop]) & set("UA") else 0
