"""What a rule may know besides the words before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from planextract.provenance import SourcedText

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a cell.

    reference_date     the day it speaks from; None means that no year may be inferred
    year_starts_month  first month of the financial year
    school             "2014/15" is an academic year
    quarters           "calendar" only where the document's legend says so
    organisations      whether the cell's column is for organisations, as its header says
    abbreviations      what the document says that its abbreviations and initials stand for, or the caller's vocabulary
    wordings           deadlines of the caller's vocabulary and horizons that the document explains: a cell's folded
                       words by words that the rules read
    next_meeting       the day on which the body that met meets next, where the document prints it
    """

    reference_date: date | None = None
    year_starts_month: int = 4
    school: bool = False
    quarters: str = "financial"
    organisations: bool = False
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)
    next_meeting: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about the words read; becomes a `Diagnostic`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a rule made of some words: None where it recognised them as beyond reading."""

    value: T | None
    rule: str
    remarks: tuple[Remark, ...] = ()
    words: SourcedText | None = None
    """The words that carry the value, where they are fewer than all that was given."""
