"""Owners that may be one party: offered with a reason, and left alone where a name fits several."""

import pytest

import planextract as pe

HEAD = "Ref\tAction\tLead officer\tTarget date\n"


def suggested(*owners: str) -> list[tuple[str, str, str]]:
    rows = "".join(
        f"{number}\tReview policy {number}\t{owner}\tMay 2015\n" for number, owner in enumerate(owners, 1)
    )
    found = pe.extract_bytes((HEAD + rows).encode(), "plan.txt")
    assert len(found.actions) == len(owners)
    return [(*each.names, each.reason) for each in found.identities]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Chair of SLSCB", "Chair of LSCB", "place_in_abbreviation"),
        ("Jane Holm", "JH", "initials_of_name"),
        ("Ruth Pell", "Cllr Pell", "shorter_name"),
        ("R Pell", "Ruth Pell", "shorter_name"),
        ("Katherine Bell", "Kathrine Bell", "misspelt_name"),
        ("Saftey Manager", "Safety Manager", "misspelt_post"),
        ("Corporate Management Team", "CMT", "abbreviated_body"),
        ("Director of Children's Services", "DCS", "abbreviated_post"),
        ("Ruth Pell, Head of Housing", "Ruth Pell", "same_name"),
    ],
)
def test_suggested(one: str, other: str, reason: str) -> None:
    assert suggested(one, other) == [(one, other, reason)]


@pytest.mark.parametrize(
    "owners",
    [
        ("Anne Bell", "Adam Brown", "AB"),
        ("Ruth Pell", "Ivor Pell", "Cllr Pell"),
        ("Head of Housing", "Head of Finance"),
        ("Team Manager 1", "Team Manager 2"),
        ("Head of HR", "Head of PR"),
        ("Chair of LSCB", "Chair of LSAB"),
        ("Chair of LSCB", "Chair of the Audit Committee"),
        ("Head of Housing", "Head of Housing"),
        ("Anne Bell", "Anna Bull"),
    ],
)
def test_left_alone(owners: tuple[str, ...]) -> None:
    assert suggested(*owners) == []


def test_the_actions_of_each_name_are_told() -> None:
    text = HEAD + "1\tA plan\tJane Holm\tMay 2015\n2\tA log\tJH\tMay 2015\n3\tA note\tJane Holm\tMay 2015\n"
    (found,) = pe.extract_bytes(text.encode(), "plan.txt").identities
    assert found.action_ids == (("a001", "a003"), ("a002",))
    owners = [action.owners[0].name for action in pe.extract_bytes(text.encode(), "plan.txt").actions]
    assert owners == ["Jane Holm", "JH", "Jane Holm"]
