"""What the body of a report commits somebody to: "An Improvement Plan is now being developed".

A report tells far more than it promises. Only sentences that say of a definite piece of work that it is being made,
will be made or is likely to be needed count; aims, history, duties in general and what a body watches over do not.
What will be merged into something else is a change of what there is (`changes`), no commitment.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from planextract.drafts import changes, clauses, parties, readings
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.drafts.readings import Reading, fenced, sentences
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Metadata

LONGEST = 60
"""Words of a sentence that commits; a longer one describes."""


def found(parts: Sequence[Paragraph]) -> tuple[ActionDraft, ...]:
    """The commitments of some paragraphs, with who watches over the work where the next sentence says so."""
    made: list[ActionDraft] = []
    for part in parts:
        if part.heading or fenced(part.text):
            continue
        for sentence in sentences(part.words):
            watched = monitored_by(sentence)
            if watched is not None and made and _same_work(made[-1], sentence):
                made[-1] = replace(made[-1], slots=(*made[-1].slots, Slot("monitoring", watched)))
                continue
            made += _drafts(sentence)
    return tuple(made)


def speaks(metadata: Metadata) -> bool:
    """Whether a document is a report that somebody puts before a meeting; others describe, advertise or plan."""
    if metadata.document_kind != "report":
        return False
    return metadata.report_of is not None or metadata.body is not None


def _drafts(sentence: SourcedText) -> Iterator[ActionDraft]:
    if len(sentence.text.split()) > LONGEST or sentence.text.rstrip().endswith("?") or changes.of(sentence):
        return
    if pattern(r"\b{commitments.takes_back}\b").search(sentence.text):
        return
    lead = pattern(r"(?:{clauses.conditions}|{clauses.apart})\s[^,;]{2,100},\s+(?=\w)").match(sentence.text)
    start = lead.end() if lead is not None else 0
    read = next((read for rule in RULES if (read := rule(sentence[start:])) is not None), None)
    if read is None:
        return
    read = replace(read, tail=read.tail + start)
    slots = [Slot("action", sentence)]
    slots += [Slot("owner", read.owner)] if read.owner is not None else []
    slots += deadline_slot(sentence, read.tail)
    when = readings.condition(sentence)
    yield ActionDraft(read.kind, sentence, read.rule, tuple(slots), modality=read.modality, condition=when)


_WORK = (
    r"(?:(?:the|a|an|this|these|our|its|their|all|any|further|new|revised|additional)\s+)*(?:[\w’'&-]+"
    r"\s+){0,7}?{commitments.work}(?:\s+(?:for|of|on|to|in|with)\s[^.;,]{2,60}?)?"
)


def being_made(sentence: SourcedText) -> Reading | None:
    """ "An Improvement Plan is now being developed to incorporate the findings"."""
    match = pattern(
        rf"{_WORK}\s+(?:is|are)\s+(?:(?:now|currently|also|presently)\s+)?being\s+{{commitments.made}}\b"
    ).match(sentence.text)
    return _agentless("being_made", sentence, match)


def likely_needed(sentence: SourcedText) -> Reading | None:
    """ "A protocol is likely to be needed": proposed."""
    match = pattern(
        rf"{_WORK}\s+(?:is|are)\s+(?:therefore\s+)?likely\s+to\s+be\s+(?:needed|required|necessary)\b"
    ).match(sentence.text)
    read = _agentless("likely_needed", sentence, match)
    return replace(read, modality="proposed") if read is not None else None


def will_be_made(sentence: SourcedText) -> Reading | None:
    """ "This will be linked into the workforce strategy"; "A working group will be set up"."""
    match = pattern(
        rf"(?:{_WORK}|this|these|it)\s+(?:will|shall)\s+(?:now\s+|also\s+|then\s+)?be\s+(?:{{commitments.made}}|{{commitments.tied}}|{{following.done}})\b"
    ).match(sentence.text)
    return _agentless("will_be_made", sentence, match)


def we_will(sentence: SourcedText) -> Reading | None:
    """ "Officers will report back"; "we will continue the campaign"."""
    match = pattern(
        r"(?:(?P<we>we)|(?:the\s+)?(?P<who>[^,;.]{2,60}?))\s+will\s+(?:now\s+|also\s+|then\s+)?(?P<verb>[a-z-]+)"
    ).match(sentence.text) or pattern(
        r"[^.;]{0,160}?\band\s+(?P<we>we)(?P<who>)\s+will\s+(?P<verb>continue)\s+(?:a|an|the|our|to)\b"
    ).match(sentence.text)
    if match is None or match["verb"].casefold() not in vocabulary("commitments.verbs"):
        return None
    if match["we"]:
        return Reading("commitment", "will_do", sentence.span(match, "we"), match.end())
    who = sentence.span(match, "who")
    return Reading("commitment", "will_do", who, match.end()) if parties.answers_for_something(who) else None


def proposed_to(sentence: SourcedText) -> Reading | None:
    """ "It is proposed to undertake a further survey": proposed."""
    match = pattern(
        r"(?:it\s+is|there\s+are\s+plans|plans\s+are\s+in\s+place)\s*(?:therefore\s+|also\s+|now\s+)?(?:proposed|intended|planned)?\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or match["verb"].casefold() not in vocabulary("commitments.verbs"):
        return None
    return Reading("commitment", "proposed_to", None, match.end(), "proposed")


def intends_to(sentence: SourcedText) -> Reading | None:
    """ "The team plans to roll out the training": proposed."""
    match = pattern(r"(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+{commitments.intends}\s+(?P<verb>[a-z-]+)").match(
        sentence.text
    )
    if match is None or match["verb"].casefold() not in vocabulary("commitments.verbs"):
        return None
    who = sentence.span(match, "who")
    if parties.party(who) is None:
        return None
    return Reading("commitment", "intends_to", who, match.end(), "proposed")


def planned_for(sentence: SourcedText) -> Reading | None:
    """ "A further workshop is planned for 12 June"."""
    match = pattern(
        rf"{_WORK}\s+(?:is|are|has\s+been|have\s+been)\s+(?:now\s+|also\s+)?(?:planned|scheduled|arranged|booked)\s+(?:for|in|on)\b"
    ).match(sentence.text)
    if match is None or not deadline_slot(sentence[match.start() :]):
        return None
    return Reading("commitment", "planned_for", None, match.end() - 3)


def is_making(sentence: SourcedText) -> Reading | None:
    """ "The Partnership Manager is drafting a new agreement"."""
    match = pattern(
        r"(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+(?:is|are)\s+(?:currently\s+|now\s+|also\s+)?{commitments.making}\b"
    ).match(sentence.text)
    if match is None or not parties.answers_for_something(sentence.span(match, "who")):
        return None
    return Reading("commitment", "being_made", sentence.span(match, "who"), match.end())


def needs_agreeing(sentence: SourcedText) -> Reading | None:
    """ "Revised timescales need to be agreed": proposed; "training needs to be improved" is a finding."""
    match = pattern(
        r"(?:[\w’'&-]+\s+){0,6}?(?:{commitments.work}|{changes.dates})\s+(?:now\s+|also\s+)?needs?\s+to\s+be\s+{commitments.settled}\b"
    ).match(sentence.text)
    read = _agentless("needs_agreeing", sentence, match)
    return replace(read, modality="proposed") if read is not None else None


RULES: tuple[Callable[[SourcedText], Reading | None], ...] = (
    being_made,
    likely_needed,
    will_be_made,
    we_will,
    proposed_to,
    planned_for,
    is_making,
    intends_to,
    needs_agreeing,
)


def _agentless(rule: str, sentence: SourcedText, match: re.Match[str] | None) -> Reading | None:
    if match is None:
        return None
    return Reading("commitment", rule, clauses.agent(sentence, match.end()), match.end())


def monitored_by(sentence: SourcedText) -> SourcedText | None:
    """Who watches over work: "The Improvement Plan will be monitored by Cabinet, LSCB and CYP"."""
    match = pattern(
        r"[^.;]{2,120}?\b(?:will|is\s+to|shall|to)\s+be\s+{commitments.watched}\s+by\s+(?:the\s+)?(?P<who>[^.;]{2,160})"
    ).match(sentence.text)
    return sentence.span(match, "who").strip(" .") if match is not None else None


def _same_work(made: ActionDraft, sentence: SourcedText) -> bool:
    """Whether a sentence speaks of the work that the one before promised: it names it again, or says "this"."""
    opening = pattern(
        r"(?:the|this|these|it)\s*(?P<work>(?:[\w’'-]+\s+){0,4}?)(?:will|is|shall|are)\b"
    ).match(sentence.text)
    if opening is None:
        return False
    named = opening["work"].strip().casefold()
    return not named or named.split()[-1] in made.words.text.casefold()
