"""What every kind of answer can do, loaded when the kind is first met: a number needs no algebra to load."""

from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from variants.checkers.verdicts import Reading, Verdict
from variants.keys import Answer
from variants.texts import Language


class Verbs(Protocol):
    """The three verbs of a kind, each with the key of that kind.

    `check` of a table or a plot takes named mistakes besides, for they may concern a part of it.
    """

    def read_answer(self, key: Any, answer: Answer, language: Language) -> Reading:  # noqa: ANN401
        """Show how an answer is understood before it counts. Raises UnreadableAnswer."""

    def check(self, key: Any, answer: Answer, language: Language, *mistakes: Any) -> Verdict:  # noqa: ANN401
        """Compare an answer with the key. Raises UnreadableAnswer."""

    def type_key(self, key: Any, language: Language) -> Answer:  # noqa: ANN401
        """Return the right answer as a student of this language would enter it."""


@cache
def verbs_of(kind: str) -> Verbs:
    """Return the verbs of a kind by its name, such as `quantity`."""
    return cast(Verbs, import_module(f"variants.checkers.kinds.{kind}"))
