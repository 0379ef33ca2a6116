"""Who may do what: one rule a route, of role and relation. A route without a rule can't be served.

A wrong role is told so; a missing relation looks like a missing page, so that nobody learns what others have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.bootstrap import Unit
from library_core.people import Person, Role

Relation = Callable[[Unit, Person, Mapping[str, str]], bool]


class NotAllowed(Exception):
    """The person's role may not do this."""


class NotFound(Exception):
    """There is no such thing, or it is none of this person's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Roles of which the person must hold one (None: anybody at all), and what must tie them to it."""

    roles: frozenset[Role] | None
    relation: Relation | None = None


ANYBODY: Final = Rule(roles=None)
SIGNED_IN: Final = Rule(roles=frozenset({"student", "teacher", "publisher", "reviewer", "operator"}))


def holding(*roles: Role, relation: Relation | None = None) -> Rule:
    """Return the rule that asks for one of these roles and for this relation."""
    return Rule(roles=frozenset(roles), relation=relation)


def require_role(rule: Rule, person: Person) -> None:
    """Raise NotAllowed unless the person holds one of the rule's roles."""
    if rule.roles is not None and not rule.roles & person.roles:
        raise NotAllowed


def require_relation(rule: Rule, unit: Unit, person: Person, path: Mapping[str, str]) -> None:
    """Raise NotFound unless the person is tied to what the path names, as the rule demands."""
    if rule.relation is not None and not rule.relation(unit, person, path):
        raise NotFound
