"""Sentences by which work changes hands without "was asked": "Over to Finance to ...", "It falls to the Clerk"."""

import re

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.readings import (
    Reading,
    can_ask,
    follows_up,
    is_deliverable,
    is_duty,
    is_impersonal,
    is_meeting,
)
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText


def handed_to(sentence: SourcedText) -> Reading | None:
    """ "It falls to the Deputy Clerk to chase the insurers"; "Leave with KD to sort"; "Remitted to the Clerk"."""
    match = pattern(
        r"(?P<by>{clauses.handing}|with)\s+(?:the\s+)?(?P<who>[^,;.:]{1,60}?)\s+to\s+(?P<verb>(?-i:[a-z-]+))"
    ).match(sentence.text)
    if match is None or match["verb"] in ("be", "have", "note"):
        return None
    loosely = " ".join(match["by"].casefold().split()) in vocabulary("clauses.loosely")
    if loosely and (not _work(match["verb"]) or pattern(r"(?:each|every|all|any)\b").match(match["who"])):
        return None
    owner = parties.party(sentence.span(match, "who"))
    return Reading("minute_action", "handed_to", owner, match.end()) if owner is not None else None


def _work(verb: str) -> bool:
    return is_duty(verb) or verb.casefold() in vocabulary("imperatives.verbs") | vocabulary(
        "clauses.short_work"
    )


