"""JSON Lines: one document a line, for files that hold many."""

import json

from planextract.records import Extraction

HEADER = ""

# Line ends to Python's `splitlines` and to JavaScript, though not to JSON.
_OTHER_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def body(extraction: Extraction) -> str:
    """The same JSON as the json emitter's, in one line."""
    record = extraction.model_dump(mode="json", by_alias=True)
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return line.translate(_OTHER_LINE_ENDS) + "\n"
