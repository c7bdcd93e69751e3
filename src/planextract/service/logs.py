"""Log lines as JSON on standard error, one for each thing that happened: figures and codes, never what was sent."""

import json
import logging
import sys
from datetime import UTC, datetime

from planextract.batch.work import place_of

LOGGER = "planextract.service"

FIELDS = (
    *(
        "request",
        "method",
        "route",
        "status",
        "ms",
        "bytes",
        "outcome",
        "code",
        "pages",
        "why",
        "place",
        "signal",
    ),
    *("address", "workers", "version", "tries"),
)
"""What a line may say besides its time, level and event. File names and options are not among it."""


class Line(logging.Formatter):
    """A record as a line of JSON. An exception is told by its kind and place, since its words may be a document's."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.startswith(LOGGER)
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if ours else "server",
        }
        if not ours and record.exc_info is None:
            said["said"] = record.getMessage()
        if record.exc_info is not None and record.exc_info[1] is not None:
            said["place"] = place_of(record.exc_info[1])
        said.update(
            {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        )
        return json.dumps(said, ensure_ascii=True, default=str)


def configure(level: int = logging.INFO) -> None:
    """Have our lines, and those of the server below, go to standard error; nobody else's."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    for name, least in ((LOGGER, level), ("uvicorn", max(level, logging.WARNING))):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(least)
        logger.propagate = False
    logging.getLogger("python_multipart").setLevel(
        logging.CRITICAL
    )  # (it quotes the body that it does not like)
