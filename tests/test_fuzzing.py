"""Fuzzing: a short run of every target without guidance, and that what is wrong is found, made small and kept."""

import os
import signal
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from build import block, cell, document, table
from fuzz import holds, plain, runs, seeds
from fuzz.__main__ import main
from fuzz.judging import Bounds, judged
from fuzz.mutating import compounds, packages
from fuzz.mutating.chance import Chance
from fuzz.shrinking import shrunk
from fuzz.targets import TARGETS, Target, without_conversion
from planextract import pipeline
from planextract.document import Document, Row, Table
from planextract.errors import CorruptFileError, ReadError
from planextract.provenance import Piece, Place, SourcedText
from planextract.readers import READERS
from planextract.readers.collection.member import Member

EACH = {"doc": 1, "rtf": 1, "deadlines": 100, "owners": 100}
"""Inputs of a target in the short run, where it is not 25; LibreOffice takes seconds over one."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="inputs are tried in forked children")


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run_finds_nothing(name: str) -> None:
    target = TARGETS[name]
    plain.warm_up(target)
    for number, data in enumerate(islice(plain.inputs(target, seed=1), EACH.get(name, 25))):
        complaint = plain.tried(target, data, Bounds(seconds=60))
        assert complaint is None, (number, complaint)


def test_every_reader_has_a_target() -> None:
    assert READERS.keys() <= TARGETS.keys()


@pytest.mark.long
@pytest.mark.parametrize("name", ["pdf", "docx", "odt", "ods", "xlsx", "html", "text", "mail"])
def test_most_damaged_documents_get_past_the_front_door(name: str) -> None:
    read = 0
    for data in islice(plain.inputs(TARGETS[name], seed=2), 20):
        try:
            TARGETS[name].check(data)
            read += 1
        except CorruptFileError:
            pass
        except ReadError:
            read += 1
    assert read >= 14


def test_the_same_seed_gives_the_same_inputs() -> None:
    for name in ("html", "xlsx", "xls", "pdf"):
        first, again, other = (list(islice(plain.inputs(TARGETS[name], seed), 6)) for seed in (1, 1, 2))
        assert first == again != other


def test_kept_words_are_known_to_libfuzzer_and_seeds_are_read() -> None:
    assert all(target.words for target in TARGETS.values())
    for kind in (seeds.pdf, seeds.docx, seeds.odt, seeds.ods, seeds.xlsx, seeds.html):
        for data in kind():
            without_conversion(data)


# What is wrong is found --------------------------------------------------------------------------------------------


def planted(name: str, fault: str) -> Target:
    """A target whose inputs fail where the word stands in them, in one way or another."""

    def check(data: bytes) -> None:
        if b"Clerk" not in data:
            return
        match fault:
            case "error":
                raise KeyError("Clerk")
            case "typed":
                raise CorruptFileError("x", "it is broken.")
            case "slow":
                while True:
                    pass
            case "deaf":
                signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
                while True:
                    pass
            case "death":
                os.kill(os.getpid(), signal.SIGKILL)
            case "memory":
                bytearray(120_000_000)  # (well over, since what lay about may be freed meanwhile)
            case "greed":
                bytearray(8_000_000_000)

    return replace(TARGETS[name], check=check)


@pytest.mark.parametrize(
    ("fault", "mark"),
    [
        ("error", "KeyError-outside"),
        ("typed", None),
        ("slow", "slow-outside"),
        ("deaf", "slow-outside"),
        ("death", "died-SIGKILL"),
        ("memory", "memory"),
        ("greed", "MemoryError-outside"),
    ],
)
def test_each_fault_has_its_complaint(fault: str, mark: str | None) -> None:
    target, bounds = planted("text", fault), Bounds(seconds=0.2, memory=50_000_000)
    found = plain.tried(target, b"Lead: the Clerk", bounds)
    assert (found.mark if found is not None else None) == mark
    assert plain.tried(target, b"Lead: nobody", bounds) is None


@pytest.mark.long
def test_a_finding_is_kept_once(tmp_path: Path) -> None:
    setting = runs.Setting(60, tmp_path, guided=False, shrink_seconds=60, tries=40)
    target = planted("clauses", "error")
    (report,) = runs.run_all([target], setting)
    assert (report.tried, report.found) == (40, ("KeyError-outside",))
    kept = tmp_path / "clauses" / "KeyError-outside.input"
    assert kept.read_bytes() == b"Clerk"
    assert "KeyError: 'Clerk'" in kept.with_name("KeyError-outside.txt").read_text()
    (again,) = runs.run_all([target], setting)
    assert again.found == ()


def inside(data: bytes) -> bytes:
    """What an input holds once it is opened, whatever packs it."""
    parts = packages.unpacked(data) or []
    folder = compounds.unpacked(data) or {}
    streams = (content for content in folder.values() if isinstance(content, bytes))
    return b" ".join([data, *(body for _, body in parts), *streams]).replace(b"\0", b"")


@pytest.mark.parametrize("name", ["text", "html", "odt", "ods", "pdf", "msg", "xls"])
def test_a_finding_is_made_small(name: str) -> None:
    word = b"Bell" if name == "pdf" else b"Clerk"
    data = next(each for each in TARGETS[name].seeds() if word in inside(each))
    small = shrunk(data, lambda smaller: word in inside(smaller), seconds=60)
    assert word in inside(small)
    assert len(small) < len(data) / 2 or name in ("msg", "xls")
    assert len(inside(small)) < len(inside(data)) / 2


def test_a_kept_input_is_tried_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.input"
    path.write_bytes(b"by Q3 2023/24")
    assert main(["deadlines", "--replay", str(path)]) == 0
    assert "nothing is wrong" in capsys.readouterr().out


def test_the_command_says_what_it_came_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", "owners", "--minutes", "0.02", "--plain", "--findings", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("without guidance")
    assert [line.split()[0] for line in lines[1:]] == ["target", "deadlines", "owners"]


@pytest.mark.long
def test_a_guided_run_reaches_more_than_the_seeds(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    setting = runs.Setting(5, tmp_path, corpus=tmp_path / "corpus")
    for report in runs.run_all([TARGETS["deadlines"], TARGETS["owners"]], setting):
        assert report.tried
        assert report.features is not None
        assert report.first is not None
        assert report.features > report.first
    assert list((tmp_path / "corpus" / "deadlines").iterdir())


# What must hold ----------------------------------------------------------------------------------------------------


def lying(words: str, said: str, start: int) -> SourcedText:
    place = Place(block=0)
    return SourcedText([Piece(words, place, start, start + len(said), said)])


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        (lying("Clerk", "Clerk", 0), None),
        (lying("Clerk", "Clark", 0), "words stand where they say"),
        (lying("Clerk", "Clerk to write", 0), "text inside the document"),
    ],
)
def test_texts_that_stand_elsewhere_are_caught(text: SourcedText, promise: str | None) -> None:
    found = document(replace(block("Clerk", 0), text=text))
    _raises(promise, found)


def test_tables_whose_cells_lie_on_each_other_are_caught() -> None:
    whole = table([["a", "b"], ["c", "d"]])
    _raises(None, document(whole))
    wide = cell("a", 0, 0, 0, column_span=2)
    for cells, promise in (
        ((wide, cell("b", 0, 0, 1)), "cells lie apart"),
        ((cell("b", 0, 0, 2),), "cells stand in the table"),
        ((cell("b", 0, 0, 1, row_span=3),), "spans end with the table"),
        ((cell("b", 0, 1, 1),), "cells stand in their row"),
    ):
        _raises(promise, document(Table(0, (Row(0, cells), whole.rows[1]), 2)))


def _raises(promise: str | None, found: Document) -> None:
    try:
        holds.document_holds(found)
    except holds.BrokenPromiseError as error:
        assert error.promise == promise
    else:
        assert promise is None


def test_values_that_their_sources_do_not_hold_are_caught() -> None:
    found = document(table([["Action", "Lead", "By when"], ["Review cases", "Clerk", "31 May 2024"]]))
    extraction = pipeline.extract_document(found)
    holds.extraction_holds(extraction, found)
    action = extraction.actions[0]
    changed = action.model_copy(update={"text": action.text.model_copy(update={"raw": "Review"})})
    with pytest.raises(holds.BrokenPromiseError, match="raw is what stands"):
        holds.extraction_holds(extraction.model_copy(update={"actions": (changed,)}), found)
    other = document(block("Review cases", 0))
    with pytest.raises(holds.BrokenPromiseError, match="places of the document"):
        holds.extraction_holds(extraction, other)


@pytest.mark.parametrize(
    "name", ["plan.txt", "fuzzed/../plan.txt", "fuzzed/", "other/plan.txt", "fuzzed/a\\b"]
)
def test_members_whose_names_lead_elsewhere_are_caught(name: str) -> None:
    holds.member_holds(Member("fuzzed/plan.txt"), "fuzzed", set(), 10)
    with pytest.raises(holds.BrokenPromiseError):
        holds.member_holds(Member(name), "fuzzed", set(), 10)
    with pytest.raises(holds.BrokenPromiseError, match="once"):
        holds.member_holds(Member("fuzzed/Plan.txt"), "fuzzed", {"fuzzed/plan.txt"}, 10)


def test_judging_leaves_no_timer_behind() -> None:
    bounds = Bounds(seconds=0.05)
    assert judged(TARGETS["deadlines"], b"May 2024", bounds) is None
    began = time.process_time()
    while time.process_time() < began + 0.1:
        pass
    assert Chance(3).number() == Chance(3).number()
