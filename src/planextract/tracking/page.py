"""Tracking as one page of HTML: what slipped, and a timeline for each action.

The page is one file that loads nothing: no script, no font, no picture from anywhere, so that it works from a disk, is
read with the keyboard, and prints. Every word of a document is escaped.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from planextract.emit.cells import encodable
from planextract.tracking import told
from planextract.tracking.drawing import Axis, chart, flow, heading, timeline
from planextract.tracking.records import Doubt, Event, Series, Thread, Tracking, Unplaced
from planextract.tracking.style import STYLE
from planextract.version import __version__

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def texts(tracking: Tracking) -> Iterator[str]:
    """The page, in pieces."""
    for piece in _pieces(tracking):
        yield encodable(piece) + "\n"


def _pieces(tracking: Tracking) -> Iterator[str]:
    title = "Action plans through their editions"
    yield f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{STYLE}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#plans">Skip to the plans</a>'
    yield f'<header><h1>{title}</h1>{_contents(tracking)}</header>\n<main id="plans">'
    for series in tracking.series:
        yield from _plan(series)
    yield from _alone(tracking)
    yield f"</main>\n<footer>Made by planextract {escape(__version__)}</footer>\n</body>\n</html>"


def _contents(tracking: Tracking) -> str:
    if len(tracking.series) < 2:
        return ""
    links = "".join(
        f'<li><a href="#{escape(each.id)}">{escape(each.title or each.id)}</a></li>'
        for each in tracking.series
    )
    return f'<nav aria-label="Plans"><ul>{links}</ul></nav>'


def _alone(tracking: Tracking) -> Iterator[str]:
    remarks = [remark.message for remark in tracking.remarks]
    if remarks:
        yield f"<section><h2>Remarks</h2>{_list(remarks)}</section>"
    if tracking.alone:
        yield f"<section><h2>Documents that are an edition of nothing else</h2>{_list(tracking.alone)}</section>"


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in items)}</ul>"


# A plan ----------------------------------------------------------------------------------------------------------


def _plan(series: Series) -> Iterator[str]:
    key = escape(series.id)
    yield f'<section class="plan" id="{key}" aria-labelledby="{key}-title">'
    yield f'<h2 id="{key}-title">{escape(series.title or series.id)}</h2>'
    if series.authority:
        yield f'<p class="authority">{escape(series.authority)}</p>'
    yield _figures(series)
    if len(series.tallies) > 1:
        yield f"<h3>From edition to edition</h3>\n{flow(series)}\n{_table(series)}"
    slipped = chart(series.threads)
    if slipped:
        yield f"<h3>What slipped most</h3>\n{slipped}"
    yield from _to_look_at(series)
    yield f"<h3>Every action</h3>\n{KEY}"
    axis = Axis.of(series)
    yield f'<div class="threads"><div class="axis"><span></span>{heading(axis)}</div>'
    texts = {thread.id: thread.text for thread in series.threads}
    for thread in series.threads:
        yield _thread(series, thread, axis, texts)
    yield "</div>\n</section>"


KEY = """<p class="key" aria-hidden="true"><span class="dot open"></span> open <span class="dot done"></span> done
<span class="dot stopped"></span> stopped <span class="dot unknown"></span> no state <span class="ring"></span> minutes
<span class="diamond"></span> due <span class="cross">×</span> no longer listed</p>"""


def _figures(series: Series) -> str:
    """The few numbers that one asks for first."""
    slipped = [each for each in series.threads if each.slippage.redatings]
    days = sorted(each.slippage.days or 0 for each in slipped)
    kinds = [event.kind for thread in series.threads for event in thread.events]
    figures = [
        (len([each for each in series.editions if each.kind == "plan"]), "editions"),
        (len(series.threads), "actions in all"),
        (len(slipped), "were re-dated"),
        (days[len(days) // 2] if days else "–", "days, the median slip"),
        (kinds.count("dropped"), "dropped while open"),
        (kinds.count("reopened"), "reopened"),
        (len(series.doubtful) + len(series.unplaced), "for a person to look at"),
    ]
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{figure}</dd></div>" for figure, name in figures)
    return f'<dl class="figures">{cells}</dl>'


COUNTED = (
    ("total", "Actions"),
    ("carried", "Carried on"),
    ("added", "New"),
    ("taken_up", "From minutes"),
    ("returned", "Back"),
    ("completed", "Completed"),
    ("reopened", "Reopened"),
    ("redated", "Re-dated"),
    ("dropped", "Dropped while open"),
    ("retired", "Done and taken out"),
    ("merged_away", "Merged"),
    ("overdue", "Overdue"),
)


def _table(series: Series) -> str:
    names = {edition.key: edition for edition in series.editions}
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for _, heading in COUNTED)
    rows = []
    for tally in series.tallies:
        edition = names[tally.edition]
        figures = [getattr(tally, name) for name, _ in COUNTED]
        cells = "".join(f"<td>{'–' if figure is None else figure or ''}</td>" for figure in figures)
        stated = "".join(_stated(each.raw, each.agrees) for each in tally.stated)
        rows.append(
            f'<tr><th scope="row" title="{escape(edition.name)}">{escape(told.called(edition))}</th>{cells}'
            f"<td>{stated}</td></tr>"
        )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="Counts by edition"><table><thead><tr>'
        f'<th scope="col">Edition</th>{head}<th scope="col">The document’s own totals</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _stated(raw: str, agrees: bool | None) -> str:
    verdict = {True: "agrees", False: "differs from the actions", None: "nothing to compare with"}[agrees]
    return f"<p>{escape(raw)} <em>({verdict})</em></p>"


# What a person has to look at ------------------------------------------------------------------------------------


def _to_look_at(series: Series) -> Iterator[str]:
    if not (series.doubtful or series.unplaced or series.remarks):
        return
    yield f"<h3>To look at</h3>{_list([each.message for each in series.remarks]) if series.remarks else ''}"
    words = {
        (each.edition, each.action_id): each.text.value or each.text.raw
        for thread in series.threads
        for each in thread.sightings
    }
    names = {edition.key: told.called(edition) for edition in series.editions}
    for doubt in series.doubtful:
        yield _doubt(doubt, words, names)
    for each in series.unplaced:
        yield _unplaced(each, {thread.id: thread.text for thread in series.threads}, names)


def _doubt(doubt: Doubt, words: dict[tuple[str, str], str], names: dict[str, str]) -> str:
    new = words[doubt.new.edition, doubt.new.action_id]
    may = "".join(
        f"<li>{escape(words[link.old.edition, link.old.action_id])} "
        f"<em>({escape(names[link.old.edition])}, {link.confidence:.0%})</em></li>"
        for link in doubt.candidates
    )
    return (
        f'<details class="doubt"><summary>{escape(new)} <em>({escape(names[doubt.new.edition])})</em></summary>'
        f"<p>May go on from:</p><ul>{may}</ul></details>"
    )


def _unplaced(each: Unplaced, threads: dict[str, str], names: dict[str, str]) -> str:
    may = "".join(f"<li>{escape(threads[number])}</li>" for number in each.candidates)
    said = f"A decision ({each.change.replace('_', ' ')}): {each.text}"
    listed = f"<p>May be about:</p><ul>{may}</ul>" if may else "<p>No action here is like it.</p>"
    return (
        f'<details class="doubt"><summary>{escape(said)} <em>({escape(names[each.edition])})</em></summary>'
        f"{listed}</details>"
    )


# An action -------------------------------------------------------------------------------------------------------


def _thread(series: Series, thread: Thread, axis: Axis, texts: Mapping[str, str]) -> str:
    reference = f'<span class="ref">{escape(thread.reference)}</span> ' if thread.reference else ""
    slipped = told.slipped(thread)
    facts = [told.STANDINGS[thread.standing], *([slipped] if slipped else [])]
    badges = "".join(f'<span class="badge {_tone(thread, fact)}">{escape(fact)}</span>' for fact in facts)
    return (
        f'<details class="thread" id="{escape(series.id)}-{escape(thread.id)}"><summary>'
        f'<span class="what">{reference}{escape(thread.text)} {badges}</span>{timeline(thread, axis)}</summary>'
        f"{_sightings(series, thread, texts)}</details>"
    )


def _tone(thread: Thread, fact: str) -> str:
    if fact == told.STANDINGS[thread.standing]:
        return {"dropped": "bad", "not_taken_up": "bad", "done": "good", "retired": "good"}.get(
            thread.standing, ""
        )
    return "bad" if (thread.slippage.days or 0) > 0 else "good"


def _sightings(series: Series, thread: Thread, texts: Mapping[str, str]) -> str:
    seen = {each.edition: each for each in thread.sightings}
    events: dict[str, list[Event]] = {}
    for event in thread.events:
        events.setdefault(event.edition, []).append(event)
    rows = []
    for edition in series.editions:
        sighting, happened = seen.get(edition.key), events.get(edition.key, [])
        if sighting is None and not happened:
            continue
        said = "".join(f"<li>{escape(told.happened(event, texts))}</li>" for event in happened)
        cells = ["", "", "", ""]
        if sighting is not None:
            comment = sighting.progress.commentary
            cells = [
                told.owners(sighting.owners),
                told.due(sighting.deadline),
                told.standing_of(sighting),
                (comment.value or comment.raw) if comment is not None else "",
            ]
        minutes = " (minutes)" if edition.kind == "minutes" else ""
        rows.append(
            f'<tr><th scope="row" title="{escape(edition.name)}">{escape(told.called(edition))}{minutes}</th>'
            f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td><ul>{said}</ul></td></tr>"
        )
    head = "".join(f'<th scope="col">{each}</th>' for each in HEADINGS)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


HEADINGS = ("Edition", "Owner", "Due", "State", "Commentary", "What happened")
