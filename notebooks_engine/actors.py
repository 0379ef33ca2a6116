"""Who acts, and when: handed to every use case, so that none of them asks the world."""

from collections.abc import Callable
from dataclasses import dataclass, field

from library_core.people import PersonKey, SchoolKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A signed-in person; every read finds only what stands in relation to them, in their school."""

    school: SchoolKey
    person: PersonKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The moment (milliseconds UTC), 32 random bytes, and where new keys come from."""

    now: int
    secret: bytes = field(repr=False)
    new_key: Callable[[], str]
