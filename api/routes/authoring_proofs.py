"""What solving every variant of a written document said: seconds of work, kept as long as the text stays."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from variants.problems import DocumentRefused, Problem
from variants.proofs.proving import Proof, Separation, prove_task
from variants.templates.task import Task

MOST_KEPT: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """Either problems, or how many variants there are and how alike they are."""

    problems: tuple[Problem, ...] = ()
    graded: int = 0
    practice: int = 0
    separation: Separation | None = None
    difficulty: int = 0


@dataclass(frozen=True, slots=True)
class ProvenTexts:
    """Keeps what was proven of a text by the text's hash; what was asked for longest ago goes first."""

    most: int = MOST_KEPT
    _kept: OrderedDict[str, Proven] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, text: str) -> Proven | None:
        """Return what was proven of this text; None if it wasn't, or long ago."""
        with self._lock:
            found = self._kept.get(_hash(text))
            if found is not None:
                self._kept.move_to_end(_hash(text))
            return found

    def prove(self, text: str, task: Task) -> Proven:
        """Return what is proven of the task that this text describes."""
        found = self.find(text)
        if found is not None:
            return found
        proven = _proven(task)
        with self._lock:
            self._kept[_hash(text)] = proven
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return proven


def _proven(task: Task) -> Proven:
    try:
        proof: Proof = prove_task(task)
    except DocumentRefused as refused:
        return Proven(problems=refused.problems)
    graded = len(proof.pool.graded)
    return Proven(
        graded=graded,
        practice=proof.pool.capacity - graded,
        separation=proof.separation,
        difficulty=proof.difficulty.reached,
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
