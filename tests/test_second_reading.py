"""The second reader of owner cells: what it marks and compares, when its reading stands, what becomes of it."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import planextract
from planextract import Options, confidence, second_reading
from planextract.confidence import BY_OWNER_MODEL, is_plain
from planextract.normalise import owners
from planextract.normalise.context import Context, Remark
from planextract.prose import models, owner_model
from planextract.prose.clause_model import MODEL
from planextract.prose.models import Models
from planextract.prose.opinion import HINTS, Opinion, hints, opinion
from planextract.prose.owner_marks import MARKS, Label
from planextract.prose.owner_model import Field, Party, Reading
from planextract.prose.wordpieces import Word
from planextract.provenance import Place, SourcedText
from planextract.records import Owner
from planextract.second_reading import SecondReader, read_by_model, read_by_rules

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "osmerton-audit-tracker.pdf"
TWICE = Options(second_reading=True)


def parties(text: str) -> tuple[Owner, ...]:
    return owners.normalise(SourcedText.plain(text), Context())[0]


def by_rules(text: str) -> Opinion:
    found, remarks = owners.normalise(SourcedText.plain(text), Context())
    return opinion(text, found, bool(remarks))


def party(text: str, *fields: tuple[Label, str], support: bool = False) -> Party:
    """A party as the model would mark it."""
    places = [(label, text.index(words), text.index(words) + len(words)) for label, words in fields]
    return Party(support, tuple(Field(*each) for each in places))


class Told(SecondReader):
    """A second reader whose model says what it is told."""

    def __init__(
        self, text: str, likely: float, *said: Party, as_told: float | None = 0.0, every: bool = False
    ) -> None:
        super().__init__(Models(wanted=False), every)
        self._read = {(text, by_rules(text)): Reading(said, likely, as_told)}

    def owners(self, text: str) -> tuple[tuple[Owner, ...], Sequence[Remark]]:
        return self.normalise(SourcedText.of(text, Place(page=1, table=0, row=2, column=3)), Context())


# What the model marks ------------------------------------------------------------------------------------------------


def read_marks(*marks: tuple[Label, str] | None) -> tuple[Party, ...]:
    """The parties of words of three letters each, of which these marks are the likeliest."""
    words = [Word(place, 4 * place, 4 * place + 3) for place in range(len(marks))]
    likely = np.full((len(marks), len(MARKS)), 0.01, np.float32)
    for row, mark in zip(likely, marks, strict=True):
        row[MARKS.index(mark)] = 0.88  # type: ignore[arg-type]
    return owner_model.read_marks(words, likely).parties


def test_words_of_a_field_stand_together_and_fields_of_a_party() -> None:
    found = read_marks(("name", "lead"), ("name", "inside"), None, ("role", "field"), ("role", "support"))
    assert found == (
        Party(False, (Field("name", 0, 7), Field("role", 12, 15))),
        Party(True, (Field("role", 16, 19),)),
    )


def test_a_later_word_of_nothing_is_the_likeliest_thing_that_it_can_be() -> None:
    (found,) = read_marks(("name", "lead"), ("role", "inside"))
    assert {each.label for each in found.fields} == {found.fields[0].label}
    assert read_marks(("name", "inside"), None) == ()  # (no field goes on that did not begin)


@pytest.mark.parametrize("text", ["", " ", "\n", "Ada Thwaite", '"' * 399, "x" * 399, "\x00", "漢字 ☑ ½"])
def test_any_cell_can_be_read(text: str) -> None:
    SecondReader(Models(), every=True).normalise(SourcedText.plain(text), Context())


def test_cells_are_read_alike_alone_and_together() -> None:
    texts = ["Ada Thwaite, Head of Housing", "", "JH/KB", "Audit Committee\nClerk"] * 20
    model = Models().get(MODEL, second_reading.TASK)
    assert model is not None
    cells = [(text, by_rules(text)) for text in texts]
    together = list(owner_model.read(cells, model))
    assert [each.parties for each in together] == [
        next(owner_model.read([cell], model)).parties for cell in cells
    ]


# What it is told -----------------------------------------------------------------------------------------------------


def test_each_word_is_told_what_the_rules_take_it_for() -> None:
    text = "Clerk, with Ann Lo (Tay Trust)"
    told = by_rules(text)
    assert [(text[each.start : each.stop], each.label, each.how) for each in told.said] == [
        ("Clerk", "role", "lead"),
        ("Ann Lo", "name", "support"),
        ("Tay Trust", "organisation", "field"),
    ]
    words = [
        Word(1 + place, match.start(), match.end())
        for place, match in enumerate(re.finditer(r"\w+|[,()]", text))
    ]
    found = hints(told, words, len(words) + 2)
    marked = [MARKS[hint - 1] for hint in found[1:-1]]
    assert marked == [
        ("role", "lead"),
        None,
        None,
        ("name", "support"),
        ("name", "inside"),
        None,
        ("organisation", "field"),
        ("organisation", "inside"),
        None,
    ]
    assert found[-1] == 0 and max(found) < HINTS


def test_it_is_told_how_sure_the_rules_are_and_whether_they_read_anybody() -> None:
    first = {hints(told, [], 2)[0] for told in map(by_rules, ("Clerk, with Ann Lo", "Amber: Taxi Licensing"))}
    doubtful = by_rules("Clerk, with Ann Lo")._replace(remarked=True)
    assert len(first | {hints(doubtful, [], 2)[0], hints(None, [], 2)[0]}) == 4


def test_what_does_not_stand_in_the_cell_is_not_told() -> None:
    told = by_rules("Head of Finance/Legal")
    assert not told.whole and {each.label for each in told.said} <= {"role"}


@pytest.mark.parametrize("likely", [0.0, 0.3, 1.0])
def test_how_likely_the_reading_of_the_rules_is_cannot_be_said_of_what_is_not_printed(likely: float) -> None:
    assert not second_reading._stands(Reading((party("x", ("role", "x")),), likely, None), against=True)


# What is compared ----------------------------------------------------------------------------------------------------


def test_titles_and_marks_are_no_difference() -> None:
    text = "Cllr Ada Thwaite (the Head of Revenues & Benefits)"
    said = Reading((party(text, ("name", "Ada Thwaite"), ("role", "Head of Revenues & Benefits")),), 1.0)
    assert read_by_rules(parties(text)) == read_by_model(text, said)
    assert read_by_rules(parties(text)) == (
        (("name", "ada thwaite"), ("role", "head of revenues and benefits")),
    )


def test_whose_post_it_is_is_a_difference() -> None:
    text = "Ada Thwaite, Head of Housing"
    apart = Reading((party(text, ("name", "Ada Thwaite")), party(text, ("role", "Head of Housing"))), 1.0)
    assert read_by_rules(parties(text)) != read_by_model(text, apart)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Thwaite",
        "Head of Housing",
        "Otto Brindle, Head of Legal Services",
        "Director of Finance / Head of Audit",
        "Housing Strategy Manager (Ada Thwaite)",
        "Fenshire County Council",
        "Audit Committee",
        "All managers",
    ],
)
def test_two_readers_agree_on_plain_cells(text: str) -> None:
    found, _ = SecondReader(Models(), every=True).normalise(SourcedText.plain(text), Context())
    assert {owner.second_reading for owner in found} == {"agreed"}


# Which are read twice ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Head of Housing", True),
        ("Ada Thwaite", True),
        ("Head of Housing and Planning", False),
        ("Ada Thwaite\nOtto Brindle", False),
        ("Otto Brindle, Head of Legal Services", False),
        ("Assistant Director of the Programme for Older Tenants", False),
        ("", False),
    ],
)
def test_plain_cells_are_read_once(text: str, plain: bool) -> None:
    found = parties(text)
    assert (len(found) == 1 and is_plain(text, found[0].rule)) is plain


@pytest.mark.parametrize(
    "text",
    [
        *("Head of Finance/Legal", "Heads of Legal and Finance"),  # (not as printed)
        *("", "TBC", "Vacant", "ditto", "Head of Housing", "x" * 500),
    ],
)
def test_what_says_nothing_or_is_plain_is_not_asked_of(text: str) -> None:
    reader = SecondReader(Models())
    found, remarks = reader.normalise(SourcedText.plain(text), Context())
    assert (found, remarks) == owners.normalise(SourcedText.plain(text), Context())
    assert reader.models.used == ()


def test_no_more_than_so_many_cells_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reading, "MOST", 3)
    reader = SecondReader(Models())
    texts = [
        f"Ada Thwaite, Head of {field}" for field in ("Housing", "Planning", "Finance", "Legal", "Parks")
    ]
    reader.ahead((SourcedText.plain(text), Context()) for text in texts)
    said = [
        owner.second_reading
        for text in texts
        for owner in reader.normalise(SourcedText.plain(text), Context())[0]
    ]
    assert said == ["agreed"] * 3 + [None] * 2


# When its reading stands ---------------------------------------------------------------------------------------------

CELL = "Press Officer Principal Print Unit Supervisor"
TWO = (
    party(CELL, ("role", "Press Officer")),
    party(CELL, ("role", "Principal Print Unit Supervisor"), support=True),
)


def test_a_reading_that_it_finds_much_likelier_stands() -> None:
    found, remarks = Told(CELL, 0.4, *TWO, as_told=0.004).owners(CELL)
    assert [(one.role, one.part, one.kind, one.rule, one.second_reading) for one in found] == [
        ("Press Officer", "lead", "role", BY_OWNER_MODEL, "disputed"),
        ("Principal Print Unit Supervisor", "support", "role", BY_OWNER_MODEL, "disputed"),
    ]
    assert remarks == ()
    assert [one.raw for one in found] == ["Press Officer", "Principal Print Unit Supervisor"]
    assert [one.sources[0].start for one in found] == [0, 14]


@pytest.mark.parametrize("as_told", [0.1, 0.0091, None])
def test_a_reading_that_it_finds_hardly_likelier_is_a_dispute(as_told: float | None) -> None:
    found, _ = Told(CELL, 0.9, *TWO, as_told=as_told).owners(CELL)
    assert [one.rule for one in found] == [one.rule for one in parties(CELL)]
    assert {one.second_reading for one in found} == {"disputed"}


def test_nobody_is_no_reading() -> None:
    found, _ = Told(CELL, 1.0).owners(CELL)
    assert [one.rule for one in found] == [one.rule for one in parties(CELL)]


def test_where_the_rules_read_nobody_it_must_be_likely() -> None:
    text = "Amber: Taxi Licensing"
    assert parties(text) == ()
    said = party(text, ("organisation", "Taxi Licensing"))
    (found,), remarks = Told(text, 0.6, said).owners(text)
    assert (found.organisation, found.kind, remarks) == ("Taxi Licensing", "unit", ())
    nobody, remarks = Told(text, 0.4, said).owners(text)
    assert nobody == () and [each.code for each in remarks] == ["owner_not_understood"]


def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_number_rides_along() -> None:
    text = "Volunteer Co-\nordinator ext 2345, Ada Thwaite"
    said = (
        party(text, ("role", "Volunteer Co-\nordinator")),
        party(text, ("name", "Ada Thwaite")),
    )
    found, _ = Told(text, 1.0, *said, every=True).owners(text)
    assert [(one.role or one.name, one.contact) for one in found] == [
        ("Volunteer Co-ordinator", "ext 2345"),
        ("Ada Thwaite", None),
    ]


@pytest.mark.parametrize(
    ("label", "words", "kind"),
    [
        ("name", "Ada Thwaite", "person"),
        ("name", "JHB", "initials"),
        ("role", "Head of Housing", "role"),
        ("role", "All staff", "collective"),
        ("organisation", "Audit Committee", "body"),
        ("organisation", "Fenshire County Council", "organisation"),
        ("organisation", "Housing Services", "unit"),
    ],
)
def test_each_party_has_its_kind(label: Label, words: str, kind: str) -> None:
    text = f"x, {words}"
    (found,), _ = Told(text, 1.0, party(text, (label, words))).owners(text)
    assert found.kind == kind


# How sure ------------------------------------------------------------------------------------------------------------


def test_a_finer_figure_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tiers = {
        "person": {"n": 98, "right": 89},
        "person_agreed": {"n": 48, "right": 48},
        "post_or_body": {"n": 98, "right": 79},
        "disputed": {"n": 8, "right": 5},
        "by_model": {"n": 8, "right": 6},
    }
    monkeypatch.setattr(confidence, "tables", lambda: {"fields": {"owners": tiers}})
    confidence.figure.cache_clear()
    figures = []
    for kind in ("person", "role"):
        for said in (None, "agreed", "disputed"):
            owner = Owner(raw="x", kind=kind, rule="r", second_reading=said)
            figures.append(confidence.figure_of(owner, 1))
    model = Owner(raw="x", kind="role", rule=BY_OWNER_MODEL, second_reading="disputed")
    figures.append(confidence.figure_of(model, 2))
    confidence.figure.cache_clear()
    assert figures == [0.9, 0.98, 0.6, 0.8, 0.8, 0.6, 0.7]


# In the product ------------------------------------------------------------------------------------------------------


def test_a_plan_is_read_twice_where_it_is_not_plain() -> None:
    found = planextract.extract(SAMPLE)
    said = {owner.raw: owner.second_reading for action in found.actions for owner in action.owners}
    assert None in said.values()
    assert {"agreed", "disputed"} & set(said.values())


def test_every_cell_where_it_is_wanted() -> None:
    found = planextract.extract(SAMPLE, TWICE)
    owners = [owner for action in found.actions for owner in action.owners]
    read = [owner for owner in owners if not owner.inherited and owner.kind != "unassigned"]
    assert {owner.second_reading for owner in read} <= {"agreed", "disputed"}
    assert sum(owner.second_reading == "agreed" for owner in read) >= len(read) / 2
    assert "clauses" in [model.name for model in found.source.models]


@pytest.mark.parametrize("models", [True, False])
def test_letters_under_partners_are_organisations_in_a_plan(models: bool) -> None:
    plan = """Ref\tAction\tLead officer\tPartners\tTarget date
