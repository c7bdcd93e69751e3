"""What mutators choose by: a seed, the words that a format knows, and damage to bytes."""

import random
from collections.abc import Callable, Sequence

NUMBERS = (
    *("0", "1", "-1", "2", "3", "7", "12", "31", "99", "255", "256", "1000", "65535", "65536", "1048576"),
    *("2147483647", "2147483648", "4294967295", "-2147483648", "99999999999", "18446744073709551616"),
    *("0.5", "-0.0001", "1e308", "1e-308", "NaN", "inf", "", " ", "x", "007", "1,000", "١٢", "²", "0x10"),
)
"""What stands where a number is expected: edges of what programs count in, and what is none."""

SNIPPETS = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"((",
    b"))",
    b"\r\n",
    b"]]>",
    b"\xc3",
    b"\x80",
    b"\t",
)

Damage = Callable[[bytes], bytes]


class Chance(random.Random):
    """Random choices from a seed. `damage` is what else may change bytes, such as the engine's own mutations."""

    def __init__(self, seed: int, words: Sequence[str] = (), damage: Damage | None = None) -> None:
        super().__init__(seed)
        self.words = words or ("x",)
        self._damage = damage

    def word(self) -> str:
        """A word of the format."""
        return self.choice(self.words)

    def number(self) -> str:
        """A number, or what is none."""
        if self.random() < 0.7:
            return self.choice(NUMBERS)
        return str(self.randrange(-5, 500))

    def happens(self, share: float) -> bool:
        return self.random() < share

    def times(self) -> int:
        """How often to change something: mostly once."""
        return self.choice((1, 1, 1, 2, 2, 4, 8))

    def copies(self) -> int:
        """How often to repeat something: seldom so often that a square of it would be felt."""
        return 300 if self.happens(0.01) else self.choice((1, 1, 1, 1, 2, 2, 3, 12))

    def stretch(self, length: int) -> slice:
        """A place among so many, and some that follow it."""
        start = self.randrange(length) if length else 0
        return slice(start, start + self.choice((1, 1, 2, 4, 16, 64)))

    def damaged(self, data: bytes) -> bytes:
        """The bytes with some of them changed."""
        if self._damage is not None and self.happens(0.5):
            return self._damage(data)
        body = bytearray(data)
        for _ in range(self.times()):
            self._strike(body)
        return bytes(body)

    def _strike(self, body: bytearray) -> None:
        struck = self.stretch(len(body))
        match self.randrange(7):
            case 0:
                body[struck] = bytes(self.randrange(256) for _ in body[struck])
            case 1:
                del body[struck]
            case 2:
                body[struck.start : struck.start] = body[struck] * self.copies()
            case 3:
                body[struck] = body[self.stretch(len(body))]
            case 4:
                body[struck.start : struck.start] = self.choice(SNIPPETS)
            case 5:
                body[struck.start : struck.start] = self.word().encode("utf-8", "replace")
            case _:
                body[struck] = self.number().encode("utf-8")
