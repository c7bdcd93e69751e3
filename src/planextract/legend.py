"""The document's own key to its codes and colours, from its tables and its lines.

A legend is believed only where it shows itself as one: two or more codes with meanings close together, or the word
Key or Legend. Rows of an ordinary table never make one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from planextract.document import Block, Cell, Document, Row, Table
from planextract.normalise.colours import named
from planextract.normalise.owners.looks import LeadLook, lead_look
from planextract.normalise.quarters import quarters_of
from planextract.provenance import SourcedText
from planextract.records import Colour, State
from planextract.vocab import Vocabulary, alias

MEANING_WORDS = 40
TABLE_ROWS = 12
LINE = 1000

_TITLE = re.compile(
    r"\s*(?:(?:b?rag|status|colour|progress|traffic light|rating)s?\s+(?:(?:rating|status|coding)\s+)?)?"
    r"(?:key|legend)\b"
    r"(?:\s+(?:to|for)\s+[\w /]{1,40}|\s+\([^()]{1,30}\))?\s*[:–—-]?"
    r"|\s*(?:how to read|what the|meaning of|explanation of)\b[\w ]{1,50}?"
    r"(?:column|symbols?|colours?|codes?|ratings?|letters|key|mean)\s*:?",
    re.IGNORECASE,
)
_CODES = re.compile(
    r"\s*(?:b?ragg?b?|status|colour|progress|rating|traffic light|action|completion)s?"
    r"(?:\s+(?:codes?|ratings?|symbols?|colours?|definitions?|categories|coding|used))?"
    r"(?:\s+\([^()]{1,30}\))?\s*(?:[:–—]|\s-\s|$)",
    re.IGNORECASE,
)
"""What stands before entries without the word key: "RAG:", "Status codes –". It titles them only where some follow."""
_SIGNS = "!✓✔√☑✅✗✘❌☒✖×→⇒➔↑↗↓↘←↔○◯●◐◑◔◕◉□■▢▲△▼▽►★☆➊➋➌➍①②③④⚪⚫"
_BARE = re.compile(rf"(?:^|(?<=[\s,;|(]))\(?(?P<code>[{_SIGNS}]|[A-Z]{{1,2}}|\d)\)?\s+(?=[^\W\d_])")
_APART = re.compile(r"\s*[|;\n\t]\s*|\s*\xa0\s*|\s{2,}")
"""What stands between entries more surely than a comma or a full stop."""
_ENTRY = re.compile(
    r"\s*(?:[•▪·*]\s*)?(?P<code>[^\s=:–—\-|][^=:–—|\n]{0,24}?)(?P<by>\s*[=:|]\s*|\s+[–—-]\s+|\s+means\s+|\t+)(?=\S)"
)
_NEXT = re.compile(r"\s*[;,.|\n]\s*|\s+")
_COUNT = re.compile(
    r"\W*\d+\W*$|\W*\d{1,4}(?:\.\d+)?%?\W*$|\W*\d+ (?!\W*(?:%|months?\b|weeks?\b|days?\b|years?\b|to\b|[-–]))"
)
"""A number of something: a tally and no meaning."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A code with its meaning. `colour` is what the code names or is shaded in, `state` what the meaning amounts to.

    A code that is a shade and no word has the colour's name for words, from no place in the document.
    """

    code: SourcedText
    meaning: SourcedText
    state: State | None = None
    colour: Colour | None = None


@dataclass(frozen=True)
class Legend:
    """The key of one document. `quarters` is "calendar" where it says so, `table_indexes` are tables that are keys,
    `lead` is how it shows who leads."""

    entries: tuple[LegendEntry, ...] = ()
    quarters: str = "financial"
    table_indexes: frozenset[int] = frozenset()
    lead: LeadLook | None = None

    @cached_property
    def _codes(self) -> dict[str, LegendEntry]:
        found: dict[str, LegendEntry] = {}
        for entry in self.entries:
            code = entry.code.text
            for form in (
                code,
                *re.findall(r"\(([^()]{1,20})\)", code),
                re.sub(r"\([^()]{0,20}\)", " ", code),
            ):
                found.setdefault(alias(form), entry)
        return found

    def of_code(self, text: str) -> LegendEntry | None:
        """The entry for a code as printed."""
        return self._codes.get(alias(text)) if text and len(text) <= 60 else None

    def of_colour(self, colour: Colour) -> LegendEntry | None:
        """The entry for a colour."""
        return next((entry for entry in self.entries if entry.colour == colour), None)

    @cached_property
    def colours(self) -> frozenset[Colour]:
        return frozenset(entry.colour for entry in self.entries if entry.colour is not None)


def find(document: Document, vocabulary: Vocabulary) -> Legend:
    """The document's own legend; an empty one where it prints none."""
    reader = _Reader(vocabulary)
    entries: list[LegendEntry] = []
    indexes: set[int] = set()
    for table in document.tables:
        found = reader.table(table)
        if found:
            indexes.add(table.index)
        entries += _without_chance_colours(found or reader.cells(table))
    entries += reader.blocks(document.blocks)
    return Legend(_first_of_each(entries), quarters_of(document), frozenset(indexes), _lead(document))


