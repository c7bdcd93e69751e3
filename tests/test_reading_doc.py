"""Old Word and Rich Text files: what LibreOffice makes of them is read, and whatever goes wrong has its error.

Most tests put a small program in LibreOffice's place; those that ask the real one are skipped where it is missing.
"""

import hashlib
import os
import shutil
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import planextract
from conftest import SHARED
from formats import by_libreoffice
from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError, MissingReaderError
from planextract.options import Limits, Options
from planextract.readers import read_bytes
from planextract.readers.office import program
from planextract.readers.office.program import NAMED_BY, found_program, network_can_be_cut
from test_reading_docx import p, package, tbl, tc, tr

pytestmark = pytest.mark.long

RTF = rb"{\rtf1\ansi Minutes of the Audit Panel\par}"
PUBLIC = SHARED / "corpus" / "real"
CLOCK = (
    '<w:p><w:r><w:t xml:space="preserve">Printed </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
    '</w:r><w:r><w:t>14/03/2010</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    '<w:p><w:r><w:t xml:space="preserve">Seen </w:t></w:r><w:fldSimple w:instr=" TIME "><w:r><w:t>09:30</w:t></w:r>'
    "</w:fldSimple></w:p>"
)

needs_libreoffice = pytest.mark.skipif(found_program() is None, reason="LibreOffice is not installed")