1\tOpen a hub\tJB\tFC/TQ\tMay 2015
2\tRecruit staff\tKL\tQD\tJune 2015
"""
    found = planextract.extract_bytes(plan.encode(), "plan.txt", Options(models=models))
    named = [
        [(owner.kind, owner.name or owner.organisation) for owner in action.owners]
        for action in found.actions
    ]
    assert named == [
        [("initials", "JB"), ("organisation", "FC"), ("organisation", "TQ")],
        [("initials", "KL"), ("organisation", "QD")],
    ]


def test_no_models_means_none() -> None:
    found = planextract.extract(SAMPLE, Options(second_reading=True, models=False))
    assert found.source.models == ()
    assert {owner.second_reading for action in found.actions for owner in action.owners} == {None}


def test_a_model_that_is_not_sound_is_said_and_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "missing", lambda _: "broken; install planextract anew")
    found = planextract.extract(SAMPLE, TWICE)
    assert [each.message for each in found.diagnostics if each.code == "model_not_installed"] == [
        "a second reading of owners: broken; install planextract anew"
    ]


def test_the_command_line_has_it_too() -> None:
    command = [sys.executable, "-m", "planextract", "explain", "--second-reading", str(SAMPLE), "a002"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "  again  agreed\n" in done.stdout


# What it learns from -------------------------------------------------------------------------------------------------


def test_words_of_the_labels_stand_in_their_cells(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "models" / "clauses"))
    import owner_cells

    cases = [
        {"text": "JH (lead)", "want": [{"kind": "initials", "initials": "JH", "name": None, "role": None}]},
        {
            "text": "Chair of the Audit\nCommittee",
            "want": [{"kind": "role", "role": "Chair", "organisation": "Audit Committee"}],
        },
        {"text": "JH", "want": [{"kind": "person", "name": "Jane Holm"}]},
        {"text": "TBC", "want": [{"kind": "tbc", "name": None, "role": None, "organisation": None}]},
        {
            "text": "Clerk, with Ann Lo of Tay",
            "want": [
                {"kind": "role", "role": "Clerk"},
                {"kind": "person", "name": "Ann Lo", "organisation": "Tay", "responsibility": "support"},
            ],
        },
    ]
    path = tmp_path / "cells.jsonl"
    path.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    found = {
        cell.text: [(each.label, each.how, each.start, each.stop) for each in cell.said]
        for cell in owner_cells.labelled([path])
    }
    assert found == {
        "JH (lead)": [("name", "lead", 0, 2)],
        "Chair of the Audit\nCommittee": [("role", "lead", 0, 28)],
        "TBC": [],
        "Clerk, with Ann Lo of Tay": [
            ("role", "lead", 0, 5),
            ("name", "support", 12, 18),
            ("organisation", "field", 22, 25),
        ],
    }


def test_no_cell_that_is_only_scored_is_learned() -> None:
    sys.path.insert(0, str(ROOT / "models" / "clauses"))
    import owner_cells

    learned = {cell.text for cell in owner_cells.learned()}
    folder = ROOT / "benchmarks" / "cells"
    lines = [
        line for path in folder.glob("owners*_heldout.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    kept = [text for line in lines if len((text := json.loads(line)["text"]).split()) > 2]
    assert [text for text in kept if text in learned] == []
