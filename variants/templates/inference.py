"""What every formula of a task holds, found without numbers: units balance and words exist.

A bare zero fits any unit; nothing else does. Refusals carry the offset inside the formula.
"""

from collections.abc import Callable, Mapping
from typing import Final

from variants.formulas.errors import FormulaRefused
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import (
    Arrow,
    Branch,
    Call,
    Comparison,
    InUnit,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    ReadAs,
    Tree,
    Word,
)
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import read_unit
from variants.templates.function_types import FUNCTION_TYPES
from variants.templates.task import Column
from variants.templates.type_checks import (
    check_quoted_substance,
    common_dimension,
    common_length,
    expect_number,
    expect_pure,
    expect_substance,
    expect_truth,
    fixed_number,
    read_unit_at,
    refused,
    say_type,
)
from variants.templates.value_types import (
    NumberType,
    QuotedType,
    ReactionType,
    RowType,
    Scope,
    SubstanceType,
    TextType,
    TruthType,
    Type,
    WordType,
    power,
    product,
)
from variants.texts import Text

RESERVED: Final[Mapping[str, Type]] = {
    "pi": NumberType(),
    "yes": TruthType(),
    "no": TruthType(),
    "true": TruthType(),
    "false": TruthType(),
    "no_reaction": ReactionType(),
}


class Unknowable(Exception):
    """The formula uses a name whose own line is refused; there is nothing to add."""


def infer(tree: Tree, scope: Scope) -> Type:
    """Return what the formula holds. Raises FormulaRefused or Unknowable."""
    return _RULES[type(tree)](tree, scope)


def column_type(column: Column) -> Type:
    """Return what a column of a table holds."""
    if column.kind == "text":
        return TextType()
    if column.kind == "substance":
        return SubstanceType()
    return NumberType(dimension=read_unit(column.unit).dimension)


def _number_of(tree: Tree, scope: Scope) -> NumberType:
    return expect_number(infer(tree, scope), tree)


def _truth(tree: Tree, scope: Scope) -> TruthType:
    return expect_truth(infer(tree, scope), tree)


def _number(tree: Number, scope: Scope) -> Type:
    return NumberType(dimension=None if tree.value == 0 else DIMENSIONLESS)


def _word(tree: Word, scope: Scope) -> Type:
    return QuotedType(text=tree.text)


def _name(tree: Name, scope: Scope) -> Type:
    first, *rest = tree.name.split(".")
    if first in scope.unknown:
        raise Unknowable(first)
    if first in scope.names:
        return _column_of(tree, scope.names[first], rest, scope)
    if first in scope.tables:
        return _fixed_row(tree, first, rest, scope)
    if not rest and first in RESERVED:
        return RESERVED[first]
    message = Text(en=f"`{first}` is not a parameter", ru=f"`{first}` — неизвестное имя")
    known = [*scope.names, *scope.unknown, *scope.tables, *RESERVED]
    raise FormulaRefused(with_suggestion(message, first, known), tree.position)


def _column_of(tree: Name, found: Type, columns: list[str], scope: Scope) -> Type:
    if not columns:
        return found
    if not isinstance(found, RowType) or len(columns) > 1:
        raise refused(tree, f"`{tree.name}` has no columns here", f"у `{tree.name}` нет столбцов")
    table = scope.tables[found.table]
    if columns[0] not in table.columns:
        message = Text(
            en=f"{found.table} has no column `{columns[0]}`",
            ru=f"в таблице {found.table} нет столбца `{columns[0]}`",
        )
        raise FormulaRefused(with_suggestion(message, columns[0], table.columns), tree.position)
    return column_type(table.columns[columns[0]])


def _fixed_row(tree: Name, table: str, rest: list[str], scope: Scope) -> Type:
    rows = scope.tables[table].rows
    if not rest:
        raise refused(
            tree,
            f"`{table}` is a table; name a row and a column: {table}.row.column",
            f"`{table}` — таблица; назовите строку и столбец: {table}.строка.столбец",
        )
    if rest[0] not in rows:
        message = Text(en=f"{table} has no row `{rest[0]}`", ru=f"в таблице {table} нет строки `{rest[0]}`")
        raise FormulaRefused(with_suggestion(message, rest[0], rows), tree.position)
    return _column_of(tree, RowType(table=table), rest[1:], scope)


