"""What one clause of minutes does: notes, approves, asks somebody, refers, delegates, or has something done.

The rules stand in `RULES`; each looks at one verb. The first verb of a resolution names the decision; an action may
also hang on a later one ("be noted and the Head of Housing be requested to ...").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planextract.drafts import parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.prose.words import alternatives, pattern, section, vocabulary
from planextract.provenance import SourcedText
from planextract.records import Modality, Verb

LONGEST = 1500
"""Characters of a clause in which verbs are looked for."""


@dataclass(frozen=True, slots=True)
class Event:
    """One verb of a clause. `start` and `end` count in the clause; `subject` begins after the verb before."""

    word: str
    form: str
    subject: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a clause does. `acts`: it makes an action; `tail` is where the words behind its verb begin."""

    verb: Verb
    rule: str
    acts: bool = False
    owner: SourcedText | None = None
    modality: Modality = "shall"
    tail: int = 0


def ruling(words: SourcedText) -> Ruling | None:
    """What a resolution does; None where no verb of ours stands in it.

    >>> ruling(SourcedText.plain("That the report be noted")).verb
    'note'
    >>> found = ruling(SourcedText.plain("that the Head of Housing be asked to write to tenants"))
    >>> found.acts, found.owner.text
    (True, 'Head of Housing')
    """
    words = words[:LONGEST]
    lead = pattern(r"(?:that\s*,?\s+)?{clauses.conditions}\s[^,;]{3,140},\s+(?=\w)").match(words.text)
    if lead is not None:  # "where no reply is received, the Clerk be requested ...": its verb decides nothing
        found = ruling(words[lead.end() :])
        return replace(found, tail=found.tail + lead.end()) if found is not None else None
    rulings = [found for event in events(words) if (found := _ruled(words, event)) is not None]
    first = rulings[0] if rulings else None
    acts = [found for found in rulings if found.acts]
    owned = next((found for found in acts if found.owner is not None), None)
    acting = (
        owned if acts and acts[0].rule == "be_done" and owned is not None else next(iter(acts), None)
    ) or _of_form(words)
    if acting is None or acting is first:
        return first
    verb = first.verb if first is not None else acting.verb
    return Ruling(verb, acting.rule, True, acting.owner, acting.modality, acting.tail)


def _of_form(words: SourcedText) -> Ruling | None:
    found = next((found for form in FORMS if (found := form(words)) is not None), None)
    return found or _later_that(words)


def _later_that(words: SourcedText) -> Ruling | None:
    """ "that the response be approved and that the Head of Planning send it": a second clause."""
    for match in pattern(r"\b(?:and|;)\s+(?=that\s)").finditer(words.text, 10):
        found = ruling(words[match.end() :])
        if found is not None and found.acts:
            return replace(found, tail=found.tail + match.end())
    return None


def _ruled(words: SourcedText, event: Event) -> Ruling | None:
    for rule in RULES:
        found = rule(words, event)
        if found is not None:
            return found
    return None


# Its verbs -----------------------------------------------------------------------------------------------------

_PARTICIPLES = {
    word: key for key, wordings in reversed(list(section("participles").items())) for word in wordings
}


def events(words: SourcedText) -> Iterator[Event]:
    """The verbs of a clause that decide something, in order."""
    text = words.text
    first = _head(text) or _subjunctive(words)
    if first is not None:
        yield first
    end = first.end if first is not None else 0
    for match in pattern(_PASSIVE).finditer(text, end):
        if _subordinate(text, match.start()) or (
            first is not None and not _joined(text[end : match.start()])
        ):
            continue
        yield Event(_folded(match["word"]), "passive", end, match.start(), match.end())
        end = match.end()
        first = Event("", "", 0, 0, 0)
    for match in pattern(_LATER).finditer(text, min(end, len(text))):
        yield Event(_folded(match["word"]), "active", match.start("word"), match.start("word"), match.end())


