"""The lists at the end of a report: appendices and background papers."""

from collections.abc import Iterator, Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Appendix, Extracted, extracted_text, fold, sources_of

MOST = 40
"""Entries of a list; more is not a list of papers."""


def appendices(parts: Sequence[Paragraph]) -> tuple[Appendix, ...]:
    """The appendices that the report lists, with the number that each goes by."""
    entry = pattern(
        r"(?:appendix|annex|attachment)\s+(?P<reference>[A-Z]\b|\d{1,2}[a-z]?\b)\s*[:.–-]?\s*(?P<title>\S.*)"
    )
    found = []
    for part in _listed(parts, "appendices"):
        match = entry.match(part.text)
        if match is None or len(part.text) > 300:
            continue
        title = part.words.span(match, "title")
        found.append(_appendix(title, match["reference"]))
    return tuple(found)


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
    inside = False
    count = 0
    for part in parts:
        if headed.fullmatch(part.text):
            inside, count = True, 0
        elif part.heading or count >= MOST or _contact(part):
            inside = False
        elif inside:
            count += 1
            yield part


def _contact(part: Paragraph) -> bool:
    return bool(pattern(r"(?:{labels.contact}|{labels.telephone}|{labels.email})\s*:").match(part.text))
