"""Names, telephone numbers and mail addresses taken out: what goes, what stays, and that nothing is left behind."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

import planextract
from extractions import action, column, full, source, words
from planextract.emit import FORMATS, write
from planextract.records import (
    Contact,
    DiagnosticRecord,
    Extraction,
    Identity,
    Metadata,
    Owner,
    Progress,
    Review,
    Reviewer,
    Update,
)
from planextract.redaction import EVERYTHING, redact
from planextract.redaction.people import core

ROOT = Path(__file__).resolve().parents[1]


def owner(raw: str, name: str | None, **more: Any) -> Owner:
    return Owner.model_validate({"raw": raw, "name": name, "kind": "person", "rule": "x"} | more)


def said(text: str, *owners: Owner, what: Any = EVERYTHING) -> str:
    """What becomes of some words in a document with these owners."""
    alone = full(action(text=words(text), owners=owners)).model_copy(update={"plans": ()})
    done = redact(alone, what)
    assert done.actions[0].text.raw == done.actions[0].text.value
    return done.actions[0].text.raw


HOLM = owner("Jane Holm", "Jane Holm")
OKAFOR = owner("Cllr Okafor", "Cllr Okafor")
GREEN = owner("Cllr Anne Green", "Cllr Anne Green")

# Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Jane Holm to write to schools", "Person 1 to write to schools"),
        ("Ms J Holm and Mrs Holm’s deputy", "Ms Person 1 and Mrs Person 1’s deputy"),
        ("HOLM, Jane; J. Holm; J.A. Holm", "Person 1; Person 1; Person 1"),
        ("JANE HOLM/Jane\nHolm", "Person 1/Person 1"),
        ("Holm reports; Jane agrees", "Person 1 reports; Person 1 agrees"),
        ("jane holm", "Person 1"),
        ("Holmes, Holmwood and Janet", "Holmes, Holmwood and Janet"),
    ],
)
def test_a_name_in_all_its_forms(text: str, left: str) -> None:
    assert said(text, HOLM) == left


def test_people_are_numbered_as_they_come_and_keep_their_number() -> None:
    text = "Okafor to meet Jane Holm; Cllr Okafor and Holm to report"
    assert said(text, OKAFOR, HOLM) == "Person 1 to meet Person 2; Cllr Person 1 and Person 2 to report"
    done = redact(full(action(owners=(OKAFOR,)), action(id="a002", owners=(HOLM, OKAFOR))))
    assert [[each.name for each in one.owners] for one in done.actions] == [
        ["Person 2"],
        ["Person 3", "Person 2"],
    ], "the plan's lead, Clive Jarman, is Person 1"


def test_a_surname_that_is_a_word_goes_only_where_it_is_a_name() -> None:
    assert said("Rated Green; Cllr Green, A Green and a green", GREEN) == (
        "Rated Green; Cllr Person 1, Person 1 and a green"
    )
    assert said("Mark the end of it with Mark Bell", owner("Mark Bell", "Mark Bell")) == (
        "Mark the end of it with Person 1"
    )
    pell = owner("Ruth Pell", "Ruth Pell")
    assert said("Pell to check every pell", pell) == "Pell to check every pell", "a word of this document"


def test_a_name_that_fits_several_is_nobody_in_particular() -> None:
    text = "Ruth Pell, Rhys Pell, R Pell and Mr Pell"
    both = owner("Ruth Pell", "Ruth Pell"), owner("Rhys Pell", "Rhys Pell")
    assert said(text, *both) == "Person 1, Person 2, [name] and Mr [name]"


def test_a_long_list_of_people_is_looked_for_in_good_time() -> None:
    """Only names of which a word is in a text are looked for in it."""
    forenames = ("Anna", "Beth", "Carl", "Dora", "Emil", "Gus", "Hana", "Ivo", "Lou", "Nia")
    surnames = [
        f"Q{vowel}f{end}" for vowel in "aeiou" for end in ("ader", "idor", "omer", "uton", "ewick", "ollin")
    ]
    people = [f"{forename} {surname}" for forename in forenames for surname in surnames]
    actions = [
        action(
            id=f"a{n}", text=words(f"{name} to write to every household. " * 5), owners=(owner(name, name),)
        )
        for n, name in enumerate(people)
    ]
    begin = time.process_time()
    done = redact(full(*actions))
    assert time.process_time() - begin < 5
    assert done.actions[299].text.raw.startswith("Person 301 to write")


def test_initials_go_with_the_one_they_stand_for() -> None:
    short = owner("JH", "JH", kind="initials", expansion="Jane Holm, Head of Housing")
    assert said("JH/J.H. and Jane Holm, R&D by JHB", short) == "Person 1/Person 1 and Person 1, R&D by JHB"


def test_others_go_where_they_can_be_nothing_else() -> None:
    text = "Dr Achebe, Julia Frayne and Cllr Tim Cheetham met Grant Thornton at Victoria Road, Martin Luther"
    assert said(text) == "Dr [name], [name] and Cllr [name] met Grant Thornton at Victoria Road, [name]"


def test_posts_and_organisations_stay() -> None:
    party = owner(
        "Anne Bell, Head of Housing, Bell Housing Trust",
        "Anne Bell",
        role="Head of Housing",
        organisation="Bell Housing Trust",
    )
    [done] = redact(full(action(owners=(party,)))).actions[0].owners
    assert (done.name, done.role, done.organisation) == ("Person 2", "Head of Housing", "Bell Housing Trust")
    assert "Anne" not in done.raw
    body = redact(full()).actions[0].owners[1]
    assert (body.raw, body.name) == ("DMT", None)


def test_a_name_printed_in_no_form_that_is_known_goes_whole() -> None:
    odd = owner("Ho1m Jane (Mrs.)", "Jane Holm")
    assert redact(full(action(owners=(odd,)))).actions[0].owners[0].raw == "Person 2"


def test_names_that_the_caller_knows() -> None:
    document = full(action(text=words("Ngozi to cover for Ms Adeyemi-Cole")))
    done = redact(document, ["names"], also=["Ngozi Adeyemi-Cole"])
    assert done.actions[0].text.raw == "Person 2 to cover for Ms Person 2"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Cllr Mrs Ruth Pell MBE", "Ruth Pell"),
        ("Holm, Jane", "Jane Holm"),
        ("DI Bell", "Bell"),
        ("Dr", "Dr"),
        ("Bell, Head of Housing Services", "Bell Head of Housing Services"),
    ],
)
def test_the_core_of_a_name(name: str, bare: str) -> None:
    assert core(name) == bare


# Numbers and addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("call 01632 960001", "call [telephone]"),
        ("(01632) 960 001, +44 1632 960001", "[telephone], [telephone]"),
        ("Tel: 960001 or ext. 2345", "Tel: [telephone] or ext. [telephone]"),
        ("mobile 07700900123", "mobile [telephone]"),
        ("a.bell@anyshire.gov.uk", "[email]"),
        ("write to a.bell@ anyshire.gov.uk.", "write to [email]."),
        (
            "by 01/02/2010, 01-02-2010 or 2018-10-01/2018-12-31",
            "by 01/02/2010, 01-02-2010 or 2018-10-01/2018-12-31",
        ),
        ("ref 00123, £0.5m, 2014/15, 5,000 homes, 020", "ref 00123, £0.5m, 2014/15, 5,000 homes, 020"),
        ("@council on Twitter", "@council on Twitter"),
    ],
)
def test_numbers_and_addresses(text: str, left: str) -> None:
    assert said(text, what=["phones", "emails"]) == left


def test_only_what_is_asked_for_goes() -> None:
    text = "Jane Holm, 01632 960001, j.holm@anyshire.gov.uk, post@anyshire.gov.uk"
    assert said(text, HOLM, what=["phones"]) == (
        "Jane Holm, [telephone], j.holm@anyshire.gov.uk, post@anyshire.gov.uk"
    )
    assert said(text, HOLM, what=["emails"]) == "Jane Holm, 01632 960001, [email], [email]"
    assert said(text, HOLM, what=["names"]) == (
        "Person 1, 01632 960001, [name]@anyshire.gov.uk, post@anyshire.gov.uk"
    ), "an address that says whose it is"
    assert said(text, HOLM, what=[]) == text


def test_contacts() -> None:
    party = owner("Jane Holm ext 2345", "Jane Holm", contact="ext 2345; j.holm@anyshire.gov.uk")
    contact = Contact(
        name=words("Ruth Ellery"),
        role=words("Clerk"),
        telephone=words("960123"),
        email=words("clerk at anyshire"),
    )
    document = full(action(owners=(party,))).model_copy(update={"metadata": Metadata(contact=contact)})
    done = redact(document)
    assert done.actions[0].owners[0].contact == "[telephone]; [email]"
    assert redact(document, ["emails"]).actions[0].owners[0].contact == "ext 2345; [email]"
    new = done.metadata.contact
    assert new is not None
    assert new.role == contact.role
    for field, left in (("name", "Person 3"), ("telephone", "[telephone]"), ("email", "[email]")):
        found = getattr(new, field)
        assert (found.value, found.raw) == (left, left)


# Everywhere ------------------------------------------------------------------------------------------------------

PLANTED = "Zebedee Quillfeather"
TEXT = f"see {PLANTED}, 01632 960999, z.quill@anyshire.gov.uk"


def planted() -> Extraction:
    """A document in which every text has a name, a number and an address in it."""
    there = words(TEXT)
    party = owner(PLANTED, PLANTED, role="Clerk", expansion=TEXT, contact="01632 960999")
    columns = ("priority", "evidence", "success_measure", "resources", "risk", "monitored_by")
    progress = Progress(
        assurance=there,
        commentary=there,
        updates=(Update(text=there),),
        state=full().actions[0].progress.state,
    )
    one = action(
        text=there, items=(there,), reference=there, section=there, owners=(party,), progress=progress,
        other={TEXT: there, f"about {PLANTED}": there}, **{name: column(TEXT) for name in columns},
    )  # fmt: skip
    base = full(one)
    plan = base.plans[0]
    return base.model_copy(
        update={
            "metadata": base.metadata.model_copy(
                update={"title": there, "report_of": there, "body": there, "background_papers": (there,)}
            ),
            "plans": (
                plan.model_copy(
                    update={
                        "title": there,
                        "lead": (party,),
                        "links": (there,),
                        "legend": (plan.legend[0].model_copy(update={"code": there, "meaning": there}),),
                    }
                ),
            ),
            "reviews": (
                Review(id="r1", name=there, kind="peer", reviewers=(Reviewer(raw=PLANTED, name=PLANTED),)),
            ),
            "findings": (base.findings[0].model_copy(update={"text": there}),),
            "decisions": (base.decisions[0].model_copy(update={"text": there}),),
            "identities": (
                Identity(names=(PLANTED, "ZQ"), reason="initials_of_name", action_ids=(("a001",), ("a002",))),
            ),
            "diagnostics": (DiagnosticRecord(code="x", severity="warning", message=TEXT),),
        }
    )


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    document = planted()
    assert document.model_dump_json().count("Quillfeather") > 40
    done = redact(document)
    text = done.model_dump_json(by_alias=True)
    for trace in ("Quillfeather", "Zebedee", "960999", "anyshire"):
        assert trace not in text
    for to in FORMATS:
        write([done], to, tmp_path / to)
    written = [path for path in tmp_path.rglob("*") if path.suffix in ("", ".csv") and path.is_file()]
    assert written
    assert not any(b"Quillfeather" in path.read_bytes() for path in written)


def test_what_is_no_word_of_the_document_stays() -> None:
    before, after = planted(), redact(planted())
    assert Extraction.model_validate_json(after.model_dump_json(by_alias=True)) == after
    for one, other in zip(before.actions, after.actions, strict=True):
        assert one.text.sources == other.text.sources
        assert one.owners[0].sources == other.owners[0].sources
        assert (one.id, one.finding_ids, one.deadline) == (other.id, other.finding_ids, other.deadline)
        assert one.progress.state == other.progress.state
    assert list(after.actions[0].other) == [
        "see Person 1, [telephone], [email]",
        "about Person 1",
    ]
    assert after.source.model_copy(update={"redacted": ()}) == before.source


def test_headers_that_become_the_same_are_both_kept() -> None:
    both = {"Call 01632 960001": words("a"), "Call 01632 960002": words("b")}
    document = full(action(other=both))
    assert {header: found.raw for header, found in redact(document).actions[0].other.items()} == {
        "Call [telephone]": "a",
        "Call [telephone] (2)": "b",
    }


def test_the_result_says_what_was_done() -> None:
    done = redact(full(), ["phones", "names"])
    assert done.source.redacted == ("names", "phones")
    assert json.loads(planextract.emit(done))["source"]["redacted"] == ["names", "phones"]
    assert redact(done, ["emails"]).source.redacted == EVERYTHING
    assert redact(full(), []) == full()
    assert redact(redact(full())) == redact(full())


def test_only_these_three_can_be_taken_out() -> None:
    with pytest.raises(ValueError, match="addresses: choose from names, phones, emails"):
        redact(full(), ["addresses"])  # type: ignore[list-item]


def test_a_sample_without_its_people() -> None:
    before = planextract.extract(ROOT / "samples" / "sallowby-parish-action-log.docx")
    people = {each.name for one in before.actions for each in one.owners if each.kind == "person"}
    assert "Peter Dunmore" in people
    done = redact(before)
    text = done.model_dump_json()
    for name in people:
        assert name is None or name.split()[-1] not in text
    assert [len(one.owners) for one in done.actions] == [len(one.owners) for one in before.actions]
    assert [one.deadline for one in done.actions] == [one.deadline for one in before.actions]


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "A " * 5_000, "0" * 10_000, "0 " * 5_000, "@" * 10_000, "Mr " * 3_000, "a@a." * 2_500],
)
def test_hostile_words_are_got_through(text: str) -> None:
    said(text, HOLM, OKAFOR)


def test_a_bare_document() -> None:
    bare = Extraction(source=source())
    assert redact(bare).actions == ()


def test_everybody_whom_a_report_names_on_its_cover_is_taken_out() -> None:
    """The author, each contact, and whoever answers for the report or the plan; a post stays."""
    about = Metadata(
        author=Contact(name=words("Priya Nair")),
        contacts=(Contact(name=words("Tom Cray")), Contact(name=words("Ruth Pell"))),
        lead_member=words("Councillor Anne Green, Lead Member for Children"),
        plan_owner=words("Head of Safeguarding"),
    )
    told = words("Priya Nair, Tom Cray, Ruth Pell and Cllr Green met the Head of Safeguarding")
    done = redact(full(action(text=told)).model_copy(update={"metadata": about, "plans": ()}), EVERYTHING)
    left = json.dumps(done.model_dump(mode="json"))
    for name in ("Nair", "Cray", "Pell", "Green"):
        assert name not in left
    assert "Head of Safeguarding" in left and "Lead Member for Children" in left
