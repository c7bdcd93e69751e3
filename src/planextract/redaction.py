"""Names of people, telephone numbers and mail addresses taken out of an extraction.

What is known to be a person's name (owners, plan leads, reviewers, contacts) becomes a label, "Person 1" and so on, the
same all through the document; posts and organisations stay. The names are then looked for in every text, also in `raw`,
in full, turned round, with a title or initial before them, and by surname or forename alone where that is no common
word. Of others only what can be nothing else goes: a name behind a title, or a common forename with a surname. Places
stay, so that those who may see the document can look a value up; `raw` is no longer what stands there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from planextract.normalise.owners.kinds import PERSON, kind_of
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.names import means_nothing_else
from planextract.records import Contact, Extracted, Extraction, Owner, Record, Redaction, Reviewer, SourceFile

EVERYTHING: tuple[Redaction, ...] = get_args(Redaction)
TELEPHONE, EMAIL, SOMEONE = "[telephone]", "[email]", "[name]"
"""Put in place of numbers, addresses, and names that fit several people."""

KEPT = frozenset(
    {
        *(
            "schema_version",
            "id",
            "plan_id",
            "finding_ids",
            "action_ids",
            "sources",
            "rule",
            "code",
            "severity",
        ),
        *("kind", "document_kind", "modality", "part", "stage", "verb", "made", "basis", "reason", "absent"),
        *("precision", "edtf", "duration", "freq", "colour", "origin"),
    }
)
"""Fields that hold our own words, never those of a document."""

GUARDED = frozenset({"authority", "body", "organisation", "provider", "role", "wards"})
"""Posts, bodies and places: names go from them in full only, since "Bell Housing Trust" is nobody's surname."""


def redact(
    extraction: Extraction, what: Iterable[Redaction] = EVERYTHING, also: Iterable[str] = ()
) -> Extraction:
    """The same without `what`; `also` are names of further people whom the caller knows of.

    Raises ValueError for anything but names, phones and emails.
    """
    chosen = tuple(each for each in EVERYTHING if each in set(what))
    if unknown := set(what) - set(EVERYTHING):
        raise ValueError(f"{', '.join(sorted(unknown))}: choose from {', '.join(EVERYTHING)}")
    if not chosen:
        return extraction
    names = People(extraction, also).patterns() if "names" in chosen else Names()
    done: Extraction = Blotting(frozenset(chosen), names).record(extraction)
    marks = tuple(each for each in EVERYTHING if each in {*chosen, *extraction.source.redacted})
    return done.model_copy(update={"source": extraction.source.model_copy(update={"redacted": marks})})


