"""The same file gives the same bytes, whatever the machine around it thinks of hashes, languages and clocks."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import sys
import planextract
for path in sys.argv[1:]:
    sys.stdout.buffer.write(planextract.extract(path).model_dump_json(by_alias=True).encode() + b"\\n")
"""


def extracted(paths: list[Path], **surroundings: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **surroundings}
    command = [sys.executable, "-c", PROGRAM, *map(str, paths)]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def test_hash_seed_locale_and_time_zone_change_nothing() -> None:
    samples = sorted((ROOT / "samples").iterdir())
    formats = {".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".odt"}
    paths = [path for path in samples if path.suffix in formats and path.name != "README.md"]
    tokyo = extracted(
        paths, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"
    )
    london = extracted(paths, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="UTC")
    assert tokyo.count(b"\n") == len(paths)
    assert tokyo == london
