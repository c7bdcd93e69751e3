"""Telephone numbers and mail addresses, which ride along with names."""

import re

_LABEL = r"(?:\b(?:tel(?:ephone)?|phone|mob(?:ile)?|ext(?:ension)?|extn|email|e-mail)\b[.: ]{0,4}|\bx(?=\d))"
_CONTACT = re.compile(
    rf"(?<!\s)(?:\s*[-–,(])?\s*(?:{_LABEL}\+?\d(?:[ ()]?\d){{1,14}}\b|(?<![\w/.])\+?\d(?:[ ()]?\d){{5,14}}\b(?![/.]\d)"
    rf"|(?:{_LABEL})?(?<![\w.])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{1,64}})\)?",
    re.IGNORECASE,
)


def without_contact(text: str) -> str:
    """Words without telephone numbers, extensions and mail addresses.

    >>> without_contact("Anne Bell ext 2345"), without_contact("Q3 2014/15")
    ('Anne Bell', 'Q3 2014/15')
    """
    return _CONTACT.sub("", text).strip()
