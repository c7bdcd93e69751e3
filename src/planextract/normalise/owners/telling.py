"""Words that tell something, what is to be done or how far it has come, and whoever stands among them."""

import re

from planextract.normalise.owners.contacts import without_contact
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import BODY
from planextract.normalise.owners.lexicon import folded, key, lexicon
from planextract.normalise.owners.names import certain, means_nothing_else, opens_with_name
from planextract.normalise.owners.parties import without_past
from planextract.normalise.owners.parts import Share, marked, shares
from planextract.normalise.owners.pieces import pieces
from planextract.provenance import SourcedText

_FIGURES = re.compile(r"[%£$]|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:19|20)\d\d\b|^\W*\d[\d\W]*$")
_TO_DO = re.compile(r"(?<!\s)\s+to\s+(?!the\b|all\b|be\b|a\b)(?=[a-z]{2,})")


def tells(text: str) -> bool:
    """Whether words are a clause, a date or a figure rather than somebody.

    >>> tells("This was agreed in May"), tells("Head of Housing")
    (True, False)
    """
    text = without_past(marked(SourcedText.plain(text)).words.text)
    words, lists = [key(token) for token in text.split()], lexicon()
    if _FIGURES.search(without_contact(text)) or "to be" in folded(text):
        return True
    first = int(opens_with_name(text.split()))
    clause = any(_of_clause(text.split(), place) for place in range(first, len(words)))
    states = kind_of(text) in "NUo" and all(word in lists["words.common"] for word in words)
    return clause or states or _commands(text, words) or len(words) > 40


def _of_clause(tokens: list[str], place: int) -> bool:
    """Whether a word is a verb or pronoun of a clause; "needs" is one only before "to" ("Head of Housing Needs"), and
    capitals may be somebody's initials: "I Bell", "IS, HE".
    """
    word = key(tokens[place])
    if len(word) < 3 and tokens[place].isupper() and _initials_at(tokens, place):
        return False
    if word in ("needs", "need"):
        return "to" in map(key, tokens[place + 1 : place + 3])
    return word != "it" and word in lexicon()["words.clause"]


def _initials_at(tokens: list[str], place: int) -> bool:
    """Whether a word of capitals is initials: a name behind one letter, and no sentence in capitals around two."""
    if len(key(tokens[place])) == 1:
        return place + 1 < len(tokens) and means_nothing_else(tokens[place + 1])
    return not "".join(tokens).isupper() or all(len(key(token)) < 4 for token in tokens)


def _commands(text: str, words: list[str]) -> bool:
    """Whether words say what to do: "Develop new guidance for staff"."""
    if len(words) < 2 or words[0] not in lexicon()["words.imperatives"] or not text.strip()[0].isupper():
        return False
    if kind_of(_WITH_OTHERS.split(text, maxsplit=1)[0]) == BODY:
        return False  # "Research Ethics Group with the Dean"
    if words[1] in ("and", "&") and text.split()[2:3] and text.split()[2][0].isupper():
        return not (kind_of(text) in "BO" or _all_known(text))  # "Audit and Governance Committee"
    if words[1].split("/")[0] in lexicon()["body.heads"] and text.split()[1][0].isupper():
        return False  # "Audit Committee; Head of Finance"
    kind, clause = kind_of(text), text.split()[1].islower() and len(words) > 4
    return (
        clause or words[1] in lexicon()["words.objects"] or kind in "NU" or (kind == "C" and len(words) > 3)
    )


_WITH_OTHERS = re.compile(r"(?<!\s)\s+(?=with\s)")
_WILL = re.compile(
    r"(?<!\s)\s+(?:will|would|shall|should|must|is to|are to|(?:has |have )?agreed to|needs? to)"
    r"\s+(?!be\b)(?=[a-z]{2,})"
)
_NAMED_LEAD = re.compile(
    r"(?<!\s)\s+(?:is|are|will be|will)\s+(?:\w+\s+)?(?:the\s+)?[\"“'‘]?"
    r"(?:lead|leads|owners?|responsible|accountable)\b",
    re.IGNORECASE,
)


def actor(words: SourcedText) -> SourcedText:
    """Whoever a clause says is to do it: the words before "to ensure ..." or "is responsible for ..."."""
    match = _clause(words)
    return words if match is None else words[: match.start()]


def _clause(words: SourcedText) -> re.Match[str] | None:
    """Where what somebody is to do begins, behind words that name somebody."""
    for pattern in (_WILL, _TO_DO, _NAMED_LEAD):
        match = pattern.search(words.text)
        if match is not None and _recognised(words.text[: match.start()]):
            return match
    return None


def helpers(words: SourcedText) -> list[Share]:
    """Who is named at the end of a clause as helping: "A Bell to draft a paper with support from C Day and E Fox"."""
    match = _clause(words)
    found = shares(words[match.start() :])[1:] if match is not None else []
    return [
        share for share in found if share.part in ("support", "consulted") and _recognised(share.words.text)
    ]


def _recognised(text: str) -> bool:
    """Whether words name somebody: one party, or several that are all known."""
    return kind_of(text) not in "NUX" or _all_known(text)


def _all_known(text: str) -> bool:
    kinds = pieces(SourcedText.plain(text.strip(" .")), {}).kinds
    return len(kinds) > 1 and not set(kinds) & set("NX") and not set(kinds) <= set("USA")


def at_the_end(words: SourcedText) -> SourcedText:
    """Whoever stands behind what is to be done: "brief the working group – Nina Walton"."""
    match = _DONE_BY.fullmatch(words.text)
    if match is None or key(match["what"].split()[0]) not in lexicon()["words.imperatives"]:
        return words
    return words.span(match, "who") if certain(match["who"].split()) else words


_DONE_BY = re.compile(r"(?P<what>[A-Za-z]\S*\s[^\n]{5,400}?)\s+[-–—]\s+(?P<who>[^\n–—]{3,60}?)\.?")


def unopened(words: SourcedText) -> SourcedText:
    """Words without the "To be led by" that would make them a clause."""
    match = _LED_BY.match(words.text)
    return words[match.end() :] if match is not None else words


_LED_BY = re.compile(
    r"(?:reports? (?:by|of)|(?:this (?:action|work) )?(?:is )?to be \w{3,12} by)\s+(?:the\s+)?", re.IGNORECASE
)
