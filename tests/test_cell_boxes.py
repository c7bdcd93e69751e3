"""The words inside a cell's box, read by pdfplumber on its own, are the cell's text."""

from pathlib import Path

import pytest

from cell_boxes import Compared, bare, compared, middle_in
from layouts import LAYOUTS, Layout, printed

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.pdf"))


def misses(data: bytes) -> list[Compared]:
    cells = list(compared(data))
    assert len(cells) > 20
    return [cell for cell in cells if not cell.same]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_boxes_of_samples_hold_their_cells_words(sample: Path) -> None:
    assert misses(sample.read_bytes()) == []


@pytest.mark.parametrize("layout", LAYOUTS[::9], ids=lambda layout: layout.name)
def test_the_boxes_of_layouts_hold_their_cells_words(layout: Layout) -> None:
    assert misses(printed(layout)[0]) == []


def test_a_letter_is_in_the_box_that_its_middle_is_in() -> None:
    letter = {"x0": 40.0, "x1": 46.0, "top": 100.0, "bottom": 110.0}
    assert middle_in(letter, (30, 90, 80, 120))
    assert not middle_in(letter, (44, 90, 80, 120))
    assert not middle_in(letter, (30, 90, 80, 105))


def test_white_space_bullets_and_unread_characters_are_left_out() -> None:
    assert bare("Train members in:\n• Questioning (cid:127) Chairing") == "Trainmembersin:QuestioningChairing"
