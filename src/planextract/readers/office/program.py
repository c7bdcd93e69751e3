"""LibreOffice at work: one process for each document, with a profile and a folder of its own that go with it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from planextract import pulse
from planextract.errors import CorruptFileError, LimitExceededError, MissingReaderError
from planextract.options import Limits

NAMED_BY: Final = "PLANEXTRACT_SOFFICE"
"""The environment variable that names LibreOffice's program where it is in none of the usual places."""

_COMMANDS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)

_WITHOUT_NETWORK = ("unshare", "--user", "--map-current-user", "--net", "--")
"""Linux's way of starting a program where there is no network at all; it needs no rights, but may be forbidden."""

_KEPT_OF_THE_ENVIRONMENT = ("PATH", "SYSTEMROOT", "SystemRoot", "LD_LIBRARY_PATH")

# No macro runs, no link is followed or brought up to date, and what asks the network anyway finds a dead proxy.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value>
</prop><prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def converted(data: bytes, name: str, ending: str, limits: Limits) -> bytes:
    """The .docx that LibreOffice makes of a file; `ending` says what that is.

    Raises MissingReaderError, LimitExceededError and CorruptFileError.
    """
    program = found_program()
    if program is None:
        raise MissingReaderError(name, f"{_kind(ending)} needs LibreOffice, which {_where_it_was_sought()}.")
    with tempfile.TemporaryDirectory(prefix="planextract-", ignore_cleanup_errors=True) as folder:
        source, out = Path(folder, f"document.{ending}"), Path(folder, "out")
        source.write_bytes(data)
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        if not _ran(_command(program, source, out, profile.parent), Path(folder), limits.conversion_seconds):
            reason = f"LibreOffice took more than {limits.conversion_seconds} seconds over it; "
            raise LimitExceededError(name, reason + "raise Limits.conversion_seconds, or save it as .docx.")
        return _result(out / "document.docx", name, limits)


def _result(made: Path, name: str, limits: Limits) -> bytes:
    if not made.is_file():
        raise CorruptFileError(
            name, "LibreOffice cannot open it; open it in Word, let it repair the file and save it as .docx."
        )
    if made.stat().st_size > limits.bytes:
        raise LimitExceededError(name, f"it becomes larger than {limits.bytes} bytes; raise Limits.bytes.")
    return made.read_bytes()


def _kind(ending: str) -> str:
    return {"doc": "an old Word file (.doc)", "rtf": "a Rich Text file (.rtf)"}[ending]


# Finding it --------------------------------------------------------------------------------------------------------


def found_program() -> str | None:
    """Where LibreOffice's program is; None where it is not installed, or not where the caller says."""
    named = os.environ.get(NAMED_BY)
    if named:
        return shutil.which(named)
    on_path = (shutil.which(command) for command in _COMMANDS)
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return next((place for place in (*on_path, *usual) if place is not None), None)


def _where_it_was_sought() -> str:
    if os.environ.get(NAMED_BY):
        return f"is not where {NAMED_BY} says; correct that"
    return f"is not installed; install it, name its program in {NAMED_BY}, or save the file as .docx"


# Running it --------------------------------------------------------------------------------------------------------


@cache
def network_can_be_cut() -> bool:
    """Whether this machine lets a program be started without a network."""
    if not sys.platform.startswith("linux") or shutil.which(_WITHOUT_NETWORK[0]) is None:
        return False
    tried = subprocess.run([*_WITHOUT_NETWORK, "true"], check=False, capture_output=True)
    return tried.returncode == 0


def _command(program: str, source: Path, out: Path, profile: Path) -> list[str]:
    return [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]


def _ran(command: list[str], folder: Path, seconds: float) -> bool:
    """Whether the program came to an end in time; if not, it and all that it started are ended."""
    process = subprocess.Popen(
        [*_WITHOUT_NETWORK, *command] if network_can_be_cut() else command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _ended_in_time(process, seconds)
    finally:
        _end(process)


def _ended_in_time(process: subprocess.Popen[bytes], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        pulse.beat()
        try:
            process.wait(timeout=min(left, 1))
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program is a script that starts others: all of them share its group."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """As little as will do, so that neither the caller's settings nor his clock's zone have a say."""
    kept = {key: os.environ[key] for key in _KEPT_OF_THE_ENVIRONMENT if key in os.environ}
    home = {key: str(folder) for key in ("HOME", "TMPDIR", "TEMP", "TMP")}
    return {
        **kept,
        **home,
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
    }
