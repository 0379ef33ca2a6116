"""The gradebook as a file: CSV and XLSX, in which no cell begins a formula, whatever a student is called."""

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

import xlsxwriter

from library_core.people import PersonKey
from notebooks_engine.marks import print_points
from notebooks_engine.teaching.gradebook import Cell, Gradebook
from variants.texts import Language, Text

_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n|%＝＋－＠−")
_NAME: Final = Text(en="Student", ru="Ученик")
_GROUP: Final = Text(en="Group", ru="Группа")
_TOTAL: Final = Text(en="Total", ru="Всего")
_OUT_OF: Final = Text(en="Out of", ru="Из")
_WAITS: Final = Text(en="to be checked", ru="на проверке")
_BOM: Final = "\ufeff"

Value = str | Fraction


def export_csv(gradebook: Gradebook, names: Mapping[PersonKey, str], language: Language) -> bytes:
    """Return the table as CSV that a spreadsheet opens: UTF-8 with its mark, `;` and `,` in Russian."""
    mark = "," if language == "ru" else "."
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if language == "ru" else ",")
    for row in _rows(gradebook, names, language):
        writer.writerow(
            [tame(value) if isinstance(value, str) else print_points(value, mark) for value in row]
        )
    return (_BOM + stream.getvalue()).encode()


def export_xlsx(gradebook: Gradebook, names: Mapping[PersonKey, str], language: Language) -> bytes:
    """Return the table as a workbook of one sheet; points are numbers, everything else is text."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        sheet = workbook.add_worksheet("Tetrad")
        heading = workbook.add_format({"bold": True})
        for row, values in enumerate(_rows(gradebook, names, language)):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, tame(value), heading if row == 0 else None)
                else:
                    sheet.write_number(row, column, round(float(value), 2))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 32)
    return stream.getvalue()


def tame(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    starts = plain.strip()[:1]
    return f"'{plain}" if starts in _FORMULA_STARTS and starts else plain


def _rows(
    gradebook: Gradebook, names: Mapping[PersonKey, str], language: Language
) -> Iterator[tuple[Value, ...]]:
    slots = tuple(slot.name for slot in gradebook.assignment.slots)
    head = (text.in_language(language) for text in (_TOTAL, _OUT_OF))
    yield (_NAME.in_language(language), _GROUP.in_language(language), *slots, *head)
    for line in gradebook.lines:
        cells = (_value(cell, language) for cell in line.cells)
        yield (names.get(line.student, ""), line.group, *cells, line.points, line.out_of)


def _value(cell: Cell, language: Language) -> Value:
    if cell.state == "pending":
        return _WAITS.in_language(language)
    return cell.points if cell.grade is not None else ""
