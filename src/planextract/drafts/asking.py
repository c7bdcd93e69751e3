"""Sentences that say what was asked, agreed or suggested: "Officers were asked to ...", "It was agreed that ..."."""

import re
from dataclasses import replace

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.readings import (
    NOT_BE,
    WHO,
    Reading,
    can_ask,
    is_deliverable,
    is_duty,
    is_impersonal,
)
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText


def would_like(sentence: SourcedText) -> Reading | None:
    """ "The Panel would welcome a further paper in the autumn": a wish, not yet a duty."""
    match = pattern(
        r"(?P<who>[^,;.]{2,60}?)\s+{clauses.wishes}\s+(?:(?:to\s+(?:see|receive|have|hear)\s+)?(?:a|an|the|more|further)\s)(?P<what>[^.;]{3,})"
    ).match(sentence.text)
    if match is None or not can_ask(sentence.span(match, "who")):
        return None
    thing = pattern(r"(?:(?!(?:for|of|on|to|in|from|about)\b)[\w-]+\s+){0,4}?{clauses.deliverables}\b")
    if thing.match(match["what"]) is None:
        return None
    source = pattern(r"[^.;]{0,120}?\bfrom\s+(?:the\s+)?").match(match["what"])
    owner = parties.named(sentence[match.start("what") + source.end() :]) if source is not None else None
    return Reading("minute_action", "asked_for", owner, match.start("what"), "proposed")


_NOTED_DOWN = (
    r"(?P<who>(?!that\s)(?:the\s+)?[^,;.]{2,50}?)"
    + NOT_BE
    + r"\s+(?:asked|instructed|requested|tasked|authorised|nominated|delegated)\s+to\s+(?!be\b)"
    r"(?P<verb>[a-z-]+)"
)
"""Notes leave out "was": "Clerk asked to write to the owner"."""


def asked_of(sentence: SourcedText) -> Reading | None:
    """ "Officers were asked to contact the Chairs"; "The Secretary was tasked with updating the list"."""
    match = pattern(r"(?P<who>[^;]{2,80}?)\s+{clauses.asked_of}\s+(?P<verb>[a-z-]+)").match(
        sentence.text
    ) or pattern(_NOTED_DOWN).match(sentence.text)
    owner = parties.subject(sentence.span(match, "who")) if match is not None else None
    if match is None or owner is None or not _asked_to(match["verb"], owner):
        return None
    if pattern(r"invited\s+to\s+(?:ask\s+(?:any\s+)?questions|comment|note)\b").search(sentence.text):
        return None  # (who was invited to did it there)
    return Reading("minute_action", "was_asked", owner, match.end())


def _asked_to(verb: str, owner: SourcedText) -> bool:
    """Whether it is work to do what is asked: of a person or post anything is, but to note or leave."""
    if is_duty(verb):
        return True
    if verb.casefold() in vocabulary("clauses.no_work") | vocabulary("clauses.body_verbs"):
        return False
    return parties.answers_for_something(owner) or parties.only_who(owner)


