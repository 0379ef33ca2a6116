"""Change one thing of a line at a time: whatever `certify` and units let pass is not certified.

Lines of `solve` that reach a key are changed, implicit ones too, and hidden givens that are computed. A given
that is shown is what its formula makes of it: whatever stands there, the student computes with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final, Literal

import numpy as np

from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import (
    Branch,
    Call,
    Comparison,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    Tree,
    children,
    names,
    walk,
)
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.checks.order import reach
from variants.templates.evaluating.chemistry_functions import same
from variants.templates.evaluating.columns import Coded, Codes, Column, Numbers, Truths, Unusable
from variants.templates.evaluating.computing import Program, compute, compute_line
from variants.templates.evaluating.evaluation import CLOSE, Environment, evaluate
from variants.templates.evaluating.letter_lines import rebuilt
from variants.templates.evaluating.letter_statements import bind_letters, holds
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.proving.repetitions import telling
from variants.templates.task import DependentForm, Task
from variants.templates.value_types import NumberType
from variants.texts import Text

Kind = Literal["arithmetic", "number", "function", "condition", "name"]
_SWAPS: Final = {"+": "-", "-": "+", "*": "/", "/": "*", "^": "*"}
_SWAPS_OF_TRUTHS: Final = {"<": ">", ">": "<", "<=": ">", ">=": "<", "=": "!=", "!=": "="}
_FUNCTIONS: Final = {
    **{"sin": "cos", "cos": "sin", "tan": "sin", "asin": "acos", "acos": "asin", "atan": "asin"},
    **{"min": "max", "max": "min", "floor": "round", "round": "floor", "exp": "abs", "ln": "lg", "lg": "ln"},
    **{"first": "last", "last": "first", "sum": "mean", "mean": "sum"},
}
_BARE: Final[Mapping[str, Kind]] = {"sqrt": "function", "abs": "condition"}
"""Functions that a change takes away from around their value, and of which kind this is."""
MOST_IN_A_LINE: Final = 60
DEMANDED: Final = ("arithmetic", "number", "function", "name")
"""Kinds of changes that have to be noticed; turned conditions hold data, mostly, and are looked at again.

