"""Whatever stands in a lab's files, the reader answers with a lab or with problems, never with a crash."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lab_folders import DRAWN, EVERYTHING, everything, problems_of

PIECES = re.split(r"(\s+|[{}\[\]:,\"'()*/+^=<>-]|\b)", EVERYTHING)
LINES = EVERYTHING.splitlines(keepends=True)
MARKS = (
    "{",
    "}",
    "[",
    "]",
    ":",
    "'",
    '"',
    "0",
    "-1",
    "1e300",
    "x",
    "yes",
    "{}",
    "[]",
    "''",
    "row_of",
    "мю",
    "%",
)


def of_pieces(pieces: list[str]) -> dict[str, bytes]:
    """Return the lab that has everything, made of these pieces."""
    return everything("".join(pieces))


@settings(max_examples=12, deadline=None)
@given(place=st.integers(0, len(PIECES) - 1), mark=st.sampled_from(MARKS))
def test_a_piece_in_place_of_another_never_crashes_the_reader(place: int, mark: str) -> None:
    problems = problems_of(of_pieces([*PIECES[:place], mark, *PIECES[place + 1 :]]))

    assert all(problem.message.en and problem.message.ru for problem in problems)


@settings(max_examples=12, deadline=None)
@given(one=st.integers(0, len(PIECES) - 1), other=st.integers(0, len(PIECES) - 1))
def test_pieces_that_change_places_never_crash_the_reader(one: int, other: int) -> None:
    pieces = list(PIECES)
    pieces[one], pieces[other] = pieces[other], pieces[one]

    problems_of(of_pieces(pieces))


@settings(max_examples=12, deadline=None)
@given(start=st.integers(0, len(LINES) - 1), count=st.integers(1, 12))
def test_lines_left_out_or_doubled_never_crash_the_reader(start: int, count: int) -> None:
    problems_of(everything("".join(LINES[:start] + LINES[start + count :])))
    problems_of(everything("".join(LINES[: start + count] + LINES[start:])))


FIELD = re.compile(r"\b(\w+): ([^\s{},\[\]]+)")
VALUES = sorted({found[2] for found in FIELD.finditer(EVERYTHING)})
FIELDS = [found.span(2) for found in FIELD.finditer(EVERYTHING)]


@settings(max_examples=25, deadline=None)
@given(place=st.sampled_from(FIELDS), value=st.sampled_from(VALUES))
def test_a_value_of_one_field_in_another_never_crashes_the_reader(place: tuple[int, int], value: str) -> None:
    start, end = place

    problems_of(everything(EVERYTHING[:start] + value + EVERYTHING[end:]))


@settings(max_examples=12, deadline=None)
@given(
    cut=st.lists(st.integers(0, len(DRAWN)), min_size=2, max_size=2, unique=True), mark=st.sampled_from(MARKS)
)
def test_a_damaged_drawing_never_crashes_the_reader(cut: list[int], mark: str) -> None:
    low, high = sorted(cut)

    problems_of(everything(drawing=DRAWN[:low] + mark + DRAWN[high:]))


@settings(max_examples=8, deadline=None)
@given(content=st.binary(max_size=300))
@example(content=b"\xff\xfe")
def test_any_bytes_in_any_file_never_crash_the_reader(content: bytes) -> None:
    for name in ("lab.yaml", "scene.svg", "theory.en.md"):
        problems_of({**everything(), name: content})


@pytest.mark.slow
def test_every_field_can_be_left_out_or_be_a_word_a_list_or_nothing() -> None:
    tops = [number for number, line in enumerate(LINES) if re.match(r"\w", line)] + [len(LINES)]
    for start, end in pairwise(tops):
        name = LINES[start].split(":")[0]
        for value in (
            "",
            f"{name}: word\n",
            f"{name}: [1, 2]\n",
            f"{name}: {{}}\n",
            f"{name}: {{a: {{b: c}}}}\n",
        ):
            problems_of(everything("".join([*LINES[:start], value, *LINES[end:]])))
