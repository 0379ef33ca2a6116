import numpy as np
import pytest
from task_documents import INCLINE, TABLES, small

from variants.displayed_givens import displayed_of
from variants.pools import PoolUnreadable, build_pool, pool_from_bytes, pool_to_bytes, subset
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.templates.values import NumberValue, ReactionValue, RowValue, SeriesValue, WordValue


@pytest.fixture
def incline() -> Task:
    return read_task(INCLINE, document="incline", tables=TABLES)


def number(task: Task, name: str, index: int = 0) -> float:
    value = build_pool(task).member(index)[name]
    assert isinstance(value, NumberValue)
    return value.si


def test_a_pool_holds_every_combination_that_where_allows(incline: Task) -> None:
    pool = build_pool(incline, size=5000)

    allowed = sum(
        np.tan(np.radians(alpha)) > mu + 0.1
        for alpha in range(20, 46)
        for mu in (0.05, 0.10, 0.15, 0.20, 0.25, 0.30)
    )
    assert pool.capacity == 10 * allowed


def test_keys_are_computed_from_displayed_numbers(incline: Task) -> None:
    member = build_pool(incline).member(3)

    alpha, mu, a = (member[name] for name in ("alpha", "mu", "a"))
    assert isinstance(alpha, NumberValue)
    assert isinstance(mu, NumberValue)
    assert isinstance(a, NumberValue)
    assert a.si == pytest.approx(9.8 * (np.sin(alpha.si) - mu.si * np.cos(alpha.si)))
    assert a.unit == "m/s^2"


def test_a_pool_is_the_same_each_time_and_comes_back_from_its_bytes(incline: Task) -> None:
    pool = build_pool(incline, size=50)

    back = pool_from_bytes(incline, pool_to_bytes(pool))

    assert np.array_equal(back.draws, build_pool(incline, size=50).draws)
    assert dict(back.member(7)) == dict(pool.member(7))


def test_bytes_of_another_task_or_damaged_ones_are_refused(incline: Task) -> None:
    stored = pool_to_bytes(build_pool(incline, size=50))
    other = read_task(INCLINE.replace("to: 45", "to: 44"), document="incline", tables=TABLES)

    for task, broken in ((other, stored), (incline, stored[:-3]), (incline, b"nonsense")):
        with pytest.raises(PoolUnreadable):
            pool_from_bytes(task, broken)


def test_about_one_member_in_ten_is_kept_for_practice(incline: Task) -> None:
    pool = build_pool(incline, size=1000)

    assert 60 <= len(pool.practice) <= 140
    assert sorted(pool.graded + pool.practice) == list(range(1000))


def test_the_only_variant_of_a_task_is_dealt_whatever_its_numbers_are() -> None:
    shares = [
        (len(pool.graded), len(pool.practice))
        for number in range(1, 60)
        for pool in [
            build_pool(
                small(f"given: {{a: {{is: {number}}}}}\nsolve: {{x: 2*a}}\nask: {{x: {{kind: quantity}}}}")
            )
        ]
    ]

    assert set(shares) == {(1, 0)}


def test_what_one_edition_gives_for_practice_no_other_deals(incline: Task) -> None:
    wider = read_task(INCLINE.replace("to: 45", "to: 46"), document="incline", tables=TABLES)
    here, there = build_pool(incline, size=1000), build_pool(wider, size=1000)
    names = tuple(name for name, line in incline.given.items() if not line.hidden)

    practised, dealt = (
        {displayed_of(pool.environment, names, pool.capacity)[member] for member in members}
        for pool, members in ((here, here.practice), (there, there.graded))
    )

    assert practised
    assert not practised & dealt


def test_members_that_look_alike_to_a_student_are_one() -> None:
    task = small(
        "given: {E: {from: 1, to: 50, step: 1, hidden: yes}, U: {is: E/20, decimals: 0}}\n"
        "solve: {x: 2*U}\nask: {x: {kind: quantity}}"
    )

    assert build_pool(task).capacity == 4


def test_a_dependent_given_is_rounded_before_it_is_used() -> None:
    task = small(
        "given: {a: {one_of: [1]}, b: {is: a/3, decimals: 2}}\nsolve: {x: 3*b}\nask: {x: {kind: quantity}}"
    )

    assert number(task, "x") == pytest.approx(0.99)


def test_temperatures_are_kelvins_inside() -> None:
    task = small(
        "given: {t: {one_of: [27], unit: °C}}\nsolve: {k: (t read as K)}\n"
        "ask: {T: {kind: quantity, key: t, unit: K}, k: {kind: quantity, unit: K}}"
    )

    assert number(task, "t") == pytest.approx(300.15)
    assert number(task, "k") == pytest.approx(27)


def test_an_implicit_line_finds_its_only_root() -> None:
    task = small(
        "given: {h: {one_of: [20], unit: m}, g: {is: 9.8, unit: m/s^2}}\n"
        "solve:\n  T: {solves: h = g*T^2/2, from: 0, to: 60, unit: s}\nask: {T: {kind: quantity, unit: s}}"
    )

    assert number(task, "T") == pytest.approx(np.sqrt(40 / 9.8), rel=1e-12)


