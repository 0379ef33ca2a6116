"""How many variants a notebook has for a class, in the teacher's words, before anything is assigned."""

from collections import Counter
from dataclasses import dataclass

from notebooks_engine.assignments import dealt_tasks
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.supplies import Supplies
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many students each slot serves before numbers repeat; `students` is how many there are."""

    slots: dict[str, int]
    students: int

    @property
    def least(self) -> int:
        """The capacity of the slot that runs out first."""
        return min(self.slots.values(), default=0)

    @property
    def short(self) -> tuple[str, ...]:
        """The slots in which some numbers would repeat."""
        return tuple(slot for slot, count in self.slots.items() if count < self.students)


def measure_capacity(notebook: PinnedNotebook, students: int, supplies: Supplies) -> Capacity:
    """Count the variants of every slot; a task that stands in several slots is shared out among them.

    Members of a stock differ in what they display, so that counting them is enough.
    """
    uses = Counter(task.name for slot in notebook.slots for task in slot.tasks)
    counts = {
        name: len(supplies(edition).stock.members) // uses[name]
        for name, edition in dealt_tasks(notebook.slots).items()
    }
    slots = {slot.name: sum(counts[task.name] for task in slot.tasks) for slot in notebook.slots}
    return Capacity(slots=slots, students=students)


def describe_capacity(capacity: Capacity) -> Text:
    """Say whether the variants suffice: `412 variants of each task; your class needs 30`."""
    least, students = capacity.least, capacity.students
    variants = "вариант" if _is_one(least) else "варианта" if _is_few(least) else "вариантов"
    enough = Text(
        en=f"At least {least} variants in every slot; the class needs {students}.",
        ru=f"В каждом слоте не меньше {least} {_genitive(least)}; классу нужно {students}.",
    )
    if not capacity.short:
        return enough
    slots = ", ".join(capacity.short)
    return Text(
        en=f"Only {least} variants for {students} students: numbers will repeat in slots {slots}.",
        ru=f"Всего {least} {variants} на {students} {_students(students)}: числа повторятся, слоты: {slots}.",
    )


def _is_one(number: int) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _is_few(number: int) -> bool:
    return 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14


def _genitive(number: int) -> str:
    return "варианта" if _is_one(number) else "вариантов"


def _students(number: int) -> str:
    return "ученика" if _is_one(number) else "учеников"
