"""Moving: every object of one store is copied into another; what was copied before is not copied again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from library_core.objects import ObjectDamaged, ObjectMissing, ObjectStore, StoredObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What became of one object."""

    object: StoredObject
    outcome: Literal["copied", "there already", "damaged"]


def copy_objects(source: ObjectStore, target: ObjectStore) -> Iterator[Copied]:
    """Copy everything, comparing all bytes with their keys; may be broken off and begun again at any time."""
    there = {entry.key: entry.size for entry in target.entries()}
    for entry in source.entries():
        if there.get(entry.key) == entry.size:
            yield Copied(object=entry, outcome="there already")
            continue
        try:
            with source.open(entry.key) as content:
                target.put(content)
        except ObjectMissing:
            # Swept from the source meanwhile: nothing leads to it.
            continue
        except ObjectDamaged:
            yield Copied(object=entry, outcome="damaged")
        else:
            yield Copied(object=entry, outcome="copied")
