"""Documents with some bytes flipped, cut or repeated, the same for the same seed: what a broken disk or mail makes."""

import random
import zipfile
from io import BytesIO


def mutant(data: bytes, seed: int) -> bytes:
    """A changed copy; of a packed document one part is changed and packed again, so that it opens at all."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _packed_mutant(data, chance)
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        if not body:
            break
        place = chance.randrange(len(body))
        stretch = slice(place, place + chance.choice((1, 4, 40, 400)))
        match chance.randrange(5):
            case 0:
                body[place] = chance.randrange(256)
            case 1:
                del body[stretch]
            case 2:
                body[place:place] = body[stretch]
            case 3:
                other = chance.randrange(len(body))
                body[stretch] = body[other : other + 40]
            case _:
                body[place:place] = chance.choice(
                    (b"\0", b"\xff\xfe", b"<", b"((", b" 99999999999 ", b"\r\n", b"]]>")
                )
    return bytes(body)


def _packed_mutant(data: bytes, chance: random.Random) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist())
        struck = chance.choice([name for name in names if name.endswith(".xml")] or names)
        for name in names:
            body = old.read(name)
            new.writestr(name, _changed(body, chance) if name == struck else body)
    return made.getvalue()
