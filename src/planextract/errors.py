"""What planextract raises. An exception means that a file could not be read or that we were called wrongly;
what a document says and we could not interpret is a `Diagnostic` instead.

PlanExtractError
├─ ReadError(path, reason)
│  ├─ UnsupportedFormatError   not a kind of file that we read
│  ├─ CorruptFileError         the right kind, but broken, cut short or empty
│  ├─ EncryptedFileError       opens only with a password
│  ├─ NoTextError              pictures of pages only
│  ├─ LimitExceededError       past one of Options.limits
│  ├─ SeveralDocumentsError    a zip or mail with several, where one was asked for
│  └─ MissingReaderError       needs a program or an extra that is not installed
├─ VocabularyError(file, key)  a vocabulary that contradicts itself
└─ MissingDependencyError      names the extra to install
"""

from pathlib import Path


class PlanExtractError(Exception):
    """The root: `except PlanExtractError` catches whatever planextract raises on purpose."""


class ReadError(PlanExtractError):
    """A file that could not be read. `reason` is one plain sentence that says what to do next."""

    code = "unreadable"

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str]]:
        return type(self), (self.path, self.reason)  # crosses process boundaries with its two arguments


class UnsupportedFormatError(ReadError):
    """Not a kind of file that planextract reads."""

    code = "unsupported_format"


class CorruptFileError(ReadError):
    """The right kind of file, but broken, cut short or empty."""

    code = "corrupt_file"


class EncryptedFileError(ReadError):
    """Opens only with a password."""

    code = "encrypted_file"


class NoTextError(ReadError):
    """Pages that are only pictures: a scan without a text layer. Never an empty plan."""

    code = "no_text"


class LimitExceededError(ReadError):
    """More bytes, pages or cells than `Options.limits` allows."""

    code = "limit_exceeded"


class SeveralDocumentsError(ReadError):
    """A zip or mail that holds several documents, where one was asked for; `extract_many` gives one result for each."""

    code = "several_documents"


class MissingReaderError(ReadError):
    """Reads only with a program or an extra that is not installed; `reason` names it.

    It is a ReadError, unlike MissingDependencyError, for it is about one kind of file: others of a batch are read.
    """

    code = "missing_reader"


class VocabularyError(PlanExtractError):
    """A vocabulary file that is not understood or contradicts itself; `key` is the alias or key at fault."""

    def __init__(self, file: str | Path, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key!r}: {reason}")
        self.file = str(file)
        self.key = key
        self.reason = reason


class MissingDependencyError(PlanExtractError):
    """A library that an optional feature needs is not installed; the message names the extra that brings it."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'planextract[{extra}]'")
        self.feature = feature
        self.extra = extra
