"""Units are read in either alphabet and printed in the reader's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.prose.formulas import to_mathml
from variants.quantities.unit_table import unit_names
from variants.quantities.units import UnknownUnit, latex_unit, print_unit, read_unit
from variants.texts import LANGUAGES, Language

SAME = """
m/s^2 | м/с² | 1
m*s^-2 | м·с⁻² | 1
N*m | Нм | 1
kWh | кВт·ч | 3.6e6
kW*h | кВтч | 3.6e6
mmHg | мм рт. ст. | 133.322387415
J/(kg*K) | Дж/кг·К | 1
J/(kg*°C) | Дж/(кг·°С) | 1
kohm | кОм | 1e3
uC | мкКл | 1e-6
cm3 | см³ | 1e-6
mol/L | моль/л | 1e3
g/mol | г/моль | 1e-3
1/mm | мм⁻¹ | 1e3
feet per second | фут/с | 0.3048
km/h | км/ч | 0.277777777777778
Kg | кг | 1
m/c | м/c | 1
ohm*mm^2/m | Ом·мм²/м | 1e-6
square metres | кв. м | 1
% | процентов | 0.01
deg | градусов | 0.0174532925199433
"""


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_a_unit_is_the_same_in_both_alphabets(line: str) -> None:
    english, russian, factor = (part.strip() for part in line.split("|"))

    left, right = read_unit(english), read_unit(russian)

    assert left.dimension == right.dimension
    assert math.isclose(left.factor, float(factor), rel_tol=1e-12)
    assert math.isclose(right.factor, float(factor), rel_tol=1e-12)


def test_celsius_is_a_point_of_temperature_and_no_factor_of_one() -> None:
    assert read_unit("°C").offset == 273.15
    assert read_unit("Дж/°C").offset == 0


def test_the_empty_text_is_the_pure_number() -> None:
    unit = read_unit("")

    assert (unit.factor, unit.dimension) == (1.0, (0,) * 7)


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("m/s^2", "m/s²", "м/с²"),
        ("J/(kg*K)", "J/(kg·K)", "Дж/(кг·К)"),
        ("kohm", "kΩ", "кОм"),
        ("s^-1", "s⁻¹", "с⁻¹"),
        ("1/m", "1/m", "1/м"),
        ("mmHg", "mmHg", "мм рт. ст."),
    ],
)
def test_a_unit_is_printed_in_the_readers_alphabet(text: str, english: str, russian: str) -> None:
    assert print_unit(text, "en") == english
    assert print_unit(text, "ru") == russian


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_can_be_typeset(language: Language) -> None:
    for name in {name.en for name in unit_names().values()}:
        assert to_mathml(latex_unit(name, language)), name


def test_a_unit_is_set_in_latex() -> None:
    assert latex_unit("m/s^2", "ru") == r"\text{м}/\text{с}^{2}"
    assert latex_unit("uohm", "en") == r"\mu\Omega"


def test_an_unknown_unit_suggests_a_similar_one() -> None:
    with pytest.raises(UnknownUnit) as caught:
        read_unit("newtom")

    assert caught.value.suggestion == "newton"


@pytest.mark.parametrize(
    "text",
    [
        "м^9^9^9",
        "((((м)))))",
        "м/" * 50,
        "((((м^9)^9)^9)^9)",
        "Qm^24",
        "(km^24)^24",
        "j",
        "m^99",
        "m/",
        "/",
        "((((((((((m))))))))))",
        "m" * 500,
        "2 m",
        "м)",
        "m^1/0",
    ],
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        read_unit(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_unit_reads_back_as_the_same(language: Language) -> None:
    for name in {name.en for name in unit_names().values()}:
        unit, again = read_unit(name), read_unit(print_unit(name, language))

        assert (again.dimension, again.factor) == (unit.dimension, unit.factor), name


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_unit_or_is_refused(text: str) -> None:
    try:
        unit = read_unit(text)
    except UnknownUnit:
        return

    assert math.isfinite(unit.factor)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("метрам", "м"), ("минутами", "мин"), ("килоджоулям", "кДж"), ("ватту", "Вт"), ("Омом", "Ом")],
)
def test_a_russian_word_is_read_in_any_case(typed: str, plain: str) -> None:
    assert read_unit(typed).factor == read_unit(plain).factor
    assert read_unit(typed).dimension == read_unit(plain).dimension


@pytest.mark.parametrize(("typed", "plain"), [("Мпа", "МПа"), ("Мгц", "МГц"), ("Mhz", "MHz"), ("мтл", "мТл")])
def test_the_case_of_a_prefix_is_kept(typed: str, plain: str) -> None:
    assert read_unit(typed).factor == read_unit(plain).factor


def test_a_loose_quotient_is_spelled_out() -> None:
    assert read_unit("Дж/кг*К", products="beneath").text == "Дж/(кг·К)"
    assert read_unit("Н/м*м", products="left_to_right").text == "Н·м/(м)"
