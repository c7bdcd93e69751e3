"""What is a heading in a PDF, and what is a paragraph in larger or bolder type."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from planextract.document import Document
from planextract.options import Options
from planextract.readers import pdf


def document(*larger: str) -> Document:
    data = BytesIO()
    set_large = ParagraphStyle("large", fontName="Helvetica", fontSize=13, leading=16, spaceAfter=14)
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=10)
    story: list[Flowable] = [Paragraph(said, set_large) for said in larger]
    story += [
        Paragraph("The council sets out here what it will do and by when. " * 8, body) for _ in range(3)
    ]
    SimpleDocTemplate(data, pagesize=A4).build(story)
    return pdf.read(data.getvalue(), "a.pdf", Options())


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Corporate Peer Challenge Action Plan", "heading"),
        ("1. Purpose of this report.", "heading"),
        (
            "Key: Blue – complete; Amber – at risk; Red – off track. The challenge took place in July.",
            "paragraph",
        ),
        ("This plan answers the review. It is monitored each month by the Board.", "paragraph"),
    ],
)
def test_a_paragraph_in_large_type_is_no_heading(said: str, kind: str) -> None:
    assert document(said).blocks[0].kind == kind
