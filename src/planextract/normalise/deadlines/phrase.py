"""A cell or clause as the rules see it: its plain words, with what it says of time marked out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from planextract.normalise.context import Context, Found, Remark
from planextract.normalise.dates import lexicon, plain
from planextract.normalise.deadlines.amounts import Frequency, Length, frequencies, lengths
from planextract.normalise.deadlines.forenames import names_somebody
from planextract.normalise.deadlines.misspelt import mended
from planextract.normalise.deadlines.scan import stretches
from planextract.normalise.deadlines.stretch import Period, Stretch, in_year, settled
from planextract.records import Deadline, Interval

STRETCH, LENGTH, OFTEN = "\ue000", "\ue001", "\ue002"
"""Signs that stand for a stretch of days, a length of time and a frequency in `Phrase.shape`."""
SIGNS = re.compile("[\ue000-\ue002]")

_NAMED_ANNUAL = "|".join(re.escape(word) for words in lexicon()["annual"].values() for word in words)

LABEL = re.compile(
    r"(?<![\w-])(?:phase|stage|tranche|step|part|priority|objective|recommendation"
    r"|recommendations|rec|action|item|para|paragraph|appendix|section|tier|wave|option|version"
    r"|cohort|sprint|lot|level|no|number|min(?:ute)? no)"
    r"s?\.? ?(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|one|two|three|four|five|six|i{1,3}v?)\b"
    r"|(?<![\w-])(?:plan )?(?:year|yr) ?(?:\d|one|two|three|four|five)\b(?= ?[:(,-])"
    rf"|(?<![\w-])annual (?=(?:{_NAMED_ANNUAL}))"
    r"|\((?:plan )?(?:year|yr) ?\d\)"
    r"|(?<![\w.,-])r\d{1,3}\b|\bs\.?151\b|\bsection 151\b"
    r"|\b(?:1st|2nd|3rd|4th|first|second|third|final) (?:draft|reading|round|review|report|version"
    r"|phase|stage|wave|cohort|tranche|meeting|edition|part|batch|group)\b"
    r"|\b(?:short|medium|long)(?:er)?(?: to |/)?(?:medium|long)?[ -]terms?(?: targets?| actions?| goals?| priority)?\b"
    r"|\bmid[ -]?(?:point|term(?= (?:review|report|evaluation)))\b"
)


CLOCK = re.compile(
    r"(?<![\w.,/£$:])(?:(?:at|from|between) )?"
    r"(?:(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.?|p\.m\.?|noon|midday|midnight)(?![a-z])|noon|midday"
    r"|midnight)"
    r"|\d{1,2}[.:]\d\d ?(?:hrs|hours|h)\b|[012]?\d:(?:00|15|30|45)(?::\d\d)?(?![\d:]))"
    r"|(?<=\d)t[012]\d:\d\d(?::\d\d)?(?:\.\d{1,6})?z?"
)
"""A time of day, which a deadline does not need. One to the minute ("14:32") is when a page was printed."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`text` is plain, character for character as `original`, which has single blanks; `shape` is the text with a
    sign for each thing of time, and without the punctuation around it."""

    original: str
    text: str
    shape: str
    stretches: tuple[Stretch, ...]
    lengths: tuple[Length, ...]
    often: tuple[Frequency, ...]
    context: Context

    @property
    def rest(self) -> str:
        """The words that are left when time is taken out, labels such as "Phase 2" too."""
        return LABEL.sub(" ", SIGNS.sub(" ", self.shape))

    def period(self, index: int = 0, forward: bool = False) -> Period | Remark:
        return settled(self.stretches[index], self.context, forward)

    def says(self, key: str) -> bool:
        return says(self.rest, key)

    def interval(self, period: Period) -> Interval:
        """The days of a period with its words as printed."""
        words = self.original[period.stretch.start : period.stretch.stop]
        return Interval(earliest=period.earliest, latest=period.latest, raw=words)

    def printed(self, words: str) -> str:
        """Some words of `text` as the document prints them."""
        at = self.text.find(words)
        return self.original[at : at + len(words)] if at >= 0 else words


@cache
def wordings(table: str, key: str) -> re.Pattern[str]:
    """A pattern for the wordings of one list, the longest first."""
    words = sorted(lexicon()[table][key], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in words) + r")(?![\w-])")


def says(text: str, key: str) -> bool:
    """Whether some words hold a wording of a list in [said].

    >>> says("now on-going work", "ongoing"), says("foregoing", "ongoing")
    (True, False)
    """
    return wordings("said", key).search(text) is not None


def without(text: str, *keys: str) -> str:
    """Some words without the wordings of the lists in [said]."""
    for key in keys:
        text = wordings("said", key).sub(" ", text)
    return " ".join(re.sub(r"[^\w%'/?&-]+", " ", text).split())


@cache
def _temporal() -> re.Pattern[str]:
    words = {word for part in ("time", "months", "weekdays", "doubt") for word in lexicon()["temporal"][part]}
    return re.compile(
        r"(?<![\w])(?:"
        + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        + r")(?![\w])|\d"
    )


def unaccounted(text: str) -> bool:
    """Whether some words hold a figure or say something of time that no rule has read.

    >>> unaccounted("report to cabinet"), unaccounted("cabinet not told"), unaccounted("90%")
    (False, True, True)
    """
    return _temporal().search(text) is not None


def _shape(text: str, marks: list[tuple[int, int, str]]) -> str:
    parts, position = [], 0
    for start, stop, sign in sorted(marks):
        if start >= position:
            parts += [text[position:start], sign]
            position = stop
    return "".join([*parts, text[position:]])


def _trimmed(text: str) -> str:
    """Without the punctuation around it; a bracket only where its fellow goes too."""
    return text.strip(" .,;:*•-|")


def _clear_of(items: list[Length], others: list[tuple[int, int]]) -> list[Length]:
    return [
        item for item in items if not any(item.start < stop and start < item.stop for start, stop in others)
    ]


def phrase(words: str, context: Context) -> Phrase:
    """Some words, which need not be clean, as a phrase.

    >>> phrase("By Q3 2010/11 – then monthly", Context()).shape
    'by \\ue000 - then \\ue002'
    """
    original = SIGNS.sub("?", " ".join(words.split()))
    text, slips = mended(plain(original))
    often = frequencies(text)
    found = [s for s in stretches(text, context) if not names_somebody(original, s)]
    taken = [(stretch.start, stretch.stop) for stretch in found]
    often = [
        f
        for f in often
        if f.month is not None or not any(f.start < stop and start < f.stop for start, stop in taken)
    ]
    if any(stretch.year is not None or stretch.rule == "exact_day" for stretch in found):
        often = [f for f in often if not ADJECTIVE.match(text, f.start)]
    named = [f for f in often if BY_WAY_OF.search(text, max(0, f.start - 24), f.start)]
    often = [f for f in often if f not in named]
    busy = [(f.start, f.stop) for f in often]
    found = [s for s in found if not any(s.start < stop and start < s.stop for start, stop in busy)]
    spans = _clear_of(lengths(text), [*busy, *((s.start, s.stop) for s in found)])
    found = [_marked(s, slips) for s in found]
    marks = (
        [(s.start, s.stop, STRETCH) for s in found]
        + [(a.start, a.stop, LENGTH) for a in spans]
        + [(f.start, f.stop, OFTEN) for f in often]
        + [(f.start, f.stop, " ") for f in named]
    )
    marks += _clocks(text, marks)
    return Phrase(
        original, text, _trimmed(_shape(text, marks)), tuple(found), tuple(spans), tuple(often), context
    )


def _clocks(text: str, marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Times of day as blanks, where they are no part of anything else."""
    spans = [match.span() for match in CLOCK.finditer(text)]
    return [
        (start, stop, " ")
        for start, stop in spans
        if not any(start < end and begin < stop for begin, end, _ in marks)
    ]


