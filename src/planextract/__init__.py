"""Action plans from council reports as typed data, every value with the characters that it came from.

>>> import planextract
>>> planextract.emit.__module__
'planextract.emit'
"""

from importlib import import_module
from typing import TYPE_CHECKING

# The only name loaded at once: the package of the same name would take its place if it were loaded later.
from planextract.emit import emit
from planextract.version import __version__

if TYPE_CHECKING:
    from planextract.batch.many import extract_many
    from planextract.errors import PlanExtractError
    from planextract.options import Options
    from planextract.pipeline import extract, extract_bytes
    from planextract.readers import read
    from planextract.records import Action, Extracted, Extraction, Finding, Provenance
    from planextract.records import DiagnosticRecord as Diagnostic
    from planextract.tracking import track

__all__ = [
    "Action",
    "Diagnostic",
    "Extracted",
    "Extraction",
    "Finding",
    "Options",
    "PlanExtractError",
    "Provenance",
    "__version__",
    "emit",
    "extract",
    "extract_bytes",
    "extract_many",
    "read",
    "track",
]

_HOMES = {
    "Action": "planextract.records:Action",
    "Diagnostic": "planextract.records:DiagnosticRecord",
    "Extracted": "planextract.records:Extracted",
    "Extraction": "planextract.records:Extraction",
    "Finding": "planextract.records:Finding",
    "Options": "planextract.options:Options",
    "PlanExtractError": "planextract.errors:PlanExtractError",
    "Provenance": "planextract.records:Provenance",
    "extract": "planextract.pipeline:extract",
    "extract_bytes": "planextract.pipeline:extract_bytes",
    "extract_many": "planextract.batch.many:extract_many",
    "read": "planextract.readers:read",
    "track": "planextract.tracking:track",
}
"""Where each public name lives; its module is loaded when the name is first asked for."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    found: object = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
