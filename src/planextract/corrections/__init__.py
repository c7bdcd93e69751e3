"""What a person decided about values that were read: kept beside a document, and replayed when it is read again.

`held` is the file, `anchors` says by which words a decision is found again, `matching` finds them, `applying` replays
decisions on an extraction, `gold` makes of them what a reading can be measured with.
"""

from planextract.corrections.anchors import Decider
from planextract.corrections.applying import Applied, Outcome, apply
from planextract.corrections.held import (
    ENDING,
    Correction,
    Corrections,
    CorrectionsError,
    load,
    load_for,
    save,
)

__all__ = [
    "ENDING",
    "Applied",
    "Correction",
    "Corrections",
    "CorrectionsError",
    "Decider",
    "Outcome",
    "apply",
    "load",
    "load_for",
    "save",
]
