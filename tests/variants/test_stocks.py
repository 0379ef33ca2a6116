from itertools import pairwise

import pytest

from variants.dealing import SlotStocks, deal_stocks
from variants.pools import Pool, build_pool
from variants.stocks import stock_of_pool
from variants.templates.reading.task_reading import read_task

TASK = """\
id: push
title: {{en: "Push", ru: "Толчок"}}
subject: physics
section: mechanics
grades: [9]
given:
  m: {{from: 1, to: 10, step: 0.5, unit: kg}}
  a: {{from: 1, to: 5, step: 0.5, unit: m/s^2}}
  e: {{from: 1, to: 3, step: 1, hidden: yes}}
  way: {{one_of: {{up: {{en: "up", ru: "вверх"}}, down: {{en: "down", ru: "вниз"}}}}}}
solve:
  F: m*a
ask:
  F: {{kind: quantity, unit: kN, tolerance: 1%}}
  {second}
statement:
  en: |
    {{{{m}}}}, {{{{a}}}} {{{{way}}}}
  ru: |
    {{{{m}}}}, {{{{a}}}} {{{{way}}}}
"""


def _pool(second: str = "") -> Pool:
    return build_pool(read_task(TASK.format(second=second), document="push", tables={}), size=300)


@pytest.fixture(scope="module")
def pool() -> Pool:
    return _pool()


def test_practice_members_are_never_in_stock(pool: Pool) -> None:
    assert not set(stock_of_pool(pool).members) & set(pool.practice)


def test_the_lone_key_is_in_the_unit_asked_for(pool: Pool) -> None:
    stock = stock_of_pool(pool)
    assert stock.key is not None

    member = pool.member(3)
    assert stock.key(3) == pytest.approx(member.number(pool.task.solve["F"].formula) / 1000)
    assert stock.apart(2.0) == pytest.approx(0.06)


def test_several_quantities_are_not_kept_apart() -> None:
    stock = stock_of_pool(_pool("G: {kind: quantity, key: F, unit: N}"))

    assert stock.key is None


def test_hidden_values_do_not_make_members_differ(pool: Pool) -> None:
    stock = stock_of_pool(pool)

    assert len(stock.displayed(0)) == 3  # type: ignore[arg-type]
    assert len({stock.displayed(member) for member in stock.members}) == len(stock.members)


def test_a_class_gets_different_answers_where_the_pool_allows_it(pool: Pool) -> None:
    stock = stock_of_pool(pool)
    assert stock.key is not None

    deal = deal_stocks([SlotStocks(slot="1", stocks={"push": stock})], [str(n) for n in range(12)], bytes(32))

    keys = sorted(stock.key(variants["1"].member) for variants in deal.values())
    assert all(after - before >= stock.apart(before) for before, after in pairwise(keys))
