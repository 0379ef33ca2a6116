"""Tables of points as files: CSV and XLSX, in which no cell begins a formula, whatever anybody is called."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import xlsxwriter

from library_core.people import PersonKey
from notebooks_engine.marks import print_points
from notebooks_engine.teaching.class_gradebook import ClassCell, ClassGradebook
from notebooks_engine.teaching.gradebook import Cell, Gradebook
from variants.texts import Language, Text

_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n|%＝＋－＠−")
_NAME: Final = Text(en="Student", ru="Ученик")
_GROUP: Final = Text(en="Group", ru="Группа")
_TOTAL: Final = Text(en="Total", ru="Всего")
_OUT_OF: Final = Text(en="Out of", ru="Из")
_WAITS: Final = Text(en="to be checked", ru="на проверке")
_ATTEMPT: Final = Text(en="Attempt that counts", ru="Засчитанная работа")
_BOM: Final = "\ufeff"

Value = str | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of texts and points, the heading first."""

    rows: tuple[tuple[Value, ...], ...]


def slot_sheet(gradebook: Gradebook, names: Mapping[PersonKey, str], language: Language) -> Sheet:
    """Return one assignment as a table: students by slots, and which attempt counts if there are several."""
    slots = tuple(slot.name for slot in gradebook.assignment.slots)
    several = any(len(line.attempts) > 1 for line in gradebook.lines)
    lines = (
        (
            names.get(line.student, ""),
            line.group,
            *(_value(cell, language) for cell in line.cells),
            line.points,
            line.out_of,
            *((_which(line.number, len(line.attempts), language),) if several else ()),
        )
        for line in gradebook.lines
    )
    after = (_ATTEMPT.in_language(language),) if several else ()
    return Sheet(rows=((*_heading(slots, language), *after), *lines))


def class_sheet(gradebook: ClassGradebook, names: Mapping[PersonKey, str], language: Language) -> Sheet:
    """Return a class as a table: students by assignments.

    An assignment of which somebody has had several attempts has a second column: which of them counts.
    """
    several = [
        any(cell is not None and cell.attempts > 1 for cell in column)
        for column in zip(*(line.cells for line in gradebook.lines), strict=True)
    ] or [False] * len(gradebook.assignments)
    titles = tuple(
        title
        for assignment, more in zip(gradebook.assignments, several, strict=True)
        for title in _titles(assignment.title.in_language(language), language, more=more)
    )
    lines = (
        (
            names.get(line.student, ""),
            line.group,
            *(
                value
                for cell, more in zip(line.cells, several, strict=True)
                for value in _class_values(cell, language, more=more)
            ),
            line.points,
            line.out_of,
        )
        for line in gradebook.lines
    )
    return Sheet(rows=(_heading(titles, language), *lines))


def export_csv(sheet: Sheet, language: Language) -> bytes:
    """Return the table as CSV for spreadsheets: UTF-8 with a byte order mark, `;` and `,` in Russian."""
    mark = "," if language == "ru" else "."
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if language == "ru" else ",")
    for row in sheet.rows:
        writer.writerow(
            [tame(value) if isinstance(value, str) else print_points(value, mark) for value in row]
        )
    return (_BOM + stream.getvalue()).encode()


def export_xlsx(sheet: Sheet) -> bytes:
    """Return the table as a workbook of one sheet; points are numbers, everything else is text."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        page = workbook.add_worksheet("Tetrad")
        heading = workbook.add_format({"bold": True})
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    page.write_string(row, column, tame(value), heading if row == 0 else None)
                else:
                    page.write_number(row, column, round(float(value), 2))
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 32)
    return stream.getvalue()


def tame(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    starts = plain.strip()[:1]
    return f"'{plain}" if starts in _FORMULA_STARTS and starts else plain


def _heading(columns: tuple[str, ...], language: Language) -> tuple[Value, ...]:
    before = (text.in_language(language) for text in (_NAME, _GROUP))
    after = (text.in_language(language) for text in (_TOTAL, _OUT_OF))
    return (*before, *columns, *after)


def _value(cell: Cell, language: Language) -> Value:
    if cell.state == "pending":
        return _WAITS.in_language(language)
    return cell.points if cell.grade is not None else ""


def _titles(title: str, language: Language, *, more: bool) -> tuple[str, ...]:
    return (title, f"{title}: {_ATTEMPT.in_language(language).lower()}") if more else (title,)


def _class_values(cell: ClassCell | None, language: Language, *, more: bool) -> tuple[Value, ...]:
    value = _class_value(cell, language)
    if not more:
        return (value,)
    return value, _which(cell.number, cell.attempts, language) if cell is not None else ""


def _which(number: int, attempts: int, language: Language) -> str:
    return Text(en=f"{number} of {attempts}", ru=f"{number} из {attempts}").in_language(language)


def _class_value(cell: ClassCell | None, language: Language) -> Value:
    if cell is None or not cell.begun:
        return ""
    return _WAITS.in_language(language) if cell.pending else cell.points
