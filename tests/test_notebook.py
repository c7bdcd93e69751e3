"""The notebook runs from top to bottom, and says what there is in the samples."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pandas")
pytest.importorskip("matplotlib")

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebooks" / "archive.ipynb"


@pytest.mark.long
@pytest.mark.filterwarnings("default")  # (those of pandas and matplotlib are theirs)
def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.chdir(NOTEBOOK.parent)
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"<{cell['id']}>", "exec"), names)
    assert len(names["actions"]) > 60
    assert len(names["counted"]) > 1 and names["counted"].min() >= 1
    assert all(f"{who}: {count}" in names["alternative"] for who, count in names["counted"].items())
    assert names["late"]["latest"].notna().all()
    assert {thread.standing for thread in names["plan"].threads} >= {"open", "dropped", "merged"}


def test_it_holds_no_outputs_and_no_paths() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert all(not cell.get("outputs") for cell in json.loads(text)["cells"])
    assert re.search(r"[\"'](?:/(?:home|root|tmp|usr|Users|mnt|opt|srv|var)/|[A-Z]:)", text) is None
