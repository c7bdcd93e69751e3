"""Plans that are made up, through editions in which things happen to them, with the truth of what happened.

A council's plan has headings, numbered or unnumbered actions with owners, dates and states. From one edition to the
next actions are reworded, re-dated, given to others, split, merged, dropped, taken back, completed, and the plan is
renamed, renumbered and put in another order. Some actions have the same words under several headings, and some stand
word for word in the plans of many councils, as what an inspectorate asks of all of them does.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256

from planextract.records import (
    Action,
    BlockSource,
    DueBy,
    Extracted,
    Extraction,
    Metadata,
    Owner,
    Plan,
    Progress,
    ReferenceDate,
    SourceFile,
    Stage,
    State,
)


def _parts(text: str, mark: str | None = None) -> list[str]:
    return text.replace("\n", " ").strip().split(mark)


VERBS = _parts("""
review develop publish agree deliver complete establish implement commission recruit train audit refresh embed monitor
report consult map pilot extend strengthen improve simplify reduce increase launch evaluate design produce introduce
appoint procure align rewrite test quality-assure benchmark expand consolidate
""")
NOUNS = _parts("""
safeguarding supervision homelessness adoption fostering budget procurement workforce sickness absence complaints
planning enforcement licensing recycling waste highways parking libraries leisure museums tenancy repairs damp mould
asbestos lifts alarms gas heating retrofit carbon biodiversity trees flooding drainage cemeteries allotments markets
youth justice exclusions attendance nurseries governors admissions transport taxis buses cycling pavements lighting
benefits council-tax arrears debt treasury pensions payroll insurance fraud cyber records archives websites chatbots
contracts partnerships volunteers grants equality translation accessibility consultation petitions elections wards
members scrutiny committees induction appraisal apprentices agency overtime casework thresholds assessments placements
reablement hospital discharge carers dementia autism advocacy deprivation mental-health suicide drugs alcohol obesity
""")
THINGS = _parts("""
strategy policy procedure framework protocol toolkit dashboard register audit plan guidance campaign board forum pathway
standard model scheme service programme database portal template charter business-case training-programme checklist
action-tracker report survey workshop
""")
TAILS = _parts(
    """
for all frontline teams|with health partners|across every directorate|in line with national guidance|following the peer
challenge|with the voluntary sector|using feedback from residents|for looked after children|to meet the regulator's
expectations|and share lessons learned|before the next inspection|with clear milestones and measures|to reduce waiting
times|so that managers have oversight|in consultation with trade unions|for council tenants and leaseholders|and report
exceptions to senior leaders|through the transformation board|in rural and coastal wards|with neighbouring authorities
""",
    "|",
)
GENERIC = (
    "Develop business case",
    "Report progress to committee",
    "Review terms of reference",
    "Set up project group",
    "Agree key performance indicators",
)
POSTS = _parts(
    """
Director of Housing|Head of Children's Services|Chief Finance Officer|Monitoring Officer|Head of Legal|Director
of Public
Health|Head of Human Resources|Service Manager Repairs|Head of Planning|Chief Executive|Head of Customer Services|Group
Manager Highways|Head of Digital|Audit Manager|Strategic Lead Education
""",
    "|",
)
HEADINGS = _parts(
    """
