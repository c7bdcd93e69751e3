"""The spaCy component: what it marks, that it agrees with `extract`, and that it survives what spaCy does to a Doc."""

import json
import pickle
import subprocess
import sys
import time
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

import planextract  # noqa: E402
from planextract import Options  # noqa: E402
from planextract.errors import LimitExceededError, VocabularyError  # noqa: E402
from planextract.marks import Placed  # noqa: E402
from planextract.options import Limits  # noqa: E402
from planextract.pipeline import extract_document  # noqa: E402
from planextract.punctuation import parts  # noqa: E402
from planextract.readers.text import read_characters  # noqa: E402
from planextract.spacy_component import KEY, PlanExtract  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
TEXTS = sorted([*ROOT.glob("samples/*.txt"), *ROOT.glob("samples/*-*.md")])

TABS = (
    "Flood action plan\n\n"
    "Action\tLead officer\tDeadline\tStatus\n"
    "Clear the culvert under Mill Lane\tOtto Brindle\t31 May 2021\tIn progress\n"
    "Write to the owners of the weir\tHead of Legal Services\tQ3 2021/22\tNot started\n"
)
BLANKS = (
    "Action                        Lead officer        Deadline\n"
    "Clear the culvert under       Head of Legal       31 May 2021\n"
    "Mill Lane before the rains    Services            \n"
    "\n"
    "Write to the owners of        Otto Brindle        30 June 2021\n"
    "the weir at Fenny Cross                           \n"
    "\n"
    "Fit a gauge at the bridge     Ada Thwaite         31 July 2021\n"
)
FORM = (
    "Action:          Clear the culvert under Mill Lane\n"
    "                 before the rains\n"
    "Lead officer:    Otto Brindle\n"
    "Deadline:        31 May 2021\n"
    "\n"
    "Action:          Write to the owners of the weir\n"
    "Lead officer:    Ada Thwaite\n"
    "Deadline:        30 June 2021\n"
)
PIPES = (
    "| Action | Owner | By when |\n|---|---|---|\n"
    "| Fit a gauge <b>at</b> the bridge | Ada Thwaite &amp; Otto Brindle | 31 July 2021 |\n"
    "| Clear the ditch | TBC | Q5 |\n"
)
MINUTES = "Ada Thwaite agreed to write to the owners of the weir by 30 June 2021.\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe(KEY)
    return made


def marked(doc: Doc, key: str = KEY) -> list[tuple[str, str, str]]:
    return [(span.label_, span.id_, span.text) for span in doc.spans[key]]


# What is marked ----------------------------------------------------------------------------------------------------


def test_actions_owners_deadlines_and_states_are_spans(nlp: Language) -> None:
    assert marked(nlp(TABS))[:4] == [
        ("ACTION", "a001.text", "Clear the culvert under Mill Lane"),
        ("OWNER", "a001.owners[0]", "Otto Brindle"),
        ("DEADLINE", "a001.deadline", "31 May 2021"),
        ("STATE", "a001.progress.state", "In progress"),
    ]


def test_spans_give_their_records(nlp: Language) -> None:
    doc = nlp(TABS)
    action, owner, deadline, state = list(doc.spans[KEY])[4:]
    assert action._.value == doc._.actions[1]
    assert owner._.value.role == "Head of Legal Services"
    assert deadline._.value.value.latest == date(2021, 12, 31)
    assert state._.value.value == "not_started"
    assert {span._.action.id for span in (action, owner, deadline, state)} == {"a002"}
    assert doc[0:2]._.value is None
    assert doc[0:2]._.characters is None


def test_a_value_in_columns_of_blanks_is_marked_line_by_line(nlp: Language) -> None:
    doc = nlp(BLANKS)
    said = [(path, text) for _, path, text in marked(doc) if path in ("a001.text", "a001.owners[0]")]
    assert said == [
        ("a001.text", "Clear the culvert under"),
        ("a001.owners[0]", "Head of Legal"),
        ("a001.text", "Mill Lane before the rains"),
        ("a001.owners[0]", "Services"),
    ]
    assert doc._.actions[0].text.value == "Clear the culvert under Mill Lane before the rains"


