"""What the site shows besides docs/: the README as its first page, and the pages that ours link to elsewhere here.

A hook of MkDocs, run by `make docs`.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "README.md": "index.md",
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages of the repository and what they are called in the site."""
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\n]+)\]\((?P<to>[^)\s#]+)(?P<part>#[^)\s]*)?\)")
_CELL = re.compile(r"<td[^>]*>.*?</td>", re.DOTALL)
_CODE = re.compile(r"<code>[^<]*</code>")
_FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)


def on_files(files: Any, config: Any) -> Any:
    for source, name in PAGES.items():
        content = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with its links as the site has them; one to what is not in the site leaves its words."""
    source = next(
        (path for path, name in PAGES.items() if name == page.file.src_uri), f"docs/{page.file.src_uri}"
    )
    parts = _FENCED.split(markdown)
    return "".join(
        part if part.startswith("```") else _LINK.sub(lambda link: _led(link, source), part) for part in parts
    )


def on_page_content(html: str, **_: Any) -> str:
    """The page with long names in tables free to break behind a "_", for narrow screens."""
    return _CELL.sub(lambda cell: _CODE.sub(_breakable, cell[0]), html)


def _breakable(code: re.Match[str]) -> str:
    return re.sub(r"(?<=\w)_(?=\w)", "_<wbr>", code[0])


def _led(link: re.Match[str], source: str) -> str:
    if re.match(r"[a-z]+:", link["to"]):
        return link[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["to"]))
    name = PAGES.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else None)
    if name is None:
        return link["words"]
    return f"[{link['words']}]({name}{link['part'] or ''})"
