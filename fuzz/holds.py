"""What holds of everything that is read, however broken the document: each check raises `BrokenPromiseError`."""

import dataclasses
import json
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from planextract.document import Document, Table
from planextract.emit import emit
from planextract.provenance import Place, SourcedText
from planextract.readers.collection.member import Member
from planextract.records import CellSource, Deadline, Extraction, Owner

Entry = dict[str, Any]


class BrokenPromiseError(AssertionError):
    """Something that the documentation promises is not so; `promise` is the promise, in one word or two."""

    def __init__(self, promise: str, detail: str) -> None:
        super().__init__(f"{promise}: {detail}")
        self.promise = promise


def _must(holds: bool, promise: str, detail: object = "") -> None:
    if not holds:
        raise BrokenPromiseError(promise, str(detail)[:300])


# Documents as read -----------------------------------------------------------------------------------------------


def document_holds(document: Document) -> None:
    """Every text stands where it says, tables are tables, and pages are pages of the document."""
    for words, source in texts_of(document):
        words_stand(words, source)
    for table in document.tables:
        table_holds(table)
    _must(len({each.index for each in document.blocks}) == len(document.blocks), "one number a block")
    _must(len({each.index for each in document.tables}) == len(document.tables), "one number a table")
    pages = {page.number for page in document.pages}
    for part in document.flow:
        _must(part.page is None or part.page in pages, "pages exist", part.page)
        _must(part.box is None or all(map(math.isfinite, part.box)), "boxes are finite", part.box)


def texts_of(document: Document) -> Iterator[tuple[SourcedText, str]]:
    """Every text of the document with the characters that its places count in."""
    for block in document.blocks:
        yield from ((words, block.source) for words in (block.label, block.text) if words is not None)
    for table in document.tables:
        for cell in table.cells():
            for line in cell.lines:
                words = (line.label, line.text, line.before)
                yield from ((each, cell.source) for each in words if each is not None)


def words_stand(words: SourcedText, source: str) -> None:
    """Each piece of a text is what stands between its characters."""
    for piece in words.pieces:
        if piece.place is not None:
            _must(0 <= piece.start <= piece.end <= len(source), "text inside the document", piece)
            _must(source[piece.start : piece.end] == piece.original, "words stand where they say", piece)


def table_holds(table: Table) -> None:
    """Rows count up, cells stand inside the table, and none covers what another covers."""
    _must([row.index for row in table.rows] == list(range(len(table.rows))), "rows count up", table.index)
    taken: set[tuple[int, int]] = set()
    for row in table.rows:
        for cell in row.cells:
            _must(cell.row == row.index, "cells stand in their row", (cell.row, row.index))
            _must(cell.row_span >= 1 and cell.column_span >= 1, "spans are at least 1")
            _must(cell.column >= 0, "cells stand in the table", cell.column)
            _must(cell.column + cell.column_span <= table.columns, "cells stand in the table", cell.column)
            _must(cell.row + cell.row_span <= len(table.rows), "spans end with the table", cell.row_span)
            covered = {
                (cell.row + down, cell.column + across)
                for down in range(cell.row_span)
                for across in range(cell.column_span)
            }
            _must(not covered & taken, "cells lie apart", (cell.row, cell.column))
            taken |= covered


# Extractions -----------------------------------------------------------------------------------------------------


def extraction_holds(extraction: Extraction, document: Document) -> None:
    """Every value's words are those at its sources, and the JSON says all of it and can be read back."""
    written = emit(extraction)
    record = json.loads(written, parse_constant=_no_number)
    for raw, entries in sourced(record):
        _value_stands(raw, entries, document)
    written.encode("utf-8")
    _must(Extraction.model_validate_json(written) == extraction, "JSON reads back the same")
    for value in deadlines_in(extraction):
        deadline_holds(value)


def _no_number(said: str) -> float:
    raise BrokenPromiseError("JSON has finite numbers", said)