def test_a_form_is_marked(nlp: Language) -> None:
    said = {path: text for _, path, text in marked(nlp(FORM))}
    assert " ".join(said["a001.text"].split()) == "Clear the culvert under Mill Lane before the rains"
    assert said["a002.owners[0]"] == "Ada Thwaite"


def test_words_that_are_not_understood_are_marked_too(nlp: Language) -> None:
    doc = nlp(PIPES)
    due = [span for span in doc.spans[KEY] if span.id_ == "a002.deadline"]
    assert [(span.text, span._.value.value, span._.value.raw) for span in due] == [("Q5", None, "Q5")]


def test_a_span_takes_in_whole_tokens_and_keeps_the_characters(nlp: Language) -> None:
    text = "Action\tOwner\tDeadline\nFit a gauge\tAda Thwaite\t31/05/2021\nClear the ditch\tOtto Brindle\t30/06/2021\n"
    words = [part for line in text.splitlines() for part in (line, "\n")]
    doc = nlp.get_pipe(KEY)(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    owner = next(span for span in doc.spans[KEY] if span.id_ == "a001.owners[0]")
    assert owner.text == "Fit a gauge\tAda Thwaite\t31/05/2021"
    assert doc.text[slice(*owner._.characters)] == "Ada Thwaite"


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "...", "\x00"])
def test_a_doc_without_words_has_no_marks(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert marked(doc) == []
    assert doc._.actions == ()
    assert doc._.extraction.source.name == "doc"


def test_a_doc_that_was_not_read_has_no_records() -> None:
    doc = spacy.blank("en")(TABS)
    assert (doc._.extraction, doc._.actions, doc[0:1]._.value) == (None, (), None)


# It is the road of `extract` ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_it_says_what_extract_says(nlp: Language, path: Path) -> None:
    data = path.read_bytes()
    doc = nlp(data.decode("utf-8"))
    assert doc._.extraction == planextract.extract_bytes(data, "doc")


@pytest.mark.parametrize("text", [TABS, BLANKS, FORM, PIPES, *(path.read_text("utf-8") for path in TEXTS)])
def test_marks_are_the_raw_words(text: str) -> None:
    holds_its_words(text)


pieces = st.sampled_from(
    ["Action", "Owner", "Deadline", "Status", "\t", " | ", "|", "\n", "\n\n", "\r\n", "\f", "   ", "      ", " / ",
     "Ada Thwaite", "Otto Brindle", "31 May 2021", "Q5", "Completed", "Clear the culvert", "Lead officer:", "---",
     "<td>", "<table><tr><td>", "</table>", "<li>", "&amp;", "\u00a0", "\u200b", "ﬁt the gauge", "\ufeff", "- ",
     "1. ", "ACTION: Ada Thwaite to write by 3 May 2021", "RESOLVED: That the Clerk write to", "é", "😐"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=40))
def test_marks_are_the_raw_words_of_any_text(words: list[str]) -> None:
    holds_its_words("".join(words))


def holds_its_words(text: str) -> None:
    """Every place's source stands in the text where its origin says, and no word of a value is without a mark."""
    document, origins = read_characters(text, "doc", Options())
    for place, stretches in origins.items():
        if place in document._sources:
            source = document.source_at(place)
            for stretch in stretches:
                here = source[stretch.start : stretch.start + stretch.length]
                assert text[stretch.at : stretch.at + stretch.length] == here
            bare = [first.start + first.length for first in stretches[:-1]]
            assert all(source[at] == "\n" for at in bare)
            assert [first.start - 1 for first in stretches[1:]] == bare
    extraction = extract_document(document)
    said: dict[str, str] = {}
    for mark in Placed(text, origins).marks(extraction):
        said[mark.path] = said.get(mark.path, "") + text[mark.start : mark.end]
    for action in extraction.actions:
        assert squeezed(said[f"{action.id}.text"]) == squeezed(action.text.raw)
        for number, owner in enumerate(action.owners):
            assert squeezed(said.get(f"{action.id}.owners[{number}]", "")) == squeezed(owner.raw)


def squeezed(words: str) -> list[str]:
    """The characters that print, in any order: a value's places need not stand in the order of the text."""
    return sorted("".join(words.split()))


def test_options_are_in_the_config() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(KEY, config={"reference_date": "2022-05-01", "spans_key": "plan"})
    doc = nlp(TABS)
    assert doc._.actions[0].overdue_at_reference
    assert doc.spans["plan"]
    assert KEY not in doc.spans


def test_owners_may_be_read_twice(nlp: Language) -> None:
    other = spacy.blank("en")
    other.add_pipe(KEY, config={"second_reading": True})
    said = [owner.second_reading for doc in (nlp(TABS), other(TABS)) for owner in doc._.actions[0].owners]
    assert said == [None, "agreed"]


def test_the_caller_may_say_whether_it_is_minutes() -> None:
    found = {}
    for minutes in (None, True, False):
        nlp = spacy.blank("en")
        nlp.add_pipe(KEY, config={"minutes": minutes})
        found[minutes] = nlp(MINUTES)._.extraction.metadata.document_kind
        sample = nlp((ROOT / "samples" / "harrowmoor-scrutiny-minutes.txt").read_text("utf-8"))
        assert (sample._.extraction.metadata.document_kind == "minutes") == (minutes is not False)
    assert found[None] == found[False] != found[True] == "minutes"


def test_limits_hold(nlp: Language) -> None:
    component = PlanExtract(Options(limits=Limits(bytes=20)))
    with pytest.raises(LimitExceededError):
        component(nlp.make_doc(TABS))


# What spaCy does to a Doc ------------------------------------------------------------------------------------------


def same(first: Doc, second: Doc) -> None:
    assert marked(first) == marked(second)
    assert first._.extraction == second._.extraction
    values = [[span._.value for span in doc.spans[KEY]] for doc in (first, second)]
    assert values[0] == values[1]
    assert None not in values[0]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("processes", [1, 2])
def test_in_a_stream(nlp: Language, processes: int) -> None:
    texts = [TABS, BLANKS, FORM, PIPES] * 3
    docs = list(nlp.pipe(texts, n_process=processes, batch_size=2))
    for text, doc in zip(texts, docs, strict=True):
        same(doc, nlp(text))


def test_docs_survive_a_docbin_and_bytes(nlp: Language) -> None:
    docs = [nlp(TABS), nlp(PIPES)]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    for doc, back in zip(docs, DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab), strict=True):
        same(doc, back)
        same(doc, Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes()))
        json.dumps(doc.user_data[KEY])


