"""Marked-up text as a run of tags and words, each with its place in the source."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BREAKS = _names(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p pre search "
    "section select summary table tbody td tfoot th thead title tr ul"
)
"""Elements that begin and end a paragraph."""

INLINE = _names(
    "a abbr acronym b bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr col colgroup"
)
OPAQUE = _names(
    "script style template noscript svg math iframe object canvas audio video textarea nav select"
)
"""Elements whose content is no part of what the document says."""

KNOWN = BREAKS | INLINE | OPAQUE
"""What counts as a tag in a text file, where words in angle brackets may be just that."""

_MARK = re.compile(r"<(?:!|\?|/?[A-Za-z])|&(?:#|[A-Za-z])")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:_-]*+)(?=[\s/>])((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_LOOSE = re.compile(r"</?([A-Za-z][A-Za-z0-9:_-]*+)(?=[\s/>])([^<>]*+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]*+)\s*+(?:=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?")


class Words(NamedTuple):
    """Words of the text; they differ from source[start:end] where that is a character reference."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, its name in small letters; `start` and `end` are half-open in the source."""

    name: str
    closing: bool
    start: int
    end: int
    inside: str = ""
    inside_at: int = 0

    def attributes(self) -> dict[str, Words]:
        """Values by name, with where they stand.

        >>> tag = next(scan('<td rowspan="2" nowrap>', 0, 23))
        >>> tag.attributes()["rowspan"]
        Words(text='2', start=13, end=14)
        """
        found: dict[str, Words] = {}
        for match in _ATTRIBUTE.finditer(self.inside):
            start, end = match.span(2) if match[2] is not None else (match.end(), match.end())
            if match[2] is not None and match[2][0] in "\"'":
                start, end = start + 1, end - 1
            name = match[1].lower()
            found.setdefault(
                name, Words(self.inside[start:end], self.inside_at + start, self.inside_at + end)
            )
        return found


def scan(source: str, start: int, stop: int, known: frozenset[str] | None = None) -> Iterator[Tag | Words]:
    """The tags and words of source[start:stop] in order; comments and declarations are left out.

    With `known`, only tags of these names are tags and all else in angle brackets is words.

    >>> [part.name if isinstance(part, Tag) else part.text for part in scan("<b>R&amp;D</b> <5%", 0, 18)]
    ['b', 'R', '&', 'D', 'b', ' <5%']
    """
    position = at = start
    endless: set[str] = set()
    while (mark := _MARK.search(source, at, stop)) is not None:
        at = mark.start()
        part = _marked(source, at, stop, known, endless)
        if part is None:
            at += 1
            continue
        if at > position:
            yield Words(source[position:at], position, at)
        if isinstance(part, int):
            position = at = part
        else:
            yield part
            position = at = part.end
    if stop > position:
        yield Words(source[position:stop], position, stop)


def _marked(
    source: str, at: int, stop: int, known: frozenset[str] | None, endless: set[str]
) -> Tag | Words | int | None:
    """The tag or reference at `at`, or where what is left out there ends; None where it is only words."""
    if source[at] == "&":
        return _reference(source, at, stop)
    if source[at + 1] in "!?":
        return _left_out(source, at, stop, endless)
    match = _TAG.match(source, at, stop) or _LOOSE.match(source, at, stop)
    if match is None:
        return None
    name = match[1].lower()
    if known is not None and name not in known:
        return None
    return Tag(name, source[at + 1] == "/", at, match.end(), match[2], match.start(2))


def _reference(source: str, at: int, stop: int) -> Words | None:
    match = _ENTITY.match(source, at, stop)
    if match is None or (text := html.unescape(match[0])) == match[0]:
        return None
    return Words(text, at, match.end())


def _left_out(source: str, at: int, stop: int, endless: set[str]) -> int | None:
    """Where a comment or declaration ends; one that never ends is searched for once only."""
    close = "-->" if source.startswith("<!--", at) else ">"
    if close in endless or not (
        source.startswith(("<!--", "<![", "<?"), at) or source[at + 2 : at + 3].isalpha()
    ):
        return None
    end = source.find(close, at, stop)
    if end < 0:
        endless.add(close)
        return None
    return end + len(close)
