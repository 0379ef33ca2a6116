import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notebooks_engine.answers import LARGEST_ANSWERS, bound_answers, is_empty
from notebooks_engine.refusals import BadEntry

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "answer", [None, "", "  \n", [], {}, [""], {"I": ["", ""]}, {"axes": {"x": {"name": ""}}}]
)
def test_blanks_are_no_answer(answer: object) -> None:
    assert is_empty(answer)


@pytest.mark.parametrize("answer", ["0", 0, False, ["a"], {"I": ["", "1"]}, {"dots": [[0, 0]]}])
def test_anything_else_is_an_answer(answer: object) -> None:
    assert not is_empty(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "x" * LARGEST_ANSWERS,
        [[[[[[["deep"]]]]]]],
        float("nan"),
        float("inf"),
        "half \ud800",
        b"bytes",
        {1: "a"},
    ],
)
def test_what_can_not_be_kept_is_refused(answer: object) -> None:
    with pytest.raises(BadEntry):
        bound_answers({"x": answer})


def test_too_many_answers_are_refused() -> None:
    with pytest.raises(BadEntry):
        bound_answers({str(number): "1" for number in range(101)})


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=3), JSON, max_size=3))
def test_any_json_is_bounded_or_refused(answers: dict[str, object]) -> None:
    try:
        kept = bound_answers(answers)
    except BadEntry as refused:
        kept = {"refused": refused.message}

    assert kept is not None
    assert isinstance(is_empty(kept), bool)