def test_a_docbin_without_user_data_keeps_the_spans(nlp: Language) -> None:
    doc = nlp(TABS)
    back = next(iter(DocBin(docs=[doc]).get_docs(spacy.blank("en").vocab)))
    assert marked(back) == marked(doc)
    assert next(iter(back.spans[KEY]))._.value is None


@pytest.fixture
def own_words(tmp_path: Path) -> Path:
    path = tmp_path / "fenshire.toml"
    path.write_text('[headers]\nowner = ["Golden thread holder"]\n', encoding="utf-8")
    return path


OWN = TABS.replace("Lead officer", "Golden thread holder")


def with_own_words(path: Path) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(KEY, config={"vocabularies": [str(path)], "reference_date": "2021-06-01"})
    return nlp


@pytest.mark.parametrize("way", ["disk", "bytes", "pickle"])
def test_a_saved_pipeline_takes_its_vocabularies_along(own_words: Path, tmp_path: Path, way: str) -> None:
    nlp = with_own_words(own_words)
    before = nlp(OWN)
    assert before._.actions[0].owners
    if way == "disk":
        nlp.to_disk(tmp_path / "saved")
        own_words.unlink()
        nlp = spacy.load(tmp_path / "saved")
    elif way == "bytes":
        data, config = nlp.to_bytes(), nlp.config
        own_words.unlink()
        nlp = type(nlp).from_config(config).from_bytes(data)
    else:
        data = pickle.dumps(nlp)
        own_words.unlink()
        nlp = pickle.loads(data)
    same(before, nlp(OWN))


