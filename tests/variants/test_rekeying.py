from dataclasses import replace

import pytest
from task_documents import TABLES

from variants.keys import ChoiceKey, QuantityKey
from variants.pools import build_pool
from variants.rekeying import CannotRekey, rekey, restate
from variants.templates.assembly import assemble_all
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.variant import ChoiceShape, Variant

FALL = """
id: fall
title: {en: Fall, ru: Падение}
subject: physics
section: mechanics
grades: [9]
given:
  m: {from: 2, to: 9, step: 1, unit: kg}
  way: {one_of: {up: {en: up, ru: вверх}, down: {en: down, ru: вниз}}}
  metal: {row_of: metals}
  I: {series: [0.2, 0.4], unit: A}
  k: {from: 1, to: 3, step: 1, hidden: yes}
  c: {is: 2, unit: m/s^2, hidden: yes}
  w: {is: m*c/3, unit: N, figures: 2}
solve:
  p: m*c
  V: m/metal.density
  R: p/mean(I)
  s: "if way = 'up' then p else -p"
  z: k*w
certify: [p/m = c]
ask:
  p: {kind: quantity, unit: N, tolerance: 2%, points: 3}
  pick: {kind: choice, pick: one, key: m, unit: kg, options: mistakes}
  V: {kind: quantity, unit: dm^3, tolerance: 2%}
mistakes:
  - {ask: p, gives: m*c*7, say: {en: Seven., ru: Семь.}}
  - {ask: pick, gives: m*7, say: {en: Seven., ru: Семь.}}
  - {ask: pick, gives: m/7, say: {en: Less., ru: Меньше.}}
statement:
  en: "Mass {{m}} of {{metal.name}}, weight {{w}}, {{way}}, {{I}}."
  ru: "Масса {{m}}, {{metal.name}}, вес {{w}}, {{way}}, {{I}}."
solution: {en: "It is {{p}}.", ru: "Это {{p}}."}
"""


def edition(*changes: tuple[str, str]) -> Task:
    text = FALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_task(text, document="fall", tables=TABLES)


def dealt(member: int = 5) -> Variant:
    pool = build_pool(edition(), size=30)
    return assemble_all(pool.task, pool.members([member]))[0]


def given(variant: Variant, name: str) -> object:
    return next(one.value for one in variant.given if one.name == name)


def value(variant: Variant, ask: str) -> float:
    key = next(one.key for one in variant.asks if one.name == ask)
    assert isinstance(key, QuantityKey)
    return key.value


def reasons(variant: Variant, *changes: tuple[str, str]) -> str:
    with pytest.raises(CannotRekey) as refused:
        rekey(edition(*changes), variant)
    assert refused.value.reason.ru
    return refused.value.reason.in_language("en")


def test_the_same_edition_gives_the_same_keys() -> None:
    variant = dealt()

    assert rekey(edition(), variant).asks == variant.asks


def test_a_corrected_line_gives_new_keys_mistakes_and_solution_at_the_old_numbers() -> None:
    variant = dealt()
    mass = given(variant, "m")
    assert isinstance(mass, dict)

    corrected = rekey(edition(("p: m*c", "p: 5*m*c"), ("[p/m = c]", "[p/m = 5*c]")), variant)

    assert value(corrected, "p") == pytest.approx(mass["value"] * 10)
    assert str(mass["value"] * 10)[:2] in (corrected.solution.en or "")
    assert corrected.given == variant.given
    assert corrected.statement == variant.statement


def test_a_hidden_constant_is_corrected_and_what_was_shown_is_not() -> None:
    variant = dealt()

    corrected = rekey(edition(("c: {is: 2,", "c: {is: 3,")), variant)

    assert value(corrected, "p") == pytest.approx(value(variant, "p") * 1.5)
    assert given(corrected, "w") == given(variant, "w")


def test_a_shown_constant_stays_as_it_was_shown() -> None:
    shown = ("unit: m/s^2, hidden: yes", "unit: m/s^2")
    pool = build_pool(edition(shown), size=30)
    variant = assemble_all(pool.task, pool.members([1]))[0]

    corrected = rekey(edition(shown, ("c: {is: 2,", "c: {is: 3,")), variant)

    assert value(corrected, "p") == value(variant, "p")


def test_other_units_of_the_same_dimension_change_nothing() -> None:
    variant = dealt()
    grams = ("m: {from: 2, to: 9, step: 1, unit: kg}", "m: {from: 2000, to: 9000, step: 500, unit: g}")

    assert value(rekey(edition(grams), variant), "p") == pytest.approx(value(variant, "p"))


