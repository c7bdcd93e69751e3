"""Accuracy against gold: extract every document that has gold and score it with the shared scorer.

    python benchmarks/gold.py ../shared            seeds and real documents, one table each, first misses below
    python benchmarks/gold.py ../shared --documents benchmarks/plans/looked_at      a folder with docs/ and gold/

Reads gold/<set>/*.json, finds each document by the gold file's stem, and writes nothing but a temporary folder.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import planextract as pe

PREFERRED = (".txt", ".md", ".pdf", ".docx", ".odt", ".xlsx", ".doc")
"""Where a document is there in several formats, the first that can be read is scored."""


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(folders: Sequence[Path], gold: Path) -> Iterator[Path]:
    """The files that a gold file speaks of, in the order in which they are preferred."""
    stated = json.loads(gold.read_text()).get("doc", gold.stem)
    found = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
    named = [p for p in found if p.name == stated or p.name.split(".")[0] == gold.name.split(".")[0]]
    yield from sorted(
        named, key=lambda p: (p.name != stated, PREFERRED.index(p.suffix) if p.suffix in PREFERRED else 99)
    )


def extraction(folders: Sequence[Path], gold: Path) -> tuple[str, dict[str, Any]]:
    said = "no document"
    for path in documents(folders, gold):
        try:
            return path.name, json.loads(pe.emit(pe.extract(path), "json"))
        except pe.PlanExtractError as error:
            said = str(error)
    return said, {}


def linked(gold: dict[str, Any], score: ModuleType) -> dict[str, Any]:
    """Gold whose actions name their findings by kind and number, or by their words, with the places of these.

    The scorer reads places only, and takes an action without one for an action that answers no finding.
    """
    for action in gold["actions"]:
        if action.get("finding_index") is None and action.get("finding"):
            action["finding_index"] = score.link_of(action, gold.get("findings", []))[0]
    return gold


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--sets", nargs="*", default=["seeds", "real"])
    parser.add_argument(
        "--documents", type=Path, help="a folder with docs/ and gold/ instead of those of SHARED"
    )
    parser.add_argument("--only", default="", help="gold files whose name has this")
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    shared, own = arguments.shared, arguments.documents
    if own is not None and own.name.startswith("heldout") and arguments.misses:
        parser.error("of the half that is only scored no misses are shown")
    neutral, score = load(shared / "score/to_neutral.py"), load(shared / "score/score.py")
    sets = [shared / "gold" / name for name in arguments.sets] if own is None else [own / "gold"]
    folders = [shared / "seeds", shared / "corpus"] if own is None else [own / "docs"]
    for gold_folder in sets:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as places:
            for gold in sorted(gold_folder.glob("*.json")):
                if arguments.only not in gold.stem:
                    continue
                start = time.process_time()
                read, found = extraction(folders, gold)
                (Path(folder) / gold.name).write_text(json.dumps(neutral.to_neutral(found)))
                (Path(places) / gold.name).write_text(json.dumps(linked(json.loads(gold.read_text()), score)))
                counts = f"{len(found.get('actions', []))} actions, {len(found.get('findings', []))} findings"
                print(f"{time.process_time() - start:6.2f} s  {counts:28} {read}", file=sys.stderr)
            score.main(
                [
                    places,
                    folder,
                    "--by",
                    "doc",
                    "--only",
                    arguments.only,
                    "--misses",
                    str(arguments.misses),
                ]
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
