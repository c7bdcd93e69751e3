"""The application: calls, errors and description put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from planextract.service import openapi, pages
from planextract.service.access import Door
from planextract.service.problems import MEDIA_TYPE, ProblemError
from planextract.service.routes import api
from planextract.service.service import Service, service_of
from planextract.service.settings import Settings
from planextract.version import __version__

SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""FastAPI can report requests and exceptions to whatever telemetry is installed; documents are none of its business."""

BY_STATUS = {404: "not_found", 405: "method_not_allowed"}


def create_app(settings: Settings, make: Callable[[Settings], Service] = service_of) -> FastAPI:
    """The service as an ASGI application. Its workers start with it and end with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            await service.close()

    app = FastAPI(
        title="planextract",
        version=__version__,
        description=openapi.ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        telemetry=SILENT,
    )
    service = make(settings)
    app.state.service = service
    app.include_router(api)
    app.add_middleware(Door, settings=settings, metrics=service.metrics)
    _describe(app, keys=bool(settings.keys))
    _handle_errors(app)
    return app


def _describe(app: FastAPI, *, keys: bool) -> None:
    frameworks = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = openapi.with_records(frameworks(), keys)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _handle_errors(app: FastAPI) -> None:
    """Every error is a problem with one of our codes, and says nothing of what was sent."""

    @app.exception_handler(ProblemError)
    async def problem(request: Request, error: ProblemError) -> Response:
        return problem_response(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        names = sorted({str(each["loc"][-1]) for each in error.errors()} & {"to", "wait", "task_id"})
        return problem_response(
            request, ProblemError("invalid_option", f"Look at {', '.join(names) or 'it'} again.")
        )

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        code = BY_STATUS.get(error.status_code, "bad_request")
        return problem_response(
            request, ProblemError(code, "See /docs for what there is.", error.headers or {})
        )

    @app.exception_handler(ClientDisconnect)
    async def gone(_: Request, __: ClientDisconnect) -> Response:
        return Response(status_code=499)


def problem_response(request: Request, problem: ProblemError) -> Response:
    """As JSON; as a page where a person waits for one."""
    request_id = request.state.request_id
    if getattr(request.state, "to", None) == "html":
        headers = {**problem.headers, "Content-Security-Policy": pages.POLICY}
        return HTMLResponse(pages.problem_page(problem, request_id), problem.status, headers)
    return JSONResponse(problem.as_json(request_id), problem.status, dict(problem.headers), MEDIA_TYPE)
