"""The names of people, by their shape and by common forenames."""

import re

from planextract.normalise.owners.lexicon import key, lexicon

_NUMBER = re.compile(r"\d{2,6}")
"""The collar number of a constable: "PC 1234 Bell"."""
_RUN_TOGETHER = re.compile(
    r"(?:[A-Z]\.){1,3}(?:(?:Mc|Mac|O['’])?[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?|(?:MC|O['’])?[A-Z]{3,}(?:-[A-Z]{3,})?)"
)
"""An initial and a surname without a blank: "C.Price", "C.PRICE"."""
_INITIAL = re.compile(r"(?:[A-Z]\.?){1,3}")
_NAME = re.compile(r"(?:Mc|Mac|O['’]|D['’])?[^\W\d_]['’]?[^\W\d_]*(?:[-'’][^\W\d_]+){0,3}")

_BLOCKING = (
    "role.heads",
    "role.modifiers",
    "role.acronyms",
    "body.heads",
    "body.acronyms",
    "organisation.heads",
    "organisation.acronyms",
    "unit.heads",
    "unit.acronyms",
    "collective.words",
    "collective.first",
    "words.topics",
    "words.places",
    "words.common",
    "words.clause",
    "words.imperatives",
)


def _bare(token: str) -> str:
    return token.strip(",;:()[]*?")


def _initial(token: str) -> bool:
    return _INITIAL.fullmatch(_bare(token)) is not None


def _name_shaped(token: str) -> bool:
    bare = _bare(token).rstrip(".")
    if bare.endswith(("'s", "’s")):
        return False  # ("Jane Bell's team")
    return len(bare) > 1 and bare[0].isupper() and _NAME.fullmatch(bare) is not None


def _forename(token: str) -> bool:
    words = lexicon()
    first = key(token).split("-")[0]
    return first in words["person.forenames"] or first in words["person.doubtful"]


def means_nothing_else(token: str) -> bool:
    """A capitalised word that means nothing else to us."""
    word = key(token)
    return _name_shaped(token) and not lexicon().has(word, *_BLOCKING)


def surely_named(text: str) -> bool:
    """Whether a name is more than two capitalised words: a title, an initial or a common forename stands first.

    >>> surely_named("Anne Bell"), surely_named("P Marsh"), surely_named("Street Scene")
    (True, True, False)
    """
    tokens = text.split()
    return bool(tokens) and (titled(tokens) or _initial(tokens[0]) or _forename(tokens[0]))


def alone_shaped(text: str) -> bool:
    """Whether one or two words have the shape of a forename or surname alone: "Okafor", "Jos C".

    >>> alone_shaped("Okafor"), alone_shaped("O'Dowd"), alone_shaped("the Board"), alone_shaped("NHS")
    (True, True, False, False)
    """
    tokens = text.split()
    first = tokens[:1] and _name_shaped(tokens[0]) and not _bare(tokens[0]).isupper()
    return bool(first) and (len(tokens) == 1 or (len(tokens) == 2 and _initial(tokens[1])))


def _particle(token: str) -> bool:
    return key(token) in lexicon()["person.particles"]


def _ends(token: str) -> bool:
    """Whether a comma or bracket closes the name here."""
    return token.endswith((",", ";", ":", ")"))


def titles(tokens: list[str]) -> int:
    """How many honorifics and ranks stand first.

    A post may begin with a rank or be "Councillor" alone, so it is no title unless something follows.
    """
    words = lexicon()
    party = (
        key(tokens[0]) in words["person.parties"] and key(tokens[1]) in words["person.councillors"]
        if tokens[2:]
        else False
    )
    count = int(party)
    while count < len(tokens) - 1 and _title(tokens, count):
        count += 1
    if 0 < count < len(tokens) - 1 and _NUMBER.fullmatch(tokens[count]):
        count += 1
    if count and not any(
        key(token) in words["person.honorifics"] or _rank_code(token) for token in tokens[:count]
    ):
        beside = tokens[count + 1 : count + 2] if not _ends(tokens[count]) else []
        if any(key(token) in words["role.heads"] for token in (*beside, tokens[-1])):
            return 0  # "Chief Operating Officer", "Chief Operating Officer – Planned Care"
        code = _CODE.fullmatch(tokens[count]) is not None and len(tokens[count]) > 2
        if code and not "".join(tokens).isupper():
            return 0  # "Chief AHP"
        return count if means_nothing_else(tokens[count]) or _initial(tokens[count]) else 0
    return count


