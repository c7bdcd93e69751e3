"""Files that cannot be read: each gives one typed error whose sentence says what to do, and none harms the reader."""

import resource
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from crafted import CASES
from planextract.errors import (
    CorruptFileError,
    EncryptedFileError,
    LimitExceededError,
    MissingReaderError,
    NoTextError,
    ReadError,
    UnsupportedFormatError,
)
from planextract.options import Limits, Options
from planextract.readers import READERS, read_bytes
from planextract.readers.compound import MARK, top_names
from planextract.readers.sniffing import sniff

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def one_page(encrypt: StandardEncryption | None = None, words: str = "The plan") -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, encrypt=encrypt)
    canvas.drawString(50, 700, words)
    canvas.save()
    return stream.getvalue()


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def ole2(stream: str) -> bytes:
    return OLE2 + stream.encode("utf-16-le") + bytes(512)


BAD = [
    (b"", CorruptFileError, "empty file"),
    (bytes(5_000), CorruptFileError, "empty file"),
    (b"%PDF-1.4\n", CorruptFileError, "broken or cut short"),
    (one_page()[:400], CorruptFileError, "broken or cut short"),
    (b"%PDF-1.4\n" + b"(" * 10_000, CorruptFileError, "broken or cut short"),
    (one_page(StandardEncryption("secret", ownerPassword="owner")), EncryptedFileError, "password"),
    (one_page(words=" "), NoTextError, "run OCR"),
    (b"PK\x03\x04 and then nothing", CorruptFileError, "broken or cut short"),
    (zipped(word__styles=b"<x/>"), CorruptFileError, "lacks its document"),
    (zipped(**{"word__document.xml": b"no xml at all"}), CorruptFileError, "let it repair"),
    (
        zipped(**{"word__document.xml": b"<!DOCTYPE x [<!ENTITY e 'e'>]><x>&e;</x>"}),
        CorruptFileError,
        "repair",
    ),
    (zipped(**{"word__document.xml": b"<x/>"}), UnsupportedFormatError, "no Word document"),
    (
        zipped(**{"word__document.xml": b"<x>" + b" " * 12_000_000 + b"</x>"}),
        LimitExceededError,
        "inflates to more",
    ),
    (zipped(**{"xl__workbook.xml": b"<x/>"}), UnsupportedFormatError, "Excel"),
    (zipped(**{"xl__styles.xml": b"<x/>"}), CorruptFileError, "lacks its sheets"),
    (zipped(**{"xl__workbook.xml": b"no xml at all"}), CorruptFileError, "let it repair"),
    (
        zipped(**{"xl__workbook.xml": b"<x>" + b" " * 12_000_000 + b"</x>"}),
        LimitExceededError,
        "inflates to more",
    ),
    (zipped(**{"xl__workbook.xml": b"<c/>" * 8_000_001}), LimitExceededError, "inflates to more"),
    (zipped(**{"xl__workbook.bin": b"x"}), UnsupportedFormatError, ".xlsb"),
    (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), CorruptFileError, "lacks its content"),
    (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        CorruptFileError,
        "lacks its content",
    ),
    (
        zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}),
        CorruptFileError,
        "lacks its content",
    ),
    (zipped(mimetype=b"application/epub+zip"), UnsupportedFormatError, "e-book"),
    (zipped(**{"photo.png": b"\x89PNG"}), UnsupportedFormatError, "nothing in it"),
    (ole2("EncryptedPackage"), EncryptedFileError, "password"),
    (ole2("WordDocument"), MissingReaderError, "old Word file .* LibreOffice"),
    (OLE2, CorruptFileError, "old Office file is broken or cut short"),
    (ole2("__properties_version1.0"), CorruptFileError, "save it again from Outlook"),
    (ole2("PowerPoint Document"), UnsupportedFormatError, "PowerPoint"),
    (b"{\\rtf1 Minutes}", MissingReaderError, "Rich Text file .* LibreOffice"),
    (b"\x89PNG\r\n\x1a\n" + bytes(64), UnsupportedFormatError, "picture"),
    (bytes(range(256)) * 20, UnsupportedFormatError, "no kind of file"),
]


@pytest.mark.parametrize(
    ("data", "error", "words"), BAD, ids=[f"{error.__name__}-{words}" for _, error, words in BAD]
)
def test_each_bad_file_has_its_error(
    data: bytes, error: type[ReadError], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANEXTRACT_SOFFICE", "no such program")
    with pytest.raises(error, match=words) as caught:
        read_bytes(data, "plan.docx")
    assert caught.value.path == "plan.docx"
    assert caught.value.reason.endswith(".")
    assert "/" not in caught.value.reason.replace("and/or", "")


def test_an_owner_password_alone_keeps_nobody_out() -> None:
    locked = one_page(StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0))
    assert read_bytes(locked, "plan.pdf").blocks[0].text.text == "The plan"


