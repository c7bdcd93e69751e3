"""A second opinion on actions of prose, by a small model that has seen labelled clauses: does it read as one too?

It makes no actions of its own in minutes, where nine sentences in ten are none and it would be wrong too often; whether
it agrees is how sure an action is. Only of a document that is nothing but a clause, where no rule knows its form, what
the model takes for an action is one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from planextract import confidence
from planextract.drafts import clauses, parties
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, Slot
from planextract.drafts.readings import WHO, fenced, former, turned_down
from planextract.prose.clause_features import features
from planextract.prose.models import Model, Models
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

MODEL = "clauses"
TASK = "whether clauses are actions"
ACTION, SURE = 0.5, 0.9
"""From where on a clause reads as an action, and from where on it is one though no rule knows it."""

FEWEST = 4
"""Words of a clause that the model alone may judge."""

READ_BY_FORM = frozenset({"marked_action", "marked_owner", "listed_action", "labelled_action"})
"""What stands behind "Action:" is one, whatever it says."""


def probability(text: str, model: Model) -> float:
    """How likely a clause is an action, in the eyes of the model."""
    places, weights = features(text)
    odds = float(model.pipeline[places] @ weights + model.pipeline[-1]) if len(places) else -20.0
    return float(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def weighed(drafts: Iterable[ActionDraft], models: Models) -> tuple[ActionDraft, ...]:
    """The same actions, those that a rule for sentences found with how sure they are."""
    return tuple(
        draft if draft.rule in READ_BY_FORM or draft.confidence is not None else _weighed(draft, models)
        for draft in drafts
    )


def _weighed(draft: ActionDraft, models: Models) -> ActionDraft:
    model = models.get(MODEL, TASK)
    if model is None:
        return draft
    agreed = probability(draft.words.text, model) >= ACTION
    return replace(draft, confidence=confidence.figure("clause", "agreed" if agreed else "disputed"))


def alone(parts: Sequence[Paragraph], models: Models) -> tuple[ActionDraft, ...]:
    """The action that a document of one clause is, though no rule knows its form; () where it does not read as one."""
    words = SourcedText.join("\n", [part.words for part in parts])
    if any(fenced(part.text) for part in parts) or former(words.text):
        return ()
    if len(words.text.split()) < FEWEST or re.search(r"[\t|]", words.raw):
        return ()  # (a scrap, or the cells of a table that was not made out)
    if turned_down(words.text) or words.text.rstrip(" ”’").endswith("?"):
        return ()
    model = models.get(MODEL, TASK)
    if model is None or probability(words.text, model) < SURE:
        return ()
    slots = (Slot("action", words), *_owner(words), *deadline_slot(words))
    figure = confidence.figure("clause", "model_alone")
    return (
        ActionDraft("minute_action", words, "clause_model", slots, modality="proposed", confidence=figure),
    )


_ACTS = (
    rf"(?:[^.;]{{0,120}}?(?:,|;|\band|\bbut|\bthat|[–—:-])\s+)?(?:the\s+)?(?P<who>{WHO}{{2,60}}?)\s+"
    r"(?:will|would|shall|should|must|to|is\s+to|are\s+to|(?:has\s+|have\s+)?(?:agreed|offered|volunteered)\s+to|"
    r"(?:was|were)\s+asked\s+to|needs?\s+to)\s+(?!be\b)[a-z]"
)


def _owner(words: SourcedText) -> Iterator[Slot]:
    """Who is named before the verb or behind "by", where that is somebody beyond doubt."""
    match = pattern(_ACTS).match(words.text)
    who = parties.without_front(words.span(match, "who")) if match is not None else None
    if who is not None and (parties.answers_for_something(who) or parties.only_who(who)):
        yield Slot("owner", who)
        return
    agent = clauses.agent(words, 0)
    if agent is not None and (parties.answers_for_something(agent) or parties.only_who(agent)):
        yield Slot("owner", agent)
