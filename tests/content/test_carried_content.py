"""In the built-in tasks a wrong value with consistent later ones earns the later points."""

from fractions import Fraction

import pytest
from built_in_tasks import FILES, first_variant

from notebooks_engine.studying.checking import check_variant
from variants.carrying.arithmetic import evaluate_text
from variants.carrying.recomputing import quantity_key, values_with
from variants.checkers.registry import type_key
from variants.keys import Answer, QuantityKey
from variants.quantities.units import read_unit
from variants.variant import Variant

FOLLOWING = [
    ("skier-on-a-slope", "a", ("v", "t")),
    ("sledge-on-an-ice-hill", "a", ("v", "t")),
    ("efficiency-of-a-ramp", "Au", ("eta",)),
    ("friction-from-the-time", "a", ("mu",)),
    ("suitcase-on-a-chute", "N", ("F",)),
    ("wheelchair-ramps", "F1", ("A",)),
    ("mass-of-the-salt", "n", ("ma", "ms")),
    ("titration", "Vb", ("ca",)),
]


def consistent(task: Variant, first: str, factor: float) -> dict[str, Answer]:
    """The right answers, but for one that is wrong by a factor and all that follow from it."""
    answers: dict[str, Answer] = {ask.name: type_key(ask.key, "ru") for ask in task.asks}
    keys = {ask.name: ask.key for ask in task.asks}
    key = keys[first]
    assert isinstance(key, QuantityKey)
    answers[first] = f"{key.value * factor:.9g} {key.unit}"
    sheet = task.sheet
    assert sheet is not None
    typed = {first: (key.value * factor * read_unit(key.unit).factor,)}
    for follower in sheet.followers:
        key = keys[follower.ask]
        si = evaluate_text(follower.formulas[0], values_with(sheet, follower, typed))[0]
        again = quantity_key(follower, key, si) if isinstance(key, QuantityKey) else None
        if again is not None:
            answers[follower.ask] = f"{again.value:.9g} {again.unit}"
    return answers


@pytest.mark.parametrize(("name", "first", "later"), FOLLOWING)
def test_consistent_later_values_earn_their_points(name: str, first: str, later: tuple[str, ...]) -> None:
    task = first_variant(name)

    verdicts = check_variant(task, consistent(task, first, 1.12), "ru")

    assert verdicts[first].outcome == "wrong"
    assert {ask: (verdicts[ask].reason, verdicts[ask].score) for ask in later} == {
        ask: ("carried", Fraction(1)) for ask in later
    }


@pytest.mark.parametrize(("name", "first", "later"), FOLLOWING)
def test_the_same_later_values_without_the_first_earn_nothing(
    name: str, first: str, later: tuple[str, ...]
) -> None:
    task = first_variant(name)
    answers = consistent(task, first, 1.12)

    verdicts = check_variant(task, {**answers, first: ""}, "ru")

    assert verdicts[later[0]].score < 1


@pytest.mark.parametrize("name", sorted(FILES))
def test_right_answers_stay_right_in_every_task(name: str) -> None:
    task = first_variant(name)

    for language in task.statement.languages:
        answers = {ask.name: type_key(ask.key, language) for ask in task.asks}
        verdicts = check_variant(task, answers, language)

        assert {verdict.outcome for verdict in verdicts.values()} <= {"right", "undecided"}
        assert all(verdict.reason != "carried" for verdict in verdicts.values())
