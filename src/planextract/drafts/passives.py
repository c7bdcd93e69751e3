"""Sentences that say what is to be done, and leave open by whom: "A written response would be provided"."""

import re

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.readings import (
    Reading,
    is_deliverable,
)
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText


def should_be_sent(sentence: SourcedText) -> Reading | None:
    """ "Any further comments should be sent to the Secretariat"; "It was felt that a letter should be sent"."""
    match = pattern(
        r"(?:(?:it\s+was|members|the\s+\w+)\s+{clauses.opinions}\s+that\s+)?(?P<what>[^.;,:]{2,90}?)\s+should\s+(?:now\s+|also\s+)?be\s+{following.done}\b"
    ).match(sentence.text)
    if match is None or not is_deliverable(
        re.sub(r"(?i)^(?:any|all)\s+(?:further\s+)?comments$", "the report", match["what"])
    ):
        return None
    return Reading(
        "minute_action", "should_be_done", clauses.agent(sentence, match.end()), match.end(), "proposed"
    )


def would_be_done(sentence: SourcedText) -> Reading | None:
    """ "A written response would be provided"; "An update will be brought to the next meeting"."""
    match = pattern(
        r"(?:and\s+)?(?P<what>[^.;,:]{2,130}?)\s+(?P<by>would|will|needs?\s+to|must)(?:\s+(?:also|then|now|need\s+to|have\s+to))?\s+be\s+(?!{following.not_done}\b(?!\s+(?:out|up)\b))(?P<done>{following.done}|(?P<other>[a-z-]{2,}(?:ed|en|wn|ght|ilt)|put|made))\b"
    ).match(sentence.text)
    if match is None:
        return None
    if match["other"] is not None and not (
        deadline_slot(sentence, match.end()) or _by_somebody(sentence, match.end()) or _on_its_way(match)
    ):
        return None
    if match["by"].casefold() not in ("would", "will") and not deadline_slot(sentence, match.end()):
        return None
    if pattern(
        r"\b(?:which|that|who|if|whether|what|how|when|where|until|is|are|was|were|said|not)\b"
    ).search(match["what"]):
        return None
    if pattern(
        r"(?<!\bit )(?<!\bthis )(?<!\bthey )(?<!\bwho )(?<!\bwhich )(?<!\bthat )"
        r"\b(?:has|have|had)\s+(?:now\s+|already\s+)?been\b"
    ).search(sentence.text, match.end()):
        return None  # (what had been promised, and was done; "once it had been approved" is when)
    return Reading("commitment", "would_be_done", clauses.agent(sentence, match.end()), match.end())


def _by_somebody(sentence: SourcedText, end: int) -> bool:
    """ "... would be made to the text by the corporate director": somebody has it in hand."""
    owner = clauses.agent(sentence, end)
    return owner is not None and (parties.answers_for_something(owner) or parties.only_who(owner))


def _on_its_way(match: re.Match[str]) -> bool:
    """ "These concerns would be relayed", "An invitation would be extended": what goes from the meeting to others."""
    return match["by"].casefold() == "would" and (
        is_deliverable(match["what"]) or match["other"] in vocabulary("following.outward")
    )


def deliverable_would_be_done(sentence: SourcedText) -> Reading | None:
    """What somebody reports will happen: only where the meeting hears of it, else it is news of a service."""
    subject = pattern(r"(?P<what>[^.;,:]{2,130}?)\s+(?:had\s[^.;,]{2,60}?\s+and\s+)?(?:would|will)\b").match(
        sentence.text
    )
    if subject is None or not is_deliverable(subject["what"]):
        return None
    rest = re.search(r"\b(?:would|will)\b", sentence.text)
    start = max(0, rest.start() - 1) if rest is not None else 0
    return would_be_done(SourcedText.join("", (sentence[: subject.end("what")], sentence[start:])))


def was_to_be_done(sentence: SourcedText) -> Reading | None:
    """ "this was to be followed up by Scrutiny Support"."""
    match = pattern(
        r"(?:[^.]{0,200}?[;,–—-]\s+)?[^.;,]{2,80}?\s(?:was|were|is|are)\s+to\s+be\s+{following.done}\b"
    ).match(sentence.text)
    if match is None or re.search(r"\b(?:which|who|that|if)\b", match[0]):
        return None
    return Reading("minute_action", "to_be_done", clauses.agent(sentence, match.end()), match.end())


