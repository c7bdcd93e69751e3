"""Links and events of real series, against what a person read in them.

The documents are not part of the repository; where they lie beside it, in `../shared/corpus/real`, the gold of
`tests/cases/tracking` is held against them. Series kept aside are scored by `benchmarks/tracking.py --gold` only.
"""

from pathlib import Path
from typing import Any

import pytest

import planextract
import tracking_gold
from planextract.readers.office.program import found_program

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus" / "real"
GOLD = [
    (name, gold) for name, gold in tracking_gold.gold_files(HERE / "cases" / "tracking") if not gold["aside"]
]


@pytest.mark.long
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the documents are not here")
@pytest.mark.skipif(found_program() is None, reason="one of them is a .doc and LibreOffice is not installed")
def test_links_and_events_of_real_series() -> None:
    links, events = tracking_gold.Score(), tracking_gold.Score()
    for name, gold in GOLD:
        paths = tracking_gold.documents_of(gold, [CORPUS])
        assert paths is not None, name
        read = [planextract.extract(path) for path in paths]
        (found,) = planextract.track(read).series
        one, other, in_order = tracking_gold.scored(gold, read, found)
        assert in_order, name
        assert all(tally.balances for tally in found.tallies), name
        links, events = links + one, events + other
    assert links.precision >= 0.99, links.remarks
    assert links.recall >= 0.97, links.remarks
    assert events.f1 >= 0.97, events.remarks


@pytest.mark.parametrize(("name", "gold"), GOLD, ids=[name for name, _ in GOLD])
def test_the_gold_holds_together(name: str, gold: dict[str, Any]) -> None:
    editions = {each["key"]: place for place, each in enumerate(gold["edition"])}
    for link in [*gold["links"], *gold["doubtful"]]:
        assert editions[link["old"][0]] < editions[link["new"][0]], link
    ends = [tuple(link["new"]) for link in gold["links"]]
    merged = {tuple(event["at"]) for event in gold["events"] if event["kind"] == "merged"}
    assert all(ends.count(end) == 1 for end in ends if end not in merged), name
    assert {event["at"][0] for event in gold["events"]} <= editions.keys()
