"""Words, working and errors around a number are taken away, and what changes the meaning is told."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.quantities.compounds import read_compound
from variants.quantities.surroundings import without_surroundings


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("12,5 Н", "12,5 Н"),
        ("F = 12,5 Н", "12,5 Н"),
        ("Ответ: 12,5 Н.", "12,5 Н"),
        ("(5,0 ± 0,1) Н", "5,0 Н"),
        ("5 ± 0,1 Н", "5 Н"),
        ("5 Н ± 2 %", "5 Н"),
        ("(5 Н)", "5 Н"),
        ("12,5 Н, вправо", "12,5 Н"),
        ("5 m/s (due north)", "5 m/s"),
        ("в 2 раза", "2 раза"),
        ("12'500 m", "12500 m"),
        ("30°15'", "30°15'"),
        ("10⁰", "10°"),
        ("5·10⁰", "5·10⁰"),
    ],
)
def test_the_number_and_its_unit_are_left(typed: str, bare: str) -> None:
    assert without_surroundings(typed).text == bare


def test_working_and_errors_are_told() -> None:
    worked = without_surroundings("F = 2·5 = 10 Н")
    measured = without_surroundings("10 ± 1 Н")

    assert "после последнего знака" in worked.notes[0].in_language("ru")
    assert "погрешность" in measured.notes[0].in_language("ru").lower()


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
@settings(max_examples=50, deadline=None)
def test_parts_add_up_to_the_whole(hours: int, minutes: int, seconds: int) -> None:
    found = read_compound(f"{hours} ч {minutes} мин {seconds} с")

    assert found is not None
    assert abs(found.number.value * found.units[0].factor - (hours * 3600 + minutes * 60 + seconds)) < 1e-6


@pytest.mark.parametrize("typed", ["5 м 30 кг", "30 с 5 мин", "5 мин", "5 °C 3 К", "5 попугаев 3 см", ""])
def test_parts_of_no_whole_are_none(typed: str) -> None:
    assert read_compound(typed) is None


@pytest.mark.parametrize("part", ["10мдж ", "5с", "10 м и ", "1 ч,"])
def test_many_parts_are_refused_at_once(part: str) -> None:
    started = process_time()

    found = read_compound((part * 200)[:200])

    assert found is None
    assert process_time() - started < 0.1
