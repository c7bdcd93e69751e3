"""Scans: documents of pictures give the records that the same pages give born digital, and say how they were read."""

import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import planextract
from planextract import checks, pulse
from planextract.document import Page
from planextract.errors import NoTextError
from planextract.options import Limits, Options
from planextract.pipeline import extract_document
from planextract.readers import read_bytes
from planextract.readers.pdf.engine.engines import PdfFile
from planextract.readers.pdf.scanning import ocr
from planextract.readers.pdf.scanning.scans import pictured
from planextract.records import Action, Extraction
from scanning import scanned

pytestmark = pytest.mark.long

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PLAN = SAMPLES / "thornmere-peer-challenge-plan.pdf"
TRACKER = SAMPLES / "osmerton-audit-tracker.pdf"

installed = pytest.mark.skipif(ocr.missing() is not None, reason="planextract[ocr] is not installed")


def codes(extraction: Extraction) -> list[str]:
    return [remark.code for remark in extraction.diagnostics]


def said(action: Action) -> tuple[object, ...]:
    """What an action says, without its places."""
    deadline, progress = action.deadline, action.progress
    return (
        action.text.value,
        [(owner.name, owner.role, owner.organisation) for owner in action.owners],
        deadline.raw if deadline else None,
        deadline.value if deadline else None,
        progress.state.value if progress.state else None,
        progress.rag.value.colour if progress.rag and progress.rag.value else None,
    )


def deadlines(extraction: Extraction) -> list[object]:
    return [action.deadline.value if action.deadline else None for action in extraction.actions]


def mixed(pictures: list[int], pages: tuple[int, int]) -> bytes:
    """The plan's pages, some as pictures and then some as they are."""
    writer, stream = PdfWriter(), BytesIO()
    writer.append(BytesIO(scanned(PLAN, pictures)))
    writer.append(str(PLAN), pages=pages)
    writer.write(stream)
    return stream.getvalue()


# With OCR --------------------------------------------------------------------------------------------------------


@installed
@pytest.mark.long
@pytest.mark.parametrize(("skew", "quarters"), [(1.2, 0), (0.8, 3), (0.0, 2)])
def test_a_page_askew_or_on_its_side_gives_its_actions(skew: float, quarters: int) -> None:
    born = planextract.extract(PLAN)
    read = planextract.extract_bytes(scanned(PLAN, [0], skew=skew, quarters=quarters), "scan.pdf")
    assert [said(action) for action in read.actions] == [said(action) for action in born.actions[:5]]


@installed
def test_a_scan_gives_what_its_pages_give_born_digital() -> None:
    born = planextract.extract(PLAN)
    read = planextract.extract_bytes(scanned(PLAN), "scan.pdf")
    assert [said(action) for action in read.actions] == [said(action) for action in born.actions]
    assert codes(read).count("page_read_by_ocr") == 3
    assert not [remark for remark in read.diagnostics if remark.severity == "error"]
    assert [found.text.value for found in read.findings] == [found.text.value for found in born.findings]
    assert read.metadata.title is not None
    assert read.metadata.title.value == "Corporate Peer Challenge Action Plan"


@installed
def test_a_striped_table_with_specks() -> None:
    born, scan = planextract.extract(TRACKER), scanned(TRACKER, specks=0.002)
    read = planextract.extract_bytes(scan, "scan.pdf")
    assert deadlines(read) == deadlines(born)
    alike = [said(new) == said(old) for new, old in zip(read.actions, born.actions, strict=True)]
    assert alike.count(True) >= 8


