"""Zips: one part changed inside and all packed again, so that the check sums are right; or parts lost or exchanged."""

import warnings
import zipfile
import zlib
from io import BytesIO

from fuzz.mutating import texts, trees
from fuzz.mutating.chance import Chance

Parts = list[tuple[str, bytes]]
_MOST_PARTS, _MOST_BYTES = 60, 2_000_000
_SIDE_PARTS = ("[Content_Types].xml", "_rels/", "docProps/", "META-INF/", "meta.xml", "core.xml", "mimetype")
"""Parts that say little; most damage goes to the others."""

FAILS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError)


def mutated(data: bytes, chance: Chance) -> bytes:
    """The zip with a part changed."""
    parts = None if chance.happens(0.04) else unpacked(data)
    if not parts:
        return chance.damaged(data)
    if chance.happens(0.07):
        _rearrange(parts, chance)
    else:
        place = _chosen(parts, chance)
        name, body = parts[place]
        parts[place] = (name, _part(body, chance))
    return packed(parts)


def unpacked(data: bytes) -> Parts | None:
    """The parts of a zip in order; None where it cannot be opened or holds too much to be handled often."""
    found: Parts = []
    size = 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            for entry in file.infolist()[:_MOST_PARTS]:
                size += entry.file_size
                if size > _MOST_BYTES:
                    return None
                found.append((entry.filename, file.read(entry)))
    except FAILS:
        return None
    return found


def packed(parts: Parts) -> bytes:
    """Parts as a zip, the same bytes for the same parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # (two parts of one name are one of the things to try)
        for name, body in parts:
            entry = zipfile.ZipInfo(name.replace("\0", "_") or "unnamed", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(entry, body, compresslevel=1)
    return stream.getvalue()


def _chosen(parts: Parts, chance: Chance) -> int:
    telling = [place for place, (name, _) in enumerate(parts) if not name.startswith(_SIDE_PARTS)]
    if telling and chance.happens(0.9):
        return chance.choice(telling)
    return chance.randrange(len(parts))


def _part(body: bytes, chance: Chance) -> bytes:
    if body.lstrip()[:1] == b"<":
        return trees.mutated(body, chance)
    if body.startswith(b"PK\x03\x04"):
        return mutated(body, chance)
    return texts.mutated(body, chance) if body.isascii() else chance.damaged(body)


def _rearrange(parts: Parts, chance: Chance) -> None:
    place, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    name, body = parts[place]
    match chance.randrange(5):
        case 0:
            del parts[place]
        case 1:
            parts[place] = (parts[other][0], body)
        case 2:
            parts[place] = (name, parts[other][1])
        case 3:
            parts[place] = (chance.damaged(name.encode()).decode("utf-8", "replace")[:200], body)
        case _:
            parts.append((chance.word(), body))
