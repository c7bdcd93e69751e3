"""The loop of atheris and libFuzzer: what reaches code that no input reached before is damaged further.

Run as a process of its own, `python -m fuzz.guided`, by `runs`: libFuzzer ends the process when its time is up. The
input at hand lies in a file, so that it is known when it ends the process itself.
"""

import argparse
import importlib
import os
import pkgutil
import sys
from pathlib import Path

import atheris

import planextract

_LEFT_OUT = tuple(
    f"planextract.{name}"
    for name in (
        "__main__",
        "batch",
        "cli",
        "console",
        "emit",
        "outputs",
        "redaction",
        "spacy_component",
        "tableview",
    )
)
"""What stands behind the records."""
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
    """Arguments as `runs` gives them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("target", "findings", "work"):
        parser.add_argument(name)
    for name in ("seconds", "seed", "bound", "memory"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    target, work = TARGETS[given.target], Path(given.work)
    bounds = Bounds(given.bound, given.memory)
    findings = Findings(Path(given.findings), target)
    at_hand = work / "input"

    def one(data: bytes) -> None:
        at_hand.write_bytes(data)
        complaint = judged(target, data, bounds)
        if complaint is not None:
            findings.add(complaint, data)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        chance = Chance(seed, target.words, lambda part: atheris.Mutate(part, len(part) + 64))
        made = target.mutated(data, chance)
        return made if len(made) <= most else atheris.Mutate(data[:most], most)

    limit_memory(bounds)
    words = work / "words.dict"
    words.write_text(_dictionary(target.words), encoding="ascii")
    options = (
        f"-max_total_time={given.seconds}",
        f"-seed={given.seed}",
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


def _dictionary(words: tuple[str, ...]) -> str:
    """Words as libFuzzer reads them, every byte by its number."""
    return "".join(
        '"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in word.encode())) for word in words if word
    )


if __name__ == "__main__":
    main()
