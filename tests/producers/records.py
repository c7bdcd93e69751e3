"""What is read of a printed plan, in the form in which the plan says it."""

import planextract
from planextract.records import Action
from producers.made import Said


def found(data: bytes) -> list[Said]:
    """Reference, finding or section, action, leading owners and date of each action."""
    extraction = planextract.extract_bytes(data, "plan.pdf")
    findings = {finding.id: finding.text.value or "" for finding in extraction.findings}
    return [_said(action, findings) for action in extraction.actions]


def _said(action: Action, findings: dict[str, str]) -> Said:
    above = findings[action.finding_ids[0]] if action.finding_ids else None
    if above is None and action.section is not None:
        above = action.section.raw
    return (
        action.reference.raw if action.reference is not None else None,
        above,
        action.text.value or "",
        tuple(owner.raw for owner in action.owners if owner.part == "lead"),
        action.deadline.raw if action.deadline is not None else None,
    )


def folded_record(said: Said) -> Said:
    """Without bullets, with one blank for any white space, and none in what is given as it was printed: a line's end
    there is a blank even inside a word.
    """
    reference, above, action, owners, deadline = said
    return (
        reference,
        above and _plain(above),
        _plain(action),
        tuple(map(_closed, owners)),
        deadline and _closed(deadline),
    )


def _plain(words: str) -> str:
    return " ".join(words.replace("•", " ").split())


def _closed(words: str) -> str:
    return "".join(words.split())