A condition is turned, too, when its names change places or `abs` is taken away; a branch between bare numbers
is a table of data, whatever is changed in it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change of a formula: what stood there, what stands there now, and at which offset."""

    tree: Tree
    kind: Kind
    before: str
    after: str
    position: int


def mutations(tree: Tree) -> Iterator[Mutation]:
    """Yield the tree with one operator, function or number changed at a time."""
    yield from _own_changes(tree)
    for index, child in enumerate(children(tree)):
        for change in mutations(child):
            kind: Kind = "condition" if _decides(tree, change) or _is_data(tree) else change.kind
            yield replace(change, tree=_with_child(tree, index, change.tree), kind=kind)


def _decides(tree: Tree, change: Mutation) -> bool:
    """Tell whether a changed number or function is the limit of a condition, not a part of a value."""
    return isinstance(tree, Comparison) and change.kind in ("number", "function")


def _is_data(tree: Tree) -> bool:
    """Tell whether a line does nothing but choose between bare numbers, with or without a sign."""
    if isinstance(tree, Branch):
        return all(_is_data(leaf) or _is_bare(leaf) for leaf in (tree.yes, tree.no))
    return False


def _is_bare(tree: Tree) -> bool:
    return isinstance(tree.inner if isinstance(tree, Negation) else tree, Number)


def _with_child(tree: Tree, index: int, changed: Tree) -> Tree:
    counter = iter(range(len(children(tree))))
    return rebuilt(tree, lambda child: changed if next(counter) == index else child)


def _own_changes(tree: Tree) -> Iterator[Mutation]:
    changed = _changed_number(tree) or _changed_operator(tree) or _changed_truth(tree)
    if changed is not None:
        kind, before, after, new = changed
        yield Mutation(tree=new, kind=kind, before=before, after=after, position=tree.position)


_Change = tuple[Kind, str, str, Tree]


def _changed_number(tree: Tree) -> _Change | None:
    if not isinstance(tree, Number):
        return None
    other = tree.value + 1 if tree.value else 1.0
    new = Number(value=other, text=f"{other:g}", position=tree.position)
    return "number", f"{tree.value:g}", f"{other:g}", new


def _changed_operator(tree: Tree) -> _Change | None:
    match tree:
        case Operation(sign=sign) if sign in _SWAPS:
            kind: Kind = "function" if sign == "^" else "arithmetic"
            return kind, sign, _SWAPS[sign], replace(tree, sign=_SWAPS[sign])  # type: ignore[arg-type]
        case Negation(inner=inner):
            return "arithmetic", "-", "+", inner
        case Call(function=function) if function in _FUNCTIONS:
            return "function", function, _FUNCTIONS[function], replace(tree, function=_FUNCTIONS[function])
        case Call(function=function, arguments=(inner,)) if function in _BARE:
            return _BARE[function], f"{function}(…)", "(…)", inner
        case _:
            return None


def _changed_truth(tree: Tree) -> _Change | None:
    match tree:
        case Comparison(relations=(relation,)) if relation in _SWAPS_OF_TRUTHS:
            other = _SWAPS_OF_TRUTHS[relation]
            return "condition", relation, other, replace(tree, relations=(other,))  # type: ignore[arg-type]
        case Logic(word=word):
            turned = "or" if word == "and" else "and"
            return "condition", word, turned, replace(tree, word=turned)  # type: ignore[arg-type]
        case Not(inner=inner):
            return "condition", "not", "", inner
        case Branch(yes=yes, no=no) if yes != no:
            return "condition", "then … else", "else … then", replace(tree, yes=no, no=yes)
        case _:
            return None


def exchanges(tree: Tree, program: Program) -> Iterator[Mutation]:
    """Yield the tree with one name taken for another one of the same kind that stands in it."""
    used = sorted(_whole_names(tree))
    types = {name: program.type_of(Name(name=name)) for name in used}
    kind: Kind = "condition" if _is_condition(tree) else "name"
    for index, one in enumerate(used):
        for other in used[index + 1 :]:
            if types[one] == types[other]:
                swapped = _renamed(tree, {one: other, other: one})
                yield Mutation(
                    tree=swapped, kind=kind, before=one, after=other, position=_place_of(tree, one)
                )


def _is_condition(tree: Tree) -> bool:
    """Tell whether a line is true or false, whatever it compares."""
    if isinstance(tree, Branch):
        return _is_condition(tree.yes)
    return isinstance(tree, Comparison | Logic | Not)


def _changes(program: Program, name: str, tree: Tree) -> Iterator[Mutation]:
    """Yield the changes of a line; an equation to be solved is changed on either side of its sign."""
    line = program.task.solve.get(name)
    if line is None or line.search is None:
        yield from mutations(tree)
        return
    for index, side in enumerate(children(tree)):
        for change in mutations(side):
            yield replace(change, tree=_with_child(tree, index, change.tree))


def _whole_names(tree: Tree) -> set[str]:
    found = {node.name for node in walk(tree) if isinstance(node, Name)}
    return found - {"pi", "yes", "no", "no_reaction"}


def _place_of(tree: Tree, name: str) -> int:
    return next(node.position for node in walk(tree) if isinstance(node, Name) and node.name == name)


def _renamed(tree: Tree, other: Mapping[str, str]) -> Tree:
    if isinstance(tree, Name):
        return replace(tree, name=other.get(tree.name, tree.name))
    return rebuilt(tree, lambda child: _renamed(child, other))


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
    used = frozenset[str]().union(*(names(formula.tree) for formula in formulas))
    reached = reach(used, program.analysis.needs)
    right = compute(program, draws)
    missed = []
    tried = 0
    for name, formula in _lines(program):
        if name not in reached:
            continue
        trial = _trial(program, name, right, len(draws))
        changes = chain(_changes(program, name, formula.tree), exchanges(formula.tree, program))
        for mutation in islice(changes, MOST_IN_A_LINE):
            tried += 1
            changed = _changed(program, name, mutation.tree)
            if changed is not None and not _noticed(changed, trial):
                missed.append(Unnoticed(line=name, formula=formula, mutation=mutation))
    return tried, missed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """What depends on a line: lines in their order, statements, and keys with what they hold as it stands."""

    environment: Environment
    members: int
    lines: tuple[str, ...]
    statements: tuple[Formula, ...]
    keys: tuple[Formula, ...]
    right: tuple[Column, ...]


def _trial(program: Program, name: str, right: Environment, members: int) -> _Trial:
    needs = program.analysis.needs

    def depends(formula: Formula) -> bool:
        return name in reach(names(formula.tree), needs)

    lines = (other for other in program.analysis.order if name in reach(frozenset((other,)), needs))
    keys = [
        formula for ask in program.task.asks.values() for formula in key_formulas(ask) if depends(formula)
    ]
    return _Trial(
        environment=right,
        members=members,
        lines=tuple(other for other in lines if other not in program.letter_lines),
        statements=tuple(statement for statement in telling(program) if depends(statement)),
        keys=tuple(keys),
        right=tuple(values_of(program, keys, right)),
    )


def _lines(program: Program) -> Iterator[tuple[str, Formula]]:
    """Yield the lines that compute: those of `solve`, and hidden givens."""
    for name, line in program.task.solve.items():
        yield name, line.formula
    for name, given in program.task.given.items():
        if given.hidden and isinstance(given.form, DependentForm) and names(given.form.formula.tree):
            yield name, given.form.formula


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
    lettered = {**program.letter_lines, name: tree} if name in program.letter_lines else program.letter_lines
    # What is kept of formulas holds for the lines that they were expanded from.
    return replace(program, task=_with_line(task, name, tree), letter_lines=lettered, _ready={}, _types={})


def _with_line(task: Task, name: str, tree: Tree) -> Task:
    if name in task.solve:
        line = task.solve[name]
        lines = {**task.solve, name: replace(line, formula=replace(line.formula, tree=tree))}
        return replace(task, solve=lines)
    given = task.given[name]
    if not isinstance(given.form, DependentForm):
        raise TypeError("not a line that computes")
    form = replace(given.form, formula=replace(given.form.formula, tree=tree))
    return replace(task, given={**task.given, name: replace(given, form=form)})


def _noticed(program: Program, trial: _Trial) -> bool:
    """Tell whether a statement fails, or the change makes no difference to any key."""
    environment = trial.environment
    for name in trial.lines:
        environment = environment.with_column(name, compute_line(program, name, environment))
    for statement in trial.statements:
        if not holds(program, statement, environment, trial.members).all():
            return True
    wrong = values_of(program, trial.keys, environment)
    return all(same_column(one, two) for one, two in zip(trial.right, wrong, strict=True))


def values_of(program: Program, keys: Sequence[Formula], environment: Environment) -> list[Column]:
    """Return what keys hold; letters stand at several places of their ranges."""
    bound = bind_letters(program, environment) if program.task.letters else environment
    return [evaluate(program.ready(key.tree), bound) for key in keys]


def same_column(one: Column, two: Column) -> bool:
    """Tell whether two keys are the same answer in every variant."""
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
    return all(_same_object(one.items[a], two.items[b]) for a, b in distinct)


def _same_object(one: object, two: object) -> bool:
    """Tell whether two objects are the same answer: the order of the substances in a reaction is none."""
    if isinstance(one, Unusable) or isinstance(two, Unusable):
        return one is two
    return same(one, two)
