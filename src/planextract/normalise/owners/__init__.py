"""Who carries an action out: the words of owner cells as parties with name, post and organisation."""

from planextract.normalise.owners.cells import is_ditto, normalise, party, votes

__all__ = ["is_ditto", "normalise", "party", "votes"]
