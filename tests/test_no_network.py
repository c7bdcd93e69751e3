"""Reading needs no network and asks for none: in a name space without one, and by what Python tells its hooks."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CUT_OFF = ("unshare", "--net", "--map-root-user")

WATCHED = """
import sys
asked = []
sys.addaudithook(lambda event, _: asked.append(event) if event.startswith("socket.") else None)
import planextract
count = sum(len(each.actions) for each in planextract.extract_many(sys.argv[1:]))
print(count, *asked)
"""


def samples() -> list[str]:
    kinds = (".pdf", ".docx", ".xlsx", ".odt", ".html", ".txt", ".md")
    chosen = {path.suffix: str(path) for path in sorted(SAMPLES.iterdir()) if path.suffix in kinds}
    return list(chosen.values())


def test_reading_asks_for_no_socket() -> None:
    """With models and OCR, wherever these are installed."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *samples()], capture_output=True, text=True, check=True
    )
    count, *asked = done.stdout.split()
    assert int(count) > 20
    assert asked == []


@pytest.mark.long
def test_samples_are_read_where_there_is_no_network() -> None:
    if shutil.which(CUT_OFF[0]) is None or subprocess.run([*CUT_OFF, "true"], check=False).returncode != 0:
        pytest.skip("name spaces without a network cannot be made here")
    command = [*CUT_OFF, sys.executable, "-m", "planextract"]
    found = subprocess.run(
        [*command, "extract", *samples(), "--to", "jsonl"], capture_output=True, text=True, check=True
    )
    cut_off = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(cut_off) == len(samples())
    assert sum(len(each["actions"]) for each in cut_off) > 20
