"""Imports point back along the road only, so that any module can be read without its callers."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "planextract"

ROAD: tuple[frozenset[str], ...] = (
    frozenset({"version", "errors", "provenance", "options", "pulse", "punctuation", "replacing"}),
    frozenset({"diagnostics", "records"}),
    frozenset({"document", "vocab", "confidence", "outcomes"}),
    frozenset({"forms", "prose", "joins", "fitting", "headers"}),
    frozenset({"between"}),
    frozenset({"readers", "templates", "flattened", "tables", "normalise", "drafts.draft"}),
    frozenset({"drafts.parties", "legend", "abbreviations", "metadata", "tallies", "vocabularies"}),
    frozenset({"roles", "reviews", "normalise.statuses"}),
    frozenset({"drafts", "normalise.history", "second_reading"}),
    frozenset({"normalise.progress", "normalise.findings", "normalise.dittos", "normalise.stated_beside"}),
    frozenset({"normalise.actions"}),
    frozenset({"changed_actions", "checks", "emit", "identities", "redaction", "schema"}),
    frozenset({"corrections"}),
    frozenset({"pipeline", "marks"}),
    frozenset({"inputs", "spacy_component", "tracking", "values"}),
    frozenset({"console", "outputs"}),
    frozenset({"batch"}),
    frozenset({"tableview", "viewer"}),
    frozenset({"reviewing", "service", "mcp_server", "integrations"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""The stages, first to last; a module imports only from stages before its own, or within its own package.

A module with a dot stands apart from its package, where the road passes that twice: `normalise` reads single values
before there are drafts, `normalise.actions` makes records of drafts.
"""

RANK = {module: rank for rank, stage in enumerate(ROAD) for module in stage}
FACADE = "planextract"


def dotted(path: Path) -> str:
    """A file's module, without the package's own name: "normalise.dates"."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or FACADE


MODULES = {dotted(path) for path in PACKAGE.rglob("*.py")}


def stage(module: str) -> str:
    """The entry of ROAD that a module belongs to: its own, or else that of the package around it."""
    while module not in RANK and "." in module:
        module = module.rpartition(".")[0]
    return module


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules of the package that some code imports; FACADE where it takes a public name from the top."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (inner(alias.name) for alias in node.names if alias.name.split(".")[0] == FACADE)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == FACADE:
            yield from (inner(f"{node.module}.{alias.name}") for alias in node.names)


def inner(name: str) -> str:
    """The module that a dotted name lies in: "planextract.records.Owner" is in "records"."""
    name = name.partition(".")[2]
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or FACADE


def imports() -> Iterator[tuple[str, str]]:
    """Every import of one module by another, save those of the facade, which names everything."""
    for path in sorted(PACKAGE.rglob("*.py")):
        importer = dotted(path)
        if importer != FACADE:
            for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
                yield importer, name


def test_every_module_has_its_place_on_the_road() -> None:
    lost = sorted(module for module in MODULES - {FACADE} if stage(module) not in RANK)
    assert not lost, f"add {', '.join(lost)} to ROAD in tests/test_layers.py, after all that it imports"
    gone = sorted(RANK.keys() - MODULES)
    assert not gone, f"take {', '.join(gone)} out of ROAD in tests/test_layers.py: there is no such module"


def test_imports_point_back() -> None:
    forward = [
        f"{importer} imports {name}, which stands later on the road or beside it"
        for importer, name in imports()
        if stage(importer) != stage(name) and RANK.get(stage(name), len(ROAD)) >= RANK.get(stage(importer), 0)
    ]
    assert not forward, "\n".join(forward)


def test_the_reading_of_imports() -> None:
    code = "import planextract.cli\nfrom planextract import records, extract\nfrom planextract.emit.csv import rows"
    assert list(imported(ast.parse(code))) == ["cli", "records", FACADE, "emit.csv"]
    assert stage("normalise.dates") == "normalise"
    assert stage("normalise.actions") == "normalise.actions"
