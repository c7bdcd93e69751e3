"""What words mean to us: headers to roles, cells to states, colours and answers."""

import fnmatch
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from planextract.records import Colour, FindingKind, Response, State
from planextract.vocab.openings import Opening, OpeningWords, opening
from planextract.vocab.prompts import Prompts
from planextract.vocab.sentences import SentenceWords, sentence
from planextract.vocab.wording import alias, stem

T = TypeVar("T")

LONGEST_HEADER = 240
LONGEST_CELL = 120
FAMILY_WORDS = 10


@dataclass(frozen=True)
class Dated:
    """The words of a date in a header, the roles whose headers carry one, and words that tell editions of a column
    apart, the earlier ones first: "previous", "current"."""

    months: frozenset[str]
    small: frozenset[str]
    roles: frozenset[str]
    editions: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, list[str]]) -> "Dated":
        months, small, roles = (frozenset(table.get(key, ())) for key in ("months", "small", "roles"))
        return cls(months, small, roles, tuple(table.get("editions", ())))

    def edition(self, wording: str) -> int | None:
        """The place of a folded header among its editions; None where no word says which it is.

        >>> words = Dated(frozenset(), frozenset(), frozenset(), ("previous", "current"))
        >>> words.edition("previous rag"), words.edition("current rag"), words.edition("rag")
        (0, 1, None)
        """
        return next((self.editions.index(word) for word in wording.split() if word in self.editions), None)

    def without(self, wording: str) -> str:
        """A folded header without its date; the whole header where it has none.

        >>> words = Dated(frozenset({"september"}), frozenset({"at"}), frozenset())
        >>> words.without("progress at september 2014"), words.without("action")
        ('progress', 'action')
        """
        words = wording.split()
        kept = [word for word in words if not self._is_date(word)]
        if len(kept) == len(words) and words[-1:] not in (["at"], ["date"]):
            return wording
        kept = [word for word in kept if not re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word)]
        while kept and kept[-1] in self.small:
            kept.pop()
        while kept and kept[0] in self.small:
            kept.pop(0)
        return " ".join(kept)

    def _is_date(self, word: str) -> bool:
        return (
            word in self.months
            or word in self.editions
            or re.fullmatch(r"(?:19|20)\d\d|q[1-4]|[1-4](?:st|nd|rd|th)", word) is not None
        )