def old_word(flags: int = 0) -> bytes:
    """The head of an OLE2 file with a Word document in it, and its flags."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    document = (b"\xec\xa5\xc1\x00" + bytes(6) + flags.to_bytes(2, "little")).ljust(512, b"\0")
    return head + document + "WordDocument".encode("utf-16-le")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "StandIn":
    return StandIn(tmp_path, monkeypatch)


class StandIn:
    """A program in LibreOffice's place; its last two arguments are the folder and the file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch

    def does(self, script: str) -> None:
        program = self.folder / "soffice"
        program.write_text(
            f'#!/bin/sh\nHERE="{self.folder}"\nshift $(($# - 2))\n{script}\n', encoding="utf-8"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self._monkeypatch.setenv(NAMED_BY, str(program))

    def makes(self, made: bytes) -> None:
        (self.folder / "made.docx").write_bytes(made)
        self.does(
            'mkdir -p "$1"; cp "$HERE/made.docx" "$1/document.docx"; env > "$HERE/env"; pwd > "$HERE/cwd"'
        )


def test_what_it_makes_is_read_under_the_original_s_name(stand_in: StandIn) -> None:
    stand_in.makes(package(p("Action plan") + tbl(tr(tc("Action"), tc("Lead")), tr(tc("Consult"), tc("HR")))))
    found = read_bytes(RTF, "minutes.rtf")
    assert (found.name, found.media_type, found.reader) == (
        "minutes.rtf",
        "application/rtf",
        "libreoffice+docx",
    )
    assert (found.size, found.sha256) == (len(RTF), hashlib.sha256(RTF).hexdigest())
    assert [remark.code for remark in found.diagnostics] == ["converted"]
    cell = found.tables[0].rows[1].cells[0]
    assert found.source_at(cell.lines[0].text.sources()[0].place) == "Consult"
    assert read_bytes(old_word(), "plan.doc").media_type == "application/msword"


def test_its_folder_goes_and_the_caller_s_environment_stays_outside(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL_TOKEN", "harrowgate")
    stand_in.makes(package(p("Action plan")))
    read_bytes(RTF, "minutes.rtf")
    folder = (stand_in.folder / "cwd").read_text(encoding="utf-8").strip()
    said = (stand_in.folder / "env").read_text(encoding="utf-8")
    assert folder
    assert not Path(folder).exists()
    assert "COUNCIL_TOKEN" not in said
    assert f"HOME={folder}" in said
    assert "TZ=UTC" in said


def test_what_it_cannot_open_is_corrupt(stand_in: StandIn) -> None:
    stand_in.does("exit 1")
    with pytest.raises(CorruptFileError, match="LibreOffice cannot open it"):
        read_bytes(RTF, "minutes.rtf")
    stand_in.makes(b"PK\x03\x04 and then nothing")
    with pytest.raises(CorruptFileError, match="nothing readable"):
        read_bytes(RTF, "minutes.rtf")


def test_one_that_takes_too_long_is_ended_with_all_that_it_started(stand_in: StandIn) -> None:
    stand_in.does('sleep 600 & echo $! > "$HERE/pid"; wait')
    with pytest.raises(LimitExceededError, match="more than 1 seconds"):
        read_bytes(RTF, "minutes.rtf", Options(limits=Limits(conversion_seconds=1)))
    started = int((stand_in.folder / "pid").read_text(encoding="utf-8"))
    for _ in range(50):
        if not _alive(started):
            break
        time.sleep(0.1)
    assert not _alive(started)


def test_its_folder_goes_after_an_end_by_force_too(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    stand_in.does('pwd > "$HERE/cwd"; sleep 600 & wait')
    with pytest.raises(LimitExceededError):
        read_bytes(RTF, "minutes.rtf", Options(limits=Limits(conversion_seconds=0.5)))
    assert (stand_in.folder / "cwd").read_text(encoding="utf-8").startswith(str(own))
    assert list(own.iterdir()) == []


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def test_more_than_the_limit_of_bytes_is_refused(stand_in: StandIn) -> None:
    stand_in.makes(package(p("Action plan")))
    with pytest.raises(LimitExceededError, match="becomes larger than 100 bytes"):
        read_bytes(RTF, "minutes.rtf", Options(limits=Limits(bytes=100)))


def test_a_missing_program_is_named_and_the_other_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAMED_BY, str(tmp_path / "gone"))
    (tmp_path / "old.doc").write_bytes(old_word())
    (tmp_path / "note.txt").write_text("The clerk wrote to all members.", encoding="utf-8")
    with pytest.raises(
        MissingReaderError, match=r"needs LibreOffice, which is not where PLANEXTRACT_SOFFICE says"
    ):
        planextract.extract(tmp_path / "old.doc")
    found = list(planextract.extract_many([tmp_path / "old.doc", tmp_path / "note.txt"]))
    assert [said.code for said in found[0].diagnostics] == ["missing_reader"]
    assert found[1].source.reader == "text"
    monkeypatch.delenv(NAMED_BY)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("planextract.readers.office.program._USUAL_PLACES", ())
    with pytest.raises(MissingReaderError, match="is not installed; install it"):
        planextract.extract(tmp_path / "old.doc")


def test_a_password_is_seen_before_anything_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAMED_BY, str(tmp_path / "gone"))
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(old_word(flags=0x100), "plan.doc")


def test_days_that_the_program_took_from_the_clock_are_left_out(stand_in: StandIn) -> None:
    stand_in.makes(package(CLOCK))
    assert [block.text.text for block in read_bytes(RTF, "letter.rtf").blocks] == ["Printed", "Seen"]
    own = read_bytes(package(CLOCK), "letter.docx")
    assert [block.text.text for block in own.blocks] == ["Printed 14/03/2010", "Seen 09:30"]


@needs_libreoffice
def test_the_real_program_reads_rich_text() -> None:
    found = read_bytes(
        rb"{\rtf1\ansi {\b Action plan}\par The clerk is to write to caf\'e9 owners.\par}", "plan.rtf"
    )
    assert [block.text.text for block in found.blocks] == [
        "Action plan",
        "The clerk is to write to café owners.",
    ]


@needs_libreoffice
@pytest.mark.parametrize(
    "name",
    [
        "govuk_lpdp_action_report_2010-12",
        "govuk_lpdp_action_report_2012-01",
        "govuk_lpdp_meeting_actions_2010-01-19",
        "govuk_tb11_action_log_2011-11",
    ],
)
def test_a_public_paper_gives_what_its_docx_gives(name: str) -> None:
    old, new = PUBLIC / "doc" / f"{name}.doc", PUBLIC / "docx" / f"{name}.conv.docx"
    if not old.exists():
        pytest.skip("the public papers are not at hand")
    made, wanted = planextract.extract(old), planextract.extract(new)
    apart = {"source", "diagnostics"}
    assert made.model_dump(exclude=apart) == wanted.model_dump(exclude=apart)
    assert made.actions
    assert made.source.media_type == "application/msword"


# Alone -----------------------------------------------------------------------------------------------------------


class Listener:
    """A server on this machine; `heard` is what was asked of it."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(2)
                self.heard.append(caller.recv(200))

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


def linked(port: int) -> bytes:
    """A page with a picture that lies on a server, under a plan's words."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (
            ("office", "office"),
            ("text", "text"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
        )
    )
    where = f'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://127.0.0.1:{port}/crest.png"'
    return (
        f'<?xml version="1.0"?><office:document{spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:body><office:text><text:p>Action plan</text:p><text:p>"
        '<draw:frame svg:width="3cm" svg:height="3cm" text:anchor-type="as-char">'
        f'<draw:image {where} xlink:type="simple"/></draw:frame></text:p>'
        "</office:text></office:body></office:document>"
    ).encode()


