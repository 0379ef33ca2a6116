"""A notebook whose tasks are exact editions, as its manifest resolved them: what can be assigned."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from library_core.editions import EditionKey
from notebooks_engine.notebooks import Notebook
from notebooks_engine.refusals import BadEntry
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedTask:
    """A task, or the lab, of a slot by its name in the notebook, and its edition."""

    name: str
    edition: EditionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedSlot:
    """A slot whose tasks are exact editions; the only task of a `lab` slot is a lab."""

    name: str
    points: Fraction
    tasks: tuple[PinnedTask, ...]
    lab: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedNotebook:
    """One edition of a notebook, ready to be assigned or practised."""

    edition: EditionKey
    title: Text
    slots: tuple[PinnedSlot, ...]


def pin(notebook: Notebook, edition: EditionKey, uses: Mapping[str, EditionKey]) -> PinnedNotebook:
    """Take the editions of all tasks and labs from the manifest's `uses`. Raises BadEntry if one is lost."""
    lost = [name for name in (*notebook.tasks, *notebook.labs) if name not in uses]
    if lost:
        names = ", ".join(lost)
        raise BadEntry(
            Text(
                en=f"The manifest of this notebook has no editions of: {names}.",
                ru=f"В составе этой тетради нет изданий: {names}.",
            )
        )
    slots = tuple(
        PinnedSlot(
            name=slot.name,
            points=slot.points,
            tasks=tuple(PinnedTask(name=name, edition=uses[name]) for name in slot.tasks),
            lab=slot.lab,
        )
        for slot in notebook.slots
    )
    return PinnedNotebook(edition=edition, title=notebook.title, slots=slots)
