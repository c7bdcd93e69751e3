"""What the header over a cell says of the owners in it."""

import re
from collections.abc import Iterable

from planextract.normalise.owners.lexicon import lexicon
from planextract.records import Owner

_WORD = re.compile(r"[^\W\d_]+")


def of_organisations(header: str) -> bool:
    """Whether a column is for organisations, so that letters in it are theirs and nobody's initials.

    >>> of_organisations("Lead partners"), of_organisations("Lead officer / partner"), of_organisations("Lead")
    (True, False, False)
    """
    words, lists = {word.casefold() for word in _WORD.findall(header)}, lexicon()
    return bool(words & lists["columns.organisations"]) and not words & lists["columns.people"]


def as_organisations(owners: Iterable[Owner]) -> tuple[Owner, ...]:
    """Owners in a column for organisations: letters that nobody in the document is known by are one's name."""
    return tuple(
        one.model_copy(
            update={
                "kind": "organisation",
                "rule": "organisation_column",
                "organisation": one.name,
                "name": None,
            }
        )
        if one.kind == "initials" and one.expansion is None and one.role is None and one.organisation is None
        else one
        for one in owners
    )
