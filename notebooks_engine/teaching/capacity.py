"""How many variants and apparatus a notebook has for classes, found by a deal that isn't kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.repositories import Store
from notebooks_engine.supplies import Supplies
from notebooks_engine.teaching.assigning import Order, read_rosters, read_seen
from notebooks_engine.teaching.dealing_out import begin_deal, deal_each, lay_out
from variants.dealing.dealers import Seen
from variants.dealing.separations import SlotSeparation, Tally, of_slots
from variants.dealing.stocks import stock_capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCapacity:
    """One slot: how many different givens it has, and how far apart a deal would keep the students in it.

    The `variants` of a `lab` are its apparatus.
    """

    variants: int
    separation: SlotSeparation
    lab: bool = False

    @property
    def slot(self) -> str:
        """The name of the slot."""
        return self.separation.slot

    @property
    def repeats(self) -> int:
        """How many students would get givens that somebody else has."""
        return self.separation.dealt - self.separation.different


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """All slots of a notebook, for so many students of so many classes (none: nobody is chosen yet)."""

    slots: tuple[SlotCapacity, ...]
    students: int
    classes: int


def measure_capacity(
    store: Store, teacher: Actor, order: Order, supplies: Supplies, secret: bytes
) -> Capacity:
    """Deal to the teacher's classes as `assign` would with this secret, and return what came of it.

    Raises Missing for a class that isn't theirs, BadEntry where nothing can be dealt.
    """
    table = lay_out(order.notebook.slots, supplies)
    rosters = store.read(lambda engine: read_rosters(engine, teacher, order.classes)) if order.classes else {}
    students = [student for roster in rosters.values() for student in roster]
    seen: Mapping[PersonKey, Seen] = read_seen(store, teacher, table, students) if students else {}
    dealer = begin_deal(table, secret, len(students))
    tally = Tally(table.stocks)
    for row in deal_each(dealer, table, students, seen):
        tally.add(row)
    variants = stock_capacity(table.stocks)
    labs = {slot.name for slot in order.notebook.slots if slot.lab}
    slots = tuple(
        SlotCapacity(variants=variants[one.slot], separation=one, lab=one.slot in labs)
        for one in of_slots(tally.result())
    )
    return Capacity(slots=slots, students=len(students), classes=len(rosters))
