"""Which files may be read: those in one folder, whatever a name or a link says."""

import os
import stat
from pathlib import Path

from planextract.errors import PlanExtractError


class OutsideError(PlanExtractError):
    """A file that may not be read, or that is none. The message is fit to be shown, and tells nothing of the system."""


class Folder:
    """Opens files in a folder. Hidden files are left alone, for keys and settings lie in such."""

    def __init__(self, root: Path) -> None:
        """Raises OutsideError for what is no folder."""
        try:
            self.root = root.resolve(strict=True)
        except OSError:
            raise OutsideError(f"{root}: there is no such folder; choose another --root.") from None
        if not self.root.is_dir():
            raise OutsideError(f"{root}: it is no folder; choose another --root.")

    def open(self, name: str) -> tuple[int, Path]:
        """A descriptor of the file, and its path within the folder. Raises OutsideError.

        Links are followed where they lead to a file in the folder. The file is then opened step by step from the
        folder itself and no link is followed, so that none can be put in its way in between.
        """
        inside = self._inside(name)
        steps = [os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
        try:
            for part in inside.parts[:-1]:
                steps.append(os.open(part, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK, dir_fd=steps[-1]))
            file = os.open(inside.name, os.O_RDONLY | os.O_NONBLOCK | _NO_LINK, dir_fd=steps[-1])
        except OSError:
            raise OutsideError(f"{_shown(name)}: it cannot be opened; check its permissions.") from None
        finally:
            for step in steps:
                os.close(step)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise OutsideError(f"{_shown(name)}: it is no file; name a document in the folder.")
        return file, inside

    def _inside(self, name: str) -> Path:
        outside = OutsideError(
            f"{_shown(name)}: there is no such document in the folder that this server may read; "
            "give a path relative to that folder."
        )
        try:
            path = Path(self.root, name).resolve(strict=True)
            inside = path.relative_to(self.root)
        except (
            OSError,
            ValueError,
            RuntimeError,
        ):  # (one answer, so that nobody can ask what there is elsewhere)
            raise outside from None
        if any(part.startswith(".") for part in inside.parts):
            raise outside
        if not inside.parts or path.is_dir():
            raise OutsideError(f"{_shown(name)}: it is a folder; name a document in it.")
        return inside


_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

_LONGEST_NAME = 200


def _shown(name: str) -> str:
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[:_LONGEST_NAME]} ..."
