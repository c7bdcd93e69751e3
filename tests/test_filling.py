"""Who and by when, as the clause model marks it: what is filled in where no rule reads it, and what is denied."""

import numpy as np
import pytest

import planextract as pe
from planextract import confidence
from planextract.drafts import filling, judged
from planextract.drafts.draft import ActionDraft, Slot
from planextract.prose.clause_model import ROLES, Marked, Reading
from planextract.prose.wordpieces import Word
from planextract.provenance import SourcedText

TEXT = "Ask Jill and Bob if they can stack the chairs when they finish"


def reading(**roles: str) -> Reading:
    """A reading of TEXT in which the words of a role are sure, and no others."""
    words, place = [], 0
    for piece, word in enumerate(TEXT.split(), 1):
        start = TEXT.index(word, place)
        place = start + len(word)
        words.append(Word(piece, start, place))
    likely = np.full((len(words), len(ROLES)), 0.01, np.float32)
    likely[:, 0] = 0.96
    for role, said in roles.items():
        begin = TEXT.index(said)
        for row, word in enumerate(words):
            if begin <= word.start < begin + len(said):
                likely[row] = 0.01
                likely[row, ROLES.index((role, word.start == begin))] = 0.96  # type: ignore[arg-type]
    return Reading(0.9, words, likely)


def draft(**slots: str) -> ActionDraft:
    words = SourcedText.plain(TEXT)
    found = tuple(Slot(role, words[TEXT.index(said) :][: len(said)]) for role, said in slots.items())
    return ActionDraft("minute_action", words, "to_do", found)


def said(made: ActionDraft) -> dict[str, str]:
    return {slot.role: slot.words.text for slot in made.slots}


def test_words_of_one_role_in_a_row_are_one() -> None:
    (marked,) = reading(owner="Jill and Bob").marked()
    assert marked[:3] == ("owner", 4, 16)
    assert isinstance(marked, Marked) and marked.likely > 0.9


def test_the_next_first_word_begins_another() -> None:
    found = reading(owner="Jill")
    assert found.likely is not None
    found.likely[3] = found.likely[1]  # Bob
    assert [TEXT[one.start : one.stop] for one in found.marked()] == ["Jill", "Bob"]


def test_it_fills_in_what_no_rule_read() -> None:
    made = filling.completed(draft(), reading(owner="Jill and Bob", deadline="when they finish"))
    assert said(made) == {"owner": "Jill and Bob", "deadline": "when they finish"}


def test_a_rule_goes_before() -> None:
    made = filling.completed(draft(owner="Bob"), reading(owner="Jill"))
    assert said(made) == {"owner": "Bob"}


def test_a_time_that_is_not_its_own_is_no_deadline() -> None:
    denied = filling.completed(draft(deadline="when they finish"), reading())
    assert said(denied) == {"denied_deadline": "when they finish"}
    kept = filling.completed(draft(deadline="when they finish"), reading(deadline="they finish"))
    assert said(kept) == {"deadline": "when they finish"}


def test_a_deadline_from_elsewhere_is_not_asked_about() -> None:
    column = ActionDraft(
        "minute_action",
        SourcedText.plain(TEXT),
        "labelled_action",
        (Slot("deadline", SourcedText.plain("AGM")),),
    )
    assert said(filling.completed(column, reading())) == {"deadline": "AGM"}


@pytest.mark.parametrize("likely", [0.5, 0.65])
def test_what_is_not_sure_is_left_out(likely: float) -> None:
    found = reading(owner="Jill")
    assert found.likely is not None
    found.likely[1] = 0.01
    found.likely[1, ROLES.index(("owner", True))] = likely
    assert said(filling.completed(draft(), found)) == {}


def test_the_end_of_a_word_is_nobody() -> None:
    words = "Form a sub-group of the Panel"
    likely = np.full((3, len(ROLES)), 0.01, np.float32)
    for row, role in zip(likely, (("owner", True), None, ("owner", True)), strict=True):
        row[ROLES.index(role)] = 0.96  # type: ignore[arg-type]
    places = [Word(1, 11, 16), Word(2, 17, 19), Word(3, 24, 29)]
    action = ActionDraft("minute_action", SourcedText.plain(words), "to_do", ())
    assert said(filling.completed(action, Reading(0.9, places, likely))) == {"owner": "Panel"}


# On records --------------------------------------------------------------------------------------------------------


def test_what_it_marks_says_so_and_has_a_figure_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "read", lambda *_: reading(owner="Jill", deadline="when they finish"))
    (action,) = pe.extract_bytes(TEXT.encode(), "clause.txt").actions
    (owner,) = action.owners
    assert (owner.raw, owner.rule) == ("Jill", confidence.BY_MODEL)
    assert owner.confidence == confidence.figure("owners", "marked") is not None
    assert confidence.band(owner.confidence) != "use"
    read_twice = owner.model_copy(update={"second_reading": "agreed"})
    assert confidence.figure_of(read_twice, 1) == owner.confidence


def test_a_time_that_is_denied_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Clerk will ask Jill whether they can stack the chairs when they finish."
    monkeypatch.setattr(filling, "_denied", lambda slot, *_: slot.role == "deadline")
    found = pe.extract_bytes(text.encode(), "clause.txt")
    assert [action.deadline for action in found.actions] == [None]
    (said,) = [each for each in found.diagnostics if each.code == "deadline_denied"]
    assert said.sources