_PASSIVE = (
    rf"\b(?:be|is|are|stands?)\s+(?:{{clauses.between}}\s+){{0,1}}(?P<word>{alternatives(tuple(_PARTICIPLES))})"
    rf"\b"
)
_ANY_PASSIVE = (
    r"(?:that\s+)?[^.;]{2,160}?\sbe\s+(?:{clauses.between}\s+)?(?P<word>[a-z-]{2,}(?:ed|en|wn|"
    r"ght|pt|ilt|eld|one|ade))\b"
)
_LATER = (
    r"\band\s+(?:to\s+|that\s+(?:the\s+)?\w+\s+)?(?P<word>{clauses.ask_verbs})\s+"
    r"(?=that\b|the\b|officers\b|a\b|(?-i:[A-Z]))"
)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _subordinate(text: str, start: int) -> bool:
    """Whether "be" belongs to another verb: "to be submitted", "that may be required"."""
    if re.search(r"n['’]t\s*$|\bnot\s+\w+ly\s*$", text[max(0, start - 30) : start]):
        return True  # "would not necessarily be required"
    before = re.search(r"(\w+)\s*$", text[max(0, start - 20) : start])
    if before is None:
        return text[start : start + 2].casefold() != "be"
    word = before[1].casefold()
    return word in vocabulary("clauses.auxiliaries") or word in {"which", "that", "who", "as", "it"}


def _joined(between: str) -> bool:
    """Whether a later verb stands beside the first and not below it."""
    return bool(re.search(r"(?i)\band\b|;", between)) and not re.search(
        r"(?i)\b(?:which|who|where|if|once|when|until)\b", between
    )


def _head(text: str) -> Event | None:
    """A verb at the very start, with nobody or a meeting before it: "To note", "requests", "That Members note"."""
    match = pattern(
        r"(?:that\s*,?\s+)?(?:in\s+future,?\s+)?(?P<subject>(?:the\s+)?(?:[\w&’'-]+\s+){0,6}?{bodies.meeting}\s*:?-?\s+|)"
        r"(?:also\s+|hereby\s+|unanimously\s+)?(?:to\s+|agreed\s+to\s+)?"
        r"(?P<word>{clauses.body_verbs}|{clauses.ask_verbs}|{clauses.refer_verbs}|{clauses.delegate_verbs}|{clauses.permit_verbs})\b(?!\s+(?:be|of)\b)(?=\s*\S)"
    ).match(text)
    if match is None or re.search(r"(?i)\b(?:be|is|are|to|that|be)\b", match["subject"] or ""):
        return None
    return Event(_folded(match["word"]), "active", 0, match.start("word"), match.end())


def _subjunctive(words: SourcedText) -> Event | None:
    """ "That officers undertake work": a party, and the plain form of a verb of doing."""
    found = parties.doer(words)
    if found is None:
        return None
    subject, start, end = found
    return Event(_folded(words.text[start:end]), "subjunctive", subject, start, end)


def _doing(word: str) -> bool:
    word = word.casefold()
    return word in vocabulary("clauses.duty_verbs") or word in vocabulary("clauses.follow_up_verbs")


# What each does ------------------------------------------------------------------------------------------------


def requested(words: SourcedText, event: Event) -> Ruling | None:
    """ "The Director be requested to report back"; "a report be requested from the Chief Executive"."""
    if event.form != "passive" or not _requests(words.text, event):
        return None
    before = words[event.subject : event.start]
    owner = _source(words, event.end) or parties.subject(before) or _behind_and(before)
    return Ruling("request", "be_requested", True, owner, tail=event.end)


def _behind_and(before: SourcedText) -> SourcedText | None:
    """The party behind another thing decided: "action 5 be re-opened and the Head of Property"."""
    found = list(pattern(r"\band\s+(?:that\s+)?(?:the\s+)?").finditer(before.text))
    if not found or pattern(r"\bbe\b").search(before.text[: found[-1].start()]) is None:
        return None
    return parties.party(before[found[-1].end() :])


def _requests(text: str, event: Event) -> bool:
    """Whether a verb asks somebody: "be invited" does where it says to do what."""
    if event.word in vocabulary("participles.request"):
        return True
    verb = re.match(r"\s+to\s+(?P<verb>[a-z-]+)", text[event.end :])
    return event.word == "invited" and verb is not None and _doing(verb["verb"])


