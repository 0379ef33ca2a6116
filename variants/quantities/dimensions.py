"""Say what a dimension is in words, and print it in coherent SI units: `kg·m/s²`, «кг·м/с²»."""

from functools import cache
from typing import Final

from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import latex_unit, print_unit, read_unit
from variants.texts import Language, Text

_BASES: Final = ("m", "kg", "s", "A", "K", "mol", "cd")
_NAMED: Final = ("N", "Pa", "J", "W", "C", "V", "ohm", "F", "H", "T", "Wb", "S", "lx", "kat")
_QUANTITIES: Final = """
m|length|длины
kg|mass|массы
s|time|времени
A|electric current|силы тока
K|temperature|температуры
mol|amount of substance|количества вещества
cd|luminous intensity|силы света
m^2|area|площади
m^3|volume|объёма
m/s|speed|скорости
m/s^2|acceleration|ускорения
N|force|силы
Pa|pressure|давления
J|energy, or of a moment of force|энергии или момента силы
W|power|мощности
C|charge|заряда
V|voltage|напряжения
ohm|resistance|сопротивления
S|conductance|проводимости
F|capacitance|ёмкости
H|inductance|индуктивности
T|magnetic induction|магнитной индукции
Wb|magnetic flux|магнитного потока
Hz|frequency|частоты
kg/m^3|density|плотности
kg*m/s|momentum|импульса
N/m|stiffness, or of surface tension|жёсткости или поверхностного натяжения
V/m|electric field|напряжённости электрического поля
J/kg|specific heat of a transition|удельной теплоты
J/(kg*K)|specific heat capacity|удельной теплоёмкости
J/K|heat capacity|теплоёмкости
J/mol|molar energy|молярной энергии
J/(mol*K)|molar heat capacity|молярной теплоёмкости
kg/mol|molar mass|молярной массы
mol/m^3|concentration|концентрации
m^3/mol|molar volume|молярного объёма
1/m|optical power, or of a wave number|оптической силы или волнового числа
ohm*m|resistivity|удельного сопротивления
Pa*s|viscosity|вязкости
kg*m^2|moment of inertia|момента инерции
lx|illuminance|освещённости
"""


@cache
def quantity_of(dimension: Dimension) -> Text:
    """Name the quantity of a dimension, in the genitive in Russian; empty texts where it has no name."""
    return _quantities().get(dimension, Text(en="", ru=""))


@cache
def print_si_unit(dimension: Dimension, language: Language) -> str:
    """Print the coherent SI unit of a dimension: by its own name where it has one, `1` for a pure number."""
    if dimension == DIMENSIONLESS:
        return "1"
    return print_unit(si_unit(dimension), language)


@cache
def latex_si_unit(dimension: Dimension, language: Language) -> str:
    """Print the coherent SI unit of a dimension in LaTeX; `1` for a pure number."""
    if dimension == DIMENSIONLESS:
        return "1"
    return latex_unit(si_unit(dimension), language)


@cache
def si_unit(dimension: Dimension) -> str:
    """Return the coherent SI unit of a dimension as it would be typed; empty for a pure number."""
    named = {read_unit(name).dimension: name for name in _NAMED}
    if dimension in named:
        return named[dimension]
    above = [_powered(name, power) for name, power in zip(_BASES, dimension, strict=True) if power > 0]
    below = [_powered(name, -power) for name, power in zip(_BASES, dimension, strict=True) if power < 0]
    if not below:
        return "*".join(above)
    if not above:
        return "*".join(f"{name}^({power})" for name, power in zip(_BASES, dimension, strict=True) if power)
    return f"{'*'.join(sorted(above, key=_mass_first))}/({'*'.join(below)})"


def _powered(name: str, power: object) -> str:
    return name if power == 1 else f"{name}^({power})"


def _mass_first(factor: str) -> bool:
    return not factor.startswith("kg")


@cache
def _quantities() -> dict[Dimension, Text]:
    rows = [line.split("|") for line in _QUANTITIES.strip().splitlines()]
    return {read_unit(unit).dimension: Text(en=en, ru=ru) for unit, en, ru in rows}
