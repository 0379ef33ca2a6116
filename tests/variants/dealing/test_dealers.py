from collections import Counter
from itertools import pairwise

import pytest
from hand_made_stocks import SECRET, keyed, note_of, of_slot, plain, sharing, slot, students, worded
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.dealing.dealers import Dealer, deal_rows, deal_stocks
from variants.dealing.stocks import NothingToDeal, Row, SlotStocks, stock_capacity
from variants.separation import Spacing, separation, widest

sizes = st.lists(st.integers(1, 40), min_size=1, max_size=4)
secrets = st.binary(min_size=32, max_size=32)
keys = st.lists(st.integers(-30, 60).map(float), min_size=1, max_size=25)


@given(sizes, secrets)
@settings(max_examples=60, deadline=None)
def test_no_two_students_share_a_variant_while_the_pools_last(sizes: list[int], secret: bytes) -> None:
    slots = [slot(*map(plain, sizes))]

    dealt = of_slot(list(deal_rows(slots, stock_capacity(slots)["1"], secret)))

    assert len(set(dealt)) == sum(sizes)


@given(st.integers(1, 4), st.integers(0, 60), secrets)
@settings(max_examples=60, deadline=None)
def test_tasks_of_a_slot_are_spread_evenly(tasks: int, count: int, secret: bytes) -> None:
    dealt = of_slot(list(deal_rows([slot(*map(plain, [60] * tasks))], count, secret)))

    counts = Counter(task for task, _ in dealt)
    assert max(counts.values(), default=0) - min(counts[f"t{i}"] for i in range(tasks)) <= 1


@given(st.integers(2, 4), secrets)
@settings(max_examples=60, deadline=None)
def test_neighbours_in_the_register_get_different_tasks(tasks: int, secret: bytes) -> None:
    dealt = of_slot(list(deal_rows([slot(*map(plain, [40] * tasks))], 40, secret)))

    assert all(here.task != beside.task for here, beside in pairwise(dealt))


@given(keys, secrets, st.data())
@settings(max_examples=100, deadline=None)
def test_answers_of_the_planned_students_lie_as_far_apart_as_any_can(
    keys: list[float], secret: bytes, data: st.DataObject
) -> None:
    count, spacing = data.draw(st.integers(1, len(keys))), Spacing(relative=0.05, absolute=1)

    dealt = of_slot(list(deal_rows([slot(keyed(keys, spacing))], count, secret)))

    chosen = [keys[member] for _, member in dealt]
    assert separation(chosen, spacing) == widest(keys, spacing, count)


def test_each_task_of_a_slot_is_as_far_apart_as_its_part_of_the_class_allows() -> None:
    numbers = [float(number) for number in range(100)]

    dealt = of_slot(list(deal_rows([slot(*[keyed(numbers)] * 3)], 30, SECRET)))

    for task in ("t0", "t1", "t2"):
        chosen = [float(member) for name, member in dealt if name == task]
        assert len(chosen) == 10
        assert separation(chosen, Spacing(absolute=1)) == 11


def test_who_comes_late_gets_the_answer_farthest_from_all_others() -> None:
    dealer = Dealer([slot(keyed([0.0, 1.0, 10.0, 6.0, 100.0]))], SECRET, planned=2)

    dealt = [dealer.deal()["1"].member for _ in range(5)]

    assert set(dealt[:2]) == {0, 4}
    assert dealt[2:] == [2, 3, 1]


@given(sizes, st.integers(0, 30), st.integers(0, 30), secrets)
@settings(max_examples=60, deadline=None)
def test_late_joiners_continue_the_sequence(sizes: list[int], early: int, late: int, secret: bytes) -> None:
    slots = [slot(*(keyed([1.0 * n * n for n in range(size)]) for size in sizes))]
    dealer = Dealer(slots, secret, planned=early)
    whole = [dealer.deal() for _ in range(early + late)]

    later = Dealer(slots, secret, planned=early)
    for row in whole[:early]:
        later.note(note_of(row, slots))

    assert [later.deal() for _ in range(late)] == whole[early:]


def test_the_deal_depends_on_the_secret_alone() -> None:
    slots = [slot(plain(50), plain(50)), slot(plain(50), name="2")]

    assert deal_stocks(slots, students(20), SECRET) == deal_stocks(slots, students(20), SECRET)
    assert deal_stocks(slots, students(20), SECRET) != deal_stocks(slots, students(20), b"\x02" * 32)


@given(sizes, secrets)
@settings(max_examples=60, deadline=None)
def test_repeats_begin_only_after_all_pools_of_a_slot_are_used_up(sizes: list[int], secret: bytes) -> None:
    slots = [slot(*map(plain, sizes))]

    dealt = of_slot(list(deal_rows(slots, 2 * sum(sizes), secret)))

    assert Counter(dealt[: sum(sizes)]) == Counter(dealt[sum(sizes) :])


def test_numbers_that_repeat_do_so_as_far_down_the_register_as_can_be() -> None:
    dealt = of_slot(list(deal_rows([slot(keyed([float(n) for n in range(12)]))], 36, SECRET)))

    assert dealt[:12] == dealt[12:24] == dealt[24:]