def sourced(record: object) -> Iterator[tuple[str | None, list[Entry]]]:
    """Every `sources` in a record that names places, with its `raw` where it has one."""
    if isinstance(record, dict):
        places = [entry for entry in record.get("sources", ()) if entry["kind"] in ("cell", "block")]
        if places:
            yield record.get("raw"), places
        for inner in record.values():
            yield from sourced(inner)
    elif isinstance(record, list):
        for inner in record:
            yield from sourced(inner)


def _value_stands(raw: str | None, entries: list[Entry], document: Document) -> None:
    spans = []
    for entry in entries:
        try:
            source = document.source_at(place_of(entry))
        except KeyError:
            raise BrokenPromiseError("sources are places of the document", str(entry)) from None
        _must(0 <= entry["start"] <= entry["end"] <= len(source), "text inside the document", entry)
        spans.append(source[entry["start"] : entry["end"]])
    if raw == "" and spans == [""]:
        return  # (the colour of a cell without words stands at its empty span)
    _must(all(span.strip() == span != "" for span in spans), "sources hold words", spans)
    _must(raw is None or raw == " ".join(spans), "raw is what stands at the sources", (raw, spans))


def place_of(entry: Entry) -> Place:
    if entry["kind"] == "block":
        return Place(page=entry["page"], block=entry["block"])
    return Place(page=entry["page"], table=entry["table"], row=entry["row"], column=entry["column"])


def deadlines_in(extraction: Extraction) -> Iterator[Deadline]:
    for action in extraction.actions:
        if action.deadline is not None and action.deadline.value is not None:
            yield action.deadline.value


def deadline_holds(value: Deadline) -> None:
    """No stretch of days ends before it begins, and no year comes from nowhere near."""
    for each in (value, value.original, *value.revisions, *getattr(value, "alternatives", ())):
        first, last = getattr(each, "earliest", None), getattr(each, "latest", None)
        _must(first is None or last is None or first <= last, "days in order", each)
        for day in (first, last):
            _must(not isinstance(day, date) or 1850 <= day.year <= 2250, "a year that plans have", each)


# Words -----------------------------------------------------------------------------------------------------------


def found_holds(value: object, source: str) -> None:
    """Every text in what was made of some words stands in them."""
    for words in texts_in(value):
        words_stand(words, source)


def texts_in(value: object) -> Iterator[SourcedText]:
    """The texts in tuples and data classes, however deep."""
    if isinstance(value, SourcedText):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from texts_in(inner)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))


def owner_stands(owner: Owner, text: str) -> None:
    """An owner's raw words are those at its sources."""
    spans = [text[each.start : each.end] for each in owner.sources if isinstance(each, CellSource)]
    _must(owner.raw == " ".join(spans), "raw is what stands at the sources", (owner.raw, spans))


def owner_is_named(owner: Owner, text: str) -> None:
    """Who is named is named with letters of the cell; nobody is made up."""
    letters = set(text.casefold())
    for said in (owner.raw, owner.name, owner.role, owner.organisation, owner.contact):
        odd = {sign for sign in (said or "").casefold() if sign.isalnum()} - letters
        _must(not odd, "owners are made of the cell's letters", (said, text))


def same(first: object, second: object) -> None:
    """What is read twice is the same twice."""
    _must(first == second, "read twice, the same", f"{first!r}"[:140] + " | " + f"{second!r}"[:140])


# Collections -----------------------------------------------------------------------------------------------------


def member_holds(member: Member, collection: str, taken: set[str], most: int) -> None:
    """A member's name leads nowhere else and is its own; it is no larger than allowed."""
    parts = member.name.split("/")
    _must(parts[0] == collection and len(parts) > 1, "names begin with the collection's", member.name)
    _must(all(part.strip(". ") for part in parts), "names lead nowhere else", member.name)
    _must("\\" not in member.name and "\0" not in member.name, "names lead nowhere else", member.name)
    _must(member.name.casefold() not in taken, "each name once", member.name)
    taken.add(member.name.casefold())
    _must(len(member.data) <= most, "members within the limit", len(member.data))
