"""One page of HTML with a document on one side and what was read from it on the other; it needs no network.

`page` makes it from a document as read and its extraction. `places` says where words stand, `pictures` draws pages,
`words` tells a document's words, `payload` what was read, `assembling` puts them into one file with the style and the
script in `assets/`.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from planextract import pipeline, readers
from planextract.document import Document
from planextract.options import Options
from planextract.records import Extraction
from planextract.viewer import assembling
from planextract.viewer.payload import payload
from planextract.viewer.pictures import SCALE, Picture, pictures
from planextract.viewer.words import parts


def page(
    document: Document,
    extraction: Extraction,
    data: bytes | None = None,
    *,
    scale: float = SCALE,
    home: str | None = None,
    review: Mapping[str, object] | None = None,
) -> str:
    """A document beside what was read from it, as one page of HTML.

    `data` are the bytes of the file: the pages of a PDF are drawn from them; without them its words are shown. `home`
    is an address for the link "Another document". `review` is what `planextract review` tells the page; the page then
    sends what a person decides to the server that it came from, and to nowhere else.
    """
    told = payload(document, extraction) | {"parts": parts(document), "home": home, "review": review}
    told["pages"] = [
        {
            "number": each.number,
            "width": round(each.width, 2),
            "height": round(each.height, 2),
            "ocr": each.ocr,
        }
        for each in document.pages
    ]
    return assembling.assembled(told, _drawn(document, data, scale))


def _drawn(document: Document, data: bytes | None, scale: float) -> Iterator[Picture]:
    """The pictures of a PDF's pages; none for other formats, nor where the bytes are not those that were read."""
    if data is not None and document.reader == "pdf" and sha256(data).hexdigest() == document.sha256:
        yield from pictures(document, data, scale)


def view(path: Path, options: Options = Options(), scale: float = SCALE) -> str:
    """The page of a file. Raises what `readers.read` raises."""
    return view_bytes(readers.content(path, options), path.name, options, scale)


def view_bytes(
    data: bytes, name: str, options: Options = Options(), scale: float = SCALE, home: str | None = None
) -> str:
    """The same for bytes in memory; `name` is what the page calls them."""
    document = readers.read_bytes(data, name, options)
    return page(document, pipeline.extract_document(document, options), data, scale=scale, home=home)
