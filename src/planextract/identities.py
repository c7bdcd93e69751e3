"""Owners that may be one party under two names: offered to a person to decide, never merged.

Each rule is a small function over two ways of naming a party and gives a reason or nothing; it is the first that finds
one that counts. A name that fits several others ("AB" beside Anne Bell and Adam Brown) is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planextract.normalise.owners.lexicon import folded, lexicon
from planextract.records import Action, Identity, IdentityReason, Owner

MOST = 400
"""Ways of naming an owner; in a longer list pairs are not looked for, since a pair of any two would drown the rest."""

Key = tuple[str, str, str]
"""Name, post and organisation, folded."""


@dataclass(frozen=True)
class Named:
    """One way of naming a party, and the actions whose owners are named so."""

    printed: str
    kind: str
    name: str
    role: str
    organisation: str
    expansion: str
    actions: tuple[str, ...]


def suggestions(actions: Sequence[Action]) -> tuple[Identity, ...]:
    """Pairs of names that may be one party, in the order in which they appear."""
    parties = _parties(actions)
    if len(parties) > MOST:
        return ()
    pairs = [
        (one, other, reason) for one, other in combinations(parties, 2) if (reason := _reason(one, other))
    ]
    fits: dict[tuple[str, IdentityReason], int] = defaultdict(int)
    for one, other, reason in pairs:
        for party in (one, other):
            fits[party.printed, reason] += 1
    return tuple(
        Identity(names=(one.printed, other.printed), reason=reason, action_ids=(one.actions, other.actions))
        for one, other, reason in pairs
        if reason not in CHOSEN or max(fits[one.printed, reason], fits[other.printed, reason]) == 1
    )


def _parties(actions: Sequence[Action]) -> list[Named]:
    """Every way of naming an owner once, as first printed."""
    first: dict[Key, Owner] = {}
    held: dict[Key, list[str]] = defaultdict(list)
    for action in actions:
        for owner in action.owners:
            key = _plain(owner.name), _plain(owner.role), _plain(owner.organisation)
            if any(key):
                first.setdefault(key, owner)
                if action.id not in held[key]:
                    held[key].append(action.id)
    return [
        Named(" ".join(owner.raw.split()), owner.kind, *key, _plain(owner.expansion), tuple(held[key]))
        for key, owner in first.items()
    ]


def _plain(text: str | None) -> str:
    """Folded words: "&" is "and", no punctuation, no title."""
    words = re.sub(r"[^\w']+", " ", folded(text or "").replace("&", " and ")).split()
    return " ".join(word for word in words if word not in lexicon()["person.honorifics"]).removeprefix("the ")


# Reasons -----------------------------------------------------------------------------------------------------------


def initials_of_name(one: Named, other: Named) -> bool:
    """ "JH" and "Jane Humphreys"."""
    short, long = (one, other) if one.kind == "initials" else (other, one)
    if short.kind != "initials" or long.kind != "person" or short.expansion:
        return False
    letters = short.name.replace(" ", "")
    return letters == "".join(word[0] for word in re.split(r"[\s'-]+", long.name) if word)


def shorter_name(one: Named, other: Named) -> bool:
    """ "Cllr Penhale" and "John Penhale", "J Penhale" and "John Penhale"."""
    short, long = sorted((one, other), key=lambda party: len(party.name))
    if {one.kind, other.kind} != {"person"} or short.name == long.name:
        return False
    less, more = short.name.split(), long.name.split()
    if less[-1] != more[-1] or len(more) < 2:
        return False
    return len(less) == 1 or (less[0] == more[0][0] or (len(more) > len(less) and less[0] == more[0]))


def same_name(one: Named, other: Named) -> bool:
    """One person with two posts, or with one and without."""
    return bool(one.name) and one.name == other.name and one.kind == "person" == other.kind


def misspelt_name(one: Named, other: Named) -> bool:
    """ "Katherine Bell" and "Kathrine Bell"."""
    if {one.kind, other.kind} != {"person"} or min(len(one.name), len(other.name)) < 8:
        return False
    return one.name[0] == other.name[0] and _one_slip(one.name, other.name)


def misspelt_post(one: Named, other: Named) -> bool:
    """ "Saftey Manager" and "Safety Manager"; a number or letter that differs tells two posts apart."""
    same = not one.name and not other.name and one.organisation == other.organisation
    if not same or min(len(one.role), len(other.role)) < 10:
        return False
    words = list(_differing(one.role, other.role))
    coded = any(len(word) < 4 or word.upper() in f"{one.printed} {other.printed}".split() for word in words)
    return _one_slip(one.role, other.role) and not coded


def abbreviated_body(one: Named, other: Named) -> bool:
    """ "CMT" and "Corporate Management Team", where the document does not say so itself."""
    if one.name or one.role or other.name or other.role:
        return False
    short, long = sorted((one.organisation, other.organisation), key=len)
    if (short == one.organisation and one.expansion) or (short == other.organisation and other.expansion):
        return False
    words = [word for word in long.split() if word not in lexicon()["words.small"]]
    return " " not in short and len(short) > 2 and short == "".join(word[0] for word in words)


def abbreviated_post(one: Named, other: Named) -> bool:
    """ "DCS" and "Director of Children's Services"."""
    if one.name or other.name:
        return False
    short, long = sorted((one.role or one.organisation, other.role or other.organisation), key=len)
    words = [word for word in long.split() if word not in lexicon()["words.small"]]
    return (
        short in lexicon()["role.acronyms"] and len(short) > 2 and short == "".join(word[0] for word in words)
    )


def place_in_abbreviation(one: Named, other: Named) -> bool:
    """ "Chair of SLSCB" and "Chair of LSCB": the same post, and a body with and without the letter of its place."""
    if one.name or other.name:
        return False
    first, second = (f"{party.role} {party.organisation}".split() for party in (one, other))
    short, long = sorted((first[-1], second[-1]), key=len)
    printed = all(word in f"{one.printed} {other.printed}" for word in (short.upper(), long.upper()))
    grown = len(short) > 2 and long.endswith(short) and 0 < len(long) - len(short) <= 2
    return first[:-1] == second[:-1] and printed and grown


REASONS: tuple[tuple[IdentityReason, Callable[[Named, Named], bool]], ...] = (
    ("same_name", same_name),
    ("place_in_abbreviation", place_in_abbreviation),
    ("initials_of_name", initials_of_name),
    ("shorter_name", shorter_name),
    ("misspelt_name", misspelt_name),
    ("misspelt_post", misspelt_post),
    ("abbreviated_body", abbreviated_body),
    ("abbreviated_post", abbreviated_post),
)

CHOSEN: frozenset[IdentityReason] = frozenset({"initials_of_name", "shorter_name"})
"""Reasons that count only where a name fits one other."""


def _reason(one: Named, other: Named) -> IdentityReason | None:
    return next((reason for reason, rule in REASONS if rule(one, other)), None)


def _one_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one letter, left out, added, changed, or in two that changed places."""
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    start = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )
    return swapped or short[start + 1 :] == long[start + 1 :]


def _differing(one: str, other: str) -> Iterator[str]:
    """The words of two texts that are not in both."""
    first, second = one.split(), other.split()
    yield from (word for word in first if word not in second)
    yield from (word for word in second if word not in first)
