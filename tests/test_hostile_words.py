"""Words made to stop a reader: every pattern, and every reader of words, ends soon on ten thousand such characters.

What is tried runs in a child process with a limit on its processor time, some hundred times what it needs, so that a
pattern that tries every way to fail ends the child and not the test run.
"""

import ast
import contextlib
import importlib
import multiprocessing
import pkgutil
import re
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import planextract
from planextract import abbreviations, vocab
from planextract.drafts import (
    action_lines,
    bullets,
    changes,
    clauses,
    commitments,
    labelled,
    recommendations,
    undertakings,
)
from planextract.drafts.deadlines_in import deadline_words
from planextract.errors import MissingDependencyError
from planextract.normalise import deadlines, owners
from planextract.normalise.context import Context
from planextract.prose.paragraphs import Paragraph
from planextract.provenance import Place, SourcedText

SIZE = 10_000
SECONDS = 30
"""Of the processor, for all that one child tries."""

ROAMING = {"search", "sub", "subn", "finditer", "findall", "split"}
"""Methods that try a pattern at every character."""

PIECES = (
    *" \t\n1a.-(\"'/|<&•_",
    "1 ", "a ", "- ", "a,", "1/", "1.", "x\n", "\n ", " (", "(a", "((a) ", "Ab ", "A. ", "A B", "aA1 -/.(,", "é ",
    "\u00a0", "the ", "of the ", "by the end of ", "january ", "1 may ", "2014/15 ", "Anne Bell ", "Head of ",
    "and ", " / ", "10% ", "on track ", "key: ", "a@b.", "01234 ", "www.", "<td>", "| a ",
    "within 3 ", "£1,000 ", "Q1 ", "1st ",
)  # fmt: skip
HOSTILE = tuple((piece * SIZE)[:SIZE] for piece in PIECES)
BROKEN = tuple(words[:-1] + "~" for words in HOSTILE)
"""The same, with an end that nothing expects: a pattern that has matched all must then give everything back."""


def _modules() -> list[str]:
    """All modules, save those of extras that are not installed."""
    found = []
    for each in pkgutil.walk_packages(planextract.__path__, "planextract."):
        with contextlib.suppress(MissingDependencyError):
            importlib.import_module(each.name)
            found.append(each.name)
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _patterns_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _patterns_in(item)


def _roaming(module: str) -> Iterator[tuple[str, str]]:
    """The patterns, by module and name, that a module calls a roaming method of or hands to other code to call."""
    tree = ast.parse(Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8"))
    home = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ROAMING and isinstance(node.value, ast.Name):
            yield home.get(node.value.id, module), node.value.id
        elif isinstance(node, ast.Call):
            for argument in node.args:
                if isinstance(argument, ast.Name):
                    yield home.get(argument.id, module), argument.id


def _patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Every pattern that a module makes, by module and name, and whether it is tried at every character."""
    modules = _modules()
    roaming = {pair for module in modules for pair in _roaming(module)}
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    for module in modules:
        for name, value in vars(sys.modules[module]).items():
            for number, pattern in enumerate(_patterns_in(value)):
                roams = not isinstance(value, re.Pattern) or (module, name) in roaming
                found[f"{module}.{name}[{number}]"] = (pattern, roams)
    for number, (_, pattern) in enumerate(vocab.load()._patterns):
        found[f"families[{number}]"] = (pattern, False)
    return {name: each for name, each in found.items() if each[1] or not _imported(name, found)}


def _imported(name: str, found: dict[str, tuple[re.Pattern[str], bool]]) -> bool:
    """Whether the same pattern stands before it under another name."""
    return next(other for other, each in found.items() if each[0] is found[name][0]) != name


PATTERNS = _patterns()


def _in_child(job: Callable[[], object], seconds: int = SECONDS) -> int | None:
    child = multiprocessing.get_context("fork").Process(target=_limited, args=(job, seconds))
    child.start()
    child.join()
    return child.exitcode


def _limited(job: Callable[[], object], seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    job()


def _tried(pattern: re.Pattern[str], roams: bool) -> None:
    for words in (*HOSTILE, *BROKEN):
        if roams:
            pattern.search(words)
        else:
            pattern.match(words)
            pattern.fullmatch(words)


def _all_tried(names: list[str], log: Path) -> None:
    for name in names:
        log.write_text(name)
        _tried(*PATTERNS[name])


@pytest.mark.long
@pytest.mark.parametrize("module", sorted({name.rpartition(".")[0] for name in PATTERNS}))
def test_every_pattern_ends(module: str, tmp_path: Path) -> None:
    names = [name for name in PATTERNS if name.rpartition(".")[0] == module]
    log = tmp_path / "tried"
    assert _in_child(lambda: _all_tried(names, log)) == 0, log.read_text()


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 200
    assert sum(roams for _, roams in PATTERNS.values()) > 50


def test_a_pattern_that_tries_every_way_is_caught() -> None:
    assert _in_child(lambda: _tried(re.compile(r"(?:a+)+\d"), False), seconds=1) != 0


# The readers of words -----------------------------------------------------------------------------------------------

CONTEXT = Context(reference_date=date(2014, 1, 1))


def _cell(text: str) -> SourcedText:
    return SourcedText.of(text, Place(page=1, table=0, row=2, column=3))


READERS: dict[str, Callable[[str], object]] = {
    "deadline cell": lambda text: deadlines.normalise(_cell(text), CONTEXT),
    "deadline in prose": lambda text: deadlines.find(_cell(text), CONTEXT),
    "owner cell": lambda text: owners.normalise(_cell(text), CONTEXT),
    "one owner": lambda text: owners.party(_cell(text)),
    "vote for owners": owners.votes,
    "state": vocab.load().state_of,
    "state at the start": vocab.load().opening,
    "header": vocab.load().roles_of,
    "abbreviations": lambda text: list(abbreviations.pairs_in(text)),
    "clause of minutes": lambda text: clauses.ruling(_cell(text)),
    "sentence of minutes": lambda text: list(undertakings.drafts(_cell(text))),
    "sentence of a report": lambda text: commitments.found([Paragraph(_cell(text))]),
    "change of an action": lambda text: changes.of(_cell(text)),
    "marked action": lambda text: action_lines.in_parts([Paragraph(_cell(text)), Paragraph(_cell(text))]),
    "recommendation": lambda text: recommendations.alone([Paragraph(_cell(text))], coded=False),
    "label of a finding": lambda text: labelled.label(Paragraph(_cell(text))),
    "lead-in to findings": lambda text: bullets.heads_findings(Paragraph(_cell(text))),
    "reasons for a grade": lambda text: bullets.rated_lead_in(
        Paragraph(_cell(text + " rated good because:"))
    ),
    "words that say by when": lambda text: deadline_words(_cell(text)),
}


def _read(reader: Callable[[str], object]) -> None:
    for words in HOSTILE:
        for size in (200, 1_500, SIZE):
            reader(words[:size])


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_every_reader_of_words_ends(name: str) -> None:
    assert _in_child(lambda: _read(READERS[name])) == 0
