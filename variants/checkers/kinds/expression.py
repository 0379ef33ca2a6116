"""Check a formula with letters: any equal formula is right, in any form unless the task demands one."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from variants.checkers.algebra.formula_reading import (
    Vocabulary,
    ranges_of,
    read_key,
    read_typed,
    reading_of,
    vocabulary_of,
)
from variants.checkers.verdicts import (
    NOTHING,
    RIGHT,
    Reading,
    UnreadableAnswer,
    Verdict,
    partly,
    right,
    undecided,
    wrong,
)
from variants.equivalence.modular import equal_modulo
from variants.equivalence.probing import Expected, Probe, compare_with
from variants.equivalence.proving import prove_equal
from variants.equivalence.rounded_numbers import agree, has_rounded_numbers
from variants.grammar.letters import canonical
from variants.grammar.other_readings import other_readings
from variants.grammar.printing import print_formula
from variants.grammar.trees import Comparison, Tree, same, symbols
from variants.keys import ExpressionKey, Form, SymbolRange
from variants.texts import Language, Text

# Reasons, forms and units are imported where they are asked for: a right answer needs none of them, and
# loading them would take half the time of the first verdict.
_NAME: Final = r"[^\W\d_]{1,12}(?:_?\w{1,6}|_\{[^{}]{1,8}\})?"
_NAMED: Final = re.compile(rf"\s*{_NAME}(?:\s*\([^()=]{{0,12}}\))?\s*:?=(?!=)")
_NAMED_AT_THE_END: Final = re.compile(rf"[^=<>]+?=\s*({_NAME})\s*[.;,]?\s*")
_ANSWER: Final = re.compile(r"\s*(?:ответ|answer)\s*[:.=—–-]\s*", re.IGNORECASE)
_EQUALS: Final = re.compile(r"(?<![<>!=])=(?!=)\s*(?=\S)")
_INCOMPLETE_SHARE: Final = Fraction(1, 2)
_CONSTANT_MISSING: Final = Text(
    en="The constant of integration is missing.", ru="Не хватает постоянной интегрирования."
)


def read_answer(key: ExpressionKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _read(_prepared_key(key), answer, language).reading


def type_key(key: ExpressionKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_prepared_key(key).expected.tree, language)


def check(key: ExpressionKey, answer: object, language: Language) -> Verdict:
    """Compare the values of answer and key. Raises UnreadableAnswer."""
    prepared = _prepared_key(key)
    given = _read(prepared, answer, language)
    if prepared.solved_for and prepared.solved_for in symbols(given.tree):
        message = Text(
            en=f"The letter {key.solved_for} is still in the answer.",
            ru=f"В ответе осталась буква {key.solved_for}.",
        )
        return wrong("not_solved", message, given.reading)
    probe = _compared(prepared, given.tree)
    if probe.outcome == "equal":
        return _right_value(prepared, given)
    meant = _otherwise_meant(prepared, given, language)
    if meant is not None:
        return _right_value(prepared, meant)
    if probe.outcome == "unknown":
        return undecided("not_comparable", undecided_message(), given.reading)
    reason, message = _reason(prepared, given, probe)
    facts = {"expected": key.formula} | ({} if probe.ratio is None else {"ratio": str(probe.ratio)})
    return wrong(reason, message, given.reading, facts)


def undecided_message() -> Text:
    """Return the words for what neither points nor algebra can settle."""
    return Text(
        en="The machine can't tell whether this is right; the teacher will.",
        ru="Программа не может решить, верно ли это; проверит учитель.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is worked out once for a key, however many answers there are.

    `moving` is by how much an antiderivative changes with its variables; `constant` is its added letter;
    `rounded` says that numbers in the key were computed.
    """

    expected: Expected
    vocabulary: Vocabulary
    solved_for: str
    forms: tuple[Form, ...]
    unit: str
    rounded: bool = False
    moving: Expected | None = None
    variables: frozenset[str] = frozenset()
    constant: str | None = None


def _prepared_key(key: ExpressionKey) -> _Prepared:
    options = (key.solved_for, key.functions, key.forms, key.unit, key.up_to_constant)
    return _prepare(key.formula, tuple(key.symbols.items()), options)


_Options = tuple[str | None, tuple[str, ...], tuple[Form, ...], str, bool]


@lru_cache(maxsize=1024)
def _prepare(formula: str, declared: tuple[tuple[str, SymbolRange], ...], options: _Options) -> _Prepared:
    solved_for, functions, forms, unit, up_to_constant = options
    names = frozenset(name for name, _ in declared)
    tree = read_key(formula, names, functions)
    tree = tree.right if isinstance(tree, Comparison) else tree
    ranges = ranges_of(dict(declared))
    constant, variables, moving = _integrated(tree, ranges) if up_to_constant else (None, frozenset(), None)
    more = ("const",) if up_to_constant else ()
    return _Prepared(
        expected=Expected(tree=tree, ranges=ranges),
        vocabulary=vocabulary_of(
            tree, names, (solved_for, *more) if solved_for else more, functions=functions, closed=not more
        ),
        solved_for=canonical(solved_for) if solved_for else "",
        forms=forms,
        unit=unit,
        rounded=has_rounded_numbers(tree),
        moving=moving,
        variables=variables,
        constant=constant,
    )


