"""Where an answer can't be read: the character it stops at, between what stands around it."""

from dataclasses import dataclass
from typing import Final

_AROUND: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """Three pieces of what was typed; `at` is empty where it breaks off at its end."""

    before: str
    at: str
    after: str


def point_at(typed: object, position: int | None) -> Pointed | None:
    """Return the pieces around a position counted from 0; None where there is nothing to point at."""
    if not isinstance(typed, str) or position is None or not typed.strip():
        return None
    position = max(0, min(position, len(typed.rstrip())))
    before, after = typed[:position], typed[position + 1 :].rstrip()
    return Pointed(
        before=before if len(before) <= _AROUND else "…" + before[-_AROUND:],
        at=typed[position : position + 1] if position < len(typed.rstrip()) else "",
        after=after if len(after) <= _AROUND else after[:_AROUND] + "…",
    )
