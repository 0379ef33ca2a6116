"""Releasing: an edition gets its number and enters the catalogue; the earlier one stays for who pinned it."""

from dataclasses import dataclass, replace

from library_core.editions import Edition
from library_core.library import Act, Library
from library_core.trail import Category, Deed, Step
from library_core.uses import uses_today


def release(library: Library, edition: Edition, act: Act) -> Edition:
    """Make the edition the one in the catalogue; its names are pinned to what they mean at this moment."""
    siblings = library.editions.of_work(edition.work.school, edition.work.key)
    for earlier in siblings:
        if earlier.state == "published":
            library.editions.change(replace(earlier, state="superseded"))
            library.changes.add("edition", act.school, earlier.key)
            note(library, earlier, "superseded", act)
    released = replace(
        edition,
        state="published",
        number=1 + max((earlier.number or 0 for earlier in siblings), default=0),
        published_at=act.at,
        uses=uses_today(library, edition),
    )
    library.editions.change(released)
    library.changes.add("edition", act.school, released.key)
    return released


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was done: in words for the publisher, and what it is about."""

    words: str = ""
    category: Category = ""


def note(library: Library, edition: Edition, what: Deed, act: Act, reason: Reason = Reason()) -> None:
    """Add a step to the edition's trail."""
    step = Step(
        edition=edition.key,
        school=edition.work.school,
        what=what,
        who=act.person,
        at=act.at,
        reason=reason.words.strip(),
        category=reason.category,
    )
    library.trail.add(step)