def _integrated(tree: Tree, ranges: dict[str, SymbolRange]) -> tuple[str | None, frozenset[str], Expected]:
    """Return the added letter of an antiderivative, its variables, and by how much it changes with them."""
    from variants.checkers.algebra.integration_constants import added_letter, change, doubled

    constant = added_letter(tree)
    variables = symbols(tree) - {constant}
    moving = Expected(tree=change(tree, variables), ranges=doubled(ranges, variables))
    return constant, variables, moving


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer: its tree, how it is shown, and the part of what was typed that counts."""

    tree: Tree
    reading: Reading
    typed: str


def _read(prepared: _Prepared, answer: object, language: Language) -> _Given:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    start, end = _result_place(answer, prepared.vocabulary.letters.names)
    typed = answer[start:end]
    try:
        formula = read_typed(typed, language, prepared.vocabulary)
    except UnreadableAnswer as error:
        raise UnreadableAnswer(error.message, position=start + (error.position or 0)) from error
    if isinstance(formula.tree, Comparison):
        message = Text(en="A formula without “=” is expected.", ru="Ожидается выражение без знака «=».")
        raise UnreadableAnswer(message)
    reading = reading_of(formula, language)
    if start and "=" in answer[:start]:
        note = Text(en="What stands after “=” was read.", ru="Прочитано то, что стоит после знака «=».")
        reading = reading.with_notes(note)
    return _Given(formula.tree, reading, typed)


def _result_place(answer: str, letters: frozenset[str]) -> tuple[int, int]:
    """Return where the result stands: after the word “answer”, the name of the quantity and its working.

    The name may also end the answer: `F/m = a`.
    """
    word = _ANSWER.match(answer)
    start, end = word.end() if word else 0, len(answer)
    if "=" not in answer:
        return start, end
    named = _NAMED.match(answer, start)
    if named:
        return max([named.end(), *(found.end() for found in _EQUALS.finditer(answer, start))]), end
    named = _NAMED_AT_THE_END.fullmatch(answer, start)
    if named and canonical(named[1]) not in letters:
        return start, answer.index("=", start)
    return start, end


def _compared(prepared: _Prepared, tree: Tree) -> Probe:
    """Compare an answer with the key, up to a constant where that is allowed."""
    if same(tree, prepared.expected.tree):
        return Probe(outcome="equal")
    expected, given = _comparable(prepared, tree)
    probe = compare_with(expected, given)
    if probe.outcome == "different" and prepared.rounded and agree(expected.tree, given, expected.ranges):
        return Probe(outcome="equal")
    return _proven(expected.tree, given) if probe.outcome == "unknown" else probe


def _comparable(prepared: _Prepared, tree: Tree) -> tuple[Expected, Tree]:
    """Return what is compared: the formulas, or how they change where a constant may be added."""
    if prepared.moving is None:
        return prepared.expected, tree
    from variants.checkers.algebra.integration_constants import change

    return prepared.moving, change(tree, prepared.variables)


def _otherwise_meant(prepared: _Prepared, given: _Given, language: Language) -> _Given | None:
    """Return the answer with the brackets that it lacks, if it is right with them."""
    if symbols(given.tree) != symbols(prepared.expected.tree):
        return None
    words = prepared.vocabulary
    for formula in other_readings(
        given.typed, language, words.letters, exponents=words.exponents, usual=given.tree
    ):
        tree = formula.tree
        if isinstance(tree, Comparison):
            continue
        if compare_with(*_comparable(prepared, tree)).outcome == "equal":
            return _Given(tree, reading_of(formula, language), given.typed)
    return None


def _proven(expected: Tree, given: Tree) -> Probe:
    equal = equal_modulo(expected, given)
    if equal is None:
        equal = prove_equal((expected, given))
    return Probe(outcome="unknown" if equal is None else "equal" if equal else "different")


def _right_value(prepared: _Prepared, given: _Given) -> Verdict:
    """Judge the form of an answer whose value is right, and whether its constant is there."""
    if prepared.constant and _lacks_constant(prepared, given.tree):
        return partly(_INCOMPLETE_SHARE, "constant_missing", _CONSTANT_MISSING, given.reading)
    if not prepared.forms:
        return right("equal", RIGHT, given.reading)
    return _demanded_form(prepared, given)


def _lacks_constant(prepared: _Prepared, tree: Tree) -> bool:
    from variants.checkers.algebra.integration_constants import added_letter, depends_on

    added = symbols(tree) - prepared.variables
    if added_letter(tree) in added:
        return False
    return not depends_on(tree, added, prepared.expected.ranges)


def _demanded_form(prepared: _Prepared, given: _Given) -> Verdict:
    from variants.checkers.forms.demands import unmet_demand
    from variants.checkers.forms.typed_decimals import has_decimals

    decimals = "exact" in prepared.forms and has_decimals(given.typed, given.tree)
    unmet = unmet_demand(prepared.forms, given.tree, prepared.expected.tree, decimals=decimals)
    if unmet is None:
        return right("equal", RIGHT, given.reading)
    if not unmet.known:
        return undecided(unmet.reason, unmet.message, given.reading, suggested=_INCOMPLETE_SHARE)
    return partly(_INCOMPLETE_SHARE, unmet.reason, unmet.message, given.reading)


def _reason(prepared: _Prepared, given: _Given, probe: Probe) -> tuple[str, Text]:
    from variants.checkers.algebra.differences import difference
    from variants.checkers.algebra.formula_units import dimension_of, dimension_of_unit
    from variants.checkers.forms.demands import NOT_EXACT
    from variants.checkers.forms.typed_decimals import has_decimals

    decimals = has_decimals(given.typed, given.tree)
    wanted = dimension_of(prepared.expected.tree, prepared.expected.ranges) or dimension_of_unit(
        prepared.unit
    )
    reason, message = difference(prepared.expected, given.tree, probe, wanted=wanted, decimals=decimals)
    if reason == "rounding" and "exact" in prepared.forms:
        return "not_exact", NOT_EXACT
    return reason, message
