"""Zips and mails: a result for each document in them, within bounds, and nothing written where a name points."""

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from planextract import Options, extract, extract_bytes, extract_many, read
from planextract.errors import (
    CorruptFileError,
    LimitExceededError,
    ReadError,
    SeveralDocumentsError,
    UnsupportedFormatError,
)
from planextract.options import Limits
from planextract.readers.collection import members
from planextract.readers.sniffing import sniff
from test_cli import run
from test_reading_docx import p, package, tbl, tc, tr

PLAN = package(
    p("Action plan")
    + tbl(
        tr(tc("Action"), tc("Lead"), tc("Timescale")), tr(tc("Appoint a lead"), tc("Clerk"), tc("June 2010"))
    )
)
MINUTES = b"Minutes of the Audit Panel\n\nThe clerk read the letter.\n"
PICTURE = b"\x89PNG\r\n\x1a\n not a report"


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files:
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def mail(body: str = "", page: str = "", **attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "clerk@osmerton.example", "panel@osmerton.example"
    message["Subject"], message["Message-ID"] = "The plan", "<1@osmerton.example>"
    message.set_content(body)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, "application", "octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def names(data: bytes, options: Options | None = None) -> list[tuple[str, str | None]]:
    """Each member with the name of its error."""
    found = members(data, "all.zip", options or Options())
    return [
        (one.name.removeprefix("all.zip/"), type(one.error).__name__ if one.error else None) for one in found
    ]


# What is inside --------------------------------------------------------------------------------------------------


def test_a_zip_that_keeps_a_pdf_unpacked_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("plan.pdf", b"%PDF-1.7\nnothing")
        file.writestr("minutes.txt", MINUTES)
    assert sniff(path.read_bytes(), path.name) == "zip"
    assert [one.source.name for one in extract_many([path])] == ["all.zip/plan.pdf", "all.zip/minutes.txt"]


def test_a_result_for_each_document(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zipped(("2010/plan.docx", PLAN), ("minutes.txt", MINUTES), ("logo.png", PICTURE)))
    found = list(extract_many([path]))
    assert [one.source.name for one in found] == [
        "all.zip/2010/plan.docx",
        "all.zip/minutes.txt",
        "all.zip/logo.png",
    ]
    assert [len(one.actions) for one in found] == [1, 0, 0]
    assert found[0] == extract_bytes(PLAN, "all.zip/2010/plan.docx")
    assert [remark.code for remark in found[2].diagnostics] == ["unsupported_format"]
    assert found[2].source.bytes == len(PICTURE)


def test_one_document_is_read_and_several_are_asked_for_otherwise() -> None:
    alone = zipped(
        ("plan.docx", PLAN), ("logo.png", PICTURE), ("__MACOSX/._plan.docx", b"x"), (".DS_Store", b"x")
    )
    assert extract_bytes(alone, "one.zip").source.name == "one.zip/plan.docx"
    with pytest.raises(SeveralDocumentsError, match="extract_many"):
        extract_bytes(zipped(("plan.docx", PLAN), ("minutes.txt", MINUTES)), "two.zip")
    with pytest.raises(UnsupportedFormatError, match="nothing in it"):
        extract_bytes(zipped(("logo.png", PICTURE)), "none.zip")
    with pytest.raises(CorruptFileError, match="broken or cut short"):
        extract_bytes(zipped(("plan.docx", PLAN[:300])), "broken.zip")


def test_documents_without_any(tmp_path: Path) -> None:
    (tmp_path / "empty.zip").write_bytes(zipped())
    (found,) = extract_many([tmp_path / "empty.zip"])
    assert [remark.code for remark in found.diagnostics] == ["unsupported_format"]


def test_collections_in_collections() -> None:
    inner = zipped(("plan.docx", PLAN), ("PLAN.docx", PLAN))
    deep = zipped(("a.zip", zipped(("b.zip", zipped(("c.zip", inner))))))
    assert names(
        zipped(("post.eml", mail("Dear all", x_docx=PLAN)), ("old.zip", inner), ("deep.zip", deep))
    ) == [
        ("post.eml/message.txt", None),
        ("post.eml/x.docx", None),
        ("old.zip/plan.docx", None),
        ("old.zip/PLAN.docx-2", None),
        ("deep.zip/a.zip/b.zip", "UnsupportedFormatError"),
    ]


# Hostile archives ------------------------------------------------------------------------------------------------


def test_names_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "in" / "all.zip"
    path.parent.mkdir()
    path.write_bytes(
        zipped(("../../outside.txt", MINUTES), ("/etc/plan.txt", MINUTES), ("a\\..\\b\x00c.txt", MINUTES))
    )
    assert [name for name, _ in names(path.read_bytes())] == ["outside.txt", "etc/plan.txt", "a/b"]
    result = run("extract", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    written = sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*.json"))
    assert written == ["out/all/a/b.json", "out/all/etc/plan.txt.json", "out/all/outside.txt.json"]


def test_what_is_locked_broken_or_oddly_packed_is_a_typed_result() -> None:
    data = bytearray(zipped(("locked.txt", MINUTES), ("fine.txt", MINUTES), ("broken.txt", MINUTES * 50)))
    first, last = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    data[first + 8] |= 1
    data[last + 16] ^= 0xFF  # (the sum over its bytes)
    assert names(bytes(data)) == [
        ("locked.txt", "EncryptedFileError"),
        ("fine.txt", None),
        ("broken.txt", "CorruptFileError"),
    ]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(members=2), "more than 2 files"),
        (Limits(inflated_bytes=100), "larger than"),
        (Limits(bytes=3_000, inflated_bytes=4_000), "larger than"),
    ],
)
def test_bounds(limits: Limits, words: str) -> None:
    data = zipped(*((f"{number}.txt", MINUTES * 40) for number in range(3)))
    with pytest.raises(ReadError, match=words) as caught:
        for member in members(data, "all.zip", Options(limits=limits)):
            if member.error is not None:
                raise member.error
    assert isinstance(caught.value, LimitExceededError)


