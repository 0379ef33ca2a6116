"""The unit in which a quantity is printed when its author named none."""

from functools import lru_cache

from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import read_unit

_USUAL = (
    "m",
    "kg",
    "s",
    "A",
    "K",
    "mol",
    "cd",
    "N",
    "J",
    "W",
    "Pa",
    "V",
    "ohm",
    "C",
    "F",
    "T",
    "Wb",
    "H",
    "1/s",
    "m^2",
    "m^3",
    "m/s",
    "m/s^2",
    "kg/m^3",
    "kg/mol",
    "mol/m^3",
    "m^3/mol",
    "J/kg",
    "J/(kg*K)",
    "J/(mol*K)",
    "J/K",
    "N/m",
    "V/m",
    "kg*m/s",
    "N*m^2/C^2",
    "N*m^2/kg^2",
    "ohm*m",
    "1/m",
    "Wb/s",
    "T/s",
    "V/s",
    "A/s",
    "C/kg",
    "J/mol",
    "1/mol",
    "K/s",
    "W/m^2",
    "W/K",
    "kg/s",
    "m^3/s",
    "N/A^2",
    "F/m",
    "J*s",
)
_SYMBOLS = ("m", "kg", "s", "A", "K", "mol", "cd")


def default_unit(dimension: Dimension) -> str:
    """Return the usual SI unit of this dimension as a document would spell it; empty for pure numbers."""
    if dimension == DIMENSIONLESS:
        return ""
    return _usual_units().get(dimension) or _product_of_powers(dimension)


@lru_cache(maxsize=1)
def _usual_units() -> dict[Dimension, str]:
    units: dict[Dimension, str] = {}
    for text in _USUAL:
        units.setdefault(read_unit(text).dimension, text)
    return units


def _product_of_powers(dimension: Dimension) -> str:
    parts = [
        symbol if power == 1 else f"{symbol}^{power}" if power == int(power) else f"{symbol}^({power})"
        for symbol, power in zip(_SYMBOLS, dimension, strict=True)
        if power
    ]
    return "*".join(parts)
