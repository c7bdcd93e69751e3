"""Nothing heavy is loaded before it is needed: each check runs in an interpreter of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planextract

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "PIL",
    "dateparser",
    "docx",
    "fastapi",
    "icalendar",
    "langchain_core",
    "lxml",
    "mcp",
    "numpy",
    "pandas",
    "pdfminer",
    "pdfplumber",
    "polars",
    "pyarrow",
    "pydantic",
    "pypdfium2",
    "ray",
    "rich",
    "spacy",
    "xlrd",
    "sqlite3",
    "tesserocr",
    "uvicorn",
    "xlsxwriter",
)


def loaded(statements: str) -> set[str]:
    """Which heavy modules some statements load."""
    program = f"{statements}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1])) & set(HEAVY)


def test_import_loads_nothing_heavy() -> None:
    assert loaded("import planextract\nplanextract.__version__\ndir(planextract)") == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_options_that_read_nothing_load_nothing_heavy(option: str) -> None:
    call = f"import sys\nsys.argv = ['planextract', {option!r}]\nfrom planextract.cli import main"
    assert loaded(f"{call}\ntry:\n    main()\nexcept SystemExit:\n    pass") == set()


def test_options_and_errors_load_nothing_heavy() -> None:
    assert loaded("from planextract import Options, PlanExtractError\nOptions()") == set()


def test_bullets_under_a_heading_load_no_model() -> None:
    sample = ROOT / "samples" / "harrowmoor-scrutiny-minutes.txt"
    statements = f"import planextract\nassert planextract.extract({str(sample)!r}).findings"
    assert "spacy" not in loaded(statements)


def test_records_load_no_library_of_frames() -> None:
    frames = {"pandas", "polars", "pyarrow"}
    assert not frames & loaded("import planextract\nplanextract.Extraction.to_pandas")


def test_the_check_can_fail() -> None:
    assert "pydantic" in loaded("import planextract\nplanextract.Extraction")


def test_public_names() -> None:
    assert sorted(planextract.__all__) == planextract.__all__
    assert set(planextract.__all__) <= set(dir(planextract))
    for name in planextract.__all__:
        assert getattr(planextract, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        planextract.extrakt  # noqa: B018