@installed
def test_boxes_lie_where_the_words_lie_on_the_page_askew() -> None:
    skewed = planextract.extract_bytes(scanned(PLAN, [0], skew=2.0), "scan.pdf")
    born = planextract.extract(PLAN)
    for new, old in zip(skewed.actions, born.actions, strict=False):
        assert new.deadline is not None
        assert old.deadline is not None
        there, here = new.deadline.sources[0], old.deadline.sources[0]
        assert there.bbox is not None  # type: ignore[union-attr]
        x, y = (here.bbox[0] + here.bbox[2]) / 2, (here.bbox[1] + here.bbox[3]) / 2  # type: ignore[union-attr,index]
        across, down = x - 421, y - 297.5
        askew = 421 + across * 0.99939 - down * 0.0349, 297.5 + across * 0.0349 + down * 0.99939
        x0, top, x1, bottom = there.bbox  # type: ignore[union-attr,misc]
        assert x0 <= askew[0] <= x1
        assert top <= askew[1] <= bottom


@installed
def test_only_the_pages_that_need_it_are_read_by_ocr() -> None:
    data = mixed([0], (1, 3))
    read = planextract.extract_bytes(data, "mixed.pdf")
    assert len(read.actions) == 12
    assert codes(read).count("page_read_by_ocr") == 1
    document = read_bytes(data, "mixed.pdf")
    assert [page.ocr for page in document.pages] == [True, False, False]


@installed
def test_a_garbled_text_layer_is_not_relied_upon() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.drawString(50, 700, "'HSDUWPHQW RI WKH +HDOWK DQG +XPDQ 6HUYLFHV")
    canvas.save()
    document = read_bytes(stream.getvalue(), "shifted.pdf")
    assert document.pages[0].ocr


@installed
def test_the_title_on_a_photograph_is_read_from_its_letters() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(Image.new("RGB", (595, 842), "#dde8f0")), 0, 0)
    canvas.drawString(50, 600, "Improvement Plan 2024 to 2027")
    canvas.save()
    document = read_bytes(stream.getvalue(), "cover.pdf")
    assert [block.text.text for block in document.blocks] == ["Improvement Plan 2024 to 2027"]
    assert not document.pages[0].ocr


@installed
def test_ocr_of_a_page_ends_before_a_batch_takes_the_document_for_stalled() -> None:
    assert Limits().stall_seconds - ocr._SECONDS >= 8
    signs: list[bool] = []
    engine = ocr.Recogniser()
    with pulse.listening(lambda: signs.append(True), 60):
        engine.words(np.full((200, 200), 255, dtype=np.uint8), 200)
    engine.close()
    assert signs


@installed
def test_a_page_that_takes_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = mixed([2], (0, 1))
    monkeypatch.setattr(ocr.Recogniser, "words", lambda *_: ([], False))
    found = read_bytes(data, "mixed.pdf").diagnostics
    assert [remark.code for remark in found] == ["no_text_on_page", "ocr_not_finished"]


@installed
def test_doubtful_words_of_a_deadline_are_said() -> None:
    read = planextract.extract(PLAN)
    source = read.actions[5].deadline.sources[0]  # type: ignore[union-attr]
    assert source.bbox is not None  # type: ignore[union-attr]
    page = Page(2, 842, 595, ocr=True, doubtful=(source.bbox, (0, 0, 5, 5)))  # type: ignore[union-attr]
    (remark,) = checks.doubtful_words(read, [page])
    assert remark.code == "ocr_word_doubtful"
    assert "a006" in remark.message
    assert remark.sources == (source,)
    assert not list(checks.doubtful_words(read, [Page(2, 842, 595)]))


def test_the_road_says_which_words_are_doubtful() -> None:
    document = planextract.read(PLAN)
    box = planextract.extract(PLAN).actions[5].deadline.sources[0].bbox  # type: ignore[union-attr]
    pages = tuple(replace(page, doubtful=(box,)) if page.number == 2 else page for page in document.pages)
    found = extract_document(replace(document, pages=pages)).diagnostics
    assert "ocr_word_doubtful" in [remark.code for remark in found]


# Without it ------------------------------------------------------------------------------------------------------


