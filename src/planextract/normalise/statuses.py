"""What one cell of a status, rating or progress column says: its state, its colour, its percentage, and the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from planextract.document import Cell
from planextract.drafts.draft import Slot
from planextract.legend import Legend, LegendEntry
from planextract.normalise.colours import named
from planextract.provenance import SourcedText, whole
from planextract.records import Colour, Extracted, Rag, State, extracted, provenance
from planextract.vocab import Vocabulary, alias

RATED = frozenset({"rag", "status", "progress"})
"""Columns whose shading and colour words are ratings."""

_BLANK = re.compile(r"[\s\-‐‑–—−._]*")
_TICK = frozenset("✓✔√☑✅🗸🗹")
_CROSS = frozenset("✗✘❌☒✖☐")
_BOX = re.compile("[☐☑☒🗹]")
_LONGEST_CHOICE = 40


@dataclass(frozen=True)
class Around:
    """What a rule may know besides the words: the column, its vocabulary and the document's legend."""

    role: str
    header: str
    vocabulary: Vocabulary
    legend: Legend
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class StateFound:
    """A state in some words; `rest` are the other words of the cell, in order."""

    value: State | None
    words: SourcedText
    rule: str
    rest: SourcedText

    @property
    def extracted(self) -> Extracted[State]:
        return extracted(Extracted[State], self.value, self.words, self.rule)


def around(slot: Slot, vocabulary: Vocabulary, legend: Legend) -> Around:
    header = " ".join(slot.header.text.split()) if slot.header is not None else ""
    return Around(slot.role, header, vocabulary, legend, slot.cell)


def is_blank(words: SourcedText) -> bool:
    """Nothing but white space, dashes and dots.

    >>> is_blank(SourcedText.plain(" – ")), is_blank(SourcedText.plain("?"))
    (True, False)
    """
    return _BLANK.fullmatch(words.text) is not None


# States --------------------------------------------------------------------------------------------------------


def legend_code(words: SourcedText, about: Around) -> StateFound | None:
    """The whole cell, or the words that it begins with, stand in the document's legend."""
    entry = about.legend.of_code(words.text)
    if entry is not None and entry.state is not None and (entry.colour is None or about.role in RATED):
        return StateFound(entry.state, words.strip(), "legend", SourcedText())
    return None


def legend_sign(words: SourcedText, about: Around) -> StateFound | None:
    """A sign of the document's legend before other words: "► 60%"."""
    found = re.match(r"\s*([^\w\s()])\s+(?=\S)", words.text)
    entry = about.legend.of_code(found[1]) if found is not None else None
    if found is None or entry is None or entry.state is None or about.role not in RATED:
        return None
    return StateFound(entry.state, words.span(found, 1), "legend", words[found.end() :].strip())


def mark_in_question(words: SourcedText, about: Around) -> StateFound | None:
    """A tick, a cross, yes or no under a header that asks: "Achieved?", "On target (tick)"."""
    asked = _asked(about)
    if asked is None:
        return None
    text = words.text.strip()
    if alias(text) in ("yes", "y") or (text and set(text) <= _TICK):
        return StateFound(asked, words.strip(), "mark_in_question", SourcedText())
    if alias(text) in ("no", "n") or (text and set(text) <= _CROSS):
        return StateFound(None, words.strip(), "mark_in_question", SourcedText())
    return None


def ticked_box(words: SourcedText, about: Around) -> StateFound | None:
    """The one that is ticked of a form's boxes, each beside a state: "☐ Not started ☑ In progress ☐ Complete"."""
    boxes = list(_BOX.finditer(words.text)) if len(words) <= 400 else []
    if not any(box.group() != "☒" for box in boxes):
        return None  # (a cross by itself may be a tick or a no)
    before = words.text[: boxes[0].start()].strip() != ""
    starts = [0, *(box.end() for box in boxes[:-1])] if before else [box.end() for box in boxes]
    ends = [box.start() for box in boxes] if before else [*(box.start() for box in boxes[1:]), len(words)]
    choices = [words[start:end].strip(" \t\n:;,|/") for start, end in zip(starts, ends, strict=True)]
    found = [_choice(choice, about) for choice in choices]
    if any(one is None for one in found):
        return None
    ticked = [one for one, box in zip(found, boxes, strict=True) if box.group() != "☐" and one is not None]
    value, said = (ticked[0].value, ticked[0].words) if len(ticked) == 1 else (None, words.strip())
    return StateFound(value, said, "ticked_box", SourcedText())


def _choice(words: SourcedText, about: Around) -> StateFound | None:
    """What stands beside a box, if it is a state or an answer to what the header asks."""
    rules = (legend_code, mark_in_question, open_only, whole_state, graded_state)
    found = (rule(words, about) for rule in rules if 0 < len(words) <= _LONGEST_CHOICE)
    return next((one for one in found if one is not None), None)


