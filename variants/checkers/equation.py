"""Check an equation: either side, and any common factor that is never zero."""

from variants.checkers.expression import (
    NOTHING,
    RIGHT,
    ranges_of,
    read_key,
    read_typed,
    reading_of,
    undecided_message,
    vocabulary_of,
)
from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict, right, undecided, wrong
from variants.equivalence.modular import equal_modulo
from variants.equivalence.probing import Outcome, compare_equations
from variants.equivalence.proving import prove_equal
from variants.grammar.printing import print_formula
from variants.grammar.trees import Comparison, Operation, Relation, same
from variants.keys import EquationKey
from variants.texts import Language, Text

_TURNED: dict[Relation, Relation] = {">": "<", ">=": "<="}


def read_answer(key: EquationKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _read(key, answer, language)[1]


def type_key(key: EquationKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_key_equation(key), language)


def check(key: EquationKey, answer: object, language: Language) -> Verdict:
    """Compare the solutions of answer and key. Raises UnreadableAnswer."""
    given, reading = _read(key, answer, language)
    expected = _key_equation(key)
    if (
        same(given.left, expected.left)
        and same(given.right, expected.right)
        and given.relation == expected.relation
    ):
        return right("equal", RIGHT, reading)
    ours, theirs = _turned(expected), _turned(given)
    if ours.relation != theirs.relation:
        message = Text(
            en="The sign between the sides is another one.", ru="Между частями должен стоять другой знак."
        )
        return wrong("relation", message, reading)
    outcome: Outcome = compare_equations(ours, theirs, ranges_of(key.symbols))
    if outcome == "unknown":
        outcome = _proven(ours, theirs)
    if outcome == "equal":
        return right("equal", RIGHT, reading)
    if outcome == "unknown":
        return undecided("not_comparable", undecided_message(), reading)
    return wrong("different", Text(en="This is another equation.", ru="Это другое уравнение."), reading)


def _key_equation(key: EquationKey) -> Comparison:
    tree = read_key(key.equation, frozenset(key.symbols))
    if not isinstance(tree, Comparison):
        raise ValueError(f"the key {key.equation!r} is not an equation")
    return tree


def _read(key: EquationKey, answer: object, language: Language) -> tuple[Comparison, Reading]:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    vocabulary = vocabulary_of(_key_equation(key), frozenset(key.symbols))
    formula = read_typed(answer, language, vocabulary)
    if not isinstance(formula.tree, Comparison):
        raise UnreadableAnswer(
            Text(en="An equation with “=” is expected.", ru="Ожидается уравнение со знаком «=».")
        )
    return formula.tree, reading_of(formula, language)


def _turned(equation: Comparison) -> Comparison:
    """Write a relation with “less” instead of “greater”."""
    if equation.relation not in _TURNED:
        return equation
    return Comparison(_TURNED[equation.relation], equation.right, equation.left)


def _proven(expected: Comparison, given: Comparison) -> Outcome:
    """Ask for a proof that the differences of sides are equal or opposite; otherwise nothing is known."""
    ours = Operation("-", expected.left, expected.right)
    turned = ((given.left, given.right), (given.right, given.left))
    pairs = [(ours, Operation("-", left, right_side)) for left, right_side in turned]
    equal = any(equal_modulo(*pair) for pair in pairs) or prove_equal(*pairs)
    return "equal" if equal else "unknown"
