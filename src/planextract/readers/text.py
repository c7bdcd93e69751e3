"""Text files: prose, and the shapes that tables take in text, chosen between line by line."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planextract import vocab
from planextract.diagnostics import Diagnostic, remark
from planextract.document import Document
from planextract.errors import CorruptFileError
from planextract.options import Options
from planextract.provenance import Place
from planextract.readers import columns, frontmatter, headings, paragraphs, pipes, slashes, tabs, twice
from planextract.readers.aligned import forms, tables
from planextract.readers.aligned.printed import printed
from planextract.readers.encoding import contents, refuse_longer
from planextract.readers.flow import Flow, Origin
from planextract.readers.grids import emit
from planextract.readers.markup import Markup
from planextract.readers.tags import BREAKS, KNOWN

Stretch = tuple[int, int]

_END = re.compile(r"\r\n|[\n\r\f]")
_FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})[\w-]{0,20}\s*")
_OPENING = re.compile(r"\s*(?:<!--|</?([A-Za-z][A-Za-z0-9]*+)(?=[\s/>]))")
_TABLE = re.compile(r"<(/?)table(?=[\s/>])", re.IGNORECASE)


def read(data: bytes, name: str, options: Options) -> Document:
    """The document in a text file. Raises CorruptFileError for one without words, LimitExceededError."""
    file, remarks = contents(data, name, options)
    document, _ = _document(file, data, name, options)
    if not document.flow:
        raise CorruptFileError(name, "The file holds no words.")
    return replace(document, diagnostics=(*remarks, *document.diagnostics))


def read_characters(file: str, name: str, options: Options) -> tuple[Document, Mapping[Place, Origin]]:
    """The document in some characters, and where in them the source of each place stands.

    Characters without words give a document without parts. Raises LimitExceededError.
    """
    data = file.encode("utf-8", errors="surrogatepass")
    refuse_longer(data, name, options)
    return _document(file, data, name, options)


def _document(file: str, data: bytes, name: str, options: Options) -> tuple[Document, Mapping[Place, Origin]]:
    lines = list(_lines(file))
    properties, apart = frontmatter.read(file, lines)
    flow = Flow(file, name, options.limits.cells)
    lost = _read(_Shapes(file, lines, apart, vocab.load(options)), flow)
    parts, repeated = twice.once(headings.mark(flow.parts))
    document = Document(
        name=name,
        media_type="text/plain",
        reader="text",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=tuple(parts),
        properties=properties,
        diagnostics=(*repeated, *lost),
    )
    return document, flow.origins


def _lines(file: str) -> Iterator[Stretch]:
    start = 0
    for match in _END.finditer(file):
        yield start, match.start()
        start = match.end()
    yield start, len(file)


@dataclass(frozen=True, slots=True)
class _Prose:
    lines: list[Stretch]


@dataclass(frozen=True, slots=True)
class _Tabs:
    rows: list[tabs.TabRow]


@dataclass(frozen=True, slots=True)
class _Pipes:
    lines: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class _Html:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Slashes:
    rows: list[list[Stretch]]


_Shape = _Prose | _Tabs | _Pipes | _Html | _Slashes | columns.Layout | tables.Layout | forms.Form


def _read(shapes: "_Shapes", flow: Flow) -> tuple[Diagnostic, ...]:
    """Put every shape of a file into the flow, and say what tables were none.

    How prose wraps is measured first, over all of it.
    """
    found = shapes.found()
    file = shapes.file
    markup = Markup(file, flow, KNOWN)
    ends = paragraphs.wrapping(file, [shape.lines for shape in found if isinstance(shape, _Prose)])
    for shape in found:
        if isinstance(shape, _Prose):
            paragraphs.read(file, shape.lines, ends, flow, markup)
        elif isinstance(shape, _Tabs):
            tabs.read(file, shape.rows, flow)
        elif isinstance(shape, _Pipes):
            pipes.read(file, shape.lines, flow, markup)
        elif isinstance(shape, _Slashes):
            slashes.read(file, shape.rows, flow, shapes.vocabulary)
        elif isinstance(shape, _Html):
            emit(markup.read(shape.start, shape.end), flow)
        elif isinstance(shape, tables.Layout):
            tables.read(shape, flow)
        elif isinstance(shape, forms.Form):
            forms.read(shape, flow)
        else:
            columns.read(shape, flow)
    return tuple(map(_unsure, shapes.unsure))


def _unsure(layout: tables.Layout) -> Diagnostic:
    over = ", ".join(head.text for head in layout.heads.columns)
    said = (
        f"lines {layout.first + 1} to {layout.stop}: columns kept apart by blanks ({over}); where rows begin"
    )
    return remark("columns_lost", f"{said} cannot be told, and they were read as prose")


@dataclass(slots=True)
class _Shapes:
    """The lines of a file cut into prose and tables. Each step looks at one line and takes one or more."""

    file: str
    lines: Sequence[Stretch]
    apart: range
    vocabulary: vocab.Vocabulary
    shapes: list[_Shape] = field(default_factory=list)
    prose: list[Stretch] = field(default_factory=list)
    tab_columns: int | None = None
    no_columns_before: int = 0
    last_table_end: int = 0
    unsure: list[tables.Layout] = field(default_factory=list)
    _layouts: dict[int, tables.Layout | forms.Form] | None = None

    def found(self) -> list[_Shape]:
        self.last_table_end = max(
            (match.start() for match in _TABLE.finditer(self.file) if match[1]), default=-1
        )
        number = 0
        while number < len(self.lines):
            number += self._step(number)
        self._close()
        return self.shapes

    def _step(self, number: int) -> int:
        line = self.lines[number]
        if number in self.apart or self._blank(line) or _FENCE.fullmatch(self.file, *line):
            self._close()
            return 1
        return (
            self._pipes(number)
            or self._tabs(number)
            or self._html(number)
            or self._slashes(number)
            or self._columns(number)
            or self._take(number, 1)
        )

    def _blank(self, line: Stretch) -> bool:
        start, end = line
        return start == end or (self.file[start : start + 1].isspace() and not self.file[start:end].strip())

    def _take(self, number: int, count: int) -> int:
        """Lines that are prose."""
        self.prose += self.lines[number : number + count]
        return count

    def _close(self) -> None:
        if not self.prose:
            return
        last = self.shapes[-1] if self.shapes else None
        if isinstance(last, _Prose) and paragraphs.goes_on(self.file, last.lines[-1], self.prose[0]):
            last.lines.extend(self.prose)
        else:
            self.shapes.append(_Prose(self.prose))
        self.prose = []

    def _add(self, shape: _Shape) -> None:
        self._close()
        self.shapes.append(shape)

    def _pipes(self, number: int) -> int:
        last = number
        while last < len(self.lines) and pipes.stroked(self.file, self.lines[last]):
            last += 1
        if last - number < 2:
            return 0
        if pipes.is_table(self.file, self.lines[number:last]):
            self._add(_Pipes(self.lines[number:last]))
            return last - number
        return 0 if tabs.tabbed(self.file, self.lines[number]) else self._take(number, last - number)

    def _tabs(self, number: int) -> int:
        if not tabs.tabbed(self.file, self.lines[number]):
            return 0
        rows = tabs.rows(self.file, self.lines, number)
        count = sum(row.lines for row in rows)
        if not tabs.is_table(self.file, rows, self.tab_columns):
            return self._take(number, count)
        self._add(_Tabs(rows))
        self.tab_columns = max(len(row.cells) for row in rows)
        return count

    def _html(self, number: int) -> int:
        """From a line that begins with an element of its own up to a blank line outside any table."""
        start, end = self.lines[number]
        match = _OPENING.match(self.file, start, end)
        opens = match is not None and (match[1] is None or match[1].lower() in BREAKS - {"br"})
        if not opens and _TABLE.search(self.file, start, end) is None:
            return 0
        depth, last = 0, number
        for last in range(number, len(self.lines)):
            line = self.lines[last]
            if self._blank(line) and (depth <= 0 or line[0] > self.last_table_end):
                break
            depth += sum(-1 if tag[1] else 1 for tag in _TABLE.finditer(self.file, *line))
        else:
            last += 1
        self._add(_Html(start, self.lines[last - 1][1]))
        return last - number

    def _slashes(self, number: int) -> int:
        if self.file.find(" / ", *self.lines[number]) < 0:
            return 0
        rows = slashes.rows(self.file, self.lines, number)
        if rows:
            self._add(_Slashes(rows))
        return len(rows)

    def _columns(self, number: int) -> int:
        """A table in columns of blanks: one with a header that is known, or one whose gutters run through its lines."""
        aligned = self._aligned().get(number)
        if aligned is None:
            return self._guttered(number)
        if isinstance(aligned, forms.Form) or aligned.starts:
            self._add(aligned)
        else:
            self.unsure.append(aligned)
            self._take(number, aligned.stop - number)
        return aligned.stop - number

    def _aligned(self) -> dict[int, tables.Layout | forms.Form]:
        """The tables of the file under headers that are known, by their first line; they are looked for once."""
        if self._layouts is None and "   " not in self.file:
            self._layouts = {}
        if self._layouts is None:
            lines = printed(self.file, self.lines, self.apart.stop, len(self.lines))
            self._layouts = {layout.first: layout for layout in tables.find(lines, self.vocabulary)}
        return self._layouts

    def _guttered(self, number: int) -> int:
        if number < self.no_columns_before or not columns.gapped(self.file, self.lines[number]):
            return 0
        layout, seen = columns.find(self.file, self.lines, number)
        if layout is None:
            self.no_columns_before = number + max(1, seen - 3)
            return 0
        self._add(layout)
        return layout.lines
