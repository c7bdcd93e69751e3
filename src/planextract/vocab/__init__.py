"""Words as data: what headers, states, colours and answers are called, language by language."""

from planextract.vocab.loading import load
from planextract.vocab.openings import Opening
from planextract.vocab.vocabulary import Vocabulary
from planextract.vocab.wording import alias

__all__ = ["Opening", "Vocabulary", "alias", "load"]
