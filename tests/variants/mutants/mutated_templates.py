"""Mutated templates: documents of the bank with one mistake put in, the same ones each time.

Four kinds: a sign turned, a unit changed, a rounding that the key no longer fits, two data swapped. The text
is edited, as a slip of its author would. A mutant counts unless nothing comes of it: see `is_equivalent`.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from variants.problems import DocumentRefused
from variants.quantities.units import read_unit
from variants.templates.asks import QuantityAsk, TableAsk
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Coded, Column, Numbers, Truths
from variants.templates.evaluating.computing import Program, compute, program_of
from variants.templates.evaluating.drawing import raw_draws
from variants.templates.evaluating.evaluation import Environment, evaluate, evaluate_numbers
from variants.templates.evaluating.letter_statements import bind_letters
from variants.templates.proving.difficulty import significant_digits
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Table, Task

Kind = Literal["sign", "unit", "rounding", "data"]
_WIDEST: Final = 0.25
_SOME: Final = 0.05
KINDS: Final[tuple[Kind, ...]] = ("sign", "unit", "rounding", "data")
_SECTION: Final = re.compile(r"^(\w+):", re.MULTILINE)
_SOLVED: Final = re.compile(r"^  (?P<name>\w+): +(?P<formula>[^{\n#]+)", re.MULTILINE)
_NAME: Final = re.compile(r"(?<![\w.'])[A-Za-z]\w*(?:\.\w+)*(?![\w(.'])")
_WORDS: Final = frozenset(("if", "then", "else", "and", "or", "not", "in", "read", "as", "pi", "no_reaction"))
_UNIT: Final = re.compile(r"unit: (?P<unit>[^,}\s]+)")
_OTHER_UNITS: Final = {
    **{"cm": "m", "m": "cm", "mm": "m", "km": "m", "g": "kg", "kg": "g", "min": "s", "s": "min", "h": "s"},
    **{"mL": "L", "L": "mL", "kPa": "Pa", "Pa": "kPa", "N": "kN", "kN": "N", "J": "kJ", "kJ": "J", "V": "kV"},
    **{"A": "mA", "mA": "A", "ohm": "kohm", "W": "kW", "kW": "W", "km/h": "m/s", "m/s": "km/h", "nm": "um"},
    **{
        "deg": "s",
        "mol": "g",
        "mol/L": "g",
        "m/s^2": "m/s",
        "cm^2": "m^2",
        "°C": "K",
        "K": "°C",
        "Hz": "kHz",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A document with one mistake in it: `said` tells which."""

    name: str
    kind: Kind
    said: str
    text: str


def mutants(documents: dict[str, str], count: int, seed: int = 4) -> Iterator[Mutant]:
    """Yield `count` mutants, the kinds by turns, of documents chosen at random; no two are equal."""
    chance = random.Random(seed)
    names = sorted(documents)
    seen: set[str] = set()
    made = 0
    while made < count:
        kind = KINDS[made % len(KINDS)]
        name = chance.choice(names)
        found = _CHANGES[kind](documents[name], chance)
        if found is None or found[1] in seen or found[1] == documents[name]:
            continue
        seen.add(found[1])
        made += 1
        yield Mutant(name=name, kind=kind, said=found[0], text=found[1])


_Change = tuple[str, str] | None


def _section(text: str, name: str) -> tuple[int, int] | None:
    """Return where the lines of a field begin and end."""
    starts = [found.start() for found in _SECTION.finditer(text)] + [len(text)]
    for start, end in pairwise(starts):
        if text.startswith(f"{name}:", start):
            return start, end
    return None


