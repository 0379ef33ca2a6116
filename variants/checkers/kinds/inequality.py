"""Check inequalities, intervals and their unions: the same numbers are right, however they are written.

A letter may be any real number unless its range says otherwise.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from variants.checkers.algebra.solutions import with_whole_letters
from variants.checkers.algebra.statement_reading import (
    Declared,
    KeyStatement,
    Typed,
    key_statement,
    read_typed_statement,
)
from variants.checkers.algebra.typed_brackets import mended_set
from variants.checkers.drawn.nearness import near_within
from variants.checkers.kinds.expression import undecided_message
from variants.checkers.verdicts import (
    NOTHING,
    RIGHT,
    Reading,
    UnreadableAnswer,
    Verdict,
    right,
    undecided,
    wrong,
)
from variants.equivalence.both_signs import both_signs
from variants.equivalence.equations.periodic_intervals import IntervalsOutcome, compare_interval_families
from variants.equivalence.equations.relations import compare_relations
from variants.equivalence.solving.domains import domain_of
from variants.equivalence.solving.families import whole_letters, without_whole_numbers
from variants.equivalence.solving.inequalities import solve
from variants.equivalence.solving.intervals import infinite_sign, is_interval, is_value
from variants.equivalence.solving.number_sets import (
    EVERYTHING,
    NumberSet,
    equal_sets,
    intersection,
)
from variants.equivalence.solving.set_differences import SetDifference, moved_to, set_difference
from variants.equivalence.solving.truth import agree_everywhere
from variants.equivalence.statement_letters import statement_letters
from variants.grammar.printing import print_formula
from variants.grammar.trees import Comparison, Connective, Listing, Membership, SetOperation, Statement
from variants.keys import InequalityKey, SymbolRange, Tolerance
from variants.texts import Language, Text

_EXPECTED: Final = Text(
    en="An inequality or an interval is expected, such as x < 3 or (0; 2].",
    ru="Ожидается неравенство или промежуток, например x < 3 или (0; 2].",
)
_INFINITE: Final = Text(
    en="Infinity is no number: its bracket is round.", ru="Бесконечность не число: скобка у неё круглая."
)
_MESSAGES: Final = {
    "endpoint_open": Text(
        en="An end of the interval belongs to the solution here; it is left out.",
        ru="Один из концов промежутка входит в решение, а в ответе исключён.",
    ),
    "endpoint_closed": Text(
        en="An end of the interval does not belong to the solution here.",
        ru="Один из концов промежутка не входит в решение, а в ответе включён.",
    ),
    "direction": Text(
        en="The inequality points the other way.", ru="Неравенство направлено в другую сторону."
    ),
    "interval_missing": Text(en="A part of the solution is missing.", ru="Потеряна часть решения."),
    "interval_extra": Text(
        en="A part of the answer is no solution.", ru="Часть ответа — лишняя: это не решения."
    ),
    "different": Text(en="These are other numbers.", ru="Это другое множество чисел."),
}
_LETTER: Final = Text(en="The letter is another one.", ru="Буква другая.")


def read_answer(key: InequalityKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _read(_prepared(key), answer, language).reading


def type_key(key: InequalityKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_prepared(key).key.statement, language)


def check(key: InequalityKey, answer: object, language: Language) -> Verdict:
    """Compare the numbers of answer and key. Raises UnreadableAnswer."""
    prepared = _prepared(key)
    typed = _read(prepared, answer, language)
    expected, given = prepared.key.statement, typed.statement
    if given == expected:
        return right("equal", RIGHT, typed.reading)
    letters = statement_letters(given)
    if len(prepared.letters) > 1:
        return _verdict(compare_relations(expected, given, prepared.key.ranges), typed.reading)
    if prepared.letters and (names := _whole_letters(prepared, given)):
        return _verdict(_compared_families(prepared, given, names), typed.reading)
    if letters and prepared.letters and letters != prepared.letters:
        return wrong("letter", _LETTER, typed.reading)
    letter = min(letters | prepared.letters, default="x")
    return _verdict(_compared(prepared, key.tolerance, given, letter), typed.reading)


def check_key(key: InequalityKey) -> None:
    """Raise UnreadableFormula or UnreadableAnswer if the key is no set of numbers."""
    _refuse_other(_prepared(key).key.statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is worked out once for a key: its letters, and its numbers where they can be found."""

    key: KeyStatement
    letters: frozenset[str]
    numbers: NumberSet | None
    domain: NumberSet


