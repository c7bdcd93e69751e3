"""Whether a cell begins with a state, and where the state ends.

"Completed Further review in June" begins with one, "Completed applications are now logged" does not: what follows
decides, and where it does not decide, nothing was found.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from planextract.vocab.wording import alias

TOKENS = 14
REACH = 240
DONE = frozenset({"completed", "closed", "embedded"})

_TOKEN = re.compile(r"\w+%?|[^\w\s.,:;!?()\[\]{}/\\\-‐‑–—'\"“”‘’•·▪*+&|<>=_~^`´#@$€£]")
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,2}(?:st|nd|rd|th)? ?[A-Za-z]{3,9}\b"
    r"|[A-Za-z]{3,9},? ?(?:19|20)\d\d\b|[A-Za-z]{3,9}[ -]\d\d\b"
)
_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """The word lists behind the rules; all folded."""

    whole: frozenset[str]
    stopped: frozenset[str]
    apart: frozenset[str]
    verbs: frozenset[str]
    connectives: frozenset[str]
    taken_back: tuple[str, ...]
    described: frozenset[str]
    labels: frozenset[str]
    open: frozenset[str]
    takes: frozenset[str]
    takes_plan: frozenset[str]
    plans: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, list[str]]) -> "OpeningWords":
        def folded(key: str) -> frozenset[str]:
            return frozenset(alias(word) for word in table.get(key, ()))

        return cls(
            whole=folded("whole"),
            stopped=folded("stopped"),
            apart=folded("apart"),
            verbs=folded("verbs"),
            connectives=folded("connectives"),
            taken_back=tuple(sorted(folded("taken_back"))),
            described=folded("described"),
            labels=folded("labels"),
            open=folded("open"),
            takes=folded("takes"),
            takes_plan=folded("takes_plan"),
            plans=tuple(sorted(folded("plans"))),
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """A key word at characters start..end (half-open) of a text; the rest begins at `rest`."""

    key: str
    start: int
    end: int
    rest: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What follows a state word: `rest` of the text, `word` its first word, `between` what stands before that."""

    wording: str
    key: str
    rest: str
    between: str
    word: str
    words: OpeningWords
    table: Mapping[str, str]

    @property
    def phrase(self) -> bool:
        """Whether the state is a phrase of its own ("work underway") and cannot describe what follows."""
        return " " in self.wording or self.wording in self.words.apart


def nothing_more(gap: Gap) -> bool | None:
    """The cell ends here; a question mark takes the state back."""
    return None if gap.word else "?" not in gap.rest


def plan_follows(gap: Gap) -> bool | None:
    """ "Incorporated into the Housing Strategy action plan": it goes on elsewhere; into a contract, it may be done."""
    if gap.wording not in gap.words.takes_plan:
        return None
    end = re.search(r"[.;\n]", gap.rest)
    words = f" {alias(gap.rest[: end.start()] if end else gap.rest)[:100]} "
    return any(f" {plan} " in words for plan in gap.words.plans)


def listed_as_whole(gap: Gap) -> bool | None:
    """Words that say a state only when they stand alone."""
    return False if gap.wording in gap.words.whole else None


def joined(gap: Gap) -> bool | None:
    """Another word is tied on: "Complete/ongoing", "Active-travel plan"."""
    tied = re.match(r"[/&?%'’]|\s+[/?]|[-‐‑]\w", gap.rest)
    return False if tied else None


def punctuation(gap: Gap) -> bool | None:
    """A stop, colon, dash or bracket ends the state; a comma does unless the state may be a verb."""
    if re.search(r"[.:;!–—(\[)\-|•▪·]", gap.between):
        return True
    return gap.wording not in gap.words.verbs if "," in gap.between else None


def new_line(gap: Gap) -> bool | None:
    """The words after it begin a line of their own."""
    return True if "\n" in gap.between and not gap.word[0].islower() else None


def listed_as_stopped(gap: Gap) -> bool | None:
    """Words that say a state only before a stop; "Planned maintenance" has none."""
    return False if gap.wording in gap.words.stopped else None


def date_follows(gap: Gap) -> bool | None:
    """ "Completed 12/03/14", "Completed March 2004"; other figures only follow a phrase: "Work underway 31 of 74"."""
    after = gap.rest.lstrip()
    day = _DAY.match(after)
    if day and (not re.search("[A-Za-z]", day[0]) or _MONTH.search(day[0])):
        return True
    return gap.phrase if gap.word[0].isdigit() else None


def acronym_follows(gap: Gap) -> bool | None:
    """ "Completed CAF forms ..." may go either way; a phrase cannot describe the acronym."""
    return gap.phrase if len(gap.word) > 1 and gap.word.isupper() else None


def described_noun(gap: Gap) -> bool | None:
    """ "Completed Applications are now logged"."""
    return False if not gap.phrase and gap.word.casefold() in gap.words.described else None


