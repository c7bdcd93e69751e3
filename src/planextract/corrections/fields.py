"""The values that a person may decide about, and how each is taken out of a record and put into one."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from planextract.normalise.progress import stage_of
from planextract.records import (
    Action,
    Colour,
    ColumnText,
    Deadline,
    Extracted,
    Finding,
    FindingKind,
    Owner,
    OwnerKind,
    OwnerPart,
    Provenance,
    Rag,
    Record,
    State,
)

RULE = "corrected_by_hand"

Group = Literal["actions", "findings"]
Reviewed = Action | Finding
Text = Annotated[str, Field(min_length=1, max_length=100_000)]
COLUMNS = ("priority", "evidence", "success_measure", "resources", "risk", "monitored_by")
"""Fields that keep the words of a column, with its heading."""


class Party(Record):
    """An owner as a person gives it: as much as is said."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    kind: OwnerKind | None = None
    part: OwnerPart = "lead"

    def owner(self, raw: str, sources: Sequence[Provenance]) -> Owner:
        held: OwnerKind = "person" if self.name else "role" if self.role else "organisation"
        given = {"name": self.name, "role": self.role, "organisation": self.organisation, "part": self.part}
        return Owner(raw=raw, kind=self.kind or held, rule=RULE, sources=tuple(sources), **given)


TYPES: dict[Group, dict[str, Any]] = {
    "actions": {
        "text": Text,
        "reference": Text | None,
        "section": Text | None,
        "owners": tuple[Party, ...],
        "deadline": Deadline | None,
        "progress.state": State | None,
        "progress.rag": Colour | None,
        "progress.percent": Annotated[float, Field(ge=0, le=100)] | None,
        "progress.completed_on": date | None,
        "progress.commentary": Text | None,
        **dict.fromkeys(COLUMNS, Text | None),
    },
    "findings": {"text": Text, "reference": Text | None, "kind": FindingKind},
}

ASKED: dict[Group, tuple[str, ...]] = {
    "actions": ("text", "owners", "deadline", "progress.state"),
    "findings": ("text", "kind"),
}
"""What must be decided for a record to count as looked at."""


@cache
def _adapter(group: Group, field: str) -> TypeAdapter[Any]:
    return TypeAdapter(TYPES[group][field])


def checked(group: Group, field: str, value: object) -> Any:
    """A value given as JSON, as its own type. Raises ValueError, with a plain sentence, for a field or value that
    there is not."""
    if field not in TYPES[group]:
        raise ValueError(f"{field or 'nothing'}: choose from {', '.join(TYPES[group])}.")
    try:
        return _adapter(group, field).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{field}: {first['msg']}.") from None


def as_json(group: Group, field: str, value: object) -> Any:
    return _adapter(group, field).dump_python(value, mode="json", exclude_none=field == "owners")


# Taking out ----------------------------------------------------------------------------------------------------------


def held(record: Reviewed, field: str) -> Any:
    """What stands in a field: an Extracted, owners, a kind or None."""
    found: Any = record
    for step in field.split("."):
        found = getattr(found, step)
    return found


def value_in(record: Reviewed, field: str) -> Any:
    """A field's value as a person would give it."""
    found = held(record, field)
    if field == "owners":
        return tuple(
            Party(
                name=each.name, role=each.role, organisation=each.organisation, kind=each.kind, part=each.part
            )
            for each in found
        )
    if isinstance(found, Extracted):
        return found.value.colour if isinstance(found.value, Rag) else found.value
    return found


def evidence(record: Reviewed, field: str) -> tuple[str, tuple[Provenance, ...]]:
    """The words and places of a field; those of a kind are the record's own."""
    found = held(record, field) if field else record.text
    if isinstance(found, tuple):
        return " ".join(each.raw for each in found), tuple(
            source for each in found for source in each.sources
        )
    if isinstance(found, Extracted):
        return found.raw, found.sources
    return (record.text.raw, record.text.sources) if field == "kind" else ("", ())


# Putting in ----------------------------------------------------------------------------------------------------------


def put(record: Reviewed, field: str, value: Any, sources: Sequence[Provenance] | None = None) -> Reviewed:
    """The record with a value in a field; words and places stay those that were read, unless others are given."""
    raw, places = evidence(record, field)
    places = tuple(sources) if sources is not None else places
    made = _made(record, field, value, raw, places)
    top, _, inner = field.partition(".")
    if inner:
        update: dict[str, Any] = {inner: made}
        if inner == "state":
            update["stage"] = stage_of(value)
        made = record.progress.model_copy(update=update)  # type: ignore[union-attr]
    changed = record.model_copy(update={top: made})
    return _with_absent(changed, field, value) if isinstance(changed, Action) else changed


def _made(record: Reviewed, field: str, value: Any, raw: str, places: tuple[Provenance, ...]) -> Any:
    if field == "kind":
        return value
    if field == "owners":
        return tuple(party.owner(raw, places) for party in value)
    if value is None:
        return None
    before = held(record, field)
    if field == "progress.rag":
        origin = before.value.origin if before is not None and before.value is not None else "text"
        value = Rag(colour=value, origin=origin)
    evidence: Mapping[str, Any] = {"value": value, "raw": raw, "rule": RULE, "sources": places}
    if field in COLUMNS:
        return ColumnText(**evidence, header=before.header if before is not None else None)
    return _kinds()[field](**evidence)


@cache
def _kinds() -> dict[str, Any]:
    return {
        "deadline": Extracted[Deadline],
        "progress.state": Extracted[State],
        "progress.rag": Extracted[Rag],
        "progress.percent": Extracted[float],
        "progress.completed_on": Extracted[date],
        **dict.fromkeys(("text", "reference", "section", "progress.commentary"), Extracted[str]),
    }


_ABSENT: dict[str, Literal["owners", "deadline", "state"]] = {
    "owners": "owners",
    "deadline": "deadline",
    "progress.state": "state",
}


def _with_absent(action: Action, field: str, value: Any) -> Action:
    """Why there is no value: gone where there is one now, and else what was said before."""
    name = _ABSENT.get(field)
    if name is None:
        return action
    why = {each: said for each, said in action.absent.items() if each != name}
    if not value:
        why[name] = action.absent.get(name, "none_stated")
    return action.model_copy(update={"absent": why})


def literals(field: str) -> tuple[str, ...]:
    """The words that a field is chosen from."""
    group: Group = "findings" if field == "kind" else "actions"
    arms = get_args(TYPES[group][field])
    return tuple(each for arm in arms for each in (get_args(arm) or (arm,)) if isinstance(each, str))
