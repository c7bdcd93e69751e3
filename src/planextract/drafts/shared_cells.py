"""One cell that says two things: who and by when ("Head of Service, March 2016"), or by when and how far it is."""

import re

from planextract.normalise import deadlines
from planextract.normalise.context import Context
from planextract.normalise.deadlines.phrase import phrase
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.provenance import SourcedText
from planextract.vocab import Vocabulary

BETWEEN = re.compile(r"(?<!\s)(?:\s*[\n;,|]\s*|\s+[-–—/]\s+)")


def owner_and_deadline(words: SourcedText) -> tuple[SourcedText, SourcedText] | None:
    """The words that name owners and those that state a deadline, one after the other; None where they mix.

    >>> [part.text for part in owner_and_deadline(SourcedText.plain("Head of Service, Adults - by end April 2016"))]
    ['Head of Service, Adults', 'by end April 2016']
    >>> owner_and_deadline(SourcedText.plain("Head of Service")) is None
    True
    """
    text = words.text
    cuts = [(match.start(), match.end()) for match in BETWEEN.finditer(text)]
    for stop, start in reversed(cuts):
        if _is_date(words[start:]) and not _is_date(words[:stop]):
            if any(_is_date(part) for part in words[:stop].split(BETWEEN)):
                continue
            return words[:stop].strip(), words[start:].strip()
    for stop, start in cuts:
        if _is_date(words[:stop]) and not any(_is_date(part) for part in words[start:].split(BETWEEN)):
            return words[start:].strip(), words[:stop].strip()
    return _by_phrase(words) or _by_stretch(words)


def deadline_and_state(words: SourcedText, vocabulary: Vocabulary) -> dict[str, SourcedText]:
    """The lines of a cell that say by when, and those that say how far it is; {} where no line is a state alone."""
    lines = [line.strip() for line in words.lines()]
    states = [line for line in lines if line.text and vocabulary.state_of(line.text) is not None]
    dated = [line for line in lines if line.text and line not in states]
    if not states or (not dated and _is_date(words)):
        return {}
    return {"deadline": SourcedText.join("\n", dated), "status": SourcedText.join("\n", states)}


def _is_date(words: SourcedText) -> bool:
    """Whether some words state a deadline and nothing else: "Finance Manager 31 May 2016" says more."""
    found = deadlines.normalise(words, Context())
    if found is None or any(
        lexicon().has(key(word), "role.heads", "body.heads") for word in words.text.split()
    ):
        return False
    return found.value is not None or any(each.code == "deadline_year_unknown" for each in found.remarks)


def _by_stretch(words: SourcedText) -> tuple[SourcedText, SourcedText] | None:
    """ "J Barker, Finance Manager 31 May 2016": the days at the end, with nothing between."""
    read = phrase(words.text, Context())
    if len(read.stretches) != 1 or read.original != words.text:
        return None
    stretch = read.stretches[0]
    owner, deadline = words[: stretch.start].strip(" ,;-–"), words[stretch.start :].strip()
    return (owner, deadline) if owner.text and _is_date(deadline) and not _is_date(owner) else None


def _by_phrase(words: SourcedText) -> tuple[SourcedText, SourcedText] | None:
    """ "Head of Service by March 2016": the deadline phrase at the end."""
    found = deadlines.find(words, Context())
    if found is None or found.words is None or not words.text.rstrip(" .").endswith(found.words.text):
        return None
    start = words.text.rindex(found.words.text)
    return (words[:start].strip(), words[start:].strip()) if words.text[:start].strip() else None
