"""Files that are called PDF and are empty, cut short, something else, or megabytes of one byte."""

from collections.abc import Callable

from crafted.pages import HEADER, WORDS, bodies, one_page, page_objects, stream

MB = 1_000_000


def without_table(*more: bytes) -> bytes:
    """What a download that broke off leaves: objects, and no table of them."""
    return bodies([*page_objects(), *more])[0]


CASES: dict[str, Callable[[], bytes]] = {
    "p60-empty": lambda: b"",
    "p62-header-only": lambda: b"%PDF-1.7\n",
    "p63-html": lambda: b"<html><body>404</body></html>",
    "p64-truncated": lambda: one_page()[:300],
}

LARGE: dict[str, Callable[[], bytes]] = {
    "p61-zeros-10MB": lambda: bytes(10 * MB),
    "p65-no-table-18MB": lambda: without_table(*[stream(WORDS * 40)] * 9_800),
    "p66-no-table-21MB": lambda: without_table(stream(bytes(range(256)) * 82_000))[:-40],
    "p67-brackets-5MB": lambda: HEADER + b"(" * 5 * MB,
    "p68-angles-5MB": lambda: HEADER + b"<" * 5 * MB,
}
