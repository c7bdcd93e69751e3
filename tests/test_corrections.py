"""What people decided is found again by its words: in a new reading, on another page, in another order of tables; and
where its words are gone it is told and left alone."""

import importlib.util
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from paged import Part, paged
from planextract import cli, corrections, pipeline, readers
from planextract.corrections import Applied, Corrections, Decider
from planextract.corrections.flowing import squashed
from planextract.corrections.gold import gold
from planextract.corrections.held import DocumentName
from planextract.document import Document
from planextract.records import Extraction

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "thornmere-peer-challenge-plan.pdf"
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*-*.*") if path.suffix != ".json")
WHEN = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)

HEADER = ["Ref", "Action", "Lead", "Target date", "Status"]
WIDTHS = (40.0, 220.0, 110.0, 90.0, 70.0)
LOCKS = ["1", "Fit locks to the store", "Caretaker", "May 2024", "Open"]
KEYS = ["2", "Review the key register", "Head of Audit", "June 2024", "In progress"]
SAFE = ["3", "Buy a safe", "Clerk", "TBC", "Open"]
SITES = Part(
    [
        ["Ref", "Action", "Lead", "Target date", "Status"],
        ["7", "Repaint the hall", "Warden", "May 2025", "Open"],
    ],
    WIDTHS,
    bold=(0,),
)
PROSE = Part([], WIDTHS, above="An introduction that fills a page of its own.")


def plan(*rows: list[str]) -> Part:
    return Part([HEADER, *rows], WIDTHS, bold=(0,))


def read(*parts: Part, name: str = "plan.pdf") -> tuple[Document, Extraction]:
    document = readers.read_bytes(paged(*parts), name)
    return document, pipeline.extract_document(document)


def decided(document: Document, extraction: Extraction, *made: tuple[str, str, Any]) -> Corrections:
    """Corrections, each by an action, its field and the value that holds."""
    decider = Decider(document, extraction, by="R. Askew", clock=lambda: WHEN)
    found = [decider.correct(*each) for each in made]
    name = DocumentName(name=document.name, sha256=document.sha256)
    return Corrections(document=name).with_(*found)


def action(applied: Applied, words: str) -> Any:
    return next(each for each in applied.extraction.actions if squashed(words) in squashed(each.text.raw))


def due(day: str) -> dict[str, str]:
    return {"kind": "due", "earliest": day, "latest": day, "precision": "day"}


BASE = (plan(LOCKS, KEYS, SAFE), SITES)


@pytest.fixture(scope="module")
def base() -> tuple[Document, Extraction]:
    document, extraction = read(*BASE)
    assert [each.text.value for each in extraction.actions] == [
        LOCKS[1],
        KEYS[1],
        SAFE[1],
        "Repaint the hall",
    ]
    return document, extraction


# Found again ---------------------------------------------------------------------------------------------------------


def test_a_correction_holds_when_the_document_is_read_again(base: tuple[Document, Extraction]) -> None:
    made = decided(
        *base,
        ("a001", "deadline", due("2024-05-17")),
        (
            "a002",
            "owners",
            [{"name": "Ruth Pell", "role": "Head of Audit"}, {"role": "Clerk", "part": "support"}],
        ),
        ("a003", "progress.state", "completed"),
    )
    applied = again(made, *BASE)
    assert [each.reason for each in applied.outcomes] == [None, None, None]
    locks, keys, safe = (action(applied, row[1]) for row in (LOCKS, KEYS, SAFE))
    assert locks.deadline.value.latest == date(2024, 5, 17)
    assert (locks.deadline.raw, locks.deadline.rule) == ("May 2024", "corrected_by_hand")
    assert locks.deadline.sources[0].page == 1, "the words are still those on the page"
    assert [(each.name, each.role, each.part) for each in keys.owners] == [
        ("Ruth Pell", "Head of Audit", "lead"),
        (None, "Clerk", "support"),
    ]
    assert (safe.progress.state.value, safe.progress.stage) == ("completed", "done")
    assert safe.overdue_at_reference is False, "what follows from it is worked out anew"


def again(made: Corrections, *parts: Part) -> Applied:
    document, extraction = read(*parts)
    return corrections.apply(extraction, made, document)


