"""Follow the units of a formula's letters through it, to explain an answer that is wrong for another reason.

A bare zero fits any unit, and so does what nobody knows the unit of. Nothing is refused for its units.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from variants.checkers.forms.layout import number, terms
from variants.grammar.letters import INVERSE, canonical
from variants.grammar.printing import print_formula
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree
from variants.keys import SymbolRange
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import UnknownUnit, print_unit, read_unit
from variants.texts import LANGUAGES, Language, Text

_LONGEST_TERM: Final = 30
ANGLES: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
"""Functions of an angle."""
_PURE: Final = frozenset(
    (
        *ANGLES,
        *INVERSE,
        *INVERSE.values(),
        "coth",
        "sech",
        "csch",
        "ln",
        "log",
        "lg",
        "lb",
        "exp",
        "factorial",
    )
)
"""What takes pure numbers alone."""
_SAME: Final = frozenset({"abs", "min", "max", "floor", "ceil", "plusminus"})
_ROOTS: Final = {"sqrt": Fraction(1, 2), "cbrt": Fraction(1, 3)}
_IN_EXPONENT: Final = Text(en="The exponent", ru="Показатель степени")


class _Clash(Exception):
    """Units of a formula don't fit."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.in_language("en"))


def dimension_slip(
    tree: Tree, symbols: Mapping[str, SymbolRange], wanted: Dimension | None = None
) -> Text | None:
    """Say which units clash in a formula, or that it has another unit than is wanted; None if they fit."""
    try:
        found = _dimension(tree, _units_of(symbols))
    except _Clash as clash:
        return clash.message
    if wanted is None or found is None or found == wanted:
        return None
    return Text(
        en=f"This answer is {_in_unit(found, 'en')}, but it should be {_in_unit(wanted, 'en')}.",
        ru=f"Этот ответ получается {_in_unit(found, 'ru')}, а должен быть {_in_unit(wanted, 'ru')}.",
    )


def sides_differ(left: Tree, right: Tree, symbols: Mapping[str, SymbolRange]) -> Text | None:
    """Say which units clash in an equation or between its sides; None if they fit."""
    units = _units_of(symbols)
    try:
        ours, theirs = _dimension(left, units), _dimension(right, units)
    except _Clash as clash:
        return clash.message
    if ours is None or theirs is None or ours == theirs:
        return None
    return Text(
        en=f"The sides have different units: {_unit(ours, 'en')} on the left, {_unit(theirs, 'en')} "
        "on the right.",
        ru=f"Единицы левой и правой частей разные: слева {_unit(ours, 'ru')}, справа {_unit(theirs, 'ru')}.",
    )


def dimension_of(tree: Tree, symbols: Mapping[str, SymbolRange]) -> Dimension | None:
    """Return the dimension of a formula; None if its letters' units don't tell it, or clash."""
    try:
        return _dimension(tree, _units_of(symbols))
    except _Clash:
        return None


def dimension_of_unit(unit: str) -> Dimension | None:
    """Return the dimension of a unit that an author wrote; None if there is none."""
    try:
        return read_unit(unit).dimension if unit else None
    except UnknownUnit:
        return None


def have_units(symbols: Mapping[str, SymbolRange]) -> bool:
    """Say whether any letter has a unit; else nothing is known about any of them."""
    return any(known.unit for known in symbols.values())


_Units = Mapping[str, Dimension | None]


def _units_of(symbols: Mapping[str, SymbolRange]) -> _Units:
    if not have_units(symbols):
        return {}
    return {
        canonical(name): dimension_of_unit(known.unit) if known.unit else DIMENSIONLESS
        for name, known in symbols.items()
    }


def _dimension(tree: Tree, units: _Units) -> Dimension | None:
    match tree:
        case Number(value):
            return DIMENSIONLESS if value else None
        case Constant():
            return DIMENSIONLESS
        case Symbol(name):
            return units.get(name)
        case Operation("*" | "/"):
            return _of_product(tree, units)
        case Operation("^", base, exponent):
            return _of_power(base, exponent, units)
        case Operation() | Negation():
            return _common([term for _, term in terms(tree)], units)
        case Call():
            return _of_call(tree, units)