Leadership and governance|Workforce|Performance management|Quality of practice|Partnership working|Financial
sustainability|Customer experience|Digital and data|Housing safety|Early help|Corporate parenting|Culture and
communication
""",
    "|",
)
ORDINALS = _parts("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
PLACES_A = _parts("North South East West Upper Lower Great Little Old New")
PLACES_B = _parts("""
Ashford Brackham Calderby Dunmere Elmsworth Farnholt Garstone Hexley Ingleby Jarrowfield Kelmere Longthorpe Marwick
Netherby Oakhampton Penwick Quorndale Ravensby Saltmere Thornley Ulverdale Wexcombe Yarnham Aldermoor Birkdale Coldwick
Dovecliffe Easterby Foxholm Grantley Harcombe Ickford Kirkmoor Leaford Mossbury Northwell Overby Plumstow
Redmoor Stonely
Tillford Underwood Valemoor Whitcross Yeldon Appleby Barnstow Crowmere Denholm Elsted
""")
FORMS = ("Borough Council", "City Council", "District Council", "County Council")
TITLES = (
    "Improvement Plan",
    "Recovery Plan",
    "Ofsted Action Plan",
    "Housing Safety Action Plan",
    "Peer Challenge Action Plan",
    "Audit Recommendations Tracker",
)
Key = tuple[int, str]
"""Number of the edition, and id of the action in it."""


@dataclass(frozen=True)
class Ways:
    """How much happens between two editions, as shares of the actions. `words` is how much of a text is reworded."""

    words: float = 0.15
    reworded: float = 0.5
    split: float = 0.02
    merged: float = 0.02
    dropped: float = 0.04
    added: float = 0.06
    returned: float = 0.3
    redated: float = 0.15
    owners: float = 0.08
    renumbered: float = 0.25
    reordered: float = 0.25
    renamed: float = 0.1
    moved: float = 0.04


@dataclass
class Item:
    """An action while the series is made. `thread` never changes."""

    thread: int
    words: list[str]
    heading: str
    reference: str | None
    owner: str
    due: date
    stage: Stage = "open"
    generic: bool = False
    recurring: bool = False


@dataclass
class Truth:
    """Links with their kinds, and events by the action that they are told of: of one that is gone, the last
    there was."""

    links: list[tuple[Key, Key, str]] = field(default_factory=list)
    events: list[tuple[Key, str]] = field(default_factory=list)


@dataclass
class Series:
    council: str
    title: str
    editions: list[Extraction]
    truth: Truth


def words_of_action(draw: random.Random) -> list[str]:
    """The words of one action: eight to sixteen of them, a figure among them now and then."""
    figure = f" phase {draw.randrange(1, 4)}" if draw.random() < 0.1 else ""
    phrase = (
        f"{draw.choice(VERBS)} the {draw.choice(NOUNS)} {draw.choice(NOUNS)} {draw.choice(THINGS)}{figure}"
    )
    second = (
        f" and {draw.choice(VERBS)} {draw.choice(NOUNS)} {draw.choice(THINGS)}" if draw.random() < 0.5 else ""
    )
    return f"{phrase}{second} {draw.choice(TAILS)}".split()


COMMON = [words_of_action(random.Random(f"common {number}")) for number in range(400)]
"""What stands in the plans of many councils word for word."""


class Maker:
    """One series while it is made."""

    def __init__(self, seed: str, actions: int, ways: Ways, common: float = 0.0) -> None:
        self.draw = random.Random(seed)
        self.ways = ways
        self.threads = 0
        self.numbering = self.draw.choice(("compound", "compound", "bare", "none"))
        self.prints = {each: self.draw.random() < 0.7 for each in ("headings", "owners", "dates", "states")}
        headings = self.draw.sample(HEADINGS, min(len(HEADINGS), max(2, actions // 12)))
        self.items = [self._new(self.draw.choice(headings), common) for _ in range(actions)]
        self._generic(headings)
        self.headings = headings
        self._recur(0)
        self.items.sort(key=lambda item: headings.index(item.heading))
        self._renumber()
        self.gone: list[Item] = []

    def _new(self, heading: str, common: float = 0.0) -> Item:
        self.threads += 1
        shared = self.draw.random() < common
        words = list(self.draw.choice(COMMON)) if shared else words_of_action(self.draw)
        due = date(2023, 1, 1) + timedelta(days=30 * self.draw.randrange(3, 24))
        return Item(self.threads, words, heading, None, self.draw.choice(POSTS), due)

    def _generic(self, headings: Sequence[str]) -> None:
        """A few actions have the same words under several headings."""
        for heading in headings[: max(2, len(headings) // 2)]:
            mine = [item for item in self.items if item.heading == heading]
            if mine:
                mine[0].words, mine[0].generic = GENERIC[0].split(), True
            if len(mine) > 3:
                mine[1].words, mine[1].generic = self.draw.choice(GENERIC[1:]).split(), True

    def _recur(self, meeting: int) -> None:
        """Housekeeping of each meeting: an action of its own every time."""
        self.items = [item for item in self.items if not item.recurring]
        for text in (
            "Circulate minutes of the {} meeting",
            "Publish papers of the {} meeting on the website",
        ):
            item = self._new(self.headings[0])
            item.words, item.recurring, item.generic = text.format(ORDINALS[meeting % 12]).split(), True, True
            self.items.insert(0, item)

    def _renumber(self) -> None:
        count: dict[str, int] = {}
        for place, item in enumerate(self.items):
            if self.numbering == "bare":
                item.reference = str(place + 1)
            elif self.numbering == "compound":
                count[item.heading] = count.get(item.heading, 0) + 1
                item.reference = f"{self.headings.index(item.heading) + 1}.{count[item.heading]}"

    # What happens ------------------------------------------------------------------------------------------------

    def reworded(self, words: Sequence[str]) -> list[str]:
        """The words with a share of them exchanged, left out or added to."""
        made: list[str] = []
        for word in words:
            lot = self.draw.random()
            if lot >= self.ways.words:
                made.append(word)
                continue
            other = self.draw.choice(self.draw.choice((VERBS, NOUNS, THINGS)))
            made += (
                [other]
                if lot < self.ways.words * 0.6
                else [word, other]
                if lot < self.ways.words * 0.8
                else []
            )
        if (
            self.ways.words and self.draw.random() < self.ways.words * 0.3
        ):  # a clause more or less, as when a plan is made clearer
            made = [*made, *self.draw.choice(TAILS).split()] if len(made) < 12 else made[: len(made) * 2 // 3]
        return made if len(made) > 2 else list(words)

    def step(self) -> tuple[dict[int, list[int]], dict[int, list[int]], set[int]]:
        """Goes on by one edition: which threads were split into which, merged from which, and came back."""
        ways, draw = self.ways, self.draw
        divided, joined = self._split(), self._merge()
        back = {item.thread for item in self.gone if draw.random() < ways.returned * 0.2}
        for item in list(self.items):
            if draw.random() < ways.dropped and item.thread not in divided and item.thread not in joined:
                self.items.remove(item)
                self.gone.append(item)
        self.items += [replace(item) for item in self.gone if item.thread in back]
        self.gone = [item for item in self.gone if item.thread not in back]
        parts = {each for new in divided.values() for each in new}
        for item in self.items:
            may = not item.generic and item.thread not in parts and item.thread not in joined
            if may and draw.random() < ways.reworded:
                item.words = self.reworded(item.words)
            if draw.random() < ways.redated:
                item.due += timedelta(days=draw.choice((30, 61, 91, 183)))
            if draw.random() < ways.owners:
                item.owner = draw.choice(POSTS)
            if draw.random() < ways.moved and not item.generic:
                item.heading = draw.choice(self.headings)
            self._progress(item)
        for _ in range(round(len(self.items) * ways.added * draw.random() * 2)):
            self.items.insert(draw.randrange(len(self.items) + 1), self._new(draw.choice(self.headings)))
        if draw.random() < ways.reordered:
            draw.shuffle(self.items)
        if draw.random() < ways.renumbered:
            self._renumber()
        return divided, joined, back

    def _progress(self, item: Item) -> None:
        lot = self.draw.random()
        if item.stage == "open" and lot < 0.12:
            item.stage = "done"
        elif item.stage == "done" and lot < 0.03:
            item.stage = "open"

    def _split(self) -> dict[int, list[int]]:
        """Actions of two clauses that become two."""
        found: dict[int, list[int]] = {}
        for item in list(self.items):
            halves = " ".join(item.words).split(" and ", 1)
            if (
                len(halves) == 2
                and min(len(half.split()) for half in halves) > 3
                and self.draw.random() < self.ways.split * 2
            ):
                item.words = halves[0].split()
                self.threads += 1
                other = replace(item, thread=self.threads, words=halves[1].split(), reference=None)
                self.items.insert(self.items.index(item) + 1, other)
                found[item.thread] = [other.thread]
        return found

    def _merge(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for item in list(self.items):
            if item.generic or item not in self.items or self.draw.random() >= self.ways.merged:
                continue
            mates = [
                each
                for each in self.items
                if each is not item
                and each.heading == item.heading
                and not each.generic
                and each.thread not in found
            ]
            if mates:
                other = self.draw.choice(mates)
                item.words = [*item.words, "and", *other.words]
                self.items.remove(other)
                found[item.thread] = [other.thread]
        return found


STATES: dict[Stage, State] = {"open": "in_progress", "done": "completed"}


def series(
    seed: str, editions: int, actions: int, ways: Ways = Ways(), council: str = "", common: float = 0.0
) -> Series:
    """A plan through its editions, three months apart, with what happened."""
    maker = Maker(seed, actions, ways, common)
    draw = maker.draw
    title = draw.choice(TITLES)
    truth, made = Truth(), []
    where: dict[int, Key] = {}
    before: dict[int, Item] = {}
    for number in range(editions):
        divided, joined, back = maker.step() if number else ({}, {}, set())
        if number:
            maker._recur(number)
        if number and draw.random() < ways.renamed:
            title = f"{title} {draw.choice(('Refresh', '2024', 'Phase Two'))}"
        day = date(2023, 1, 15) + timedelta(days=91 * number)
        made.append(_edition(maker, seed, number, council, title, day))
        now = {item.thread: (number, f"a{place + 1:03d}") for place, item in enumerate(maker.items)}
        _tell(truth, where, now, divided, joined)
        items = {item.thread: replace(item) for item in maker.items}
        _moves(truth, maker.prints, before, items, now, {each for gone in joined.values() for each in gone})
        truth.events += [(now[thread], "returned") for thread in back if thread in now]
        truth.events += [
            (where[thread], "retired" if item.stage == "done" and maker.prints["states"] else "dropped")
            for thread, item in before.items()
            if thread in where and where[thread][0] == number - 1 and thread not in now
        ]
        where |= now
        before = items
    return Series(council, title, made, truth)


def _moves(
    truth: Truth,
    prints: dict[str, bool],
    before: dict[int, Item],
    items: dict[int, Item],
    now: dict[int, Key],
    gone: set[int],
) -> None:
    """What changed in the actions that stood in the last edition and stand in this."""
    for thread, item in items.items():
        old = before.get(thread)
        if old is None or thread in gone:
            continue
        if prints["dates"] and item.due != old.due:
            truth.events.append((now[thread], "redated"))
        if prints["owners"] and item.owner != old.owner:
            truth.events.append((now[thread], "owner_changed"))
        if prints["states"] and item.stage != old.stage:
            truth.events.append((now[thread], "completed" if item.stage == "done" else "reopened"))


def _tell(
    truth: Truth,
    where: dict[int, Key],
    now: dict[int, Key],
    divided: dict[int, list[int]],
    joined: dict[int, list[int]],
) -> None:
    of_part = {part: whole for whole, parts in divided.items() for part in parts}
    for thread, key in now.items():
        if thread in where:
            truth.links.append((where[thread], key, "same"))
        elif thread in of_part and of_part[thread] in where:
            truth.links.append((where[of_part[thread]], key, "split"))
            truth.events.append((key, "split"))
            if of_part[thread] in now:
                truth.events.append((now[of_part[thread]], "split"))
        elif where:
            truth.events.append((key, "added"))
    for whole, gone in joined.items():
        for thread in gone:
            if whole in now and thread in where:
                truth.links.append((where[thread], now[whole], "merged"))
                truth.events.append((now[whole], "merged"))
                where.pop(thread)


def _edition(maker: Maker, seed: str, number: int, council: str, title: str, day: date) -> Extraction:
    def words(text: str, rule: str = "cell") -> Extracted[str]:
        place = BlockSource(page=1, block=0, start=0, end=len(text))
        return Extracted[str](value=text, raw=text, rule=rule, sources=(place,))

    prints = maker.prints

    def action(place: int, item: Item) -> Action:
        text = " ".join(item.words)
        due = DueBy(earliest=item.due.replace(day=1), latest=item.due, precision="month")
        return Action(
            id=f"a{place + 1:03d}",
            plan_id="p1",
            reference=words(item.reference) if item.reference else None,
            section=words(item.heading) if prints["headings"] or item.generic else None,
            kind="planned",
            text=words(text[0].upper() + text[1:]),
            owners=(Owner(raw=item.owner, role=item.owner, kind="role", rule="post"),)
            if prints["owners"]
            else (),
            deadline=Extracted(value=due, raw=f"{item.due:%B %Y}", rule="month_year")
            if prints["dates"]
            else None,
            progress=Progress(
                state=Extracted[State](value=STATES[item.stage], raw=item.stage, rule="words"),
                stage=item.stage,
            )
            if prints["states"]
            else Progress(),
        )

    heading = f"{council} {title}" if council and maker.draw.random() < 0.5 else title
    return Extraction(
        source=SourceFile(
            name=f"{seed.replace(' ', '-')}-{number}.pdf",
            media_type="application/pdf",
            sha256=sha256(f"{seed} {number}".encode()).hexdigest(),
            bytes=1,
            pages=1,
            reader="pdf",
            planextract_version="0",
        ),
        metadata=Metadata(
            document_kind="action_plan",
            title=words(heading),
            authority=words(council) if council else None,
            reference_date=ReferenceDate(value=day, basis="report_date"),
        ),
        plans=(Plan(id="p1", title=words(heading)),),
        actions=tuple(action(place, item) for place, item in enumerate(maker.items)),
    )


def councils() -> Iterator[str]:
    """Names of councils that there are not, some as like each other as real ones are."""
    for form in FORMS:
        for place in PLACES_B:
            yield f"{place} {form}"
    for first in PLACES_A:
        for place in PLACES_B:
            yield f"{first} {place} {FORMS[0]}"


def archive(plans: int, seed: str = "archive") -> list[Series]:
    """Plans of different councils, one to four editions each, a third of their actions shared word for word."""
    draw = random.Random(seed)
    return [
        series(f"{seed} {number}", draw.randrange(1, 5), draw.randrange(8, 40), Ways(), council, 0.35)
        for number, council in zip(range(plans), councils(), strict=False)
    ]