def _negation(tree: Negation, scope: Scope) -> Type:
    return _number_of(tree.inner, scope)


def _not(tree: Not, scope: Scope) -> Type:
    return _truth(tree.inner, scope)


def _logic(tree: Logic, scope: Scope) -> Type:
    left, right = _truth(tree.left, scope), _truth(tree.right, scope)
    return TruthType(letters=left.letters | right.letters)


def _operation(tree: Operation, scope: Scope) -> Type:
    left, right = infer(tree.left, scope), infer(tree.right, scope)
    if isinstance(left, SubstanceType | QuotedType) or isinstance(right, SubstanceType | QuotedType):
        return _mixture(tree, scope)
    one, two = _number_of(tree.left, scope), _number_of(tree.right, scope)
    length, letters = common_length(tree, (one, two)), one.letters | two.letters
    if tree.sign == "^":
        return NumberType(dimension=_power(tree, one, two, scope), length=length, letters=letters)
    if tree.sign in "+-":
        return NumberType(dimension=common_dimension(tree, (one, two), scope), length=length, letters=letters)
    dimension = product(
        one.dimension or DIMENSIONLESS, two.dimension or DIMENSIONLESS, 1 if tree.sign == "*" else -1
    )
    return NumberType(dimension=dimension, length=length, letters=letters)


def _mixture(tree: Operation, scope: Scope) -> Type:
    if tree.sign == "*":
        expect_pure(infer(tree.left, scope), tree.left, scope)
        expect_substance(infer(tree.right, scope), tree.right)
    elif tree.sign == "+":
        expect_substance(infer(tree.left, scope), tree.left, mixed=True)
        expect_substance(infer(tree.right, scope), tree.right, mixed=True)
    else:
        raise refused(
            tree,
            f"`{tree.sign}` has no meaning between substances",
            f"между веществами знак `{tree.sign}` не имеет смысла",
        )
    return SubstanceType(mixed=True)


def _power(tree: Operation, base: NumberType, exponent: NumberType, scope: Scope) -> Dimension:
    expect_pure(exponent, tree.right, scope)
    if base.dimension in (None, DIMENSIONLESS):
        return DIMENSIONLESS
    fixed = fixed_number(tree.right)
    if fixed is None:
        if not scope.strict:
            return DIMENSIONLESS
        raise refused(
            tree,
            "a quantity with a unit can only be raised to a fixed power",
            "величину с единицей можно возвести только в заданную числом степень",
        )
    return power(base.dimension or DIMENSIONLESS, fixed)


def _comparison(tree: Comparison, scope: Scope) -> Type:
    types = [infer(item, scope) for item in tree.items]
    letters: frozenset[str] = frozenset()
    if any(isinstance(found, NumberType) for found in types):
        numbers = [_number_of(item, scope) for item in tree.items]
        common_dimension(tree, numbers, scope)
        common_length(tree, numbers)
        letters = frozenset[str]().union(*(found.letters for found in numbers))
    elif not set(tree.relations) <= {"=", "!="}:
        raise refused(tree, "only numbers can be ordered", "по величине сравнивают только числа")
    else:
        for left, right, place in zip(types, types[1:], tree.items[1:], strict=False):
            _comparable(left, right, place, scope)
    return TruthType(letters=letters)


def _comparable(left: Type, right: Type, place: Tree, scope: Scope) -> None:
    if isinstance(left, QuotedType):
        left, right = right, left
    if isinstance(right, QuotedType):
        _quoted_fits(left, right, place, scope)
    elif type(left) is not type(right) or (isinstance(left, RowType) and left != right):
        raise refused(
            place,
            f"{say_type(left).en} can't be compared with {say_type(right).en}",
            f"нельзя сравнить: {say_type(left).ru} и {say_type(right).ru}",
        )


