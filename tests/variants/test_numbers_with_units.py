"""A number with a unit may stand wherever a quantity may: `(273 read as K)`."""

from task_documents import small

from variants.keys import ChoiceKey, QuantityKey
from variants.pools import build_pool
from variants.templates.assembly import assemble
from variants.variant import Variant

BODY = """
given:
  T: {one_of: [300, 310], unit: K}
  h: {is: (5 read as mm), unit: m, hidden: yes}
where: [T > (273 read as K)]
solve: {dT: T - (273 read as K)}
certify: [dT + (273 read as K) = T]
ask:
  dT: {kind: quantity, unit: K, tolerance: 0.5}
  h2: {kind: quantity, unit: cm, key: (5 read as mm)}
  c:
    kind: choice
    pick: one
    options: {a: {gives: (7 read as mm), right: (7 read as mm) > h}, b: {gives: h, right: false}}
mistakes: [{ask: dT, gives: T - (200 read as K), say: {en: "200?", ru: "200?"}}]
"""


def variant() -> Variant:
    task = small(BODY)
    return assemble(task, build_pool(task).member(0), 1)


def test_a_number_with_a_unit_stands_wherever_a_quantity_may() -> None:
    difference, height, choice = variant().asks

    assert isinstance(difference.key, QuantityKey)
    assert isinstance(height.key, QuantityKey)
    assert difference.key.value in (27, 37)
    assert height.key.value == 0.5
    assert isinstance(choice.key, ChoiceKey)
    assert choice.key.right == ("a",)


def test_a_given_of_such_a_number_is_printed_in_its_unit() -> None:
    assert variant().given[1].value == {"value": 0.005, "unit": "m"}
