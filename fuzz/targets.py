"""What is fuzzed: each target with its seeds, its damage, its words, and what is done with an input and must hold."""

import os
import tomllib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import build
from fuzz import holds, seeds
from fuzz.mutating import compounds, packages, pdfs, texts
from fuzz.mutating.chance import Chance
from planextract import pipeline
from planextract.document import Block, Table
from planextract.drafts import action_lines, changes, clauses, commitments, undertakings
from planextract.drafts.deadlines_in import deadline_words
from planextract.errors import ReadError
from planextract.normalise import deadlines, owners
from planextract.normalise.context import Context
from planextract.options import Limits, Options
from planextract.prose.paragraphs import Paragraph
from planextract.provenance import Place, SourcedText
from planextract.readers import collection, holds_several, read_bytes
from planextract.readers.office.program import NAMED_BY
from surroundings import wrapped

Check = Callable[[bytes], None]
Mutator = Callable[[bytes, Chance], bytes]

NAME = "fuzzed"
LONGEST_WORDS = 3_000
OPTIONS = Options(
    ocr=False, models=False, limits=Limits(cells=20_000, pages=20, members=40, conversion_seconds=30)
)
PLACE = Place(page=1, table=0, row=2, column=3)
_WORDS: Mapping[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Target:
    """`check` raises whatever is wrong with an input; `guided` says that the code which it reaches is ours."""

    name: str
    seeds: Callable[[], Iterable[bytes]]
    mutated: Mutator
    check: Check
    words: tuple[str, ...]
    most_bytes: int = 65_536
    guided: bool = True


# Documents -------------------------------------------------------------------------------------------------------


def document(data: bytes) -> None:
    """A file read and taken down the whole road, every fourth of them twice."""
    found = read_bytes(data, NAME, OPTIONS)
    holds.document_holds(found)
    extraction = pipeline.extract_document(found, OPTIONS)
    holds.extraction_holds(extraction, found)
    if zlib.crc32(data) % 4 == 0:
        again = pipeline.extract_document(read_bytes(data, NAME, OPTIONS), OPTIONS)
        holds.same(extraction.model_dump_json(), again.model_dump_json())


def without_conversion(data: bytes) -> None:
    """As `document`, without LibreOffice, which a damaged file may turn out to be for."""
    before = os.environ.get(NAMED_BY)
    os.environ[NAMED_BY] = "no such program"
    try:
        document(data)
    finally:
        os.environ.pop(NAMED_BY) if before is None else os.environ.update({NAMED_BY: before})


def members(data: bytes) -> None:
    """A zip or mail opened, and the first documents in it read; what is no longer either is read as what it is."""
    if not holds_several(data, NAME):
        without_conversion(data)
        return
    taken: set[str] = set()
    small = 0
    for member in collection.members(data, NAME, OPTIONS):
        holds.member_holds(member, NAME, taken, OPTIONS.limits.bytes)
        if member.error is None and len(member.data) < 20_000 and small < 4:
            small += 1
            try:
                without_conversion(member.data)
            except ReadError:
                continue


def built(data: bytes) -> None:
    """Tables and paragraphs that no reader made, taken down the road behind the readers."""
    found = build.document(*_parts(data.decode("utf-8", "replace")[:LONGEST_WORDS]))
    extraction = pipeline.extract_document(found, OPTIONS)
    holds.extraction_holds(extraction, found)
    holds.same(extraction, pipeline.extract_document(found, OPTIONS))


def _parts(text: str) -> list[Block | Table]:
    parts: list[Block | Table] = []
    for run in text.split("\n\n"):
        lines = [line for line in run.split("\n") if line.strip()]
        tables = sum(isinstance(part, Table) for part in parts)
        if len(lines) > 1 and any("\t" in line for line in lines):
            parts.append(build.table(_rows(lines), tables))
        else:
            first = len(parts) - tables
            parts += [build.block(line, first + place) for place, line in enumerate(lines)]
    return parts


def _rows(lines: list[str]) -> list[list[build.Written]]:
    """Rows of a table in which no cell covers another, each cell moved right until it has room."""
    taken: set[tuple[int, int]] = set()
    rows: list[list[build.Written]] = []
    for number, line in enumerate(lines):
        row: list[build.Written] = []
        column = 0
        for words in line.split("\t"):
            while (number, column) in taken:
                row.append(None)
                column += 1
            across, down, said = _span(words)
            across = next((wide for wide in range(1, across) if (number, column + wide) in taken), across)
            down = min(down, len(lines) - number)
            taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
            row.append((said, across, down))
            column += across
        rows.append(row)
    return rows


def _span(words: str) -> tuple[int, int, str]:
    head, colon, said = words.partition(":")
    across, by, down = head.partition("x")
    if colon and by and len(head) == 3 and across in "123456789" and down in "123456789":
        return int(across), int(down), said
    return 1, 1, words


# Words -----------------------------------------------------------------------------------------------------------

CONTEXTS = (
    Context(),
    Context(reference_date=date(2014, 5, 21)),
    Context(reference_date=date(2024, 2, 29), school=True, quarters="calendar", year_starts_month=9),
)


def _cell(data: bytes) -> SourcedText:
    return SourcedText.of(data.decode("utf-8", "replace")[:LONGEST_WORDS], PLACE)


def deadline(data: bytes) -> None:
    """A cell of a deadline, and the same words as a clause."""
    words = _cell(data)
    for context in CONTEXTS:
        for reader in (deadlines.normalise, deadlines.find):
            found = reader(words, context)
            holds.same(found, reader(words, context))
            if found is not None:
                holds.found_holds(found.words, words.text)
                if found.value is not None:
                    holds.deadline_holds(found.value)


def owner(data: bytes) -> None:
    """A cell of owners; who is named is named in it."""
    words = _cell(data)
    for context in (Context(), Context(abbreviations={"HoH": "Head of Housing", "AB": "Anne Bell"})):
        found = owners.normalise(words, context)
        holds.same(found, owners.normalise(words, context))
        for one in found[0]:
            holds.owner_stands(one, words.text)
            if not context.abbreviations:
                holds.owner_is_named(one, words.text)
    owners.party(words)
    owners.votes(words.text)


READERS: tuple[Callable[[SourcedText], object], ...] = (
    clauses.ruling,
    lambda words: list(undertakings.drafts(words)),
    lambda words: commitments.found([Paragraph(words)]),
    changes.of,
    lambda words: action_lines.in_parts([Paragraph(words), Paragraph(words)]),
    deadline_words,
)
"""What reads a clause of minutes or reports."""


def clause(data: bytes) -> None:
    """A clause alone by each of its readers, and inside minutes."""
    words = _cell(data)
    for reader in READERS:
        holds.found_holds(reader(words), words.text)
    without_conversion(wrapped(words.text).encode("utf-8", "replace"))


# All of them -----------------------------------------------------------------------------------------------------


def _words(*lists: str) -> tuple[str, ...]:
    return tuple(word for each in lists for word in _WORDS[each])


_GENRE = _words("genre")
_LETTERS = _words("text", "genre")

TARGETS = {
    target.name: target
    for target in (
        Target("pdf", seeds.pdf, pdfs.mutated, without_conversion, _words("pdf")),
        Target("docx", seeds.docx, packages.mutated, without_conversion, _words("docx", "genre")),
        Target("odt", seeds.odt, packages.mutated, without_conversion, _words("odf", "genre")),
        Target("xlsx", seeds.xlsx, packages.mutated, without_conversion, _words("xlsx", "genre")),
        Target("ods", seeds.ods, packages.mutated, without_conversion, _words("odf", "genre")),
        Target("xls", seeds.xls, compounds.mutated, without_conversion, _GENRE),
        Target("doc", seeds.doc, compounds.mutated, document, _GENRE, guided=False),
        Target("rtf", seeds.rtf, texts.mutated, document, _words("rtf", "genre"), guided=False),
        Target("html", seeds.html, texts.tags_mutated, without_conversion, _words("html", "genre"), 16_384),
        Target("text", seeds.text, texts.mutated, without_conversion, _LETTERS, 16_384),
        Target("zip", seeds.zips, packages.mutated, members, _words("names")),
        Target("mail", seeds.mail, texts.mutated, members, _words("mail"), 16_384),
        Target("msg", seeds.msg, compounds.mutated, members, _words("mail", "rtf"), 65_536),
        Target("tables", seeds.tables, texts.mutated, built, _words("genre", "text"), 3_000),
        Target("deadlines", seeds.deadlines, texts.mutated, deadline, _words("deadlines"), 600),
        Target("owners", seeds.owners, texts.mutated, owner, _words("owners"), 600),
        Target("clauses", seeds.clauses, texts.mutated, clause, _words("clauses"), 1_500),
    )
}
"""By name, in the order in which all are tried."""