def asks(words: SourcedText, event: Event) -> Ruling | None:
    """ "requests the Policy Officer to investigate"; "To request that a report be submitted"."""
    if event.form != "active" or event.word not in vocabulary("clauses.ask_verbs"):
        return None
    if pattern(r"\s*{clauses.no_asking}\b").match(words.text, event.end):
        return None  # "Direct Debit payment to Anglian Water"
    if pattern(r"\s*{clauses.question_words}\b").match(words.text, event.end):
        return None  # "Members asked what support was available"
    that = pattern(r"\s*\bthat\s+").match(words.text, event.end)
    asked = ruling(words[that.end() :]) if that is not None else None
    if asked is not None and asked.acts and that is not None:
        return Ruling("request", "asks", True, asked.owner, asked.modality, asked.tail + that.end())
    whom = pattern(
        r"\s*(?:the\s+)?(?P<who>[^;:]{2,120}?),?\s+to\s+(?!{clauses.not_after_to}\b)(?=(?-i:[a-z]))"
    ).match(words.text, event.end)
    whom = whom or pattern(
        r"\s*(?:the\s+)?(?P<who>[^;:,]{2,80}?)\s+for\s+(?:a|an|the|further|more|details|information)\b"
    ).match(words.text, event.end)
    owner = parties.party(words.span(whom, "who")) if whom is not None else None
    return Ruling("request", "asks", True, owner or _source(words, event.end), tail=event.end)


def refers(words: SourcedText, event: Event) -> Ruling | None:
    """ "the report be referred to the Scrutiny Committee": who receives it is to act."""
    if event.word not in vocabulary("participles.refer") | vocabulary("clauses.refer_verbs"):
        return None
    receiver = pattern(r"[^;]{0,80}?\bto\s+(?:the\s+)?").match(words.text, event.end)
    if receiver is None:
        return Ruling("refer", "be_referred", False)
    owner = parties.named(words[receiver.end() :])
    return Ruling("refer", "be_referred", True, owner, tail=event.end)


def delegates(words: SourcedText, event: Event) -> Ruling | None:
    """ "authority be delegated to the Director, in consultation with ..., to finalise": may, not must."""
    if event.word in {"given", "granted", "accorded"}:
        return _given(words, event)
    if event.word not in vocabulary("participles.delegate") | vocabulary("clauses.delegate_verbs"):
        return None
    receiver = pattern(r"[^;]{0,80}?\bto\s+(?:the\s+)?").match(words.text, event.end)
    owner = parties.until_verb(words[receiver.end() :]) if receiver is not None else None
    return Ruling("delegate", "be_delegated", owner is not None, owner, "may", event.end)


def _given(words: SourcedText, event: Event) -> Ruling | None:
    """ "delegated authority be given to the Director"; "the Director be given delegated authority"."""
    before, after = words[event.subject : event.start], words[event.end :]
    if pattern(r"\b(?:consideration|thought|attention|priority|notice)\s*$").search(before.text):
        return Ruling("other", "be_done", True, agent(words, event.end), tail=event.end)
    authority = r"\b(?:delegated\s+(?:authority|powers?|approval|responsibility)|authority|delegation)\b"
    to = pattern(r"\s+to\s+(?:the\s+)?").match(after.text)
    if pattern(authority).search(before.text) and to is not None:
        owner = parties.until_verb(after[to.end() :])
    elif pattern(rf"\s+(?:full\s+)?(?:{authority}|{{clauses.leave}}\s+to\b)").match(after.text):
        owner = parties.subject(before)
    else:
        return None
    return Ruling("delegate", "be_delegated", owner is not None, owner, "may", event.end)


def permits(words: SourcedText, event: Event) -> Ruling | None:
    """ "the convener be authorised to convene": may, not must."""
    if event.word not in vocabulary("participles.permit") | vocabulary("clauses.permit_verbs"):
        return None
    if event.form == "active":
        whom = pattern(r"\s+(?:the\s+)?(?P<who>[^;:]{2,160}?),?\s+to\s+[a-z]").match(words.text, event.end)
        owner = parties.party(words.span(whom, "who")) if whom is not None else None
        return Ruling("authorise", "authorises", owner is not None, owner, "may", event.end)
    if not re.match(r"\s+to\s+(?!be\b)", words.text[event.end :]):
        return None
    owner = parties.subject(words[event.subject : event.start])
    return Ruling("authorise", "be_authorised", owner is not None, owner, "may", event.end)


