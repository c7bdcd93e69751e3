"""What a clause says happens to an action that there is already: closed, extended, merged, carried forward ...

Such a clause makes no action. It names what it changes by a number ("action 7"), or only by words ("the two remaining
actions"); a new date stands behind the verb.
"""

import re
from collections.abc import Iterator

from planextract.drafts.draft import ChangeDraft
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import ChangeKind

KINDS: tuple[ChangeKind, ...] = ("extended", "merged", "superseded", "carried_forward", "removed", "closed")
"""In the order in which they are tried: what is "completed and removed" is removed."""

LONGEST = 800
"""Characters of a clause in which a change is looked for."""

_REFERENCE = r"(?:[A-Z]{0,3}\d{1,3}(?:[./]\d{1,4}){0,2}[a-z]?)\b"
_REFERENCES = (
    rf"(?:(?:numbers?|nos?\.?|points?)\s+)?(?P<references>(?-i:{_REFERENCE})(?:(?:\s*,\s*|\s*,?\s+"
    rf"and\s+|\s*&\s*)(?-i:{_REFERENCE})){{0,9}})"
)
_THING = rf"(?P<thing>(?:[\w’'-]+\s+){{0,5}}?{{changes.things}}\b(?:\s+{_REFERENCES})?)"
_AUXILIARY = r"(?:to\s+be|be|is|are|was|were|been|being|will\s+be|would\s+be|could|can|now)"
_BETWEEN = r"[^.;:]{0,90}?"


def of(words: SourcedText) -> tuple[ChangeDraft, ...]:
    """The changes that a clause makes to actions; () for a clause that makes none.

    >>> [change.kind for change in of(SourcedText.plain("It was agreed that action 7 be closed"))]
    ['closed']
    """
    words = words[:LONGEST]
    if not likely(words.text):
        return ()
    for kind in KINDS:
        found = next(_changed(kind, words), None)
        if found is not None:
            return (found,)
    return ()


def likely(text: str) -> bool:
    """Whether some prose may tell a change at all; most does not."""
    words = "|".join(f"{{changes.{kind}}}" for kind in (*KINDS, "dated"))
    return pattern(rf"\b(?:{words}|extension|(?:revised|new)\s+{{changes.dates}})\b").search(text) is not None


def _changed(kind: ChangeKind, words: SourcedText) -> Iterator[ChangeDraft]:
    for form in _FORMS.get(kind, (_PASSIVE, _ACTIVE, _LABELLED)):
        match = pattern(form.replace("{verbs}", f"{{changes.{kind}}}")).search(words.text)
        if match is not None and not _counted(words.text, match):
            yield _draft(kind, words, match)


def _counted(text: str, match: re.Match[str]) -> bool:
    """Whether the words count actions, or speak of one that may be changed some day: "of the nine recommendations"."""
    before = text[max(0, match.start() - 30) : match.start("thing")] + match["thing"]
    return (
        pattern(
            r"\b(?:of\s+the|out\s+of|if|whether|until|unless|how\s+many|which|where|when|once|any)\b"
        ).search(before)
        is not None
    )


def _draft(kind: ChangeKind, words: SourcedText, match: re.Match[str]) -> ChangeDraft:
    references = match["references"] if match["references"] else ""
    start = match.start("references")
    named = tuple(
        words[start + each.start() : start + each.end()] for each in re.finditer(_REFERENCE, references)
    )
    return ChangeDraft(kind, _named(words.span(match, "thing")), named, _until(kind, words[match.end() :]))


def _named(thing: SourcedText) -> SourcedText:
    """What is changed, without "It was agreed that" before it."""
    before = [
        match.end()
        for match in pattern(r"(?:\b(?:that|agreed|requested|noted|resolved)|^)\s*[:,–-]?\s+").finditer(
            thing.text
        )
    ]
    return (thing[before[-1] :] if before else thing).strip()


def _until(kind: ChangeKind, rest: SourcedText) -> SourcedText | None:
    """The new date of what is put off: "to 31 March 2015"."""
    if kind not in ("extended", "carried_forward"):
        return None
    match = pattern(r"[^.;]{0,60}?\b(?:to|until|into)\s+(?:the\s+)?(?P<until>[^.;,]{3,60})").match(rest.text)
    if match is None:
        return None
    until = rest.span(match, "until")
    year = re.search(r"\b20\d\d\s?[/-]\s?\d{2,4}\b", until.text)
    return until.span(year) if year is not None else until if re.search(r"\d|[A-Z]", until.text) else None


# The forms -----------------------------------------------------------------------------------------------------

_PASSIVE = rf"(?<!\w){_THING}{_BETWEEN}\s{_AUXILIARY}\s+(?:now\s+|also\s+|then\s+|be\s+|therefore\s+){{0,2}}{{verbs}}\b"
_ACTIVE = rf"\b{{changes.to_verbs}}\s+{{verbs}}\s+(?P<thing>(?:the\s+)?{{changes.things}}\s+{_REFERENCES})"
_LABELLED = (
    rf"^(?P<thing>{{changes.things}}\s+{_REFERENCES})\s*(?:[:–—-]|\s-|\s)\s*(?:{{changes.dates}}\s+"
    rf")?(?:(?:now|to\s+be|is|has\s+been)\s+)?{{verbs}}\b"
)
_EXTENSION = (
    rf"\b(?:time\s+extension|extension(?:\s+of\s+time)?)\s+(?:be\s+|to\s+be\s+|was\s+|is\s+)?(?:granted|"
    rf"approved|agreed|given)\s+(?:for|to)\s+{_THING}"
)
_DATES = (
    rf"\b{{changes.dates}}\s+(?:(?:for|of|in|against|set\s+out)\s+)?"
    rf"{_THING}{_BETWEEN}\s{_AUXILIARY}\s+{{changes.dated}}\b"
)
_DATES_ACTIVE = (
    rf"\b{{changes.to_verbs}}\s+{{changes.dated}}\s+(?:the\s+)?{{changes.dates}}\s+(?:for|of|on)\s+{_THING}"
)
_NEW_DATES = (
    rf"\b(?:revised|amended|extended|new)\s+{{changes.dates}}\s+(?:for|of)\s+{_THING}{_BETWEEN}\s(?:be|"
    rf"was|were|is|are)\s+(?:approved|agreed|accepted|noted|endorsed)\b"
)
_REMOVED = (
    rf"(?<!\w)(?P<thing>[^.;:]{{3,90}}?)(?P<references>)\s{_AUXILIARY}\s+(?:now\s+|also\s+|be\s+"
    rf"){{0,2}}{{verbs}}\s+from\s+(?:the\s+|this\s+|its\s+)?(?:[\w’'-]+\s+){{0,3}}?{{clauses.registers}}\b"
)
_PLAN = (
    rf"(?<!\w)(?P<thing>[^.;:]{{3,160}}?\b(?:{{changes.plans}}|{{changes.things}})\b[^.;:]{{0,60}}?)"
    rf"(?P<references>)\s{_AUXILIARY}\s+(?:now\s+|also\s+|be\s+){{0,2}}{{verbs}}\b"
)

_FORMS: dict[ChangeKind, tuple[str, ...]] = {
    "extended": (_EXTENSION, _NEW_DATES, _DATES, _DATES_ACTIVE, _PASSIVE, _ACTIVE, _LABELLED),
    "removed": (_LABELLED, _PASSIVE.replace(r"{verbs}\b", r"{verbs}\s+from\b"), _REMOVED, _ACTIVE),
    "superseded": (_PASSIVE, _PLAN, _LABELLED),
}
