"""Who acts in clauses whose form no rule knows."""

import pytest

from planextract.drafts import doers
from planextract.provenance import SourcedText


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mr Ames said that, if the pump fails again, he would mend it.", "Mr Ames"),
        (
            "It was thought wise to ask, and the Town Clerk was instructed to reply in the negative.",
            "Town Clerk",
        ),
        ("Members requested that officers should speak with the press.", "officers"),
        ("Over to Cllr Rix to re-run the figures.", "Cllr Rix"),
        ("That the matter be referred to the Head of Audit for investigation.", "Head of Audit"),
        ("The gate is off its hinge. Clerk to see to it.", "Clerk"),
        ("The Chair and the Clerk agreed to draft a reply for the next meeting.", "Chair and the Clerk"),
        ("Put up new notices by the pond – Cllr Rix.", "Cllr Rix"),
        ("A list of dates would be sent to Councillors. Action: Clerk", "Clerk"),
        ("Price up the sleepers for the raised beds\nMoira Tan", "Moira Tan"),
        ("It was left with KD to sort.", "KD"),
    ],
)
def test_who_acts(text: str, who: str) -> None:
    found = doers.doer(SourcedText.plain(text))
    assert found is not None and found.text == who


@pytest.mark.parametrize(
    "text",
    [
        "The Chair thanked Mr Dale for attending and invited him to return in six months.",
        "A way forward to be found before the spring.",
        "The hedge at Sallow Corner to be cut back.",
        "Quotes to be sought for relining the car park.",
        "It would be helpful to have a plan of the drains to hand.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert doers.doer(SourcedText.plain(text)) is None


@pytest.mark.parametrize("text", [" " * 10_000, "to with " * 1_250, "that the Clerk " * 650, "- " * 5_000])
def test_it_looks_at_no_more_than_a_clause(text: str) -> None:
    assert doers.doer(SourcedText.plain(text)) is None
