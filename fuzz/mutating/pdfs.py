"""PDF: objects lost, exchanged and changed inside, drawing operators moved about; the table of objects is made anew."""

import base64
import re
import zlib
from collections.abc import Callable
from contextlib import suppress

from fuzz.mutating.chance import Chance

_OBJECT = re.compile(rb"(?<!\d)(\d{1,6}) (\d{1,5}) obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\n?endstream\s*\Z", re.S)
_TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.S)
_NUMBER = re.compile(rb"(?<![\w#/.-])-?\d*\.?\d+(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][\w+-]*")
_REFERENCE = re.compile(rb"\b\d+ \d+ R\b")
_LENGTH = re.compile(rb"/Length \d+")
_FILTER = re.compile(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)")
_OPERATOR = re.compile(rb"[^\n]*\n|[^\n]+")
_A85_AND_FLATE = re.compile(rb"/Filter\s*\[\s*/ASCII85Decode\s*/FlateDecode\s*\]")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")

Objects = dict[int, bytes]


def mutated(data: bytes, chance: Chance) -> bytes:
    """The PDF with some objects changed."""
    objects, trailer = parted(data)
    if not objects or chance.happens(0.05):
        return chance.damaged(data)
    for _ in range(chance.times()):
        if objects:
            chance.choice(CHANGES)(objects, chance)
    return written(objects, trailer, broken=chance.happens(0.05))


def parted(data: bytes) -> tuple[Objects, bytes]:
    """The objects by number, and the dictionary of the trailer."""
    objects = {int(match[1]): match[3].strip() for match in _OBJECT.finditer(data)}
    found = _TRAILER.search(data)
    return objects, found[1] if found is not None else b"<< >>"


def written(objects: Objects, trailer: bytes, broken: bool = False) -> bytes:
    """The objects as a PDF, with a table of where they stand; a broken one has none."""
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + _with_length(content) + b"\nendobj\n"
    size = max(objects, default=0) + 1
    table = len(body)
    body += b"xref\n"
    for number in sorted(places) if not broken else ():
        body += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    return bytes(body) + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % (0 if broken else table)


def _with_length(content: bytes) -> bytes:
    """An object whose stream is as long as it says."""
    match = _STREAM.match(content)
    if match is None:
        return content
    head = _LENGTH.sub(b"/Length %d" % len(match[2]), match[1])
    return head + b"stream\n" + match[2] + b"\nendstream"


def opened(data: bytes) -> bytes:
    """The PDF with its streams as plain text, so that there is something to change in them."""
    objects, trailer = parted(data)
    return written({number: _plain(content) for number, content in objects.items()}, trailer)


def _plain(content: bytes) -> bytes:
    match = _STREAM.match(content)
    if match is None or b"/Predictor" in match[1]:
        return content
    with suppress(ValueError, zlib.error):
        if _A85_AND_FLATE.search(match[1]):
            words = zlib.decompress(base64.a85decode(match[2].strip().removesuffix(b"~>")))
        elif _FLATE.search(match[1]):
            words = zlib.decompress(match[2])
        else:
            return content
        return _FILTER.sub(b"", match[1]) + b"stream\n" + words + b"\nendstream"
    return content


# What is done ----------------------------------------------------------------------------------------------------


def _dropped(objects: Objects, chance: Chance) -> None:
    del objects[chance.choice(sorted(objects))]


def _exchanged(objects: Objects, chance: Chance) -> None:
    """What one object holds under the number of another too."""
    objects[chance.choice(sorted(objects))] = objects[chance.choice(sorted(objects))]


def _in_dictionary(change: Callable[[bytes, Chance], bytes]) -> Callable[[Objects, Chance], None]:
    def done(objects: Objects, chance: Chance) -> None:
        number = chance.choice(sorted(objects))
        match = _STREAM.match(objects[number])
        head = objects[number] if match is None else match[1]
        rest = b"" if match is None else objects[number][len(head) :]
        objects[number] = change(head, chance) + rest

    return done


def _in_stream(change: Callable[[bytes, Chance], bytes]) -> Callable[[Objects, Chance], None]:
    def done(objects: Objects, chance: Chance) -> None:
        held = sorted(number for number, content in objects.items() if _STREAM.match(content))
        if not held:
            return
        number = chance.choice(held)
        match = _STREAM.match(objects[number])
        assert match is not None
        objects[number] = match[1] + b"stream\n" + change(match[2], chance) + b"\nendstream"

    return done


def _one(pattern: re.Pattern[bytes], text: bytes, new: bytes, chance: Chance) -> bytes:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + new + text[match.end() :]


def _number(text: bytes, chance: Chance) -> bytes:
    return _one(_NUMBER, text, chance.number().encode("utf-8"), chance)


def _name(text: bytes, chance: Chance) -> bytes:
    names = _NAME.findall(text)
    new = chance.choice(names) if names and chance.happens(0.4) else b"/" + chance.word().lstrip("/").encode()
    return _one(_NAME, text, new, chance)


def _reference(text: bytes, chance: Chance) -> bytes:
    return _one(_REFERENCE, text, b"%d 0 R" % chance.randrange(1, 20), chance)


def _added(text: bytes, chance: Chance) -> bytes:
    """Another entry in a dictionary."""
    value = chance.choice(
        (chance.number().encode("utf-8"), b"[]", b"<< >>", b"null", b"(x)", b"7 0 R", b"/X")
    )
    return text.replace(b"<<", b"<< /" + chance.word().lstrip("/").encode() + b" " + value + b" ", 1)


def _operators(text: bytes, chance: Chance) -> bytes:
    """Lines of a drawing taken out, repeated, moved, or one more put in."""
    lines = _OPERATOR.findall(text)
    struck = chance.stretch(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[struck]
        case 1:
            lines[struck.start : struck.start] = lines[struck] * chance.copies()
        case 2:
            lines[struck] = lines[chance.stretch(len(lines))]
        case 3:
            lines.insert(struck.start, _drawn(chance) + b"\n")
        case _:
            chance.shuffle(lines)
    return b"".join(lines)


def _drawn(chance: Chance) -> bytes:
    """An operator with its operands, or with too few or too many."""
    count = chance.randrange(7)
    operands = (
        str(chance.randrange(-50, 900)) if chance.happens(0.8) else chance.number() for _ in range(count)
    )
    return f"{' '.join(operands)} {chance.word()}".encode()


def _packed(text: bytes, chance: Chance) -> bytes:
    return chance.damaged(zlib.compress(text)) if chance.happens(0.1) else chance.damaged(text)


CHANGES: tuple[Callable[[Objects, Chance], None], ...] = (
    *(_dropped, _exchanged),
    *(_in_dictionary(change) for change in (_number, _number, _name, _name, _reference, _added)),
    *(_in_stream(change) for change in (_number, _number, _number, _operators, _operators, _name, _packed)),
)
"""All that is done to objects, the likelier ones more than once."""
