"""Change one thing of a key that computes for itself: its formula is a line without a name.

`certify` can only notice such a change where it holds the same formula, so that most are better given a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import Operation, Tree, walk
from variants.templates.asks import AskLine, DotsPart, ExpressionAsk, LinePart, PlotAsk, QuantityAsk, TableAsk
from variants.templates.evaluating.columns import Codes
from variants.templates.evaluating.computing import Program, compute
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.letter_lines import rebuilt
from variants.templates.evaluating.letter_statements import holds
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.proving.mutations import (
    MOST_IN_A_LINE,
    Mutation,
    exchanges,
    mutations,
    same_column,
    values_of,
)
from variants.templates.proving.repetitions import telling
from variants.templates.value_types import NumberType
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnoticedInKey:
    """A change of a key that nothing noticed; without `mutation`, no statement holds the key."""

    ask: str
    formula: Formula
    mutation: Mutation | None

    @property
    def position(self) -> int:
        """Where in the formula it was changed."""
        return 0 if self.mutation is None else self.mutation.position

    @property
    def message(self) -> Text:
        """What to tell the author."""
        if self.mutation is None:
            return Text(
                en=f"nothing in `certify` confirms the formula in the key of `{self.ask}`; "
                "make it a line of `solve`, and certify that",
                ru=f"в certify ничто не подтверждает формулу в ключе `{self.ask}`; "
                "сделайте из неё строку solve и проверьте её в certify",
            )
        before, after = self.mutation.before, self.mutation.after
        return Text(
            en=f"changing {before} to {after} in the key of `{self.ask}` went unnoticed; "
            "make it a line of `solve`, and certify that",
            ru=f"замена {before} на {after} в ключе `{self.ask}` осталась незамеченной; "
            "сделайте из него строку solve и проверьте её в certify",
        )


def unnoticed_in_keys(program: Program, draws: Codes) -> tuple[int, list[UnnoticedInKey]]:
    """Try every change in keys that compute; return how many were tried, and the first unnoticed in each."""
    found = [(ask.name, formula) for ask in program.task.asks.values() for formula in _computing(ask)]
    if not found:
        return 0, []
    environment = compute(program, draws)
    missed, tried = [], 0
    for ask, formula in found:
        if not any(formula.tree in walk(statement.tree) for statement in telling(program)):
            missed.append(UnnoticedInKey(ask=ask, formula=formula, mutation=None))
            continue
        changes = chain(mutations(formula.tree), exchanges(formula.tree, program))
        for mutation in islice(changes, MOST_IN_A_LINE):
            tried += 1
            if not _is_noticed(program, formula, mutation.tree, (environment, len(draws))):
                missed.append(UnnoticedInKey(ask=ask, formula=formula, mutation=mutation))
                break
    return tried, missed


def _computing(ask: AskLine) -> Iterator[Formula]:
    """Yield the keys of an ask that are more than a name."""
    return (one for one in _keys(ask) if any(isinstance(node, Operation) for node in walk(one.tree)))


def _keys(ask: AskLine) -> Iterator[Formula]:
    match ask.form:
        case QuantityAsk(key=key) | ExpressionAsk(key=key):
            yield key
        case TableAsk(columns=columns):
            yield from (one.key for one in columns if isinstance(one.form, QuantityAsk | ExpressionAsk))
        case PlotAsk(line=line, dots=dots):
            yield from (line.slope, line.intercept) if isinstance(line, LinePart) else ()
            yield from (dots.x, dots.y) if isinstance(dots, DotsPart) else ()
        case _:
            return


def _is_noticed(program: Program, key: Formula, changed: Tree, known: tuple[Environment, int]) -> bool:
    environment, members = known
    try:
        found = infer(changed, program.analysis.scope(program.task))
    except FormulaRefused:
        return True
    right = program.type_of(key.tree)
    if isinstance(found, NumberType) and isinstance(right, NumberType) and found.dimension != right.dimension:
        return True
    for statement in telling(program):
        if key.tree in walk(statement.tree):
            other = replace(statement, tree=_put(statement.tree, key.tree, changed))
            if not holds(program, other, environment, members).all():
                return True
    one, two = (values_of(program, [replace(key, tree=tree)], environment) for tree in (key.tree, changed))
    return all(map(same_column, one, two))


def _put(tree: Tree, key: Tree, changed: Tree) -> Tree:
    return changed if tree == key else rebuilt(tree, lambda child: _put(child, key, changed))
