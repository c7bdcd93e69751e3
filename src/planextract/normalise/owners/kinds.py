"""What a run of words is when it stands alone: a person, a post, a body, a department ...

Each kind has a letter, so that a whole cell can be written as a short string such as "P,H&P" and the splitting of
cells be a matter of patterns over such strings.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from planextract.normalise.owners.initialisms import stands_for
from planextract.normalise.owners.lexicon import folded, key, lexicon, phrases
from planextract.normalise.owners.names import (
    certain,
    length_before_post,
    means_nothing_else,
    person_length,
    titled,
)

PERSON, HOLDER, INITIALS = "P", "Q", "I"
CHARGE, CHAIR, POST, SECOND = "H", "K", "R", "M"
COLLECTIVE, UNASSIGNED = "C", "X"
BODY, BARE_BODY = "B", "b"
ORGANISATION, BARE_ORGANISATION, DEPARTMENT = "O", "o", "D"
SERVICE, FIELD, UNIT_ACRONYM, UNKNOWN = "S", "U", "A", "N"
"""HOLDER is a name with a post right behind it. CHARGE is a post that names what it is in charge of after its head
("Head of Housing"), so that more may follow; CHAIR wants the name of a body and has but a field yet ("Chair of
Planning"); POST ends with its head ("Policy Officer"); SECOND is a post that often goes with another. BARE_BODY and
BARE_ORGANISATION are single words and abbreviations. DEPARTMENT names what it is for after its head ("Directorate of
Housing", "Department for Transport"), so that more may follow. SERVICE ends with a word such as "services" or
"department"; FIELD is one or more fields of work ("Housing", "Children and Families")."""

_ARTICLE = re.compile(r"^(?:(?:[Tt]he|THE)\s+|[Aa]n?\s+(?=[a-z]))")
_WELSH_ARTICLE = re.compile(r"[Yy]r?\s+([\w-]+)")
_AT_COUNCIL = re.compile(r"(?<!\s)\s+(?:at|for|in)\s+the\s+(?:council|authority|trust)$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INITIALS = re.compile(
    r"[A-Z]{2}|[A-Z]{2}[a-z]{1,2}|[A-Z][a-z][A-Z]|(?:[A-Z]\.\s?){2,3}|[a-z]{2}"
    r"|[A-Z]{1,2}Ma?c[A-Z]?|[A-Z]{1,2}[OD]['’][A-Z]|[A-Z]{2}-[A-Z]|[A-Z]-[A-Z]{2}|[A-Z]{1,2}v[do]?[A-Z]"
)
_OF_SOMETHING = re.compile(r"D?[DH]o[A-Z]{1,3}")
"""The abbreviation of a head or director of something: "DoN", "HoPS", "DDoF"."""
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}|[A-Z][a-z]{1,3}[A-Z][A-Za-z]{0,3}")


def without_article(text: str) -> str:
    """Words without "the" or "a" before them; "A Bell" keeps its initial, and the Welsh article goes only from a post
    or title that we know.

    >>> without_article("the Head of Housing"), without_article("Y Pennaeth Cyllid"), without_article("Y Bell")
    ('Head of Housing', 'Pennaeth Cyllid', 'Y Bell')
    """
    return _ARTICLE.sub("", without_welsh_article(text), count=1)


def without_welsh_article(text: str) -> str:
    """Words without "Y" or "Yr" before a post or title."""
    welsh = _WELSH_ARTICLE.match(text)
    if welsh and lexicon().has(key(welsh[1]), "welsh.posts", "welsh.modifiers", "person.councillors"):
        return text[welsh.start(1) :]
    return text


@dataclass(frozen=True)
class Phrase:
    """Some words with what the document's abbreviations stand for."""

    text: str
    abbreviations: Mapping[str, str]

    @cached_property
    def tokens(self) -> list[str]:
        plain = _BRACKETS.sub(" ", self.text).strip() or self.text.strip("()[] ")
        tokens = _AT_COUNCIL.sub("", without_article(plain)).split()
        while (
            len(tokens) > 2 and key(tokens[-1]) in lexicon()["person.postnominals"] and tokens[-1].isupper()
        ):
            tokens.pop()
        return tokens

    @cached_property
    def keys(self) -> list[str]:
        return [word for token in self.tokens if (word := key(token))]

    @property
    def whole(self) -> str:
        return " ".join(self.keys)

    @property
    def last(self) -> str:
        return self.keys[-1]


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


def known_name(phrase: Phrase) -> str | None:
    """Firms, charities and departments of state whose names look like anything else, with or without a place."""
    names, keys = lexicon()["organisation.names"], phrase.keys
    if phrase.whole in names:
        return BARE_ORGANISATION
    if phrase.whole in lexicon()["unit.names"]:
        return UNIT_ACRONYM
    placed = any(
        " ".join(keys[:size]) in names and all(token[:1].isupper() for token in phrase.tokens[size:])
        for size in range(1, min(3, len(keys)))
    )
    headed = any(lexicon().has(word, "role.heads", "body.heads", "unit.heads") for word in keys)
    return ORGANISATION if placed and not headed else None


def titled_person(phrase: Phrase) -> str | None:
    length = person_length(phrase.tokens) if titled(phrase.tokens) else 0
    if not length:
        return None
    return PERSON if length == len(phrase.tokens) else HOLDER


def collective(phrase: Phrase) -> str | None:
    """Everyone of some sort: "All agencies", "Service Unit Managers", "Directors of Services"."""
    words = lexicon()
    first = phrase.keys[0]
    plural = re.fullmatch(r"[A-Z]{2,5}s", phrase.tokens[0]) is not None and len(phrase.tokens) == 1
    head = phrase.keys[phrase.keys.index("of", 1) - 1] if "of" in phrase.keys[1:] else phrase.last
    if plural_doer(head) and not _named(phrase):
        return None if first not in words["collective.first"] and _one_post(phrase.keys, head) else COLLECTIVE
    if _plural_groups(phrase, head):
        return COLLECTIVE
    if first not in words["collective.first"] and _one_post(phrase.keys, head):
        return None
    if (
        first == "all"
        and len(phrase.keys) > 2
        and phrase.last in words["body.heads"]
        and phrase.last[-1] != "s"
    ):
        return None  # "All Wales Task Group" is one
    return (
        COLLECTIVE
        if first in words["collective.first"] or head in words["collective.words"] or plural
        else None
    )


def plural_doer(word: str) -> bool:
    """Whether a word is the plural of a noun for people, by the posts we know or by its ending.

    >>> plural_doer("cleaners"), plural_doer("scrutineers"), plural_doer("checklists"), plural_doer("papers")
    (True, True, False, False)
    """
    words = lexicon()
    if word[-1:] != "s" or words.has(word, "words.topics", "words.common", "collective.things"):
        return False
    one = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    if one in words["role.heads"] or (one.endswith("e") and one[:-1] in words["role.heads"]):
        return True
    return any(
        word.endswith(ending) and len(word) > len(ending) + 2 for ending in words["collective.endings"]
    )


def _named(phrase: Phrase) -> bool:
    """Whether a forename stands first, so that a plural is a surname: "Anne Masters"."""
    return len(phrase.keys) == 2 and phrase.keys[0] in lexicon()["person.forenames"]


def _plural_groups(phrase: Phrase, head: str) -> bool:
    """Groups of a sort rather than one by name: "local authorities", "Friends groups", "Teachers' networks"."""
    words = lexicon()
    if head not in words["collective.groups"] or len(phrase.keys) < 2:
        return False
    if head in words["collective.often_named"] and not any(
        words.has(word, "collective.sorts", "role.modifiers", "collective.first") or token[-1] in "'’"
        for word, token in zip(phrase.keys, phrase.tokens, strict=False)
    ):
        return False  # "Treasury Management and Exchequer Teams"
    general = (
        "words.topics",
        "role.modifiers",
        "organisation.kinds",
        "collective.first",
        "collective.words",
        "collective.sorts",
        "words.small",
        "words.places",
    )
    others = [(token, word) for token in phrase.tokens if (word := key(token)) and word != head]
    return all(
        token.islower()
        or words.has(word, *general)
        or words.has(word.rstrip("'"), *general)
        or _abstract(word)
        or plural_doer(word.rstrip("'"))
        or token.isupper()
        for token, word in others
    )


def _one_post(keys: list[str], last: str) -> bool:
    """Whether a plural only ends the field of one post: "Assistant Director Schools", and not "Executive Members"."""
    words = lexicon()
    if last.removesuffix("s") in words["role.heads"] or last not in keys[1:]:
        return False
    return any(
        word in words["role.heads"] and word not in words["role.modifiers"] and word != "head"
        for word in keys[: keys.index(last)]
    )


def welsh_post(phrase: Phrase) -> str | None:
    """A post in Welsh, whose head stands first: "Pennaeth Cyllid", "Dirprwy Brif Weithredwr"."""
    words, place = lexicon(), 0
    while place < len(phrase.keys) - 1 and phrase.keys[place] in words["welsh.modifiers"]:
        place += 1
    if phrase.keys[place] not in words["welsh.posts"]:
        return None
    return CHARGE if place + 1 < len(phrase.keys) else POST


def welsh_group(phrase: Phrase) -> str | None:
    """A committee, team, department or council named in Welsh, its head first: "Bwrdd Iechyd", "Y Cabinet"."""
    first = phrase.keys[0] if phrase.keys[0] not in ("y", "yr") or len(phrase.keys) == 1 else phrase.keys[1]
    return next((kind for kind, name in _WELSH if first in lexicon()[name]), None)


_WELSH = (
    (BODY, "welsh.bodies"),
    (ORGANISATION, "welsh.organisations"),
    (SERVICE, "welsh.units"),
    (COLLECTIVE, "welsh.collectives"),
)


def namesake(phrase: Phrase) -> str | None:
    """A known forename before a surname that is the noun of a post as well: "Anne Porter"."""
    words = lexicon()
    if len(phrase.keys) != 2 or phrase.last not in words["person.namesakes"]:
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
    if "of" in keys[1:-1] and _group_noun(keys[keys.index("of", 1) - 1]):
        return None  # "Association of Directors of Children's Services"
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


def body(phrase: Phrase) -> str | None:
    words, keys = lexicon(), phrase.keys
    if len(keys) > 1 and keys[-1].isdigit() and not keys[-2].isdigit():
        return body(Phrase(" ".join(keys[:-1]), {}))  # "Sub group 2"
    if any(small in ("of", "on") and head in words["body.heads"] for head, small in pairwise(keys[:-1])):
        return BODY
    if " ".join(keys[-2:]) in words["body.phrases"]:
        return BODY
    if phrase.last not in words["body.heads"]:
        before, _, head = phrase.last.rpartition("-")  # "Eco-committee"
        return BODY if before and head in words["body.alone"] else None
    if len(keys) > 1 and keys[-2] in ("and", "&") and phrase.last not in words["body.alone"]:
        return field(phrase)
    return BODY if len(keys) > 1 else BARE_BODY if phrase.last in words["body.alone"] else FIELD


def organisation(phrase: Phrase) -> str | None:
    words, keys = lexicon(), phrase.keys
    if len(keys) > 2 and keys[1] in ("for", "of") and keys[0] in words["organisation.leading"]:
        return ORGANISATION if phrase.last in words["organisation.heads"] else DEPARTMENT
    if len(keys) == 1 and phrase.last in words["words.topics"]:
        return None
    if any(" ".join(keys[-size:]) in words["organisation.endings"] for size in (1, 2, 3) if len(keys) > size):
        return ORGANISATION
    if len(keys) > 1 and keys[0] in words["organisation.prefixes"] and phrase.tokens[1][:1].isupper():
        return ORGANISATION
    borough = len(keys) > 3 and keys[1] in ("borough", "city", "county") and keys[2] == "of"
    if borough or phrase.last in words["organisation.heads"] or "nhs" in keys or "council" in keys:
        return ORGANISATION if len(keys) > 1 else BARE_ORGANISATION
    heads = words["organisation.heads"]
    if any(word in heads and after in ("for", "of") for word, after in pairwise(keys[:-1])):
        return ORGANISATION  # "Equality Commission for Northern Ireland"
    return None


def service(phrase: Phrase) -> str | None:
    words, keys = lexicon(), phrase.keys
    if len(keys) == 2 and keys[0] in words["unit.numbered"] and re.fullmatch(r"\d{1,2}[a-z]?", keys[1]):
        return SERVICE
    if len(keys) > 2 and keys[0] in words["unit.leading"] and keys[1] in ("of", "for"):
        return DEPARTMENT
    if phrase.last in words["unit.heads"] or any(
        word in ("directorate", "department", "division") for word in keys
    ):
        return SERVICE
    return None


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
    unit = code and _ACRONYM.fullmatch(after) is not None and certain(phrase.tokens[:length])
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


def field(phrase: Phrase) -> str | None:
    """Nothing but fields of work."""
    small = {"", "and", "of", "for", "&", "the", "in", "with", "-", "to"}
    content = [word for word in phrase.keys if word not in small]
    known = [_topic(word) for word in content]
    if len(known) > 1 and known[-1] and not known[0]:
        known[0] = _of_whose(phrase)
    return FIELD if known and all(known) else None


def _topic(word: str) -> bool:
    topics = lexicon()["words.topics"]
    known = word in topics or word.removesuffix("'s") in topics or word in lexicon()["unit.acronyms"]
    return known or _abstract(word)


def _of_whose(phrase: Phrase) -> bool:
    """Whether the first word only says whose field of work it is: "Police Licensing", "SWAP Internal Audit"."""
    code = re.fullmatch(r"[A-Z]{3,6}|[A-Z][a-z][A-Z]{1,4}", phrase.tokens[0]) is not None
    code = code and not "".join(phrase.tokens).isupper()
    return code or lexicon().has(phrase.keys[0], "organisation.heads", "body.heads")


def coded_name(phrase: Phrase) -> str | None:
    """Words that end with an abbreviation of three letters or more are the name of some body: "Anytown BID"."""
    *words, code = phrase.tokens
    if not words or not re.fullmatch(r"[A-Z]{3,5}", code) or "".join(words).isupper():
        return None
    plain = all(word[:1].isupper() and not lexicon().has(key(word), "words.common") for word in words)
    return (
        BARE_ORGANISATION if plain and not lexicon().has(key(code), "role.acronyms", "words.common") else None
    )


def _abstract(word: str) -> bool:
    """Nouns of activity: no surname ends like this."""
    return len(word) > 6 and word.endswith(
        ("tion", "tions", "ment", "ments", "ships", "ology", "ities", "ability")
    )


def long_acronym(phrase: Phrase) -> str | None:
    """Capitals that no list has: three may be anybody, four and more are a body or an organisation."""
    text = " ".join(phrase.tokens).strip("()[],;:.* ")
    if not _ACRONYM.fullmatch(text):
        return None
    return BARE_BODY if len(text) > 3 and text.endswith("B") else BARE_ORGANISATION


def might_be_initials(text: str) -> bool:
    """Three capitals that no list has; those that end as councils, boards, trusts and partnerships do are theirs.

    >>> might_be_initials("RJH"), might_be_initials("KCC"), might_be_initials("CQC")
    (True, False, False)
    """
    code = text.strip("()[],;:.* ")
    if not re.fullmatch(r"[A-Z]{3}", code) or code.endswith(("CC", "B", "T", "P")):
        return False
    return not lexicon().has(key(code), *(name for _, name in _ACRONYMS))


def abbreviated(phrase: Phrase) -> str | None:
    """Words with their own initials behind them are some body's name: "General Services Administration (GSA)"."""
    match = _WITH_CODE.fullmatch(phrase.text.strip())
    return ORGANISATION if match is not None and stands_for(match[2], match[1]) else None


def placed_field(phrase: Phrase) -> str | None:
    """A word that means nothing to us before a field of work is a firm or trust: "Anytown Homes"."""
    *words, last = phrase.tokens
    if not words or len(words) > 2 or not _topic(key(last)) or last.islower():
        return None
    plain = means_nothing_else(words[0]) and all(
        _topic(key(word)) or means_nothing_else(word) for word in words
    )
    return BARE_ORGANISATION if plain and key(last) not in lexicon()["person.surnames"] else None


_WITH_CODE = re.compile(r"([A-Z][^()]{5,100}?)\s*\(([A-Z][A-Za-z&]{2,7})\)")

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
    return _read_kind(Phrase(text, abbreviations)) if abbreviations else _kind(text)
