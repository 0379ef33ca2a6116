"""Marks and excerpts show where a text matched."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_core.wording import plain_form, words_of
from search.marks import Piece, excerpt, mark


def shown(pieces: Iterable[Piece]) -> str:
    return "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


@pytest.mark.parametrize(
    ("text", "looked_for", "expected"),
    [
        ("Движение по наклонной плоскости", "наклонная", "Движение по [наклонной] плоскости"),
        ("Учтём трение. Трения мало.", "трение", "Учтём [трение]. [Трения] мало."),
        ("Учёт", "учет", "[Учёт]"),
        ("Inclined planes", "plane incl", "[Inclined] [planes]"),
        ("Nothing here", "friction", "Nothing here"),
        ("Nothing here", "", "Nothing here"),
        ("", "friction", ""),
    ],
)
def test_words_of_the_same_stem_are_marked(text: str, looked_for: str, expected: str) -> None:
    assert shown(mark(text, looked_for)) == expected


def test_an_excerpt_stands_around_the_first_match_and_is_cut_between_words() -> None:
    text = "one two three " * 20 + "friction " + "four five six " * 20

    said = shown(excerpt(text, "friction", length=100))

    assert said.startswith("… ")
    assert "three [friction] four" in said
    assert said.endswith(" …")
    assert len(said) < 120


def test_without_a_match_there_is_no_excerpt() -> None:
    assert excerpt("one two three", "friction") == ()


def test_a_short_text_is_its_own_excerpt() -> None:
    assert shown(excerpt("with friction", "friction")) == "with [friction]"


@given(text=st.text(max_size=80), looked_for=st.text(max_size=10))
def test_the_pieces_are_the_text(text: str, looked_for: str) -> None:
    assert "".join(piece.text for piece in mark(text, looked_for)) == text


@given(text=st.text(max_size=80))
def test_a_word_stands_where_it_says(text: str) -> None:
    for word in words_of(text):
        assert plain_form(text[word.start : word.end]) == word.form
