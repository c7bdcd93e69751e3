"""What those in charge agreed to do about a recommendation of an audit: "Agreed. Logs will be checked. Owner: ...".

The recommendation is the auditor's finding; the response, where it says what will be done, is the action. A bare
"Agreed" leaves the recommendation itself to be carried out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.drafts.deadlines_in import deadline_slot
from planextract.drafts.draft import ActionDraft, FindingDraft, Slot
from planextract.drafts.rows import TableDrafts
from planextract.prose.paragraphs import Paragraph
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import Place, SourcedText
from planextract.records import ActionKind

FEWEST = 4
"""Words of a response that says what will be done."""

_LABELS = (
    r"(?:^|(?<=[.;\n)]))\s{0,5}(?:(?P<owner>{agreed.owners})|(?P<deadline>{agreed.deadlines}))"
    r"\s?(?:\([^()\n]{1,30}\)\s?)?:\s{0,5}"
)
_NUMBER = r"{findings.labels.recommendation}\s*(?:no\b\.?\s*)?(?P<number>\d{1,3}[a-z]?)\b"


@dataclass(frozen=True, slots=True)
class Told:
    """A response taken apart: what will be done, who does it and by when; `accepted` where it says so first."""

    words: SourcedText
    accepted: bool = False
    owner: SourcedText | None = None
    deadline: SourcedText | None = None

    @property
    def commits(self) -> bool:
        """Whether it says what will be done: "Cards will be cancelled", "Revise the form"."""
        said = self.words.text.split()
        if len(said) < FEWEST:
            return False
        first = said[0].strip(",").casefold()
        return (
            first in vocabulary("imperatives.verbs")
            or pattern(r"\b{agreed.will}\b").search(self.words.text) is not None
        )


def told(response: SourcedText) -> Told:
    """What a response says, without the labels in it.

    >>> said = told(SourcedText.plain("Agreed. Log books will be checked.\\nOwner: Fleet Manager\\nDue: May 2024"))
    >>> said.accepted, said.words.text, said.owner.text, said.deadline.text
    (True, 'Log books will be checked.', 'Fleet Manager', 'May 2024')
    """
    labels = list(pattern(_LABELS).finditer(response.text))
    body = response[: labels[0].start()].strip() if labels else response.strip()
    found: dict[str, SourcedText] = {}
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(response)
        value = response[label.end() : end].strip(" .;\n")
        role = "owner" if label["owner"] is not None else "deadline"
        if value.text and "\n" not in value.text:
            found.setdefault(role, value)
    accepts = pattern(r"(?:{agreed.accepts})\s*(?:[.:;,–—-]+\s*|$|\n\s*)").match(body.text)
    rest = body[accepts.end() :].strip() if accepts is not None else body
    return Told(rest.folded(), accepts is not None, found.get("owner"), found.get("deadline"))


# In tables ------------------------------------------------------------------------------------------------------


def in_tables(tabled: TableDrafts) -> TableDrafts:
    """The drafts of tables, where a recommendation stands beside a response with what was agreed as the action.

    In a table with such responses the recommendations are findings, those that were barely agreed to as well.
    """
    responses = [_response(draft) for draft in tabled.actions]
    answering = {
        draft.table
        for draft, response in zip(tabled.actions, responses, strict=True)
        if response is not None and told(response.words).commits
    }
    findings = list(tabled.findings)
    actions: list[ActionDraft] = []
    for draft, response in zip(tabled.actions, responses, strict=True):
        if response is None or draft.table not in answering:
            actions.append(draft)
        else:
            actions += _agreed(draft, response, findings)
    return replace(tabled, findings=findings, actions=actions)


def _response(draft: ActionDraft) -> Slot | None:
    """What stands beside a recommendation; None where a column of its own says whether it was accepted."""
    if draft.kind != "recommendation" or draft.slot("accepted") is not None:
        return None
    return draft.slot("management_response")


def _agreed(draft: ActionDraft, response: Slot, findings: list[FindingDraft]) -> Iterator[ActionDraft]:
    """The action that a response makes of a recommendation, which becomes a finding; none where it only puts it off."""
    said = told(response.words)
    slots = _slots(draft, response, said)
    draft = replace(draft, reference=draft.reference or _number(draft.section))
    number = _recommendation(draft, findings)
    links = (number, *(index for index in draft.findings if index != number))
    if not said.commits:
        yield replace(draft, findings=links)
    elif said.accepted or any(slot.role in ("owner", "deadline") for slot in slots):
        if not any(slot.role == "deadline" for slot in slots):
            slots = (*slots, *deadline_slot(said.words))
        yield replace(
            draft,
            kind="planned",
            words=said.words,
            rule="agreed_action",
            slots=slots,
            items=(),
            findings=links,
        )


def _slots(draft: ActionDraft, response: Slot, said: Told) -> tuple[Slot, ...]:
    """The other cells of a row with what the response says of who and when; what the recommendation's own words say of
    these is the auditor's.
    """
    named = {"owner": said.owner, "deadline": said.deadline}
    kept = [
        slot
        for slot in draft.slots
        if slot.cell is not None
        and slot.words.text.strip()
        and not (slot.role in named and slot.cell is response.cell and _is_whole(slot, response))
    ]
    for role, words in named.items():
        if words is not None and not any(slot.role == role for slot in kept):
            kept.append(Slot(role, words, response.header, response.cell))
    return tuple(kept)


def _is_whole(slot: Slot, response: Slot) -> bool:
    """Whether a column of several roles gave all its words to each."""
    return slot.words.text == response.words.text


def _recommendation(draft: ActionDraft, findings: list[FindingDraft]) -> int:
    """The finding that a row's recommendation is: that of its number which stands over it, or a new one."""
    made = FindingDraft(
        "recommendation", draft.words, "table_cell", draft.reference, draft.section, draft.plan
    )
    over = next((index for index in draft.findings if findings[index].kind == "recommendation"), None)
    if over is None:
        findings.append(made)
        return len(findings) - 1
    findings[over] = replace(made, reference=findings[over].reference or made.reference)
    return over


