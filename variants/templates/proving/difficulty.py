"""How much work a variant is, by a rule: digits to carry, minus signs, conversions, steps, keys not round.

Points of all members of a pool at once; what is the same for all of them adds nothing to their spread.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from variants.formulas.trees import Branch, Name, Operation, Tree, children, names
from variants.quantities.units import read_unit
from variants.templates.asks import AskLine, QuantityAsk, TableAsk
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Bools, Codes, Floats, Numbers
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers, evaluate_truths
from variants.templates.evaluating.usable import true_for
from variants.templates.task import DependentForm, NumbersForm, SeriesForm
from variants.texts import Text

MOST_DIGITS: Final = 6
ROUND_KEY: Final = 2
"""A key of at most so many figures is round."""
NEGATIVE: Final = 2
NEARLY_EQUAL: Final = 2
UGLY: Final = 3
_NEAR: Final = 0.05
_NO_CONVERSION: Final = ("", "deg", "%", "°C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing that makes variants harder: its points for every member, and what to say of so many."""

    points: Codes
    say: Callable[[int], Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """The points of every member, and what they were given for."""

    features: tuple[Feature, ...]
    scores: Codes

    @property
    def middle(self) -> int:
        """The median, rounded down; 0 of nobody."""
        return int(np.sort(self.scores)[(len(self.scores) - 1) // 2]) if len(self.scores) else 0

    def reasons(self, member: int) -> tuple[Text, ...]:
        """Return what makes a member harder than the easiest one, the weightiest first."""
        above = [
            (int(feature.points[member]) - int(feature.points.min()), number)
            for number, feature in enumerate(self.features)
        ]
        found = sorted((-more, number) for more, number in above if more > 0)
        features = (self.features[number] for _, number in found)
        return tuple(feature.say(int(feature.points[member])) for feature in features)


def difficulty_of(program: Program, environment: Environment, members: int) -> Difficulty:
    """Score draws that are usable."""
    needed = _needed(program, environment, members)
    found = [
        *_digits(program, environment, needed),
        *_signs(program, environment, needed),
        *_round_keys(program, environment),
        *_conversions(program, needed),
        *_ugly(program, environment),
        Feature(points=_steps(program, needed, members), say=_say_steps),
    ]
    features = tuple(
        replace(feature, points=np.broadcast_to(feature.points, (members,)).astype(np.int64))
        for feature in found
    )
    return Difficulty(features=features, scores=_sum(features, members))


def _sum(features: Iterable[Feature], members: int) -> Codes:
    total: Codes = np.zeros(members, dtype=np.int64)
    for feature in features:
        total = total + feature.points
    return total


def within_spread(difficulty: Difficulty, spread: int, least: int) -> Bools:
    """Tell which members lie within the spread of the median; the nearest `least` of them always do."""
    away = np.abs(difficulty.scores - difficulty.middle)
    allowed = spread
    if len(away):
        enough = np.sort(away)[min(least, len(away)) - 1]
        allowed = max(spread, int(enough))
    return np.asarray(away <= allowed)


def significant_digits(values: Floats) -> Codes:
    """Return how many figures it takes to write each number, at most six."""
    found = np.full(values.shape, MOST_DIGITS, dtype=np.int64)
    with np.errstate(all="ignore"):
        size = np.where(values == 0, 1.0, np.abs(values))
        scaled = np.abs(values) / 10.0 ** np.floor(np.log10(size))
        for digits in range(MOST_DIGITS - 1, 0, -1):
            shifted = scaled * 10.0 ** (digits - 1)
            found[np.abs(shifted - np.round(shifted)) <= 1e-9 * shifted] = digits
    found[values == 0] = 1
    return found


def _needed(program: Program, environment: Environment, members: int) -> dict[str, Bools]:
    """Tell for which members each name is needed on the way to a key: branches not taken need nothing."""
    needed: dict[str, Bools] = {}
    everybody = np.ones(members, dtype=np.bool_)
    for ask in program.task.asks.values():
        for formula in key_formulas(ask):
            _need(program, formula.tree, environment, everybody, needed)
    for name in reversed(program.analysis.order):
        line = program.task.solve.get(name)
        if line is not None and name in needed:
            _need(program, line.formula.tree, environment, needed[name], needed)
    return needed


def _need(
    program: Program, tree: Tree, environment: Environment, where: Bools, needed: dict[str, Bools]
) -> None:
    if isinstance(tree, Name):
        first = tree.name.split(".")[0]
        needed[first] = needed[first] | where if first in needed else where
    elif isinstance(tree, Branch) and not names(tree.condition) & set(program.task.letters):
        _need(program, tree.condition, environment, where, needed)
        taken = evaluate_truths(program.ready(tree.condition), environment).values.all(axis=1)
        _need(program, tree.yes, environment, where & taken, needed)
        _need(program, tree.no, environment, where & ~taken, needed)
    else:
        for child in children(tree):
            _need(program, child, environment, where, needed)


def _digits(program: Program, environment: Environment, needed: Mapping[str, Bools]) -> Iterator[Feature]:
    for name, line in program.task.given.items():
        form, column = line.form, environment.columns[name]
        if name not in needed or not isinstance(column, Numbers):
            continue
        if not isinstance(form, NumbersForm | DependentForm | SeriesForm):
            continue
        unit = read_unit(form.unit)
        digits = significant_digits((column.values - unit.offset) / unit.factor).max(axis=1)
        yield Feature(points=np.where(needed[name], digits - 1, 0), say=_SayDigits(name))


@dataclass(frozen=True, slots=True)
class _SayDigits:
    name: str

    def __call__(self, points: int) -> Text:
        digits = points + 1
        word = "цифры" if 2 <= digits <= 4 else "цифр"
        return Text(en=f"`{self.name}` has {digits} figures", ru=f"в `{self.name}` {digits} {word}")


def _signs(program: Program, environment: Environment, needed: Mapping[str, Bools]) -> Iterator[Feature]:
    asked = (formula.tree for ask in program.task.asks.values() for formula in key_formulas(ask))
    shown = set(program.task.given) | {tree.name for tree in asked if isinstance(tree, Name)}
    for name, where in needed.items():
        column = environment.columns.get(name)
        if isinstance(column, Numbers) and name in shown:
            negative = np.broadcast_to((column.values < 0).any(axis=1), where.shape) & where
            if negative.any():
                yield Feature(
                    points=np.where(negative, NEGATIVE, 0), say=_SayName(name, "is negative", "меньше нуля")
                )
        line = program.task.solve.get(name)
        if line is not None and line.search is None and name not in program.letter_lines:
            close = _cancels(program, line.formula.tree, environment, where)
            if close.any():
                words = ("subtracts nearly equal numbers", "вычитаются почти равные числа")
                yield Feature(points=np.where(close, NEARLY_EQUAL, 0), say=_SayName(name, *words))


@dataclass(frozen=True, slots=True)
class _SayName:
    name: str
    english: str
    russian: str

    def __call__(self, points: int) -> Text:
        return Text(en=f"`{self.name}`: {self.english}", ru=f"`{self.name}`: {self.russian}")


def _cancels(program: Program, tree: Tree, environment: Environment, where: Bools) -> Bools:
    """Tell where a difference is much smaller than its terms, and not zero."""
    found = np.zeros(where.shape, dtype=np.bool_)
    if isinstance(tree, Operation) and tree.sign == "-":
        left, right = (evaluate(program.ready(side), environment) for side in (tree.left, tree.right))
        if isinstance(left, Numbers) and isinstance(right, Numbers):
            gap = np.abs(left.values - right.values)
            with np.errstate(all="ignore"):
                small = gap < _NEAR * np.maximum(np.abs(left.values), np.abs(right.values))
            found = found | (where & (small & (gap > 0)).any(axis=1))
    for child in children(tree):
        found = found | _cancels(program, child, environment, where)
    return found


def _round_keys(program: Program, environment: Environment) -> Iterator[Feature]:
    for ask in program.task.asks.values():
        for name, form in _quantities(ask):
            key = evaluate_numbers(program.ready(form.key.tree), environment).values
            unit = read_unit(form.unit)
            figures = significant_digits((key - unit.offset) / unit.factor)
            rough = np.where(figures.max(axis=1) > ROUND_KEY, 1, 0)
            yield Feature(points=rough, say=_SayName(name, "the key is not round", "ответ не круглый"))


def _quantities(ask: AskLine) -> Iterator[tuple[str, QuantityAsk]]:
    if isinstance(ask.form, QuantityAsk):
        yield ask.name, ask.form
    elif isinstance(ask.form, TableAsk):
        for column in ask.form.columns:
            if isinstance(column.form, QuantityAsk):
                yield f"{ask.name}.{column.name}", column.form


def _conversions(program: Program, needed: Mapping[str, Bools]) -> Iterator[Feature]:
    """A unit that is neither SI nor one that is asked for has to be converted."""
    asked = {form.unit for ask in program.task.asks.values() for _, form in _quantities(ask)}
    for name, line in program.task.given.items():
        if name not in needed or not isinstance(line.form, NumbersForm | DependentForm | SeriesForm):
            continue
        unit = line.form.unit
        if unit not in _NO_CONVERSION and unit not in asked and read_unit(unit).factor != 1:
            say = _SayName(name, f"{unit} has to be converted", f"{unit} нужно перевести")
            yield Feature(points=needed[name].astype(np.int64), say=say)


def _ugly(program: Program, environment: Environment) -> Iterator[Feature]:
    for number, statement in enumerate(program.task.ugly, 1):
        words = (
            f"the task calls it ugly: {statement.text}",
            f"задача считает это некрасивым: {statement.text}",
        )
        points: Codes = np.where(true_for(program, statement, environment), UGLY, 0)
        yield Feature(points=points, say=_SayName(f"ugly {number}", *words))


def _steps(program: Program, needed: Mapping[str, Bools], members: int) -> Codes:
    lines = [needed[name] for name in program.task.solve if name in needed]
    return np.sum(lines, axis=0).astype(np.int64) if lines else np.zeros(members, dtype=np.int64)


def _say_steps(points: int) -> Text:
    return Text(en=f"steps to the keys: {points}", ru=f"шагов до ответов: {points}")
