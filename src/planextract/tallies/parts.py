"""One part of a total: a count with its colour or state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planextract.prose.words import alternatives, pattern, section, words
from planextract.provenance import SourcedText
from planextract.records import Tally, sources_of
from planextract.tallies.numbers import LARGEST, NUMBER, PERCENT, SIGN, percent, value
from planextract.tallies.subjects import names_others

STATES = {wording: key for key, wordings in section("tallies.states").items() for wording in wordings}
ANY_STATE = alternatives(tuple(STATES))
COLOURS = frozenset(words("tallies.colours"))
WEAK = frozenset(words("tallies.weak"))

_STATE = rf"(?<![\w/-])(?P<state>{ANY_STATE})(?![\w/-])"
_DENIED = (
    r"\b(?:(?:not|never|no|nor|cannot|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|haven['’]t|without)\s+(?:\w+\s+){0,2}|"
    r"(?:to|will|would|should|could|may|might|must|can)\s+(?:\w+\s+)?be\s+(?:\w+\s+){0,2})$"
)
"""Before a state that is not that of what is counted: "not been completed", "will be completed"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A count with the colour and the state that its words give it; both None where they cannot be told."""

    count: int
    colour: str | None
    state: str | None
    percent: float | None = None

    @property
    def told(self) -> bool:
        return self.colour is not None or self.state is not None


def keys_in(text: str) -> tuple[str | None, str | None]:
    """The colour and the state that some words name; neither where they leave a choice ("green or complete").

    >>> keys_in("were on track (rated green)")
    ('green', 'on_track')
    >>> keys_in("rated as green or complete"), keys_in("have not been completed")
    ((None, None), (None, None))
    """
    found: list[tuple[int, int, str]] = []
    weak: list[str] = []
    for match in pattern(_STATE).finditer(text):
        if pattern(_DENIED).search(text[max(0, match.start() - 60) : match.start()]) is not None:
            break  # what is denied behind a state is a remark on it: "red and will not be achieved"
        said = " ".join(match["state"].casefold().replace("’", "'").split())
        if said in WEAK:
            weak.append(STATES[said])
        else:
            found.append((match.start(), match.end(), STATES[said]))
    choice = any(_CHOICE.fullmatch(text[end:start]) for (_, end, _), (start, _, _) in pairwise(found))
    if choice:
        return None, None
    keys = [key for _, _, key in found]
    colours, states = [key for key in keys if key in COLOURS], [key for key in keys if key not in COLOURS]
    return next(iter(colours), None), next(iter(states or weak), None)


_CHOICE = re.compile(
    r"(?i)[\s)‘’'\"]*(?:(?:or|/|&)\s.*|and(?!\s+(?:rated|marked|graded|shown|so)\b)(?:\s+[\w’'-]+){0,3}\s*)"
)
"""Between two states: "green or complete" says which of two, or both, and so neither."""


_NO_COUNT = r"(?:[£$€/.,]|(?<!\w)no\.?\s*|\d[-–:]|(?<!\w){tallies.earlier}\s*)$"
_LABEL = (
    r"(?P<one>\b(?:the|this|that|these|last|each|every|previous|current|next|per|a|an|one)\s+(?:\w+\s+)?)?"
    r"\b{tallies.labels}\s*$"
)
"""Before a number that counts nothing: "priority 3"; but "in the period 3 were completed"."""
_MONTH = r"\s*(?:st|nd|rd|th)?\s+(?:{days.months})\b"
_LISTED = r"\b{tallies.things}\s+$"
_NEXT = re.compile(r"\s?(?:,|and|&|to|[-–])\s?\d")
"""Behind a number that "recommendations" stands before: "recommendations 3 and 7" counts nothing."""
_AND = re.compile(r"\s?(?:and|&|to|[-–])\s?")
_COMMA = re.compile(r",\s?")
_NONE = r"none(?!\s+of\b)|zero|nil|no(?=\s+(?:\w+\s+)?{tallies.things}\b)"
COUNTED = rf"(?<![\w.£$€])(?P<count>{NUMBER})"
COUNTED += (
    rf"(?![\d%]|\.\d|\s?{SIGN}|/\d|,\d|[-–:]\d|(?:st|nd|rd|th)\b|[\s-](?:day|week|month|year|hour)s?\b)"
)
_NUMBERED = rf"{COUNTED}|(?<!\w)(?P<none>{_NONE})(?!\w)"


def counted(words: SourcedText, bracketed: bool = False) -> list[re.Match[str]]:
    """Every number in some words that can be a count: no date, percentage, sum of money or label.

    `bracketed` says that those in brackets count too.
    """
    text = words.text
    found: list[re.Match[str]] = []
    named: int | None = None
    for match in pattern(_NUMBERED).finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _is_label(text, match, before, named):
            named = match.end()
        elif (
            not pattern(_NO_COUNT).search(before[-25:])
            and not pattern(_MONTH).match(text[match.end() : match.end() + 20])
            and not re.fullmatch(r"(?:19|20)\d\d", match[0])
            and (bracketed or not _open(text, match.start()))
        ):
            found.append(match)
    return found


def _is_label(text: str, match: re.Match[str], before: str, named: int | None) -> bool:
    """Whether a number names what it stands behind: "priority 3"; or is one of several: "actions 3, 5 and 7"."""
    goes_on = _NEXT.match(text, match.end()) is not None
    if named is not None and (
        _AND.fullmatch(text, named, match.start())
        or (goes_on and _COMMA.fullmatch(text, named, match.start()))
    ):
        return True
    label = pattern(_LABEL).search(before)
    return (label is not None and label["one"] is None) or (
        goes_on and pattern(_LISTED).search(before) is not None
    )


def _open(text: str, at: int) -> bool:
    """Whether a bracket is open at a place."""
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def in_run(words: SourcedText) -> list[Part]:
    """The parts that some words count one after the other: "5 are green, 4 are amber and 2 are red".

    A count that lies within the part before it ("of which 3 are overdue") ends them.
    """
    words = counts_outside(words)
    numbers = counted(words)
    for place, match in enumerate(numbers[1:], 1):
        if pattern(r"(?<!\w){tallies.within}(?:\s+the)?\s*$").search(
            words.text[numbers[place - 1].end() : match.start()]
        ):
            words, numbers = words[: match.start()], numbers[:place]
            break
    ends = [match.start() for match in numbers[1:]] + [len(words)] * bool(numbers)
    return [
        _part(value(match[0]), words.text[match.end() : end])
        for match, end in zip(numbers, ends, strict=True)
    ]


def counts_outside(words: SourcedText) -> SourcedText:
    """ "57% (25) are complete" as "25 (57%) are complete"."""
    return words.sub(_SHARE_FIRST, lambda match: f"{match['count']} ({match['share']}%)")


_SHARE_FIRST = re.compile(rf"(?i)(?<![\d.(])(?P<share>{PERCENT})\s?{SIGN}\s*\((?P<count>\d{{1,6}})\)")


def _part(count: int, said: str) -> Part:
    colour, state = keys_in(re.sub(r"(?i)[\s,;]*\b(?:and|with|but|plus|while|whilst)\s*$", "", said))
    of_others = pattern(_COUNTED_THING).match(said)
    if of_others is not None and names_others(of_others[0]):
        return Part(count, None, None)
    return Part(count, colour, state, percent(said))


_COUNTED_THING = rf"[^.;(]{{0,60}}?(?<![\w/-]){ANY_STATE}(?:\s+[\w’'-]+)?"
"""From a count to its state, and what may be named right behind that: "homes are completed", "green bins"."""


_FIGURE = rf"(?P<count>{NUMBER})(?![\d.]*\d?\s?{SIGN})"
_LABELLED = rf"(?P<said>[^\d=:]{{2,60}}?)\s*(?:=|:|[-–—]|,|\(|\||\.{{2,60}}|…{{1,30}})\s*{_FIGURE}\s*"
_LABELLED += r"(?:{tallies.things}\s*)?"
_REST = rf"\)?\s*(?P<rest>[(,\[–-]?\s*[\d.<]{{1,6}}\s?{SIGN}[^\d]{{0,30}})?[.;,]?"
_BLANK = rf"(?P<said>[‘'\"(]?{ANY_STATE}[’'\")]?)\s+{_FIGURE}\s*(?:{{tallies.things}}\s*)?"


def in_item(words: SourcedText) -> Part | None:
    """The part that an item of a list is: "9 are marked green", "Amber ‘On Track’ = 44 (50%)"; None for other items."""
    text = counts_outside(words).text
    opens = pattern(rf"{COUNTED}").match(text)
    if opens is not None:
        return _part(value(opens["count"]), text[opens.end() : 300])
    labelled = (
        next(
            (
                match
                for form in (_LABELLED, _BLANK)
                if (match := pattern(form + _REST).fullmatch(text)) is not None
            ),
            None,
        )
        if len(text) < 90
        else None
    )
    if labelled is None:
        return None
    if names_others(labelled["said"]):
        return None
    colour, state = keys_in(re.sub(r"(?<!\bn)[&/]", " ", labelled["said"]))
    return Part(value(labelled["count"]), colour, state, percent(labelled["rest"] or ""))


# To a tally ----------------------------------------------------------------------------------------------------


def tally(
    total: int | None,
    found: Sequence[Part],
    said: SourcedText,
    rule: str,
    of: str | None = None,
    some: bool = False,
    group: str | None = None,
) -> Tally | None:
    """The tally of some parts; `some` says that a single part may stand for itself ("30 of the 42 are complete").

    None where they are too few, a part says no state, or one stands twice: such a list is another thing. A part
    without a state is passed over where all parts make up the total.
    """
    told = [part for part in found if part.told]
    left = len(found) - len(told)
    adds_up = total is not None and sum(part.count for part in found) == total
    if (left and not adds_up) or len(told) < (1 if some or (left and adds_up) else 2):
        return None
    counts, percents = _keyed(told)
    if len(counts) != len(told) or (total or 0) > LARGEST:
        return None
    parts = sum(counts.values())
    whole = parts if total is None else total
    partial = bool(left) or (some and parts < whole)
    return Tally(
        total=whole,
        counts=counts,
        sums=parts == whole,
        of=of,
        group=group,
        total_stated=total is not None,
        partial=partial,
        percents=percents,
        percents_agree=_agree(counts, percents, whole),
        raw=said.raw,
        rule=rule,
        sources=sources_of(said),
    )


def _keyed(told: Sequence[Part]) -> tuple[dict[str, int], dict[str, float]]:
    """Counts by colour where every part has one, else by state where every part has one, else by the first of both."""
    keys = [part.colour for part in told]
    if None in keys:
        keys = [part.state for part in told]
    if None in keys:
        keys = [part.colour or part.state for part in told]
    named = [(key, part) for key, part in zip(keys, told, strict=True) if key is not None]
    return (
        {key: part.count for key, part in named},
        {key: part.percent for key, part in named if part.percent is not None},
    )


def _agree(counts: dict[str, int], percents: dict[str, float], total: int) -> bool | None:
    """Whether the printed percentages are those of the counts, rounded either way."""
    if not percents or not total:
        return None
    return all(abs(100 * counts[key] / total - share) < 1 for key, share in percents.items())
