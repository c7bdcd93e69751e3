"""Lines of minutes that are marked as actions: "ACTION: Clerk", "Action 3: Nora to circulate the paper"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from planextract.document import Document
from planextract.drafts import changes, clauses, lone, parties, undertakings
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.drafts.readings import sentences
from planextract.metadata import kind_of
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

_NUMBER = r"(?P<number>(?:[A-Z]{0,3}\d{1,3}(?:[./]\d{1,3}){0,2}|(?:[ivx]{1,4}|[a-h])(?=\)))?)\)?"
_MARK = (
    rf"[\[(]?(?:\*\*|>\s|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s)?\s*(?:{{actions.words}}|(?-i:AP)\s?(?=\d))\s*{_NUMBER}\s*(?:by\s*)?(?:\*\*)?\s*"
    r"(?:[:–—]|\s-\s)(?:\*\*)?\s*"
)
_INLINE = rf"(?:(?<=[.\s])|^)(?:ACTION|Action)s?\s*(?:[Pp]oint\s*)?{_NUMBER}\s*:\s*"
_BRACKETED = r"[\[(]\s*actions?\s*(?:\d{1,3})?\s*(?:by\s*)?[:–-]\s*(?P<rest>[^\[\]()]{2,600})[\])]"
_STATUS = r"\b(?:status|progress)\s*:\s*(?P<state>[^.:]{3,60})\.?$"
_FOR_WHOM = r"(?:\*\*)?{actions.words}\s*(?:for|by|on)\s+(?:the\s+)?(?P<for>[^:.]{2,60}?)\s*:\s*(?=\S)"
_WHO = (
    r"(?:\*\*)?(?i:actions?)\s*(?:\((?P<in>[^()\d]{2,40})\)|(?P<by>[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){0,4})"
    r")\s*[:–-]\s*(?=\S)"
)
"""Who stands in the mark: "Action (TW): ...", "Action AB/CD: ..."."""
_AT_END = (
    r"(?<=[.?!)])\s+(?:ACTION|Action\s?(?=[-–:]))\s*[-–:]?\s*"
    r"(?P<who>(?:All|ALL|[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){0,3}))\.?$"
)
_MARGIN = r"(?P<who>(?:All|ALL|[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){0,4}))"
_MARGIN_AT_END = rf"(?<=[.?!)])\s+{_MARGIN}\.?$"
"""Initials of the right-hand margin, which come out as a paragraph of their own or at the end of one."""
_SAID_LAST = (
    r"(?<=[.?!)])\s+(?P<who>[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){0,3})"
    r"\s+(?:(?:to\s+)?[Aa]ction|ACTION)\.?$"
)
"""Who stands before the mark, at the end: "Invoice passed for payment. MT Action."."""
_FIELD = (
    r"(?:(?<=[.;,|]\s)|^)\(?(?P<label>(?P<owner>{actions.owner})|(?P<due>{actions.due})"
    r"|(?P<task>{actions.task}))\s*:\s*"
)
_ALONE = rf"(?:{{actions.words}})\s*{_NUMBER}\s*[:.]?"
_FOR = r"(?:\*\*)?\s*{actions.words}\s*(?:[:–—-]\s*)?(?:for|by|on)\s+(?:the\s+)?(?P<who>[^:.]{2,60}?)\s*:?"
_PART = r"(?:(?<=[.;,])\s|(?<=\band)\s|^)\(?(?P<letter>[a-h]|[ivx]{1,4}|\d{1,2})\)\s+(?:for\s+)?"
_DUE = r"(?:\*\*)?{actions.due}\s*(?:\*\*)?:\s*(?:\*\*)?\s*"
_PROGRESS = r"(?:progress|status|update|position)\s*:?"
_STATE = r"{actions.statuses}\b.{0,60}"
_DUE_LINE = r"(?:\*\*)?{actions.due}\s*(?:\*\*)?:"
_OWNER = r"(?:\*\*)?{actions.owner}\s*(?:\*\*)?:\s*(?:\*\*)?\s*"


LONG = 300
"""Characters of a paragraph from which a name behind it is there for its end, and not for all of it."""

MOST = 40
"""Actions of a table that came as one cell a line."""


def marked(document: Document) -> tuple[ActionDraft, ...]:
    """The marked actions of minutes, or of a clause that is all there is; () for any other kind of document."""
    parts = paragraphs(document)
    if kind_of(document, parts) != "minutes" and not lone.clause(document, parts):
        return ()
    return in_parts(parts) or _only_owner(parts)


def _only_owner(parts: Sequence[Paragraph]) -> tuple[ActionDraft, ...]:
    """ "Action 2.01: CP" and nothing else: that there is one, and whose it is, is all that is known."""
    mark = pattern(_MARK).match(parts[0].text) if len(parts) == 1 else None
    mark = mark or (
        re.match(r"ACTION(?P<number>)\s+(?=[A-Z]{2,3}\b)", parts[0].text) if len(parts) == 1 else None
    )
    said = parts[0].words[mark.end() :].strip(" .)]*") if mark is not None else SourcedText()
    if mark is None or not parties.only_who(said):
        return ()
    owner = Slot("owner", said)
    return (_draft(parts[0].words.span(mark, "number"), parts[0].words, "marked_owner", (owner,), ()),)


def in_parts(parts: Sequence[Paragraph]) -> tuple[ActionDraft, ...]:
    """The marked actions of some paragraphs. A line repeated is one action."""
    found: dict[str, ActionDraft] = {}
    for draft in _read(parts):
        found.setdefault(re.sub(r"\W+", " ", draft.words.text.casefold()), draft)
    return tuple(found.values())


def is_marked(part: Paragraph) -> bool:
    """Whether a paragraph carries a mark, in front or within."""
    return (
        pattern(_MARK).match(part.text) is not None
        or re.match(_WHO, part.text) is not None
        or pattern(_FOR_WHOM).match(part.text) is not None
        or pattern(_ALONE).fullmatch(part.text) is not None
        or pattern(_FOR).fullmatch(part.text) is not None
        or pattern(_BRACKETED).search(part.text[:4000]) is not None
        or re.search(_INLINE, part.text[:4000]) is not None
        or re.search(_AT_END, part.text[-60:]) is not None
        or _in_margin(part, ()) is not None
    )


def _read(parts: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    listing: _List | None = None
    for index, part in enumerate(parts):
        following = parts[index + 1 : index + 5]
        if changes.of(part.words):  # "Action 7 – deadline extended to 30 June" is no new action
            listing = None
            continue
        mark = pattern(_MARK).match(part.text)
        opened = _list_for(part, following)
        if opened is not None:
            listing = opened
        elif mark is not None and mark.end() < len(part.text):
            listing = None
            yield from _one(
                part.words.span(mark, "number"), part.words[mark.end() :], parts[:index], following
            )
        elif (who := _in_mark(part)) is not None:
            listing = None
            yield who
        elif pattern(_ALONE).fullmatch(part.text):
            yield from _with_progress(parts[index + 1 : index + 2 * MOST])
            listing = None if re.search(r"\d", part.text) or _point(following) else _List()
            if listing is None:
                number = pattern(_ALONE).fullmatch(part.text)
                reference = part.words.span(number, "number") if number is not None else SourcedText()
                yield from _block(reference, following)
        elif listing is not None and listing.style is None and _command(part):
            listing = None
            yield _draft(SourcedText(), part.words, "listed_action", (), following)
        elif listing is not None and listing.holds(part):
            yield from _listed(part, listing.owner)
        elif (beside := _in_margin(part, parts[:index])) is not None:
            listing = None
            yield beside
        else:
            listing = None
            if (labelled := _of_fields(part)) is not None:
                yield labelled
                continue
            yield from _with_status(part, following)
            yield from _inside(part, parts[:index])


def _in_mark(part: Paragraph) -> ActionDraft | None:
    """An action whose mark names who is to do it."""
    match = re.match(_WHO, part.text) or pattern(_FOR_WHOM).match(part.text)
    if match is None:
        return None
    who = part.words.span(match, next(name for name, said in match.groupdict().items() if said))
    words = part.words[match.end() :].strip(" *")
    everybody = who.text.casefold() in vocabulary("clauses.all_of_them")
    if not (everybody or parties.only_who(who)) or len(words.text.split()) < 2 or nothing_to_do(words):
        return None
    return _draft(SourcedText(), words, "marked_action", (Slot("owner", who),), ())


def _in_margin(part: Paragraph, before: Sequence[Paragraph]) -> ActionDraft | None:
    """ "TA will send the toolkit by 4 October. TA", or the initials on a line of their own.

    Initials alone mark nothing: what stands before them must give somebody something to do.
    """
    alone = re.fullmatch(_MARGIN, part.text)
    inside = re.search(_MARGIN_AT_END, part.text[-40:]) if alone is None else None
    if alone is not None and before and not before[-1].heading:
        who, said = part.words, before[-1].words
    elif inside is not None:
        start = len(part.words) - len(part.text[-40:])
        who = part.words[start + inside.start("who") : start + inside.end("who")]
        said = part.words[: start + inside.start()]
    else:
        return None
    duties = _duties(said)
    return _draft(SourcedText(), duties[-1], "marked_owner", (Slot("owner", who),), ()) if duties else None


def _command(part: Paragraph) -> bool:
    """Whether the line below "Further action required:" is one command and no item of a list."""
    first = re.match(r"[A-Z][a-z-]+(?=\s)", part.text)
    return (
        first is not None
        and not part.listed
        and not part.heading
        and commands(first[0])
        and 2 < len(part.text.split()) < 40
    )


def commands(word: str) -> bool:
    """Whether a word at the head of a line tells somebody to do something: "Ring", "Update"."""
    return word.casefold() in vocabulary("clauses.follow_up_verbs") | vocabulary("imperatives.verbs")


def _of_fields(part: Paragraph) -> ActionDraft | None:
    """ "Lead: Cllr Byrne. Task: revise the policy. Due: AGM.": who, and what or by when, each behind its label."""
    marks = list(pattern(_FIELD).finditer(part.text[:1200]))
    if len(marks) < 2 or not any(mark["owner"] for mark in marks):
        return None
    slots: dict[str, SourcedText] = {}
    for mark, after in zip_longest(marks, marks[1:]):
        value = part.words[mark.end() : after.start() if after is not None else len(part.words)].strip(
            " .;,|()"
        )
        role = next(name for name in ("owner", "due", "task") if mark[name])
        if value.text:
            slots.setdefault(role, value)
    ahead = part.words[: marks[0].start()].strip(" .;,|")
    what = slots.get("task") or (ahead if len(ahead.text.split()) > 2 else None)
    who = slots.get("owner")
    if what is None or who is None or len(who.text.split()) > 14 or nothing_to_do(what):
        return None
    found = [Slot("owner", who)]
    found += [Slot("deadline", slots["due"])] if "due" in slots else []
    return _draft(SourcedText(), what, "labelled_action", tuple(found), ())


@dataclass
class _List:
    """The list under a heading "Actions", and whom the heading names; its items have labels of one style."""

    owner: SourcedText | None = None
    style: tuple[bool, str | None] | None = None

    def holds(self, part: Paragraph) -> bool:
        if part.heading or not part.listed:
            return False
        bullet = part.label.text if part.label is not None and part.bulleted else None
        style = (part.bulleted, bullet)
        self.style = self.style or style
        return style == self.style


def _list_for(part: Paragraph, following: Sequence[Paragraph]) -> _List | None:
    """ "Actions: for Secretariat" over a list; the list is that party's."""
    match = pattern(_FOR).fullmatch(part.text)
    if match is None or not following or not following[0].listed or following[0].heading:
        return None
    owner = parties.party(part.words.span(match, "who"))
    return _List(owner) if owner is not None else None


