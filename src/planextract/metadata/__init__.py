"""What a document says of itself: title, authority, meeting, author, contact, dates and papers."""

from collections.abc import Sequence

from planextract.diagnostics import Diagnostic, remark
from planextract.document import Document, once
from planextract.metadata import (
    control,
    days,
    decisions,
    header,
    labelled,
    lists,
    meeting,
    names,
    people,
    rows,
    sections,
    sheet,
    speaking_day,
    titles,
)
from planextract.metadata.casing import ordinary
from planextract.metadata.kind import kind_of
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Extracted, FileSource, Metadata, extracted_text, fold, sources_of

__all__ = ["describe", "kind_of"]


@once
def describe(document: Document) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The document's own words about itself. What is not printed stays None; no date is guessed."""
    parts = paragraphs(document)
    kind = kind_of(document, parts)
    parts = rows.rows(parts)
    furniture = [block.text.folded() for block in document.blocks if block.kind in ("header", "footer")]
    title = titles.title(parts, kind)
    body = header.body(parts, kind)
    meets = kind in ("minutes", "agenda") or body is not None
    held = days.meeting_day(parts, kind, meets) or days.titled_meeting(document, kind)
    reference = days.reference(parts, furniture, held) or days.front_matter(document)
    reference = reference or days.over_table(document)
    reference = reference or speaking_day.in_head((*sheet.lines(document), *parts), kind)
    metadata = Metadata(
        document_kind=kind,
        title=_front_title(document) or _named(title, "title"),
        authority=_authority(document, parts, furniture, title),
        body=_named(body, "body"),
        meeting_date=held,
        agenda_item=_named(header.agenda_item(parts), "agenda_item"),
        report_of=_named(header.report_of(parts), "report_of"),
        contact=header.contact(parts),
        wards=_named(labelled.value(parts, "wards", 40), "wards"),
        reference_date=reference,
        appendices=lists.appendices(parts),
        background_papers=lists.background_papers(parts),
    )
    lines = (*sheet.lines(document), *parts)
    metadata = metadata.model_copy(
        update={
            **_of_meeting(lines, metadata),
            **_of_report(lines, metadata),
            **_of_decision(lines),
            **_of_plan(document, lines, furniture, title),
        }
    )
    return metadata, (*_converted(metadata), *_undated(metadata), *_plan_elsewhere(document, parts, metadata))


Fields = dict[str, object]


def _of_meeting(parts: Sequence[Paragraph], known: Metadata) -> Fields:
    held = known.meeting_date
    return {
        "meeting_time": _words(meeting.time(parts, held), "meeting_time"),
        "venue": _words(meeting.venue(parts, held), "venue"),
        "minute_number": _words(meeting.minute_number(parts, known.document_kind), "minute_number"),
        "directorate": _named(meeting.directorate(parts), "directorate"),
        "joint_bodies": _all(meeting.joint_bodies(parts), "joint_bodies"),
    }


def _of_report(parts: Sequence[Paragraph], known: Metadata) -> Fields:
    """What a cover sheet says; one that is a table stands in for lines that the text does not have."""
    contacts = people.contacts(parts)
    return {
        "report_of": known.report_of or _named(header.report_of(parts), "report_of"),
        "wards": known.wards or _named(labelled.value(parts, "wards", 40), "wards"),
        "contact": known.contact or (contacts[0] if contacts else None),
        "contacts": contacts or ((known.contact,) if known.contact is not None else ()),
        "author": people.author(parts),
        "lead_member": _words(labelled.value(parts, "lead_member", 2 * labelled.HEADER), "lead_member"),
        "purpose": _words(sections.purpose(parts), "purpose"),
        "implications": sections.implications(parts, known.document_kind == "report"),
        "publicity": decisions.publicity(parts),
        "conversion_warnings": _all(control.warnings(parts), "conversion_warning"),
    }


def _of_decision(parts: Sequence[Paragraph]) -> Fields:
    return {
        "key_decision": decisions.key_decision(parts),
        "subject_to_call_in": decisions.call_in(parts),
        "decision_maker": _words(labelled.value(parts, "decision_maker", decisions.BLOCK), "decision_maker"),
        "decision_status": _words(decisions.status(parts), "decision_status"),
        "decision_reference": _words(decisions.reference(parts), "decision_reference"),
        "decision_date": decisions.day(parts, "decision_date"),
        "publication_date": decisions.day(parts, "publication_date"),
        "effective_from": decisions.day(parts, "effective_from"),
        "printed_on": decisions.day(parts, "printed_on"),
    }


