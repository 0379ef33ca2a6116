"""Checking choices, matchings and orders."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest

from variants.checkers.kinds import choice
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
        (ORDER, ["b", "c", "d", "a"], 0),
        (ORDER, ["a", "c", "b", "d"], Fraction(2, 3)),
        (ORDER, ["b", "a", "d", "c"], Fraction(1, 3)),
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


def test_an_order_made_at_random_earns_nothing_on_average() -> None:
    pairs = [
        2 * sum(one < other for one, other in combinations(order, 2)) - 6 for order in permutations(OPTIONS)
    ]
    scores = [choice.check(ORDER, list(order), "en").score for order in permutations(OPTIONS)]

    assert sum(pairs) == 0
    assert scores == [max(Fraction(pair, 6), Fraction(0)) for pair in pairs]


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        (SEVERAL, ["a", "c"], "Выбрано верно: 1; выбрано неверно и вычитается: 1."),
        (ORDER, ["a", "c", "b", "d"], "Пар в верном порядке: 5 из 6; пары в неверном порядке вычитаются."),
        (MATCHING, {"x": "a"}, "Верно сопоставлено: 1 из 3."),
    ],
)
def test_the_message_says_how_the_share_came_about(key: ChoiceKey, answer: object, said: str) -> None:
    assert choice.check(key, answer, "ru").message.ru == said


def test_a_refusal_repeats_no_more_than_a_few_words() -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        choice.check(SEVERAL, ["z" * 100_000], "ru")

    assert len(refusal.value.message.in_language("ru")) < 100


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
