"""The Russian textbook of forces and energy: whole, spoken to its last paragraph, its numbers recomputed."""

from math import cos, radians, sin, sqrt, tan

import pytest
from built_in_books import text_of

BOOK = "fizika-sila-i-dvizhenie"
G = 9.8
"""Acceleration of free fall in the book's problems, m/s²."""

GRAVITY = 6.6743e-11
"""CODATA 2022, N·m²/kg²."""

SLOPE = radians(20)
SLEDGE = G * (sin(SLOPE) - 0.1 * cos(SLOPE))


FORCES = text_of(BOOK, "01-sily.md")
ENERGY = text_of(BOOK, "02-rabota-i-energiya.md")


def _said(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (54 / 3.6 / 6, 1, "= {} м/с^2"),
        (1200 * 2.5 + 600, 0, "600 = {} Н"),
        (GRAVITY * 5.97e24 / 6.37e6**2, 2, r"g = GM/R^2 \approx {} м/с^2"),
        (GRAVITY * 7.35e22 / 1.74e6**2, 2, "раз: {} м/с²"),
        (5.97e24 / 7.35e22, 0, "Масса Луны в {} раз меньше"),
        (6.37 / 1.74, 2, "радиус меньше в {} раза"),
        (81 / 3.66**2, 0, r"\approx {}$ раз"),
        (50 * 1.62, 0, "| Луна | 1,62 | {} |"),
        (50 * 3.7, 0, "| Марс | 3,7 | {} |"),
        (50 * 9.8, 0, "| Земля | 9,8 | {} |"),
        (50 * 24.8, 0, "| Юпитер | 24,8 | {} |"),
        (60 * G, 0, "60 \\cdot 9,8 = {} Н"),
        (60 * (G + 1.2), 0, "(9,8 + 1,2) = {} Н"),
        (60 * (G - 1.2), 0, "(9,8 - 1,2) = {} Н"),
        (0.2 * G / 0.05, 1, "0,05 м}} = {} Н/м"),
        (39.2 * 0.08 / G, 2, "/ 9,8 = {} кг"),
        (0.4 * 20 * G, 1, "20 \\cdot 9,8 = {} Н"),
        ((100 - 0.4 * 20 * G) / 20, 2, "{{20}} = {} м/с^2"),
        (tan(SLOPE), 2, "Тангенс этого угла {};"),
        (SLEDGE, 2, r"\approx {} м/с^2"),
        (sqrt(2 * SLEDGE * 30), 1, r"\cdot 30}} \approx {} м/с"),
        (sqrt(6**2 + 8**2) / 2, 0, "Вторая задача: {} м/с²"),
        (50 * (G + 1), 0, "четвёртая: {} Н"),
        (24 / (30 * G), 3, "шестая: {}."),
    ],
)
def test_numbers_of_the_first_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(_said(value, places)) in FORCES


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (80 * 200 * cos(radians(30)) / 1000, 1, r"0,866 \approx {} кДж"),
        (50 * G * 10, 0, "\\cdot 10 = {} Дж"),
        (50 * G * 10 / 12.5, 0, "12,5 с}} = {} Вт"),
        (15**2 / (2 * 0.7 * G), 0, "| 0,7 | {} м |"),
        (15**2 / (2 * 0.4 * G), 0, "| 0,4 | {} м |"),
        (15**2 / (2 * 0.1 * G), 0, "| 0,1 | {} м |"),
        (30**2 / (2 * 0.7 * G), 0, "16 м | {} м |"),
        (30**2 / (2 * 0.4 * G), 0, "29 м | {} м |"),
        (30**2 / (2 * 0.1 * G), 0, "115 м | {} м |"),
        (1200 * 15**2 / 2000, 0, "= {} кДж"),
        (1200 * 30**2 / 2000, 0, "она равна {} кДж"),
        (15**2 / (2 * G), 1, r"\approx {} м"),
        (12**2 / (2 * G), 2, r"\approx {} м"),
        (400 * 0.05**2 / 2, 1, "{{2}} = {} Дж"),
        (sqrt(2 * 0.5 / 0.01), 0, "= {} м/с"),
        (30 * sin(SLOPE), 1, r"0,342 \approx {} м"),
        (round(40 * G * 30 * sin(SLOPE), -1), 0, r"mgh \approx {} Дж"),
        (0.1 * 40 * G * 30 * cos(SLOPE), 0, r"\cos\alpha \approx {} Дж"),
        (4020 - 1105, 0, "1105 = {} Дж"),
        (sqrt(2 * (4020 - 1105) / 40), 1, r"\approx {} м/с"),
        (100 * G * 1.2, 0, "1,2 = {} Дж"),
        (100 * 100 * G * 1.2 / 1600, 1, "= {}\\,\\%"),
        (1600 - 100 * G * 1.2, 0, "Остальные {} Дж"),
        (500 * G * 0.4, 0, "Вторая задача: {} Вт"),
        (sqrt(2 * G * 20), 1, "четвёртая: {} м/с"),
        (0.6 * 500 * 60 / (G * 6), 0, "шестая: {} кг"),
    ],
)
def test_numbers_of_the_second_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(_said(value, places)) in ENERGY