def done(words: SourcedText, event: Event) -> Ruling | None:
    """ "a report be brought back": something is to be done, by nobody in particular or "by the scrutiny team"."""
    if event.form != "passive" or event.word not in vocabulary("participles.duty"):
        return None
    if _removes(words.text, event) or _settled(words.text, event):
        return Ruling("close", "be_removed")
    if words.text[event.start : event.start + 2].casefold() != "be" and not _of_a_thing(words.text, event):
        return None
    return Ruling("other", "be_done", True, agent(words, event.end), tail=event.end)


def _of_a_thing(text: str, event: Event) -> bool:
    """ "that a letter is sent": of a thing that there is not yet, "is" says what is to be."""
    return (
        event.word in vocabulary("following.done")
        and pattern(r"(?:that\s+)?(?:an?|further|another)\s").match(text) is not None
        and event.subject == 0
    )


def made(words: SourcedText, event: Event) -> Ruling | None:
    """ "representations be made to the Department"."""
    if event.form != "passive" or event.word != "made" or words.text[event.start : event.start + 2] != "be":
        return None
    noun = pattern(r"\b{clauses.made_nouns}\b[^.;,]{0,60}$").search(words.text[event.subject : event.start])
    return (
        Ruling("other", "be_done", True, agent(words, event.end), tail=event.end)
        if noun is not None
        else None
    )


def does(words: SourcedText, event: Event) -> Ruling | None:
    """ "officers undertake work to ..."."""
    if event.form != "subjunctive":
        return None
    owner = parties.subject(words[event.subject : event.start])
    return Ruling("other", "does", owner is not None, owner, tail=event.end)


# Clauses without such a verb ------------------------------------------------------------------------------------


def to_do(words: SourcedText) -> Ruling | None:
    """ "To write to the MP"; "to purchase two benches": what a meeting leaves somebody to do, and it says not whom."""
    match = pattern(r"(?:that\s+)?(?P<to>to\s+)?(?P<verb>[a-z-]+)\s+(?P<next>\S+)").match(words.text)
    if match is None or (
        match["to"] is None and match["next"].casefold() not in vocabulary("clauses.after_command")
    ):
        return None
    holds = match["verb"].casefold() == "hold" and match["next"] in ("a", "an", "further", "another")
    if not holds and match["verb"].casefold() not in vocabulary("clauses.follow_up_verbs"):
        return None
    if match["verb"].casefold() in vocabulary("clauses.decided_to") | vocabulary("clauses.body_verbs"):
        return None
    if pattern(r"\s+(?:the\s+|its\s+|our\s+)?(?:next|annual|{days.months})\s+(?:\w+\s+)?meeting\b").match(
        words.text, match.end("verb")
    ):
        return None  # (when the next meeting is, is no action)
    return Ruling("other", "to_do", True, agent(words, match.end()), tail=match.end("verb"))


def somebody_to_do(words: SourcedText) -> Ruling | None:
    """ "Clerk to write to Highways", as an item of what was agreed."""
    owner = parties.before_to(words)
    verb = re.search(r"\s(?:to|will|would|shall)\s+(?P<verb>[a-z-]+)", words.text[:200])
    if owner is None or verb is None or not _doing(verb["verb"]):
        return None
    return Ruling("other", "to_do", True, owner, tail=verb.end())


def agrees_that(words: SourcedText) -> Ruling | None:
    """ "agree that the Leader write to the Minister"."""
    match = pattern(
        r"(?:that\s+)?(?:to\s+)?(?:the\s+)?(?:[\w&’'-]+\s+){0,4}?(?:agrees?|agreed|resolves?|resolved|recommends?)\s+(?=that\s|to\s)"
    ).match(words.text)
    if match is None or "recommend" in match[0].casefold():
        return None
    visit = pattern(r"to\s+(?:a|an)\s+(?:[\w-]+\s+){0,3}?{clauses.deliverables}\b").match(
        words.text, match.end()
    )
    if visit is not None and deadline_slot(words):
        return Ruling("agree", "agrees_to", True, None, tail=visit.end())
    found = ruling(words[match.end() :])
    if found is None or not found.acts:
        return None
    return Ruling("agree", found.rule, True, found.owner, found.modality, found.tail + match.end())


