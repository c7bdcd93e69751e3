"""Action logs that are printed as lines under headings. The wordings are real, the people invented."""

from planextract.document import Block, Document
from planextract.drafts import logs
from planextract.provenance import Place, SourcedText

HEADINGS = ("Open Data User Group", "Action Log – 14th August 2012", "Secretariat", "Licensing", "Strategy")
LOG = """Open Data User Group
Action Log – 14th August 2012
All actions for next meeting
Secretariat
Circulate 54 case studies on the website
Standard format for papers – simple header and footer
Licensing
Anne Bell to take the licensing work stream forward by the end of September
Come to next meeting with details of the process"""


def document(text: str) -> Document:
    lines = text.splitlines()
    blocks = (
        Block(n, SourcedText.of(line, Place(block=n)), line, "heading" if line in HEADINGS else "paragraph")
        for n, line in enumerate(lines)
    )
    return Document("log.odt", "text/plain", "odt", "", len(text), tuple(blocks))


def test_lines_under_headings_are_the_actions_of_a_log() -> None:
    found = logs.actions(document(LOG))
    assert [(draft.section and draft.section.text, draft.words.text[:18]) for draft in found] == [
        ("Secretariat", "Circulate 54 case "),
        ("Secretariat", "Standard format fo"),
        ("Licensing", "Anne Bell to take "),
        ("Licensing", "Come to next meeti"),
    ]
    owners = [slot.words.text if (slot := draft.slot("owner")) else None for draft in found]
    assert owners == [None, None, "Anne Bell", None]
    due = found[2].slot("deadline")
    assert due is not None and due.words.text == "by the end of September"


def test_a_document_with_another_title_is_no_log() -> None:
    assert logs.actions(document(LOG.replace("Action Log – 14th August 2012", "Strategy"))) == ()


def test_prose_under_the_title_of_a_log_is_none() -> None:
    prose = "Action Log – 14th August 2012\nSecretariat\n" + "\n".join(
        [
            "The group met in August.",
            "There was much to discuss.",
            "Review the papers.",
            "It was a good meeting.",
        ]
    )
    assert logs.actions(document(prose)) == ()