# Who is named ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns of names with the label of each group: in full, behind a title, and single words that are names here.

    `people` has the label of each name as owners have it, `words` the parts of all names, for addresses.
    """

    full: re.Pattern[str] | None = None
    titled: re.Pattern[str] | None = None
    bare: re.Pattern[str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


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

    def patterns(self) -> Names:
        several = {name: label for name, label in self.labels.items() if " " in name}
        single = {name: label for name, label in self.labels.items() if " " not in name}
        full = {form: label for name, label in several.items() for form in self._in_full(name.split())}
        parts: dict[str, str] = dict(single)
        for part, label in self._parts():
            parts.setdefault(part, label)
        titled = {_spelt(part): label for part, label in parts.items()}
        bare = {_alone(part): label for part, label in parts.items() if self._is_name_alone(part)}
        groups = {"f": full, "t": titled, "b": bare}
        return Names(
            full=_any("f", full),
            titled=_any("t", titled, _TITLE),
            bare=_any("b", bare),
            labels={f"{kind}{n}": each for kind in groups for n, each in enumerate(groups[kind].values())},
            people=dict(self.labels),
            words=frozenset(
                word.casefold() for name in self.labels for word in name.split() if len(word) > 2
            ),
        )

    def _in_full(self, parts: list[str]) -> Iterator[str]:
        """Forename and surname, turned round, and with initials for the forenames."""
        spelt = [_spelt(part) for part in parts]
        yield r"\W{1,3}".join(spelt)
        yield rf"{spelt[-1]},\s{{0,2}}{spelt[0]}"
        yield rf"{re.escape(parts[0][0])}\.?\s{{0,2}}(?:[A-Z]\.?\s{{0,2}})?{spelt[-1]}"
        if all(map(_is_no_word, parts)):
            yield r"\W{1,3}".join(_spelt(part.lower()) for part in parts)

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
    for owner in parties:
        if owner.name:
            whole = _expanded(owner)
            yield (whole, owner.name) if whole else (owner.name,)
    for review in extraction.reviews:
        yield from ((each.name,) for each in review.reviewers if each.name)
    contact = extraction.metadata.contact
    if contact is not None and contact.name is not None:
        yield (contact.name.value or contact.name.raw,)


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
        yield from re.findall(r"\b[a-z]{3,}\b", _ADDRESS.sub("", record.raw))
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


def _alone(word: str) -> str:
    """A word of a name alone; initials with or without stops, and not those of another thing ("R&D")."""
    if _INITIALS.fullmatch(word):
        letters = word.replace(".", "")
        return rf"(?:{letters}|{'[.]'.join(letters)}[.]?)(?!&\w)"
    return _spelt(word)


def _title_words() -> str:
    words = lexicon()["person.honorifics"] | lexicon()["person.ranks"]
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_TITLE = rf"(?P<title>(?i:{_title_words()})\.?\s{{1,2}})"


def _any(kind: str, forms: Mapping[str, str], before: str = "") -> re.Pattern[str] | None:
    """Any of some forms, each a group with a number; the first that fits counts."""
    if not forms:
        return None
    body = "|".join(f"(?P<{kind}{number}>{form})" for number, form in enumerate(forms))
    return re.compile(rf"(?<![\w@]){before}(?:{body})(?!\w)")


# Blotting out ----------------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"(?<![\w.+-])(?P<who>[\w.+'-]{1,64})(?P<where>@\s?[\w-]{1,64}(?:\.[\w-]{1,64}){1,6})")
_LABELLED = re.compile(
    r"(?P<label>\b(?:tel(?:ephone)?|phone|mob(?:ile)?|ddi|direct (?:line|dial)|switchboard|fax|ext(?:ension|n)?)\b"
    r"(?: (?:no|number)\b)?[.: ]{0,4}|\bx(?=\d))\(?\+?\d(?:[ ().-]{0,2}\d){2,14}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w/.+(-])(?:\+\d|\(?0)(?:[ ().-]{0,2}\d){8,13}(?!\w)(?!/\d)")


_CAPITAL = re.compile(r"(?<![\w@])[A-Z](?:[\w-]|['’](?!s\b)){0,30}\.?")
_BLANK = re.compile(r"\s{1,2}")


def _strangers_out(text: str) -> str:
    """Text without names of people that no field names.

    >>> _strangers_out("Dr Ada Achebe and Julia Frayne’s team met Grant Thornton at Victoria Road")
    'Dr [name] and [name]’s team met Grant Thornton at Victoria Road'
    """
    words = list(_CAPITAL.finditer(text))
    parts, position, at = [], 0, 0
    while at < len(words):
        name = _stranger(_run(text, words, at))
        if name is None:
            at += 1
            continue
        first, last = words[at + name[0]], words[at + name[1] - 1]
        stop = last.end() - last[0].endswith(".")
        parts += [text[position : first.start()], SOMEONE]
        position, at = stop, at + name[1]
    return "".join([*parts, text[position:]]) if parts else text


def _run(text: str, words: list[re.Match[str]], at: int) -> list[str]:
    """Up to four capitalised words from a place, with nothing but a blank between them."""
    run = [words[at]]
    for word in words[at + 1 : at + 4]:
        if not _BLANK.fullmatch(text, run[-1].end(), word.start()):
            break
        run.append(word)
    return [word[0] for word in run]


def _stranger(run: list[str]) -> tuple[int, int] | None:
    """From which to which word a run begins with a person's name, without its title; None where it may be another."""
    words = lexicon()
    titles = 0
    while titles < len(run) - 1 and key(run[titles]) in words["person.honorifics"]:
        titles += 1
    place = titles
    while place < len(run) - 1 and key(run[place]) in words["person.forenames"]:
        place += 1
    if not place:
        return None
    while place < len(run) - 1 and re.fullmatch(r"[A-Z]\.?", run[place]):
        place += 1
    if run[place] != "Person" and means_nothing_else(run[place]):
        return titles, place + 1
    named_twice = place - titles > 1 or (titles and place > titles)
    return (titles, place) if named_twice else None


def _names_left(raw: str, label: str) -> bool:
    """Whether words that were only a name hold more than its label and titles: a part in a spelling of its own."""
    rest = raw.replace(label, "").split()
    return any(word[:1].isupper() and key(word) not in lexicon()["person.honorifics"] for word in rest)


