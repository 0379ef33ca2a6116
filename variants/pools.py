"""All usable variants of a task, or a sample of them: enumerated, filtered, and found again from indices.

The draws of the parameters are a finite space. Members of a pool differ in what a student sees of them.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from variants.templates.evaluating.columns import Codes
from variants.templates.evaluating.computing import Program, axes_of, compute, program_of
from variants.templates.evaluating.drawing import Filter, draw
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.members import Company, Member
from variants.templates.evaluating.usable import nice, usable
from variants.templates.task import Task

COMPILER_VERSION: Final = "1"
PRACTICE_EVERY: Final = 10
_HEADER: Final = b"tetrad pool "


class PoolUnreadable(ValueError):
    """These bytes are not a pool of this task made by this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The usable variants of a task; `draws` has shape (members, independent choices)."""

    program: Program = field(repr=False)
    draws: Codes = field(repr=False)
    environment: Environment = field(repr=False)

    @property
    def task(self) -> Task:
        """The task whose variants these are."""
        return self.program.task

    @property
    def capacity(self) -> int:
        """How many variants there are."""
        return len(self.draws)

    @property
    def practice(self) -> tuple[int, ...]:
        """Members that are never dealt, only given for practice: one in ten."""
        return tuple(range(PRACTICE_EVERY - 1, self.capacity, PRACTICE_EVERY))

    @property
    def graded(self) -> tuple[int, ...]:
        """Members that may be dealt."""
        return tuple(index for index in range(self.capacity) if index % PRACTICE_EVERY != PRACTICE_EVERY - 1)

    def member(self, index: int) -> Member:
        """Return one member. Raises IndexError."""
        return self.members([index])[0]

    def members(self, indices: Sequence[int]) -> tuple[Member, ...]:
        """Return members whose formulas are evaluated together, in this order. Raises IndexError."""
        for index in indices:
            if not 0 <= index < self.capacity:
                raise IndexError(index)
        return Company(self.program, self.environment, indices).members


def build_pool(task: Task, *, size: int = 2000) -> Pool:
    """Return a pool of at most `size` variants, the same each time; it may be empty."""
    program = program_of(task)
    draws = draw(program, Filter(usable=usable, nice=nice), size=size, seed=_seed(task))
    return _pool(program, draws)


def pool_to_bytes(pool: Pool) -> bytes:
    """Return the indices of the draws alone; everything else follows from the task."""
    shape = f"{COMPILER_VERSION} {_fingerprint(pool.program)} {len(pool.draws)}\n".encode()
    return _HEADER + shape + zlib.compress(pool.draws.astype("<u4").tobytes(), 6)


def pool_from_bytes(task: Task, stored: bytes) -> Pool:
    """Return the pool that was stored. Raises PoolUnreadable."""
    program = program_of(task)
    head, _, body = stored.partition(b"\n")
    words = head.removeprefix(_HEADER).decode("ascii", "replace").split(" ")
    if not head.startswith(_HEADER) or words[:2] != [COMPILER_VERSION, _fingerprint(program)]:
        raise PoolUnreadable("made from another task or by another version")
    try:
        flat = np.frombuffer(zlib.decompress(body), dtype="<u4").astype(np.int64)
        draws = flat.reshape(int(words[2]), len(axes_of(task)))
    except (zlib.error, ValueError, IndexError) as error:
        raise PoolUnreadable("damaged") from error
    if any((draws[:, index] >= axis.count).any() for index, axis in enumerate(axes_of(task))):
        raise PoolUnreadable("damaged")
    return _pool(program, draws)


def _pool(program: Program, draws: Codes) -> Pool:
    return Pool(program=program, draws=draws, environment=compute(program, draws))


def _seed(task: Task) -> int:
    return int.from_bytes(hashlib.sha256(f"{COMPILER_VERSION} {task.id}".encode()).digest()[:8], "big")


def _fingerprint(program: Program) -> str:
    """Change when the parameters of the task do."""
    shape = [(axis.name, axis.place, axis.count) for axis in axes_of(program.task)]
    given = sorted((name, repr(line.form)) for name, line in program.task.given.items())
    return hashlib.sha256(repr((shape, given)).encode()).hexdigest()[:16]


def subset(pool: Pool, members: Sequence[int]) -> Pool:
    """Return the pool of some members only, in this order."""
    return _pool(pool.program, pool.draws[np.asarray(members, dtype=np.int64)])
