"""Decisions of a meeting, and the actions that they make.

A list that "RESOLVED", "AGREED" or "is asked to" opens is read item by item, whatever its labels. REASON and
"Alternative options" paragraphs close it: they sound like actions and are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from planextract.document import Document
from planextract.drafts import (
    action_lines,
    changes,
    clauses,
    commitments,
    judged,
    lone,
    parties,
    readings,
    recommendations,
    undertakings,
)
from planextract.drafts.bullets import without_joint
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, ChangeDraft, DecisionDraft, Slot
from planextract.metadata import describe
from planextract.prose.models import Models
from planextract.prose.paragraphs import NUMBER, Paragraph, paragraphs
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Metadata, Verb

__all__ = ["decisions", "minute_actions"]


@dataclass
class Item:
    """One thing resolved: its words with those of the list below it, its label, and an owner printed after it."""

    words: SourcedText
    made: str
    label: Paragraph | None = None
    owner: SourcedText | None = None
    opening: str = ""
    announced: bool = False
    told: bool = False

    def __post_init__(self) -> None:
        self.opening = self.words.text


@dataclass
class _Block:
    """What is open while the paragraphs go by."""

    made: str | None = None
    items: list[Item] = field(default_factory=list)
    stem: bool = False
    fresh: bool = False
    told: bool = False

    def __post_init__(self) -> None:
        for item in self.items:
            item.told = self.told


def decisions(document: Document, metadata: Metadata) -> tuple[DecisionDraft, ...]:
    """What was resolved or is recommended, in order; the same words twice are one decision."""
    if metadata.document_kind in ("news", "letter", "agenda"):
        return ()
    parts = paragraphs(document)
    ours = recommendations.reviewer_speaks(parts, metadata)
    alone = lone.clause(document, parts)
    minutes = metadata.document_kind == "minutes" or alone
    items = [item for item in _items(parts, minutes) if not (ours and item.made == "recommended")]
    if alone and not items and not action_lines.in_parts(parts):
        items = _alone(parts)
    if minutes:
        items += _announced(parts, items)
    seen: set[str] = set()
    found = []
    for item in items:
        key = re.sub(r"\W+", " ", item.words.text.casefold()).strip()
        draft = _decision(item) if key not in seen else None
        seen.add(key)
        if draft is not None:
            found.append(draft)
    return tuple(found)


def minute_actions(document: Document, models: Models | None = None) -> tuple[ActionDraft, ...]:
    """The marked actions of minutes, and what the prose says that people undertook where nothing is marked.

    Of a clause alone that no rule knows, and of what else minutes say, `models` are asked.

    Beside what was resolved only what somebody clearly undertook counts, or what is to be done by name or initials.
    """
    marked = action_lines.marked(document)
    metadata, _ = describe(document)
    parts = paragraphs(document)
    if marked:
        return (*marked, *_beside_marks(parts, marked, decisions(document, metadata)))
    alone = lone.clause(document, parts)
    if metadata.document_kind != "minutes" and not alone:
        return commitments.found(parts) if commitments.speaks(metadata) else ()
    made = decisions(document, metadata)
    if alone and any(draft.made == "recommended" for draft in made):
        return ()
    resolved = [draft.words.text for draft in made if draft.action is not None]
    undertaken = undertakings.undertaken(parts, beside=bool(resolved))
    if undertaken or resolved:
        told = tuple(
            draft for draft in undertaken if not any(_same(draft.words.text, said) for said in resolved)
        )
    else:
        told = commitments.found(parts) or recommendations.alone(parts, coded=not alone)
    if models is None:
        return told
    if alone:
        return told or (() if made else judged.alone(parts, models))
    said = [draft.words.text for draft in (*undertaken, *told)] + [draft.words.text for draft in made]
    return (*told, *judged.among_others(parts, said, models))


def _beside_marks(
    parts: Sequence[Paragraph], marked: Sequence[ActionDraft], made: Sequence[DecisionDraft]
) -> Iterator[ActionDraft]:
    """What somebody undertook under a heading without a mark, or in another paragraph on other business than a mark."""
    sections: list[list[Paragraph]] = [[]]
    for part in parts:
        if part.heading or (part.number is not None and part.number.text[0].isdigit()):
            sections.append([])
        sections[-1].append(part)
    said = [draft.words.text for draft in marked]
    said += [draft.words.text for draft in made if draft.action is not None]
    for section in sections if len(sections) > 1 else ():
        beside = any(action_lines.is_marked(part) for part in section)
        yield from (
            draft
            for part in section
            if not (beside and _spoken_for(part, marked))
            for draft in undertakings.undertaken([part], beside=True)
            if draft.rule in (_SURE if beside else _PLAIN)
            and not any(_same(draft.words.text, other) for other in said)
            and not (beside and any(_retells(draft.words.text, other) for other in said))
        )


def _spoken_for(part: Paragraph, marked: Sequence[ActionDraft]) -> bool:
    """Whether a mark in a paragraph, or below it, says what of the paragraph is to be done."""
    return action_lines.is_marked(part) or any(draft.words.text in part.text for draft in marked)


def _retells(told: str, said: str) -> bool:
    """Whether a sentence tells in other words what is marked: they share much of what they speak of."""
    mine, theirs = _spoken_of(told), _spoken_of(said)
    return len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


def _spoken_of(text: str) -> set[str]:
    """The longer words of a sentence, each by its beginning, so that "reported" and "report" are one."""
    return {word[:5].casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}


ALIKE = 0.4
"""The share of longer words from which two sentences are taken to speak of one thing."""

_SURE = frozenset({"undertook", "will_do"})
"""Rules of sentences that stand beside the marks of other business."""

_PLAIN = frozenset({"undertook", "agreed_that", "agreed_to", "to_do", "to_be_done", "will_do", "was_asked"})
"""Rules of sentences that need no mark to be read as an action by anybody."""


def _same(told: str, said: str) -> bool:
    """Whether a sentence tells what was resolved: "It was agreed to publish the rationales" and "to publish ..."."""
    return told in said or said in told or said.split(":", maxsplit=1)[0].strip(" .") in told


def _alone(parts: Sequence[Paragraph]) -> list[Item]:
    """The resolutions of a document that is only a clause; without a label, what reads as an undertaking is none."""
    found = [item for part in parts for item in _parted(part, "resolved")]
    items = [item for item in found if item.label is not None and lone.resolution(item.label)]
    labelled = [item for item in items if item.label is not None and item.label.number is not None]
    return items if labelled or not undertakings.undertaken(parts) else []


def _announced(parts: Sequence[Paragraph], items: Sequence[Item]) -> list[Item]:
    """Sentences that tell a change of an action: "It was requested that the action be closed"."""
    listed = [item.words.text for item in items]
    return [
        Item(sentence, "resolved", announced=True)
        for part in parts
        if not part.heading and not readings.fenced(part.text) and changes.likely(part.text)
        for sentence in readings.sentences(part.words)
        if _tells(changes.of(sentence))
        and not any(sentence.text in said or said in sentence.text for said in listed)
    ]


def _tells(changed: Sequence[ChangeDraft]) -> bool:
    """Whether prose names what is changed: "action 7", "this action"; not "particular actions"."""
    return any(
        change.references or re.match(r"(?i)(?:the|this|these)\b", change.words.text) for change in changed
    )


# From an item to a decision ------------------------------------------------------------------------------------


def _decision(item: Item) -> DecisionDraft | None:
    item.words = without_joint(item.words)
    if item.announced:
        changed = changes.of(item.words)
        verb: Verb = "close" if changed[0].kind in ("closed", "removed") else "other"
        return DecisionDraft(verb, item.words, item.made, "change_announced", changes=changed)
    ruling = clauses.ruling(item.words)
    if ruling is None:
        if not re.match(r"(?i)that\b", item.words.text):
            return None
        ruling = clauses.Ruling("other", "resolution")
    number = item.label.number if item.label is not None else None
    changed = changes.of(item.words)
    acts = ruling.acts and (item.made == "resolved" or item.told) and not (changed and ruling.rule in _UNDONE)
    action = _action(item, ruling, number) if acts else None
    return DecisionDraft(ruling.verb, item.words, item.made, ruling.rule, number, action, changed)


_UNDONE = frozenset({"be_done", "to_do"})
"""Rules by which a change of an action reads like a new one: "that action 7 be completed and removed"."""


def _action(item: Item, ruling: clauses.Ruling, number: SourcedText | None) -> ActionDraft:
    owner = ruling.owner
    bracketed = item.owner or parties.in_brackets(item.words)
    if bracketed is not None and (
        owner is None or pattern(r"{actions.generic_owners}").fullmatch(owner.text)
    ):
        owner = bracketed
    slots = [Slot("action", item.words)]
    if owner is not None:
        slots.append(Slot("owner", owner))
    slots += deadline_slot(item.words, ruling.tail)
    return ActionDraft(
        "resolution",
        item.words,
        ruling.rule,
        tuple(slots),
        reference=number,
        modality="proposed" if item.told else ruling.modality,
        condition=readings.condition(item.words),
    )


# The lists -----------------------------------------------------------------------------------------------------

_KEYWORD = r"(?:r\s*e\s*s\s*o\s*l\s*v\s*e\s*d|{resolutions.keywords})"
_SEPARATOR = r"(?:\s*[,:;–—-])*\s*"
_STEM = (
    r"(?:t\s?h\s?a\s?t|to)?\s*,?\s*(?:the\s+(?:[\w&’'-]+\s+){0,6}?{bodies.meeting}|the|{bodies.meeting}|"
    r"the\s+following(?:\s+be\s+\w+)?)?\s*[:;,–—-]*"
)

_ALONE = rf"(?:(?:and|decision)\s+)?{_KEYWORD}{_SEPARATOR}(?P<stem>{_STEM})\W*"
_INLINE = (
    rf"(?:and\s+)?(?P<keyword>{_KEYWORD}|decisions?(?=\s*:)){_SEPARATOR}(?:t\sh\sa\st\s+)?(?P<rest>\S.*)"
)
_TAIL = (
    r".*\b(?:it\s+was|{bodies.meeting})\s+(?:unanimously\s+)?(?:RESOLVED|resolved|agreed|AGREED|decided|DECIDED)\b"
    r"[^.]{0,90}:\W*"
)
_WITHIN = (
    r"\b(?:it\s+was|{bodies.meeting}|seconded(?:\s+by\s+[^.;]{2,60}?)?,?\s+and)\s+(?:it\s+was\s+)?(?:then\s+|also\s+|unanimously\s+)?"
    r"(?:resolved|(?-i:AGREED)|(?<=and )agreed)\s*[:–-]?\s+[“\"‘']?(?=that\b|to\b)"
    r"|(?<=[.;:?!)]\s)(?-i:RESOLVED|Resolved|AGREED)\s*[:–-]?\s+[“\"‘']?(?=that\b|to\b)"
)
_PAST = rf"(?:and\s+)?(?-i:RECOMMENDED){_SEPARATOR}(?:t\sh\sa\st\s+)?(?P<rest>\S.*)"
"""What a meeting recommends to another, told as done; a report's own "Recommended:" is a heading."""
_RUN_ON = (
    r"(?:[^.;]{0,160}?\s)?(?:it\s+was|{bodies.meeting})\s+(?:unanimously\s+|then\s+)?(?:resolved|agreed|decided)(?:\s+to|\s+that)?\s*[:–-]+\s*"
    r"(?=\(?(?:a|i|1)\)\s)"
)
_ASKED = r"[^.]{0,160}\b{resolutions.asked}\s*:?\W*"
_ASKED_INLINE = r"[^.]{0,160}?\b(?:is|are)\s+(?:asked|recommended|invited)\s+(?=to\s+\w+\s+\w)"
_RECOMMENDED = r"(?:{sections.recommendations})\s*:?"
_RECOMMENDED_INLINE = r"(?:{sections.recommendations})\s*[:–-]\s*(?:t\s?h\s?a\s?t\s+)?(?P<rest>\S.*)"
_THAT = r"(?:that|to)\s*,?\s+\w"


