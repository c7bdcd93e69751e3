"""Names of people, telephone numbers and mail addresses taken out of an extraction.

What is known to be a person's name (owners, plan leads, reviewers, contacts) becomes a label, "Person 1" and so on, the
same all through the document; posts and organisations stay. The names are then looked for in every text, also in `raw`,
in full, turned round, with a title or initial before them, and by surname or forename alone where that is no common
word. Of others only what can be nothing else goes: a name behind a title, or a common forename with a surname. Places
stay, so that those who may see the document can look a value up; `raw` is no longer what stands there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from planextract.normalise.owners.lexicon import key, lexicon
from planextract.records import Contact, Extracted, Extraction, Owner, Record, Redaction, Reviewer, SourceFile
from planextract.redaction.people import ADDRESS, NOBODY, SOMEONE, Names, People, core
from planextract.redaction.strangers import without_strangers

EVERYTHING: tuple[Redaction, ...] = get_args(Redaction)
TELEPHONE, EMAIL = "[telephone]", "[email]"
"""Put in place of numbers and addresses."""

KEPT = frozenset(
    {
        *("schema_version", "id", "plan_id", "finding_ids", "action_ids", "sources", "rule", "code"),
        *("kind", "document_kind", "modality", "part", "stage", "verb", "made", "basis", "reason", "absent"),
        *("precision", "edtf", "duration", "freq", "colour", "origin", "severity"),
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
    names = People(extraction, also).names() if "names" in chosen else NOBODY
    done: Extraction = Blotting(frozenset(chosen), names).record(extraction)
    marks = tuple(each for each in EVERYTHING if each in {*chosen, *extraction.source.redacted})
    return done.model_copy(update={"source": extraction.source.model_copy(update={"redacted": marks})})


# Blotting out ----------------------------------------------------------------------------------------------------

_LABELLED = re.compile(
    r"(?P<label>\b(?:tel(?:ephone)?|phone|mob(?:ile)?|ddi|direct (?:line|dial)|switchboard|fax|ext(?:ension|n)?)\b"
    r"(?: (?:no|number)\b)?[.: ]{0,4}|\bx(?=\d))\(?\+?\d(?:[ ().-]{0,2}\d){2,14}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w/.+(-])(?:\+\d|\(?0)(?:[ ().-]{0,2}\d){8,13}(?!\w)(?!/\d)")


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
            text = ADDRESS.sub(self._address, text)
        if "phones" in self.what and any(map(str.isdigit, text)):
            text = _LABELLED.sub(lambda match: f"{match['label']}{TELEPHONE}", text)
            text = _NUMBER.sub(TELEPHONE, text)
        if "names" not in self.what:
            return text
        text = self.names.out_of(text, guarded)
        return text if guarded else without_strangers(text)

    def _address(self, match: re.Match[str]) -> str:
        """An address; of one that stays, who has it, where that is somebody known."""
        if "emails" in self.what:
            return EMAIL
        parts = re.split(r"[\W\d_]+", match["who"].casefold())
        return f"{SOMEONE}{match['where']}" if self.names.know(parts) else match[0]