def _lead(document: Document) -> LeadLook | None:
    """How the document says that whoever leads is shown; None where it says two things."""
    short = (block.text.text for block in document.blocks if len(block.text.text) <= LINE)
    said = {look for text in short if (look := lead_look(text)) is not None}
    return said.pop() if len(said) == 1 else None


def _first_of_each(entries: Sequence[LegendEntry]) -> tuple[LegendEntry, ...]:
    """Each code once: keys are often printed on every page."""
    seen: dict[str, LegendEntry] = {}
    for entry in entries:
        seen.setdefault(alias(entry.code.text), entry)
    return tuple(seen.values())


class _Reader:
    """Finds entries with one vocabulary at hand."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    # Tables

    def table(self, table: Table) -> list[LegendEntry]:
        """The entries of a table that is a key and nothing else."""
        rows = [row for row in table.rows if not row.blank or any(cell.fill for cell in row.cells)]
        if not 0 < len(rows) <= TABLE_ROWS:
            return []
        titled = any(_TITLE.fullmatch(cell.text.text) for cell in rows[0].cells)
        body = rows[1:] if self._heads(rows[0]) else rows
        for found in (self._down(body), self._across(rows)):
            if self._believable(found, titled):
                return found
        return []

    def _heads(self, row: Row) -> bool:
        """Whether a row titles a key or names its columns instead of being an entry."""
        words = [cell.text.text for cell in row.cells if not cell.blank]
        if any(_TITLE.fullmatch(text) for text in words) and len(words) == 1:
            return True
        return bool(words) and all(alias(text) in self.vocabulary.legends["headers"] for text in words)

    def _down(self, rows: Sequence[Row]) -> list[LegendEntry]:
        """One entry a row: the code or the shade on the left, the meaning on the right."""
        found: list[LegendEntry] = []
        for row in rows:
            cells = [cell for cell in row.cells if not _TITLE.fullmatch(cell.text.text or "-")]
            if len(cells) == 1 and not found and _TITLE.match(cells[0].text.text):
                continue
            if not 2 <= len(cells) <= 3:
                return []
            entry = self._entry_of_cells(cells[0], cells[1:])
            if entry is None:
                return []
            found.append(entry)
        return found

    def _entry_of_cells(self, code: Cell, rest: Sequence[Cell]) -> LegendEntry | None:
        meaning = SourcedText.join(" ", (cell.text for cell in rest if not cell.blank))
        if code.blank:
            colour = named(code.fill, ANY_COLOUR)
            return self._entry(SourcedText.plain(_name(colour)), meaning, colour) if colour else None
        if not self._is_code(code.text.text):
            return None
        return self._entry(code.text, meaning, self._colour(code.text.text) or named(code.fill))

    def _across(self, rows: Sequence[Row]) -> list[LegendEntry]:
        """Shaded cells side by side or one below the other, each with its own meaning or entry."""
        cells = [cell for row in rows for cell in row.cells if not cell.blank]
        cells = [cell for cell in cells if not _TITLE.fullmatch(cell.text.text)]
        found = [self._entry_of_cell(cell) for cell in cells]
        return [entry for entry in found if entry is not None] if cells and all(found) else []

    def _entry_of_cell(self, cell: Cell) -> LegendEntry | None:
        written = self.line(cell.text)
        if len(written) == 1:
            return written[0]
        colour = named(cell.fill, {"grey"})
        if colour is None or len(cell.text.text.split()) > 8 or self._state(cell.text.text) is None:
            return None
        return self._entry(SourcedText.plain(_name(colour)), cell.text, colour)

    def cells(self, table: Table) -> list[LegendEntry]:
        """Entries in cells of other tables that are titled as a key."""
        found: list[LegendEntry] = []
        for cell in table.cells():
            title = _TITLE.match(cell.text.text[:120])
            if title and len(cell.text) <= 2000:
                entries = [entry for line in cell.text[title.end() :].lines() for entry in self.line(line)]
                found += entries if self._believable(entries, True) else []
        return found

    # Lines

    def blocks(self, blocks: Sequence[Block]) -> list[LegendEntry]:
        """Entries in paragraphs: after a title, or two and more that follow one another."""
        found: list[LegendEntry] = []
        run: list[LegendEntry] = []
        titled = False
        for block in [*blocks, None]:
            entries, title = self._of_block(block) if block is not None else ([], False)
            if not entries and not title:
                found += _without_chance_colours(run) if self._believable(run, titled) else []
                run, titled = [], False
                continue
            run, titled = [*run, *entries], titled or title
        return found

    def _of_block(self, block: Block) -> tuple[list[LegendEntry], bool]:
        words = block.text if block.label is None else SourcedText.join(" ", (block.label, block.text))
        if len(words) > 1500:
            return [], False
        title = _TITLE.match(words.text)
        titled = title is not None and _is_title(words.text, title)
        if title is not None and titled:
            found = [entry for line in words[title.end() :].lines() for entry in self.line(line, titled)]
            return found, True
        whole = [self._titled_line(line) for line in words.lines()]
        headed = next((place for place, (_, titled) in enumerate(whole) if titled), None)
        if headed is not None:  # what stands above a title is no part of its key
            return [entry for entries, _ in whole[headed:] for entry in entries], True
        return [entry for entries, _ in whole for entry in entries], False

    def _titled_line(self, words: SourcedText) -> tuple[list[LegendEntry], bool]:
        """The entries of a line, and whether it begins with what they are: "RAG: R = not begun, A = begun"."""
        title = _CODES.match(words.text) or _TITLE.match(words.text)
        found = self.line(words[title.end() :].strip(), True) if title is not None else []
        return (found, True) if len(found) > 1 else (self.line(_without_column(words)), False)

    def line(self, words: SourcedText, titled: bool = False) -> list[LegendEntry]:
        """The entries of one line: none unless it is made of entries from its beginning."""
        if not 0 < len(words) <= LINE:
            return []
        return self._parted(words) or self._run(words) or self._bare(words, titled)

    def _parted(self, words: SourcedText) -> list[LegendEntry]:
        """ "G – complete | A – in progress, within timescale | R – overdue": one entry in each part."""
        parts = [part.strip() for part in words.split(_APART.pattern) if part.text.strip()]
        found = [self._run(part) or self._bare(part, True, 1) for part in parts] if len(parts) > 1 else []
        return [entry for (entry,) in found] if found and all(len(each) == 1 for each in found) else []

    def _run(self, words: SourcedText) -> list[LegendEntry]:
        """ "R = not begun, A = begun": entries one after the other, each code parted from its meaning by a sign."""
        starts = list(self._starts(words))
        if not starts or words.text[: starts[0][0]].strip():
            return []
        ends = [start for start, _, _ in starts[1:]] + [len(words)]
        found: list[LegendEntry] = []
        for (start, code_end, meaning), end in zip(starts, ends, strict=True):
            code, said = words[start:code_end].strip(), _first_sentence(words[meaning:end]).strip(" \t\n;,|.")
            entry = self._entry(code, said, self._colour(code.text))
            if entry is None:
                return []
            found.append(entry)
        return found

    def _bare(self, words: SourcedText, titled: bool, least: int = 2) -> list[LegendEntry]:
        """ "✓ achieved → under way ✗ behind": signs before what they mean, letters and figures only under a title or
        behind signs; each must mean a state."""
        starts = list(_BARE.finditer(words.text))
        if len(starts) < least or words.text[: starts[0].start()].strip(" ("):
            return []
        if not titled and starts[0]["code"] not in _SIGNS:
            return []
        ends = [match.start() for match in starts[1:]] + [len(words)]
        found = [
            self._entry(words.span(match, "code"), words[match.end() : end].strip(" \t\n;,|.("), None)
            for match, end in zip(starts, ends, strict=True)
        ]
        entries = [entry for entry in found if entry is not None and entry.state is not None]
        return entries if len(entries) == len(starts) else []

    def _starts(self, words: SourcedText) -> Iterator[tuple[int, int, int]]:
        """Where entries begin, where their codes end and where their meanings begin."""
        position = 0
        while position < len(words):
            match = _ENTRY.match(words.text, position)
            if match and self._is_code(match["code"]):
                yield match.start("code"), match.end("code"), match.end()
                position = match.end()
            elif not position:
                return
            gap = _NEXT.search(words.text, position + 1)
            if gap is None:
                return
            position = gap.end()

    # Entries

    def _entry(self, code: SourcedText, meaning: SourcedText, colour: Colour | None) -> LegendEntry | None:
        text = meaning.text.strip()
        if not text or _COUNT.match(text) or len(text.split()) > MEANING_WORDS:
            return None
        return LegendEntry(code, meaning.strip(), self._state(text), colour)

    def _colour(self, code: str) -> Colour | None:
        bare = re.sub(r"\([^()]{0,20}\)", " ", code)
        return self.vocabulary.colour_of(code) or self.vocabulary.colour_of(bare)

    def _is_code(self, text: str) -> bool:
        """A colour, a few capitals, one digit, or the name of a state."""
        if self._colour(text) is not None and len(text.strip()) > 2:
            return True
        text = text.strip().strip("()[]").strip()
        if re.fullmatch(rf"[A-Z]{{1,3}}|\d|[{_SIGNS}?*]", text):
            return True
        if len(text) < 3 and text.isascii():
            return False
        return self.vocabulary.states.get(alias(text)) is not None

    def _state(self, meaning: str) -> State | None:
        return meant_state(meaning, self.vocabulary)

    def _believable(self, entries: Sequence[LegendEntry], titled: bool) -> bool:
        """Two codes, nothing twice; letters and digits alone must also mean states, or stand under a title."""
        codes = [alias(entry.code.text) for entry in entries]
        meanings = {alias(entry.meaning.text) for entry in entries}
        if len(codes) < 2 or len(set(codes)) < len(codes) or len(meanings) < len(codes):
            return False
        states = sum(1 for entry in entries if entry.state is not None)
        colours = [
            entry for entry in entries if entry.colour is not None and len(entry.code.text.strip("() ")) > 1
        ]
        if len(colours) * 2 >= len(entries) and len({entry.colour for entry in colours}) >= 2:
            return titled or states > 0 or all(len(entry.meaning.text.split()) <= 12 for entry in entries)
        return (states >= 2 and states * 2 >= len(entries)) or (titled and states >= 1)


def _without_chance_colours(entries: Sequence[LegendEntry]) -> list[LegendEntry]:
    """Entries of one key; among codes that are not the letters of colours "W" is withdrawn and no white."""
    codes = {alias(entry.code.text) for entry in entries}
    if len(codes & {"r", "a", "g"}) > 1 or any(len(code) > 2 for code in codes):
        return list(entries)
    return [replace(entry, colour=None) for entry in entries]


ANY_COLOUR: frozenset[Colour] = frozenset({"red", "amber", "green", "blue", "purple", "grey", "black"})


def _name(colour: Colour | None) -> str:
    return (colour or "").replace("_", "/").capitalize()


def _is_title(text: str, title: re.Match[str]) -> bool:
    """ "Key:" or "RAG key" and no sentence about key objectives."""
    end = title.end()
    return (
        end == len(text.rstrip())
        or title[0].rstrip().endswith((":", "–", "—", "-"))
        or text[end : end + 1] == "\n"
    )


_COLUMN = re.compile(r"\s*[A-Z][A-Za-z /]{0,24}:\s+(?=\S{1,3}\s*[=–—-])")


def _without_column(words: SourcedText) -> SourcedText:
    """A line without the header of the column whose codes it explains: "St: N = not started, C = closed"."""
    over = _COLUMN.match(words.text)
    return words[over.end() :] if over is not None else words


def _first_sentence(words: SourcedText) -> SourcedText:
    """A meaning up to where the text goes on with something else."""
    end = re.search(r"[.]\s+(?=[A-Z])", words.text)
    return words[: end.start()] if end is not None else words


# What a meaning amounts to -------------------------------------------------------------------------------------


def meant_state(meaning: str, vocabulary: Vocabulary) -> State | None:
    """The state that the words of a meaning amount to; None where they say more than one thing or none.

    A meaning is the words of a state, begins with them, or holds those of one state without any word of doubt.
    """
    meaning = vocabulary.predicate(meaning.strip())
    whole = vocabulary.state_of(meaning)
    if whole is not None:
        return whole
    first = vocabulary.opening(meaning)
    if first is not None and not re.match(r"(?i)\W*(?:or|/)", meaning[first.end :]):
        return cast(State, first.key)
    return _held_state(meaning, vocabulary)


def _held_state(meaning: str, vocabulary: Vocabulary) -> State | None:
    words = alias(meaning).split()
    doubt = vocabulary.legends["doubt"]
    if len(words) > 20 or any(word in doubt or word.endswith("%") for word in words):
        return None
    found: set[str] = set()
    at = 0
    while at < len(words):
        size = next(
            (n for n in range(min(6, len(words) - at), 0, -1) if _tells(words[at : at + n], vocabulary)), 0
        )
        if size:
            found.add(vocabulary.states[" ".join(words[at : at + size])])
        at += size or 1
    return cast(State, found.pop()) if len(found) == 1 else None


def _tells(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether words inside a sentence say a state by themselves."""
    wording = " ".join(words)
    return (
        wording in vocabulary.states
        and wording not in vocabulary.openings.whole | vocabulary.openings.verbs - {"complete"}
    )
