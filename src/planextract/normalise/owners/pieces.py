"""A cell cut at everything that might part two parties, and what each piece is beside its neighbours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planextract.normalise.owners.boundaries import HARD, Row, fields_of_post, hardened
from planextract.normalise.owners.codes import among_organisations
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
    UNKNOWN,
)
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import alone_shaped, certain, person_length, surely_named, titles
from planextract.normalise.owners.shared_words import PLURAL_OF
from planextract.normalise.owners.wrapping import masked
from planextract.provenance import SourcedText

_SEPARATOR = re.compile(
    r"(?<!\s)(?:\s*[,;|/]\s*(?:and\s|AND\s|&)\s*|\s*\n\s*(?:and\s|&\s?)?\s*|\s+(?:and|AND)\s+(?:also\s+)?|\s*&\s*|\s+\+\s+|(?<=\w)\+(?=\w)"
    r"|\s+a\s+(?=[A-Z]\.\s?[A-Z])|\s+(?:ac?|a['’]r)\s+(?=(?:Ph?ennaeth|Ch?yfarwyddwr|Rheolwr|Swyddog|Ch?adeirydd|Phrif|Arweinydd|Ch?lerc|(?:Y\s+)?Ch?yng(?:horwyr|horydd)?)\b)"
    r"|\s*[,/|]\s*"
    r"|(?<!\bfor)(?<!\bof)(?<!\bto)(?<!\bin)(?<!\bby)(?<!\bwith)\s+(?=(?:ALL|All)(?:$|\s)))"
)


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
    kinds = _place_names(kinds, texts, signs)
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


_SIGNS = ("&", ",", "|", "/")


def _sign(separator: str) -> str:
    bare = separator.strip().lower()
    if not bare and "\n" not in separator:
        return HARD
    if bare in ("and", "&", "+", "and also", "a", "ac", "a'r", "a’r") or bare.endswith(("and", "&")):
        return "&"
    return bare[:1] if bare[:1] in _SIGNS else "|"


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


def _place_names(kinds: Sequence[str], texts: Sequence[str], signs: Sequence[str]) -> list[str]:
    """The kinds, a forename alone before "& Cornwall Police" for the first place in the name of an organisation."""
    return [
        UNKNOWN
        if kind == PERSON
        and " " not in texts[place]
        and signs[place : place + 1] == ["&"]
        and kinds[place + 1] == ORGANISATION
        and " " in texts[place + 1]
        else kind
        for place, kind in enumerate(kinds)
    ]


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


_SHORT = re.compile(r"[A-Z][A-Za-z]{1,2}")


def _sure(text: str) -> bool:
    """Whether two letters mean a department even among initials: "HR"."""
    return key(text) in lexicon()["unit.sure"]


def _known_code(text: str) -> bool:
    """Whether an abbreviation is known; those of posts count where three letters make a person's initials unlikely."""
    known = ("body.acronyms", "organisation.acronyms", "unit.acronyms")
    return lexicon().has(key(text), *known, *(("role.acronyms",) if len(text) > 2 else ()))


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
        return "H" if PLURAL_OF.match(texts[index]) else kinds[index]
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
