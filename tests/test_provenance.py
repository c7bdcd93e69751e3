"""SourcedText: whatever is done to it, its sources hold exactly the characters that its words came from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.provenance import Piece, Place, SourcedText

CELL = "Due 29  January\n 2010 (previously addressed)"
PLACE = Place(page=3, table=1, row=6, column=2)


def cell() -> SourcedText:
    return SourcedText.of(CELL, PLACE)


def test_a_slice_keeps_its_characters() -> None:
    date = cell()[4:21]
    assert [(s.start, s.end, s.original) for s in date.sources()] == [(4, 21, "29  January\n 2010")]
    assert date.raw == "29  January\n 2010"


def test_folding_white_space_keeps_one_source_over_the_run() -> None:
    folded = cell().folded()
    assert folded.text == "Due 29 January 2010 (previously addressed)"
    assert folded[4:19].raw == "29  January\n 2010"


def test_a_cut_through_a_cleaned_piece_widens_instead_of_lying() -> None:
    words = SourcedText.of("Smith &amp; Sons", PLACE).sub("&amp;", " and ")
    cut = words[: words.text.index("nd")]
    assert cut.text == "Smith  a"
    assert cut.raw == "Smith &amp;"


def test_text_of_many_pieces_is_split_where_it_would_be_cut() -> None:
    parts = [
        SourcedText.of(word, PLACE, at * 10)
        for at, word in enumerate(["Cllr", ", ", "", "Ash", ";", " "] * 4)
    ]
    words = SourcedText(piece for part in parts for piece in (*part.pieces, Piece("", PLACE, 3, 4, "x")))
    assert len(words.pieces) > 8
    cuts = [match.span() for match in re.finditer("[,;]", words.text)]
    between = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)], strict=True)
    assert words.split("[,;]") == [words[start:end] for start, end in between]
    renamed = words.sub("Ash", "Elm")
    assert renamed.text == words.text.replace("Ash", "Elm")
    assert [source.original for source in renamed.sources()].count("Ash") == 4


def test_what_is_taken_out_inside_a_word_stays_inside_its_source() -> None:
    words = SourcedText.of("safe\u00adguarding", PLACE).sub("\u00ad", "")
    assert words.text == "safeguarding"
    assert [(s.start, s.end) for s in words.sources()] == [(0, 13)]


def test_separators_of_ours_have_no_source() -> None:
    joined = SourcedText.join("; ", [cell()[0:3], cell()[4:6]])
    assert joined.text == "Due; 29"
    assert joined.raw == "Due 29"
    assert len(joined.sources()) == 2


def test_boxes_follow_the_slice() -> None:
    boxes = tuple((float(i), 10.0, float(i + 1), 20.0) for i in range(5))
    words = SourcedText.of("by 3.", PLACE, boxes=boxes)
    assert words[3:4].sources()[0].box == (3.0, 10.0, 4.0, 20.0)
    assert words[2:4].sources()[0].box == (3.0, 10.0, 4.0, 20.0), (
        "white space at the end is no part of the value"
    )


def test_a_group_that_took_no_part_is_empty() -> None:
    words = SourcedText.plain("3 May")
    match = re.search(r"(by )?3", words.text)
    assert match is not None
    assert words.span(match, 1).text == ""


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        cell().text = "other"


PIECES = st.lists(
    st.one_of(
        st.text("ab \n", min_size=1, max_size=6).map(lambda text: ("exact", text)),
        st.text("xy", min_size=0, max_size=3).map(lambda text: ("cleaned", text)),
        st.text(" ;", min_size=1, max_size=2).map(lambda text: ("separator", text)),
    ),
    max_size=8,
)


def build(parts: list[tuple[str, str]]) -> tuple[SourcedText, str]:
    """A text over one place, and the characters that stand there."""
    pieces, source = [], ""
    for kind, text in parts:
        if kind == "separator":
            pieces.append(Piece(text))
            continue
        original = text if kind == "exact" else "<" + text.upper() + ">"
        pieces.append(Piece(text, PLACE, len(source), len(source) + len(original), original))
        source += original
    return SourcedText(pieces), source


@given(PIECES, st.integers(0, 30), st.integers(0, 30))
def test_any_slice_has_the_words_and_true_sources(
    parts: list[tuple[str, str]], start: int, stop: int
) -> None:
    words, source = build(parts)
    cut = words[start:stop]
    assert cut.text == words.text[start:stop]
    for found in cut.sources():
        assert source[found.start : found.end] == found.original


@given(PIECES, st.sampled_from([r"\s+", "a+", "b", "x|y", ";"]), st.sampled_from(["", " ", "zz"]))
def test_any_substitution_reads_as_re_sub_and_keeps_true_sources(
    parts: list[tuple[str, str]], pattern: str, replacement: str
) -> None:
    words, source = build(parts)
    changed = words.sub(pattern, replacement)
    assert changed.text == re.sub(pattern, replacement, words.text)
    for found in changed.sources():
        assert source[found.start : found.end] == found.original


@given(PIECES)
def test_splitting_and_joining_lose_nothing(parts: list[tuple[str, str]]) -> None:
    words, _ = build(parts)
    assert [part.text for part in words.split("a")] == words.text.split("a")
    assert SourcedText.join("a", words.split("a")).text == words.text