def asked_somebody(sentence: SourcedText) -> Reading | None:
    """ "The Chair asked Mr Brown to update the register"."""
    match = pattern(
        r"(?P<who>[^,;]{2,70}?)"
        + NOT_BE
        + r"\s+(?:then\s+|also\s+)?(?P<asking>{clauses.asking})\s+(?:if\s+)?(?:the\s+)?(?P<whom>[^;.]{2,90}?),?\s+"
        r"(?:to|could)\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or not can_ask(sentence.span(match, "who")):
        return None
    owner = parties.party(sentence.span(match, "whom"))
    if owner is None or re.search(r"\b(?:for|that|whether|if|how|what|when)\b", owner.text):
        return None
    if not _asked_to(match["verb"], owner):
        return None
    soft = pattern(r"(?:encouraged|urged)").fullmatch(match["asking"]) is not None
    if soft and not (parties.answers_for_something(owner) or parties.ends_as_party(owner)):
        return None
    return Reading("minute_action", "was_asked", owner, match.end(), "proposed" if soft else "shall")


def asked_for(sentence: SourcedText) -> Reading | None:
    """ "The Committee requested a further report from the Director"; a question for now is answered in the meeting."""
    match = pattern(
        r"(?P<who>[^,;]{2,90}?)"
        + NOT_BE
        + r"\s+(?:also\s+|then\s+|further\s+|noted\s+the\s+[^,;.]{2,40}\s+and\s+)?{clauses.asking_for}\s+"
        r"(?:for\s+)?(?:(?:a|an|the|that|some|further|more)\s+)*(?P<what>[^.;]{3,})"
    ).match(sentence.text)
    if match is None or not can_ask(sentence.span(match, "who")):
        return None
    if parties.initials(match["who"]):
        return None  # (what somebody at the table asked for was answered there)
    thing = pattern(r"(?:(?!(?:for|of|on|to|in|from|about)\b)[\w-]+\s+){0,4}?{clauses.deliverables}\b")
    further = pattern(r".*\brequested\s+(?:a|an|further|more|additional)\s").match(match[0]) is not None
    if (
        thing.match(match["what"]) is None
        and not further
        and not deadline_slot(sentence[match.start("what") :])
    ):
        return None
    source = pattern(r"\bfrom\s+(?:the\s+)?").search(match["what"])
    start = match.start("what")
    owner = parties.named(sentence[start + source.end() :]) if source is not None else None
    return Reading("minute_action", "asked_for", owner, match.start("what"))


def was_requested(sentence: SourcedText) -> Reading | None:
    """ "Further clarification was requested regarding ..."; from whom nobody says."""
    match = pattern(
        r"(?:(?:a|an|further|more|additional)\s+)+(?:[\w-]+\s+){0,5}?{clauses.deliverables}\s+(?:was|were)\s+(?:also\s+)?requested\b"
    ).match(sentence.text)
    if match is None:
        return None
    source = pattern(r"[^.;]{0,120}?\bfrom\s+(?:the\s+)?").match(sentence.text, match.end())
    owner = parties.named(sentence[source.end() :]) if source is not None else None
    return Reading("minute_action", "was_requested", owner, match.end())


def agreed_that(sentence: SourcedText) -> Reading | None:
    """ "It was agreed that a column would be added"."""
    match = pattern(
        r"(?:(?:[^.;]{0,200}?[,;–—-]\s+|[^.;,]{0,80}?\s(?:and|so)\s+)?{clauses.agreed_that}(?:\s+that)?|agreed\s+that|it\s+was\s+agreed\s+by\s+[^.;,]{2,50}?\s+that|(?:members|all|(?:the\s+)?{bodies.meeting})\s+(?:also\s+|then\s+|all\s+)?agreed(?:\s+that)?(?=\s+(?!to\b|with\b|on\b|for\b))|[^;.]{2,120}?\band\s+agreed\s+that|(?:the\s+)?[^.;,]{2,140}?\s{bodies.meeting}\s+agreed\s+that|[^.;]{4,220}?\s(?:and\s+)?it\s+was\s+(?:also\s+|further\s+|then\s+)?agreed(?:\s+that)?(?!\s+to\b))\s+"
    ).match(sentence.text)
    return _that("agreed_that", sentence, match.end()) if match is not None else None


def agreed_to(sentence: SourcedText) -> Reading | None:
    """ "It was agreed to invite the Commissioner to a future meeting"; "Agreed to contact the County Council"."""
    match = pattern(
        r"(?:(?:(?:[^.;]{4,200}?\s)?it\s+was\s+(?:also\s+|further\s+|then\s+|unanimously\s+)?)?(?:agreed|decided)|{clauses.agreed_that})\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None:
        return None
    work = pattern(r"{clauses.agreed_work}\b").match(sentence.text, match.start("verb"))
    if work is not None:
        return Reading("minute_action", "agreed_to", None, work.end())
    if match["verb"] in vocabulary("clauses.decided_to"):
        return None
    if pattern(r"\s+(?:the\s+|its\s+|our\s+)?(?:next|annual|{days.months})\s+(?:\w+\s+)?meeting\b").match(
        sentence.text, match.end()
    ):
        return None
    found = clauses.ruling(sentence[match.start("verb") :])
    if found is not None and not found.acts:
        return None
    owner = found.owner if found is not None and found.rule != "does" else None
    return Reading("minute_action", "agreed_to", owner, match.end())


def agreed_for(sentence: SourcedText) -> Reading | None:
    """ "Council agreed for the Clerk to write"; "A request was made for the Clerk to write"."""
    match = pattern(
        r"(?:[^,;.]{2,60}?\s(?:agreed|asked|requested|arranged)|(?:a|the)\s+request\s+was\s+made|[^,;.]{2,60}?\smade\s+a\s+request)\s+for\s+(?:the\s+)?"
        r"(?P<who>[^,;.]{2,60}?)\s+to\s+(?:(?P<be>be\s+{following.done})\b|(?P<verb>[a-z-]+))"
    ).match(sentence.text)
    if match is None:
        return None
    if match["be"] is not None:
        return Reading("minute_action", "agreed_for", clauses.agent(sentence, match.end()), match.end())
    owner = parties.party(sentence.span(match, "who"))
    return Reading("minute_action", "agreed_for", owner, match.end()) if owner is not None else None


def requested_that(sentence: SourcedText) -> Reading | None:
    """ "The Chairman requested that closedown timelines are included"."""
    match = pattern(
        r"(?:it\s+was\s+(?:also\s+|further\s+)?|(?P<who>[^,;]{2,60}?)"
        + NOT_BE
        + r"\s+(?:[a-z ,]{0,40}?\sand\s+)?(?:also\s+|further\s+)?){clauses.requested_that}\s+"
    ).match(sentence.text)
    if match is None or (match["who"] is not None and not can_ask(sentence.span(match, "who"))):
        return None
    read = _that("requested_that", sentence, match.end())
    if read is None and re.match(
        r"(?:it|they|he|she)\s+be\s+kept\s+informed\b", sentence.text[match.end() :]
    ):
        return Reading("minute_action", "requested_that", None, match.end())
    return read


def suggested_that(sentence: SourcedText) -> Reading | None:
    """ "It was suggested that the Clerk contact the school": proposed, not yet a duty."""
    match = pattern(
        r"(?P<who>[^,;]{2,60}?)\s+(?:also\s+)?(?:suggested\s+(?:for\s+the\s+future\s+)?(?:that\s+)?|proposed\s+that\s+)(?:where\s+[^,;]{3,80},\s+)?"
    ).match(sentence.text)
    if match is None or not (can_ask(sentence.span(match, "who")) or is_impersonal(match["who"])):
        return None
    might = pattern(
        r"[^.;]{2,120}?\s(?:might|could|may)\s+(?:be\s+{following.done}|(?:like|wish)\s+to\s+{clauses.follow_up_verbs}|visit|consider)\b"
    ).match(sentence.text, match.end())
    if might is not None:
        return Reading("minute_action", "suggested_that", None, might.end(), "proposed")
    read = _that("suggested_that", sentence, match.end())
    return replace(read, modality="proposed") if read is not None else None


_DECIDED = (
    "{participles.note}|{participles.receive}|{participles.approve}|{participles.endorse}|{participles.agree}|{participles.adopt}|"
    "{participles.confirm}|{participles.elect}|{participles.appoint}|{participles.recommend}|{participles.defer}|{participles.withdraw}|"
    "{participles.close}|{participles.other}|removed"
)


def _that(rule: str, sentence: SourcedText, start: int) -> Reading | None:
    """What follows "that": somebody does something, or something is to be done."""
    rest = sentence[start:]
    somebody = pattern(
        rf"(?:the\s+)?(?P<who>{WHO}{{2,60}}?)\s+(?:would|will|should)\s+"
        r"(?!be\b(?!\s+in\s+(?:touch|contact)\b)|not\b|have\b)[a-z]"
    ).match(rest.text)
    owner = rest.span(somebody, "who") if somebody is not None else None
    if owner is not None and (parties.answers_for_something(owner) or parties.only_who(owner)):
        return Reading("minute_action", rule, owner, start + (somebody.end() if somebody is not None else 0))
    pronoun = pattern(
        r"(?:we|he|she|they)\s+(?:should\s+|would\s+|will\s+)?(?P<verb>{clauses.follow_up_verbs})\s"
    ).match(rest.text)
    if pronoun is not None:  # (who that is, the sentence does not say)
        return Reading("minute_action", rule, None, start + pronoun.end())
    done = pattern(
        r"(?P<what>[^.;]{2,160}?)\s+(?:would|will|should|is|are|be)(?:\s+be)?\s+{participles.duty}\b"
    ).match(rest.text)
    found = clauses.ruling(rest)
    if found is not None and found.acts and found.rule != "be_referred":
        return Reading("minute_action", rule, found.owner, start + found.tail, found.modality)
    returns = pattern(
        r"(?P<what>[^.;,]{2,90}?)\s(?:would|will|should)\s+(?:come\s+back|return|go\s+back|go)\s+(?:to|in|at|before)\b"
    ).match(rest.text)
    if returns is not None and is_deliverable(returns["what"]):
        return Reading("minute_action", rule, None, start + returns.end() - 3)
    considers = pattern(r"(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+(?:consider|discuss|debate)\s+(?=\w)").match(
        rest.text
    )
    considerer = parties.party(rest.span(considers, "who")) if considers is not None else None
    if considers is not None and considerer is not None and parties.ends_as_party(considerer):
        return Reading("minute_action", rule, considerer, start + considers.end())
    done = done or pattern(
        rf"(?P<what>[^.;]{{2,120}}?)\s(?:would|will|should)\s+(?:now\s+|also\s+)?be\s+(?!(?:{_DECIDED})\b)\w+(?:ed|en|wn)\b"
    ).match(rest.text)
    closing = pattern(r"\b(?:closed|removed|noted|deferred|approved)\b").search(rest.text[:200])
    if done is None or closing is not None or pattern(r"\b(?:not|what|whether)\b").search(done[0]):
        return None
    return Reading("minute_action", rule, clauses.agent(rest, done.end()), start + done.end())
