"""PDFs whose pages draw without end: forms within forms, rules, curves, letters, and paper of any size."""

import random
from collections.abc import Callable

from crafted.pages import one_page, stream
from crafted.streams import flate

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"


def forms(depth: int, calls: int) -> bytes:
    """Forms that each draw the next so often; the last draws words."""
    drawn = b"/X Do " * calls
    inner = [stream(drawn, FORM % (number + 7)) for number in range(depth - 1)]
    last = stream(b"BT /F1 12 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return one_page(*inner, last, contents=stream(drawn), resources=b"<</XObject<</X 6 0 R>>>>")


def form_in_itself() -> bytes:
    return one_page(
        stream(b"/X Do", FORM % 6), contents=stream(b"/X Do"), resources=b"<</XObject<</X 6 0 R>>>>"
    )


def grid(count: int) -> bytes:
    """So many level and so many upright rules, with a word."""
    far = 5 * count
    level = b"".join(b"0 %d m %d %d l S\n" % (5 * n, far, 5 * n) for n in range(count))
    upright = b"".join(b"%d 0 m %d %d l S\n" % (5 * n, 5 * n, far) for n in range(count))
    return flate(level + upright + b"BT /F1 3 Tf 6 6 Td (Action) Tj ET")


def rules(count: int = 20_000) -> bytes:
    chance = random.Random(3)
    drawn = []
    for _ in range(count):
        x, y, far = chance.randrange(600), chance.randrange(780), chance.randrange(700)
        x1, y1 = (far, y) if chance.random() < 0.5 else (x, far)
        drawn.append(b"%d %d m %d %d l S" % (x, y, x1, y1))
    return flate(b"\n".join(drawn))


def letters(count: int = 200_000) -> bytes:
    line = b"BT /F1 1 Tf %d %d Td (" + b"Action plan 12345678" * 5 + b") Tj ET\n"
    return flate(b"".join(line % (n % 500, 792 - n % 790) for n in range(count // 100)))


CASES: dict[str, Callable[[], bytes]] = {
    "p40-xobject-laughs-10e9": lambda: forms(10, 10),
    "p41-xobject-cycle": form_in_itself,
    "p42-xobject-depth-2000": lambda: forms(2_000, 1),
    "p43-grid-50x50": lambda: grid(50),
    "p43-grid-100x100": lambda: grid(100),
    "p43-grid-200x200": lambda: grid(200),
    "p43-grid-400x400": lambda: grid(400),
    "p44-random-lines-20k": rules,
    "p45-chars-200k": letters,
    "p46-mediabox-1e9": lambda: one_page(paper=b"[0 0 1000000000 1000000000]"),
    "p47-mediabox-nan": lambda: one_page(paper=b"[0 0 1e400 -5]"),
    "p48-q-nesting-1M": lambda: flate(b"q " * 1_000_000),
    "p49-curve-points-300k": lambda: flate(b"1 1 m " + b"2 3 l " * 300_000 + b"S"),
}
