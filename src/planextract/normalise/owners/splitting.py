"""Several parties in one cell.

Commas, "and", "&", "/" and line ends stand as often inside a title as between owners. So the words between them are
recognised first, each by its kind; the cell becomes a string of letters such as "H&U&P,S,R"; and of all ways to cut it
the one is taken whose pieces read best as whole parties (`FORMS`). Two ways that are nearly as good as each other
leave the cell with the fewer parties, and a remark.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planextract.normalise.owners.boundaries import HARD
from planextract.normalise.owners.codes import codes_in_a_row
from planextract.normalise.owners.kinds import kind_of, might_be_initials
from planextract.normalise.owners.letters import (
    COLLECTIVE,
    INITIALS,
    ORGANISATION,
    PERSON,
    UNASSIGNED,
    UNKNOWN,
)
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import surely_named
from planextract.normalise.owners.pieces import Pieces, pieces
from planextract.normalise.owners.shared_words import posts_sharing_words
from planextract.provenance import SourcedText

LONGEST_PARTY = 10
"""The most pieces between separators that one party may have."""

UNSURE = 0.11
"""Two ways to cut whose costs are no further apart than this leave us unsure."""


@dataclass(frozen=True)
class Form:
    """How the letters of one whole party may follow each other, and what it costs to read them so."""

    name: str
    letters: re.Pattern[str]
    cost: float


def _form(name: str, letters: str, cost: float) -> Form:
    fields, posts, groups = "[UNSAD]", "[HKRM]", "[BObo]"
    spelled = letters.replace("T", fields).replace("W", posts).replace("G", groups)
    return Form(name, re.compile(spelled), cost)


# T any field or department, W any post, G any body or organisation
FORMS = (
    _form("one_party", r"[PQIHKRMCBbOoSDX]", 0.0),
    _form("department_of_fields", r"D(?:[,&/|][UN]|[,&]S)+", 0.0),
    _form("field", r"[UA]", 0.4),
    _form("unknown_words", r"N", 0.7),
    _form("post_with_fields", r"[HK](?:[,&/|]T)+", 0.0),
    _form("chair_of_body", r"K(?:[,&]T)*[,&]B", 0.0),
    _form("post_then_fields", r"[RM][,|]T(?:[,&]T)*", 0.0),
    _form(
        "fields_then_head",
        r"(?!T/M$|D/[RHKM]$|[SA][&/]S$|S&[BO]$|S[|][OB]$)(?:T[,&/|])*T[&/|](?:[RCM](?:,T)*|[BOS])",
        0.02,
    ),
    _form("field_of_post", r"T,[RM]", 0.4),
    _form("post_in_organisation", r"W(?:[,|]T)*[,|][BOD]", 0.1),
    _form("post_with_fields_in_organisation", r"[HK](?:[,&]T)+,O", 0.1),
    _form("two_posts_of_one", r"[HKR]&M", 0.25),
    _form("fields", r"[UN](?:[,&|][UN])*(?:[,&/|]S|&A)?|N(?:/N)+", 0.3),
    _form("organisation_with_unit", r"O,[SU]|[SU],O", 0.0),
    _form("person_with_post", r"[PI][,|]W(?:[&/]W|[,&/|]T|[,|]G)*", 0.0),
    _form("person_with_posts", r"[PI][,|]W(?:[,&/]W|[,&|]T|,G)*", 0.35),
    _form("person_with_field", r"[PI][,|](?:T|G)(?:[,&/|]T|&[HKRMOB]|,W|[,|]G)*", 0.0),
    _form("person_with_post_at", r"[PI],W(?:[,&]T)*(?:,(?:G|S)|,[UN]&[OBS]|[,&]T)*(?:&[OC])?", 0.2),
    _form("holder_of_post", r"Q(?:[,&/|]T|[&/]W|[,|][BO])*", 0.0),
    _form("post_then_person", r"(?:T[,&])*W(?:[,&]T)*\|P", 0.0),
)

# Forms that hold only where they are all that the cell says.
ALONE = (
    _form("person_or_post", r"P/W|W,P", 0.1),
    _form("post_of_person", r"[HK](?:[,&]T)+,P", 0.0),
    _form("post_at_acronym", r"W,[bo]", 0.1),
)
# Forms that hold only where the whole cell is a row of them: "Head of Housing, Anne Bell, Head of Legal, Tom Cray".
PAIRED = (_form("post_before_person", r"W(?:[,&]T)*[,|]P", 0.0),)
_PAIRS = re.compile(r"[HKRM](?:[,&][UNSAD])*[,|]P(?:[,&|/¶][HKRM](?:[,&][UNSAD])*[,|]P)+")
DOUBTFUL = frozenset({"person_or_post", "person_with_posts"})

_JOINED = {"&": 0.1, ",": 0.1, "|": 0.1, "/": 0.2}
_SPLIT = {"&": 0.4, ",": 0.4, "|": 0.3, "/": 0.3, HARD: 0.0}


@dataclass(frozen=True)
class Cut:
    """A way to cut a cell: the ends of its parties, what it costs, and whether a doubtful form was used."""

    cost: float = 0.0
    ends: tuple[int, ...] = ()
    doubtful: bool = False


def _cost(spelled: str, forms: Sequence[Form]) -> tuple[float, bool] | None:
    """The cheapest way to read some letters as one party, and whether it is a doubtful one."""
    if HARD in spelled:
        return None
    joins = sum(_JOINED[sign] for sign in spelled[1::2])
    costs = [(form.cost + joins, form.name in DOUBTFUL) for form in forms if form.letters.fullmatch(spelled)]
    return min(costs, default=None)


def _ways(cell: Pieces, stop: int, best: Sequence[list[Cut]], forms: Sequence[Form]) -> list[Cut]:
    """The best cuts of the first `stop` pieces, one for each number of parties."""
    found: dict[int, Cut] = {}
    for start in range(max(0, stop - LONGEST_PARTY), stop):
        read = _cost(cell.spelled(start, stop), forms)
        if read is None:
            continue
        for before in best[start]:
            split = _SPLIT[cell.signs[start - 1]] if start else 0.0
            cut = Cut(before.cost + split + read[0], (*before.ends, stop), before.doubtful or read[1])
            held = found.get(len(cut.ends))
            if held is None or cut.cost < held.cost - 1e-9:
                found[len(cut.ends)] = cut
    return sorted(found.values(), key=lambda cut: (round(cut.cost, 6), len(cut.ends)))[:3]


def best_cut(cell: Pieces) -> tuple[Cut, bool]:
    """The way to cut a cell, and whether we are unsure of it."""
    spelled = cell.spelled(0, len(cell.kinds)) if len(cell.kinds) <= LONGEST_PARTY else ""
    alone = spelled and any(form.letters.fullmatch(spelled) for form in ALONE) and not _councillor(cell)
    forms: tuple[Form, ...] = (*FORMS, *ALONE) if alone else FORMS
    if len(cell.kinds) > 3 and _PAIRS.fullmatch(cell.spelled(0, len(cell.kinds))):
        forms = (*FORMS, *PAIRED)
    best: list[list[Cut]] = [[Cut()]]
    for stop in range(1, len(cell.kinds) + 1):
        best.append(_ways(cell, stop, best, forms))
    ways = [cut for cut in best[-1] if cut.cost <= best[-1][0].cost + UNSURE]
    chosen = min(ways, key=lambda cut: len(cut.ends))
    return chosen, len(ways) > 1 or chosen.doubtful or cell.doubtful


def _councillor(cell: Pieces) -> bool:
    """Whether a councillor stands before a slash: "Cllr Bell/Clerk" are two."""
    first = [key(token) for token in cell.chunk(0, 1).text.split()[:2]]  # ("Y Cyng. Howells / Clerc")
    titled = any(word in lexicon()["person.councillors"] for word in first)
    return cell.kinds[0] == PERSON and cell.signs[0] == "/" and titled


@dataclass(frozen=True)
class Chunk:
    """The words of one party; `kind` is the letter of the piece that decides what it is, None where several might."""

    words: SourcedText
    kind: str | None = None


def parties(words: SourcedText, abbreviations: Mapping[str, str]) -> tuple[list[Chunk], bool]:
    """The words of each party, and whether we are unsure that these are the parties.

    >>> [part.words.text for part in parties(SourcedText.plain("MW/YO"), {})[0]]
    ['MW', 'YO']
    >>> len(parties(SourcedText.plain("Director of Regeneration and Place"), {})[0])
    1
    """
    if is_surname_first(words.text):
        return [Chunk(words)], False
    if kind_of(words.text) == UNASSIGNED:
        return [Chunk(words, UNASSIGNED)], False
    if _initials_in_a_row(words.text.split(" ")):
        return [Chunk(part, INITIALS) for part in words.split(" ")], False
    if codes_in_a_row(words.text):
        return [Chunk(part, ORGANISATION) for part in words.split(" ")], False
    classes = words.split(_BETWEEN_CLASSES)
    if all(_CLASS.fullmatch(part.text) for part in classes):
        return [Chunk(part, COLLECTIVE) for part in classes], False
    if shared := posts_sharing_words(words):
        return [Chunk(part) for part in shared], False
    cell = pieces(words, abbreviations)
    if _organisations(cell):
        return [
            Chunk(cell.chunk(index, index + 1), kind if kind in "SC" else ORGANISATION)
            for index, kind in enumerate(cell.kinds)
        ], False
    cut, unsure = best_cut(cell)
    found: list[Chunk] = []
    start = 0
    for stop in _with_post_of_all(cell, cut.ends):
        chunk = cell.chunk(start, stop)
        kind = _deciding(cell.kinds[start:stop])
        found += [Chunk(part) for part in posts_sharing_words(chunk) or ()] or [Chunk(chunk, kind)]
        start = stop
    return found, unsure


def _with_post_of_all(cell: Pieces, ends: Sequence[int]) -> Sequence[int]:
    """The ends of the parties, where a post of several behind the last of several names goes with that name:
    "Anne Bell and Tom Cray, Planning Officers".
    """
    if not _POST_OF_ALL.fullmatch(cell.spelled(0, len(cell.kinds))) or len(ends) < 3:
        return ends
    words = [key(token) for token in cell.chunk(len(cell.kinds) - 1, len(cell.kinds)).text.split()]
    posts = len(words) > 1 and words[-1].removesuffix("s") in lexicon()["role.heads"]
    everyone = words[0] in lexicon()["collective.first"]
    return (*ends[:-2], ends[-1]) if posts and not everyone else ends


_POST_OF_ALL = re.compile(r"(?:P[,&])*P&P[,|]C")


def _organisations(cell: Pieces) -> bool:
    """A list of names between commas, some of which we do not know or have the shape of a person's: "Compact Voice,
    CAFOD".

    Nobody in it is surely a person, and none has a post. Four at least, or three of which two are surely
    organisations, so that none is another's employer.
    """
    count, sure = len(cell.kinds), sum(cell.kinds.count(kind) for kind in "OoB")
    firms = cell.kinds.count("O") + cell.kinds.count("o")
    if not ((count > 3 and sure) or (count == 3 and sure == 2 and firms)) or not set(cell.kinds) <= set(
        "PNOoBbUSC"
    ):
        return False
    unsure = [cell.chunk(index, index + 1).text for index, kind in enumerate(cell.kinds) if kind in "PN"]
    signs = set(cell.signs[:-1])
    listed = signs == {","} or (signs <= set(",|") and "\n" not in cell.words.text)
    return bool(unsure) and listed and not any(map(surely_named, unsure))


def _deciding(kinds: str) -> str | None:
    """The letter that says what a party of several pieces is: its name, its post or its last word."""
    if len(kinds) == 1 or kinds[0] in "PQIHKRMD":
        return kinds[0] if kinds[1:].count("P") == 0 else None
    heads = [kind for kind in kinds if kind not in "UNSA"]
    return heads[-1] if heads else ("S" if "S" in kinds else "U")


_BETWEEN_CLASSES = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/&\n]|\band\b)\s*")
_CLASS = re.compile(
    r"(?:year|class|primary|form|grade)\s?\d{1,2}[a-z]?|p[1-7]|s[1-6]|y(?:1[0-3]|[1-9])"
    r"|\d{1,2}(?:st|nd|rd|th) (?:class|year)",
    re.IGNORECASE,
)
"""A class of a school: "Primary 4a", "P7", "6th Class"."""
_SURNAME_FIRST = re.compile(r"([A-Z][\w'’-]+), ([A-Z][\w'’-]+)")


def _initials_in_a_row(codes: list[str]) -> bool:
    """Whether initials stand with blanks between, most of them no other abbreviation: "TQ OD LM"."""
    plain = sum(map(_plain_initials, codes))
    short = all(code.isupper() and code.isalpha() and len(code) in (2, 3) for code in codes)
    three = [code for code in codes if len(code) > 2]
    personal = not three or (len(three) == 1 and might_be_initials(three[0]) and 2 * plain >= len(codes) - 1)
    return plain == len(codes) or (
        short and personal and len(codes) > 2 and 2 * (plain + len(three)) > len(codes)
    )


def _plain_initials(text: str) -> bool:
    return text.isupper() and len(text) == 2 and kind_of(text) == INITIALS


def is_surname_first(text: str) -> bool:
    """ "Bell, Anne": as personnel systems write names."""
    match = _SURNAME_FIRST.fullmatch(text.strip())
    if match is None or kind_of(match[2]) != PERSON:
        return False
    return kind_of(match[1]) == UNKNOWN or (
        match[1].isupper() and not match[2].isupper() and kind_of(match[1]) == "o"
    )
