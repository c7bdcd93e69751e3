"""Which documents are editions of one plan: by the authority, by what the plan is called, by the actions they share.

Two authorities that are known and differ are never one series, whatever else agrees: councils copy the recommendations
of one inspectorate, and each other's plans. Where no authority is known, a shared title is not enough.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.records import Extraction
from planextract.tracking.order import known_day, titles
from planextract.tracking.profiles import due_key, text_of
from planextract.tracking.words import Words, cut, lists

SAME_TITLE = 0.75
"""Of two titles' words that are common, from which they are one title."""

SHARED, SHARED_ALONE, SHARED_APART = 0.1, 0.3, 0.5
"""Of the smaller document's pairs of words that the other has too: where the titles agree, where there is no title to
compare, and where the titles differ or no authority is known."""

MOST_HOLDERS = 60
"""Documents with a pair of words in common beyond which it tells nothing."""

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Authority:
    """A council: its place, and what kind it is where its name says so."""

    place: Words
    kinds: Words


def differ(one: Authority | None, other: Authority | None) -> bool:
    """Whether two authorities are known and not one: another place, or a county where the other is a city.

    >>> derby = Authority(frozenset({"derby"}), frozenset({"city"}))
    >>> differ(derby, None), differ(derby, Authority(derby.place, frozenset()))
    (False, False)
    >>> differ(derby, Authority(derby.place, frozenset({"county"})))
    True
    """
    if one is None or other is None:
        return False
    return one.place != other.place or bool(one.kinds and other.kinds and not one.kinds & other.kinds)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is called by: the place of its authority, the title's own words, its body, what its actions say.

    `pairs` are the neighbouring words of its actions.
    """

    document: Extraction
    authority: "Authority | None"
    title: Words
    body: Words
    pairs: Pairs
    texts: frozenset[str]

    @property
    def is_minutes(self) -> bool:
        return self.document.metadata.document_kind == "minutes"


def identity(document: Extraction) -> Identity:
    about = document.metadata
    named = about.authority.value or about.authority.raw if about.authority is not None else ""
    place = frozenset(word for word in cut(named).words if word not in lists().councils)
    kinds = frozenset(word for word in cut(named).words if word in lists().kinds)
    cuts = [cut(text_of(action)) for action in document.actions]
    return Identity(
        document=document,
        authority=Authority(place, kinds) if place else None,
        title=frozenset(_core(document)) - place,
        body=frozenset(cut(about.body.value or about.body.raw).words)
        if about.body is not None
        else frozenset(),
        pairs=frozenset(pair for each in cuts for pair in zip(each.words, each.words[1:], strict=False)),
        texts=frozenset(each.key for each in cuts if len(each.words) > 4),
    )


def _core(document: Extraction) -> Iterator[str]:
    """The words of its titles that tell it from other plans: no dates, no "draft", no "action plan"."""
    known = lists()
    for title in titles(document):
        for word in cut(title).words:
            if not any(
                word in words for words in (known.edition, known.common, known.councils, known.months)
            ):
                yield word


# Finding them ----------------------------------------------------------------------------------------------------


@dataclass
class _Group:
    """Documents of one series while they are gathered."""

    members: list[int]
    authority: Authority | None


def found(documents: Sequence[Extraction]) -> list[list[Extraction]]:
    """The series of an archive, each with its documents as given. Minutes may belong to several; a document that is an
    edition of nothing else is in none.
    """
    known = [identity(each) for each in documents]
    plans = [number for number, each in enumerate(known) if not each.is_minutes and each.document.actions]
    groups = _grouped(known, plans)
    minutes = [number for number, each in enumerate(known) if each.is_minutes]
    made: list[list[int]] = []
    for group in groups:
        mine = [number for number in minutes if _belongs(known[number], [known[each] for each in group])]
        made.append(sorted([*group, *mine]))
    return [[documents[number] for number in numbers] for numbers in made if len(numbers) > 1]


def _grouped(known: Sequence[Identity], plans: Sequence[int]) -> list[list[int]]:
    """Union of the pairs that agree, best first; never two authorities in one."""
    leader = {number: number for number in plans}
    groups = {number: _Group([number], known[number].authority) for number in plans}

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for _, one, other in sorted(_agreeing(known, plans), reverse=True):
        first, second = lead(one), lead(other)
        if first == second:
            continue
        authorities = groups[first].authority, groups[second].authority
        if differ(*authorities):
            continue
        leader[second] = first
        groups[first].members += groups[second].members
        groups[first].authority = authorities[0] or authorities[1]
        del groups[second]
    return [sorted(group.members) for group in groups.values()]


def _agreeing(known: Sequence[Identity], plans: Sequence[int]) -> Iterator[tuple[float, int, int]]:
    """Pairs of documents that may be two editions of one plan, with how much of their words they share."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in plans:
        for pair in known[number].pairs:
            holders[pair].append(number)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        if 1 < len(numbers) <= MOST_HOLDERS:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    common[one, other] += 1
    for (one, other), count in common.items():
        share = count / max(1, min(len(known[one].pairs), len(known[other].pairs)))
        if share >= _needed(known[one], known[other]):
            yield share, one, other


