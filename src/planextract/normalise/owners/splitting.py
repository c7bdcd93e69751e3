"""Several parties in one cell.

Commas, "and", "&", "/" and line ends stand as often inside a title as between owners. So the words between them are
recognised first, each by its kind; the cell becomes a string of letters such as "H&U&P,S,R"; and of all ways to cut it
the one is taken whose pieces read best as whole parties (`FORMS`). Two ways that are nearly as good as each other
leave the cell with the fewer parties, and a remark.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planextract.normalise.owners.boundaries import HARD, Row, fields_of_post, hardened
from planextract.normalise.owners.codes import among_organisations, codes_in_a_row
from planextract.normalise.owners.contacts import is_contact, without_contact
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import (
    BARE_ORGANISATION,
    BODY,
    COLLECTIVE,
    FIELD,
    INITIALS,
    ORGANISATION,
    PERSON,
    UNASSIGNED,
    UNKNOWN,
)
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import alone_shaped, certain, person_length, surely_named, titles
from planextract.normalise.owners.wrapping import masked
from planextract.provenance import SourcedText

LONGEST_PARTY = 10
"""The most pieces between separators that one party may have."""

UNSURE = 0.11
"""Two ways to cut whose costs are no further apart than this leave us unsure."""

_SEPARATOR = re.compile(
    r"(?<!\s)(?:\s*[,;|/]\s*(?:and\s|AND\s|&)\s*|\s*\n\s*(?:and\s|&\s?)?\s*|\s+(?:and|AND)\s+(?:also\s+)?|\s*&\s*|\s+\+\s+|(?<=\w)\+(?=\w)"
    r"|\s+a\s+(?=[A-Z]\.\s?[A-Z])|\s+(?:ac?|a['’]r)\s+(?=(?:Ph?ennaeth|Ch?yfarwyddwr|Rheolwr|Swyddog|Ch?adeirydd|Phrif|Arweinydd|Ch?lerc|(?:Y\s+)?Ch?yng(?:horwyr|horydd)?)\b)"
    r"|\s*[,/|]\s*"
    r"|(?<!\bfor)(?<!\bof)(?<!\bto)(?<!\bin)(?<!\bby)(?<!\bwith)\s+(?=(?:ALL|All)(?:$|\s)))"
)


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
class Pieces:
    """The words between the separators of a cell, their spans in it, their letters and the signs between them."""

    words: SourcedText
    spans: tuple[tuple[int, int], ...]
    kinds: str
    signs: str
    doubtful: bool = False
    """Whether words that have the shape of a name were taken for a field of the post before them."""

    def chunk(self, start: int, stop: int) -> SourcedText:
        return self.words[self.spans[start][0] : self.spans[stop - 1][1]]

    def spelled(self, start: int, stop: int) -> str:
        """The letters of some pieces with the signs between them: "H&U"."""
        letters = [self.kinds[start]]
        for index in range(start + 1, stop):
            letters += (self.signs[index - 1], self.kinds[index])
        return "".join(letters)


@dataclass(frozen=True)
class Cut:
    """A way to cut a cell: the ends of its parties, what it costs, and whether a doubtful form was used."""

    cost: float = 0.0
    ends: tuple[int, ...] = ()
    doubtful: bool = False


def _sign(separator: str) -> str:
    bare = separator.strip().lower()
    if not bare and "\n" not in separator:
        return HARD
    if bare in ("and", "&", "+", "and also", "a", "ac", "a'r", "a’r") or bare.endswith(("and", "&")):
        return "&"
    return bare[:1] if bare[:1] in _SPLIT else "|"


Spans = list[tuple[int, int]]


def pieces(words: SourcedText, abbreviations: Mapping[str, str]) -> Pieces:
    """A cell cut at everything that might separate parties."""
    spans, signs, start = [], [], 0
    hidden = masked(words.text)
    for match in _SEPARATOR.finditer(hidden):
        if not words.text[start : match.start()].strip() or not words.text[match.end() :].strip():
            continue
        if match[0] == " " and kind_of(words.text[start : match.start()]) in "NUASX":
            continue  # ("Access All" is no party and all others)
        spans.append((start, match.start()))
        named_anew = _sign(match[0]) == "&" and _ANOTHER_POST.match(words.text[match.end() :]) is not None
        signs.append("|" if named_anew else _sign(match[0]))
        start = match.end()
    spans.append((start, len(words.text)))
    spans, signs = _with_contacts(words.text, spans, signs)
    kinds = [kind_of(without_contact(words.text[begin:end]), abbreviations) for begin, end in spans]
    texts = [words.text[begin:end].strip() for begin, end in spans]
    alike = _like_neighbours(among_organisations(_held(kinds, texts), texts), texts)
    near = _people_together(alike, texts)
    near = [_plural_charge(index, near, texts, signs) for index in range(len(near))]
    near = [_chair_of(index, near, texts, signs) for index in range(len(near))]
    known = [_second_field(index, near, texts, signs) for index in range(len(near))]
    signs = [_parting(index, known, texts, sign) for index, sign in enumerate(signs)]
    gaps = [words.text[stop:start] for (_, stop), (start, _) in pairwise(spans)]
    row = Row(known, texts, signs, [gap.count("\n") > 1 for gap in gaps], [gap == " / " for gap in gaps])
    charged = fields_of_post(row)
    signs = hardened(replace(row, kinds=charged))
    return Pieces(words, tuple(spans), "".join(charged), "".join(signs), known != near)


def _parting(index: int, kinds: Sequence[str], texts: Sequence[str], sign: str) -> str:
    """The sign behind a piece; "&" where nobody is both: a councillor and the clerk behind a comma, a teacher and the
    committee on the next line.
    """
    if kinds[index] == PERSON and sign == "|" and texts[index + 1].startswith("the "):
        return HARD  # "A Bell and the Clerk"
    if (
        kinds[index] in "HRM"
        and sign in "&|"
        and kinds[index + 1] in "BO"
        and texts[index + 1].startswith("the ")
    ):
        return HARD  # "Director of Place and the Senior Leadership Team"
    if kinds[index] != PERSON or sign not in ",|":
        return sign
    titled_before = any(
        key(token) in lexicon()["person.councillors"]
        for text in texts[: index + 1]
        for token in text.split()[:1]
    )
    if titled_before and key(texts[index + 1]) in lexicon()["person.no_councillor"]:
        return "&"
    titled_here = titles(texts[index].split()) > 0
    return "&" if sign == "|" and titled_here and kinds[index + 1] == BODY else sign


_ANOTHER_POST = re.compile(r"the\s+[A-Z]")
""" "the Service Director and the Monitoring Officer" are two."""


def _with_contacts(text: str, spans: Spans, signs: list[str]) -> tuple[Spans, list[str]]:
    """The pieces, a number or address that stands by itself put to the piece before it."""
    kept, between = spans[:1], []
    for span, sign in zip(spans[1:], signs, strict=True):
        if is_contact(text[span[0] : span[1]]):
            kept[-1] = (kept[-1][0], span[1])
        else:
            kept.append(span)
            between.append(sign)
    return kept, between


def _held(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """A post whose holder stands behind it, in brackets or after a dash, is complete: nothing more belongs to it."""
    return [
        COLLECTIVE if kind in "HKR" and _holder(text) else kind
        for kind, text in zip(kinds, texts, strict=True)
    ]


def _holder(text: str) -> bool:
    match = _HOLDER.search(text)
    if match is None:
        return False
    name = (match["inside"] or match["behind"]).split()
    if kind_of(" ".join(name)) in "OoBb":
        return False  # "External Auditor (Grant Thornton)"
    return person_length(name) == len(name) and (match["inside"] is not None or certain(name))


_HOLDER = re.compile(r"\(\s*(?P<inside>[^()]{3,60})\)$|\s[-–—]\s+(?P<behind>[^()–—]{3,60})$")


def _people_together(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Words that mean nothing to us are names among names: behind "Cllrs Bell and ...", and among several forenames."""
    found = list(kinds)
    titled_before, people = False, kinds.count(PERSON)
    for index, text in enumerate(texts):
        first = [key(token) for token in text.split()[:2]]  # ("Parish Councillors Bell and ...")
        titled_before = titled_before or any(word in lexicon()["person.plural_titles"] for word in first)
        single = (
            kinds[index] != PERSON and len(text.split()) == 1 and key(text) in lexicon()["person.doubtful"]
        )
        if single and any(
            kind == PERSON and len(other.split()) == 1 for kind, other in zip(kinds, texts, strict=True)
        ):
            found[index] = PERSON  # "Bill/Nigel"
        least = 1 if all(" " not in each for each in texts) else 2  # ("Alan, Piet")
        named = titled_before or (people >= least and 2 * people >= len(kinds) and set(kinds) <= set("PN"))
        if (
            named
            and kinds[index] in "NUo"
            and alone_shaped(text)
            and (titled_before or kinds[index] == UNKNOWN)
        ):
            found[index] = PERSON
    return found


