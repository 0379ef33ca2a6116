"""The checkers of the kinds that may stand in a cell of a table, each loaded when its kind is first met.

A row of quantities needs no algebra, and so it waits for none to load.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from variants.checkers.verdicts import Reading, Verdict
from variants.keys import Answer
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChecker:
    """The three verbs of one kind of answer; each takes the key of its kind."""

    read_answer: Callable[[Any, Answer, Language], Reading]
    check: Callable[[Any, Answer, Language], Verdict]
    type_key: Callable[[Any, Language], Answer]


def _of(kind: str) -> CellChecker:
    """Return the verbs of the module of this name, which is loaded at the first call of one of them."""
    verbs: list[CellChecker] = []

    def loaded() -> CellChecker:
        if not verbs:
            module = import_module(f"variants.checkers.{kind}")
            verbs.append(
                CellChecker(read_answer=module.read_answer, check=module.check, type_key=module.type_key)
            )
        return verbs[0]

    return CellChecker(
        read_answer=lambda key, answer, language: loaded().read_answer(key, answer, language),
        check=lambda key, answer, language: loaded().check(key, answer, language),
        type_key=lambda key, language: loaded().type_key(key, language),
    )


CELL_CHECKERS: Final[Mapping[str, CellChecker]] = MappingProxyType(
    {
        kind: _of(kind)
        for kind in (
            "quantity",
            "expression",
            "equation",
            "inequality",
            "collection",
            "formula",
            "reaction",
            "choice",
        )
    }
)
