"""Files that hold others: a zip of documents, a mail with attachments.

`members` gives what is inside, one after another and within bounds; `zips`, `mail` and `outlook` know the kinds.
Nothing is written anywhere: a member's name is only what results call it.
"""

from collections.abc import Iterator

from planextract.document import Document
from planextract.errors import ReadError, SeveralDocumentsError, UnsupportedFormatError
from planextract.options import Options
from planextract.readers import read_bytes
from planextract.readers.collection.member import Bounds, Member
from planextract.readers.collection.names import Names
from planextract.readers.sniffing import COLLECTIONS, sniff

_NOTHING = "there is nothing in it that planextract reads; unpack it and see what it holds."
_TOO_DEEP = "it lies too deep inside others; unpack it by hand."
_DEEPEST = 3


def read(data: bytes, name: str, options: Options) -> Document:
    """The one document in a collection.

    Raises SeveralDocumentsError where there are more, UnsupportedFormatError where there is none, and what reading
    it raises; where there is none that can be read, the error of the first.
    """
    found: list[Member] = []
    failed: list[ReadError] = []
    for member in members(data, name, options):
        if member.error is not None:
            failed.append(member.error)
        elif _readable(member):
            found.append(member)
        if len(found) > 1:
            raise SeveralDocumentsError(
                name, "it holds several documents; read them with extract_many, or the command extract."
            )
    if not found:
        raise failed[0] if failed else UnsupportedFormatError(name, _NOTHING)
    return read_bytes(found[0].data, found[0].name, options)


def _readable(member: Member) -> bool:
    try:
        sniff(member.data, member.name)
    except UnsupportedFormatError:
        return False
    except ReadError:
        pass  # (a document all the same, and reading it says what is wrong with it)
    return True


def members(data: bytes, name: str, options: Options) -> Iterator[Member]:
    """The documents in a collection, those of collections in it too; one that cannot be had carries its error.

    Names are paths from the collection's own, each once. Raises CorruptFileError, LimitExceededError, and
    UnsupportedFormatError for a collection of nothing.
    """
    empty = True
    for member in _inside(data, name, Bounds(options.limits), Names(), 1):
        empty = False
        yield member
    if empty:
        raise UnsupportedFormatError(name, _NOTHING)


def _inside(data: bytes, name: str, bounds: Bounds, names: Names, depth: int) -> Iterator[Member]:
    from planextract.readers.collection import mail, outlook, zips

    kinds = {"zip": zips.members, "mail": mail.members, "msg": outlook.members}
    for member in kinds[sniff(data, name)](data, name, bounds):
        if member.error is not None or not _is_collection(member.data, member.name):
            yield names.once(member)
        elif depth < _DEEPEST:
            yield from _nested(member, bounds, names, depth)
        else:
            yield names.once(member.failed(UnsupportedFormatError, _TOO_DEEP))


def _nested(member: Member, bounds: Bounds, names: Names, depth: int) -> Iterator[Member]:
    try:
        yield from _inside(member.data, member.name, bounds, names, depth + 1)
    except ReadError as error:
        yield names.once(Member(member.name, member.data, error))


def _is_collection(data: bytes, name: str) -> bool:
    try:
        return sniff(data, name) in COLLECTIONS
    except ReadError:
        return False