def _items(parts: Sequence[Paragraph], minutes: bool) -> list[Item]:
    """Every item of every list of decisions, in order."""
    found: list[Item] = []
    block = _Block()
    for part in parts:
        opened = _opened(part, minutes)
        if opened is not None:
            found += block.items
            block = opened
        elif block.made is not None and not _goes_on(block, part):
            found += block.items
            block = _Block()
        if opened is None and block.made is None and minutes and _unannounced(part):
            found.append(Item(part.words, "resolved", part))
            block = _Block("resolved", [found.pop()])
    return [*found, *block.items]


def _opened(part: Paragraph, minutes: bool) -> _Block | None:
    """The block that a paragraph opens, with the items that stand in the paragraph itself."""
    text = part.text
    if minutes:
        found = _resolved(part)
        if found is not None:
            return found
    if pattern(_RECOMMENDED).fullmatch(text) or (len(text) < 200 and pattern(_ASKED).fullmatch(text)):
        return _Block("recommended", fresh=True)
    inline = pattern(_RECOMMENDED_INLINE).fullmatch(text)
    if inline is not None:
        rest = part.words.span(inline, "rest")
        stem = pattern(_ASKED).fullmatch(rest.text) is not None
        return _Block("recommended", [] if stem else list(_split(rest, "recommended")), fresh=stem)
    return None