def wanted_of(sentence: SourcedText) -> Reading | None:
    """ "The Panel would like the communities team to draft a plan": a wish, not yet a duty."""
    match = pattern(
        r"(?P<who>[^,;.]{1,60}?)\s+{clauses.wishes_of}\s+(?:the\s+)?(?P<whom>(?!to\b|see\b)[^,;.]{2,60}?)\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or not _wishes(sentence.span(match, "who")):
        return None
    if match["verb"] in vocabulary("clauses.descriptive") - vocabulary("clauses.duty_verbs") | {
        "note",
        "thank",
    }:
        return None
    owner = sentence.span(match, "whom")
    if not (parties.answers_for_something(owner) or parties.ends_as_party(owner) or parties.only_who(owner)):
        return None
    return Reading("minute_action", "was_asked", parties.party(owner), match.end(), "proposed")


def _wishes(who: SourcedText) -> bool:
    """Whether a wish counts: a meeting's or that of somebody with a post, not "residents"."""
    return can_ask(who) and (
        is_meeting(who)
        or parties.answers_for_something(who)
        or parties.only_who(who)
        or is_impersonal(who.text)
    )


def would_be_useful(sentence: SourcedText) -> Reading | None:
    """ "It would be a useful exercise to write to those parties": proposed, and by whom to be done nobody says."""
    match = pattern(
        r"(?:(?:it\s+was|members|[^,;.]{2,40}?)\s+(?:{clauses.opinions}|agreed)\s+(?:that\s+)?)?it\s+(?:would|might|may)\s+be\s+(?:a\s+|an\s+)?{clauses.useful}(?:\s+(?:exercise|idea|plan|thing|step))?\s+"
        r"(?:for\s+(?:the\s+)?(?P<who>[^,;.]{2,50}?)\s+)?to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or not follows_up(match["verb"]):
        return None
    owner = parties.party(sentence.span(match, "who")) if match["who"] is not None else None
    return Reading("minute_action", "would_be_useful", owner, match.end(), "proposed")


def can_you(sentence: SourcedText) -> Reading | None:
    """ "Could heads of department please ensure ..."; "@Leanne – can you send round the dates please?"."""
    match = pattern(
        r"(?:@\s?|(?=(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+)?\s*[,–—-]))(?P<who>[\w’' ]{2,40}?)\s*[,–—:-]"
        r"\s*(?:please\s+)?(?:can|could|would|will)\s+you\s+(?:please\s+|kindly\s+)?(?P<verb>[a-z-]+)"
    ).match(sentence.text) or pattern(
        r"(?:please\s+)?(?:can|could|would|will)\s+(?:the\s+)?(?P<who>[^,;.?]{2,60}?)\s*,?\s+(?:please|kindly)\s*,?\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or not is_duty(match["verb"]) or match["who"].casefold() in ("you", "i", "we"):
        return None
    return Reading("minute_action", "was_asked", parties.party(sentence.span(match, "who")), match.end())


def was_promised(sentence: SourcedText) -> Reading | None:
    """ "A fuller answer was promised by the Assistant Chief Constable"."""
    match = pattern(r"(?P<what>[^.;,:]{2,100}?)\s+(?:was|were|has\s+been|is)\s+promised\b").match(
        sentence.text
    )
    if match is None:
        return _promised(sentence)
    if not is_deliverable(match["what"]):
        return None
    return Reading("commitment", "was_promised", clauses.agent(sentence, match.end()), match.end())


def _promised(sentence: SourcedText) -> Reading | None:
    """ "Inspector Vale promised extra patrols over half term"."""
    match = pattern(
        r"(?P<who>[^,;.]{2,60}?)\s+(?:has\s+)?promised\s+(?=(?:an?|the|further|extra|additional|more|regular|some|copies)\s)"
    ).match(sentence.text)
    who = sentence.span(match, "who") if match is not None else None
    if match is None or who is None or not (parties.answers_for_something(who) or parties.only_who(who)):
        return None
    return Reading("commitment", "was_promised", parties.subject(who), match.end())


def needed_from(sentence: SourcedText) -> Reading | None:
    """ "New padlock needed for the shed – Mr Orr"; "There is a need for the Clerk to check the insurance"."""
    match = pattern(
        r"[^.;]{3,80}?\s(?:needed|required|outstanding)\b[^.;–—]{0,60}?\s[–—-]\s*(?P<who>[^.;–—]{2,40})\.?$"
    ).match(sentence.text) or pattern(
        r"there\s+(?:is|was)\s+(?:also\s+)?a\s+need\s+for\s+(?:the\s+)?(?P<who>[^.;,]{2,50}?)\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or pattern(r"\b(?:are|were|not|no|has|have|had)\b").search(match[0]):
        return None
    who = sentence.span(match, "who")
    named = parties.only_who(who) or ("verb" in match.groupdict() and parties.answers_for_something(who))
    return Reading("minute_action", "handed_to", who, match.end()) if named else None


def gave_word_that(sentence: SourcedText) -> Reading | None:
    """ "The Chief Constable gave an undertaking that the figures would be supplied": the owner is who gave it."""
    match = pattern(
        r"(?P<who>[^,;]{2,80}?)\s+{clauses.gave_word}\s+that\s+[^.;]{2,100}?\s(?:would|will)\s+(?:also\s+|then\s+)?(?:be\s+(?:{following.done}|{participles.duty})\b|(?P<verb>[a-z-]+))"
    ).match(sentence.text)
    owner = parties.subject(sentence.span(match, "who")) if match is not None else None
    if match is None or owner is None or (match["verb"] is not None and not follows_up(match["verb"])):
        return None
    return Reading("commitment", "undertook", owner, match.end())


def effort_to_be_made(sentence: SourcedText) -> Reading | None:
    """ "Contact to be made with the owner"; "arrangements would be made to take up the offer"."""
    match = pattern(
        r"(?:[^.;]{3,160}?\sand\s+)?(?:(?:a|an|every|further|some|due|urgent|more)\s+){0,2}(?:{clauses.made_nouns}\b[^.;,]{0,60}?\s(?P<by>to|will|would|should)\s+(?:also\s+|now\s+|then\s+)?be\s+made|{clauses.given_nouns}\b[^.;,]{0,60}?\s(?P<by2>to|will|would|should)\s+(?:also\s+|now\s+|then\s+)?be\s+(?:given|paid|taken|sought))\b"
    ).match(sentence.text)
    if match is None or pattern(r"\b(?:which|who|if|whether|were|was|are|is|need|needs|not)\s+(?=\S)").search(
        match[0][match[0].rfind(" and ") + 1 :]
    ):
        return None
    given = match["by2"] is not None and match["by2"] != "to"
    if (given or match["by"] == "should") and not deadline_slot(sentence, match.end()):
        return None
    return Reading("minute_action", "to_be_done", clauses.agent(sentence, match.end()), match.end())


def on_condition(sentence: SourcedText) -> Reading | None:
    """ "Approved, provided officers first check the title deeds": what was approved binds somebody."""
    match = pattern(
        r"[^.;]{0,140}?\b(?:approved|agreed|accepted|granted|endorsed|supported)\b[^.;]{0,60}?,?\s+{clauses.on_condition}\s+(?=\w)"
    ).match(sentence.text)
    if match is None:
        return None
    who, tail = _does(sentence[match.end() :])
    return Reading("minute_action", "on_condition", who, match.end() + tail) if who is not None else None


def _does(rest: SourcedText) -> tuple[SourcedText | None, int]:
    """Who does what in "trustees review the policy", and where the words behind the verb begin."""
    found = parties.doer(rest)
    if found is None:
        return None, 0
    subject, verb, end = found
    return parties.subject(rest[subject:verb]), end


def seconded_that(sentence: SourcedText) -> Reading | None:
    """ "Proposed Cllr Fenn, seconded Cllr Moss, that the Clerk be asked to report the street light"."""
    match = pattern(
        r"(?:it\s+was\s+)?(?:proposed|moved)\s+(?:by\s+)?[^.;,]{2,45}?,?\s+(?:and\s+)?seconded\s+(?:by\s+)?[^.;,]{2,45}?(?:,|\sand)?\s+(?:(?:it\s+was\s+)?(?:unanimously\s+)?(?:agreed|resolved)\s+)?(?=that\s|to\s)"
    ).match(sentence.text)
    found = clauses.ruling(sentence[match.end() :]) if match is not None else None
    if match is None or found is None or not found.acts:
        return None
    return Reading("minute_action", "agreed_that", found.owner, match.end() + found.tail)


def may_proceed(sentence: SourcedText) -> Reading | None:
    """ "officers can proceed with the order": may, not must."""
    match = pattern(
        r"(?:that\s+)?(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+(?:can|may|could)\s+(?:now\s+|also\s+|therefore\s+)?(?:proceed|go\s+ahead|press\s+ahead)\s+(?:with|to)\b"
    ).match(sentence.text)
    who = sentence.span(match, "who") if match is not None else None
    if match is None or who is None or not (parties.answers_for_something(who) or parties.only_who(who)):
        return None
    return Reading("minute_action", "was_authorised", who, match.end(), "may")


def due_with(sentence: SourcedText) -> Reading | None:
    """ "Please note: all rotas to Gail by the 20th"; "Any dates to be with Sandra by half term"."""
    match = pattern(
        r"(?:please\s+note\s*:\s*|reminder\s*:\s*)?(?:all|any|your|completed|final|draft|outstanding|further|comments|returns|nominations)\b[^.;,:]{0,60}?\s(?:to\s+be\s+with|to\s+reach|to\s+be\s+returned\s+to|to\s+go\s+to|back\s+to|in\s+to|to)\s+(?:the\s+)?(?=(?-i:[A-Z]))[^.;,]{2,45}?\s(?=by\s|before\s|no\s+later\s)"
    ).match(sentence.text)
    if match is None or pattern(
        r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|related?|relating|due|up|\w+ed)\b"
    ).search(re.sub(r"(?i)\b(?:completed|returned)\b", "", match[0])):
        return None
    return (
        Reading("minute_action", "to_be_done", None, match.end())
        if deadline_slot(sentence, match.end())
        else None
    )


def action_for(sentence: SourcedText) -> Reading | None:
    """ "... with an action being approved for AS to continue discussions"."""
    match = pattern(
        r"[^.;]{0,160}?\b(?:an?|the|one)\s+(?:further\s+|new\s+)?action\s+(?:(?:was|is|being|has\s+been)\s+)?(?:(?:agreed|approved|noted|recorded|raised|taken|set|logged|captured)\s+|(?:sits|rests|lies|lay|stays)\s+)?(?:for|with|on)\s+(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    owner = parties.party(sentence.span(match, "who")) if match is not None else None
    if match is None or owner is None or not _work(match["verb"]):
        return None
    return Reading("minute_action", "handed_to", owner, match.end())


def is_happy_to(rest: SourcedText, owner: SourcedText) -> Reading | None:
    """ "... he was happy to draft something": an offer of who says so."""
    match = pattern(r"(?:was|were|is|would\s+be)\s+{clauses.willing}\s+to\s+(?P<verb>[a-z-]+)").match(
        rest.text
    )
    if (
        match is None
        or not follows_up(match["verb"])
        or match["verb"] in ("report", "confirm", "advise", "inform")
    ):
        return None
    return Reading("commitment", "undertook", owner, match.end())


def we_recommend(sentence: SourcedText) -> Reading | None:
    """ "We recommend that trustees review the reserves policy at least annually"."""
    match = pattern(
        r"(?:(?:we|i)\s+(?:also\s+|therefore\s+|further\s+)?(?:recommend|propose|direct|require|instruct|order)|(?P<who>[^,;.]{2,60}?)\s+(?:also\s+)?(?:recommends|recommended))\s+that\s+"
    ).match(sentence.text)
    if match is None or (match["who"] is not None and not _wishes(sentence.span(match, "who"))):
        return None
    found = clauses.ruling(sentence[match.end() :])
    if found is not None and found.acts:
        return Reading("recommendation", "recommends", found.owner, match.end() + found.tail, "proposed")
    who, tail = _does(sentence[match.end() :])
    return (
        Reading("recommendation", "recommends", who, match.end() + tail, "proposed")
        if who is not None
        else None
    )


def name_and_command(sentence: SourcedText) -> Reading | None:
    """ "Clerk: write to Highways": who, and a command behind a colon."""
    match = pattern(r"(?P<who>[^:.;,]{2,45}?):\s+(?P<verb>[a-z-]+)\s+(?P<next>\S+)").match(sentence.text)
    if match is None or len(sentence.text.split()) > 25 or not follows_up(match["verb"]):
        return None
    if match["verb"].casefold() in vocabulary("clauses.noun_verbs") and match["next"] not in vocabulary(
        "clauses.after_verb"
    ):
        return None
    who = sentence.span(match, "who")
    plain = pattern(r"\b(?:is|are|was|were|will|would|has|have|had|can|may)\b").search(sentence.text) is None
    return (
        Reading("minute_action", "to_do", who, match.end("verb")) if plain and parties.only_who(who) else None
    )
