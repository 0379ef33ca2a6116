import pytest

from variants.dealing.dealers import deal_rows
from variants.dealing.stocks import SlotStocks
from variants.pools import Pool, build_pool
from variants.separation import Spacing, separation
from variants.stocks import kept_apart, shared_disagreements, stock_of_pool
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
    assert stock.spacing == Spacing(relative=0.01)


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("G: {kind: quantity, key: F, unit: N}", "G"),
        ("G: {kind: quantity, key: F, unit: N, points: 1/2}", "F"),
        ("G: {kind: quantity, key: F, unit: N, points: 3}", "G"),
        ("G: {kind: quantity, key: F, unit: N, apart: yes}\n  H: {kind: quantity, key: F, unit: N}", "G"),
    ],
)
def test_of_several_quantities_the_marked_or_the_weightiest_is_kept_apart(second: str, name: str) -> None:
    found = kept_apart(_pool(second).task)

    assert found is not None
    assert found.name == name


def test_hidden_values_do_not_make_members_differ(pool: Pool) -> None:
    stock = stock_of_pool(pool)

    assert len(stock.displayed(0)) == 3  # type: ignore[arg-type]
    assert len({stock.displayed(member) for member in stock.members}) == len(stock.members)


def test_a_class_gets_different_answers_where_the_pool_allows_it(pool: Pool) -> None:
    stock = stock_of_pool(pool)
    assert stock.key is not None

    dealt = list(deal_rows([SlotStocks(slot="1", stocks={"push": stock})], 12, bytes(32)))

    keys = [stock.key(row["1"].member) for row in dealt]
    assert separation(keys, stock.spacing) > 3


CHOICE = """\
id: signs
title: {en: "Signs", ru: "Знаки"}
subject: physics
section: mechanics
grades: [9]
given:
  m: {from: 1, to: 12, step: 1, unit: kg}
  t: {from: 1, to: 4, step: 1, unit: s, shared: yes}
  way: {one_of: {up: {en: "up", ru: "вверх"}, down: {en: "down", ru: "вниз"}}}
ask:
  heavier:
    kind: choice
    pick: one
    options:
      yes: {text: {en: "yes", ru: "да"}, right: (m in kg) > 6}
      no: {text: {en: "no", ru: "нет"}, right: (m in kg) <= 6}
statement:
  en: |
    {{m}}, {{t}}, {{way}}
  ru: |
    {{m}}, {{t}}, {{way}}
"""


def _signs(changed: str = "from: 1, to: 4") -> Pool:
    source = CHOICE.replace("from: 1, to: 4", changed)
    return build_pool(read_task(source, document="signs", tables={}), size=200)


def test_choices_are_told_apart_by_words_and_right_answers() -> None:
    stock = stock_of_pool(_signs())
    assert stock.key is None
    assert stock.likeness is not None

    found = {stock.likeness(member) for member in stock.members}

    assert len(found) == 4
    assert {one.words for one in found} == {("up",), ("down",)}


def test_a_shared_parameter_has_its_value_in_each_member() -> None:
    pool = _signs()
    stock = stock_of_pool(pool)

    values = stock.by_shared(("t",))

    assert set(values) == {((1.0,),), ((2.0,),), ((3.0,),), ((4.0,),)}
    assert sum(map(len, values.values())) == len(stock.distinct)


def test_givens_have_the_same_fingerprint_in_another_edition() -> None:
    smaller, larger = stock_of_pool(_signs()), stock_of_pool(_signs("from: 1, to: 6"))

    known = {larger.fingerprint(member) for member in larger.members}

    found = [smaller.fingerprint(member) in known for member in smaller.members]
    assert sum(found) > len(found) / 2


def test_tasks_that_share_a_parameter_agree_on_its_limits() -> None:
    one, other, third = _signs().task, _signs("from: 1, to: 6").task, _signs("from: 1.0, to: 4.0").task

    ((task, line, words),) = shared_disagreements({"one": one, "other": other, "third": third})

    assert (task, line.name, line.line) == ("other", "t", 8)
    assert words.en == "`t` is shared, but task one gives other limits"
