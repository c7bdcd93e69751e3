"""Compares each sample's extraction with its NAME.expected.json: python samples/regenerate.py [--only NAME] [--write].

Shows a diff and exits with 1 where something differs. Only --write changes a file. Read every changed value against
the document before you keep it: a wrong expectation is a defect.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import planextract
from planextract.records import Extraction

SAMPLES = Path(__file__).resolve().parent
FORMATS = {".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".odt"}


def documents() -> list[Path]:
    """The sample documents, in order of name."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in FORMATS and path.name != "README.md")


def expected_file(document: Path) -> Path:
    return document.with_suffix(".expected.json")


def rendered(extraction: Extraction) -> str:
    """The extraction as an expected file holds it: all but the version of the program."""
    record = extraction.model_dump(mode="json", by_alias=True)
    del record["source"]["planextract_version"]
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def differences(document: Path, now: str) -> Iterator[str]:
    file = expected_file(document)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    yield from difflib.unified_diff(
        before.splitlines(keepends=True), now.splitlines(keepends=True), file.name, "extracted"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="NAME", help="one sample, by its name without the ending")
    parser.add_argument("--write", action="store_true", help="write the expected files that differ")
    chosen = parser.parse_args(arguments)
    paths = [path for path in documents() if chosen.only in (None, path.stem)]
    if not paths:
        parser.error(f"no sample is called {chosen.only}")
    return max(_compare(path, chosen.write) for path in paths)


def _compare(path: Path, write: bool) -> int:
    now = rendered(planextract.extract(path))
    changed = list(differences(path, now))
    sys.stdout.writelines(changed)
    if changed and write:
        expected_file(path).write_text(now, encoding="utf-8")
    return int(bool(changed) and not write)


if __name__ == "__main__":
    sys.exit(main())
