"""How a dealt variant is keyed anew by a corrected edition: as a task, or as a lab with the same bench."""

from collections.abc import Callable

from api.shelf import Shelf
from content.readers import LAB
from labs.rekeying import refuse_other_bench, rekey_lab, restate_lab
from library_core.editions import Edition
from library_core.people import SchoolKey
from variants.rekeying import rekey, restate
from variants.texts import Text
from variants.variant import Variant


def rekeying(
    shelf: Shelf, school: SchoolKey, former: Edition, newest: Edition
) -> Callable[[Variant], Variant]:
    """Return what keys a variant by the newest edition, or raises DocumentRefused if it doesn't fit."""
    if newest.work.kind != LAB:
        task = shelf.task(school, newest.key)
        return lambda variant: rekey(task, variant)
    lab = shelf.lab(school, newest.key)
    if not shelf.bench_differs(school, former.key, newest.key):
        return lambda variant: rekey_lab(lab, variant)

    def refuse(_variant: Variant) -> Variant:
        raise refuse_other_bench(lab)

    return refuse


def restating(shelf: Shelf, school: SchoolKey, newest: Edition, variant: Variant) -> Text:
    """Return how the newest edition states a variant, as HTML. Raises DocumentRefused."""
    if newest.work.kind == LAB:
        return restate_lab(shelf.lab(school, newest.key), variant)
    return restate(shelf.task(school, newest.key), variant)