def _quoted_fits(found: Type, quoted: QuotedType, place: Tree, scope: Scope) -> None:
    if isinstance(found, SubstanceType):
        check_quoted_substance(place, quoted)
        return
    if isinstance(found, TextType):
        raise refused(
            place,
            "a column of words is written in two languages: compare the row itself with its name, "
            "as in wire = 'copper'",
            "столбец слов записан на двух языках: сравнивайте с именем саму строку, например wire = 'copper'",
        )
    words = word_list(found, scope)
    if quoted.text not in words:
        message = Text(
            en=f"`{quoted.text}` is not one of {', '.join(sorted(words))}",
            ru=f"`{quoted.text}` — не из списка {', '.join(sorted(words))}",
        )
        raise FormulaRefused(message, place.position)


def word_list(found: Type, scope: Scope) -> frozenset[str]:
    """Return the words that something may be: of a list, or the ids of a table's rows."""
    if isinstance(found, WordType):
        return found.words
    if isinstance(found, RowType):
        return frozenset(scope.tables[found.table].rows)
    return frozenset()


def _branch(tree: Branch, scope: Scope) -> Type:
    if _truth(tree.condition, scope).letters:
        raise refused(
            tree.condition, "a condition can't depend on a letter", "условие не может зависеть от буквы"
        )
    yes, no = infer(tree.yes, scope), infer(tree.no, scope)
    if isinstance(yes, NumberType) and isinstance(no, NumberType):
        return NumberType(
            dimension=common_dimension(tree, (yes, no), scope),
            length=common_length(tree, (yes, no)),
            letters=yes.letters | no.letters,
        )
    if isinstance(yes, QuotedType | WordType) and isinstance(no, QuotedType | WordType):
        return WordType(words=_words(yes) | _words(no))
    if isinstance(yes, QuotedType | SubstanceType) and isinstance(no, QuotedType | SubstanceType):
        expect_substance(infer(tree.yes, scope), tree.yes)
        expect_substance(infer(tree.no, scope), tree.no)
        return SubstanceType()
    _comparable(yes, no, tree.no, scope)
    return yes


def _words(found: QuotedType | WordType) -> frozenset[str]:
    return found.words if isinstance(found, WordType) else frozenset((found.text,))


def _in_unit(tree: InUnit, scope: Scope) -> Type:
    found, unit = _number_of(tree.inner, scope), read_unit_at(tree.unit, tree.position)
    if scope.strict and found.dimension not in (None, unit.dimension):
        shown = default_unit(found.dimension or DIMENSIONLESS)
        raise refused(
            tree,
            f"this is in {shown or 'pure numbers'}, it can't be expressed in {tree.unit}",
            f"эта величина ({shown or 'число'}) не выражается в {tree.unit}",
        )
    return NumberType(length=found.length, letters=found.letters)


def _read_as(tree: ReadAs, scope: Scope) -> Type:
    relaxed = Scope(
        names=scope.names, tables=scope.tables, letters=scope.letters, unknown=scope.unknown, strict=False
    )
    found, unit = _number_of(tree.inner, relaxed), read_unit_at(tree.unit, tree.position)
    if found.letters:
        raise refused(tree, "a letter has no printed number", "у буквы нет напечатанного числа")
    return NumberType(dimension=unit.dimension, length=found.length, letters=found.letters)


def _arrow(tree: Arrow, scope: Scope) -> Type:
    expect_substance(infer(tree.left, scope), tree.left, mixed=True)
    expect_substance(infer(tree.right, scope), tree.right, mixed=True)
    return ReactionType(balanced=False)


def _call(tree: Call, scope: Scope) -> Type:
    arguments = tuple(infer(argument, scope) for argument in tree.arguments)
    return FUNCTION_TYPES[tree.function](tree, arguments, scope)


_RULES: Final[Mapping[type, Callable[..., Type]]] = {
    Number: _number,
    Word: _word,
    Name: _name,
    Negation: _negation,
    Not: _not,
    Logic: _logic,
    Operation: _operation,
    Comparison: _comparison,
    Branch: _branch,
    InUnit: _in_unit,
    ReadAs: _read_as,
    Arrow: _arrow,
    Call: _call,
}
