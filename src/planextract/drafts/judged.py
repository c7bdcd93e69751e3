"""A second opinion on actions of prose, by a small model that has seen labelled clauses: does it read as one too?

Whether it agrees is how sure an action is that a rule found. What it alone takes for an action is one where it is sure
of it: in a document that is nothing but a clause sooner than in minutes, where nine sentences in ten are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planextract import confidence
from planextract.confidence import BY_MODEL
from planextract.drafts import doers, filling, undertakings
from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, DecisionDraft, Slot
from planextract.drafts.readings import fenced, former, sentences, turned_down
from planextract.prose.clause_model import ACTION, MODEL, Reading, at_a_glance, read
from planextract.prose.models import Model, Models
from planextract.prose.paragraphs import Paragraph
from planextract.provenance import SourcedText

TASK = "whether clauses are actions"
ALONE, AMONG_OTHERS = 0.33, 0.95
"""From where on a clause is an action though no rule knows it: all by itself, or in minutes."""

GLANCE = -2.0
"""Odds at a glance below which a sentence of minutes is looked at no more closely, which takes far longer."""

FEWEST = 4
"""Words of a clause that the model alone may judge."""

READ_BY_FORM = frozenset({"marked_action", "marked_owner", "listed_action", "labelled_action"})
"""What stands behind "Action:" is one, whatever it says."""


def weighed(drafts: Iterable[ActionDraft], models: Models) -> tuple[ActionDraft, ...]:
    """The same actions with what the model marks in them, and how sure those are that a rule for sentences found."""
    return tuple(draft if draft.rule == BY_MODEL else _weighed(draft, models) for draft in drafts)


def _weighed(draft: ActionDraft, models: Models) -> ActionDraft:
    model = models.get(MODEL, TASK)
    if model is None:
        return draft
    reading = read(draft.words.text, model)
    draft = filling.completed(draft, reading)
    if draft.rule in READ_BY_FORM or draft.confidence is not None:
        return draft
    figure = confidence.figure("clause", "agreed" if reading.probability >= ACTION else "disputed")
    return replace(draft, confidence=figure)


def resolved(decisions: Iterable[DecisionDraft], models: Models) -> Iterator[DecisionDraft]:
    """The same decisions, their actions with what the model marks in them: that they are actions their form says."""
    for decision in decisions:
        action = decision.action
        model = models.get(MODEL, TASK) if action is not None else None
        if action is not None and model is not None:
            action = filling.completed(action, read(action.words.text, model))
        yield replace(decision, action=action)


def alone(parts: Sequence[Paragraph], models: Models) -> tuple[ActionDraft, ...]:
    """The action that a document of one clause is, though no rule knows its form; () where it does not read as one."""
    words = SourcedText.join("\n", [part.words for part in parts])
    if any(fenced(part.text) for part in parts) or not _can_be_asked(words):
        return ()
    model = models.get(MODEL, TASK)
    reading = read(words.text, model) if model is not None else None
    if reading is None or reading.probability < ALONE:
        return ()
    return (_action(words, reading, "model_alone"),)


def among_others(parts: Sequence[Paragraph], said: Sequence[str], models: Models) -> Iterator[ActionDraft]:
    """The sentences of minutes that the model is sure of, beside `said`, which the rules read.

    What a rule would have read of it, if it trusted sentences like it, has the better owner and deadline.
    """
    asked = [
        sentence
        for part in parts
        if not (part.heading or fenced(part.text) or turned_down(part.text))
        for sentence in sentences(part.words)
        if _can_be_asked(sentence)
        and not any(sentence.text in each or each in sentence.text for each in said)
    ]
    model = models.get(MODEL, TASK) if asked else None
    if model is None:
        return
    readings = {text: sure(text, model) for text in dict.fromkeys(sentence.text for sentence in asked)}
    for sentence in asked:
        reading = readings[sentence.text]
        if reading is not None:
            yield from tuple(undertakings.drafts(sentence)) or (
                _action(sentence, reading, "model_in_minutes"),
            )


def sure(text: str, model: Model) -> Reading | None:
    """What the model says of a sentence of minutes that it would take for an action by itself; None of another."""
    glance = at_a_glance(text, model)
    reading = read(text, model) if glance >= GLANCE else None
    return reading if reading is not None and is_sure(glance, reading.probability) else None


def is_sure(glance: float, probability: float) -> bool:
    """Whether a sentence of minutes is an action by these odds at a glance and this probability."""
    return glance >= GLANCE and probability >= AMONG_OTHERS


def _can_be_asked(words: SourcedText) -> bool:
    """Whether words are a statement: no scrap, no question, nothing former or turned down, no cells of a lost table."""
    text = words.text
    return not (
        len(text.split()) < FEWEST
        or re.search(r"[\t|]|\S {3,}\S", words.raw)
        or text.rstrip(" ”’").endswith("?")
        or former(text)
        or turned_down(text)
    )


def _action(words: SourcedText, reading: Reading, tier: str) -> ActionDraft:
    who = doers.doer(words)
    owner = (Slot("owner", who),) if who is not None else ()
    slots = (Slot("action", words), *owner, *deadline_slot(words))
    figure = confidence.figure("clause", tier)
    made = ActionDraft("minute_action", words, BY_MODEL, slots, modality="proposed", confidence=figure)
    return filling.completed(made, reading)
