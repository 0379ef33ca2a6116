"""Check sets, lists, vectors and matrices element by element: those that are right earn a share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from variants.checkers.algebra.collection_reading import (
    AXES,
    Elements,
    elements_of,
    multiplied,
    named_components,
    rows_of,
    with_braces,
    with_zeros,
)
from variants.checkers.algebra.statement_reading import (
    Declared,
    KeyStatement,
    Typed,
    key_statement,
    read_typed_statement,
    reading_of_statement,
)
from variants.checkers.algebra.typed_brackets import factor_before, mended_list, without_name
from variants.checkers.drawn.nearness import near_within
from variants.checkers.kinds.expression import undecided_message
from variants.checkers.verdicts import (
    RIGHT,
    Facts,
    Reading,
    UnreadableAnswer,
    Verdict,
    partly,
    right,
    undecided,
    wrong,
)
from variants.equivalence.elements import Element, elements_from, match, same_element, without_repetitions
from variants.equivalence.solving.intervals import is_value
from variants.grammar.printing import print_formula
from variants.grammar.trees import Statement
from variants.keys import CollectionKey, CollectionKind
from variants.texts import Language, Text

MOST_ELEMENTS: Final = 50
_PARTED: Final = re.compile(r"[\[({<⟨].*\d,[-−\d]", re.DOTALL)
_TOO_MANY: Final = Text(
    en=f"These are more than {MOST_ELEMENTS} elements.", ru=f"Здесь больше {MOST_ELEMENTS} элементов."
)
_EXPECTED: Final[dict[CollectionKind, Text]] = {
    "set": Text(en="A set is expected, such as {1; 2}.", ru="Ожидается множество, например {1; 2}."),
    "list": Text(en="A list is expected, such as 1; 2; 3.", ru="Ожидается список, например 1; 2; 3."),
    "vector": Text(en="A vector is expected, such as (1; 2).", ru="Ожидается вектор, например (1; 2)."),
    "matrix": Text(
        en="A matrix is expected, such as [[1; 2]; [3; 4]].",
        ru="Ожидается матрица, например [[1; 2]; [3; 4]].",
    ),
}
_MISSING: Final = Text(en="An element is missing.", ru="Не хватает элемента.")
_EXTRA: Final = Text(en="There is an element too many.", ru="Есть лишний элемент.")
_ORDER: Final = Text(
    en="The elements are right, their order is not.", ru="Элементы верные, но порядок другой."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is worked out once for a key: how answers are read, its elements and, for a matrix, its shape."""

    key: KeyStatement
    elements: tuple[Element, ...]
    taken_apart: Elements
    shape: tuple[int, int]


