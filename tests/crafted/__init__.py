"""Files made to harm a reader, each built from a few lines by its name; none of them is kept anywhere."""

from collections.abc import Callable, Mapping

from crafted import broken, drawings, fonts, locks, streams, structure, text, word

Makers = Mapping[str, Callable[[], bytes]]

PDF: Makers = {
    **streams.CASES,
    **structure.CASES,
    **fonts.CASES,
    **drawings.CASES,
    **locks.CASES,
    **broken.CASES,
}
LARGE: Makers = {**structure.LARGE, **broken.LARGE}
WORD: Makers = word.CASES
TEXT: Makers = text.CASES

CASES: Makers = {
    **{f"{name}.pdf": make for name, make in {**PDF, **LARGE}.items()},
    **{f"{name}.docx": make for name, make in WORD.items()},
    **{f"{name}.txt": make for name, make in TEXT.items()},
}
"""Every case by the name of its file."""
