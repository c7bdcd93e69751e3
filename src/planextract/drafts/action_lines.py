"""Lines of minutes that are marked as actions: "ACTION: Clerk", "Action 3: Nora to circulate the paper"."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from planextract.document import Document
from planextract.drafts import parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.metadata import kind_of
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

_NUMBER = r"(?P<number>(?:[A-Z]{0,3}\d{1,3}(?:[./]\d{1,3}){0,2})?)"
_MARK = (
    rf"(?:\*\*|>\s|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s)?\s*{{actions.words}}\s*{_NUMBER}\s*(?:\*\*)?\s*"
    r"(?:[:–—]|\s-\s)(?:\*\*)?\s*"
)
_INLINE = rf"(?:(?<=[.\s])|^)(?:ACTION|Action)s?\s*(?:[Pp]oint\s*)?{_NUMBER}\s*:\s*"
_BRACKETED = r"\[\s*action\s*(?:\d{1,3})?\s*:\s*(?P<rest>[^\[\]]{3,600})\]"
_ALONE = rf"(?:{{actions.words}})\s*{_NUMBER}\s*[:.]?"
_DUE = r"(?:\*\*)?{actions.due}\s*(?:\*\*)?:\s*(?:\*\*)?\s*"
_OWNER = r"(?:\*\*)?{actions.owner}\s*(?:\*\*)?:\s*(?:\*\*)?\s*"


def marked(document: Document) -> tuple[ActionDraft, ...]:
    """The marked actions of minutes; () for any other kind of document. A line repeated is one action."""
    parts = paragraphs(document)
    if kind_of(document, parts) != "minutes":
        return ()
    found: dict[str, ActionDraft] = {}
    for draft in _read(parts):
        found.setdefault(re.sub(r"\W+", " ", draft.words.text.casefold()), draft)
    return tuple(found.values())


def _read(parts: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    listing = False
    for index, part in enumerate(parts):
        following = parts[index + 1 : index + 5]
        mark = pattern(_MARK).match(part.text)
        if mark is not None and mark.end() < len(part.text):
            listing = False
            yield from _one(
                part.words.span(mark, "number"), part.words[mark.end() :], parts[:index], following
            )
        elif pattern(_ALONE).fullmatch(part.text):
            listing = not re.search(r"\d", part.text) and not _point(following)
            if not listing:
                number = pattern(_ALONE).fullmatch(part.text)
                reference = part.words.span(number, "number") if number is not None else SourcedText()
                yield from _block(reference, following)
        elif listing and part.listed:
            yield from _listed(part)
        else:
            listing = False
            yield from _inside(part)


def _point(following: Sequence[Paragraph]) -> bool:
    """Whether "Action point" opens a block of text, owner and date, and no list."""
    return any(pattern(_OWNER).match(part.text) for part in following[1:3])


def _one(
    number: SourcedText, words: SourcedText, before: Sequence[Paragraph], following: Sequence[Paragraph]
) -> Iterator[ActionDraft]:
    """The action behind a mark; where the mark names only somebody, the action is what stands before it."""
    words = words.strip(" *")
    if parties.initials_only(words):
        text = _said_before(before)
        if text is not None:
            yield _draft(number, text, "marked_owner", (Slot("owner", words.strip(" .;")),), following)
        return
    split = pattern(rf"(?<=[\s.;]){_DUE}").search(words.text)
    due = words[split.end() :].strip() if split is not None else None
    words = words[: split.start()].strip() if split is not None else words
    extra = (Slot("deadline", due.strip(" .")),) if due is not None and due.text else ()
    if len(words.text.split()) > 1:
        yield _draft(number, words, "marked_action", extra, following)


def _said_before(before: Sequence[Paragraph]) -> SourcedText | None:
    """The paragraph above a mark; of a long one its last sentence."""
    if not before or before[-1].heading:
        return None
    return _last_sentence(before[-1].words)


def _last_sentence(words: SourcedText) -> SourcedText:
    stops = [match.end() for match in re.finditer(r"(?<=[a-z)”])\.\s+(?=[A-Z])", words.text)]
    return words[stops[-1] :] if stops and len(words) > 300 else words


def _block(number: SourcedText, following: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """ "Action Point 1", its text on the next line, then "Owner: ..."."""
    if following and not following[0].heading and len(following[0].text.split()) > 2:
        yield _draft(number, following[0].words, "action_point", (), following[1:])


def _listed(part: Paragraph) -> Iterator[ActionDraft]:
    """An item under a heading "Actions"; only what says who is to do it, or opens with a verb of doing."""
    first = re.match(r"[A-Za-z-]+", part.text)
    doing = first is not None and first[0].casefold() in vocabulary("clauses.duty_verbs")
    if parties.before_to(part.words) is not None or (doing and len(part.text.split()) > 2):
        yield _draft(part.number or SourcedText(), part.words, "listed_action", (), ())


def _inside(part: Paragraph) -> Iterator[ActionDraft]:
    """Marks within a paragraph: "[Action: NB to circulate by 14 July]" and "... for all wards. ACTION: Clerk"."""
    text = part.text[:4000]
    for match in pattern(_BRACKETED).finditer(text):
        yield _draft(SourcedText(), part.words.span(match, "rest").strip(), "bracketed_action", (), ())
    marks = list(re.finditer(_INLINE, text))
    for match, after in zip_longest(marks, marks[1:]):
        if match.start() == 0 or "[" in text[max(0, match.start() - 2) : match.start()]:
            continue
        said = part.words[match.end() : after.start() if after is not None else len(text)].strip()
        before = part.words[: match.start()].strip()
        if parties.initials_only(said):
            yield _draft(
                part.words.span(match, "number"),
                _last_sentence(before),
                "marked_owner",
                (Slot("owner", said.strip(" .;")),),
                (),
            )
        elif len(said.text.split()) > 2:
            yield _draft(part.words.span(match, "number"), said, "marked_action", (), ())


def _draft(
    number: SourcedText,
    words: SourcedText,
    rule: str,
    extra: tuple[Slot, ...],
    following: Sequence[Paragraph],
) -> ActionDraft:
    """A draft with its owner and deadline, from the lines below it or else from its own words."""
    slots = [Slot("action", words), *extra, *_below(following)]
    named = {slot.role for slot in slots}
    if "owner" not in named:
        slots += owner_slot(words)
    if "deadline" not in named:
        slots += deadline_slot(words)
    return ActionDraft("minute_action", words, rule, tuple(slots), reference=number if number.text else None)


def _below(following: Sequence[Paragraph]) -> Iterator[Slot]:
    """ "Due: ...", "Owner: ..." and a word of status on the lines below, up to the first line that is none of these."""
    for part in following:
        for role, source in (("deadline", _DUE), ("owner", _OWNER)):
            match = pattern(source).match(part.text)
            if match is not None:
                value = part.words[match.end() :].strip(" .*")
                if value.text:
                    yield Slot(role, value)
                break
        else:
            if pattern(r"(?:\*\*)?{actions.statuses}\b[\s.:;*–-]*(?=\S|$)").match(part.text) and part.listed:
                yield Slot("progress", part.words)
            return


def owner_slot(words: SourcedText, *, brackets: bool = True) -> Iterator[Slot]:
    """Who: "X to do", "asked X to do", or a party in brackets at the end, which in a table is often an acronym."""
    for sentence in words[:1200].split(r"(?<=[a-z)])\.\s+(?=[A-Z])"):
        found = parties.before_to(sentence)
        if found is not None:
            yield Slot("owner", found)
            return
    asked = re.search(
        r"\b(?:asked|requested|invited)\s+(?:the\s+)?(?P<who>[A-Z][^.;,]{1,80}?)\s+to\s+[a-z]",
        words.text[:1200],
    )
    owner = parties.party(words.span(asked, "who")) if asked is not None else None
    if asked is None and brackets:
        owner = parties.in_brackets(words)
    if owner is not None:
        yield Slot("owner", owner)
