from collections import Counter
from collections.abc import Hashable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.dealing import Deal, Dealt, NothingToDeal, SlotStocks, Stock, deal_stocks, stock_capacity

SECRET = b"\x01" * 32
sizes = st.lists(st.integers(1, 40), min_size=1, max_size=4)
secrets = st.binary(min_size=32, max_size=32)


def _shown(member: int) -> Hashable:
    return member


def _slot(*sizes: int, slot: str = "1") -> SlotStocks:
    stocks = {f"t{i}": Stock(members=tuple(range(size)), displayed=_shown) for i, size in enumerate(sizes)}
    return SlotStocks(slot=slot, stocks=stocks)


def _class(size: int) -> list[str]:
    return [f"s{number}" for number in range(size)]


def _dealt(deal: Deal, slot: str = "1") -> list[Dealt]:
    return [variants[slot] for variants in deal.values()]


@given(sizes, secrets)
@settings(max_examples=60, deadline=None)
def test_no_two_students_share_a_variant_while_the_pools_last(sizes: list[int], secret: bytes) -> None:
    slot = _slot(*sizes)

    deal = deal_stocks([slot], _class(stock_capacity([slot])["1"]), secret)

    assert len(set(_dealt(deal))) == sum(sizes)


@given(st.integers(1, 4), st.integers(0, 60), secrets)
@settings(max_examples=60, deadline=None)
def test_tasks_of_a_slot_are_spread_evenly(tasks: int, students: int, secret: bytes) -> None:
    deal = deal_stocks([_slot(*[60] * tasks)], _class(students), secret)

    counts = Counter(task for task, _ in _dealt(deal))
    assert max(counts.values(), default=0) - min(counts[f"t{i}"] for i in range(tasks)) <= 1


@given(st.integers(2, 4), secrets)
@settings(max_examples=60, deadline=None)
def test_neighbours_in_the_register_get_different_tasks(tasks: int, secret: bytes) -> None:
    dealt = _dealt(deal_stocks([_slot(*[40] * tasks)], _class(40), secret))

    assert all(here[0] != beside[0] for here, beside in pairwise(dealt))


@given(sizes, st.integers(0, 30), st.integers(0, 30), secrets)
@settings(max_examples=60, deadline=None)
def test_late_joiners_continue_the_sequence(sizes: list[int], early: int, late: int, secret: bytes) -> None:
    everybody = _class(early + late)

    whole = deal_stocks([_slot(*sizes)], everybody, secret)
    first = deal_stocks([_slot(*sizes)], everybody[:early], secret)
    rest = deal_stocks([_slot(*sizes)], everybody[early:], secret, already=early)

    assert {**first, **rest} == whole


def test_the_deal_depends_on_the_secret_alone() -> None:
    slots = [_slot(50, 50), _slot(50, slot="2")]

    assert deal_stocks(slots, _class(20), SECRET) == deal_stocks(slots, _class(20), SECRET)
    assert deal_stocks(slots, _class(20), SECRET) != deal_stocks(slots, _class(20), b"\x02" * 32)


@given(sizes, secrets)
@settings(max_examples=60, deadline=None)
def test_repeats_begin_only_after_all_pools_of_a_slot_are_used_up(sizes: list[int], secret: bytes) -> None:
    slot = _slot(*sizes)

    dealt = _dealt(deal_stocks([slot], _class(2 * sum(sizes)), secret))

    assert Counter(dealt[: sum(sizes)]) == Counter(dealt[sum(sizes) :])


def test_members_that_show_the_same_count_as_one() -> None:
    stock = Stock(members=tuple(range(10)), displayed=lambda member: member // 2)
    slot = SlotStocks(slot="1", stocks={"t": stock})

    dealt = _dealt(deal_stocks([slot], _class(5), SECRET))

    assert stock_capacity([slot]) == {"1": 5}
    assert len({member // 2 for _, member in dealt}) == 5


def test_a_task_of_two_slots_gives_each_member_once() -> None:
    stock = Stock(members=tuple(range(20)), displayed=_shown)
    slots = [SlotStocks(slot=slot, stocks={"t": stock}) for slot in ("1", "2")]

    deal = deal_stocks(slots, _class(10), SECRET)

    assert len({*_dealt(deal, "1"), *_dealt(deal, "2")}) == 20


def test_keys_lie_apart_where_the_pool_allows_it() -> None:
    stock = Stock(
        members=tuple(range(300)), displayed=_shown, key=lambda member: 1 + member // 20, apart=lambda _: 1
    )
    slot = SlotStocks(slot="1", stocks={"t": stock})

    dealt = _dealt(deal_stocks([slot], _class(10), SECRET))

    assert len({member // 20 for _, member in dealt}) == 10


def test_a_slot_without_variants_is_refused_by_name() -> None:
    with pytest.raises(NothingToDeal, match="slot 1: task t1"):
        deal_stocks([_slot(3, 0)], _class(1), SECRET)


def test_a_student_who_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        deal_stocks([_slot(3)], ["s1", "s1"], SECRET)
