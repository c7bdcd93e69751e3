"""A reader for LlamaIndex. The extra is `llamaindex`, which is `llama-index-core` only."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planextract.errors import MissingDependencyError
from planextract.integrations.passages import Kind, Unread, Wanted, passages
from planextract.options import Options

try:
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "llama_index":
        raise
    raise MissingDependencyError("the LlamaIndex reader", "llamaindex") from error


class PlanExtractReader(BaseReader):
    """Gives a Document for each action and finding; `SimpleDirectoryReader` takes it as a `file_extractor` too."""

    def __init__(
        self,
        options: Options = Options(),
        *,
        kinds: Iterable[Kind] = ("actions", "findings"),
        isolated: bool = False,
        unread: Unread = "raise",
    ) -> None:
        """As `PlanExtractLoader` of LangChain."""
        self._options, self._kinds = options, tuple(kinds)
        self._isolated, self._unread = isolated, unread

    def lazy_load_data(
        self,
        file: str | Path | Iterable[str | Path],
        extra_info: dict[str, Any] | None = None,
        **_: Any,
    ) -> Iterable[Document]:
        """One at a time, of a file or several; `extra_info` is added to the metadata. Raises ReadError."""
        named = [file] if isinstance(file, str | Path) else file
        wanted = Wanted(tuple(map(Path, named)), self._options, self._kinds, self._isolated, self._unread)
        for passage in passages(wanted):
            yield Document(
                id_=passage.key, text=passage.text, metadata={**passage.metadata, **(extra_info or {})}
            )
