"""What a document says of itself, its reviews and its tallies: how many labelled texts are read rightly.

    python benchmarks/about.py FOLDER [--misses]   tallies_*.jsonl, reviews_*.jsonl, metadata_*.jsonl

Every text goes the whole road as a text file. A field counts as right, missed (nothing was given) or wrong. What is
given for a date, a review or a tally that the label does not have is wrong too. `--misses` shows them; it is not for
the half that is only scored.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planextract import extract_bytes
from planextract.records import Extraction

Verdict = tuple[str, str, Any, Any]
"""The field, "right", "missed" or "wrong", what was wanted and what was given."""

DATES = ("meeting_date", "publication_date", "decision_date", "effective_from", "printed_on", "version_date")


def _judge(field: str, want: Any, given: Any) -> Verdict:
    if given == want:
        return field, "right", want, given
    return field, "missed" if given in (None, [], {}, "") else "wrong", want, given


# Tallies -------------------------------------------------------------------------------------------------------


def tallies(want: Any, found: Extraction) -> Iterator[Verdict]:
    given = [(tally.total, dict(tally.counts)) for tally in found.tallies]
    wanted = [(tally["total"], tally["counts"]) for tally in want["tallies"]]
    yield from _listed("tally", wanted, given)
    yield from _listed("share", want["shares"], [dict(share.percents) for share in found.shares])
    if not wanted and not want["shares"] and not given and not found.shares:
        yield "none", "right", None, None


def _listed(field: str, wanted: list[Any], given: list[Any]) -> Iterator[Verdict]:
    over = [each for each in given if each not in wanted]
    for each in wanted:
        if each in given:
            yield field, "right", each, each
        else:
            yield field, "wrong" if over else "missed", each, over.pop() if over else None
    for each in over:
        yield field, "wrong", None, each


# Reviews -------------------------------------------------------------------------------------------------------


def reviews(want: Any, found: Extraction) -> Iterator[Verdict]:
    given = [_review(review) for review in found.reviews]
    if not want and not given:
        yield "none", "right", None, None
    for wanted, review in zip(want, given, strict=False):
        for field, value in wanted.items():
            yield _judge(field, value, review[field])
        for field in ("start", "end", "report_date"):
            if field not in wanted and review[field] is not None:
                yield field, "wrong", None, review[field]
    for wanted in want[len(given) :]:
        yield "review", "missed", wanted, None
    for review in given[len(want) :]:
        yield "review", "wrong", None, review


def _review(review: Any) -> dict[str, Any]:
    def value(field: Any) -> Any:
        return field.value if field is not None else None

    report = value(review.report_date)
    return {
        "kind": review.kind,
        "provider": value(review.provider),
        "start": value(review.start),
        "end": value(review.end),
        "report_date": report.isoformat() if report is not None else None,
        "judgements": {each.heading.value: each.grade.value for each in review.judgements},
        "case_sample": value(review.case_sample),
        "team": [_plain(who.name or "") for who in review.reviewers],
        "lines": [each.value for each in review.lines_of_enquiry],
    }


def _plain(name: str) -> str:
    return name.removeprefix("Cllr ").removeprefix("Councillor ")


# Metadata ------------------------------------------------------------------------------------------------------

NAMES = {
    "exempt": "publicity",
    "call_in": "subject_to_call_in",
    "print_date": "printed_on",
    "links": "plan_links",
}


def metadata(want: Any, found: Extraction) -> Iterator[Verdict]:
    about = found.metadata
    for field, value in want.items():
        yield _judge(field, _folded(value), _folded(_field(about, field)))
    for field in DATES:
        given = _field(about, field)
        if given is not None and not any(NAMES.get(key, key) == field for key in want):
            yield field, "wrong", None, given


def _field(about: Any, field: str) -> Any:
    if field == "contacts":
        return [contact.name.value for contact in about.contacts if contact.name is not None]
    if field == "author":
        return about.author.name.value if about.author is not None and about.author.name is not None else None
    if field == "warnings":
        return len(about.conversion_warnings)
    if field == "appendices":
        return [appendix.reference for appendix in about.appendices]
    if field == "implications":
        return {each.heading: each.value for each in about.implications}
    found = getattr(about, NAMES.get(field, field))
    if isinstance(found, tuple):
        return [each.value for each in found]
    value = found.value if found is not None else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _folded(value: Any) -> Any:
    """Without what is a matter of taste: capitals, a closing full stop, the v of a version."""
    if isinstance(value, str):
        text = value.casefold().strip(" .")
        return text[1:] if text[:1] == "v" and text[1:2].isdigit() else text
    if isinstance(value, dict):
        return {_folded(key): _folded(each) for key, each in value.items()}
    return [_folded(each) for each in value] if isinstance(value, list) else value


SCORES = {"tallies": tallies, "reviews": reviews, "metadata": metadata}


def score(folder: Path, misses: bool) -> None:
    for path in sorted(folder.glob("*.jsonl")):
        name = path.stem.partition("_")[0]
        if name not in SCORES:
            continue
        counts: Counter[str] = Counter()
        fields: dict[str, Counter[str]] = {}
        dates = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            for field, verdict, wanted, given in SCORES[name](case["want"], _read(case["text"])):
                counts[verdict] += 1
                fields.setdefault(field, Counter())[verdict] += 1
                dates += verdict == "wrong" and field in (
                    *DATES,
                    "start",
                    "end",
                    "report_date",
                    "reference_date",
                )
                if misses and verdict != "right":
                    print(
                        f"  {verdict:6} {field}: wanted {wanted!r}, given {given!r}\n         {case['text'][:90]!r}"
                    )
        n = counts.total()
        print(
            f"{path.stem:18} fields {n:4}   right {counts['right'] / n:6.1%}   missed {counts['missed'] / n:6.1%}   "
            f"wrong {counts['wrong'] / n:6.1%}   wrong dates {dates}"
        )


def _read(text: str) -> Extraction:
    return extract_bytes(text.encode(), "sample.txt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    score(options.folder, options.misses)
