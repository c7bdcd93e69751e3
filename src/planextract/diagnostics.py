"""Our remarks on a document: what it says that we could not interpret or that does not agree with itself."""

from dataclasses import dataclass
from typing import Literal

from planextract.provenance import Source, SourcedText

Severity = Literal["info", "warning", "error"]

CODES: dict[str, tuple[Severity, str]] = {
    "deadline_not_understood": ("warning", "A deadline cell says something that no rule reads."),
    "deadline_year_unknown": ("warning", "A date lacks its year and the document gives no reference date."),
    "deadline_impossible": ("warning", "A date that no calendar has, such as 31 April; it is not repaired."),
    "deadline_weekday_differs": ("warning", "A date falls on another day of the week than the one printed."),
    "deadline_denied": (
        "info",
        "The clause model takes a time in a sentence for none by which it is to be done.",
    ),
    "deadline_ambiguous": ("warning", "A deadline can be read in two ways; no value is given."),
    "owner_not_understood": ("warning", "An owner cell says something that names nobody we recognise."),
    "owner_split_uncertain": ("info", "An owner cell may name one party or several; it was kept as one."),
    "lead_not_shown": (
        "info",
        "The document says how it shows who leads, and of several owners none can be seen to be shown so.",
    ),
    "state_not_understood": ("info", "A status cell says something that is in no vocabulary and no legend."),
    "state_and_colour_disagree": ("warning", "The words and the colour of an action say different things."),
    "revised_before_original": ("warning", "A revised deadline lies before the one that it replaced."),
    "deadline_before_start": ("warning", "An action is due before the day on which it starts."),
    "state_against_deadline": (
        "warning",
        "An action is on track after its deadline, or overdue before it, at the document's own date.",
    ),
    "percent_against_state": (
        "warning",
        "An action's state and the share of its work that is done disagree.",
    ),
    "completed_after_reference": (
        "warning",
        "An action is marked completed on a day after the document's own date.",
    ),
    "tally_does_not_add_up": ("warning", "The parts of a stated total do not add up to it."),
    "tally_percents_disagree": ("info", "Percentages printed beside counts are not those of the counts."),
    "tally_disagrees": ("warning", "A stated total does not agree with the actions found in the document."),
    "table_not_understood": ("info", "A table with an action column was left out, and why."),
    "lists_not_paired": (
        "warning",
        "Numbered actions stand beside a list of another length; they were kept as one.",
    ),
    "rows_not_understood": ("warning", "Rows of an action table gave no action; their words are kept here."),
    "no_reference_date": (
        "info",
        "The document states no date of its own; nothing that needs one was inferred.",
    ),
    "corrections_applied": (
        "info",
        "A person's decisions about values were put in: how many, and of which kind.",
    ),
    "correction_not_applied": (
        "warning",
        "A correction was left out, since what it was about is not found again for sure; the message says why.",
    ),
    "text_is_a_conversion": (
        "warning",
        "The text says that it is a conversion, or that a machine wrote it; it may not be what was published.",
    ),
    "plan_is_elsewhere": ("info", "The document cites an action plan that is not in this file."),
    "no_text_on_page": ("warning", "A page holds a picture and no text; nothing was read from it."),
    "page_read_by_ocr": (
        "info",
        "A page is a picture or its text layer is garbled; its words are by OCR, with the engine's own confidence.",
    ),
    "ocr_not_finished": ("warning", "OCR of a page took too long and was stopped; nothing was read from it."),
    "ocr_word_doubtful": ("warning", "A deadline or an owner stands on words that OCR was not sure of."),
    "page_unreadable": ("error", "A page is broken and nothing was read from it; the other pages were read."),
    "hidden_text": (
        "warning",
        "Characters that a reader does not see, off the page or hidden, were left out.",
    ),
    "text_layer_garbled": (
        "warning",
        "The letters that a page's fonts name are not those that they show; its words are not to be relied upon.",
    ),
    "symbol_not_understood": (
        "info",
        "A character of a symbol font whose meaning is not known was kept as it is.",
    ),
    "hidden_cells": ("info", "Sheets, rows or columns of a workbook that are hidden were left out."),
    "repeated_sheet": (
        "info",
        "A sheet that repeats others, by formula or word for word, was left out; what it repeats was read.",
    ),
    "choices_sheet": (
        "info",
        "A sheet that holds the choices of drop-down lists in other sheets was left out.",
    ),
    "formula_without_value": (
        "warning",
        "Formulas of a workbook have no values in the file, so that their cells were read as blank.",
    ),
    "colour_by_rule": (
        "info",
        "Cells may have a colour by a rule (formula, colour scale, icons) that was not worked out.",
    ),
    "template_text": ("info", "What a template says is to be entered was left out, where nobody entered it."),
    "tracked_changes": ("info", "A Word file has tracked changes; says how they were read."),
    "part_not_read": ("warning", "A Word file draws in parts in other formats, which were not read."),
    "converted": ("info", "Another program made a .docx of the file; places count in that."),
    "repeated_document": ("info", "A text file holds the same document twice; the second copy was left out."),
    "columns_lost": (
        "warning",
        "A table came as one cell a line, or as columns of blanks whose rows cannot be told; nothing was read from it.",
    ),
    "model_not_installed": (
        "info",
        "A trained model would have told more; its extra is not installed, or its files are not sound.",
    ),
    "encoding_guessed": ("info", "The text is not valid UTF-8 and was read in another encoding."),
    "unreadable": ("error", "The file could not be read."),
    "unsupported_format": ("error", "Not a kind of file that planextract reads."),
    "corrupt_file": ("error", "The file is broken, cut short or empty."),
    "encrypted_file": ("error", "The file opens only with a password."),
    "no_text": ("error", "The pages are pictures without a text layer."),
    "several_documents": ("error", "A zip or mail holds several documents, where one was asked for."),
    "missing_reader": ("error", "The file reads only with a program or an extra that is not installed."),
    "limit_exceeded": ("error", "The file is over one of the limits in Options.limits."),
    "cut_short": (
        "warning",
        "Reading ended at a limit; what was read before it is here, and the rest is not.",
    ),
    "no_text_in_it": ("info", "The document was read and holds no words."),
    "no_tables": ("info", "The document has no tables, and its words hold no actions or findings."),
    "no_action_table": (
        "info",
        "The document has tables, but none is an action plan, and its words hold none.",
    ),
    "timeout": ("error", "Reading took longer than Limits.seconds or Limits.cpu_seconds."),
    "stalled": ("error", "Reading gave no sign of life for Limits.stall_seconds."),
    "memory": ("error", "Reading asked for more than Limits.memory."),
    "crash": ("error", "A library broke down while it read the file."),
    "too_much_result": ("error", "The results are larger than Limits.result_bytes."),
    "lost": ("error", "Each machine of the cluster that read the document was lost before it had."),
    "internal": ("error", "planextract failed on the file: a bug, told by its place in the code alone."),
}
"""Every code with its severity and meaning; `docs/diagnostics.md` is held against this by a test."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark. The message never repeats more of the document than the words at `sources`."""

    code: str
    message: str
    sources: tuple[Source, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code][0]


def remark(code: str, message: str, words: SourcedText | None = None) -> Diagnostic:
    """A diagnostic about some words of the document. Raises KeyError for a code that is not in CODES."""
    if code not in CODES:
        raise KeyError(code)
    return Diagnostic(code, message, words.sources() if words is not None else ())
