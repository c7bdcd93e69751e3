"""What some words say is counted: actions and their like, or something else that has states too."""

from planextract.prose.words import pattern

THINGS = r"(?:[a-z’'-]+\s+){0,3}?(?<!\w){tallies.things}(?!\w)"
"""What is counted: "recommendations", "key measures of success"."""

STATUS = r"(?<!\w)(?:{tallies.things}|{tallies.status})(?!\w)"
_ACTIONS = r"(?<!\w)(?:{tallies.things}|{tallies.tracked})(?!\w)"
_OTHERS = r"(?<!\w){tallies.others}(?!\w)"


def names_actions(text: str) -> bool:
    """Whether some words say that actions are counted, or speak of a status that is not that of something else.

    >>> names_actions("RAG summary"), names_actions("Status of audit actions"), names_actions("Status of applications")
    (True, True, False)
    """
    if pattern(_ACTIONS).search(text) is not None:
        return True
    return pattern(STATUS).search(text) is not None and not names_others(text)


def names_others(text: str) -> bool:
    """Whether some words name what else has states, and no actions.

    >>> names_others("12 homes completed"), names_others("12 training actions completed")
    (True, False)
    """
    return pattern(_OTHERS).search(text) is not None and pattern(_ACTIONS).search(text) is None