def _resolved(part: Paragraph) -> _Block | None:
    text = part.text.strip("“”\"' ")
    alone = pattern(_ALONE).fullmatch(text)
    if alone is not None:
        return _Block("resolved", stem=bool(alone["stem"]), fresh=True)
    if len(text) < 600 and pattern(_TAIL).fullmatch(text) and not part.listed:
        return _Block("resolved", fresh=True)
    inline = pattern(_INLINE).fullmatch(part.text)
    if inline is not None and (inline["keyword"][0].isupper() or not part.listed):
        rest = part.words.span(inline, "rest")
        stopped = pattern(_STEM).fullmatch(rest.text)
        return _Block(
            "resolved", [] if stopped else list(_split(rest, "resolved")), fresh=stopped is not None
        )
    past = pattern(_PAST).fullmatch(part.text)
    if past is not None:
        return _Block("recommended", list(_split(part.words.span(past, "rest"), "recommended")), told=True)
    run_on = pattern(_RUN_ON).match(part.text)
    if run_on is not None:
        rest = part.words[run_on.end() :]
        return _Block("resolved", list(_split(rest, "resolved")))
    return _within(part)


def _within(part: Paragraph) -> _Block | None:
    """ "... and it was resolved that the request be declined.", once or several times in one paragraph."""
    matches = list(pattern(_WITHIN).finditer(part.text[:3000]))
    if not matches:
        return None
    items: list[Item] = []
    for match, after in zip_longest(matches, matches[1:]):
        rest = part.words[match.end() : after.start() if after is not None else len(part.words)]
        stop = re.search(r"(?<=[a-z)\d])(?:\.(?=\s|$)|[”\"])", rest.text)
        ended = stop.end() - (stop[0] != ".") if stop is not None else len(rest)
        items += _split(rest[:ended].strip(), "resolved")
    return _Block("resolved", items)


