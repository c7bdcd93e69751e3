"""Finding, decision and plan drafts made records."""

from collections.abc import Sequence

from planextract.drafts.draft import ChangeDraft, DecisionDraft, FindingDraft
from planextract.drafts.plans import PlanDraft
from planextract.legend import Legend
from planextract.normalise import deadlines, owners
from planextract.normalise.context import Context
from planextract.records import (
    Change,
    Deadline,
    Decision,
    Extracted,
    Finding,
    LegendEntry,
    Plan,
    SuccessCriterion,
    extracted_text,
    sources_of,
    texts,
)


def finding(draft: FindingDraft, number: int, context: Context) -> Finding:
    """One finding; `number` counts from 1 in the document."""
    responsible = owners.normalise(draft.owners, context)[0] if draft.owners is not None else ()
    return Finding(
        id=f"f{number:03d}",
        plan_id=plan_id(draft.plan),
        kind=draft.kind,
        confidence=draft.confidence,
        reference=extracted_text(draft.reference, "printed_number") if draft.reference else None,
        section=extracted_text(draft.section, "section_heading") if draft.section else None,
        text=extracted_text(draft.words, draft.rule),
        grade=draft.grade,
        owners=responsible,
    )


def decision(draft: DecisionDraft, number: int, action_ids: Sequence[str], context: Context) -> Decision:
    """One decision; `action_ids` are those of the actions that it makes."""
    return Decision(
        id=f"d{number:03d}",
        reference=extracted_text(draft.reference, "printed_label") if draft.reference else None,
        verb=draft.verb,
        text=extracted_text(draft.words, draft.rule),
        made="recommended" if draft.made == "recommended" else "resolved",
        action_ids=tuple(action_ids),
        changes=tuple(_change(change, context) for change in draft.changes),
    )


def _change(draft: ChangeDraft, context: Context) -> Change:
    """What a decision does to actions that there are; which of them it names is found when all are known."""
    found = deadlines.normalise(draft.until, context) if draft.until is not None else None
    until = None
    if found is not None and draft.until is not None:
        words = found.words or draft.until
        until = Extracted[Deadline](
            value=found.value, raw=words.raw, rule=found.rule, sources=sources_of(words)
        )
    return Change(
        kind=draft.kind,
        text=extracted_text(draft.words, f"change_{draft.kind}"),
        references=texts(draft.references, "printed_number"),
        until=until,
    )


def plan(draft: PlanDraft, number: int, context: Context, legend: Legend) -> Plan:
    """One plan; the document's legend is every plan's legend."""
    lead = owners.normalise(draft.lead, context)[0] if draft.lead is not None else ()
    return Plan(
        id=f"p{number}",
        title=extracted_text(draft.title, "plan_title") if draft.title else None,
        lead=lead,
        links=texts(draft.links, "plan_links"),
        success_criteria=tuple(
            SuccessCriterion(
                criterion=extracted_text(criterion, "success_criterion"),
                measure=extracted_text(measure, "success_measure") if measure is not None else None,
            )
            for criterion, measure in draft.criteria
        ),
        legend=tuple(
            LegendEntry(
                code=extracted_text(entry.code, "legend_code"),
                meaning=extracted_text(entry.meaning, "legend_meaning"),
                state=entry.state,
            )
            for entry in legend.entries
        ),
    )


def plan_id(index: int | None) -> str | None:
    """The id of a plan by its place among the drafts, counted from 0."""
    return None if index is None or index < 0 else f"p{index + 1}"
