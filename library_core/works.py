"""Works: what the library holds under one name, whichever edition of it is meant."""

import re
from dataclasses import dataclass
from typing import Final, NewType, Protocol

from library_core.people import SchoolKey

WorkKey = NewType("WorkKey", str)

KINDS: Final = ("task", "notebook", "textbook", "scenario", "video", "application", "course", "lab")
IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_IDENTIFIER: Final = 100
LONGEST_SECTION: Final = 64
"""The longest name of a subject or of a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something in the library; `name` is `school/identifier`, `library/…` for what every school may use."""

    key: WorkKey
    school: SchoolKey
    name: str
    kind: str

    @property
    def identifier(self) -> str:
        """The name without its school, as the author wrote it."""
        return self.name.partition("/")[2]


def is_identifier(identifier: str) -> bool:
    """Say whether the text may name a work: small Latin letters, digits, and hyphens between them."""
    return len(identifier) <= LONGEST_IDENTIFIER and IDENTIFIER.fullmatch(identifier) is not None


def full_name(name: str, school: SchoolKey) -> str:
    """Return `school/name` for a name as written in a document of the school; a full name stays as it is."""
    return name if "/" in name else f"{school}/{name}"


class Works(Protocol):
    """Keeps works; a read finds the school's own and the library's."""

    def add(self, work: Work) -> None:
        """Keep a new work; its name is unique."""
        ...

    def find(self, school: SchoolKey, key: WorkKey) -> Work | None:
        """Return the work, if this school may know of it."""
        ...

    def find_named(self, school: SchoolKey, name: str) -> Work | None:
        """Return the work with this full name, if this school may know of it."""
        ...
