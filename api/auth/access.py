"""Who may do what: one rule a route, of role and of what must tie the person to the thing asked for.

A wrong role is told so. A missing tie looks like a missing page, so that nobody learns what others have: the
engine and the library find only what stands in relation to the person who asks.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from library_core.people import Person, Role

Tie = Literal[
    "nothing",
    "own attempt",
    "own practice",
    "own class",
    "assignment of own class",
    "attempt in own class",
    "mark in own class",
    "own appeal",
    "appeal in own class",
    "accepted answer in own class",
    "edition in the catalogue",
    "document of own school",
    "own written document",
    "own annotation",
    "own upload",
    "own job",
]


class NotAllowed(Exception):
    """The person's role may not do this."""


class NotFound(Exception):
    """There is no such page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Roles of which the person must hold one (None: anybody at all), and the tie to what the path names."""

    roles: frozenset[Role] | None
    tie: Tie = "nothing"

    def to(self, tie: Tie) -> "Rule":
        """Return the rule that demands this tie too."""
        return replace(self, tie=tie)


ANYBODY: Final = Rule(roles=None)
SIGNED_IN: Final = Rule(roles=frozenset({"student", "teacher", "publisher", "reviewer", "operator"}))


def holding(*roles: Role) -> Rule:
    """Return the rule that asks for one of these roles."""
    return Rule(roles=frozenset(roles))


def require_role(rule: Rule, person: Person) -> None:
    """Raise NotAllowed unless the person holds one of the rule's roles."""
    if rule.roles is not None and not rule.roles & person.roles:
        raise NotAllowed
