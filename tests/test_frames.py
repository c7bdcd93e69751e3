"""Extractions as frames: the columns and types of the Parquet output, whichever library holds them."""

import sys
from datetime import date
from pathlib import Path

import pytest

import planextract
from extractions import bare_action, full
from planextract.emit import write
from planextract.emit.frames import arrow, pandas_frame, polars_frame
from planextract.emit.tables import TABLES
from planextract.errors import MissingDependencyError
from planextract.records import Extraction

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tracker() -> Extraction:
    return planextract.extract(ROOT / "samples" / "osmerton-audit-tracker.pdf")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_arrow_is_what_parquet_holds(table: object, tracker: Extraction, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    name = table.name  # type: ignore[attr-defined]
    write([tracker], "parquet", tmp_path / "tables")
    stored = parquet.read_table(tmp_path / "tables" / f"{name}.parquet")
    made = tracker.to_arrow(name)
    assert made.schema.equals(stored.schema, check_metadata=True)
    assert made.to_pylist() == stored.to_pylist()


def test_pandas_keeps_days_and_what_is_missing(tracker: Extraction) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = tracker.to_pandas()
    assert list(frame.columns) == tracker.to_arrow().column_names
    assert len(frame) == len(tracker.actions) > 0
    assert date(2018, 9, 30) in set(frame["latest"])
    assert str(frame.dtypes["latest"]) == "date32[day][pyarrow]"
    assert str(frame.dtypes["page"]) == "int64[pyarrow]"
    empty = full(bare_action()).to_pandas()
    assert empty["latest"].isna().all()
    assert pandas.isna(empty["page"].iloc[0]) or empty["page"].iloc[0] >= 1


def test_polars_says_the_same_as_arrow(tracker: Extraction) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    for table in TABLES:
        made = tracker.to_polars(table.name)
        assert made.to_dicts() == tracker.to_arrow(table.name).to_pylist()
        assert made.schema["document_id"] == polars.String
    assert tracker.to_polars().schema["latest"] == polars.Date
    assert tracker.to_polars("owners").schema["inherited"] == polars.Boolean


def test_several_documents_stand_in_one_frame(tracker: Extraction) -> None:
    pytest.importorskip("polars")
    minutes = planextract.extract(ROOT / "samples" / "harrowmoor-scrutiny-minutes.txt")
    frame = polars_frame([tracker, minutes])
    assert len(frame) == len(tracker.actions) + len(minutes.actions)
    assert frame["document_id"].n_unique() == 2


def test_half_a_character_is_written_as_json_writes_it(tracker: Extraction) -> None:
    pytest.importorskip("polars")
    broken = tracker.model_copy(
        update={"source": tracker.source.model_copy(update={"name": "plan\ud800.pdf"})}
    )
    assert broken.to_polars("documents")["name"][0] == "plan\\ud800.pdf"


def test_an_unknown_table_is_refused_with_those_that_there_are(tracker: Extraction) -> None:
    with pytest.raises(ValueError, match="no table 'action'; choose one of documents, plans"):
        tracker.to_arrow("action")


@pytest.mark.parametrize(
    ("library", "make", "extra"),
    [("pyarrow", arrow, "parquet"), ("pandas", pandas_frame, "pandas"), ("polars", polars_frame, "polars")],
)
def test_a_missing_library_names_its_extra(
    library: str, make: object, extra: str, tracker: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "planextract.emit.parquet", raising=False)
    monkeypatch.setitem(sys.modules, library, None)  # type: ignore[arg-type]
    with pytest.raises(MissingDependencyError, match=rf"planextract\[{extra}\]"):
        make([tracker])  # type: ignore[operator]
