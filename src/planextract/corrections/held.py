"""The file of corrections: small JSON, documented in docs/viewing.md."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, ValidationError, field_serializer, model_validator

from planextract.corrections.fields import Group, checked
from planextract.document import Document
from planextract.errors import PlanExtractError
from planextract.records import Provenance, Record
from planextract.replacing import replacing

ENDING = ".corrections.json"
"""Behind the whole name of the document: `plan.pdf.corrections.json`."""

Verdict = Literal["accepted", "corrected", "rejected"]
Words = Annotated[str, Field(max_length=100_000)]


class CorrectionsError(PlanExtractError):
    """A file of corrections that is none, or is of another version."""


class Quote(Record):
    """Words of the document with what stands around them: the TextQuoteSelector of the W3C Web Annotation model.

    `exact` has a line end between words that stand in different places.
    """

    exact: Words
    prefix: Words = ""
    suffix: Words = ""


class Target(Record):
    """What a decision is about: a record by its own words, and in it a value by its words.

    `words` is null where the document was read as saying nothing there. `places` are where the value, or else the
    record, stood; they decide only in the file with that `sha256`. `column` is the heading over the value.
    """

    group: Group
    id: str
    sha256: str
    reference: Words | None = None
    quote: Quote
    words: Quote | None = None
    column: Words | None = None
    places: tuple[Provenance, ...] = ()


class Correction(Record):
    """One decision. `field` is empty where it is about the record as a whole: only that can be rejected.

    `was` is the value as it was read, `value` the one that holds; both as in the contract.
    """

    made: AwareDatetime
    by: Words | None = None
    verdict: Verdict
    field: str
    target: Target
    was: Any = None
    value: Any = None

    @model_validator(mode="after")
    def _can_be_held(self) -> "Correction":
        if self.verdict != "rejected":
            checked(self.target.group, self.field, self.value)
        elif self.field:
            raise ValueError("only a record as a whole can be rejected.")
        return self

    @field_serializer("made")
    def _to_the_second(self, made: datetime) -> str:
        return made.isoformat(timespec="seconds").replace("+00:00", "Z")


class DocumentName(Record):
    name: str
    sha256: str


class Corrections(Record):
    """All decisions about one document. `document` is the file that the last of them was about."""

    format: Literal["planextract-corrections"] = "planextract-corrections"
    version: Literal[1] = 1
    document: DocumentName
    corrections: tuple[Correction, ...] = ()

    def are_for(self, document: Document) -> bool:
        """Whether they were made for a document of that name, or with these bytes."""
        return document.name == self.document.name or document.sha256 == self.document.sha256

    def with_(self, *made: Correction) -> "Corrections":
        """These with others; a later decision about the same value takes the place of the earlier one."""
        kept = {_key(each): each for each in self.corrections}
        for each in made:
            kept.pop(_key(each), None)
            kept[_key(each)] = each
        return self.model_copy(update={"corrections": tuple(kept.values())})

    def without(self, *gone: Correction) -> "Corrections":
        """These less some of them."""
        kept = tuple(each for each in self.corrections if each not in gone)
        return self.model_copy(update={"corrections": kept})


def _key(correction: Correction) -> tuple[str, str, str]:
    return correction.target.id, correction.field, correction.target.quote.exact


def load(path: Path) -> Corrections:
    """Reads a file. Raises CorrectionsError where it is none of ours or cannot be opened."""
    try:
        return Corrections.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CorrectionsError(f"{path}: it cannot be read ({error.strerror or error}).") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise CorrectionsError(
            f"{path}: no file of corrections ({where}: {first['msg']}); name one that `planextract review` wrote."
        ) from None


def load_for(path: Path, document: str) -> Corrections | None:
    """The corrections for a document by its name: a file itself, or those of that document in a folder, or None."""
    if not path.is_dir():
        return load(path)
    file = path / f"{Path(document).name}{ENDING}"
    return load(file) if file.is_file() else None


def save(path: Path, corrections: Corrections) -> None:
    with replacing(path) as file:
        file.write(corrections.model_dump_json(indent=1).encode("utf-8") + b"\n")
