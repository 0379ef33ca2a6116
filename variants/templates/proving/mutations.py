"""Change one sign or number of a line at a time: whatever `certify` and units let pass is not certified."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np

from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import (
    Call,
    Comparison,
    Number,
    Operation,
    Tree,
    children,
    names,
)
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.checks.order import reach
from variants.templates.evaluating.columns import Coded, Codes, Column, Numbers, Truths
from variants.templates.evaluating.computing import Program, compute
from variants.templates.evaluating.evaluation import CLOSE, Environment, evaluate
from variants.templates.evaluating.letter_lines import rebuilt
from variants.templates.evaluating.letter_statements import bind_letters, holds
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.value_types import NumberType
from variants.texts import Text

_SWAPS: Final = {"+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<", "<=": ">", ">=": "<"}
_FUNCTIONS: Final = {"sin": "cos", "cos": "sin", "min": "max", "max": "min"}
MOST_IN_A_LINE: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change of a formula: what stood there, what stands there now, and at which offset."""

    tree: Tree
    before: str
    after: str
    position: int

    @property
    def arithmetic(self) -> bool:
        """Whether one of + - * / was changed; the rest decide branches or are numbers and functions."""
        return self.before in ("+", "-", "*", "/")


def mutations(tree: Tree) -> Iterator[Mutation]:
    """Yield the tree with one operator, function or number changed at a time."""
    yield from _own_changes(tree)
    for index, child in enumerate(children(tree)):
        for change in mutations(child):
            yield replace(change, tree=_with_child(tree, index, change.tree))


def _with_child(tree: Tree, index: int, changed: Tree) -> Tree:
    counter = iter(range(len(children(tree))))
    return rebuilt(tree, lambda child: changed if next(counter) == index else child)


def _own_changes(tree: Tree) -> Iterator[Mutation]:
    at = tree.position
    match tree:
        case Number(value=value):
            other = value + 1 if value else 1.0
            yield Mutation(
                tree=Number(value=other, text=f"{other:g}", position=at),
                before=f"{value:g}",
                after=f"{other:g}",
                position=at,
            )
        case Operation(sign=sign, left=left, right=right) if sign in _SWAPS:
            swapped = Operation(sign=_SWAPS[sign], left=left, right=right, position=at)  # type: ignore[arg-type]
            yield Mutation(tree=swapped, before=sign, after=_SWAPS[sign], position=at)
        case Comparison(relations=(relation,), items=items) if relation in _SWAPS:
            turned = Comparison(relations=(_SWAPS[relation],), items=items, position=at)  # type: ignore[arg-type]
            yield Mutation(tree=turned, before=relation, after=_SWAPS[relation], position=at)
        case Call(function=function, arguments=arguments) if function in _FUNCTIONS:
            called = Call(function=_FUNCTIONS[function], arguments=arguments, position=at)
            yield Mutation(tree=called, before=function, after=_FUNCTIONS[function], position=at)
        case _:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnoticed:
    """A change in a solved line that neither units nor `certify` noticed."""

    line: str
    formula: Formula
    mutation: Mutation

    @property
    def message(self) -> Text:
        """What to tell the author."""
        before, after = self.mutation.before, self.mutation.after
        return Text(
            en=f"changing {before} to {after} in line `{self.line}` went unnoticed; certify it another way",
            ru=f"замена {before} на {after} в строке `{self.line}` осталась незамеченной; "
            "проверьте её в certify другим путём",
        )


def unnoticed(program: Program, draws: Codes) -> tuple[int, list[Unnoticed]]:
    """Try every change in lines that reach a key; return how many were tried, and what went unnoticed."""
    formulas = [formula for ask in program.task.asks.values() for formula in key_formulas(ask)]
    keys = [program.ready(formula.tree) for formula in formulas]
    used = frozenset[str]().union(*(names(formula.tree) for formula in formulas))
    reached = reach(used, program.analysis.needs)
    right = _values(program, keys, compute(program, draws))
    missed = []
    tried = 0
    for name, line in program.task.solve.items():
        if name not in reached or line.search is not None:
            continue
        for mutation in islice(mutations(line.formula.tree), MOST_IN_A_LINE):
            tried += 1
            changed = _changed(program, name, mutation.tree)
            if changed is not None and not _noticed(changed, draws, right):
                missed.append(Unnoticed(line=name, formula=line.formula, mutation=mutation))
    return tried, missed


def _changed(program: Program, name: str, tree: Tree) -> Program | None:
    """Return the program with one line changed; None if its units give the change away."""
    task = program.task
    try:
        found = infer(tree, program.analysis.scope(task))
    except FormulaRefused:
        return None
    expected = program.analysis.types[name]
    both = isinstance(found, NumberType) and isinstance(expected, NumberType)
    if both and found.dimension not in (None, expected.dimension):  # type: ignore[union-attr]
        return None
    line = task.solve[name]
    lines = {**task.solve, name: replace(line, formula=replace(line.formula, tree=tree))}
    lettered = {**program.letter_lines, name: tree} if name in program.letter_lines else program.letter_lines
    return replace(program, task=replace(task, solve=lines), letter_lines=lettered)


def _noticed(program: Program, draws: Codes, right: list[Column]) -> bool:
    """Tell whether a statement fails, or the change makes no difference to any key."""
    environment = compute(program, draws)
    for statement in program.task.certify:
        if not holds(program, statement, environment, len(draws)).all():
            return True
    formulas = [formula for ask in program.task.asks.values() for formula in key_formulas(ask)]
    wrong = _values(program, [program.ready(formula.tree) for formula in formulas], environment)
    return all(_same_column(one, two) for one, two in zip(right, wrong, strict=True))


def _values(program: Program, keys: list[Tree], environment: Environment) -> list[Column]:
    bound = bind_letters(program, environment) if program.task.letters else environment
    return [evaluate(key, bound) for key in keys]


def _same_column(one: Column, two: Column) -> bool:
    if isinstance(one, Numbers) and isinstance(two, Numbers):
        left, right = np.broadcast_arrays(one.values, two.values)
        with np.errstate(all="ignore"):
            near = np.abs(left - right) <= CLOSE * np.maximum(np.abs(left), np.abs(right))
        return bool(np.all(near | ~np.isfinite(left)))
    if isinstance(one, Truths) and isinstance(two, Truths):
        return bool(np.all(one.values == two.values))
    if not isinstance(one, Coded) or not isinstance(two, Coded):
        return False
    length = max(len(one.codes), len(two.codes))
    pairs = zip(np.broadcast_to(one.codes, (length,)), np.broadcast_to(two.codes, (length,)), strict=True)
    distinct = {(int(a), int(b)) for a, b in pairs}
    return all(one.items[a] == two.items[b] for a, b in distinct)
