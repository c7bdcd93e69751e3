"""The loop of atheris and libFuzzer: what reaches code that no input reached before is damaged further.

A process of its own, `python -m fuzz.guided FINDINGS SECONDS MEMORY`, started by `runs`. It makes the code tell what is
reached, which takes ten seconds, and then waits for turns, a line of JSON each; for each it forks a child, in which
libFuzzer ends the process when its time is up, and answers with how that ended. The input at hand lies in a file, so
that it is known when an input ends the process instead.
"""

import argparse
import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

import atheris

import planextract

_LEFT_OUT = tuple(
    f"planextract.{name}"
    for name in (
        "__main__",
        "batch",
        "cli",
        "console",
        "corrections",
        "emit",
        "integrations",
        "mcp_server",
        "outputs",
        "redaction",
        "reviewing",
        "service",
        "spacy_component",
        "tableview",
        "tracking",
        "viewer",
    )
)
"""What stands behind the records, and asks for extras in part."""
_GUIDED_BY = ("planextract", "xlrd")

with atheris.instrument_imports(include=list(_GUIDED_BY)):
    for _module in pkgutil.walk_packages(planextract.__path__, "planextract."):
        if not _module.name.startswith(_LEFT_OUT):
            importlib.import_module(_module.name)
    from fuzz.findings import Findings
    from fuzz.judging import Bounds, judged, limit_memory
    from fuzz.mutating.chance import Chance
    from fuzz.targets import TARGETS


def main() -> None:
    """Take turns until there are no more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("findings", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("memory", type=int)
    given = parser.parse_args()
    print("ready", flush=True)
    for line in sys.stdin:
        turn = json.loads(line)
        child = os.fork()
        if child == 0:
            _take(turn, given.findings, Bounds(given.seconds, given.memory))
        _, status, used = os.wait4(child, 0)
        processor = used.ru_utime + used.ru_stime
        print(json.dumps({"ended": os.waitstatus_to_exitcode(status), "processor": processor}), flush=True)


def _take(turn: dict[str, Any], folder: Path, bounds: Bounds) -> None:
    """One turn of a target, which ends this process. What libFuzzer says goes into the file `said`."""
    target, work = TARGETS[turn["target"]], Path(turn["work"])
    findings, at_hand = Findings(folder, target), work / "input"
    os.dup2(os.open(work / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def one(data: bytes) -> None:
        at_hand.write_bytes(data)
        complaint = judged(target, data, bounds)
        if complaint is not None:
            findings.add(complaint, data)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        chance = Chance(seed, target.words, lambda part: bytes(atheris.Mutate(part, len(part) + 64)))
        made = target.mutated(data, chance)
        return made if len(made) <= most else bytes(atheris.Mutate(data[:most], most))

    limit_memory(bounds)
    words = work / "words.dict"
    words.write_text(_dictionary(target.words), encoding="ascii")
    options = (
        f"-max_total_time={turn['seconds']}",
        f"-seed={turn['seed']}",
        f"-max_len={target.most_bytes}",
        f"-dict={words}",
        f"-artifact_prefix={work}{os.sep}",
        "-rss_limit_mb=0",  # (memory is bounded by `judging`)
        "-timeout=600",
        "-len_control=0",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], *options, str(work / "corpus")], one, custom_mutator=mutated)
    atheris.Fuzz()
    os._exit(0)


def _dictionary(words: tuple[str, ...]) -> str:
    """Words as libFuzzer reads them, every byte by its number."""
    return "".join(
        '"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in word.encode())) for word in words if word
    )


if __name__ == "__main__":
    main()
