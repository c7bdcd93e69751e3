"""What is seen in the picture of a page without OCR: how far it lies askew, its lines, its shading."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from planextract.readers.pdf.engine.pictures import Picture, resolution
from planextract.readers.pdf.scanning.lettering import glyphs, likely
from planextract.readers.pdf.scanning.ocr import Word
from planextract.readers.pdf.scanning.raster import grey_of, level_lines, unspeckled, upright_lines
from planextract.readers.pdf.scanning.scans import pictured
from planextract.readers.pdf.scanning.shades import carried_through, levelled, shades
from planextract.readers.pdf.scanning.skew import skew
from planextract.readers.pdf.sheet import Fill, Sheet
from scanning import photograph

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "thornmere-peer-challenge-plan.pdf"


def paper(height: int = 600, width: int = 800) -> NDArray[np.uint8]:
    return np.full((height, width), 255, dtype=np.uint8)


def sample_page(**damage: float) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(SAMPLE)
    pixels = np.array(photograph(document[0], **damage))  # type: ignore[arg-type]
    document.close()
    return pixels


# Skew ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 1.2, 4.5])
def test_the_skew_of_lines_of_print(angle: float) -> None:
    picture = Image.new("L", (900, 700), 255)
    draw = ImageDraw.Draw(picture)
    for line in range(60, 660, 30):
        for word in range(80, 800, 70):
            draw.rectangle((word, line, word + 30 + word % 7 * 5, line + 9), fill=0)
    turned = np.array(picture.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=255))
    assert skew(turned < 128) == pytest.approx(angle, abs=0.06)


def test_a_page_without_lines_has_no_skew() -> None:
    assert skew(np.zeros((500, 500), dtype=np.bool_)) == 0
    assert [skew(np.random.default_rng(seed).random((500, 500)) < 0.05) for seed in range(4)] == [0] * 4


# Lines -----------------------------------------------------------------------------------------------------------


def test_lines_of_any_thickness_and_grey_are_found_where_they_stand() -> None:
    picture = paper()
    picture[100, 50:750] = 0
    picture[200:206, 50:750] = 60
    picture[300:302, 50:750] = 200
    picture[50:550, 400:403] = 0
    level, upright = level_lines(picture), upright_lines(picture)
    assert [line.middle for line in level] == pytest.approx([100.5, 203, 301], abs=0.6)
    assert [(line.x0, line.x1) for line in level] == [(50, 750)] * 3
    assert [line.middle for line in upright] == pytest.approx([401.5], abs=0.6)


def test_a_broken_line_is_one_and_so_is_one_a_hair_off_level() -> None:
    picture = paper()
    picture[100:102, 50:750] = 0
    picture[:, 220:224] = 255
    picture[:, 510:515] = 255
    for x in range(50, 750):
        picture[300 + x // 200, x] = 0
    level = level_lines(picture)
    assert [(line.x0, line.x1) for line in level] == [(50, 750)] * 2
    assert level[1].middle == pytest.approx(302, abs=1)


def test_shaded_edges_thick_bars_and_short_dashes_are_no_lines() -> None:
    picture = paper()
    picture[100:140, 50:750] = 180
    picture[200:230, 50:750] = 0
    picture[300, 50:130] = 0
    assert level_lines(picture) == []


def test_lines_of_print_are_no_lines() -> None:
    grey = grey_of(sample_page())
    assert len(level_lines(grey)) == 7
    assert len(upright_lines(grey)) == 8


def test_specks_go_where_there_are_many_and_full_stops_stay() -> None:
    picture = paper(60, 60)
    picture[5:50:9, 5:50:9] = 0
    picture[30:32, 40:42] = 0
    clean = unspeckled(picture)
    assert clean[5, 5] == 255
    assert (clean[30:32, 40:42] == 0).all()
    page = paper()
    page[100, 100] = 0
    assert unspeckled(page)[100, 100] == 0


def test_lines_are_seen_on_dark_headings_and_carried_through_where_they_are_not() -> None:
    pixels = np.full((400, 800, 3), 255, dtype=np.uint8)
    pixels[50:110, 50:750] = (20, 20, 60)
    pixels[50:110, 299:302] = 255
    pixels[110:350, 500:503] = 0
    grey, found = grey_of(pixels), shades(pixels)
    assert [line.middle for line in upright_lines(255 - grey)] == pytest.approx([300.5], abs=0.6)
    (line,) = upright_lines(grey)
    carried_through([line], found, grey)
    assert (line.x0, line.x1) == (pytest.approx(50, abs=3), 350)
    pixels[70:80, 480:520] = 255  # words in its way
    (line,) = upright_lines(grey_of(pixels))
    carried_through([line], found, grey_of(pixels))
    assert line.x0 == pytest.approx(110, abs=1)


# Shading ---------------------------------------------------------------------------------------------------------


def test_the_shading_of_a_page_and_no_other_areas() -> None:
    for pixels in (sample_page(), sample_page(specks=0.002)):
        found = shades(pixels)
        assert sorted(shade.colour for shade in found) == ["#5b9bd5", "#92d050", "#92d050", "#ffc000"]
        assert {round(shade.x0 * 72 / 200) for shade in found} <= {633, 634, 635}


def test_words_on_shading_become_black_on_white() -> None:
    pixels = np.full((300, 600, 3), 255, dtype=np.uint8)
    pixels[0:90, 0:600] = (31, 56, 100)
    pixels[40:44, 100:140] = 255  # white words on dark blue
    pixels[150:240, 0:600] = (230, 230, 230)
    pixels[190:194, 100:140] = 0
    plain = levelled(grey_of(pixels), shades(pixels))
    assert (plain[40:44, 100:140] < 30).all()
    assert (plain[190:194, 100:140] < 30).all()
    assert plain[60, 300] > 240
    assert plain[220, 300] > 240


# Words to glyphs -------------------------------------------------------------------------------------------------

PICTURE = Picture(np.zeros((1, 1, 3), dtype=np.uint8), scale=2.0, left=10.0, top=20.0)


def word(text: str, x0: float, x1: float, **more: float | bool) -> Word:
    fields = {"baseline": 50.0, "size": 20.0, "confidence": 95.0} | more
    return Word(text, x0, x1, top=36, bottom=50, **fields)  # type: ignore[arg-type]


def test_letters_share_the_width_of_their_word() -> None:
    found = glyphs([word("Head", 100, 140), word("of", 150, 170)], PICTURE)
    assert found.text == "Headof"
    assert found.frame[:, 0].tolist() == [60, 65, 70, 75, 85, 90]
    assert found.frame[-1, 2] == 95
    assert found.spaced.tolist() == [True, False, False, False, True, False]
    assert found.sizes.tolist() == [10] * 6
    assert found.frame[0, 3] == pytest.approx(20 + 25 + 2.1)
    assert len(glyphs([], PICTURE)) == 0


def test_specks_read_as_words_are_left_out_and_bullets_known() -> None:
    found = likely(
        [
            word("e", 100, 108, opens=True, confidence=45.0),
            word("Review", 120, 200),
            word("~", 210, 214, confidence=40.0),
            word("lot", 220, 240, confidence=12.0),
            word("e", 300, 308),
        ]
    )
    assert [each.text for each in found] == ["•", "Review", "e"]


# Which pages -----------------------------------------------------------------------------------------------------


def test_which_pages_are_pictures() -> None:
    whole = (0.0, 0.0, 595.0, 842.0)
    strips = tuple((0.0, top, 595.0, top + 100) for top in range(0, 800, 100))
    outlines = tuple(Fill(x, 50, x + 5, 60, "#000000", shape=True) for x in range(50))
    assert pictured(Sheet(1, 595, 842, pictures=(whole,)))
    assert pictured(Sheet(1, 595, 842, pictures=strips))  # type: ignore[arg-type]
    assert pictured(Sheet(1, 595, 842, fills=outlines))
    assert not pictured(Sheet(1, 595, 842))
    assert not pictured(Sheet(1, 595, 842, pictures=((0, 0, 60, 60),)))
    page_number = glyphs([word("Page", 100, 140)], PICTURE)
    report = glyphs([word("Improvement", 100, 140 + place) for place in range(8)], PICTURE)
    assert pictured(Sheet(1, 595, 842, glyphs=page_number, pictures=(whole,)))
    assert not pictured(Sheet(1, 595, 842, glyphs=report, pictures=(whole,)))


def test_a_large_page_is_drawn_coarser_and_a_sliver_not_at_all() -> None:
    assert resolution(842, 1191) == 200
    for side in (3000, 14_173):  # 14,173 points are five metres
        dots = resolution(side, side)
        assert dots is not None
        assert (side * dots / 72) ** 2 == pytest.approx(12_000_000)
    assert resolution(500, 5) is None


def test_boxes_go_back_to_where_they_lie_on_a_page_askew() -> None:
    level = (100.0, 300.0, 120.0, 310.0)
    assert Sheet(1, 600, 800).page_box(level) == level
    askew = Sheet(1, 600, 800, skew=1.2).page_box(level)
    assert askew[0] == pytest.approx(100 + 90 * 0.0209, abs=0.5)
    assert askew[1] == pytest.approx(300 - 200 * 0.0209, abs=0.5)
    sideways = Sheet(1, 600, 800, turn=90, skew=1.2).page_box(level)
    assert sideways == pytest.approx(Sheet(1, 600, 800, turn=90).page_box(level), abs=9)
    assert sideways != Sheet(1, 600, 800, turn=90).page_box(level)
