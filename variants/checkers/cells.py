"""The checkers of the kinds that may stand in a cell of a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from variants.checkers import choice, equation, expression, formula, quantity, reaction
from variants.checkers.verdicts import Reading, Verdict
from variants.keys import Answer
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChecker:
    """The three verbs of one kind of answer; each takes the key of its kind."""

    read_answer: Callable[[Any, Answer, Language], Reading]
    check: Callable[[Any, Answer, Language], Verdict]
    type_key: Callable[[Any, Language], Answer]


def _of(kind: Any) -> CellChecker:  # noqa: ANN401 - a module
    return CellChecker(read_answer=kind.read_answer, check=kind.check, type_key=kind.type_key)


CELL_CHECKERS: Final[Mapping[str, CellChecker]] = MappingProxyType(
    {
        "quantity": _of(quantity),
        "expression": _of(expression),
        "equation": _of(equation),
        "formula": _of(formula),
        "reaction": _of(reaction),
        "choice": _of(choice),
    }
)
