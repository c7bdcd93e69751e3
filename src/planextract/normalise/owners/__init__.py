"""Who carries an action out: the words of owner cells as parties with name, post and organisation."""

from planextract.normalise.owners.cells import is_ditto, normalise, party, votes
from planextract.normalise.owners.columns import as_organisations, of_organisations

__all__ = ["as_organisations", "is_ditto", "normalise", "of_organisations", "party", "votes"]