def _formulas(text: str) -> list[re.Match[str]]:
    place = _section(text, "solve")
    return [] if place is None else list(_SOLVED.finditer(text, *place))


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _pick(chance: random.Random, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    return chance.choice(found) if found else None


def _turned_sign(text: str, chance: random.Random) -> _Change:
    """Take + for - or - for +, times for divided, in a line of `solve`."""
    signs = [
        sign
        for line in _formulas(text)
        for sign in re.finditer(r"(?<=[\w)]) ?[-+*/] ?(?=[\w(])", text[: line.end("formula")])
        if sign.start() >= line.start("formula") and "->" not in line["formula"]
    ]
    sign = _pick(chance, signs)
    if sign is None:
        return None
    before = sign[0].strip()
    after = {"+": "-", "-": "+", "*": "/", "/": "*"}[before]
    line = text.count("\n", 0, sign.start()) + 1
    return f"line {line}: {before} to {after}", _put(text, *sign.span(), sign[0].replace(before, after))


def _other_unit(text: str, chance: random.Random) -> _Change:
    """Take another unit for a given or for what is asked."""
    places = [place for name in ("given", "ask") if (place := _section(text, name)) is not None]
    units = [
        unit for place in places for unit in _UNIT.finditer(text, *place) if unit["unit"] in _OTHER_UNITS
    ]
    unit = _pick(chance, units)
    if unit is None:
        return None
    other = _OTHER_UNITS[unit["unit"]]
    line = text.count("\n", 0, unit.start()) + 1
    return f"line {line}: {unit['unit']} to {other}", _put(text, *unit.span("unit"), other)


def _other_rounding(text: str, chance: random.Random) -> _Change:
    """Demand one figure of a key, or no deviation at all, or let nearly everything pass."""
    place = _section(text, "ask")
    tolerances = (
        []
        if place is None
        else list(re.finditer(r"tolerance: (?P<tolerance>\d+(\.\d+)?%)", text[: place[1]]))
    )
    found = _pick(chance, [one for one in tolerances if place is not None and one.start() >= place[0]])
    if found is None:
        return None
    new = chance.choice((f"{found[0]}, figures: 1", "tolerance: 0", "tolerance: 60%"))
    line = text.count("\n", 0, found.start()) + 1
    return f"line {line}: {found[0]} to {new}", _put(text, *found.span(), new)


def _swapped_data(text: str, chance: random.Random) -> _Change:
    """Exchange two names of a line of `solve`."""
    lines = [line for line in _formulas(text) if len(set(_names(line["formula"]))) > 1]
    line = _pick(chance, lines)
    if line is None:
        return None
    one, other = chance.sample(sorted(set(_names(line["formula"]))), 2)
    swapped = _NAME.sub(lambda name: {one: other, other: one}.get(name[0], name[0]), line["formula"])
    number = text.count("\n", 0, line.start()) + 1
    return f"line {number}: {one} and {other} swapped", _put(text, *line.span("formula"), swapped)


def _names(formula: str) -> list[str]:
    return [name for name in _NAME.findall(formula) if name not in _WORDS]


_CHANGES: Final[dict[Kind, Callable[[str, random.Random], _Change]]] = {
    "sign": _turned_sign,
    "unit": _other_unit,
    "rounding": _other_rounding,
    "data": _swapped_data,
}


def is_equivalent(original: Task, text: str, tables: dict[str, Table]) -> bool:
    """Tell whether nothing comes of a change: every key is what it was, and fits what is demanded of it.

    The same draws are put into both documents. Where the keys of all asks are the same for all of them, in
    the unit that they had, and four figures of each are still a right answer, it is as good a task as before.
    """
    try:
        changed = read_task(text, document="mutant", tables=tables)
    except DocumentRefused:
        return False
    one, two = program_of(original), program_of(changed)
    draws, _ = raw_draws(one, size=300, seed=5)
    if _units(original) != _units(changed):
        return False
    left, right = _keys(one, compute(one, draws)), _keys(two, compute(two, draws))
    if len(left) != len(right) or not all(map(_same, left, right)):
        return False
    return _roundings(original) == _roundings(changed) or _still_fits(two, compute(two, draws))


def _quantities(task: Task) -> list[QuantityAsk]:
    found: list[object] = []
    for ask in task.asks.values():
        found += (
            [column.form for column in ask.form.columns] if isinstance(ask.form, TableAsk) else [ask.form]
        )
    return [form for form in found if isinstance(form, QuantityAsk)]


def _units(task: Task) -> list[str]:
    return [form.unit for form in _quantities(task)]


def _roundings(task: Task) -> list[object]:
    return [(form.tolerance, form.figures, form.decimals) for form in _quantities(task)]


def _still_fits(program: Program, environment: Environment) -> bool:
    """Tell whether every key has so few figures that whatever is demanded of it, it is exact."""
    for form in _quantities(program.task):
        if form.tolerance.relative is not None and form.tolerance.relative > _WIDEST:
            return False
        unit = read_unit(form.unit)
        keys = (
            evaluate_numbers(program.ready(form.key.tree), environment).values - unit.offset
        ) / unit.factor
        few = significant_digits(keys) <= (form.figures or 4)
        if (form.figures or form.tolerance.absolute == 0) and few.mean() < 1 - _SOME:
            return False
    return True


def _keys(program: Program, environment: Environment) -> list[Column]:
    bound = bind_letters(program, environment) if program.task.letters else environment
    return [
        evaluate(program.ready(formula.tree), bound)
        for ask in program.task.asks.values()
        for formula in key_formulas(ask)
    ]


def _same(one: Column, two: Column) -> bool:
    if isinstance(one, Numbers) and isinstance(two, Numbers):
        with np.errstate(all="ignore"):
            left, right = np.broadcast_arrays(one.values, two.values)
            near = np.abs(left - right) <= 1e-9 * np.maximum(np.abs(left), np.abs(right))
        return bool(np.all(near | (~np.isfinite(left) & ~np.isfinite(right))))
    if isinstance(one, Truths) and isinstance(two, Truths):
        return bool(np.all(one.values == two.values))
    if not isinstance(one, Coded) or not isinstance(two, Coded):
        return False
    length = max(len(one.codes), len(two.codes))
    pairs = set(
        zip(
            np.broadcast_to(one.codes, length).tolist(),
            np.broadcast_to(two.codes, length).tolist(),
            strict=True,
        )
    )
    return all(_text(one.items[a]) == _text(two.items[b]) for a, b in pairs)


def _text(item: object) -> object:
    """Return an object so that the order of the substances in a reaction makes no difference."""
    left, right = getattr(item, "left", None), getattr(item, "right", None)
    if left is None or right is None:
        return getattr(item, "text", item)
    return frozenset(map(str, left)), frozenset(map(str, right))
