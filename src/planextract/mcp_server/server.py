"""The three tools, and the two ways to reach them: standard input and output, and streamable HTTP."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from typing import Annotated, TypeVar

import anyio
import anyio.to_thread
import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field

from planextract.batch.work import place_of
from planextract.errors import PlanExtractError
from planextract.mcp_server.answers import Listed, Summary, row, summary
from planextract.mcp_server.filters import Filter, Sure
from planextract.mcp_server.quoting import INSTRUCTIONS
from planextract.mcp_server.readings import Reading, Readings
from planextract.mcp_server.sources import Evidence, UnknownError, evidence
from planextract.records import Action, Colour, Stage, State
from planextract.version import __version__

T = TypeVar("T")

MOST_ACTIONS = 50

GRACE = 3
"""Seconds that answers under way have when the server is stopped."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_PathField = Field(min_length=1, max_length=1000, description="A document, relative to the server's folder.")
_Path = Annotated[str, _PathField]
_Words = Annotated[str, Field(min_length=1, max_length=200)]

READS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class Tools:
    """What an assistant may ask; each method is a tool, and its docstring is what the assistant is told of it."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    async def extract(self, path: _Path) -> Summary:
        """Read a document and say what is in it: outcome, title, counts, remarks, and the ids of actions, findings
        and decisions. A zip or mail has a part for each document in it."""
        return await _aside(lambda: summary(self._readings.of(path)))

    async def list_actions(  # noqa: PLR0913, PLR0917 (each is an argument of the tool)
        self,
        path: Annotated[
            str | None, Field(max_length=1000, description="A document; all read so far without it.")
        ] = None,
        owner: Annotated[_Words | None, Field(description="Words in a name, post or organisation.")] = None,
        text: Annotated[
            _Words | None, Field(description="Words in the action, its section or update.")
        ] = None,
        states: Annotated[list[State] | None, Field(description="Any of these states.")] = None,
        stages: Annotated[list[Stage] | None, Field(description="Any of these stages.")] = None,
        rag: Annotated[list[Colour] | None, Field(description="Any of these colours.")] = None,
        due_before: Annotated[date | None, Field(description="Its last day is before this day.")] = None,
        due_after: Annotated[date | None, Field(description="Its last day is after this day.")] = None,
        overdue: Annotated[
            bool | None, Field(description="Late, or known not to be, on the day the document speaks from.")
        ] = None,
        confidence: Annotated[
            list[Sure] | None,
            Field(description="use: rely on it; look: check it first; doubt; unmeasured: no figure."),
        ] = None,
        offset: Annotated[int, Field(ge=0)] = 0,
        limit: Annotated[int, Field(ge=1, le=MOST_ACTIONS)] = 20,
    ) -> Listed:
        """List actions that meet all of the conditions given, in the order of their documents."""
        wanted = Filter(owner, text, states, stages, rag, due_before, due_after, overdue, confidence)

        def found() -> Listed:
            readings = [self._readings.of(path)] if path is not None else self._readings.known()
            return _listed(readings, wanted, offset, limit)

        return await _aside(found)

    async def show_source(
        self,
        path: _Path,
        id: Annotated[
            str,
            Field(
                max_length=100, description="Of an action, finding, decision, plan or review; or metadata."
            ),
        ],
        field: Annotated[
            str | None,
            Field(
                max_length=200, description="Such as deadline, owners[0] or progress.state; all without it."
            ),
        ] = None,
        part: Annotated[int, Field(ge=0, description="Of a zip or mail.")] = 0,
    ) -> Evidence:
        """Show where values of a record were read from: the words, page, cell or paragraph, the rule that decided,
        and what stands around."""
        return await _aside(lambda: evidence(self._readings.of(path), part, id, field))


def _listed(readings: Sequence[Reading], wanted: Filter, offset: int, limit: int) -> Listed:
    found = [each for each in _actions(readings) if wanted.takes(each[2])]
    due = [(each, wanted.due(each[2])) for each in found]
    matching = [each for each, is_due in due if is_due]
    return Listed(
        searched=tuple(reading.path for reading in readings),
        matching=len(matching),
        without_last_day=sum(is_due is None for _, is_due in due),
        offset=offset,
        actions=tuple(row(*each) for each in islice(matching, offset, offset + limit)),
    )


def _actions(readings: Sequence[Reading]) -> Iterator[tuple[str, int, Action]]:
    for reading in readings:
        for part, extraction in enumerate(reading.extractions):
            for action in extraction.actions:
                yield reading.path, part, action


async def _aside(work: Callable[[], T]) -> T:
    """On a thread that nobody waits for where the caller is gone or the server is stopped."""
    with _plainly():
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)


@contextmanager
def _plainly() -> Iterator[None]:
    """What a caller can mend is said; a bug is told by its place alone, for its words may be the document's."""
    try:
        yield
    except (PlanExtractError, UnknownError) as error:
        raise ToolError(str(error)) from None
    except Exception as error:
        raise ToolError(f"planextract failed, which is a bug; please report it: {place_of(error)}") from None


def server(readings: Readings) -> MCPServer:
    """The server, with its tools. It writes no log: the SDK's lines would have arguments and errors in them."""
    made: MCPServer = MCPServer(
        "planextract",
        title="planextract",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="CRITICAL",
        subscriptions=False,
    )
    tools = Tools(readings)
    for tool, title in (
        (tools.extract, "Read a document"),
        (tools.list_actions, "List actions"),
        (tools.show_source, "Show where a value stands"),
    ):
        description = " ".join((tool.__doc__ or "").split())
        made.add_tool(
            tool, title=title, description=description, annotations=READS_ONLY, structured_output=True
        )
    return made


def serve_stdio(readings: Readings) -> None:
    """Until standard input ends."""
    with closing(readings):
        server(readings).run("stdio")


def serve_http(
    readings: Readings, host: str, port: int, names: Sequence[str], announce: Callable[[str], None]
) -> None:
    """Until it is stopped, at /mcp. `names` are those that it answers to, against DNS rebinding. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(readings), socket.create_server((host, port), family=family) as listening:
        called = [*LOOPBACK, *names]
        security = TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=[form for name in called for form in (name, f"{name}:*")],
            allowed_origins=[
                f"{scheme}://{name}{port}"
                for name in called
                for scheme in ("http", "https")
                for port in ("", ":*")
            ],
        )
        app = server(readings).streamable_http_app(transport_security=security)
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=GRACE,
        )
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listening.getsockname()[1]}/mcp")
        anyio.run(lambda: uvicorn.Server(config).serve(sockets=[listening]))