def _title(tokens: list[str], place: int) -> bool:
    """Whether an honorific or rank stands at a place, or the "and" of "Mr and Mrs"."""
    if place and tokens[place] in ("&", "and"):
        return key(tokens[place + 1]) in lexicon()["person.honorifics"]
    if place == 0 and tokens[0] == "Y":  # "Y Cyng. P. Howells"
        return key(tokens[1]) in lexicon()["person.councillors"]
    if key(tokens[place]) in lexicon()["person.rank_modifiers"]:
        return key(tokens[place + 1]) in lexicon()["person.ranks"]
    if _rank_code(tokens[place]):
        return len(tokens) > place + 2 and _forename(tokens[place + 1])
    return lexicon().has(key(tokens[place]), "person.honorifics", "person.ranks")


def has_portfolio(tokens: list[str]) -> bool:
    """Whether a title is one of those whose fields of work are portfolios: "Mr E Fox, Transport" of a council's
    cabinet, where "DI Fox, Transport" works in that unit.
    """
    count = titles(tokens)
    return any(key(token) in lexicon()["person.portfolio_titles"] for token in tokens[:count])


def _rank_code(token: str) -> bool:
    return token.isupper() and key(token) in lexicon()["person.rank_codes"]


def titled(tokens: list[str]) -> bool:
    return titles(tokens) > 0


def _surname(tokens: list[str], start: int) -> int:
    """The place behind a surname with its particles; `start` where there is none."""
    place = start
    while place < len(tokens) - 1 and _particle(tokens[place]) and place < start + 3:
        place += 1
    return place + 1 if place < len(tokens) and _name_shaped(tokens[place]) else start


def _after_initials(tokens: list[str], start: int) -> int:
    place = start
    while place < len(tokens) and place < start + 3 and _initial(tokens[place]) and not _ends(tokens[place]):
        place += 1
    return place


def _more(tokens: list[str], place: int) -> int:
    """Further surnames, with their particles: "Ana Lopez Garcia", "Ffion ap Gwilym"."""
    while place < len(tokens) and place < 5 and not _ends(tokens[place - 1]):
        after = _small_particles(tokens, place)
        if not (after < len(tokens) and means_nothing_else(tokens[after])) or _code(tokens, after):
            break
        place = after + 1
    return place


def _code(tokens: list[str], place: int) -> bool:
    """Whether capitals behind a name in small letters are of a post or body: "Anne Bell KCC", "Anne Bell DoF"."""
    before = tokens[place - 1]
    return (
        _CODE.fullmatch(_bare(tokens[place])) is not None and before[1:].islower() and not _forename(before)
    )


_CODE = re.compile(r"[A-Z]{2,5}|[DH]o[A-Z]{1,3}")


def _small_particles(tokens: list[str], place: int) -> int:
    """The place behind the particles in small letters, two at the most, that stand at a place."""
    start = place
    while place < len(tokens) and place < start + 2 and tokens[place].islower() and _particle(tokens[place]):
        place += 1
    return place


def _after_forename(token: str) -> bool:
    """A surname behind a title and a forename, which may be a word of services too: "Cllr Anne Green"."""
    if _surname_like(token):
        return True
    return _name_shaped(token) and key(token) in lexicon()["words.topics"] and not _thing(token)


def _titled_length(tokens: list[str], start: int) -> int:
    if _RUN_TOGETHER.fullmatch(_bare(tokens[start])):
        return _more(tokens, start + 1)
    place = _after_initials(tokens, start)
    if place == start and _forename(tokens[start]) and not _ends(tokens[start]):
        follows = start + 1 < len(tokens) and (
            _after_forename(tokens[start + 1]) or _particle(tokens[start + 1])
        )
        end = _surname(tokens, start + 1) if follows else start + 1
        return _more(tokens, end)
    if place == len(tokens) and place > start:
        return place
    end = _surname(tokens, place)
    last = key(tokens[end - 1])
    post = lexicon().has(last, "role.heads", "role.modifiers") and last not in lexicon()["person.namesakes"]
    if end == place or post:
        return 0
    return _more(tokens, end) if place == start else end


