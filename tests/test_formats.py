"""The same plan in every format gives the same records."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import planextract
from conftest import SHARED
from conversions import Sheet, pdf, sheet_of, word
from formats import by_libreoffice, html, markdown, spreadsheet
from opendocument import odt
from planextract.readers.office.program import found_program
from planextract.records import Extraction

ROWS = (
    ("<b>Easterby Youth Service Action Plan</b>", "", "", "", ""),
    (
        *("<b>Areas for development</b>", "<b>Actions to address</b>", "<b>By when</b>"),
        *("<b>Who is responsible</b>", "<b>Progress</b>"),
    ),
    (
        *(
            "1. Supervision of new staff is not recorded",
            "Write a policy for supervision and brief all managers",
        ),
        *("31 March 2010", "Mary Holt, Head of Service", "Complete. All managers were briefed in February."),
    ),
    (
        *(
            "",
            "Audit one file in ten each quarter:<ul><li>supervision</li><li>case notes</li></ul>",
            "June 2010",
        ),
        *("Quality Team", "On target"),
    ),
    (
        *(
            "2. Young people do not know whom to ask",
            "Print a card with the names of the duty team",
            "Ongoing",
        ),
        *("D Marsh", "In progress"),
    ),
    ("", "Ask the youth council about the card", "Q3 2010/11", "Participation Officer", "Not started"),
)
OURS = "\n".join("\t".join(row) for row in ROWS) + "\n"
WRITTEN: dict[str, Callable[[Sheet], bytes]] = {
    "docx": word,
    "odt": odt,
    "html": html,
    "md": markdown,
    "xlsx": spreadsheet,
    "pdf": pdf,
}
SAVED = {"doc": "docx", "rtf": "docx", "xls": "xlsx"}
"""What LibreOffice saves, and what it saves it from."""

needs_libreoffice = pytest.mark.skipif(found_program() is None, reason="LibreOffice is not installed")


def seed() -> str:
    """The plan among the shared documents."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the seed documents are not beside this checkout")
    return next((SHARED / "seeds").glob("002_*")).read_text(encoding="utf-8")


PLANS: dict[str, Callable[[], str]] = {"ours": lambda: OURS, "seed": seed}


@cache
def as_text(plan: str) -> Extraction:
    return planextract.extract_bytes(PLANS[plan]().encode(), "plan.txt")


def said(extracted: object) -> str | None:
    value = getattr(extracted, "value", None)
    return None if value is None else str(value)


def records(found: Extraction) -> list[dict[str, object]]:
    """Each action by what it says, findings by their words and not by their ids."""
    findings = {finding.id: (finding.kind, said(finding.text)) for finding in found.findings}
    return [
        {
            "text": said(action.text),
            "items": [said(item) for item in action.items],
            "findings": [findings[key] for key in action.finding_ids],
            "owners": [owner.model_dump(exclude={"sources", "raw"}) for owner in action.owners],
            "deadline": action.deadline.value if action.deadline else None,
            "state": said(action.progress.state),
            "stage": action.progress.stage,
            "commentary": said(action.progress.commentary),
            "overdue": action.overdue_at_reference,
        }
        for action in found.actions
    ]


def compared(data: bytes, name: str, plan: str) -> None:
    found = planextract.extract_bytes(data, name)
    for one, other in zip(records(found), records(as_text(plan)), strict=True):
        assert one == other
    assert [said(finding.text) for finding in found.findings] == [
        said(each.text) for each in as_text(plan).findings
    ]


def test_there_is_something_to_compare() -> None:
    found = as_text("ours")
    assert [len(found.actions), len(found.findings)] == [4, 2]
    assert [said(action.progress.state) for action in found.actions] == [
        "completed",
        "on_track",
        "in_progress",
        "not_started",
    ]


def test_the_seed_has_all_its_actions() -> None:
    seed()
    assert [len(as_text("seed").actions), len(as_text("seed").findings)] == [36, 13]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("ending", WRITTEN)
def test_the_same_records_in(ending: str, plan: str) -> None:
    sheet = sheet_of(PLANS[plan](), "Action plan")
    compared(WRITTEN[ending](sheet), f"plan.{ending}", plan)


@pytest.mark.long
@needs_libreoffice
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("ending", SAVED)
def test_the_same_records_as_libreoffice_saves_them_in(ending: str, plan: str) -> None:
    if ending == "xls":
        pytest.importorskip("xlrd")
    source = SAVED[ending]
    made = WRITTEN[source](sheet_of(PLANS[plan](), "Action plan"))
    compared(by_libreoffice(made, source, ending), f"plan.{ending}", plan)


# Public papers ---------------------------------------------------------------------------------------------------

REAL = SHARED / "corpus" / "real"
OFFICE = ("docx", "doc", "odt", "xlsx", "xls")
TO = {"docx": ("odt", "html"), "odt": ("docx", "html"), "xlsx": ("ods", "xls"), "xls": ("xlsx", "ods")}
"""What LibreOffice saves each kind of public paper as."""

NARROW = "the PDF's type is wider than the paper's and cuts words of a narrow column: Complet / e"


def actions(found: Extraction) -> list[dict[str, object]]:
    """Each action by what it says; words without the breaks and signs that a format sets."""
    return [
        {
            "text": _plain(action.text.value),
            "owners": [owner.model_dump(exclude={"raw", "sources"}) for owner in action.owners],
            "deadline": action.deadline.value if action.deadline else None,
            "state": said(action.progress.state),
        }
        for action in found.actions
    ]


def _plain(words: object) -> str:
    return re.sub(r"\W+", " ", str(words)).strip().casefold()


def twins() -> Iterator[tuple[str, str]]:
    """Papers that the corpus has in two formats, by their paths in it; the first is an Office format."""
    found: dict[str, list[Path]] = {}
    for folder in (*OFFICE, "pdf"):
        for path in sorted((REAL / folder).glob("*")):
            found.setdefault(path.name.partition(".")[0], []).append(path)
    for first, *others in found.values():
        yield from ((str(first.relative_to(REAL)), str(other.relative_to(REAL))) for other in others)


def saved_otherwise() -> Iterator[object]:
    for kind, endings in TO.items():
        for path in sorted((REAL / kind).glob("*")):
            yield from (pytest.param(path, ending, id=f"{path.stem}-{ending}") for ending in endings)
    for path in sorted((REAL / "odt").glob("*")):
        yield pytest.param(path, "pdf", id=f"{path.stem}-pdf", marks=pytest.mark.xfail(reason=NARROW))


@pytest.mark.parametrize(("one", "other"), list(twins()))
def test_a_public_paper_gives_the_same_actions_in_both_its_formats(one: str, other: str) -> None:
    if ".doc" in (Path(one).suffix, Path(other).suffix) and found_program() is None:
        pytest.skip("LibreOffice is not installed")
    wanted = actions(planextract.extract(REAL / one))
    assert wanted
    assert actions(planextract.extract(REAL / other)) == wanted


@pytest.mark.long
@needs_libreoffice
@pytest.mark.parametrize(("path", "ending"), list(saved_otherwise()))
def test_a_public_paper_gives_the_same_actions_as_libreoffice_saves_it(path: Path, ending: str) -> None:
    if "xls" in (ending, path.suffix[1:]):
        pytest.importorskip("xlrd")
    made = by_libreoffice(path.read_bytes(), path.suffix[1:], ending)
    assert actions(planextract.extract_bytes(made, f"plan.{ending}")) == actions(planextract.extract(path))
