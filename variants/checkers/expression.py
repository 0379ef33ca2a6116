"""Check a formula with letters: any equal formula is right, whatever its form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict, right, undecided, wrong
from variants.equivalence.modular import equal_modulo
from variants.equivalence.probing import Expected, Probe, compare_with
from variants.equivalence.proving import prove_equal
from variants.grammar.expressions import Formula, read_formula
from variants.grammar.letters import canonical
from variants.grammar.names import Letters, letters_of
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Constant, Symbol, Tree, same, symbols, walk
from variants.keys import ExpressionKey, SymbolRange
from variants.texts import Language, Text

_NAMED: Final = re.compile(
    r"\s*[^\W\d_]{1,12}(?:_?\w{1,6}|_\{[^{}]{1,8}\})?(?:\s*\([^()=]{0,12}\))?\s*=(?!=)"
)
_ANSWER: Final = re.compile(r"\s*(?:ответ|answer)\s*[:.=—–-]\s*", re.IGNORECASE)
_EQUALS: Final = re.compile(r"(?<![<>!=])=(?!=)\s*(?=\S)")
RIGHT: Final = Text(en="Right.", ru="Верно.")
NOTHING: Final = Text(en="Nothing is entered.", ru="Ничего не введено.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How the answers to a key are read: its letters, and whether `2e3` is a number."""

    letters: Letters
    exponents: bool


def read_answer(key: ExpressionKey, answer: object, language: Language) -> Reading:
    """Show how the answer was read. Raises UnreadableAnswer."""
    return _read(key, answer, language)[1]


def type_key(key: ExpressionKey, language: Language) -> str:
    """Return the right answer as a student of this language would type it."""
    return print_formula(_key_tree(key), language)


def check(key: ExpressionKey, answer: object, language: Language) -> Verdict:
    """Compare the values of answer and key. Raises UnreadableAnswer."""
    tree, reading = _read(key, answer, language)
    if key.solved_for and canonical(key.solved_for) in symbols(tree):
        message = Text(
            en=f"The letter {key.solved_for} is still in the answer.",
            ru=f"В ответе осталась буква {key.solved_for}.",
        )
        return wrong("not_solved", message, reading)
    prepared = _prepared_key(key)
    expected = prepared.expected.tree
    if same(tree, expected):
        return right("equal", RIGHT, reading)
    probe = compare_with(prepared.expected, tree)
    if probe.outcome == "unknown":
        probe = _proven(expected, tree)
    if probe.outcome == "equal":
        return right("equal", RIGHT, reading)
    if probe.outcome == "unknown":
        return undecided("not_comparable", undecided_message(), reading)
    reason, message = _difference(expected, tree, probe)
    return wrong(reason, message, reading)


def undecided_message() -> Text:
    """Return the words for what neither points nor algebra can settle."""
    return Text(
        en="The machine can't tell whether this is right; the teacher will.",
        ru="Программа не может решить, верно ли это; проверит учитель.",
    )


def ranges_of(declared: Mapping[str, SymbolRange]) -> dict[str, SymbolRange]:
    """Return the ranges of declared letters under their one spelling."""
    return {canonical(name): known for name, known in declared.items()}


def read_typed(typed: str, language: Language, vocabulary: Vocabulary) -> Formula:
    """Read a formula. Raises UnreadableAnswer."""
    try:
        return read_formula(typed, language, vocabulary.letters, exponents=vocabulary.exponents)
    except UnreadableFormula as error:
        raise UnreadableAnswer(error.message, position=error.position) from error


@lru_cache(maxsize=1024)
def read_key(formula: str, declared: frozenset[str]) -> Tree | Comparison:
    """Read a key's own formula; letters that nobody declared are found in it. Raises UnreadableFormula."""
    return read_formula(formula, "en", letters_of(declared, closed=False)).tree