def _plural_charge(index: int, kinds: Sequence[str], texts: Sequence[str], signs: Sequence[str]) -> str:
    """ "Directors of Housing" with another field behind it is in charge of that too, "Chairs of the Audit" of the
    "Standards Committees", and the "Head of Schools" of the "Colleges".
    """
    if index > 0 and signs[index - 1] in ",&" and kinds[index] == "C":
        before, last = texts[index - 1], key(texts[index].split()[-1])
        if before.startswith("Chairs of") and last in lexicon()["body.heads"]:
            return BODY
        if kinds[index - 1] == "H" and all(map(_of_organisations, (before, texts[index]))):
            return FIELD
    if not (index < len(signs) and signs[index] in ",&" and kinds[index] in "CRN"):
        return kinds[index]
    if kinds[index + 1] in "USAN":
        if key(texts[index].split()[-1]) in lexicon()["role.units"]:
            return kinds[index]  # "Heads of Faculty and Student Services"
        return "H" if _PLURAL_OF.match(texts[index]) else kinds[index]
    bodies = kinds[index] == "C" and key(texts[index + 1].split()[-1]) in lexicon()["body.heads"]
    return "K" if bodies and texts[index].startswith("Chairs of") else kinds[index]


def _of_organisations(text: str) -> bool:
    """Whether words end with a plural of organisations: "Head of Schools", "Colleges"."""
    return key(text.rsplit(maxsplit=1)[-1]) in lexicon()["collective.places"]