def _with_progress(following: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """A table of actions and their progress that came as one cell a line: action, state, action, state."""
    if not following or pattern(_PROGRESS).fullmatch(following[0].text) is None:
        return
    for part, state in zip(following[1::2], following[2::2], strict=False):
        if pattern(_STATE).fullmatch(state.text) is None or part.number is not None:
            return
        yield _draft(SourcedText(), part.words, "listed_action", (Slot("progress", state.words),), ())


def _point(following: Sequence[Paragraph]) -> bool:
    """Whether "Action point" opens a block of text, owner and date, and no list."""
    if any(pattern(_OWNER).match(part.text) for part in following[1:3]):
        return True
    return (
        len(following) > 1
        and not following[0].listed
        and pattern(_DUE_LINE).match(following[1].text) is not None
    )


def _one(
    number: SourcedText, words: SourcedText, before: Sequence[Paragraph], following: Sequence[Paragraph]
) -> Iterator[ActionDraft]:
    """The action behind a mark; where the mark names only somebody, the action is what stands before it."""
    words = words.strip(" *")
    if nothing_to_do(words):
        return
    if parties.only_who(words):
        text = _said_before(before)
        if text is not None:
            yield _draft(number, text, "marked_owner", (Slot("owner", words.strip(" .;")),), following)
        return
    several = list(_each(words))
    if len(several) == 1:
        words, extra = _told_apart(words)
        several = list(_each(words))
    for letter, run in several:
        one, extra = _told_apart(run) if len(several) > 1 else (run, extra)
        if len(one.text.split()) > 1:
            reference = (
                SourcedText.join(" ", (number, letter))
                if number.text and letter.text
                else letter
                if letter.text
                else number
            )
            yield _draft(reference, one, "marked_action", extra, following)


def _each(words: SourcedText) -> Iterator[tuple[SourcedText, SourcedText]]:
    """The several actions behind one mark: lettered, or each with somebody: "PR to write; KM to book a room"."""
    parts = words.split(r"\s*;\s+(?:and\s+)?")
    if len(parts) > 1 and all(
        parties.before_to(part) is not None or _before_dash(part) is not None for part in parts
    ):
        yield from ((SourcedText(), part.strip()) for part in parts)
        return
    yield from _lettered(words)


def _lettered(words: SourcedText) -> Iterator[tuple[SourcedText, SourcedText]]:
    """The parts of "(a) Clerk to draft a letter and (b) Chair to send it", each with somebody to do it; else all."""
    marks = list(pattern(_PART).finditer(words.text))
    if len(marks) < 2 or marks[0].start() > 0 or words.text[marks[0].start("letter")] not in "ai1":
        yield SourcedText(), words
        return
    for mark, after in zip_longest(marks, marks[1:]):
        end = after.start() if after is not None else len(words)
        one = words[mark.end() : end].strip(" ,;")
        joint = re.search(r"[\s,;]+and$", one.text)
        yield words.span(mark, "letter"), one[: joint.start()] if joint is not None else one


def _before_dash(words: SourcedText) -> SourcedText | None:
    """Who stands before a dash and a verb: "Ruth – ring the printers"."""
    lead = re.match(r"(?P<who>[^–—:.]{2,45}?)\s+[–—-]\s+(?=[a-z])", words.text)
    who = words.span(lead, "who") if lead is not None else None
    return who if who is not None and (parties.only_who(who) or _first_name(who.text)) else None


def _first_name(text: str) -> bool:
    return re.fullmatch(r"[A-Z][a-z]{2,11}", text) is not None and text.casefold() not in vocabulary(
        "clauses.things"
    )


def _told_apart(words: SourcedText) -> tuple[SourcedText, tuple[Slot, ...]]:
    """Words without "Due: ..." and "Lead: ..." in them, or "– LM – 30/06/2017" behind them, and what these say."""
    found: list[Slot] = []
    for name, label in (("deadline", _DUE), ("owner", _OWNER)):
        split = pattern(rf"(?<=[\s.;]){label}").search(words.text)
        if split is not None and split.start() > 0:
            said = words[split.end() :].strip(" .")
            other = _OWNER if label == _DUE else _DUE
            cut = pattern(rf"[\s.;]{other}").search(said.text)
            ahead = words[: split.start()]
            words = SourcedText.join(" ", (ahead, said[cut.start() :])) if cut is not None else ahead
            said = said[: cut.start()].strip(" .") if cut is not None else said
            found += [Slot(name, said)] if said.text else []
    words = words.strip()
    who = _before_dash(words) if not found else None
    if who is not None:  # "Secretariat – circulate paper"
        found.append(Slot("owner", who))
        rest = words[len(who) :]
        words = rest[len(rest.text) - len(rest.text.lstrip(" –—-")) :]
    while (tail := re.search(r"\s+[–—-]\s*(?P<said>[^–—]{2,45}?)\s*\.?$", words.text[-60:])) is not None:
        start = len(words) - len(words.text[-60:])
        said = words[start + tail.start("said") : start + tail.end("said")]
        role = _role_of(said)
        if role is None or any(slot.role == role for slot in found):
            break
        found.append(Slot(role, said))
        words = words[: start + tail.start()].strip()
    return words, tuple(found)


def _role_of(said: SourcedText) -> str | None:
    """What a short run behind a dash says: who, or by when."""
    if parties.only_who(said):
        return "owner"
    due = deadline_slot(said)
    dated = re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", said.text)
    return "deadline" if dated is not None or (due and due[0].words.text == said.text) else None


def nothing_to_do(words: SourcedText) -> bool:
    """Whether what stands behind a mark leaves nothing to do: "None required", "The terms of reference were agreed"."""
    if pattern(r"(?:{actions.nothing})\W*").fullmatch(words.text) or changes.of(words):
        return True
    if pattern(r"{actions.statuses}\s*[.:;–—-]").match(words.text) and not re.search(
        r"\bto\s+[a-z]", words.text
    ):
        return True
    done = pattern(
        r"[^.;]{0,160}?(?:has|have|had)\s+(?:now\s+|already\s+|since\s+|both\s+)?(?:been\s+)?\w+(?:ed|en|nt|ne)\b[^.;]{0,120}"
        r"[.;]?\s*(?:{actions.nothing})?\W*"
    )
    if (
        done.fullmatch(words.text) is not None
        and pattern(r"\b(?:to|will|would|should)\s+[a-z]").search(words.text) is None
    ):
        return True
    decided = pattern(
        r"[^.;]{2,160}?\s(?:was|were|has\s+been|have\s+been)\s+(?:also\s+|formally\s+|duly\s+|unanimously\s+)?"
        r"(?:{participles.note}|{participles.receive}|{participles.approve}|{participles.agree}|{participles.endorse}|{participles.adopt}|{participles.elect}|{participles.appoint}|{participles.defer})\b[^;]{0,80}"
    )
    return (
        decided.fullmatch(words.text) is not None
        and pattern(r"\b(?:to|will|would|should)\b").search(words.text) is None
    )


def _said_before(before: Sequence[Paragraph]) -> SourcedText | None:
    """The paragraph above a mark; of a long one its last sentence."""
    if not before or before[-1].heading:
        return None
    return _last_sentence(before[-1].words)


def _last_sentence(words: SourcedText) -> SourcedText:
    """What a name behind some prose is there for: the last sentence that gives somebody something to do.

    Where no rule knows one, all of it, or of a long paragraph what it ends with.
    """
    duties = _duties(words)
    if duties:
        return duties[-1]
    return sentences(words)[-1] if len(words) > LONG else words


def _duties(words: SourcedText) -> list[SourcedText]:
    """The sentences that give somebody something to do by a rule, or by what was resolved."""
    return [
        one for one in sentences(words) if next(undertakings.drafts(one), None) is not None or _resolved(one)
    ]


def _resolved(sentence: SourcedText) -> bool:
    """ "RESOLVED to get three quotes": what a meeting resolved to do, or by a rule gave to somebody."""
    keyword = pattern(r"{resolutions.keywords}\s*[:,–—-]?\s*(?=\w)").match(sentence.text)
    if keyword is None:
        return False
    said = sentence[keyword.end() :]
    ruling = clauses.ruling(said)
    if ruling is None:
        return (
            re.match(r"to\s+(?!(?:take|make)\s+no\b|leave\b|not\b|do\s+nothing\b)[a-z]", said.text)
            is not None
        )
    return ruling.acts


def _block(number: SourcedText, following: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """ "Action Point 1", its text on the next line, then "Owner: ..."."""
    if following and not following[0].heading and len(following[0].text.split()) > 2:
        yield _draft(number, following[0].words, "action_point", (), following[1:])


def _listed(part: Paragraph, owner: SourcedText | None) -> Iterator[ActionDraft]:
    """An item under a heading "Actions"; only what says who is to do it, or opens with a verb of doing.

    Where the heading names somebody, every item is theirs to do.
    """
    first = re.match(r"[A-Za-z-]+", part.text)
    doing = first is not None and first[0].casefold() in vocabulary("clauses.duty_verbs")
    named = parties.before_to(part.words) or parties.who_agreed(part.words)
    if named is None and owner is not None and len(part.text.split()) > 2:
        yield _draft(part.number or SourcedText(), part.words, "listed_action", (Slot("owner", owner),), ())
    elif named is not None or (doing and len(part.text.split()) > 2):
        yield _draft(part.number or SourcedText(), part.words, "listed_action", (), ())


def _in_brackets(said: SourcedText, ahead: SourcedText, before: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """ "[Action: NB to circulate by 14 July]"; "... (Action: Secretary)" names who is to do what stands before it."""
    if not parties.only_who(said):
        if len(said.text.split()) > 1 and not nothing_to_do(said):
            yield _draft(SourcedText(), said, "bracketed_action", (), ())
        return
    what = _last_sentence(ahead) if len(ahead.text.split()) > 2 else _said_before(before)
    if what is not None:
        yield _draft(SourcedText(), what, "marked_owner", (Slot("owner", said.strip(" .;")),), ())


def _with_status(part: Paragraph, following: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """ "The Trust to publish its figures. Status: in progress", and on the next line who does."""
    status = pattern(_STATUS).search(part.text)
    words = part.words[: status.start()].strip() if status is not None else part.words
    if status is None or (parties.before_to(_unlabelled(words)) is None and not part.listed):
        return
    slots: list[Slot] = [Slot("progress", part.words.span(status, "state").strip())]
    if following and parties.only_who(following[0].words):
        slots.append(Slot("owner", following[0].words.strip(" .")))
    yield _draft(SourcedText(), words, "action_with_status", tuple(slots), ())


def _unlabelled(words: SourcedText) -> SourcedText:
    dots = re.match(r"[\s.…]+", words.text)
    return words[dots.end() :] if dots is not None else words


def _inside(part: Paragraph, before: Sequence[Paragraph]) -> Iterator[ActionDraft]:
    """Marks within a paragraph: "[Action: NB to circulate by 14 July]" and "... for all wards. ACTION: Clerk"."""
    text = part.text[:4000]
    for match in pattern(_BRACKETED).finditer(text):
        yield from _in_brackets(
            part.words.span(match, "rest").strip(), part.words[: match.start()].strip(), before
        )
    last = re.search(_AT_END, text) or re.search(_SAID_LAST, text)
    if last is not None:
        owner = Slot("owner", part.words[last.start("who") : last.end("who")])
        yield _draft(SourcedText(), _last_sentence(part.words[: last.start()]), "marked_owner", (owner,), ())
    marks = list(re.finditer(_INLINE, text))
    for match, after in zip_longest(marks, marks[1:]):
        if match.start() == 0 or "[" in text[max(0, match.start() - 2) : match.start()]:
            continue
        said = part.words[match.end() : after.start() if after is not None else len(text)].strip()
        ahead = part.words[: match.start()].strip()
        if parties.only_who(said):
            yield _draft(
                part.words.span(match, "number"),
                _last_sentence(ahead),
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
    label: str | None = None
    for part in following:
        if label is not None and not part.heading:  # "Due:", and its words on the next line
            yield Slot(label, part.words.strip(" .*"))
            label = None
            continue
        for role, source in (("deadline", _DUE), ("owner", _OWNER)):
            match = pattern(source).match(part.text)
            if match is not None:
                value = part.words[match.end() :].strip(" .*")
                if value.text:
                    yield Slot(role, value)
                else:
                    label = role
                break
        else:
            if pattern(r"(?:\*\*)?{actions.statuses}\b[\s.:;*–-]*(?=\S|$)").match(part.text) and part.listed:
                yield Slot("progress", part.words)
            return


def owner_slot(words: SourcedText, *, brackets: bool = True) -> Iterator[Slot]:
    """Who: "X to do", "asked X to do", or a party in brackets at the end, which in a table is often an acronym."""
    first = re.match(r"[A-Za-z-]+", words.text)
    commands = first is not None and first[0].casefold() in vocabulary("imperatives.verbs")
    for sentence in words[:1200].split(r"(?<=[a-z)])\.\s+(?=[A-Z])")[: 1 if commands else None]:
        found = parties.before_to(sentence) or parties.who_agreed(sentence)
        if found is not None:
            yield Slot("owner", found)
            return
    asked = re.search(
        r"\b(?:asked|requested|invited|request\s+for)\s+(?:the\s+)?(?P<who>(?-i:[A-Z])[^.;,]{1,80}?)\s+to\s+[a-z]",
        words.text[:1200],
        re.IGNORECASE,
    )
    owner = parties.party(words.span(asked, "who")) if asked is not None else None
    if asked is None:
        owner = parties.asked_that(words) or (parties.in_brackets(words) if brackets else None)
    owner = owner or parties.passive_agent(words)
    if owner is not None:
        yield Slot("owner", owner)