def _number(section: SourcedText | None) -> SourcedText | None:
    """The number in the row over a recommendation: "Recommendation 3 – high"."""
    found = pattern(_NUMBER).match(section.text) if section is not None else None
    return section.span(found, "number") if section is not None and found is not None else None


# In paragraphs --------------------------------------------------------------------------------------------------


def in_prose(parts: Sequence[Paragraph], findings: Sequence[FindingDraft]) -> Iterator[ActionDraft]:
    """The responses below the recommendations of a report that is no table, each with the lines on who and when."""
    at = _places(parts, findings)
    last: int | None = None
    for index, part in enumerate(parts):
        last = at.get(index, last if not (part.heading and part.level is not None) else None)
        response = pattern(r"{agreed.responses}\s?:\s*(?P<said>.*)").fullmatch(part.text)
        if last is None or response is None:
            continue
        said = told(_with_lines(parts, index, part.words.span(response, "said")))
        finding = findings[last]
        slots = [
            Slot(role, words)
            for role, words in (("owner", said.owner), ("deadline", said.deadline))
            if words is not None
        ]
        answered = said.accepted or bool(slots)
        if said.commits or (answered and finding.kind == "recommendation"):
            words = said.words if said.commits else finding.words
            slots += [] if said.deadline is not None else deadline_slot(words)
            kind: ActionKind = "planned" if said.commits else "recommendation"
            yield ActionDraft(
                kind, words, "agreed_action", tuple(slots), reference=finding.reference, findings=(last,)
            )
            last = None


def but(answered: Sequence[ActionDraft], said: Sequence[ActionDraft]) -> Iterator[ActionDraft]:
    """The actions of sentences that are no part of a response, and do not take one in."""
    known = [draft.words.text for draft in answered]
    yield from (
        draft
        for draft in said
        if not any(draft.words.text in each or each in draft.words.text for each in known)
    )


def _places(parts: Sequence[Paragraph], findings: Sequence[FindingDraft]) -> dict[int, int]:
    """By paragraph the finding whose words begin in it."""
    begins: dict[Place, list[tuple[int, int]]] = {}
    for number, draft in enumerate(findings):
        if draft.kind in ("recommendation", "finding", "area_for_development", "priority_action"):
            first = draft.words.sources()[0]
            begins.setdefault(first.place, []).append((first.start, number))
    return {
        index: number
        for index, part in enumerate(parts)
        for source in part.words.sources()
        for start, number in begins.get(source.place, ())
        if source.start <= start < source.end
    }


def _with_lines(parts: Sequence[Paragraph], index: int, said: SourcedText) -> SourcedText:
    """A response with the lines below it that say who does it and by when, and its own words where these follow."""
    lines = [said]
    for part in parts[index + 1 :]:
        if part.listed or len(lines) > 6:
            break
        labelled = pattern(_LABELS).match(part.text)
        if labelled is None and (said.text.strip() or len(lines) > 1 or part.heading):
            break
        lines.append(part.words)
    return SourcedText.join("\n", [line for line in lines if line.text.strip()])
