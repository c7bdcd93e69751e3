"""One file to read, as it is told to a child and as it is known again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from planextract.options import Limits, Options
from planextract.records import Redaction
from planextract.version import __version__


@dataclass(frozen=True, slots=True)
class Job:
    """One file. `name` is what its results call it, `out` takes them; `skip` documents of it are done already.

    `sha256` is known where it was needed to see whether the file is done; a cluster knows the file by it.
    `options` is `options_as_json` of those that it is read with, where they are not its warm parent's; `redactions`
    are taken out before anything is written; `page` is where a page to look at goes, from those who make one.
    """

    path: str
    name: str
    out: str
    skip: int = 0
    sha256: str = ""
    options: str | None = None
    redactions: tuple[Redaction, ...] = ()
    page: str | None = None

    def as_line(self) -> bytes:
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def of(cls, line: bytes) -> "Job":
        said = json.loads(line)
        return cls(**{**said, "redactions": tuple(said.get("redactions", ()))})


def options_as_json(options: Options) -> str:
    """Options as text, the same for equal options."""
    plain = asdict(options)
    plain["vocabularies"] = [str(Path(path).resolve()) for path in options.vocabularies]
    return json.dumps(plain, sort_keys=True, default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def options_of_json(text: str) -> Options:
    """The options that `options_as_json` wrote."""
    plain: dict[str, Any] = json.loads(text)
    day = plain["reference_date"]
    plain["reference_date"] = date.fromisoformat(day) if day is not None else None
    plain["vocabularies"] = tuple(map(Path, plain["vocabularies"]))
    plain["languages"] = tuple(plain["languages"])
    plain["limits"] = Limits(**plain["limits"])
    return Options(**plain)


def fingerprint(options: Options) -> str:
    """What results depend on besides the file: the options, the words of vocabularies and this version."""
    said = json.loads(options_as_json(options))
    for guard in GUARDS:
        del said["limits"][
            guard
        ]  # (they end a reading, and change nothing in one that they let end by itself)
    said["vocabularies"] = [
        hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in options.vocabularies
    ]
    text = json.dumps([__version__, said], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


GUARDS = ("seconds", "cpu_seconds", "stall_seconds", "memory", "result_bytes")
"""The limits that only whoever watches a child can hold it to."""

assert set(GUARDS) <= {each.name for each in fields(Limits)}


def key(sha256: str, options_fingerprint: str) -> str:
    """What a result is kept under: the same for the same bytes and the same reading of them."""
    return hashlib.sha256(f"{sha256}\n{options_fingerprint}".encode()).hexdigest()


def message(**said: object) -> bytes:
    """What a child or its zygote says, in one line that a pipe takes whole."""
    return json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n"


def heard(line: bytes) -> Mapping[str, Any]:
    """What was said. Raises ValueError for what is no message."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("no message")
    return found
