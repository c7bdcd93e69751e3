"""Which actions the decisions of a document change, and those changes as updates of them.

A change names an action by its number. Where exactly one action has that number, the change is also an update in its
progress; where several have it, or none, nothing is guessed: the decision keeps the number.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from planextract.records import Action, Change, ChangeKind, Decision, Extracted, State, Update

STATES: Mapping[ChangeKind, State] = {
    "closed": "closed",
    "removed": "closed",
    "extended": "extended",
    "merged": "superseded",
    "superseded": "superseded",
}
"""The state that a change gives an action; what is carried forward stays as it was."""


def linked(
    actions: Sequence[Action], decisions: Sequence[Decision], meeting: Extracted[date] | None
) -> tuple[tuple[Action, ...], tuple[Decision, ...]]:
    """Actions with their updates, and decisions whose changes know the actions that they name."""
    numbered: dict[str, list[str]] = {}
    for action in actions:
        if action.reference is not None:
            numbered.setdefault(bare(action.reference.raw), []).append(action.id)
    updates: dict[str, list[Update]] = {}
    found = []
    for decision in decisions:
        changes = tuple(_with_actions(change, numbered, decision.action_ids) for change in decision.changes)
        for change in changes:
            for number in change.references:
                ids = numbered.get(bare(number.raw), [])
                if decision.made == "resolved" and len(ids) == 1 and ids[0] in change.action_ids:
                    updates.setdefault(ids[0], []).append(_update(change, decision, meeting))
        found.append(decision.model_copy(update={"changes": changes}))
    return tuple(_updated(action, updates.get(action.id, [])) for action in actions), tuple(found)


def bare(reference: str) -> str:
    """A number without the word before it: "Action 7." and "7" are one.

    >>> bare("Action 3.2"), bare("R7"), bare("7.")
    ('3.2', 'r7', '7')
    """
    return re.sub(
        r"^(?:actions?|points?|recommendations?|nos?|numbers?)\W*", "", reference.casefold().strip()
    ).strip(" .():")


def _with_actions(change: Change, numbered: Mapping[str, list[str]], made: Sequence[str]) -> Change:
    ids = [
        each
        for number in change.references
        for each in numbered.get(bare(number.raw), [])
        if each not in made
    ]
    return change.model_copy(update={"action_ids": tuple(dict.fromkeys(ids))})


def _update(change: Change, decision: Decision, meeting: Extracted[date] | None) -> Update:
    value = STATES.get(change.kind)
    state = None
    if value is not None:
        state = Extracted[State](
            value=value, raw=change.text.raw, rule="changed_by_decision", sources=change.text.sources
        )
    return Update(date=meeting, text=decision.text, state=state)


def _updated(action: Action, updates: Sequence[Update]) -> Action:
    if not updates:
        return action
    progress = action.progress.model_copy(update={"updates": (*action.progress.updates, *updates)})
    return action.model_copy(update={"progress": progress})
