"""Judge what was calculated: each cell anew from the student's own row, so that a slip counts once.

A cell is right if it follows from the cells before it as they were entered, or from the readings alone.
"""

from fractions import Fraction
from math import isfinite
from typing import Final

from labs.documents.asking import DerivedColumn
from labs.judging.cases import Case, TableCase
from labs.judging.columns import by_row
from labs.judging.verdicts import NO_TABLE, NOT_FILLED, good, graded, lost
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import PartVerdict, Verdict
from variants.keys import QuantityKey
from variants.quantities.units import read_unit
from variants.texts import Text

_ALL: Final = Text(en="Everything is calculated right.", ru="Всё вычислено верно.")
_NOT_OWN: Final = Text(
    en="This row was not measured on your own bench, so nothing calculated from it counts.",
    ru="Эта строка измерена не на вашей установке, поэтому вычисленное по ней не засчитано.",
)
_NO_VALUE: Final = Text(
    en="The row lacks what this is calculated from.", ru="В строке нет того, из чего это вычисляется."
)


def judge_processing(case: Case, table: TableCase) -> Verdict:
    """Judge the calculated cells; the parts are those that lost something."""
    if not table.filled.rows:
        return lost("empty", NO_TABLE)
    columns = [column for column in table.table.columns.values() if isinstance(column, DerivedColumn)]
    parts: list[PartVerdict] = []
    earned = Fraction(0)
    for column in columns:
        carried = by_row(column.formula.tree, table.columns, case.environment)[0]
        for index, place in enumerate(table.filled.places):
            expected = (float(carried[index]), float(table.recomputed.numbers[column.name][0, index]))
            verdict = _judge_cell(case, table, (index, column), expected)
            earned += verdict.score
            if verdict.score < 1:
                parts.append(PartVerdict(name=f"{column.name}:{place}", verdict=verdict))
    wanted = len(columns) * max(len(table.filled.rows), table.table.least)
    if earned == wanted:
        return good(_ALL)
    count = wanted - len(parts) - len(columns) * max(0, table.table.least - len(table.filled.rows))
    message = Text(
        en=f"Right cells: {count} of {wanted} needed.",
        ru=f"Верных ячеек: {count} из {wanted} нужных.",
    )
    return graded(earned / wanted, "some_cells", message, parts)


def _judge_cell(
    case: Case, table: TableCase, place: tuple[int, DerivedColumn], expected: tuple[float, float]
) -> Verdict:
    index, column = place
    cell = table.filled.rows[index][column.name]
    if not any(map(isfinite, expected)):
        return lost("no_value", _NO_VALUE)
    if cell.is_empty:
        return lost("empty", NOT_FILLED)
    if not table.measured[index]:
        return lost("not_logged", _NOT_OWN)
    best = lost("no_value", _NO_VALUE)
    for si in dict.fromkeys(filter(isfinite, expected)):
        verdict = _checked(case, column, cell.typed, si)
        if verdict.score == 1:
            return verdict
        best = verdict if verdict.score >= best.score else best
    return best


def _checked(case: Case, column: DerivedColumn, typed: str, si: float) -> Verdict:
    """Check a cell by the checker of quantities, which names slips. A wrong reading is the student's own."""
    unit = read_unit(column.unit)
    value = (si - unit.offset) / unit.factor
    if not isfinite(value):
        return lost("no_value", _NO_VALUE)
    key = QuantityKey(
        value=value,
        unit=column.unit,
        tolerance=column.tolerance,
        unit_required=False,
    )
    return check_answer(key, typed, case.language)
