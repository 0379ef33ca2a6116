"""Check an equation: either side, any common factor that is never zero, or its solutions where allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial, reduce
from typing import Final

from variants.checkers.algebra.formula_units import sides_differ
from variants.checkers.algebra.solutions import compare_solutions, with_numbered_letters
from variants.checkers.algebra.statement_reading import (
    Declared,
    KeyStatement,
    Typed,
    key_statement,
    meant_otherwise,
    read_typed_statement,
    reading_of_statement,
)
from variants.checkers.kinds.expression import undecided_message
from variants.checkers.verdicts import RIGHT, Reading, UnreadableAnswer, Verdict, right, undecided, wrong
from variants.equivalence.both_signs import has_both_signs, with_each_sign
from variants.equivalence.equations.comparing import (
    EquationOutcome,
    ExpectedEquation,
    compare_equations,
    expected_equation,
    may_be_equal,
)
from variants.equivalence.equations.relations import compare_relations
from variants.equivalence.equations.sign_slips import with_one_sign_changed
from variants.equivalence.equations.single_letters import compare_by_solutions
from variants.equivalence.equations.solution_points import difference, solved_letters
from variants.equivalence.modular import equal_modulo
from variants.equivalence.proving import prove_equal
from variants.equivalence.rounded_numbers import are_proportional, has_rounded_numbers
from variants.grammar.letters import canonical
from variants.grammar.printing import print_formula
from variants.grammar.trees import Comparison, Number, Operation, Statement, same
from variants.keys import EquationKey
from variants.texts import Language, Text

_EXPECTED: Final = Text(en="An equation with “=” is expected.", ru="Ожидается уравнение со знаком «=».")
_RELATION: Final = Text(
    en="The sign between the sides is another one.", ru="Между частями должен стоять другой знак."
)
_MESSAGES: Final[Mapping[str, Text]] = {
    "different": Text(en="This is another equation.", ru="Это другое уравнение."),
    "identity": Text(
        en="This holds for any values, so it says nothing.",
        ru="Это верно при любых значениях, то есть ни о чём не говорит.",
    ),
    "sign": Text(en="A sign is wrong.", ru="Ошибка в знаке."),
    "factor_zero": Text(
        en="This equation has additional solutions: a factor of it may be zero.",
        ru="У этого уравнения есть лишние решения: один из множителей может обратиться в нуль.",
    ),
    "relation": _RELATION,
    "direction": _RELATION,
    "endpoint_open": _RELATION,
    "endpoint_closed": _RELATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is worked out once for a key, however many answers there are."""

    key: KeyStatement
    equation: Comparison
    expected: ExpectedEquation
    both_signs: bool
    rounded: bool


