"""Judge a result: in full near the truth, by half where it only follows from own data or other results.

Near is the ask's tolerance or, if it is wider, three standard deviations of the result in these
rows and its bias. Careless rows don't make it endless: it ends at five times the ask's tolerance; and beyond
that tolerance it is room for what follows from these rows, not for what somebody else has found.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import isfinite
from typing import Final

from labs.documents.asking import ReadingColumn, Table
from labs.judging.carried import carried_value
from labs.judging.cases import Case, TableCase
from labs.judging.columns import Columns, over_columns
from labs.judging.spreads import Spread
from labs.judging.verdicts import graded, lost
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import Verdict
from variants.formulas.trees import names
from variants.keys import Answer, QuantityKey, Tolerance
from variants.quantities.units import read_unit
from variants.texts import Text
from variants.variant import Ask

DEVIATIONS: Final = 3.0
WIDEST: Final = 5.0
_HALF: Final = Fraction(1, 2)
_FULL: Final = Text(
    en="Right: it agrees with your apparatus within what your readings allow.",
    ru="Верно: результат согласуется с вашей установкой в пределах погрешности ваших измерений.",
)
_FOLLOWS: Final = Text(
    en="It follows from your data, but lies further from the true value than careful readings would: "
    "look for a wrong reading or too narrow a range.",
    ru="Результат следует из ваших данных, но отличается от истинного значения больше, чем при тщательных "
    "измерениях: ищите неверное показание или слишком узкий интервал.",
)
_CARRIED: Final = Text(
    en="It follows from your other results, but those are not right: look for the slip there.",
    ru="Результат верно получен из других ваших результатов, но неверны они сами: ищите ошибку там.",
)
_NOT_FROM_DATA: Final = Text(
    en="It lies within what your readings allow, but doesn't follow from them: calculate it from your table.",
    ru="Результат лежит в пределах погрешности ваших измерений, но из них не следует: вычислите его по своей "
    "таблице.",
)
_NEITHER: Final = Text(
    en="It agrees neither with your apparatus nor with your data.",
    ru="Результат не согласуется ни с вашей установкой, ни с вашими данными.",
)
NOT_MEASURED: Final = Text(
    en="Too little was measured on this bench for a result to come from it.",
    ru="На этой установке измерено слишком мало, чтобы получить результат.",
)


def judge_result(case: Case, ask: Ask, answer: Answer, spread: Spread | None) -> Verdict:
    """Judge an asked quantity. Raises UnreadableAnswer."""
    if not isinstance(ask.key, QuantityKey):
        raise TypeError("not a quantity")
    tolerance = tolerance_of(ask.key, spread)
    verdict = check_answer(replace(ask.key, tolerance=tolerance), answer, case.language, ask.mistakes)
    if not _is_measured(case, ask.name):
        return lost("not_logged", NOT_MEASURED)
    if verdict.outcome == "right":
        return _within_room(case, ask, answer, verdict)
    if verdict.score:
        return verdict
    return _beside_own_data(case, ask, answer, (replace(ask.key, tolerance=tolerance), verdict))


def _within_room(case: Case, ask: Ask, answer: Answer, verdict: Verdict) -> Verdict:
    """Give half where a result beyond the ask's own tolerance doesn't follow from the student's data."""
    if not isinstance(ask.key, QuantityKey):
        raise TypeError("not a quantity")
    own = own_values(case, ask.name, ask.key)
    keys = (ask.key, *(around(ask.key, value) for value in own))
    if any(check_answer(key, answer, case.language).outcome == "right" for key in keys):
        return replace(verdict, message=_FULL)
    halved = graded(_HALF, "not_from_own_data", _NOT_FROM_DATA)
    return replace(halved, read_as=verdict.read_as, facts=verdict.facts)


def _is_measured(case: Case, name: str) -> bool:
    """Tell whether the log has at least as many readings as the tables behind a result have least rows."""
    shown = Counter(
        entry.wish.instrument
        for entry in case.log
        if entry.kind == "reading" and not (entry.nothing or entry.overload)
    )
    result = case.lab.results.get(name)
    tables = case.tables_of(names(result.own.tree)) if result else ()
    return bool(shown) and all(_has_least(table.table, shown) for table in tables)


