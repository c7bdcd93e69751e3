"""Public test files of other projects: every one a typed result, and as many read as the bare libraries read.

python benchmarks/corpora.py FOLDER... [--workers 2] [--no-ocr] [--rows FILE]

Each file that differs in its bytes is read once as a batch reads it, and, in the same run, by the bare libraries,
PDFium and planextract's reader alone (see `bare.py`). `--rows` keeps what each made of each file, and takes up a run
that was broken off.
"""

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bare
from planextract.batch.jobs import Job
from planextract.batch.runner import Done, Runner
from planextract.options import Limits, Options
from planextract.records import Extraction

PDF, WORD = (".pdf",), (".docx", ".docm", ".dotx", ".dotm")
FEW = 3
"""Letters under which a page is as good as blank."""

LATE = 2.0
"""Seconds past a limit within which a document must have ended."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What became of a file in a batch; of several documents in it, the best."""

    outcome: str
    code: str | None
    seconds: float
    peak: int
    actions: int
    codes: tuple[str, ...] = ()
    said: str = ""

    @property
    def read(self) -> bool:
        return self.outcome in ("read", "partial", "nothing_found")


@dataclass(frozen=True, slots=True)
class Row:
    path: str
    kind: str
    ours: Ours
    bare: bare.Opinion
    pdfium: bare.Opinion
    reader: bare.Opinion


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-ocr", action="store_true")
    parser.add_argument("--rows", type=Path)
    arguments = parser.parse_args()
    files = distinct(arguments.folders)
    kept = kept_rows(arguments.rows)
    options = Options(ocr=not arguments.no_ocr)
    fresh = [path for path in files if str(path) not in kept]
    bare.warm()
    for row in measured(fresh, options, arguments.workers):
        kept[row.path] = row
        if arguments.rows is not None:
            with arguments.rows.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(row)) + "\n")
    rows = [kept[str(path)] for path in files]
    for kind in ("pdf", "docx"):
        report(kind, [row for row in rows if row.kind == kind], options.limits)
    return 0


def distinct(folders: Iterable[Path]) -> list[Path]:
    """The PDF and Word files of folders, each of those with the same bytes once."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in PDF + WORD and path.is_file():
                found.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    return list(found.values())


def kept_rows(path: Path | None) -> dict[str, Row]:
    if path is None or not path.exists():
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["path"]: _row(row) for row in rows}


def _row(plain: dict[str, Any]) -> Row:
    opinions = {name: bare.Opinion(**plain[name]) for name in ("bare", "pdfium", "reader")}
    return Row(plain["path"], plain["kind"], Ours(**plain["ours"]), **opinions)


# Measuring -----------------------------------------------------------------------------------------------------


def measured(files: Sequence[Path], options: Options, workers: int) -> Iterator[Row]:
    """Every file by all readers, as they are done."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        jobs = (
            Job(str(path), path.name, str(Path(folder, f"{number}.jsonl")))
            for number, path in enumerate(files)
        )
        waiting = []
        for done in Runner(options, workers).run(jobs):
            waiting.append(pool.submit(beside, Path(done.job.path), became(done)))
            while waiting and (waiting[0].done() or len(waiting) > 4 * workers):
                yield waiting.pop(0).result()
        yield from (each.result() for each in waiting)


