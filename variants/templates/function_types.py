"""What the functions of the formula language take and give, known before any number is."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from variants.formulas.trees import Call, Name, Tree
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.type_checks import (
    common_dimension,
    common_length,
    expect_number,
    expect_pure,
    expect_reaction,
    expect_substance,
    refused,
)
from variants.templates.value_types import (
    NumberType,
    QuotedType,
    ReactionType,
    Scope,
    SubstanceType,
    Type,
    WordType,
    power,
    product,
)

Types = tuple[Type, ...]
SOLUBILITIES: Final = frozenset(("soluble", "slightly", "insoluble", "does_not_exist"))


def _pure(tree: Call, types: Types, scope: Scope) -> Type:
    """sin, exp, floor…: a pure number to a pure number."""
    found = expect_pure(types[0], tree.arguments[0], scope)
    return NumberType(length=found.length, letters=found.letters)


def _root(tree: Call, types: Types, scope: Scope) -> Type:
    found = expect_number(types[0], tree.arguments[0])
    dimension = None if found.dimension is None else power(found.dimension, Fraction(1, 2))
    return NumberType(dimension=dimension, length=found.length, letters=found.letters)


def _same(tree: Call, types: Types, scope: Scope) -> Type:
    """abs: the same unit, one by one."""
    return expect_number(types[0], tree.arguments[0])


def _sign(tree: Call, types: Types, scope: Scope) -> Type:
    found = expect_number(types[0], tree.arguments[0])
    return NumberType(length=found.length, letters=found.letters)


def _extreme(tree: Call, types: Types, scope: Scope) -> Type:
    """min and max: of one series, or of several values one by one."""
    if len(types) == 1:
        return _of_series(tree, types, scope)
    numbers = [expect_number(found, place) for found, place in zip(types, tree.arguments, strict=True)]
    letters = frozenset[str]().union(*(number.letters for number in numbers))
    return NumberType(
        dimension=common_dimension(tree, numbers, scope), length=common_length(tree, numbers), letters=letters
    )


def _series(found: Type, place: Tree) -> NumberType:
    number = expect_number(found, place)
    if number.length is None:
        raise refused(place, "a series is expected here", "здесь нужен ряд чисел")
    return number


def _of_series(tree: Call, types: Types, scope: Scope) -> Type:
    """sum, mean, first, last: a series to one value of its unit."""
    found = _series(types[0], tree.arguments[0])
    return NumberType(dimension=found.dimension, letters=found.letters)


def _count(tree: Call, types: Types, scope: Scope) -> Type:
    _series(types[0], tree.arguments[0])
    return NumberType()


def _line(tree: Call, types: Types, scope: Scope) -> Type:
    """slope and intercept of the best straight line through (x, y)."""
    x, y = (_series(found, place) for found, place in zip(types, tree.arguments, strict=True))
    common_length(tree, (x, y))
    if tree.function == "intercept":
        return NumberType(dimension=y.dimension)
    return NumberType(dimension=product(y.dimension or DIMENSIONLESS, x.dimension or DIMENSIONLESS, -1))


def _letter(tree: Call, scope: Scope) -> str:
    place = tree.arguments[1]
    if not isinstance(place, Name) or place.name not in scope.letters:
        raise refused(place, "a letter from `letters` is expected here", "здесь нужна буква из `letters`")
    return place.name


def _derivative(tree: Call, types: Types, scope: Scope) -> Type:
    found, letter = expect_number(types[0], tree.arguments[0]), expect_number(types[1], tree.arguments[1])
    _letter(tree, scope)
    dimension = product(found.dimension or DIMENSIONLESS, letter.dimension or DIMENSIONLESS, -1)
    return NumberType(dimension=dimension, letters=found.letters)


def _at(tree: Call, types: Types, scope: Scope) -> Type:
    found, letter, value = (
        expect_number(found, place) for found, place in zip(types, tree.arguments, strict=True)
    )
    common_dimension(tree, (letter, value), scope)
    letters = found.letters - {_letter(tree, scope)} | value.letters
    return NumberType(dimension=found.dimension, length=value.length, letters=letters)


def _molar_mass(tree: Call, types: Types, scope: Scope) -> Type:
    expect_substance(types[0], tree.arguments[0])
    return NumberType(dimension=read_unit("kg/mol").dimension)


def _counted(tree: Call, types: Types, scope: Scope) -> Type:
    """charge and atoms."""
    expect_substance(types[0], tree.arguments[0])
    if len(types) > 1 and not isinstance(types[1], QuotedType):
        raise refused(
            tree.arguments[1], "an element in quotes is expected: 'O'", "здесь нужен элемент в кавычках: 'O'"
        )
    return NumberType()


def _salt(tree: Call, types: Types, scope: Scope) -> Type:
    expect_substance(types[0], tree.arguments[0])
    expect_substance(types[1], tree.arguments[1])
    return SubstanceType()


def _solubility(tree: Call, types: Types, scope: Scope) -> Type:
    expect_substance(types[0], tree.arguments[0])
    return WordType(words=SOLUBILITIES)


def _balance(tree: Call, types: Types, scope: Scope) -> Type:
    if not isinstance(types[0], ReactionType):
        raise refused(tree, "write balance(a + b -> c + d)", "пишите balance(a + b -> c + d)")
    return ReactionType()


def _ionic(tree: Call, types: Types, scope: Scope) -> Type:
    expect_reaction(types[0], tree.arguments[0])
    return ReactionType()


def _coefficient(tree: Call, types: Types, scope: Scope) -> Type:
    expect_reaction(types[0], tree.arguments[0])
    expect_substance(types[1], tree.arguments[1])
    return NumberType()


FUNCTION_TYPES: Final[Mapping[str, Callable[[Call, Types, Scope], Type]]] = {
    **dict.fromkeys(
        ("floor", "round", "exp", "ln", "lg", "sin", "cos", "tan", "asin", "acos", "atan"), _pure
    ),
    "sqrt": _root,
    "abs": _same,
    "sign": _sign,
    **dict.fromkeys(("min", "max"), _extreme),
    **dict.fromkeys(("sum", "mean", "first", "last"), _of_series),
    "count": _count,
    **dict.fromkeys(("slope", "intercept"), _line),
    "derivative": _derivative,
    "at": _at,
    "molar_mass": _molar_mass,
    **dict.fromkeys(("charge", "atoms"), _counted),
    "salt": _salt,
    "solubility": _solubility,
    "balance": _balance,
    **dict.fromkeys(("ionic", "net_ionic"), _ionic),
    "coefficient": _coefficient,
}