def somebody_agreed(words: SourcedText) -> Ruling | None:
    """ "Anne Bell agreed to provide a timetable", as what was resolved."""
    owner = parties.who_agreed(words)
    agreed = re.search(r"\sto\s+(?P<verb>[a-z]+)", words.text[:160])
    if owner is None or agreed is None or agreed["verb"] in vocabulary("clauses.decided_to"):
        return None
    return Ruling("other", "undertook", True, owner, tail=agreed.end())


def notes_that(words: SourcedText) -> Ruling | None:
    """ "to note that officers would submit a further report": what is noted is that somebody will do it."""
    match = pattern(
        r"(?:that\s+)?(?:to\s+)?(?:also\s+)?(?:note|notes|noted)\s+that\s+(?=.{2,80}?\s(?:would|will)\s)"
    ).match(words.text)
    found = somebody_to_do(words[match.end() :]) if match is not None else None
    if match is None or found is None:
        return None
    return Ruling("note", "notes_that", True, found.owner, found.modality, found.tail + match.end())


def there_would_be(words: SourcedText) -> Ruling | None:
    """ "there would be a follow-up visit"."""
    match = pattern(
        r"(?:that\s+)?there\s+(?:would|will|should|shall)\s+be\s+(?:a|an|further|regular)\s+\w"
    ).match(words.text)
    return Ruling("other", "there_would_be", True, None, tail=match.end()) if match is not None else None


def things_do(words: SourcedText) -> Ruling | None:
    """ "That any future visits involve local members": it binds, and it says not whom."""
    match = pattern(
        r"(?:(?:that\s+)?(?:in\s+future,?\s+)?(?:any|all|the|future|each|subsequent)\s+|that\s+in\s+future,?\s+)(?:[\w’'-]+\s+){1,12}?{clauses.thing_verbs}\s+(?=\w)"
    ).match(words.text)
    if match is None or pattern(r"\b(?:be|is|are|was|were|which|that|who)\s").search(match[0][5:]):
        return None
    return Ruling("other", "does", True, None, tail=match.end())


def reports_regularly(words: SourcedText) -> Ruling | None:
    """ "an annual reporting mechanism in June, commencing in June 2020 be approved": what is approved is a duty."""
    match = pattern(
        r"[^;]{0,60}?\b{clauses.recurring}\s+(?:[\w-]+\s+){0,2}?{clauses.reporting}\b[^;]{0,80}?\b{clauses.starting}\s[^;]{3,60}?\bbe\s+(?:approved|agreed|introduced)\b"
    ).match(words.text)
    return Ruling("approve", "reports_regularly", True, None) if match is not None else None


def receives_later(words: SourcedText) -> Ruling | None:
    """ "That the Board receives a further update in October": somebody must bring it; "receives the report" is done."""
    match = pattern(
        r"(?:that\s+)?(?:the\s+)?(?:[\w&’'-]+\s+){0,6}?(?:{bodies.meeting}\s+|to\s+)?receives?\s+(?P<what>(?:(?:a|an|the|further|regular|more|detailed)\s+|{clauses.recurring}\s+)+(?:[\w-]+\s+){0,3}?{clauses.deliverables}\b)"
    ).match(words.text)
    if match is None:
        return None
    if pattern(r"\bitems?\b").search(match["what"]):
        return None  # (a heading of agendas: "To receive items for the next agenda")
    again = pattern(r"\b(?:further|regular|{clauses.recurring})\s").search(match["what"])
    if again is None and not deadline_slot(words[match.end() :]):
        return None
    return Ruling("receive", "receives_later", True, None, tail=match.end())


def be_held(words: SourcedText) -> Ruling | None:
    """ "That a members' seminar be held in the new year"."""
    match = pattern(r"(?:that\s+)?(?:an?|further|another|additional)\s+[^;.]{3,100}?\sbe\s+held\b").match(
        words.text
    )
    return Ruling("other", "be_done", True, None, tail=match.end()) if match is not None else None


