"""What goes to another machine and comes back: bytes only, so that nothing but JSON has to be trusted or understood."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from planextract.batch.jobs import options_as_json, options_of_json
from planextract.batch.runner import Done, Row
from planextract.options import Options


@dataclass(frozen=True, slots=True)
class Brief:
    """What all files of a batch have in common. Vocabularies go as words: their paths say nothing elsewhere."""

    options: str
    vocabularies: tuple[str, ...]
    kit: Mapping[str, str]
    zygote: str

    @classmethod
    def to(cls, options: Options, kit: Mapping[str, str], zygote: str) -> "Brief":
        """Raises OSError where a vocabulary cannot be read."""
        words = tuple(path.read_bytes().decode("utf-8", "surrogateescape") for path in options.vocabularies)
        return cls(options_as_json(replace(options, vocabularies=())), words, kit, zygote)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def of(cls, data: bytes) -> "Brief":
        plain = json.loads(data)
        return cls(**{**plain, "vocabularies": tuple(plain["vocabularies"])})

    def unpacked(self, folder: Path) -> Options:
        """The options, with the vocabularies as files in a folder."""
        paths = []
        for number, words in enumerate(self.vocabularies):
            path = folder / f"{number:02}.toml"
            path.write_bytes(words.encode("utf-8", "surrogateescape"))
            paths.append(path)
        return replace(options_of_json(self.options), vocabularies=tuple(paths))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a machine says of a file: what became of its documents, with a line for each; or that it does not see the
    file under that path; or what is wrong with the machine itself."""

    machine: str
    rows: tuple[Row, ...] = ()
    lines: bytes = field(default=b"", repr=False)
    unseen: bool = False
    trouble: str | None = None

    @classmethod
    def of_done(cls, machine: str, done: Done) -> "Reply":
        return cls(machine, done.rows, Path(done.job.out).read_bytes())

    def as_bytes(self) -> bytes:
        rows = [row.as_plain() for row in self.rows]
        head = {"machine": self.machine, "rows": rows, "unseen": self.unseen, "trouble": self.trouble}
        return json.dumps(head).encode("ascii") + b"\n" + self.lines

    @classmethod
    def of(cls, data: bytes) -> "Reply":
        """Raises ValueError, KeyError or TypeError for what is no reply, and where a document lacks its line."""
        head, _, lines = data.partition(b"\n")
        plain = json.loads(head)
        rows = tuple(Row.of(each) for each in plain["rows"])
        if lines.count(b"\n") != len(rows):
            raise ValueError("not a line for each document")
        trouble = plain["trouble"]
        return cls(str(plain["machine"]), rows, lines, bool(plain["unseen"]), trouble and str(trouble))
