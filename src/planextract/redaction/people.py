"""The people whom a document names, their labels, and the forms in which their names are printed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from planextract.normalise import owners
from planextract.normalise.context import Context
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import PERSON
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import means_nothing_else
from planextract.provenance import SourcedText
from planextract.records import Extracted, Extraction, Owner, Record

SOMEONE = "[name]"
"""Put in place of names that fit several people, or that no field holds."""

ADDRESS = re.compile(r"(?<![\w.+-])(?P<who>[\w.+'-]{1,64})(?P<where>@\s?[\w-]{1,64}(?:\.[\w-]{1,64}){1,6})")

Kind = Literal["full", "titled", "bare"]
"""In full; one word behind a title; one word alone."""

# Who is named ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a name is printed: a pattern, what it stands for, and a word without which it is not there."""

    kind: Kind
    pattern: str
    label: str
    word: str


class Names:
    """The names of a document, looked for in its texts; in each only those of which a word is there.

    `people` has the label of each name as owners have it.
    """

    def __init__(self, people: Mapping[str, str], forms: Iterable[Form]) -> None:
        self.people = people
        self._forms = tuple(forms)
        self._index: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            self._index.setdefault(form.word, []).append(number)
        self._parts = frozenset(word.casefold() for name in people for word in name.split() if len(word) > 2)

    def out_of(self, text: str, guarded: bool = False) -> str:
        """The text with labels for names; `guarded` texts lose no surname that stands alone."""
        words = set(_WORD.findall(text.casefold()))
        numbers = sorted({number for word in words for number in self._index.get(word, ())})
        for kind in ("full", "titled") if guarded else ("full", "titled", "bare"):
            forms = [form for number in numbers if (form := self._forms[number]).kind == kind]
            if forms:
                text = _replaced(text, _any(kind, tuple(form.pattern for form in forms)), forms)
        return text

    def know(self, parts: Iterable[str]) -> bool:
        """Whether one of some words is part of a name."""
        return not self._parts.isdisjoint(parts)


NOBODY = Names({}, ())


def _replaced(text: str, pattern: re.Pattern[str], forms: Sequence[Form]) -> str:
    def label(match: re.Match[str]) -> str:
        title: str = match.groupdict().get("title") or ""
        return title + forms[int((match.lastgroup or "")[1:])].label

    return pattern.sub(label, text)


class People:
    """Everybody whom a document names as an owner, lead, reviewer or contact, numbered as they come."""

    def __init__(self, extraction: Extraction, also: Iterable[str] = ()) -> None:
        self.labels: dict[str, str] = {}
        self._small = frozenset(_small_words(extraction))
        for names in (*_named(extraction), *((name,) for name in also)):
            self._take(names)

    def _take(self, names: tuple[str, ...]) -> None:
        """One party with all its names: "JH" and what that stands for."""
        known = [self.labels[core(name)] for name in names if core(name) in self.labels]
        label = known[0] if known else f"Person {len(set(self.labels.values())) + 1}"
        for name in names:
            if core(name) and not _LABEL.fullmatch(name):
                self.labels.setdefault(core(name), label)

    def names(self) -> Names:
        return Names(dict(self.labels), _unequivocal(self._forms()))

    def _forms(self) -> Iterator[Form]:
        for name, label in self.labels.items():
            if " " in name:
                parts = name.split()
                yield from (Form("full", form, label, _sought(parts[-1])) for form in _in_full(parts))
        parts_of = {name: label for name, label in self.labels.items() if " " not in name}
        for part, label in self._parts():
            parts_of.setdefault(part, label)
        for part, label in parts_of.items():
            yield Form("titled", _spelt(part), label, _sought(part))
            if self._is_name_alone(part):
                yield from (Form("bare", form, label, word) for form, word in _alone(part))

    def _parts(self) -> Iterator[tuple[str, str]]:
        """Surnames, then forenames, with the label of the one who has it, or none in particular."""
        for place in (-1, 0):
            holders: dict[str, set[str]] = {}
            for name, label in self.labels.items():
                if " " in name:
                    holders.setdefault(name.split()[place], set()).add(label)
            for part, labels in holders.items():
                if len(part.strip(".")) > 1:
                    yield part, min(labels) if len(labels) == 1 else SOMEONE

    def _is_name_alone(self, part: str) -> bool:
        """Whether one word of a name, alone, can be nothing else: "Okafor", not "Green" or "Mark"."""
        if _INITIALS.fullmatch(part):
            return True
        return _is_no_word(part) and part.lower() not in self._small


def _is_no_word(part: str) -> bool:
    """Whether one word of a name means nothing else in any list of ours."""
    words = lexicon()
    common = words["person.doubtful"] | words["person.surnames"] | words["words.topics"]
    plain = part.title() if part.isupper() else part
    return len(part) > 2 and key(part) not in common and means_nothing_else(plain)


_INITIALS = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.){2,4}")
_LABEL = re.compile(r"Person \d+")