def test_members_that_show_the_same_count_as_one() -> None:
    stock = plain(10)
    same = type(stock)(members=stock.members, displayed=lambda member: member // 2)

    dealt = of_slot(list(deal_rows([slot(same)], 5, SECRET)))

    assert stock_capacity([slot(same)]) == {"1": 5}
    assert len({member // 2 for _, member in dealt}) == 5


def test_a_task_of_two_slots_gives_each_member_once() -> None:
    stock = plain(20)

    rows = list(deal_rows([slot(stock), slot(stock, name="2")], 10, SECRET))

    assert len({*of_slot(rows), *of_slot(rows, "2")}) == 20


@given(st.integers(1, 6), st.integers(1, 5), secrets)
@settings(max_examples=40, deadline=None)
def test_words_and_answers_are_gone_through_before_they_repeat(
    words: int, answers: int, secret: bytes
) -> None:
    groups = words * answers
    stock = worded(4 * groups, words, answers)

    dealt = of_slot(list(deal_rows([slot(stock)], groups, secret)))

    assert {(member % words, member // words % answers) for _, member in dealt} == {
        (word, answer) for word in range(words) for answer in range(answers)
    }


@given(st.integers(2, 8), st.integers(1, 40), secrets)
@settings(max_examples=40, deadline=None)
def test_a_student_has_one_value_of_what_tasks_share(values: int, count: int, secret: bytes) -> None:
    slots = [
        slot(sharing(80, values), sharing(80, values)),
        slot(sharing(80, values), name="2", prefix="u"),
        slot(plain(80), name="3", prefix="v"),
    ]

    rows = list(deal_rows(slots, count, secret))

    chosen = [row["1"].member % values for row in rows]
    assert chosen == [row["2"].member % values for row in rows]
    counts = Counter(chosen)
    assert max(counts.values()) - min(counts[value] for value in range(values)) <= 1
    assert len(set(of_slot(rows))) == len(set(of_slot(rows, "2"))) == count


def test_a_value_that_is_used_up_waits_until_the_others_are() -> None:
    rare = sharing(20, 2, lambda member: 0 if member < 4 else 1)
    slots = [slot(rare), slot(sharing(20, 2), name="2", prefix="u")]

    rows = list(deal_rows(slots, 14, SECRET))

    assert len(set(of_slot(rows))) == 14


@pytest.mark.parametrize("known", [0, 1])
def test_a_value_of_which_all_is_seen_waits_for_one_with_something_unseen(known: int) -> None:
    slots = [slot(sharing(4, 2)), slot(sharing(4, 2), name="2", prefix="u")]
    stocks = {task: stock for one in slots for task, stock in one.stocks.items()}
    seen = {task: [stock.fingerprint(known), stock.fingerprint(known + 2)] for task, stock in stocks.items()}

    for before in range(12):
        dealer = Dealer(slots, SECRET, planned=before)
        for _ in range(before):
            dealer.deal()

        assert {member % 2 for _, member in dealer.deal(seen).values()} == {1 - known}


def test_what_only_one_slot_shares_is_dealt_freely() -> None:
    rows = list(deal_rows([slot(sharing(30, 2))], 30, SECRET))

    assert len(set(of_slot(rows))) == 30


def test_tasks_without_a_common_value_are_refused_by_name() -> None:
    slots = [slot(sharing(4, 2)), slot(sharing(4, 2, lambda member: member + 10), name="2", prefix="u")]

    with pytest.raises(NothingToDeal, match="slot 2: task u0 no value of `t`"):
        Dealer(slots, SECRET, planned=1)


@given(sizes, st.integers(1, 12), secrets)
@settings(max_examples=60, deadline=None)
def test_a_second_attempt_shows_nothing_that_was_seen(sizes: list[int], count: int, secret: bytes) -> None:
    slots = [slot(*(keyed([float(n) for n in range(size + 2)]) for size in sizes))]
    first = deal_stocks(slots, students(count), secret)
    seen = {who: _seen(row, slots) for who, row in first.items()}

    second = deal_stocks(slots, students(count), b"another" + secret, seen=seen)

    assert all(second[who]["1"] != first[who]["1"] for who in first)


def test_where_everything_was_seen_the_longest_ago_comes_again() -> None:
    slots = [slot(plain(3))]
    seen = [slots[0].stocks["t0"].fingerprint(member) for member in (2, 0, 1)]

    row = deal_stocks(slots, ["s"], SECRET, seen={"s": {"t0": seen}})["s"]

    assert row["1"].member == 1


def test_what_one_student_has_seen_is_left_for_the_others() -> None:
    slots = [slot(plain(4))]
    seen = {"s0": {"t0": [slots[0].stocks["t0"].fingerprint(member) for member in (0, 1, 2)]}}

    deal = deal_stocks(slots, students(4), SECRET, seen=seen)

    assert deal["s0"]["1"].member == 3
    assert {row["1"].member for row in deal.values()} == {0, 1, 2, 3}


def test_a_slot_without_variants_is_refused_by_name() -> None:
    with pytest.raises(NothingToDeal, match="slot 1: task t1"):
        deal_stocks([slot(plain(3), plain(0))], students(1), SECRET)
    with pytest.raises(NothingToDeal, match="task none"):
        deal_stocks([SlotStocks(slot="1", stocks={})], students(1), SECRET)


def test_a_student_who_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        deal_stocks([slot(plain(3))], ["s1", "s1"], SECRET)


def _seen(row: Row, slots: list[SlotStocks]) -> dict[str, list[str]]:
    return {task: [fingerprint] for task, fingerprint in note_of(row, slots).values()}
