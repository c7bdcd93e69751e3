"""What a running service consists of, and what happens to a document between its upload and its answer."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request

from planextract.batch.jobs import Job, options_as_json
from planextract.options import Options
from planextract.service import uploads
from planextract.service.callbacks import Callbacks
from planextract.service.forms import To
from planextract.service.metrics import Metrics
from planextract.service.problems import ProblemError, busy
from planextract.service.results import STOPPED, Answer, answer, verdict
from planextract.service.settings import Settings
from planextract.service.tasks import Task, Tasks
from planextract.service.uploads import Upload
from planextract.service.wishes import Wishes, wishes
from planextract.service.workers import Ended, Pool, Reading
from planextract.service.workplace import Desk, Workplace

log = logging.getLogger(__name__)

PAGE_BYTES = 64 << 20
"""Of a page with pictures in it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that is there, with what is wanted of it."""

    upload: Upload
    wishes: Wishes


class Service:
    """All that lasts longer than a request. `start` before anything is asked of it, `close` at the end."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings, self.pool = settings, pool
        self.tasks = Tasks(settings.tasks, settings.task_seconds)
        self.uploading = 0
        self.draining = asyncio.Event()
        self.metrics = Metrics(
            {
                "planextract_waiting": ("Files that wait for a worker.", lambda: pool.waiting),
                "planextract_reading": ("Files that a worker reads.", lambda: pool.busy),
                "planextract_workers": ("Files that may be read at a time.", lambda: settings.workers),
                "planextract_tasks": ("Tasks that are kept.", lambda: len(self.tasks)),
                "planextract_uploading": ("Uploads on their way in.", lambda: self.uploading),
            }
        )
        self.callbacks = Callbacks(settings.callbacks, self.metrics.callback)
        self._answering = asyncio.Semaphore(max(1, settings.workers))

    def start(self) -> None:
        self.workplace = Workplace(self.settings.folder, self.settings.uploads.room)
        self.pool.start(self.workplace.path)

    async def close(self) -> None:
        self.draining.set()
        await self.pool.close(seconds=8)
        await self.callbacks.close()
        self.workplace.close()

    @property
    def state(self) -> str:
        """`starting`, `ready` or `ending`."""
        if self.draining.is_set():
            return "ending"
        return "ready" if self.pool.ready else "starting"

    def refuse_if_full(self) -> None:
        """Before anything is read of a request. Raises ProblemError."""
        if self.draining.is_set():
            raise ProblemError("unavailable", "The service is ending.", {"Retry-After": "10"})
        if self.uploading >= self.settings.uploads.at_once:
            raise busy(5)
        self.pool.refuse_if_full()

    # A document's way in ---------------------------------------------------------------------------------------

    async def received(self, request: Request, desk: Desk, *, background: bool = False) -> Sent:
        """The document of a request, on the disk. Raises ProblemError."""
        pieces = uploads.paced(request.stream(), self.settings.uploads)
        self.uploading += 1
        try:
            upload = await self._taken(request, pieces, desk)
            wanted = wishes(upload.fields, self.settings.options, background=background)
            if wanted.callback is not None:
                self.callbacks.check(wanted.callback)
        except ClientDisconnect:
            raise ProblemError("bad_request", "The upload was broken off.") from None
        finally:
            self.uploading -= 1
        self.metrics.uploaded(upload.size)
        return Sent(upload, wanted)

    async def _taken(self, request: Request, pieces: AsyncIterator[bytes], desk: Desk) -> Upload:
        headers, limits, most = request.headers, self.settings.uploads, self.settings.options.limits.bytes
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise ProblemError("unsupported_body", "Send the body as it is, without Content-Encoding.")
        uploads.announced(headers.get("content-length"), most + limits.field_bytes + 65_536)
        if request.method != "PUT" or headers.get("content-type", "").startswith(uploads.MULTIPART):
            return await uploads.from_form(pieces, headers.get("content-type", ""), desk, most, limits)
        upload = await uploads.from_body(pieces, headers.get("content-disposition"), desk, most)
        upload.fields.update((name, text) for name, text in request.query_params.items() if name != "to")
        return upload

    def submit(self, request: Request, sent: Sent, desk: Desk, *, shown: bool = False) -> Reading:
        """`shown` is whether a page is wanted of it. Raises ProblemError where the queue is full."""
        if self.draining.is_set():
            raise ProblemError("unavailable", "The service is ending.", {"Retry-After": "10"})
        shown = shown and not sent.wishes.redactions  # (pictures of pages have all names)
        options = options_as_json(_with_room_for_pages(sent.wishes.options) if shown else sent.wishes.options)
        job = Job(
            *(str(desk.document), sent.upload.name, str(desk.out)),
            options=options,
            redactions=sent.wishes.redactions,
            page=str(desk.page) if shown else None,
        )
        reading = self.pool.submit(job)
        desk.hold()
        reading.then(lambda _: desk.release())
        reading.then(partial(self._measured, request.state.request_id))
        return reading

    def _measured(self, request_id: str, ended: Ended) -> None:
        self.metrics.read(ended.seconds)
        rows = ended.done.rows if ended.done is not None else ()
        for row in rows:
            self.metrics.document(row.became.outcome, row.became.code)
            told = {"outcome": row.became.outcome, "code": row.became.code, "pages": row.became.pages}
            log.info("document", extra={"request": request_id, **told, "ms": round(1000 * row.seconds)})
        if ended.why is not None:
            self.metrics.document("stopped", ended.why)
            log.info("document", extra={"request": request_id, "outcome": "stopped", "why": ended.why})

    # And its way out -------------------------------------------------------------------------------------------

    async def answered(self, request: Request, sent: Sent, desk: Desk, to: To) -> Answer:
        """The result of a document that somebody waits for; it is read no further when they have gone.

        Raises ProblemError.
        """
        reading = self.submit(request, sent, desk, shown=to == "html")
        gone = asyncio.ensure_future(_gone(request))
        either: set[asyncio.Future[Any]] = {reading.ended, gone}
        try:
            await asyncio.wait(
                either,
                timeout=self.settings.answer_seconds,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if gone.done() and not reading.is_over:
                raise ClientDisconnect
            if not reading.is_over:
                raise ProblemError(*STOPPED["answer_too_late"])
            return await self.result(reading.ended.result(), desk, to)
        finally:
            gone.cancel()
            reading.stop("cancelled" if gone.done() else "answer_too_late")
            desk.clear()

    async def result(self, ended: Ended, desk: Desk, to: To) -> Answer:
        """Raises ProblemError where there is none."""
        problem = verdict(ended)
        if problem is not None or ended.done is None:
            raise problem or ProblemError("unavailable", "Try again.")
        async with self._answering:
            return await asyncio.to_thread(answer, desk, ended.done.rows, to)

    # In the background -----------------------------------------------------------------------------------------

    def begun(self, request: Request, sent: Sent, desk: Desk) -> Task:
        """Raises ProblemError where the queue is full."""
        task = Task(self.submit(request, sent, desk), desk, sent.wishes.callback)
        self.tasks.add(task, self._done)
        return task

    def _done(self, task: Task) -> None:
        if task.callback is not None and task.state != "cancelled":
            self.callbacks.send(task.callback, task.record().model_dump(mode="json"))

    async def settled(self, task: Task, seconds: float) -> None:
        """Wait until a task is done, for so many seconds at most, or until the service ends."""
        if seconds <= 0 or task.reading.is_over:
            return
        ending = asyncio.ensure_future(self.draining.wait())
        either: set[asyncio.Future[Any]] = {task.reading.ended, ending}
        try:
            await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()


def _with_room_for_pages(options: Options) -> Options:
    limits = options.limits
    return replace(
        options,
        limits=replace(
            limits, result_bytes=max(limits.result_bytes, PAGE_BYTES), cpu_seconds=2 * limits.cpu_seconds
        ),
    )


async def _gone(request: Request) -> None:
    """Returns when the caller has hung up; the body is read, so that nothing else can come."""
    with suppress(asyncio.CancelledError):
        while (await request.receive())["type"] != "http.disconnect":
            pass


def service_of(settings: Settings) -> Service:
    """With workers of its own."""
    pool = Pool(settings.options, settings.workers, settings.waiting, settings.file_seconds)
    return Service(settings, pool)
