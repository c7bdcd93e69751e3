"""Deadlines, whatever the day: each spelling reads back to its day, and no reading says more than its words."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neutral import cell
from planextract.normalise import deadlines
from planextract.normalise.context import Context, Found
from planextract.normalise.deadlines.stretch import month_days
from planextract.records import Deadline

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
WELSH = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
         "Tachwedd", "Rhagfyr")  # fmt: skip

days = st.dates(date(2000, 1, 1), date(2035, 12, 31))
years = st.integers(2000, 2035)


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


SPELLINGS = {
    "29 January 2010": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "29th January 2010": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "29 Jan 10": lambda d: f"{d.day} {SHORT[d.month - 1]} {d:%y}",
    "29-Jan-10": lambda d: f"{d.day:02}-{SHORT[d.month - 1]}-{d:%y}",
    "29/01/2010": lambda d: f"{d:%d/%m/%Y}",
    "29/1/10": lambda d: f"{d.day}/{d.month}/{d:%y}",
    "29.01.2010": lambda d: f"{d:%d.%m.%Y}",
    "29.1.10": lambda d: f"{d.day}.{d.month}.{d:%y}",
    "29-01-2010": lambda d: f"{d:%d-%m-%Y}",
    "2010-01-29": lambda d: d.isoformat(),
    "2010-01-29 00:00:00": lambda d: f"{d.isoformat()} 00:00:00",
    "January 29, 2010": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "Friday 29 January 2010": lambda d: f"{d:%A} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "the 29th of January 2010": lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    "29 Ionawr 2010": lambda d: f"{d.day} {WELSH[d.month - 1]} {d.year}",
    "29 January 2010 at 2pm": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year} at 2pm",
}
BEFORE = (
    "",
    "by ",
    "By ",
    "Due ",
    "No later than ",
    "Target: ",
    "To be completed by ",
    "Report to Cabinet by ",
)
AFTER = ("", ".", " (subject to funding)", " - Cabinet", " Red")


def read(text: str, reference: date | None = None) -> Found[Deadline] | None:
    return deadlines.normalise(cell(text), Context(reference_date=reference))


def span(text: str, reference: date | None = None) -> tuple[object, object]:
    found = read(text, reference)
    assert found is not None and found.value is not None, text
    return getattr(found.value, "earliest", None), getattr(found.value, "latest", None)


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=days, before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
@settings(max_examples=40, deadline=None)
def test_a_day_in_every_spelling(spelling: str, day: date, before: str, after: str) -> None:
    text = before + SPELLINGS[spelling](day) + after
    assert span(text) == (day, day), text


@given(year=years, month=st.integers(1, 12), name=st.sampled_from((MONTHS, SHORT, WELSH)))
@settings(max_examples=150, deadline=None)
def test_months(year: int, month: int, name: tuple[str, ...]) -> None:
    whole = month_days(year, month)
    assert span(f"{name[month - 1]} {year}") == whole
    assert span(f"by end of {name[month - 1]} {year}") == (whole[1], whole[1])
    assert span(f"{month:02}/{year}") == whole


@given(year=years, quarter=st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_financial_quarters_and_years(year: int, quarter: int) -> None:
    pair = f"{year}/{(year + 1) % 100:02}"
    whole = month_days(year, 1 + 3 * quarter, 3)
    for text in (
        f"Q{quarter} {pair}",
        f"Quarter {quarter} of {pair}",
        f"{pair} Q{quarter}",
        f"Qtr {quarter} {pair}",
    ):
        assert span(text) == whole, text
    for text in (
        pair,
        f"{year}-{(year + 1) % 100:02}",
        f"{year}/{year + 1}",
        f"FY {pair}",
        f"Financial year {pair}",
    ):
        assert span(text) == (date(year, 4, 1), date(year + 1, 3, 31)), text
    assert span(f"Academic year {pair}") == (date(year, 9, 1), date(year + 1, 8, 31))


@given(first=days, length=st.integers(1, 600))
@settings(max_examples=80, deadline=None)
def test_ranges(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    for text in (f"{first:%d/%m/%Y} - {last:%d/%m/%Y}", f"from {first:%d/%m/%Y} to {last:%d/%m/%Y}"):
        assert span(text) == (first, last), text


@given(old=days, length=st.integers(1, 600))
@settings(max_examples=80, deadline=None)
def test_changed_dates_keep_the_first(old: date, length: int) -> None:
    new = old + timedelta(days=length)
    for text in (
        f"{old:%d/%m/%Y} revised to {new:%d/%m/%Y}",
        f"{new:%d/%m/%Y} (was {old:%d/%m/%Y})",
        f"Revised to {new:%d/%m/%Y} from {old:%d/%m/%Y}",
    ):
        found = read(text)
        assert found is not None and found.value is not None and found.value.original is not None, text
        assert (getattr(found.value, "latest", None), found.value.original.latest) == (new, old), text


@given(reference=days, ahead=st.integers(1, 200))
@settings(max_examples=80, deadline=None)
def test_a_year_comes_from_the_reference_date_only(reference: date, ahead: int) -> None:
    day = reference + timedelta(days=ahead)
    text = f"by {day.day} {MONTHS[day.month - 1]}"
    assert span(text, reference) == (day, day)
    found = read(text)
    assert found is not None and found.value is None


WORDS = ("report", "to", "Cabinet", "and", "the", "policy", "by", "end", "of", "May", "March", "2014", "2014/15", "Q3",
         "3", "-", "/", "(", ")", "review", "monthly", "31", "June",
         "TBC", "ongoing", "within", "6", "months", "revised",
         "was", "14", "then", "autumn", "term", "10.30am", "£3,000", "90%", "April", "Jones", "30/06/14")  # fmt: skip


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), reference=st.none() | days)
@settings(max_examples=400, deadline=None)
def test_no_day_comes_from_nowhere(words: list[str], reference: date | None) -> None:
    """Each day lies within two years of a year that the cell prints, or of the document's own date."""
    text = " ".join(words)
    found = read(text, reference)
    assert found == read(text, reference)
    if found is None or found.value is None:
        return
    printed = {2014} if any("14" in word for word in words) else set()
    printed |= {2015} if "2014/15" in words else set()
    printed |= {2006, 2003, 2031, 2030, 2010} & {
        2000 + int(word) for word in words if word.isdigit() and len(word) < 3
    }
    printed |= {reference.year} if reference is not None else set()
    for name in ("earliest", "latest", "start", "until"):
        day = getattr(found.value, name, None)
        assert day is None or any(abs(day.year - year) <= 2 for year in printed), (text, found)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_deadline_in_prose_stand_where_they_say(words: list[str]) -> None:
    clause = cell(" ".join(words))
    found = deadlines.find(clause, Context(reference_date=date(2014, 5, 21)))
    if found is not None and found.words is not None:
        for source in found.words.sources():
            assert clause.text[source.start : source.end] == source.original


@pytest.mark.parametrize(
    "text",
    [
        "April Jones", "Cllr May", "June Smith", "Augusta Marsh", "Mrs A March", "May Wong / June Hill",
        "£2,014", "£2014", "2,014", "90%", "14%", "3.2", "2.10", "1.1.4", "10:00am", "9.30 - 11.00", "01642 526000",
        "Action 4", "R12", "Recommendation 7.1", "2 FTE", "10 of 12", "Band 7", "Grade 14", "Room 2014", "Ward 3",
        "Care Act 2014", "Compliance with the Equality Act 2010", "Working Together 2013",
    ],
)  # fmt: skip
@pytest.mark.parametrize("reference", [None, date(2014, 5, 21)])
def test_what_looks_like_a_date_and_is_none(text: str, reference: date | None) -> None:
    found = read(text, reference)
    assert found is None or found.value is None, found