MOVED = {
    "a moved page": (PROSE, *BASE),
    "tables in another order": (SITES, PROSE, plan(LOCKS, KEYS, SAFE)),
    "rows in another order": (plan(SAFE, LOCKS, KEYS), SITES),
    "rows before it": (
        plan(["0", "Count the chairs", "Warden", "May 2024", "Open"], LOCKS, KEYS, SAFE),
        SITES,
    ),
    "a table cut by a page": (plan(LOCKS), plan(KEYS, SAFE), SITES),
}


@pytest.mark.parametrize("parts", MOVED.values(), ids=MOVED)
def test_a_correction_goes_with_its_words(base: tuple[Document, Extraction], parts: tuple[Part, ...]) -> None:
    made = decided(
        *base,
        ("a002", "deadline", due("2024-06-14")),
        ("a003", "deadline", due("2024-09-01")),
        ("a004", "progress.state", "on_hold"),
    )
    applied = again(made, *parts)
    assert applied.left == ()
    assert action(applied, KEYS[1]).deadline.value.latest == date(2024, 6, 14)
    assert action(applied, SAFE[1]).deadline.value.latest == date(2024, 9, 1)
    assert action(applied, "Repaint the hall").progress.state.value == "on_hold"
    untouched = action(applied, LOCKS[1])
    assert untouched.deadline.rule != "corrected_by_hand"
    codes = [each.code for each in applied.extraction.diagnostics]
    assert codes.count("corrections_applied") == 1
    assert "correction_not_applied" not in codes


def test_rows_with_the_same_words_are_told_by_their_number(base: tuple[Document, Extraction]) -> None:
    twin = ["4", *LOCKS[1:]]
    document, extraction = read(plan(LOCKS, KEYS, twin))
    made = decided(document, extraction, ("a003", "deadline", due("2024-05-30")))
    applied = again(made, PROSE, plan(KEYS, twin, LOCKS))
    assert [each.deadline.rule for each in applied.extraction.actions].count("corrected_by_hand") == 1
    assert next(
        each for each in applied.extraction.actions if each.reference.raw == "4"
    ).deadline.value.latest == date(2024, 5, 30)


def test_rows_with_the_same_words_are_told_by_what_stands_around_them() -> None:
    bare = ["Action", "Lead", "Target date"]
    widths = (250.0, 120.0, 100.0)
    rows = [
        ["Review the rota", "Clerk", "May 2024"],
        ["Mend the gate", "Warden", "May 2024"],
        ["Review the rota", "Clerk", "May 2024"],
        ["Order grit", "Clerk", "June 2024"],
    ]
    document, extraction = read(Part([bare, *rows], widths, bold=(0,)))
    made = decided(document, extraction, ("a003", "deadline", due("2024-05-30")))
    applied = again(made, PROSE, Part([bare, *rows], widths, bold=(0,)))
    assert [each.deadline.rule == "corrected_by_hand" for each in applied.extraction.actions] == [
        False,
        False,
        True,
        False,
    ]


def test_where_nothing_tells_two_rows_apart_neither_is_changed() -> None:
    bare = ["Action", "Lead", "Target date"]
    widths = (250.0, 120.0, 100.0)
    row = ["Review the rota", "Clerk", "May 2024"]
    document, extraction = read(
        Part([bare, ["Mend the gate", "Warden", "June 2024"], row], widths, bold=(0,))
    )
    made = decided(document, extraction, ("a002", "deadline", due("2024-05-30")))
    applied = again(made, Part([bare, row, row, row, row], widths, bold=(0,)), PROSE)
    assert [each.reason for each in applied.outcomes] == ["several_fit"]
    assert all(each.deadline.rule != "corrected_by_hand" for each in applied.extraction.actions)


def test_a_word_changed_in_the_action_does_not_lose_it(base: tuple[Document, Extraction]) -> None:
    made = decided(*base, ("a002", "deadline", due("2024-06-14")))
    applied = again(made, plan(LOCKS, ["2", "Review the keys register", *KEYS[2:]], SAFE), SITES)
    assert applied.left == ()
    assert action(applied, "Review the keys register").deadline.value.latest == date(2024, 6, 14)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_whatever_is_accepted_is_found_again_and_changes_nothing(path: Path) -> None:
    """In every format, and every record of it."""
    document = readers.read(path)
    extraction = pipeline.extract_document(document)
    decider = Decider(document, extraction, clock=lambda: WHEN)
    records = [*extraction.actions, *extraction.findings]
    made = decided(document, extraction).with_(
        *(each for record in records for each in decider.accept_all(record.id))
    )
    other = replace(document, sha256="0" * 64)
    for read_again in (document, other):
        applied = corrections.apply(extraction, made, read_again)
        assert [(each.record, each.reason) for each in applied.left] == []
        assert [each.record for each in applied.outcomes] == [each.target.id for each in made.corrections]
        assert applied.extraction.actions == extraction.actions
        assert applied.extraction.findings == extraction.findings
        assert applied.extraction.identities == extraction.identities


