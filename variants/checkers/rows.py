"""Turn a JSON row of `tetrad check` into a key; whoever wrote the row can mend what is refused here."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from variants.checkers.drawings import Point, read_drawing
from variants.checkers.expression_rows import expression_from_row
from variants.checkers.quantity_rows import BadOption, quantity_from_row, read_tolerance
from variants.checkers.reaction import says_no_reaction
from variants.checkers.set_rows import collection_from_row, equation_from_row, inequality_from_row
from variants.checkers.verdicts import UnreadableAnswer
from variants.chemistry.cursors import UnreadableSubstance
from variants.chemistry.reactions import UnreadableReaction, read_reaction
from variants.chemistry.substances import read_substance
from variants.keys import (
    AxisKey,
    ChoiceKey,
    CollectionKind,
    ColumnKey,
    CurveKey,
    DotsKey,
    FormulaKey,
    Key,
    LineKey,
    PlotKey,
    QuantityKey,
    ReactionKey,
    Statement,
    SymbolRange,
    TableKey,
    TextKey,
    Tolerance,
)
from variants.texts import LANGUAGES, Language, Text

Row = Mapping[str, Any]


class BadRow(Exception):
    """A row can't be used; the message says why, in English, for the program that wrote it."""


def key_from_row(row: Row) -> tuple[Key, Language]:
    """Return the key and the language of a row. Raises BadRow."""
    language: Language = row.get("language", "en")
    if language not in LANGUAGES:
        raise BadRow(f"language is one of {', '.join(LANGUAGES)}, not {language!r}")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadRow(f"kind is one of {', '.join(_KINDS)}, not {kind!r}")
    if "key" not in row:
        raise BadRow("key is missing")
    return _KINDS[kind](row, language), language


def _quantity(row: Row, language: Language) -> QuantityKey:
    try:
        return quantity_from_row(row, language)
    except BadOption as error:
        raise BadRow(str(error)) from error


def _tolerance(typed: object) -> Tolerance:
    try:
        return read_tolerance(typed)
    except BadOption as error:
        raise BadRow(str(error)) from error


def _symbols(row: Row) -> dict[str, SymbolRange]:
    declared = row.get("symbols", {})
    if not isinstance(declared, dict):
        raise BadRow('symbols is an object: name → {} or {"from", "to"}')
    return {name: _range(name, known) for name, known in declared.items()}


def _range(name: str, known: object) -> SymbolRange:
    if not isinstance(known, dict) or not all(_is_number(known.get(end, 0)) for end in ("from", "to")):
        raise BadRow(f'symbols: {name} is {{}} or {{"from", "to"}} with numbers')
    lowest, highest = known.get("from"), known.get("to")
    if lowest is not None and highest is not None and lowest > highest:
        raise BadRow(f"symbols: the range of {name} is empty")
    return SymbolRange(unit=str(known.get("unit", "")), lowest=lowest, highest=highest)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e100


def _expression(row: Row, language: Language) -> Key:
    return _set_row(lambda symbols: expression_from_row(row, symbols, language), row)


def _equation(row: Row, language: Language) -> Key:
    return _set_row(lambda symbols: equation_from_row(row, symbols, language), row)


def _inequality(row: Row, language: Language) -> Key:
    return _set_row(lambda symbols: inequality_from_row(row, symbols, language), row)


def _collection(kind: CollectionKind) -> Callable[[Row, Language], Key]:
    return lambda row, language: _set_row(
        lambda symbols: collection_from_row(kind, row, symbols, language), row
    )


def _set_row(read: Callable[[Mapping[str, SymbolRange]], Key], row: Row) -> Key:
    try:
        return read(_symbols(row))
    except BadOption as error:
        raise BadRow(str(error)) from error


def _formula(row: Row, language: Language) -> FormulaKey:
    try:
        read_substance(_text(row))
    except UnreadableSubstance as error:
        raise BadRow(f"key: {error}") from error
    return FormulaKey(formula=_text(row))


def _reaction(row: Row, language: Language) -> ReactionKey:
    equation = None if row["key"] in (None, "", "no_reaction") else _text(row)
    if equation is not None and not says_no_reaction(equation):
        try:
            read_reaction(equation)
        except UnreadableReaction as error:
            raise BadRow(f"key: {error}") from error
    return ReactionKey(
        equation=equation,
        form=_one_of(row, "form", ("molecular", "ionic", "net_ionic", "half")),
        coefficients=_one_of(row, "coefficients", ("any", "smallest", "key")),
        states=_one_of(row, "states", ("ignored", "required")),
        conditions=_one_of(row, "conditions", ("ignored", "required")),
    )