def _chair_of(index: int, kinds: Sequence[str], texts: Sequence[str], signs: Sequence[str]) -> str:
    """ "Chair" alone before a comma may go with the body behind it: "Chair, Audit Committee"."""
    alone = kinds[index] == "R" and index < len(signs) and signs[index] == ","
    return "K" if alone and key(texts[index].split()[-1]) in lexicon()["body.chairs"] else kinds[index]


def _second_field(index: int, kinds: Sequence[str], texts: Sequence[str], signs: Sequence[str]) -> str:
    """ "Street Scene" in "Head of Waste and Street Scene" has the shape of a name, and no forename that we know;
    "Counter Fraud" that of a firm.
    """
    after_post = index > 0 and signs[index - 1] == "&" and kinds[index - 1] in "HK"
    if not after_post or kinds[index] not in (PERSON, BARE_ORGANISATION):
        return kinds[index]
    if kinds[index] == PERSON:
        return kinds[index] if surely_named(texts[index]) else UNKNOWN
    *before, last = texts[index].split()
    return UNKNOWN if before and key(last) in lexicon()["words.topics"] else kinds[index]


_SHORT = re.compile(r"[A-Z][A-Za-z]{1,2}")


def _sure(text: str) -> bool:
    """Whether two letters mean a department even among initials: "HR"."""
    return key(text) in lexicon()["unit.sure"]


def _known_code(text: str) -> bool:
    """Whether an abbreviation is known; those of posts count where three letters make a person's initials unlikely."""
    known = ("body.acronyms", "organisation.acronyms", "unit.acronyms")
    return lexicon().has(key(text), *known, *(("role.acronyms",) if len(text) > 2 else ()))


