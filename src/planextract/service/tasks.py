"""What is read in the background: found again by an id that cannot be guessed, kept for a while, then forgotten."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import BaseModel

from planextract.service.problems import ProblemError, ProblemRecord, busy
from planextract.service.results import verdict
from planextract.service.workers import Ended, Reading
from planextract.service.workplace import Desk

State = Literal["pending", "started", "success", "failure", "cancelled"]


class TaskRecord(BaseModel):
    """How far a task is. `error` says why it failed; `task_position` is its place in the queue, from 1."""

    task_id: str
    task_status: State
    task_position: int | None = None
    created: datetime
    expires: datetime | None = None
    error: ProblemRecord | None = None


@dataclass(eq=False, slots=True)
class Task:
    """One file that somebody will ask for later."""

    reading: Reading
    desk: Desk
    callback: str | None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    expires: datetime | None = None

    @property
    def state(self) -> State:
        if not self.reading.is_over:
            return "pending" if self.reading.begun is None else "started"
        if self.ended.why == "cancelled":
            return "cancelled"
        return "success" if self.problem is None else "failure"

    @property
    def ended(self) -> Ended:
        return self.reading.ended.result()

    @property
    def problem(self) -> ProblemError | None:
        """Why there is no result; None where there is one, or the task is not done."""
        return verdict(self.ended) if self.reading.is_over else None

    def record(self) -> TaskRecord:
        problem = self.problem
        return TaskRecord(
            task_id=self.id,
            task_status=self.state,
            task_position=self.reading.position,
            created=self.created,
            expires=self.expires,
            error=problem.record() if problem is not None else None,
        )


class Tasks:
    """All tasks of a service, at most so many; `seconds` after one is done it is forgotten with its result."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._tasks: dict[str, Task] = {}

    def __len__(self) -> int:
        return len(self._tasks)

    def refuse_if_full(self) -> None:
        """Raises ProblemError."""
        if len(self._tasks) >= self._most:
            raise busy(30)

    def add(self, task: Task, done: Callable[[Task], None]) -> None:
        """Keep it; `done` is called when it is."""
        self._tasks[task.id] = task

        def ended(_: Ended) -> None:
            if task.id not in self._tasks:  # (it was forgotten in the meantime)
                return
            task.desk.only_the_result()
            task.expires = datetime.now(UTC) + timedelta(seconds=self._seconds)
            asyncio.get_running_loop().call_later(self._seconds, self._expire, task)
            done(task)

        task.reading.then(ended)

    def _expire(self, task: Task) -> None:
        if self._tasks.pop(task.id, None) is not None:
            task.desk.clear()

    def of(self, task_id: str) -> Task:
        """Raises ProblemError for an id that is not known, or not any more."""
        if task_id not in self._tasks:
            raise ProblemError("not_found", "There is no such task; results are kept for a while only.")
        return self._tasks[task_id]

    def done(self, task_id: str) -> Task:
        """Raises ProblemError for a task that is not done."""
        task = self.of(task_id)
        if not task.reading.is_over:
            raise ProblemError("not_done", "Ask /v1/status until it is.", {"Retry-After": "1"})
        return task

    def forget(self, task_id: str) -> None:
        """Stop it where it is at work, and keep nothing of it. Raises ProblemError."""
        task = self.of(task_id)
        del self._tasks[task_id]
        task.desk.clear()
        if not task.reading.is_over:
            task.reading.stop("cancelled")
