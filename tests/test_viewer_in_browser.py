"""The page opened in Chromium: what lights up, what filters show, keys, and that it asks nobody for anything.

Skips where there is no Chromium; the look for faults of access also where `npm ci --prefix tests/axe` was not run.
"""

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from browser import Browser, Tab, axe, program
from planextract import pipeline, readers, viewer
from planextract.confidence import band
from planextract.values import values
from planextract.viewer.assembling import assembled
from planextract.viewer.payload import payload
from planextract.viewer.pictures import pictures

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PLAN = SAMPLES / "thornmere-peer-challenge-plan.pdf"
LOG = SAMPLES / "sallowby-parish-action-log.docx"
TRACKER = SAMPLES / "wrenholt-recommendation-tracker.xlsx"
MINUTES = SAMPLES / "harrowmoor-scrutiny-minutes.txt"

pytestmark = [pytest.mark.long, pytest.mark.skipif(program() is None, reason="there is no Chromium here")]

HOSTILE = '</script><script>window.ran = 1</script><img src="http://203.0.113.9/x" onerror="window.ran = 2">'


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Makes the page of a document, once."""
    folder = tmp_path_factory.mktemp("reports")
    made: dict[Path, str] = {}

    def page(path: Path) -> str:
        if path not in made:
            file = folder / f"{path.name}.html"
            file.write_text(viewer.view(path), encoding="utf-8")
            made[path] = file.as_uri()
        return made[path]

    return page


def bare(words: str) -> str:
    return re.sub(r"[^\w%£]+", "", words).casefold()


LIT = """[...document.querySelectorAll('#pages .box.bright')].map((box) => {
  const frame = box.closest('.frame').getBoundingClientRect(), own = box.getBoundingClientRect();
  return {page: Number(box.closest('.sheet').getAttribute('aria-label').split(' ')[1]),
    left: (own.left - frame.left - 1) / (frame.width - 2), right: (own.right - frame.left - 1) / (frame.width - 2),
    top: (own.top - frame.top - 1) / (frame.height - 2), bottom: (own.bottom - frame.top - 1) / (frame.height - 2)};
})"""


def under(pdf: Any, box: dict[str, float]) -> str:
    """What pdfplumber says stands under a box on the screen, whose sides are shares of the page."""
    page = pdf.pages[int(box["page"]) - 1]
    left, right = box["left"] * page.width, box["right"] * page.width
    top, bottom = box["top"] * page.height, box["bottom"] * page.height
    letters = [
        letter["text"]
        for letter in page.chars
        if left <= (letter["x0"] + letter["x1"]) / 2 <= right
        and top <= (letter["top"] + letter["bottom"]) / 2 <= bottom
    ]
    return "".join(letters)


def card_value(record: str, name: str) -> str:
    """The button of a value on a card, by what it is called."""
    found = f"[...document.querySelectorAll('#{record} .value')]"
    return f"{found}.find((each) => each.querySelector('.name').textContent === '{name}')"


# What lights up ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "name", "words"),
    [
        ("a001", "Owner", "Helena Croft, Director of Strategy"),
        ("a001", "Deadline", "By 31 December 2023"),
        ("a002", "State", "Green"),
        ("a006", "Deadline", "Q1 2024/25"),
        ("a012", "Owner", "Chief Executive"),
    ],
)
def test_a_value_pressed_lights_its_own_words_on_the_picture(
    browser: Browser, report: Any, record: str, name: str, words: str
) -> None:
    with browser.tab(report(PLAN)) as tab, pdfplumber.open(PLAN) as pdf:
        tab.run(f"{card_value(record, name)}.click()")
        boxes = tab.until(f"(() => {{ const lit = {LIT}; return lit.length ? lit : null; }})()")
        assert bare("".join(under(pdf, box) for box in boxes)) == bare(words)
        inside = """(() => { const box = document.querySelector('#pages .bright').getBoundingClientRect();
            const pane = document.getElementById('pages').getBoundingClientRect();
            return box.top >= pane.top && box.bottom <= pane.bottom; })()"""
        assert tab.run(inside), "the page has turned to them"
        assert tab.faults() == []


def test_pointing_lights_and_leaving_does_not(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        tab.until("document.querySelector('#pages .box')")
        tab.run(f"{card_value('a002', 'Owner')}.dispatchEvent(new MouseEvent('mouseenter'))")
        assert len(tab.run(LIT)) == 1
        tab.run(f"{card_value('a002', 'Owner')}.dispatchEvent(new MouseEvent('mouseleave'))")
        assert tab.run(LIT) == []


@pytest.mark.parametrize(
    ("path", "record", "name", "words"),
    [
        (LOG, "a002", "Deadline", ["Next meeting"]),
        (TRACKER, "a001", "State", None),
        (MINUTES, "a001", "Owner", None),
    ],
)
def test_words_light_in_documents_without_pages(
    browser: Browser, report: Any, path: Path, record: str, name: str, words: list[str] | None
) -> None:
    with browser.tab(report(path)) as tab:
        value = card_value(record, name)
        tab.until(f"{value} && document.querySelector('#pages .frame').childNodes.length")
        shown = tab.run(f"({value}.querySelector('.raw') ?? {value}.querySelector('.shown')).textContent")
        tab.run(f"{value}.click()")
        lit = tab.run("[...document.querySelectorAll('#pages .bright')].map((each) => each.textContent)")
        assert lit
        assert words is None or lit == words
        assert bare("".join(lit)) == bare(shown)
        assert tab.faults() == []


def test_a_click_on_the_page_shows_the_record(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab, pdfplumber.open(PLAN) as pdf:
        tab.until("document.querySelector('#pages img')?.complete")
        word = next(w for w in pdf.pages[0].extract_words() if w["text"] == "Quarterly")
        share = (word["x0"] + word["x1"]) / 2 / pdf.pages[0].width, (word["top"] + 2) / pdf.pages[0].height
        edge = "document.querySelector('.frame').getBoundingClientRect()"
        frame = tab.run(f"(({{x, y, width, height}}) => [x, y, width, height])({edge})")
        tab.click(frame[0] + share[0] * frame[2], frame[1] + share[1] * frame[3])
        assert tab.run("document.querySelector('.card.chosen').id") == "a005"
        assert "Quarterly" in tab.run("document.activeElement.textContent")
        assert tab.run("location.hash") == "#a005"


def test_a_click_on_words_shows_the_record(browser: Browser, report: Any) -> None:
    with browser.tab(report(LOG)) as tab:
        words = "[...document.querySelectorAll('#pages .stretch')].find((each) => each.textContent === 'Autumn 2024')"
        tab.until(words)
        tab.run(f"{words}.click()")
        assert tab.run("document.querySelector('.card.chosen').id") == "a006"


def test_words_of_a_page_stand_behind_its_picture(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        tab.run("document.querySelector('[data-mode=words]').click()")
        tab.until("document.querySelector('#pages table')")
        assert "Hold three workshops" in tab.run("document.querySelector('#pages table').textContent")
        tab.run(f"{card_value('a001', 'Deadline')}.click()")
        lit = tab.run(
            "[...document.querySelectorAll('#pages .bright')].map((each) => each.textContent).join(' ')"
        )
        assert bare(lit) == bare("By 31 December 2023")


# Filters and charts --------------------------------------------------------------------------------------------------

SHOWN = "[...document.querySelectorAll('#list-actions .card:not([hidden])')].map((each) => each.id)"


def chosen(tab: Tab, name: str, value: str) -> list[str]:
    """The actions that are shown once one filter is set."""
    field = f"document.getElementById('filters').elements['{name}']"
    tab.run(f"{field}.value = {value!r}; {field}.dispatchEvent(new Event('input', {{bubbles: true}})); true")
    found: list[str] = tab.run(SHOWN)
    return found


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("owner", "Chief Executive", ["a002", "a012"]),
        ("state", "behind", ["a008", "a012"]),
        ("rag", "amber", ["a004", "a006", "a011"]),
        ("deadline", "undated", ["a005", "a007", "a012"]),
        ("from", "2024-08-01", ["a003", "a010"]),
        ("words", "trainer", ["a008"]),
        ("owner", "", [f"a{number:03d}" for number in range(1, 13)]),
    ],
)
def test_filters(browser: Browser, report: Any, name: str, value: str, ids: list[str]) -> None:
    with browser.tab(report(PLAN)) as tab:
        assert len(tab.run(SHOWN)) == 12
        found = chosen(tab, name, value)
        if name == "rag":
            assert set(found) and set(found) <= set(
                tab.run("[...document.querySelectorAll('.card:has(.rag.amber)')].map((each) => each.id)")
            )
        else:
            assert found == ids
        said = tab.run("document.getElementById('count').textContent")
        assert said == ("12 actions" if len(found) == 12 else f"{len(found)} of 12 actions")


def test_filters_add_up_and_clear(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        chosen(tab, "state", "behind")
        assert chosen(tab, "owner", "Chief Executive") == ["a012"]
        tab.run("document.querySelector('#filters [type=reset]').click()")
        tab.until("document.getElementById('count').textContent === '12 actions'")


def test_the_band_filter_follows_the_least_sure_value(browser: Browser, tmp_path: Path) -> None:
    """Figures move when they are measured anew, so that they are taken from the extraction."""
    file = tmp_path / "plan.txt"
    rows = (
        "| Mend the gate | | 3 May 2024 |\n| Buy a safe | Clerk | 31 May 2024 |\n| Count the chairs | | |\n"
    )
    file.write_text(f"Action plan\n\n| Action | Lead | Due |\n|---|---|---|\n{rows}", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(viewer.view(file), encoding="utf-8")
    figures = {
        action.id: [value.confidence for _, value in values(action) if value.confidence is not None]
        for action in pipeline.extract(file).actions
    }
    bands = {id: band(min(found)) if found else None for id, found in figures.items()}
    assert len(set(bands.values())) > 1
    with browser.tab(page.as_uri()) as tab:
        for name in set(bands.values()):
            assert chosen(tab, "band", name or "(none)") == [id for id in bands if bands[id] == name]


def test_bars_and_timeline_filter(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        bar = "document.querySelector('[data-chart=\"state behind\"]')"
        assert tab.run(f"{bar}.querySelector('.number').textContent") == "2"
        tab.run(f"{bar}.click()")
        assert tab.run(SHOWN) == ["a008", "a012"]
        assert tab.run(f"{bar}.getAttribute('aria-pressed')") == "true"
        tab.run(f"{bar}.click()")
        assert len(tab.run(SHOWN)) == 12
        column = "[...document.querySelectorAll('.timeline button')].find((each) => each.title.startsWith('May 2024'))"
        tab.run(f"{column}.click()")
        assert tab.run(SHOWN) == ["a002", "a008"]


def test_remarks_stand_where_they_belong(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    rows = "| Mend the gate | Clerk | Q5 2024 |\n| Buy a safe | Clerk | 31 May 2024 |\n"
    file.write_text(f"Action plan\n\n| Action | Lead | Due |\n|---|---|---|\n{rows}", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(viewer.view(file), encoding="utf-8")
    with browser.tab(page.as_uri()) as tab:
        remarks = "[...document.querySelectorAll('.remarks')].map((each) => each.closest('.card').id)"
        assert tab.run(remarks) == ["a001"], "on the card of the action that it is about, and on no other"
        assert tab.run("document.querySelector('#a001 .remark-link').textContent").startswith("warning: ")
        assert chosen(tab, "deadline", "unread") == ["a001"]
        tab.run("document.querySelector('#a001 .remark-link').click()")
        assert tab.run("document.getElementById('list-remarks').hidden") is False
        assert (
            tab.run("document.querySelector('.card.chosen').closest('[role=tabpanel]').id") == "list-remarks"
        )
        assert tab.run("document.querySelector('#pages .bright').textContent") == "Q5 2024"


# Keys, and those who do not see --------------------------------------------------------------------------------------


def test_it_is_used_by_keys_alone(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        tab.run("document.querySelector('#a001 .head').focus()")
        tab.press("ArrowDown")
        assert tab.run("document.activeElement.closest('.card').id") == "a002"
        tab.press("End")
        assert tab.run("document.querySelector('.card.chosen').id") == "a012"
        tab.press("Tab")
        assert tab.run("document.activeElement.textContent").startswith("Owner")
        tab.press("Enter")
        assert tab.run("document.querySelector('.value.chosen').textContent").startswith("Owner")
        tab.press("Escape")
        assert tab.run("document.querySelectorAll('.chosen').length") == 0
        tab.run("document.getElementById('tab-actions').focus()")
        tab.press("ArrowRight")
        assert tab.run("document.getElementById('list-findings').hidden") is False
        assert tab.run("document.activeElement.getAttribute('aria-selected')") == "true"


def test_the_page_field_follows_and_leads(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        tab.run(f"{card_value('a012', 'Owner')}.click()")
        tab.until("document.getElementById('page-number').value === '3'")
        tab.run("const field = document.getElementById('page-number'); field.value = '1'; true")
        tab.run("field.dispatchEvent(new Event('change')); true")
        tab.until("document.getElementById('pages').scrollTop < 40")


def test_an_address_names_a_record(browser: Browser, report: Any) -> None:
    with browser.tab(f"{report(PLAN)}#a009") as tab:
        assert tab.run("document.querySelector('.card.chosen').id") == "a009"


@pytest.mark.skipif(axe() is None, reason="npm ci --prefix tests/axe")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [PLAN, LOG, TRACKER], ids=lambda path: path.suffix[1:])
def test_axe_finds_no_fault(browser: Browser, report: Any, path: Path, dark: bool) -> None:
    script = axe()
    assert script is not None
    with browser.tab(report(path), dark=dark, size=(1000, 700) if path == TRACKER else (1400, 900)) as tab:
        tab.until("document.querySelector('#pages .frame').childNodes.length")
        tab.run(
            "document.getElementById('help-button').click(); document.querySelector('details.more').open = true"
        )
        tab.run(f"{card_value('a001', 'Owner')}.click()")
        tab.settle()
        assert tab.axe(script) == []


def test_it_fits_a_narrow_window(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN), size=(390, 800)) as tab:
        assert tab.run("document.documentElement.scrollWidth <= 390")


# Long documents ------------------------------------------------------------------------------------------------------


def long_report(times: int) -> str:
    """The page of the sample as if its three pages and twelve actions came again and again."""
    data = PLAN.read_bytes()
    document = readers.read_bytes(data, PLAN.name)
    told = payload(document, pipeline.extract_document(document))
    places, records = told["places"], [each for each in told["records"] if each["group"] == "actions"]
    told |= {
        "parts": [],
        "home": None,
        "review": None,
        "remarks": [],
        "records": [],
        "places": [],
        "pages": [],
    }
    for time in range(times):
        told["places"] += [{**place, "page": place["page"] + 3 * time} for place in places]
        for number, record in enumerate(records, 1):
            values = [
                {**value, "places": [place + time * len(places) for place in value["places"]]}
                for value in record["values"]
            ]
            told["records"].append({**record, "id": f"a{time * len(records) + number:03d}", "values": values})
        told["pages"] += [
            {"number": page.number + 3 * time, "width": page.width, "height": page.height}
            for page in document.pages
        ]
    drawn = list(pictures(document, data))
    return assembled(
        told, (replace(each, page=each.page + 3 * time) for time in range(times) for each in drawn)
    )


@pytest.mark.long
def test_three_hundred_pages_are_made_as_they_come_near(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "long.html"
    page.write_text(long_report(100), encoding="utf-8")
    assert page.stat().st_size < 300 * 60_000
    with browser.tab(page.as_uri()) as tab, pdfplumber.open(PLAN) as pdf:
        assert tab.run("document.querySelectorAll('.sheet').length") == 300
        tab.until("document.querySelector('#pages img')")
        assert tab.run("document.querySelectorAll('#pages img').length") < 12
        tab.run(f"{card_value('a1190', 'Owner')}.click()")
        tab.settle()
        (box,) = tab.run(LIT)
        assert box["page"] == 298
        assert bare(under(pdf, {**box, "page": 1})) == bare(
            tab.run(f"{card_value('a1190', 'Owner')}.querySelector('.shown').textContent")
        )
        tab.until("!document.querySelector('.sheet').querySelector('img')")
        assert tab.run("document.querySelectorAll('#pages img').length") < 12, "those far away are dropped"
        assert chosen(tab, "owner", "Chief Executive")[-1] == "a1200"
        assert tab.faults() == []


@pytest.mark.long
def test_a_long_document_without_pages_is_made_as_it_comes_near(browser: Browser, tmp_path: Path) -> None:
    words = "\n\n".join(f"{number}. The committee heard about site {number}." for number in range(1, 1500))
    file = tmp_path / "minutes.txt"
    file.write_text(
        f"Minutes of the Estates Committee\n\n{words}\n\nACTION: Clerk to mend the gate by 3 May 2024\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text(viewer.view(file), encoding="utf-8")
    with browser.tab(page.as_uri()) as tab:
        frames = tab.run("document.querySelectorAll('.frame').length")
        assert frames > 20
        assert (
            tab.run(
                "[...document.querySelectorAll('.frame')].filter((each) => each.childNodes.length).length"
            )
            < frames / 2
        )
        tab.run("document.querySelector('.card .head').click()")
        tab.settle()
        lit = tab.run(
            "[...document.querySelectorAll('#pages .bright')].map((each) => each.textContent).join('')"
        )
        assert "mend the gate" in lit


@pytest.mark.long
def test_on_paper_it_is_the_records_and_the_document_where_asked(browser: Browser, report: Any) -> None:
    with browser.tab(report(PLAN)) as tab:
        tab.run("[...document.querySelectorAll('details')].forEach((each) => { each.open = false; })")
        kept = [printed(tab)]
        tab.run("document.getElementById('print-pages').click()")
        kept.append(printed(tab))
    alone, whole = kept
    assert "Hold three workshops" in alone
    assert "Workshops held in October and November" in alone.replace("\n", " "), (
        "what was folded away is opened"
    )
    assert "Strengths" not in alone
    assert "Smaller" not in alone
    assert alone.count("Page 3") == 0
    assert whole.count("Page 3") == 1


def printed(tab: Tab) -> str:
    with pdfplumber.open(io.BytesIO(base64.b64decode(tab.call("Page.printToPDF")["data"]))) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


# Alone ---------------------------------------------------------------------------------------------------------------


def test_nothing_is_fetched_and_nothing_is_wrong(browser: Browser, report: Any) -> None:
    for path in (PLAN, LOG, TRACKER, MINUTES):
        with browser.tab(report(path)) as tab:
            tab.run("for (const each of document.querySelectorAll('button:not([type=reset])')) each.click()")
            tab.settle()
            assert tab.faults() == []
            assert [url.split("#")[0] for url in tab.requests()] == [report(path)]


def test_hostile_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    rows = (
        f"| Review {HOSTILE} now | {HOSTILE} | May 2024 |\n| Mend the gate 🔧 today | Clerk | June 2024 |\n"
    )
    file.write_text(
        f"Action plan {HOSTILE}\n\n| Action | Lead | Due |\n|---|---|---|\n{rows}", encoding="utf-8"
    )
    page = tmp_path / "page.html"
    page.write_text(viewer.view(file), encoding="utf-8")
    with browser.tab(page.as_uri()) as tab:
        tab.run("for (const each of document.querySelectorAll('#records button')) each.click()")
        assert tab.run("window.ran === undefined && document.images.length === 0")
        assert "<script>window.ran" in tab.run("document.getElementById('pages').textContent")
        assert [url.split("#")[0] for url in tab.requests()] == [page.as_uri()]
        assert tab.faults() == []
        refused = tab.run("fetch('http://203.0.113.9/').then(() => 'sent', () => 'refused')")
        assert refused == "refused", "the policy holds even for a script that would run"


def test_places_behind_signs_of_two_halves_are_right(browser: Browser, tmp_path: Path) -> None:
    """JavaScript counts such a sign as two characters, planextract as one."""
    file = tmp_path / "plan.txt"
    row = "| 🔧🔩 Mend the gate | 🧑 Clerk; Head of Audit | June 2024 |\n| Buy a safe | Clerk | 2025 |\n"
    file.write_text(f"Action plan\n\n| Action | Lead | Due |\n|---|---|---|\n{row}", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(viewer.view(file), encoding="utf-8")
    with browser.tab(page.as_uri()) as tab:
        tab.run("document.querySelectorAll('#a001 .value.owner')[1].click()")
        lit = tab.run("[...document.querySelectorAll('#pages .bright')].map((each) => each.textContent)")
        assert lit == ["Head of Audit"]
