"""What a student sets on the bench: controls, their ranges, and the settings chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from variants.texts import Text

SettingValue = float | str | tuple[str, ...]
"""A number in the control's unit, the id of a word, or the joined terminals of a wiring (`a-b`, sorted)."""

Settings = Mapping[str, SettingValue]
"""A value for every control of a lab, on the control's grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers from `lowest` to `highest` by `step`, in `unit`."""

    lowest: Decimal
    highest: Decimal
    step: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A few numbers in `unit`, as a set of weights has them."""

    numbers: tuple[Decimal, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A few things to choose from, by id."""

    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Terminals that the student joins in pairs, by id."""

    terminals: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One thing the student sets; `start` is where it stands when the bench is opened."""

    name: str
    label: Text
    form: Range | Numbers | Words | Wiring
    start: SettingValue
    line: int = 0
    column: int = 0
