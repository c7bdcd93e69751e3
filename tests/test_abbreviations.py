"""What a document says that its abbreviations and initials stand for."""

import pytest

from planextract.abbreviations import called_by_forename, collect, pairs_in
from planextract.document import Block, Cell, Document, Line, Row, Table
from planextract.normalise.context import Context
from planextract.normalise.owners import normalise
from planextract.provenance import Place, SourcedText


def block(index: int, text: str) -> Block:
    return Block(index, SourcedText.of(text, Place(block=index)), text)


def table(index: int, *rows: tuple[str, ...]) -> Table:
    def cell(row: int, column: int, text: str) -> Cell:
        words = SourcedText.of(text, Place(table=index, row=row, column=column))
        return Cell(row, column, (Line(words),), text)

    made = [Row(r, tuple(cell(r, c, text) for c, text in enumerate(texts))) for r, texts in enumerate(rows)]
    return Table(index, tuple(made), len(rows[0]))


def document(*flow: Block | Table) -> Document:
    return Document("plan.txt", "text/plain", "text", "0" * 64, 1, flow)


@pytest.mark.parametrize(
    ("text", "code", "meaning"),
    [
        ("Herefordshire Safeguarding Children's Board (HSCB)", "HSCB", "Herefordshire Safeguarding Children's Board"),
        ("by the Children’s Trust Management Team (CTMT)", "CTMT", "Children’s Trust Management Team"),
        ("Audit, Improvement and Training (AIT) Review", "AIT", "Audit, Improvement and Training"),
        ("incorporated into Business Unit Plans (BUPs) for 2010", "BUPs", "Business Unit Plans"),
        ("the Department for Education (“DfE”)", "DfE", "Department for Education"),
        ("SMT (Senior Management Team)", "SMT", "Senior Management Team"),
        ("SMT - Senior Management Team", "SMT", "Senior Management Team"),
        ("Pauline Bell (PB) Business Manager", "PB", "Pauline Bell, Business Manager"),
        ("Ross Holm (RH) East Anyshire Council", "RH", "Ross Holm, East Anyshire Council"),
        ("JB - Julie Bell, Team Leader", "JB", "Julie Bell, Team Leader"),
        ("Ruth Carver RC", "RC", "Ruth Carver"),
        ("Present: Robert Capel (RCp), Ruth Carver (RC)", "RCp", "Robert Capel"),
    ],
)  # fmt: skip
def test_explained(text: str, code: str, meaning: str) -> None:
    assert dict(pairs_in(text))[code] == meaning


@pytest.mark.parametrize(
    "text",
    ["Review the policy (DRAFT)", "Anna Reid (CESC)", "agreed by the committee (see Appendix A)", "Ruth Carver (AB)",
     "PB - a note about nothing", "Cost (GBP)"],
)  # fmt: skip
def test_not_explained(text: str) -> None:
    assert list(pairs_in(text)) == []


def test_attendance_table() -> None:
    found = collect(document(table(0, ("Name", "Initials", "Post"), ("Anna Reid", "AR", "Head of Housing"))))
    assert found == {"AR": "Anna Reid, Head of Housing"}
    titled = ("Prof. Anna Reid", "Chief Nurse", "AR"), ("Dr Ewan Lusk", "Medical Director", "EL")
    assert collect(document(table(0, ("Present", "Title", "Initials"), *titled))) == {
        "AR": "Prof. Anna Reid, Chief Nurse",
        "EL": "Dr Ewan Lusk, Medical Director",
    }


def test_two_meanings_leave_it_out() -> None:
    clash = block(0, "Anna Reid (AR) and Alan Ridley (AR)"), block(1, "Audit Team (AT)")
    assert collect(document(*clash)) == {"AT": "Audit Team"}


def test_the_fuller_of_two_agreeing_meanings_is_kept() -> None:
    found = collect(document(block(0, "Anna Reid (AR)"), block(1, "Anna Reid (AR), Head of Housing")))
    assert found == {"AR": "Anna Reid, Head of Housing"}


@pytest.mark.parametrize("unit", ["a", "(", "A(", "(AB)", "A B ", "\n", "AB - ", "Aa "])
def test_hostile_text_ends(unit: str) -> None:
    assert isinstance(list(pairs_in(unit * (10_000 // len(unit)))), list)


def test_forenames_of_people_who_are_named_in_full() -> None:
    found = called_by_forename(
        document(
            block(
                0, "Panel: Gerda Schultz (Local Association), Jory Crane (Anyshire Council), Tim Alder (LGA)"
            ),
            block(1, "Apologies: Tim Berry (DCLG)"),
            block(2, "Ronan O’ Dowd, Chair"),
            block(3, "Data is under the Open Government Licence, which the government drafted."),
        )
    )
    assert found == {"Gerda": "Gerda Schultz", "Jory": "Jory Crane", "Ronan": "Ronan O’Dowd"}


def test_a_forename_is_a_person_where_the_document_says_whose() -> None:
    context = Context(abbreviations={"Jory": "Jory Crane"})
    (owner,), _ = normalise(SourcedText.plain("Jory"), context)
    assert (owner.kind, owner.name, owner.expansion) == ("person", "Jory", "Jory Crane")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "CNO Chief Nursing Officer; COO Chief Operating Officer; DoF Director of Finance",
            {"CNO": "Chief Nursing Officer", "COO": "Chief Operating Officer", "DoF": "Director of Finance"},
        ),
        (
            "HT: Mrs L Ogden. EL: Miss K Rudd (English lead). SBM: school business manager.",
            {"HT": "Mrs L Ogden", "EL": "Miss K Rudd, English lead", "SBM": "school business manager"},
        ),
        (
            "Key: AB = Anne Bell, CD = Colin Dale (Clerk), HoP = Head of Planning",
            {"AB": "Anne Bell", "CD": "Colin Dale, Clerk", "HoP": "Head of Planning"},
        ),
        ("Leads: JT Jane Tarn | KB Ken Boyd", {"JT": "Jane Tarn", "KB": "Ken Boyd"}),
        ("RAG: R = not begun, A = begun, G = in place", {}),
        ("NHS England will lead; CQC will inspect", {}),
        ("CNO Chief Nursing Officer reported; COO was absent", {}),
    ],
)
def test_keys_in_one_line(line: str, found: dict[str, str]) -> None:
    assert dict(pairs_in(line)) == found
