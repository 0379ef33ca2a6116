from math import inf

from hand_made_stocks import SECRET, keyed, plain, sharing, slot, worded
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.dealing.dealers import deal_rows
from variants.dealing.separations import (
    TaskSeparation,
    of_slots,
    separate,
    separations_from_json,
    separations_to_json,
)
from variants.separation import Spacing

numbers = st.lists(st.integers(0, 40).map(float), min_size=1, max_size=30)


@given(numbers, numbers, st.integers(0, 80), st.binary(min_size=32, max_size=32))
@settings(max_examples=80, deadline=None)
def test_what_is_reported_is_true_of_what_was_dealt(
    ones: list[float], others: list[float], count: int, secret: bytes
) -> None:
    spacing = Spacing(absolute=1)
    slots = [slot(keyed(ones, spacing), keyed(others, spacing))]
    rows = list(deal_rows(slots, count, secret))

    for reported in separate(slots, rows):
        keys = ones if reported.task == "t0" else others
        chosen = [keys[row["1"].member] for row in rows if row["1"].task == reported.task]
        distances = [abs(a - b) for place, a in enumerate(chosen) for b in chosen[:place]]
        assert reported.dealt == len(chosen)
        assert reported.smallest == min(distances, default=inf)
        assert reported.close == sum(distance < 3 for distance in distances)


def test_a_slot_sums_up_its_tasks() -> None:
    slots = [slot(keyed([0.0, 10.0, 11.0, 20.0]), worded(4, 2, 2))]

    (found,) = of_slots(separate(slots, deal_rows(slots, 8, SECRET)))

    assert (found.dealt, found.different, found.numbers) == (8, 8, 4)
    assert (found.apart, found.close) == (3, 1)


def test_repeated_givens_are_told_from_different_ones() -> None:
    slots = [slot(plain(3))]

    (found,) = separate(slots, deal_rows(slots, 5, SECRET))

    assert found == TaskSeparation(slot="1", task="t0", dealt=5, different=3)


def test_what_a_task_showed_in_an_earlier_slot_is_not_different() -> None:
    shown_twice = keyed([0.0, 1.0, 10.0, 20.0])
    slots = [slot(shown_twice), slot(shown_twice, name="2")]

    first, second = separate(slots, deal_rows(slots, 3, SECRET))

    assert (first.dealt, second.dealt) == (3, 3)
    assert first.different + second.different == 4
    assert second.smallest == 0


def test_separations_survive_being_kept() -> None:
    slots = [slot(keyed([0.0, 5.0]), plain(3)), slot(keyed([1.0]), name="2"), slot(sharing(4, 2), name="3")]
    found = separate(slots, deal_rows(slots, 2, SECRET))

    assert tuple(separations_from_json(separations_to_json(found))) == found
