"""PDFs that are locked: by a password, by an owner's alone, by keys that lead nowhere."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from crafted.pages import one_page

IDENTITY = b"/ID[<30313233343536373839303132333435><30313233343536373839303132333435>]"
BOGUS = (
    b"<</Filter/Standard/V 5/R 6/Length 256/O()/U()/OE()/UE()/Perms()/P -1"
    b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"
)


def locked(user: str, method: str) -> bytes:
    """Opened by a user's password, which may be none, and an owner's."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(one_page())))
    writer.encrypt(user, "owner", algorithm=method)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def claimed(said: bytes) -> bytes:
    """A file that only says that it is locked."""
    return one_page(said, trailer=b"/Encrypt 6 0 R" + IDENTITY)


CASES: dict[str, Callable[[], bytes]] = {
    "p50-encrypted-user-aes256": partial(locked, "secret", "AES-256"),
    "p51-encrypted-owner-only-aes256": partial(locked, "", "AES-256"),
    "p52-encrypted-rc4-40": partial(locked, "secret", "RC4-40"),
    "p53-encrypt-bogus": partial(claimed, BOGUS),
    "p54-encrypt-pubsec": partial(claimed, b"<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/R 65537>>"),
}
