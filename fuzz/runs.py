"""Runs of targets: seeds laid out, a loop started and started again where an input ends it, findings made small."""

import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from fuzz import ROOT, plain
from fuzz.findings import Findings
from fuzz.judging import Bounds, death, from_outside
from fuzz.shrinking import shrunk
from fuzz.targets import Target

_COUNTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_PROGRESS = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a target is run: how long by the clock, where findings go, from which seed, and the bounds of an input.

    `tries` ends the loop without guidance after so many inputs.
    """

    seconds: float
    findings: Path
    seed: int = 1
    bounds: Bounds = field(default_factory=Bounds)
    guided: bool = True
    shrink_seconds: float = 60
    corpus: Path | None = None
    tries: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to. `covered` and `features` are those of libFuzzer, None without guidance; `first` those that
    the seeds reach, `kept` the inputs that reached something new. `processor` are seconds without the shrinking."""

    target: str
    tried: int = 0
    seconds: int = 0
    processor: int = 0
    found: tuple[str, ...] = ()
    covered: int | None = None
    features: int | None = None
    first: int | None = None
    kept: int | None = None
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a process of libFuzzer ended, the seconds that it took of the processor, and what it said."""

    ended: int
    processor: float
    said: str


def guided_at_hand() -> bool:
    """Whether atheris is installed."""
    return importlib.util.find_spec("atheris") is not None


def run_all(targets: Iterable[Target], setting: Setting) -> Iterator[Report]:
    """One target after another, each for its time."""
    loop = _Loop(setting)
    try:
        yield from (run(target, setting, loop) for target in targets)
    finally:
        loop.close()


def run(target: Target, setting: Setting, loop: "_Loop") -> Report:
    """One target for its time. Findings lie in the folder, made small; those that do not repeat are dropped."""
    findings = Findings(setting.findings, target)
    before = set(findings.inputs())
    began, used = time.monotonic(), _processor()
    guided = setting.guided and target.guided and guided_at_hand()
    report = _guided(target, setting, findings, loop) if guided else _plain(target, setting, findings)
    used = _processor() - used + report.processor
    for path in set(findings.inputs()) - before:
        _made_small(target, setting, findings, path)
    found = tuple(path.name.removesuffix(".input") for path in findings.inputs() if path not in before)
    return replace(report, seconds=round(time.monotonic() - began), processor=round(used), found=found)


def _processor() -> float:
    """Seconds of the processor that this process and those that it waited for have taken."""
    ours = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in ours)


def _plain(target: Target, setting: Setting, findings: Findings) -> Report:
    plain.warm_up(target)
    stop_at, count = time.monotonic() + setting.seconds, 0
    for data in islice(plain.inputs(target, setting.seed), setting.tries):
        if time.monotonic() > stop_at:
            break
        count += 1
        complaint = plain.tried(target, data, setting.bounds)
        if complaint is not None:
            findings.add(complaint, data)
    return Report(target.name, count)


def _guided(target: Target, setting: Setting, findings: Findings, loop: "_Loop") -> Report:
    loop.begin()
    stop_at = time.monotonic() + setting.seconds
    report = Report(target.name)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _lay_out(target, work / "corpus", setting.corpus)
        seed = setting.seed
        while (left := stop_at - time.monotonic()) > 1 or not report.tried:
            turn = loop.turn(target, work, left, seed)
            report = _added(report, turn)
            if turn.ended != 0:
                findings.add(death(turn.ended), (work / "input").read_bytes())
            seed += 1
        if setting.corpus is not None:
            _keep(work / "corpus", setting.corpus / target.name)
    return report


def _lay_out(target: Target, corpus: Path, earlier: Path | None) -> None:
    corpus.mkdir()
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    if earlier is not None and (earlier / target.name).is_dir():
        _keep(earlier / target.name, corpus)


def _keep(source: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for each in source.iterdir():
        (to / each.name).write_bytes(each.read_bytes())


class _Loop:
    """The guided loop: a process that is started for the first turn and serves all that follow."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._process: subprocess.Popen[str] | None = None
        self._noise = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed with the loop)

    def begin(self) -> None:
        """Wait until it is ready to take turns."""
        if self._process is None:
            self._process = self._started(self._setting)
            if self._answer() != "ready\n":
                self._noise.seek(0)
                said = self._noise.read()
                raise RuntimeError(f"the guided loop does not start:\n{said[-2000:]}")

    def turn(self, target: Target, work: Path, seconds: float, seed: int) -> _Turn:
        """One run of libFuzzer until its time is up or an input ends it."""
        assert self._process is not None
        assert self._process.stdin is not None
        turn = {"target": target.name, "work": str(work), "seconds": max(int(seconds), 1), "seed": seed}
        self._process.stdin.write(json.dumps(turn) + "\n")
        self._process.stdin.flush()
        done = json.loads(self._answer())
        said = (work / "said").read_text(errors="replace")
        if done["ended"] > 0 and not _PROGRESS.search(said):
            raise RuntimeError(f"the guided loop does not start:\n{said[-2000:]}")
        return _Turn(done["ended"], done["processor"], said)

    def _answer(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def _started(self, setting: Setting) -> "subprocess.Popen[str]":
        bounds = (str(setting.bounds.seconds), str(setting.bounds.memory))
        return subprocess.Popen(
            [sys.executable, "-m", "fuzz.guided", str(setting.findings.resolve()), *bounds],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._noise,
            text=True,
        )

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()
            self._process = None
        self._noise.close()


def _added(report: Report, turn: _Turn) -> Report:
    """The report with one more process's figures."""
    progress = [tuple(map(int, match.groups())) for match in _PROGRESS.finditer(turn.said)]
    counted = _COUNTED.search(turn.said)
    last = progress[-1] if progress else (0, 0, 0, 0)
    first = next((each[2] for each in progress if each[2]), None)
    inited = re.search(r"INITED\s+cov: \d+ ft: (\d+)", turn.said)
    return replace(
        report,
        tried=report.tried + (int(counted[1]) if counted is not None else last[0]),
        covered=max(report.covered or 0, last[1]),
        features=max(report.features or 0, last[2]),
        first=report.first or (int(inited[1]) if inited is not None else first),
        kept=last[3],
        deaths=report.deaths + int(turn.ended != 0),
        processor=report.processor + round(turn.processor),
    )


def _made_small(target: Target, setting: Setting, findings: Findings, path: Path) -> None:
    """A finding made small; dropped where it does not fail when tried again, without what guides the loop."""
    data, mark = path.read_bytes(), path.name.removesuffix(".input")
    complaint = from_outside(target, data, setting.bounds)
    if complaint is None:
        findings.drop(path)
        return
    if complaint.mark != mark:
        findings.drop(path)
        if not findings.add(complaint, data):
            return
    fails = _alike(target, setting.bounds, complaint.mark)
    small = shrunk(data, fails, setting.shrink_seconds)
    findings.replace(from_outside(target, small, setting.bounds) or complaint, small)


def _alike(target: Target, bounds: Bounds, mark: str) -> Callable[[bytes], bool]:
    def fails(data: bytes) -> bool:
        complaint = from_outside(target, data, bounds)
        return complaint is not None and complaint.mark == mark

    return fails


def lines(reports: list[Report]) -> Iterator[str]:
    """Reports as a table."""
    yield "target      inputs tried  code reached  features (of seeds)  kept  findings  seconds  of the processor"
    for each in reports:
        reached = (
            "-             -                       -"
            if each.features is None
            else f"{each.covered:<12}  {f'{each.features} ({each.first})':<19}  {each.kept:>4}"
        )
        times = f"{each.seconds:>7}  {each.processor:>16}"
        yield f"{each.target:<10}  {each.tried:>12}  {reached}  {len(each.found):>8}  {times}"
        yield from (f"            {mark}" for mark in each.found)
