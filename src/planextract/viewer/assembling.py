"""The one file: template, style, script and data, under a policy that lets nothing else run and nothing be fetched."""

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from planextract.viewer.pictures import Picture

STYLES = ("colours.css", "layout.css", "records.css", "pages.css", "printed.css")
SCRIPTS = (
    "making.js",
    "told.js",
    "choosing.js",
    "words.js",
    "pages.js",
    "values.js",
    "records.js",
    "filters.js",
    "charts.js",
    "reviewing.js",
    "editing.js",
    "starting.js",
)
"""In the order in which they stand in the file; what runs at once names only what stands before it."""

_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""What could end a script or begin a comment inside it; in JSON these characters stand in strings only."""


def assembled(told: dict[str, Any], drawn: Iterable[Picture]) -> str:
    """The page. What it is told may hold anything: it stands in it as data that no browser runs."""
    style, script = _style(), _script()
    shown = {}
    pictures = []
    for picture in drawn:
        shown[picture.page] = list(picture.shown)
        pictures.append(f'<script type="text/plain" id="picture-{picture.page}">{picture.uri}</script>\n')
    told = told | {"shown": shown}
    filling = {
        "@policy@": escape(_policy(style, script, sends=told.get("review") is not None)),
        "@title@": escape(f"{told['about']['title']} - planextract"),
        "@style@": style,
        "@data@": as_data(told),
        "@pictures@": "".join(pictures),
        "@script@": script,
    }
    return _filled(_file("page.html"), filling)


def as_data(held: object) -> str:
    """JSON that may stand in a script element.

    >>> as_data({"title": "</script><script>alert(1)</script>"})
    '{"title":"\\\\u003c/script\\\\u003e\\\\u003cscript\\\\u003ealert(1)\\\\u003c/script\\\\u003e"}'
    """
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _filled(template: str, filling: dict[str, str]) -> str:
    """The template with each mark replaced, once: a mark among the words of a document stays a word."""
    made, rest = [], template
    for mark, words in filling.items():
        before, found, rest = rest.partition(mark)
        assert found, f"page.html has no {mark} where it should stand"
        made += [before, words]
    return "".join([*made, rest])


def _policy(style: str, script: str, *, sends: bool) -> str:
    """Only our own style and script, pictures only from the file itself, and no other address at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            f"connect-src {chr(39)}{'self' if sends else 'none'}{chr(39)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(words: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(words.encode("utf-8")).digest()).decode("ascii")


@cache
def _style() -> str:
    return "\n" + "\n".join(_file(name) for name in STYLES)


@cache
def _script() -> str:
    """All scripts in one function, so that they share names with nobody."""
    return '\n(() => {\n"use strict";\n' + "\n".join(_file(name) for name in SCRIPTS) + "\n})();\n"


def _file(name: str) -> str:
    return files("planextract.viewer").joinpath("assets", name).read_text(encoding="utf-8")
