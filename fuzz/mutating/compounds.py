"""OLE2, as old Office files and Outlook messages are: a stream changed inside and the file written anew around it.

Streams of old workbooks are changed record by record, so that the records before and after are still understood.
"""

import struct

from fuzz.mutating.chance import Chance
from outlook import MARK, Folder, compound
from planextract.readers.compound import BrokenCompoundError, Compound, Entry

_BOOKS = ("Workbook", "Book")
_MOST_BYTES = 300_000

Stream = tuple[Folder, str]


def mutated(data: bytes, chance: Chance) -> bytes:
    """The file with one stream changed, lost or under another name."""
    folder = None if chance.happens(0.06) else unpacked(data)
    if not folder:
        return chance.damaged(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        streams = list(_streams(folder))
        if streams:
            _change(*chance.choice(streams), chance)
    try:
        return compound(folder)
    except struct.error:  # (too many sectors for the writer, or a name too long)
        return chance.damaged(data)


def unpacked(data: bytes) -> Folder | None:
    """All folders and streams; None where the file is broken."""
    if len(data) > _MOST_BYTES or not data.startswith(MARK):
        return None
    try:
        opened = Compound(data)
        return _folder(opened, opened.top)
    except BrokenCompoundError:
        return None


def _folder(opened: Compound, entry: Entry) -> Folder:
    return {
        name: _folder(opened, inner) if inner.folder else opened.stream(inner)
        for name, inner in opened.inside(entry).items()
    }


def _streams(folder: Folder) -> list[Stream]:
    found: list[Stream] = []
    for name, content in folder.items():
        found += [(folder, name)] if isinstance(content, bytes) else _streams(content)
    return found


def _change(folder: Folder, name: str, chance: Chance) -> None:
    content = folder[name]
    assert isinstance(content, bytes)
    match chance.randrange(12):
        case 0:
            del folder[name]
        case 1:
            folder[chance.choice(sorted(folder))] = content
        case 2:
            folder[_renumbered(name, chance)] = folder.pop(name)
        case _:
            folder[name] = _records(content, chance) if name in _BOOKS else _stream(content, chance)


def _renumbered(name: str, chance: Chance) -> str:
    """A name with another sign in it."""
    place = chance.randrange(len(name)) if name else 0
    return (name[:place] + chance.choice("0123456789ABCDEF_#") + name[place + 1 :])[:31]


def _stream(content: bytes, chance: Chance) -> bytes:
    """Bytes, or the words that they spell."""
    if chance.happens(0.3):
        words = content.decode("utf-16-le", "replace")
        place = chance.randrange(len(words) + 1)
        said = words[:place] + chance.choice((chance.word(), chance.number())) + words[place:]
        return said.encode("utf-16-le", "replace")
    return chance.damaged(content)


def records(stream: bytes) -> list[tuple[int, bytes]]:
    """The records of a workbook: kind and content. What cannot be one is left out."""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def record(kind: int, content: bytes) -> bytes:
    """One record of a workbook."""
    return struct.pack("<HH", kind, min(len(content), 65535)) + content[:65535]


def _records(stream: bytes, chance: Chance) -> bytes:
    found = records(stream)
    for _ in range(chance.times()):
        struck = chance.stretch(len(found))
        match chance.randrange(8):
            case 0:
                del found[struck]
            case 1:
                found[struck.start : struck.start] = found[struck] * chance.copies()
            case 2:
                found[struck] = found[chance.stretch(len(found))]
            case 3:
                found[struck.start : struck.start + 1] = [
                    (chance.choice(found)[0], content) for _, content in found[struck][:1]
                ]
            case _:
                found[struck.start : struck.start + 1] = [
                    (kind, _content(content, chance)) for kind, content in found[struck][:1]
                ]
    return b"".join(record(kind, content) for kind, content in found)


def _content(content: bytes, chance: Chance) -> bytes:
    """Mostly one number in it; records hold little else."""
    if len(content) < 2 or chance.happens(0.3):
        return chance.damaged(content)[:8224]
    place = chance.randrange(len(content) - 1)
    number = chance.choice((0, 1, 2, 255, 256, 257, 0x7FFF, 0x8000, 0xFFFF, chance.randrange(0x10000)))
    return content[:place] + struct.pack("<H", number) + content[place + 2 :]
