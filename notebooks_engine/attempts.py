"""One student's work on one assignment: the dealt variants, frozen, and what the student is writing."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NewType

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.frozen_variants import FrozenVariant, thaw_page, thaw_whole
from notebooks_engine.showing import ShownVariant
from variants.keys import Answer
from variants.variant import Variant

AttemptKey = NewType("AttemptKey", str)
FORMAT: Final = 2
_COMPRESSION: Final = 3
"""Twice as fast as the usual 6, and a seventh larger."""
_HEAD_AT_ONCE: Final = 4096
"""Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSlot:
    """What one student was given in one slot: never replayed, only read; keys included.

    `compiler` is the version of the code that made the variant, `givens` stands for what it displays,
    whatever the edition. `frozen` is thawed when it is asked for.
    """

    name: str
    points: Fraction
    task: str
    edition: EditionKey
    member: int
    compiler: str
    frozen: FrozenVariant
    givens: str = ""

    @property
    def shown(self) -> ShownVariant:
        """What a page may show before anything is solved."""
        return thaw_page(self.frozen.page)

    @property
    def variant(self) -> Variant:
        """The whole variant, keys included."""
        return thaw_whole(self.frozen.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One student's dealt variants; `number` counts their attempts at the assignment from 1.

    `position` is the place in the deal, `active_at` the last thing done.
    """

    key: AttemptKey
    school: SchoolKey
    assignment: AssignmentKey
    student: PersonKey
    position: int
    slots: tuple[FrozenSlot, ...]
    active_at: int | None = None
    number: int = 1

    def slot(self, name: str) -> FrozenSlot | None:
        """Return what was dealt in the slot of this name."""
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptHead:
    """An attempt without its variants, and the assignment it belongs to."""

    key: AttemptKey
    student: PersonKey
    position: int
    active_at: int | None
    assignment: Assignment
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Answers being written in one slot, by ask, exactly as entered; milliseconds UTC."""

    slot: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    saved_at: int = 0


def freeze_slots(slots: tuple[FrozenSlot, ...]) -> bytes:
    """Return the slots compressed: a line of JSON about all of them, then two lines for each variant."""
    heads = [
        {
            "slot": slot.name,
            "points": str(slot.points),
            "task": slot.task,
            "edition": slot.edition,
            "member": slot.member,
            "compiler": slot.compiler,
            "givens": slot.givens,
        }
        for slot in slots
    ]
    head = json.dumps({"format": FORMAT, "slots": heads}, ensure_ascii=False)
    # JSON keeps a line break inside a string as an escape, so that a line ends where its JSON does.
    lines = (line for slot in slots for line in (slot.frozen.page, slot.frozen.whole))
    return zlib.compress("\n".join((head, *lines)).encode(), _COMPRESSION)


@lru_cache(maxsize=256)
def thaw_slots(frozen: bytes) -> tuple[FrozenSlot, ...]:
    """Read what `freeze_slots` wrote; what was read lately is remembered, since it never changes."""
    head, *lines = zlib.decompress(frozen).decode().split("\n")
    rows: list[dict[str, Any]] = json.loads(head)["slots"]
    return tuple(
        FrozenSlot(
            name=row["slot"],
            points=Fraction(row["points"]),
            task=row["task"],
            edition=EditionKey(row["edition"]),
            member=row["member"],
            compiler=row["compiler"],
            frozen=FrozenVariant(page, whole),
            givens=row.get("givens", ""),
        )
        for row, page, whole in zip(rows, lines[::2], lines[1::2], strict=True)
    )


def read_givens(frozen: bytes) -> dict[str, tuple[str, str]]:
    """Read task and givens by slot of what `freeze_slots` wrote, without what follows its first line."""
    unpacking, head = zlib.decompressobj(), b""
    left = frozen
    while b"\n" not in head and left:
        head += unpacking.decompress(left, _HEAD_AT_ONCE)
        left = unpacking.unconsumed_tail
    rows: list[dict[str, Any]] = json.loads(head.partition(b"\n")[0])["slots"]
    return {row["slot"]: (row["task"], row.get("givens", "")) for row in rows}
