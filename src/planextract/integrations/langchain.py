"""A document loader for LangChain. The extra is `langchain`, which is `langchain-core` only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from planextract.errors import MissingDependencyError
from planextract.integrations.passages import Kind, Unread, Wanted, passages
from planextract.options import Options

try:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "langchain_core":
        raise
    raise MissingDependencyError("the LangChain loader", "langchain") from error


class PlanExtractLoader(BaseLoader):
    """Gives a Document for each action and finding of some files."""

    def __init__(
        self,
        paths: str | Path | Iterable[str | Path],
        options: Options = Options(),
        *,
        kinds: Iterable[Kind] = ("actions", "findings"),
        isolated: bool = False,
        unread: Unread = "raise",
    ) -> None:
        """`isolated` reads each file in a child process of its own, as a batch does; `unread` says what to do about
        a file that cannot be read: raise its ReadError, or skip it."""
        named = [paths] if isinstance(paths, str | Path) else paths
        self._wanted = Wanted(tuple(map(Path, named)), options, tuple(kinds), isolated, unread)

    def lazy_load(self) -> Iterator[Document]:
        """One at a time. Raises ReadError."""
        for passage in passages(self._wanted):
            yield Document(id=passage.key, page_content=passage.text, metadata=dict(passage.metadata))
