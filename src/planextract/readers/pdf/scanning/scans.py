"""Pages that hold no words but a picture of them: which those are, and their sheets by OCR.

A page by OCR is a `Sheet` as any other: its glyphs are the letters of the words found, its rules and fills those seen
in the picture. Everything behind it is the same road.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planextract.provenance import Box
from planextract.readers.pdf.engine.engines import PdfFile
from planextract.readers.pdf.engine.pictures import Picture
from planextract.readers.pdf.engine.strokes import box_sides
from planextract.readers.pdf.glyphs import Flags
from planextract.readers.pdf.scanning import lettering, ocr
from planextract.readers.pdf.scanning.ocr import Word
from planextract.readers.pdf.scanning.raster import (
    Grey,
    Stroke,
    grey_of,
    level_lines,
    unspeckled,
    upright_lines,
)
from planextract.readers.pdf.scanning.shades import Shade, carried_through, levelled, shades
from planextract.readers.pdf.scanning.skew import skew
from planextract.readers.pdf.sheet import Fill, Recognition, Rule, Sheet, turned

_FEW_LETTERS = 60
"""A scan may carry a stamp or a page number that was typed on it."""
_MORE = 3
_COVERED = 0.5
_SOMETHING_DRAWN = 0.05
_MOST_SHAPES = 50
"""A page without letters and with so many shapes has its letters drawn as shapes."""
_ASKEW = 0.08
"""Degrees; less moves no line by a point."""
_COARSE = 3
_SURE = 75
"""Mean confidence of a page that was read the right way up; 90 is usual, and 60 for a page on its side."""
_LEAST_DPI = 70
"""Tesseract takes no less, and the page of a scan whose resolution got lost is as large as a wall."""
_MANY = 25
"""Words; a page with fewer is soon read all four ways."""


def pictured(sheet: Sheet) -> bool:
    """Is a page a picture of its words?"""
    letters = int(sheet.glyphs.inked.sum())
    if letters >= _FEW_LETTERS or sheet.broken:
        return False
    covered = _covered(sheet)
    shapes = sum(1 for fill in sheet.fills if fill.shape)
    bare = letters == 0 and (covered >= _SOMETHING_DRAWN or shapes >= _MOST_SHAPES)
    return covered >= _COVERED or bare


def _covered(sheet: Sheet) -> float:
    """How much of a page its pictures cover, which may be strips of one."""
    total = sum(
        max(0.0, min(x1, sheet.width) - max(x0, 0.0)) * max(0.0, min(bottom, sheet.height) - max(top, 0.0))
        for x0, top, x1, bottom in sheet.pictures
    )
    return total / max(sheet.width * sheet.height, 1.0)


def tells_more(seen: Sheet, sheet: Sheet) -> bool:
    """Has OCR found what the text layer lacks? The few words on a picture may be the title on a cover's photograph."""
    unfinished = seen.recognition is not None and not seen.recognition.whole
    return unfinished or len(seen.glyphs) > _MORE * int(sheet.glyphs.inked.sum())


class ScanReader:
    """Reads pages of one file by OCR, where that is wanted and installed. The engine loads with the first of them."""

    def __init__(self, file: PdfFile, wanted: bool) -> None:
        self._file = file
        self._missing = ocr.missing() if wanted else "turn OCR on (Options.ocr)"
        self._engine: ocr.Recogniser | None = None

    @property
    def advice(self) -> str:
        """What to do about a page that gives no words."""
        other = "run OCR over it and read the result"
        return other if self._missing is None else f"{self._missing}, or {other}"

    def reread(self, sheet: Sheet) -> Sheet | None:
        """The page by OCR, in the frame in which it reads level; None where OCR is not to be had."""
        straight = None if self._missing else self._file.picture(sheet.number)
        if straight is None:
            return None
        if self._engine is None:
            self._engine = ocr.Recogniser()
        return _sheet(sheet, self._right_way_up(sheet, straight, self._engine))

    def _right_way_up(self, sheet: Sheet, straight: Picture, engine: ocr.Recogniser) -> "_Seen":
        """The page as it lies if its words are read well so, else the way round in which most letters are."""
        level = self._level(sheet.number, straight, 0)
        best = _see(sheet, level, 0, engine)
        if best.read_well:
            return best
        sideways = self._level(sheet.number, straight, 1)
        for turn in (90, 270, 180):
            seen = _see(sheet, level if turn == 180 else sideways, turn, engine)
            best = max(best, seen, key=lambda seen: seen.sure_letters)
            if best.read_well:
                break
        return best

    def _level(self, number: int, straight: Picture, quarters: int) -> Picture:
        """The picture drawn again where print that runs level, after so many quarter turns, is askew."""
        angle = skew(np.rot90(_ink(grey_of(straight.pixels)), quarters))
        return (self._file.picture(number, angle) or straight) if abs(angle) >= _ASKEW else straight

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()


