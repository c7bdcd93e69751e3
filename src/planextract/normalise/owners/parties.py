"""One party: its name, post and organisation told apart."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from planextract.normalise.owners.contacts import contact_in, without_contact
from planextract.normalise.owners.initialisms import stands_for
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import folded, key, lexicon, phrases
from planextract.normalise.owners.names import (
    alone_shaped,
    certain,
    has_portfolio,
    means_nothing_else,
    person_length,
    titles,
)
from planextract.normalise.owners.parts import label_part
from planextract.normalise.owners.phrase import without_article, without_welsh_article
from planextract.normalise.owners.posts import (
    clean,
    is_organisation,
    is_post,
    of_whom,
    plain,
    post_and_organisation,
    segments,
    without_code,
)
from planextract.normalise.owners.splitting import is_surname_first
from planextract.normalise.owners.wrapping import in_one_line, masked
from planextract.provenance import SourcedText
from planextract.records import Owner, OwnerKind, OwnerPart, sources_of


@dataclass(frozen=True)
class Reading:
    """What some words say of one party."""

    kind: OwnerKind
    rule: str
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    expansion: str | None = None


_WHEN = r"[\w ]{0,14}(?:\d|january|february|march|april|june|july|august|sept|october|november|december|now|summer)"
_UNTIL = re.compile(
    r"(?<!\s)\s*\(?\b(?:(?:until|up to)\s+(?:the\s+)?(?:end\s+of\s+)?[\w ]{3,20}"
    rf"|(?:from|since|as of|w\.?e\.?f\.?)\s+(?:the\s+)?(?:end\s+of\s+)?{_WHEN}[\w ]{{0,12}})\)?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[\s,(]*(?:both )?(?:from|of|at|representing|(?:for and )?on behalf of|c/o|working for|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_COVERING = re.compile(r"^[\s,(–-]*(?:covering|acting(?: up)?|providing cover|cover)\)?$", re.IGNORECASE)


def _text(words: str) -> str | None:
    return words or None


_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_NOW = re.compile(r"^(?:currently|now|held by|post held by)\s+", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:(?:formerly|previously|was|replacing|replaces|replaced|succeeding|(?:maternity )?cover(?:ing)?(?: for)?)\b"
    r"|(?:vice(?![ -]?(?:chair|president|principal|captain|dean))|ex|from|until|since|now left|has left|left|retired"
    r"|on leave)\b"
    r"|(?:by (?:tele)?phone|by video|via (?:teams|zoom)|(?:for )?item|part of meeting|observer|minutes|minute taker"
    r"|note ?taker)\b"
    r"|(?:acting|interim|temporary|job.?share|part.time)$)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\s)\s*\(\s*(?:formerly|previously|was|now left|has left|left|replac\w{1,4}|(?:new )?in post|starts|starting"
    r"|commenc\w{2,3}|joined|joining|appointed)\b[^()]{0,60}\)",
    re.IGNORECASE,
)


def without_past(text: str) -> str:
    """Words without what they say of tenure: "Anne Bell (was Tom Cray)", "Anne Bell from May 2014"."""
    return _UNTIL.sub("", _PAST.sub("", text)) or text


def _name(tokens: list[str]) -> str:
    """A name without its titles and the letters behind it."""
    bare = tokens[titles(tokens) :]
    while (
        len(bare) > 1
        and key(bare[-1]) in lexicon()["person.postnominals"]
        and bare[-1].strip(",.()").isupper()
    ):
        bare = bare[:-1]
    return " ".join(bare).strip(" ,;:()-–")


def _initials_of(code: str, name: str) -> bool:
    """Whether a bracket behind a name holds but its initials: "Anne Bell (AB)"."""
    letters = [part[0].casefold() for part in re.split(r"[\s-]+", name) if part]
    return (
        1 < len(code) < 5 and code.isalpha() and code[0].casefold() == letters[0] and kind_of(code) in "IRoAb"
    )


def _bracketed(rest: str, name: str, titled: bool) -> tuple[str, str, str]:
    """Post, organisation and what is left, from a bracket right behind a name."""
    match = _BRACKET.match(rest)
    if match is None:
        return "", "", rest
    inside, left = clean(match[1]), rest[match.end() :]
    if not inside or _BEFORE.match(inside) or _initials_of(inside, name):
        return "", "", left
    if titled and folded(inside) in lexicon()["person.affiliations"]:
        return "", "", left
    kind = kind_of(inside)
    if kind in "IA" or is_organisation(kind):
        return "", inside, left
    return (*post_and_organisation(_NOW.sub("", inside), titled), left)


def _person(text: str) -> Reading:
    """A name and what follows it."""
    head, rest = _behind_name(text)
    name = _name(head.split())
    titled = has_portfolio(head.split())
    post, organisation, left = _bracketed(rest, name, titled)
    if not (post and organisation) and left.lstrip().startswith("("):
        more, place, left = _bracketed(left, name, titled)
        post, organisation = post or more, organisation or place
    left = _without_letters(clean(_COVERING.sub("", _UNTIL.sub("", left))))
    if left and (link := _FROM.match(left)) is not None and not is_post(kind_of(left[link.end() :])):
        named = clean(left[link.end() :])
        organisation = organisation or ("" if kind_of(named) in "PQI" else named)
    elif left:
        more, place = post_and_organisation(left, titled)
        post, organisation = post or more, organisation or place
    rule = "person_with_post" if post or organisation else "person_name"
    return Reading("person", rule, _text(name), _text(post), _text(organisation))


_NAME_END = re.compile(r"(?<!\s)(?:\s*[(,/:\n]|\s+[-–—](?:\s|(?=[A-Z])))")


def _behind_name(text: str) -> tuple[str, str]:
    """The name at the start of some words, and the words behind it; no name gives "" and all the words."""
    end = _NAME_END.search(masked(text) if "/" in text else text)  # ("T/DCI" is one word)
    first = text[: end.start()] if end else text
    tokens = first.split()
    length = person_length(tokens)
    if length == len(tokens):
        return first, text[len(first) :]
    name = " ".join(tokens[:length])
    return name, (" ".join(tokens[length:]) + text[len(first) :] if length else text)


def _without_letters(text: str) -> str:
    """Words without the letters of degrees and honours before them."""
    tokens = text.split()
    while tokens and key(tokens[0]) in lexicon()["person.postnominals"] and tokens[0].strip(",").isupper():
        tokens = tokens[1:]
    return clean(" ".join(tokens))


# The rules -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Party:
    """The words of one party, the letter of their kind, and what the document's abbreviations stand for."""

    text: str
    kind: str
    abbreviations: Mapping[str, str]


