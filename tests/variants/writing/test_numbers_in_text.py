import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.templates.writing.numbers_in_text import (
    MOST_FOUND,
    document_unit,
    find_numbers,
    put_holes,
    shown_unit,
)
from variants.templates.writing.suggesting import suggest


@pytest.mark.parametrize(
    ("text", "number", "unit", "letter"),
    [
        ("едет со скоростью 72 км/ч.", "72", "km/h", ""),
        ("m = 2,5 кг", "2.5", "kg", "m"),
        ("под углом 30°", "30", "deg", ""),
        ("μ = 0,5, g", "0.5", "", "mu"),
        ("масса 1,5 т", "1.5", "t", ""),
        ("k = 9·10^9 Н·м²/Кл²", "9e9", "N*m^2/C^2", "k"),
        ("работа 1 200 Дж", "1200", "J", ""),
        ("v₀ = 15 м/с", "15", "m/s", "v0"),
        ("2 тела", "2", "", ""),
        ("220 в сети", "220", "", ""),
        ("at 72 km/h for", "72", "km/h", ""),
        ("3 in a row", "3", "", ""),
        ("760 мм рт. ст.", "760", "mmHg", ""),
    ],
)
def test_a_number_is_found_with_its_unit_and_letter(text: str, number: str, unit: str, letter: str) -> None:
    (found,) = find_numbers(text)

    assert (found.number, found.unit, found.letter) == (number, unit, letter)


def test_numbers_in_holes_and_formulas_are_left_alone() -> None:
    assert find_numbers("{{v in m/s to 3 figures}} и $a = 5$") == ()


def test_a_hole_takes_the_place_of_number_and_unit() -> None:
    text = "Со скорости 72 км/ч, m = 2,5 кг."
    names = {found.key: name for found, name in zip(find_numbers(text), ("v", "m"), strict=True)}

    assert put_holes(text, names) == "Со скорости {{v}}, m = {{m}}."


@pytest.mark.parametrize(
    ("text", "name", "limits"),
    [
        ("скорость 72 км/ч", "v", ("36", "108", "3")),
        ("масса 2,5 кг", "m", ("1.3", "3.8", "0.1")),
        ("угол 30°", "alpha", ("15", "45", "1")),
        ("μ = 0,5", "mu", ("0.26", "0.76", "0.02")),
        ("U = 220 В", "U", ("110", "330", "10")),
        ("температура 80 °C", "T", ("40", "100", "4")),
    ],
)
def test_a_name_and_limits_are_suggested(text: str, name: str, limits: tuple[str, str, str]) -> None:
    (found,) = find_numbers(text)

    offered = suggest(found, ())

    assert (offered.name, offered.lowest, offered.highest, offered.step) == (name, *limits)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Груз массой 3 кг подняли на высоту 5 м за 4 с", ["m", "h", "t"]),
        ("Через резистор сопротивлением 10 Ом идёт ток 2 А", ["R", "I"]),
        ("под углом 30° с коэффициентом трения 0,3", ["alpha", "mu"]),
        ("КПД 40 %, теплоёмкость 4200 Дж/(кг·°C)", ["eta", "c"]),
        ("проволока длиной 20 м и площадью сечения 0,5 мм²", ["l", "S"]),
        ("растянули в 2 раза", ["n"]),
        ("К 200 г раствора с массовой долей 10 %", ["m", "w"]),
        ("M(Cu(OH)2) = 98 г/моль, а V(CO2) = 2 л", ["M", "V"]),
        ("0,5 моль в растворе с концентрацией 2 моль/л", ["n", "c"]),
        ("масса 2", ["m"]),
        ("ЭДС 12 В с внутренним сопротивлением 1 Ом и резистор сопротивлением 5 Ом", ["E", "r", "R"]),
        ("в 30 см от линзы с фокусным расстоянием 20 см", ["s", "F"]),
        ("воду нагрели на 50 °C", ["dT"]),
        ("К 200 г 10%-ного раствора", ["m", "w"]),
    ],
)
def test_a_name_fits_its_unit_whatever_words_stand_before(text: str, names: list[str]) -> None:
    assert [suggest(found, ()).name for found in find_numbers(text)] == names


def test_what_is_the_same_for_everybody_is_suggested_as_fixed() -> None:
    found = find_numbers(
        "g = 9,8 м/с², молярная масса 40 г/моль, R = 8,31 Дж/(моль·К), теплоёмкость 4200 Дж/(кг·°C)"
    )

    assert [suggest(each, ()).role for each in found] == ["fixed"] * 4


@pytest.mark.parametrize(
    ("text", "unit"),
    [("нагрели на 50 °C", "K"), ("heated by 50 °C", "K"), ("нагрели до 50 °C", "°C"), ("at 50 °C", "°C")],
)
def test_a_change_of_temperature_is_no_point_of_a_scale(text: str, unit: str) -> None:
    (found,) = find_numbers(text)

    assert found.unit == unit


def test_a_name_is_the_letter_that_the_solution_uses() -> None:
    heated = find_numbers("Воду нагрели от 20 °C до 100 °C.")
    lens = find_numbers("Предмет стоит в 30 см от линзы.")

    first = suggest(heated[0], (), ("c", "m", "t2", "t1")).name

    assert (first, suggest(heated[1], {first}, ("c", "m", "t2", "t1")).name) == ("t1", "t2")
    assert suggest(lens[0], (), ("d", "F")).name == "d"


def test_a_name_that_is_taken_gets_a_number() -> None:
    (found,) = find_numbers("m = 2 кг")

    assert suggest(found, {"m", "m2"}).name == "m3"


@pytest.mark.parametrize(
    ("typed", "unit"), [("км/ч", "km/h"), ("м/с²", "m/s^2"), ("°", "deg"), ("Ом", "ohm")]
)
def test_units_are_spelled_as_documents_do_and_shown_as_schools_do(typed: str, unit: str) -> None:
    assert document_unit(typed) == unit
    assert shown_unit(unit, "ru") == typed


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_looked_through_and_spans_are_its_own(text: str) -> None:
    for found in find_numbers(text):
        assert " ".join(text[found.start : found.end].split()) == found.shown
        offered = suggest(found, ())
        assert float(offered.lowest) <= float(offered.highest)


def test_numbers_that_no_quantity_has_are_left_alone() -> None:
    found = find_numbers(f"Счёт {'9' * 400}, 10^99 и 5·10^9000000 кг, а масса 2 кг.")

    assert [number.shown for number in found][-1] == "2 кг"
    assert all(len(number.number) <= 20 for number in found)


def test_a_text_of_numbers_alone_shows_the_first_of_them() -> None:
    assert len(find_numbers("72 км/ч " * 2000)) == MOST_FOUND