@dataclass(frozen=True)
class Vocabulary:
    """Words looked up by their `alias`. A header has several roles only where its words leave the choice open.

    `deadlines` and `abbreviations` come from a council's own file: a cell's words by the words that they stand for
    ("year 1" by "2022/23"), and abbreviations as printed by what they stand for.
    """

    headers: Mapping[str, tuple[str, ...]]
    states: Mapping[str, str]
    colours: Mapping[str, str]
    responses: Mapping[str, str]
    kinds: Mapping[str, str]
    families: tuple[tuple[str, str], ...]
    openings: OpeningWords
    sentences: SentenceWords
    dated: Dated
    prompts: Prompts
    legends: Mapping[str, frozenset[str]]
    deadlines: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    # Headers

    def roles_of(self, header: str) -> tuple[str, ...]:
        """The roles that header words promise, () where they are unknown.

        More than one role means that the header names several ("Action / Timescale") or, where `is_open` says so,
        that its words leave a choice, the likeliest first.
        """
        return self._looked_up(header)[0]

    def is_open(self, header: str) -> bool:
        """Whether the words of a header leave its role open, so that the cells must decide."""
        return self._looked_up(header)[1]

    def finding_kind(self, header: str) -> FindingKind | None:
        """What kind of finding stands under a header; None where it is no column of findings."""
        for wording in _header_forms(header):
            if wording in self.kinds or stem(wording) in self._kind_stems:
                return cast(FindingKind, self.kinds.get(wording) or self._kind_stems[stem(wording)])
        roles = self.roles_of(header)
        if len(roles) == 1 and roles[0] in ("strength", "recommendation", "finding"):
            return cast(FindingKind, roles[0])
        return None

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[str, ...], bool]]:
        """Headers looked up before."""
        return {}

    def _looked_up(self, header: str) -> tuple[tuple[str, ...], bool]:
        if len(header) > LONGEST_HEADER:
            return (), False
        found = self._known.get(header)
        if found is None:
            found = self._known[header] = self._look_up(header) if len(self._known) < 50_000 else ((), False)
        return found

    def _look_up(self, header: str) -> tuple[tuple[str, ...], bool]:
        for rule in HEADER_RULES:
            roles = rule(self, header)
            if roles:
                is_open = len(roles) > 1 and rule is not compound_header
                return roles, is_open
        return (), False

    @cached_property
    def _stems(self) -> dict[str, tuple[str, ...]]:
        return _by_stem(self.headers)

    @cached_property
    def _kind_stems(self) -> dict[str, str]:
        return _by_stem(self.kinds)

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((role, re.compile(fnmatch.translate(like))) for role, like in self.families)

    # Cells

    def state_of(self, text: str) -> State | None:
        """The state that a whole cell amounts to; None for more or other words.

        Brackets, dates and grades around the words do not count: "Done (March 2004)", "1 - Fully achieved".
        """
        if not text or len(text) > LONGEST_CELL:
            return None
        if "?" in text and not text.strip().startswith("?"):
            return cast("State | None", self.states.get(alias(text)) if alias(text) == "tbc" else None)
        for wording in (*_cell_forms(text, self.dated), alias(self.predicate(text))):
            state = self.states.get(wording) or percentage_state(wording)
            if state is not None and (wording == alias(text) or wording not in self.openings.whole):
                return cast(State, state)
        return None

    def predicate(self, text: str) -> str:
        """A sentence without what it is about: "Action has been completed" is "completed"."""
        match = re.match(
            r"(?i)\s*([a-z ]{4,24}?) (?:is|are|ha(?:s|ve) (?:now )?been|has|have|was|were) (?:now )?(?=\w)",
            text,
        )
        if match is None or alias(match[1]) not in self.legends["subjects"]:
            return text
        return text[match.end() :]

    def colour_of(self, text: str) -> Colour | None:
        """The colour that a whole cell names, in words, letters or signs."""
        if not text or len(text) > 40:
            return None
        found = self.colours.get(alias(text)) or self.colours.get(
            alias(re.sub(r"(?i)\b(?:rag|rated|status)\b", " ", text))
        )
        return cast("Colour | None", found)

    def response_of(self, text: str) -> Response | None:
        """The answer to a recommendation that a whole cell gives."""
        return (
            cast("Response | None", self.responses.get(alias(text)))
            if 0 < len(text) <= LONGEST_CELL
            else None
        )

    def opens_with_state(self, text: str) -> bool:
        """Whether a cell begins with a state, with or without more words after it."""
        return self.state_of(text) is not None or self.opening(text) is not None

    def opening(self, text: str) -> Opening | None:
        """The state that a cell begins with, where the words after it do not belong to the same phrase."""
        return opening(text, self.states, self.openings)

    def sentence(self, text: str) -> Opening | None:
        """The state that a sentence says of the action, or of what the action waits for."""
        return sentence(text, self.states, self.openings, self.sentences)

    def unchecked(self, rest: str) -> bool:
        """Whether what follows a completion says that somebody has yet to agree: " - awaiting verification"."""
        return self.sentences.unchecked.match(rest[:120]) is not None

    def response_opening(self, text: str) -> Opening | None:
        """The answer that a cell begins with."""
        return opening(text, self.responses, self.openings)


def percentage_state(wording: str) -> State | None:
    """The state of a folded phrase that is a percentage of the work.

    >>> percentage_state("now 90% completed"), percentage_state("100%"), percentage_state("90% of staff")
    ('in_progress', 'completed', None)
    """
    match = re.fullmatch(
        r"(?:now |about |approx |approximately |circa )?(\d{1,3})(?: \d{1,2})? ?%(?: \w{1,12})?", wording
    )
    if match is None or not re.search(
        r"%(?: (?:complet\w*|done|implemented|achieved|progress\w*|delivered))?$", wording
    ):
        return None
    share = int(match[1])
    if share > 100:
        return None
    return "completed" if share == 100 else "in_progress" if share else "not_started"


# Headers -------------------------------------------------------------------------------------------------------