def test_the_bounds_hold_for_what_lies_deeper_too() -> None:
    inner = zipped(*((f"{number}.txt", MINUTES) for number in range(3)))
    found = names(zipped(("a.zip", inner), ("b.zip", inner)), Options(limits=Limits(members=6)))
    assert found[-1] == ("b.zip", "LimitExceededError")
    assert len(found) == 5


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_holds() -> None:
    data = zipped(("bomb.txt", bytes(5_000_000)))
    assert names(data, Options(limits=Limits(bytes=1_000_000))) == [("bomb.txt", "LimitExceededError")]
    lying = bytearray(data)
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = (10).to_bytes(4, "little")
    assert names(bytes(lying), Options(limits=Limits(bytes=1_000_000))) == [("bomb.txt", "CorruptFileError")]


# Mail ------------------------------------------------------------------------------------------------------------


def test_a_mail_is_its_words_and_its_attachments() -> None:
    found = list(members(mail("Dear all, the plan is attached.", plan_docx=PLAN), "post.eml", Options()))
    assert [one.name for one in found] == ["post.eml/message.txt", "post.eml/plan.docx"]
    assert found[0].data.decode().splitlines() == [
        "From: clerk@osmerton.example",
        "To: panel@osmerton.example",
        "Subject: The plan",
        "",
        "Dear all, the plan is attached.",
    ]
    assert found[1].data == PLAN
    alone = extract_bytes(mail("Minutes of the Audit Panel"), "post.eml")
    assert alone.source.name == "post.eml/message.txt"


def test_a_page_with_a_table_is_taken_before_the_plain_text() -> None:
    rows = "<tr><th>Action</th><th>Lead</th></tr><tr><td>Appoint a lead</td><td>Clerk</td></tr>"
    data = mail("Action Lead Appoint a lead Clerk", page=f"<html><body><table>{rows}</table></body></html>")
    found = extract_bytes(data, "post.eml")
    assert found.source.media_type == "text/html"
    assert [action.text.value for action in found.actions] == ["Appoint a lead"]
    plain = mail("The clerk wrote.", page="<html><body><p>The clerk wrote.</p></body></html>")
    assert extract_bytes(plain, "post.eml").source.media_type == "text/plain"


def test_letters_of_any_set_and_a_set_that_nobody_knows() -> None:
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset="
    for charset, words in (("iso-8859-1", "Café".encode("latin-1")), ("x-unknown", "Café".encode("cp1252"))):
        found = read_mail(head + charset.encode() + b"\n\n" + words)
        assert found == "From: a@b.example\n\nCafé"


def read_mail(data: bytes) -> str:
    (member,) = members(data, "post.eml", Options())
    return member.data.decode()


def test_a_mail_inside_a_mail_and_pictures_of_a_signature() -> None:
    inner = EmailMessage()
    inner["From"], inner["Message-ID"] = "chair@osmerton.example", "<2@osmerton.example>"
    inner.set_content("The panel met.")
    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "clerk@osmerton.example", "<3@osmerton.example>"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    outer.add_attachment(PICTURE, "image", "png", disposition="inline", cid="<logo>")
    found = [(one.name, one.data.strip()) for one in members(outer.as_bytes(), "post.eml", Options())]
    assert found == [
        ("post.eml/message.txt", b"From: clerk@osmerton.example\n\nSee below."),
        ("post.eml/attachment-2/message.txt", b"From: chair@osmerton.example\n\nThe panel met."),
    ]


def test_hostile_mail_is_typed() -> None:
    deep = b"From: a@b\nMIME-Version: 1.0\n"
    for number in range(3_000):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    with pytest.raises(ReadError):
        extract_bytes(deep + b"\nwords", "post.eml")
    odd = b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain; name*=x''%ff%fe; charset*=u''%00\n\nThe clerk."
    assert extract_bytes(odd, "post.eml").source.bytes


def test_a_memo_is_no_mail() -> None:
    memo = b"From: The Clerk\nTo: All members\nSubject: Action plan\nDate: 3 May 2010\n\nDear all\n"
    assert sniff(memo, "memo.txt") == "text"
    assert sniff(b"Received: from x\n\tby y\n" + memo, "memo.txt") == "mail"


# The command line ------------------------------------------------------------------------------------------------


def test_the_command_line_gives_a_file_for_each(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zipped(("2010/plan.docx", PLAN), ("minutes.txt", MINUTES), ("logo.png", PICTURE)))
    result = run("extract", path)
    assert (result.exit_code, "need a folder" in result.stderr) == (2, True)
    result = run("extract", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert f"passed over {path}/logo.png" in result.stderr
    assert (
        json.loads((tmp_path / "out/all/2010/plan.docx.json").read_text())["source"]["name"]
        == "all.zip/2010/plan.docx"
    )
    assert (tmp_path / "out/all/minutes.txt.json").exists()
    lines = run("extract", path, "--to", "jsonl").stdout.splitlines()
    assert len(lines) == 2


def test_looking_into_a_zip_needs_one_document(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zipped(("plan.docx", PLAN)))
    assert "Appoint a lead" in run("show", path).stdout
    assert read(path).name == "all.zip/plan.docx"
    path.write_bytes(zipped(("plan.docx", PLAN), ("minutes.txt", MINUTES)))
    result = run("show", path)
    assert (result.exit_code, "several documents" in result.stderr) == (3, True)
    with pytest.raises(SeveralDocumentsError):
        extract(path)
