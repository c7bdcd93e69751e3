"""A batch on a cluster of several machines, all of them played by this one: the same bytes, whatever is lost."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import planextract
from planextract import cli
from planextract.batch import cluster as clusters
from planextract.batch import kit, node
from planextract.batch.cluster import Cluster
from planextract.batch.connection import ClusterError, Connection
from planextract.batch.jobs import Job
from planextract.batch.reporting import Quiet
from planextract.batch.run import Order, batch
from planextract.batch.runner import Done, Runner
from planextract.batch.store import NAME
from planextract.options import Options
from planextract.version import __version__
from test_batch import ACTION, QUICK, eventually, manifest, mentioning, outputs, written

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("ray") is None, reason="needs planextract[ray]"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked"),
    pytest.mark.filterwarnings("ignore"),  # (Ray's own)
]

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples"
MARK = 2_000_000 + os.getpid()
MARKED = replace(QUICK, limits=replace(QUICK.limits, pages=MARK, memory=1 << 30))
"""Limits that tell these children from those of tests beside this one."""


@dataclass
class Machines:
    """A head that reads nothing and two machines with a processor each; one that was lost is replaced."""

    cluster: Any

    def add(self) -> None:
        self.cluster.add_node(num_cpus=1, node_ip_address="127.0.0.1", object_store_memory=100 << 20)

    def lose_one(self) -> None:
        """All at once, as when the power goes: what its processes were at is not ended first."""
        node = next(iter(self.cluster.worker_nodes))
        raylet = node.all_processes["raylet"][0].process.pid
        workers = Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split()
        for process in (raylet, *map(int, workers)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.cluster.remove_node(node, allow_graceful=False)


@pytest.fixture(scope="module")
def short_folder() -> Iterator[str]:
    """Paths of sockets have 107 characters at most, and Ray's are long."""
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield folder


@pytest.fixture(scope="module")
def machines(short_folder: str) -> Iterator[Machines]:
    environment = {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # (127.0.0.1 only)
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "TMPDIR": short_folder,
        "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")]),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        import ray
        from ray.cluster_utils import Cluster as RayCluster

        started = RayCluster(
            initialize_head=True,
            head_node_args={"num_cpus": 0, "node_ip_address": "127.0.0.1", "include_dashboard": False},
        )
        found = Machines(started)
        for _ in range(2):
            found.add()
        ray.init(address=started.address, configure_logging=False, log_to_driver=False)
        yield found
        ray.shutdown()
        started.shutdown()


def here(folder: Path, out: Path, options: Options = MARKED, **wishes: Any) -> None:
    order = Order((str(folder),), out, options=options, **wishes)
    batch(order, Runner(options, 1, "chaos").run, Quiet())


def there(folder: Path, out: Path, options: Options = MARKED, **wishes: Any) -> None:
    order = Order((str(folder),), out, options=options, **wishes)
    with Cluster(options, zygote="chaos") as cluster:
        batch(order, cluster.run, Quiet())


def archive(folder: Path) -> Path:
    """A sample of each kind, broken files, a zip, a document that kills its child, and odd names."""
    (folder / "samples").mkdir(parents=True)
    for path in {path.suffix: path for path in sorted(SAMPLES.iterdir()) if path.is_file()}.values():
        shutil.copy(path, folder / "samples")
    written(
        folder,
        {
            "empty.pdf": "",
            "half.pdf": "%PDF-1.4\n1 0 obj\n",
            "crash.txt": "MOCK:segv\n",
            "bug.txt": "MOCK:bug\n",
            "same/one.txt": ACTION.format("grit"),
            "two.txt": ACTION.format("grit"),
        },
    )
    with zipfile.ZipFile(folder / "pack.zip", "w") as pack:
        for n, kind in enumerate(["ok", "abort", "ok"]):
            pack.writestr(f"{n}.txt", ACTION.format(n) + f"MOCK:{kind}\n")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(ACTION.format(4))
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_a_cluster_gives_the_same_bytes_as_this_machine(machines: Machines, tmp_path: Path) -> None:
    folder = archive(tmp_path / "in")
    here(folder, tmp_path / "here", to=("jsonl", "csv"))
    there(folder, tmp_path / "there", to=("jsonl", "csv"))
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
    rows = manifest(tmp_path / "there")
    assert {rows[name]["code"] for name in ("crash.txt", "pack.zip/1.txt")} == {"crash"}
    assert rows["bug.txt"]["code"] == "internal" and rows["pipe.txt"]["code"] == "unreadable"
    assert sum(row["outcome"] == "read" for row in rows.values()) > 6