def read_answer(key: EquationKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _read(key, answer, language).reading


def type_key(key: EquationKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_prepared(key).equation, language)


def check_key(key: EquationKey) -> None:
    """Raise UnreadableFormula or ValueError if the key is no equation."""
    _prepared(key)


def check(key: EquationKey, answer: object, language: Language) -> Verdict:
    """Compare the solutions of answer and key. Raises UnreadableAnswer."""
    typed = _read(key, answer, language)
    given, reading = typed.statement, typed.reading
    prepared = _prepared(key)
    if key.solutions and not _is_itself(prepared, given):
        found = compare_solutions(prepared.equation, given, prepared.key.ranges, reading)
        if found is not None:
            return found
    if not isinstance(given, Comparison):
        return undecided("not_comparable", undecided_message(), reading)
    outcome = _outcome(prepared, given)
    if outcome != "equal":
        meant = _otherwise_meant(prepared, answer, given, language)
        outcome, given, reading = ("equal", *meant) if meant else (outcome, given, reading)
    if outcome == "equal" and key.solved_for and not _stands_alone(key.solved_for, given):
        return wrong("not_solved", _not_solved(key.solved_for), reading)
    if outcome == "equal":
        return right("equal", RIGHT, reading)
    if outcome == "unknown":
        return undecided("not_comparable", undecided_message(), reading)
    clash = _clash_of_units(given, prepared.key) if outcome == "different" else None
    if clash is not None:
        return wrong("dimension", clash, reading)
    return wrong(outcome, _MESSAGES[outcome], reading)


def _otherwise_meant(
    prepared: _Prepared, answer: object, given: Comparison, language: Language
) -> tuple[Comparison, Reading] | None:
    """Return the equation with the brackets that it lacks, if it is right with them."""
    key = prepared.key
    if prepared.both_signs or not isinstance(answer, str) or "±" in answer or given.relation != "=":
        return None
    for formula in meant_otherwise(answer, language, key, given):
        equation = formula.tree
        if isinstance(equation, Comparison) and compare_equations(prepared.expected, equation) == "equal":
            return equation, reading_of_statement(equation, language, formula.notes)
    return None


def _clash_of_units(given: Comparison, key: KeyStatement) -> Text | None:
    """Say that the sides have different units, where the task gives the letters theirs."""
    if not any(known.unit for known in key.ranges.values()):
        return None
    return sides_differ(given.left, given.right, key.ranges)


def _not_solved(letter: str) -> Text:
    return Text(
        en=f"The equation is right, but {letter} does not stand alone on a side.",
        ru=f"Уравнение верно, но {letter} не стоит отдельно в одной из частей.",
    )


def _stands_alone(letter: str, equation: Comparison) -> bool:
    return canonical(letter) in solved_letters(equation)


def _outcome(prepared: _Prepared, given: Comparison) -> str:
    expected = prepared.equation
    if given.relation == expected.relation and _same_sides(given, expected):
        return "equal"
    if prepared.both_signs or has_both_signs(given):
        return _outcome_of_both_signs(prepared, given)
    if expected.relation != "=" and given.relation != "=":
        return compare_relations(expected, given, prepared.key.ranges)
    if given.relation != expected.relation:
        return "relation"
    found: EquationOutcome = compare_by_solutions(expected, given, prepared.key.ranges) or compare_equations(
        prepared.expected, given
    )
    if found != "equal" and prepared.rounded:
        whole = difference(expected), difference(given)
        found = "equal" if are_proportional(*whole, prepared.key.ranges) else found
    if found == "unknown":
        found = _proven(expected, given)
    if found == "different" and _has_sign_slip(prepared, given):
        return "sign"
    return found


def _outcome_of_both_signs(prepared: _Prepared, given: Comparison) -> str:
    """Compare what the key and the answer say with the upper and with the lower of their double signs."""
    ours = [_prepare_equation(each, prepared.key) for each in with_each_sign(prepared.equation)]
    theirs = with_each_sign(given)
    if not prepared.both_signs:
        return compare_equations(prepared.expected, _product(theirs))
    said = [[_outcome(key, each) for key in ours] for each in theirs]
    if all("equal" in row for row in said) and all("equal" in column for column in zip(*said, strict=True)):
        return "equal"
    return "unknown" if any("unknown" in row for row in said) else "different"


def _product(each: tuple[Comparison, ...]) -> Comparison:
    """Return the one equation that holds where one of these does: y = ±x as (y − x)·(y + x) = 0."""
    differences = [difference(one) for one in each]
    return Comparison("=", reduce(partial(Operation, "*"), differences), Number(Fraction(0)))


def _is_itself(prepared: _Prepared, given: Statement) -> bool:
    """Say whether the equation was typed again: solutions outside the range of the letter are not its own."""
    if not isinstance(given, Comparison):
        return False
    if solved_letters(given):
        return _same_sides(given, prepared.equation)
    return compare_equations(prepared.expected, given) == "equal"


def _same_sides(one: Comparison, other: Comparison) -> bool:
    return same(one.left, other.left) and same(one.right, other.right)


def _has_sign_slip(prepared: _Prepared, given: Comparison) -> bool:
    return any(
        compare_equations(prepared.expected, each) == "equal"
        for each in with_one_sign_changed(given)
        if may_be_equal(prepared.expected, each)
    )


def _proven(expected: Comparison, given: Comparison) -> EquationOutcome:
    """Ask for a proof that the differences of sides are equal or opposite; otherwise nothing is known."""
    ours = difference(expected)
    turned = ((given.left, given.right), (given.right, given.left))
    pairs = [(ours, Operation("-", left, right_side)) for left, right_side in turned]
    said = [equal_modulo(*pair) for pair in pairs]
    if False in said and None not in said:
        return "equal" if True in said else "unknown"
    return "equal" if True in said or prove_equal(*pairs) else "unknown"


def _prepared(key: EquationKey) -> _Prepared:
    return _prepare(key.equation, tuple(key.symbols.items()), key.functions)


@lru_cache(maxsize=1024)
def _prepare(typed: str, declared: Declared, functions: tuple[str, ...]) -> _Prepared:
    key = key_statement(typed, declared, functions)
    if not isinstance(key.statement, Comparison):
        raise ValueError(f"the key {typed!r} is not an equation")
    return _prepare_equation(key.statement, key)


def _prepare_equation(equation: Comparison, key: KeyStatement) -> _Prepared:
    return _Prepared(
        key=key,
        equation=equation,
        expected=expected_equation(equation, key.ranges),
        both_signs=has_both_signs(equation),
        rounded=has_rounded_numbers(difference(equation)),
    )


def _read(key: EquationKey, answer: object, language: Language) -> Typed:
    prepared = _prepared(key)
    read_with = with_numbered_letters(prepared.key) if key.solutions else prepared.key
    typed = read_typed_statement(answer, read_with, language)
    if not key.solutions and not isinstance(typed.statement, Comparison):
        raise UnreadableAnswer(_EXPECTED)
    return typed
