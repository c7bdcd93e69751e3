"""What the clause model says of a text: the odds that it is an action, by its runs of words and by a transformer.

The two err differently. Runs of words know initials, names and what our own cases say; the transformer has read English
before, and knows ways of saying that no case of ours shows. It takes two hundred times as long.
"""

from functools import cache
from pathlib import Path

import numpy as np

from planextract.prose.clause_features import LONGEST, features
from planextract.prose.encoder import Encoder
from planextract.prose.models import Model
from planextract.prose.wordpieces import Pieces

TRANSFORMER = "transformer.npz"
PIECES = "pieces.txt"

SHARE = 0.5
"""How much the odds by runs of words count beside those of the transformer; chosen by cross-validation."""

NONE = -20.0
"""The odds of a text without words."""


def probability(text: str, model: Model) -> float:
    """How likely a text is an action, in the eyes of both parts of the model."""
    if not text.strip():
        return 0.0
    odds = _encoder(model.folder).odds(text[:LONGEST]) + SHARE * at_a_glance(text, model)
    return float(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def at_a_glance(text: str, model: Model) -> float:
    """The logarithm of the odds by runs of words alone, in a tenth of a millisecond."""
    places, weights = features(text)
    return float(model.pipeline[places] @ weights + model.pipeline[-1]) if len(places) else NONE


@cache
def _encoder(folder: Path) -> Encoder:
    pieces = Pieces.read((folder / PIECES).read_text(encoding="utf-8"))
    with np.load(folder / TRANSFORMER, allow_pickle=False) as saved:
        return Encoder.of(saved, pieces)
