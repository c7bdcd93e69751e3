"""Totals whose parts are the lines of a list: "of the 28 actions:", then "9 are marked green, as completed" ..."""

from collections.abc import Sequence

from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern
from planextract.provenance import SourcedText
from planextract.records import Tally
from planextract.tallies.numbers import NUMBER, value
from planextract.tallies.parts import Part, in_item, keys_in, tally
from planextract.tallies.sentences import TOTAL

MOST = 14
"""Lines of a list of parts."""

ABOVE = 4
"""Paragraphs above a list in which its total may stand."""

_TOTAL_LINE = (
    rf"(?:grand\s+|overall\s+)?total\b[^\d]{{0,30}}?[\s:=–-]\s*(?P<total>{NUMBER})\s*(?:\(?100\s?%\)?)?\W*"
)


def at(parts: Sequence[Paragraph], index: int) -> tuple[Tally | None, int] | None:
    """The tally of the list that begins with one paragraph, and where it ends; None where no list of counts begins."""
    items, total, stop = _items(parts, index)
    counted = [part for _, part in items if total is None or part.told or part.count]
    if len(counted) < 2:
        return None
    found_total, lead, of = (total, None, None) if total is not None else _total_above(parts, index, counted)
    if found_total is None and not _says_status(parts, index, counted):
        return None, stop
    said = SourcedText.join(" ", ([lead] if lead is not None else []) + [words for words, _ in items])
    made = tally(found_total, counted, said, "counted_list", of)
    return made, stop


def _items(parts: Sequence[Paragraph], index: int) -> tuple[list[tuple[SourcedText, Part]], int | None, int]:
    """The lines of a list with what each counts, the total of its last line, and where it ends."""
    items: list[tuple[SourcedText, Part]] = []
    for stop, part in enumerate(parts[index : index + MOST], index):
        closing = pattern(_TOTAL_LINE).fullmatch(part.text)
        if closing is not None and items:
            return [*items, (part.words, Part(0, None, None))], value(closing["total"]), stop + 1
        title = part.heading and not part.text[:1].isdigit() and ":" not in part.text
        found = in_item(part.words) if not title else None
        if found is None:
            break
        items.append((part.words, found))
    return items, None, index + max(1, len(items))


def _total_above(
    parts: Sequence[Paragraph], index: int, counted: Sequence[Part]
) -> tuple[int | None, SourcedText | None, str | None]:
    """The total in the line that leads in the list; or one above that the parts add up to."""
    for back, part in enumerate(reversed(parts[max(0, index - ABOVE) : index])):
        matches = list(pattern(TOTAL).finditer(part.text[:2000]))
        if not matches:
            continue
        leads = back == 0 and part.text.rstrip().endswith((":", "-", "–"))
        amounts = sum(each.count for each in counted)
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


def _says_status(parts: Sequence[Paragraph], index: int, counted: Sequence[Part]) -> bool:
    """Whether a list without a total counts actions: all its parts have a colour, or the line above says so."""
    if len(counted) > 1 and all(part.colour is not None for part in counted):
        return True
    above = parts[index - 1].text if index else ""
    return pattern(r"(?<!\w)(?:{tallies.things}|{tallies.status})(?!\w)").search(above) is not None
