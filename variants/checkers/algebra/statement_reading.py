"""Read statements typed as answers and as keys: comparisons, intervals, sets, lists, and words for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from variants.checkers.verdicts import NOTHING, Reading, UnreadableAnswer
from variants.equivalence.statement_letters import formulas_in, statement_letters
from variants.grammar.expressions import Formula
from variants.grammar.letters import canonical
from variants.grammar.names import Letters, letters_of
from variants.grammar.other_readings import other_readings
from variants.grammar.printing import latex_formula, print_formula
from variants.grammar.statements import read_statement
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison, Statement, has_constant
from variants.keys import SymbolRange
from variants.texts import Language, Text

_ANSWER: Final = re.compile(r"\s*(?:ответ|answer|solution|решение)\s*[:.=—–-]\s*", re.IGNORECASE)
_BOTH_NUMBERS: Final = re.compile(r"(?<![\w])([A-Za-zх])(_?\{?1\s{0,3}[,;]\s{0,3}2\}?)(?=\s{0,3}=)")
_NEXT_ROOT: Final = re.compile(r"(?<=[\d)])\s(?=\s{0,3}[A-Za-zх]_?[1-9₁-₉]\s*=)")
MOST_FORMULAS: Final = 100
_TOO_LONG: Final = Text(en="This answer has too many parts.", ru="В ответе слишком много частей.")
Declared = tuple[tuple[str, SymbolRange], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A statement as it was read, and how that is shown."""

    statement: Statement
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStatement:
    """A key's statement, and the letters with which answers to it are read."""

    statement: Statement
    letters: Letters
    ranges: Mapping[str, SymbolRange]
    exponents: bool


@lru_cache(maxsize=1024)
def key_statement(
    typed: str, declared: Declared, functions: tuple[str, ...] = (), more: tuple[str, ...] = ()
) -> KeyStatement:
    """Read a key's own statement; letters that nobody declared are found in it. Raises UnreadableFormula.

    `more` are letters that answers may have beside those of the key.
    """
    names = frozenset(name for name, _ in declared)
    letters = letters_of({*names, *more}, closed=False, functions=functions)
    statement = read_statement(typed, "en", letters).tree
    known = names | statement_letters(statement) | set(more)
    found = letters_of(known, closed=bool(names), functions=functions)
    euler = any(has_constant(formula, "e") for formula in formulas_in(statement))
    return KeyStatement(
        statement=statement,
        letters=found,
        ranges={canonical(name): known for name, known in declared},
        exponents=not euler and not {"e", "E"} & found.names,
    )


def read_typed_statement(answer: object, key: KeyStatement, language: Language) -> Typed:
    """Read an answer with the letters of its key. Raises UnreadableAnswer."""
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    answer = _parted(answer)
    word = _ANSWER.match(answer)
    start = word.end() if word else 0
    try:
        found = read_statement(answer[start:], language, key.letters, exponents=key.exponents)
    except UnreadableFormula as error:
        raise UnreadableAnswer(error.message, position=start + error.position) from error
    if len(list(islice(formulas_in(found.tree), MOST_FORMULAS + 1))) > MOST_FORMULAS:
        raise UnreadableAnswer(_TOO_LONG)
    return Typed(statement=found.tree, reading=reading_of_statement(found.tree, language, found.notes))


def meant_otherwise(
    answer: str, language: Language, key: KeyStatement, usual: Comparison
) -> tuple[Formula, ...]:
    """Return the other equations that an answer without some brackets may stand for."""
    try:
        return other_readings(answer, language, key.letters, exponents=key.exponents, usual=usual)
    except UnreadableFormula:
        return ()


def _parted(answer: str) -> str:
    """Return `x1,2 = ±2` as x = ±2, and `x1=2 x2=3` with a sign between; every sign keeps its place."""
    if "=" not in answer:
        return answer
    plain = _BOTH_NUMBERS.sub(lambda found: found[1] + " " * len(found[2]), answer)
    return _NEXT_ROOT.sub(";", plain)


def reading_of_statement(statement: Statement, language: Language, notes: tuple[Text, ...] = ()) -> Reading:
    """Return how a statement was understood, as text and typeset, printed when it is looked at."""
    return Reading(
        text=lambda: print_formula(statement, language),
        latex=lambda: latex_formula(statement, language),
        notes=notes,
    )
