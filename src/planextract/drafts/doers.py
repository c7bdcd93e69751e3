"""Who acts in a clause whose form no rule knows: by the commonest ways to say so, where it is somebody beyond doubt.

Rules for sentences read the owner with the form. What the clause model alone takes for an action is looked at here.
"""

from collections.abc import Iterator

from planextract.drafts import clauses, parties
from planextract.drafts.readings import WHO, sentences
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

MARGIN = 6
"""Words that a margin names somebody in."""

_MARK = r"(?:\W*(?:{actions.words}|{resolutions.keywords})\b[\s\d./:–—-]*)?\W{0,3}(?:the\s+)?"
_BEFORE = r"[^.;]{0,150}?(?:[,;]\s+(?:and|but)|,|;|:|\s[–—-]|\band|\bbut|\bthat)\s+(?:the\s+)?"
_MODAL = r"(?:will|would|shall|should|must|to|is\s+to|are\s+to|needs?\s+to)"
_PLAIN_FORMS = (
    # what they said of themselves: "Mr Ames said that, if it fails, he would mend it"
    r"<<@\s+(?:has\s+|have\s+|had\s+)?(?:also\s+)?{clauses.telling}\b[^.;]{0,80}?\b(?:he|she|they|he/she|s/he)\s+"
    r"(?:will|would|was\s+going\s+to|is\s+to)\b",
    # what was wanted of them
    r"<<@\s+(?:is|was|were|are|be)\s+(?:also\s+)?(?:{participles.request}|{participles.permit}|{participles.refer}|"
    r"invited|encouraged|reminded|advised)\s+to\b",
    r"[^.;]{0,200}?\b(?:asks?|asked|requests?|requested|instructs?|instructed|tasked|invites?|invited)\s+(?:that\s+)?@\s+"
    r"(?:to|would|should|if)\s+[a-z]",
    # what was handed to them
    r"[^.;]{0,200}?\b(?:{participles.delegate}|{participles.refer}|delegates?|refers?|remits?|over|authority|powers?|falls|left?)\s+"
    r"(?:[\w\s]{0,30}?\s)??(?:to|with)\s+@(?:,|\s+(?:to|for|in\s+consultation|following)\b|[.;]?$)",
    # what they do
    rf"<<@\s+{_MODAL}\s+(?!be\b)[a-z]",
    r"<<@\s+(?:has\s+|have\s+)?(?:agreed|agrees?|offered|volunteered|intends?|undertook|promised)\s+to\s+[a-z]",
    r"(?:[^.;]{0,150}?\bthat|\([a-z]\)|\d{1,2}[.)])\s+@\s+(?:writes?|sends?|provides?|reports?|ensures?|reviews?|prepares?|takes?|"
    r"considers?|submits?|visits?|contacts?|circulates?|brings?|comes?|speaks?|looks?|makes?|presents?)\b",
)
_FORMS = tuple(
    dict.fromkeys(  # (those that begin anywhere are the same for both)
        form.replace("<<", before).replace("@", rf"(?:the\s+)?(?P<who>{WHO}{{2,60}}?)")
        for before in (_MARK, _BEFORE)
        for form in _PLAIN_FORMS
    )
)
"""Behind a mark first, so that "The Chair and the Clerk agreed" is of both before the Clerk alone is tried."""
_AT_END = r".{8,400}?(?:[.\s–—-]\s*{actions.words}\s*:?\s*|\s[–—-]\s+)(?P<who>[^.;:–—]{2,60})\.?"
"""Behind a dash or a mark at the end: "Put up new notices – Cllr Rix.", "... to Councillors. Action: Clerk"."""


def doer(words: SourcedText) -> SourcedText | None:
    """Who is to act; None where nobody is named, or it may be somebody else."""
    return next((who for who in _named(words[: clauses.LONGEST]) if _somebody(who)), None)


def _named(words: SourcedText) -> Iterator[SourcedText]:
    _, line, last = words.text.rpartition("\n")
    if line and len(last.split()) <= MARGIN:  # (the margin of minutes comes out as a line of its own)
        yield words[len(words.text) - len(last) :].strip()
    bracketed = parties.in_brackets(words)
    if bracketed is not None:
        yield bracketed
    match = pattern(_AT_END).fullmatch(words.text)
    if match is not None:
        yield words.span(match, "who").strip()
    for sentence in (*reversed(sentences(words)), words):  # (what is to be done follows what happened)
        for form in _FORMS:
            match = pattern(form).match(sentence.text)
            if match is not None:
                yield parties.without_front(sentence.span(match, "who"))
    agent = clauses.agent(words, 0)
    if agent is not None:
        yield agent


_SENTENCE = r"\b(?:him|her|them|he|she|they|it|who|which)\b"


def _somebody(who: SourcedText) -> bool:
    if pattern(_SENTENCE).search(who.text):
        return False  # ("The Chair thanked Mr Dale and invited him")
    return parties.answers_for_something(who) or parties.only_who(who)
