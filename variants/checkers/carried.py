"""Carry errors forward: an answer that follows from the student's own earlier value keeps its worth.

Only a value that was typed, read and is itself wrong carries anything, and only where it changes the key; the
key that was computed again is never shown.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from variants.carrying.arithmetic import Series, evaluate_text
from variants.carrying.recomputing import expression_key, plot_key, quantity_key, values_with
from variants.carrying.sheets import Follower, Sheet, TypedName
from variants.checkers.kinds import plot, table
from variants.checkers.quantities.reading import read_quantity, understood
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import PartVerdict, UnreadableAnswer, Verdict
from variants.formulas.reading import read_formula
from variants.formulas.trees import names
from variants.keys import Answer, ExpressionKey, Key, PlotKey, QuantityKey, TableKey
from variants.quantities.units import read_unit
from variants.texts import Language, Text
from variants.variant import Ask, Variant

_CLOSE: Final = 1e-9
_UNTOUCHED: Final = ("empty", "not_answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a student entered in a task, SI values by name; NaN at cells that were not entered.

    `entered` are all values as they were typed; in `exact` the right ones are not rounded. `wrong` are the
    names of which a value is wrong.
    """

    sheet: Sheet
    entered: Mapping[str, Series]
    exact: Mapping[str, Series]
    wrong: frozenset[str]
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A typed value and the true one, both in SI."""

    si: float
    true: float
    wrong: bool


def check_with_carried(
    variant: Variant, answers: Mapping[str, Answer], verdicts: Mapping[str, Verdict], language: Language
) -> dict[str, Verdict]:
    """Return the verdicts of a task's asks with what follows from the student's own values judged again.

    `verdicts` are those against the true keys; an ask without one was not answered and carries nothing.
    """
    found = dict(verdicts)
    if variant.sheet is None:
        return found
    asks = {ask.name: ask for ask in variant.asks}
    work = _work(variant.sheet, asks, (answers, verdicts), language)
    if not work.wrong:
        return found
    for follower in variant.sheet.followers:
        ask, verdict = asks[follower.ask], found.get(follower.ask)
        if verdict is None or verdict.outcome not in ("wrong", "partly") or verdict.reason in _UNTOUCHED:
            continue
        found[ask.name] = _again(ask, answers.get(ask.name), verdict, follower, work)
    return found


def _again(ask: Ask, answer: Answer, verdict: Verdict, follower: Follower, work: _Work) -> Verdict:
    """Judge one answer, or one part of it, by what follows from the student's own values."""
    match ask.key:
        case QuantityKey() | ExpressionKey() as key:
            return _better(verdict, key, answer, (follower, 0), work)
        case TableKey() as key:
            parts = tuple(_cell_again(part, key, answer, follower, work) for part in verdict.parts)
            return table.with_parts(key, parts, verdict.read_as)
        case PlotKey() as key:
            parts = tuple(_part_again(part, key, answer, follower, work) for part in verdict.parts)
            return plot.with_parts(key, parts, verdict.read_as)
        case _:
            return verdict


def _cell_again(
    part: PartVerdict, key: TableKey, answer: Answer, follower: Follower, work: _Work
) -> PartVerdict:
    name, _, row = part.name.rpartition(":")
    if name != follower.part or part.verdict.outcome not in ("wrong", "partly"):
        return part
    cell = table.cell_key(key, name, int(row))
    if not isinstance(cell, QuantityKey) or part.verdict.reason in _UNTOUCHED:
        return part
    typed = table.typed_cell(answer, name, int(row))
    return replace(part, verdict=_better(part.verdict, cell, typed, (follower, int(row)), work))


def _part_again(
    part: PartVerdict, key: PlotKey, answer: Answer, follower: Follower, work: _Work
) -> PartVerdict:
    if part.name != follower.part or part.verdict.outcome not in ("wrong", "partly"):
        return part
    if part.verdict.reason in _UNTOUCHED:
        return part
    for typed in _tellings(work):
        again = plot_key(follower, key, values_with(work.sheet, follower, typed))
        if again is None or again == key:
            return part
        checked = {one.name: one.verdict for one in plot.check(again, answer, work.language).parts}
        verdict = _carried(part.verdict, checked[part.name], follower, work)
        if verdict is not part.verdict:
            return replace(part, verdict=verdict)
    return part


def _better(
    verdict: Verdict,
    key: QuantityKey | ExpressionKey,
    answer: Answer,
    place: tuple[Follower, int],
    work: _Work,
) -> Verdict:
    """Return the verdict against the key computed again, where that is worth more."""
    follower, row = place
    for typed in _tellings(work):
        values = values_with(work.sheet, follower, typed)
        again = _key_again(key, values, follower, row)
        if again is None or again == key:
            return verdict
        carried = _carried(verdict, check_answer(again, answer, work.language), follower, work)
        if carried is not verdict:
            return carried
    return verdict


def _key_again(key: Key, values: Mapping[str, Series], follower: Follower, row: int) -> Key | None:
    if isinstance(key, ExpressionKey):
        return expression_key(follower, key, values)
    if not isinstance(key, QuantityKey):
        return None
    series = evaluate_text(follower.formulas[0], values)
    si = series[0] if len(series) == 1 else series[row] if row < len(series) else math.nan
    return quantity_key(follower, key, si)


