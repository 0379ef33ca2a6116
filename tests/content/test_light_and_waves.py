"""The English textbook of light: whole, spoken to its last paragraph, its numbers recomputed."""

from math import asin, degrees, radians, sin, sqrt, tan

import pytest
from built_in_books import text_of

BOOK = "light-and-waves"
C = 299_792_458.0
"""CODATA 2022, m/s, exact."""

SUN, MOON, SUN_TO_MOON = 1.391e6, 3475.0, 1.49e8
"""Diameters and a distance, km."""

PERIOD = 1e6 / 500
"""Of the book's grating, nm."""

SODIUM = 589 / PERIOD


RAYS = text_of(BOOK, "01-rays.md")
WAVES = text_of(BOOK, "02-waves.md")


def _critical(index: float) -> float:
    return degrees(asin(1 / index))


def _row(medium: str, index: float) -> str:
    return f"| {medium} | {index:.2f} | {C / index / 1e8:.2f} | {_critical(index):.1f}° |"


@pytest.mark.parametrize(
    ("medium", "index"), [("ice", 1.31), ("water", 1.33), ("crown glass", 1.52), ("diamond", 2.42)]
)
def test_speeds_and_critical_angles_of_the_table_follow_from_the_indices(medium: str, index: float) -> None:
    assert _row(medium, index) in RAYS


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (14.4 * 1.00 / 0.80, 0, "H = {} m"),
        (SUN_TO_MOON * MOON / (SUN - MOON) / 1e5, 2, r"= {}\cdot10^5 km"),
        (1.70 / 2, 2, "= {} m$. The distance"),
        (sin(radians(60)), 3, r"\frac{{{}}}{{1.33}}"),
        (sin(radians(60)) / 1.33, 3, "{{1.33}} = {},$$"),
        (degrees(asin(sin(radians(60)) / 1.33)), 1, r"\beta = {}^\circ"),
        (_critical(1.33), 1, r"\alpha_0 = {}^\circ"),
        (tan(asin(1 / 1.33)), 2, r"3.0\cdot{} = 3.4 m"),
        (3.0 / sqrt(1.33**2 - 1), 1, "1.14 = {} m"),
        (1 / (1 / 10 - 1 / 15), 0, "v = {} cm"),
        (1 / (1 / 10 - 1 / 6), 0, "v = {} cm"),
        (15 / 6, 1, "= 15/6 = {}$"),
        (1 / 0.017, 1, "1/0.017 m = {}$"),
        (1 / 0.017 + 1 / 0.25, 1, "and has {}."),
        (-1 / 0.40, 1, "m) = {}$ dioptres"),
        (1 / 0.25 - 1 / 1.0, 1, "= +{}$ dioptres"),
        (2 * 1.2, 1, "Answers: 2) {} m/s"),
        (degrees(asin(sin(radians(45)) / 1.52)), 1, "3) {}°"),
        (1 / (1 / 60 + 1 / 30), 0, "5) {} cm, one half"),
        (100 / 4.0, 0, "6) {} cm"),
    ],
)
def test_numbers_of_the_first_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(f"{value:.{places}f}") in RAYS


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (340 / 440, 3, "340/440 = {} m"),
        (C / 100e6, 2, r"c/\nu = {} m"),
        (C / 550e-9 / 1e14, 2, r"= {}\cdot10^{{14}} Hz"),
        (550 / 1.33, 0, "550/1.33 = {} nm"),
        (C / 3.00 / 1e8, 2, r"| 3.00 m | ${}\cdot10^8$ |"),
        (C / 2.45e9 * 100, 1, r"| {} cm | $2.45\cdot10^9$ |"),
        (C / 940e-9 / 1e14, 2, r"| 940 nm | ${}\cdot10^{{14}}$ |"),
        (C / 0.1e-9 / 1e18, 2, r"| 0.100 nm | ${}\cdot10^{{18}}$ |"),
        (44 / 10, 1, r"\Delta y = {} mm"),
        (0.25e-3 * 4.4e-3 / 2.0 * 1e9, 0, "mm = {} nm"),
        (PERIOD, 0, "that is, {} nm"),
        (SODIUM, 4, "{{2000}} = {},$$"),
        (degrees(asin(SODIUM)), 1, r"\varphi_1 = {}^\circ"),
        (degrees(asin(2 * SODIUM)), 1, r"\varphi_2 = {}^\circ"),
        (degrees(asin(3 * SODIUM)), 1, r"\varphi_3 = {}^\circ"),
        (1 / SODIUM, 1, "2000/589 = {}$"),
        (2 * int(1 / SODIUM) + 1, 0, "there are {} lines"),
        (degrees(asin(400 / PERIOD)), 1, r"\varphi = {}^\circ$; for red"),
        (degrees(asin(700 / PERIOD)), 1, r"\varphi = {}^\circ$. The width"),
        (tan(asin(700 / PERIOD)) - tan(asin(400 / PERIOD)), 2, r"^\circ) = {} m"),
        (0.60 * 12 / 8.0, 2, "Answers: 1) {} m/s"),
        (149.6e9 / C, 0, "2) {} s"),
        (149.6e9 / C / 60, 1, "or {} minutes"),
        (degrees(asin(650 / 1600)), 1, "4) {}°"),
    ],
)
def test_numbers_of_the_second_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(f"{value:.{places}f}") in WAVES
