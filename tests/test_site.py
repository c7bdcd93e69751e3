"""The documentation as a site: every page is in it, no link is broken, and nothing comes from elsewhere."""

import logging
import re
from pathlib import Path

import pytest

from browser import Browser, axe, program

pytest.importorskip("mkdocs")

ROOT = Path(__file__).resolve().parents[1]
LOADED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?P<src>[^"'\s>]+)|<link\b[^>]*\bhref=["']?(?P<href>[^"'\s>]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))  # (strict: a broken link raises)
    return folder


def test_every_page_is_in_the_site_and_its_menu(site: Path) -> None:
    menu = (site / "index.html").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert (site / f"{page.stem}.html").is_file()
        assert f'href="{page.stem}.html"' in menu, f"{page.name} is in no menu: add it to nav in mkdocs.yml"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for found in LOADED.finditer(page.read_text(encoding="utf-8")):
            assert not re.match(r"(?:https?:)?//", found["src"] or found["href"]), (page.name, found[0])
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", style.read_text(encoding="utf-8")), (
            style.name
        )


THEME = {"region", "target-size", "empty-table-header", "scrollable-region-focusable"}
"""What is left: the theme's footer and signs, tables with an empty corner, and blocks that browsers let keys scroll."""


@pytest.mark.long
@pytest.mark.skipif(program() is None, reason="there is no Chromium here")
def test_phones_and_keys_reach_all_of_it(site: Path, tmp_path: Path) -> None:
    with Browser(tmp_path) as browser:
        for name in ("index", "outputs", "diagnostics", "contract"):
            with browser.tab((site / f"{name}.html").as_uri(), size=(360, 800)) as tab:
                tab.settle()
                assert tab.run("document.documentElement.scrollWidth") <= 360, name
                assert all(url.startswith("file:") for url in tab.requests()), name
                tab.press("Tab")
                tab.settle()
                assert tab.run("document.activeElement.getBoundingClientRect().left") >= 0, name
                assert tab.run("getComputedStyle(document.activeElement).outlineWidth") == "3px", name
                path = axe()
                if path is not None:
                    found = {each["id"] for each in tab.axe(path)}
                    assert found <= THEME, (name, found - THEME)
