"""A folder of findings: for each kind of complaint of each target one input, and what was said of it."""

from pathlib import Path

from fuzz.judging import Complaint
from fuzz.targets import Target

_MOST_OF_A_KIND = 12
"""Of inputs that are slow or break one promise, for each stops somewhere else."""


class Findings:
    """What a target's runs found; `FOLDER/TARGET/MARK.input` with `MARK.txt` beside it."""

    def __init__(self, folder: Path, target: Target) -> None:
        self.folder = folder / target.name
        self.folder.mkdir(parents=True, exist_ok=True)

    def add(self, complaint: Complaint, data: bytes) -> bool:
        """Keep an input, unless one that fails alike is kept already."""
        path = self.folder / f"{complaint.mark}.input"
        alike = complaint.mark.partition("-")[0]
        if path.exists() or len(list(self.folder.glob(f"{alike}-*.input"))) >= _MOST_OF_A_KIND:
            return False
        self.replace(complaint, data)
        return True

    def replace(self, complaint: Complaint, data: bytes) -> None:
        """Keep an input in place of one that fails alike."""
        path = self.folder / f"{complaint.mark}.input"
        path.write_bytes(data)
        _words_beside(path).write_text(complaint.detail + "\n", encoding="utf-8", errors="replace")

    def drop(self, path: Path) -> None:
        path.unlink()
        _words_beside(path).unlink(missing_ok=True)

    def inputs(self) -> list[Path]:
        return sorted(self.folder.glob("*.input"))


def _words_beside(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".input") + ".txt")
