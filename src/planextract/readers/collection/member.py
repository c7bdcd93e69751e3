"""One file in a collection, and how much all of them may ask for."""

from dataclasses import dataclass

from planextract.errors import LimitExceededError, ReadError
from planextract.options import Limits
from planextract.outcomes import File


@dataclass(frozen=True, slots=True)
class Member:
    """One file. `name` begins with that of its collection; `error` says why `data` is missing or not whole.

    `whole` is the file that it is of, where that is too large to be held as `data`.
    """

    name: str
    data: bytes = b""
    error: ReadError | None = None
    whole: File | None = None

    @property
    def file(self) -> File:
        return self.whole if self.whole is not None else File.of(self.name, self.data)

    def failed(self, kind: type[ReadError], reason: str) -> "Member":
        return Member(self.name, self.data, kind(self.name, reason))


class Bounds:
    """What is left of the limits while a collection is being unpacked."""

    def __init__(self, limits: Limits) -> None:
        self._members = self._most_members = limits.members
        self.bytes = limits.inflated_bytes
        self.most_bytes = limits.bytes

    def enter(self, collection: str) -> None:
        """Count one more member. Raises LimitExceededError where that is too many."""
        self._members -= 1
        if self._members < 0:
            reason = f"it holds more than {self._most_members} files; raise Limits.members to read them."
            raise LimitExceededError(collection, reason)

    def take(self, count: int, collection: str) -> None:
        """Count so many more bytes. Raises LimitExceededError where that is too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise LimitExceededError(collection, "it unpacks to more than Limits.inflated_bytes; raise that.")
