"""The words of a clause that say by when."""

from planextract.drafts.draft import Slot
from planextract.normalise.context import Context
from planextract.prose.words import pattern
from planextract.provenance import SourcedText

_MEETING = (
    r"\b(?:a|the|its|their|our)?\s*(?:next|future|following|subsequent|forthcoming)\s+(?:available\s+|scheduled\s+|ordinary\s+)?"
    r"(?:(?:(?-i:[A-Z])[\w’'&-]+\s+){0,6}(?:meetings?|committee|board|cabinet|council|panel)\b(?:\s+of\s+the\s+(?:(?-i:[A-Z])[\w’'&-]+\s?){1,6})?)"
)


def deadline_slot(words: SourcedText, tail: int = 0) -> tuple[Slot, ...]:
    """The deadline phrase behind a verb, else before it; () where there is none. `tail` counts in the words."""
    behind = words[tail:]
    found = deadline_words(behind) or (deadline_words(words[:tail]) if tail else None)
    return (Slot("deadline", found),) if found is not None else ()


def deadline_words(words: SourcedText) -> SourcedText | None:
    """The deadline phrase of some prose."""
    from planextract.normalise import deadlines

    words = words[:1500]
    found = deadlines.find(words, Context())
    if found is not None and found.words is not None and found.words.text.strip():
        return found.words
    meeting = pattern(_MEETING).search(words.text)
    return words[meeting.start() : meeting.end()].strip() if meeting is not None else None
