"""Outlook messages: the same results as from a mail saved as .eml, and whatever is broken in one has its error."""

import random
import struct
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import planextract
from outlook import CUTOFF, Attachment, Mail, compound, msg, stored
from planextract import Options, extract_bytes
from planextract.errors import CorruptFileError, ReadError
from planextract.options import Limits
from planextract.readers.collection import members
from planextract.readers.collection.member import Member
from planextract.readers.collection.rich import page_in, unpacked
from planextract.readers.compound import BrokenCompoundError, Compound, top_names
from planextract.readers.sniffing import sniff
from test_collections import PICTURE, PLAN, zipped

ROWS = "<tr><th>Action</th><th>Lead</th></tr><tr><td>Appoint a lead</td><td>Clerk</td></tr>"
PLAIN = Mail(
    subject="Actions of the Audit Panel",
    sender="Rosalind Pike",
    to="Members of the panel",
    plain="Dear all,\r\n\r\nThe plan is attached.\r\n",
    attached=(Attachment("plan.docx", PLAN),),
)


def inside(data: bytes, options: Options | None = None) -> list[Member]:
    return list(members(data, "post.msg", options or Options()))


def named(data: bytes, options: Options | None = None) -> list[tuple[str, str | None]]:
    return [
        (each.name.removeprefix("post.msg/"), type(each.error).__name__ if each.error else None)
        for each in inside(data, options)
    ]


# What is inside --------------------------------------------------------------------------------------------------


def test_its_words_and_what_is_attached() -> None:
    data = msg(PLAIN)
    assert sniff(data, "plan.docx") == "msg"
    words, plan = inside(data)
    assert (words.name, plan.name) == ("post.msg/message.txt", "post.msg/plan.docx")
    assert words.data.decode().splitlines() == [
        "From: Rosalind Pike",
        "To: Members of the panel",
        "Date: 3 May 2010",
        "Subject: Actions of the Audit Panel",
        "",
        "Dear all,",
        "",
        "The plan is attached.",
    ]
    assert extract_bytes(plan.data, plan.name) == extract_bytes(PLAN, plan.name)
    assert len(extract_bytes(plan.data, plan.name).actions) == 1


def test_a_mail_speaks_from_the_day_it_was_sent() -> None:
    found = extract_bytes(msg(replace(PLAIN, attached=())), "post.msg")
    assert found.source.name == "post.msg/message.txt"
    assert found.metadata.reference_date is not None
    assert found.metadata.reference_date.value == date(2010, 5, 3)
    assert found.metadata.title is not None
    assert found.metadata.title.value == "Actions of the Audit Panel"
    undated = inside(msg(replace(PLAIN, ticks=0)))[0].data.decode()
    assert "Date:" not in undated


def test_a_mail_in_a_mail_and_a_zip_in_that() -> None:
    inner = Mail("Last year", plain="See below.", attached=(Attachment("old.zip", zipped(("a.docx", PLAN))),))
    found = named(msg(replace(PLAIN, attached=(Attachment("Last year", inner=inner),))))
    assert found == [
        ("message.txt", None),
        ("Last year/message.txt", None),
        ("Last year/old.zip/a.docx", None),
    ]


def test_pictures_of_a_signature_are_not_attached_and_links_are_said() -> None:
    logo = Attachment("logo.png", PICTURE, media_type="image/png", content_id="logo@osmerton")
    photo = Attachment("photo.png", PICTURE, media_type="image/png")
    found = named(msg(replace(PLAIN, attached=(logo, photo, Attachment("plan.docx")))))
    assert found == [("message.txt", None), ("photo.png", None), ("plan.docx", "UnsupportedFormatError")]


def test_words_of_old_messages_are_in_windows_letters() -> None:
    found = inside(msg(Mail("Café", plain="£500 – agreed", narrow=True)))
    assert "Subject: Café\n\n£500 – agreed" in found[0].data.decode()


def test_names_lead_nowhere() -> None:
    assert named(msg(Mail(attached=(Attachment("..\\..\\etc\\plan.docx", PLAN),))))[0][0] == "etc/plan.docx"


def test_sealed_mail_has_its_error() -> None:
    assert named(msg(replace(PLAIN, kind="IPM.Note.SMIME"))) == [("message", "EncryptedFileError")]


# Pages -----------------------------------------------------------------------------------------------------------

PAGE = f"<html><body><p>Café</p><table>{ROWS}</table></body></html>"
WRAPPED = (
    r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0\green0\blue0;}"
    r"{\*\htmltag64 <html>}{\*\htmltag64 <body>}{\*\mhtmltag4 <p>}{\*\htmltag4 <p>}\htmlrtf {\f0 \htmlrtf0 Caf\'e9"
    r"{\*\htmltag8 </p>}\htmlrtf \par }\htmlrtf0" + "\r\n"
    r"{\*\htmltag72 <table><tr><th>}Action{\*\htmltag72 </th><th>}Lead{\*\htmltag72 </th></tr><tr><td>}"
    r"{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 Appoint a lead \u8211?\'20\{new\}{\*\htmltag72 </td><td>}Clerk"
    r"{\*\htmltag72 </td></tr></table></body></html>}}"
).encode()


def test_a_page_with_a_table_is_taken_before_the_plain_text() -> None:
    found = extract_bytes(msg(replace(PLAIN, page=PAGE.encode(), attached=())), "post.msg")
    assert (found.source.name, found.source.media_type) == ("post.msg/message.html", "text/html")
    assert [action.text.value for action in found.actions] == ["Appoint a lead"]
    assert found.metadata.reference_date is not None
    assert found.metadata.reference_date.raw == "3 May 2010"
    assert named(msg(replace(PLAIN, page=b"<p>Dear all</p>", attached=())))[0][0] == "message.txt"


