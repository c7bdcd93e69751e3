"""People and groups of a sort rather than one: "All agencies", "Service Unit Managers", "local authorities"."""

import re

from planextract.normalise.owners.fields import abstract
from planextract.normalise.owners.letters import COLLECTIVE
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.phrase import Phrase


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
        or abstract(word)
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
