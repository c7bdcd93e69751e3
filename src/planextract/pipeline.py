"""The road: a file in, an extraction out. Each stage has a module of its own, named in `extract_document` in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from planextract import (
    abbreviations,
    changed_actions,
    checks,
    confidence,
    flattened,
    identities,
    legend,
    metadata,
    outcomes,
    pulse,
    readers,
    reviews,
    roles,
    tables,
    tallies,
    templates,
    vocabularies,
)
from planextract.diagnostics import Diagnostic, remark
from planextract.document import Block, Document
from planextract.drafts import (
    agreed,
    boxes,
    bullets,
    finding_heads,
    finding_tables,
    judged,
    logs,
    minuted,
    minuted_columns,
    minutes,
    recommendations,
    rows,
    seams,
    written_forms,
)
from planextract.drafts.draft import ActionDraft, DecisionDraft, FindingDraft
from planextract.errors import ReadError
from planextract.joins import Join
from planextract.metadata.next_meeting import next_meeting
from planextract.normalise import actions, findings, horizons
from planextract.normalise.context import Context
from planextract.options import Options
from planextract.prose.models import Models
from planextract.prose.paragraphs import paragraphs
from planextract.provenance import SourcedText
from planextract.readers import collection
from planextract.readers.collection.member import Member
from planextract.records import (
    Action,
    Decision,
    DiagnosticRecord,
    Extraction,
    Finding,
    JoinRecord,
    Metadata,
    OptionSource,
    Owner,
    PageStart,
    Plan,
    ReferenceDate,
    SourceFile,
    provenance,
)
from planextract.roles import Reading
from planextract.second_reading import SecondReader
from planextract.version import __version__
from planextract.vocab import Vocabulary


def extract(path: str | Path, options: Options = Options()) -> Extraction:
    """All that one file says. Raises `ReadError` for a file that cannot be read."""
    return extract_document(readers.read(path, options), options)


def extract_bytes(data: bytes, name: str, options: Options = Options()) -> Extraction:
    """As `extract`, for bytes in memory; `name` is what they are called in the result."""
    return extract_document(readers.read_bytes(data, name, options), options)


def extract_many(paths: Iterable[str | Path], options: Options = Options()) -> Iterator[Extraction]:
    """One extraction for each file, in order, and one for each document in a zip or mail. A file that cannot be read
    gives one with an error diagnostic.
    """
    for path in paths:
        for part in parts(path, options):
            try:
                if part.error is not None:
                    raise part.error
                yield extract_bytes(part.data, part.name, options)
            except ReadError as error:
                yield unreadable(part, error)


def parts(path: str | Path, options: Options) -> Iterator[Member]:
    """The documents of one file: itself, or what a zip or mail holds. What keeps one from being read is its error."""
    name = Path(path).name
    data = b""
    try:
        data = readers.content(path, options)
        if len(data) > options.limits.bytes:
            whole = outcomes.File.at(path, name)  # (it is refused by its own size and hash, and never held)
            yield Member(name, b"", readers.too_large(name, options), whole)
            return
        if readers.holds_several(data, name):
            yield from collection.members(data, name, options)
            return
        yield Member(name, data)
    except ReadError as error:
        yield Member(name, data, error)
    except OSError as error:
        yield Member(name, data, readers.unopened(path, error))


def extract_document(document: Document, options: Options = Options()) -> Extraction:
    """The road from a document as read to its records."""
    pulse.beat()
    vocabulary = vocabularies.load(options)
    document, unfilled = templates.emptied(_as_told(document, options), vocabulary)
    about, remarks = metadata.describe(document)
    about = _with_reference_date(about, options)
    key = legend.find(document, vocabulary)
    context = _context(document, about, key, vocabulary, options)
    models = Models(options.models)

    laid_out = written_forms.as_tables(document, vocabulary)
    readings = read_tables(laid_out, vocabulary, key, context, join=options.join_tables)
    drafts = Drafts(document)
    heads = finding_heads.over(laid_out, vocabulary)
    tabled = agreed.in_tables(rows.draft(readings, vocabulary, heads))
    drafts.add(finding_tables.completed(document, tabled.findings), tabled.actions)
    drafts.add((), minuted.actions(readings))
    kept = minuted_columns.unrolled(document, readings)
    written = laid_out is not document and bool(tabled.actions)
    undertaken = () if written else judged.weighed(minutes.minute_actions(kept, models), models)
    said_in_lines = undertaken or (() if tabled.actions else logs.actions(document))
    prose = boxes.opened(document, _laid_out(readings))
    listed = bullets.findings(prose, about, models)
    known = (*listed, *(draft for draft in tabled.findings if draft.words.text))
    told = recommendations.findings(prose, about, but=known)
    answered = tuple(agreed.in_prose(paragraphs(prose), (*listed, *told)))
    drafts.add((*listed, *told), (*agreed.but(answered, said_in_lines), *answered))
    read_as = about if kept is document else metadata.describe(kept)[0]
    drafts.decide(tuple(judged.resolved(minutes.decisions(kept, read_as), models)))

    reader = actions.Reader(context, vocabulary, key, second=SecondReader(models, options.second_reading))
    plans = [findings.plan(plan, number, context, key) for number, plan in enumerate(tabled.plans, 1)]
    found = drafts.records(reader, plans)
    acted, decided = changed_actions.linked(found.actions, found.decisions, about.meeting_date)
    extraction = Extraction(
        source=_source_file(document, models),
        metadata=_titled(about, plans, found.actions),
        reviews=reviews.find(document, about),
        plans=tuple(plans),
        findings=found.findings,
        actions=acted,
        decisions=decided,
        tallies=tuple(
            tally.model_copy(update={"agrees_with_actions": checks.agrees(tally, found.actions)})
            for tally in tallies.find(document)
        ),
        shares=tallies.shares(document),
        identities=identities.suggestions(found.actions),
        joins=tuple(JoinRecord(**asdict(join)) for reading in readings for join in reading.table.joins),
    )
    said = (
        *document.diagnostics,
        *unfilled,
        *flattened.lost(document, vocabulary),
        *remarks,
        *tabled.diagnostics,
        *reader.diagnostics,
        *models.diagnostics,
    )
    checked = (
        *checks.check(extraction),
        *checks.doubtful_words(extraction, document.pages),
        *_nothing(extraction, document),
    )
    return extraction.model_copy(update={"diagnostics": (*map(_recorded, said), *checked)})


def _nothing(extraction: Extraction, document: Document) -> Iterator[DiagnosticRecord]:
    """Why there is nothing in a document: no words, no tables, or no action table."""
    if extraction.actions or extraction.findings or extraction.decisions:
        return
    if (
        not any(part.text.text.strip() for part in document.flow if isinstance(part, Block))
        and not document.tables
    ):
        yield _recorded(remark("no_text_in_it", "it holds no words"))
    elif not document.tables:
        yield _recorded(remark("no_tables", "it has no tables, and no actions or findings in its words"))
    else:
        count = len(document.tables)
        said = f"of its {count} tables none is" if count > 1 else "its only table is not"
        yield _recorded(
            remark("no_action_table", f"{said} an action plan, and its words hold no actions or findings")
        )


# Tables --------------------------------------------------------------------------------------------------------


def read_tables(
    document: Document,
    vocabulary: Vocabulary,
    key: legend.Legend,
    context: Context,
    *,
    join: bool = True,
) -> list[Reading]:
    """Every logical table with the roles of its columns; the document's own legend is no plan.

    Without `join` each table as read stands for itself.
    """
    whole = tables.assemble(document, vocabulary, join=join)
    plain = [table for table in whole if table.segments[0].table.index not in key.table_indexes]
    return [_reading(table, vocabulary, context, key) for table in plain]


def _laid_out(readings: Sequence[Reading]) -> frozenset[int]:
    """The tables that were taken for nothing, so that they may only lay out prose."""
    return frozenset(
        part.table.index
        for reading in readings
        if reading.taken_for == "other"
        for part in reading.table.segments
    )


def _reading(
    table: tables.LogicalTable, vocabulary: Vocabulary, context: Context, key: legend.Legend
) -> Reading:
    pulse.beat()
    return minuted_columns.told(seams.mend(roles.assign(table, vocabulary, context, key), vocabulary))


@dataclass(frozen=True, slots=True)
class TableReport:
    """What one table was taken for and why; `roles` gives each column's header, roles and reason, `joins` why its
    parts were joined.
    """

    index: int
    page: int | None
    rows: int
    columns: int
    taken_for: str
    why: str
    roles: tuple[tuple[str, tuple[str, ...], str], ...]
    joins: tuple[Join, ...] = ()


def report_tables(path: str | Path, options: Options = Options()) -> tuple[TableReport, ...]:
    """Every logical table of a file, in order. `index` and `page` are those of its first part."""
    return tuple(_report(reading) for reading in tables_of(readers.read(path, options), options))


def tables_of(document: Document, options: Options = Options()) -> list[Reading]:
    """Every logical table of a document as read, with the roles of its columns."""
    vocabulary = vocabularies.load(options)
    document, _ = templates.emptied(_as_told(document, options), vocabulary)
    about = _with_reference_date(metadata.describe(document)[0], options)
    key = legend.find(document, vocabulary)
    context = _context(document, about, key, vocabulary, options)
    return read_tables(document, vocabulary, key, context, join=options.join_tables)


def _report(reading: Reading) -> TableReport:
    first = reading.table.segments[0].table
    columns = tuple(
        (" ".join(column.header.text.split()) if column.header is not None else "", column.roles, column.why)
        for column in reading.columns
    )
    count = sum(1 for _ in reading.table.rows())
    return TableReport(
        first.index,
        first.page,
        count,
        first.columns,
        reading.taken_for,
        reading.why,
        columns,
        reading.table.joins,
    )


# What surrounds the cells --------------------------------------------------------------------------------------


def _context(
    document: Document, about: Metadata, key: legend.Legend, vocabulary: Vocabulary, options: Options
) -> Context:
    known = about.reference_date
    meets = about.document_kind in ("minutes", "agenda")  # they list who came by their full names
    people = abbreviations.called_by_forename(document) if meets else {}
    context = Context(
        reference_date=known.value if known is not None else None,
        year_starts_month=options.year_starts_month,
        school=options.school,
        quarters=key.quarters,
        abbreviations={**people, **vocabulary.abbreviations, **abbreviations.collect(document)},
        wordings=vocabulary.deadlines,
        next_meeting=next_meeting(document, known.value if known is not None else None),
    )
    return replace(context, wordings={**horizons.find(document, context), **context.wordings})


def _as_told(document: Document, options: Options) -> Document:
    """The caller knows better than the document whether it is minutes."""
    return document if options.minutes is None else replace(document, minutes=options.minutes)


def _with_reference_date(about: Metadata, options: Options) -> Metadata:
    """The caller knows better than the document."""
    if options.reference_date is None:
        return about
    source = OptionSource(name="reference_date")
    day = ReferenceDate(value=options.reference_date, basis="option", sources=(source,))
    return about.model_copy(update={"reference_date": day})


def _titled(about: Metadata, plans: Sequence[Plan], found: Sequence[Action]) -> Metadata:
    """A document that is only a plan has its plan's title and kind."""
    update: dict[str, object] = {}
    if about.title is None and plans and plans[0].title is not None:
        update["title"] = plans[0].title
    if about.document_kind == "other" and any(action.kind == "planned" for action in found):
        update["document_kind"] = "action_plan"
    return about.model_copy(update=update)