def ampersand(gap: Gap) -> bool | None:
    """ "Complete & signed off" goes on like "Complete and signed off"."""
    if "&" not in gap.between:
        return None
    return gap.wording not in gap.words.whole and not _other_state(gap, alias(gap.rest[:80]))


def new_sentence(gap: Gap) -> bool | None:
    """A capital begins another sentence."""
    return True if gap.word[0].isupper() else None


def object_follows(gap: Gap) -> bool | None:
    """ "Superseded by the new contract": the phrase asks for more words."""
    return True if gap.wording in gap.words.takes else None


def verb_done(gap: Gap) -> bool | None:
    """ "Complete and reported back to governors", "Complete subject to audit": an imperative goes on otherwise."""
    if gap.wording not in gap.words.verbs:
        return None
    after = alias(gap.rest[:80]).split()
    if after[:2] == ["subject", "to"] or after[:1] == ["pending"]:
        return True
    done = (
        after[:1] == ["and"]
        and len(after) > 1
        and (after[1].endswith("ed") or after[1] in ("is", "are", "now", "in"))
    )
    return True if done and not _other_state(gap, " ".join(after)) else None


def connective(gap: Gap) -> bool | None:
    """A small word goes on with the state: "Completed in March", "Delayed due to ..."."""
    word, after = gap.word.casefold(), alias(gap.rest[:80])
    if word not in gap.words.connectives or gap.wording in gap.words.verbs:
        return False
    if any(after.startswith(taken) for taken in gap.words.taken_back):
        return False
    if word in ("but", "however", "although") and _unlike_state(gap, after):
        return False
    return not (word in ("and", "yet", "while", "whilst") and _other_state(gap, after))


def _states_in(gap: Gap, after: str) -> list[str]:
    """The states among the next few words; "likely to complete" is none."""
    return [
        gap.table[word]
        for before, word in pairwise(after.split()[:6])
        if word in gap.table and before not in ("to", "be", "will", "expected", "likely", "not")
    ]


def _unlike_state(gap: Gap, after: str) -> bool:
    """Whether what takes a state back gives another: "Ongoing but behind schedule"."""
    return any(other != gap.key for other in _states_in(gap, after))


def _other_state(gap: Gap, after: str) -> bool:
    """Whether the next few words hold a state of another sort."""
    others = _states_in(gap, after)
    return any(other != gap.key and (other in DONE) != (gap.key in DONE) for other in others)


BOUNDARIES: tuple[Callable[[Gap], bool | None], ...] = (
    nothing_more,
    plan_follows,
    listed_as_whole,
    joined,
    punctuation,
    new_line,
    listed_as_stopped,
    date_follows,
    ampersand,
    acronym_follows,
    described_noun,
    new_sentence,
    object_follows,
    verb_done,
    connective,
)
"""What may follow a state: the first rule with an opinion decides, and none means that no state was found."""


def opening(text: str, table: Mapping[str, str], words: OpeningWords) -> Opening | None:
    """The longest wording of a table that a text begins with and that ends there as a phrase."""
    start = _past_label(text, words)
    for end, wording in _candidates(text, start):
        if wording in table:
            gap = _gap(text, end, wording, table, words)
            if _ends(gap):
                return Opening(table[wording], start, end, _rest(text, end))
    return None


def _ends(gap: Gap) -> bool:
    return next((found for rule in BOUNDARIES if (found := rule(gap)) is not None), False)


def _candidates(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Ends of the first words, the longest run first, none across the end of a sentence."""
    head = text[start : start + REACH]
    stop = re.search(r"[.!?;]\s|\n\s*(?=[^\W\d_a-z])", head)
    head = head[: stop.start() + 1] if stop else head
    ends: list[int] = []
    for token in _TOKEN.finditer(head):
        ends.append(token.end())
        if len(ends) == TOKENS:
            break
    for end in reversed(ends):
        if end == len(head) or not (head[end - 1].isalnum() and head[end].isalnum()):
            yield start + end, alias(head[:end])


def _past_label(text: str, words: OpeningWords) -> int:
    """Where the words begin, after bullets and a label such as "Status:"."""
    first = re.match(r"[\s•▪·*\-–—]*", text)
    start = first.end() if first else 0
    label = re.match(r"([^\W\d][\w ]{1,24})\s?[:–—-]\s*", text[start:])
    if label and alias(label[1]) in words.labels and text[start + label.end() :].strip():
        return start + label.end()
    return start


def _gap(text: str, end: int, wording: str, table: Mapping[str, str], words: OpeningWords) -> Gap:
    rest = text[end : end + REACH]
    first = re.search(r"[\w]+", rest)
    between = rest[: first.start()] if first else rest
    return Gap(wording, table[wording], rest, between, first[0] if first else "", words, table)


def _rest(text: str, end: int) -> int:
    """Where the words after a state begin, past what divides them from it; brackets stay with the words."""
    gap = re.match(r"[\s.,:;!–—\-•▪·|)\]]*", text[end:])
    return end + (gap.end() if gap else 0)
