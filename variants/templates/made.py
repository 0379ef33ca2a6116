"""What functions made of things that stay as they are: each is made once, and lives as long as this does."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
T = TypeVar("T")


class Made:
    """Keeps what was made under the identity of what it was made of: comparing takes longer than making.

    Threads that ask at the same moment get the same thing. Nothing goes along into copies or other processes.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[object, Any]] = {}

    def once(self, make: Callable[[*Given], T], *given: *Given) -> T:
        """Return what a function makes of these; words are told apart by what they say."""
        mark = (make, *[one if type(one) is str else id(one) for one in given])
        known = self._known.get(mark)
        if known is None:
            known = self._known.setdefault(mark, (given, make(*given)))
        found: T = known[1]
        return found

    def __reduce__(self) -> tuple[type["Made"], tuple[()]]:
        return Made, ()
