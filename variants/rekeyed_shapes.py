"""What a student was shown of an ask beside what a corrected edition would show.

A new key must fit the old page: where the student could not answer what it expects, it is refused.
"""

from variants.quantities.units import UnknownUnit, read_unit
from variants.texts import Text
from variants.variant import ChoiceShape, ColumnShape, LineShape, PlotShape, Shape, TableShape


def difference_of_shapes(seen: Shape, keyed: Shape) -> Text | None:
    """Say why what was seen can't be answered by the new key; None if it can. Options are not looked at."""
    match seen, keyed:
        case ChoiceShape(pick=old), ChoiceShape(pick=new) if old == new:
            return None
        case TableShape(), TableShape():
            return _table_difference(seen, keyed)
        case PlotShape(), PlotShape():
            return _plot_difference(seen, keyed)
        case LineShape(), LineShape():
            return _line_difference(seen, keyed)
        case _:
            return Text(en="it is answered in another way", ru="на него отвечают иначе")


def _table_difference(seen: TableShape, keyed: TableShape) -> Text | None:
    if [column.name for column in seen.columns] != [column.name for column in keyed.columns]:
        return Text(en="the columns are others than shown", ru="столбцы не те, что были показаны")
    differences = map(_column_difference, seen.columns, keyed.columns)
    return next((difference for difference in differences if difference is not None), None)


def _column_difference(seen: ColumnShape, keyed: ColumnShape) -> Text | None:
    asked = [cell is None for cell in seen.cells]
    if seen.kind != keyed.kind or asked != [cell is None for cell in keyed.cells]:
        return Text(
            en=f"other cells of the column {seen.name} are asked",
            ru=f"в столбце {seen.name} нужно заполнить другие ячейки",
        )
    if seen.cells != keyed.cells:
        return Text(
            en=f"the column {seen.name} shows other numbers than the student saw",
            ru=f"в столбце {seen.name} показаны не те числа, которые видел ученик",
        )
    return None if _same_dimension(seen.unit, keyed.unit) else _other_unit(seen.unit)


def _plot_difference(seen: PlotShape, keyed: PlotShape) -> Text | None:
    if seen.parts != keyed.parts:
        return Text(en="other parts are to be drawn", ru="начертить нужно другое")
    for old, new in ((seen.x, keyed.x), (seen.y, keyed.y)):
        if old.unit != new.unit:
            return _other_unit(old.unit)
    return None


def _line_difference(seen: LineShape, keyed: LineShape) -> Text | None:
    if not _same_dimension(seen.unit, keyed.unit):
        return _other_unit(seen.unit)
    letters = [letter for letter in keyed.letters if letter not in seen.letters]
    if letters:
        listed = ", ".join(letters)
        return Text(
            en=f"the student was not shown the letters {listed}", ru=f"ученику не были названы буквы {listed}"
        )
    return None


def _other_unit(unit: Text) -> Text:
    return Text(
        en=f"the student was asked for another unit, {unit.en or 'none'}",
        ru=f"у ученика спрашивали в другой единице: {unit.ru or 'без единицы'}",
    )


def _same_dimension(seen: Text, keyed: Text) -> bool:
    if seen == keyed:
        return True
    try:
        return read_unit(seen.en or "").dimension == read_unit(keyed.en or "").dimension
    except UnknownUnit:
        return False