# Drafts in document order --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Records:
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]


class Drafts:
    """The drafts of one document from all its parts, put in document order before they are numbered."""

    def __init__(self, document: Document) -> None:
        self._order = {_where(part): index for index, part in enumerate(document.flow)}
        self.findings: list[FindingDraft] = []
        self.actions: list[tuple[ActionDraft, tuple[int, ...]]] = []
        self.decisions: list[DecisionDraft] = []

    def add(self, found: Sequence[FindingDraft], planned: Sequence[ActionDraft]) -> None:
        """Findings and actions whose links count from 0 in these findings."""
        base = len(self.findings)
        self.findings += found
        self.actions += [(draft, tuple(base + index for index in draft.findings)) for draft in planned]

    def decide(self, made: Sequence[DecisionDraft]) -> None:
        self.decisions += made
        self.actions += [(draft.action, ()) for draft in made if draft.action is not None]

    def records(self, reader: actions.Reader, plans: Sequence[Plan]) -> Records:
        """The records, numbered from 1 in document order."""
        reader.ahead(draft for draft, _ in self.actions)
        places = sorted(range(len(self.findings)), key=lambda index: self._place(self.findings[index].words))
        numbers = {old: new for new, old in enumerate(places, 1)}
        found = tuple(
            findings.finding(self.findings[old], new, reader.context) for new, old in enumerate(places, 1)
        )
        planned = sorted(self.actions, key=lambda pair: self._place(pair[0].words))
        acted = []
        for number, (draft, links) in enumerate(planned, 1):
            pulse.beat()
            ids = tuple(f"f{numbers[link]:03d}" for link in links)
            acted.append(self._action(reader, draft, number, ids, plans))
        decided = self._decided([draft for draft, _ in planned], reader.context)
        return Records(found, tuple(acted), decided)

    def _action(
        self,
        reader: actions.Reader,
        draft: ActionDraft,
        number: int,
        ids: tuple[str, ...],
        plans: Sequence[Plan],
    ) -> Action:
        record = reader.action(draft, number, ids, findings.plan_id(draft.plan))
        if draft.plan is not None and draft.plan >= 0 and draft.inherits and not record.owners:
            record = _led(record, plans[draft.plan].lead)
        return confidence.sure(record)

    def _decided(self, planned: Sequence[ActionDraft], context: Context) -> tuple[Decision, ...]:
        ids = {id(draft): f"a{number:03d}" for number, draft in enumerate(planned, 1)}
        made = sorted(self.decisions, key=lambda draft: self._place(draft.words))
        return tuple(
            findings.decision(
                draft, number, [ids[id(draft.action)]] if draft.action is not None else [], context
            )
            for number, draft in enumerate(made, 1)
        )

    def _place(self, words: SourcedText) -> tuple[int, int, int, int]:
        """Where words stand in the flow: part, row, column, character."""
        first = next((piece for piece in words.pieces if piece.place is not None), None)
        if first is None or first.place is None:
            return len(self._order), 0, 0, 0
        place = first.place
        part = self._order.get((place.block, place.table), len(self._order))
        return part, place.row or 0, place.column or 0, first.start


