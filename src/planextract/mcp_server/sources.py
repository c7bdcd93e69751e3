"""Where a value stands: its words, page, cell and rule, and what stands around it."""

from collections.abc import Iterator

from pydantic import BaseModel, Field

from planextract.confidence import Band, band
from planextract.console import place_in_words
from planextract.mcp_server.quoting import NOTICE, Answer, Quoted, quoted
from planextract.mcp_server.readings import Reading
from planextract.mcp_server.words import Words
from planextract.records import (
    Action,
    BBox,
    BlockSource,
    CellSource,
    ColumnText,
    Decision,
    Extracted,
    Extraction,
    Finding,
    Plan,
    Review,
)
from planextract.values import Source, Value, value_in_words, values

MOST_VALUES = 30
MOST_PLACES = 6
MOST_IN_FULL = 3
"""Of more values than these only the first place of each is shown, without what stands beside it."""

MOST_BESIDE = 10
AROUND = 160
"""Characters before and after a value that are shown."""

METADATA = "metadata"
"""What is asked for in place of an id, for what the document says of itself."""


Identified = Action | Finding | Decision | Plan | Review


class UnknownError(Exception):
    """There is no such record or field; the message says what there is."""


class Shown(Answer):
    """A place of some words of a value, with what stands around them."""

    place: str = Field(description="Page from 1, all else from 0.")
    page: int | None = None
    page_hint: int | None = Field(default=None, description="Where the format has no pages: a guess.")
    table: int | None = None
    row: int | None = None
    column: int | None = None
    block: int | None = None
    bbox: BBox | None = Field(default=None, description="x0, top, x1, bottom in points.")
    words: Quoted | None = None
    before: Quoted | None = None
    after: Quoted | None = None
    beside: tuple[Quoted, ...] = Field(
        default=(), description="The other cells of its row, or the paragraphs before and after."
    )


class ShownValue(Answer):
    """A value with its evidence."""

    field: str
    header: Quoted | None = Field(default=None, description="Of the column, as printed.")
    value: Quoted | None = Field(description="What was understood, in words; null where nothing was.")
    raw: Quoted
    rule: str
    confidence: float | None
    band: Band | None
    places: tuple[Shown, ...]
    places_left_out: int = 0


class Evidence(Answer):
    """Values of one record with their sources."""

    notice: str = NOTICE
    path: str
    part: int
    id: str
    values: tuple[ShownValue, ...]
    values_left_out: int = Field(default=0, description="Name a field to see the others.")


def evidence(reading: Reading, part: int, wanted: str, field: str | None) -> Evidence:
    """Raises UnknownError."""
    if not 0 <= part < len(reading.extractions):
        raise UnknownError(
            f"there is no part {part}; this file has parts 0 to {len(reading.extractions) - 1}"
        )
    extraction = reading.extractions[part]
    record = _record(extraction, wanted)
    found = list(_fields(record))
    chosen = [each for each in found if field is None or _is_of(each[0], field)]
    if field is not None and not chosen:
        names = ", ".join(dict.fromkeys(name for name, _, _ in found)) or "none"
        raise UnknownError(f"{wanted} has no such field with a source; it has {names}")
    words = reading.words.get(extraction.source.name)
    return Evidence(
        path=reading.path,
        part=part,
        id=wanted,
        values=tuple(
            _shown(*each, extraction, words, full=len(chosen) <= MOST_IN_FULL)
            for each in chosen[:MOST_VALUES]
        ),
        values_left_out=max(0, len(chosen) - MOST_VALUES),
    )


def _record(extraction: Extraction, wanted: str) -> BaseModel:
    if wanted == METADATA:
        return extraction.metadata
    kinds: dict[str, tuple[Identified, ...]] = {
        "actions": extraction.actions,
        "findings": extraction.findings,
        "decisions": extraction.decisions,
        "plans": extraction.plans,
        "reviews": extraction.reviews,
    }
    for records in kinds.values():
        for record in records:
            if record.id == wanted:
                return record
    ranges = [f"{name} {each[0].id} to {each[-1].id}" for name, each in kinds.items() if each]
    raise UnknownError(f"there is no such id; this document has {', '.join([*ranges, METADATA])}")


def _fields(record: BaseModel) -> Iterator[tuple[str, Value, str | None]]:
    """Every value with the path of its field, and its column's header where it has one. Columns without a field of
    their own go by numbers, since their headers are the document's words."""
    others = list(record.other) if isinstance(record, Action) else []
    numbers = {f"other[{header!r}]": number for number, header in enumerate(others)}
    for name, value in values(record):
        if name in numbers:
            yield f"other[{numbers[name]}]", value, others[numbers[name]]
        else:
            yield name, value, value.header if isinstance(value, ColumnText) else None


def _is_of(name: str, field: str) -> bool:
    return name == field or name.startswith((f"{field}.", f"{field}["))


def _shown(
    name: str, value: Value, header: str | None, extraction: Extraction, words: Words | None, *, full: bool
) -> ShownValue:
    shown = value.sources[: MOST_PLACES if full else 1]
    understood = value.value if isinstance(value, Extracted) else value
    return ShownValue(
        field=name,
        header=quoted(header, 120) if header is not None else None,
        value=quoted(value_in_words(understood), 500) if understood is not None else None,
        raw=quoted(value.raw, 500),
        rule=value.rule,
        confidence=value.confidence,
        band=band(value.confidence),
        places=tuple(_place(source, extraction, words, beside=full) for source in shown),
        places_left_out=len(value.sources) - len(shown),
    )


def _place(source: Source, extraction: Extraction, words: Words | None, *, beside: bool) -> Shown:
    if not isinstance(source, CellSource | BlockSource):
        return Shown(place=place_in_words(source))
    cell = (source.table, source.row, source.column) if isinstance(source, CellSource) else None
    text, others = _around(source, words) if words is not None else (None, [])
    return Shown(
        place=place_in_words(source),
        page=source.page,
        page_hint=extraction.source.page_hint(source) if source.page is None else None,
        table=cell[0] if cell is not None else None,
        row=cell[1] if cell is not None else None,
        column=cell[2] if cell is not None else None,
        block=source.block if isinstance(source, BlockSource) else None,
        bbox=source.bbox,
        words=quoted(text[source.start : source.end], 500) if text is not None else None,
        before=quoted(text[max(0, source.start - AROUND) : source.start]) if text is not None else None,
        after=quoted(text[source.end : source.end + AROUND]) if text is not None else None,
        beside=tuple(quoted(each, AROUND) for each in others[:MOST_BESIDE]) if beside else (),
    )


def _around(source: CellSource | BlockSource, words: Words) -> tuple[str | None, list[str]]:
    """All that the cell or block says, and what stands beside it."""
    if isinstance(source, BlockSource):
        return words.blocks.get(source.block), words.next_to(source.block)
    place = source.table, source.row, source.column
    return words.cells.get(place), words.row(place)
