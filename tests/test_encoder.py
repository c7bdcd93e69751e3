"""The transformer of the clause model: pieces of words, packed weights, and the odds that its training told."""

import json

import numpy as np
import pytest

from planextract.normalise import owners
from planextract.normalise.context import Context
from planextract.prose import encoder, models
from planextract.prose.encoder import packed, unpacked
from planextract.prose.opinion import hints, opinion
from planextract.prose.wordpieces import LONGEST, SHAPES, Pieces, shapes, words
from planextract.provenance import SourcedText

FOLDER = models.folder_of("clauses")
assert FOLDER is not None

KNOWN = Pieces.read(
    "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "clerk", "re", "##port", "##s", "##sur", "fp", "##14"])
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Clerk reports", [2, 4, 5, 6, 7, 3]),
        ("FP14", [2, 9, 10, 3]),
        ("clerk resurface", [2, 4, 1, 3]),  # ("##face" is not known, so that the word is not)
        ("", [2, 3]),
    ],
)
def test_words_are_cut_into_the_longest_pieces_known(text: str, numbers: list[int]) -> None:
    assert KNOWN.of(text)[0] == numbers


def test_accents_and_case_are_no_difference() -> None:
    assert [word for word, _, _ in words("CAFÉ’s — 2,5")] == ["cafe", "’", "s", "—", "2", ",", "5"]


@pytest.mark.parametrize(
    "text",
    ["CAFÉ’s — 2,5", "e\N{COMBINING ACUTE ACCENT}t\N{COMBINING ACUTE ACCENT}e\u0301", "İnci to ring", "ﬁnal"],
)
def test_words_stand_where_they_say(text: str) -> None:
    for word, start, stop in words(text):
        assert "".join(part for part, _, _ in words(text[start:stop])) == word


def test_a_word_is_known_by_its_first_piece() -> None:
    numbers, seen = KNOWN.of("clerk reports")
    assert [(numbers[word.piece], word.start, word.stop) for word in seen] == [(4, 0, 5), (5, 6, 13)]


@pytest.mark.parametrize(
    "text", ["clerk " * 500, "x" * 5_000, "." * 5_000, "\N{COMBINING ACUTE ACCENT}" * 5_000]
)
def test_the_end_of_what_is_long_is_not_looked_at(text: str) -> None:
    found, seen = KNOWN.of(text)
    assert len(found) <= LONGEST and found[-1] == 3
    assert all(word.piece < len(found) - 1 for word in seen)


@pytest.mark.parametrize("bits", [4, 5])
def test_packed_weights_are_off_by_half_a_level_at_most(bits: int) -> None:
    weights = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    levels, scales = packed(weights, bits)
    assert levels.nbytes == weights.size * bits // 8
    step = np.repeat(scales.astype(np.float32), encoder.RUN, axis=1)
    assert (np.abs(unpacked(levels, scales) - weights) <= step * 0.51).all()


def test_nothing_is_packed_as_next_to_nothing() -> None:
    assert np.abs(unpacked(*packed(np.zeros((2, 32), np.float32), 5))).max() < 1e-5


def test_numpy_computes_what_training_computed() -> None:
    told = json.loads((FOLDER / models.META).read_text(encoding="utf-8"))["told"]
    read = encoder.load(FOLDER)
    assert len(told) == 3
    for (odds, likely), (text, (states, _)) in zip(
        told.values(), zip(told, read.states(list(told)), strict=True), strict=True
    ):
        assert read.odds(states) == pytest.approx(odds, abs=0.01)
        numbers, words = read.pieces.of(text)
        found, remarks = owners.normalise(SourcedText.plain(text), Context())
        hinted = hints(opinion(text, found, bool(remarks)), words, len(numbers))
        ((informed, _),) = read.states([text], [hinted])
        assert read.likely("marks", informed, words)[0].max() == pytest.approx(likely, abs=0.01)


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    read = encoder.load(FOLDER)
    texts = ["Clerk", "", "A Bell, Head of Housing\nAudit Committee", "x " * 300]
    for text, (states, seen) in zip(texts, read.states(texts), strict=True):
        ((alone, same),) = read.states([text])
        assert np.abs(states - alone).max() < 1e-3
        assert seen == same


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [0, 0]),
        ("JT", [0, 1 + 3 * 3 + 1, 0]),
        ("Cllr A. Bell\nand 3", [0, 17, 14, 1, 17, 9, 5, 0]),
    ],
)
def test_each_piece_is_told_how_its_word_is_printed(text: str, numbers: list[int]) -> None:
    whole = Pieces({each: place for place, each in enumerate(("[CLS]", "[SEP]", "[UNK]"))})
    pieces, words = whole.of(text)
    assert shapes(text, words, len(pieces)) == numbers
    assert max(numbers) < SHAPES