def test_files_over_the_limit_of_bytes_are_refused() -> None:
    with pytest.raises(LimitExceededError, match="larger than 100 bytes"):
        read_bytes(one_page(), "plan.pdf", Options(limits=Limits(bytes=100)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"junk before the header\n%PDF-1.7\n", "pdf"),
        (b"<!DOCTYPE html>\n<html><body>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- page -->\n<html>", "html"),
        (b"<p>Action: the clerk</p>\n<table><tr><td>1</td></tr></table>", "html"),
        (b"Action <b>required</b>: the clerk to write to everybody who lives in the street by June", "text"),
        (b"<b>Action</b>\t<b>Lead</b>\n<p>Review</p>\t<p>Clerk</p>\n<ul><li>a</li></ul>\tClerk\n", "text"),
        (b"<div>\n\t<b>Action</b>\n\t<p>Review</p>\n\t<p>Clerk</p>\n</div>", "html"),
        ("Café – minutes".encode("cp1252"), "text"),
        ("Minutes".encode("utf-16"), "text"),
        (b"| Action | Owner |\n|---|---|\n| Review | HR |", "text"),
        (b"<" * 10_000, "text"),
        (b"<a" * 5_000, "text"),
        (b"<!--" * 3_000, "text"),
        (b" " * 10_000 + b"x", "text"),
    ],
)
def test_what_a_file_is(data: bytes, expected: str) -> None:
    assert sniff(data, "x") == expected
    assert expected in READERS


def compound(*entries: tuple[str, int, int]) -> bytes:
    """An OLE2 file of one sector of directory: each entry's name, next one and first inside."""
    header = bytearray(MARK + bytes(504))
    header[30:32] = (9).to_bytes(2, "little")
    for at in range(76, 512, 4):
        header[at : at + 4] = b"\x00\x00\x00\x00" if at == 76 else b"\xff" * 4
    header[48:52], header[68:72] = (1).to_bytes(4, "little"), b"\xfe\xff\xff\xff"
    directory = b""
    for words, right, child in entries:
        name = (
            words.encode("utf-16-le").ljust(64, b"\0")
            + (2 * len(words) + 2).to_bytes(2, "little")
            + b"\x02\x01"
        )
        numbers = (0xFFFFFFFF, right & 0xFFFFFFFF, child & 0xFFFFFFFF)
        directory += (name + b"".join(number.to_bytes(4, "little") for number in numbers)).ljust(128, b"\0")
    list_of_sectors = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff" * 504
    return bytes(header) + list_of_sectors + directory.ljust(512, b"\0")


def test_what_is_embedded_does_not_say_what_a_file_is() -> None:
    data = compound(
        ("Root Entry", -1, 1), ("PowerPoint Document", 2, -1), ("MBD01", -1, 3), ("WordDocument", -1, -1)
    )
    assert top_names(data) == {"PowerPoint Document", "MBD01"}
    with pytest.raises(UnsupportedFormatError, match="PowerPoint"):
        sniff(data, "plan.ppt")
    assert sniff(compound(("Root Entry", -1, 1), ("WordDocument", -1, -1)), "plan.ppt") == "doc"


def test_directories_that_go_in_circles_come_to_an_end() -> None:
    assert top_names(compound(("Root Entry", -1, 1), ("Data", 1, 1))) == {"Data"}
    assert top_names(MARK + b"\xff" * 600) == frozenset()


@pytest.mark.parametrize("power", range(7))
def test_sectors_too_small_to_hold_anything_are_a_broken_file(power: int) -> None:
    data = bytearray(compound(("Root Entry", -1, 1), ("Data", -1, -1)))
    data[30:32], data[68:72] = power.to_bytes(2, "little"), b"\0\xff\0\0"
    assert top_names(bytes(data)) == frozenset()
    with pytest.raises(CorruptFileError, match="broken or cut short"):
        sniff(bytes(data), "plan.xls")


ONE = (
    "import sys; from planextract import readers; from planextract.errors import ReadError\n"
    "try: readers.read(sys.argv[1])\n"
    "except ReadError as error: sys.exit(3)\n"
)


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


@pytest.mark.parametrize(
    "name",
    [
        *("p01-flate-1GiB", "p02-flate-double-8GiB", "p04-flate-text-ops-50MB", "p06-runlength-64MB"),
        *(
            "p08-asciihex-ascii85-lzw",
            "p15-nested-arrays-content-1M",
            "p17-xref-prev-loop",
            "p22-ref-chain-cycle",
        ),
        *(
            "p30-font-W-range-2e9",
            "p31-tounicode-bfrange-4e9",
            "p32-encoding-cidrange-4e9",
            "p40-xobject-laughs-10e9",
        ),
        *(
            "p43-grid-200x200",
            "p44-random-lines-20k",
            "p45-chars-200k",
            "p48-q-nesting-1M",
            "d01-bomb-document-1GiB-spaces",
        ),
        *(
            "d02-bomb-elements-200MB",
            "d03-bomb-bzip2-2GiB",
            "d05-billion-laughs",
            "d10-gridspan-2e9",
            "d20-65k-parts",
        ),
    ],
)
def test_hostile_files_end_soon_and_typed(name: str, tmp_path: Path) -> None:
    (file,) = (each for each in CASES if each.startswith(f"{name}."))
    (tmp_path / file).write_bytes(CASES[file]())
    done = subprocess.run(
        [sys.executable, "-c", ONE, str(tmp_path / file)],
        preexec_fn=_bounded,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr.decode()[-500:]
    assert done.stdout == b""
    assert done.stderr == b""
