"""References: which objects rows lead to; what nothing leads to may be swept, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from library_core.objects import ObjectKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An object that something leads to; `holder` says what, for an operator."""

    object: ObjectKey
    holder: str


class References(Protocol):
    """Knows every row that leads to an object."""

    def all(self) -> Iterator[Reference]:
        """Go through all references; an object comes as often as something leads to it."""
        ...
