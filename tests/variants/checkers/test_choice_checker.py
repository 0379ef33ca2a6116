"""Checking choices, matchings and orders."""

from fractions import Fraction

import pytest

from variants.checkers import choice
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import ChoiceKey

OPTIONS = ("a", "b", "c", "d")
ONE = ChoiceKey(pick="one", right=("b",), options=OPTIONS)
SEVERAL = ChoiceKey(pick="several", right=("a", "b"), options=OPTIONS)
ORDER = ChoiceKey(pick="ordering", right=OPTIONS, options=OPTIONS)
MATCHING = ChoiceKey(pick="matching", matches={"x": "a", "y": "b", "z": "a"}, options=OPTIONS)


@pytest.mark.parametrize(
    ("key", "answer", "score"),
    [
        (ONE, "b", 1),
        (ONE, ["b"], 1),
        (ONE, "a", 0),
        (SEVERAL, ["b", "a"], 1),
        (SEVERAL, ["a"], Fraction(1, 2)),
        (SEVERAL, ["a", "b", "c"], Fraction(1, 2)),
        (SEVERAL, ["a", "c"], 0),
        (SEVERAL, ["a", "b", "c", "d"], 0),
        (ORDER, ["a", "b", "c", "d"], 1),
        (ORDER, ["b", "c", "d", "a"], Fraction(1, 3)),
        (ORDER, ["a", "c", "b", "d"], Fraction(1, 4)),
        (ORDER, ["d", "c", "b", "a"], 0),
        (MATCHING, {"x": "a", "y": "b", "z": "a"}, 1),
        (MATCHING, {"x": "a", "y": "c", "z": "a"}, Fraction(2, 3)),
        (MATCHING, {"x": "a"}, Fraction(1, 3)),
        (MATCHING, {"x": "b", "y": "a", "z": "b"}, 0),
    ],
)
def test_choices_earn_their_share(key: ChoiceKey, answer: object, score: Fraction) -> None:
    verdict = choice.check(key, answer, "en")

    assert verdict.score == score
    assert verdict.outcome == {0: "wrong", 1: "right"}.get(score, "partly")  # type: ignore[call-overload]


def test_ticking_everything_earns_nothing_however_many_are_right() -> None:
    key = ChoiceKey(pick="several", right=("a", "b", "c"), options=OPTIONS)

    assert choice.check(key, list(OPTIONS), "en").score == 0


def test_every_item_of_a_matching_has_its_verdict() -> None:
    verdict = choice.check(MATCHING, {"x": "a", "y": "c"}, "ru")

    assert {part.name: part.verdict.outcome for part in verdict.parts} == {
        "x": "right",
        "y": "wrong",
        "z": "wrong",
    }


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (ONE, ""),
        (ONE, "e"),
        (ONE, ["a", "b"]),
        (ONE, 5),
        (SEVERAL, []),
        (SEVERAL, ["a", "a"]),
        (ORDER, ["a", "b"]),
        (MATCHING, {}),
        (MATCHING, {"q": "a"}),
        (MATCHING, {"x": "q"}),
        (MATCHING, ["a"]),
    ],
)
def test_what_is_no_choice_costs_nothing(key: ChoiceKey, answer: object) -> None:
    with pytest.raises(UnreadableAnswer):
        choice.check(key, answer, "ru")


@pytest.mark.parametrize("key", [ONE, SEVERAL, ORDER, MATCHING])
def test_the_key_as_entered_is_right(key: ChoiceKey) -> None:
    assert choice.check(key, choice.type_key(key, "ru"), "ru").outcome == "right"
