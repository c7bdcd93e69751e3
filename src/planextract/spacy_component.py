"""A spaCy component that marks actions, owners, deadlines and states in any Doc, read as `extract` reads text.

    nlp = spacy.blank("en")
    nlp.add_pipe("planextract")

It needs nothing of other components. What it found travels with a Doc as JSON (`doc.user_data["planextract"]`) and as
spans whose ids name their values, so that nothing but strings and numbers has to survive `DocBin`, `to_bytes`,
another process or a memory zone. This module alone imports spaCy for it; spaCy loads it by its entry point.
"""

import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry

from planextract import vocabularies
from planextract.marks import Mark, Placed, Value, values
from planextract.options import Options
from planextract.pipeline import extract_document
from planextract.punctuation import parts
from planextract.readers.text import read_characters
from planextract.records import Action, Extraction

KEY = "planextract"
"""Of the component, of its spans in `doc.spans` and of its results in `doc.user_data`."""
NAME = "doc"
"""What the file is called in the records: a Doc has no name."""

DEFAULTS: dict[str, Any] = {
    "reference_date": None,
    "vocabularies": [],
    "minutes": None,
    "year_starts_month": 4,
    "school": False,
    "models": True,
    "second_reading": False,
    "spans_key": KEY,
}


# The component -----------------------------------------------------------------------------------------------------


