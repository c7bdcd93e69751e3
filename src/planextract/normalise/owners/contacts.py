"""Telephone numbers and mail addresses, which ride along with names."""

import re

_EXTENSION = r"(?:\bext(?:ension|n)?\b[.: ]{0,3}|\bx(?=\d))"
_LABEL = (
    r"(?:\b(?:tel(?:ephone)?|phone|mob(?:ile)?|contact(?= (?:no|number)\b)|ddi|direct (?:line|dial)|switchboard"
    r"|fax|e-?mail)\b"
    r"(?: (?:no|number|address)\b)?[.: ]{0,4}|(?<![\w.])[tme] ?: ?)"
)
_NUMBER = (
    rf"(?:{_EXTENSION}\d{{2,6}}(?: \d{{3,4}})?\b|{_LABEL}\(?\+?\d(?:[ ()-]{{0,2}}\d){{1,14}}\b"
    r"|(?<![\w/.+(])(?:\+|\(?0)(?:[ ()-]{0,2}\d){6,14}\b(?![/.]\d)|(?<![\w/.])\d{6,8}\b(?![/.]\d)"
    r"|(?<=[a-z] )(?!(?:19|20)\d\d\b)(?:\d{4,5}|\d{2,3} \d{4})(?=\s*(?:$|[,;/\n)]|e-?mail\b)))"
)
_MAIL = rf"(?:{_LABEL})?(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{1,64}}"
_CONTACT = re.compile(
    rf"(?<!\s)(?:\s*[-–,(;])?\s*(?:\bon )?(?:{_LABEL}){{0,2}}(?:{_MAIL}|{_NUMBER})\.?\)?", re.IGNORECASE
)
_NO_VALUE = re.compile(
    r"(?<!\s)\s*\b(?:tel(?:ephone)?|phone|mob(?:ile)?|e-?mail)(?: (?:no|number|address))?\s?:\s*$",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"(?<!\s)\s+(?:or|and|at|on|by|via)$", re.IGNORECASE)
""" "by e-mail or telephone": the word between two of them."""
_BEFORE_VALUE = re.compile(rf"^[\s\-–,;]*(?:on )?(?:{_LABEL}){{0,3}}", re.IGNORECASE)


def _riding(text: str) -> bool:
    """Whether there is anything to look for: most owners have neither figures nor an address."""
    return "@" in text or ":" in text or any(map(str.isdigit, text))


def without_contact(text: str) -> str:
    """Words without telephone numbers, extensions and mail addresses.

    >>> without_contact("Anne Bell ext 2345"), without_contact("Q3 2014/15")
    ('Anne Bell', 'Q3 2014/15')
    """
    if not _riding(text):
        return text.strip()
    bare = _CONTACT.sub("", text).strip()
    if bare != text.strip():
        bare = _LEFT_OVER.sub("", bare)
    return _NO_VALUE.sub("", bare).strip()


def contact_in(text: str) -> str | None:
    """The numbers and addresses among some words, as printed, with "; " between them.

    >>> contact_in("Anne Bell, Tel: (01632) 960123 or a.bell@anyshire.gov.uk"), contact_in("Anne Bell ext 2345")
    ('(01632) 960123; a.bell@anyshire.gov.uk', 'ext 2345')
    """
    found = (_value(match[0]) for match in _CONTACT.finditer(text)) if _riding(text) else ()
    return "; ".join(value for value in found if value) or None


def _value(printed: str) -> str:
    bare = printed.strip(" \n,;-–.")
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    value = " ".join(_BEFORE_VALUE.sub("", bare, count=1).split())
    return value.removesuffix(")") if value.count(")") > value.count("(") else value


def is_contact(text: str) -> bool:
    """Whether words are nothing but numbers and addresses."""
    return contact_in(text) is not None and not without_contact(text).strip(" .,;:()-–")
