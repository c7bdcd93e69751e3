"""A form for each action that the end of a page cuts: its halves are one action, and no other takes its number."""

import pytest

from build import block, document, table
from planextract import roles, tables, vocab
from planextract.document import Block, Table
from planextract.drafts import rows
from planextract.normalise.context import Context
from planextract.options import Options

FIRST = [["Ref", "3.1"], ["Action", "Open a second family hub"], ["Lead officer", "Head of Early Help"]]
REST = [["Target date", "June 2015"], ["Progress", "Site found"]]
NEXT = [
    ["Ref", "3.2"],
    ["Action", "Recruit two wardens"],
    ["Lead officer", "Parks Manager"],
    ["Target date", "July 2015"],
    ["Progress", "Advertised"],
]

Said = tuple[str | None, str, list[str]]


def said(*flow: Block | Table) -> list[Said]:
    words = vocab.load(Options())
    made = document(*flow)
    found = rows.draft(
        [roles.assign(whole, words, Context()) for whole in tables.assemble(made, words)], words
    )
    return [
        (
            action.reference.text if action.reference is not None else None,
            action.words.text,
            [slot.words.text for slot in action.slots],
        )
        for action in found.actions
    ]


WHOLE: list[Said] = [
    ("3.1", "Open a second family hub", ["Head of Early Help", "June 2015", "Site found"]),
    ("3.2", "Recruit two wardens", ["Parks Manager", "July 2015", "Advertised"]),
]


@pytest.mark.parametrize("cut", range(1, 5))
def test_wherever_it_is_cut(cut: int) -> None:
    form = [*FIRST, *REST]
    assert said(table(form[:cut], 0, page=1), table([*form[cut:], *NEXT], 1, page=2)) == WHOLE


def test_each_form_a_table_of_its_own_and_a_footer_between() -> None:
    parts = (
        table(FIRST, 0, page=1),
        block("Page 1", 0, "footer"),
        table(REST, 1, page=2),
        table(NEXT, 2, page=2),
    )
    assert said(*parts) == WHOLE


def test_a_whole_form_on_the_next_page_is_one_of_its_own() -> None:
    assert said(table([*FIRST, *REST], 0, page=1), table(NEXT, 1, page=2)) == WHOLE


def test_words_between_part_them() -> None:
    parts = table(FIRST, 0, page=1), block("Part B", 0), table([*REST, *NEXT], 1, page=2)
    assert said(*parts) != WHOLE


def test_a_form_is_not_taken_over_a_page_that_lacks_it() -> None:
    assert said(table(FIRST, 0, page=1), table([*REST, *NEXT], 1, page=3)) != WHOLE