def _of_plan(
    document: Document, parts: Sequence[Paragraph], furniture: list[SourcedText], title: SourcedText | None
) -> Fields:
    number, day = control.version(parts, furniture)
    return {
        "version": _words(number, "version"),
        "version_date": day,
        "period": _words(control.period(parts, title), "period"),
        "plan_owner": _words(control.owner(parts, number is not None), "plan_owner"),
        "monitored_by": _all(control.monitors(parts), "monitored_by"),
        "plan_links": _all(control.links(parts), "plan_links"),
        "plan_location": None if document.tables else _words(control.location(parts), "plan_location"),
    }


def _words(words: SourcedText | None, rule: str) -> Extracted[str] | None:
    return extracted_text(words, rule) if words is not None and words.text.strip() else None


def _all(found: Sequence[SourcedText], rule: str) -> tuple[Extracted[str], ...]:
    return tuple(extracted_text(words, rule) for words in found)


def _converted(metadata: Metadata) -> tuple[Diagnostic, ...]:
    """The text says that it is a conversion or a machine's words, and not what was published."""
    if not metadata.conversion_warnings:
        return ()
    return (
        remark("text_is_a_conversion", "The text says that it is a conversion or was made by a machine."),
    )


def _named(words: SourcedText | None, rule: str) -> Extracted[str] | None:
    """A name in ordinary case; `raw` stays as printed."""
    if words is None or not words.text.strip():
        return None
    value = ordinary(fold(words.text))
    return Extracted[str](value=value, raw=words.raw, rule=rule, sources=sources_of(words))


def _authority(
    document: Document,
    parts: tuple[Paragraph, ...],
    furniture: list[SourcedText],
    title: SourcedText | None,
) -> Extracted[str] | None:
    """Named in the text; else in running headers and footers; else in the title that a web page gives itself."""
    found = _named(header.authority(parts, title), "authority")
    found = found or _named(names.in_furniture(furniture), "running_header")
    said = names.of_file(document)
    if found is not None or said is None:
        return found
    return Extracted[str](
        value=ordinary(said), raw=said, rule="page_title", sources=(FileSource(name="title"),)
    )


def _front_title(document: Document) -> Extracted[str] | None:
    """The title in a text file's front matter. What office programs write there is too often another document's."""
    said = document.properties.get("title", "").strip()
    if document.reader != "text" or not said:
        return None
    return Extracted[str](
        value=ordinary(said), raw=said, rule="front_matter", sources=(FileSource(name="title"),)
    )


def _undated(metadata: Metadata) -> tuple[Diagnostic, ...]:
    if metadata.reference_date is not None:
        return ()
    return (remark("no_reference_date", "The document prints no date of its meeting or of itself."),)


def _plan_elsewhere(
    document: Document, parts: tuple[Paragraph, ...], metadata: Metadata
) -> tuple[Diagnostic, ...]:
    """A plan in an appendix, of a document that has no table at all."""
    if document.tables:
        return ()
    cited = pattern(r"\b{plans.cited}s?\b")
    for appendix in metadata.appendices:
        if cited.search(appendix.value or ""):
            message = f"The plan is in Appendix {appendix.reference}, which is not in this file."
            words = next((part.words for part in parts if (appendix.value or "-") in part.text), None)
            return (remark("plan_is_elsewhere", message, words),)
    attached = pattern(
        r"\b{plans.cited}\b[^.;]{0,60}\b(?:in|as|at|to)\s+(?:appendix|annex)\s+\w{1,3}\b|"
        r"\b(?:appendix|annex)\s+\w{1,3}\b[^.;]{0,80}\b{plans.cited}\b"
    )
    for part in parts:
        match = attached.search(part.text)
        if match is not None:
            return (
                remark(
                    "plan_is_elsewhere",
                    "The plan is in an appendix that is not in this file.",
                    part.words.span(match),
                ),
            )
    return ()
