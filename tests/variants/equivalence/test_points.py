"""Points are the same for the same letters, inside their ranges, and of many digits."""

from variants.equivalence.points import far_coordinate, points_for
from variants.keys import SymbolRange


def test_a_letter_has_the_same_numbers_in_any_company() -> None:
    alone, beside = points_for(frozenset("x"), {}, 5), points_for(frozenset("xyz"), {}, 5)

    assert [point["x"].fmpq() for point in alone] == [point["x"].fmpq() for point in beside]


def test_numbers_are_positive_where_nothing_is_said() -> None:
    assert all(0 < point["x"] < 11 for point in points_for(frozenset("x"), {}, 48))


def test_numbers_lie_inside_their_range_on_both_sides_of_zero() -> None:
    points = points_for(frozenset("x"), {"x": SymbolRange(lowest=-3, highest=2)}, 32)

    assert all(-3 < point["x"] < 2 for point in points)
    assert {point["x"] > 0 for point in points} == {True, False}


def test_ranges_with_one_end_are_kept() -> None:
    above = points_for(frozenset("x"), {"x": SymbolRange(lowest=-1)}, 16)
    below = points_for(frozenset("x"), {"x": SymbolRange(highest=-1)}, 16)

    assert all(point["x"] > -1 for point in above)
    assert all(point["x"] < -1 for point in below)


def test_numbers_are_exact_and_long_and_never_repeat() -> None:
    numbers = [point["x"].fmpq() for point in points_for(frozenset("x"), {}, 48)]

    assert len(set(numbers)) == 48
    assert all(int(number.denominator).bit_length() > 80 for number in numbers)


def test_half_of_the_numbers_are_negative_where_a_range_holds_both_signs() -> None:
    for known in (SymbolRange(lowest=-1, highest=1000), SymbolRange(lowest=-1000), SymbolRange(highest=5)):
        points = points_for(frozenset("x"), {"x": known}, 32)

        assert sum(point["x"] < 0 for point in points) == 16


def test_far_numbers_go_from_far_below_to_far_above_one_and_keep_their_range() -> None:
    free = [float(far_coordinate("x", SymbolRange(), number)) for number in range(16)]
    above = [far_coordinate("x", SymbolRange(lowest=3), number) for number in range(16)]
    inside = [far_coordinate("x", SymbolRange(lowest=3, highest=4), number) for number in range(16)]

    assert min(free) < 0.001
    assert max(free) > 100_000
    assert all(number > 3 for number in above + inside)
    assert all(number < 4 for number in inside)
