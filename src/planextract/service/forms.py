"""Which form a result is wanted in: by `?to=`, else by `Accept`."""

from dataclasses import dataclass
from typing import Literal

from planextract.emit import require
from planextract.errors import MissingDependencyError
from planextract.service.problems import ProblemError

To = Literal["json", "jsonl", "csv", "xlsx", "html"]

MEDIA_TYPES: dict[To, str] = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
"""The first is given where the caller does not mind."""

ALSO = {"application/jsonl": "jsonl", "application/jsonlines": "jsonl"}


@dataclass(frozen=True, slots=True)
class _Range:
    """One entry of Accept."""

    name: str
    quality: float

    def covers(self, media_type: str) -> bool:
        if self.name in ("*/*", media_type) or ALSO.get(self.name) == _form_of(media_type):
            return True
        return self.name.endswith("/*") and media_type.startswith(self.name[:-1])

    @property
    def exactness(self) -> int:
        return (self.name != "*/*") + (not self.name.endswith("/*"))


def wanted(to: To | None, accept: str | None) -> To:
    """The form to answer in. Raises ProblemError where there is none, or where its library is not installed."""
    chosen = to if to is not None else _by_accept(accept or "*/*")
    if chosen != "html":
        try:
            require(chosen)
        except MissingDependencyError as error:
            raise ProblemError("not_acceptable", f"This service cannot write it: {error}.") from None
    return chosen


def _by_accept(accept: str) -> To:
    ranges = [_range(entry) for entry in accept.split(",")[:64]]
    best: tuple[float, int] = (0.0, 0)
    chosen: To | None = None
    for to, media_type in MEDIA_TYPES.items():
        weight = _weight(media_type, ranges)
        if weight > best:
            best, chosen = weight, to
    if chosen is None:
        raise ProblemError("not_acceptable", f"Accept one of {', '.join(MEDIA_TYPES.values())}.")
    return chosen


def _weight(media_type: str, ranges: list[_Range]) -> tuple[float, int]:
    """The quality that the closest range gives it, and how close that is: a type by name wins over `*/*`."""
    covering = [each for each in ranges if each.covers(media_type)]
    if not covering:
        return 0.0, 0
    closest = max(covering, key=lambda each: each.exactness)
    return (closest.quality, closest.exactness) if closest.quality > 0 else (0.0, 0)


def _range(entry: str) -> _Range:
    name, *parameters = (part.strip() for part in entry.split(";"))
    quality = next((part[2:] for part in parameters if part[:2].lower() == "q="), "1")
    try:
        return _Range(name.lower(), min(1.0, max(0.0, float(quality))))
    except ValueError:
        return _Range(name.lower(), 0.0)


def _form_of(media_type: str) -> To | None:
    return next((to for to, known in MEDIA_TYPES.items() if known == media_type), None)
