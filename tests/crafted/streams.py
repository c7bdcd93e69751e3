"""PDFs whose streams inflate to more than a machine holds, or pass through more filters than anybody needs."""

import zlib
from collections.abc import Callable

from crafted.deflate import zeros
from crafted.pages import one_page, stream

GIB = 1 << 30
TEXT = b"BT /F1 12 Tf 72 700 Td (Action plan for the year) Tj ET\n"


def filtered(data: bytes, *names: bytes, more: bytes = b"") -> bytes:
    """One page whose contents pass through these filters, the first of them outermost."""
    said = b"/Filter[" + b"".join(b"/%bDecode" % name for name in names) + b"]" + more
    return one_page(contents=stream(data, said))


def flate(text: bytes) -> bytes:
    """One page of such contents, deflated."""
    return filtered(zlib.compress(text, 9), b"Flate")


def predicted() -> bytes:
    rows = b"/DecodeParms<</Predictor 12/Columns 2000000000/Colors 4/BitsPerComponent 16>>"
    return one_page(contents=stream(zlib.compress(b"\2abc"), b"/Filter/FlateDecode" + rows))


def lzw(text: bytes) -> bytes:
    """Codes of nine bits, of single bytes, begun anew before any needs ten."""
    codes: list[int] = []
    for at in range(0, len(text), 200):
        codes += [256, *text[at : at + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


CASES: dict[str, Callable[[], bytes]] = {
    "p00-control": one_page,
    "p01-flate-1GiB": lambda: filtered(zeros(GIB), b"Flate"),
    "p02-flate-double-8GiB": lambda: filtered(zlib.compress(zeros(8 * GIB), 9), b"Flate", b"Flate"),
    "p03-flate-triple-4GiB": lambda: filtered(
        zlib.compress(zlib.compress(zeros(4 * GIB), 9), 9), b"Flate", b"Flate", b"Flate"
    ),
    "p04-flate-text-ops-50MB": lambda: flate(TEXT * 900_000),
    "p05-predictor-columns-huge": predicted,
    "p06-runlength-64MB": lambda: filtered(
        zlib.compress(b"\x81 " * (1 << 19) + b"\x80", 9), b"Flate", b"RunLength"
    ),
    "p07-filter-chain-10000": lambda: filtered(b"", *[b"ASCIIHex"] * 10_000),
    "p08-asciihex-ascii85-lzw": lambda: filtered(
        zlib.compress(lzw(b"A" * 200) * 40_000, 9), b"Flate", b"LZW"
    ),
}
