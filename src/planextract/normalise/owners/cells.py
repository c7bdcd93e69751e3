"""The owners that a cell names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from planextract.normalise.context import Context, Remark
from planextract.normalise.owners.attendance import unlisted
from planextract.normalise.owners.claims import Claim, claims
from planextract.normalise.owners.columns import as_organisations
from planextract.normalise.owners.contacts import is_contact, without_contact
from planextract.normalise.owners.holders import with_brackets
from planextract.normalise.owners.kinds import kind_of, might_be_initials
from planextract.normalise.owners.letters import COLLECTIVE, UNASSIGNED
from planextract.normalise.owners.lexicon import folded, key, lexicon
from planextract.normalise.owners.names import certain
from planextract.normalise.owners.parties import owner
from planextract.normalise.owners.parts import Share, at_marks, labelled, opening
from planextract.normalise.owners.pieces import pieces
from planextract.normalise.owners.separators import with_marks, with_separators
from planextract.normalise.owners.splitting import Chunk, parties
from planextract.normalise.owners.strays import without_strays
from planextract.normalise.owners.telling import actor, at_the_end, helpers, tells, unopened
from planextract.normalise.owners.wrapping import unwrapped
from planextract.provenance import SourcedText
from planextract.records import Owner, OwnerPart

LONGEST_CELL = 1500
"""Characters; a longer text names no owners but tells something."""

LONGEST_UNKNOWN = 5
"""Words that an unrecognised party may have and still be kept as printed."""

Found = tuple[tuple[Owner, ...], tuple[Remark, ...]]


def _blank(text: str) -> bool:
    bare = folded(text).strip(" .-_*:;,()[]")
    return not bare or bare in lexicon()["unassigned.none"]


def is_ditto(text: str) -> bool:
    """Whether words only point to the owner of the row above.

    >>> is_ditto("As above"), is_ditto("“")
    (True, True)
    """
    return folded(text).strip(" .,-") in lexicon()["unassigned.ditto"]


# Lines and bullets ---------------------------------------------------------------------------------------------

_BULLET = re.compile(
    r"(?:^|(?<!\s)[^\S\n]*\n)\s*(?:[•▪·●○◦‣*§»\uf0b7]|[-–](?=\s)(?!\s+(?:[Ll]ead|[Ss]upport)\s*$)|\d{1,2}[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?(?=\s+[A-Z])|\([a-z0-9ivx]{1,3}\)(?=\s)"
    r"|[a-k][.)](?=\s+[A-Z])|[ivx]{1,4}\)(?=\s))\s*"
)
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+")
_LETTER = re.compile(r"(?:^|\s)\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s+(?=[A-Z])")
""" "(i) Head of Housing (ii) Head of Audit"."""


def items(words: SourcedText) -> list[SourcedText]:
    """The bullets of a cell, or the cell as one item."""
    inline = (pattern for pattern in (_NUMBER, _LETTER) if pattern.match(words.text))
    pattern = next(inline, _BULLET)
    found = words.split(pattern) if _bulleted(words.text) else [words]
    return [part for item in found for part in at_marks(item)]


def _bulleted(text: str) -> bool:
    """Whether lines begin with bullets; one dash behind the first line only goes on with it: "Director / – Place"."""
    marks = [match[0].strip() for match in _BULLET.finditer(text)]
    return bool(marks) and not (marks in (["-"], ["–"]) and text.strip()[0] not in "-–")


def _without_dittos(words: SourcedText) -> SourcedText:
    lines = words.lines()
    kept = [line for line in lines if not is_ditto(line.text)]
    return words if len(kept) == len(lines) else SourcedText.join("\n", kept)


# Owners --------------------------------------------------------------------------------------------------------


def _settled(found: list[Claim], part: OwnerPart) -> list[OwnerPart]:
    """The part of each claim: beside one marked as the lead all others support."""
    lead = any(claim.part == "lead" for claim in found)
    rest: OwnerPart = "support" if lead and part == "lead" else part
    return [claim.part or (part if claim.label else rest) for claim in found]


def _governed(owners: list[Owner]) -> list[Owner]:
    """What stands behind the last of several names is of all: a code in brackets, "A Bell, C Day (CESC)", or a post of
    several, "A Bell and C Day (Planning Officers)".
    """
    others, last = owners[:-1], owners[-1:]
    if not others or any(one.kind != "person" for one in owners) or any(one.role for one in others):
        return owners
    if (role := last[0].role) is not None:
        several = kind_of(role) == COLLECTIVE and not any(one.organisation for one in others)
        return [one.model_copy(update={"role": role}) for one in owners] if several else owners
    code = last[0].organisation
    if code is None or any(one.organisation for one in others):
        return owners
    if f"({code})" not in last[0].raw and _FROM.search(last[0].raw) is None:
        return owners
    return [one.model_copy(update={"organisation": code}) for one in owners]


_FROM = re.compile(r"\b(?:both )?(?:from|of|representing|on behalf of)\s")


def _owners(found: list[Claim], abbreviations: Mapping[str, str], part: OwnerPart) -> list[Owner]:
    parts = _settled(found, part)
    read = [
        owner(claim.words, abbreviations, share, claim.kind)
        for claim, share in zip(found, parts, strict=True)
    ]
    return _jointly(_codes([_called(one, claim.label) for claim, one in zip(found, read, strict=True)]))


def _codes(owners: list[Owner]) -> list[Owner]:
    """In a cell of several that are all initials or unknown codes of three letters, the codes are initials too.

    One alone may as well be an office: "COI".
    """
    codes = [
        one.rule == "organisation_words"
        and one.expansion is None
        and might_be_initials(one.organisation or "")
        for one in owners
    ]
    if (
        len(owners) < 2
        or not any(codes)
        or not all(code or one.kind == "initials" for code, one in zip(codes, owners, strict=True))
    ):
        return owners
    return [_as_initials(one) if code else one for code, one in zip(codes, owners, strict=True)]


def _as_initials(one: Owner) -> Owner:
    """A code read as an organisation, as the initials of somebody."""
    update = {"kind": "initials", "rule": "initials", "organisation": None, "name": one.organisation}
    return one.model_copy(update=update)


def _jointly(owners: list[Owner]) -> list[Owner]:
    """What stands behind several names and is of them all: a code, or "Joint Heads of Service"."""
    if len(owners) < 3:
        return _governed(owners)
    *people, last = owners
    joint = last.kind == "collective" and (last.role or "").lower().startswith(("joint ", "co-"))
    if not joint or any(one.kind != "person" or one.role for one in people):
        return _governed(owners)
    return [one.model_copy(update={"role": last.role}) for one in people]


def _called(one: Owner, label: str | None) -> Owner:
    """An owner with the post or department that a label gives it."""
    if label is None:
        return one
    slot = "role" if label.islower() or kind_of(label) in "HKRMC" else "organisation"
    if slot == "role" and one.rule == "organisation_words" and might_be_initials(one.organisation or ""):
        one = _as_initials(one)  # "Institutional Lead (CMH)"
    return one if getattr(one, slot) is not None else one.model_copy(update={slot: label})


def _known(one: Owner) -> bool:
    """Whether an owner is worth keeping: words that no rule knows must be few, and none of them a common one."""
    if one.rule != "words_as_printed":
        return True
    words = [key(token) for token in (one.role or "").split()]
    common = any(
        lexicon().has(word, "words.common", "words.clause") or _FIGURE.search(word) for word in words
    )
    return 0 < len(words) <= LONGEST_UNKNOWN and not common and not words[-1].endswith("ed")


_FIGURE = re.compile(r"\d")


def _claims(cell: SourcedText, abbreviations: Mapping[str, str]) -> tuple[list[Claim], bool]:
    """The claims of a cell in its order, and whether we are unsure of them."""
    found: list[Claim] = []
    unsure = False
    for item in items(cell):
        for labelled_words in labelled(unwrapped(item)):
            if labelled_words.kind is not None and kind_of(labelled_words.words.text) not in "PQIX":
                found.append(Claim(labelled_words.words, labelled_words.part, labelled_words.kind))
                continue
            named = actor(unopened(at_the_end(labelled_words.words)))
            if kind_of(named.text) != UNASSIGNED and tells(named.text):
                continue
            shared = [Share(named, labelled_words.part), *helpers(labelled_words.words)]
            for share in shared:
                more, doubt = claims(share, abbreviations)
                found += more
                unsure = unsure or doubt
    return _with_contacts(found), unsure


def _with_contacts(found: list[Claim]) -> list[Claim]:
    """The claims, a number or address that stands by itself put to the party before it."""
    kept: list[Claim] = []
    for claim in found:
        if kept and is_contact(claim.words.text):
            kept[-1] = replace(kept[-1], words=SourcedText.join(" ", [kept[-1].words, claim.words]))
        else:
            kept.append(claim)
    return kept


def _unbracketed(words: SourcedText) -> SourcedText:
    """Words without brackets around all of them."""
    text = words.text
    whole = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return words[1:-1].strip() if whole else words


def _not_understood(why: str) -> Found:
    return (), (Remark("owner_not_understood", why),)


def normalise(words: SourcedText, context: Context, part: OwnerPart = "lead") -> Found:
    """The owners that a cell names, in its order.

    `part` is the part that they play where the cell itself does not say. Nobody is returned for a blank cell, a dash
    or "N/A"; for words that name nobody there is a remark besides.

    >>> [one.name for one in normalise(SourcedText.plain("MW/YO"), Context())[0]]
    ['MW', 'YO']
    """
    cell = unlisted(_without_dittos(_unbracketed(words.strip())))
    if len(cell.text) > LONGEST_CELL:
        return _not_understood("too long for an owner")
    cell = with_marks(with_brackets(without_strays(cell)))
    cell = with_separators(cell)
    if _blank(cell.text):
        return (
            _not_understood("repeats the owner of another row")
            if words.text.strip() and is_ditto(words.text)
            else ((), ())
        )
    found, unsure = _claims(cell, context.abbreviations)
    read = _owners(found, context.abbreviations, part)
    owners = tuple(one for one in read if _known(one))
    if context.organisations:
        owners = as_organisations(owners)
    if not owners:
        beside = _beside(cell)
        if beside is not None:
            return normalise(beside, context, part)
        return _not_understood("names nobody we recognise")
    remarks = [Remark("owner_split_uncertain", "may name one party or several")] if unsure else []
    if len(owners) < len(read):
        remarks.append(Remark("owner_not_understood", "names somebody whom we do not recognise besides"))
    return owners, tuple(remarks)


def _beside(cell: SourcedText) -> SourcedText | None:
    """Somebody beside words that name nobody: "Early Years Census – Anne Bell", "Panel on 24 February 2011"."""
    for pattern in _BESIDE:
        match = pattern.fullmatch(cell.text)
        if match is not None and kind_of(without_contact(match["who"])) in "HKRMPQCBO":
            return cell.span(match, "who")
    return None


_BESIDE = tuple(
    re.compile(form)
    for form in (
        r"[^\n]{2,80}\s[-–—]\s(?P<who>[^\n–—]{3,100})",
        r"[^\n]{2,80}\b(?:by|from|sent to|contact)(?:\s+the\b|\s*:)?\s+(?P<who>[A-Z][^\n:]{2,100}?)\.?",
        r"(?P<who>[^\n]{3,80}?)(?<!\s)\s+on\s{1,3}\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+(?:\s\d{4})?[.;]?",
    )
)


def party(words: SourcedText) -> Owner:
    """One party: name, post and organisation told apart.

    >>> party(SourcedText.plain("Anne Bell (Audit Manager, Local Government Association)")).organisation
    'Local Government Association'
    """
    opened = opening(unwrapped(words.strip()))
    return _owners([Claim(opened.words, label=opened.label)], {}, "lead")[0]


def votes(text: str) -> bool:
    """Whether a cell as it stands reads as one or more owners; strict, for the vote on what a column is for.

    >>> votes("Head of Housing / A Bell"), votes("On track"), votes("Housing")
    (True, False, False)
    """
    if not text.strip() or len(text) > 200 or _blank(text) or tells(text):
        return False
    cell = pieces(unwrapped(SourcedText.plain(without_contact(text.strip()))), {})
    chunks, _ = parties(cell.words, {})
    named = [_voting(chunk) for chunk in chunks]
    posts = any(kind in "HKRMCBOSI" for kind in cell.kinds)
    return all(vote is not None for vote in named) and (posts or all(named))


LONGEST_VOTER = 16
"""Words in one party of a cell that may vote."""


def _voting(chunk: Chunk) -> bool | None:
    """Whether a party is known beyond doubt; None where it may be no party at all."""
    words = chunk.words.text.split()
    if not words:
        return None
    first = lexicon().has(key(words[0]), "words.clause", "words.objects") and words[0].lower() not in (
        "the",
        "a",
        "an",
        "all",
    )
    if len(words) > LONGEST_VOTER or first or (chunk.kind is not None and chunk.kind in "NXUA"):
        return None
    if chunk.kind == "P":
        return certain(words)
    lists = (
        "organisation.acronyms",
        "organisation.heads",
        "organisation.names",
        "body.acronyms",
        "body.alone",
    )
    return chunk.kind not in ("o", "b") or lexicon().has(folded(chunk.words.text), *lists)
