"""The pages that people see: to send a document, to look at what was read, and what went wrong. None has a script."""

from collections.abc import Iterable, Mapping
from html import escape

from planextract.emit.cells import Cell
from planextract.emit.csv import rows
from planextract.records import Extraction
from planextract.service.problems import ProblemError
from planextract.service.wishes import FIELDS
from planextract.version import __version__

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""What a browser lets these pages do."""

VIEWED = (
    "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
"""For a page that a child made of a document: its script, which its own policy names, runs as nobody's, for a child
that a document has broken could write another."""

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
form { border: 1px solid #8886; border-radius: .5rem; padding: 1rem }
label { display: block; margin: .5rem 0 } button { font: inherit; padding: .4rem .9rem; margin: .6rem .4rem 0 0 }
table { border-collapse: collapse; width: 100% } caption { text-align: left; padding: .5rem 0 }
th, td { border: 1px solid #8886; padding: .35rem .5rem; text-align: left; vertical-align: top }
pre, code { font-family: ui-monospace, monospace } pre { overflow: auto; border: 1px solid #8886; padding: .6rem }
.scroll { overflow-x: auto }
"""

FORM = """
<form action="/v1/extract" method="post" enctype="multipart/form-data">
<label>Document <input type="file" name="file" required></label>
<label>Speaks from <input type="date" name="reference_date"> (where you know better than the document)</label>
<button formaction="/v1/extract?to=html">Look at it</button>
<button formaction="/v1/extract?to=xlsx">Excel</button>
<button formaction="/v1/extract?to=csv">CSV</button>
<button formaction="/v1/extract?to=json">JSON</button>
</form>
"""

SHOWN = {
    "Id": "action_id",
    "Action": "action",
    "Owner": "owners",
    "Deadline": "deadline_raw",
    "At the latest": "latest",
    "State": "state",
    "Colour": "rag",
    "Page": "page",
}
"""Headings of the table of actions, and the columns of the CSV that are under them."""


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def main_page() -> str:
    """Where a person sends a document."""
    about = (
        "<h1>planextract</h1>\n<p>Action plans from council reports as typed data, every value with its source. "
        "What you send is read here and kept nowhere.</p>"
    )
    ways = '<p><a href="/docs">For programs</a> · <a href="/openapi.json">OpenAPI</a></p>'
    return page("planextract", f"{about}{FORM}{ways}<p>Version {escape(__version__)}</p>")


def review_page(extraction: Extraction) -> str:
    """What was read of one document, as a table, where `child` made no page of it."""
    title = extraction.metadata.title
    heading = (title.value if title is not None else None) or extraction.source.name
    counts = f"{len(extraction.actions)} actions, {len(extraction.findings)} findings"
    parts = [f"<h1>{escape(heading)}</h1>", f"<p>{counts}</p>", _actions(extraction), _remarks(extraction)]
    return page(heading, "\n".join([*parts, "<h2>Another</h2>", FORM]))


def problem_page(problem: ProblemError, request_id: str | None) -> str:
    record = problem.record(request_id)
    number = f"<p>Request {escape(request_id)}</p>" if request_id is not None else ""
    body = f"<h1>{escape(record.title)}</h1>\n<p>{escape(record.detail)}</p>\n{number}\n{FORM}"
    return page(record.title, body)


def _actions(extraction: Extraction) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in SHOWN)
    lines = "".join(_row(row) for row in rows(extraction))
    return (
        '<div class="scroll"><table><caption>Actions</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _row(row: Mapping[str, Cell]) -> str:
    cells = (row[column] for column in SHOWN.values())
    return (
        "<tr>"
        + "".join(f"<td>{escape(str(cell)) if cell is not None else ''}</td>" for cell in cells)
        + "</tr>"
    )


def _remarks(extraction: Extraction) -> str:
    if not extraction.diagnostics:
        return ""
    said = "".join(f"<li>{escape(each.message)}</li>" for each in extraction.diagnostics)
    return f"<h2>Remarks</h2><ul>{said}</ul>"


# For programs ----------------------------------------------------------------------------------------------------

CURL = """curl -F file=@plan.pdf http://127.0.0.1:8765/v1/extract
curl -F file=@plan.pdf -H 'Accept: text/csv' http://127.0.0.1:8765/v1/extract
curl -T plan.pdf http://127.0.0.1:8765/v1/extract
curl -F file=@plan.pdf http://127.0.0.1:8765/v1/extract/async
curl 'http://127.0.0.1:8765/v1/status/TASK?wait=20'
curl http://127.0.0.1:8765/v1/result/TASK"""


def docs_page(operations: Iterable[tuple[str, str, str]]) -> str:
    """The interface on one page: method, path and summary of each operation, the options, and how to call it."""
    calls = "".join(
        f"<tr><td><code>{escape(method)}</code></td><td><code>{escape(path)}</code></td><td>{escape(about)}</td></tr>"
        for method, path, about in operations
    )
    options = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(each.help)}</td></tr>"
        for name, each in FIELDS.items()
    )
    body = (
        '<h1>For programs</h1><p>All of it, for machines: <a href="/openapi.json">/openapi.json</a>.</p>'
        f"<table><caption>Calls</caption><thead><tr><th>Method</th><th>Path</th><th>What it does</th></tr></thead>"
        f"<tbody>{calls}</tbody></table><h2>Options</h2><p>As form fields, or in the query of a PUT.</p>"
        f"<table><thead><tr><th>Option</th><th>What it does</th></tr></thead><tbody>{options}</tbody></table>"
        f"<h2>With curl</h2><pre>{escape(CURL)}</pre>"
    )
    return page("planextract for programs", body)
