"""One party: its name, post and organisation told apart."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from planextract.normalise.owners.contacts import without_contact
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import certain, person_length, titles
from planextract.normalise.owners.parts import label_part
from planextract.normalise.owners.posts import (
    clean,
    is_organisation,
    is_post,
    plain,
    post_and_organisation,
    segments,
)
from planextract.normalise.owners.splitting import is_surname_first
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


_UNTIL = re.compile(
    r"(?<!\s)\s*\(?\b(?:until|from|since|up to|w\.?e\.?f\.?)\s+(?:the\s+)?(?:end\s+of\s+)?[\w ]{3,20}\)?$",
    re.IGNORECASE,
)


def _text(words: str) -> str | None:
    return words or None


_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_NOW = re.compile(r"^(?:currently|now|held by|post held by)\s+", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:formerly|previously|was|replacing|replaces|cover(?:ing)? for|vice)\b", re.IGNORECASE
)


def _name(tokens: list[str]) -> str:
    """A name without its titles and the letters behind it."""
    return " ".join(tokens[titles(tokens) :]).strip(" ,;:()-–")


def _initials_of(code: str, name: str) -> bool:
    """Whether a bracket behind a name holds but its initials: "Anne Bell (AB)"."""
    letters = [part[0].casefold() for part in re.split(r"[\s-]+", name) if part]
    return (
        1 < len(code) < 5 and code.isalpha() and code[0].casefold() == letters[0] and kind_of(code) in "IRo"
    )


def _bracketed(rest: str, name: str, titled: bool) -> tuple[str, str, str]:
    """Post, organisation and what is left, from a bracket right behind a name."""
    match = _BRACKET.match(rest)
    if match is None:
        return "", "", rest
    inside, left = clean(match[1]), rest[match.end() :]
    if not inside or _BEFORE.match(inside) or _initials_of(inside, name):
        return "", "", left
    kind = kind_of(inside)
    if kind in "IA" or (is_organisation(kind) and len(inside.split()) == 1):
        return "", inside, left
    return (*post_and_organisation(_NOW.sub("", inside), titled), left)


def _person(text: str) -> Reading:
    """A name and what follows it."""
    head, rest = _behind_name(text)
    name = _name(head.split())
    titled = titles(head.split()) > 0
    post, organisation, left = _bracketed(rest, name, titled)
    left = _without_letters(clean(_UNTIL.sub("", left)))
    if left:
        more, place = post_and_organisation(left, titled)
        post, organisation = post or more, organisation or place
    rule = "person_with_post" if post or organisation else "person_name"
    return Reading("person", rule, _text(name), _text(post), _text(organisation))


_NAME_END = re.compile(r"(?<!\s)(?:\s*[(,/:\n]|\s+[-–—]\s)")


def _behind_name(text: str) -> tuple[str, str]:
    """The name at the start of some words, and the words behind it; no name gives "" and all the words."""
    end = _NAME_END.search(text)
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
        code, rest = party.text, ""
    code = code.strip(",() ")
    meaning = party.abbreviations.get(code)
    if meaning is not None:
        return replace(read(meaning, {}), rule="initials_explained", expansion=meaning)
    post, organisation = post_and_organisation(rest, titled=False) if clean(rest) else ("", "")
    code = code.upper() if code.islower() else code
    return Reading("initials", "initials", code, _text(post), _text(organisation))


def _followed(rest: str) -> bool:
    return bool(rest) and rest[:1] in "(-–," and is_post(kind_of(clean(rest).strip("()")))


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
    if is_post(party.kind):
        return replace(found, rule="person_with_post", role=outside)
    return replace(found, rule="person_with_post", role=_text(label) or found.role, organisation=outside)


def _labelled(text: str) -> tuple[str, str]:
    label, colon, rest = text.partition(":")
    return (label.strip(), rest.strip()) if colon else ("", text)


def _without_tenure(post: str) -> str:
    return re.sub(r"^(?:acting|interim|temporary)\s+", "", post, flags=re.IGNORECASE)


def person_first(party: Party) -> Reading | None:
    """A name, alone or with post and organisation behind it."""
    name, rest = _behind_name(party.text)
    if not name or (party.kind not in "PQ" and not _NAME_END.match(rest)):
        return None
    return _person(party.text)


def person_last(party: Party) -> Reading | None:
    """ "Head of Housing – A. Bell", "Head of Housing Anne Bell"."""
    match = re.fullmatch(r"(.+?)(?:\s+[-–—/|]\s*|\s*[,:/\n]\s*)([^,:/|]+)", party.text)
    before, name = (match[1], match[2].split()) if match else _name_at_end(party.text)
    if not is_post(kind_of(before)) or not name or person_length(name) != len(name):
        return None
    held = None if label_part(before) else _text(plain(before))
    return Reading("person", "post_and_name" if held else "person_name", _text(_name(name)), held)


def surname_first(party: Party) -> Reading | None:
    """ "Bell, Anne"."""
    if not is_surname_first(party.text):
        return None
    surname, forename = party.text.split(", ")
    return Reading("person", "surname_first", f"{forename} {surname}")


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
    parts = segments(party.text)
    if len(parts) > 1 and is_organisation(kind_of(parts[-1], party.abbreviations)):
        place = party.text.rfind(parts[-1])
        return Reading("role", "role_words", role=plain(party.text[:place]), organisation=parts[-1])
    return Reading("role", "role_words", role=plain(party.text))


def collective(party: Party) -> Reading | None:
    return Reading("collective", "collective", role=plain(party.text)) if party.kind == "C" else None


_WORDS: dict[str, tuple[OwnerKind, str]] = {
    "B": ("body", "body_words"),
    "b": ("body", "body_words"),
    "O": ("organisation", "organisation_words"),
    "o": ("organisation", "organisation_words"),
    "S": ("unit", "unit_words"),
    "U": ("unit", "unit_words"),
    "A": ("unit", "unit_words"),
}


def group(party: Party) -> Reading | None:
    """A body, organisation or department; an abbreviation stays as printed, with what it stands for beside it."""
    if party.kind not in _WORDS:
        return None
    owner_kind, rule = _WORDS[party.kind]
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


def as_printed(party: Party) -> Reading | None:
    """Words that no rule knows, kept as a post."""
    return Reading("role", "words_as_printed", role=_text(plain(party.text)))


RULES: tuple[Rule, ...] = (
    unassigned,
    called_by_forename,
    explained_post,
    initials,
    person_in_brackets,
    surname_first,
    person_first,
    person_last,
    collective,
    post,
    group,
    single_word,
    as_printed,
)


def read(text: str, abbreviations: Mapping[str, str], known: str | None = None) -> Reading:
    """The reading of the first rule that recognises the words; `known` is their kind where it is known already."""
    bare = clean(without_contact(text))
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = clean(bare[1:-1])
    party = Party(bare, known or kind_of(bare, abbreviations), abbreviations)
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
        role=found.role,
        organisation=found.organisation,
        kind=found.kind,
        part=part,
        expansion=found.expansion,
        rule=found.rule,
        sources=sources_of(words),
    )
