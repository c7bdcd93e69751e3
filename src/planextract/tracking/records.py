"""What tracking says of plans over time: its own contract, version 1, as frozen pydantic records.

`docs/schema/tracking-v1.json` is generated from this module. Values of actions are those of the extractions, with the
places they have there; `edition` and `action_id` say which document and which action of it.
"""

from typing import Literal

from planextract.records import (
    ActionKind,
    ChangeKind,
    Colour,
    Day,
    Deadline,
    Extracted,
    Owner,
    Progress,
    Provenance,
    Record,
    State,
)

TRACKING_VERSION = "1.0"

DateBasis = Literal[
    "reference_date",
    "stated_day",
    "file_name",
    "issue_number",
    "draft_or_final",
    "latest_day_inside",
    "as_given",
]
EditionKind = Literal["plan", "minutes"]
LinkKind = Literal["same", "split", "merged", "taken_up", "discussed"]
Feature = Literal["text", "numbers", "reference", "heading", "owners", "deadline", "place", "cover"]
EventKind = Literal[
    "added",
    "taken_up",
    "not_taken_up",
    "reworded",
    "renumbered",
    "owner_changed",
    "redated",
    "dated",
    "undated",
    "state_changed",
    "completed",
    "stopped",
    "reopened",
    "split",
    "merged",
    "dropped",
    "retired",
    "returned",
    "decided",
]
Direction = Literal["forward", "back"]
Timing = Literal["early", "on_time", "late"]
Standing = Literal[
    "open", "done", "stopped", "unknown", "dropped", "retired", "merged", "split", "not_taken_up"
]


class Edition(Record):
    """One document of a series. `date_basis` says how its place in the order is known; `date` may be null."""

    key: str
    kind: EditionKind
    name: str
    sha256: str
    title: str | None = None
    date: Day | None = None
    date_basis: DateBasis
    actions: int = 0


class Place(Record):
    """An action of an edition."""

    edition: str
    action_id: str


class Reason(Record):
    """One thing that was compared, how it came out, and what that weighs (natural log of odds)."""

    feature: Feature
    level: str
    weight: float


class Link(Record):
    """Two actions of two editions that are one. `confidence` is a calibrated probability."""

    old: Place
    new: Place
    kind: LinkKind
    confidence: float
    reasons: tuple[Reason, ...]


class Doubt(Record):
    """An action that may go on from one of several, or from one that is not like enough; a person has to say."""

    new: Place
    candidates: tuple[Link, ...]


class Sighting(Record):
    """An action as one edition prints it."""

    edition: str
    action_id: str
    kind: ActionKind
    reference: Extracted[str] | None = None
    section: Extracted[str] | None = None
    text: Extracted[str]
    owners: tuple[Owner, ...] = ()
    deadline: Extracted[Deadline] | None = None
    progress: Progress = Progress()
    overdue: bool | None = None


class Event(Record):
    """Something that became of an action. `before` and `after` are in the documents' own words, where there are any.

    `days` is how far a deadline moved, or how long after its deadline (negative: before) an action was completed.
    `between` are the days of the editions on either side, inside which it happened.
    """

    kind: EventKind
    edition: str
    between: tuple[Day | None, Day | None] = (None, None)
    before: str | None = None
    after: str | None = None
    from_date: Day | None = None
    to_date: Day | None = None
    days: int | None = None
    from_state: State | None = None
    to_state: State | None = None
    from_colour: Colour | None = None
    to_colour: Colour | None = None
    direction: Direction | None = None
    timing: Timing | None = None
    change: ChangeKind | None = None
    decision_id: str | None = None
    other_threads: tuple[str, ...] = ()
    sources: tuple[Provenance, ...] = ()


class Slippage(Record):
    """How an action's deadline moved: `days` from the first to the last, later being positive.

    `redatings` counts each time that it moved, those stated within one edition too.
    """

    first: Day | None = None
    last: Day | None = None
    days: int | None = None
    redatings: int = 0


class Thread(Record):
    """One action through the editions. `text` and `reference` are the latest."""

    id: str
    text: str
    reference: str | None = None
    standing: Standing
    sightings: tuple[Sighting, ...]
    events: tuple[Event, ...] = ()
    slippage: Slippage = Slippage()
    merged_into: str | None = None
    split_from: str | None = None


class Stated(Record):
    """A total that a document states, beside our count of the same edition; `agrees` is null where none compares."""

    total: int
    counts: dict[str, int]
    counted: dict[str, int]
    agrees: bool | None
    raw: str
    sources: tuple[Provenance, ...] = ()


class EditionTally(Record):
    """What an edition holds and how it came of the one before.

    `carried` + `added` + `taken_up` + `returned` + `from_splits` = `total`, and `carried` + `merged_away` + `dropped` +
    `retired` = the total before; `balances` says that both hold. All of the first edition count as `added`, save what
    came from minutes. `mean_slippage` is in days, over the actions of this edition that were ever re-dated.
    """

    edition: str
    total: int
    stages: dict[str, int]
    states: dict[str, int]
    colours: dict[str, int]
    overdue: int | None = None
    carried: int = 0
    added: int = 0
    taken_up: int = 0
    returned: int = 0
    from_splits: int = 0
    merged_away: int = 0
    dropped: int = 0
    retired: int = 0
    redated: int = 0
    reopened: int = 0
    completed: int = 0
    mean_slippage: float | None = None
    balances: bool = True
    stated: tuple[Stated, ...] = ()


class Unplaced(Record):
    """A change that a meeting decided, and that names no one action of the series for certain."""

    edition: str
    decision_id: str
    change: ChangeKind
    text: str
    candidates: tuple[str, ...] = ()
    sources: tuple[Provenance, ...] = ()


class TrackingRemark(Record):
    """A remark on a series or on the documents; the codes are listed in docs/tracking.md."""

    code: str
    message: str
    documents: tuple[str, ...] = ()


class Series(Record):
    """One plan through its editions, oldest first."""

    id: str
    title: str | None = None
    authority: str | None = None
    editions: tuple[Edition, ...]
    threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    tallies: tuple[EditionTally, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[TrackingRemark, ...] = ()


class Tracking(Record):
    """Plans through their editions, and the documents that are an edition of nothing else."""

    schema_version: str = TRACKING_VERSION
    planextract_version: str
    series: tuple[Series, ...] = ()
    alone: tuple[str, ...] = ()
    remarks: tuple[TrackingRemark, ...] = ()