def _has_least(table: Table, shown: Mapping[str, int]) -> bool:
    """Tell whether the instruments of a table were read often enough for its least rows."""
    columns = table.columns.values()
    instruments = {column.instrument for column in columns if isinstance(column, ReadingColumn)}
    read = sum(shown.get(instrument, 0) for instrument in instruments)
    return not instruments or read >= min(table.least, table.good)


def _beside_own_data(
    case: Case, ask: Ask, answer: Answer, beside_truth: tuple[QuantityKey, Verdict]
) -> Verdict:
    """Give half for what follows from the student's own data or other results, though far from the truth."""
    key, verdict = beside_truth
    own = own_values(case, ask.name, key)
    found = [check_answer(around(key, value), answer, case.language) for value in own]
    best = max(found, key=lambda one: one.score, default=verdict)
    if best.score:
        halved = graded(best.score * _HALF, "follows_from_own_data", _FOLLOWS)
        return replace(halved, read_as=best.read_as, facts=best.facts)
    if isinstance(ask.key, QuantityKey) and (carried := carried_value(case, ask.name, key.unit)) is not None:
        beside = check_answer(around(ask.key, carried), answer, case.language)
        if beside.score:
            halved = graded(beside.score * _HALF, "follows_from_own_result", _CARRIED)
            return replace(halved, read_as=beside.read_as, facts=beside.facts)
    return replace(verdict, message=_joined(verdict.message, _NEITHER)) if own else verdict


def tolerance_of(key: QuantityKey, spread: Spread | None) -> Tolerance:
    """Return how far a result may lie from the truth, given how it scatters in the student's own rows."""
    room = 0.0 if spread is None else DEVIATIONS * spread.sd + abs(spread.bias)
    return _widened(key, room)


def own_values(case: Case, name: str, key: QuantityKey) -> tuple[float, ...]:
    """Return what follows from the student's data: by the cells as entered, and by the readings alone."""
    result = case.lab.results.get(name)
    if result is None:
        return ()
    used = names(result.own.tree)
    tables = case.tables_of(used)
    if not all(table.is_own for table in tables):
        return ()
    unit = read_unit(key.unit)
    found = []
    for columns in (_entered(tables), _recomputed(tables)):
        values = over_columns(result.own.tree, columns, case.environment)
        if values is not None:
            found.append((float(values[0]) - unit.offset) / unit.factor)
    return tuple(dict.fromkeys(filter(isfinite, found)))


def half_width(key: QuantityKey, tolerance: Tolerance) -> float:
    """Return how far a tolerance reaches from the key's value, in its unit."""
    if tolerance.interval is not None:
        low, high = tolerance.interval
        return (high - low) / 2
    if tolerance.absolute is not None:
        return tolerance.absolute
    return float(tolerance.relative or 0) * abs(key.value)


def _entered(tables: tuple[TableCase, ...]) -> dict[str, Columns]:
    return {table.table.name: table.columns for table in tables}


def _recomputed(tables: tuple[TableCase, ...]) -> dict[str, Columns]:
    return {table.table.name: table.recomputed for table in tables}


def _widened(key: QuantityKey, room: float) -> Tolerance:
    """Return the ask's tolerance, or the room that a result needs, up to five times the tolerance."""
    tolerance, plain = key.tolerance, half_width(key, key.tolerance)
    room = min(room, WIDEST * plain)
    if tolerance.interval is not None:
        low, high = tolerance.interval
        return Tolerance(interval=(min(low, key.value - room), max(high, key.value + room)))
    return tolerance if room <= plain else Tolerance(absolute=room)


def around(key: QuantityKey, value: float) -> QuantityKey:
    """Return the key of a quantity that lies elsewhere, with the same room about it."""
    return replace(key, value=value, tolerance=key.tolerance.moved(value - key.value))


def _joined(*texts: Text) -> Text:
    return Text(
        en=" ".join(text.in_language("en") for text in texts),
        ru=" ".join(text.in_language("ru") for text in texts),
    )
