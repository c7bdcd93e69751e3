"""The second reader of owner cells: a head of the clause model that marks names, posts and organisations.

It is told what the rules read, and may think otherwise. Where the two agree a reading is surer than where they do not
(`confidence`). Where they do not, the model's reading stands if it finds it much likelier than that of the rules, since
then it is oftener right on cells that neither has seen. Plain cells are not read twice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from planextract import pulse
from planextract.confidence import BY_OWNER_MODEL, is_plain
from planextract.normalise import owners
from planextract.normalise.context import Context, Remark
from planextract.normalise.owners.contacts import contact_in
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import BARE_BODY, BODY, COLLECTIVE, INITIALS
from planextract.normalise.owners.lexicon import lexicon
from planextract.normalise.owners.parties import owner
from planextract.prose import owner_model
from planextract.prose.clause_model import MODEL
from planextract.prose.models import Models
from planextract.prose.opinion import Opinion, opinion
from planextract.prose.owner_marks import LABELS, Label
from planextract.prose.owner_model import Party, Reading
from planextract.provenance import SourcedText
from planextract.records import Owner, OwnerKind, OwnerPart

TASK = "a second reading of owners"
MOST = 5_000
"""Cells of one document that are read twice; a table of more names its owners in few words, or is made to harm."""
LONGEST = 400
"""Characters; longer cells are not read twice, nor do they often name owners only."""

MUCH = 100.0
"""How many times likelier than that of the rules a reading of the model must be to stand instead of it. Chosen on
made-up cells, read by a model that was trained without them; from 30 to 1,000 it makes little difference."""
LIKELY = 0.5
"""How likely it must be where the rules read nobody."""

TITLES = ("person.honorifics", "person.ranks", "person.councillors")
"""Words before a name that one reader may keep and the other leave."""

_QUOTES, _MARKS = re.compile(r"['’]"), re.compile(r"[^\w]+")

Found = tuple[tuple[Owner, ...], tuple[Remark, ...]]


@dataclass
class SecondReader:
    """Reads the owner cells of one document; `every` has plain ones read twice as well.

    Without its model, which `Options.models` turns off, it gives what the rules read.
    """

    models: Models
    every: bool = False
    _read: dict[tuple[str, Opinion], Reading] = field(default_factory=dict)

    def normalise(self, words: SourcedText, context: Context, part: OwnerPart = "lead") -> Found:
        """The owners that a cell names and what there is to say of them, as `owners.normalise` gives them."""
        found, remarks = owners.normalise(words, context, part)
        if not self._asks(words.text, found, remarks):
            return found, remarks
        asked = (words.text, opinion(words.text, found, bool(remarks), part))
        self._compute([asked])
        read = self._read.get(asked)
        if read is None:
            return found, remarks
        if read_by_rules(found) == read_by_model(words.text, read):
            return _said(found, "agreed"), remarks
        if not _stands(read, bool(found)):
            return _said(found, "disputed"), remarks
        instead = _as_owners(words, read, found, context.abbreviations, part)
        return _said(owners.as_organisations(instead) if context.organisations else instead, "disputed"), ()

    def _asks(self, text: str, found: Sequence[Owner], remarks: Sequence[Remark]) -> bool:
        """Whether a cell is read again: it says something, and the rules may have it wrong."""
        if not (found or remarks) or len(text) > LONGEST or owners.is_ditto(text):
            return False
        if any(one.kind == "unassigned" for one in found) or not _printed(text, found):
            return False
        plain = len(found) == 1 and is_plain(text, found[0].rule)
        return self.every or bool(remarks) or not plain

    def ahead(self, cells: Iterable[tuple[SourcedText, Context]]) -> None:
        """Compute together what `normalise` will ask for one by one."""
        if self.models.wanted:
            self._compute(self._asked(cells))

    def _asked(self, cells: Iterable[tuple[SourcedText, Context]]) -> Iterator[tuple[str, Opinion]]:
        seen = set()
        for words, context in cells:
            pulse.beat()
            if (words.text, context.organisations) in seen:
                continue
            seen.add((words.text, context.organisations))
            found, remarks = owners.normalise(words, context)
            if self._asks(words.text, found, remarks):
                yield words.text, opinion(words.text, found, bool(remarks))

    def _compute(self, cells: Iterable[tuple[str, Opinion]]) -> None:
        fresh = list(islice(self._fresh(cells), MOST - len(self._read)))
        model = self.models.get(MODEL, TASK) if fresh else None
        if model is not None:
            for cell, reading in zip(fresh, owner_model.read(fresh, model), strict=True):
                self._read[cell] = reading
                pulse.beat()

    def _fresh(self, cells: Iterable[tuple[str, Opinion]]) -> Iterator[tuple[str, Opinion]]:
        """Those that were not read yet, each once."""
        seen = set(self._read)
        for cell in cells:
            if cell not in seen:
                seen.add(cell)
                yield cell


def _stands(read: Reading, against: bool) -> bool:
    """Whether a reading of the model stands, against one of the rules where there is one."""
    if not read.parties:
        return False
    if not against:
        return read.likely >= LIKELY
    return read.as_told is not None and read.likely >= MUCH * read.as_told


def _printed(text: str, found: Iterable[Owner]) -> bool:
    """Whether all that was read stands in the cell as it is: "Head of Legal" does not in "Head of Finance/Legal", and
    marks on words cannot say so.
    """
    words = _plain("role", text)
    return all(_plain("role", value) in words for one in found for _, value in _fields(one))


# What is compared --------------------------------------------------------------------------------------------------

Said = tuple[tuple[tuple[str, str], ...], ...]
"""Who is named: of each party the labels and plain words, all in order of the alphabet."""


def read_by_rules(found: Iterable[Owner]) -> Said:
    """What the rules read, in the terms of the model."""
    return _in_order(map(_fields, found))


def read_by_model(text: str, read: Reading) -> Said:
    return _in_order(
        [(label, _words(text, party, label)) for label in _labels(party)] for party in read.parties
    )


def _in_order(parties: Iterable[Iterable[tuple[Label, str]]]) -> Said:
    return tuple(
        sorted(
            tuple(sorted((label, words) for label, text in fields if (words := _plain(label, text))))
            for fields in parties
        )
    )


def _plain(label: Label, text: str) -> str:
    """Words as both readers may print them: in small letters, without marks, and without a title or "the" before."""
    words = _MARKS.sub(" ", _QUOTES.sub("", text.casefold().replace("&", " and "))).split()
    while len(words) > 1 and (words[0] == "the" or (label == "name" and lexicon().has(words[0], *TITLES))):
        words = words[1:]
    return " ".join(words)


# The model's reading as records ------------------------------------------------------------------------------------


def _said(found: Iterable[Owner], said: str) -> tuple[Owner, ...]:
    return tuple(one.model_copy(update={"second_reading": said}) for one in found)


def _labels(party: Party) -> Iterator[Label]:
    """Those that a party has, in their order."""
    yield from dict.fromkeys(each.label for each in party.fields)


def _words(text: str, party: Party, label: Label) -> str:
    """The words of a label as one reads them, lines joined."""
    parts = (text[each.start : each.stop] for each in party.fields if each.label == label)
    return " ".join(" ".join(_WRAPPED.sub("-", part) for part in parts).split())


_WRAPPED = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


def _as_owners(
    words: SourcedText,
    read: Reading,
    by_rules: Sequence[Owner],
    abbreviations: Mapping[str, str],
    part: OwnerPart,
) -> tuple[Owner, ...]:
    """The parties of the model. What part each plays is what the rules read of the same words, where they say."""
    parts = {_in_order([_fields(one)]): one.part for one in by_rules}
    found = []
    starts = [party.fields[0].start for party in read.parties[1:]]
    for party, end in zip(read.parties, [*starts, len(words)], strict=True):
        begin, stop = party.fields[0].start, max(each.stop for each in party.fields)
        values = {label: _words(words.text, party, label) for label in _labels(party)}
        said = parts.get(_in_order([list(values.items())]))
        record = owner(words[begin:stop], abbreviations, said or ("support" if party.support else part))
        update: dict[str, str | None] = {
            "name": values.get("name"),
            "role": values.get("role"),
            "organisation": values.get("organisation"),
            "kind": _kind(values, abbreviations),
            "contact": contact_in(words.text[begin:end]),
            "rule": BY_OWNER_MODEL,
        }
        found.append(record.model_copy(update=update))
    return tuple(found)


def _fields(one: Owner) -> list[tuple[Label, str]]:
    return [(label, text) for label in LABELS if (text := getattr(one, label)) is not None]


LONGEST_INITIALS = 4


def _kind(values: Mapping[Label, str], abbreviations: Mapping[str, str]) -> OwnerKind:
    if "name" in values:
        letters = values["name"].isupper() and len(values["name"]) <= LONGEST_INITIALS
        return "initials" if letters or kind_of(values["name"], abbreviations) == INITIALS else "person"
    if "role" in values:
        return "collective" if kind_of(values["role"], abbreviations) == COLLECTIVE else "role"
    kind = kind_of(values["organisation"], abbreviations)
    return "body" if kind in (BODY, BARE_BODY) else "organisation" if kind in "OoD" else "unit"