def _like_neighbours(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Among initials, other short abbreviations are initials too: the second of "SS/LSW" is a person."""
    if INITIALS not in kinds:
        return list(kinds)
    most = len(kinds) > 2 and kinds.count(INITIALS) == len(kinds) - 1  # "RT/GP/NMcC"
    return [
        INITIALS
        if (most and re.fullmatch(r"[A-Z]{2}", text) and kind in "ob")
        or (kind in "oRb" and _SHORT.fullmatch(text) and not _known_code(text))
        or (kind in "bA" and re.fullmatch(r"[A-Z]{2}", text) and set(kinds) <= set("IbA") and not _sure(text))
        else kind
        for kind, text in zip(kinds, texts, strict=True)
    ]


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
    if shared := _shared_words(words):
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
        found += [Chunk(part) for part in _shared_words(chunk) or ()] or [Chunk(chunk, kind)]
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
_TWO_FIELDS = re.compile(r"((?:\S+ ){0,3}[Hh]ead of )([A-Z]\w+)/([A-Z]\w+)")
_TWO_HEADS = re.compile(r"((?:[A-Z][\w&-]+ ){1,3})([A-Z]\w+)/([A-Z]\w+)")
_HEADS = (
    r"(?i:head|director|manager|leader|member|holder|lead|officer|coordinator|co-ordinator|minister|champion"
    r"|convener)"
)
_PLURAL_OF = re.compile(rf"((?:[A-Z][\w’'-]* ){{0,4}}{_HEADS})[sS]( (?i:of|for) | ?[-–—] )(?=(?:the )?[A-Z])")
_AND = re.compile(r"(?<!\s)(?:\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|AND)\s+|\s*&\s*)")


def _initials_in_a_row(codes: list[str]) -> bool:
    """Whether initials stand with blanks between, most of them no other abbreviation: "TQ OD LM"."""
    plain = sum(map(_plain_initials, codes))
    two = all(code.isupper() and code.isalpha() and len(code) == 2 for code in codes)
    return plain == len(codes) or (two and 2 * plain > len(codes) > 2)


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


def _shared_words(words: SourcedText) -> list[SourcedText] | None:
    """Two posts that share words: "Head of Finance/Legal", "Designated Nurse/Doctor", "Heads of Legal and Finance"."""
    match = _TWO_FIELDS.fullmatch(words.text)
    if match and key(match[3]) not in lexicon()["role.acronyms"]:  # ("Head of IG/DPO" are two posts)
        return [words.span(match, 1) + words.span(match, 2), words.span(match, 1) + words.span(match, 3)]
    if (
        (match := _TWO_HEADS.fullmatch(words.text))
        and not match[3].isupper()
        and all(map(_dependent, (match[2], match[3])))
    ):
        return [words.span(match, 1) + words.span(match, 2), words.span(match, 1) + words.span(match, 3)]
    if match := _PLURAL_OF.match(words.text):
        start, fields = words.span(match, 1) + words.span(match, 2), _fields(words[match.end() :])
        return [start + field for field in fields] if fields else None
    return None


def _fields(words: SourcedText) -> list[SourcedText]:
    """The fields of several posts of one sort; none where they may share a word: "Adult and Children's Services"."""
    ends = [match.span() for match in _AND.finditer(masked(words.text))]
    starts = [0, *(stop for _, stop in ends)]
    stops = [*(start for start, _ in ends), len(words.text)]
    found = [words[start:stop].strip() for start, stop in zip(starts, stops, strict=True)]
    if key(found[0].text) in lexicon()["role.units"]:
        return []
    kinds = [kind_of(one.text) for one in found]
    capital = all(one.text.removeprefix("the ")[:1].isupper() for one in found)
    first = key(found[0].text.split()[-1])
    shared = kinds[-1] in "BOC" or first in lexicon()["words.sharing"] or found[0].text[-1] in "'’"
    whole = len(found) > 1 and capital and not shared and all(kind in "USAN" for kind in kinds)
    return found if whole and all(len(one.text.split()) < 5 for one in found) else []


def _dependent(head: str) -> bool:
    return key(head) in lexicon()["role.heads"] and key(head) not in lexicon()["role.standalone"]
