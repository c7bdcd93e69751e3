"""Purpose and implications: what stands under (or behind) a heading of a report."""

from collections.abc import Iterator, Sequence

from planextract.metadata import labelled
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Implication, fold, sources_of

LONGEST = 4000
"""Characters of one implication; more is a part of the report that the heading does not head."""

PARTS = 12
"""Paragraphs of one implication."""

_HEADED = (
    r"(?:{implications.named}|(?:[\w’'/&,()-]+\s+){1,6}?(?:implications?|considerations)(?:\s+and\s+risks?)?)"
)
_BEHIND_LABEL = (
    r"(?P<heading>{implications.short}(?:\s*(?:,|/|and|&)\s*{implications.short}){0,2}(?:\s\([^()]{2,60}\))?)"
    r"\s*[:–-]\s*(?P<value>\S.*)"
)
_UNDER = r"(?:.{0,40}\s)?implications"


def purpose(parts: Sequence[Paragraph]) -> SourcedText | None:
    """Behind "Purpose:", or the first paragraph under that heading."""
    line = pattern(r"(?:{labels.purpose})\s*[:–-]\s*(?P<value>\S.*)")
    alone = pattern(r"(?:{labels.purpose})\s*[:.]?")
    for index, part in enumerate(parts[: 2 * labelled.HEADER]):
        match = line.fullmatch(part.text)
        if match is not None and len(match["value"]) < LONGEST:
            return part.words.span(match, "value")
        if (
            alone.fullmatch(part.text)
            and index + 1 < len(parts)
            and not labelled.is_label(parts[index + 1].text)
        ):
            following = parts[index + 1]
            return following.words if not _short_title(following) or len(following.text.split()) > 3 else None
    return None


def implications(parts: Sequence[Paragraph], report: bool) -> tuple[Implication, ...]:
    """Each implication with its words, in order; "Consultation" is one in a report, or beside one that says so."""
    found: dict[str, Implication] = {}
    word = pattern(r"\bimplications?\b")
    listed = [*_under_headings(parts), *_behind_labels(parts)]
    sure = report or any(word.search(heading.text) for heading, _ in listed)
    for heading, words in listed if sure else ():
        if words.text and len(words) <= LONGEST:
            found.setdefault(heading.text.casefold(), _implication(heading, words))
    return tuple(found.values())


def _implication(heading: SourcedText, words: SourcedText) -> Implication:
    return Implication(
        value=fold(words.text),
        raw=words.raw,
        rule="implications",
        sources=sources_of(words),
        heading=fold(heading.text),
    )


def _under_headings(parts: Sequence[Paragraph]) -> Iterator[tuple[SourcedText, SourcedText]]:
    headed = pattern(rf"{_HEADED}\s*[:.]?")
    line = pattern(rf"(?P<heading>{_HEADED})\s*:\s*(?P<value>\S.*)")
    for index, part in enumerate(parts):
        if len(part.text) < 90 and headed.fullmatch(part.text) and not part.bulleted:
            body = list(_body(parts[index + 1 : index + 1 + PARTS]))
            if body and all(pattern(_BEHIND_LABEL).fullmatch(each.text) for each in body):
                continue  # each is an implication of its own
            yield part.words.strip(" :."), SourcedText.join(" ", [each.words for each in body])
        elif (match := line.fullmatch(part.text)) is not None and len(match["heading"]) < 60:
            yield part.words.span(match, "heading"), part.words.span(match, "value")


def _body(parts: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs under a heading, up to the next heading or labelled line."""
    for part in parts:
        if (
            part.heading
            or _short_title(part)
            or _labels(part)
            or pattern(rf"{_HEADED}\s*[:.]?").fullmatch(part.text)
        ):
            return
        yield part


def _short_title(part: Paragraph) -> bool:
    """A line like a heading: short, no full stop, capital first, and no item of a list."""
    text = part.text
    return (
        len(text) < 60
        and text[:1].isupper()
        and text[-1:] not in ".;,!?"
        and not part.bulleted
        and not _nothing(text)
    )


def _nothing(text: str) -> bool:
    return pattern(r"{sections.nothing}\.?").fullmatch(text) is not None


def _labels(part: Paragraph) -> bool:
    return labelled.is_label(part.text) and ":" in part.text


def _behind_labels(parts: Sequence[Paragraph]) -> Iterator[tuple[SourcedText, SourcedText]]:
    """ "Financial: None", the lines under a heading that is only "Implications"."""
    line = pattern(_BEHIND_LABEL)
    inside = False
    for part in parts:
        match = line.fullmatch(part.text)
        if inside and match is not None:
            yield part.words.span(match, "heading"), part.words.span(match, "value")
        else:
            inside = pattern(rf"{_UNDER}\s*[:.]?").fullmatch(part.text) is not None or (
                inside and len(part.text) > 60
            )
