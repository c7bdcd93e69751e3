"""Single cells of flat tables: what a record's field says in one value."""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from planextract.records import Action, Deadline, Extracted, Extraction, Finding, Owner, Plan, fold

Cell = str | int | float | bool | date | None


def words(found: Extracted[str] | None) -> str | None:
    """The value, or the words as printed where there is none."""
    if found is None:
        return None
    return found.raw if found.value is None else found.value


def value(found: Extracted[Any] | None) -> Cell:
    cell: Cell = found.value if found is not None else None
    return cell


def raw(found: Extracted[Any] | None) -> str | None:
    return found.raw if found is not None else None


def joined(parts: Sequence[str | None]) -> str | None:
    """The parts with "; " between them, empty ones kept so that columns about owners stay in step."""
    return "; ".join(part or "" for part in parts) if any(parts) else None


def owner_in_words(owner: Owner) -> str:
    """A party as one says it: the name with post and organisation in brackets, or what there is of them."""
    rest = ", ".join(part for part in (owner.role, owner.organisation) if part)
    if owner.name and rest:
        return f"{owner.name} ({rest})"
    return owner.name or rest or fold(owner.raw)


def owners_in_words(owners: Sequence[Owner]) -> str | None:
    return joined([owner_in_words(owner) for owner in owners])


def due(deadline: Extracted[Deadline] | None, field: str) -> Cell:
    """A field that only some kinds of deadline have."""
    found: Cell = getattr(deadline.value, field, None) if deadline is not None else None
    return found


def colour(action: Action) -> str | None:
    rag = action.progress.rag
    return rag.value.colour if rag is not None and rag.value is not None else None


def page(found: Extracted[Any]) -> int | None:
    """The page that a value begins on; None in formats without pages."""
    pages = [getattr(source, "page", None) for source in found.sources]
    return pages[0] if pages else None


def as_json(columns: dict[str, Any]) -> str | None:
    return json.dumps(columns, ensure_ascii=False) if columns else None


def other(action: Action) -> str | None:
    return as_json({header: words(found) for header, found in action.other.items()})


def confidence(*found: Extracted[Any] | Owner | None) -> float | None:
    """The least confidence of some values; None where any of them has none."""
    figures = [each.confidence for each in found if each is not None]
    known = [figure for figure in figures if figure is not None]
    return min(known) if known and len(known) == len(figures) else None


# What records belong to ------------------------------------------------------------------------------------------


def plans(extraction: Extraction) -> dict[str, Plan]:
    return {plan.id: plan for plan in extraction.plans}


def findings_of(action: Action, findings: dict[str, Finding]) -> tuple[Finding, ...]:
    return tuple(findings[each] for each in dict.fromkeys(action.finding_ids) if each in findings)


# Letters that an output cannot take ------------------------------------------------------------------------------

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take text for a formula; a plain negative number does no harm."""
    return bool(_FORMULA.match(text)) and not _NEGATIVE.fullmatch(text)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(A1)"), safe("- see above"), safe("-2.5")
    ("'=HYPERLINK(A1)", "'- see above", '-2.5')
    """
    return f"'{text}" if is_formula(text) else text


def encodable(text: str) -> str:
    """Half a character, which a broken PDF may hold and UTF-8 cannot, as the escape that JSON has for it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
