"""What the prose of minutes says that somebody undertook or was asked to do: "Officers undertook to clarify ...".

`RULES` each know one form of sentence. What somebody told the meeting, or the meeting agreed, is first taken off the
sentence ("It was noted that ...", "The Director confirmed that she ..."): what is told may be an undertaking itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.drafts import changes, parties
from planextract.drafts.asking import (
    agreed_for,
    agreed_that,
    agreed_to,
    asked_for,
    asked_of,
    asked_somebody,
    requested_that,
    suggested_that,
    was_requested,
    would_like,
)
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.doing import (
    and_will,
    command_to,
    has_offered,
    please,
    politely,
    pronoun_would,
    should_by,
    to_do,
    undertook,
    was_left_to,
    was_permitted,
    we_need_to,
    which_will,
    will_do,
    would_do,
)
from planextract.drafts.draft import ActionDraft, Slot
from planextract.drafts.handing import (
    action_for,
    can_you,
    due_with,
    effort_to_be_made,
    gave_word_that,
    handed_to,
    is_happy_to,
    may_proceed,
    name_and_command,
    needed_from,
    on_condition,
    seconded_that,
    wanted_of,
    was_promised,
    we_recommend,
    would_be_useful,
)
from planextract.drafts.passives import (
    deliverable_would_be_done,
    further_to_be_sought,
    needs_to_be,
    should_be_done,
    should_be_sent,
    should_be_told,
    to_be_done,
    to_be_there,
    to_go_to,
    was_to_be_done,
    would_be_done,
)
from planextract.drafts.readings import (
    Reading,
    Rules,
    condition,
    fenced,
    former,
    sentences,
    turned_down,
)
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

SHORTEST = 10
"""Characters of a paragraph that can undertake something."""

LONGEST = 1_000
"""Characters of a sentence within which it must have said what is to be done."""


def undertaken(parts: Sequence[Paragraph], *, beside: bool = False) -> tuple[ActionDraft, ...]:
    """One action for each sentence that commits somebody; () where the prose only reports.

    `beside`: beside what was resolved and marked only what somebody clearly undertook or was asked to do.
    """
    found: list[ActionDraft] = []
    for part in parts:
        if part.heading or len(part.text) < SHORTEST or fenced(part.text):
            continue
        if turned_down(part.text) and pattern(r"(?:it\s+was\s+)?(?:proposed|moved)\b").match(part.text):
            continue
        read = [_with_person(draft, part) for sentence in sentences(part.words) for draft in drafts(sentence)]
        found += [draft for draft in read if not beside or _clear(draft)]
    return tuple(found)


_PERSON = r"(?-i:{clauses.titles})\.?(?-i:\s[A-Z][\w’'-]+){1,3}"


def _with_person(draft: ActionDraft, part: Paragraph) -> ActionDraft:
    """What "she" will do, with the person who opens a sentence before it, where the paragraph names nobody else."""
    start = part.text.find(draft.words.text)
    if draft.slot("owner") is not None or re.match(r"(?:He|She)\s", draft.words.text) is None or start < 1:
        return draft
    before = part.words[:start]
    opening = [
        one.span(match)
        for one in sentences(before)
        if (match := pattern(_PERSON).match(one.text)) is not None
    ]
    named = {match[0].split()[-1] for match in pattern(rf"\b{_PERSON}").finditer(before.text)}
    if not opening or len(named) > 1:
        return draft
    return replace(draft, slots=(*draft.slots, Slot("owner", opening[-1])))


_UNCLEAR = frozenset(
    {
        "suggested_that",
        "would_be_done",
        "should",
        "should_be_done",
        "politely",
        "will_be_told",
        "would_be_useful",
    }
)
"""Rules whose sentences bind nobody for certain: beside what was resolved they are discussion."""


def _clear(draft: ActionDraft) -> bool:
    owner = draft.slot("owner")
    if draft.rule in _CLEAR:
        return True
    if owner is None:
        return False
    person = parties.initials(owner.words.text) or parties.people_only(owner.words.text)
    return person or (draft.rule == "to_do" and parties.answers_for_something(owner.words))


_CLEAR = frozenset({"undertook", "was_asked", "agreed_that", "requested_that"})
"""Rules whose sentences name a duty in so many words."""


def drafts(sentence: SourcedText) -> Iterator[ActionDraft]:
    """The actions of one sentence; what stands behind "otherwise" is one of its own."""
    if re.fullmatch(r"\([^()]+\)\.?", sentence.text):  # "(NJ to action)"
        sentence = sentence.strip("().")
    done = pattern(
        r"\b(?:has|have|had)\s+(?:now|since|already)\s+been\b|\bwhich\s+(?:he|she|they|it)\s+(?:did|had|has)\b|\band\s+(?:had\s+done|has\s+done|did)\s+so\b"
    ).search(sentence.text)
    done = done or pattern(_DONE_SINCE).search(sentence.text[-100:])
    if changes.of(sentence) or done is not None or turned_down(sentence.text) or former(sentence.text):
        return
    if sentence.text.rstrip(" ”’").endswith("?") and can_you(sentence) is None:
        return
    if pattern(r"(?:[^,;.]{2,80}?\s)?(?<!was )(?<!were )asked\s+(?:when|whether|if|how|what|why)\b").match(
        sentence.text
    ):
        return  # (a question; what it is about is not agreed)
    sentence, number = _without_number(sentence)
    other = pattern(r"(?:[,;]|(?<!\s))\s+(?:or\s+else|otherwise|failing\s+which)\s*,?\s+").search(
        sentence.text
    )
    first = sentence[: other.start()] if other is not None else sentence
    several = _several(first)
    if several and (len(several) > 1 or reading(first) is None):
        yield from (_draft(one, part, number, condition(part)) for one, part in several)
        return
    read = reading(first)
    if read is None:
        return
    yield _draft(read, sentence, number, condition(first))
    if other is not None:
        rest = sentence[other.end() :]
        second = reading(rest)
        if second is not None:
            yield _draft(second, rest, None, sentence[other.start() : other.end()].strip(" ,;"))


_DONE_SINCE = r"\s[–—-]\s*(?:now\s+)?{actions.done}\b(?!\s+(?:the|a|an|by)\b)"
"""How the list of what the last meeting wanted says that somebody did it: "Clerk to send out the calendar – done"."""


def _several(sentence: SourcedText) -> list[tuple[Reading, SourcedText]]:
    """The parts of a sentence of which each says who does what: "The Chair will write and the Clerk will copy it"."""
    sentence = sentence[:LONGEST]
    cuts = list(pattern(_AND_SOMEBODY).finditer(sentence.text))
    starts, stops = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(sentence)]
    parts = [sentence[start:stop] for start, stop in zip(starts, stops, strict=True)]
    found = [(read, part) for part in parts if (read := reading(part)) is not None]
    divided = bool(cuts) and all(cut[0].startswith(";") for cut in cuts)
    return found if len(found) == len(parts) or (divided and reading(sentence) is None) else []


_AND_SOMEBODY = (
    r"(?:;|,?\s+and|,)\s+(?=(?:the\s+)?(?-i:[A-Z])[^,;.]{1,50}?\s(?:will|would|to|agreed\s+to|"
    r"undertook\s+to)\s(?-i:[a-z]))"
)


def _without_number(sentence: SourcedText) -> tuple[SourcedText, SourcedText | None]:
    """A sentence without the number that an action list gives it: "... for all open indicators. (8)"."""
    match = re.search(r"\s*\((?P<number>\d{1,3})\)\s*\.?$", sentence.text[-12:])
    if match is None:
        return sentence, None
    start = len(sentence) - len(sentence.text[-12:])
    return sentence[: start + match.start()], sentence[
        start + match.start("number") : start + match.end("number")
    ]


def _draft(
    read: Reading, sentence: SourcedText, number: SourcedText | None, when: SourcedText | None
) -> ActionDraft:
    slots = [Slot("action", sentence)]
    slots += [Slot("owner", read.owner)] if read.owner is not None else []
    slots += deadline_slot(sentence, read.tail)
    return ActionDraft(
        read.kind,
        sentence,
        read.rule,
        tuple(slots),
        reference=number,
        modality=read.modality,
        condition=when,
    )


_FRAME = (
    r"(?:{clauses.agreed_that}|{clauses.told_that}|agreed\s+that|noted\s+that|"
    r"it\s+was\s+(?:explained|reported|confirmed|advised)\s+to\s+[^.;,]{2,40}?\sthat)"
    r"(?:\s+that)?\s*,?\s+(?!to\b)"
)


_TOLD = (
    r"(?P<who>[^,;]{2,90}?)\s+(?:also\s+|then\s+|further\s+)?{clauses.telling}\s+(?:(?:[\w’' ]{1,40}?\s)?that\s*,?\s+"
    r")?(?:[^;.]{2,220}?(?:,|\sand)\s+)?"
    r"(?P<they>he|she|they|s/he|he/she)\s+(?=would\b|will\b|should\b|(?:was|were)\s+{clauses.willing}\s+to\b)"
)


_TOLD_OF = (
    r"(?P<who>[^,;]{2,90}?)\s+(?:also\s+|then\s+|further\s+)?{clauses.telling}\s+"
    r"(?:[\w’' ]{1,40}?\s)?that\s*,?\s+"
)


_LATER_PARTY = (
    r"(?:,|;|\band|\s[–—-])\s+(?:the\s+)?(?=(?-i:[A-Z])[^,;.]{1,70}?\s(?:{clauses.undertaking}|{clauses.asked_of}|{clauses.requested_that})"
    r"\s)"
)


_LATER_TOLD = (
    r"(?:,|;|\band|\bbut)\s+(?:the\s+)?(?P<who>(?-i:[A-Z])[^,;.]{1,70}?)\s+{clauses.telling}\s+(?:that\s+)?"
    r"(?:he|she|they)\s+(?=would\b|will\b)"
)
"""What is told behind other matter: "... but the Deputy Head reported that she would check"."""


_ASIDE = (
    r"(?:,\s+with|,|;|,?\s(?:but|and|so))\s+(?:the\s+)?"
    r"(?=(?-i:[A-Z])[^,;.]{1,50}?\s(?:to|will|would)\s(?-i:[a-z]))"
)
_FINITE = r"\b(?:is|are|was|were|has|have|had|will|would|needs?|agreed|noted|thanked|reported|said|wished)\b"
"""Without one of these before it, "and" joins two who are asked: "To ask Finance and the Agency to create a map"."""
_ADVISED = r"[^.;]{0,260}?\b(?:was|were)\s+(?:advised|informed|told|assured)\s+that\s+"


def reading(sentence: SourcedText) -> Reading | None:
    """What a sentence undertakes by the first rule that knows its form."""
    sentence = sentence[:LONGEST]
    for start, owner, rules in _beginnings(sentence):
        rest = sentence[start:]
        for rule in rules:
            read = rule(rest) if owner is None else (would_do(rest, owner) or is_happy_to(rest, owner))
            if read is not None:
                return replace(read, tail=read.tail + start)
    return None


_Beginning = tuple[int, SourcedText | None, Rules]


def _behind_label(sentence: SourcedText) -> Iterator[_Beginning]:
    """Behind an arrow, the number of a line, or words that only lead in: "However,", "After discussion,"."""
    label = re.match(
        r"(?:[→➔➢►]|(?:ACTION|Action)s?(?=\s(?-i:[A-Z])[^,;.:]{1,60}?\sto\s)|\d{1,2}(?:\.\d{1,2})?(?:\s\d{1,2})?(?=\s(?:[A-Z]|(?:the|officers|members)\b)))\s+",
        sentence.text,
    )
    if label is not None:
        yield label.end(), None, RULES
    linked = pattern(r"{clauses.linking}\s*[,.:]?\s+(?:the\s+)?(?=\w)").match(sentence.text)
    if linked is not None:
        yield linked.end(), None, RULES


def _told_by(sentence: SourcedText, told: re.Match[str] | None) -> Iterator[_Beginning]:
    """What somebody told the meeting that "he" would do."""
    who = parties.subject(sentence.span(told, "who")) if told is not None else None
    if told is not None and who is not None:
        yield told.end(), who, INNER


def _beginnings(sentence: SourcedText) -> Iterator[_Beginning]:
    """Where the sentence, or what it tells, may begin, who "he" is in what is told, and the forms that it may have."""
    yield 0, None, RULES
    yield from _behind_label(sentence)
    apart = pattern(r"(?:{clauses.apart}|{clauses.conditions})\s[^,;]{2,110},\s+(?:the\s+)?(?=\w)").match(
        sentence.text
    )
    if apart is not None:
        yield apart.end(), None, INNER
    for named in list(re.finditer(r"(?::|\s[–—→-]|\s->|;)\s(?:the\s+)?(?=\w)", sentence.text[:400]))[:6]:
        yield named.end(), None, FRAGMENTS  # "Dog fouling: signs to be put up"
    later = pattern(_LATER_PARTY).search(sentence.text[:600])
    if later is not None:  # "Members expressed concern and the Head of Finance agreed to check"
        yield later.end(), None, RULES
    for aside in list(pattern(_ASIDE).finditer(sentence.text[:400]))[:3]:
        if aside[0].lstrip(" ,;")[:3].casefold() not in ("and", "but", "so ") or pattern(_FINITE).search(
            sentence.text[: aside.start()]
        ):
            yield aside.end(), None, FRAGMENTS
    yield from _told_by(sentence, pattern(_LATER_TOLD).search(sentence.text[:600]))
    frame = pattern(_FRAME).match(sentence.text)
    if frame is not None:
        yield frame.end(), None, INNER
    told = pattern(_TOLD).match(sentence.text)
    yield from _told_by(sentence, told)
    second = pattern(
        r"[^.;]{10,240}?\band\s+(?=(?:(?:a|an|the|this|these|further)\s[^.;,]{2,60}?|this|these)\s(?:would|will)\s+be\s)"
    ).match(sentence.text)
    if second is not None:
        yield second.end(), None, INNER
    advised = pattern(_ADVISED).match(sentence.text)
    if advised is not None:
        yield advised.end(), None, INNER
    of = pattern(_TOLD_OF).match(sentence.text)
    if of is not None and told is None:
        yield of.end(), None, TOLD
    condition_first = pattern(
        r"{clauses.conditions}\s[^,;.]{3,100}?\s(?=(?:(?:the|a|an|this)\s+\w+(?:\s\w+){0,3}?|we|he|she|they)\s+(?:would|will)\s)"
    ).match(sentence.text)
    if condition_first is not None:
        yield condition_first.end(), None, INNER


FRAGMENTS: Rules = (
    to_do,
    to_be_done,
    undertook,
    asked_of,
    will_do,
    would_be_done,
    handed_to,
    effort_to_be_made,
    due_with,
)
"""What may stand behind a topic: "Dog fouling: signs to be put up"."""


INNER: Rules = (
    undertook,
    was_permitted,
    asked_of,
    will_do,
    pronoun_would,
    suggested_that,
    would_be_done,
    was_to_be_done,
)
"""The forms that may stand behind "It was noted that" or "The Director reported that"."""


TOLD: Rules = (
    undertook,
    asked_of,
    will_do,
    pronoun_would,
    suggested_that,
    deliverable_would_be_done,
    was_to_be_done,
)
"""The forms that may stand behind "The Director reported that"."""


RULES: Rules = (
    gave_word_that,
    undertook,
    has_offered,
    was_permitted,
    was_left_to,
    and_will,
    would_like,
    asked_of,
    asked_somebody,
    will_do,
    pronoun_would,
    agreed_that,
    agreed_to,
    agreed_for,
    requested_that,
    suggested_that,
    asked_for,
    was_requested,
    would_be_done,
    was_to_be_done,
    handed_to,
    wanted_of,
    to_do,
    to_be_done,
    should_by,
    should_be_sent,
    should_be_done,
    politely,
    please,
    command_to,
    to_go_to,
    would_be_useful,
    can_you,
    needed_from,
    name_and_command,
    was_promised,
    effort_to_be_made,
    on_condition,
    seconded_that,
    may_proceed,
    due_with,
    action_for,
    we_recommend,
    needs_to_be,
    should_be_told,
    to_be_there,
    further_to_be_sought,
    we_need_to,
    which_will,
)
