"""Cells that the rules hardly ever read wrongly: one party in few words, and nothing between them."""

import re

SIGNS = re.compile(r"[^\w\s'’.-]|\n|\b(?:and|with)\b|\d")
"""What may part two parties, or a party from what is said of it."""

RULES = frozenset({"person_name", "role_words", "body_words", "initials"})
MOST_WORDS = 5


def is_plain(text: str, rule: str) -> bool:
    """Whether a cell in which the rules read one party, by `rule`, is plain.

    >>> is_plain("Head of Housing", "role_words"), is_plain("Head of Housing and Planning", "role_words")
    (True, False)
    """
    return rule in RULES and len(text.split()) <= MOST_WORDS and not SIGNS.search(text.strip())
