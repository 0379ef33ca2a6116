"""Factors of units follow from their definitions, derived here by another road than the table's."""

import math

import pytest

from variants.quantities.unit_table import find_unit, unit_names
from variants.quantities.units import read_unit

_GRAVITY, _INCH, _POUND, _LIGHT, _CHARGE = 9.80665, 2.54e-2, 0.45359237, 299_792_458, 1.602176634e-19
DERIVED = {
    "eV": _CHARGE * read_unit("V").factor,
    "MeV/c²": 1e6 * _CHARGE / _LIGHT**2,
    "u": 1e-3 / 6.02214076e23 * (1 - 3.1e-10),
    "Wh": 1 * 60 * 60,
    "kWh": 3.6e6,
    "Ah": 60**2,
    "mmHg": 13595.1 * _GRAVITY * 1e-3,
    "inHg": 13595.1 * _GRAVITY * _INCH,
    "mmH2O": 1000 * _GRAVITY * 1e-3,
    "Torr": 101325 / 760,
    "at": _GRAVITY / 1e-4,
    "psi": _POUND * _GRAVITY / _INCH**2,
    "t": 10**3,
    "ha": 100**2,
    "acre": 43560 * (12 * _INCH) ** 2,
    "yr": 365.25 * 24 * 3600,
    "month": 365.25 * 24 * 3600 / 12,
    "week": 7 * 24 * 3600,
    "deg": math.tau / 360,
    "arcmin": math.tau / 360 / 60,
    "arcsec": math.tau / 360 / 3600,
    "rev": math.tau,
    "rpm": math.tau / 60,
    "ly": _LIGHT * 365.25 * 86400,
    "pc": 149_597_870_700 / (math.tau / 360 / 3600),
    "in": _INCH,
    "ft": 12 * _INCH,
    "yd": 36 * _INCH,
    "mi": 5280 * 12 * _INCH,
    "verst": 500 * 2.1336,
    "sazhen": 3 * 0.7112,
    "arshin": 28 * _INCH,
    "vershok": 0.7112 / 16,
    "kn": 1852 / 3600,
    "mph": 5280 * 12 * _INCH / 3600,
    "oz": _POUND / 16,
    "pood": 40 * 0.40951241,
    "slug": _POUND * _GRAVITY / (12 * _INCH),
    "lbf": _POUND * _GRAVITY,
    "kgf": _GRAVITY,
    "dyn": 1e-3 * 1e-2,
    "erg": 1e-3 * 1e-2**2,
    "hp": 75 * _GRAVITY,
    "Oe": 1e3 / (4 * math.pi),
    "gal": 231 * _INCH**3,
    "qt": 231 * _INCH**3 / 4,
    "pt": 231 * _INCH**3 / 8,
    "cup": 231 * _INCH**3 / 16,
    "bbl": 42 * 231 * _INCH**3,
    "debye": 1e-21 / _LIGHT,
    "BTU": 4.1868 * _POUND * 1000 * 5 / 9,
    "cal": 4.184,
    "Å": 1e-8 * 1e-2,
    "°F": 5 / 9,
}


@pytest.mark.parametrize("name", DERIVED)
def test_a_factor_follows_from_its_definition(name: str) -> None:
    assert math.isclose(read_unit(name).factor, DERIVED[name], rel_tol=2e-9)


def test_every_prefix_is_its_power_of_ten() -> None:
    powers = {"Q": 30, "R": 27, "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2}
    powers |= {"da": 1, "d": -1, "c": -2, "m": -3, "µ": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21}
    powers |= {"y": -24, "r": -27, "q": -30}

    for prefix, power in powers.items():
        assert math.isclose(read_unit(prefix + "J").factor, 10.0**power, rel_tol=1e-14)


@pytest.mark.parametrize("text", ["kmin", "mh", "kft", "mAU", "da°", "k%", "Mha", "µatm", "кмин", "мсут"])
def test_some_units_take_no_prefix(text: str) -> None:
    assert find_unit(text) is None


def test_every_unit_is_found_by_both_of_its_symbols() -> None:
    for name in set(unit_names().values()):
        assert find_unit(name.en) == name
        assert find_unit(name.ru) == name


def test_fahrenheit_meets_celsius_at_minus_forty() -> None:
    celsius, fahrenheit = read_unit("°C"), read_unit("°F")

    assert math.isclose(-40 * celsius.factor + celsius.offset, -40 * fahrenheit.factor + fahrenheit.offset)
