"""Totals whose parts are the lines of a list: "of the 28 actions:", then "9 are marked green, as completed" ..."""

from collections.abc import Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies.numbers import NUMBER, SIGN, value
from planextract.tallies.parts import Part, in_item, keys_in, tally
from planextract.tallies.sentences import TOTAL
from planextract.tallies.subjects import names_actions, names_others

MOST = 14
"""Lines of a list of parts."""

ABOVE = 4
"""Paragraphs above a list in which its total may stand."""

_WHOLE = (
    r"(?:(?:(?:grand|overall)\s+)?total\b|overall\b|(?:total\s+)?(?:number|no\.?)\s+of\s+(?:\w+\s+){0,2}?{tallies.things}|"
    r"all\s+{tallies.things}|(?:\w+\s+){0,2}?{tallies.things}(?:\s+{tallies.stated})?\s*[:=–-])"
)
_TOTAL_LINE = (
    rf"{_WHOLE}(?:[^\d]{{0,30}}?[\s:=–-])?\s*(?P<total>{NUMBER})\s*(?:{{tallies.things}})?\s*"
    rf"(?:\(?100(?:\.0)?\s?{SIGN}\)?)?\W*"
)
_IN_TOTAL = rf"(?P<total>{NUMBER})\s+(?:\w+\s+){{0,3}}?(?:in\s+total|in\s+all|total|altogether)\W*"

_KEY = r"(?<!\w){tallies.keys}(?!\w)"
"""Above colours with numbers that count nothing: "Key", "Scoring"."""


def at(parts: Sequence[Paragraph], index: int) -> tuple[Tally | None, int] | None:
    """The tally of the list that begins with one paragraph, and where it ends; None where no list of counts begins."""
    items, total, stop = _items(parts, index)
    counted = [part for _, part in items if total is None or part.told or part.count]
    if len(counted) < 2:
        return None
    if total is None:
        total, counted = _among(counted)
    found_total, lead, of = (total, None, None) if total is not None else _total_above(parts, index, counted)
    if found_total is None and not _says_status(parts, index, items):
        return None, stop
    said = SourcedText.join(" ", ([lead] if lead is not None else []) + [words for words, _ in items])
    made = tally(found_total, counted, said, "counted_list", of)
    return made, stop


def _among(counted: list[Part]) -> tuple[int | None, list[Part]]:
    """The one part without a state that all others add up to: it is their total; the parts without it."""
    told = [part for part in counted if part.told]
    rest = [part.count for part in counted if not part.told]
    return (
        (rest[0], told) if len(told) > 1 and rest == [sum(part.count for part in told)] else (None, counted)
    )


def _items(parts: Sequence[Paragraph], index: int) -> tuple[list[tuple[SourcedText, Part]], int | None, int]:
    """The lines of a list with what each counts, the total of its last line, and where it ends."""
    items: list[tuple[SourcedText, Part]] = []
    for stop, part in enumerate(parts[index : index + MOST], index):
        closing = _stated(part.text)
        if closing is not None and items:
            return [*items, (part.words, Part(0, None, None))], closing, stop + 1
        found = in_item(part.words)
        title = part.heading and not part.text[:1].isdigit() and ":" not in part.text
        if found is None or (title and not found.told) or closing is not None:
            break
        items.append((part.words, found))
    return items, None, index + max(1, len(items))


def _stated(text: str) -> int | None:
    """The total that a line states by itself: "Total: 45", "45 in total", "Number of recommendations – 45"."""
    if len(text) > 100:
        return None
    match = pattern(_TOTAL_LINE).fullmatch(text) or pattern(_IN_TOTAL).fullmatch(text)
    if match is None or any(keys_in(text[: match.start("total")])):
        return None  # ("red actions: 2" is a part)
    return value(match["total"])


def _total_above(
    parts: Sequence[Paragraph], index: int, counted: Sequence[Part]
) -> tuple[int | None, SourcedText | None, str | None]:
    """The total in the line that leads in the list; or one above that the parts add up to."""
    amounts = sum(each.count for each in counted)
    for back, part in enumerate(reversed(parts[max(0, index - ABOVE) : index])):
        stated = _stated(part.text) if back == 0 else None
        if stated is not None:
            return stated, part.words, None
        matches = list(pattern(TOTAL).finditer(part.text[:2000]))
        if not matches:
            continue
        leads = back == 0 and part.text.rstrip().endswith((":", "-", "–"))
        match = next(
            (each for each in matches if value(each["total"]) == amounts), matches[-1] if leads else None
        )
        if match is not None:
            said = pattern(r"\s+(?:that|which)\s+(?:are|were)\s+(?P<said>[^:,]{3,60})").match(
                part.text[match.end() :]
            )
            colour, state = keys_in(said["said"]) if said is not None else (None, None)
            return value(match["total"]), part.words, state or colour
    return None, None, None


def _says_status(parts: Sequence[Paragraph], index: int, items: Sequence[tuple[SourcedText, Part]]) -> bool:
    """Whether a list without a total counts actions: its lines or one above say so, or all its parts have a colour."""
    above = parts[max(0, index - 2) : index]
    nearest = above[-1].text if above else ""
    if len(items) > 1 and all(part.colour is not None for _, part in items):
        return names_actions(nearest) or not (
            names_others(nearest) or pattern(_KEY).search(nearest) is not None
        )
    if names_actions(nearest) or 2 * sum(names_actions(words.text[:60]) for words, _ in items) >= len(items):
        return True
    return (
        len(above) > 1 and len(nearest) < 120 and not names_others(nearest) and names_actions(above[0].text)
    )