def _prepared(key: InequalityKey) -> _Prepared:
    return _prepare(key.inequality, tuple(key.symbols.items()))


@lru_cache(maxsize=1024)
def _prepare(typed: str, declared: Declared) -> _Prepared:
    key = key_statement(mended_set(typed, frozenset(name for name, _ in declared)), declared)
    key = replace(key, statement=both_signs(key.statement))
    letters = statement_letters(key.statement) or frozenset(key.ranges if len(key.ranges) == 1 else ())
    letter = min(letters, default="x")
    numbers = solve(key.statement, letter) if len(letters) < 2 else None
    domain = _domain(key.ranges.get(letter), numbers)
    restricted = None if numbers is None else intersection(numbers, domain)
    return _Prepared(key=key, letters=letters, numbers=restricted, domain=domain)


def _domain(known: SymbolRange | None, numbers: NumberSet | None) -> NumberSet:
    """Return where a letter may be, unless nothing or everything there is expected."""
    domain = domain_of(known)
    if numbers is None:
        return domain
    inside = intersection(numbers, domain)
    return EVERYTHING if inside.is_empty() or equal_sets(inside, domain) else domain


def _read(prepared: _Prepared, answer: object, language: Language) -> Typed:
    if not isinstance(answer, str):
        raise UnreadableAnswer(NOTHING)
    read_with = with_whole_letters(prepared.key)
    typed = read_typed_statement(mended_set(answer, prepared.key.letters.names), read_with, language)
    statement = both_signs(without_whole_numbers(typed.statement))
    if is_value(statement) and prepared.numbers is not None and not any(prepared.numbers.inside[::2]):
        statement = Listing("{", (statement,), "}")
    _refuse_other(statement)
    return replace(typed, statement=statement)


def _refuse_other(statement: Statement) -> None:
    """Refuse a formula where numbers are asked for, and a bracket that takes infinity in."""
    if is_value(statement):
        raise UnreadableAnswer(_EXPECTED)
    match statement:
        case Listing(opening, items, closing) if is_interval(statement):
            closed = opening == "[" and infinite_sign(items[0]), closing == "]" and infinite_sign(items[1])
            if any(closed):
                raise UnreadableAnswer(_INFINITE)
        case Connective(_, parts):
            for part in parts:
                _refuse_other(part)
        case SetOperation(_, left, right_set):
            _refuse_other(left)
            _refuse_other(right_set)
        case Membership(_, container):
            _refuse_other(container)


def _whole_letters(prepared: _Prepared, given: Statement) -> frozenset[str]:
    """Return the letters that stand for any whole number: `2πn < x < π + 2πn`."""
    (letter,) = prepared.letters
    compared = any(isinstance(part, Comparison) for part in _parts(given))
    if compared and letter not in statement_letters(given):
        return frozenset()
    return whole_letters(given, letter)


def _parts(statement: Statement) -> tuple[Statement, ...]:
    match statement:
        case Connective(_, parts) | Listing(_, parts, _):
            return tuple(each for part in parts for each in _parts(part))
        case _:
            return (statement,)


def _compared_families(prepared: _Prepared, given: Statement, names: frozenset[str]) -> IntervalsOutcome:
    (letter,) = prepared.letters
    expected = prepared.key.statement
    if not isinstance(expected, Comparison) or not domain_of(prepared.key.ranges.get(letter)).is_everything():
        return "unknown"
    return compare_interval_families(expected, given, letter, names)


def _compared(
    prepared: _Prepared, tolerance: Tolerance | None, given: Statement, letter: str
) -> SetDifference | Literal["equal", "unknown"]:
    numbers = solve(given, letter)
    expected = prepared.numbers
    if numbers is not None:
        numbers = intersection(numbers, prepared.domain)
    if expected is not None and numbers is not None:
        if tolerance is not None:
            numbers = moved_to(expected, numbers, near_within(tolerance))
        return set_difference(expected, numbers) or "equal"
    if expected is not None:
        agreed = agree_everywhere(expected, given, letter)
    elif numbers is not None:
        agreed = agree_everywhere(numbers, prepared.key.statement, letter)
    else:
        return compare_relations(prepared.key.statement, given, prepared.key.ranges)
    return "unknown" if agreed is None else "equal" if agreed else "different"


def _verdict(found: str, reading: Reading) -> Verdict:
    if found == "equal":
        return right("equal", RIGHT, reading)
    if found == "unknown":
        return undecided("not_comparable", undecided_message(), reading)
    return wrong(found, _MESSAGES[found], reading)
