"""Cells labelled in the small neutral form of the shared collections, and whether we read them rightly.

The collections have more kinds of deadline than the contract, and cut posts and organisations differently; what counts
as right is settled here, once, for the tests and for `benchmarks/cells.py`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, Protocol

from planextract.drafts.draft import Slot
from planextract.legend import Legend
from planextract.normalise import deadlines, owners, progress
from planextract.normalise.context import Context, Remark
from planextract.prose.models import Models
from planextract.provenance import Place, SourcedText
from planextract.records import Deadline, Owner
from planextract.second_reading import SecondReader
from planextract.vocab import Vocabulary

Verdict = Literal["right", "abstained", "wrong"]
Case = dict[str, Any]


def cell(text: str) -> SourcedText:
    return SourcedText.of(text, Place(page=1, table=0, row=2, column=3))


# Deadlines ---------------------------------------------------------------------------------------------------------

Reading = tuple[str, str | None, str | None, str | None]
"""What is compared: kind, first day, last day, and the frequency or duration."""

KINDS = {
    **dict.fromkeys(
        ("date", "range", "term", "season", "quarter", "financial_year", "academic_year"), "dated"
    ),
    **dict.fromkeys(("municipal_year", "plan_year"), "dated"),
    **dict.fromkeys(("recurring", "ongoing", "immediate", "relative"), None),
    **dict.fromkeys(("event", "tbc"), "unspecified"),
    "complete": "settled",
}
"""Kinds of the collection by those that the score tells apart; None: the same name."""
OURS = {"due": "dated", "start_only": "dated", "event": "unspecified", "to_be_confirmed": "unspecified"}
FREQS = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 1, "YEARLY": 12}


def often(freq: str | None, interval: int) -> str | None:
    """Months or weeks between two times, so that quarterly is 3 months by any writing."""
    if freq is None:
        return None
    months = FREQS[freq.upper()] * interval
    return f"{months} months" if months else f"{interval} {freq.lower()}"


def ours(value: Deadline) -> Reading:
    fields = value.model_dump(mode="json")
    done = fields.get("completed_on") or {}
    first = fields.get("earliest") or fields.get("start") or done.get("earliest")
    last = fields.get("latest") or fields.get("until") or done.get("latest")
    much = often(fields["freq"], fields["interval"]) if value.kind == "recurring" else fields.get("duration")
    return OURS.get(value.kind, value.kind), first, last, None if value.kind == "event" else much


def wanted(want: dict[str, Any]) -> Iterator[Reading]:
    """The readings that count as right: the contract has fewer types than the collection, and a looser event."""
    kind = KINDS.get(want["kind"], want["kind"]) or want["kind"]
    recurrence, relative = want["recurrence"] or {}, want["relative"] or {}
    much = often(recurrence.get("freq"), recurrence.get("interval", 1)) if kind == "recurring" else None
    offset = relative.get("offset", "")
    first, last = want["start"], want["end"]
    if kind == "relative":
        yield "relative", None, last, offset.split("/")[-1]
        if "working_days" in want["qualifiers"]:  # (which days are holidays differs from place to place)
            yield "relative", None, None, offset.split("/")[-1]
        if not offset.startswith("P"):  # ("the end of next week" is a day to us)
            yield "dated", first or last, last, None
    elif kind == "multiple" and last:
        yield "dated", first, last, None
        yield "immediate", None, last, None
    elif kind == "multiple":  # (the contract keeps one: ongoing and reviewed quarterly goes on)
        yield from ((part["kind"], None, None, None) for part in want.get("parts", ()))
    elif kind == "ongoing" and last:  # ("Ongoing until March 2012" is due then, with a qualifier)
        yield kind, first, last, None
        yield from (("dated", day, last, None) for day in (first, last, last[:8] + "01"))
    elif kind == "horizon" and last:
        yield "relative", None, last, "P12M"
    elif kind == "immediate":
        yield "immediate", None, last, None
    else:
        if (
            first is None and last and {"until", "before"} & set(want["qualifiers"])
        ):  # (no first day: any will do)
            yield from (("dated", day, last, None) for day in (last, last[:8] + "01"))
        yield kind, first, last, much
        yield "dated" if last and kind == "unspecified" else kind, first, last, much


NO_VALUE = {"none", "horizon", "plan_year", "phase", "invalid"}


def deadline_verdict(case: Case) -> Verdict:
    """Abstained is a null with a remark; wrong is a value that is not the wanted one."""
    want = case["want"]
    reference = case.get("reference_date")
    context = Context(
        reference_date=date.fromisoformat(reference) if reference else None,
        quarters="calendar" if "calendar quarters" in case.get("context", "") else "financial",
    )
    found = deadlines.normalise(cell(case["text"]), context)
    if found is None or found.value is None:
        none = want["kind"] in NO_VALUE and (want["end"] is None or want["kind"] == "invalid")
        return "right" if none else "abstained"
    right = set(wanted(want))
    if want["kind"] == "recurring" and want["start"] and found.value.kind != "recurring":
        right.add(("dated", want["start"], want["end"], None))
    got = ours(found.value)
    least = next((mark[9:] for mark in found.value.qualifiers if mark.startswith("at_least:")), None)
    if (
        found.value.kind == "recurring" and least is not None
    ):  # ("every 6-8 weeks": the collection keeps the 6)
        right |= {(*reading[:3], got[3]) for reading in right if (reading[3] or "").startswith(least)}
    if want["kind"] == "immediate" and want["end"] is None:
        got = (*got[:2], None, got[3])
    return "right" if got in right else "wrong"


# Owners -----------------------------------------------------------------------------------------------------------

NO_OWNER = {"ditto", "unstated"}
SUPPORT = {"support", "consulted", "via"}
TITLES = {"cllr", "cllrs", "councillor", "mr", "mrs", "ms", "miss", "dr", "prof", "professor"}


def slots(name: str | None, role: str | None, organisation: str | None, part: str | None) -> tuple[str, ...]:
    """The three slots as plain words, and whether the part is that of a lead or a supporter."""

    def words(text: str | None) -> str:
        plain = (text or "").casefold().replace("&", " and ").replace("’", "'").replace("'", "")
        return " ".join(re.sub(r"[^\w%£]+", " ", plain).split())

    plain_name = " ".join(word for word in words(name).split() if word not in TITLES)
    rest = (words(text).removeprefix("the ") for text in (role, organisation))
    return (plain_name, *rest, "support" if part in SUPPORT else "lead")


def printed(want: Case, text: str) -> set[tuple[str, ...]]:
    """All right readings of one party.

    The sample cuts "acting", a rank and an organisation out of a post; the records keep a post as printed.
    """
    name, part = want.get("name") or want.get("initials"), want.get("responsibility")
    role, organisation = (want.get("role") or "").replace(" (portfolio)", ""), want.get("organisation")
    codes = re.findall(r"[A-Za-z][A-Za-z.]{1,5}", text) if want["kind"] == "initials" and name is None else []
    found = {
        *(slots(code, role, organisation, part) for code in codes),  # (their letters stand only in the cell)
        slots(name, role, organisation, part),
        slots(name, want.get("acronym") or role, organisation, part),
    }
    before = want.get("qualifier") or want.get("rank")
    found |= {slots(name, f"{before} {role}", organisation, part)} if role and before else set()
    for whole in (
        f"{role} of {organisation}",
        f"{role} of the {organisation}",
        f"{organisation} {role}",
        role,
    ):
        if (
            role
            and organisation
            and whole.casefold() in text.casefold()
            and organisation.casefold() in whole.casefold()
        ):
            found.add(slots(name, whole, None, part))
    return found


def same(want: set[tuple[str, ...]], got: tuple[str, ...]) -> bool:
    joined = {(name, f"{role} {place}".strip(), part) for name, role, place, part in want if role}
    return got in want or (got[0], f"{got[1]} {got[2]}".strip(), got[3]) in joined


def owner_context(case: Case) -> Context:
    """What is known around a cell: whether it stands in a column for organisations, where its header is kept."""
    return Context(organisations=owners.of_organisations(case.get("context", "")))


class OwnerReader(Protocol):
    """The rules, `planextract.normalise.owners`, or a `SecondReader`."""

    def normalise(
        self, words: SourcedText, context: Context, /
    ) -> tuple[tuple[Owner, ...], tuple[Remark, ...]]: ...


def owner_verdict(case: Case, reader: OwnerReader | None = None) -> Verdict:
    """Right is all parties with all their fields, and no other; nobody where somebody is named is abstained.

    Without a reader the cell is read as the product reads it: by the rules, and by the model where it is not plain.
    """
    found, _ = (reader or SecondReader(Models())).normalise(cell(case["text"]), owner_context(case))
    got = [slots(one.name, one.role, one.organisation, one.part) for one in found]
    wanted = [
        printed(want, case["text"])
        for want in case["want"]
        if want["kind"] not in NO_OWNER and "not_applicable" not in want.get("qualifiers", ())
    ]
    if len(got) == len(wanted) and _matched(wanted, got):
        return "right"
    return "wrong" if got else "abstained"


def _matched(wanted: Sequence[set[tuple[str, ...]]], got: Sequence[tuple[str, ...]]) -> bool:
    """Whether each party that is wanted is another one that was read."""
    if not wanted:
        return True
    return any(
        same(wanted[0], one) and _matched(wanted[1:], [*got[:place], *got[place + 1 :]])
        for place, one in enumerate(got)
    )


# Statuses ---------------------------------------------------------------------------------------------------------


def status_verdict(case: Case, vocabulary: Vocabulary) -> Verdict:
    """A state or a colour ("rag:amber") of a cell in a column of progress."""
    words = cell(case["text"])
    slot = Slot("progress", words)
    found, _ = progress.normalise([slot], Context(), vocabulary, Legend())
    state = found.state.value if found.state is not None else None
    colour = (
        f"rag:{found.rag.value.colour}" if found.rag is not None and found.rag.value is not None else None
    )
    response = found.response.value if found.response is not None else None
    response = (
        "accepted" if response == "partially_accepted" else response
    )  # (the collection has but two answers)
    want = case["want"]
    if want in (state, colour, response) and (want is not None or state is None):
        return "right"
    return "abstained" if state is None and colour is None and response is None else "wrong"
