"""Findings that carry a label: "R4 Publish the rota", "Area for improvement 2: ...", or a heading over their words.

The label says what they are. A sentence that only speaks of one ("Recommendation 4 was met in March") has no capital
behind the number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planextract.drafts import bullets, points
from planextract.drafts.draft import FindingDraft
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText
from planextract.records import FindingKind

KINDS: tuple[FindingKind, ...] = (
    "recommendation",
    "priority_action",
    "area_for_development",
    "strength",
    "finding",
)
"""In the order in which labels are tried."""

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|(?-i:[A-H]|[IVX]{1,5})|{findings.numerals})(?![\w’'])"

_ANY = "(?:" + "|".join(f"{{findings.labels.{kind}}}|(?-i:{{findings.codes.{kind}}})" for kind in KINDS) + ")"
"""Any label, without which there is no need to look closer."""

_INSIDE = (
    '(?<=[.!?)”"’:])(?<!\\s)\\s+(?=(?:' + "|".join(f"{{findings.labels.{kind}}}" for kind in KINDS) + ")"
    r"\s+(?:\d{1,3}[a-z]?|{findings.numerals})\s*(?::|[–—-]\s)\s*(?-i:[\"“‘'(£A-Z]))"
)
"""Where a label begins a sentence inside a paragraph; it has a number there, and a mark behind that."""

LONGEST_TITLE = 8
"""Words behind a label that only name a subject: "Recommendation 2: Record keeping"."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph is by its label; `words` are those behind it."""

    kind: FindingKind
    words: SourcedText
    number: SourcedText | None


def label(part: Paragraph) -> Label | None:
    """The label at the head of a paragraph, which has a number, or a colon and words behind it.

    >>> found = label(Paragraph(SourcedText.plain("Area for improvement 2: Rotas should be published.")))
    >>> found.kind, found.number.text, found.words.text
    ('area_for_development', '2', 'Rotas should be published.')
    >>> label(Paragraph(SourcedText.plain("Recommendation 4 was met in March")))
    """
    if pattern(_ANY).match(part.text) is None:
        return None
    least = 2 if part.heading else 9  # (a heading may name its subject in one word)
    for kind in KINDS:
        named, codes = f"{{findings.labels.{kind}}}", f"{{findings.codes.{kind}}}"
        numbered = pattern(
            rf"(?:(?P<code>(?-i:{codes})\s?[-.]?\s?\d{{1,3}}(?:\.\d{{1,2}})?)(?![\w’'])|"
            rf"{named}\s*(?:(?:no|number|ref)\b\.?\s*)?[-#]?\s*(?P<number>{_NUMBER}))"
            r"\s*(?:\([^()]{1,60}\)\s*)?[:.–—-]?\s*(?P<rest>(?-i:[\"“‘'(£A-Z]).{" + str(least) + r",})?"
        ).fullmatch(part.text)
        if numbered is not None:
            group = "code" if numbered["code"] is not None else "number"
            words = part.words.span(numbered, "rest") if numbered["rest"] is not None else part.words[:0]
            return Label(kind, words, part.words.span(numbered, group))
        capital = "" if part.heading else r"(?-i:(?=[\"“‘'(£A-Z]))"
        bare = pattern(rf"{named}\s*:\s*{capital}(?P<rest>.{{15,}})").fullmatch(part.text)
        if bare is not None:
            return Label(kind, part.words.span(bare, "rest"), None)
    return None


def findings(parts: Sequence[Paragraph], *, numbered: bool) -> Iterator[FindingDraft]:
    """The labelled findings, each number once though a summary prints it too; those without one unless `numbered`.

    One without a number has that of the heading over it: "3. Supplier changes".
    """
    seen: set[tuple[FindingKind, str, str]] = set()
    heading: SourcedText | None = None
    for index, part in enumerate(parts):
        heading = part.number if part.heading else heading
        for found in _labels(part):
            if (found.number is None and numbered) or _decides(found):
                continue
            words = _words(parts, index, found)
            if len(words.text.split()) < 3:
                continue
            number = found.number.text.casefold() if found.number is not None else ""
            key = (found.kind, number, words.text.casefold()[:60])
            if key not in seen:
                seen.add(key)
                rule = "coded_recommendation" if found.kind == "recommendation" else "labelled_finding"
                yield FindingDraft(found.kind, words, rule, found.number or heading)