Rule = Callable[[Party], Reading | None]


def unassigned(party: Party) -> Reading | None:
    return Reading("unassigned", "unassigned") if party.kind == "X" else None


def initials(party: Party) -> Reading | None:
    """Initials, as the document explains them or as they stand."""
    code, _, rest = party.text.partition(" ")
    if party.kind != "I" and (kind_of(code.strip(",()"), party.abbreviations) != "I" or not _followed(rest)):
        return None
    if party.kind == "I":
        code, rest = _code_and_rest(party.text)
    code = code.strip(",() ")
    meaning = party.abbreviations.get(code)
    if meaning is not None:
        return replace(read(meaning, {}), rule="initials_explained", expansion=meaning)
    post, organisation = (
        post_and_organisation(clean(rest).strip("()"), titled=False) if clean(rest) else ("", "")
    )
    code = code.upper() if code.islower() else code
    return Reading("initials", "initials", code, _text(post), _text(organisation))


def _code_and_rest(text: str) -> tuple[str, str]:
    """Initials, and the post behind their comma, dash or bracket; anything else there says nothing of them."""
    match = re.match(r"[^,(]+?(?=\s*[,(]|\s[-–]\s|$)", text)
    code, rest = (match[0], text[match.end() :]) if match else (text, "")
    return code, rest if _followed(rest.strip()) else ""


