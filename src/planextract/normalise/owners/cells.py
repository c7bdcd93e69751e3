"""The owners that a cell names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from planextract.normalise.context import Context, Remark
from planextract.normalise.owners.attendance import unlisted
from planextract.normalise.owners.claims import Claim, claims
from planextract.normalise.owners.contacts import is_contact, without_contact
from planextract.normalise.owners.holders import with_brackets
from planextract.normalise.owners.kinds import kind_of, might_be_initials
from planextract.normalise.owners.letters import COLLECTIVE, UNASSIGNED
from planextract.normalise.owners.lexicon import folded, key, lexicon
from planextract.normalise.owners.names import (
    certain,
    means_nothing_else,
    opens_with_name,
    surely_named,
    titles,
)
from planextract.normalise.owners.parties import owner, without_past
from planextract.normalise.owners.parts import Share, at_marks, labelled, marked, opening, shares
from planextract.normalise.owners.splitting import Chunk, parties, pieces
from planextract.normalise.owners.strays import without_strays
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


# What is no owner ----------------------------------------------------------------------------------------------

_FIGURES = re.compile(r"[%£$]|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:19|20)\d\d\b|^\W*\d[\d\W]*$")
_TO_DO = re.compile(r"(?<!\s)\s+to\s+(?!the\b|all\b|be\b|a\b)(?=[a-z]{2,})")


def tells(text: str) -> bool:
    """Whether words are a clause, a date or a figure rather than somebody.

    >>> tells("This was agreed in May"), tells("Head of Housing")
    (True, False)
    """
    text = without_past(marked(SourcedText.plain(text)).words.text)
    words, lists = [key(token) for token in text.split()], lexicon()
    if _FIGURES.search(without_contact(text)) or "to be" in folded(text):
        return True
    first = int(opens_with_name(text.split()))
    clause = any(_of_clause(text.split(), place) for place in range(first, len(words)))
    states = kind_of(text) in "NUo" and all(word in lists["words.common"] for word in words)
    return clause or states or _commands(text, words) or len(words) > 40


def _of_clause(tokens: list[str], place: int) -> bool:
    """Whether a word is a verb or pronoun of a clause; "needs" is one only before "to" ("Head of Housing Needs"), and
    capitals may be somebody's initials: "I Bell", "IS, HE".
    """
    word = key(tokens[place])
    if len(word) < 3 and tokens[place].isupper() and _initials_at(tokens, place):
        return False
    if word in ("needs", "need"):
        return "to" in map(key, tokens[place + 1 : place + 3])
    return word != "it" and word in lexicon()["words.clause"]


def _initials_at(tokens: list[str], place: int) -> bool:
    """Whether a word of capitals is initials: a name behind one letter, and no sentence in capitals around two."""
    if len(key(tokens[place])) == 1:
        return place + 1 < len(tokens) and means_nothing_else(tokens[place + 1])
    return not "".join(tokens).isupper() or all(len(key(token)) < 4 for token in tokens)


def _commands(text: str, words: list[str]) -> bool:
    """Whether words say what to do: "Develop new guidance for staff"."""
    if len(words) < 2 or words[0] not in lexicon()["words.imperatives"] or not text.strip()[0].isupper():
        return False
    if words[1] in ("and", "&") and text.split()[2:3] and text.split()[2][0].isupper():
        return not (kind_of(text) in "BO" or _all_known(text))  # "Audit and Governance Committee"
    if words[1].split("/")[0] in lexicon()["body.heads"] and text.split()[1][0].isupper():
        return False  # "Audit Committee; Head of Finance"
    kind, clause = kind_of(text), text.split()[1].islower() and len(words) > 4
    return (
        clause or words[1] in lexicon()["words.objects"] or kind in "NU" or (kind == "C" and len(words) > 3)
    )


_WILL = re.compile(
    r"(?<!\s)\s+(?:will|would|shall|should|must|is to|are to|(?:has |have )?agreed to|needs? to)"
    r"\s+(?!be\b)(?=[a-z]{2,})"
)
_NAMED_LEAD = re.compile(
    r"(?<!\s)\s+(?:is|are|will be|will)\s+(?:\w+\s+)?(?:the\s+)?[\"“'‘]?"
    r"(?:lead|leads|owners?|responsible|accountable)\b",
    re.IGNORECASE,
)


def actor(words: SourcedText) -> SourcedText:
    """Whoever a clause says is to do it: the words before "to ensure ..." or "is responsible for ..."."""
    match = _clause(words)
    return words if match is None else words[: match.start()]


def _clause(words: SourcedText) -> re.Match[str] | None:
    """Where what somebody is to do begins, behind words that name somebody."""
    for pattern in (_WILL, _TO_DO, _NAMED_LEAD):
        match = pattern.search(words.text)
        if match is not None and _recognised(words.text[: match.start()]):
            return match
    return None


def helpers(words: SourcedText) -> list[Share]:
    """Who is named at the end of a clause as helping: "A Bell to draft a paper with support from C Day and E Fox"."""
    match = _clause(words)
    found = shares(words[match.start() :])[1:] if match is not None else []
    return [
        share for share in found if share.part in ("support", "consulted") and _recognised(share.words.text)
    ]


def _recognised(text: str) -> bool:
    """Whether words name somebody: one party, or several that are all known."""
    return kind_of(text) not in "NUX" or _all_known(text)


def _all_known(text: str) -> bool:
    kinds = pieces(SourcedText.plain(text.strip(" .")), {}).kinds
    return len(kinds) > 1 and not set(kinds) & set("NX") and not set(kinds) <= set("USA")


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
            named = actor(_unopened(_at_the_end(labelled_words.words)))
            if kind_of(named.text) != UNASSIGNED and tells(named.text):
                continue
            shared = [Share(named, labelled_words.part), *helpers(labelled_words.words)]
            for share in shared:
                more, doubt = claims(share, abbreviations)
                found += more
                unsure = unsure or doubt
    return _with_contacts(found), unsure


def _at_the_end(words: SourcedText) -> SourcedText:
    """Whoever stands behind what is to be done: "brief the working group – Nina Walton"."""
    match = _DONE_BY.fullmatch(words.text)
    if match is None or key(match["what"].split()[0]) not in lexicon()["words.imperatives"]:
        return words
    return words.span(match, "who") if certain(match["who"].split()) else words


_DONE_BY = re.compile(r"(?P<what>[A-Za-z]\S*\s[^\n]{5,400}?)\s+[-–—]\s+(?P<who>[^\n–—]{3,60}?)\.?")


def _unopened(words: SourcedText) -> SourcedText:
    """Words without the "To be led by" that would make them a clause."""
    match = _LED_BY.match(words.text)
    return words[match.end() :] if match is not None else words


_LED_BY = re.compile(
    r"(?:reports? (?:by|of)|(?:this (?:action|work) )?(?:is )?to be \w{3,12} by)\s+(?:the\s+)?", re.IGNORECASE
)


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


_TO_LEAD = re.compile(
    r"(?<=\w)\s+(?:to|will)\s+(?:(?P<lead>lead)(?=\s*(?:[,;&/\n]|and\b)\s*\S)"
    r"|support(?=\s*(?:[,;&/\n]|and\b|\.?$)))",
    re.IGNORECASE,
)
_DASHED_PART = re.compile(
    r"(?<=\w)\s*(?:[-–—]\s*|(?<=[A-Z])\s)(?P<part>lead|support)(?=\s*(?:[,;/&\n]|and\b|$))"
)
""" "AB – lead, CD – support", "AB lead / CD support"."""


def _with_marks(cell: SourcedText) -> SourcedText:
    """A cell with "(lead)" for the "to lead" behind one party of several."""
    if len(_DASHED_PART.findall(cell.text)) > 1:
        cell = cell.sub(_DASHED_PART, lambda match: f" ({match['part']})")
    return cell.sub(_TO_LEAD, lambda match: " (lead)" if match["lead"] else " (support)")


_NAMED_NEXT = re.compile(r"(?<=\))[ \t]+(?=(?P<name>[A-Z][^(),;\n]{2,40})\()")
_NAMED_ROW = re.compile(r"(?:[^()\n,;/&]{2,40}\([^()\n]{1,60}\)\s*){2,8}")


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
_FOUR = re.compile(
    r"((?:[A-Z][a-z][\w'’-]+) (?:[A-Z][a-z][\w'’-]+)) ((?:[A-Z][a-z][\w'’-]+) (?:[A-Z][a-z][\w'’-]+))"
)


def _name_row(cell: SourcedText) -> SourcedText:
    """A cell with commas between names that nothing parts: "P. Marsh T. Atkinson", "Anne Bell Tom Cray"."""
    if _NAMES.fullmatch(cell.text):
        return cell.sub(_BEFORE_NAME, ", ")
    if key(cell.text.split(" ", 1)[0]) in lexicon()["person.honorifics"]:
        return cell.sub(_BEFORE_TITLE, ", ")
    match = _FOUR.fullmatch(cell.text)
    if match is None or titles(cell.text.split()) or not (surely_named(match[1]) and surely_named(match[2])):
        return cell
    return SourcedText.join("", (cell.span(match, 1), SourcedText.plain(", "), cell.span(match, 2)))


_COMMA_END = re.compile(r",[ \t]*\n")


def _comma_lines(cell: SourcedText) -> SourcedText:
    """A cell with a semicolon for the comma at the end of a line where each line is a party."""
    lines = _COMMA_END.split(cell.text)
    if len(lines) < 2 or any("\n" in line for line in lines):
        return cell
    kinds = "".join(map(kind_of, lines))
    return cell.sub(_COMMA_END, "; ") if _ROW.fullmatch(kinds) else cell


_ROW = re.compile(r"[HRM][HRMCB]*[HRMCB]|[BC][HRMCB]+")
"""Kinds of parties of which none belongs to another; "Chair" above "Audit Committee" does."""


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


# A run of blanks is looked at from its start only: from each of its characters takes seconds for thousands of them.
_SPACED = r"(?<!\s)\s+"
_DASH = re.compile(rf"(?:{_SPACED})?[-–—]\s+|{_SPACED}[-–—]\s*")
_PARTED = re.compile(rf"(?:{_SPACED})?[,;/&\n]\s*|{_DASH.pattern}|{_SPACED}and\s+")

_BEHIND_BRACKET = re.compile(r"(?<=\))\s+(?=\S)")


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
    cell = _with_marks(with_brackets(without_strays(cell)))
    cell = _comma_lines(_dashed_row(_name_row(_bracket_row(cell))))
    if _blank(cell.text):
        return (
            _not_understood("repeats the owner of another row")
            if words.text.strip() and is_ditto(words.text)
            else ((), ())
        )
    found, unsure = _claims(cell, context.abbreviations)
    read = _owners(found, context.abbreviations, part)
    owners = tuple(one for one in read if _known(one))
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
