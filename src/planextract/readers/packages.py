"""Zips of XML, as offices keep them: only the parts that are asked for are inflated, and those within bounds."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from planextract.errors import CorruptFileError, EncryptedFileError, LimitExceededError
from planextract.options import Limits

R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_MOST_PARTS = 5_000
_MOST_PART_BYTES = 64_000_000
_LARGE = 10_000_000
_HIGHEST_RATIO = 200
"""Parts over `_LARGE` bytes that shrank by more than this are bombs: Word's XML shrinks ten- to thirtyfold."""

_MOST_TAGS = 8_000_000
"""What a part may hold once it is a tree: each element takes over a hundred bytes, however short it is written."""

# "Strict Open XML Document" is an ordinary choice in Word; it differs in its namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)

_PROPERTIES = {"title": "Title", "creator": "Author", "subject": "Subject", "created": "CreationDate"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What messages call such a file, and the program that opens it."""

    ending: str
    program: str

    @property
    def broken(self) -> str:
        repair = f"open it in {self.program}, let it repair the file and save it again."
        return f"the {self.ending} is broken or cut short; {repair}"

    @property
    def too_large(self) -> str:
        return f"the {self.ending} inflates to more than any report needs; save it again in {self.program}."


class Package:
    """An open zip. Every method raises CorruptFileError, EncryptedFileError or LimitExceededError."""

    def __init__(self, data: bytes, name: str, limits: Limits, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self._budget = limits.inflated_bytes
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise CorruptFileError(name, kind.broken) from None
        if len(self._zip.infolist()) > _MOST_PARTS:
            too_many = (
                f"the {kind.ending} has more than {_MOST_PARTS} parts; save it again in {kind.program}."
            )
            raise LimitExceededError(name, too_many)
        self._members = {member.filename.lstrip("/"): member for member in self._zip.infolist()}

    def tree(self, part: str) -> etree._Element | None:
        """The root of an XML part, None where the package lacks it."""
        member = self._members.get(part)
        return None if member is None else self._parsed(self._inflated(member))

    def _inflated(self, member: zipfile.ZipInfo) -> bytes:
        """One part's bytes. Sizes that the zip declares are refused before inflating, and not trusted after."""
        if member.flag_bits & 1:
            raise EncryptedFileError(self.name, "it opens only with a password; save a copy without one.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CorruptFileError(self.name, self.kind.broken)  # offices write no other methods
        most = min(self._budget, _MOST_PART_BYTES)
        large = member.file_size > _LARGE and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1)
        if member.file_size > most or large:
            raise LimitExceededError(self.name, self.kind.too_large)
        try:
            with self._zip.open(member) as stream:
                inflated = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
            raise CorruptFileError(self.name, self.kind.broken) from None
        self._budget -= len(inflated)
        if len(inflated) > most:
            raise LimitExceededError(self.name, self.kind.too_large)
        return inflated

    def _parsed(self, xml: bytes) -> etree._Element:
        if xml.count(b"<") > _MOST_TAGS:
            raise LimitExceededError(self.name, self.kind.too_large)
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual)
        # Neither OOXML nor OpenDocument knows document types; entities, network and huge trees are for attackers.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(xml, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise CorruptFileError(self.name, self.kind.broken) from None
        if root.getroottree().docinfo.doctype:
            raise CorruptFileError(self.name, self.kind.broken)
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts inside the package that a part ("" for the package itself) refers to: id to type and path."""
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip(
                    "/"
                )
                found[relation.get("Id") or ""] = (kind, target)
        return found

    def first(self, part: str, kind: str) -> str | None:
        """The first part of a kind ("styles", "numbering") that a part refers to."""
        return next((target for found, target in self.relations(part).values() if found == kind), None)


def properties(package: Package) -> dict[str, str]:
    """What an Office file says of itself."""
    part = package.first("", "core-properties")
    return named_words(package.tree(part) if part is not None else None)


def named_words(elements: etree._Element | None) -> dict[str, str]:
    """Title, author, subject and day of making among the children of an element."""
    found: dict[str, str] = {}
    for element in () if elements is None else elements:
        ours = _PROPERTIES.get(etree.QName(element).localname)
        if ours is not None and (words := (element.text or "").strip()):
            found[ours] = words
    return found