def _of_product(tree: Tree, units: _Units) -> Dimension | None:
    """Multiply along a row of factors; a factor of unknown unit makes the product's unknown."""
    found: Dimension | None = DIMENSIONLESS
    while isinstance(tree, Operation) and tree.sign in ("*", "/"):
        factor = _dimension(tree.right, units)
        found = _product(found, factor, 1 if tree.sign == "*" else -1)
        tree = tree.left
    return _product(found, _dimension(tree, units), 1)


def _product(left: Dimension | None, right: Dimension | None, sign: int) -> Dimension | None:
    if left is None or right is None:
        return None
    return tuple(one + sign * other for one, other in zip(left, right, strict=True))


def _of_power(base: Tree, exponent: Tree, units: _Units) -> Dimension | None:
    _expect_pure(exponent, units, _IN_EXPONENT)
    found, times = _dimension(base, units), number(exponent)
    if found is None or found == DIMENSIONLESS:
        return found
    return None if times is None else _raised(found, times)


def _raised(dimension: Dimension, times: Fraction) -> Dimension:
    return tuple(times * each for each in dimension)


def _of_call(call: Call, units: _Units) -> Dimension | None:
    function, arguments = call.function, call.arguments
    if function in _PURE:
        for argument in arguments:
            _expect_pure(argument, units, _argument_of(call))
        return DIMENSIONLESS
    if function in _ROOTS or function == "root":
        found = _dimension(arguments[0], units)
        times = _ROOTS.get(function) or _reciprocal(number(arguments[-1]))
        return None if found is None or times is None else _raised(found, times)
    if function in _SAME:
        return _common(arguments, units)
    if function in ("atan2", "sign"):
        _common(arguments, units)
        return DIMENSIONLESS
    for argument in arguments:
        _dimension(argument, units)
    return None


def _expect_pure(tree: Tree, units: _Units, place: Text) -> None:
    found = _dimension(tree, units)
    if found is not None and found != DIMENSIONLESS:
        raise _Clash(
            Text(
                en=f"{place.in_language('en')} is in {_unit(found, 'en')}, but it must be a pure number.",
                ru=f"{place.in_language('ru')} получается в {_unit(found, 'ru')}, "
                "а должен быть безразмерным числом.",
            )
        )


def _argument_of(call: Call) -> Text:
    english, russian = (print_formula(call, language) for language in LANGUAGES)
    if max(len(english), len(russian)) > _LONGEST_TERM:
        english = russian = call.function
    return Text(en=f"What stands in {english}", ru=f"Аргумент {russian}")


def _reciprocal(value: Fraction | None) -> Fraction | None:
    return 1 / value if value else None


def _common(found: Sequence[Tree], units: _Units) -> Dimension | None:
    """Return the one dimension of values that are added or compared. Raises _Clash."""
    known: tuple[Tree, Dimension] | None = None
    for term in found:
        dimension = _dimension(term, units)
        if dimension is None:
            continue
        if known is None:
            known = (term, dimension)
        elif known[1] != dimension:
            raise _Clash(_added(*known, term, dimension))
    return known[1] if known else None


def _added(one: Tree, first: Dimension, other: Tree, second: Dimension) -> Text:
    ours, theirs = (print_formula(term, "en") for term in (one, other))
    if max(len(ours), len(theirs)) > _LONGEST_TERM:
        return Text(
            en=f"Terms with different units are added: {_unit(first, 'en')} and {_unit(second, 'en')}.",
            ru=f"Складываются величины в разных единицах: {_unit(first, 'ru')} и {_unit(second, 'ru')}.",
        )
    russian = print_formula(one, "ru"), print_formula(other, "ru")
    return Text(
        en=f"The terms {ours} and {theirs} have different units: {_unit(first, 'en')} and "
        f"{_unit(second, 'en')}.",
        ru=f"У слагаемых {russian[0]} и {russian[1]} разные единицы: "
        f"{_unit(first, 'ru')} и {_unit(second, 'ru')}.",
    )


def _unit(dimension: Dimension, language: Language) -> str:
    unit = print_unit(default_unit(dimension), language)
    return unit or {"en": "a pure number", "ru": "безразмерное число"}[language]


def _in_unit(dimension: Dimension, language: Language) -> str:
    if dimension == DIMENSIONLESS:
        return {"en": "a pure number", "ru": "безразмерным"}[language]
    return {"en": "in ", "ru": "в "}[language] + _unit(dimension, language)
