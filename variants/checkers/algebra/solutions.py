"""Check a list of solutions against an equation: `x = 2 or x = 3`, `x₁ = 2; x₂ = 3`, `±√2`, `{2; 3}`."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from variants.checkers.algebra.statement_reading import KeyStatement
from variants.checkers.verdicts import RIGHT, Reading, Verdict, partly, right, undecided, wrong
from variants.equivalence.both_signs import both_signs
from variants.equivalence.equations.periodic_roots import compare_families
from variants.equivalence.solving.domains import domain_of
from variants.equivalence.solving.families import whole_letters, without_whole_numbers
from variants.equivalence.solving.inequalities import solve
from variants.equivalence.solving.intervals import is_value
from variants.equivalence.solving.number_sets import NumberSet, aligned, intersection
from variants.equivalence.statement_letters import formulas_in, statement_letters
from variants.grammar.letters import canonical
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Listing,
    Statement,
    Symbol,
    Tree,
    symbols,
    walk,
)
from variants.keys import SymbolRange
from variants.texts import Text

_MOST_NUMBERED: Final = 9
_REPEATING: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_WHOLE: Final = frozenset("nkmlZ")
_MISSING: Final = Text(en="A solution is missing.", ru="Потерян корень.")
_EXTRA: Final = Text(en="A number here is no solution.", ru="Есть посторонний корень.")
_BOTH: Final = Text(
    en="A solution is missing, and a number here is none.", ru="Потерян корень, и есть посторонний."
)
_SOME_FAMILIES: Final = Fraction(1, 2)
_NOT_COMPARABLE: Final = Text(
    en="The machine can't tell whether these are all solutions; the teacher will.",
    ru="Программа не может решить, все ли это решения; проверит учитель.",
)
_WRONG: Final = Text(en="These are not the solutions.", ru="Это не корни уравнения.")


def with_numbered_letters(key: KeyStatement) -> KeyStatement:
    """Return the key with letters such as x_1 and x_2 for the roots of x."""
    numbered = [
        f"{name}_{number}"
        for name in key.letters.names
        if "_" not in name
        for number in range(1, _MOST_NUMBERED)
    ]
    names = key.letters.names | frozenset(map(canonical, numbered))
    return with_whole_letters(replace(key, letters=replace(key.letters, names=names)))


def with_whole_letters(key: KeyStatement) -> KeyStatement:
    """Return the key with the letters for any whole number, if its solutions may repeat."""
    if not any(
        isinstance(node, Call) and node.function in _REPEATING
        for formula in formulas_in(key.statement)
        for node in walk(formula)
    ):
        return key
    return replace(key, letters=replace(key.letters, names=key.letters.names | _WHOLE))


def compare_solutions(
    equation: Comparison, given: Statement, ranges: Mapping[str, SymbolRange], reading: Reading
) -> Verdict | None:
    """Compare a list of solutions with all of them; None if these or the list can't be found exactly."""
    letters = statement_letters(equation)
    if len(letters) != 1:
        return None
    letter = min(letters)
    given = without_whole_numbers(given)
    if names := whole_letters(given, letter):
        families = _values(_as_solutions(given, letter), letter)
        bounded = not domain_of(ranges.get(letter)).is_everything()
        found = "unknown" if bounded or not families else compare_families(equation, letter, families, names)
        return None if families is None else _verdict_on_families(found, reading)
    expected = solve(equation, letter)
    if expected is not None and expected.is_empty() and _is_another_equation(given, letter):
        return None
    answered = solve(_as_solutions(given, letter), letter)
    if expected is None or answered is None or any(expected.inside[::2]):
        return None
    return _verdict(intersection(expected, domain_of(ranges.get(letter))), answered, reading)


def _is_another_equation(given: Statement, letter: str) -> bool:
    return isinstance(given, Comparison) and Symbol(letter) not in (given.left, given.right)


def _verdict_on_families(found: str, reading: Reading) -> Verdict:
    if found == "equal":
        return right("equal", RIGHT, reading)
    if found == "unknown":
        return undecided("not_comparable", _NOT_COMPARABLE, reading)
    if found == "root_missing":
        return partly(_SOME_FAMILIES, found, _MISSING, reading)
    return wrong(found, _EXTRA if found == "root_extra" else _WRONG, reading)


def _values(statement: Statement, letter: str) -> list[Tree] | None:
    """Return the values of a list of roots; None if it is anything else."""
    if isinstance(statement, Connective) and statement.word == "or":
        found = [_values(part, letter) for part in statement.parts]
        known = [each for each in found if each is not None]
        return [value for each in known for value in each] if len(known) == len(found) else None
    if isinstance(statement, Comparison) and statement.left == Symbol(letter) and statement.relation == "=":
        return [statement.right] if letter not in symbols(statement.right) else None
    return None


def _as_solutions(statement: Statement, letter: str) -> Statement:
    """Return a list of roots as values that the letter may have, in whatever way they are parted."""
    match statement:
        case Listing(_, items, _):
            roots = tuple(_as_solutions(item, letter) for item in items)
            return Connective("or", roots) if roots else statement
        case Connective(word, parts):
            roots = tuple(_as_solutions(part, letter) for part in parts)
            numbered = all(isinstance(part, Comparison) and part.relation == "=" for part in roots)
            return Connective("or" if numbered else word, roots)
        case Comparison("=", Symbol(name), value) if name.partition("_")[0] == letter:
            return both_signs(Comparison("=", Symbol(letter), value))
        case Comparison():
            return statement
        case _ if is_value(statement):
            return both_signs(Comparison("=", Symbol(letter), statement))
        case _:
            return statement


def _verdict(expected: NumberSet, answered: NumberSet, reading: Reading) -> Verdict:
    _, ours, theirs = aligned(expected, answered)
    if ours == theirs:
        return right("equal", RIGHT, reading)
    if any(theirs[::2]):
        return wrong("different", _WRONG, reading)
    found = sum(own and other for own, other in zip(ours, theirs, strict=True))
    total, extra = sum(ours), sum(theirs) - found
    if not found:
        return wrong("different", _WRONG, reading)
    reason, message = ("root_missing", _MISSING) if found < total else ("root_extra", _EXTRA)
    score = max(Fraction(0), Fraction(found - extra, total))
    if not score:
        return wrong(reason, _BOTH if found < total else message, reading)
    return partly(score, reason, _BOTH if extra and found < total else message, reading)
