"""Solve one variant once more with balls of many digits: each holds the true value for certain.

Only arithmetic is done again: what chemistry counts, words choose or an equation's root is, is taken over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import flint
import numpy as np

from variants.formulas.trees import Branch, Call, InUnit, Name, Negation, Number, Operation, Tree, names
from variants.quantities.units import read_unit
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Numbers, take
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_truths

DIGITS: Final = 60
AGREE: Final = 1e-9
Ball = flint.arb
_FUNCTIONS: Final[Mapping[str, Callable[[Ball], Ball]]] = {
    "sqrt": lambda x: x.sqrt(),
    "abs": abs,
    "exp": lambda x: x.exp(),
    "ln": lambda x: x.log(),
    "lg": lambda x: x.log() / Ball(10).log(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "tan": lambda x: x.tan(),
    "asin": lambda x: x.asin(),
    "acos": lambda x: x.acos(),
    "atan": lambda x: x.atan(),
}


def keys_disagree(program: Program, environment: Environment, members: Sequence[int]) -> dict[int, str]:
    """Return the members of which a key is not what balls of 60 digits give, with the formula of that key."""
    rows = np.asarray(members, dtype=np.int64)
    columns = {name: take(column, rows) for name, column in environment.columns.items()}
    few = replace(environment, columns=columns)
    before = flint.ctx.dps
    flint.ctx.dps = DIGITS
    try:
        found = {member: _disagreeing(_Solver(program, few, place)) for place, member in enumerate(members)}
    finally:
        flint.ctx.dps = before
    return {member: text for member, text in found.items() if text}


def _disagreeing(solver: "_Solver") -> str:
    letters = set(solver.program.task.letters)
    for ask in solver.program.task.asks.values():
        for formula in key_formulas(ask):
            tree = solver.program.ready(formula.tree)
            if names(tree) & letters:
                continue
            usual = solver.floats(tree)
            pairs = () if usual is None else zip(usual, solver.balls(tree), strict=True)
            if not all(_agree(number, ball) for number, ball in pairs):
                return formula.text
    return ""


def _agree(usual: float, exact: Ball) -> bool:
    distance = abs(Ball(usual) - exact)
    return bool(distance <= AGREE * abs(exact) + Ball(10) ** -40)


@dataclass(slots=True)
class _Solver:
    """One member; series are lists of balls, a single value is a list of one."""

    program: Program
    environment: Environment
    member: int
    _lines: dict[str, list[Ball]] = field(default_factory=dict)

    def floats(self, tree: Tree) -> list[float] | None:
        """Return what floats gave; None for what is no number."""
        column = evaluate(tree, self.environment)
        if not isinstance(column, Numbers):
            return None
        row = column.values[0 if len(column.values) == 1 else self.member]
        return [float(value) for value in row]

    def balls(self, tree: Tree) -> list[Ball]:
        """Return a formula of numbers in balls."""
        match tree:
            case Number(value=value):
                return [Ball(tree.text) if tree.text else Ball(value)]
            case Name(name=name) if name in self.program.task.solve:
                return self._line(name)
            case Name(name="pi"):
                return [Ball.pi()]
            case Negation(inner=inner):
                return [-value for value in self.balls(inner)]
            case InUnit(inner=inner, unit=unit):
                known = read_unit(unit)
                return [(value - Ball(known.offset)) / Ball(known.factor) for value in self.balls(inner)]
            case Operation() if self.floats(tree) is not None:
                return self._operation(tree)
            case Branch(condition=condition, yes=yes, no=no):
                return self.balls(yes if self._truth(condition) else no)
            case Call(function=function, arguments=(inner,)):
                return self._call(tree, function, inner)
            case _:
                return self._taken_over(tree)

    def _taken_over(self, tree: Tree) -> list[Ball]:
        return [Ball(value) for value in self.floats(tree) or []]

    def _call(self, tree: Tree, function: str, inner: Tree) -> list[Ball]:
        if function in _FUNCTIONS:
            return [_FUNCTIONS[function](value) for value in self.balls(inner)]
        if function not in ("sum", "mean"):
            return self._taken_over(tree)
        values = self.balls(inner)
        return [sum(values, Ball(0)) / (len(values) if function == "mean" else 1)]

    def _line(self, name: str) -> list[Ball]:
        if name not in self._lines:
            line = self.program.task.solve[name]
            if line.search is not None or name in self.program.letter_lines:
                self._lines[name] = self._taken_over(Name(name=name))
            else:
                self._lines[name] = self.balls(self.program.ready(line.formula.tree))
        return self._lines[name]

    def _operation(self, tree: Operation) -> list[Ball]:
        left, right = self.balls(tree.left), self.balls(tree.right)
        count = max(len(left), len(right))
        left, right = left * (count // len(left)), right * (count // len(right))
        return [_calculated(tree.sign, one, two) for one, two in zip(left, right, strict=True)]

    def _truth(self, tree: Tree) -> bool:
        values = evaluate_truths(self.program.ready(tree), self.environment).values
        return bool(np.all(values[0 if len(values) == 1 else self.member]))


def _calculated(sign: str, left: Ball, right: Ball) -> Ball:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return left**right