def _followed(rest: str) -> bool:
    """Whether a post, or a department in brackets, stands behind initials."""
    if not rest or rest[0] not in "(-–,":
        return False
    kind = kind_of(clean(rest).strip("()"))
    return is_post(kind) or (_BRACKETED.fullmatch(rest) is not None and kind in "SUADBObo")


_BRACKETED = re.compile(r"\([^()]+\)")


def called_by_forename(party: Party) -> Reading | None:
    """A forename, where the document names one such person in full."""
    meaning = party.abbreviations.get(party.text)
    if meaning is None or not meaning.startswith(f"{party.text} "):
        return None
    return Reading("person", "called_by_forename", party.text, expansion=meaning)


def explained_post(party: Party) -> Reading | None:
    """An abbreviation of a post that the document explains."""
    meaning = party.abbreviations.get(party.text)
    if meaning is None or not is_post(party.kind):
        return None
    return Reading("role", "abbreviation_explained", role=meaning, expansion=meaning)


def person_in_brackets(party: Party) -> Reading | None:
    """ "Head of Housing (Anne Bell)", "Training Sub Group (Chair: A Bell)"."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", party.text)
    if match is None or party.kind in "PQI":
        return None
    label, inside = _labelled(_NOW.sub("", clean(match[2])))
    if kind_of(inside) != "P" or _BEFORE.match(inside):
        return None
    found = _person(inside)
    outside = _without_tenure(plain(match[1])) if _NOW.match(clean(match[2])) else plain(match[1])
    if kind_of(outside) == "X":
        return found
    if is_post(party.kind):
        return replace(found, rule="person_with_post", role=outside)
    role = found.role if label_part(label) else _text(label) or found.role
    return replace(found, rule="person_with_post", role=role, organisation=outside)


def _labelled(text: str) -> tuple[str, str]:
    """A label and the words beside it: "Chair: A Bell", "A Bell - Chair", "Cllr Bell lead"."""
    label, colon, rest = text.partition(":")
    if colon:
        return label.strip(), rest.strip()
    dashed = re.fullmatch(r"([^–—]{3,40}?)\s+[-–—]\s+(.+)", text)
    if dashed is not None and is_post(kind_of(dashed[1])):
        return dashed[1], dashed[2]
    after = re.fullmatch(r"(.+?)\s+(?:[-–]\s*)?([Ll]ead|[Cc]hair)", text)
    return (after[2], after[1]) if after is not None else ("", text)


def _without_tenure(post: str) -> str:
    return re.sub(r"^(?:acting|interim|temporary)\s+", "", post, flags=re.IGNORECASE)


def person_first(party: Party) -> Reading | None:
    """A name, alone or with post and organisation behind it."""
    name, rest = _behind_name(party.text)
    if not name or (party.kind not in "PQ" and not (_NAME_END.match(rest) and kind_of(name) == "P")):
        return None
    return _person(party.text)


def person_last(party: Party) -> Reading | None:
    """ "Head of Housing – A. Bell", "Head of Housing Anne Bell"."""
    match = re.fullmatch(r"(.+?)(?:\s+[-–—/|]\s*|\s*[,:/\n]\s*)([^,:/|]+)", party.text)
    before, name = (match[1], match[2].split()) if match else _name_at_end(party.text)
    if not name or person_length(name) != len(name) or kind_of(" ".join(name)) in "OoBb":
        return None
    if match and _DASHED.search(party.text[match.end(1) : match.start(2)]) and kind_of(before) in "BOboSUAD":
        named = certain(name) and key(before.split()[0]) not in lexicon()["words.imperatives"]
        return Reading("person", "group_and_name", _text(_name(name)), None, plain(before)) if named else None
    if not is_post(kind_of(before)):
        return None
    held = None if label_part(before) else _text(plain(before))
    return Reading("person", "post_and_name" if held else "person_name", _text(_name(name)), held)


_DASHED = re.compile(r"\s[-–—]|:")


def surname_first(party: Party) -> Reading | None:
    """ "Bell, Anne"."""
    if not is_surname_first(party.text):
        return None
    surname, forename = party.text.split(", ")
    return Reading("person", "surname_first", f"{forename} {surname}")


def initial_last(party: Party) -> Reading | None:
    """ "Holm J", as lists of staff write names."""
    words = party.text.split()
    if (
        len(words) != 2
        or len(words[1].strip(".")) > 1
        or not alone_shaped(party.text)
        or not means_nothing_else(words[0])
    ):
        return None
    return Reading("person", "initial_last", party.text)


def _name_at_end(text: str) -> tuple[str, list[str]]:
    """The last words, where they are a name beyond doubt, and those before them."""
    tokens = text.split()
    for start in range(max(1, len(tokens) - 4), len(tokens) - 1):
        if certain(tokens[start:]) and person_length(tokens[start:]) == len(tokens) - start:
            return " ".join(tokens[:start]), tokens[start:]
    return text, []


def post(party: Party) -> Reading | None:
    """A post, its words kept whole; an organisation behind a comma stands apart."""
    if party.kind not in "HKRM":
        return None
    if owned := of_whom(party.text):
        return Reading("role", "role_words", role=owned[0], organisation=owned[1])
    parts = segments(party.text)
    if len(parts) > 1 and is_organisation(kind_of(parts[-1], party.abbreviations)):
        place = party.text.rfind(parts[-1])
        return Reading("role", "role_words", role=plain(party.text[:place]), organisation=parts[-1])
    return Reading("role", "role_words", role=plain(party.text))


def post_in_brackets(party: Party) -> Reading | None:
    """ "Mortality Review Group (Chair)", "Estates (Energy Manager)": a post of the body or department before it."""
    match = re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", party.text)
    if match is None or party.kind not in "BOobSUAD" or kind_of(match[1]) not in "BOobSUAD":
        return None
    chair = key(match[2].split()[-1]) in lexicon()["body.chairs"] and party.kind in "BO"
    if not chair and (kind_of(match[2]) not in "HKR" or "new" in folded(match[2]).split()):
        return None
    if stands_for(match[2], match[1]):
        return None  # "Association of Directors of Children's Services (ADCS)"
    return Reading("role", "role_words", role=plain(match[2]), organisation=plain(match[1]))


_OF_GROUP = re.compile(r"([^:–—()]{2,80}?)(?:\s+[-–—]\s+|\s*:\s+)([^:()]{2,80})")


@cache
def _chaired() -> re.Pattern[str]:
    chaired = phrases("separators.chaired").pattern
    return re.compile(rf"(.{{2,120}}?)[\s,(]+(?:to be )?{chaired}\s+(.{{2,80}}?)\)?", re.IGNORECASE)


def chaired_group(party: Party) -> Reading | None:
    """ "Digital Board chaired by A Bell": the person, with the body that is led."""
    match = _chaired().fullmatch(party.text) if "ed by" in party.text else None
    if match is None or kind_of(match[1]) not in "BObSDU" or kind_of(match[2]) not in "PQ":
        return None
    found = _person(plain(match[2]))
    return replace(found, rule="group_and_name", role=found.role or "chair", organisation=plain(match[1]))


def post_of_group(party: Party) -> Reading | None:
    """ "Anyshire Council – Head of Transport", "LSCB: Business Manager"."""
    match = _OF_GROUP.fullmatch(party.text) if party.kind in "HKRM" else None
    groups = "BOobDSUA" if match is not None and ":" in party.text else "BOobD"
    if (
        match is None
        or kind_of(match[1], party.abbreviations) not in groups
        or kind_of(match[2]) not in "HKR"
    ):
        return None
    return Reading("role", "role_words", role=plain(match[2]), organisation=plain(match[1]))


def code_explained(party: Party) -> Reading | None:
    """ "PCC (Parochial Church Council)": an abbreviation with its own words behind it."""
    match = re.fullmatch(r"([A-Z][A-Za-z&]{1,6})\s*\(([^()]{5,80})\)", party.text)
    if match is None or without_code(f"{match[2]} ({match[1]})") != match[2]:
        return None
    return replace(read(match[2], {}), rule="abbreviation_explained")


def collective(party: Party) -> Reading | None:
    return Reading("collective", "collective", role=plain(party.text)) if party.kind == "C" else None


_WORDS: dict[str, tuple[OwnerKind, str]] = {
    "B": ("body", "body_words"),
    "b": ("body", "body_words"),
    "O": ("organisation", "organisation_words"),
    "o": ("organisation", "organisation_words"),
    "D": ("unit", "unit_words"),
    "S": ("unit", "unit_words"),
    "U": ("unit", "unit_words"),
    "A": ("unit", "unit_words"),
}


def _of_state(text: str) -> bool:
    """ "Department for Transport", beside "Directorate of Transport"."""
    return key(plain(text).split()[0]) in lexicon()["organisation.leading"]


def group(party: Party) -> Reading | None:
    """A body, organisation or department; an abbreviation stays as printed, with what it stands for beside it."""
    if party.kind not in _WORDS:
        return None
    owner_kind, rule = _WORDS["O" if party.kind == "D" and _of_state(party.text) else party.kind]
    return Reading(
        owner_kind, rule, organisation=plain(party.text), expansion=party.abbreviations.get(party.text)
    )


def single_word(party: Party) -> Reading | None:
    """One capitalised word that we do not know is more often a firm or a place than a person."""
    if not re.fullmatch(r"[A-Z][A-Za-z'’&.-]*", party.text):
        return None
    if len(party.text) == 1:
        return Reading("initials", "initials", party.text)
    return Reading("organisation", "single_word", organisation=party.text)


def surname_alone(party: Party) -> Reading | None:
    """A word that its neighbours make a name: the second of "Cllrs Bell and Okafor"."""
    if party.kind != "P" or not alone_shaped(party.text):
        return None
    return Reading("person", "name_among_names", party.text)


def as_printed(party: Party) -> Reading | None:
    """Words that no rule knows, kept as a post."""
    return Reading("role", "words_as_printed", role=_text(plain(party.text)))


RULES: tuple[Rule, ...] = (
    unassigned,
    chaired_group,
    called_by_forename,
    explained_post,
    code_explained,
    initials,
    person_in_brackets,
    post_in_brackets,
    surname_first,
    initial_last,
    person_first,
    person_last,
    collective,
    post_of_group,
    post,
    group,
    surname_alone,
    single_word,
    as_printed,
)


def read(text: str, abbreviations: Mapping[str, str], known: str | None = None) -> Reading:
    """The reading of the first rule that recognises the words; `known` is their kind where it is known already."""
    bare = clean(_PAST.sub("", without_contact(in_one_line(text))))
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = clean(bare[1:-1])
    elif bare.startswith("(") and bare.count("(") > bare.count(")"):
        bare = clean(bare[1:])
    bare = without_welsh_article(bare).rstrip("?").strip()
    kind = known or kind_of(bare, abbreviations)
    party = Party(without_article(bare) if kind in "PQ" else bare, kind, abbreviations)
    found = (rule(party) for rule in RULES)
    return next(reading for reading in found if reading is not None)


def owner(
    words: SourcedText, abbreviations: Mapping[str, str], part: OwnerPart = "lead", kind: str | None = None
) -> Owner:
    """The record of one party, from the words that name it."""
    found = read(words.text, abbreviations, kind)
    return Owner(
        raw=words.raw,
        name=found.name,
        role=without_code(found.role),
        organisation=without_code(found.organisation),
        kind=found.kind,
        part=part,
        expansion=found.expansion,
        contact=contact_in(words.text),
        rule=found.rule,
        sources=sources_of(words),
    )