def to_be_done(sentence: SourcedText) -> Reading | None:
    """ "Papers to be issued to attendees"; "Anne Bell to be invited to future meetings"."""
    match = pattern(
        r"(?:(?:the\s+|a\s+|an\s+)?(?P<what>[^.;:]{2,90}?)\s+|(?=to\s+be\s))to\s+be\s+(?:(?P<done>{following.done})|(?P<other>{following.by_when}))\b"
    ).match(sentence.text)
    if match is not None and match["other"] is not None and not deadline_slot(sentence, match.end()):
        return None
    if match is None or pattern(
        r"\b(?:is|are|was|were|has|have|had|will|would|needs?|due|likely|ought|continues?|took|long|why|tend|tends|seem|seems|appear|appears|not|never|how|which|that|who|important|keen|order|\w{2,12}ed)\b(?!\s+(?:by\s|terms|plan|policy|report|draft|version|copy|paper|list|letter|minutes|strategy|document))"
    ).search(match["what"] or ""):
        return None
    if pattern(r"[^.;]{0,60}?\b(?:is|was|are|were)\s+noted\b").match(sentence.text, match.end()):
        return None
    owner = clauses.agent(sentence, match.end()) or parties.in_brackets(sentence)
    return Reading("minute_action", "to_be_done", owner, match.end())


def to_be_there(sentence: SourcedText) -> Reading | None:
    """ "Quote from the contractor to be available for the next meeting"; "Leaflet drop to take place by Easter"."""
    match = pattern(
        r"(?P<what>[^.;:,]{2,90}?)\s+to\s+(?:be\s+(?:available|ready|in\s+place)|take\s+place)\b"
    ).match(sentence.text)
    if match is None or not deadline_slot(sentence, match.end()):
        return None
    if pattern(
        r"\b(?:is|are|was|were|has|have|had|will|would|due|likely|expected|planned|scheduled|meeting)\b"
    ).search(match["what"]):
        return None
    return Reading("minute_action", "to_be_done", None, match.end())


def should_be_told(sentence: SourcedText) -> Reading | None:
    """ "Alan Benn should be invited to unveil the sign": somebody is to be told or asked, by whom nobody says."""
    match = pattern(
        r"(?:(?:it\s+was|members)\s+{clauses.opinions}\s+that\s+)?(?:the\s+)?(?P<whom>[^.;,:]{2,60}?)\s+should\s+(?:now\s+|also\s+)?be\s+(?:asked|invited|contacted|approached|informed|notified|written\s+to|thanked|reminded|requested)\b"
    ).match(sentence.text)
    whom = sentence.span(match, "whom") if match is not None else None
    if match is None or whom is None or not (parties.only_who(whom) or parties.ends_as_party(whom)):
        return None
    return Reading("minute_action", "should_be_done", None, match.end(), "proposed")


def should_be_done(sentence: SourcedText) -> Reading | None:
    """ "... and should be invited to attend a future meeting": only with a word of when; else it is an opinion."""
    match = pattern(r"[^.;]{3,240}?\b(?:should|must)\s+be\s+{following.done}\b").match(sentence.text)
    if match is None or not deadline_slot(sentence[match.end() :]):
        return None
    return Reading(
        "minute_action", "should_be_done", clauses.agent(sentence, match.end()), match.end(), "proposed"
    )


def needs_to_be(sentence: SourcedText) -> Reading | None:
    """ "Quotes need to be sought"; "The accountant also needed to be told": what is missing is proposed."""
    match = pattern(
        r"(?:[^.;]{2,140}?\s(?:and|but)\s+)?(?P<what>[^.;:]{2,90}?)\s+(?:also\s+|now\s+)?(?:needs?|needed)\s+to\s+be\s+(?:{following.done}|made\s+aware)\b"
    ).match(sentence.text)
    if match is None or pattern(
        r"\b(?:which|that|who|if|whether|what|how|when|where|would|will|may|might|not|no)\b"
    ).search(match["what"]):
        return None
    return Reading(
        "minute_action", "needs_to_be", clauses.agent(sentence, match.end()), match.end(), "proposed"
    )


def further_to_be_sought(sentence: SourcedText) -> Reading | None:
    """ "As the figure is higher than expected further clarification to be sought"."""
    match = pattern(
        r"[^.;]{0,160}?\b(?:further|more|additional)\s+(?:{clauses.deliverables}|advice|quotes|details)\s+to\s+be\s+(?:sought|obtained|requested|provided|gathered)\b"
    ).match(sentence.text)
    return (
        Reading("minute_action", "to_be_done", clauses.agent(sentence, match.end()), match.end())
        if match is not None
        else None
    )


def to_go_to(sentence: SourcedText) -> Reading | None:
    """ "Draft budget to go to Finance Committee on 11 November"; "Update at next meeting"."""
    match = pattern(
        r"(?:the\s+)?(?:[\w’'-]+\s+){1,7}?to\s+(?:go|come|return|continue|resume)\s+(?:back\s+)?(?:on|to|in|before)\s|(?:further\s+|verbal\s+)?(?:update|report|feedback|review)\s+(?:back\s+)?(?:at|to|by|in)\s"
    ).match(sentence.text)
    if match is None or len(sentence.text.split()) > 20:
        return None
    goes = re.search(r"\sto\s", match[0]) is not None
    if not deadline_slot(sentence) and (
        not goes or pattern(r"\b{bodies.meeting}\b").search(sentence.text, match.end()) is None
    ):
        return None
    return Reading("minute_action", "to_be_done", None, match.end() - 3)
