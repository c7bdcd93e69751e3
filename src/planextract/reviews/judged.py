"""What a review judged, how many cases it read, and what it was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, Judgement, extracted, extracted_text
from planextract.reviews.when import earlier, sentences
from planextract.tallies.numbers import NUMBER, value

MOST = 40
"""Judgements of one review; more is a list of something else."""

NEAR = 4
"""Paragraphs behind the one that speaks of a review, in which the list of its grades begins."""

_NUMBERED = r"(?:[1-6]\s*[-–:]\s*)?{reviews.grades}(?:\s*\([1-6]\))?"


@dataclass(frozen=True, slots=True)
class _Graded:
    """A heading and its grade. `part`: the number of its paragraph, from 0; -1 in a table."""

    heading: SourcedText
    grade: SourcedText
    part: int = -1


def judgements(document: Document, parts: Sequence[Paragraph]) -> tuple[Judgement, ...]:
    """Every heading with its grade: in tables, on lines ("Overall effectiveness: Good"); else in sentences."""
    listed = [*_tabled(document), *_lines(parts)]
    return _records(listed or [graded for part in parts for graded in _said(part)])


def judged_near(parts: Sequence[Paragraph], number: int) -> tuple[Judgement, ...]:
    """What a paragraph says was judged, and the list of grades right behind it."""
    listed = list(_lines(parts[number + 1 :]))
    run: list[_Graded] = []
    for graded in listed:
        if graded.part <= (run[-1].part + 1 if run else NEAR - 1):
            run.append(graded)
    return _records([*_said(parts[number]), *run])


def _records(found: Sequence[_Graded]) -> tuple[Judgement, ...]:
    once: dict[str, Judgement] = {}
    for graded in found:
        judgement = Judgement(
            heading=extracted_text(graded.heading, "judgement"),
            grade=extracted_text(graded.grade, "judgement"),
        )
        once.setdefault(graded.heading.text.casefold(), judgement)
    return tuple(once.values()) if len(once) <= MOST else ()


# On lines ---------------------------------------------------------------------------------------------------------

_COLON = (
    r"(?P<heading>(?-i:[A-Z])[^:.;]{2,140}?)(?<!\s\d)\s*(?::|\s[–-]|\s—)\s*(?:(?:rated|graded|judged)\s+(?:as\s+)?)?"
    r"[‘'\"“]?(?P<grade>GRADE)[’'\"”]?\.?"
)
_CAPITAL = r"(?P<grade>(?-i:(?=[A-Z\d]))GRADE)"
_BLANK = rf"(?P<heading>(?:Regulation\s\d{{1,2}}[A-Z]?\s?:\s)?(?-i:[A-Z])[^:.;]{{1,140}}?)\s{_CAPITAL}"
_SCORE_BELOW = r"score\s*:?\s*(?P<grade>[1-4](?:\s*[-–:]\s*evidence\s+shows\b.{0,60})?)"
_SCORE = (
    r"(?P<heading>{reviews.scored})\s*(?:[:–-]|\s)\s*(?:score\s*:?\s*)?"
    r"(?P<grade>[1-4](?:\s*[-–:]\s*evidence\s+shows\b.{0,60})?)"
)


def _lines(parts: Sequence[Paragraph]) -> Iterator[_Graded]:
    """Lines of a heading and its grade. Without a colon two must stand together, or the heading be known."""
    seen: list[tuple[_Graded, bool]] = []
    for number, part in enumerate(parts):
        above = parts[number - 1] if number else None
        found = _line(part, number)
        if found is None and above is not None and _named_above(above, part):
            found = _below(above, part, number)
        if found is not None and not _of_before(found[0].heading.text):
            seen.append(found)
    for index, (graded, sure) in enumerate(seen):
        neighbours = [other.part for other, _ in seen[max(0, index - 1) : index + 2]]
        beside = any(0 < abs(number - graded.part) <= 2 for number in neighbours)
        if sure or beside:
            yield graded


def _line(part: Paragraph, number: int) -> tuple[_Graded, bool] | None:
    """The heading and grade of one line, and whether it is sure by itself."""
    text = part.text
    if len(text) > 220:
        return None
    for source, colon in ((_COLON, True), (_SCORE, True), (_BLANK, False)):
        match = pattern(source.replace("GRADE", _NUMBERED)).fullmatch(text)
        if match is not None and not _is_grade(match["heading"]):
            sure = (colon and not part.bulleted) or _known(match["heading"])
            return _Graded(part.words.span(match, "heading"), part.words.span(match, "grade"), number), sure
    slight = pattern(
        r"(?P<heading>(?-i:[A-Z])[^:.;]{2,80}?)(?:\s*:|\s[–-])\s*(?P<grade>{reviews.slight})"
    ).fullmatch(text)
    if slight is not None and _known(slight["heading"]):
        return _Graded(part.words.span(slight, "heading"), part.words.span(slight, "grade"), number), True
    return None


def _named_above(above: Paragraph, part: Paragraph) -> bool:
    """Whether a line may be the rest of the one above it: a grade alone, or the end of a heading and its grade."""
    if len(above.text) > 140 or above.text[-1:] in ".:;," or not above.text[:1].isupper():
        return False
    return part.text[:1].islower() or pattern(rf"{_NUMBERED}|{_SCORE_BELOW}").fullmatch(part.text) is not None


def _below(above: Paragraph, part: Paragraph, number: int) -> tuple[_Graded, bool] | None:
    score = pattern(_SCORE_BELOW).fullmatch(part.text)
    if score is not None and pattern(r"{reviews.scored}").fullmatch(above.text):
        return _Graded(above.words, part.words.span(score, "grade"), number), True
    if pattern(_NUMBERED).fullmatch(part.text):
        if not part.text[:1].isupper() and not part.text[:1].isdigit():
            return None
        graded = _line(above, number) is not None or _is_grade(above.text)
        return None if graded else (_Graded(above.words, part.words, number), _known(above.text))
    words = SourcedText.join(" ", (above.words, part.words))
    match = pattern(_BLANK.replace("GRADE", _NUMBERED)).fullmatch(words.text)
    return (
        None
        if match is None
        else (_Graded(words.span(match, "heading"), words.span(match, "grade"), number), False)
    )


def _is_grade(text: str) -> bool:
    """A legend says what a grade means: "Grade 2: Good", "Limited: weak"."""
    if _known(text):
        return False
    return (
        pattern(
            rf"(?:{_NUMBERED}|{{reviews.slight}}|(?:grade|level|rating)\s*\d?|green|amber|red)"
        ).fullmatch(text)
        is not None
    )


def _known(heading: str) -> bool:
    return (
        pattern(
            r"(?:the\s+)?(?:{reviews.judged}|overall\b.{0,60}|.{0,40}\b(?:opinion|assurance|rating)(?:\s+level)?)"
        ).fullmatch(heading)
        is not None
    )


def _of_before(heading: str) -> bool:
    return pattern(r"\b{reviews.earlier}\b").search(heading) is not None


# In tables --------------------------------------------------------------------------------------------------------


def _tabled(document: Document) -> Iterator[_Graded]:
    """Tables with one column of grades beside their headings, and those with a column for each grade."""
    for table in document.tables:
        rows = [[cell.text.folded().strip() for cell in row.cells] for row in table.rows]
        yield from _by_columns(rows) or _by_rows(rows)


def _by_rows(rows: Sequence[Sequence[SourcedText]]) -> list[_Graded]:
    grade = pattern(rf"(?:{_NUMBERED})\.?")
    wide = max((len(row) for row in rows), default=0)
    columns = []
    for column in range(1, wide):
        heads = " ".join(row[column].text for row in rows[:1] if len(row) > column)
        graded = [
            row for row in rows if len(row) > column and row[0].text and grade.fullmatch(row[column].text)
        ]
        full = [row for row in rows if len(row) > column and row[column].text]
        if len(graded) > 1 and len(graded) >= len(full) - 1 and not _of_before(heads):
            columns.append([_Graded(row[0], row[column]) for row in graded])
    return columns[0] if len(columns) == 1 and len(columns[0]) >= len(rows) - 2 else []


def _by_columns(rows: Sequence[Sequence[SourcedText]]) -> list[_Graded]:
    """Grades as column headers, and below each what was judged so."""
    if len(rows) < 2 or len(rows[0]) < 3:
        return []
    if not all(pattern(_NUMBERED).fullmatch(cell.text) for cell in rows[0]):
        return []
    return [
        _Graded(cell, head)
        for row in rows[1:]
        for head, cell in zip(rows[0], row, strict=False)
        if len(cell.text) > 2
    ]


# In sentences -----------------------------------------------------------------------------------------------------

_VERBS = (
    r"(?:\s+(?:was|were|is|are|has|have|had|been|being|judged|rated|graded|found|assessed|to\s+be|as|at|again|also))"
    r"{0,6}"
)
_HEADING_FIRST = (
    rf"\b(?P<heading>{{reviews.judged}})(?P<verbs>{_VERBS})\s+"
    r"(?P<quote>[‘'\"“])?(?P<grade>{reviews.grades})\b(?!-)"
)
_GRADE_FIRST = (
    r"\b(?P<grade>{reviews.grades})[’'\"”]?,?\s+(?:(?:for|in|on|at)\s+(?:(?:the|its)\s+)?)?"
    r"(?P<heading>{reviews.judged})\b"
)


def _said(part: Paragraph) -> Iterator[_Graded]:
    """ "Leadership was judged ‘good’ and prospects for improvement ‘adequate’", "rated Inadequate overall"."""
    for sentence in sentences(part.words):
        if not _tells_judgement(sentence.text):
            continue
        for match in pattern(_HEADING_FIRST).finditer(sentence.text):
            if match["verbs"] or match["quote"] or match["grade"][0].isupper():
                yield _Graded(sentence.span(match, "heading"), sentence.span(match, "grade"))
        if pattern(_HEADING_FIRST).search(sentence.text) is None:
            for match in pattern(_GRADE_FIRST).finditer(sentence.text):
                yield _Graded(sentence.span(match, "heading"), sentence.span(match, "grade"))


def _tells_judgement(text: str) -> bool:
    """Whether a sentence says what was judged now: not before, not what would be."""
    if earlier(text) or pattern(
        r"\b(?:{reviews.earlier}|previously|if|would|could|should|aim|target|will)\b"
    ).search(text):
        return False
    return pattern(r"\b{reviews.judges}\b").search(text) is not None


# Cases and questions ----------------------------------------------------------------------------------------------


def case_sample(parts: Sequence[Paragraph]) -> Extracted[int] | None:
    """ "Thirty five case records were subject to audit", "The inspection looked at 42 case files"."""
    count = rf"(?P<count>{NUMBER})\s+(?:\w+['’]?s?\s+)?(?:{{reviews.cases}})"
    sample = r"(?:(?:a\s+)?(?:\w+\s+)?(?:sample|total)\s+of\s+|over\s+|about\s+|some\s+)?"
    whose = r"(?:cases|files|records|experiences|journeys)\s+of\s+"
    rules = (
        rf"(?<![\w.£]){count}\s+(?:were|was|had\s+been|have\s+been)\s+(?:\w+\s+){{0,2}}?(?:{{reviews.read}})\b",
        rf"\b(?:{{reviews.read}}|sample\s+of)\s+{sample}{count}\b",
        rf"\b(?:{{reviews.read}})\s+(?:the\s+)?(?:\w+\s+)?{whose}{sample}(?P<count>{NUMBER})\s+(?:children|young\s+people|adults|people|families|care\s+leavers)\b",
    )
    for part in parts:
        found = [match for rule in rules if (match := pattern(rule).search(part.text[:2000])) is not None]
        if found:
            first = min(found, key=lambda match: match.start("count"))
            return extracted(Extracted[int], value(first["count"]), part.words.span(first), "case_sample")
    return None


def lines_of_enquiry(parts: Sequence[Paragraph]) -> tuple[Extracted[str], ...]:
    """The items of the list that "key lines of enquiry" leads in."""
    lead = pattern(
        r".{0,200}\blines\s+of\s+[ei]nquiry\b.{0,120}:|(?:the\s+)?(?:key\s+)?lines\s+of\s+[ei]nquiry(?:\s+\(KLOEs?\))?|KLOEs?:?"
    )
    for index, part in enumerate(parts):
        if lead.fullmatch(part.text):
            return tuple(_items(parts[index + 1 : index + 16]))
    return ()


def _items(parts: Sequence[Paragraph]) -> Iterator[Extracted[str]]:
    for part in parts:
        if not part.listed or re.search(r"\.\s+[A-Z]", part.text):
            return
        yield extracted_text(part.words.strip(" ;."), "line_of_enquiry")
