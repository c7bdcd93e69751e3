"""Words as data: every alias gives its key, and a file that contradicts itself does not load."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

import planextract.vocab.vocabulary
from planextract import vocabularies
from planextract.errors import VocabularyError
from planextract.options import Options
from planextract.vocab import Vocabulary, alias, load

HERE = Path(planextract.vocab.vocabulary.__file__).parent / "en"
TABLES = {
    name: tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("headers", "statuses", "findings")
}
HEADERS_JSON = Path(__file__).resolve().parents[2] / "shared" / "domain" / "headers.json"
TABLES_JSONL = Path(__file__).resolve().parents[2] / "shared" / "domain" / "tables.jsonl"


def pairs(file: str, table: str) -> list[tuple[str, str]]:
    return [(wording, key) for key, wordings in TABLES[file][table].items() for wording in wordings]


def own(tmp_path: Path, text: str) -> Vocabulary:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return load(Options(vocabularies=(path,)))


# Every alias gives its key


@pytest.mark.parametrize(("wording", "role"), pairs("headers", "headers"))
def test_header(wording: str, role: str) -> None:
    assert load().roles_of(wording) == (role,)
    assert load().roles_of(f" {wording.upper()}: ") == (role,)
    assert not load().is_open(wording)


@pytest.mark.parametrize(("wording", "roles"), TABLES["headers"]["ambiguous"].items())
def test_open_header(wording: str, roles: list[str]) -> None:
    assert load().roles_of(wording) == tuple(roles)
    assert load().is_open(wording)


@pytest.mark.parametrize(("wording", "state"), pairs("statuses", "statuses"))
def test_state(wording: str, state: str) -> None:
    assert load().state_of(wording) == state
    assert load().opens_with_state(wording)


@pytest.mark.parametrize(("wording", "colour"), pairs("statuses", "colours"))
def test_colour(wording: str, colour: str) -> None:
    assert load().colour_of(wording) == colour


@pytest.mark.parametrize(("wording", "response"), pairs("statuses", "responses"))
def test_response(wording: str, response: str) -> None:
    assert load().response_of(wording) == response


@pytest.mark.parametrize(("wording", "kind"), pairs("findings", "kinds"))
def test_finding_kind(wording: str, kind: str) -> None:
    assert load().finding_kind(wording) == kind


def test_lists_of_words_name_words_that_exist() -> None:
    vocabulary = load()
    for key in ("verbs", "takes"):
        unknown = [
            word for word in TABLES["statuses"]["openings"][key] if alias(word) not in vocabulary.states
        ]
        assert unknown == [], key


# Headers that no list holds


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Recommendation[i]", ("recommendation",)),
        ("Target Date (dd/mm/yy)", ("deadline",)),
        ("By\nwhen:", ("deadline",)),
        ("Progress September 2014", ("progress",)),
        ("Position as at 31/03/2015", ("progress",)),
        ("Progress at [date]", ("progress",)),
        ("RAG Q1 2014/15", ("rag",)),
        ("Lead Organisation(s)", ("owner",)),
        ("Action / Timescale", ("action", "deadline")),
        ("Lead officer / Deadline", ("owner", "deadline")),
        ("Who is responsible and by when", ("owner", "deadline")),
        ("Activities including timescale", ("action", "deadline")),
        ("Success criteria / measures", ("success_measure",)),
        ("Target date for completion", ("deadline",)),
        ("Responsible officer's comments", ("progress",)),
        ("Officer responsible for delivery", ("owner",)),
        ("Date action completed", ("completion_date",)),
        ("Revised completion timescale", ("revised_deadline",)),
        ("Camau gweithredu", ("action",)),
        ("Swyddog arweiniol", ("owner",)),
        ("Amserlen", ("deadline",)),
        ("Cynnydd", ("progress",)),
        ("Target 2013/14", ("not_action_table",)),
        ("Q1 Actual", ("not_action_table",)),
    ],
)
def test_tolerant_header(header: str, roles: tuple[str, ...]) -> None:
    assert load().roles_of(header) == roles
    assert not load().is_open(header)


@pytest.mark.parametrize(
    "header",
    [
        *("", "?", "Title", "Description", "Q1 Target", "1", "2013/14", "Housing", "Cllr P Example"),
        *("x" * 10000, "(" * 10000, "a/" * 5000, "1 " * 5000),
        "The number of people who attended the sessions that were held in the spring of last year",
    ],
)
def test_unknown_header(header: str) -> None:
    assert load().roles_of(header) == ()
    assert load().finding_kind(header) is None


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Areas for priority action", "priority_action"),
        ("Areas for development", "area_for_development"),
        ("AREA FOR IMPROVEMENT:", "area_for_development"),
        ("Related issues", "related_issue"),
        ("Key strengths", "strength"),
        ("Scrutiny Recommendation", "recommendation"),
        ("Issue", "finding"),
        ("Weakness identified", "finding"),
        ("Action", None),
        ("Decision", None),
        ("By when", None),
    ],
)
def test_finding_kind_of_a_header(header: str, kind: str | None) -> None:
    assert load().finding_kind(header) == kind


# Cells


@pytest.mark.parametrize(
    "text", ["", "Complete review of policy", "90% of staff", "Complete?", "120%", "May", "a" * 10000]
)
def test_no_state(text: str) -> None:
    assert load().state_of(text) is None


@pytest.mark.parametrize("text", ["", "Greenwich", "Red Lion Square", "C", "GG", "green belt review"])
def test_no_colour(text: str) -> None:
    assert load().colour_of(text) is None


@pytest.mark.parametrize("text", ["Q4 complete, Q1 next", "Completed applications", "Agreed to report back"])
def test_no_opening(text: str) -> None:
    assert not load().opens_with_state(text)


# Loading


def test_load_is_cached() -> None:
    assert load(Options()) is load(Options(school=True))


def test_user_words_win(tmp_path: Path) -> None:
    words = '[headers]\nowner = ["Champion of change"]\ndeadline = ["Priority"]\n'
    words += '[statuses]\ncancelled = ["Completed"]\nembedded = ["Gold"]\n'
    vocabulary = own(tmp_path, words + '[colours]\nblue = ["C"]\n')
    assert vocabulary.roles_of("Champion of change") == ("owner",)
    assert vocabulary.roles_of("Priority") == ("deadline",) and not vocabulary.is_open("Priority")
    assert (vocabulary.state_of("Completed"), vocabulary.state_of("Gold")) == ("cancelled", "embedded")
    assert vocabulary.colour_of("C") == "blue"
    assert load().state_of("Completed") == "completed"


def test_a_state_may_become_a_colour(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, '[colours]\ngreen = ["On track"]\n')
    assert (vocabulary.state_of("On track"), vocabulary.colour_of("On track")) == (None, "green")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[headers]\nowner = ["Captain"]\ndeadline = ["captain:"]\n', "captain"),
        ('[statuses]\ncompleted = ["Gold"]\nbehind = ["gold"]\n', "gold"),
        ('[statuses]\ncompleted = ["Gold"]\n[colours]\namber = ["gold"]\n', "gold"),
        ('[statuses]\nfinished = ["Gold"]\n', "finished"),
        ('[headers]\ncaptain = ["Captain"]\n', "captain"),
        ('[headers]\nowner = "Captain"\n', "owner"),
        ('[ambiguous]\ncaptain = ["owner"]\n', "captain"),
        ('[colors]\nred = ["crimson"]\n', "colors"),
        ("[headers\n", ""),
    ],
)
def test_a_file_that_contradicts_itself(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        own(tmp_path, text)
    assert caught.value.key == key
    assert caught.value.file.endswith("own.toml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError):
        load(Options(vocabularies=(tmp_path / "none.toml",)))


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(VocabularyError):
        load(Options(languages=("xx",)))


# The domain notes


@pytest.mark.skipif(not HEADERS_JSON.is_file(), reason="the domain notes are not here")
def test_headers_of_the_domain_notes() -> None:
    notes: dict[str, list[str]] = json.loads(HEADERS_JSON.read_text(encoding="utf-8"))
    all_words = [(wording, role.lstrip("_")) for role, wordings in notes.items() for wording in wordings]
    missed = [(wording, role) for wording, role in all_words if role not in load().roles_of(wording)]
    assert 1 - len(missed) / len(all_words) >= 0.99, missed


@pytest.mark.skipif(not TABLES_JSONL.is_file(), reason="the domain notes are not here")
def test_header_rows_of_the_domain_notes() -> None:
    rows = [
        json.loads(line) for line in TABLES_JSONL.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    cells = [pair for row in rows for pair in zip(row["headers"], row["roles"], strict=False)]
    missed = [(header, role) for header, role in cells if role not in load().roles_of(header)]
    assert 1 - len(missed) / len(cells) >= 0.85, missed


def test_deadlines_and_abbreviations_of_a_council(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[deadlines]\n"2022/23" = ["Year 1", "Yr 1"]\n"ongoing" = ["BAU cycle"]\n'
        '[abbreviations]\n"Jane Holm, Head of Housing" = ["JH"]\n'
    )
    plan = "Ref\tAction\tLead officer\tTarget date\n1\tOpen a hub\tJH\tYr 1\n2\tAgree a plan\tHR Manager\tBAU cycle\n"
    options = Options(vocabularies=(tmp_path / "own.toml",))
    first, second = planextract.extract_bytes(plan.encode(), "plan.txt", options).actions
    assert first.deadline is not None and first.deadline.value is not None and second.deadline is not None
    assert (first.deadline.raw, first.deadline.value.kind) == ("Yr 1", "due")
    assert getattr(first.deadline.value, "latest", None) == date(2023, 3, 31)
    assert second.deadline.value is not None and second.deadline.value.kind == "ongoing"
    assert (first.owners[0].name, first.owners[0].role) == ("Jane Holm", "Head of Housing")


def test_the_document_knows_its_initials_better(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[abbreviations]\n"Jane Holm" = ["JH"]\n')
    plan = "JH: John Hart\n\nRef\tAction\tLead officer\tTarget date\n1\tOpen a hub\tJH\tMay 2015\n"
    options = Options(vocabularies=(tmp_path / "own.toml",))
    (action,) = planextract.extract_bytes(plan.encode(), "plan.txt", options).actions
    assert action.owners[0].name == "John Hart"


def test_a_deadline_must_be_explained_by_one(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[deadlines]\n"whenever" = ["Soonish"]\n')
    with pytest.raises(VocabularyError, match="no deadline that we read"):
        vocabularies.check(path)
    path.write_text('[deadlines]\n"2022/23" = ["Year 1"]\n"2023/24" = ["year 1"]\n')
    with pytest.raises(VocabularyError, match="stands under"):
        vocabularies.check(path)


def test_check_says_what_a_file_adds(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[statuses]\ncompleted = ["Landed", "Complete"]\n[abbreviations]\n"Jane Holm" = ["JH"]\n')
    assert vocabularies.check(path).counts == (("states", 1), ("abbreviations", 1))


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("What we said we'd do", ("action",)),
        ("What the team will do by summer", ("action",)),
        ("What needs to happen next", ("action",)),
        ("How will this be done?", ("action",)),
        ("Where we are now", ("progress",)),
        ("What families told us", ("finding",)),
        ("What the panel recommended", ("recommendation",)),
        ("Legal requirement", ()),
        ("Partner organisations", ("support",)),
        ("Target month", ("deadline",)),
        ("Action due", ("deadline",)),
        ("Pwy", ("owner",)),
        ("Response, officer and due date", ("management_response", "owner", "deadline")),
    ],
)
def test_headers_in_plain_words(header: str, roles: tuple[str, ...]) -> None:
    assert load(Options()).roles_of(header) == roles
