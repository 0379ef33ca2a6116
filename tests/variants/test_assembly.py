from fractions import Fraction
from functools import lru_cache
from xml.etree import ElementTree

import pytest

from variants.keys import (
    ChoiceKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.pools import build_pool
from variants.templates.assembly import assemble, assemble_all
from variants.templates.reading.task_reading import read_task
from variants.texts import Text
from variants.variant import Ask, ChoiceShape, PlotShape, TableShape, Variant

DOCUMENT = """\
id: every-kind
title: {en: "Every kind", ru: "Все виды"}
subject: physics
section: mechanics
grades: [9]
given:
  m: {from: 1, to: 9, step: 0.5, unit: kg, figures: 3}
  h: {one_of: [2, 3, 4], unit: m}
  way: {one_of: {up: {en: "up", ru: "вверх"}, down: {en: "down", ru: "вниз"}}}
  I: {series: [0.2, 0.4, 0.6], unit: A}
  r0: {from: 1, to: 3, step: 1, unit: ohm, hidden: yes}
  U: {is: r0*I, unit: V, decimals: 2}
  g: {is: 9.8, unit: m/s^2}
letters:
  t: {unit: s, from: 0, to: 5}
  y: {unit: cm, from: 0, to: 100}
solve:
  p: m*g
  E: p*h
  v: if way = 'up' then g*t else -g*t
  s: g*t^2/2
  P: U*I
  k: slope(I, U)
  salt1: "salt('Na^+', 'SO4^2-')"
  burn: balance('H2' + 'O2' -> 'H2O')
ask:
  E: {kind: quantity, unit: kJ, tolerance: 1%, figures: 3, points: 2, label: {en: "Work $E$", ru: "Работа"}}
  v: {kind: expression, unit: cm/s}
  law: {kind: equation, key: y = s}
  salt1: {kind: formula}
  burn: {kind: reaction, coefficients: smallest}
  which:
    kind: choice
    pick: one
    options:
      a: {text: {en: "moves up", ru: "движется вверх"}, right: way = 'up', say: {en: "No.", ru: "Нет."}}
      b: {text: {en: "moves {{way}}, *m* = {{m}}", ru: "движется {{way}}"}, right: way = 'down'}
  guess: {kind: choice, pick: one, key: p, unit: N, decimals: 1, options: mistakes}
  order:
    kind: choice
    pick: ordering
    options:
      x: {text: {en: "x", ru: "х"}, by: 3}
      y: {text: {en: "y", ru: "у"}, by: 1}
      z: {text: {en: "z", ru: "з"}, by: 2}
  match:
    kind: choice
    pick: matching
    options:
      more: {text: {en: "more", ru: "больше"}}
      less: {text: {en: "less", ru: "меньше"}}
    items:
      one: {text: {en: "one", ru: "один"}, goes_to: "if way = 'up' then 'more' else 'less'"}
  power:
    kind: table
    columns:
      I: {show: yes}
      U: {show: yes, label: {en: "voltage", ru: "напряжение"}}
      P: {unit: mW, tolerance: 2%, points: 3, asked: [1, 3]}
  graph:
    kind: plot
    x: {name: I, unit: mA, from: 0, to: 800}
    y: {name: U, unit: V}
    axes: {points: 1}
    dots: {x: I, y: U}
    line: {slope: k, intercept: 0, tolerance: 5%}
  fall:
    kind: plot
    x: {name: t, unit: s, from: 0, to: 2}
    y: {name: y, unit: cm}
    curve: {y: s, along: t, tolerance: 5%, through: [1]}
  thirds:
    kind: plot
    x: {name: t, unit: s, from: 0, to: sqrt(h/g)}
    y: {name: y, unit: cm}
    curve: {y: s, along: t, tolerance: 5%, through: [sqrt(h/g)/3, sqrt(h/g)*0.7]}
  why:
    kind: text
    expects:
      - {points: 1, terms: {en: [energy], ru: [энергия]}}
    sample: {en: "It is {{E}}.", ru: "Это {{E}}."}
mistakes:
  - {ask: E, gives: m*h, say: {en: "Where is $g$?", ru: "Где $g$?"}}
  - {ask: guess, gives: m, say: {en: "Mass is no force.", ru: "Масса — не сила."}}
  - {ask: guess, when: way = 'up', gives: 2*g*m, say: {en: "Twice.", ru: "Вдвое."}}
  - {ask: guess, when: way = 'up', gives: m*g*2, say: {en: "Twice.", ru: "Вдвое."}}
  - {ask: power.P, gives: U/I, say: {en: "That is R.", ru: "Это R."}}
statement:
  en: |
    A body of {{m}} moves {{way}}.
  ru: |
    Тело массой {{m}} движется {{way}}.
hints:
  - {en: "Think of $E$.", ru: "Вспомните $E$."}
solution:
  - when: way = 'up'
    en: |
      Up: $E = {{E}}$, {{burn}}.
    ru: |
      Вверх: $E = {{E}}$, {{burn}}.
  - when: way = 'down'
    en: |
      Down: $E = {{E}}$.
    ru: |
      Вниз: $E = {{E}}$.
figure:
  size: [4, 4]
  alt: {en: "It moves {{way}}", ru: "Движется {{way}}"}
  draw:
    - {arrow: [1, 1, 1, (h in m)]}
"""


@lru_cache(maxsize=1)
def _variants() -> tuple[Variant, ...]:
    task = read_task(DOCUMENT, document="every-kind", tables={})
    pool = build_pool(task, size=60)
    return tuple(assemble(task, pool.member(index), index) for index in range(pool.capacity))


@pytest.fixture
def variant() -> Variant:
    return _variants()[0]


def _ask(variant: Variant, name: str) -> Ask:
    return next(ask for ask in variant.asks if ask.name == name)


def _number(variant: Variant, given: str) -> float:
    value = next(one.value for one in variant.given if one.name == given)
    return float(value["value"])


def _way(variant: Variant) -> str:
    return str(next(one.value for one in variant.given if one.name == "way"))


def test_givens_are_kept_as_displayed(variant: Variant) -> None:
    mass = next(given for given in variant.given if given.name == "m")
    current = next(given for given in variant.given if given.name == "I")

    assert mass.value["unit"] == "kg"
    assert mass.plain.in_language("en").endswith(" kg")
    assert len(mass.plain.in_language("ru").split(" ")[0]) == 4
    assert current.value == [0.2, 0.4, 0.6]
    assert next(given for given in variant.given if given.name == "r0").hidden


def test_a_quantity_has_its_key_in_the_unit_asked_for(variant: Variant) -> None:
    ask = _ask(variant, "E")

    assert isinstance(ask.key, QuantityKey)
    assert ask.key.value == pytest.approx(_number(variant, "m") * _number(variant, "h") * 9.8e-3)
    assert (ask.key.unit, ask.key.figures, ask.points) == ("kJ", 3, Fraction(2))
    assert ask.label.in_language("en").startswith("Work <span")


def test_a_named_mistake_has_a_key_of_its_own_and_plain_words(variant: Variant) -> None:
    (mistake,) = _ask(variant, "E").mistakes

    assert isinstance(mistake.key, QuantityKey)
    assert mistake.key.value == pytest.approx(_number(variant, "m") * _number(variant, "h") * 1e-3)
    assert mistake.say == Text("Where is g?", "Где g?")


def test_an_expression_gives_its_numbers_in_the_unit_asked_for() -> None:
    for variant in _variants()[:10]:
        key = _ask(variant, "v").key

        assert isinstance(key, ExpressionKey)
        assert key.unit == "cm/s"
        assert key.formula.replace(" ", "") in ("980*t", "-980*t")
        assert set(key.symbols) == {"t", "y"}


def test_an_equation_reads_letters_in_their_units(variant: Variant) -> None:
    key = _ask(variant, "law").key

    assert isinstance(key, EquationKey)
    assert key.equation.replace(" ", "") in ("y=980*t^2/2", "y=490*t^2")


def test_chemistry_is_keyed_as_it_is_typed(variant: Variant) -> None:
    assert _ask(variant, "salt1").key == FormulaKey(formula="Na2SO4")
    assert isinstance(_ask(variant, "burn").key, ReactionKey)


def test_the_right_option_is_not_always_the_first() -> None:
    first = {_shape(variant).options[0].name for variant in _variants()}

    assert first == {"a", "b"}


def _shape(variant: Variant, name: str = "which") -> ChoiceShape:
    shape = _ask(variant, name).shape
    assert isinstance(shape, ChoiceShape)
    return shape


def test_options_show_the_variants_values_and_say_nothing_in_markup() -> None:
    variant = next(variant for variant in _variants() if _way(variant) == "down")
    ask = _ask(variant, "which")
    options = {option.name: option for option in _shape(variant).options}

    assert options["b"].text.in_language("en").startswith("moves down, <em>m</em>\u00a0=\u00a0")
    assert ask.key == ChoiceKey(
        pick="one", right=("b",), options=tuple(o.name for o in _shape(variant).options)
    )
    assert [mistake.say.en for mistake in ask.mistakes] == ["No."]


def test_options_made_of_mistakes_hide_which_is_right_and_never_repeat() -> None:
    rights = set()
    for variant in _variants():
        ask = _ask(variant, "guess")
        assert isinstance(ask.key, ChoiceKey)
        options = _shape(variant, "guess").options
        texts = [option.text for option in options]
        assert len(set(texts)) == len(texts) == (3 if _way(variant) == "up" else 2)
        assert [option.name for option in options] == list("abc")[: len(options)]
        rights |= set(ask.key.right)

    assert len(rights) > 1


def test_an_ordering_is_never_shown_in_its_right_order() -> None:
    for variant in _variants():
        key = _ask(variant, "order").key

        assert isinstance(key, ChoiceKey)
        assert key.right == ("y", "z", "x")
        assert tuple(option.name for option in _shape(variant, "order").options) != key.right


def test_a_matching_follows_the_variant() -> None:
    for variant in _variants()[:10]:
        key = _ask(variant, "match").key

        assert isinstance(key, ChoiceKey)
        assert key.matches == {"one": "more" if _way(variant) == "up" else "less"}


def test_a_table_shows_givens_and_keys_the_asked_rows(variant: Variant) -> None:
    ask = _ask(variant, "power")
    assert isinstance(ask.shape, TableShape)
    assert isinstance(ask.key, TableKey)
    current, voltage, power = ask.shape.columns

    assert [cell and cell.in_language("ru") for cell in current.cells] == ["0,2", "0,4", "0,6"]
    assert voltage.label.in_language("en") == "voltage"
    assert [cell is None for cell in power.cells] == [True, False, True]
    assert [cell is None for cell in ask.key.columns[0].cells] == [False, True, False]
    assert power.unit == Text("mW", "мВт")
    assert [mistake.target for mistake in ask.mistakes] == ["P:0", "P:2"]


def test_a_plot_is_keyed_in_the_units_of_its_axes(variant: Variant) -> None:
    ask = _ask(variant, "graph")
    assert isinstance(ask.key, PlotKey)
    assert isinstance(ask.shape, PlotShape)
    assert ask.key.dots is not None
    assert ask.key.line is not None

    assert ask.shape.parts == ("axes", "dots", "line")
    assert (ask.shape.x.lowest, ask.shape.x.highest, ask.shape.y.highest) == (0.0, 800.0, None)
    assert ask.key.dots.x == (200.0, 400.0, 600.0)
    assert ask.key.line.slope * 1000 == pytest.approx(ask.key.dots.y[1] / 0.4, rel=0.05)


def test_a_curve_passes_through_its_named_places(variant: Variant) -> None:
    key = _ask(variant, "fall").key
    assert isinstance(key, PlotKey)
    assert key.curve is not None

    assert key.curve.through == ((1.0, 490.0),)
    assert len(key.curve.samples) == 61
    assert key.curve.samples[-1] == (2.0, 1960.0)


def test_a_drawn_curve_has_each_place_once() -> None:
    for variant in _variants()[:10]:
        key = _ask(variant, "thirds").key
        assert isinstance(key, PlotKey)
        assert key.curve is not None

        places = sorted({x for x, _ in (*key.curve.through, *key.curve.samples)})
        assert len(places) == 61


def test_an_open_question_has_a_plain_sample(variant: Variant) -> None:
    key = _ask(variant, "why").key

    assert isinstance(key, TextKey)
    assert key.expects[0].points == Fraction(1)
    assert key.sample.in_language("en").startswith("It is ")
    assert "<" not in key.sample.in_language("en")


def test_only_the_passages_that_apply_are_shown() -> None:
    for variant in _variants()[:10]:
        word = "Вверх" if _way(variant) == "up" else "Вниз"
        assert variant.solution.in_language("ru").startswith(f"<p>{word}: <span")


def test_every_text_is_well_formed_and_has_no_gap_left() -> None:
    for variant in _variants()[:10]:
        for text in (variant.statement, variant.solution, *variant.hints, variant.figure):
            for language in ("en", "ru"):
                html = getattr(text, language)
                ElementTree.fromstring(f"<div>{html}</div>")
                assert not {"\ue000", "\ue001", "{{"} & set(html)


def test_the_same_member_makes_the_same_variant(variant: Variant) -> None:
    _variants.cache_clear()

    assert _variants()[0] == variant


def test_variants_assembled_together_are_those_assembled_alone() -> None:
    task = read_task(DOCUMENT, document="every-kind.yaml", tables={})
    pool = build_pool(task, size=12)

    together = assemble_all(task, pool.members([7, 2, 2]))

    assert together == tuple(assemble(task, pool.member(index), index + 1) for index in (7, 2, 2))
