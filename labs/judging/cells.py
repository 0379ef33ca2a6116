"""What a student filled into a table: every cell read, in either language; readings looked up in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Any, Final

from labs.documents.asking import Column, DerivedColumn, ReadingColumn, SettingColumn, Table
from labs.documents.lab import Lab
from labs.documents.settings import Numbers, Range, Wiring, Words
from labs.sessions import Entry
from variants.checkers.quantities.reading import TypedQuantity, read_quantity, understood
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Answer
from variants.prose.plain import plain_text
from variants.quantities.units import read_unit
from variants.texts import LANGUAGES, Language, Text

LONGEST: Final = 200
"""Characters of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: what was `typed`, or the `number` of a reading that was put in.

    `si` is its quantity, NaN where there is none; `word` is the id of what was chosen or seen.
    """

    typed: str = ""
    number: int | None = None
    si: float = nan
    word: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was entered."""
        return not self.typed and self.number is None


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTable:
    """The rows in which anything was entered; `places` are their numbers on the page, from 0."""

    table: Table
    rows: tuple[Mapping[str, Cell], ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What cells are read by: the lab, readings by number in the log, what may be seen in words, by id."""

    lab: Lab
    readings: Mapping[int, Entry] = field(repr=False)
    words: Mapping[str, Text] = field(repr=False)
    language: Language


def fill_table(filling: Filling, table: Table, answer: Answer) -> FilledTable:
    """Read a table as entered. Raises UnreadableAnswer with `column:row`, rows from 0, as part."""
    rows = _rows(answer, table)
    read, places = [], []
    for place, row in enumerate(rows):
        cells = {
            column.name: _read_cell(filling, column, row.get(column.name), f"{column.name}:{place}")
            for column in table.columns.values()
        }
        if any(not cell.is_empty for cell in cells.values()):
            read.append(cells)
            places.append(place)
    return FilledTable(table=table, rows=tuple(read), places=tuple(places))


def _rows(answer: Answer, table: Table) -> Sequence[Mapping[str, Any]]:
    if answer is None or answer == "":
        return ()
    rows = answer.get("rows", []) if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableAnswer(Text(en="This is not a table.", ru="Это не таблица."))
    if len(rows) > table.most:
        raise UnreadableAnswer(
            Text(
                en=f"There is room for {table.most} rows; {len(rows)} were sent.",
                ru=f"В таблице места на {table.most} строк, а прислано {len(rows)}.",
            )
        )
    return rows


def _read_cell(filling: Filling, column: Column, entered: Any, part: str) -> Cell:  # noqa: ANN401 (JSON)
    try:
        if isinstance(entered, dict):
            return _put_in(filling, column, entered)
        typed = _typed(entered)
        return _read_typed(filling, column, typed) if typed else EMPTY
    except UnreadableAnswer as error:
        raise UnreadableAnswer(_at(part, error.message), position=error.position, part=part) from error


def _at(part: str, message: Text) -> Text:
    """Say in which row, counted from 1, a message belongs."""
    row = int(part.rsplit(":", 1)[1]) + 1
    return Text(en=f"Row {row}: {message.in_language('en')}", ru=f"Строка {row}: {message.in_language('ru')}")


def _typed(entered: Any) -> str:  # noqa: ANN401 (JSON)
    if isinstance(entered, bool) or not isinstance(entered, str | int | float | None):
        raise UnreadableAnswer(Text(en="A cell holds text.", ru="В ячейке должен быть текст."))
    is_endless = isinstance(entered, int) and entered.bit_length() > LONGEST
    typed = "" if entered is None or is_endless else str(entered).strip()
    if is_endless or len(typed) > LONGEST:
        raise UnreadableAnswer(Text(en="This is too long for a cell.", ru="Слишком длинно для ячейки."))
    return typed


def _put_in(filling: Filling, column: Column, entered: Mapping[str, Any]) -> Cell:
    number = entered.get("entry")
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(column, ReadingColumn):
        raise UnreadableAnswer(Text(en="No reading can stand here.", ru="Здесь не может стоять показание."))
    entry = filling.readings.get(number)
    if entry is None:
        return Cell(number=number)
    if entry.value is None:
        return Cell(number=number, word="" if entry.overload or entry.nothing else entry.text)
    return Cell(number=number, si=entry_si(filling.lab, entry))


def entry_si(lab: Lab, entry: Entry) -> float:
    """Return what an instrument showed, in SI; NaN for words and for no reading."""
    instrument = lab.instruments.get(entry.wish.instrument)
    if instrument is None or entry.value is None:
        return nan
    unit = read_unit(instrument.unit)
    return entry.value * unit.factor + unit.offset


def unit_of(lab: Lab, column: Column) -> str:
    """Return the unit of a column: its own, else that of its control or instrument."""
    match column:
        case DerivedColumn(unit=unit):
            return unit
        case ReadingColumn(unit=unit, instrument=instrument):
            return unit or lab.instruments[instrument].unit
        case SettingColumn(unit=unit, control=control):
            form = lab.controls[control].form
            return unit or (form.unit if isinstance(form, Range | Numbers) else "")


def _read_typed(filling: Filling, column: Column, typed: str) -> Cell:
    match column:
        case SettingColumn(control=name):
            control = filling.lab.controls[name]
            if isinstance(control.form, Words | Wiring):
                words = control.form.words if isinstance(control.form, Words) else {}
                return Cell(typed=typed, word=_chosen_word(words, typed))
        case ReadingColumn(instrument=name):
            if not filling.lab.instruments[name].spans:
                return Cell(typed=typed, word=_named(filling.words, typed) or typed)
    quantity = understood(read_quantity(typed, filling.language), unit_of(filling.lab, column))
    return Cell(typed=typed, si=_si(quantity, unit_of(filling.lab, column), column))


def _named(words: Mapping[str, Text], typed: str) -> str:
    """Return the id of a word that was typed as an id or as it is shown; empty if there is none."""
    if typed in words:
        return typed
    for name, text in words.items():
        shown = (plain_text(text.in_language(language)).casefold() for language in LANGUAGES)
        if typed.casefold() in shown:
            return name
    return ""


def _chosen_word(words: Mapping[str, Text], typed: str) -> str:
    """Return the id of one of these words. Raises UnreadableAnswer."""
    found = _named(words, typed)
    if found:
        return found
    english, russian = (
        ", ".join(plain_text(text.in_language(language)) for text in words.values()) for language in LANGUAGES
    )
    raise UnreadableAnswer(
        Text(en=f"One of these is expected: {english}.", ru=f"Ожидается одно из: {russian}.")
    )


def _si(quantity: TypedQuantity, wanted_text: str, column: Column) -> float:
    """Return a typed quantity in SI; a number without a unit is in that of the column."""
    wanted, unit = read_unit(wanted_text), quantity.unit
    number = quantity.number.value
    if not unit.text:
        si = number * wanted.factor + wanted.offset
    elif unit.dimension == wanted.dimension:
        si = number * unit.factor + unit.offset
    elif isinstance(column, DerivedColumn):
        return nan
    else:
        raise UnreadableAnswer(
            Text(en="This is the unit of another quantity.", ru="Это единица другой величины.")
        )
    return si if isfinite(si) else nan
