"""Whether a document gives the findings of a review, inspection or audit: its report, or a letter about it."""

import re
from collections.abc import Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import alternatives, pattern, section
from planextract.records import Metadata

HEAD = 12
"""Paragraphs from the top in which a report or letter says what it is about."""

LONGEST_TITLE = 120
"""Characters of a line that names the review as a title does."""

TITLES = 4
"""Lines from the top among which the title is, where nothing is marked as a heading."""

BEFORE = 6
"""Paragraphs before a list, among which the review is named that it tells of."""

_ASKED = r"\b{resolutions.asked}\b|\bthat the (?:[\w&’'-]+\s+){0,6}?{bodies.meeting}\s+notes?\b"
"""A meeting asked to decide."""

_VOICE = (
    r"\b(?:we|(?:the\s+)?(?:peer\s+|review\s+|inspection\s+|challenge\s+)*team|inspectors|peers|reviewers|auditors)\s+"
    r"(?:also\s+|have\s+|were\s+)?{findings.says}\b"
)
"""The reviewer speaking: "We found", "Inspectors also saw"."""

_OF_REVIEW = (
    r"(?:(?:an?|the|our)\s+(?:[\w-]+\s+){0,2}?|independent\s+){recommendations.document}\b|"
    r"(?:the\s+|an?\s+)?(?:[\w&’'-]+\s+){0,6}?{findings.groups}\b|"
    r"(?!.{0,60}\b{findings.officers}\b)(?:the\s+|an?\s+)?(?:[\w&’'-]+\s+){0,6}?{findings.reviewers}(?![\w’'])"
)
"""Behind "Report of": the review itself, the members who made it, or an ombudsman; the head of an audit team writes for
a committee.
"""

_BY_GROUP = (
    r"(?:(?:final|interim|draft)\s+)?(?:report|findings)\s+(?:of|by|from)\s+(?:the\s+|an?\s+)?(?:[\w&’'-]+\s+){0,6}?"
    r"{findings.groups}\b|(?:[\w&’'-]+\s+){0,6}?{findings.groups}(?:['’]s)?\s*[:–-]?\s*(?:final\s+|interim\s+)?report\b"
)
"""A line that names a report by the members who made it: "Report of the Task and Finish Group of ..."."""


def gives_findings(parts: Sequence[Paragraph], metadata: Metadata) -> bool:
    """The reviewer's report, or a letter or page without a title in which the reviewer speaks."""
    if metadata.document_kind in ("minutes", "agenda", "news"):
        return False
    if reviewer_speaks(parts, metadata):
        return True
    letter = metadata.document_kind == "letter"
    if not letter and _for_decision(parts, metadata):
        return False
    head = [part for part in parts[:HEAD] if not part.bulleted]
    if any(len(part.text) <= LONGEST_TITLE and _review().search(part.text) for part in head):
        return not letter or _speaks(parts) or any(map(_sets_out, head))
    return (letter or metadata.title is None) and _speaks(parts) and any(map(_names_review, head))


def reviewer_speaks(parts: Sequence[Paragraph], metadata: Metadata) -> bool:
    """Whether the document is the reviewer's report: titled as one, and not put before a meeting for decision."""
    title = metadata.title.value if metadata.title is not None else None
    if metadata.document_kind in ("minutes", "news", "agenda", "letter"):
        return False
    titled = title is not None and pattern(r"\b{recommendations.document}\b").search(title) is not None
    return (titled or _headed_by_reviewer(parts)) and not _for_decision(parts, metadata)


def answers_review(parts: Sequence[Paragraph], metadata: Metadata) -> bool:
    """Whether a document names a review or whoever made it in its head, and asks no meeting for a decision."""
    if metadata.document_kind in ("minutes", "news", "agenda", "letter") or _for_decision(parts, metadata):
        return False
    named = pattern(r"\b(?:{findings.reviewers}|{findings.reports}|{recommendations.document}|peer\s+team)\b")
    return any(named.search(part.text[:600]) for part in parts[:HEAD])


def _headed_by_reviewer(parts: Sequence[Paragraph]) -> bool:
    """Whether a line of the head is the reviewer's name or the name of such a report, and no title says otherwise."""
    lines = [part for part in parts[:HEAD] if len(part.text) <= LONGEST_TITLE and not part.bulleted]
    titles = [part for part in lines if part.heading] or lines[:TITLES]
    if any(pattern(r"\b{findings.answers}\b").search(part.text) for part in titles):
        return False
    named = pattern(
        r"(?:{findings.reviewers}(?![\w’'])(?!\s+(?:said|and\s+the\s+council))|.{0,80}?\bby\s+{findings.reviewers}\b)|.{0,80}?\b{findings.reports}\b"
    )
    return any(named.match(part.text) or pattern(_BY_GROUP).match(part.text) for part in lines)


