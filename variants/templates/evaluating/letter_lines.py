"""Formulas with letters: lines put into each other, `derivative` and `at` carried out."""

from collections.abc import Callable, Mapping

from variants.formulas.derivatives import differentiate
from variants.formulas.errors import FormulaRefused
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
    Operation,
    ReadAs,
    Tree,
    walk,
)
from variants.texts import Text

MOST_NODES = 5000


def expand(tree: Tree, lines: Mapping[str, Tree]) -> Tree:
    """Return the formula with letter lines put in and `derivative` and `at` carried out.

    `lines` are the solved lines that contain letters. Raises FormulaRefused.
    """
    match tree:
        case Name(name=name) if name in lines:
            return _bounded(expand(lines[name], lines))
        case Call(function="derivative", arguments=(formula, Name(name=letter))):
            return _bounded(differentiate(expand(formula, lines), letter))
        case Call(function="at", arguments=(formula, Name(name=letter), value)):
            return _bounded(put(expand(formula, lines), letter, expand(value, lines)))
        case _:
            return rebuilt(tree, lambda child: expand(child, lines))


def put(tree: Tree, letter: str, value: Tree) -> Tree:
    """Return the formula with the letter replaced by a value."""
    if isinstance(tree, Name):
        return value if tree.name == letter else tree
    return rebuilt(tree, lambda child: put(child, letter, value))


def rebuilt(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """Return the node with each of its parts changed."""
    at = tree.position
    match tree:
        case Negation(inner=inner):
            return Negation(inner=change(inner), position=at)
        case Not(inner=inner):
            return Not(inner=change(inner), position=at)
        case InUnit(inner=inner, unit=unit):
            return InUnit(inner=change(inner), unit=unit, position=at)
        case ReadAs(inner=inner, unit=unit):
            return ReadAs(inner=change(inner), unit=unit, position=at)
        case Operation(sign=sign, left=left, right=right):
            return Operation(sign=sign, left=change(left), right=change(right), position=at)
        case _:
            return _rebuilt_wide(tree, change)


def _rebuilt_wide(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    at = tree.position
    match tree:
        case Logic(word=word, left=left, right=right):
            return Logic(word=word, left=change(left), right=change(right), position=at)
        case Arrow(left=left, right=right):
            return Arrow(left=change(left), right=change(right), position=at)
        case Branch(condition=condition, yes=yes, no=no):
            return Branch(condition=change(condition), yes=change(yes), no=change(no), position=at)
        case Comparison(relations=relations, items=items):
            return Comparison(relations=relations, items=tuple(change(item) for item in items), position=at)
        case Call(function=function, arguments=arguments):
            return Call(function=function, arguments=tuple(change(part) for part in arguments), position=at)
        case _:
            return tree


def _bounded(tree: Tree) -> Tree:
    if sum(1 for _ in walk(tree)) > MOST_NODES:
        raise FormulaRefused(
            Text(
                en="the formula with letters grows too long",
                ru="формула с буквами становится слишком длинной",
            )
        )
    return tree