def _led(record: Action, lead: Sequence[Owner]) -> Action:
    """An action of a table without owners, for which the plan's lead officers answer."""
    absent = {name: why for name, why in record.absent.items() if name != "owners" or not lead}
    return record.model_copy(update={"owners": actions.inherited(lead), "absent": absent})


def _where(part: object) -> tuple[int | None, int | None]:
    return (part.index, None) if isinstance(part, Block) else (None, getattr(part, "index", None))


# Results -------------------------------------------------------------------------------------------------------


def _source_file(document: Document, models: Models) -> SourceFile:
    return SourceFile(
        name=document.name,
        media_type=document.media_type,
        sha256=document.sha256,
        bytes=document.size,
        pages=len(document.pages) or None,
        reader=document.reader,
        planextract_version=__version__,
        page_starts=tuple(
            PageStart(page=each.page, block=each.block, table=each.table, row=each.row)
            for each in document.page_starts
        ),
        models=models.used,
    )


def _recorded(diagnostic: Diagnostic) -> DiagnosticRecord:
    sources = tuple(provenance(source) for source in diagnostic.sources)
    return DiagnosticRecord(
        code=diagnostic.code, severity=diagnostic.severity, message=diagnostic.message, sources=sources
    )


def unreadable(part: Member, error: ReadError) -> Extraction:
    """The result for a file that could not be read: an error diagnostic and nothing else."""
    return outcomes.unread(part.file, error.code, error.reason)
