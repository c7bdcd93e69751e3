"""Owner cells: splitting, telling name, post and organisation apart, and what is no owner."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import neutral
from neutral import cell
from planextract.normalise.context import Context
from planextract.normalise.owners import cells, is_ditto, normalise, of_organisations, party, votes
from planextract.normalise.owners.kinds import kind_of
from planextract.records import Owner

CASES = tomllib.loads((Path(__file__).parent / "cases" / "owners.toml").read_text(encoding="utf-8"))["case"]
SHARED = Path(__file__).resolve().parents[2] / "shared"
FLOOR = 0.96


def shown(owner: Owner) -> str:
    slots = " | ".join(slot or "" for slot in (owner.name, owner.role, owner.organisation))
    part = "" if owner.part == "lead" else f" ({owner.part})"
    return " ".join(f"{owner.kind}: {slots}{part}".split())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    owners, remarks = normalise(cell(case["text"]), Context())
    assert [shown(owner) for owner in owners] == [" ".join(want.split()) for want in case["want"]]
    assert [remark.code for remark in remarks] == ([case["remark"]] if "remark" in case else [])


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_raw_stands_under_the_sources(case: dict[str, Any]) -> None:
    owners, _ = normalise(cell(case["text"]), Context())
    for owner in owners:
        runs = [case["text"][source.start : source.end] for source in owner.sources]
        assert runs and " ".join(runs) == owner.raw


def test_each_party_has_the_span_of_its_own_words() -> None:
    owners, _ = normalise(cell("Policy Officer / Head of HR"), Context())
    assert [(owner.sources[0].start, owner.sources[0].end) for owner in owners] == [(0, 14), (17, 27)]


def test_the_part_of_the_column_holds_where_the_cell_says_none() -> None:
    owners, _ = normalise(cell("Cllr A Bell"), Context(), "accountable")
    assert owners[0].part == "accountable"


def test_initials_become_whom_the_document_says() -> None:
    context = Context(abbreviations={"PB": "Pauline Bell, Business Manager"})
    owners, _ = normalise(cell("PB / MW"), context)
    assert (owners[0].name, owners[0].role, owners[0].expansion) == (
        "Pauline Bell",
        "Business Manager",
        "Pauline Bell, Business Manager",
    )
    assert (owners[0].raw, owners[1].kind, owners[1].name) == ("PB", "initials", "MW")


def test_an_explained_body_keeps_its_printed_abbreviation() -> None:
    context = Context(abbreviations={"CTMT": "Children's Trust Management Team"})
    owner = normalise(cell("CTMT to monitor progress"), context)[0][0]
    assert (owner.kind, owner.organisation, owner.expansion) == (
        "body",
        "CTMT",
        "Children's Trust Management Team",
    )


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        (
            "Colin Holm (Head of Safeguarding and Children's Social Care - Children and Young People Services "
            "Anyshire County Council)",
            "Colin Holm",
            "Head of Safeguarding and Children's Social Care - Children and Young People Services",
            "Anyshire County Council",
        ),
        (
            "Mark Dunn (Head of Performance Management City of Anytown Metropolitan District Council)",
            "Mark Dunn",
            "Head of Performance Management",
            "City of Anytown Metropolitan District Council",
        ),
        (
            "Ernest Bell (Peer Challenge Manager, Local Government Association)",
            "Ernest Bell",
            "Peer Challenge Manager",
            "Local Government Association",
        ),
        (
            "Anna Reid, Assistant Director/Head of Service, Children and Young People's Operational Services",
            "Anna Reid",
            "Assistant Director/Head of Service, Children and Young People's Operational Services",
            None,
        ),
    ],
)
def test_party(text: str, name: str, role: str, organisation: str | None) -> None:
    owner = party(cell(text))
    assert (owner.kind, owner.name, owner.role, owner.organisation) == ("person", name, role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Head of Housing",
        "A Bell / T Holm",
        "MW",
        "Audit Committee",
        "Anna Reid",
        "All staff",
        "Clerk & Councillors",
    ],
)
def test_votes_for_owners(text: str) -> None:
    assert votes(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", "TBC", "On track", "In progress", "Complete", "Green", "March 2015", "31/03/2015", "90%", "Housing",
     "Review the policy", "Within existing resources", "The policy was agreed by the Head of Housing.", "R12",
     "Reduced number of complaints", "Training Programme", "Yes", "High"],
)  # fmt: skip
def test_votes_against_everything_else(text: str) -> None:
    assert not votes(text)


@pytest.mark.parametrize(
    ("header", "text", "wanted"),
    [
        ("Partners", "FC/TQ", ["organisation: | | FC", "organisation: | | TQ"]),
        ("Lead organisation", "Ada Thwaite, FC", ["person: Ada Thwaite | |", "organisation: | | FC"]),
        ("Lead officer / partner", "FC/TQ", ["initials: FC | |", "initials: TQ | |"]),
        ("Lead", "FC/TQ", ["initials: FC | |", "initials: TQ | |"]),
    ],
)
def test_letters_under_a_header_of_organisations_are_theirs(
    header: str, text: str, wanted: list[str]
) -> None:
    context = Context(organisations=of_organisations(header))
    assert [shown(owner) for owner in normalise(cell(text), context)[0]] == wanted


def test_letters_that_the_document_explains_are_as_it_says_under_any_header() -> None:
    context = Context(organisations=True, abbreviations={"QT": "Quin Thwaite"})
    (owner,) = normalise(cell("QT"), context)[0]
    assert (owner.kind, owner.name, owner.expansion) == ("person", "Quin Thwaite", "Quin Thwaite")


def test_ditto() -> None:
    assert is_ditto("“") and is_ditto("ditto") and not is_ditto("Anna Reid")


@pytest.mark.parametrize(
    "unit", ["a", "(", "1 ", "/", "a/", " and ", "A B, ", "\n", "- ", ":", "of ", "x@", "(a", ")"]
)
def test_hostile_text_ends(unit: str) -> None:
    for length in (1400, 10_000):
        text = unit * (length // len(unit))
        normalise(cell(text), Context())
        votes(text)
        party(cell(text))


@pytest.mark.parametrize(
    "text", ["- A" + "\n" * 9_000 + "x", "- A" + "\n" * 1_400 + "x", "A" + " " * 1_400 + "x("]
)
def test_long_gaps_end(text: str) -> None:
    assert normalise(cell(text), Context()) is not None


# The sample of real and synthetic cells -------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")
def test_sample_of_cells() -> None:
    lines = [
        json.loads(line)
        for line in (SHARED / "domain" / "owners.jsonl").read_text("utf-8").splitlines()
        if line
    ]
    wrong = [line["text"] for line in lines if neutral.owner_verdict(line) != "right"]
    assert len(lines) > 170
    assert 1 - len(wrong) / len(lines) >= FLOOR, wrong


def test_a_cell_of_years_alone_votes_for_no_owner() -> None:
    assert not cells.votes("2020 2021 2022")


# Contact numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "role", "contact"),
    [
        ("Name: Rod Bell\n\nTel: (01632) 960123", "Rod Bell", None, "(01632) 960123"),
        ("Tom Cray, Transport Lead Email: Tel: 07700 900234.", "Tom Cray", "Transport Lead", "07700 900234"),
        ("Gemma Fox x4471", "Gemma Fox", None, "x4471"),
        ("Anne Bell ext 2345", "Anne Bell", None, "ext 2345"),
        ("Anne Bell (a.bell@anyshire.gov.uk)", "Anne Bell", None, "a.bell@anyshire.gov.uk"),
        (
            "Anne Bell, Head of Housing\n01632 960123\na.bell@anyshire.gov.uk",
            "Anne Bell",
            "Head of Housing",
            "01632 960123; a.bell@anyshire.gov.uk",
        ),
        (
            "Yvonne Dunn, Licensing Officer; Tel: 01632 960123",
            "Yvonne Dunn",
            "Licensing Officer",
            "01632 960123",
        ),
        ("Anne Bell", "Anne Bell", None, None),
    ],
)
def test_numbers_and_addresses_are_kept_apart(
    text: str, name: str, role: str | None, contact: str | None
) -> None:
    owners, remarks = normalise(cell(text), Context())
    assert [(one.name, one.role, one.contact) for one in owners] == [(name, role, contact)]
    assert not remarks


def test_each_has_the_number_beside_it() -> None:
    owners, _ = normalise(cell("Derek Bell 823146, John Cray 823825"), Context())
    assert [one.contact for one in owners] == ["823146", "823825"]
    owners, _ = normalise(
        cell("Anne Bell\na.bell@anyshire.gov.uk\nTom Cray\nt.cray@anyshire.gov.uk"), Context()
    )
    assert [one.contact for one in owners] == ["a.bell@anyshire.gov.uk", "t.cray@anyshire.gov.uk"]


@pytest.mark.parametrize(
    "text", ["Head of Housing 2014/15", "Head of Housing 31/03/2015", "Executive Director: Delivery"]
)
def test_dates_and_colons_are_no_contact(text: str) -> None:
    assert all(one.contact is None for one in normalise(cell(text), Context())[0])


def test_a_numbered_body_before_a_thousand_words_in_brackets() -> None:
    assert kind_of("Sub group 2 (" + "minutes of the day, " * 20 + ")") == "B"
    assert kind_of("Sub group 2 (" + "minutes of the day, " * 1_000 + ")") == "N"