def open_only(words: SourcedText, about: Around) -> StateFound | None:
    """ "Open", "Not completed": still to be done, and nobody says how far it is."""
    if len(words) > 60 or alias(words.text) not in about.vocabulary.openings.open:
        return None
    return StateFound(None, words.strip(), "open_only", SourcedText())


def whole_state(words: SourcedText, about: Around) -> StateFound | None:
    """The whole cell is a phrase of the vocabulary."""
    key = about.vocabulary.states.get(alias(words.text)) if len(words) <= 120 else None
    if key is None or (
        about.role == "progress"
        and "?" in words.text.strip("? \n") + words.text.rstrip()[-1:]
        and key != "no_data"
    ):
        return None
    return StateFound(cast(State, key), words.strip(), "whole_state", SourcedText())


def opening_state(words: SourcedText, about: Around) -> StateFound | None:
    """The cell begins with a state and goes on with something else."""
    found = about.vocabulary.opening(words.text)
    if found is None:
        return None
    state = words[found.start : found.end]
    return StateFound(cast(State, found.key), state, "opening_state", words[found.rest :].strip())


def graded_state(words: SourcedText, about: Around) -> StateFound | None:
    """A phrase with a grade before it, or a bracket or date after it: "1 - Fully achieved"."""
    state = about.vocabulary.state_of(words.text)
    return StateFound(state, words.strip(), "graded_state", SourcedText()) if state is not None else None


def coloured_state(words: SourcedText, about: Around) -> StateFound | None:
    """A state after the colour that a cell begins with: "Amber – slight delay"."""
    colour = opening_colour(words, about) or opening_sign(words, about)
    if colour is None:
        return None
    rest = words[colour.end :].strip(" \t\n:;,.–—-()\ufe0f")
    for rule in (whole_state, opening_state):
        found = rule(rest, about) if rest.text else None
        if found is not None:
            return StateFound(found.value, found.words, "coloured_state", found.rest)
    return None


def sentence_state(words: SourcedText, about: Around) -> StateFound | None:
    """A sentence says it: "This action is now complete", "There has been a delay in ..."."""
    found = about.vocabulary.sentence(words.text)
    if found is None:
        return None
    said = words[found.start : found.end]
    return StateFound(cast(State, found.key), said, "sentence_state", words)


_DIVIDING = frozenset("–—-(")


def _whole_before(text: str, about: Around) -> bool:
    """Whether the words before a dash or bracket tell of the action: not "Phase 1 – complete", not "25% - underway"."""
    return len(re.findall(r"[^\W\d_]{2,}", text)) > 1 and not about.vocabulary.sentences.of_a_part(text)


def closing_state(words: SourcedText, about: Around) -> StateFound | None:
    """The last sentence, line or bracket is a state and nothing more: "Policy agreed by the Board. Complete." """
    ends = list(
        re.finditer(
            r"[.!?;]\s+|\n\s*|(?<!\s)\s[–—-]\s|(?<!\s)\s?\((?=[^()]{4,40}\)\.?$)", words.text.rstrip()
        )
    )
    last = ends[-1] if ends else None
    if (
        last is not None
        and last[0].strip() in _DIVIDING
        and not _whole_before(words.text[: last.start()], about)
    ):
        return None
    if last is None or len(words.text) - last.end() > 60:
        return None
    wording = alias(words.text[last.end() :])
    key = about.vocabulary.states.get(wording)
    if key is None or wording in about.vocabulary.openings.whole or wording in ("yes", "achieved"):
        return None
    return StateFound(
        cast(State, key),
        words[last.end() :].strip(" .)\n"),
        "closing_state",
        words[: last.start() + 1].strip(),
    )


STATE_RULES: tuple[Callable[[SourcedText, Around], StateFound | None], ...] = (
    legend_code,
    legend_sign,
    mark_in_question,
    ticked_box,
    open_only,
    whole_state,
    opening_state,
    graded_state,
    coloured_state,
    closing_state,
    sentence_state,
)
"""How a state is found in a cell; the first rule that finds one decides."""


def state(words: SourcedText, about: Around) -> StateFound | None:
    """The state that a cell gives. None leaves the cell to be commentary."""
    for rule in STATE_RULES:
        found = rule(words, about)
        if found is not None:
            return _by_legend(_unchecked(found, words, about), about)
    return None


def _unchecked(found: StateFound, words: SourcedText, about: Around) -> StateFound:
    """A completion that somebody has yet to agree to: "Complete – awaiting audit verification"."""
    if found.value != "completed" or found.rule not in ("opening_state", "sentence_state", "coloured_state"):
        return found
    place = words.text.find(found.words.text) + len(found.words.text)
    if not about.vocabulary.unchecked(words.text[place:]):
        return found
    return replace(found, value="completed_pending_verification")