def read_answer(key: CollectionKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    typed = _read(key, answer, language)
    _taken_apart(typed.statement, key.kind)
    return typed.reading


def type_key(key: CollectionKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_prepared(key).key.statement, language)


def check_key(key: CollectionKey) -> None:
    """Raise UnreadableFormula or UnreadableAnswer if the key is no collection of its kind."""
    _prepared(key)


def check(key: CollectionKey, answer: object, language: Language) -> Verdict:
    """Compare the elements of answer and key. Raises UnreadableAnswer.

    In Russian a comma in brackets is decimal, unless the answer is right only when it parts elements.
    """
    if language == "en" or not _may_be_parted(answer):
        return _judged(key, _read(key, answer, language))
    parted = _judged_parted(key, answer, language)
    return parted or _judged(key, _read(key, answer, language))


def _judged_parted(key: CollectionKey, answer: object, language: Language) -> Verdict | None:
    """Return the verdict on an answer whose commas part elements, if it is right, and isn't otherwise."""
    try:
        usual = _judged(key, _read(key, answer, language))
    except UnreadableAnswer:
        usual = None
    if usual is not None and usual.outcome == "right":
        return usual
    try:
        parted = _judged(key, _read(key, answer, language, commas="en"))
    except UnreadableAnswer:
        return usual
    return parted if parted.outcome == "right" else usual


def _may_be_parted(answer: object) -> bool:
    """Say whether a comma between digits in brackets may part them: `[[1,2],[3,4]]`."""
    return isinstance(answer, str) and bool(_PARTED.search(answer))


def _judged(key: CollectionKey, typed: Typed) -> Verdict:
    prepared = _prepared(key)
    if typed.statement == prepared.key.statement:
        return right("equal", RIGHT, typed.reading)
    elements, shape = _taken_apart(typed.statement, key.kind)
    given = elements_from(elements, prepared.key.ranges)
    if key.kind == "set" or (key.kind == "list" and not key.ordered):
        return _unordered(key, prepared, given, typed.reading)
    if key.kind != "list" and shape != prepared.shape:
        padded = _padded(typed.statement, elements, prepared)
        if padded is None:
            return wrong("shape", _shape(key.kind, prepared.shape, shape), typed.reading)
        given = elements_from(padded, prepared.key.ranges)
    return _in_order(key, prepared, given, typed.reading)


def _read(key: CollectionKey, answer: object, language: Language, commas: Language | None = None) -> Typed:
    """Read an answer; `commas` is the language of its decimal commas, where that is another."""
    prepared = _prepared(key)
    known = prepared.key
    text = answer
    if isinstance(answer, str) and key.kind != "set":
        text = mended_list(without_name(answer, known.letters.names) if key.kind == "vector" else answer)
    factor, text = factor_before(text) if key.kind == "vector" else ("", text)
    typed = read_typed_statement(text, known, commas or language)
    statement = typed.statement
    if key.kind == "set":
        statement = with_braces(statement, prepared.taken_apart)
    elif key.kind == "vector":
        statement = named_components(statement)
        if factor:
            statement = multiplied(read_typed_statement(factor, known, language).statement, statement)
    if statement is typed.statement and not commas:
        return typed
    return Typed(statement=statement, reading=reading_of_statement(statement, language, typed.reading.notes))


def _prepared(key: CollectionKey) -> _Prepared:
    return _prepare(key.elements, tuple(key.symbols.items()), key.functions, key.kind)


@lru_cache(maxsize=1024)
def _prepare(typed: str, declared: Declared, functions: tuple[str, ...], kind: CollectionKind) -> _Prepared:
    text = typed if kind == "set" else mended_list(typed)
    key = key_statement(text, declared, functions, AXES if kind == "vector" else ())
    elements, shape = _taken_apart(key.statement, kind)
    return _Prepared(key=key, elements=elements_from(elements, key.ranges), taken_apart=elements, shape=shape)


def _taken_apart(statement: Statement, kind: CollectionKind) -> tuple[Elements, tuple[int, int]]:
    """Return the elements, of a matrix row by row, and how many rows and columns there are."""
    if kind == "matrix":
        rows = rows_of(statement)
        if rows is None:
            raise UnreadableAnswer(_EXPECTED[kind])
        elements = tuple(each for row in rows for each in row)
        shape = (len(rows), len(rows[0]))
    else:
        found = elements_of(statement, kind)
        if found is None:
            raise UnreadableAnswer(_EXPECTED[kind])
        elements, shape = found, (len(found), 1)
    if len(elements) > MOST_ELEMENTS:
        raise UnreadableAnswer(_TOO_MANY)
    return elements, shape


def _padded(statement: Statement, elements: Elements, prepared: _Prepared) -> Elements | None:
    """Return the components of `2i` with the zeros that it leaves out; None for vectors typed otherwise."""
    lacking = prepared.shape[0] - len(elements)
    return with_zeros(elements, lacking) if is_value(statement) and lacking > 0 else None


def _shape(kind: CollectionKind, expected: tuple[int, int], given: tuple[int, int]) -> Text:
    if kind == "vector":
        return Text(
            en=f"The vector has {given[0]} components, {expected[0]} are expected.",
            ru=f"Компонент у вектора: {given[0]}, а должно быть {expected[0]}.",
        )
    return Text(
        en=f"The matrix is {given[0]} × {given[1]}, but {expected[0]} × {expected[1]} is expected.",
        ru=f"Размер матрицы {given[0]} × {given[1]}, а должен быть {expected[0]} × {expected[1]}.",
    )


def _unordered(
    key: CollectionKey, prepared: _Prepared, given: tuple[Element, ...], reading: Reading
) -> Verdict:
    ranges, expected = prepared.key.ranges, prepared.elements
    if key.kind == "set" and not key.multiplicity:
        expected = without_repetitions(expected, ranges)
        given = without_repetitions(given, ranges)
    near = near_within(key.tolerance) if key.tolerance else None
    found = match(expected, given, near, ranges)
    fitting = len(found.pairs)
    missing, extra = len(expected) - fitting, len(given) - fitting
    if not missing and not extra:
        return right("equal", RIGHT, reading)
    if found.doubtful:
        return undecided("not_comparable", undecided_message(), reading)
    if missing and extra:
        taken = {place for _, place in found.pairs}
        others = [place for place in range(len(given)) if place not in taken]
        return _share("element_wrong", _wrong_at(others), (fitting, extra, len(expected)), reading)
    reason, message = ("element_missing", _MISSING) if missing else ("element_extra", _EXTRA)
    return _share(reason, message, (fitting, extra, len(expected)), reading)


def _in_order(
    key: CollectionKey, prepared: _Prepared, given: tuple[Element, ...], reading: Reading
) -> Verdict:
    ranges, expected = prepared.key.ranges, prepared.elements
    near = near_within(key.tolerance) if key.tolerance else None
    said = [same_element(*pair, near, ranges) for pair in zip(expected, given, strict=False)]
    extra = max(0, len(given) - len(expected))
    counts = (said.count(True), extra, len(expected))
    if None in said and False not in said:
        return undecided("not_comparable", undecided_message(), reading)
    if len(given) < len(expected):
        return _share("element_missing", _MISSING, counts, reading)
    if extra:
        return _share("element_extra", _EXTRA, counts, reading)
    if False not in said:
        return right("equal", RIGHT, reading)
    if len(match(expected, given, near, ranges).pairs) == len(expected):
        return _share("order", _ORDER, counts, reading)
    others = [place for place, fits in enumerate(said) if not fits]
    columns = prepared.shape[1] if key.kind == "matrix" else 0
    return _share("element_wrong", _wrong_at(others, columns), counts, reading)


def _wrong_at(places: Sequence[int], columns: int = 0) -> Text:
    """Say at which places elements are wrong, in a matrix by row and column."""
    if columns:
        row, column = places[0] // columns + 1, places[0] % columns + 1
        return Text(
            en=f"The element in row {row}, column {column} is wrong.",
            ru=f"Неверный элемент в строке {row}, столбце {column}.",
        )
    if len(places) == 1:
        return Text(en=f"Element {places[0] + 1} is wrong.", ru=f"Неверный элемент № {places[0] + 1}.")
    numbers = ", ".join(str(place + 1) for place in places)
    return Text(en=f"Elements {numbers} are wrong.", ru=f"Неверные элементы: № {numbers}.")


def _share(reason: str, message: Text, counts: tuple[int, int, int], reading: Reading) -> Verdict:
    """Give the share of the elements that are right, less those that are too many."""
    fitting, extra, total = counts
    facts: Facts = {"right": fitting, "extra": extra, "expected": total}
    score = max(Fraction(0), Fraction(fitting - extra, total)) if total else Fraction(0)
    if not score:
        return wrong(reason, message, reading, facts)
    return partly(min(score, Fraction(total - 1, total)), reason, message, reading, facts)
