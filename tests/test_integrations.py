"""Loaders for other people's pipelines: one document for each action and finding, with its place."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import planextract
from planextract.errors import MissingDependencyError, ReadError
from planextract.integrations.passages import Wanted, passages
from planextract.options import Options

ROOT = Path(__file__).resolve().parents[1]
TRACKER = ROOT / "samples" / "osmerton-audit-tracker.pdf"
MINUTES = ROOT / "samples" / "harrowmoor-scrutiny-minutes.txt"


def test_metadata_are_plain_and_say_where_the_words_stand() -> None:
    found = {passage.key.partition("/")[2]: passage for passage in passages(Wanted((TRACKER,)))}
    late = found["a005"]
    assert late.text == "Check the licences of all drivers twice a year"
    assert late.metadata["source"] == str(TRACKER)
    assert late.metadata["page"] == 1
    assert late.metadata["latest"] == "2018-09-30"
    assert late.metadata["owners"] == "All service managers"
    assert str(late.metadata["place"]).startswith("page 1, table 0, row 5, column 2")
    for passage in found.values():
        assert all(isinstance(value, str | int | float | bool) for value in passage.metadata.values())


def test_findings_come_too_unless_actions_are_asked_for_only() -> None:
    both = {passage.metadata["record"] for passage in passages(Wanted((MINUTES,)))}
    assert both == {"action", "finding"}
    assert {p.metadata["record"] for p in passages(Wanted((MINUTES,), kinds=("actions",)))} == {"action"}


def test_keys_are_different_for_copies_of_a_file(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(MINUTES.read_bytes())
    keys = [passage.key for passage in passages(Wanted((MINUTES, copy)))]
    assert len(set(keys)) == len(keys)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
def test_children_read_the_same() -> None:
    paths = (TRACKER, MINUTES)
    assert list(passages(Wanted(paths, isolated=True))) == list(passages(Wanted(paths)))


def test_a_file_that_cannot_be_read_raises_unless_it_may_be_skipped(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ReadError, match=r"broken\.pdf"):
        list(passages(Wanted((broken, MINUTES))))
    assert list(passages(Wanted((broken, MINUTES), unread="skip"))) == list(passages(Wanted((MINUTES,))))


def test_langchain_loads_lazily() -> None:
    pytest.importorskip("langchain_core")
    from planextract.integrations.langchain import PlanExtractLoader

    loader = PlanExtractLoader([TRACKER, MINUTES], Options(ocr=False))
    lazily = loader.lazy_load()
    assert isinstance(lazily, Iterator)
    first = next(lazily)
    assert first.page_content == planextract.extract(TRACKER).actions[0].text.value
    assert first.id is not None
    assert first.id.endswith("/a001")
    assert first.metadata["action_id"] == "a001"
    assert len(loader.load()) == len(list(passages(Wanted((TRACKER, MINUTES)))))


def test_llamaindex_reads_alone_and_for_a_directory() -> None:
    core = pytest.importorskip("llama_index.core")
    from planextract.integrations.llamaindex import PlanExtractReader

    reader = PlanExtractReader()
    alone = reader.load_data(TRACKER, extra_info={"council": "Osmerton"})
    assert alone[0].metadata["council"] == "Osmerton"
    assert alone[0].id_.endswith("/a001")
    directory = core.SimpleDirectoryReader(input_files=[str(TRACKER)], file_extractor={".pdf": reader})
    assert [each.text for each in directory.load_data()] == [each.text for each in alone]


@pytest.mark.parametrize(
    ("module", "library", "extra"),
    [("langchain", "langchain_core", "langchain"), ("llamaindex", "llama_index", "llamaindex")],
)
def test_a_missing_library_names_its_extra(
    module: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"planextract.integrations.{module}"
    for each in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, each)
    monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, library, None)  # type: ignore[arg-type]
    with pytest.raises(MissingDependencyError, match=rf"planextract\[{extra}\]"):
        import_module(name)
