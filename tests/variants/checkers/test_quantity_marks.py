"""What a task says of figures, intervals, temperatures and shares is what an answer is marked by."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.kinds.quantity import check, read_answer, type_key
from variants.checkers.rows.options import BadRow
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import UnreadableAnswer, verdict_from_json, verdict_to_json
from variants.keys import QuantityKey, Tolerance
from variants.quantities.numbers import print_number
from variants.quantities.unit_table import unit_names
from variants.quantities.units import print_unit, read_unit
from variants.texts import LANGUAGES, Language

UNITS = sorted({name.en for name in unit_names().values() if not name.offset and len(name.en) < 12})
SIBLINGS = [
    ("m", "km", "cm", "in", "mi", "pm"),
    ("s", "min", "h", "d", "ms"),
    ("kg", "g", "t", "lb", "oz"),
    ("J", "kWh", "cal", "eV", "erg"),
    ("Pa", "kPa", "mmHg", "atm", "bar"),
    ("m/s", "km/h", "kn", "cm/s"),
    ("m^3", "L", "mL", "cm^3"),
    ("deg", "rad", "arcmin"),
    ("J/(kg*K)", "kJ/(kg*°C)", "cal/(g*K)"),
]


@pytest.mark.parametrize("line", fixture_lines("quantity_options.txt"))
def test_an_option_of_the_task_is_kept_to(line: str) -> None:
    _, language, key_text, options, answer, expected = fields(line)
    row = {"kind": "quantity", "key": key_text, "language": language, **json.loads(options)}
    key, used = key_from_row(row)
    assert isinstance(key, QuantityKey)

    verdict = check(key, answer, used)

    assert f"{verdict.outcome} {verdict.reason} {verdict.score}" == expected


@pytest.mark.parametrize(
    "options",
    [
        {"tolerance": [5.1, 5.2]},
        {"tolerance": [6, 4]},
        {"tolerance": [1]},
        {"tolerance": {"from": 1}},
        {"tolerance": "many"},
        {"tolerance": -1},
        {"tolerance": True},
        {"figures": 0},
        {"figures": True},
        {"decimals": -1},
        {"figures_rule": "maybe"},
        {"scores": {"number": "2"}},
        {"scores": {"number": "1/0"}},
        {"scores": {"other": 1}},
        {"scores": 1},
        {"unit": "m"},
        {"unit": []},
        {"comparison": "sigfig"},
        {"comparison": "exact", "digits": 2},
        {"temperature": "cold"},
        {"key": 5},
        {"key": "five"},
    ],
)
def test_a_row_that_means_nothing_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(BadRow):
        key_from_row({"kind": "quantity", "key": "5 m", **options})


@given(st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-12), st.sampled_from(UNITS), st.data())
@settings(max_examples=300, deadline=None)
def test_the_typed_key_is_right_whatever_the_key(value: float, unit: str, data: st.DataObject) -> None:
    figures = data.draw(st.none() | st.integers(1, 12))
    decimals = None if figures else data.draw(st.none() | st.integers(0, 6))
    tolerance = data.draw(st.sampled_from([Tolerance(absolute=0.0), Tolerance(relative=Fraction(1, 50))]))
    key = QuantityKey(value=value, unit=unit, figures=figures, decimals=decimals, tolerance=tolerance)

    for language in LANGUAGES:
        assert check(key, type_key(key, language), language).outcome == "right"


@given(st.floats(1e-6, 1e6), st.sampled_from(SIBLINGS), st.sampled_from(["en", "ru"]), st.data())
@settings(max_examples=200, deadline=None)
def test_a_value_is_right_in_every_unit_of_its_dimension(
    value: float, siblings: tuple[str, ...], language: Language, data: st.DataObject
) -> None:
    asked, typed = data.draw(st.sampled_from(siblings)), data.draw(st.sampled_from(siblings))
    key = QuantityKey(value=value, unit=asked, tolerance=Tolerance(relative=Fraction(1, 10**6)))
    other = value * read_unit(asked).factor / read_unit(typed).factor

    answer = f"{print_number(other, language, figures=12)} {print_unit(typed, language)}"

    assert check(key, answer, language).outcome == "right"


@given(
    st.integers(-(10**9), 10**9).map(lambda n: n / 1000),
    st.sampled_from(["m", "km/h", "J/(kg*K)", "%", "kohm", "°C", "mmHg"]),
)
@settings(max_examples=100, deadline=None)
def test_spaces_dashes_and_language_change_no_verdict(value: float, unit: str) -> None:
    key = QuantityKey(value=12.5, unit=unit)
    english = f"{print_number(value, 'en')} {print_unit(unit, 'en')}"
    russian = f"{print_number(value, 'ru')} {print_unit(unit, 'ru')}"

    verdict = check(key, english, "en")
    others = [
        check(key, russian, "ru"),
        check(key, f"  {russian} ", "ru"),
        check(key, russian.replace("−", "-"), "ru"),
        check(key, russian.replace("−", "–"), "ru"),
        check(key, english.replace("−", "—").replace(" ", "\u00a0"), "en"),
        check(key, english.replace("·10", "*10"), "en"),
    ]

    assert {(each.outcome, each.reason) for each in others} == {(verdict.outcome, verdict.reason)}


@pytest.mark.parametrize("unit", UNITS)
def test_every_reading_can_be_typeset(unit: str) -> None:
    key = QuantityKey(value=0.00125, unit=unit)

    for language in LANGUAGES:
        assert read_answer(key, type_key(key, language), language).mathml


def test_a_difference_of_temperatures_is_told() -> None:
    verdict = check(QuantityKey(value=40, unit="K"), "40 °C", "ru")

    assert verdict.read_as.text == "40 °C = 40 К"
    assert "разность температур" in verdict.read_as.notes[0].in_language("ru")


def test_figures_that_are_tolerated_are_told() -> None:
    key = QuantityKey(value=2.5, unit="m", figures=3, figures_rule="tolerated")

    assert "3" in check(key, "2,5 м", "ru").message.in_language("ru")


def test_a_unit_of_another_quantity_is_named() -> None:
    message = check(QuantityKey(value=5, unit="N"), "5 c", "ru").message

    assert "времени" in message.in_language("ru")
    assert "time" in message.in_language("en")


def test_a_quantity_needs_no_heavy_library() -> None:
    script = (
        "import sys; from variants.checkers.kinds.quantity import check; "
        "from variants.keys import QuantityKey; "
        "check(QuantityKey(value=0.5), 'sin 30°', 'ru').read_as.text; "
        "print([name for name in ('numpy', 'flint', 'sympy') if name in sys.modules])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert printed.strip() == "[]"


def test_the_facts_tell_a_mark_in_the_unit_asked_for() -> None:
    key = QuantityKey(value=2.5, unit="m", figures=3)

    facts = check(key, "25 см", "ru").facts

    assert facts["value"] == pytest.approx(0.25)
    assert (facts["typed"], facts["typed_unit"], facts["key"], facts["unit"]) == (25, "см", 2.5, "m")
    assert facts["ratio"] == pytest.approx(0.1)
    assert (facts["figures"], facts["figures_asked"]) == (2, 3)


def test_the_facts_of_another_quantity_hold_no_ratio() -> None:
    facts = check(QuantityKey(value=2.5, unit="m", decimals=1), "2,50 с", "ru").facts

    assert "ratio" not in facts
    assert (facts["decimals"], facts["decimals_asked"]) == (2, 1)


def test_the_facts_are_kept_with_the_verdict() -> None:
    stored = json.loads(json.dumps(verdict_to_json(check(QuantityKey(value=0), "3", "ru"))))

    assert verdict_from_json(stored).facts == {
        "typed": 3,
        "typed_unit": "",
        "key": 0,
        "unit": "",
        "value": 3,
        "figures": 1,
    }


def test_a_guessed_unit_is_told() -> None:
    verdict = check(QuantityKey(value=5, unit="s"), "5 S", "en")

    assert verdict.outcome == "right"
    assert verdict.read_as.notes[0].in_language("en") == "“S” was read as the unit s."


@pytest.mark.parametrize("typed", ["5 j", "5 мдж", "5 м 30 с"])
def test_a_unit_that_is_only_guessed_is_asked_back(typed: str) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        check(QuantityKey(value=5, unit="MJ"), typed, "ru")

    assert refused.value.position is not None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("5 мдж", "«мдж» — это «мДж» или «МДж»? Заглавная буква меняет значение."),
        ("5 j", "Неизвестная единица «j». Может быть, «J»?"),
    ],
)
def test_a_unit_in_small_letters_is_asked_back_with_what_it_may_be(typed: str, message: str) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        check(QuantityKey(value=5, unit="MJ"), typed, "ru")

    assert refused.value.message.in_language("ru") == message


def test_the_reading_shows_how_a_loose_quotient_was_taken() -> None:
    loose = read_answer(QuantityKey(value=900, unit="J/(kg*K)"), "900 Дж/кг*К", "ru")
    strict = read_answer(QuantityKey(value=5, unit="N"), "5 Н/м*м", "ru")

    assert loose.text == "900 Дж/(кг·К)"
    assert strict.text == "5 Н·м/м"
