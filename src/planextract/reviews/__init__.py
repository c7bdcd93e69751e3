"""The reviews that a document speaks of: what each was called, who did it, when, and what it judged.

A review is reported where the document says when it was held; or, for the review that the document itself is the report
of, what it judged or when that report was made. A mention alone is no record, and neither is a review to come, unless
it is named who will lead it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from planextract.document import Document
from planextract.prose.paragraphs import Paragraph, paragraphs
from planextract.prose.words import vocabulary
from planextract.provenance import SourcedText
from planextract.records import Extracted, Metadata, Review, extracted
from planextract.reviews import judged, names, reported, rota, team, when, who
from planextract.reviews.front import Front, front, titles
from planextract.reviews.names import Name
from planextract.reviews.rota import Turn
from planextract.reviews.when import Dated

__all__ = ["find"]

MOST = 12
"""Reviews of one document; more is a list of inspections of others."""


def find(document: Document, metadata: Metadata) -> tuple[Review, ...]:
    """The review that the document is about, and every other whose days a sentence gives, in the order of the page."""
    parts = paragraphs(document)
    page = front(parts, metadata)
    rows = list(when.tabled(document))
    named = [*_named(parts, page), *(name for row in rows for name in row.names)]
    if not named:
        return ()
    turns = rota.turns(document, parts)
    dated = [_settled(each, parts, metadata) for each in (*_of_turns(turns), *when.dated(parts, page), *rows)]
    main = names.main(named, [name for each in dated for name in each.names], metadata)
    days = [each for each in dated if _belongs(each, main) and main.kind not in _WITHOUT_DAYS]
    own = next((each for each in days if not each.to_come), next(iter(days), None))
    main = _exactly(main, own, parts, page)
    about = _about(main, page, metadata)
    others = _others(dated, own, main)
    review = _review(main, own, parts, page, metadata, turns, about)
    review = review.model_copy(update=_results(document, parts, page, review, own, about, bool(others)))
    about_its_own = about and not page.paper and not page.to_come
    found = (
        [(-1 if about or own is None else _place(own, parts), review)]
        if _is_record(review, own, about_its_own)
        else []
    )
    found += [(_place(each, parts), _other(name, each, parts)) for name, each in others]
    found += _reported(parts, {review.kind for _, review in found})
    ordered = [review for _, review in sorted(found, key=lambda pair: pair[0])]
    kept = ordered if len(ordered) <= MOST else ordered[:1]
    return tuple(each.model_copy(update={"id": f"r{number}"}) for number, each in enumerate(kept, 1))


def _place(dated: Dated, parts: Sequence[Paragraph]) -> int:
    """The number of the paragraph that days stand in; tables come behind all of them."""
    return dated.part if dated.part is not None else len(parts)


def _settled(dated: Dated, parts: Sequence[Paragraph], metadata: Metadata) -> Dated:
    """Days with their year, and to come where they are after the meeting that the paper is for."""
    dated = when.with_year(dated, parts)
    meeting = metadata.meeting_date.value if metadata.meeting_date is not None else None
    after = meeting is not None and dated.start > meeting.isoformat()
    return replace(dated, to_come=dated.to_come or after)


_WITHOUT_DAYS = vocabulary("reviews.without_days")


def _named(parts: Sequence[Paragraph], page: Front) -> list[Name]:
    """Every name; what the first page is called counts where its lines have no other name."""
    titled = [name for part in titles(page) for name in names.names(part.whole)]
    fronts = [] if titled else list(names.fronts(titles(page)))
    return fronts + [name for part in parts for name in names.names(part.whole)]


def _of_turns(turns: Sequence[Turn]) -> list[Dated]:
    """The first and the last day of the table of inspectors."""
    if not turns:
        return []
    days = sorted(turn.day for turn in turns)
    words = SourcedText.join(" ", (turn.words for turn in turns))
    return [Dated(words, days[0].isoformat(), days[-1].isoformat())]


def _belongs(dated: Dated, main: Name) -> bool:
    """Whether days are those of the main review: their sentence names it, or no other."""
    return not dated.names or any(names.related(name.kind, main.kind) for name in dated.names)


def _exactly(main: Name, own: Dated | None, parts: Sequence[Paragraph], page: Front) -> Name:
    """The main review with its more special kind, where the first page or the sentence of its days tells it."""
    if main.kind == "inspection" and names.unannounced(parts, titles(page)):
        return replace(main, kind="unannounced_inspection")
    lines = [name for part in titles(page) for name in names.names(part.whole)]
    return names.special(main, [*lines, *(own.names if own is not None else ())])


def _about(main: Name, page: Front, metadata: Metadata) -> bool:
    """Whether the document is the report or letter of the review, or a paper on it alone: its head names it."""
    title = (metadata.title.value or "").casefold() if metadata.title is not None else ""
    if main.words.text.casefold() in title:
        return True
    lines = [name for part in titles(page) for name in names.names(part.whole)] or names.fronts(titles(page))
    return any(names.related(name.kind, main.kind) for name in lines)


def _review(
    main: Name,
    own: Dated | None,
    parts: Sequence[Paragraph],
    page: Front,
    metadata: Metadata,
    turns: Sequence[Turn],
    about: bool,
) -> Review:
    start, end = _days(own)
    name = names.title(main, metadata) or names.printed(main.words)
    provider = who.provider(main, parts, page)
    kind = names.kind_of(name.value or "", main.kind)
    return Review(
        id="r",
        name=name,
        kind=names.of_provider(kind, provider.value or "") if provider is not None else kind,
        provider=provider,
        start=start,
        end=end,
        reviewers=team.reviewers(parts, page, turns, about),
        case_sample=judged.case_sample(parts),
        lines_of_enquiry=judged.lines_of_enquiry(parts),
    )


def _results(
    document: Document,
    parts: Sequence[Paragraph],
    page: Front,
    review: Review,
    own: Dated | None,
    about: bool,
    many: bool,
) -> dict[str, object]:
    """The day of the report and the judgements: from all of a document about the review, else from beside its days."""
    last = (own.end or own.start) if own is not None else None
    if about and not (many and page.paper):
        day = reported.report_day(parts, page, review.kind, last)
        grades = judged.judgements(document, parts)
    elif own is not None and own.part is not None:
        day = reported.said(parts[own.part : own.part + 2])
        grades = judged.judged_near(parts, own.part)
    else:
        return {}
    before = day is not None and day.value is not None and last is not None and day.value.isoformat() < last
    return {"report_date": None if before else day, "judgements": grades}


def _is_record(review: Review, own: Dated | None, its_own: bool) -> bool:
    """Whether more is known than the name; days to come count where it is named who will lead the review.

    `its_own`: the document is the report of the review, so that its team is a record of it.
    """
    if own is not None:
        return not own.to_come or bool(review.reviewers)
    if review.report_date is not None or review.judgements:
        return True
    return its_own and bool(review.reviewers)


def _days(dated: Dated | None) -> tuple[Extracted[str] | None, Extracted[str] | None]:
    if dated is None:
        return None, None
    start = extracted(Extracted[str], dated.start, dated.words, "days_on_site")
    return start, None if dated.end is None else extracted(
        Extracted[str], dated.end, dated.words, "days_on_site"
    )


def _others(dated: Sequence[Dated], own: Dated | None, main: Name) -> list[tuple[Name, Dated]]:
    """Reviews with days of their own that one sentence names; each once."""
    seen = {(own.start, own.end)} if own is not None else set()
    found = []
    for each in dated:
        if not each.names or each.to_come or (each.start, each.end) in seen:
            continue
        if _belongs(each, main) and own is not None and not own.names:
            continue  # the sentence names the review that the bare days are of
        name = max(each.names, key=lambda name: len(name.words))
        if name.kind in _WITHOUT_DAYS:
            continue
        seen.add((each.start, each.end))
        found.append((name, each))
    return found


def _other(name: Name, each: Dated, parts: Sequence[Paragraph]) -> Review:
    start, end = _days(each)
    beside = parts[each.part : each.part + 1] if each.part is not None else ()
    provider = who.provider(name, beside)
    return Review(
        id="r",
        name=names.printed(name.words),
        kind=names.of_provider(name.kind, provider.value or "") if provider is not None else name.kind,
        provider=provider,
        start=start,
        end=end,
        report_date=reported.said(beside),
        judgements=judged.judged_near(parts, each.part) if each.part is not None else (),
    )


def _reported(parts: Sequence[Paragraph], known: Set[str]) -> Iterator[tuple[int, Review]]:
    """Reviews without days of which a sentence says when their report came out, if no other of their kind is there."""
    for number, sentence, day in reported.named(parts):
        name = max(names.names(sentence), key=lambda name: len(name.words), default=None)
        if name is None or any(names.related(name.kind, kind) for kind in known):
            continue
        known |= {name.kind}
        provider = who.provider(name, parts[number : number + 1])
        yield (
            number,
            Review(
                id="r",
                name=names.printed(name.words),
                kind=names.of_provider(name.kind, provider.value or "")
                if provider is not None
                else name.kind,
                provider=provider,
                report_date=day,
                judgements=judged.judged_near(parts, number),
            ),
        )