def test_the_page_that_is_hidden_in_rich_text() -> None:
    wanted = (
        "<html><body><p>Café</p><table><tr><th>Action</th><th>Lead</th></tr><tr><td>"
        "&nbsp;Appoint a lead – {new}</td><td>Clerk</td></tr></table></body></html>"
    )
    assert page_in(WRAPPED) == wanted
    assert page_in(rb"{\rtf1\ansi Dear all}") == ""
    found = extract_bytes(msg(replace(PLAIN, rich=stored(WRAPPED), attached=())), "post.msg")
    assert [action.text.value for action in found.actions] == ["Appoint a lead – {new}"]


def test_rich_text_is_unpacked() -> None:
    """The example that [MS-OXRTFCP] works through, and one whose reference reaches into what it writes."""
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(example) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    again = struct.pack("<II4sI", 0, 20, b"LZFu", 0) + b"\x08abc" + struct.pack(">H", 207 << 4 | 15) + b"\0"
    assert unpacked(again) == b"abc" + b"abcabcabcabcabcab"
    for hostile in (
        b"",
        example[:15],
        example[:30],
        struct.pack("<II4sI", 9, 2**32 - 1, b"LZFu", 0) + b"\xff" * 99,
    ):
        assert len(unpacked(hostile)) < 10_000


# Hostile messages ------------------------------------------------------------------------------------------------


def test_what_is_cut_short_is_typed() -> None:
    data = msg(replace(PLAIN, plain="The clerk wrote. " * 500))
    for length in range(400, len(data), 397):
        try:
            for each in inside(data[:length]):
                assert each.error is None or isinstance(each.error, ReadError)
        except ReadError:
            pass
    with pytest.raises(CorruptFileError, match="broken or cut short"):
        extract_bytes(data[:512], "post.msg")


def test_any_byte_may_be_wrong() -> None:
    chance, data = random.Random(4), msg(PLAIN)
    for _ in range(300):
        spoilt = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            spoilt[chance.choice((chance.randrange(8, 512), chance.randrange(8, len(data))))] = (
                chance.randrange(256)
            )
        with suppress(ReadError):
            list(members(bytes(spoilt), "post.msg", Options()))


def test_chains_and_trees_that_turn_back_end() -> None:
    data = bytearray(msg(Mail(plain="x" * 40_000, attached=(Attachment("plan.docx", PLAN),))))
    table = struct.unpack_from("<I", data, 76)[0]
    at = (table + 1) * 512
    for place in range(128):  # (every sector goes on at itself)
        struct.pack_into("<I", data, at + 4 * place, place)
    with pytest.raises(ReadError):
        inside(bytes(data))
    data = bytearray(msg(PLAIN))
    directory = struct.unpack_from("<I", data, 48)[0]
    for entry in range((directory + 1) * 512, (directory + 2) * 512, 128):  # (every entry holds the top)
        struct.pack_into("<III", data, entry + 68, 0, 0, 0)
    with pytest.raises(ReadError):
        inside(bytes(data))


def test_sizes_are_not_believed() -> None:
    data = bytearray(msg(Mail(plain="Dear all", attached=(Attachment("plan.docx", bytes(CUTOFF)),))))
    at = data.index("__substg1.0_37010102".encode("utf-16-le"))
    struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
    assert named(bytes(data))[1] == ("plan.docx", "LimitExceededError")
    struct.pack_into("<I", data, at + 120, 100_000)
    assert named(bytes(data))[1] == ("plan.docx", "CorruptFileError")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(members=3), "LimitExceededError"),
        (Limits(inflated_bytes=5_000), "LimitExceededError"),
        (Limits(bytes=2_000), "LimitExceededError"),
    ],
)
def test_bounds(limits: Limits, expected: str) -> None:
    data = msg(replace(PLAIN, attached=[Attachment(f"{number}.txt", b"x" * 2_500) for number in range(9)]))
    try:
        errors = [each.error for each in inside(data, Options(limits=limits)) if each.error is not None]
    except ReadError as error:
        errors = [error]
    assert {type(error).__name__ for error in errors} == {expected}


def test_mails_within_mails_are_followed_to_a_depth() -> None:
    mail = Mail(plain="innermost")
    for _ in range(6):
        mail = Mail(plain="outer", attached=(Attachment("in", inner=mail),))
    assert named(msg(mail)) == [
        ("message.txt", None),
        ("in/message.txt", None),
        ("in/in/message.txt", None),
        ("in/in/in", "UnsupportedFormatError"),
    ]


def test_many_folders_that_share_one_tree_take_no_longer() -> None:
    data = bytearray(msg(Mail(attached=[Attachment(f"{n}", b"x") for n in range(3_000)])))
    began = time.monotonic()
    with pytest.raises(ReadError):
        inside(bytes(data))  # (over Limits.members)
    for at in range(512, len(data), 128):
        if data[at : at + 28] == "__attach_versi".encode("utf-16-le"):
            struct.pack_into("<I", data, at + 76, 1)
    with pytest.raises(ReadError):
        inside(bytes(data))
    assert time.monotonic() - began < 5


def test_a_small_file_that_is_no_mail() -> None:
    assert top_names(compound({"PowerPoint Document": b"x"})) == {"PowerPoint Document"}
    with pytest.raises(BrokenCompoundError):
        Compound(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_each_document_has_its_result(tmp_path: Path) -> None:
    path = tmp_path / "post.msg"
    path.write_bytes(msg(PLAIN))
    found = list(planextract.extract_many([path]))
    assert [(each.source.name, len(each.actions)) for each in found] == [
        ("post.msg/message.txt", 0),
        ("post.msg/plan.docx", 1),
    ]
