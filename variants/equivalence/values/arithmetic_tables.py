"""What a kind of numbers must be able to do so that formulas have values in it, and why one may have none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Missing = Literal["imaginary", "undefined", "unknown"]
"""Why there is no real number: it is complex, it is a pole, or it is too large or blurred to be known."""
Value = Any
"""An arb, an acb or an nmod, as the table says."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arithmetic:
    """The operations on one kind of numbers.

    `rational_power` raises to an exponent known exactly, `power` to any value; `unknown` is the value of a
    function that the key leaves unknown.
    """

    signs: Mapping[str, Callable[[Value, Value], Value]]
    functions: Mapping[str, Callable[..., Value]]
    number: Callable[[int, int], Value]
    constant: Callable[[str], Value]
    rational_power: Callable[[Value, Fraction], Value]
    power: Callable[[Value, Value], Value]
    unknown: Callable[[str, tuple[Value, ...]], Value]


class NoValue(Exception):
    """A formula has no value at a point, whatever the precision."""

    def __init__(self, missing: Missing) -> None:
        self.missing: Missing = missing
        super().__init__(missing)


class Unclear(Exception):
    """A ball is too wide to say whether there is a value; more bits may tell."""
