"""Deflated streams that inflate to far more than anybody made: a block that begins anew, over and over."""

import zlib

BLOCK = 1 << 20


def deflated(unit: bytes, count: int) -> bytes:
    """A raw deflate stream of so many units, without ever holding them."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * count + b"\x03\x00"


def zeros(size: int) -> bytes:
    """A zlib stream of zero bytes, a multiple of `BLOCK`. Its check sum is right: their sum is 1, of sums the count."""
    assert size % BLOCK == 0
    check = (size % 65521) << 16 | 1
    return b"\x78\xda" + deflated(bytes(BLOCK), size // BLOCK) + check.to_bytes(4, "big")