def test_minutes_keep_their_corrections_when_paragraphs_come_before() -> None:
    path = ROOT / "samples" / "harrowmoor-scrutiny-minutes.txt"
    document = readers.read(path)
    extraction = pipeline.extract_document(document)
    made = decided(
        document, extraction, *((each.id, "progress.state", "completed") for each in extraction.actions)
    )
    words = path.read_text(encoding="utf-8")
    head, _, rest = words.partition("\n\n")
    later = readers.read_bytes(
        f"{head}\n\nDRAFT, to be agreed at the next meeting.\n\n{rest}".encode(), path.name
    )
    applied = corrections.apply(pipeline.extract_document(later), made, later)
    assert applied.left == ()
    assert {each.progress.state.value for each in applied.extraction.actions if each.progress.state} == {
        "completed"
    }


# Not found again -----------------------------------------------------------------------------------------------------

GONE = {
    "record_vanished": (plan(LOCKS, SAFE), SITES),
    "words_vanished": (plan(LOCKS, [*KEYS[:3], "July 2024", KEYS[4]], SAFE), SITES),
    "words_changed": (plan(LOCKS, [*KEYS[:3], "June 2024, revised to July 2024", KEYS[4]], SAFE), SITES),
}


@pytest.mark.parametrize(("reason", "parts"), GONE.items(), ids=GONE)
def test_a_correction_whose_words_are_gone_is_told_and_not_applied(
    base: tuple[Document, Extraction], reason: str, parts: tuple[Part, ...]
) -> None:
    made = decided(*base, ("a002", "deadline", due("2024-06-14")), ("a001", "progress.state", "completed"))
    applied = again(made, *parts)
    assert [(each.correction.field, each.reason) for each in applied.left] == [("deadline", reason)]
    assert all(
        each.deadline is None or each.deadline.rule != "corrected_by_hand"
        for each in applied.extraction.actions
    )
    assert action(applied, LOCKS[1]).progress.state.value == "completed", "the other one holds"
    told = [each for each in applied.extraction.diagnostics if each.code == "correction_not_applied"]
    assert len(told) == 1
    assert "Review the key register" in told[0].message
    assert "June 2024" in told[0].message


def test_what_was_missing_is_not_put_over_what_is_there_now(base: tuple[Document, Extraction]) -> None:
    document, extraction = read(plan(LOCKS, [*KEYS[:3], "", KEYS[4]], SAFE))
    assert extraction.actions[1].deadline is None
    made = decided(document, extraction, ("a002", "deadline", due("2024-06-14")))
    assert again(made, PROSE, plan(LOCKS, [*KEYS[:3], "", KEYS[4]], SAFE)).left == ()
    applied = again(made, *BASE)
    assert [each.reason for each in applied.left] == ["now_read"]
    assert action(applied, KEYS[1]).deadline.value.latest == date(2024, 6, 30)


def test_in_the_same_file_a_decision_holds_however_it_is_read_now(base: tuple[Document, Extraction]) -> None:
    """A later version may read other words; the person looked at the page."""
    document, extraction = base
    made = decided(document, extraction, ("a002", "deadline", due("2024-06-14")))
    later = extraction.actions[1].model_copy(update={"deadline": None})
    other = extraction.model_copy(update={"actions": (extraction.actions[0], later, *extraction.actions[2:])})
    applied = corrections.apply(other, made, document)
    found = applied.extraction.actions[1].deadline
    assert found is not None and found.value is not None
    assert found.value.kind == "due"
    assert found.sources == extraction.actions[1].deadline.sources  # type: ignore[union-attr]


# Accepting and rejecting ---------------------------------------------------------------------------------------------


