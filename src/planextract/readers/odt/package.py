"""What makes a zip of XML an OpenDocument file."""

import re
from typing import Final

from lxml import etree

from planextract.errors import CorruptFileError, EncryptedFileError
from planextract.readers.packages import Kind, Package

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"

ODF: Final = Kind("OpenDocument file", "LibreOffice")

_NO_CONTENT = "the OpenDocument file lacks its content; open it in LibreOffice and save it again."


def content(package: Package) -> etree._Element:
    """The root of the content. Raises EncryptedFileError and CorruptFileError."""
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
        raise EncryptedFileError(package.name, "it opens only with a password; save a copy without one.")
    root = package.tree("content.xml")
    if root is None or root.tag != OFFICE + "document-content":
        raise CorruptFileError(package.name, _NO_CONTENT)
    return root


def count(element: etree._Element, attribute: str, most: int) -> int:
    """A number that an attribute gives, from 1 to `most`; 1 where it gives none."""
    said = element.get(attribute) or ""
    return min(max(int(said), 1), most) if re.fullmatch("[0-9]{1,9}", said) else 1
