"""Web pages: headings, paragraphs, items and tables, without menus, scripts and hidden parts."""

import hashlib
import html
import re

from planextract.document import Document
from planextract.errors import CorruptFileError
from planextract.options import Options
from planextract.readers import headings
from planextract.readers.encoding import contents
from planextract.readers.flow import Flow
from planextract.readers.grids import emit
from planextract.readers.markup import Markup
from planextract.readers.tags import Tag, scan

_TITLE = re.compile(r"<title(?:\s[^<>]{0,500})?>([^<]{1,1000})</title", re.IGNORECASE)
_MAIN = re.compile(
    r"<main[\s>]|<[a-z]{2,20}\s[^<>]{0,300}\b(?:role=[\"']?main|id=[\"']?modgov)[\"'\s>]", re.IGNORECASE
)
"""What a page marks as its main part: by an element, by its role, or as ModernGov does."""
_HEAD = 100_000
"""Characters in which a page says what it is about itself."""
_NAMES = frozenset(
    ("author", "description", "date", "dc.title", "dcterms.title", "dc.date", "og:title", "og:site_name")
)


def read(data: bytes, name: str, options: Options) -> Document:
    """The document in a web page. Raises CorruptFileError for one without words, LimitExceededError."""
    file, remarks = contents(data, name, options)
    flow = Flow(file, name, options.limits.cells)
    markup = Markup(file, flow, page=True, main=_MAIN.search(file) is not None)
    emit(markup.read(0, len(file)), flow)
    if not flow.parts:
        raise CorruptFileError(
            name, "The page holds no words; it may be filled in by scripts when it is opened."
        )
    return Document(
        name=name,
        media_type="text/html",
        reader="html",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        flow=tuple(headings.mark(flow.parts)),
        properties=_properties(file),
        diagnostics=remarks,
    )


def _properties(file: str) -> dict[str, str]:
    """The title, and what the page's meta elements say of it."""
    found: dict[str, str] = {}
    title = _TITLE.search(file, 0, _HEAD)
    if title is not None and title[1].strip():
        found["title"] = " ".join(html.unescape(title[1]).split())
    for part in scan(file, 0, min(len(file), _HEAD)):
        if isinstance(part, Tag) and part.name == "body":
            break
        if isinstance(part, Tag) and part.name == "meta":
            attributes = part.attributes()
            key = attributes.get("name") or attributes.get("property") or attributes.get("content")
            if key is not None and key.text.lower() in _NAMES and "content" in attributes:
                found.setdefault(
                    key.text.lower(), " ".join(html.unescape(attributes["content"].text).split())
                )
    return found