class PlanExtract:
    """Marks the values of each Doc's actions as spans, and keeps its records with it."""

    def __init__(self, options: Options, spans_key: str = KEY) -> None:
        self.options = options
        self.spans_key = spans_key
        if options.vocabularies and all(path.is_file() for path in options.vocabularies):
            vocabularies.load(options)  # (where they are missing `from_disk` may yet bring them)

    def __call__(self, doc: Doc) -> Doc:
        """Raises LimitExceededError for a Doc over a limit, VocabularyError for a vocabulary that is not there."""
        document, origins = read_characters(doc.text, NAME, self.options)
        extraction = extract_document(document, self.options)
        marks = Placed(doc.text, origins).marks(extraction)
        doc.user_data[KEY] = {"extraction": extraction.model_dump_json(), "marks": list(map(list, marks))}
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=_spans(doc, marks))
        return doc

    # A pipeline that is saved takes its vocabularies along -------------------------------------------------------

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        folder = Path(path)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, data in self._kept():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "PlanExtract":
        return self._with(sorted(Path(path).glob("*.toml")))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return json.dumps([(name, data.decode("utf-8")) for name, data in self._kept()]).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "PlanExtract":
        kept = json.loads(data)
        if not kept:
            return self._with([])
        folder = Path(tempfile.mkdtemp(prefix="planextract-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for name, words in kept:
            (folder / Path(name).name).write_text(words, encoding="utf-8", newline="")
        return self._with(sorted(folder.iterdir()))

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (replace(self.options, vocabularies=()), self.spans_key, self.to_bytes())

    def _kept(self) -> list[tuple[str, bytes]]:
        """Each vocabulary under a name that keeps their order."""
        return [
            (f"{number:02}.toml", path.read_bytes()) for number, path in enumerate(self.options.vocabularies)
        ]

    def _with(self, paths: Sequence[Path]) -> "PlanExtract":
        self.options = replace(self.options, vocabularies=tuple(paths))
        vocabularies.load(self.options)
        return self


def _restored(options: Options, spans_key: str, data: bytes) -> PlanExtract:
    return PlanExtract(options, spans_key).from_bytes(data)


@Language.factory(KEY, default_config=DEFAULTS, assigns=["doc.spans", "doc.user_data"])
def make_component(  # noqa: PLR0913  (spaCy hands each key of the config over by its name)
    nlp: Language,
    name: str,
    *,
    reference_date: str | None,
    vocabularies: list[str],
    minutes: bool | None,
    year_starts_month: int,
    school: bool,
    models: bool,
    second_reading: bool,
    spans_key: str,
) -> PlanExtract:
    """The component from its config; `reference_date` is an ISO date, `vocabularies` are paths of TOML files."""
    options = Options(
        reference_date=None if reference_date is None else date.fromisoformat(reference_date),
        vocabularies=tuple(map(Path, vocabularies)),
        minutes=minutes,
        year_starts_month=year_starts_month,
        school=school,
        models=models,
        second_reading=second_reading,
    )
    return PlanExtract(options, spans_key)


def _spans(doc: Doc, marks: Iterable[Mark]) -> list[Span]:
    """Each mark as the tokens that it touches, once where two marks of one value touch the same."""
    found: dict[tuple[str, int, int], Span] = {}
    for mark in marks:
        span = doc.char_span(
            mark.start, mark.end, label=mark.label, span_id=mark.path, alignment_mode="expand"
        )
        assert span is not None, mark  # (marks begin and end in words, and every word has a token)
        found.setdefault((mark.path, span.start, span.end), span)
    return list(found.values())


# What a Doc and its spans say --------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _read(text: str) -> Extraction:
    return Extraction.model_validate_json(text)


@lru_cache(maxsize=64)
def _values(text: str) -> dict[str, tuple[Value, Action]]:
    found = _read(text).actions
    return {path: (value, action) for action in found for path, _, value in values(action)}


def _extraction(doc: Doc) -> Extraction | None:
    """All that a Doc says; None where the component has not seen it or its user data was not kept."""
    kept = doc.user_data.get(KEY)
    return None if kept is None else _read(kept["extraction"])


def _records(field: str) -> Callable[[Doc], tuple[Any, ...]]:
    def records(doc: Doc) -> tuple[Any, ...]:
        found = _extraction(doc)
        return () if found is None else getattr(found, field)

    return records


def _known(span: Span) -> tuple[Value, Action] | None:
    kept = span.doc.user_data.get(KEY)
    return None if kept is None or not span.id else _values(kept["extraction"]).get(span.id_)


def _value(span: Span) -> Value | None:
    """The record that a span was marked for: an Action, an Owner, or the Extracted of a deadline or state."""
    known = _known(span)
    return None if known is None else known[0]


def _action(span: Span) -> Action | None:
    """The action that a span's value belongs to."""
    known = _known(span)
    return None if known is None else known[1]


def _characters(span: Span) -> tuple[int, int] | None:
    """The characters of the Doc that a value stands on: fewer than the span's where a token holds more."""
    kept = span.doc.user_data.get(KEY)
    if kept is None or not span.id:
        return None
    inside = [
        (start, end)
        for path, _, start, end in kept["marks"]
        if path == span.id_ and start < span.end_char and end > span.start_char
    ]
    return (min(start for start, _ in inside), max(end for _, end in inside)) if inside else None


Doc.set_extension("extraction", getter=_extraction, force=True)
for _field in ("actions", "findings", "decisions"):
    Doc.set_extension(_field, getter=_records(_field), force=True)
Span.set_extension("value", getter=_value, force=True)
Span.set_extension("action", getter=_action, force=True)
Span.set_extension("characters", getter=_characters, force=True)


# A tokenizer that long runs of punctuation do not hold up ----------------------------------------------------------


class BoundedTokenizer:
    """Another tokenizer, spared runs of more than 200 punctuation characters: each is one token."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        found = parts(text)
        if len(found) <= 1 and not any(part.run for part in found):
            doc: Doc = self.inner(text)
            return doc
        docs = []
        for part in found:
            words = text[part.start : part.end]
            docs.append(Doc(self.inner.vocab, [words], [False]) if part.run else self.inner(words))
        return Doc.from_docs(docs, ensure_whitespace=False)

    def __getattr__(self, name: str) -> Any:
        if name == "inner":
            raise AttributeError(name)  # (asked for by pickle before there is one)
        return getattr(self.inner, name)


@registry.tokenizers("planextract.bounded_tokenizer.v1")  # type: ignore[untyped-decorator]
def bounded_tokenizer(inner: Any = None) -> Callable[[Language], BoundedTokenizer]:
    """For `[nlp.tokenizer]` of a config; `inner` is the tokenizer's own block, spaCy's rules where left out."""
    made = inner or registry.tokenizers.get("spacy.Tokenizer.v1")()
    return lambda nlp: BoundedTokenizer(made(nlp))