def and_then(words: SourcedText) -> Ruling | None:
    """ "be approved and forwarded to the Executive"; "the Director be thanked and asked to circulate the slides"."""
    match = pattern(
        r"(?P<what>[^;]{2,200}?)\sbe\s+(?:[\w-]+,?\s+){1,4}?and\s+(?:be\s+|also\s+|then\s+){0,2}(?P<word>{participles.duty}|{participles.request})\b"
    ).match(words.text)
    if match is None:
        return None
    if _folded(match["word"]) in vocabulary("participles.request"):
        return Ruling(
            "request", "be_requested", True, parties.subject(words.span(match, "what")), tail=match.end()
        )
    return Ruling("other", "be_done", True, agent(words, match.end()), tail=match.end())


def be_anything(words: SourcedText) -> Ruling | None:
    """ "That the ponds be dredged": done to something, by a verb that no list has."""
    match = pattern(_ANY_PASSIVE).match(words.text)
    if (
        match is None
        or _folded(match["word"]) in _PARTICIPLES
        or _subordinate(words.text, match.end("word") - len(match["word"]) - 3)
    ):
        return None
    return Ruling("other", "be_done", True, agent(words, match.end()), tail=match.end())


FORMS = (
    somebody_agreed,
    receives_later,
    be_held,
    agrees_that,
    notes_that,
    to_do,
    somebody_to_do,
    there_would_be,
    things_do,
    reports_regularly,
    and_then,
    be_anything,
)
"""Tried where no verb makes an action."""


def decides(_: SourcedText, event: Event) -> Ruling | None:
    """ "be noted", "Members note", "be approved", "be elected": decided, and nothing to do."""
    key = _PARTICIPLES.get(event.word) or _BODY_VERBS.get(event.word)
    if key is None or key in ("duty", "request", "permit"):
        return None
    return Ruling(_VERBS.get(key, "other"), f"be_{key}" if event.form == "passive" else key)


RULES = (requested, asks, refers, delegates, permits, done, made, does, decides)

_VERBS: dict[str, Verb] = {
    key: key
    for key in (
        "note",
        "receive",
        "approve",
        "endorse",
        "agree",
        "adopt",
        "confirm",
        "elect",
        "appoint",
        "recommend",
        "defer",
        "withdraw",
        "close",
        "other",
    )
}
_BODY_VERBS = {
    word: key
    for word in vocabulary("clauses.body_verbs")
    for key in (word, word.removesuffix("s"))
    if key in _VERBS
} | {
    word: key
    for key, wordings in {
        "endorse": ("support", "supports"),
        "approve": ("accept", "ratify"),
        "note": ("consider", "considers", "welcome", "welcomes", "acknowledge", "acknowledges"),
        "other": ("debate", "comment", "discuss"),
    }.items()
    for word in wordings
}


def _source(words: SourcedText, end: int) -> SourcedText | None:
    """Who a report is asked of: "from the Chief Executive"."""
    after = pattern(r"[^;.]{0,200}?\bfrom\s+(?:the\s+)?").match(words.text, end)
    return parties.named(words[after.end() :]) if after is not None else None


def agent(words: SourcedText, end: int) -> SourcedText | None:
    """Who does it: "by the scrutiny team"."""
    for match in pattern(r"(?<!followed )\bby\s+(?:the\s+)?").finditer(words.text, end):
        found = parties.named(words[match.end() :])
        if found is not None:
            when = pattern(
                r"\s+(?:in|on|at|for|to)\s+(?:the\s+)?(?:{days.months}|{deadlines.seasons}|\d)"
            ).search(found.text)
            return found[: when.start()] if when is not None else found
    return None


def _removes(text: str, event: Event) -> bool:
    """Whether something leaves a register: its end, and nothing new to do."""
    return event.word == "removed" and bool(
        pattern(r"\s+from\s+(?:the\s+|this\s+|its\s+)?(?:[\w’'-]+\s+){0,3}?{clauses.registers}\b").match(
            text, event.end
        )
        or (
            pattern(r"\s+from\s").match(text, event.end)
            and not pattern(r"[^.;]{0,80}\b{clauses.lists_of_work}\b").match(text, event.end)
        )
    )


def _settled(text: str, event: Event) -> bool:
    """ "the completed items be removed", "carried forward"."""
    return bool(re.match(r"(?i)\s+(?:forward|over)\b", text[event.end :])) and event.word.startswith(
        "carried"
    )
