"""The people of a review: those listed as its team, named in its sentences, and signed below its letter."""

import re
from collections.abc import Iterator, Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import either, pattern
from planextract.provenance import SourcedText
from planextract.records import Reviewer, sources_of
from planextract.reviews.front import Front
from planextract.reviews.rota import Turn

TEAM = 20
"""Members at the most: a longer list is no review team."""

_NAME = r"(?:(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Professor)\.?\s)?(?:[A-Z][\w’'.-]*\s){1,3}?[A-Z][\w’'-]+)"


def reviewers(
    parts: Sequence[Paragraph], front: Front, turns: Sequence[Turn], about: bool
) -> tuple[Reviewer, ...]:
    """Everybody once, by name. `about`: the document is the report of the review, so that its authors are the team."""
    own = about and not front.paper
    found: list[Reviewer] = []
    for reviewer in (
        *_leads(parts, own),
        *_listed(parts),
        *_named(parts),
        *_leaders(parts),
        *(_turned(turns)),
        *(_signed(parts) if own and front.letter else ()),
    ):
        if not any(_same(reviewer, other) for other in found):
            found.append(reviewer)
    return tuple(found) if len(found) <= TEAM else ()


def _same(one: Reviewer, other: Reviewer) -> bool:
    return (one.name or "").casefold() == (other.name or "").casefold()


# Lists ------------------------------------------------------------------------------------------------------------