def _header_forms(header: str) -> Iterator[str]:
    """A header as printed, then without footnote marks, numbers before it, and instructions in brackets."""
    yield alias(header)
    bare = re.sub(r"\[[ivx\d]{1,5}\]|[¹²³⁴-⁹*†‡]", "", header)
    yield alias(bare)
    bare = re.sub(r"^\s*\(?(?:[a-z]|\d{1,2})[.)]\s+", "", bare, flags=re.IGNORECASE)
    yield alias(bare)
    yield alias(re.sub(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]", " ", bare))


def exact_header(vocabulary: Vocabulary, header: str) -> tuple[str, ...]:
    """The words as listed, but for case, punctuation, footnote marks and instructions in brackets."""
    return next(
        (vocabulary.headers[form] for form in _header_forms(header) if form in vocabulary.headers), ()
    )


def numbered_header(vocabulary: Vocabulary, header: str) -> tuple[str, ...]:
    """The same words in the singular or plural."""
    stems = vocabulary._stems
    return next((stems[stem(form)] for form in _header_forms(header) if stem(form) in stems), ())


def dated_header(vocabulary: Vocabulary, header: str) -> tuple[str, ...]:
    """A listed header with a date: "Progress September 2014"."""
    for form in _header_forms(header):
        bare = vocabulary.dated.without(form)
        roles = vocabulary.headers.get(bare, ()) or vocabulary._stems.get(stem(bare), ())
        if bare != form and roles and roles[0] in vocabulary.dated.roles:
            return roles
    return ()


def compound_header(vocabulary: Vocabulary, header: str) -> tuple[str, ...]:
    """Two or three listed headers in one: "Action / Timescale" has both roles."""
    parts = re.split(r"[/;,&+\n]|\band\b|\bincluding\b|\bwith\b", header, flags=re.IGNORECASE)
    if not 2 <= len(parts) <= 3 or not all(part.strip() for part in parts):
        return ()
    found = [exact_header(vocabulary, part) or numbered_header(vocabulary, part) for part in parts]
    if not all(found):
        return ()
    sure = {roles[0] for roles in found if len(roles) == 1}
    chosen = (next((role for role in roles if role in sure), roles[0]) for roles in found)
    roles = tuple(dict.fromkeys(chosen))
    return roles if "not_action_table" not in roles else ()


def family_header(vocabulary: Vocabulary, header: str) -> tuple[str, ...]:
    """A header of no list whose words have the shape of a family: "Officer responsible for delivery"."""
    for form in dict.fromkeys(_header_forms(header)):
        if not 0 < len(form.split()) <= FAMILY_WORDS or len(form) > 100:
            continue
        for role, pattern in vocabulary._patterns:
            if pattern.match(form):
                return (role,)
    return ()


HEADER_RULES: tuple[Callable[[Vocabulary, str], tuple[str, ...]], ...] = (
    exact_header,
    numbered_header,
    dated_header,
    compound_header,
    family_header,
)
"""How header words are looked up, the strictest first."""


def _by_stem(table: Mapping[str, T]) -> dict[str, T]:
    """The table by singular words, without those that two entries share for different things."""
    found: dict[str, T] = {}
    clash: set[str] = set()
    for wording, value in table.items():
        if found.setdefault(stem(wording), value) != value:
            clash.add(stem(wording))
    return {key: value for key, value in found.items() if key not in clash}


# Cells ---------------------------------------------------------------------------------------------------------


def _cell_forms(text: str, dated: Dated) -> Iterator[str]:
    """A cell as it stands, then without brackets, a grade before it, a label, and a date after it."""
    yield alias(text)
    bare = re.sub(r"\([^()]{0,60}\)", " ", text) if not re.match(r"\s*\(", text) else text
    yield alias(bare)
    bare = re.sub(r"^\s*\d\s*[-–—.:)]?\s+(?=[^\W\d])", "", bare)
    yield alias(bare)
    yield (
        re.sub(
            r" (?:on |in )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:\d{1,2} )?(?:[a-z]{3,9} )?\d{2,4}$",
            "",
            alias(bare),
        )
        if _ends_in_date(bare, dated)
        else ""
    )


def _ends_in_date(text: str, dated: Dated) -> bool:
    words = alias(text).split()
    if re.search(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\W*$", text):
        return True
    return (
        len(words) >= 3 and words[-2] in dated.months and re.fullmatch(r"\d{2}|\d{4}", words[-1]) is not None
    )
