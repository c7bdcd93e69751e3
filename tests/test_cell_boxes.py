"""The words inside a cell's box, read by pdfplumber on its own, are the cell's text."""

from dataclasses import replace
from pathlib import Path

import pytest

from cell_boxes import Compared, _inside, bare, compared
from layouts import LAYOUTS, Layout, printed
from planextract.options import Options
from planextract.readers import pdf

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.pdf"))


def misses(data: bytes) -> list[Compared]:
    cells = list(compared(data))
    assert len(cells) > 20
    return [cell for cell in cells if not cell.same]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_boxes_of_samples_hold_their_cells_words(sample: Path) -> None:
    assert misses(sample.read_bytes()) == []


@pytest.mark.parametrize("layout", LAYOUTS[::6], ids=lambda layout: layout.name)
def test_the_boxes_of_layouts_hold_their_cells_words(layout: Layout) -> None:
    assert misses(printed(layout)[0]) == []


def test_a_box_in_the_wrong_place_is_noticed() -> None:
    table = pdf.read(SAMPLES[0].read_bytes(), "sample.pdf", Options()).tables[0]
    cell = next(cell for cell in table.cells() if not cell.blank and cell.box is not None)
    x0, top, x1, bottom = cell.box or (0.0, 0.0, 0.0, 0.0)
    letters = [{"text": "R", "x0": x0 + 2, "x1": x0 + 6, "top": top + 2, "bottom": top + 10, "upright": True}]
    assert _inside(cell, letters) == "R"
    assert _inside(replace(cell, box=(x0 + 5, top, x1, bottom)), letters) == ""


def test_white_space_bullets_and_unread_characters_are_left_out() -> None:
    assert bare("Train members in:\n• Questioning (cid:127) Chairing") == "Trainmembersin:QuestioningChairing"
