"""What a run of words is when it stands alone: a person, a post, a body, a department ...

Each kind has a letter, so that a whole cell can be written as a short string such as "P,H&P" and the splitting of
cells be a matter of patterns over such strings.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from planextract.normalise.owners.fields import field
from planextract.normalise.owners.groups import (
    ACRONYM,
    abbreviated,
    body,
    coded_name,
    known_name,
    long_acronym,
    organisation,
    placed_field,
    service,
    welsh_group,
)
from planextract.normalise.owners.letters import (
    BARE_BODY,
    BARE_ORGANISATION,
    BODY,
    CHAIR,
    CHARGE,
    DEPARTMENT,
    FIELD,
    HOLDER,
    INITIALS,
    ORGANISATION,
    PERSON,
    POST,
    SECOND,
    UNASSIGNED,
    UNIT_ACRONYM,
    UNKNOWN,
)
from planextract.normalise.owners.lexicon import folded, key, lexicon, phrases
from planextract.normalise.owners.names import certain, length_before_post, person_length, titled
from planextract.normalise.owners.phrase import Phrase
from planextract.normalise.owners.plurals import collective

_INITIALS = re.compile(
    r"[A-Z]{2}|[A-Z]{2}[a-z]{1,2}|[A-Z][a-z][A-Z]|(?:[A-Z]\.\s?){2,3}|[a-z]{2}"
    r"|[A-Z]{1,2}Ma?c[A-Z]?|[A-Z]{1,2}[OD]['’][A-Z]|[A-Z]{2}-[A-Z]|[A-Z]-[A-Z]{2}|[A-Z]{1,2}v[do]?[A-Z]"
)
_OF_SOMETHING = re.compile(r"D?[DH]o[A-Z]{1,3}")
"""The abbreviation of a head or director of something: "DoN", "HoPS", "DDoF"."""


Rule = Callable[[Phrase], str | None]


def unassigned(phrase: Phrase) -> str | None:
    words = folded(phrase.text).strip("()[] .")
    known = words in lexicon()["unassigned.phrases"] or folded(phrase.text) in lexicon()["unassigned.phrases"]
    return UNASSIGNED if known or _still_open().fullmatch(words) else None


@cache
def _still_open() -> re.Pattern[str]:
    """That somebody is still to be found, and when or by whom: "Lead officer to be agreed at the next Board"."""
    who, done, when = (
        phrases(f"unassigned.{name}").pattern for name in ("whoever", "settled", "settled_when")
    )
    before = rf"(?:(?:the|an?) )?(?:{who} )*(?:(?:is|are|still|currently|yet) )*"
    opened = (
        rf"(?:(?:still |yet )?to be|not yet(?: been)?|awaiting(?: being)?) {done}(?:(?: and|/| or) {done})?"
    )
    short = r"(?:tb[acdn]|t\.b\.c\.?)(?: and (?:tb[acdn]))?"
    return re.compile(rf"{before}(?:{opened}|{short})(?:,? (?:{when}) [^,;:()\n]{{2,60}})?")


def explained(phrase: Phrase) -> str | None:
    """An abbreviation that the document explains is of the kind of its expansion."""
    meaning = phrase.abbreviations.get(phrase.text.strip())
    if meaning is None:
        return None
    kind = kind_of(meaning)
    if kind == PERSON and meaning.startswith(f"{phrase.text.strip()} "):
        return PERSON
    return INITIALS if kind in (PERSON, HOLDER) else _SHORT.get(kind, kind)


_SHORT = {
    BODY: BARE_BODY,
    ORGANISATION: BARE_ORGANISATION,
    DEPARTMENT: BARE_ORGANISATION,
    FIELD: UNIT_ACRONYM,
}
"""What the abbreviation of a kind is."""


def titled_person(phrase: Phrase) -> str | None:
    length = person_length(phrase.tokens) if titled(phrase.tokens) else 0
    if not length:
        return None
    return PERSON if length == len(phrase.tokens) else HOLDER


def welsh_post(phrase: Phrase) -> str | None:
    """A post in Welsh, whose head stands first: "Pennaeth Cyllid", "Dirprwy Brif Weithredwr"."""
    words, place = lexicon(), 0
    while place < len(phrase.keys) - 1 and phrase.keys[place] in words["welsh.modifiers"]:
        place += 1
    if phrase.keys[place] not in words["welsh.posts"]:
        return None
    return CHARGE if place + 1 < len(phrase.keys) else POST


def namesake(phrase: Phrase) -> str | None:
    """A known forename before a surname that is the noun of a post as well, or one that is such a noun itself before a
    surname: "Anne Porter", "Dean Holroyd".
    """
    words = lexicon()
    if len(phrase.keys) != 2:
        return None
    if phrase.keys[0] in words["role.heads"]:
        return PERSON if phrase.keys[0] in words["person.forenames"] and certain(phrase.tokens) else None
    if phrase.last not in words["person.namesakes"]:
        return None
    return PERSON if phrase.keys[0] in words["person.forenames"] else None


def acronym(phrase: Phrase) -> str | None:
    """Known abbreviations, and the initials of a person: two letters, or three with a small one."""
    if len(phrase.tokens) != 1 and not re.fullmatch(r"(?:[A-Z]\.? ){1,2}[A-Z]\.?", phrase.text):
        return None
    if _OF_SOMETHING.fullmatch(phrase.tokens[0].strip("()[],;:*")) and phrase.whole != "hos":
        return POST
    for kind, name in _ACRONYMS:
        if phrase.whole in lexicon()[name] and not phrase.tokens[0].islower():
            return kind
    bare = " ".join(phrase.tokens).strip("()[],;:* ")
    if _INITIALS.fullmatch(bare) and not lexicon().has(phrase.whole, "words.common", "words.topics"):
        return INITIALS
    return None


_ACRONYMS = (
    (POST, "role.acronyms"),
    (BARE_BODY, "body.acronyms"),
    (BARE_ORGANISATION, "organisation.acronyms"),
    (UNIT_ACRONYM, "unit.acronyms"),
)


def second_post(phrase: Phrase) -> str | None:
    return SECOND if phrase.whole in lexicon()["role.second"] else None


def _head_at(keys: list[str]) -> int:
    """Where the head of a post stands: the last of the first run of such words; -1 for nowhere."""
    words = lexicon()
    found = -1
    for index, word in enumerate(keys):
        if " ".join(keys[index : index + 2]) in words["role.phrases"]:
            found = min(index + 1, len(keys) - 1)
        elif word in words["role.heads"] or word in words["role.acronyms"] or _several(word):
            found = index
        elif found >= 0 and index > found:
            break
    return found


def _several(word: str) -> bool:
    """Whether a word is the plural of a post's abbreviation: "ADs"."""
    return word.endswith("s") and len(word) > 2 and word[:-1] in lexicon()["role.acronyms"]


