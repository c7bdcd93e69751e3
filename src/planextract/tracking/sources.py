"""What tracking reads besides documents: results of planextract, as JSON or JSON Lines."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from planextract.errors import UnsupportedFormatError
from planextract.records import Extraction

ENDINGS = (".json", ".jsonl")


def is_result(path: Path) -> bool:
    """Whether a file is a result rather than a document, by its name."""
    return path.suffix.lower() in ENDINGS


def extractions(path: Path) -> Iterator[Extraction]:
    """The extractions in a result. Raises UnsupportedFormatError for a file that holds something else."""
    text = path.read_text(encoding="utf-8", errors="replace")
    parts = text.splitlines() if path.suffix.lower() == ".jsonl" else [text]
    for part in parts:
        if part.strip():
            try:
                yield Extraction.model_validate_json(part)
            except ValidationError as error:
                count = error.error_count()
                reason = (
                    f"it is no result of `planextract extract` ({count} things are not as they are there)."
                )
                raise UnsupportedFormatError(path, reason) from error
