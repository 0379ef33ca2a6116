"""What a place of a formula expects, and the words of the refusal if something else stands there."""

from collections.abc import Iterable
from fractions import Fraction

from variants.chemistry.substances import read_substance
from variants.chemistry.typed.cursors import UnreadableSubstance
from variants.formulas.errors import FormulaRefused
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import Name, Negation, Number, Operation, Tree
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import Unit, UnknownUnit, read_unit
from variants.templates.value_types import (
    NumberType,
    QuotedType,
    ReactionType,
    RowType,
    Scope,
    SubstanceType,
    TruthType,
    Type,
)
from variants.texts import Text


def expect_number(found: Type, place: Tree) -> NumberType:
    """Return the type if it is a number or a series. Raises FormulaRefused."""
    if not isinstance(found, NumberType):
        raise refused(
            place,
            f"a number is expected, not {say_type(found).en}",
            f"нужно число, а не {say_type(found).ru}",
        )
    return found


def expect_pure(found: Type, place: Tree, scope: Scope) -> NumberType:
    """Return the type if it is a pure number. Raises FormulaRefused."""
    number = expect_number(found, place)
    if scope.strict and number.dimension not in (None, DIMENSIONLESS):
        name = place.name if isinstance(place, Name) else "…"
        unit = default_unit(number.dimension or DIMENSIONLESS)
        raise refused(
            place,
            f"a pure number is expected, this is in {unit}; write ({name} in {unit})",
            f"нужно число без единицы, а это величина в {unit}; напишите ({name} in {unit})",
        )
    return number


def expect_truth(found: Type, place: Tree) -> TruthType:
    """Return the type if it is a statement. Raises FormulaRefused."""
    if not isinstance(found, TruthType):
        raise refused(
            place,
            f"a statement is expected, not {say_type(found).en}",
            f"нужно утверждение, а не {say_type(found).ru}",
        )
    return found


def expect_substance(found: Type, place: Tree, *, mixed: bool = False) -> None:
    """Check for a substance, or with `mixed` several. Raises FormulaRefused."""
    if isinstance(found, QuotedType):
        check_quoted_substance(place, found)
    elif not isinstance(found, SubstanceType) or (found.mixed and not mixed):
        raise refused(
            place,
            f"a substance is expected, not {say_type(found).en}",
            f"нужно вещество, а не {say_type(found).ru}",
        )


def expect_reaction(found: Type, place: Tree) -> None:
    """Check for a reaction. Raises FormulaRefused."""
    if not isinstance(found, ReactionType):
        raise refused(
            place,
            f"a reaction is expected, not {say_type(found).en}",
            f"нужна реакция, а не {say_type(found).ru}",
        )


def say_type(found: Type) -> Text:
    """Return what a type is called in a message."""
    match found:
        case NumberType(length=int()):
            return Text(en="a series", ru="ряд чисел")
        case NumberType():
            return Text(en="a number", ru="число")
        case TruthType():
            return Text(en="a statement", ru="утверждение")
        case RowType(table=table):
            return Text(en=f"a row of {table}", ru=f"строка таблицы {table}")
        case SubstanceType(mixed=mixed):
            return (
                Text(en="a mixture", ru="смесь веществ") if mixed else Text(en="a substance", ru="вещество")
            )
        case ReactionType():
            return Text(en="a reaction", ru="реакция")
        case _:
            return Text(en="a word", ru="слово")


def refused(tree: Tree, en: str, ru: str) -> FormulaRefused:
    return FormulaRefused(Text(en=en, ru=ru), tree.position)


def check_quoted_substance(tree: Tree, found: QuotedType) -> None:
    try:
        read_substance(found.text)
    except UnreadableSubstance as unreadable:
        raise refused(
            tree,
            f"'{found.text}' is not a formula: {unreadable.message.en}",
            f"'{found.text}' — не формула: {unreadable.message.ru}",
        ) from None


def read_unit_at(text: str, position: int) -> Unit:
    """Read a unit of a formula. Raises FormulaRefused."""
    try:
        return read_unit(text)
    except UnknownUnit as unknown:
        raise FormulaRefused(unknown_unit(unknown), position) from None


def unknown_unit(unknown: UnknownUnit) -> Text:
    """Return what to say about a unit that doesn't exist."""
    message = Text(en=f"`{unknown.text}` is not a unit", ru=f"`{unknown.text}` — не единица измерения")
    return (
        with_suggestion(message, unknown.suggestion, [unknown.suggestion]) if unknown.suggestion else message
    )


def fixed_number(tree: Tree) -> Fraction | None:
    """Return the exact number that an exponent of numbers alone says, None if it says more."""
    match tree:
        case Number(value=value):
            return Fraction(str(value))
        case Negation(inner=inner):
            inside = fixed_number(inner)
            return None if inside is None else -inside
        case Operation(sign="/", left=left, right=right):
            above, below = fixed_number(left), fixed_number(right)
            return above / below if above is not None and below else None
        case _:
            return None


def common_length(tree: Tree, types: Iterable[NumberType]) -> int | None:
    """Return the length of the series among these, None if there is none. Raises FormulaRefused."""
    lengths = sorted({found.length for found in types if found.length is not None})
    if len(lengths) > 1:
        raise refused(
            tree,
            f"one series has {lengths[0]} values, the other {lengths[1]}",
            f"в одном ряду значений {lengths[0]}, в другом {lengths[1]}",
        )
    return lengths[0] if lengths else None


def common_dimension(tree: Tree, types: Iterable[NumberType], scope: Scope) -> Dimension | None:
    """Return the dimension that all of these share; bare zeros fit. Raises FormulaRefused."""
    known = [found.dimension for found in types if found.dimension is not None]
    if scope.strict and any(dimension != known[0] for dimension in known):
        other = next(dimension for dimension in known if dimension != known[0])
        one, two = (default_unit(dimension) or "—" for dimension in (known[0], other))
        raise refused(
            tree,
            f"units don't match here: {one} and {two}".replace("—", "a pure number"),
            f"единицы здесь не согласуются: {one} и {two}".replace("—", "число без единицы"),
        )
    return known[0] if known else None
