"""Practice: a fresh variant from the share that is never dealt, not graded, as often as one likes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.attempts import FrozenSlot
from variants.checkers.verdicts import Verdict
from variants.keys import Answer

PracticeKey = NewType("PracticeKey", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRun:
    """One variant practised by one person; `notebook` is the edition of the notebook it belongs to.

    `answers` and `verdicts` are those of the last check, by ask; `solved` says that the solution was shown.
    """

    key: PracticeKey
    school: SchoolKey
    person: PersonKey
    notebook: EditionKey
    frozen: FrozenSlot
    started_at: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    checks: int = 0
    solved: bool = False
