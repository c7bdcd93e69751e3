"""What a caller can choose. Everything has a default that suits an English council report."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

TrackedChanges = Literal["accepted", "rejected", "original"]
"""`original`, what stood before the changes, is what `rejected` leaves: two names of one view."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may ask for before it is refused with `LimitExceededError`.

    A PDF past its limit of pages or cells is read up to there, with the remark `cut_short`.

    inflated_bytes      of a packed document, or of all that a zip or mail holds
    members             files in a zip or mail
    conversion_seconds  how long LibreOffice may take over an old Word or Rich Text file

    The rest bound the child that reads a document in a batch, with `extract_many(workers=...)` and in the service;
    `extract` reads in the caller's own process, which they leave alone.

    seconds             by the clock, for one document
    cpu_seconds         of the processor; pages are left unread after 60 % of it, so that what was read is given
    stall_seconds       without a sign of life, such as a page
    memory              address space in bytes
    result_bytes        of a file's results as JSON
    """

    bytes: int = 200_000_000
    inflated_bytes: int = 500_000_000
    pages: int = 3_000
    cells: int = 500_000
    members: int = 1_000
    conversion_seconds: float = 120
    seconds: float = 180
    cpu_seconds: float = 120
    stall_seconds: float = 40
    memory: int = 2_147_483_648
    result_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How to read one document.

    reference_date     the day the document speaks from, where the caller knows better than the document
    year_starts_month  first month of the financial year (4: April to March)
    school             "2014/15" is an academic year, as in a school's plan
    languages          vocabularies to use, in order
    vocabularies       TOML files with a council's own words; they win over the language's
    join_tables        tables that go on over a page are joined; without it each table as read stands for itself
    tracked_changes    a Word file with all its tracked changes accepted, or with all rejected: as it was before them
    ocr                read pages that are pictures by OCR, where planextract[ocr] is installed
    models             use trained models where rules do not tell; that for bullets comes with planextract[models]
    second_reading     plain owner cells are read by rules and model as well, as all others are, so that each owner is
                       as sure as whether both agree
    minutes            the document is minutes of a meeting, or is not, where the caller knows better than its words
    limits             when to refuse a document
    """

    reference_date: date | None = None
    year_starts_month: int = 4
    school: bool = False
    languages: tuple[str, ...] = ("en",)
    vocabularies: tuple[Path, ...] = ()
    join_tables: bool = True
    tracked_changes: TrackedChanges = "accepted"
    ocr: bool = True
    models: bool = True
    second_reading: bool = False
    minutes: bool | None = None
    limits: Limits = field(default_factory=Limits)