def _listed(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """The people listed under "The team was made up of the following members:", or behind it in the same paragraph;
    or under a heading that says so.
    """
    heading = pattern(r"(?:the\s+)?{reviews.listed}\s*:?")
    for index, part in enumerate(parts):
        below = parts[index + 1 : index + 1 + TEAM]
        behind = _behind_lead(part, parts[index - 1] if index else None)
        if behind is None and heading.fullmatch(part.text) is None:
            continue
        listed = [behind] if behind is not None and behind.text.strip() else [each.words for each in below]
        found = tuple(_members([member for words in listed for member in _each(words)]))
        if found:
            yield from found
            return


def _behind_lead(part: Paragraph, above: Paragraph | None) -> SourcedText | None:
    """What stands behind the colon of a lead-in, whose sentence may begin on the line above; None for no lead-in."""
    lead = pattern(
        r"(?:.*[.;]\s)?[^.;:]{0,160}?\b(?:{reviews.team}\b[^.:]{0,80}|"
        r"{reviews.members}\b[^.:]{0,80}?\b{reviews.were}\b[^.:]{0,60}):\s*"
    )
    match = lead.match(part.text[:700])
    if match is not None:
        return part.words[match.end() :]
    if above is None or len(part.text) > 100 or above.text[-1:] in ".:;" or above.listed:
        return None
    both = SourcedText.join(" ", (above.words[-300:], part.words))
    match = lead.match(both.text)
    return both[match.end() :] if match is not None and match.end() > len(both) - len(part.text) else None


def _each(words: SourcedText) -> Iterator[SourcedText]:
    """The members of "Alan Marsh (Director, Norchester Council), Beth Cole (...) and Tara Singh (...)."""
    start = 0
    for match in re.finditer(
        r"(?:\)(?P<between>\s*(?:[,;]\s*(?:and\s+)?|and\s+))|(?P<semi>;\s*(?:and\s+)?))(?=[A-Z])", words.text
    ):
        yield words[start : match.start("between" if match["between"] else "semi")]
        start = match.end()
    yield words[start:]


_TITLE = re.compile(r"(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss|Professor)\.?\s+")
_ROLE_FIRST = re.compile(
    r"(?P<role>[A-Z][\w’'/-]*(?:\s[\w’'/-]+){0,5}?)\s*[:–-]\s+"
    r"(?P<who>(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms)\.?\s)?(?:[A-Z][\w’'.-]*\s){1,3}?[A-Z][\w’'-]+(?:\s*(?:[,(]|[–-]\s).+)?)"
)


def _members(listed: Sequence[SourcedText]) -> Iterator[Reviewer]:
    for words in (member.strip(" ;.•") for member in listed):
        if pattern(r"(?:{reviews.providers})(?:\s+inspectors)?:?").fullmatch(words.text):
            continue  # a heading within the list
        posted = _posted(words)
        if posted is not None:
            yield _reviewer(*posted)
            continue
        first = _ROLE_FIRST.fullmatch(words.text)
        role = words.span(first, "role").strip() if first is not None and _is_role(first["role"]) else None
        who = words.span(first, "who") if first is not None and role is not None else words
        if not _is_party(who.text) and not _is_person(who):
            return
        yield _reviewer(who, role)


def _posted(words: SourcedText) -> tuple[SourcedText, SourcedText] | None:
    """Name and post of "Tomas Reid Ofsted Inspector", between which a column ended."""
    match = re.fullmatch(rf"(?P<name>{_NAME})\s+(?P<post>{either('reviews.posts')})", words.text[:120])
    if match is None or not _is_person(words.span(match, "name")):
        return None
    return words.span(match, "name"), words.span(match, "post")


def _is_role(text: str) -> bool:
    return pattern(r".*\b{reviews.roles}s?\b.*").fullmatch(text) is not None


def _is_party(text: str) -> bool:
    """A name with a post behind it, and no sentence."""
    named = re.match(r"(?:[A-Z][\w’'.-]*\s){1,4}?[A-Z][\w’'-]*\s*(?:[(,:]|\s[–-]\s|–)", text)
    return named is not None and len(text) < 250 and not re.search(r"[a-z]\.\s+[A-Z]", text)


def _is_person(words: SourcedText) -> bool:
    """A name and nothing else, letters after it aside."""
    from planextract.normalise import owners

    plain = _without_letters(words)
    return re.fullmatch(_NAME, plain.text) is not None and owners.party(plain).name is not None


def _without_letters(words: SourcedText) -> SourcedText:
    behind = re.search(rf"(?:,?\s(?:{either('reviews.letters')}))+$", words.text)
    return words[: behind.start()] if behind is not None else words


def _reviewer(words: SourcedText, role: SourcedText | None = None) -> Reviewer:
    """Name, post and employer of one member; the role in the team stands first where it is printed."""
    from planextract.normalise import owners

    titled = _TITLE.match(words.text)
    plain = _without_letters(words[titled.end() :] if titled is not None else words)
    party = owners.party(plain)
    posts = [text for text in (role.text if role is not None else None, party.role) if text]
    name = party.name or re.split(r"\s*[,(:]|\s[–-]\s", plain.text)[0]
    return Reviewer(
        raw=words.raw,
        name=_without_letters(SourcedText.plain(name)).text,
        role=", ".join(posts) or None,
        organisation=party.organisation,
        sources=sources_of(words if role is None else SourcedText.join(" ", (role, words))),
    )


# Lines and sentences ----------------------------------------------------------------------------------------------


def _leads(parts: Sequence[Paragraph], own: bool) -> Iterator[Reviewer]:
    """ "Lead inspector: Mark Rees, His Majesty’s Inspector", "Lead reviewers: Ruth Adley and Tom Penn"."""
    roles = r"{reviews.leads}|{reviews.own_leads}" if own else r"{reviews.leads}"
    role = rf"(?P<role>(?:{roles})(?:\(s\))?(?:\s+of\s+(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+){{0,4}}?)?)"
    behind = r"(?P<who>(?-i:[A-Z]).{3,300})"
    line, beside = pattern(rf"{role}\s*[:–-]\s*{behind}"), pattern(rf"{role}\s{behind}")
    alone = pattern(rf"(?:the\s+)?{role}\s*:?")
    for number, part in enumerate(parts):
        below = parts[number + 1].words if number + 1 < len(parts) else None
        match = line.fullmatch(part.text)
        if match is not None:
            people = tuple(_people(_one_column(part.words.span(match, "who"))))
        else:
            match = beside.fullmatch(part.text[:200])
            people = tuple(_row_of_people(part.words.span(match, "who"))) if match is not None else ()
        if match is not None:
            yield from (_reviewer(each, part.words.span(match, "role")) for each in people)
        elif below is not None and alone.fullmatch(part.text) and _is_person(below):
            yield _reviewer(below, part.words.strip(" :"))


def _one_column(words: SourcedText) -> SourcedText:
    """Without the label and value of a second column: "P Kaur Audit Manager: L Stone"."""
    behind = re.search(r"\s+(?:[A-Z][\w’'-]*\s){0,2}[A-Z][\w’'-]*\s?:\s", words.text)
    return (words[: behind.start()] if behind is not None else words).strip(" .")


def _row_of_people(words: SourcedText) -> list[SourcedText]:
    row = _row(words)
    return row if all(_is_person(name) for name in row) else []


def _people(words: SourcedText) -> Iterator[SourcedText]:
    """The names in some words: each of a row of names alone, or one with its post; none where it is no person."""
    row = _row_of_people(words)
    each = [member for member in _each(words) if _begins_with_person(member)]
    if row:
        yield from row
    elif len(each) > 1:
        yield from each
    elif _begins_with_person(words):
        yield words


def _begins_with_person(words: SourcedText) -> bool:
    return re.match(rf"{_NAME}\s*[,(–-]", words.text) is not None and _is_person(_first(words))


def _first(words: SourcedText) -> SourcedText:
    end = re.search(r"\s*[,(]|\s[–-]", words.text)
    return words[: end.start()] if end is not None else words


def _row(words: SourcedText) -> list[SourcedText]:
    """ "Ruth Adley HMI, Tom Penn HMI and Eve Sharp" parted."""
    return [
        each.strip()
        for each in words.split(r",\s+and\s+|;\s+and\s+|,\s+(?!(?:HMI|OBE|CBE|MBE)\b)|;\s+|\s+and\s+|\s+&\s+")
        if each.text.strip()
    ]


def _named(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """ "The inspectors were Judith Ames HMI and Farooq Nasir HMI", "The review was led by Ruth Adley"."""
    one = rf"{_NAME}(?:,?\s(?:{{reviews.letters}}))*"
    row = (
        rf"(?-i:(?P<who>{one}(?:(?:,\s|\sand\s|,\sand\s|\s&\s){one}){{0,8}}))"
        r"(?=[.,;(]|\s[–(-]|(?-i:\s[a-z])|$)"
    )
    were = (
        r"(?P<role>{reviews.members})\s+(?:(?:on|for|of|at)\s+[^.;:]{2,50}?\s+)?"
        rf"(?:were|was|are|is|comprised|consisted\s+of|included)\s+{row}"
    )
    beside = rf"\b(?P<role>{{reviews.members}}),?\s+{row}"
    by = (
        r"\b(?:review|visit|inspection|challenge|audit|assessment|report|it)\s+(?:was|is)\s+"
        rf"(?:{{reviews.led}}|chaired|written|authored|completed)\s+by\s+{row}"
    )
    for part in parts:
        for source in (were, beside, by):
            match = pattern(source).search(part.text[:2000])
            people = _row(part.words.span(match, "who")) if match is not None else []
            if people and all(_is_person(name) for name in people):
                yield from (_reviewer(name) for name in people)


def _leaders(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """ "Nora Ellis, director of children's services for Barnton, will lead the review"."""
    leads = re.compile(
        r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}), (?P<role>[^,.;]{4,90}) (?:for|at|from|of) "
        r"(?P<where>(?:[A-Z][\w’'-]+(?: (?:and|of|upon) )?[ ]?){1,6}?),? "
        r"(?:will lead|led|leads|is leading|chaired) (?:the|this) (?:\w+ )?(?:review|team|inspection|challenge)"
    )
    for part in parts:
        match = leads.search(part.text[:1500])
        if match is not None:
            whole = part.words[match.start("name") : match.end("where")].strip()
            yield Reviewer(
                raw=whole.raw,
                name=match["name"],
                role=match["role"],
                organisation=match["where"].strip(),
                sources=sources_of(whole),
            )


# Tables and signatures --------------------------------------------------------------------------------------------


def _turned(turns: Sequence[Turn]) -> Iterator[Reviewer]:
    yield from (_reviewer(turn.name, turn.role) for turn in turns)


def _signed(parts: Sequence[Paragraph]) -> Iterator[Reviewer]:
    """Those who sign as the reviewers: "Alan Deverell, Lead Commissioner", or with the post on the line below."""
    closing = pattern(r"yours(?:\s+(?:sincerely|faithfully|truly))?\s*,?")
    closed = next((number for number, part in enumerate(parts) if closing.fullmatch(part.text)), None)
    end = closed if closed is not None else max(len(parts) - 8, 0)
    signs = pattern(r"(?:[^,]{0,60}\s)?{reviews.signs}(?:\s*[,–-].{0,60})?")
    for number in range(end + 1, min(end + 13, len(parts))):
        words = parts[number].words
        name = _first(words)
        if not _is_person(name) or len(name.text.split()) > 3:
            continue  # two names side by side are no one person
        post = words[len(name) :].strip(" ,–-()")
        below = parts[number + 1].words if number + 1 < len(parts) else None
        if signs.fullmatch(post.text) or (
            name.text == words.text and below is not None and signs.fullmatch(below.text)
        ):
            yield _reviewer(words)
