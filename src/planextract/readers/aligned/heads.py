"""Headers of aligned columns: a line, or a few, whose pieces are words that stand over columns of plans."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planextract.readers.aligned.printed import Piece, Printed
from planextract.vocab import Vocabulary

_TALLEST = 6
"""Lines that a header wraps over."""
_PUSHED = 4
"""Words set close stand this far left of their column at the most."""
_MOST_WORDS, _MOST_WORDS_OF_TWO = 9, 4
"""Words over one column, and over one of two only: what is longer is a sentence."""
_MOST_TURNED, _SHORT = 20, 16
"""Columns under words turned upright, and letters of such words that are not known."""
_MOST = 0.6
"""This share of the columns at the most has words that wrap, where those of the lines above will do."""
_LONGEST_WRAPPED = 24
"""Characters of a further line of the words over one column."""
_LONGEST = 60
"""Characters of the words over one column."""
_WHAT = ("action", "milestone", "recommendation", "objective", "finding", "success_measure")
"""Roles of columns that say what is to be done, the surest first."""


@dataclass(frozen=True)
class Heads:
    """A header: the words over each column with where they stand, how many lines it has, and what they promise."""

    columns: tuple[Piece, ...]
    lines: int
    roles: tuple[tuple[str, ...], ...]

    @property
    def what(self) -> frozenset[int]:
        """The columns that say what is to be done, or failing those what was found or asked for."""
        surest = next(role for role in _WHAT if any(role in roles for roles in self.roles))
        return frozenset(place for place, roles in enumerate(self.roles) if surest in roles)

    @property
    def twice(self) -> bool:
        """Do the same words stand over the left half and the right? Then two tables stand side by side."""
        words = [head.text for head in self.columns]
        return len(words) > 3 and words[: len(words) // 2] == words[len(words) // 2 :]

    @property
    def dates(self) -> frozenset[int]:
        """The columns of deadlines."""
        return frozenset(place for place, roles in enumerate(self.roles) if "deadline" in roles)

    def same(self, other: "Heads") -> bool:
        """Do two headers say the same?"""
        return [head.text for head in self.columns] == [head.text for head in other.columns]


def heads(lines: Sequence[Printed], place: int, vocabulary: Vocabulary) -> Heads | None:
    """The header that begins with a line: of all heights the one whose words are best known, the lowest of several."""
    if lines[place].foreign:
        return None
    if len(lines[place].pieces) < 2:
        return _turned(lines, place, vocabulary)
    best: Heads | None = None
    columns: list[Piece] = []
    for height in range(1, _TALLEST + 1):
        at = place + height - 1
        if at >= len(lines) or (height > 1 and (lines[at].blanks or lines[at].page != lines[place].page)):
            break
        pieces = lines[at].pieces
        if height > 1 and (
            any(piece.text[0].isdigit() for piece in pieces) or (best and len(pieces) > _MOST * len(columns))
        ):
            break
        columns = _under(columns, pieces)
        most = _MOST_WORDS if len(columns) > 2 else _MOST_WORDS_OF_TWO
        if any(
            len(head.text) > _LONGEST or len(head.text.split()) > most or not _capital(head.text)
            for head in columns
        ):
            break
        roles = tuple(vocabulary.roles_of(head.text) for head in columns)
        known = sum(1 for role in roles if role)
        if _promises(roles) and (best is None or known > sum(1 for role in best.roles if role)):
            best = Heads(tuple(columns), height, roles)
    return best and _whole(best, lines, place)


def _capital(words: str) -> bool:
    return words[0].isupper() or words[0] in "#(/" or not words[0].isalnum()


def _whole(found: Heads, lines: Sequence[Printed], place: int) -> Heads:
    """The header with the lines right below that are still of it: none of their words stands in a column of actions."""
    columns, height = found.columns, found.lines
    what = [found.columns[column] for column in found.what]
    for line in lines[place + height : place + _TALLEST]:
        held = any(
            piece.start < head.end and head.start < piece.end for piece in line.pieces for head in what
        )
        long = any(len(piece.text) > _LONGEST_WRAPPED for piece in line.pieces)
        if line.blanks or line.page != lines[place].page or held or long:
            break
        wider = _under(columns, line.pieces)
        if len(wider) != len(columns):
            break
        columns, height = tuple(wider), height + 1
    return Heads(columns, height, found.roles)


def _turned(lines: Sequence[Printed], place: int, vocabulary: Vocabulary) -> Heads | None:
    """A header whose words were turned upright: each on a line of its own, all at places of their own."""
    columns: list[Piece] = []
    at = place
    while at < len(lines) and len(columns) < _MOST_TURNED and lines[at].page == lines[place].page:
        words = lines[at].pieces
        if len(words) > 2 or not all(
            vocabulary.roles_of(word.text) or len(word.text) <= _SHORT for word in words
        ):
            break
        columns += [Piece(word.start, word.start + 1, word.text) for word in words if _capital(word.text)]
        at += 1
    starts = {head.start for head in columns}
    roles = tuple(vocabulary.roles_of(head.text) for head in sorted(columns))
    if len(columns) < 3 or len(starts) < len(columns) or sum(map(bool, roles)) < 0.7 * len(roles):
        return None
    return Heads(tuple(sorted(columns)), at - place, roles) if _promises(roles) else None


def _under(columns: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """The words over columns with one more line of them, each piece under what it stands below."""
    found = list(columns)
    for piece in pieces:
        over = [head for head in found if head.start < piece.end and piece.start < head.end]
        if not over:
            found.append(piece)
            continue
        whole = Piece(
            min(piece.start, *(head.start for head in over)),
            max(piece.end, *(head.end for head in over)),
            " ".join([*(head.text for head in over), piece.text]),
        )
        found = [head for head in found if head not in over]
        found.append(whole)
    return sorted(found)


def _promises(roles: Sequence[tuple[str, ...]]) -> bool:
    """Do most words promise columns, of different kinds, one of them of what is to be done?"""
    known = [role for role in roles if role]
    firsts = {role[0] for role in known}
    said = any(role in _WHAT for roles in known for role in roles)
    return said and len(firsts) >= 2 and len(known) >= (0.4 if len(roles) > 2 else 1.0) * len(roles)


def parted(found: Heads, top: Sequence[Printed], body: Sequence[Printed], vocabulary: Vocabulary) -> Heads:
    """The header with words apart that stand over two columns with one blank between: the lines below tell."""
    begins = Counter(piece.start for line in body for piece in line.pieces)
    columns: list[Piece] = []
    for head in found.columns:
        columns += _halves(head, top, begins, vocabulary) or [head]
    return Heads(tuple(columns), found.lines, tuple(vocabulary.roles_of(head.text) for head in columns))


def _halves(
    head: Piece, top: Sequence[Printed], begins: Counter[int], vocabulary: Vocabulary
) -> list[Piece] | None:
    words = [word for line in top for word in line.words if head.start <= word.start < head.end]
    for start in sorted({word.start for word in words if word.text[0].isupper()} - {head.start}):
        left = [word for word in words if word.start < start]
        right = [word for word in words if word.start >= start]
        under = max(begins[x] for x in range(start - 1, start + _PUSHED))
        said = _said(left), _said(right)
        roles = vocabulary.roles_of(said[0]), vocabulary.roles_of(said[1])
        if under > 1 and all(roles) and roles[0] != roles[1]:
            return [
                Piece(head.start, max(word.end for word in left), said[0]),
                Piece(start, head.end, said[1]),
            ]
    return None


def _said(words: Sequence[Piece]) -> str:
    return " ".join(word.text for word in words)