def _split(words: SourcedText, made: str) -> Iterator[Item]:
    """The items of a list that runs on in one paragraph: "a) that ...; b) that ..."."""
    if NUMBER.match(words.text) is None:
        yield Item(words, made)
        return
    starts = [
        0,
        *(
            match.end()
            for match in re.finditer(r"[;.]\s+(?:and\s+)?(?=\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)", words.text)
        ),
    ]
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
        run = words[start:stop].strip()
        label = NUMBER.match(run.text)
        if label is None:
            yield Item(run, made)
            continue
        inner = run[label.end() :]
        yield Item(inner, made, Paragraph(inner, run[: label.end()].strip()))


def _goes_on(block: _Block, part: Paragraph) -> bool:
    """Takes a paragraph into the open block; False where the block ends before it."""
    text = part.text
    if block.fresh and not part.listed and pattern(_STEM).fullmatch(text):
        block.stem = True
        return True
    if part.heading or pattern(r"(?:{sections.fenced})\s*(?::.*)?").fullmatch(text) or len(block.items) > 60:
        return False
    bracketed = re.fullmatch(r"\((?P<who>[A-Z][^()]{2,80})\)\.?", text)
    if bracketed is not None and block.items and not part.listed:
        for item in block.items:
            item.owner = part.words.span(bracketed, "who")
        return True
    if part.listed:
        return _labelled(block, part)
    return _plain(block, part)


