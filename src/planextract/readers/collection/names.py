"""What members of a collection are called: a path that leads nowhere else, and each name once."""

import re
from dataclasses import replace

from planextract.readers.collection.member import Member

_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST = 120


def inside(collection: str, path: str) -> str:
    """The name of a member by the path that the collection gives it, of which nothing is believed.

    >>> [inside("a.zip", path) for path in ("2010/plan.docx", "../../etc/passwd", "C:\\\\x\\\\y.txt")]
    ['a.zip/2010/plan.docx', 'a.zip/etc/passwd', 'a.zip/C_/x/y.txt']
    """
    parts = (_ODD.sub("_", part).strip()[-_LONGEST:] for part in path.replace("\\", "/").split("/"))
    kept = [part for part in parts if part.strip(". ")]
    return "/".join((collection, *(kept or ["unnamed"])))


class Names:
    """The names given so far; some file systems ignore case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def once(self, member: Member) -> Member:
        """The member, under a name of its own."""
        choice, number = member.name, 1
        while choice.casefold() in self._taken:
            number += 1
            choice = f"{member.name}-{number}"
        self._taken.add(choice.casefold())
        return member if choice == member.name else replace(member, name=choice)