def _one_of(row: Row, option: str, allowed: tuple[str, ...]) -> Any:  # noqa: ANN401 - one of the literals
    value = row.get(option, allowed[0])
    if value not in allowed:
        raise BadRow(f"{option} is one of {', '.join(allowed)}, not {value!r}")
    return value


def _choice(row: Row, language: Language) -> ChoiceKey:
    key, options = row["key"], tuple(map(str, row.get("options", ())))
    if isinstance(key, dict):
        return ChoiceKey(pick="matching", matches={str(k): str(v) for k, v in key.items()}, options=options)
    if isinstance(key, list):
        pick = _one_of(row, "pick", ("several", "ordering"))
        return ChoiceKey(pick=pick, right=tuple(map(str, key)), options=options or tuple(map(str, key)))
    return ChoiceKey(pick="one", right=(_text(row),), options=options)


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
    if kind not in _CELL_KINDS:
        raise BadRow(f"columns: kind is one of {', '.join(_CELL_KINDS)}, not {kind!r}")
    cells = tuple(
        None if cell == "" else _CELL_KINDS[kind]({**options, "key": cell}, language) for cell in typed
    )
    return ColumnKey(name=name, kind=kind, cells=cells)


def _likely_kind(typed: list[Any], options: Row, language: Language) -> str:
    """Return the first kind that the cells of a column can all be read as; a number where there are none."""
    cells = [cell for cell in typed if cell != ""]
    for kind, read in _CELL_KINDS.items():
        try:
            for cell in cells:
                read({**options, "key": cell}, language)
        except BadRow:
            continue
        return kind
    raise BadRow("columns: the cells of a column can't be read; say its kind")


def _plot(row: Row, language: Language) -> PlotKey:
    """Read a drawing like an answer: what it holds of axes, dots, line and curve is asked for."""
    drawn = row["key"]
    if not isinstance(drawn, dict):
        raise BadRow('key of a plot is an object like {"dots": [[x, y], …], "line": [[x, y], [x, y]]}')
    try:
        drawing = read_drawing(drawn)
    except UnreadableAnswer as error:
        raise BadRow(f"key: {error}") from error
    tolerance = _tolerance(row.get("tolerance", "5%"))
    points = (*drawing.dots, *drawing.line, *drawing.curve)
    axes = [
        AxisKey(
            name=name,
            unit=unit,
            lowest=min((point[side] for point in points), default=None),
            highest=max((point[side] for point in points), default=None),
        )
        for side, (name, unit) in enumerate(drawing.axes or (("x", ""), ("y", "")))
    ]
    return PlotKey(
        x=axes[0],
        y=axes[1],
        axes=Fraction(1) if drawing.axes else None,
        dots=DotsKey(x=tuple(x for x, _ in drawing.dots), y=tuple(y for _, y in drawing.dots))
        if drawing.dots
        else None,
        line=_line(drawing.line, tolerance) if drawing.line else None,
        curve=CurveKey(through=drawing.curve, samples=drawing.curve, tolerance=tolerance)
        if drawing.curve
        else None,
    )


def _line(ends: Sequence[Point], tolerance: Tolerance) -> LineKey:
    (left, low), (right, high) = ends[0], ends[-1]
    if left == right:
        raise BadRow("key: the line is vertical")
    slope = (high - low) / (right - left)
    return LineKey(slope=slope, intercept=low - slope * left, tolerance=tolerance)


def _open_question(row: Row, language: Language) -> TextKey:
    """Read a sample answer; `terms` are the words to look for: a list of lists of alternatives."""
    terms = row.get("terms", [])
    if not (isinstance(terms, list) and all(isinstance(each, list) for each in terms)):
        raise BadRow("terms is a list of lists of words")
    expected = Statement(terms={language: tuple(tuple(map(str, each)) for each in terms)})
    return TextKey(expects=(expected,) if terms else (), sample=Text(**{language: _text(row)}))


def _text(row: Row) -> str:
    key = row["key"]
    if not isinstance(key, str) or not key.strip() or len(key) > 2000:
        raise BadRow("key is a text of at most 2000 characters")
    return key


_KINDS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {
    "quantity": _quantity,
    "expression": _expression,
    "equation": _equation,
    "inequality": _inequality,
    "set": _collection("set"),
    "list": _collection("list"),
    "vector": _collection("vector"),
    "matrix": _collection("matrix"),
    "formula": _formula,
    "reaction": _reaction,
    "choice": _choice,
    "table": _table,
    "plot": _plot,
    "text": _open_question,
}
_CELL_KINDS: Final = {
    kind: _KINDS[kind] for kind in ("quantity", "formula", "reaction", "equation", "expression")
}
