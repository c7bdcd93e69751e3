"""A draft: some words of the document by role, before anyone interprets them."""

from dataclasses import dataclass

from planextract.document import Cell
from planextract.provenance import SourcedText
from planextract.records import ActionKind, ChangeKind, FindingKind, Grade, Modality, Verb


@dataclass(frozen=True, slots=True)
class Slot:
    """The words that stand in one role; `cell` and `header` where they come from a table.

    `marked` are those that no rule read and the clause model marked.
    """

    role: str
    words: SourcedText
    header: SourcedText | None = None
    cell: Cell | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """`words` are without the printed number, which is `reference`. `rule` names what recognised the finding.

    `confidence` is that of the kind, `owners` the words that say who is responsible.
    """

    kind: FindingKind
    words: SourcedText
    rule: str
    reference: SourcedText | None = None
    section: SourcedText | None = None
    plan: int | None = None
    confidence: float | None = None
    grade: Grade | None = None
    owners: SourcedText | None = None


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One action. `findings` and `plan` count from 0 in the drafts of the same document.

    Roles are those of the header vocabulary: action, owner, deadline, progress, rag, other ...
    `inherits` means that its table has no column for owners, so that the plan's lead officer answers for it.
    `columns` are the roles that its table has, blank cells too, and `table` is the number of that table's first part.
    `confidence` is that of its being an action at all, where prose says so.
    """

    kind: ActionKind
    words: SourcedText
    rule: str
    slots: tuple[Slot, ...] = ()
    items: tuple[SourcedText, ...] = ()
    reference: SourcedText | None = None
    section: SourcedText | None = None
    findings: tuple[int, ...] = ()
    plan: int | None = None
    modality: Modality = "shall"
    inherits: bool = False
    columns: frozenset[str] = frozenset()
    table: int | None = None
    condition: SourcedText | None = None
    confidence: float | None = None

    def slot(self, role: str) -> Slot | None:
        """The first slot of a role."""
        return next((slot for slot in self.slots if slot.role == role), None)


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """What happens to actions that there are already. `words` name them, by numbers (`references`) or otherwise."""

    kind: ChangeKind
    words: SourcedText
    references: tuple[SourcedText, ...] = ()
    until: SourcedText | None = None


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a meeting decided. `action` is the draft of the action that it makes, if it makes one."""

    verb: Verb
    words: SourcedText
    made: str
    rule: str
    reference: SourcedText | None = None
    action: ActionDraft | None = None
    changes: tuple[ChangeDraft, ...] = ()