def _initialled_length(tokens: list[str]) -> int:
    """ "J Smith", "A. N. Other": the surname must mean nothing else."""
    if _RUN_TOGETHER.fullmatch(_bare(tokens[0])):
        return _more(tokens, 1)
    place = _after_initials(tokens, 0)
    acronyms = ("organisation.acronyms", "unit.acronyms", "body.acronyms", "role.acronyms")
    if place == 0 or place >= len(tokens) or lexicon().has(key(tokens[0]), *acronyms):
        return 0
    end = _surname(tokens, place)
    return (
        end
        if end > place and _surname_like(tokens[end - 1]) and len(_bare(tokens[0]).replace(".", "")) < 3
        else 0
    )


def _surname_like(token: str) -> bool:
    return means_nothing_else(token) or (
        _name_shaped(token) and lexicon().has(key(token), "person.surnames", "person.namesakes")
    )


def _forenamed_length(tokens: list[str]) -> int:
    """A known forename, an initial or two perhaps, and a surname; a forename alone unless it is a word as well."""
    if not (_name_shaped(tokens[0]) and _forename(tokens[0])):
        return 0
    if len(tokens) == 1:
        return 0 if lexicon().has(key(tokens[0]), "person.doubtful", "words.common") else 1
    if _ends(tokens[0]):
        return 0
    place = _after_initials(tokens, 1)
    if place == 2 == len(tokens):
        return 2  # "Steve W"
    end = _surname(tokens, place)
    if end == place:
        return 0
    doubtful = key(tokens[0]) in lexicon()["person.doubtful"]
    namesake = end == len(tokens) and key(tokens[end - 1]) in lexicon()["person.namesakes"]
    if not _surname_like(tokens[end - 1]) and (doubtful or (_thing(tokens[end - 1]) and not namesake)):
        return 0
    return _more(tokens, end)


def _thing(token: str) -> bool:
    """A word that even behind a forename makes no surname: "Victoria School", "Kelly Manager"."""
    things = (
        "role.heads",
        "body.heads",
        "organisation.heads",
        "unit.heads",
        "collective.words",
        "words.common",
    )
    return lexicon().has(key(token), *things)


def opens_with_name(tokens: list[str]) -> bool:
    """Whether a forename that is a verb as well stands before a surname.

    >>> opens_with_name(["Will", "Harcombe"]), opens_with_name(["Will", "be", "done"])
    (True, False)
    """
    if len(tokens) < 2 or key(tokens[0]) not in lexicon()["person.doubtful"]:
        return False
    return _name_shaped(tokens[0]) and _surname_like(tokens[1])


def _unknown_length(tokens: list[str]) -> int:
    """Two or three capitalised words that mean nothing else, and nothing besides."""
    if _with_particle(tokens):
        return len(tokens)
    if not 2 <= len(tokens) <= 3 or any(_ends(token) for token in tokens[:-1]):
        return 0
    words = [token for token in tokens if _bare(token) not in ("O'", "O’")]  # "Ronan O’ Dowd"
    shaped = (
        len(words) > 1 and all(means_nothing_else(token) for token in words[:-1]) and _surname_like(words[-1])
    )
    return len(tokens) if shaped and not any(_bare(token).isupper() for token in words) else 0


def _with_particle(tokens: list[str]) -> bool:
    """ "Pieter van der Merwe": a particle in small letters between two words that mean nothing else."""
    if not 3 <= len(tokens) <= 4 or any(_ends(token) for token in tokens[:-1]):
        return False
    after = _small_particles(tokens, 1)
    return (
        after > 1 and after == len(tokens) - 1 and means_nothing_else(tokens[0]) and _surname_like(tokens[-1])
    )


def length_before_post(tokens: list[str]) -> int:
    """Two words that mean nothing else, right before "Head of" or the like."""
    if len(tokens) < 5 or key(tokens[3]) != "of" or key(tokens[2]) not in lexicon()["role.leading"]:
        return 0
    return _unknown_length(tokens[:2])


def person_length(tokens: list[str]) -> int:
    """How many of the first words are the name of a person, its titles included; 0 for none.

    >>> person_length("Mrs S Bright Leader of the Council".split()), person_length(["Housing", "Services"])
    (3, 0)
    """
    if not tokens:
        return 0
    start = titles(tokens)
    if start:
        return _titled_length(tokens, start)
    known = _forenamed_length(tokens) or _initialled_length(tokens)
    return known or _unknown_length(tokens) or length_before_post(tokens)


def certain(tokens: list[str]) -> bool:
    """Whether a name is known by more than two capitalised words that mean nothing else."""
    return titled(tokens) or bool(_forenamed_length(tokens) or _initialled_length(tokens))