def post(phrase: Phrase) -> str | None:
    """A post, by the noun at its head."""
    words, keys = lexicon(), phrase.keys
    head = _head_at(keys)
    whose = len(keys) > 1 and keys[0] in words["words.whose"] and field(_rest(phrase, 1))
    if whose or ("of" in keys[1:-1] and _group_noun(keys[keys.index("of", 1) - 1])):
        return None  # "Visitor Economy", "Association of Directors of Children's Services"
    if head < 0 or (keys[0] in words["organisation.leading"] and keys[1:2] == ["of"]):
        return None  # (the "Office of the Parliamentary Counsel" is none)
    if phrase.last in words["role.heads"] or head == len(keys) - 1:
        return POST
    if keys[head + 1] in ("of", "for", "to", "with", "in", "at") or _cut_off(phrase, head):
        return CHAIR if keys[head] in words["body.leading"] and field(_rest(phrase, head + 2)) else CHARGE
    if any(word in words["role.heads"] and after == "of" for word, after in pairwise(keys[head + 1 :])):
        return CHARGE  # "Non-Executive Director and Chair of the Audit Committee"
    if phrase.last in words["body.heads"]:
        return CHARGE if keys[head] in words["body.leading"] and _led(keys, head) else None
    group = phrase.last in words["organisation.heads"] or phrase.last in words["unit.heads"]
    if group and keys[head] not in words["role.leading"]:
        return None  # "Ranger Service"
    return (
        CHARGE
        if keys[head] in words["role.leading"]
        or _several(keys[head])
        or "," in phrase.text
        or "-" in keys
        or head
        else POST
    )


def _group_noun(word: str) -> bool:
    words = lexicon()
    return word not in words["role.heads"] and words.has(word, "organisation.heads", "body.alone")


def _rest(phrase: Phrase, start: int) -> Phrase:
    return Phrase(" ".join(phrase.keys[start:]), {})


def _cut_off(phrase: Phrase, head: int) -> bool:
    """Whether a dash or comma stands behind the head: "Assistant Director - Safeguarding"."""
    tokens = phrase.tokens
    return any(key(token) == phrase.keys[head] and token[-1] in ",:" for token in tokens) or (
        any(
            key(before) == phrase.keys[head] and after in ("-", "–", "—")
            for before, after in pairwise(tokens)
        )
    )


