"""The lists at the end of a report: appendices and background papers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Appendix, Extracted, extracted_text, fold, sources_of

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

MOST = 40
"""Entries of a list; more is not a list of papers."""


def appendices(parts: Sequence[Paragraph]) -> tuple[Appendix, ...]:
    """The appendices that the report lists, with the number that each goes by."""
    entry = pattern(
        r"(?:appendix|annexe?|attachment)\s+(?P<reference>[A-Z]\b|\d{1,2}[a-z]?\b)\s*[:.–-]?\s*(?P<title>\S.*)"
    )
    found = []
    listed = tuple(_listed(parts, "appendices"))
    for part in listed:
        match = entry.match(part.text)
        if match is None or len(part.text) > 300:
            continue
        title = part.words.span(match, "title")
        found.append(_appendix(title, match["reference"]))
    return tuple(found) or tuple(_numbered(listed))


def _numbered(listed: Sequence[Paragraph]) -> Iterator[Appendix]:
    """Papers that the list numbers and does not call appendices: "1. Audit findings"."""
    for count, part in enumerate(listed, 1):
        number = part.number
        if (
            number is None
            or number.text not in (str(count), _LETTERS[count - 1 : count])
            or len(part.text) > 150
        ):
            return
        yield _appendix(part.words, number.text)


def _appendix(title: SourcedText, reference: str) -> Appendix:
    return Appendix(
        value=fold(title.text),
        raw=title.raw,
        rule="appendix_list",
        sources=sources_of(title),
        reference=reference,
    )


def background_papers(parts: Sequence[Paragraph]) -> tuple[Extracted[str], ...]:
    nothing = pattern(r"{sections.nothing}\.?|there (?:are|were) no(?:ne)?\b.*|not applicable.*")
    listed = [part for part in _listed(parts, "background_papers") if not nothing.fullmatch(part.text)]
    return tuple(extracted_text(part.words, "background_papers") for part in listed if len(part.text) < 300)


def _listed(parts: Sequence[Paragraph], key: str) -> Iterator[Paragraph]:
    """The paragraphs under a heading, up to the next one."""
    headed = pattern(rf"(?:{{sections.{key}}})\s*[:.]?")
    behind = pattern(rf"(?:{{sections.{key}}})\s*:?\s+(?P<entry>(?:appendix|annexe?|attachment)\s.*)")
    inside = False
    count = 0
    for part in parts:
        first = behind.fullmatch(part.text)
        if headed.fullmatch(part.text):
            inside, count = True, 0
        elif first is not None:
            inside, count = True, 1
            yield replace(part, words=part.words.span(first, "entry"))
        elif part.heading or count >= MOST or _contact(part):
            inside = False
        elif inside:
            count += 1
            yield part


def _contact(part: Paragraph) -> bool:
    return bool(pattern(r"(?:{labels.contact}|{labels.telephone}|{labels.email})\s*:").match(part.text))
