"""One student's work on one assignment: the dealt variants, frozen, and what the student is writing."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Final, NewType

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.frozen_variants import (
    FrozenVariant,
    pack_variant,
    page_from_json,
    page_to_json,
    thaw_page,
    thaw_whole,
    write_line,
)
from notebooks_engine.showing import ShownVariant
from variants.keys import Answer
from variants.variant import Variant

AttemptKey = NewType("AttemptKey", str)
FORMAT: Final = 4
_PAGES_TOGETHER: Final = 3
"""From this format on all pages stand before the variants, which are compressed apart."""
_COMPRESSION: Final = 3
_SIZE_BYTES: Final = 4
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
        return thaw_whole(self.frozen)


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
    """Return the slots compressed: a line of JSON about all of them and a page each, then each variant apart.

    So a page is shown, and an answer checked, without unpacking what is not asked for.
    """
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
    return _pack({"format": FORMAT, "slots": heads}, [slot.frozen for slot in slots])


@lru_cache(maxsize=256)
def thaw_slots(frozen: bytes) -> tuple[FrozenSlot, ...]:
    """Read what `freeze_slots` wrote; what was read lately is remembered, since it never changes."""
    head, variants = _unpack(frozen)
    return tuple(_thaw(row, variant) for row, variant in zip(head["slots"], variants, strict=True))


@lru_cache(maxsize=512)
def thaw_slot(frozen: bytes, name: str) -> FrozenSlot | None:
    """Read one slot of what `freeze_slots` wrote: who writes in it or measures there needs no other."""
    unpacking = zlib.decompressobj()
    first, *lines = unpacking.decompress(frozen).split(b"\n")
    head: dict[str, Any] = json.loads(first)
    place = next((place for place, row in enumerate(head["slots"]) if row["slot"] == name), None)
    if place is None:
        return None
    if head["format"] < _PAGES_TOGETHER:
        return thaw_slots(frozen)[place]
    packed = next(islice(_parts(unpacking.unused_data), place, None))
    return _thaw(head["slots"][place], FrozenVariant(lines[place].decode(), packed))


def _thaw(row: Mapping[str, Any], variant: FrozenVariant) -> FrozenSlot:
    return FrozenSlot(
        name=row["slot"],
        points=_read_points(row["points"]),
        task=row["task"],
        edition=EditionKey(row["edition"]),
        member=row["member"],
        compiler=row["compiler"],
        frozen=variant,
        givens=row.get("givens", ""),
    )


# The same few stand in all slots, and reading one takes as long as half of a page.
@lru_cache(maxsize=256)
def _read_points(text: str) -> Fraction:
    return Fraction(text)


def slots_to_json(frozen: bytes) -> list[Any]:
    """Return what `freeze_slots` wrote as plain data: the head, then page and whole of each variant."""
    head, variants = _unpack(frozen)
    pairs = ((page_to_json(one.page), json.loads(one.whole)) for one in variants)
    return [head, *chain.from_iterable(pairs)]


def slots_from_json(data: Sequence[Any]) -> bytes:
    """Freeze what `slots_to_json` returned."""
    head, *rest = data
    pairs = zip(rest[::2], rest[1::2], strict=True)
    variants = [pack_variant(page_from_json(page), write_line(whole)) for page, whole in pairs]
    return _pack({**head, "format": FORMAT}, variants)


def _pack(head: Mapping[str, Any], variants: Sequence[FrozenVariant]) -> bytes:
    # JSON keeps a line break inside a string as an escape, so that a line ends where its JSON does.
    lines = "\n".join((write_line(head), *(one.page for one in variants)))
    sized = (len(one.packed).to_bytes(_SIZE_BYTES) + one.packed for one in variants)
    return b"".join((zlib.compress(lines.encode(), _COMPRESSION), *sized))


def _unpack(frozen: bytes) -> tuple[dict[str, Any], list[FrozenVariant]]:
    unpacking = zlib.decompressobj()
    first, *lines = unpacking.decompress(frozen).decode().split("\n")
    head: dict[str, Any] = json.loads(first)
    if head["format"] < _PAGES_TOGETHER:
        # Then each page was followed by its whole variant.
        pairs = zip(lines[::2], lines[1::2], strict=True)
        return head, [pack_variant(page, whole, compression=0) for page, whole in pairs]
    packed = _parts(unpacking.unused_data)
    return head, [FrozenVariant(page, part) for page, part in zip(lines, packed, strict=True)]


def _parts(sized: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(sized):
        begin = at + _SIZE_BYTES
        at = begin + int.from_bytes(sized[at:begin])
        yield sized[begin:at]


def read_givens(frozen: bytes) -> dict[str, tuple[str, str]]:
    """Read task and givens by slot of what `freeze_slots` wrote, without what follows its first line."""
    unpacking, head = zlib.decompressobj(), b""
    left = frozen
    while b"\n" not in head and left:
        head += unpacking.decompress(left, _HEAD_AT_ONCE)
        left = unpacking.unconsumed_tail
    rows: list[dict[str, Any]] = json.loads(head.partition(b"\n")[0])["slots"]
    return {row["slot"]: (row["task"], row.get("givens", "")) for row in rows}
