"""The calls: what comes in by which address, and what goes out."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from pydantic import BaseModel

from planextract.records import SCHEMA_VERSION
from planextract.service import metrics, openapi, pages
from planextract.service.forms import To, wanted
from planextract.service.results import Answer
from planextract.service.service import Service
from planextract.service.tasks import TaskRecord
from planextract.version import __version__

ONE_DOCUMENT = (400, 406, 408, 413, 415, 422, 429, 503, 504)
"""Statuses of problems that reading a document may end in."""

Form = Annotated[To | None, Query(description="Form of the result; without it `Accept` decides.")]
TaskId = Annotated[str, Path(description="As /v1/extract/async gave it.", max_length=64)]
Wait = Annotated[
    float, Query(ge=0, le=600, description="Seconds to wait for the end of the task, if it needs them.")
]

api = APIRouter()


class Health(BaseModel):
    """That the server answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Whether documents can be read."""

    status: Literal["ready", "starting", "ending"]


class Version(BaseModel):
    """Of the program, and of the form of its results."""

    planextract: str = __version__
    schema_version: str = SCHEMA_VERSION


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _wanted(request: Request, to: To | None) -> To:
    chosen = wanted(to, request.headers.get("accept"))
    request.state.to = chosen
    return chosen


# Documents -------------------------------------------------------------------------------------------------------


@api.post(
    "/v1/extract",
    summary="Read a document and wait for the result",
    tags=["documents"],
    response_class=Response,
    responses=openapi.result_responses(*ONE_DOCUMENT),
    openapi_extra=openapi.form_body(background=False),
)
async def extract(request: Request, to: Form = None) -> Response:
    return await _extracted(request, to)


@api.put(
    "/v1/extract",
    summary="The same for a document that is the body itself, as `curl -T` sends it",
    tags=["documents"],
    response_class=Response,
    responses=openapi.result_responses(*ONE_DOCUMENT),
    openapi_extra=openapi.plain_body(),
)
async def extract_body(request: Request, to: Form = None) -> Response:
    return await _extracted(request, to)


async def _extracted(request: Request, to: To | None) -> Response:
    service, form = _service(request), _wanted(request, to)
    service.refuse_if_full()
    with service.workplace.desk() as desk:
        sent = await service.received(request, desk, background=False)
        return _given(await service.answered(request, sent, desk, form), form)


@api.post(
    "/v1/extract/async",
    summary="Read a document in the background",
    tags=["tasks"],
    status_code=202,
    response_model=TaskRecord,
    responses=openapi.problems(*ONE_DOCUMENT),
    openapi_extra=openapi.form_body(background=True),
)
async def extract_async(request: Request) -> JSONResponse:
    service = _service(request)
    service.refuse_if_full()
    service.tasks.refuse_if_full()
    with service.workplace.desk() as desk:
        sent = await service.received(request, desk, background=True)
        task = service.begun(request, sent, desk)
    headers = {"Location": f"/v1/status/{task.id}"}
    return JSONResponse(task.record().model_dump(mode="json"), status_code=202, headers=headers)


# Tasks -----------------------------------------------------------------------------------------------------------


@api.get(
    "/v1/status/{task_id}",
    summary="How far a task is",
    tags=["tasks"],
    response_model=TaskRecord,
    responses=openapi.problems(404, 422),
)
async def status(request: Request, task_id: TaskId, wait: Wait = 0) -> TaskRecord:
    service = _service(request)
    task = service.tasks.of(task_id)
    await service.settled(task, min(wait, service.settings.longest_poll))
    return task.record()


@api.get(
    "/v1/result/{task_id}",
    summary="What a task has come to",
    tags=["tasks"],
    response_class=Response,
    responses=openapi.result_responses(404, 406, 409, 410, 415, 422, 503, 504),
)
async def result(request: Request, task_id: TaskId, to: Form = None) -> Response:
    service, form = _service(request), _wanted(request, to)
    task = service.tasks.done(task_id)
    return _given(await service.result(task.ended, task.desk, form), form)


@api.post(
    "/v1/cancel/{task_id}",
    summary="End a task, also where a child is at work on it",
    tags=["tasks"],
    response_model=TaskRecord,
    responses=openapi.problems(404, 422),
)
async def cancel(request: Request, task_id: TaskId) -> TaskRecord:
    task = _service(request).tasks.of(task_id)
    task.reading.stop("cancelled")
    await task.reading.within(10)
    return task.record()


@api.delete(
    "/v1/result/{task_id}",
    summary="Forget a task and its result, and end it where it is at work",
    tags=["tasks"],
    status_code=204,
    responses=openapi.problems(404, 422),
)
async def forget(request: Request, task_id: TaskId) -> Response:
    _service(request).tasks.forget(task_id)
    return Response(status_code=204)


def _given(answer: Answer, to: To) -> Response:
    headers = {"Planextract-Outcome": answer.outcome}
    if to in ("csv", "xlsx", "jsonl"):
        headers["Content-Disposition"] = f'attachment; filename="plans.{to}"'
    if answer.policy is not None:
        headers["Content-Security-Policy"] = answer.policy
    return Response(answer.body, media_type=answer.media_type, headers=headers)


# The service itself ----------------------------------------------------------------------------------------------


@api.get("/health", summary="Whether the server answers", tags=["service"])
async def health() -> Health:
    return Health()


@api.get(
    "/ready",
    summary="Whether documents can be read",
    tags=["service"],
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not yet, or not any more."}},
)
async def ready(request: Request) -> JSONResponse:
    state = _service(request).state
    return JSONResponse({"status": state}, status_code=200 if state == "ready" else 503)


@api.get(
    "/version",
    summary="Versions of the program and of its results",
    tags=["service"],
    responses=openapi.problems(),
)
async def version() -> Version:
    return Version()


@api.get(
    "/metrics",
    summary="Figures for Prometheus",
    tags=["service"],
    response_class=PlainTextResponse,
    responses=openapi.problems(),
)
async def figures(request: Request) -> Response:
    return Response(_service(request).metrics.text(), media_type=metrics.MEDIA_TYPE)


# Pages -----------------------------------------------------------------------------------------------------------


@api.get("/", include_in_schema=False)
async def main_page() -> Response:
    return _page(pages.main_page())


@api.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    return _page(pages.docs_page(_operations(request.app.openapi())))


def _page(text: str) -> Response:
    return HTMLResponse(text, headers={"Content-Security-Policy": pages.POLICY})


def _operations(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path, operation["summary"])
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]