def test_machines_that_do_not_see_the_files_are_sent_them(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(
        tmp_path / "in", {f"{n}.txt": ACTION.format(n) for n in range(4)} | {"crash.txt": "MOCK:segv\n"}
    )
    shutil.copy(SAMPLES / "osmerton-audit-tracker.pdf", folder)
    there(folder, tmp_path / "seen")

    def elsewhere(brief: bytes, job: bytes, data: bytes | None = None) -> bytes:
        """A machine on which the archive lies nowhere."""
        found = Job.of(job)
        return node.read(brief, replace(found, path=found.path.replace("/in/", "/nowhere/")).as_line(), data)

    monkeypatch.setattr(clusters.node, "read", elsewhere)
    there(folder, tmp_path / "unseen")
    assert outputs(tmp_path / "unseen") == outputs(tmp_path / "seen")


def naps(folder: Path, count: int) -> Path:
    return written(folder, {f"{n:03d}.txt": ACTION.format(n) + "MOCK:nap\n" for n in range(count)})


def jobs_of(folder: Path, out: Path) -> Iterator[Job]:
    for path in sorted(folder.iterdir()):
        yield Job(str(path), path.name, str(out / f"{path.stem}.jsonl"))


def test_no_more_is_under_way_than_was_said(machines: Machines, tmp_path: Path) -> None:
    taken, most = 0, 0

    def counted() -> Iterator[Job]:
        nonlocal taken
        for job in jobs_of(naps(tmp_path / "in", 16), tmp_path):
            taken += 1
            yield job

    with Cluster(MARKED, at_once=4, zygote="chaos") as cluster:
        for given, _ in enumerate(cluster.run(counted())):
            most = max(most, taken - given)
    assert taken == 16 and most == 4


def test_a_run_goes_on_here_that_was_begun_there_and_the_other_way(
    machines: Machines, tmp_path: Path
) -> None:
    documents = {f"{n}.txt": ACTION.format(n) for n in range(6)}
    folder, out = written(tmp_path / "in", documents), tmp_path / "out"
    there(written(tmp_path / "in", dict(list(documents.items())[:3])), out)
    kept = stamps(out)
    here(folder, out, anew=False)
    assert kept.items() <= stamps(out).items() and len(stamps(out)) == 6
    kept = stamps(out)
    (folder / "2.txt").write_text(ACTION.format("grit"))
    there(folder, out, anew=False)
    assert kept.items() <= stamps(out).items() and len(stamps(out)) == 7
    there(folder, tmp_path / "whole")
    assert outputs(out) == outputs(tmp_path / "whole")


def stamps(out: Path) -> dict[str, int]:
    """What is kept, with when it was written."""
    return {path.name: path.stat().st_mtime_ns for path in (out / NAME).rglob("*.jsonl")}


def test_machines_with_other_versions_end_it_with_what_differs(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit, "installed", lambda: {"pdfplumber": "0.9.0", "planextract": __version__})
    folder = written(tmp_path / "in", {"a.txt": ACTION.format(1)})
    with pytest.raises(ClusterError, match=r"pdfplumber 0\.11\S* and not 0\.9\.0.*install the same"):
        there(folder, tmp_path / "out")


def test_no_machine_that_is_large_enough(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.0)
    options = replace(QUICK, limits=replace(QUICK.limits, memory=1 << 50))
    with pytest.raises(ClusterError, match="no machine of the cluster has a processor and 1048576"):
        there(written(tmp_path / "in", {"a.txt": ACTION.format(1)}), tmp_path / "out", options)


def test_many_files_from_python_come_in_order(machines: Machines, tmp_path: Path) -> None:
    paths = sorted(written(tmp_path, {f"{n}.txt": ACTION.format(n) for n in range(5)}).iterdir())
    found = list(planextract.extract_many(paths, ray="auto"))
    assert [(each.source.name, len(each.actions)) for each in found] == [(f"{n}.txt", 1) for n in range(5)]


def test_the_command_reads_on_a_cluster(machines: Machines, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {f"{n}.txt": ACTION.format(n) for n in range(3)})
    run = CliRunner().invoke(cli.app, ["batch", str(folder), "-o", str(tmp_path / "out"), "--ray", "auto"])
    assert run.exit_code == 0 and "3 documents: 3 read" in run.output
    assert list(manifest(tmp_path / "out")) == ["0.txt", "1.txt", "2.txt"]


def test_nothing_of_a_document_is_in_the_logs_of_the_cluster(machines: Machines, tmp_path: Path) -> None:
    words = "Minutes\nAction: Jane Quillfeather to write to the county council by 1 May 2014.\nMOCK:"
    folder = written(
        tmp_path / "in", {f"Quillfeather-{kind}.txt": words + kind + "\n" for kind in ("ok", "bug", "talk")}
    )
    there(folder, tmp_path / "out")
    assert b"Quillfeather" in (tmp_path / "out" / "plans.jsonl").read_bytes()
    logs = [
        path
        for path in Path(machines.cluster.head_node.get_session_dir_path(), "logs").rglob("*")
        if path.is_file()
    ]
    assert len(logs) > 10
    assert not [path.name for path in logs if b"Quillfeather" in path.read_bytes()]


def test_an_address_at_which_nothing_is(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterError, match="on a machine of the cluster"):
        Connection("ray://127.0.0.1:10001", None)
    monkeypatch.setattr("ray.is_initialized", lambda: False)
    monkeypatch.setattr("ray.shutdown", lambda: None)
    with pytest.raises(ClusterError, match="there is no cluster to be had"):
        Connection("127.0.0.1:1", None)


# Losses --------------------------------------------------------------------------------------------------------


def test_a_machine_that_is_lost_loses_and_doubles_nothing(machines: Machines, tmp_path: Path) -> None:
    folder, count = naps(tmp_path / "in", 16), 16
    finished: list[Done] = []
    with Cluster(MARKED, zygote="chaos") as cluster:
        for done in cluster.run(jobs_of(folder, tmp_path)):
            finished.append(done)
            if len(finished) == 5:
                machines.lose_one()
    machines.add()
    assert sorted(done.job.name for done in finished) == sorted(path.name for path in folder.iterdir())
    assert [row.became.outcome for done in finished for row in done.rows] == ["read"] * count
    for done in finished:
        assert Path(done.job.out).read_bytes().count(b"\n") == 1
    assert eventually(lambda: len(mentioning(str(MARK))) <= 2), "a warm parent outlived its machine"


def test_a_file_that_costs_every_machine_is_lost_and_the_others_are_read(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "RETRIES", 1)
    folder = written(
        tmp_path / "in", {"a.txt": ACTION.format(1), "b.txt": "MOCK:above\n", "c.txt": ACTION.format(3)}
    )
    there(folder, tmp_path / "out")
    rows = manifest(tmp_path / "out")
    assert {name: (row["outcome"], row["code"]) for name, row in rows.items()} == {
        "a.txt": ("read", ""),
        "b.txt": ("failed", "lost"),
        "c.txt": ("read", ""),
    }


def test_a_batch_that_is_left_leaves_nothing_at_work(machines: Machines, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in", {f"{n}.txt": "MOCK:sleep\n" for n in range(6)} | {"a.txt": ACTION.format(1)}
    )
    with Cluster(MARKED, zygote="chaos") as cluster:
        running = cluster.run(jobs_of(folder, tmp_path))
        assert next(running).rows
    assert eventually(lambda: not children_at_work()), "a document is still being read"


def children_at_work() -> list[str]:
    """Processes of ours whose parent is one of ours too."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if str(MARK) in (stat.parent / "cmdline").read_text(errors="replace"):
                found[stat.parent.name] = stat.read_text().rpartition(")")[2].split()[1]
    return [child for child, parent in found.items() if parent in found]


# A Ray of our own ------------------------------------------------------------------------------------------------

ALONE = """
import os
from planextract.batch.connection import LOCAL, Connection
connection = Connection(LOCAL, 1)
print(os.environ["RAY_AUTH_TOKEN"], os.environ["TMPDIR"], flush=True)
input()
connection.close()
"""


def test_a_ray_of_our_own_listens_on_this_machine_only_and_leaves_nothing() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    with subprocess.Popen(
        [sys.executable, "-c", ALONE],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        token, folder = run.stdout.readline().split()
        listening = addresses(token)
        assert Path(folder).is_dir()
        run.communicate("\n", timeout=60)
    assert run.returncode == 0 and not Path(folder).exists()
    assert len(listening) > 3 and {each[-8:] for each in listening} == {"0100007F"}, (
        "127.0.0.1 as the kernel has it"
    )


def addresses(words: str) -> list[str]:
    """Where processes listen that have some words in their environment."""
    sockets = set()
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if words.encode() in environ.read_bytes():
                sockets |= {str(each.readlink())[8:-1] for each in (environ.parent / "fd").iterdir()}
    rows = [
        line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()
    ]
    return [row[1].partition(":")[0] for row in rows if row[3] == "0A" and row[9] in sockets]