def tells_of_review(before: Sequence[Paragraph]) -> bool:
    """Whether the words before a list name a review or those who made it; the last of them is the lead-in."""
    told = pattern(
        r"\b(?:{recommendations.document}|{reviews.subjects}|{reviews.providers}|inspectors|peers|reviewers|auditors)\b"
    )
    return any(told.search(part.text[-600:]) for part in before[-BEFORE:])


def _for_decision(parts: Sequence[Paragraph], metadata: Metadata) -> bool:
    """Whether a document is put before a meeting: its header says so, or it asks for a decision."""
    author = metadata.report_of.value or "" if metadata.report_of is not None else None
    of_review = author is not None and pattern(_OF_REVIEW).match(author) is not None
    of_review = of_review or _by_reviewer(metadata)
    if metadata.wards is not None or (author is not None and not of_review):
        return True  # ("Report of an inspection of ..." has no author there)
    if metadata.body is not None and not _publishes(metadata, parts):
        return True
    return any(
        pattern(_ASKED).search(part.text[:600]) is not None and _decides(_with_list(parts, index))
        for index, part in enumerate(parts)
    )


def _by_reviewer(metadata: Metadata) -> bool:
    """Whether the author in the head wrote a safeguarding review or the like, and is no officer with a paper on it."""
    author = metadata.report_of.value or "" if metadata.report_of is not None else ""
    title = metadata.title.value or "" if metadata.title is not None else ""
    if metadata.meeting_date is not None or metadata.agenda_item is not None:
        return False
    named = pattern(
        r"(?:(?!{findings.answers}\b)[^\s,.:]+\s+){0,4}?(?:{reviews.kinds.serious_case_review}|{reviews.kinds.safeguarding_practice_review}|"
        r"{reviews.kinds.domestic_homicide_review}|{reviews.kinds.safeguarding_adults_review})\b"
    )
    return named.match(title) is not None and pattern(r"\b{findings.officers}\b").search(author) is None


def _publishes(metadata: Metadata, parts: Sequence[Paragraph]) -> bool:
    """Whether the body in the head had the review made, and its report is not a paper for one of its meetings."""
    body = metadata.body.raw if metadata.body is not None else ""
    if metadata.meeting_date is not None or metadata.agenda_item is not None:
        return False
    lines = [part.text for part in parts[:HEAD] if len(part.text) <= LONGEST_TITLE and not part.listed]
    if any(pattern(r"\b(?:{findings.answers}|{findings.papers})\b").search(line) for line in lines):
        return False
    if pattern(r"\b(?:{findings.commissions}|{findings.groups})\b").search(body) is None:
        return False
    reports = pattern(r"(?:[\w’'-]+\s+){0,2}?{findings.reports}\b")
    return any(
        _review().search(line) or reports.match(line) or pattern(_BY_GROUP).match(line) for line in lines
    )


def _with_list(parts: Sequence[Paragraph], index: int) -> str:
    """A paragraph, with the first items of the list that its colon opens."""
    text = parts[index].text[:600]
    if not text.endswith(":"):
        return text
    return " ".join((text, *(part.text[:200] for part in parts[index + 1 : index + 4])))


def _decides(text: str) -> bool:
    """Whether what is asked for is what meetings do: "It is recommended that rosters be published" is not."""
    return (
        pattern(
            r"\b{bodies.meeting}\s+(?:is|are)\s+\w+\s+to\b|"
            r"\b(?:note|approve|endorse|receive|adopt|ratify|authorise|delegate)s?\b|"
            r"\bbe\s+(?:noted|approved|endorsed|received|adopted|agreed|ratified|authorised|accepted)\b"
        ).search(text)
        is not None
    )


def _speaks(parts: Sequence[Paragraph]) -> bool:
    return any(pattern(_VOICE).search(part.text[:600]) for part in parts)


def _sets_out(part: Paragraph) -> bool:
    """Whether a letter says that it gives the findings: "This letter outlines the findings of the inspection"."""
    return (
        pattern(
            r"(?:this\s+letter|the\s+letter\s+below|this\s+report)\s+(?:{findings.sets_out})\s+(?:[\w’'-]+\s+){0,6}?"
            r"(?:findings|outcomes?|conclusions|judgements?|recommendations)\b"
        ).match(part.text)
        is not None
    )


def _names_review(part: Paragraph) -> bool:
    return _review().search(part.text[:600]) is not None


def _review() -> re.Pattern[str]:
    kinds = alternatives(tuple(word for wordings in section("reviews.kinds").values() for word in wordings))
    return pattern(rf"\b{kinds}\b")
