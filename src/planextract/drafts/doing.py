"""Sentences that say who is to do something: "The Town Clerk undertook to ...", "KK will ...", "Clerk to chase ..."."""

import re

from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.readings import (
    NOT_BE,
    WHO,
    Reading,
    follows_up,
    is_duty,
    is_meeting,
)
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import FIELD, SERVICE, UNKNOWN
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText


def undertook(sentence: SourcedText) -> Reading | None:
    """ "The Town Clerk undertook to make these changes"."""
    match = pattern(
        r"(?:in\s+(?:reply|replying|response),?\s+)?(?P<who>[^,;]{2,80}?)(?:\s+(?:has|have)(?=\s+(?:also|further|then|both|unanimously|kindly|readily)\s))?(?:\s+(?:also|further|then|both|unanimously|kindly|subsequently|verbally|readily))?(?:\s+{clauses.telling}\s[^;]{2,120}?\sand)?"
        + NOT_BE
        + r"\s+{clauses.undertaking}\s+[‘'“\"]?(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or match["verb"].casefold() in vocabulary("clauses.agreeing_to"):
        return None
    owner = parties.subject(sentence.span(match, "who"))
    if owner is None:
        return _somebody_undertook(match)
    if is_meeting(owner):
        return _meeting_agreed(sentence, match)
    return Reading("commitment", "undertook", owner, match.end())


def _somebody_undertook(match: re.Match[str]) -> Reading | None:
    """ "She agreed to present the results": who she is, the sentence does not say."""
    if pattern(r"(?:he|she|they|s/he)").fullmatch(match["who"]) is None or not is_duty(match["verb"]):
        return None
    return Reading("commitment", "undertook", None, match.end())


def was_permitted(sentence: SourcedText) -> Reading | None:
    """ "The Clerk was authorised to pay the invoice": may, not must."""
    match = pattern(r"(?P<who>[^,;]{2,80}?)\s+{clauses.permitted}\s+(?!be\b)(?P<verb>[a-z-]+)").match(
        sentence.text
    )
    owner = parties.subject(sentence.span(match, "who")) if match is not None else None
    return (
        Reading("minute_action", "was_authorised", owner, match.end(), "may")
        if match is not None and owner is not None and match["verb"] not in vocabulary("clauses.own_acts")
        else None
    )


def was_left_to(sentence: SourcedText) -> Reading | None:
    """ "It was left to the Chairman to speak to the landowner"; "An action was placed on the Secretariat to ..."."""
    match = pattern(
        r"(?:it\s+was|this\s+was|the\s+matter\s+was|matter|an\s+action\s+was|the\s+action\s+was)\s+(?:also\s+)?{clauses.left_to}\s+(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    owner = parties.party(sentence.span(match, "who")) if match is not None else None
    return (
        Reading("minute_action", "was_asked", owner, match.end())
        if match is not None and owner is not None
        else None
    )


def and_will(sentence: SourcedText) -> Reading | None:
    """ "Clerk has written again to the PCC and will follow up by telephone"; "Will chase again"."""
    bare = pattern(r"will\s+(?P<verb>[a-z-]+)\b").match(sentence.text)
    if bare is not None and follows_up(bare["verb"]):
        return Reading("commitment", "will_do", None, bare.end())
    match = pattern(
        r"(?:the\s+)?(?P<who>[^,;.]{2,50}?)\s+(?:has|had|have|is|was|reported|advised|said|noted|acknowledged|accepted|apologised|recognised|understood|thanked)\s[^;.]{3,160}?(?:,|\sand)\s+(?:will|would)\s+(?P<verb>[a-z-]+)\b"
    ).match(sentence.text)
    if match is None or not follows_up(match["verb"]):
        return None
    who = sentence.span(match, "who")
    return (
        Reading("commitment", "will_do", who, match.end())
        if parties.answers_for_something(who) or parties.only_who(who)
        else None
    )


def has_offered(sentence: SourcedText) -> Reading | None:
    """ "Cllr Hubbard has offered to repair the notice board"; "The Clerk has been asked to contact the County"."""
    match = pattern(
        r"(?P<who>[^,;]{2,60}?)\s+(?:has|have)\s+(?:now\s+|since\s+|also\s+)?(?:been\s+(?:asked|requested|tasked|instructed)|offered|agreed|undertaken|volunteered|promised)\s+to\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or match["verb"] in vocabulary("clauses.agreeing_to"):
        return None
    owner = parties.subject(sentence.span(match, "who"))
    if owner is None or not (parties.answers_for_something(owner) or parties.only_who(owner)):
        return None
    return Reading("commitment", "undertook", owner, match.end())


def _meeting_agreed(sentence: SourcedText, match: re.Match[str]) -> Reading | None:
    """ "The Committee agreed to instruct the Head of Legal Services to ..."; to note or approve is a decision."""
    rest = sentence[match.start("verb") :]
    found = clauses.ruling(rest)
    if found is not None and found.acts and found.rule != "to_do":
        start = match.start("verb") + found.tail
        return Reading("minute_action", "agreed_to", found.owner, start, found.modality)
    verb = match["verb"].casefold()
    if (
        (found is not None and not found.acts)
        or verb in vocabulary("clauses.decided_to")
        or not (is_duty(verb) or verb in vocabulary("imperatives.verbs"))
    ):
        return None
    return Reading("commitment", "undertook", parties.subject(sentence.span(match, "who")), match.end())


def we_need_to(sentence: SourcedText) -> Reading | None:
    """ "We need to speak to the plotholders": the meeting leaves itself something to do."""
    match = pattern(
        r"(?P<who>we)\s+(?:will\s+|also\s+|now\s+|still\s+|would\s+)*(?:need\s+to|must|have\s+to|should(?:\s+also)?)\s+(?P<verb>{clauses.reaching})\b"
    ).match(sentence.text)
    return (
        Reading("commitment", "will_do", sentence.span(match, "who"), match.end(), "proposed")
        if match is not None
        else None
    )


def which_will(sentence: SourcedText) -> Reading | None:
    """ "AS has two further quotes which he will circulate"; "... to Martin, who will combine the comments"."""
    match = (
        pattern(
            r"(?:the\s+)?(?P<who>[^,;.]{2,60}?)\s+(?:has|have|had|is|was)\s[^;.]{3,160}?\bwhich\s+(?:he|she|they)\s+(?:will|would)\s+(?P<verb>[a-z-]+)"
        ).match(sentence.text)
        or pattern(
            r"[^;.]{3,200}?\bwhich\s+(?:the\s+)?(?P<who>[^,;.]{2,40}?)\s+(?:(?:advised|said|agreed|stated|confirmed)\s+(?:that\s+)?(?:he|she|they)\s+)?(?:will|would)\s+(?P<verb>[a-z-]+)"
        ).match(sentence.text)
        or pattern(
            r"[^;.]{3,200}?\b(?:to|with)\s+(?:the\s+)?(?P<who>(?-i:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})),?\s+who\s+(?:will|would|has\s+agreed\s+to|agreed\s+to)\s+(?P<verb>[a-z-]+)"
        ).match(sentence.text)
    )
    who = sentence.span(match, "who") if match is not None else None
    if match is None or who is None or not follows_up(match["verb"]):
        return None
    if not (parties.answers_for_something(who) or parties.only_who(who)):
        return None
    return Reading("commitment", "will_do", who, match.end())


def will_do(sentence: SourcedText) -> Reading | None:
    """ "KK would also produce some slides"; "The Head of Audit will report back"; "KK agreed she would discuss this".

    Who does it must be people, initials or a post, or one of the few who act for a meeting: much else "will" happen.
    """
    match = pattern(
        rf"(?:and\s+)?(?:that\s+)?(?:the\s+|our\s+(?={{clauses.acts_for_meeting}}\b))?(?P<who>{WHO}{{2,60}}?)\s+"
        r"(?:agreed\s+(?:that\s+)?(?:he|she|they)\s+)?(?:(?:will|would)(?:\s+need\s+to)?|must|needs?\s+to|(?:is|are|was|were)\s+to)\s+"
        r"(?:also\s+|then\s+|now\s+|formally\s+|therefore\s+|be\s+(?=[a-z]+ing\b))?(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or _describes(sentence, match):
        return None
    who = parties.without_front(sentence.span(match, "who"))
    if pattern(
        r"\b(?:what|whether|how|why|questioned)\b|^(?:the\s+|its\s+|our\s+)?(?:\w+\s+)?{clauses.aims}\s+(?:of|for)\b"
    ).search(who.text):
        return None
    acts = pattern(r"{clauses.acts_for_meeting}").fullmatch(who.text) is not None
    person = parties.party(who) is not None and (parties.initials(who.text) or parties.people_only(who.text))
    if not (acts or person or parties.answers_for_something(who)) and not _body_does(sentence, match):
        return None
    if match["verb"].casefold() in ("continue", "support", "focus", "agree") and not (acts or person):
        return None
    return Reading("commitment", "will_do", who, match.end())


def _describes(sentence: SourcedText, match: re.Match[str]) -> bool:
    """Whether a verb only says what happens: "The Head will retire"; to "come back" or "have a word" is work."""
    if pattern(r"(?:{clauses.phrasal_verbs})\b").match(sentence.text, match.start("verb")):
        return False
    verb = match["verb"].casefold()
    if verb in vocabulary("clauses.ceremonial") | vocabulary("clauses.leaving"):
        return True
    if pattern(r"open\s+(?:the|a|an|our)\s+(?:[\w’'-]+\s+){0,3}?{clauses.opened}\b").match(
        sentence.text, match.start("verb")
    ):
        return True
    return verb in vocabulary("clauses.descriptive") - vocabulary("clauses.duty_verbs")


def _body_does(sentence: SourcedText, match: re.Match[str]) -> bool:
    """ "Each agency is to report on its compliance": a body does what it must, or would do after the meeting."""
    who = sentence.span(match, "who")
    if parties.party(who) is None or not parties.ends_as_party(who):
        return False
    if not is_duty(match["verb"]) or match["verb"] in vocabulary("clauses.news"):
        return False
    duty = follows_up(match["verb"]) and re.search(r"\s(?:would|is\s+to|are\s+to)\s", match[0]) is not None
    duty = duty or (match["verb"] in vocabulary("clauses.reaching") and is_meeting(who))
    return duty or bool(deadline_slot(sentence, match.end()))


def would_do(rest: SourcedText, owner: SourcedText) -> Reading | None:
    """ "... that she would look into this": the owner is who said so."""
    match = pattern(r"(?:would|will|should)\s+(?:also\s+|then\s+)?(?P<verb>[a-z-]+)").match(rest.text)
    if match is None or match["verb"] in vocabulary("clauses.descriptive") - vocabulary("clauses.duty_verbs"):
        return None
    if not is_duty(match["verb"]) and not parties.only_who(owner):
        return None
    return Reading("commitment", "will_do", owner, match.end())


def pronoun_would(sentence: SourcedText) -> Reading | None:
    """ "She would circulate details": who she is, the sentence does not say."""
    match = pattern(r"(?:he|she|they)\s+(?:would|will)\s+(?:also\s+|then\s+)?(?P<verb>[a-z-]+)").match(
        sentence.text
    )
    if match is None or not follows_up(match["verb"]):
        return None
    return Reading("commitment", "will_do", None, match.end())


def to_do(sentence: SourcedText) -> Reading | None:
    """ "Clerk to chase the contractor"; "Ministry of Justice to present at the next board"."""
    owner = parties.before_to(sentence)
    verb = re.search(r"\s(?P<by>to|will|would|shall)\s+(?P<verb>[a-z-]+)", sentence.text[:200])
    if owner is None or verb is None or verb["by"] != "to" or verb["verb"] in ("note", "be"):
        return None
    if verb["verb"] in vocabulary("clauses.leaving") | vocabulary("clauses.serving"):
        return None
    if pattern(r"\b{clauses.wishes_of}\b").search(owner.text):
        return None
    known = _department(owner, verb["verb"]) or (
        parties.answers_for_something(owner) or parties.ends_as_party(owner) or parties.initials(owner.text)
    )
    if (
        not known
        and kind_of(owner.text) in (UNKNOWN, FIELD, SERVICE)
        and not _surname_does(sentence, owner, verb)
    ):
        return None  # "Presumption to publish must be upheld"
    return Reading("minute_action", "to_do", owner, verb.end())


def _department(owner: SourcedText, verb: str) -> bool:
    return owner.text.casefold() in vocabulary("clauses.departments") and (
        follows_up(verb) or verb in vocabulary("imperatives.verbs")
    )


def _surname_does(sentence: SourcedText, owner: SourcedText, verb: re.Match[str]) -> bool:
    """ "Galt to ask for a price": a single name that no list has, and no other verb in the sentence."""
    if re.fullmatch(r"[A-Z][a-z’'-]+", owner.text) is None or not follows_up(verb["verb"]):
        return False
    if re.search(
        r"(?:ure|ion|ment|ance|ence|ity|ness|ing|ship|al|ed|ly)$", owner.text
    ):  # "Failure to deliver"
        return False
    finite = r"\b(?:must|is|are|was|were|will|would|should|has|have|had|can|could)\b"
    return pattern(finite).search(sentence.text) is None


def please(sentence: SourcedText) -> Reading | None:
    """ "Please return the forms by 1 October": only with a word of when; else it is advice."""
    match = pattern(r"(?:please|kindly)\s+(?P<verb>[a-z-]+)").match(sentence.text)
    if match is None or not is_duty(match["verb"]) or not deadline_slot(sentence):
        return None
    return Reading("minute_action", "was_asked", None, match.end())


def should_by(sentence: SourcedText) -> Reading | None:
    """ "Not later than 31 March 2015 those forces should provide ...": who, what and by when; else it is an opinion."""
    match = pattern(
        r"(?P<when>(?:by|before|within|not\s+later\s+than|no\s+later\s+than)\s[^,;]{3,40}?,?\s+)?(?P<who>(?:the|those|all|each)\s+[^,;.]{2,60}?|[^,;.]{2,60}?)(?:\s\.\.\.)?\s+(?:should|must)(?:,\s[^,;]{3,50},)?\s+(?P<verb>[a-z-]+)"
    ).match(sentence.text)
    if match is None or not is_duty(match["verb"]):
        return None
    if pattern(r"\b(?:if|whether|that|asked|how|what)\b").search(match["who"]):
        return None
    owner = parties.subject(sentence.span(match, "who").strip(" ."))
    named = owner is not None and parties.answers_for_something(owner)
    definite = named or re.search(
        r"(?i)\b(?:the|those|all|each)\s|(?-i:^[A-Z][\w’'-]*\s(?:[A-Z]|of\s))", match["who"]
    )
    if owner is None or not definite or not deadline_slot(sentence):
        return None
    return Reading("recommendation", "should", owner, match.end())


def politely(sentence: SourcedText) -> Reading | None:
    """ "I should be grateful if the Council would confirm its position"; "Please could heads return the form"."""
    match = pattern(
        r"(?:(?:i|we)\s+(?:should|would)\s+be\s+(?:most\s+|very\s+)?grateful\s+if\s+|it\s+would\s+be\s+(?:helpful|useful)\s+if\s+|please\s+(?:could|can)\s+)(?:the\s+)?(?P<who>[^,;.]{2,60}?)(?:\s+(?:would|could|please))?\s+(?P<verb>{clauses.follow_up_verbs}|return)\s"
    ).match(sentence.text)
    if match is None:
        return None
    owner = parties.party(sentence.span(match, "who"))
    return Reading("minute_action", "was_asked", owner, match.end("verb")) if owner is not None else None


def command_to(sentence: SourcedText) -> Reading | None:
    """ "Put up new notices – Cllr Rix": a command, and behind a dash or in brackets who is to do it."""
    first = re.match(r"[A-Z][a-z-]+", sentence.text)
    if first is None or (
        first[0].casefold() not in vocabulary("imperatives.verbs") and not follows_up(first[0])
    ):
        return None
    plain = pattern(r"\b(?:is|are|was|were|will|would|has|have|had|can|may)\b").search(sentence.text) is None
    after = pattern(r"[A-Z][a-z-]+\s+{clauses.after_command}\b").match(sentence.text)
    if after is None and first[0].casefold() in vocabulary("clauses.adjectives"):
        return None
    verb = first[0].casefold() not in vocabulary("clauses.noun_verbs") | {"carry"} or after is not None
    if (
        plain
        and verb
        and len(sentence.text.split()) <= 25
        and follows_up(first[0])
        and deadline_slot(sentence)
    ):
        return Reading("minute_action", "command_to", None, first.end())
    tail = re.search(
        r"(?:\s[–—-]\s*(?P<who>[^–—()]{2,45}?)|\((?P<in>[^()]{2,45})\))\s*\.?$", sentence.text[-70:]
    )
    if tail is None:
        return None
    start = len(sentence) - len(sentence.text[-70:])
    name = "who" if tail["who"] is not None else "in"
    who = sentence[start + tail.start(name) : start + tail.end(name)]
    return Reading("minute_action", "command_to", who, first.end()) if parties.only_who(who) else None