def test_what_was_accepted_stays_even_if_it_is_read_otherwise_later(
    base: tuple[Document, Extraction],
) -> None:
    document, extraction = base
    accepted = Decider(document, extraction, clock=lambda: WHEN).accept("a002", "progress.state")
    made = decided(document, extraction).with_(accepted)
    assert corrections.apply(extraction, made, document).extraction.actions == extraction.actions
    keys = extraction.actions[1]
    state = keys.progress.state
    assert state is not None and state.value == "in_progress"
    misread = keys.progress.model_copy(update={"state": state.model_copy(update={"value": "closed"})})
    changed = (extraction.actions[0], keys.model_copy(update={"progress": misread}), *extraction.actions[2:])
    applied = corrections.apply(extraction.model_copy(update={"actions": changed}), made, document)
    kept = applied.extraction.actions[1].progress.state
    assert kept is not None and kept.value == "in_progress"


def test_what_was_rejected_is_gone_with_all_that_names_it() -> None:
    document = readers.read(SAMPLE)
    extraction = pipeline.extract_document(document)
    made = decided(document, extraction).with_(Decider(document, extraction).reject("f001"))
    applied = corrections.apply(extraction, made, document)
    assert "f001" not in {each.id for each in applied.extraction.findings}
    assert not any("f001" in each.finding_ids for each in applied.extraction.actions)
    assert len(applied.extraction.actions) == len(extraction.actions)


def test_what_was_rejected_is_not_found_in_other_words(base: tuple[Document, Extraction]) -> None:
    made = decided(*base).with_(Decider(*base).reject("a002"))
    assert len(again(made, PROSE, *BASE).extraction.actions) == 3
    applied = again(made, plan(LOCKS, ["2", "Review the keys register", *KEYS[2:]], SAFE), SITES)
    assert [each.reason for each in applied.left] == ["words_changed"]
    assert len(applied.extraction.actions) == 4


def test_a_later_decision_takes_the_place_of_an_earlier_one(base: tuple[Document, Extraction]) -> None:
    decider = Decider(*base, clock=lambda: WHEN)
    made = decided(*base, ("a001", "progress.state", "completed"))
    made = made.with_(decider.correct("a001", "progress.state", "on_hold"))
    assert [each.value for each in made.corrections] == ["on_hold"]
    assert made.without(*made.corrections).corrections == ()


def test_no_value_can_be_said_too(base: tuple[Document, Extraction]) -> None:
    made = decided(*base, ("a001", "deadline", None), ("a002", "owners", []))
    applied = again(made, *BASE)
    locks, keys = action(applied, LOCKS[1]), action(applied, KEYS[1])
    assert (locks.deadline, locks.absent["deadline"]) == (None, "none_stated")
    assert (keys.owners, keys.absent["owners"]) == ((), "none_stated")


