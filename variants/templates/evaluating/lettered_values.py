"""What formulas and equations with letters hold for members of a pool: their parameters become numbers."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from variants.formulas.trees import Comparison, Name, Tree, names
from variants.formulas.writing import write_formula
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import Unit, read_unit
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.letter_formulas import settle
from variants.templates.evaluating.letter_units import (
    PLAIN,
    Scales,
    System,
    settled_parts,
    system_for,
    with_factors,
)
from variants.templates.value_types import NumberType
from variants.templates.values import EquationValue, FormulaValue, NoValue, Value

Find = Callable[[int], Value]
"""Leads from the place of a member to a value. Raises NoValue."""
_ANY_RESULT: Final = "any"
"""Stands for the unit of a result that is not asked for in any."""


class LetteredValues:
    """Finds formulas of letters for members whose numbers and truths are found by place."""

    def __init__(
        self,
        program: Program,
        units: Mapping[str, str],
        number: Callable[[Tree, int], float],
        truth: Callable[[Tree, int], bool],
    ) -> None:
        self._program = program
        self._units = units
        self._number = number
        self._truth = truth

    def formulas(self, tree: Tree, found: NumberType, unit: str | None) -> Find:
        """Return how a formula of letters is found for a member; with `unit`, so that it comes in it."""
        dimension = found.dimension or DIMENSIONLESS
        name = tree.name if isinstance(tree, Name) else ""
        printed = unit if unit is not None else self._units.get(name, default_unit(dimension))
        made, expanded, result = self._program.made, self._ready(tree), read_unit(printed)
        units = made.once(_units_of_letters, self._program, expanded)
        system = made.once(_system, self._program, expanded, printed)
        if system is None and unit is None:
            system = made.once(_system, self._program, expanded, _ANY_RESULT)

        def find(place: int) -> Value:
            si = self._settled(expanded, PLAIN, place)
            shown = with_factors(si, units, result) if system is None else si
            if system is not None and system.scales != PLAIN:
                shown = self._settled(expanded, system.scales, place)
            present = names(shown)
            return FormulaValue(
                text=write_formula(shown),
                tree=shown,
                si=si,
                letters=tuple(letter for letter in units if letter in present),
                dimension=dimension,
                unit=printed,
                in_si=system is not None and not system.declared,
            )

        return self._settling(tree, find)

    def equations(self, tree: Comparison) -> Find:
        """Return how an equation of letters is found for a member."""
        made, expanded = self._program.made, self._ready(tree)
        units = made.once(_units_of_letters, self._program, expanded)
        system = made.once(_system, self._program, expanded, _ANY_RESULT)

        def find(place: int) -> Value:
            shown = self._settled(expanded, PLAIN if system is None else system.scales, place)
            if system is None:
                shown = with_factors(shown, units, read_unit(""))
            if not isinstance(shown, Comparison):
                raise NoValue("not an equation")
            left, right = shown.items
            present = names(shown)
            return EquationValue(
                text=write_formula(shown),
                left=left,
                right=right,
                letters=tuple(letter for letter in units if letter in present),
                in_si=system is not None and not system.declared,
            )

        return self._settling(tree, find)

    def _settling(self, tree: Tree, make: Find) -> Find:
        """Return how a formula of letters is found: once for all members whose numbers in it are equal."""
        numbers, conditions = self._program.made.once(_parts, self._program, self._ready(tree))
        made: dict[tuple[float, ...], Value] = {}

        def find(place: int) -> Value:
            inside = (
                *(self._number(part, place) for part in numbers),
                *(self._truth(part, place) for part in conditions),
            )
            found = made.get(inside)
            if found is None:
                found = made[inside] = make(place)
            return found

        return find

    def _ready(self, tree: Tree) -> Tree:
        return self._program.made.once(Program.ready, self._program, tree)

    def _settled(self, tree: Tree, scales: Scales, place: int) -> Tree:
        def measure(part: Tree) -> tuple[float, Dimension]:
            value = self._number(part, place)
            if not isfinite(value):
                raise NoValue("a number in the formula is not finite")
            return value, _dimension(self._program, part)

        letters = frozenset(self._program.task.letters)
        return settle(tree, letters, measure, lambda part: self._truth(part, place), scales)


def _parts(program: Program, expanded: Tree) -> tuple[list[Tree], list[Tree]]:
    return settled_parts(expanded, frozenset(program.task.letters))


def _system(program: Program, expanded: Tree, result: str) -> System | None:
    """Return the system of units that a formula is written in; that of all letters where there is one."""
    numbers, _ = program.made.once(_parts, program, expanded)
    kinds = [_dimension(program, part) for part in numbers]
    results = () if result == _ANY_RESULT else (read_unit(result),)
    everything = [read_unit(letter.unit) for letter in program.task.letters.values()]
    whole = system_for((*everything, *results), kinds)
    if whole is not None and whole.declared:
        return whole
    return system_for((*_units_of_letters(program, expanded).values(), *results), kinds)


def _dimension(program: Program, part: Tree) -> Dimension:
    found = program.type_of(part)
    return found.dimension or DIMENSIONLESS if isinstance(found, NumberType) else DIMENSIONLESS


def _units_of_letters(program: Program, tree: Tree) -> Mapping[str, Unit]:
    """Return the units of the letters in a formula, in the order of the task."""
    inside = names(tree)
    return {name: read_unit(letter.unit) for name, letter in program.task.letters.items() if name in inside}