def vocabulary_of(
    tree: Tree | Comparison, declared: frozenset[str], more: tuple[str, ...] = ()
) -> Vocabulary:
    """Return how answers to a key are read: other letters than the declared ones are refused, if any are."""
    sides = (tree.left, tree.right) if isinstance(tree, Comparison) else (tree,)
    names = frozenset().union(*(symbols(side) for side in sides)) | declared
    letters = letters_of((*names, *more), closed=bool(declared))
    euler = any(isinstance(node, Constant) and node.name == "e" for side in sides for node in walk(side))
    return Vocabulary(letters=letters, exponents=not euler and not {"e", "E"} & letters.names)


def reading_of(formula: Formula, language: Language) -> Reading:
    """Return how a formula was understood, as text and typeset."""
    return Reading(
        text=print_formula(formula.tree, language),
        latex=latex_formula(formula.tree, language),
        notes=formula.notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is worked out once for a key, however many answers there are."""

    expected: Expected
    vocabulary: Vocabulary


def _prepared_key(key: ExpressionKey) -> _Prepared:
    return _prepare(key.formula, tuple(key.symbols.items()), key.solved_for)


@lru_cache(maxsize=1024)
def _prepare(
    formula: str, declared: tuple[tuple[str, SymbolRange], ...], solved_for: str | None
) -> _Prepared:
    names = frozenset(name for name, _ in declared)
    tree = read_key(formula, names)
    tree = tree.right if isinstance(tree, Comparison) else tree
    return _Prepared(
        expected=Expected(tree=tree, ranges=ranges_of(dict(declared))),
        vocabulary=vocabulary_of(tree, names, (solved_for,) if solved_for else ()),
    )


def _key_tree(key: ExpressionKey) -> Tree:
    return _prepared_key(key).expected.tree


def _read(key: ExpressionKey, answer: object, language: Language) -> tuple[Tree, Reading]:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    vocabulary = _prepared_key(key).vocabulary
    start = _result_start(answer)
    try:
        formula = read_typed(answer[start:], language, vocabulary)
    except UnreadableAnswer as error:
        raise UnreadableAnswer(error.message, position=start + (error.position or 0)) from error
    if isinstance(formula.tree, Comparison):
        message = Text(en="A formula without “=” is expected.", ru="Ожидается выражение без знака «=».")
        raise UnreadableAnswer(message)
    reading = reading_of(formula, language)
    if "=" in answer[:start]:
        note = Text(en="What stands after “=” was read.", ru="Прочитано то, что стоит после знака «=».")
        reading = reading.with_notes(note)
    return formula.tree, reading


def _result_start(answer: str) -> int:
    """Return where the result begins: after the word “answer”, the name of the quantity and its working."""
    word = _ANSWER.match(answer)
    start = word.end() if word else 0
    named = _NAMED.match(answer, start)
    if named is None:
        return start
    return max(named.end(), max((found.end() for found in _EQUALS.finditer(answer)), default=0))


def _proven(expected: Tree, given: Tree) -> Probe:
    equal = equal_modulo(expected, given)
    if equal is None:
        equal = prove_equal((expected, given))
    return Probe(outcome="unknown" if equal is None else "equal" if equal else "different")


def _difference(expected: Tree, given: Tree, probe: Probe) -> tuple[str, Text]:
    """Name what is different, without giving the key away."""
    if probe.ratio is not None and abs(probe.ratio + 1) < 1e-9:
        return "sign", Text(en="The sign is wrong.", ru="Неверный знак.")
    if probe.ratio:
        return "factor", Text(en="It differs by a constant factor.", ru="Отличается постоянным множителем.")
    extra = sorted(symbols(given) - symbols(expected))
    if extra:
        printed = ", ".join(print_formula(Symbol(name), "en") for name in extra)
        return "extra_letters", Text(
            en=f"The answer doesn't depend on {printed}.", ru=f"Ответ не зависит от {printed}."
        )
    return "different", Text(en="This is another formula.", ru="Это другая формула.")
