"""Days and spans of days in running words."""

from datetime import date

import pytest

from planextract.normalise.dates import day_in, days_in, nearest, span_of_days, year_of
from planextract.provenance import Place, SourcedText

WRITTEN = {
    "21 MAY 2014": date(2014, 5, 21),
    "27.03.2014": date(2014, 3, 27),
    "31/03/15": date(2015, 3, 31),
    "31-Mar-16": date(2016, 3, 31),
    "2015-03-31": date(2015, 3, 31),
    "31st March, 2015": date(2015, 3, 31),
    "March 31st 2015": date(2015, 3, 31),
    "Dec. 31, 2021": date(2021, 12, 31),
    "Wednesday, the 5th day of May, 2014": date(2014, 5, 5),
    "03/04/2015": date(2015, 4, 3),
    "17 . 7 . 12": date(2012, 7, 17),
    "Dydd Iau, 31 Mawrth 2015": date(2015, 3, 31),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_days_as_they_are_written(text: str) -> None:
    found = day_in(SourcedText.plain(text))
    assert found is not None
    assert found[1] == WRITTEN[text]


@pytest.mark.parametrize(
    "text",
    [
        "31 April 2015",
        "29 February 2015",
        "45/13/14",
        "2014/15",
        "April 07",
        "1.2.3.4",
        "14 Aug",
        "12 May 2014/15",
        "90%",
        "",
    ],
)
def test_what_is_no_full_day(text: str) -> None:
    assert day_in(SourcedText.plain(text)) is None


def test_a_day_without_a_year_lies_nearest_the_reference() -> None:
    words = SourcedText.plain("met on 20 December and 14 January")
    assert [day for _, day in days_in(words, date(2014, 1, 6))] == [date(2013, 12, 20), date(2014, 1, 14)]
    assert days_in(words) == []


def test_two_digits_of_a_year() -> None:
    assert year_of("68") == 2068
    assert year_of("69") == 1969
    assert year_of("99", date(2090, 1, 1)) == 2099


def test_a_leap_day_has_no_nearest_year_of_its_own() -> None:
    assert nearest(lambda _: None, date(2014, 1, 1)) is None


def test_the_words_keep_their_place() -> None:
    words = SourcedText.of("Meeting of\n21  May 2014", Place(block=3))
    found = day_in(words)
    assert found is not None
    assert (found[0].text, found[0].sources()[0].start) == ("21 May 2014", 11)


SPANS = {
    "25-27 MARCH 2014": ("2014-03-25", "2014-03-27"),
    "between the 3 and 7 December 2012": ("2012-12-03", "2012-12-07"),
    "Monday 4 July to Wednesday 6 July 2022": ("2022-07-04", "2022-07-06"),
    "30 December 2013 to 3 January 2014": ("2013-12-30", "2014-01-03"),
    "30 December to 3 January 2014": ("2013-12-30", "2014-01-03"),
    "8, 9 and 10 September 2014": ("2014-09-08", "2014-09-10"),
    "9 and 10 September": ("--09-09", "--09-10"),
    "1/4/14-31/3/15": ("2014-04-01", "2015-03-31"),
}


@pytest.mark.parametrize("text", SPANS)
def test_spans_of_days(text: str) -> None:
    found = span_of_days(SourcedText.plain(text))
    assert found is not None
    assert found[1:] == SPANS[text]


@pytest.mark.parametrize(
    "text", ["27 March 2014", "7-3 December 2012", "31-32 March 2014", "Phase 2 March 2015"]
)
def test_what_is_no_span(text: str) -> None:
    assert span_of_days(SourcedText.plain(text)) is None


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "1 " * 5_000, "/" * 10_000, "1/" * 5_000, "1, " * 3_000, "1 may" * 2_000]
)
def test_hostile_text_comes_to_an_end(text: str) -> None:
    days_in(SourcedText.plain(text), date(2014, 1, 1))
    span_of_days(SourcedText.plain(text))