def _tellings(work: _Work) -> tuple[Mapping[str, Series], ...]:
    """Return what the student may have computed with: right values as they are, or as they were rounded.

    The first decides whether a wrong value reaches the key at all.
    """
    return (work.exact, work.entered)


def _carried(before: Verdict, after: Verdict, follower: Follower, work: _Work) -> Verdict:
    """Return what an answer is worth that follows from the student's own value, if that is more."""
    score = after.score * follower.share
    if after.outcome not in ("right", "partly") or score <= before.score:
        return before
    said = _message(follower, work)
    if after.outcome == "partly":
        said = Text(
            en=f"{said.en} {after.message.in_language('en')}",
            ru=f"{said.ru} {after.message.in_language('ru')}",
        )
    return replace(
        after,
        outcome="right" if score == 1 else "partly",
        score=Fraction(score),
        reason="carried",
        message=said,
        read_as=before.read_as,
    )


def _message(follower: Follower, work: _Work) -> Text:
    called = [one.called for one in _behind(follower, work)]
    english = ", ".join(one.in_language("en") for one in called)
    russian = ", ".join(one.in_language("ru") for one in called)
    return Text(
        en=f"Right for your value of {english}; the mistake was made earlier.",
        ru=f"Верно для вашего значения {russian}; ошибка сделана раньше.",
    )


def _behind(follower: Follower, work: _Work) -> list[TypedName]:
    """Return the wrong typed names that a key follows from."""
    lines = {line.name: line.formula for line in work.sheet.lines}
    own = {one.name for one in work.sheet.typed if one.ask == follower.ask and one.column == follower.part}
    waiting = [name for formula in follower.formulas for name in names(read_formula(formula))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in lines and (name in own or name not in work.exact):
            waiting.extend(names(read_formula(lines[name])))
    return [one for one in work.sheet.typed if one.name in (seen - own) & work.wrong]


def _work(
    sheet: Sheet,
    asks: Mapping[str, Ask],
    handed: tuple[Mapping[str, Answer], Mapping[str, Verdict]],
    language: Language,
) -> _Work:
    answers, verdicts = handed
    entered: dict[str, Series] = {}
    exact: dict[str, Series] = {}
    wrong: set[str] = set()
    for typed in sheet.typed:
        if typed.ask not in verdicts:
            continue
        cells = _cells(asks[typed.ask].key, typed, answers.get(typed.ask), verdicts[typed.ask])
        values = [_value(key, text, verdict, language) for key, text, verdict in cells]
        shown = [math.nan if true is None else true for true in typed.shown or (None,) * len(values)]
        if not any(values) and all(map(math.isnan, shown)):
            continue
        pairs = list(zip(values, shown, strict=True))
        entered[typed.name] = tuple(value.si if value else true for value, true in pairs)
        exact[typed.name] = tuple(
            (value.si if value.wrong else value.true) if value else true for value, true in pairs
        )
        if any(value.wrong for value in values if value):
            wrong.add(typed.name)
    return _Work(sheet=sheet, entered=entered, exact=exact, wrong=frozenset(wrong), language=language)


def _cells(
    key: Key, typed: TypedName, answer: Answer, verdict: Verdict
) -> Sequence[tuple[Key | None, Answer, Verdict]]:
    """Return the keys, answers and verdicts of a typed name: one, or those of a column's cells."""
    if not isinstance(key, TableKey):
        return [(key, answer, verdict)]
    parts = {part.name: part.verdict for part in verdict.parts}
    return [
        (
            table.cell_key(key, typed.column, row),
            table.typed_cell(answer, typed.column, row),
            parts.get(f"{typed.column}:{row}", verdict),
        )
        for row in range(len(typed.shown))
    ]


def _value(key: Key | None, answer: Answer, verdict: Verdict, language: Language) -> _Value | None:
    """Return what was typed for a quantity; None where nothing is, or nothing that could be computed with."""
    if not isinstance(key, QuantityKey) or not answer:
        return None
    try:
        typed = understood(read_quantity(answer, language), key.unit)
    except UnreadableAnswer:
        return None
    wanted, unit = read_unit(key.unit), typed.unit
    bare = not unit.text
    if not bare and unit.dimension != wanted.dimension:
        return None
    number = typed.number.value
    si = number * (wanted if bare else unit).factor + (wanted if bare else unit).offset
    true = key.value * wanted.factor + wanted.offset
    is_right = verdict.outcome == "right" or _is_near(key, (si - wanted.offset) / wanted.factor)
    # A zero would make trivial whatever follows from it.
    if not math.isfinite(si) or (number == 0 and not is_right):
        return None
    return _Value(si=si, true=true, wrong=not is_right)


def _is_near(key: QuantityKey, value: float) -> bool:
    tolerance = key.tolerance
    if tolerance.interval is not None:
        return tolerance.interval[0] <= value <= tolerance.interval[1]
    share = float(tolerance.relative or 0) * abs(key.value)
    allowed = share if tolerance.absolute is None else tolerance.absolute
    return abs(value - key.value) <= allowed + _CLOSE * abs(key.value)
