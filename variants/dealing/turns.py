"""Whose turn it is among the tasks of a slot: each as often as the others, not twice in a row if possible."""

from collections.abc import Mapping, Sequence
from hashlib import shake_128
from typing import Final

_BYTES: Final = 6


class Turns:
    """The tasks of one slot in shuffled blocks; a task that is used up waits until the others are."""

    def __init__(self, slot: str, tasks: Sequence[str], secret: bytes) -> None:
        self.tasks = tuple(tasks)
        self._seed = secret + f"\x1fslot\x1f{slot}\x1f".encode()
        self._block: list[str] = []
        self._blocks = 0
        self._last = ""

    def first(self, rounds: Mapping[str, int]) -> str:
        """Return the task whose turn it is; `rounds` says how often each was gone through.

        Tasks that were gone through more often than another are left out.
        """
        lowest = min([rounds[task] for task in self.tasks])
        while True:
            fresh = [task for task in self._block if rounds[task] == lowest]
            if fresh:
                return fresh[1] if len(fresh) > 1 and fresh[0] == self._last else fresh[0]
            self._begin_block()

    def ranked(self, rounds: Mapping[str, int]) -> list[str]:
        """Return all tasks: the one whose turn it is, others that are not used up, and those that are."""
        first = self.first(rounds)
        places = {task: place for place, task in enumerate((first, *self._block))}
        late = len(places)
        return sorted(self.tasks, key=lambda task: (task != first, rounds[task], places.get(task, late)))

    def note(self, task: str) -> None:
        """Keep that the task was dealt."""
        if task in self._block:
            self._block.remove(task)
        self._last = task

    def _begin_block(self) -> None:
        drawn = shake_128(self._seed + str(self._blocks).encode()).digest(_BYTES * len(self.tasks))
        marks = [drawn[place : place + _BYTES] for place in range(0, len(drawn), _BYTES)]
        self._block = [task for _, task in sorted(zip(marks, self.tasks, strict=True))]
        self._blocks += 1