def test_a_pipeline_without_vocabularies_is_saved(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    same(nlp(TABS), spacy.load(tmp_path)(TABS))
    same(nlp(TABS), spacy.blank("en", config=nlp.config).from_bytes(nlp.to_bytes())(TABS))


def test_a_vocabulary_that_contradicts_itself_or_is_missing_is_refused(own_words: Path) -> None:
    missing = with_own_words(own_words.with_name("nowhere.toml"))
    with pytest.raises(VocabularyError, match="cannot be read"):
        missing(TABS)
    own_words.write_text('[headers]\nholder = ["Golden thread holder"]\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match="holder"):
        with_own_words(own_words)


def test_in_a_memory_zone(nlp: Language) -> None:
    with nlp.memory_zone():
        docs = list(nlp.pipe([TABS, PIPES]))
        found = [doc._.actions for doc in docs]
        texts = [marked(doc) for doc in docs]
        del docs
    assert [len(actions) for actions in found] == [2, 2]  # (records hold nothing of the zone)
    assert texts[0] == marked(nlp(TABS))


@pytest.mark.parametrize("language", ["de", "cy", "xx", "ga"])
def test_tokens_of_any_language(nlp: Language, language: str) -> None:
    try:
        other = spacy.blank(language)
    except ImportError:
        pytest.skip(f"spaCy has no {language}")
    other.add_pipe(KEY)
    assert [path for _, path, _ in marked(other(TABS))] == [path for _, path, _ in marked(nlp(TABS))]


def test_it_stands_behind_other_components(nlp: Language) -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.add_pipe(KEY)
    assert marked(other(TABS)) == marked(nlp(TABS))


@pytest.mark.long
def test_an_installed_planextract_is_found_by_its_entry_point(tmp_path: Path) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    folder = tmp_path / "planextract-99.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: planextract\nVersion: 99\n")
    lines = [
        f"[{group}]\n" + "".join(f"{a} = {b}\n" for a, b in names.items()) for group, names in groups.items()
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines))
    config = {"nlp": {"tokenizer": {"@tokenizers": "planextract.bounded_tokenizer.v1"}}}
    program = (
        f"import sys; sys.path[:0] = {[str(tmp_path), str(ROOT / 'src')]!r}\n"
        f"import spacy\nnlp = spacy.blank('en', config={config!r})\n"
        f"nlp.add_pipe('planextract')\nprint(len(nlp({TABS!r})._.actions))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["2"]


# Long runs of punctuation ------------------------------------------------------------------------------------------


def bounded() -> Language:
    return spacy.blank(
        "en", config={"nlp": {"tokenizer": {"@tokenizers": "planextract.bounded_tokenizer.v1"}}}
    )


@pytest.mark.parametrize("run", [")", '"', "'s", '.."', "(£"])
def test_long_runs_of_punctuation_do_not_hold_it_up(run: str) -> None:
    nlp = bounded()
    nlp.add_pipe(KEY)
    text = f"{TABS}\nSee {run * 20_000} and\n{run * 101}.  The end"
    start = time.process_time()
    doc = nlp(text)
    assert time.process_time() - start < 5  # (spaCy alone takes 15 to 60 seconds over the first)
    assert doc.text == text
    assert len(doc._.actions) == 2


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", " ", "\n", ".", ")" * 150, '"' * 201, "'s" * 300, "don't", "é", "漢" * 300])
    )
)
def test_a_bounded_tokenizer_loses_nothing(words: list[str]) -> None:
    text = "".join(words)
    found = parts(text)
    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(first.end == second.start for first, second in pairwise(found))
    assert TOKENIZER(text).text == text


TOKENIZER = bounded().tokenizer


@pytest.mark.parametrize("text", [TABS, PIPES, MINUTES, "Don't wait: see §4 (a) ... " * 9])
def test_other_text_is_tokenized_as_ever(text: str) -> None:
    plain = spacy.blank("en")(text)
    assert [(token.text, token.norm_) for token in TOKENIZER(text)] == [
        (token.text, token.norm_) for token in plain
    ]


def test_a_bounded_tokenizer_is_saved_with_its_pipeline(tmp_path: Path) -> None:
    nlp = bounded()
    nlp.tokenizer.add_special_case("w/c", [{"ORTH": "w/c", "NORM": "week commencing"}])
    nlp.to_disk(tmp_path)
    for back in (spacy.load(tmp_path), bounded().from_bytes(nlp.to_bytes()), pickle.loads(pickle.dumps(nlp))):
        assert [token.norm_ for token in back("w/c " + ")" * 300)][:1] == ["week commencing"]