def became(done: Done) -> Ours:
    """What a batch made of a file."""
    out = Path(done.job.out)
    found = [Extraction.model_validate_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    out.unlink()
    order = ("failed", "unread", "nothing_found", "partial", "read")
    best = max(done.rows, key=lambda row: order.index(row.became.outcome))
    said = [each for extraction in found for each in extraction.diagnostics]
    return Ours(
        outcome=best.became.outcome,
        code=best.became.code,
        seconds=max(row.seconds for row in done.rows),
        peak=max(row.peak for row in done.rows),
        actions=sum(row.became.actions for row in done.rows),
        codes=tuple(sorted({each.code for each in said})),
        said=said[0].message if said and not best.became.actions else "",
    )


def beside(path: Path, result: Ours) -> Row:
    """The other readers' opinions of a file, beside ours."""
    none = bare.Opinion("none")
    if path.suffix.lower() in PDF:
        return Row(
            str(path),
            "pdf",
            result,
            bare.opinion(bare.bare_pdf, path),
            bare.opinion(bare.pdfium, path),
            bare.opinion(bare.ours, path) if result.outcome != "failed" else none,
        )
    reader = bare.opinion(bare.ours, path) if result.outcome != "failed" else none
    return Row(str(path), "docx", result, bare.opinion(bare.bare_docx, path), none, reader)


# What it comes to ----------------------------------------------------------------------------------------------


def report(kind: str, rows: Sequence[Row], limits: Limits) -> None:
    print(f"\n{kind}: {len(rows)} files that differ")
    print("  planextract:", counted(f"{row.ours.outcome} {row.ours.code or ''}".strip() for row in rows))
    print("  bare library:", counted(_bare(row) for row in rows))
    print(
        f"  files with {FEW} letters or more, by the bare library {sum(map(_bare_words, rows))},"
        f" by PDFium {sum(row.pdfium.letters >= FEW for row in rows)}, by us {sum(map(_our_words, rows))}"
    )
    late = limits.seconds + LATE
    for words, holds in (
        ("errors without a type (must be none)", lambda row: row.ours.code == "internal"),
        ("ended by a limit", lambda row: row.ours.outcome == "failed" and row.ours.code != "internal"),
        (f"over its limit of time by {LATE:.0f} s (must be none)", lambda row: row.ours.seconds > late),
        ("read by the bare library and not by us (must be none)", _lost),
        ("nothing but text that a reader does not see, and said so", _unseen),
        ("read by us and not by the bare library", _gained),
        ("no word read, without saying so, where PDFium sees some (must be none)", _silent),
        ("less than half of PDFium's letters, without a remark of hidden ones", _thin),
        ("no word read, and the bare library sees some", _silent_beside_bare),
    ):
        listed(words, rows, holds)
    times = sorted(row.ours.seconds for row in rows) or [0.0]
    print(
        f"  seconds by the clock: median {times[len(times) // 2]:.2f}, most {times[-1]:.1f};"
        f" most memory {max((row.ours.peak for row in rows), default=0) / 1e6:.0f} MB"
    )


def listed(words: str, rows: Sequence[Row], holds: Callable[[Row], bool]) -> None:
    found = [row for row in rows if holds(row)]
    print(f"  {words}: {len(found)}")
    if len(found) <= 25:
        for row in found:
            print(f"      {row.path}: {row.ours.outcome} {row.ours.code}; bare {_bare(row)}")


def counted(words: Iterable[str]) -> str:
    return ", ".join(f"{word} {count}" for word, count in Counter(words).most_common())


def _bare(row: Row) -> str:
    return f"{row.bare.outcome} {row.bare.error}".strip()


def _bare_read(row: Row) -> bool:
    return row.bare.outcome == "ok" and row.bare.pages > 0


def _bare_words(row: Row) -> bool:
    return row.bare.outcome == "ok" and row.bare.letters >= FEW


def _our_words(row: Row) -> bool:
    return row.ours.read and row.reader.letters >= FEW


def _unseen(row: Row) -> bool:
    """All the text that it holds is white, without ink or off the page, and we say so."""
    return row.ours.code == "no_text" and "not to be seen" in row.ours.said


def _lost(row: Row) -> bool:
    """A picture without letters is as little read by the one as by the other."""
    without_letters = row.ours.code == "no_text" and (row.bare.letters < FEW or _unseen(row))
    return _bare_read(row) and not row.ours.read and not without_letters


def _gained(row: Row) -> bool:
    return row.ours.read and not _bare_read(row)


def _nothing(row: Row) -> bool:
    return row.ours.read and row.reader.outcome == "ok" and row.reader.letters == 0


def _hidden(row: Row) -> bool:
    return "hidden_text" in row.ours.codes


def _silent(row: Row) -> bool:
    empty = "no_text_in_it" in row.ours.codes or _nothing(row)
    return empty and row.pdfium.letters >= FEW and not _hidden(row)


def _silent_beside_bare(row: Row) -> bool:
    empty = "no_text_in_it" in row.ours.codes or _nothing(row)
    return empty and row.bare.letters >= FEW and not _hidden(row)


def _thin(row: Row) -> bool:
    read = row.ours.read and row.reader.outcome == "ok"
    return read and row.reader.letters < row.pdfium.letters / 2 and not _hidden(row)


if __name__ == "__main__":
    raise SystemExit(main())
