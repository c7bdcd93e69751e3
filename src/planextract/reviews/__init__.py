"""The reviews that a document speaks of: what each was called, who did it, when, and what it judged.

A review is reported where the document says when it was held; or, for the review that the document itself is the report
of, what it judged or when that report was made. A mention alone is no record.
"""

from collections.abc import Sequence

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.records import Extracted, Metadata, Review, extracted
from planextract.reviews import judged, names, when, who
from planextract.reviews.names import Name
from planextract.reviews.when import Dated

__all__ = ["find"]

MOST = 12
"""Reviews of one document; more is a list of inspections of others."""


def find(document: Document, metadata: Metadata) -> tuple[Review, ...]:
    """The review that the document is about, then every other whose days a sentence gives; () for mentions."""
    parts = paragraphs(document)
    named = [name for part in parts for name in names.names(part.whole)]
    if not named:
        return ()
    dated = list(when.dated(parts))
    main = names.main(named, [name for each in dated for name in each.names], metadata)
    own = next((each for each in dated if _belongs(each, main)), None)
    about = _about(main, parts, metadata)
    report = when.report_day(parts, metadata) if about else None
    judgements = judged.judgements(document, parts) if about else ()
    found = []
    if own is not None or report is not None or judgements:
        review = _review(main, own, parts, metadata)
        found.append(review.model_copy(update={"report_date": report, "judgements": judgements}))
    others = _others(dated, own, main)
    found += [_other(name, each, number) for number, (name, each) in enumerate(others, len(found) + 1)]
    return tuple(found) if len(found) <= MOST else tuple(found[:1])


def _belongs(dated: Dated, main: Name) -> bool:
    """Whether days are those of the main review: their sentence names it, or no other."""
    return not dated.names or any(names.related(name.kind, main.kind) for name in dated.names)


def _about(main: Name, parts: Sequence[Paragraph], metadata: Metadata) -> bool:
    """Whether the document is the report or letter of the review, or a paper on it alone: its head names it."""
    title = (metadata.title.value or "").casefold() if metadata.title is not None else ""
    return main.words.text.casefold() in title or any(
        names.related(name.kind, main.kind)
        for part in parts[: when.HEAD]
        if len(part.text) < 160 and not part.text.endswith(".")
        for name in names.names(part.whole)
    )


def _review(main: Name, own: Dated | None, parts: Sequence[Paragraph], metadata: Metadata) -> Review:
    start, end = _days(own)
    name = names.title(main, metadata) or names.printed(main.words)
    return Review(
        id="r1",
        name=name,
        kind=names.kind_of(name.value or "", main.kind),
        provider=who.provider(main, parts),
        start=start,
        end=end,
        reviewers=(*who.lead(parts), *who.team(parts), *who.leaders(parts)),
        case_sample=judged.case_sample(parts),
        lines_of_enquiry=judged.lines_of_enquiry(parts),
    )


def _days(dated: Dated | None) -> tuple[Extracted[str] | None, Extracted[str] | None]:
    if dated is None:
        return None, None
    end = (
        extracted(Extracted[str], dated.end, dated.words, "days_on_site")
        if dated.end != dated.start
        else None
    )
    return extracted(Extracted[str], dated.start, dated.words, "days_on_site"), end


def _others(dated: Sequence[Dated], own: Dated | None, main: Name) -> list[tuple[Name, Dated]]:
    """Reviews with days of their own that one sentence names; each once."""
    seen = {(own.start, own.end)} if own is not None else set()
    found = []
    for each in dated:
        if not each.names or (each.start, each.end) in seen:
            continue
        if _belongs(each, main) and own is not None and not own.names:
            continue  # the sentence names the review that the bare days are of
        seen.add((each.start, each.end))
        found.append((max(each.names, key=lambda name: len(name.words)), each))
    return found


def _other(name: Name, dated: Dated, number: int) -> Review:
    start, end = _days(dated)
    return Review(
        id=f"r{number}",
        name=names.printed(name.words),
        kind=name.kind,
        provider=who.provider(name, ()),
        start=start,
        end=end,
    )