def _needed(one: Identity, other: Identity) -> float:
    """How much two documents must share; more than there is where they cannot be one plan."""
    if differ(one.authority, other.authority):
        return 2.0
    both_known = bool(one.authority and other.authority)
    if not one.title or not other.title:
        return SHARED_ALONE if both_known else SHARED_APART
    alike = 2 * len(one.title & other.title) / (len(one.title) + len(other.title))
    if alike >= SAME_TITLE:
        return SHARED if both_known else SHARED_ALONE
    return SHARED_APART


def _belongs(minutes: Identity, plans: Sequence[Identity]) -> bool:
    """Whether minutes are of the body that keeps a plan, or agree actions that stand in it, or change them."""
    if any(differ(each.authority, minutes.authority) for each in plans):
        return False
    titles_of = frozenset(word for each in plans for word in each.title)
    bodies = {each.body for each in plans if each.body}
    body = minutes.body or minutes.title
    if minutes.body and minutes.body in bodies:
        return True
    if len(body) > 1 and body <= titles_of:
        return True
    if minutes.texts and any(len(minutes.texts & each.texts) >= 2 for each in plans):
        return True
    return any(_names(change, titles_of) for change in _changes(minutes.document))


def _changes(document: Extraction) -> Iterator[str]:
    for decision in document.decisions:
        if decision.changes:
            yield decision.text.value or decision.text.raw


def _names(text: str, title: Words) -> bool:
    """Whether a resolution that changes actions names the plan."""
    words = frozenset(cut(text).words)
    return len(title) > 1 and title <= words


# Documents that somebody says are one series ---------------------------------------------------------------------


def by_authority(documents: Sequence[Extraction]) -> list[list[Extraction]]:
    """Documents given as one series: one list, or one for each authority where they name several.

    A plan that names none belongs to all of them only where there is one; minutes that name none belong to each.
    """
    known = [identity(each) for each in documents]
    places: list[Authority] = []
    for each in known:
        own = each.authority
        if own is not None and not each.is_minutes and all(differ(own, place) for place in places):
            places.append(own)
    if len(places) < 2:
        return [list(documents)]
    return [
        [
            each.document
            for each in known
            if (each.authority is not None and not differ(each.authority, place))
            or (each.is_minutes and each.authority is None)
        ]
        for place in places
    ]


def called(documents: Sequence[Extraction]) -> tuple[str | None, str | None]:
    """The title and the authority of a series, as its latest documents that say so have them."""
    title: str | None = None
    authority: str | None = None
    for document in documents:
        about = document.metadata
        if document.metadata.document_kind != "minutes":
            title = next(titles(document), title)
        if about.authority is not None:
            authority = about.authority.value or about.authority.raw
    return title, authority


# Copies ----------------------------------------------------------------------------------------------------------


def without_copies(documents: Sequence[Extraction]) -> tuple[list[Extraction], list[tuple[str, str]]]:
    """Documents without those that are another once more, as a PDF beside its Word file is, and the names of both.

    A copy speaks from the same day and has the same actions with the same dates and states.
    """
    first: dict[tuple[object, ...], Extraction] = {}
    kept, copies = [], []
    for document in documents:
        said = tuple(
            (cut(text_of(each)).key, due_key(each), each.progress.stage) for each in document.actions
        )
        key = (document.metadata.document_kind, known_day(document), said)
        if said and key in first:
            copies.append((document.source.name, first[key].source.name))
        else:
            first[key] = document
            kept.append(document)
    return kept, copies