def _by_legend(found: StateFound, about: Around) -> StateFound:
    """The same words as the document's legend understands them."""
    entry = about.legend.of_code(found.words.text) if found.rule != "legend" else None
    if entry is None or entry.state is None:
        return found
    return StateFound(entry.state, found.words, "legend", found.rest)


def _asked(about: Around) -> State | None:
    """The state that a header asks after; None for a header that asks nothing."""
    marked = re.search(r"(?i)\?|\b(?:tick|y\s?/\s?n|yes\s?/\s?no)\b", about.header)
    bare = re.sub(
        r"(?i)\((?:[^()]{0,40})\)|\?|\b(?:tick|y\s?/\s?n|yes\s?/\s?no)\b", " ", about.header
    ).strip()
    whole = about.vocabulary.state_of(bare)
    if whole is not None or not marked:
        return whole
    first = about.vocabulary.opening(bare)
    return cast(State, first.key) if first is not None else None


# Colours -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ColourFound:
    """A colour in the words at start..end (half-open) of a cell."""

    colour: Colour
    start: int
    end: int
    origin: str = "text"


def symbol(words: SourcedText, about: Around) -> ColourFound | None:
    """One coloured sign, however often: "🟢"."""
    signs = [
        (at, sign)
        for at, sign in enumerate(words.text[:400])
        if ord(sign) > 0x2600 and sign in about.vocabulary.colours
    ]
    colours = {about.vocabulary.colours[sign] for _, sign in signs}
    if len(colours) != 1:
        return None
    return ColourFound(cast(Colour, colours.pop()), signs[0][0], signs[0][0] + 1, "symbol")


def opening_sign(words: SourcedText, about: Around) -> ColourFound | None:
    """A coloured sign before all words."""
    found = symbol(words, about)
    return found if found is not None and not words.text[: found.start].strip() else None


def whole_colour(words: SourcedText, about: Around) -> ColourFound | None:
    """A bare cell: a colour word, or the letter for one unless the legend gives that letter another meaning."""
    colour = about.vocabulary.colour_of(words.text)
    if colour is None or _is_other_letter(words.text, about):
        return None
    start = len(words.text) - len(words.text.lstrip())
    return ColourFound(colour, start, len(words.text.rstrip()))


def opening_colour(words: SourcedText, about: Around) -> ColourFound | None:
    """A colour that a cell begins with: "Amber – slight delay"; a letter only in a column of ratings."""
    match = re.match(r"\s*(?:(?:RAG|BRAG|Rating|Status)\b[ \t:–-]{0,3}){0,3}", words.text, re.IGNORECASE)
    start = match.end() if match else 0
    for end in _ends(words.text, start):
        wording = alias(words.text[start:end])
        colour = about.vocabulary.colours.get(wording)
        if (
            colour is not None
            and not _is_other_letter(words.text[start:end], about)
            and _stands_apart(words.text[end:], wording, about)
        ):
            return ColourFound(cast(Colour, colour), start, end)
    return None


def bracketed_colour(words: SourcedText, about: Around) -> ColourFound | None:
    """ "On target (green)"."""
    for match in re.finditer(r"\(([^()\n]{1,24})\)", words.text[:400]):
        colour = about.vocabulary.colour_of(match[1]) if len(match[1].strip()) > 2 else None
        if colour is not None:
            return ColourFound(colour, match.start(1), match.end(1))
    return None


COLOUR_RULES: tuple[Callable[[SourcedText, Around], ColourFound | None], ...] = (
    symbol,
    opening_colour,
    whole_colour,
    bracketed_colour,
)
"""How a colour is found in the words of a cell; shading counts only where there is none."""


def rag(words: SourcedText, about: Around) -> Extracted[Rag] | None:
    """The rating that a cell gives in words, signs or shading."""
    if about.role not in RATED:
        return None
    for rule in COLOUR_RULES:
        found = rule(words, about)
        if found is not None:
            said = words[found.start : found.end]
            entry = _colour_entry(said.text, found.colour, about.legend)
            return _rated(found.colour, found.origin, entry, said, rule.__name__)
    return _by_code(words, about) or _by_fill(words, about)


def _by_code(words: SourcedText, about: Around) -> Extracted[Rag] | None:
    """A code that the legend shades or names with a colour."""
    entry = about.legend.of_code(words.text)
    if entry is None or entry.colour is None:
        return None
    return _rated(entry.colour, "legend", entry, words.strip(), "legend")