def _led(keys: list[str], head: int) -> bool:
    return all(word in lexicon()["role.modifiers"] for word in keys[:head])


def person(phrase: Phrase) -> str | None:
    return PERSON if person_length(phrase.tokens) == len(phrase.tokens) else None


def initialled_person(phrase: Phrase) -> str | None:
    """ "J Porter": behind an initial the noun of a post is a surname."""
    first = phrase.tokens[0].rstrip(".")
    short = len(phrase.tokens) > 1 and len(first) == 1 and first.isupper()
    return PERSON if short and person_length(phrase.tokens) == len(phrase.tokens) else None


def person_with_post(phrase: Phrase) -> str | None:
    """A name with other words right behind it: "Anne Bell Director of Housing"."""
    length = person_length(phrase.tokens)
    if not 1 < length < len(phrase.tokens):
        return None
    after = phrase.tokens[length]
    if length == len(phrase.tokens) - 1 and not titled(phrase.tokens) and _head_of_group(after):
        return None  # "Rose Lane Surgery"
    code = after.isupper() and not phrase.tokens[length - 1].isupper()
    unit = code and ACRONYM.fullmatch(after) is not None and certain(phrase.tokens[:length])
    return HOLDER if unit or _OF_SOMETHING.fullmatch(after) or _no_name(after) else None


def _head_of_group(token: str) -> bool:
    return lexicon().has(key(token), "organisation.heads", "unit.heads", "body.heads")


def dashed_holder(phrase: Phrase) -> str | None:
    """A name and a post with a dash between them: "Katrin Holm – Head of Planning"."""
    match = _DASHED.fullmatch(phrase.text.strip()) if any(dash in phrase.text for dash in "-–—") else None
    if match is None or kind_of(match[1]) != PERSON:
        return None
    return HOLDER if kind_of(match[2]) in (CHARGE, CHAIR, POST, SECOND) else None


_DASHED = re.compile(r"([^-–—]{3,40}?)\s+[-–—]\s+(.+)")


def unknown_holder(phrase: Phrase) -> str | None:
    """Two words that mean nothing to us before "Head of ...": "Katrin Holm Head of Planning"."""
    return HOLDER if length_before_post(phrase.tokens) else None


def _no_name(token: str) -> bool:
    """Whether a word belongs to posts, bodies or departments, so that a name ends before it."""
    lists = (
        "role.heads",
        "role.modifiers",
        "role.acronyms",
        "body.heads",
        "organisation.heads",
        "words.topics",
    )
    return token.startswith(("-", "–")) or lexicon().has(key(token), "words.behind_name", *lists)


def might_be_initials(text: str) -> bool:
    """Three capitals that no list has; those that end as councils, boards, trusts and partnerships do are theirs.

    >>> might_be_initials("RJH"), might_be_initials("KCC"), might_be_initials("CQC")
    (True, False, False)
    """
    code = text.strip("()[],;:.* ")
    if not re.fullmatch(r"[A-Z]{3}", code) or code.endswith(("CC", "B", "T", "P")):
        return False
    return not lexicon().has(key(code), *(name for _, name in _ACRONYMS))


RULES: tuple[Rule, ...] = (
    unassigned,
    explained,
    known_name,
    titled_person,
    welsh_post,
    welsh_group,
    namesake,
    initialled_person,
    person_with_post,
    collective,
    acronym,
    second_post,
    dashed_holder,
    unknown_holder,
    post,
    body,
    organisation,
    service,
    person,
    field,
    long_acronym,
    coded_name,
    abbreviated,
    placed_field,
)


@lru_cache(maxsize=8192)
def _kind(text: str) -> str:
    return _read_kind(Phrase(text, {}))


def _read_kind(phrase: Phrase) -> str:
    if not phrase.keys:
        return UNASSIGNED if unassigned(phrase) else UNKNOWN
    return next((kind for rule in RULES if (kind := rule(phrase)) is not None), UNKNOWN)


def kind_of(text: str, abbreviations: Mapping[str, str] | None = None) -> str:
    """The letter of the first rule that recognises the words; UNKNOWN where none does.

    >>> kind_of("Head of Housing"), kind_of("Policy Officer"), kind_of("Anne Bell"), kind_of("Housing")
    ('H', 'R', 'P', 'U')
    """
    if len(text) > LONGEST_PARTY:
        return UNKNOWN
    return _read_kind(Phrase(text, abbreviations)) if abbreviations else _kind(text)


LONGEST_PARTY = 600
"""Characters in what may be one party. Rules look at every pair of words, so longer ones would take seconds."""
