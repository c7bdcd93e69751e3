"""How well editions are linked: series that are made up, an archive of many councils' plans, time, and the gold.

    python benchmarks/tracking.py                   accuracy by rewording, the archive, time
    python benchmarks/tracking.py --gold FOLDER...  the gold of tests/cases/tracking, its documents being in the folders
    python benchmarks/tracking.py --fit             weights of evidence from series made for it, printed as JSON

Series for fitting and for scoring are made from different seeds.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import planextract
import tracking_gold
from planextract.tracking import track
from planextract.tracking.candidates import Index, rarity_of
from planextract.tracking.evidence import compared
from planextract.tracking.profiles import profiles
from tracking_series import Series, Ways, archive, series

RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)


# Fitting ---------------------------------------------------------------------------------------------------------


def comparisons(made: Series) -> Iterator[tuple[tuple[tuple[str, str], ...], bool]]:
    """Every pair of a later action and an earlier one that would be compared, and whether they are one."""
    true = {(old, new) for old, new, kind in made.truth.links if kind == "same"}
    parts = {(old, new) for old, new, kind in made.truth.links if kind != "same"}
    read = [profiles(each) for each in made.editions]
    rarity = rarity_of(profile for each in read for profile in each)
    for number in range(1, len(read)):
        index = Index(rarity)
        for place, profile in enumerate(read[number - 1]):
            index.add(place, profile)
        for profile in read[number]:
            for place in index.near(profile):
                old = read[number - 1][place]
                pair = ((number - 1, old.action_id), (number, profile.action_id))
                if pair not in parts:
                    yield compared(old, profile, rarity).levels, pair in true


def made_for_fitting() -> Iterator[Series]:
    """Series in which more changes than is usual, so that nothing but the words is trusted overmuch."""
    for number in range(120):
        draw = random.Random(f"fit {number}")
        ways = Ways(
            words=draw.choice((0.05, 0.1, 0.2, 0.3, 0.4)),
            reworded=draw.choice((0.3, 0.6, 1.0)),
            redated=0.45,
            owners=0.3,
            renumbered=0.5,
            reordered=0.5,
            moved=0.1,
        )
        yield series(f"fit {number}", 4, draw.choice((12, 30, 80)), ways)


HELD: dict[str, float] = {
    "reference.same_bare": 1.0,  # a bare number must never make a link
    "reference.same": 2.5,
    "owners.same": 1.0,  # real plans have few owners, who have many actions each
    "deadline.same": 0.8,  # and the end of a year for most of their dates
    "heading.one_only": 0.0,  # one edition of two may print no headings
    "place.near": 0.3,  # made plans are seldom put in another order
    "place.far": -0.2,
    "text.same_few": 2.5,  # made plans have none so short
}
"""Weights that are not fitted, because plans that are made up are unlike real ones there."""


def fit(pull: float = 2.0) -> dict[str, float]:
    """Logistic regression over the levels, by Newton's method with a pull to nought."""
    seen: Counter[tuple[tuple[tuple[str, str], ...], bool]] = Counter()
    for made in made_for_fitting():
        seen.update(comparisons(made))
    levels_seen = {f"{feature}.{level}" for levels, _ in seen for feature, level in levels}
    names = ["prior", *sorted(levels_seen - HELD.keys())]
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(seen), len(names)))
    table[:, 0] = 1
    held = np.zeros(len(seen))
    for row, (levels, _) in enumerate(seen):
        for feature, level in levels:
            name = f"{feature}.{level}"
            if name in place:
                table[row, place[name]] = 1
            held[row] += HELD.get(name, 0.0)
    right = np.array([float(right) for _, right in seen])
    count = np.array(list(seen.values()), dtype=float)
    weights = np.zeros(len(names))
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights + held, -30, 30)))
        slope = table.T @ (count * (right - likely)) - pull * weights
        bend = (table * (count * likely * (1 - likely))[:, None]).T @ table + pull * np.eye(len(names))
        weights = weights + np.linalg.solve(bend, slope)
    found = {name: round(float(value), 2) for name, value in zip(names, weights, strict=True)}
    return {**found, **HELD}


# Scoring ---------------------------------------------------------------------------------------------------------


def gold(folders: list[Path], misses: bool) -> None:
    """Every gold series whose documents are all in the folders."""
    cases = Path(__file__).resolve().parents[1] / "tests" / "cases" / "tracking"
    sums = {aside: (tracking_gold.Score(), tracking_gold.Score()) for aside in (False, True)}
    for name, wanted in tracking_gold.gold_files(cases):
        paths = tracking_gold.documents_of(wanted, folders)
        if paths is None:
            continue
        read = [planextract.extract(path) for path in paths]
        found = track(read).series[0]
        links, events, in_order = tracking_gold.scored(wanted, read, found)
        before = sums[wanted["aside"]]
        sums[wanted["aside"]] = before[0] + links, before[1] + events
        _tell(name, links, events, "" if in_order else "  (not in order)")
        for remark in [*links.remarks, *events.remarks] if misses and not wanted["aside"] else ():
            print(f"    {remark}")
    for aside, (links, events) in sums.items():
        _tell("aside" if aside else "all others", links, events, "")