def _ink(grey: Grey) -> Flags:
    """Where the page, made coarser, is dark."""
    down, across = (length // _COARSE for length in grey.shape)
    cut = grey[: down * _COARSE, : across * _COARSE].reshape(down, _COARSE, across, _COARSE)
    coarse = cut.min(axis=(1, 3))
    paper, black = np.percentile(coarse, (80, 1)).tolist()
    dark: Flags = coarse < (paper + black) / 2
    return dark


# Seeing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen in the picture of a page that was turned by `turn`, as in `Sheet.turn`; lengths in its pixels."""

    picture: Picture
    turn: int
    level: list[Stroke]
    upright: list[Stroke]
    shaded: list[Shade]
    words: list[Word]
    whole: bool

    @property
    def sureness(self) -> float:
        """The mean confidence of its words."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0

    @property
    def read_well(self) -> bool:
        """Is it sure to be the right way up? On its side a page gives some words too."""
        return self.sureness >= _SURE and len(self.words) >= _MANY

    @property
    def sure_letters(self) -> int:
        return sum(len(word.text) for word in self.words if word.confidence >= _SURE)


def _see(sheet: Sheet, picture: Picture, turn: int, engine: ocr.Recogniser) -> _Seen:
    picture = _turned(picture, turn, sheet)
    shaded = shades(picture.pixels)
    grey = unspeckled(grey_of(picture.pixels))
    level = level_lines(grey) + level_lines(255 - grey)  # white lines on shading part cells as well
    upright = upright_lines(grey) + upright_lines(255 - grey)
    carried_through(upright, shaded, grey)
    plain = levelled(grey, shaded)
    _paint_over(plain, level)
    _paint_over(plain.T, upright)
    words, whole = engine.words(plain, max(round(72 * picture.scale), _LEAST_DPI))
    return _Seen(picture, turn, level, upright, shaded, lettering.likely(words), whole)


def _turned(picture: Picture, turn: int, sheet: Sheet) -> Picture:
    down, across = (length / picture.scale for length in picture.pixels.shape[:2])
    box = (picture.left, picture.top, picture.left + across, picture.top + down)
    left, top, _, _ = turned(box, turn, sheet.width, sheet.height)
    quarters = {0: 0, 90: -1, 180: 2, 270: 1}[turn]
    return replace(picture, pixels=np.rot90(picture.pixels, quarters), left=left, top=top)


def _paint_over(grey: Grey, lines: Iterable[Stroke]) -> None:
    """Without its lines, which OCR takes for letters."""
    for line in lines:
        grey[max(line.top - 1, 0) : line.bottom + 1, line.x0 : line.x1] = 255


# A sheet of what was seen ----------------------------------------------------------------------------------------


def _sheet(sheet: Sheet, seen: _Seen) -> Sheet:
    sideways = seen.turn in (90, 270)
    level = replace(
        sheet,
        width=sheet.height if sideways else sheet.width,
        height=sheet.width if sideways else sheet.height,
        rules=tuple(_rules(seen)),
        fills=tuple(Fill(*_area(shade, seen.picture), shade.colour) for shade in seen.shaded),
        hidden=0,
        turn=seen.turn,
        skew=seen.picture.skew,
    )
    glyphs = lettering.glyphs(seen.words, seen.picture)
    doubtful = lettering.doubtful(seen.words, seen.picture)
    return replace(
        level,
        glyphs=replace(glyphs, boxes=level.page_boxes(glyphs.frame)),
        recognition=Recognition(
            len(seen.words), seen.sureness, tuple(map(level.page_box, doubtful)), seen.whole
        ),
    )


def _rules(seen: _Seen) -> Iterator[Rule]:
    scale, left, top = seen.picture.scale, seen.picture.left, seen.picture.top
    for line in seen.level:
        y = top + line.middle / scale
        yield Rule(left + line.x0 / scale, y, left + line.x1 / scale, y)
    for line in seen.upright:
        x = left + line.middle / scale
        yield Rule(x, top + line.x0 / scale, x, top + line.x1 / scale)
    for shade in seen.shaded:
        if shade.dark:
            yield from (Rule(*side) for side in box_sides(_area(shade, seen.picture)))


def _area(shade: Shade, picture: Picture) -> Box:
    scale, left, top = picture.scale, picture.left, picture.top
    return (
        left + shade.x0 / scale,
        top + shade.top / scale,
        left + shade.x1 / scale,
        top + shade.bottom / scale,
    )