@pytest.mark.parametrize(
    ("record", "field", "value", "said"),
    [
        ("a099", "deadline", None, "no such action"),
        ("a001", "colour", None, "choose from"),
        ("a001", "deadline", {"kind": "due", "earliest": "31 April"}, "deadline"),
        ("a001", "progress.state", "nearly", "progress.state"),
        ("a001", "owners", [{"name": "Jo", "shoe": 9}], "owners"),
        ("a001", "text", "", "text"),
        ("a001", "progress.percent", 140, "progress.percent"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(
    base: tuple[Document, Extraction], record: str, field: str, value: object, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Decider(*base).correct(record, field, value)


# The file ------------------------------------------------------------------------------------------------------------


def test_the_file_is_small_plain_json_and_comes_back_as_it_was(
    base: tuple[Document, Extraction], tmp_path: Path
) -> None:
    made = decided(*base, ("a002", "deadline", due("2024-06-14")))
    path = tmp_path / "plan.pdf.corrections.json"
    corrections.save(path, made)
    assert corrections.load(path) == made
    held = json.loads(path.read_text(encoding="utf-8"))
    (one,) = held["corrections"]
    assert (held["format"], held["version"]) == ("planextract-corrections", 1)
    assert (one["made"], one["by"], one["verdict"], one["field"]) == (
        "2026-11-28T21:00:00Z", "R. Askew", "corrected", "deadline",
    )  # fmt: skip
    target = one["target"]
    assert (target["quote"]["exact"], target["words"]["exact"], target["reference"], target["column"]) == (
        "Review the key register", "June 2024", "2", "Target date",
    )  # fmt: skip
    assert target["words"]["prefix"].endswith("Head of Audit")
    assert target["words"]["suffix"].startswith("In progress")
    assert target["places"][0]["page"] == 1
    assert one["was"]["latest"] == "2024-06-30"
    assert one["value"]["latest"] == "2024-06-14"


@pytest.mark.parametrize("words", ["", "{}", "[1]", '{"format": "planextract-corrections", "version": 2}'])
def test_what_is_no_file_of_corrections_is_refused_in_one_sentence(tmp_path: Path, words: str) -> None:
    path = tmp_path / "x.corrections.json"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(corrections.CorrectionsError, match="no file of corrections"):
        corrections.load(path)


@pytest.mark.parametrize(
    "change", [{"field": "colour"}, {"value": "soon"}, {"verdict": "rejected"}, {"made": "today"}]
)
def test_what_was_written_by_hand_is_checked(
    base: tuple[Document, Extraction], tmp_path: Path, change: dict[str, str]
) -> None:
    held = decided(*base, ("a002", "deadline", due("2024-06-14"))).model_dump(mode="json")
    held["corrections"][0] |= change
    path = tmp_path / "x.corrections.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(corrections.CorrectionsError, match=r"corrections\.0"):
        corrections.load(path)


def test_extract_puts_them_in(base: tuple[Document, Extraction], tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(paged(PROSE, *BASE))
    made = decided(
        *base, ("a002", "deadline", due("2024-06-14")), ("a002", "owners", [{"name": "Ruth Pell"}])
    )
    file = tmp_path / "plan.pdf.corrections.json"
    corrections.save(file, made)
    for given in (file, tmp_path):
        done = CliRunner().invoke(
            cli.app, ["extract", str(tmp_path / "plan.pdf"), "--corrections", str(given)]
        )
        assert done.exit_code == 0, done.output
        found = json.loads(done.stdout)["actions"][1]
        assert found["deadline"]["value"]["latest"] == "2024-06-14"
        assert found["owners"][0]["name"] == "Ruth Pell"
    (tmp_path / "plan.pdf").write_bytes(paged(plan(LOCKS, SAFE)))
    done = CliRunner().invoke(cli.app, ["extract", str(tmp_path / "plan.pdf"), "--corrections", str(file)])
    assert "2 of 2 corrections are not applied" in done.stderr
    bad = CliRunner().invoke(cli.app, ["extract", str(SAMPLE), "--corrections", str(tmp_path / "plan.pdf")])
    assert bad.exit_code == 2
    assert "no file of corrections" in bad.stderr


# Gold ----------------------------------------------------------------------------------------------------------------


def scorer() -> Any:
    path = ROOT.parent / "shared" / "score" / "score.py"
    if not path.is_file():
        pytest.skip("the shared scorer is not here")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gold_has_what_was_decided_on_and_leaves_the_rest_open(base: tuple[Document, Extraction]) -> None:
    document, extraction = base
    decider = Decider(document, extraction, clock=lambda: WHEN)
    made = decided(document, extraction).with_(
        *decider.accept_all("a001"),
        *decider.accept_all("a002"),
        decider.correct("a002", "deadline", due("2024-06-14")),
        decider.reject("a004"),
    )
    held = gold(corrections.apply(extraction, made, document))
    assert [each["text"] for each in held["actions"]] == [LOCKS[1], KEYS[1]]
    assert held["optional_actions"] == [SAFE[1]]
    assert held["actions"][1]["deadline"]["end"] == "2024-06-14"
    assert held["actions"][1]["owners"] == [{"role": "Head of Audit", "part": "lead"}]


def test_gold_can_be_scored_with(base: tuple[Document, Extraction]) -> None:
    document, extraction = base
    decider = Decider(document, extraction, clock=lambda: WHEN)
    made = decided(document, extraction).with_(
        *(each for id in ("a001", "a002", "a003") for each in decider.accept_all(id)),
        decider.correct("a002", "deadline", due("2024-06-14")),
        decider.reject("a004"),
    )
    held = gold(corrections.apply(extraction, made, document))
    none = decided(document, extraction)
    prediction = gold(corrections.apply(extraction, none, document))
    prediction["actions"] = gold(
        corrections.apply(
            extraction,
            none.with_(*(c for a in extraction.actions for c in decider.accept_all(a.id))),
            document,
        )
    )["actions"]
    found = scorer().score_doc(held, prediction)
    assert (found["gold"], found["pred"], found["tp"]) == (3, 4, 3), "the rejected one is a false action"
    assert found["ok_deadline"] / found["n_deadline"] == pytest.approx(2 / 3), (
        "the corrected one is a wrong date"
    )
