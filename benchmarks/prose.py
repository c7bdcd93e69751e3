"""Clauses of minutes and reports: which are actions, and whether owner and deadline are the words wanted.

    python benchmarks/prose.py FOLDER [--misses]   every *.jsonl in FOLDER, each clause alone and inside minutes
    python benchmarks/prose.py --minutes           whole minutes that we made up, those that no model learned from
    python benchmarks/prose.py --speed             words a second of the stages, start-up, an agenda pack of 400 pages

A line has `text` (of one or several lines; " / " parts lines too), `is_action`, `owner` and `deadline`, as in the
shared narrative cases: the words that name the owner, several joined by "; ", and those that say by when; null for
none. Alone, the clause is all that the document says. Inside minutes it stands where its form belongs: an item of a
list under "RESOLVED:", the rest of a sentence behind it, or a paragraph. Totals only, unless --misses is given.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
MINUTES = HERE / "models" / "clauses" / "minutes.jsonl"
sys.path.insert(0, str(HERE / "tests"))

from planextract import readers  # noqa: E402
from planextract.drafts import logs, minutes  # noqa: E402
from planextract.metadata import describe  # noqa: E402
from planextract.options import Options  # noqa: E402
from planextract.prose.paragraphs import paragraphs  # noqa: E402
from planextract.records import Action  # noqa: E402
from surroundings import HEAD, Verdict, extracted, verdict, wrapped  # noqa: E402

# Totals ------------------------------------------------------------------------------------------------------------


def accuracy(folder: Path, misses: bool) -> None:
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        cases = [json.loads(line) for line in lines if line.strip()]
        if not cases or "is_action" not in cases[0]:
            continue
        shown = misses and not path.stem.endswith("heldout")  # (that half is only ever scored)
        for name, where in (("alone", str), ("in minutes", wrapped)):
            counts: Counter[str] = Counter()
            for case in cases:
                text = case["text"].replace(" / ", "\n")
                actions = extracted(where(text)).actions
                seen = verdict(case, actions)
                counts.update(_counted(seen))
                if shown and not _right(seen):
                    print(_miss(name, case, actions))
            print(f"{path.stem:20} {name:10} n {len(cases):4}  {_shares(counts)}")


def _counted(seen: Verdict) -> Iterator[str]:
    if seen.wanted or seen.found:
        yield "hit" if seen.wanted and seen.found else "missed" if seen.wanted else "false"
    if seen.owner is not None:
        yield "owner" if seen.owner else "other owner"
        yield "deadline" if seen.deadline else "other deadline"


def _right(seen: Verdict) -> bool:
    return seen.wanted == seen.found and seen.owner is not False and seen.deadline is not False


def _miss(name: str, case: dict[str, Any], actions: Sequence[Action]) -> str:
    found = [
        (each.text.rule, [owner.raw for owner in each.owners], each.deadline and each.deadline.raw)
        for each in actions
    ]
    wanted = (case["owner"], case["deadline"]) if case["is_action"] else "no action"
    return f"  {name:10} {case['text']!r}\n      wanted {wanted}\n      found  {found or 'none'}"


def _shares(counts: Counter[str]) -> str:
    hits, missed, false = counts["hit"], counts["missed"], counts["false"]
    precision = hits / (hits + false) if hits + false else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    f1 = 2 * hits / (2 * hits + missed + false) if hits else 0.0
    owners, dates = (counts[name] / hits if hits else 0.0 for name in ("owner", "deadline"))
    return (
        f"precision {precision:6.1%}  recall {recall:6.1%}  F1 {f1:6.1%}   of {hits} found: "
        f"owner {owners:6.1%}  deadline {dates:6.1%}"
    )


# Whole minutes -----------------------------------------------------------------------------------------------------


def whole_minutes(misses: bool) -> None:
    """Each line of minutes.jsonl whose `minutes` are a multiple of 5, in its minutes, one a paragraph."""
    lines = [json.loads(line) for line in MINUTES.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line["minutes"] % 5 == 0]
    counts: Counter[str] = Counter()
    for number in sorted({line["minutes"] for line in kept}):
        texts = {_bare(line["text"]): bool(line["action"]) for line in kept if line["minutes"] == number}
        document = "\n\n".join(line["text"] for line in kept if line["minutes"] == number)
        found = [_bare(action.text.raw) for action in extracted(document).actions]
        hit = {text for text, action in texts.items() if action and any(_within(text, one) for one in found)}
        missed = [text for text, action in texts.items() if action and text not in hit]
        false = [one for one in found if not any(_within(text, one) for text in hit)]
        counts.update(hit=len(hit), missed=len(missed), false=len(false))
        if misses:
            print("".join(f"  {number:4} missed   {text}\n" for text in missed), end="")
            print("".join(f"  {number:4} false    {text}\n" for text in false), end="")
    print(f"whole minutes, {len(kept)} lines  {_shares(counts).partition('   of')[0]}")


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .;:").casefold()


def _within(one: str, other: str) -> bool:
    return one in other or other in one


# Speed -------------------------------------------------------------------------------------------------------------


def pack(pages: int) -> str:
    """An agenda pack as one text: minutes with resolutions and actions, and prose between, some 400 words a page."""
    prose = (
        "Members discussed the position at some length and heard that the work had gone well over the year. "
        "The Head of Service explained that pressures remained in the budget and that demand had risen again. "
    )
    page = (
        "{n}. Progress report\n\nThe Committee considered a report. " + prose * 9 + "\n\nRESOLVED:\n\n"
        "(a) That the report be noted;\n"
        "(b) That the Head of Housing be requested to report back on scheme {n} in six months; and\n"
        "(c) That authority be delegated to the Director of Place to finalise plan {n}.\n\n"
        "Officers undertook to circulate the figures of scheme {n} after the meeting.\n\n"
        "Action: Clerk to write to contractor {n} by 14 July.\n\n"
    )
    return HEAD + "".join(page.replace("{n}", str(n)) for n in range(1, pages + 1))


def speed() -> None:
    text = pack(400)
    start = time.process_time()
    found = extracted(text)
    print(f"agenda pack of 400 pages  {time.process_time() - start:6.1f} s   {len(found.actions)} actions")
    document = readers.read_bytes(pack(20).encode("utf-8"), "pack.txt", Options())
    count = sum(len(block.text.text.split()) for block in document.blocks)
    about, _ = describe(document)
    stages = {
        "paragraphs": lambda: paragraphs(document),
        "decisions": lambda: minutes.decisions(document, about),
        "minute actions": lambda: minutes.minute_actions(document),
        "logs": lambda: logs.actions(document),
    }
    for name, stage in stages.items():
        stage()
        start = time.process_time()
        stage()
        print(f"{name:24}  {count / (time.process_time() - start):12,.0f} words a second")
    for name, command in (("import planextract", "import planextract"), ("a clause", _CLAUSE)):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", command], check=True)
        print(f"start-up, {name:20} {time.perf_counter() - start:6.2f} s")


_CLAUSE = "import planextract as pe; pe.extract_bytes(b'That the report be noted', 'clause.txt')"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="folder of labelled clauses")
    parser.add_argument("--misses", action="store_true", help="print what was not read as wanted")
    parser.add_argument("--minutes", action="store_true", help="whole minutes that we made up")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    if arguments.folder is not None:
        accuracy(arguments.folder, arguments.misses)
    if arguments.minutes:
        whole_minutes(arguments.misses)
    if arguments.speed:
        speed()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
