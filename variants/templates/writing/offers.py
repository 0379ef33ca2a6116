"""Checks by another road and slips of students, offered to the author for each line of the solution."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from variants.formulas.trees import Call, Name, Negation, Number, Operation, Tree, children, names
from variants.formulas.writing import write_formula
from variants.quantities.default_units import default_unit
from variants.quantities.units import UnknownUnit, read_unit
from variants.texts import Text

MOST_OFFERED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A wrong formula that students write, and what to say to them."""

    formula: str
    say: Text


def offer_checks(trees: Mapping[str, Tree]) -> tuple[str, ...]:
    """Return for each line a statement that turns it around: `a = μg` is checked by `a/g = mu`."""
    return tuple(found for name, tree in trees.items() for found in _turned(name, tree))[:MOST_OFFERED]


def offer_slips(tree: Tree, units: Mapping[str, str], lines: Mapping[str, Tree]) -> tuple[Slip, ...]:
    """Return what students who know the formula `tree` by half would write instead.

    `units` are those in which the givens are shown: whoever forgets to convert one takes its bare number.
    `lines` are the others of the solution: a slip in one that the formula uses reaches its value.
    """
    offered: dict[str, Slip] = {}
    for changed, say in (*_changes(tree), *_changes_before(tree, lines), *_unconverted(tree, units)):
        written = changed if isinstance(changed, str) else _written(changed)
        if written and written != _written(tree):
            offered.setdefault(written, Slip(formula=written, say=say))
    return tuple(offered.values())[:MOST_OFFERED]


def _turned(name: str, tree: Tree) -> Iterator[str]:
    line = Name(name=name)
    try:
        match tree:
            case Operation(sign="*", left=left, right=right):
                yield f"{_write(Operation(sign='/', left=line, right=right))} = {_write(left)}"
            case Operation(sign="/", left=left, right=right):
                yield f"{_write(Operation(sign='*', left=line, right=right))} = {_write(left)}"
            case Operation(sign="+", left=left, right=right):
                yield f"{_write(Operation(sign='-', left=line, right=right))} = {_write(left)}"
            case Operation(sign="-", left=left, right=right):
                yield f"{_write(Operation(sign='+', left=line, right=right))} = {_write(left)}"
            case Operation(sign="^", left=left, right=Number(value=2.0)):
                yield f"sqrt({name}) = abs({_write(left)})"
            case Call(function="sqrt", arguments=(inside,)):
                yield f"{name}^2 = {_write(inside)}"
    except ValueError:
        return


def _changes(tree: Tree) -> Iterator[tuple[Tree, Text]]:
    """Yield the formula with one thing changed, and words for who made this slip."""
    yield from _own_changes(tree)
    for index, child in enumerate(children(tree)):
        for changed, say in _changes(child):
            yield _with_child(tree, index, changed), say


def _changes_before(tree: Tree, lines: Mapping[str, Tree]) -> Iterator[tuple[Tree, Text]]:
    """Yield the formula with a changed line in place of its name."""
    for name in sorted(names(tree) & lines.keys()):
        for changed, say in _changes(lines[name]):
            yield _replaced(tree, name, changed), say


def _own_changes(tree: Tree) -> Iterator[tuple[Tree, Text]]:
    match tree:
        case Operation(sign="+"):
            yield replace(tree, sign="-"), Text("Check the sign: these are added.", _SIGN_RU)
        case Operation(sign="-"):
            yield replace(tree, sign="+"), Text("Check the sign: one is taken from the other.", _SIGN_RU)
        case Operation(sign="*" | "/", left=left, right=Number(text=digits)):
            yield left, _factor(digits)
        case Operation(sign="*", left=Number(text=digits), right=right):
            yield right, _factor(digits)
        case Operation(sign="/", left=left, right=right) if not isinstance(left, Number):
            yield (
                replace(tree, left=right, right=left),
                Text("The fraction is upside down.", "Дробь перевёрнута."),
            )
        case Operation(sign="^", left=left, right=Number(value=2.0)):
            yield left, Text("The square is lost.", "Потерян квадрат.")
        case Call(function="sqrt", arguments=(inside,)):
            yield inside, Text("Take the square root.", "Не извлечён корень.")
        case Call(function="sin" | "cos" as function):
            other = "cos" if function == "sin" else "sin"
            yield (
                replace(tree, function=other),
                Text("Sine and cosine are mixed up.", "Перепутаны синус и косинус."),
            )


_SIGN_RU: Final = "Проверьте знак."


def _factor(digits: str) -> Text:
    return Text(f"The factor {digits} is lost.", f"Потерян множитель {digits}.")


def _unconverted(tree: Tree, units: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    for name, unit in units.items():
        coherent = _coherent(unit)
        written = _written(tree)
        if coherent is None or not written:
            continue
        changed = _written(_replaced(tree, name, Name(name=f"\ue000{name}\ue001")))
        if changed != written:
            formula = changed.replace("\ue000", "(").replace("\ue001", f" read as {coherent})")
            yield formula, Text(f"Convert {name} to {coherent}.", f"Переведите {name} в СИ.")


def _coherent(unit: str) -> str | None:
    """Return the SI unit that somebody forgot to convert to; None if there is nothing to convert."""
    try:
        found = read_unit(unit)
    except UnknownUnit:
        return None
    if (found.factor == 1.0 and not found.offset) or unit == "deg":
        return None
    return default_unit(found.dimension) or None


def _replaced(tree: Tree, name: str, new: Tree) -> Tree:
    if isinstance(tree, Name):
        return new if tree.name == name else tree
    for index, child in enumerate(children(tree)):
        tree = _with_child(tree, index, _replaced(child, name, new))
    return tree


def _with_child(tree: Tree, index: int, child: Tree) -> Tree:
    match tree:
        case Operation():
            return replace(tree, left=child) if index == 0 else replace(tree, right=child)
        case Call(arguments=arguments):
            return replace(tree, arguments=(*arguments[:index], child, *arguments[index + 1 :]))
        case Negation():
            return replace(tree, inner=child)
        case _:
            return tree


def _written(tree: Tree) -> str:
    """Return the formula's text; nothing for one that is more than arithmetic."""
    try:
        return _write(tree)
    except ValueError:
        return ""


def _write(tree: Tree) -> str:
    return write_formula(tree)
