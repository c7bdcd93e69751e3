"""The outputs of a whole archive."""

import json
from collections.abc import Callable
from pathlib import Path

from planextract.batch.archive import Archive
from planextract.emit import emit_many
from planextract.outputs import write_file


def write(archive: Archive, to: str, out: Path) -> None:
    """One of the forms in WRITERS, under the output folder."""
    WRITERS[to](archive, out)


def _jsonl(archive: Archive, out: Path) -> None:
    """All documents in one file, a line each."""
    write_file(out / "plans.jsonl", (line for _, _, line in archive.lines()))


def _json(archive: Archive, out: Path) -> None:
    """A file for each document, in the folders of the archive."""
    for _, name, line in archive.lines():
        inside = [part for part in name.split("/") if part not in ("", ".", "..")]
        target = out / "json" / Path(*inside[:-1], f"{inside[-1]}.json")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(json.loads(line), indent=2, ensure_ascii=False) + "\n"
        write_file(target, [text.encode("utf-8", "backslashreplace").decode("utf-8")])


def _csv(archive: Archive, out: Path) -> None:
    """A row for each action."""
    write_file(out / "actions.csv", emit_many((found for _, found in archive.extractions()), "csv"))


WRITERS: dict[str, Callable[[Archive, Path], None]] = {"jsonl": _jsonl, "json": _json, "csv": _csv}
