"""Read a formula or an equation as a student types it; bounds stand before any work."""

import re
from dataclasses import dataclass
from typing import Final

from variants.grammar.bounds import check_bounds
from variants.grammar.characters import Repaired, repair
from variants.grammar.names import ANY_LETTERS, Letters
from variants.grammar.parser import Parser
from variants.grammar.pieces import Manner, cut, manner_of
from variants.grammar.refusals import no_formula, two_values
from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.grammar.trees import Comparison, Relation, Tree, height
from variants.texts import Language, Text

MAX_LENGTH: Final = 2000
MAX_HEIGHT: Final = 120
RELATIONS: Final[dict[str, Relation]] = {"=": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "!=": "!="}
_TOO_LONG: Final = Text(en="This formula is too long.", ru="Слишком длинная формула.")
_ROOT_OF: Final = re.compile(r"(?:квадратный\s+)?(корень)(?:\s+квадратный)?\s+из(?=\W|\d)", re.IGNORECASE)
_LAST_STOPS: Final = ".;,"
_BETWEEN_STATEMENTS: Final = frozenset({"and", "or", ",", ";", "∈", "∪", "∩", "±", "∓", *RELATIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What was typed as a tree, or as two trees with a relation; `notes` tell what was repaired."""

    tree: Tree | Comparison
    notes: tuple[Text, ...] = ()


def read_formula(
    typed: str, language: Language, letters: Letters = ANY_LETTERS, *, exponents: bool = True
) -> Formula:
    """Read a formula or an equation. Raises UnreadableFormula with the position in what was typed."""
    manner = manner_of(language, letters, exponents=exponents, statement=False)
    repaired = repaired_line(typed, manner)
    try:
        row = cut(repaired.text, manner)
        tree = _formula(row)
        check_sides((tree.left, tree.right) if isinstance(tree, Comparison) else (tree,), row)
    except UnreadableFormula as error:
        raise UnreadableFormula(error.message, repaired.typed_position(error.position)) from error
    return Formula(tree=tree, notes=(*repaired.notes, *row.notes))


def repaired_line(typed: str, manner: Manner) -> Repaired:
    """Return what was typed in plain characters, without a full stop. Raises UnreadableFormula."""
    if len(typed) > MAX_LENGTH:
        raise UnreadableFormula(_TOO_LONG)
    if not typed or typed.isspace():
        raise UnreadableFormula(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if typed[-1] in _LAST_STOPS or typed[-1].isspace():
        line = typed.rstrip()
        if len(line) > 1 and line[-1] in _LAST_STOPS and line[-2] not in _LAST_STOPS:
            typed = line[:-1]
    if "орень" in typed:
        typed = _ROOT_OF.sub(_root_alone, typed)
    repaired = repair(typed, keep=manner.words.kept_letters)
    if len(repaired.text) > 2 * MAX_LENGTH:
        raise UnreadableFormula(_TOO_LONG)
    return repaired


def _root_alone(found: re.Match[str]) -> str:
    """Return the word for a root alone, with gaps in place of the words around it."""
    return found[1].lower().rjust(found.end(1) - found.start()).ljust(len(found[0]))


def _formula(row: TokenRow) -> Tree | Comparison:
    kinds = row.kinds
    if "±" in kinds or "∓" in kinds:
        raise two_values(row.positions[kinds.index("±" if "±" in kinds else "∓")])
    parser = Parser(row)
    left = parser.sum()
    kind = kinds[parser.at]
    if kind == "end":
        return left
    if kind not in RELATIONS:
        raise _end(parser)
    parser.at += 1
    right = parser.sum()
    if kinds[parser.at] != "end":
        raise _end(parser)
    return Comparison(RELATIONS[kind], left, right)


def _end(parser: Parser) -> UnreadableFormula:
    if parser.kinds[parser.at] in _BETWEEN_STATEMENTS:
        return no_formula(parser.row.positions[parser.at])
    return parser.unexpected()


def check_sides(sides: tuple[Tree, ...], row: TokenRow) -> None:
    """Refuse a tree that is too high to be walked by functions that call themselves, or endless work."""
    high = len(row.kinds) > MAX_HEIGHT
    for side in sides:
        if high and height(side) > MAX_HEIGHT:
            raise UnreadableFormula(_TOO_LONG)
        check_bounds(side)