@pytest.mark.long
@needs_libreoffice
def test_nothing_is_fetched(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice over: by what its profile says, and where the machine allows by there being no network."""
    old = by_libreoffice(linked(listener.port), "fodt", "doc")
    assert str(listener.port).encode() in old
    listener.heard.clear()  # (saving it asked for the picture)
    assert [block.text.text for block in read_bytes(old, "plan.doc").blocks] == ["Action plan"]
    monkeypatch.setattr(program, "network_can_be_cut", lambda: False)
    assert read_bytes(old, "plan.doc").blocks
    assert listener.heard == []


@pytest.mark.long
@needs_libreoffice
def test_there_would_be_something_to_hear(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    old = by_libreoffice(linked(listener.port), "fodt", "doc")
    listener.heard.clear()
    monkeypatch.setattr(program, "network_can_be_cut", lambda: False)
    monkeypatch.setattr(program, "_PROFILE", program._PROFILE.partition("<item")[0] + "</oor:items>")
    assert read_bytes(old, "plan.doc").blocks
    assert any(b"/crest.png" in said for said in listener.heard)


def test_the_program_has_no_network(
    stand_in: StandIn, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    bash = shutil.which("bash")
    if bash is None or not network_can_be_cut():
        pytest.skip("this machine does not let a program be started without a network")
    (stand_in.folder / "made.docx").write_bytes(package(p("Action plan")))
    stand_in.does(
        f'{bash} -c "echo hello > /dev/tcp/127.0.0.1/{listener.port}" 2> "$HERE/said"\n'
        'mkdir -p "$1"; cp "$HERE/made.docx" "$1/document.docx"'
    )
    assert read_bytes(RTF, "minutes.rtf").blocks
    assert "unreachable" in (stand_in.folder / "said").read_text(encoding="utf-8")
    assert listener.heard == []
    monkeypatch.setattr(program, "network_can_be_cut", lambda: False)
    assert read_bytes(RTF, "minutes.rtf").blocks
    for _ in range(50):
        time.sleep(0 if listener.heard else 0.05)
    assert listener.heard == [b"hello\n"]


@needs_libreoffice
def test_no_file_of_this_machine_is_drawn_in(tmp_path: Path) -> None:
    (tmp_path / "payroll.txt").write_text("Salaries of the board", encoding="utf-8")
    field = rf'{{\field{{\*\fldinst INCLUDETEXT "{tmp_path}/payroll.txt"}}{{\fldrslt As agreed}}}}'
    found = read_bytes(rf"{{\rtf1\ansi Action plan\par {field}\par}}".encode(), "plan.rtf")
    assert [block.text.text for block in found.blocks] == ["Action plan", "As agreed"]
