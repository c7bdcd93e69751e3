"""JSON, the whole contract: two blanks of indent, letters as they are, a line feed at the end."""

import json

from planextract.records import Extraction

HEADER = ""


def body(extraction: Extraction) -> str:
    """One document as `docs/schema/v1.json` describes it: every key present, dates in ISO 8601."""
    return json.dumps(extraction.model_dump(mode="json", by_alias=True), indent=2, ensure_ascii=False) + "\n"
