"""One part of a total: a count with its colour or state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planextract.prose.words import alternatives, pattern, section, words
from planextract.provenance import SourcedText
from planextract.records import Tally, sources_of
from planextract.tallies.numbers import LARGEST, NUMBER, percent, value

STATES = {wording: key for key, wordings in section("tallies.states").items() for wording in wordings}
ANY_STATE = alternatives(tuple(STATES))
COLOURS = frozenset(words("tallies.colours"))

_STATE = rf"(?<![\w/-])(?P<state>{ANY_STATE})(?![\w/-])"
_DENIED = r"\b(?:not|never|no|nor|cannot|isn['’]t|aren['’]t|yet\s+to\s+be|without)\s+(?:\w+\s+){0,2}$"


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
    for match in pattern(_STATE).finditer(text):
        if pattern(_DENIED).search(text[: match.start()]) is not None:
            break  # what is denied behind a state is a remark on it: "red and will not be achieved"
        found.append((match.start(), match.end(), STATES[" ".join(match["state"].casefold().split())]))
    choice = any(_CHOICE.fullmatch(text[end:start]) for (_, end, _), (start, _, _) in pairwise(found))
    return (None, None) if choice else _first(found)


_CHOICE = re.compile(r"(?i)[\s)‘’'\"]*(?:or|and|/|&)\s.*")
"""Between two states: "green or complete" says which of two, or both, and so neither."""


def _first(found: Sequence[tuple[int, int, str]]) -> tuple[str | None, str | None]:
    colours = [key for _, _, key in found if key in COLOURS]
    states = [key for _, _, key in found if key not in COLOURS]
    return (colours[0] if colours else None, states[0] if states else None)


_NO_COUNT = r"(?:[£$€/.,]|\b(?:{tallies.labels}|no\.?)\s*)$"
_MONTH = r"\s*(?:st|nd|rd|th)?\s+(?:{days.months})\b"
COUNTED = rf"(?<![\w.£$€])(?P<count>{NUMBER})"
COUNTED += r"(?![\d%]|\.\d|\s?%|/\d|,\d|(?:st|nd|rd|th)\b|[\s-](?:day|week|month|year|hour)s?\b)"


def counted(words: SourcedText) -> list[re.Match[str]]:
    """Every number in some words that can be a count: no date, percentage, sum of money or label."""
    text = words.text
    return [
        match
        for match in pattern(COUNTED).finditer(text)
        if not pattern(_NO_COUNT).search(text[max(0, match.start() - 20) : match.start()])
        and not pattern(_MONTH).match(text[match.end() :])
        and not (match["count"].isdigit() and re.fullmatch(r"(?:19|20)\d\d", match["count"]))
        and not re.search(r"\([^)]*$", text[: match.start()])
    ]


def in_run(words: SourcedText) -> list[Part]:
    """The parts that some words count one after the other: "5 are green, 4 are amber and 2 are red"."""
    numbers = counted(words)
    ends = [match.start() for match in numbers[1:]] + [len(words)] * bool(numbers)
    return [
        _part(value(match["count"]), words.text[match.end() : end])
        for match, end in zip(numbers, ends, strict=True)
    ]


def _part(count: int, said: str) -> Part:
    colour, state = keys_in(re.sub(r"(?i)[\s,;]*\b(?:and|with)\s*$", "", said))
    return Part(count, colour, state, percent(said))


_LABELLED = rf"(?P<said>[^\d=:]{{2,60}}?)\s*(?:=|:|[-–—]|,)\s*(?P<count>{NUMBER})\s*"
_LABELLED += r"(?P<rest>[(,]?\s*[\d.<]{1,6}\s?%\)?)?[.;,]?"


def in_item(words: SourcedText) -> Part | None:
    """The part that an item of a list is: "9 are marked green", "Amber ‘On Track’ = 44 (50%)"; None for other items."""
    text = words.text
    opens = pattern(rf"{COUNTED}").match(text)
    if opens is not None:
        return _part(value(opens["count"]), text[opens.end() : 300])
    labelled = pattern(_LABELLED).fullmatch(text) if len(text) < 90 else None
    if labelled is None:
        return None
    colour, state = keys_in(re.sub(r"[&/]", " ", labelled["said"]))
    return Part(value(labelled["count"]), colour, state, percent(labelled["rest"] or ""))


# To a tally ----------------------------------------------------------------------------------------------------


def tally(
    total: int | None,
    found: Sequence[Part],
    said: SourcedText,
    rule: str,
    of: str | None = None,
    some: bool = False,
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