def _by_fill(words: SourcedText, about: Around) -> Extracted[Rag] | None:
    """The shading of a cell; its source is the cell's words, or the empty span of a cell without any."""
    colour = named(about.cell.fill, about.legend.colours) if about.cell is not None else None
    if colour is None or about.cell is None:
        return None
    found = _rated(colour, "fill", about.legend.of_colour(colour), words.strip(), "fill_colour")
    if found.sources or about.cell.place is None:
        return found
    return found.model_copy(update={"sources": (provenance(whole(about.cell.place, about.cell.box)),)})


def _rated(
    colour: Colour, origin: str, entry: LegendEntry | None, words: SourcedText, rule: str
) -> Extracted[Rag]:
    meaning = " ".join(entry.meaning.text.split()) if entry is not None else None
    value = Rag.model_validate({"colour": colour, "from": origin, "meaning": meaning})
    return extracted(Extracted[Rag], value, words, rule)


def _colour_entry(text: str, colour: Colour, legend: Legend) -> LegendEntry | None:
    return legend.of_code(text) or legend.of_colour(colour)


def _is_other_letter(text: str, about: Around) -> bool:
    """Whether a letter is no colour here: Y, P and W outside a column of ratings, and any letter that the legend
    gives a meaning among codes that are not the letters of colours."""
    if len(alias(text)) > 2:
        return False
    if about.role != "rag" and (alias(text) in ("y", "p", "w") or text.strip("() \n").islower()):
        return True
    entry = about.legend.of_code(text)
    if entry is None:
        return False
    codes = {alias(each.code.text) for each in about.legend.entries}
    return len(codes & {"r", "a", "g"}) < 2 and not {"red", "green"} & codes


def _ends(text: str, start: int) -> list[int]:
    """Ends of the first words of a text, three at the most, the longest run first."""
    ends = [match.end() for match in re.finditer(r"\w+", text[start : start + 40])][:3]
    return [start + end for end in reversed(ends)]


def _stands_apart(rest: str, wording: str, about: Around) -> bool:
    """Whether a colour is a rating and not the name of something: "Green Lane"."""
    if len(wording) <= 2:
        return about.role != "progress" and re.match(r"\s*(?:$|[:\n]|[–—-]\s|\s[–—-]\s)", rest) is not None
    if re.match(r"\s*(?:$|[:;,.(\n]|[–—]|-\s|\s-)", rest):
        return True
    return about.role == "rag" and re.match(r"\s+[A-Z\d]", rest) is not None


# Percentages ---------------------------------------------------------------------------------------------------

_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_OF_THE_WORK = re.compile(
    r"\s*(?:complet\w{1,6}|done|implemented|achieved|delivered|progress)\b", re.IGNORECASE
)
_WORK_BEFORE = re.compile(
    r"(?:complet\w{1,6}|progress)(?:\s*[:(–-]\s*|\s+(?:(?:is|was|has|had|now|reached|stands|at|currently)\s+){1,4})$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:target|average|baseline|compared|against|previous\w{0,2}|survey|respond\w{0,4})\b", re.IGNORECASE
)


def percent(words: SourcedText, about: Around) -> Extracted[float] | None:
    """How much of the work is done, 0 to 100: a percentage of anything else is commentary."""
    text = words.text[:2000]
    found = [match for match in _SHARE.finditer(text) if _of_the_work(match, text, about)]
    if not found and about.role == "percent_complete":
        bare = (
            re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*", text)
            if re.search(r"%|per ?cent", about.header)
            else None
        )
        found = [bare] if bare else []
    if len({match[1] for match in found}) != 1 or float(found[0][1]) > 100:
        return None
    match = found[0]
    return extracted(Extracted[float], float(match[1]), words.span(match).strip(), "percentage")


def _of_the_work(match: re.Match[str], text: str, about: Around) -> bool:
    if (
        _opens_with_share(match, text)
        or not (text[: match.start()].strip() or text[match.end() :].strip(" ."))
        or about.role == "percent_complete"
    ):
        return True
    if _OF_THE_WORK.match(text, match.end()):
        return True
    if re.match(r"\s+of\b", text[match.end() :]):
        return False
    return _WORK_BEFORE.search(text[max(0, match.start() - 30) : match.start()]) is not None


def _opens_with_share(match: re.Match[str], text: str) -> bool:
    """ "25% - scoping underway": a share of the work, unless targets or other shares are spoken of."""
    apart = not text[: match.start()].strip() and re.match(r"\s*(?:[–—:]|-\s|\s-)", text[match.end() :])
    return bool(apart) and _MEASURED.search(text) is None and len(_SHARE.findall(text)) == 1


def percent_state(share: Extracted[float]) -> Extracted[State] | None:
    """A state from a percentage where no words give one."""
    if share.value is None:
        return None
    value: State = "completed" if share.value == 100 else "in_progress" if share.value else "not_started"
    return Extracted[State](value=value, raw=share.raw, rule="percentage", sources=share.sources)
