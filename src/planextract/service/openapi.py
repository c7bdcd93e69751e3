"""How the calls are described to programs: bodies, forms of results, and every problem that a call may end in."""

from typing import Any

from planextract.records import Extraction
from planextract.service.forms import MEDIA_TYPES
from planextract.service.problems import CODES, MEDIA_TYPE, ProblemRecord
from planextract.service.tasks import TaskRecord
from planextract.service.uploads import FILE_FIELDS, MULTIPART
from planextract.service.wishes import FIELDS

ABOUT = (
    "Action plans from council reports as typed data, every value with its source. A document goes in as it is, and "
    "the same JSON comes out as from `planextract extract`."
)

ALWAYS = (401, 403, 421, 500)
"""What every call but /health and /ready may end in."""

_BINARY = {"type": "string", "format": "binary"}

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The problems that a call may end in, by status."""
    return {status: _problem(status) for status in sorted({*ALWAYS, *statuses})}


def _problem(status: int) -> dict[str, Any]:
    codes = [code for code, (known, _) in CODES.items() if known == status]
    about = f"One of: {', '.join(codes)}." if codes else "Not a request that is understood."
    return {"description": about, "content": {MEDIA_TYPE: {"schema": _reference(ProblemRecord)}}}


def result_responses(*statuses: int) -> Responses:
    """A result in one of its forms, or a problem."""
    content: dict[str, Any] = {
        media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES.values()
    }
    content[MEDIA_TYPES["json"]] = {"schema": _reference(Extraction)}
    content[MEDIA_TYPES["xlsx"]] = {"schema": _BINARY}
    outcome = {
        "description": "What became of the document; `several` for several.",
        "schema": {"type": "string", "enum": ["read", "partial", "nothing_found", "several"]},
    }
    read = {"description": "The result.", "content": content, "headers": {"Planextract-Outcome": outcome}}
    refused = problems(*statuses)
    for each in refused.values():
        each["content"][MEDIA_TYPES["html"]] = {"schema": {"type": "string"}}
    return {200: read, **refused}


def form_body(*, background: bool) -> dict[str, Any]:
    """A multipart form: the document, and options as fields."""
    options = {
        name: {**each.schema, "description": each.help}
        for name, each in FIELDS.items()
        if background or name != "callback"
    }
    file = {**_BINARY, "description": "The document; a zip or mail may hold several."}
    schema = {"type": "object", "required": [FILE_FIELDS[0]], "properties": {FILE_FIELDS[0]: file, **options}}
    return {"requestBody": {"required": True, "content": {MULTIPART: {"schema": schema}}}}


def plain_body() -> dict[str, Any]:
    """The document as the body, and options in the query."""
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "query", "required": False, "schema": each.schema, "description": each.help}
        for name, each in FIELDS.items()
        if name != "callback"
    ]
    named = "attachment; filename=NAME says what the result calls it."
    parameters.append(
        {"name": "Content-Disposition", "in": "header", "schema": {"type": "string"}, "description": named}
    )
    content = {"application/octet-stream": {"schema": _BINARY}}
    return {"parameters": parameters, "requestBody": {"required": True, "content": content}}


def _reference(model: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def with_records(schema: dict[str, Any], keys: bool) -> dict[str, Any]:
    """The framework's description with the records that ours refer to, and how to show a key."""
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for model in (Extraction, ProblemRecord, TaskRecord):
        found = model.model_json_schema(
            by_alias=True, mode="serialization", ref_template="#/components/schemas/{model}"
        )
        schemas.update(found.pop("$defs", {}))
        schemas[model.__name__] = found
    if keys:
        components["securitySchemes"] = {
            "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
            "bearer": {"type": "http", "scheme": "bearer"},
            "basic": {"type": "http", "scheme": "basic"},
        }
        schema["security"] = [{"key": []}, {"bearer": []}, {"basic": []}]
    return schema