def hidden_layer() -> bytes:
    """A page of a scan over which OCR was run: its picture, and its words in no ink."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(Image.new("RGB", (595, 842), "white")), 0, 0)
    words = canvas.beginText(50, 700)
    words.setTextRenderMode(3)
    for line in (
        "The council agreed the following plan for the year ahead.",
        "It is to be reviewed each month.",
    ):
        words.textLine(line)
    canvas.drawText(words)
    canvas.save()
    return stream.getvalue()


def test_a_scan_that_has_a_text_layer_is_read_from_it() -> None:
    document = read_bytes(hidden_layer(), "searchable.pdf")
    assert not document.pages[0].ocr
    assert "reviewed each month" in " ".join(block.text.text for block in document.blocks)


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)


def test_without_the_extra_a_scan_is_an_error_that_names_it(without_the_extra: None) -> None:
    with pytest.raises(NoTextError, match=r"install planextract\[ocr\]"):
        read_bytes(scanned(PLAN, [2]), "scan.pdf")


def test_without_the_extra_a_page_of_a_mixed_document_has_a_remark_that_names_it(
    without_the_extra: None,
) -> None:
    data = mixed([2], (0, 1))
    (remark,) = read_bytes(data, "mixed.pdf").diagnostics
    assert remark.code == "no_text_on_page"
    assert "planextract[ocr]" in remark.message


def test_ocr_can_be_turned_off() -> None:
    with pytest.raises(NoTextError, match="turn OCR on"):
        read_bytes(scanned(PLAN, [2]), "scan.pdf", Options(ocr=False))


def test_the_data_of_tesseract_is_looked_for_where_the_user_says_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (tmp_path / "eng.traineddata").touch()
    assert ocr.data_folder() == tmp_path


def test_the_library_without_its_data_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: object())
    monkeypatch.setattr(ocr, "_folders", lambda: iter(()))
    advice = ocr.missing()
    assert advice is not None
    assert "TESSDATA_PREFIX" in advice


# Hostile pictures ------------------------------------------------------------------------------------------------


def picture_page(side: int, packing: list[str], body: bytes, size: tuple[float, float] = (595, 842)) -> bytes:
    """A page that a square image of so many pixels covers; its body is as packed as the names say, or not at all."""
    image, drawing = StreamObject(), StreamObject()
    image.set_data(body)
    image.update(
        {
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Width"): NumberObject(side),
            NameObject("/Height"): NumberObject(side),
            NameObject("/Filter"): ArrayObject(map(NameObject, packing)),
        }
    )
    drawing.set_data(b"%d 0 0 %d 0 0 cm /Scan Do" % size)
    writer = PdfWriter()
    page = writer.add_blank_page(*size)
    shown = DictionaryObject({NameObject("/Scan"): writer._add_object(image)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    page[NameObject("/Contents")] = writer._add_object(drawing)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


BOMB = zlib.compress(zlib.compress(bytes(100_000_000)))
HOSTILE = {
    "packed twice": picture_page(9, ["/FlateDecode", "/FlateDecode"], BOMB),
    "more pixels than a wall": picture_page(60_000, ["/FlateDecode"], zlib.compress(bytes(1000))),
}


@installed
@pytest.mark.parametrize("name", HOSTILE)
def test_pictures_that_ask_for_too_much_are_not_drawn(name: str) -> None:
    file = PdfFile(HOSTILE[name], name, Limits())
    (sheet,) = file.sheets()
    assert pictured(sheet)
    with pytest.raises(NoTextError):
        read_bytes(HOSTILE[name], name)


@pytest.mark.parametrize(
    ("size", "shape"), [((595, 842), (2339, 1653, 3)), ((14_200, 14_200), (3464, 3464, 3))]
)
def test_a_picture_is_drawn_within_bounds(size: tuple[float, float], shape: tuple[int, ...]) -> None:
    file = PdfFile(picture_page(9, ["/FlateDecode"], zlib.compress(bytes(81)), size), "black", Limits())
    for sheet in file.sheets():
        picture = file.picture(sheet.number)
        assert picture is not None
        assert picture.pixels.shape == shape
        assert (picture.pixels[1000, 800] == 0).all()
