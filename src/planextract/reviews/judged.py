"""What a review judged, how many cases it read, and what it was asked."""

import re
from collections.abc import Iterator, Sequence

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, Judgement, extracted, extracted_text
from planextract.tallies.numbers import NUMBER, value

MOST = 25
"""Judgements of one review; more is a list of something else."""

_GRADE = r"(?P<grade>{reviews.grades})"


def judgements(document: Document, parts: Sequence[Paragraph]) -> tuple[Judgement, ...]:
    """Every heading with its grade: on lines ("Overall effectiveness: Good") and in tables of them."""
    found: dict[str, Judgement] = {}
    for heading, grade in (*_tabled(document), *_lines(parts)):
        judgement = Judgement(
            heading=extracted_text(heading, "judgement"), grade=extracted_text(grade, "judgement")
        )
        found.setdefault(heading.text.casefold(), judgement)
    return tuple(found.values()) if len(found) <= MOST else ()


def _lines(parts: Sequence[Paragraph]) -> Iterator[tuple[SourcedText, SourcedText]]:
    line = pattern(rf"(?P<heading>(?-i:[A-Z])[^:.;]{{2,140}}?)\s*(?::|\s[–-])\s*[‘'\"“]?{_GRADE}[’'\"”]?\.?")
    earlier = pattern(r"\b{reviews.earlier}\b")
    for part in parts:
        match = line.fullmatch(part.text)
        if match is not None and not part.bulleted and not earlier.search(match["heading"]):
            yield part.words.span(match, "heading"), part.words.span(match, "grade")


def _tabled(document: Document) -> Iterator[tuple[SourcedText, SourcedText]]:
    grade = pattern(rf"{_GRADE}\.?")
    for table in document.tables:
        rows = [[cell.text.folded().strip() for cell in row.cells] for row in table.rows]
        graded = [
            (row[0], row[1]) for row in rows if len(row) == 2 and row[0].text and grade.fullmatch(row[1].text)
        ]
        if len(graded) > 1 and len(graded) >= len(rows) - 1:
            yield from graded


def case_sample(parts: Sequence[Paragraph]) -> Extracted[int] | None:
    """ "Thirty five case records were subject to audit", "The inspection looked at 42 case files"."""
    count = rf"(?P<count>{NUMBER})\s+(?:\w+['’]?s?\s+)?(?:{{reviews.cases}})"
    rules = (
        rf"(?<![\w.£]){count}\s+(?:were|was|had\s+been|have\s+been)\s+(?:\w+\s+){{0,2}}?(?:{{reviews.read}})\b",
        rf"\b(?:{{reviews.read}}|sample\s+of)\s+(?:(?:a\s+)?(?:sample|total)\s+of\s+|over\s+|about\s+)?{count}\b",
    )
    for part in parts:
        for rule in rules:
            match = pattern(rule).search(part.text[:2000])
            if match is not None:
                return extracted(Extracted[int], value(match["count"]), part.words.span(match), "case_sample")
    return None


def lines_of_enquiry(parts: Sequence[Paragraph]) -> tuple[Extracted[str], ...]:
    """The items of the list that "key lines of enquiry" leads in."""
    lead = pattern(r".{0,200}\blines\s+of\s+[ei]nquiry\b.{0,120}:|(?:key\s+)?lines\s+of\s+[ei]nquiry")
    for index, part in enumerate(parts):
        if lead.fullmatch(part.text):
            return tuple(_items(parts[index + 1 : index + 16]))
    return ()


def _items(parts: Sequence[Paragraph]) -> Iterator[Extracted[str]]:
    for part in parts:
        if not part.listed or re.search(r"\.\s+[A-Z]", part.text):
            return
        yield extracted_text(part.words.strip(" ;."), "line_of_enquiry")
