"""An input that fails made small: whatever can be taken out while it fails alike is taken out."""

import re
import time
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from fuzz.mutating import compounds, packages, pdfs
from outlook import MARK, compound

Fails = Callable[[bytes], bool]


def shrunk(data: bytes, fails: Fails, seconds: float = 60) -> bytes:
    """The smallest input found that fails too, looked for so many seconds by the clock."""
    stop_at = time.monotonic() + seconds
    going = True
    while going and time.monotonic() < stop_at:
        going = False
        for smaller in _smaller(data):
            if time.monotonic() > stop_at:
                break
            if len(smaller) < len(data) and fails(smaller):
                data, going = smaller, True
                break
    return data


def _smaller(data: bytes) -> Iterator[bytes]:
    """The input without one thing or another, large things first."""
    if data.startswith(b"PK"):
        yield from _packages(data)
    elif b"%PDF-" in data[:1024]:
        yield from _pdfs(data)
    elif data.startswith(MARK):
        yield from _compounds(data)
    else:
        yield from _lines_and_signs(data)
    yield from _cuts(data, 16)


def without(parts: Sequence[bytes]) -> Iterator[list[bytes]]:
    """The parts without a run of them, halves first and single ones last."""
    length = len(parts) // 2 or len(parts)
    while length:
        for start in range(0, len(parts), length):
            yield [*parts[:start], *parts[start + length :]]
        length //= 2


def _cuts(data: bytes, least: int) -> Iterator[bytes]:
    length = len(data) // 2
    while length >= least:
        for start in range(0, len(data), length):
            yield data[:start] + data[start + length :]
        length //= 2


def _lines_and_signs(data: bytes) -> Iterator[bytes]:
    lines = data.splitlines(keepends=True)
    yield from map(b"".join, without(lines))
    tokens = re.findall(rb"<[^<>]*>|\w+|\s+|[^\w\s]", data)
    if b"".join(tokens) == data and len(tokens) < 3_000:
        yield from map(b"".join, without(tokens))
    if len(data) < 400:
        yield from _cuts(data, 1)


def _packages(data: bytes) -> Iterator[bytes]:
    parts = packages.unpacked(data) or []
    for place in range(len(parts)):
        yield packages.packed([*parts[:place], *parts[place + 1 :]])
    for place, (name, body) in enumerate(parts):
        made = _trees(body) if body.lstrip()[:1] == b"<" else _smaller(body)
        for smaller in made:
            yield packages.packed([*parts[:place], (name, smaller), *parts[place + 1 :]])


def _trees(data: bytes) -> Iterator[bytes]:
    """XML without an element, without attributes, and with one in place of its parent."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return
    count = sum(1 for _ in root.iter())
    for place in range(1, count):
        again = etree.fromstring(data)
        element = list(again.iter())[place]
        element.getparent().remove(element)
        yield etree.tostring(again)
    for place in range(count):
        again = etree.fromstring(data)
        element = list(again.iter())[place]
        for name in list(element.attrib):
            value = element.attrib.pop(name)
            yield etree.tostring(again)
            element.set(name, value)


def _pdfs(data: bytes) -> Iterator[bytes]:
    objects, trailer = pdfs.parted(data)
    for number in objects:
        yield pdfs.written({key: body for key, body in objects.items() if key != number}, trailer)
    for number, body in objects.items():
        lines = body.splitlines(keepends=True)
        if len(lines) < 2_000:
            for fewer in without(lines):
                yield pdfs.written({**objects, number: b"".join(fewer)}, trailer)


def _compounds(data: bytes) -> Iterator[bytes]:
    folder = compounds.unpacked(data)
    if not folder:
        return
    for name, content in folder.items():
        rest = {key: value for key, value in folder.items() if key != name}
        yield compound(rest)
        if isinstance(content, bytes) and name in ("Workbook", "Book"):
            found = [compounds.record(*each) for each in compounds.records(content)]
            for fewer in without(found):
                yield compound({**rest, name: b"".join(fewer)})