def test_points_tolerances_and_remarks_are_those_of_the_corrected_edition() -> None:
    changes = (
        ("points: 3", "points: 5"),
        ("N, tolerance: 2%", "N, tolerance: 4%"),
        ("{en: Less.", "{en: Few."),
    )

    corrected = rekey(edition(*changes), dealt())

    assert corrected.points == 7
    assert isinstance(corrected.asks[1].shape, ChoiceShape)
    assert "Few." in {option.say.en for option in corrected.asks[1].shape.options}


def test_options_stay_where_they_were_seen_and_the_right_one_is_found_by_what_it_says() -> None:
    variant = dealt()
    swapped = (("pick: one, key: m,", "pick: one, key: m*7,"), ("pick, gives: m*7", "pick, gives: m"))

    corrected = rekey(edition(*swapped), variant)

    old, new = variant.asks[1], corrected.asks[1]
    assert isinstance(old.shape, ChoiceShape)
    assert isinstance(new.shape, ChoiceShape)
    assert [option.text for option in new.shape.options] == [option.text for option in old.shape.options]
    assert isinstance(new.key, ChoiceKey)
    assert isinstance(old.key, ChoiceKey)
    assert new.key.right != old.key.right


def test_a_right_answer_that_nobody_could_choose_is_refused() -> None:
    assert "not among the options" in reasons(dealt(), ("pick: one, key: m,", "pick: one, key: m*11,"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("  m: {from: 2, to: 9, step: 1, unit: kg}", "  m: {from: 2, to: 9, step: 1, unit: t}"), ""),
        (("I: {series: [0.2, 0.4], unit: A}", "I: {series: [0.2, 0.4], unit: mA}"), "`I` reads otherwise"),
        (("I: {series: [0.2, 0.4], unit: A}", "I: {series: [0.2, 0.4, 0.6], unit: A}"), "`I` has 3 numbers"),
        (("way: {one_of: {up: {", "way: {one_of: {upwards: {"), "`way` has no `up`"),
        (("  p: {kind: quantity, unit: N,", "  p: {kind: quantity, unit: kN,"), ""),
        (("  V: {kind: quantity, unit: dm^3, tolerance: 2%}", ""), "`V` is no longer asked"),
        (("  V: {kind: quantity,", "  q: {key: V, kind: quantity,"), "`q` is asked now"),
        (("k: {from: 1, to: 3, step: 1, hidden: yes}", "k: {from: 1, to: 3, step: 1}"), "`k` is shown now"),
        (("c: {is: 2,", "b: {from: 1, to: 5, step: 1}\n  c: {is: 2,"), "`b` was not given"),
        (("certify:", "where: [p > 9*m*c]\ncertify:"), "don't satisfy `p > 9*m*c`"),
        (("[p/m = c]", "[p/m = 2*c]"), "is not true"),
    ],
)
def test_what_does_not_fit_is_named(change: tuple[str, str], reason: str) -> None:
    old, new = change
    pool = build_pool(edition(), size=60)
    variants = assemble_all(pool.task, pool.members(range(20)))
    variant = next(one for one in variants if given(one, "way") == "up")
    corrected = edition((old, new), *((("'up'", "'upwards'"),) if "upwards" in new else ()))

    if not reason:
        assert rekey(corrected, variant).given == variant.given
        return
    with pytest.raises(CannotRekey, match="fall") as refused:
        rekey(corrected, variant)
    assert reason in str(refused.value)


def test_a_given_of_another_dimension_or_kind_is_refused() -> None:
    variant = dealt()
    others = tuple(
        replace(one, value={"value": 3, "unit": "s"}) if one.name == "m" else one for one in variant.given
    )
    words = tuple(replace(one, value=[1, 2]) if one.name == "metal" else one for one in variant.given)

    with pytest.raises(CannotRekey, match="`m` is of another dimension"):
        rekey(edition(), replace(variant, given=others))
    with pytest.raises(CannotRekey, match="`metal` is of another kind"):
        rekey(edition(), replace(variant, given=words))


def test_a_row_that_is_gone_is_named() -> None:
    variant = dealt()
    gone = tuple(replace(one, value="lead") if one.name == "metal" else one for one in variant.given)

    with pytest.raises(CannotRekey, match="`metal` has no `lead`"):
        rekey(edition(), replace(variant, given=gone))


def test_a_given_that_is_no_longer_there_is_named() -> None:
    variant = dealt()
    more = (*variant.given, replace(variant.given[0], name="h"))

    with pytest.raises(CannotRekey, match="was given `h`, which is no longer there"):
        rekey(edition(), replace(variant, given=more))


def test_a_statement_can_be_read_as_the_corrected_edition_has_it() -> None:
    variant = dealt()

    assert restate(edition(), variant) == variant.statement
    assert "A mass" in (restate(edition(("Mass {{m}} of", "A mass {{m}} of")), variant).en or "")
