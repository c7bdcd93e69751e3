"""Authors and contact officers: names, posts, and the telephone numbers and mail addresses, each in its own field."""

import re
from collections.abc import Iterator, Sequence

from planextract.metadata import labelled
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Contact, Extracted, extracted_text

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
TELEPHONE = re.compile(r"\+?\(?\d[\d ()/-]{5,20}\d")

BELOW = 5
"""Paragraphs below a name in which its post, telephone number and address stand."""

MOST = 8


def author(parts: Sequence[Paragraph]) -> Contact | None:
    """Who wrote the report, from the head."""
    for words, below in _labelled(parts[: labelled.HEADER * 2], "author"):
        return _contact(words, below)
    return None


def contacts(parts: Sequence[Paragraph]) -> tuple[Contact, ...]:
    """Every contact officer of labelled lines anywhere in the document, in order."""
    found: list[Contact] = []
    for words, below in (*_labelled(parts, "contact", again=True), *_asked_for(parts)):
        people = _several(words)
        for person in people:
            contact = _contact(person, below if len(people) == 1 else ())
            if contact is not None and not any(_same(contact, other) for other in found):
                found.append(contact)
    return tuple(found[:MOST])


def _several(words: SourcedText) -> tuple[SourcedText, ...]:
    """Each of several people on one line: "Ann Pell (ext 12) / Ian Hart (ext 34)"; any other line whole."""
    for between in (r";", r"(?<!\s)\s+(?:[/&|]|and|or)\s+", r","):
        pieces = [piece.strip() for piece in words.split(between) if piece.text.strip()]
        if len(pieces) > 1 and all(_named(_head(piece))[0] is not None for piece in pieces):
            return tuple(pieces)
    return (words,)


def _asked_for(parts: Sequence[Paragraph]) -> Iterator[tuple[SourcedText, Sequence[Paragraph]]]:
    """The person of "For further information please contact Ann Pell on ext. 2710"."""
    line = pattern(
        r"(?:.{0,60}\b(?:{contacts.asks})\b.{0,60}?\s)?(?:please\s+)?(?:contact|ask\s+for|telephone|ring|speak\s+to|email)\s*:?\s+"
        r"(?P<who>(?-i:[A-Z])[^:;]{3,80}?)(?:,?\s(?:on|at|by|via|or|in|if|to|for)\b.*|\s*[(:].*|\.?)"
    )
    for index, part in enumerate(parts):
        match = line.fullmatch(part.text[:300]) if len(part.text) <= 300 else None
        if match is not None and _named(_head(part.words.span(match, "who")))[0] is not None:
            yield part.words.span(match, "who"), parts[index + 1 : index + 1 + BELOW]


def _same(one: Contact, other: Contact) -> bool:
    names = [each.name.value if each.name is not None else None for each in (one, other)]
    return names[0] is not None and names[0] == names[1]


def _labelled(
    parts: Sequence[Paragraph], key: str, again: bool = False
) -> Iterator[tuple[SourcedText, Sequence[Paragraph]]]:
    """What stands behind a label, with the lines below. `again`: a "Name:" line below begins the next one."""
    line = pattern(
        rf"(?:{{labels.{key}}})(?:\s*\(s\))?\s*[:–-]\s*(?:(?:{{labels.contact_name}})\s*:\s*)?(?P<value>\S.*)"
    )
    alone = pattern(rf"(?:{{labels.{key}}})(?:\s*\(s\))?\s*[:.]?")
    name = pattern(r"(?:{labels.contact_name})\s*:\s*(?P<value>\S.*)")
    open_until = -1
    for index, part in enumerate(parts):
        match = line.match(part.text) or (name.match(part.text) if again and index <= open_until else None)
        if match is not None and len(match["value"]) <= labelled.LONGEST:
            open_until = index + BELOW
            yield part.words.span(match, "value"), parts[index + 1 : index + 1 + BELOW]
        elif (
            alone.fullmatch(part.text)
            and index + 1 < len(parts)
            and len(parts[index + 1].text) <= labelled.LONGEST
        ):
            following = parts[index + 1]
            named = name.match(following.text)
            open_until = index + 1 + BELOW
            if named is None and not labelled.is_label(following.text):
                yield following.words, parts[index + 2 : index + 2 + BELOW]


def _contact(words: SourcedText, below: Sequence[Paragraph]) -> Contact | None:
    own = list(_own(below))
    head = _head(words)
    name, role = _named(head)
    post = next((value for part in own if (value := labelled.value((part,), "post")) is not None), None)
    found = Contact(
        name=_text(name),
        role=_text(role) or _text(post),
        telephone=_shaped(words, own, "telephone", TELEPHONE),
        email=_shaped(words, own, "email", EMAIL),
    )
    return found if any((found.name, found.role, found.email)) else None


def _own(below: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The lines below a name up to the next name or any other label."""
    mine = pattern(r"(?:{labels.telephone}|{labels.email}|{labels.post})\b.*")
    for part in below:
        if not mine.match(part.text):
            return
        yield part


def _head(words: SourcedText) -> SourcedText:
    """A contact line without its telephone number and mail address."""
    tail = pattern(
        r"\s*(?:[-–,;(]\s*)?(?:(?<!\w)(?:{labels.telephone}|{labels.email}|or\s+email)(?!\w)|\S+@|\+?\(?\d{3,}).*"
    )
    cut = tail.search(words.text)
    return (words[: cut.start()] if cut is not None else words).strip(" ,;:–-.")


def _named(words: SourcedText) -> tuple[SourcedText | None, SourcedText | None]:
    """The name and the post of "Helen Frost, Head of Audit"; a post alone has no name."""
    from planextract.normalise import owners

    pieces = words.split(r"\s*[,;(]\s*|\s[-–]\s")
    first = pieces[0].strip()
    rest = (
        words[len(words) - len(words.text[len(pieces[0]) :].lstrip(" ,;(–-")) :].strip(" )")
        if len(pieces) > 1
        else None
    )
    party = owners.party(first) if first.text else None
    if (
        party is None
        or party.name is None
        or not 1 < len(first.text.split()) < 6
        or re.search(r"[\d@:]", first.text)
    ):
        return None, words if words.text and len(words) < 100 else None
    name, post = _before_post(first, party.name)
    rest = post if rest is None or not rest.text else rest
    return name, rest if rest is not None and rest.text and not re.search(r"[\d@]", rest.text) else None


def _before_post(words: SourcedText, name: str) -> tuple[SourcedText, SourcedText | None]:
    """The name and what stands behind it without a comma: two blanks, or a post that is known."""
    position = 0
    for piece in words.pieces:
        if piece.text == " " and len(piece.original) > 1 and " " in words.text[:position]:
            return words[:position], words[position:].strip()
        position += len(piece.text)
    if words.text.startswith(f"{name} ") and " " in name:
        return words[: len(name)], words[len(name) :].strip()
    return words, None


def _shaped(
    words: SourcedText, below: Sequence[Paragraph], key: str, shape: re.Pattern[str]
) -> Extracted[str] | None:
    for line in (
        words,
        *(part.words for part in below if pattern(rf"(?:{{labels.{key}}})\b").match(part.text)),
    ):
        match = shape.search(line.text)
        if match is not None:
            return extracted_text(line.span(match), key)
    return None


def _text(words: SourcedText | None) -> Extracted[str] | None:
    return extracted_text(words, "contact") if words is not None and words.text else None