def _labels(part: Paragraph) -> Iterator[Label]:
    """The label at the head of a paragraph, and those that begin a sentence inside it, each with the words up to the
    next: "Rents were last set in 2011. Finding 2: ...".
    """
    starts = [0]
    if not part.heading:
        starts += [match.end() for match in pattern(_INSIDE).finditer(part.text)]
    for start, stop in pairwise((*starts, len(part.words))):
        found = label(replace(part, words=part.words[start:stop].strip()))
        if found is not None:
            yield found


def _decides(found: Label) -> bool:
    """What a report asks its meeting to do: "Recommendation 1: That the report be noted"."""
    return (
        pattern(
            r"(?:that\s+)?(?:to\s+)?(?:note|notes|approve|approves|endorse|endorses|receive|receives|authorise)\b|that\b.{0,200}\bbe\s+(?:noted|approved|endorsed|received)\b"
        ).match(found.words.text)
        is not None
    )


def _words(parts: Sequence[Paragraph], index: int, found: Label) -> SourcedText:
    """What a label stands for: the words behind it, or under it where these are a subject or none."""
    goes_on = not parts[index].heading and _goes_on(found.words, parts[index + 1 : index + 2])
    if found.words.text and (goes_on or not _names_subject(found.words)):
        return _with_list(parts, index, found.words)
    at = next((at for at in range(index + 1, min(index + 6, len(parts))) if not _notes(parts[at])), index)
    under = parts[at]
    item = under.listed and not _numbers_paragraph(under)
    if at == index or under.heading or item or label(under) is not None:
        return found.words
    if found.words.text and not (bullets.asks(under) or _orders(under.words) or _only_names(found)):
        return found.words
    return _with_list(parts, at, under.words)


def _numbers_paragraph(part: Paragraph) -> bool:
    """Whether a number counts the paragraphs of a section, "4.1", and no items of a list."""
    return (
        part.number is not None and re.fullmatch(r"\d{1,2}(?:\.\d{1,3}){1,2}", part.number.text) is not None
    )


def _notes(part: Paragraph) -> bool:
    """Whether a line notes something of the finding: "Ref: Regulation 13", "To be completed by: 3 May"."""
    return not part.listed and pattern(r"[A-Z][\w ]{1,40}:\s.{1,60}").fullmatch(part.text) is not None


def _with_list(parts: Sequence[Paragraph], index: int, words: SourcedText) -> SourcedText:
    """Words that end in a colon, or without a mark over bullets in small letters, with the list that they open."""
    if not words.text.endswith(":") and not _goes_on(words, parts[index + 1 : index + 2]):
        return words
    under = points.listed(parts[: index + 20], index, begins=_begins, belongs=_begins, loosely=False)
    return SourcedText.join(" ", (words, *(point.words for point in under.found)))


def _goes_on(words: SourcedText, following: Sequence[Paragraph]) -> bool:
    """Whether a sentence that is not at its end goes on in the item of a list below it."""
    open_ = words.text.rstrip()[-1:].isalpha() or words.text.rstrip().endswith((",", "–", "—", "-", "…"))
    return open_ and any(part.listed and not part.heading and part.text[0].islower() for part in following)


def _begins(part: Paragraph) -> bool:
    return label(part) is not None


def _names_subject(words: SourcedText) -> bool:
    short = len(words.text.split()) <= LONGEST_TITLE and not words.text.endswith((".", ":"))
    return short and not _orders(words) and pattern(r"\b{findings.asks}\b").search(words.text) is None


def _only_names(found: Label) -> bool:
    """Whether the words behind the label of a finding have no verb of being, and only name what the paragraph below
    them says: "Finding 2: Inspection records (medium)", but not "Learning point 1: Fathers were not asked".
    """
    states = pattern(r"\b(?:{findings.being})\b").search(found.words.text)
    return found.kind == "finding" and states is None


def _orders(words: SourcedText) -> bool:
    """Whether words begin with a verb of doing: "Publish the rota each month"."""
    first = words.text.split(maxsplit=1)[0].strip(",:").casefold() if words.text.strip() else ""
    return first in vocabulary("imperatives.verbs")
