"""The output contract as JSON Schema; `docs/schema/v1.json` holds it and a test keeps the two the same."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from planextract.records import Extraction

IDENTIFIER = "urn:planextract:schema:v1"


class EveryKey(GenerateJsonSchema):
    """Keys are always present in what we emit, and so each of them is required."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002
        return True


def json_schema() -> dict[str, Any]:
    """The contract, version 1, as JSON Schema 2020-12."""
    mode: JsonSchemaMode = "serialization"
    schema = Extraction.model_json_schema(by_alias=True, schema_generator=EveryKey, mode=mode)
    heading = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "planextract extraction, version 1",
    }
    return {**heading, **{key: value for key, value in schema.items() if key not in heading}}


def as_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
