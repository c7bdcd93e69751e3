"""The post and the organisation in the words that stand beside a name."""

import re

from planextract.normalise.owners.initialisms import stands_for
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.phrase import without_article
from planextract.normalise.owners.wrapping import masked
from planextract.records import fold

_EDGES = " \t\n,;:.-–—/&|*•·▪"


_HOW_MANY = re.compile(r"(?<!\s)\s*\(?(?<![A-Za-z])[xX]\s?\d{1,2}\)?$")
"""How many hold a post: "Divisional Directors x 3"."""


def clean(text: str) -> str:
    """Words without the white space, bullets and loose signs around them."""
    bare = _HOW_MANY.sub("", fold(text))
    full_stop = re.search(r"\b(?:[A-Z]|Ltd|Inc|Dev|Jnr|Snr)\.$", bare) is not None
    return bare.strip(_EDGES) + ("." if full_stop else "")


def plain(text: str) -> str:
    """Words without an article before them."""
    return without_article(clean(text))


def segments(text: str) -> list[str]:
    """Words between commas that are not in brackets."""
    hidden, found, start = masked(text), [], 0
    for match in re.finditer(r"[,;\n]", hidden):
        found.append(text[start : match.start()])
        start = match.end()
    return [bare for part in [*found, text[start:]] if (bare := clean(part))]


def is_organisation(kind: str) -> bool:
    return kind in "BOboD"


def _with_tail(segment: str) -> tuple[str, str]:
    """A post and the council or trust named right behind it, without a comma."""
    tokens = segment.split()
    if len(tokens) < 3 or key(tokens[-1]) not in lexicon()["organisation.heads"]:
        return segment, ""
    start = len(tokens) - 1
    while start > 1 and _of_name(tokens[start - 1]):
        start -= 1
    while start < len(tokens) - 1 and tokens[start].islower():
        start += 1
    named = len(tokens) - start > 1 and key(tokens[start - 1]) not in ("of", "the", "for", "and", "&")
    return (" ".join(tokens[:start]), " ".join(tokens[start:])) if named and start else (segment, "")


def _of_name(token: str) -> bool:
    """Whether a word may stand inside the name of a council: a place, or "County", "City", "of"."""
    word, words = key(token), lexicon()
    if word in words["organisation.kinds"] or word == "of":
        return True
    blocking = ("words.topics", "role.heads", "unit.heads", "body.heads", "role.modifiers")
    return token[:1].isupper() and not token.endswith((",", ")")) and not words.has(word, *blocking)


_FOR_PLACE = re.compile(r"(.+\b(?:of|for)\b.+?)\s+(?:for|at|in)\s+([A-Z][\w-]+(?: [A-Z][\w-]+)?)")
_BRACKET_AT_END = re.compile(r"([^()]*[^()\s])\s*\(([^()]+)\)")
_CODE_AT_END = re.compile(r"(.*\S)\s*[(\[]([A-Z][A-Za-z&]{1,7})[)\]]")


def without_code(text: str | None) -> str | None:
    """A name without its own initials behind it: "Senior Information Risk Owner (SIRO)".

    >>> without_code("Anyshire Transport Police (ATP)"), without_code("Deputy Chief Executive (S151)")
    ('Anyshire Transport Police', 'Deputy Chief Executive (S151)')
    """
    match = _CODE_AT_END.fullmatch(text) if text else None
    return match[1] if match is not None and stands_for(match[2], match[1]) else text


_AT_COUNCIL = re.compile(r"(?<!\s)\s+(?:at|for|in)\s+the\s+(?:council|authority|trust)$")


def _with_place(post: str) -> tuple[str, str]:
    """ "director of children's services for Rotherham": the post and the place it serves."""
    match = _FOR_PLACE.fullmatch(post)
    if match is None or any(lexicon().has(key(token), *_NO_PLACE) for token in match[2].split()):
        return post, ""
    return match[1], match[2]


_NO_PLACE = ("words.topics", "role.heads", "unit.heads", "body.heads", "collective.words")


_OF_WHOM = re.compile(r"(?:the )?([^,;()]{2,60}?)['’]s?\s+(?=[A-Z])(.+)")


def of_whom(text: str) -> tuple[str, str] | None:
    """The post and organisation of "Anyshire Council's Head of Planning"; "Children's Services Manager" has none."""
    match = _OF_WHOM.fullmatch(text) if "'" in text or "’" in text else None
    if match is None or not is_organisation(kind_of(match[1])) or not is_post(kind_of(match[2])):
        return None
    return plain(match[2]), plain(match[1])


def is_post(kind: str) -> bool:
    return kind in "HKRMC"


def post_and_organisation(text: str, titled: bool) -> tuple[str, str]:
    """The post and the organisation in the words that follow a name."""
    held = _BRACKET_AT_END.fullmatch(text)
    if held and is_organisation(kind_of(held[1])) and is_post(kind_of(held[2])):
        return plain(held[2]), plain(held[1])
    if owned := of_whom(text):
        return owned
    parts = segments(text)
    kinds = [kind_of(part) for part in parts]
    organisations: list[str] = []
    while len(parts) > 1 and is_organisation(kinds[-1]) and any(map(is_post, kinds[:-1])):
        organisations.insert(0, parts.pop())
        kinds.pop()
    if len(parts) > 1 and not is_post(kinds[0]) and is_post(kinds[-1]) and kinds[0] in "BOboS":
        return plain(parts[-1]), ", ".join(parts[:-1])
    if len(parts) == 1 and not organisations and not is_post(kinds[0]):
        return _unposted(parts[0], kinds[0], titled)
    return _ended(_held(text, organisations), organisations)


def _held(text: str, organisations: list[str]) -> str:
    """The words before the organisations, as printed."""
    if not organisations:
        return clean(text)
    place = fold(text).rfind(organisations[0])
    return clean(fold(text)[:place])


def _ended(post: str, organisations: list[str]) -> tuple[str, str]:
    if not organisations:
        post, tail = _with_tail(post)
        post, place = (post, tail) if tail else _with_place(_AT_COUNCIL.sub("", post))
        return plain(post), place
    return plain(post), ", ".join(organisations)


def _unposted(text: str, kind: str, titled: bool) -> tuple[str, str]:
    """Words behind a name that are no post: a portfolio, a department, a firm."""
    if (
        is_organisation(kind)
        or kind in "SA"
        or (kind == "I" and text.isupper())
        or (kind == "U" and not titled)
    ):
        return "", text
    if kind == "N" and text[:1].isupper() and len(text.split()) < 3 and not titled:
        return "", text
    post, organisation = _with_tail(text)
    return plain(post), organisation
