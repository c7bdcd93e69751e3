"""README.md and docs say what is so: their examples are run, their links lead somewhere, their lists are complete.

`python tests/test_docs.py --write` puts into the examples what they print now.
"""

import contextlib
import doctest
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

import planextract
from planextract.diagnostics import CODES
from planextract.emit import FORMATS
from planextract.emit.csv import COLUMNS
from planextract.emit.sqlite import VIEWS
from planextract.emit.tables import TABLES
from planextract.schema import json_schema
from planextract.tracking.records import DateBasis, EventKind, Standing

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "samples" / "README.md"]
PROSE = [page for page in PAGES if page.name != "CHANGELOG.md"]

BLOCK = re.compile(r"^```(?P<kind>console|pycon)\n(?P<body>.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, kind: str) -> list[str]:
    return [match["body"] for match in BLOCK.finditer(text_of(page)) if match["kind"] == kind]


# Commands ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk() -> Iterator[Path]:
    """A folder with the samples in it and a `planextract` on its path, as a reader of the page would have them."""
    with tempfile.TemporaryDirectory() as name:
        yield prepared(Path(name))


def prepared(desk: Path) -> Path:
    shutil.copytree(
        ROOT / "samples", desk / "samples", ignore=shutil.ignore_patterns("*.py", "*.json", "__pycache__")
    )
    program = desk / "bin" / "planextract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planextract "$@"\n')
    program.chmod(0o755)
    return desk


def printed(command: str, desk: Path) -> str:
    """What a command prints, to standard output and standard error, without blanks at the ends of lines."""
    surroundings = {
        **os.environ,
        "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "110",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        check=False,
        cwd=desk,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def run_console(body: str, desk: Path) -> str:
    """The block with what its commands print now; a block that begins with no `$` is no session."""
    if not body.startswith("$ "):
        return body
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{printed(command[2:], desk)}" for command in commands)


CONSOLE = [(page, body) for page in PAGES for body in blocks(page, "console") if body.startswith("$ ")]


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a shell")
@pytest.mark.parametrize(
    ("page", "body"), CONSOLE, ids=[f"{page.stem}:{body[2:60]}" for page, body in CONSOLE]
)
def test_console_examples(page: Path, body: str, desk: Path) -> None:
    if "--second-reading" in body:
        pytest.importorskip("spacy")
    assert run_console(body, desk) == body, "run: make examples"


# JSON --------------------------------------------------------------------------------------------------------------

EXCERPT = re.compile(r"^<!-- from (?P<file>\S+): (?P<path>.+) -->\n```json\n(?P<body>.*?)^```$", re.M | re.S)
WIDTH = 100


def excerpt(file: str, path: str) -> object:
    """A part of what planextract emits for a file, by the keys and numbers that lead to it."""
    part = json.loads(planextract.emit(planextract.extract(ROOT / file)))
    for step in path.split():
        part = part[int(step) if step.isdigit() else step]
    return part


def compact(value: object, indent: int = 0) -> str:
    """JSON with everything on one line that fits on it."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= WIDTH or not isinstance(value, dict | list):
        return line
    inner = " " * (indent + 2)
    if isinstance(value, list):
        parts = [inner + compact(each, indent + 2) for each in value]
    else:
        parts = [f"{inner}{json.dumps(key)}: {compact(each, indent + 2)}" for key, each in value.items()]
    first, last = "[]" if isinstance(value, list) else "{}"
    return f"{first}\n" + ",\n".join(parts) + f"\n{' ' * indent}{last}"


EXCERPTS = [match for page in PAGES for match in EXCERPT.finditer(text_of(page))]


@pytest.mark.parametrize("match", EXCERPTS, ids=lambda match: match["path"])
def test_json_excerpts(match: re.Match[str]) -> None:
    assert json.loads(match["body"]) == excerpt(match["file"], match["path"]), "run: make examples"


# Python ------------------------------------------------------------------------------------------------------------


def examples(page: Path) -> doctest.DocTest:
    """All Python sessions of a page as one, so that later ones know the names of earlier ones."""
    session = "\n".join(blocks(page, "pycon"))
    return doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)


def needs_spacy(page: Path) -> bool:
    return any("import spacy" in body for body in blocks(page, "pycon"))


NEEDS = {
    ".to_pandas(": "pandas",
    ".to_polars(": "polars",
    ".to_arrow(": "pyarrow",
    ".langchain import": "langchain_core",
}
"""What an example must have installed, by what is in it."""


WITH_PYTHON = [page for page in PAGES if blocks(page, "pycon")]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.stem)
def test_python_examples(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if needs_spacy(page):
        pytest.importorskip("planextract.spacy_component", exc_type=ImportError)
    for words, library in NEEDS.items():
        if any(words in body for body in blocks(page, "pycon")):
            pytest.importorskip(library)
    report = io.StringIO()
    doctest.DocTestRunner(verbose=False).run(examples(page), out=report.write)
    assert report.getvalue() == "", "run: make examples"


def run_python(body: str, names: dict[str, object]) -> str:
    """The block with what its statements print now; `names` carries over to the next block of the page."""
    written = []
    for example in doctest.DocTestParser().get_examples(body):
        first, *rest = example.source.splitlines()
        written += [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(example.source, "<example>", "single"), names)
        written += out.getvalue().splitlines()
    return "\n".join(written) + "\n"


# Lists -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for match in LINK.finditer(text_of(page)):
        target, _, anchor = match["target"].partition("#")
        if not target.startswith(("http:", "https:")):
            found = (page.parent / target) if target else page
            assert found.exists(), match[0]
            assert not anchor or anchor in anchors(found), match[0]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_diagnostic_is_explained() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", text_of(ROOT / "docs" / "diagnostics.md"), re.M)
    assert dict(rows) == {code: severity for code, (severity, _) in CODES.items()}
    assert len(rows) == len(CODES)


def test_every_field_of_the_contract_is_explained() -> None:
    page = text_of(ROOT / "docs" / "contract.md")
    definitions = [json_schema(), *json_schema()["$defs"].values()]
    for definition in definitions:
        for name, field in definition.get("properties", {}).items():
            assert f"`{name}`" in page, f"{definition['title']}.{name}"
            for value in field.get("enum", []):
                assert re.search(rf"\b{value}\b", page), f"{definition['title']}.{name}: {value}"


def test_everything_that_tracking_says_is_explained() -> None:
    page = text_of(ROOT / "docs" / "tracking.md")
    for literal in (EventKind, Standing, DateBasis):
        for value in get_args(literal):
            assert f"`{value}`" in page, value
    package = ROOT / "src" / "planextract" / "tracking" / "__init__.py"
    for code in re.findall(r'code="(\w+)"', package.read_text(encoding="utf-8")):
        assert f"`{code}`" in page, code


def test_every_csv_column_is_explained_in_order() -> None:
    section = text_of(ROOT / "docs" / "usage.md").rpartition("| column | holds |")[2]
    cells = re.findall(r"^\| (.+?) \|", section, re.M)
    named = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    assert named == list(COLUMNS)


TABLE_PAGE = ROOT / "docs" / "outputs.md"
TABLE_SECTION = re.compile(r"(?<=<!-- tables -->\n).*?(?=<!-- end of tables -->)", re.S)


def tables_in_words() -> str:
    """Every table of an archive with its columns, as docs/outputs.md has them."""
    parts = []
    for table in TABLES:
        points = "".join(
            f"; {', '.join(f'`{name}`' for name in each.fields)} {'point' if len(each.fields) > 1 else 'points'} "
            f"at `{each.table}`"
            for each in table.references
        )
        key = ", ".join(f"`{name}`" for name in table.key)
        rows = "".join(f"| `{each.name}` | {each.type} | {each.description} |\n" for each in table.fields)
        parts.append(
            f"\n### {table.name}\n\n{table.description} Key: {key}{points}.\n\n"
            f"| column | type | holds |\n|---|---|---|\n{rows}"
        )
    return "".join(parts) + "\n"


def test_every_table_is_explained() -> None:
    found = TABLE_SECTION.search(text_of(TABLE_PAGE))
    assert found is not None
    assert found[0] == tables_in_words(), "run: make examples"


def test_every_view_and_format_is_explained() -> None:
    page = text_of(TABLE_PAGE)
    assert re.findall(r"^\| `(\w+)` \|", page.partition("| view |")[2].partition("<!--")[0], re.M) == list(
        VIEWS
    )
    for name in FORMATS:
        assert f"`{name}`" in page.partition("```")[0], name


def test_the_readme_begins_with_the_two_commands() -> None:
    first = blocks(ROOT / "README.md", "console")[0]
    commands = [line.split("#")[0].strip() for line in first.splitlines()]
    assert commands == ["make demo", "make test"]
    program = text_of(ROOT / ".ci" / "run").splitlines()
    assert set(commands) <= set(program)
    demo = json.dumps(text_of(ROOT / "Makefile"))
    sample = re.search(r"planextract show (\S+)", text_of(ROOT / "README.md"))
    assert sample is not None
    assert sample[1] in demo


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.stem)
def test_files_named_exist(page: Path) -> None:
    for name in re.findall(r"`((?:src|tests|docs|samples)/[\w./-]+)`", text_of(page)):
        assert (ROOT / name).exists(), name


# Writing -----------------------------------------------------------------------------------------------------------


def rewrite(page: Path, desk: Path) -> None:
    if needs_spacy(page):  # (its entry point is not there in a checkout that is only on the path)
        importlib.import_module("planextract.spacy_component")
    names: dict[str, object] = {"__name__": "example"}
    runs: dict[str, Callable[[str], str]] = {
        "console": lambda body: run_console(body, desk),
        "pycon": lambda body: run_python(body, names),
    }
    text = BLOCK.sub(
        lambda match: f"```{match['kind']}\n{runs[match['kind']](match['body'])}```", text_of(page)
    )
    text = EXCERPT.sub(_renewed, text)
    text = TABLE_SECTION.sub(lambda _: tables_in_words(), text)
    page.write_text(text, encoding="utf-8")


def _renewed(match: re.Match[str]) -> str:
    comment = match[0].partition("\n")[0]
    return f"{comment}\n```json\n{compact(excerpt(match['file'], match['path']))}\n```"


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_docs.py --write")
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        place = prepared(Path(folder))
        for each in PAGES:
            rewrite(each, place)