def _named(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    parties = [owner for plan in extraction.plans for owner in plan.lead]
    parties += [owner for action in extraction.actions for owner in action.owners]
    parties += [owner for finding in extraction.findings for owner in finding.owners]
    for owner in parties:
        if owner.name:
            whole = _expanded(owner)
            yield (whole, owner.name) if whole else (owner.name,)
    for review in extraction.reviews:
        yield from ((each.name,) for each in review.reviewers if each.name)
    about = extraction.metadata
    for contact in (about.contact, about.author, *about.contacts):
        if contact is not None and contact.name is not None:
            yield (contact.name.value or contact.name.raw,)
    for answers in (about.lead_member, about.plan_owner, about.decision_maker, about.report_of):
        if answers is not None:
            found, _ = owners.normalise(SourcedText.plain(answers.value or answers.raw), Context())
            yield from ((each.name,) for each in found if each.name)


def _expanded(owner: Owner) -> str | None:
    """Whom initials or a forename stand for, where that is a person: "Jane Holm, Head of Housing" is Jane Holm."""
    whole = re.split(r"[,(;]| - ", owner.expansion or "", maxsplit=1)[0].strip()
    return whole if whole and kind_of(whole) == PERSON else None


def core(name: str) -> str:
    """A name without titles before it and letters behind it.

    >>> core("Cllr Mrs Ruth Pell MBE"), core("Holm, Jane"), core("JH")
    ('Ruth Pell', 'Jane Holm', 'JH')
    """
    surname, comma, forenames = name.partition(",")
    turned = (
        f"{forenames} {surname}"
        if comma and len(forenames.split()) in (1, 2) and " " not in surname
        else name
    )
    words = [word.strip(",;:()") for word in turned.split()]
    while len(words) > 1 and lexicon().has(key(words[0]), "person.honorifics", "person.ranks"):
        words = words[1:]
    while len(words) > 1 and key(words[-1]) in lexicon()["person.postnominals"]:
        words = words[:-1]
    return " ".join(word for word in words if word)


def _small_words(record: object) -> Iterator[str]:
    """Words that a document has in small letters: one of them, even if somebody's name, is a word here."""
    if isinstance(record, Extracted):
        yield from re.findall(r"\b[a-z]{3,}\b", ADDRESS.sub("", record.raw))
    if isinstance(record, Record):
        for name in type(record).model_fields:
            if name != "sources":
                yield from _small_words(getattr(record, name))
    elif isinstance(record, tuple | dict):
        for each in record.values() if isinstance(record, dict) else record:
            yield from _small_words(each)


# How names are printed -------------------------------------------------------------------------------------------


def _spelt(word: str) -> str:
    """One word of a name as printed or in capitals, with any apostrophe or hyphen; an initial may lack its stop."""
    if re.fullmatch(r"[A-Za-z]\.?", word):
        return rf"{word[0]}\.?"
    plain = word.translate(str.maketrans("’‘‑–", "''--"))
    forms = dict.fromkeys((plain, plain.upper(), plain.title() if plain.isupper() else plain))
    return f"(?:{'|'.join(map(_any_signs, forms))})"


def _any_signs(word: str) -> str:
    return re.escape(word).replace("'", "['’‘]").replace(r"\-", "[-‑–]")


def _alone(word: str) -> Iterator[tuple[str, str]]:
    """A word of a name alone; initials with or without stops, and not those of another thing ("R&D")."""
    if not _INITIALS.fullmatch(word):
        yield _spelt(word), _sought(word)
        return
    letters = word.replace(".", "")
    yield rf"{letters}(?!&\w)", letters.casefold()
    yield rf"{'[.]'.join(letters)}[.]?(?!&\w)", letters[0].casefold()


_WORD = re.compile(r"\w+")


def _sought(word: str) -> str:
    """The longest piece of a name's word, by which texts are chosen to look in: "hara" of "O'Hara"."""
    return max(_WORD.findall(word.casefold()), key=len, default="")


def _in_full(parts: list[str]) -> Iterator[str]:
    """Forename and surname, turned round, and with initials for the forenames."""
    spelt = [_spelt(part) for part in parts]
    yield r"\W{1,3}".join(spelt)
    yield rf"{spelt[-1]},\s{{0,2}}{spelt[0]}"
    yield rf"{re.escape(parts[0][0])}\.?\s{{0,2}}(?:[A-Z]\.?\s{{0,2}})?{spelt[-1]}"
    if all(map(_is_no_word, parts)):
        yield r"\W{1,3}".join(_spelt(part.lower()) for part in parts)


def _unequivocal(forms: Iterable[Form]) -> Iterator[Form]:
    """Each form once; one of several people ("A Pell" of Ann and Adam) is nobody's in particular."""
    found: dict[tuple[Kind, str], Form] = {}
    for form in forms:
        key_ = form.kind, form.pattern
        first = found.setdefault(key_, form)
        if first.label != form.label:
            found[key_] = replace(first, label=SOMEONE)
    yield from found.values()


def _title_words() -> str:
    words = lexicon()["person.honorifics"] | lexicon()["person.ranks"]
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_TITLE = rf"(?P<title>(?i:{_title_words()})\.?\s{{1,2}})"


@lru_cache(maxsize=4096)
def _any(kind: Kind, forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some forms, each a group with its number; the first that fits counts."""
    body = "|".join(f"(?P<n{number}>{form})" for number, form in enumerate(forms))
    return re.compile(rf"(?<![\w@]){_TITLE if kind == 'titled' else ''}(?:{body})(?!\w)")
