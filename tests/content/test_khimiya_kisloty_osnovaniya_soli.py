"""The Russian textbook of acids, bases and salts: whole, spoken, balanced, recomputed."""

import re

import pytest
from built_in_books import text_of

from variants.chemistry.conservation import imbalances
from variants.chemistry.ionic import ionic, net_ionic
from variants.chemistry.reactions import Reaction, print_reaction, read_reaction, smallest
from variants.chemistry.substances import molar_mass, read_substance

BOOK = "khimiya-kisloty-osnovaniya-soli"


ACIDS = text_of(BOOK, "01-kisloty-i-osnovaniya.md")
SALTS = text_of(BOOK, "02-soli-i-rastvory.md")
CHEMISTRY = re.findall(r"\\ce\{(.*?)\}(?=[$.,;: ]|\Z)", ACIDS + SALTS)
EQUATIONS = [written for written in CHEMISTRY if " = " in written]
SUBSTANCES = sorted(
    {written for written in CHEMISTRY if " = " not in written and not written.endswith(("+", "-"))}
)
MASSES = {"H": 1, "C": 12, "O": 16, "Na": 23, "Mg": 24, "S": 32, "Cl": 35.5, "K": 39, "Ca": 40} | {
    **{"Fe": 56, "Cu": 64, "Zn": 65, "Ag": 108, "Ba": 137, "N": 14}
}
"""Rounded relative atomic masses, as the book's title page promises."""


def _mass(formula: str) -> float:
    return sum(MASSES[symbol] * count for symbol, count in read_substance(formula).atoms.items())


def test_no_formula_of_the_book_is_missed() -> None:
    assert len(CHEMISTRY) == (ACIDS + SALTS).count("\\ce{")
    assert len(EQUATIONS) >= 40


@pytest.mark.parametrize("written", EQUATIONS)
def test_every_equation_is_balanced_with_the_smallest_coefficients(written: str) -> None:
    reaction = read_reaction(written)

    assert imbalances(reaction) == ()
    assert print_reaction(smallest(reaction)) == print_reaction(reaction)


@pytest.mark.parametrize("written", SUBSTANCES)
def test_every_formula_is_a_substance(written: str) -> None:
    assert molar_mass(read_substance(written)) > 0


def _sides(reaction: Reaction) -> tuple[frozenset[object], frozenset[object]]:
    return frozenset(reaction.left), frozenset(reaction.right)


@pytest.mark.parametrize(
    ("molecular", "full", "net"),
    [
        (
            "HCl + NaOH = NaCl + H2O",
            "H^+ + Cl^- + Na^+ + OH^- = Na^+ + Cl^- + H2O",
            "H^+ + OH^- = H2O",
        ),
        (
            "BaCl2 + Na2SO4 = BaSO4 + 2NaCl",
            "Ba^2+ + 2Cl^- + 2Na^+ + SO4^2- = BaSO4 + 2Na^+ + 2Cl^-",
            "Ba^2+ + SO4^2- = BaSO4",
        ),
        ("Na2CO3 + 2HCl = 2NaCl + H2O + CO2", None, "CO3^2- + 2H^+ = H2O + CO2"),
        ("CaCO3 + 2HCl = CaCl2 + H2O + CO2", None, "CaCO3 + 2H^+ = Ca^2+ + H2O + CO2"),
    ],
)
def test_ionic_equations_follow_from_the_molecular_ones(molecular: str, full: str | None, net: str) -> None:
    reaction = read_reaction(molecular)

    assert {molecular, net} <= set(EQUATIONS)
    assert _sides(net_ionic(reaction)) == _sides(read_reaction(net))
    assert full is None or (full in EQUATIONS and _sides(ionic(reaction)) == _sides(read_reaction(full)))


def _said(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


LIME = 11.2 / _mass("CaO")
ACID = 200 * 0.073 / _mass("HCl")
TABLET = 0.29 / _mass("Mg(OH)2")
NAIL = 0.4 / (_mass("Cu") - _mass("Fe"))


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (_mass("CaO"), 0, "40 + 16 = {} г/моль"),
        (_mass("Ca(OH)2"), 0, "17 = {} г/моль"),
        (LIME, 1, "{{56}} = {} моль"),
        (LIME * _mass("Ca(OH)2"), 1, "74 = {} г"),
        (LIME * _mass("H2O"), 1, "масса выросла на {} г"),
        (200 * 0.073, 1, "0,073 = {} г"),
        (ACID, 1, "36,5 = {} моль"),
        (ACID * _mass("NaOH"), 0, "\\cdot 40 = {} г"),
        (ACID * _mass("NaCl"), 1, "58,5 = {} г"),
        (TABLET, 3, ": 58 = {} моль"),
        (2 * TABLET * _mass("HCl"), 3, "36,5 = {} г"),
        (2 * TABLET * _mass("HCl") / 0.005, 0, ": 0,005 = {} г"),
        (_mass("H2SO4") / 2, 0, "серной кислоты — {} г."),
        (6.5 / _mass("Zn"), 1, "{{65}} = {} моль"),
        (6.5 / _mass("Zn") * 22.4, 2, "22,4 = {} л"),
        (_mass("Cu") - _mass("Fe"), 0, "Прибавка — {} г"),
        (NAIL, 2, "0,4 : 8 = {} моль"),
        (NAIL * _mass("Cu"), 1, "64 = {} г"),
        (0.1 * 2 * _mass("KOH"), 1, "Ответ: {} г"),
    ],
)
def test_numbers_of_the_first_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(_said(value, places)) in ACIDS


BLUESTONE = _mass("CuSO4") / (_mass("CuSO4") + 5 * _mass("H2O"))
BARIUM = 104 * 0.1 / _mass("BaCl2")
SEDIMENT = BARIUM * _mass("BaSO4")


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (110 - 31.6, 1, "110 - 31,6 = {} г"),
        ((110 - 31.6) * 2, 1, "78,4\\cdot 2 = {} г"),
        (70 * 0.72, 1, "0,72 = {} г"),
        (70 * 0.72 / 0.09, 0, "50,4 : 0,09 = {} г"),
        (70 * 0.72 / 0.09 - 70, 0, "560 - 70 = {} г"),
        (_mass("CuSO4") + 5 * _mass("H2O"), 0, "масса купороса {} г/моль"),
        (50 * BLUESTONE, 0, ": 250 = {} г"),
        (50 * BLUESTONE / 320, 1, "{{320}} = {}"),
        (20 / 220, 3, r"20 : 220 \approx {}"),
        (25 * 0.8, 0, "25\\cdot 0,8 = {} г"),
        (25 * 0.8 / _mass("CaCO3"), 1, "20 : 100 = {} моль"),
        (25 * 0.8 / _mass("CaCO3") * 22.4, 2, "22,4 = {} л"),
        (BARIUM, 2, "10,4 : 208 = {} моль"),
        (142 * 0.1 / _mass("Na2SO4"), 1, "14,2 : 142 = {} моль"),
        (SEDIMENT, 2, "233 = {} г"),
        (2 * BARIUM * _mass("NaCl"), 2, "то есть {} г"),
        (104 + 142 - SEDIMENT, 2, "11,65 = {} г"),
        (2 * BARIUM * _mass("NaCl") / (246 - SEDIMENT), 3, r"234,35 \approx {}"),
        (250 * 0.04, 0, "Ответ: {} г и 240 г"),
        (17 / _mass("AgNO3") * _mass("AgCl"), 2, "Ответ: {} г"),
    ],
)
def test_numbers_of_the_second_chapter_are_right(value: float, places: int, written: str) -> None:
    assert written.format(_said(value, places)) in SALTS
