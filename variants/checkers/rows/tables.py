"""Turn rows of kind table into keys."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from variants.checkers.rows.chemistry import READERS as CHEMISTRY
from variants.checkers.rows.expressions import READERS as EXPRESSIONS
from variants.checkers.rows.options import BadRow, Row
from variants.checkers.rows.quantities import READERS as QUANTITIES
from variants.checkers.rows.sets import READERS as SETS
from variants.keys import ColumnKey, Key, TableKey
from variants.texts import Language

_CELLS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {
    **QUANTITIES,
    **CHEMISTRY,
    "equation": SETS["equation"],
    **EXPRESSIONS,
}
"""The kinds of a cell, in the order in which they are tried where a column doesn't say its own."""


def _table(row: Row, language: Language) -> TableKey:
    """Read column → cells as typed; `columns` may say of a column its kind and options."""
    cells, options = row["key"], row.get("columns", {})
    if not (isinstance(cells, dict) and cells and all(isinstance(each, list) for each in cells.values())):
        raise BadRow("key of a table is an object: column → list of cells as typed")
    if not isinstance(options, dict):
        raise BadRow("columns is an object: column → its options")
    return TableKey(
        columns=tuple(
            _column(str(name), column, {**row, **_options(options.get(name, {}))}, language)
            for name, column in cells.items()
        )
    )


def _options(options: object) -> Row:
    if not isinstance(options, dict):
        raise BadRow("columns: the options of a column are an object")
    return {"kind": None, "unit": False, **options}


def _column(name: str, typed: list[Any], options: Row, language: Language) -> ColumnKey:
    kind = options["kind"] or _likely_kind(typed, options, language)
    if kind not in _CELLS:
        raise BadRow(f"columns: kind is one of {', '.join(_CELLS)}, not {kind!r}")
    cells = tuple(None if cell == "" else _CELLS[kind]({**options, "key": cell}, language) for cell in typed)
    return ColumnKey(name=name, kind=kind, cells=cells)


def _likely_kind(typed: list[Any], options: Row, language: Language) -> str:
    """Return the first kind that the cells of a column can all be read as; a number where there are none."""
    cells = [cell for cell in typed if cell != ""]
    for kind, read in _CELLS.items():
        try:
            for cell in cells:
                read({**options, "key": cell}, language)
        except BadRow:
            continue
        return kind
    raise BadRow("columns: the cells of a column can't be read; say its kind")


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {"table": _table}