def _tell(name: str, links: tracking_gold.Score, events: tracking_gold.Score, remark: str) -> None:
    print(
        f"{name:32} links P {links.precision:.3f} R {links.recall:.3f} F1 {links.f1:.3f} ({links.right})   "
        f"events P {events.precision:.3f} R {events.recall:.3f} F1 {events.f1:.3f} ({events.right}){remark}"
    )


def by_rewording() -> None:
    """Links and events of series that are made up, by how much of each text is reworded."""
    for rate in RATES:
        links, events = tracking_gold.Score(), tracking_gold.Score()
        for number in range(12):
            made = series(f"score {number}", 5, (20, 60, 150)[number % 3], Ways(words=rate, reworded=1.0))
            one, other = score_made(made)
            links, events = links + one, events + other
        _tell(f"{rate:.0%} of the words", links, events, "")


TOLD = (
    "added", "merged", "split", "redated", "returned", "owner_changed", "completed", "reopened", "dropped", "retired",
)  # fmt: skip
"""Kinds of events of which the truth of made series knows."""


def score_made(made: Series) -> tuple[tracking_gold.Score, tracking_gold.Score]:
    found = track(made.editions).series[0]
    number_of = {edition.key: place for place, edition in enumerate(found.editions)}
    given = [
        ((number_of[link.old.edition], link.old.action_id), (number_of[link.new.edition], link.new.action_id))
        for link in found.links
    ]
    links = tracking_gold.compared([(old, new) for old, new, _ in made.truth.links], given)
    happened = {
        ((number_of[edition], action), kind)
        for edition, action, kind in tracking_gold.told_of(found)
        if kind in TOLD
    }
    return links, tracking_gold.compared(set(made.truth.events), happened)


def by_confidence() -> None:
    """How often links prove right, by their confidence; the line in evidence.json keeps it a little below that."""
    right: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for number in range(12):
        made = series(
            f"sure {number}", 4, (20, 60, 100)[number % 3], Ways(words=0.3, reworded=0.8, added=0.15)
        )
        found = track(made.editions).series[0]
        place = {edition.key: at for at, edition in enumerate(found.editions)}
        true = {(old, new) for old, new, _ in made.truth.links}
        for link in (*found.links, *(each for doubt in found.doubtful for each in doubt.candidates)):
            step = min(int(link.confidence * 20), 19)
            whole[step] += 1
            right[step] += (
                (place[link.old.edition], link.old.action_id),
                (place[link.new.edition], link.new.action_id),
            ) in true
    for step in sorted(whole):
        print(f"confidence {step / 20:.2f} to {step / 20 + 0.05:.2f}: {right[step]} of {whole[step]} right")


def in_archive(plans: int = 500) -> None:
    """Series found in an archive of many councils: documents in the right series, and links between councils."""
    made = archive(plans)
    council = {each.source.sha256: one.council for one in made for each in one.editions}
    mixed = [each for one in made for each in one.editions]
    random.Random("mixed").shuffle(mixed)
    begun = time.process_time()
    found = track(mixed, find_series=True)
    seconds = time.process_time() - begun
    across = sum(len({council[edition.sha256] for edition in one.editions}) > 1 for one in found.series)
    whole = Counter(each.council for each in made for _ in each.editions if len(each.editions) > 1)
    pieces = Counter(council[one.editions[0].sha256] for one in found.series)
    complete = sum(
        len(one.editions) == whole[council[one.editions[0].sha256]]
        and pieces[council[one.editions[0].sha256]] == 1
        for one in found.series
    )
    print(
        f"archive: {plans} plans, {len(mixed)} documents, {len(whole)} of several editions: {complete} found whole, "
        f"{across} series across councils, {seconds:.1f} s"
    )


def speed() -> None:
    """Time for more and more editions of 300 actions."""
    for editions in (5, 10, 20, 30, 40, 50):
        made = series(f"speed {editions}", editions, 300, Ways(words=0.2, added=0.03, split=0.01))
        begun = time.process_time()
        track(made.editions)
        seconds = time.process_time() - begun
        print(
            f"{editions:3} editions of 300 actions: {seconds:5.2f} s, {1000 * seconds / editions:5.0f} ms an edition"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", nargs="*", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="show what was missed, save for series kept aside"
    )
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args()
    if chosen.fit:
        line = {"offset": 1.5, "slope": 0.9}  # see `by_confidence`
        print(json.dumps({"calibration": line, "weights": dict(sorted(fit().items()))}, indent=2))
    elif chosen.gold:
        gold(chosen.gold, chosen.misses)
    else:
        by_rewording()
        by_confidence()
        in_archive()
        speed()


if __name__ == "__main__":
    main()
