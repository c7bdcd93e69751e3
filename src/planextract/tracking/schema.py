"""The contract of tracking as JSON Schema; `docs/schema/tracking-v1.json` holds it, and a test keeps them the same."""

import json
from typing import Any

from planextract.schema import EveryKey
from planextract.tracking.records import Tracking

IDENTIFIER = "urn:planextract:schema:tracking-v1"


def json_schema() -> dict[str, Any]:
    """The contract of tracking, version 1, as JSON Schema 2020-12."""
    schema = Tracking.model_json_schema(by_alias=True, schema_generator=EveryKey, mode="serialization")
    heading = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "planextract tracking, version 1",
    }
    return {**heading, **{key: value for key, value in schema.items() if key not in heading}}


def as_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