def test_a_variant_with_two_roots_is_left_out() -> None:
    task = small(
        "given: {a: {one_of: [-1, 1, 4]}}\nsolve:\n  x: {solves: x^2 = a, from: -1.5, to: 10}\n"
        "ask: {x: {kind: quantity}}"
    )

    pool = build_pool(task)

    assert [round(number(task, "x", index)) for index in range(pool.capacity)] == [2]


def test_within_and_certify_keep_members_out() -> None:
    task = small(
        "given: {a: {from: 1, to: 10, step: 1}}\nsolve: {b: 2*a}\ncertify: [a != 5]\n"
        "ask: {b: {kind: quantity, within: [3, 12]}}"
    )

    found = sorted(number(task, "a", index) for index in range(build_pool(task).capacity))

    assert found == [2, 3, 4, 6]


def test_ugly_numbers_wait_until_they_are_needed() -> None:
    few = small("given: {a: {from: 1, to: 20, step: 1}}\nugly: [a > 10]\nask: {a: {kind: quantity}}")
    many = small("given: {a: {from: 1, to: 900, step: 1}}\nugly: [a > 400]\nask: {a: {kind: quantity}}")

    assert build_pool(few).capacity == 20
    assert build_pool(many).capacity == 400


def test_series_are_computed_one_by_one() -> None:
    task = small(
        "given: {I: {series: [1, 2, 3], unit: A}, R: {one_of: [2], unit: ohm}}\n"
        "solve: {U: I*R, r: 'slope(I, U)'}\n"
        "ask: {r: {kind: quantity, unit: ohm}}"
    )
    member = build_pool(task).member(0)

    volts = member["U"]
    assert isinstance(volts, SeriesValue)
    assert list(volts.si) == [2, 4, 6]
    assert number(task, "r") == pytest.approx(2)


def test_independent_draws_of_a_series_differ() -> None:
    task = small("given: {e: {one_of: [0, 1], each: 3}}\nask: {s: {kind: quantity, key: sum(e)}}")

    assert build_pool(task).capacity == 8


def test_reactions_are_balanced_once_for_each_pair_of_rows() -> None:
    task = small(
        """
given: {plate: {row_of: metals}, salt: {row_of: metals}}
where: [plate.potential < salt.potential]
solve: {net: balance(plate.symbol + salt.ion -> plate.ion + salt.symbol), z: charge(plate.ion)}
certify: ["coefficient(net, plate.symbol)*z = coefficient(net, salt.ion)*charge(salt.ion)"]
ask: {net: {kind: reaction, form: net_ionic}}
"""
    )
    pool = build_pool(task)

    equations = set()
    for index in range(pool.capacity):
        value, row = pool.member(index)["net"], pool.member(index)["plate"]
        assert isinstance(value, ReactionValue)
        assert isinstance(row, RowValue)
        equations.add(value.reaction.text if value.reaction else "")
    assert equations == {"Zn + Cu^2+ = Zn^2+ + Cu", "Zn + 2Ag^+ = Zn^2+ + 2Ag", "Cu + 2Ag^+ = Cu^2+ + 2Ag"}


def test_a_balance_that_is_not_taken_does_no_harm() -> None:
    task = small(
        "given: {one: {row_of: metals}}\nsolve:\n"
        "  goes: one.potential < 0\n"
        "  r: if goes then balance(one.symbol + 'H^+' -> one.ion + 'H2') else no_reaction\n"
        "ask: {r: {kind: reaction, form: net_ionic}}"
    )

    found = [build_pool(task).member(index)["r"] for index in range(3)]
    assert sum(isinstance(value, ReactionValue) and value.reaction is None for value in found) == 2


def test_words_keep_their_texts() -> None:
    task = small(
        "given: {way: {one_of: {in: {en: inside, ru: внутрь}}}}\n"
        "solve: {x: if way = 'in' then 1 else 2}\nask: {x: {kind: quantity}}"
    )
    value = build_pool(task).member(0)["way"]

    assert isinstance(value, WordValue)
    assert (value.name, value.text.ru) == ("in", "внутрь")


def test_a_space_too_large_to_list_is_sampled_without_repeats() -> None:
    task = small("given: {e: {from: 1, to: 1000, step: 1, each: 5}}\nask: {s: {kind: quantity, key: sum(e)}}")

    pool = build_pool(task, size=500)

    assert len(np.unique(pool.draws, axis=0)) == 500


def test_members_of_a_part_of_a_pool_are_those_of_the_pool(incline: Task) -> None:
    pool = build_pool(incline, size=40)

    part = subset(pool, [7, 3, 30])

    assert [member["a"] for member in part.members(range(3))] == [pool.member(at)["a"] for at in (7, 3, 30)]