def _marked(stretch: Stretch, slips: tuple[int, ...]) -> Stretch:
    if not any(stretch.start <= slip < stretch.stop for slip in slips):
        return stretch
    return replace(stretch, qualifiers=(*stretch.qualifiers, "misspelt_month"))


# "Annual meeting in Sept 2010" is due once; the date says so
ADJECTIVE = re.compile(rf"annual (?:{_NAMED_ANNUAL})\b")

BY_WAY_OF = re.compile(
    r"\b(?:(?:in line with|as part of|in accordance with|linked to|to coincide with|alongside|before|prior to"
    r"|following|after|in time for|ahead of)(?: the| our)?|next|forthcoming) $"
)
"""What these words name happens by itself; the action hangs on it."""

Rule = Callable[[Phrase, Context], Found[Deadline] | None]


def abstain(rule: str, remark: Remark) -> Found[Deadline]:
    """Words that are recognised and cannot be read."""
    return Found(None, rule, (remark,))


def not_understood(
    rule: str = "not_understood", why: str = "no rule accounts for all of these words"
) -> Found[Deadline]:
    return abstain(rule, Remark("deadline_not_understood", why))


IMPOSSIBLE = Remark("deadline_impossible", "the end lies before the start, or on a day that no calendar has")


def both(
    first: Stretch, last: Stretch, context: Context, forward: bool = False
) -> tuple[Period, Period] | Remark:
    """Two stretches that belong together; a year that one lacks comes from the other."""
    if first.year is None and last.year is not None:
        end = settled(last, context)
        return end if isinstance(end, Remark) else _begun_before(first, end, context)
    start = settled(first, context, forward)
    if isinstance(start, Remark):
        return start
    if last.year is not None:
        stated = settled(last, context)
        return stated if isinstance(stated, Remark) else (start, stated)
    return _ended_after(last, start, context)


def _begun_before(first: Stretch, end: Period, context: Context) -> tuple[Period, Period] | Remark:
    for year in range(end.latest.year, end.latest.year - 3, -1):
        start = in_year(first, year, context)
        if isinstance(start, Period) and start.earliest <= end.earliest and first.fault is None:
            return replace(start, inferred=end.inferred), end
    return IMPOSSIBLE


def _ended_after(last: Stretch, start: Period, context: Context) -> tuple[Period, Period] | Remark:
    for year in range(start.earliest.year - 1, start.earliest.year + 3):
        end = in_year(last, year, context)
        if isinstance(end, Period) and end.earliest >= start.earliest and last.fault is None:
            return start, replace(end, inferred=start.inferred)
    return IMPOSSIBLE