def _labelled(block: _Block, part: Paragraph) -> bool:
    """An item of the list, or of the list below its last item."""
    last = block.items[-1] if block.items else None
    if last is not None and (_below(last, part) or _unfinished(last)):
        last.words = SourcedText.join(" ", (last.words, part.words))
        return True
    if (
        last is not None
        and (last.label is None or not last.label.listed)
        and not pattern(_THAT).match(part.text)
    ):
        return last.words.text.rstrip().endswith(":")
    block.items += _parted(part, block.made or "resolved")
    block.fresh = False
    return True


def _parted(part: Paragraph, made: str) -> list[Item]:
    """The items of a paragraph that is one item, or that runs on: "(a) ...; and (b) ..."."""
    runs_on = re.search(r"[;.]\s+(?:and\s+)?\(?(?:b|ii|2)\)\s", part.text) is not None
    if runs_on and part.number is not None and part.number.text in ("a", "i", "1"):
        return list(_split(part.whole, made))
    return [Item(part.words, made, part)]


def _unfinished(last: Item) -> bool:
    """Whether the item before ends in its verb: "That the Police and Crime Panel notes" opens a list."""
    return last.label is None and bool(
        pattern(r".{0,200}\b{clauses.body_verbs}(?:\s+and\s+{clauses.body_verbs})?").fullmatch(last.opening)
    )


def _below(last: Item, part: Paragraph) -> bool:
    """Whether a paragraph is part of the item before: bullets under "(a) That the Committee notes:"."""
    opens = (
        last.words.text.rstrip().endswith(":")
        or bool(pattern(r"\bthe following\b").search(last.words.text))
        or _open_list(last)
    )
    other = last.label is not None and part.bulleted != last.label.bulleted
    return (opens or last.words.text.count("\n") > 0) and (other or last.label is None) and part.bulleted


def _open_list(last: Item) -> bool:
    """Whether the item has bullets already: they end in ";" or have no stop between them."""
    colon = last.words.text.find(":")
    return 0 < colon < len(last.words.text) - 1 and not last.words.text.rstrip().endswith(".")


def _plain(block: _Block, part: Paragraph) -> bool:
    """A paragraph without a label: taken where it reads as a resolution."""
    says = bool(pattern(_THAT).match(part.text.strip('“"')))
    follows = block.fresh and (block.stem or clauses.ruling(part.words[:600]) is not None)
    if not (says or follows) or len(part.text) > 3000:
        return False
    if says and not block.fresh and block.items and not _alike(block.items[-1], part.text):
        return False
    block.items.append(Item(part.words.strip('“”"'), block.made or "resolved"))
    block.fresh = False
    return True


def _alike(last: Item, text: str) -> bool:
    """Whether a paragraph opens as the item before it did; behind a "That ..." a "To ..." is the next business."""
    opened = pattern(r"\W*(that|to)\b").match(last.opening)
    said = pattern(r"\W*(that|to)\b").match(text)
    return last.label is None and (
        opened is None or said is None or opened[1].casefold() == said[1].casefold()
    )


def _unannounced(part: Paragraph) -> bool:
    """An item that stands without a keyword on a page of decisions: "(b) That the Facilitator be authorised to ..."."""
    that = re.match(r"(?i)that\s+(?=\w)", part.text)
    return (
        that is not None
        and part.number is not None
        and re.search(r"\b(?:be|notes?|is)\b", part.text[:400]) is not None
    )
