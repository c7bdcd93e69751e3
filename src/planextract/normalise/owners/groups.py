"""Bodies, organisations and departments, by the nouns that end or begin their names."""

import re
from itertools import pairwise

from planextract.normalise.owners.fields import field, topic
from planextract.normalise.owners.initialisms import stands_for
from planextract.normalise.owners.letters import (
    BARE_BODY,
    BARE_ORGANISATION,
    BODY,
    COLLECTIVE,
    DEPARTMENT,
    FIELD,
    ORGANISATION,
    SERVICE,
    UNIT_ACRONYM,
)
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import means_nothing_else
from planextract.normalise.owners.phrase import Phrase

ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}|[A-Z][a-z]{1,3}[A-Z][A-Za-z]{0,3}")


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


def body(phrase: Phrase) -> str | None:
    words, keys = lexicon(), phrase.keys
    if len(keys) > 1 and keys[-1].isdigit() and not keys[-2].isdigit():
        return body(Phrase(" ".join(keys[:-1]), {}))  # "Sub group 2"
    if any(small in ("of", "on") and head in words["body.heads"] for head, small in pairwise(keys[:-1])):
        return BODY
    if " ".join(keys[-2:]) in words["body.phrases"]:
        return BODY
    if len(keys) > 1 and phrase.last in words["body.acronyms"] and phrase.tokens[-1].isupper():
        return BODY  # "ASC SMT"
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
    listed = any(token.endswith(",") for token in phrase.tokens) and not {"and", "&"} & set(keys)
    if listed or (len(keys) == 1 and phrase.last in words["words.topics"]):
        return None  # ("Infrastructure, Anyshire Council")
    if any(" ".join(keys[-size:]) in words["organisation.endings"] for size in (1, 2, 3) if len(keys) > size):
        return ORGANISATION
    if len(keys) > 1 and keys[0] in words["organisation.prefixes"] and phrase.tokens[1][:1].isupper():
        return ORGANISATION
    if _national(phrase):
        return BARE_ORGANISATION
    borough = len(keys) > 3 and keys[1] in ("borough", "city", "county") and keys[2] == "of"
    if borough or phrase.last in words["organisation.heads"] or "nhs" in keys or "council" in keys:
        return ORGANISATION if len(keys) > 1 else BARE_ORGANISATION
    heads = words["organisation.heads"]
    if any(word in heads and after in ("for", "of") for word, after in pairwise(keys[:-1])):
        return ORGANISATION  # "Equality Commission for Northern Ireland"
    return None


def _national(phrase: Phrase) -> bool:
    """Whether words are the name of some body of a nation: "Scottish Forestry", "Royal Mail"."""
    first, *others = phrase.keys
    if not 1 <= len(others) <= 3 or first not in lexicon()["organisation.national"]:
        return False
    group = ("role.heads", "role.modifiers", "body.heads", "unit.heads", "words.common")
    named = all(token[:1].isupper() and not token.isupper() for token in phrase.tokens)
    return named and not any(lexicon().has(word, *group) for word in others)


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


def coded_name(phrase: Phrase) -> str | None:
    """Words that end with an abbreviation of three letters or more are the name of some body: "Anytown BID"."""
    *words, code = phrase.tokens
    if not words or not re.fullmatch(r"[A-Z]{3,5}", code) or "".join(words).isupper():
        return None
    plain = all(word[:1].isupper() and not lexicon().has(key(word), "words.common") for word in words)
    return (
        BARE_ORGANISATION if plain and not lexicon().has(key(code), "role.acronyms", "words.common") else None
    )


def long_acronym(phrase: Phrase) -> str | None:
    """Capitals that no list has: three may be anybody, four and more are a body or an organisation."""
    text = " ".join(phrase.tokens).strip("()[],;:.* ")
    if not ACRONYM.fullmatch(text):
        return None
    return BARE_BODY if len(text) > 3 and text.endswith("B") else BARE_ORGANISATION


def abbreviated(phrase: Phrase) -> str | None:
    """Words with their own initials behind them are some body's name: "General Services Administration (GSA)"."""
    match = _WITH_CODE.fullmatch(phrase.text.strip())
    return ORGANISATION if match is not None and stands_for(match[2], match[1]) else None


def placed_field(phrase: Phrase) -> str | None:
    """A word that means nothing to us before a field of work is a firm or trust: "Anytown Homes"."""
    *words, last = phrase.tokens
    if not words or len(words) > 2 or not topic(key(last)) or last.islower():
        return None
    plain = means_nothing_else(words[0]) and all(
        topic(key(word)) or means_nothing_else(word) for word in words
    )
    return BARE_ORGANISATION if plain and key(last) not in lexicon()["person.surnames"] else None


_WITH_CODE = re.compile(r"([A-Z][^()]{5,100}?)\s*\(([A-Z][A-Za-z&]{2,7})\)")
