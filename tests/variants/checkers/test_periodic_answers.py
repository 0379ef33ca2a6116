"""Solutions that repeat are right in any spelling, if every one solves and nothing is missing."""

import pytest

from variants.checkers.kinds import equation, inequality
from variants.keys import EquationKey, InequalityKey, SymbolRange


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("sin(x) = 0", "x = pi*n", "equal"),
        ("sin(x) = 0", "x = πk, k ∈ Z", "equal"),
        ("sin(x) = 0", "x = 180°·n, n∈ℤ", "equal"),
        ("sin(x) = 0", "x = 2πk", "root_missing"),
        ("sin(x) = 0", "x = πn/2", "root_extra"),
        ("sin(x) = 1", "x = π/2 + 2πk", "equal"),
        ("sin(x) = 1", "x = π/2 + 4πk", "root_missing"),
        ("tan(x) = 1", "x = π/4 + πn, n ∈ Z", "equal"),
        ("cos(x) = 1/2", "x = ±π/3 + 2πn", "equal"),
        ("cos(x) = 1/2", "x = π/3 + 2πn; x = −π/3 + 2πn", "equal"),
        ("cos(x) = 1/2", "x = π/3 + 2πn", "root_missing"),
        ("cos(x) = 1/2", "x = ±π/6 + 2πn", "different"),
        ("sin(x) = 1/3", "x = (-1)^n arcsin(1/3) + πn", "equal"),
        ("sin(2x) = cos(x)", "π/2 + πk; (-1)^n π/6 + πn; n, k ∈ Z", "equal"),
        ("cos(x/10) = 0", "x = 5π + 10πk", "equal"),
        ("x^2 = -1", "∅", "equal"),
        ("x^2 = -1", "x^4 = -1", "different"),
    ],
)
def test_families_of_roots_are_compared(key: str, answer: str, reason: str) -> None:
    verdict = equation.check(EquationKey(equation=key, solutions=True), answer, "ru")

    assert verdict.reason == reason


def test_families_in_a_bounded_range_are_left_to_the_teacher() -> None:
    key = EquationKey(equation="sin(x) = 0", solutions=True, symbols={"x": SymbolRange(lowest=0, highest=7)})

    assert equation.check(key, "x = πn", "ru").outcome == "undecided"


def test_letters_for_whole_numbers_need_not_be_declared() -> None:
    letters = {"x": SymbolRange()}
    key = EquationKey(equation="sin(x) = 0", solutions=True, symbols=letters)
    interval = InequalityKey(inequality="sin(x) > 0", symbols=letters)

    assert equation.check(key, "x = πn, n ∈ Z", "ru").outcome == "right"
    assert inequality.check(interval, "2πk < x < π + 2πk, k ∈ Z", "ru").outcome == "right"


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("sin(x) > 0", "2*pi*n < x < pi + 2*pi*n", "equal"),
        ("sin(x) > 0", "2πn < x < π + 2πn, n∈Z", "equal"),
        ("sin(x) > 0", "2πn < x < π + 2πn and n∈Z", "equal"),
        ("sin(x) > 0", "x ∈ (2πk; π + 2πk), k ∈ Z", "equal"),
        ("sin(x) > 0", "(2πk; π + 2πk)", "equal"),
        ("sin(x) > 0", "2πn ≤ x ≤ π + 2πn", "endpoint_closed"),
        ("sin(x) >= 0", "2πn < x < π + 2πn", "endpoint_open"),
        ("sin(x) > 0", "2πn < x < 2π + 2πn", "different"),
        ("sin(x) > 0", "πn < x < π + πn", "different"),
        ("tan(x) > 1", "π/4 + πn < x < π/2 + πn", "equal"),
        ("cos(x) < 1/2", "π/3 + 2πn < x < 5π/3 + 2πn", "equal"),
        ("x < 3", "n < 3", "letter"),
    ],
)
def test_families_of_intervals_are_compared(key: str, answer: str, reason: str) -> None:
    assert inequality.check(InequalityKey(inequality=key), answer, "en").reason == reason