@dataclass(frozen=True, slots=True)
class Blotting:
    """What to take out, and the names to take."""

    what: frozenset[Redaction]
    names: Names

    def record(self, record: Any) -> Any:
        """A record with all that it holds."""
        changed = {
            name: new
            for name in type(record).model_fields
            if (new := self.held(name, old := getattr(record, name))) is not old
        }
        changed |= self._special(record)
        return record.model_copy(update=changed) if changed else record

    def held(self, name: str, value: Any) -> Any:
        """The value of a field, by its name."""
        if name in KEPT and not isinstance(value, Extracted):
            return value
        if isinstance(value, str):
            return self.text(value, name in GUARDED)
        if isinstance(value, SourceFile):
            return value
        if isinstance(value, Extracted) and name in GUARDED:
            return self._guarded(value)
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, tuple):
            parts = tuple(self.held(name, each) for each in value)
            return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
        return self._by_header(value) if isinstance(value, dict) and name == "other" else value

    def _guarded(self, found: Extracted[Any]) -> Extracted[Any]:
        value = self.text(found.value, guarded=True) if isinstance(found.value, str) else found.value
        return found.model_copy(update={"value": value, "raw": self.text(found.raw, guarded=True)})

    def _by_header(self, columns: dict[str, Extracted[str]]) -> dict[str, Extracted[str]]:
        """Columns under headers that may name somebody; none takes another's place."""
        done: dict[str, Extracted[str]] = {}
        for header, found in columns.items():
            free, number = self.text(header), 1
            while free in done:
                number += 1
                free = f"{self.text(header)} ({number})"
            done[free] = self.record(found)
        return done

    # Fields that are nothing else -------------------------------------------------------------------------------

    def _special(self, record: Any) -> dict[str, Any]:
        if isinstance(record, Owner | Reviewer):
            return self._party(record)
        if isinstance(record, Contact):
            return self._contact(record)
        return {}

    def _party(self, party: Owner | Reviewer) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        label = self.names.people.get(core(party.name)) if party.name else None
        if label is not None:
            raw = self.text(party.raw)
            whole = label in raw and (party.role or party.organisation or not _names_left(raw, label))
            changed = {"name": label, "raw": raw if whole else label}
        if isinstance(party, Owner) and party.contact is not None:
            changed["contact"] = "; ".join(
                self._number_or_address(each) for each in party.contact.split("; ")
            )
        return changed

    def _number_or_address(self, printed: str) -> str:
        if "@" in printed or "phones" not in self.what:
            return self.text(printed)
        return TELEPHONE

    def _contact(self, contact: Contact) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        name = contact.name
        label = self.names.people.get(core(name.value or name.raw)) if name is not None else None
        if name is not None and label is not None:
            raw = self.text(name.raw)
            changed["name"] = name.model_copy(update={"value": label, "raw": raw if label in raw else label})
        if contact.telephone is not None and "phones" in self.what:
            changed["telephone"] = contact.telephone.model_copy(update={"value": TELEPHONE, "raw": TELEPHONE})
        if contact.email is not None and "emails" in self.what:
            changed["email"] = contact.email.model_copy(update={"value": EMAIL, "raw": EMAIL})
        return changed

    # Texts ------------------------------------------------------------------------------------------------------

    def text(self, text: str, guarded: bool = False) -> str:
        """Any words of the document."""
        if "@" in text and self.what & {"emails", "names"}:
            text = _ADDRESS.sub(self._address, text)
        if "phones" in self.what and any(map(str.isdigit, text)):
            text = _LABELLED.sub(lambda match: f"{match['label']}{TELEPHONE}", text)
            text = _NUMBER.sub(TELEPHONE, text)
        for pattern in (self.names.full, self.names.titled, None if guarded else self.names.bare):
            if pattern is not None:
                text = pattern.sub(self._label, text)
        return text if guarded or "names" not in self.what else _strangers_out(text)

    def _address(self, match: re.Match[str]) -> str:
        """An address; of one that stays, who has it, where that is somebody known."""
        if "emails" in self.what:
            return EMAIL
        parts = re.split(r"[\W\d_]+", match["who"].casefold())
        return f"{SOMEONE}{match['where']}" if self.names.words & set(parts) else match[0]

    def _label(self, match: re.Match[str]) -> str:
        title: str = match.groupdict().get("title") or ""
        return title + self.names.labels[match.lastgroup or ""]
