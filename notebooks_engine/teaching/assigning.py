"""Assign a notebook to a class: deal and freeze every student's variants in one write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Assignment, AssignmentKey, Rules, dealt_tasks
from notebooks_engine.attempts import Attempt, AttemptKey, FrozenSlot
from notebooks_engine.classes import ClassKey
from notebooks_engine.frozen_variants import FrozenVariant, freeze_variant
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.refusals import BadEntry, NotNow, missing_assignment
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.supplies import Supplies, Supply
from notebooks_engine.teaching.running_classes import list_members
from variants.dealing import Deal, Dealt, NothingToDeal, SlotStocks, deal_stocks
from variants.texts import Text

MOST_TRIES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a teacher sends: a notebook to a class, due at a moment (milliseconds UTC) or never."""

    class_key: ClassKey
    notebook: PinnedNotebook
    rules: Rules = field(default_factory=Rules)
    due_at: int | None = None


def assign(store: Store, teacher: Actor, order: Order, supplies: Supplies, occasion: Occasion) -> Assignment:
    """Give the notebook to the teacher's class: every member gets an attempt, all in one write.

    Raises Missing for a class that isn't theirs, BadEntry for an empty class, rules out of range, a due
    date in the past, or a slot with nothing to deal.
    """
    check_rules(order.rules)
    if order.due_at is not None and order.due_at <= occasion.now:
        raise BadEntry(Text(en="The due date has already passed.", ru="Срок сдачи уже прошёл."))
    members = store.read(lambda engine: list_members(engine, teacher, order.class_key))
    if not members:
        raise BadEntry(
            Text(
                en="The class has no students yet: add them first.",
                ru="В классе ещё нет учеников: сначала добавьте их.",
            )
        )
    assignment = Assignment(
        key=AssignmentKey(occasion.new_key()),
        school=teacher.school,
        class_key=order.class_key,
        teacher=teacher.person,
        edition=order.notebook.edition,
        title=order.notebook.title,
        slots=order.notebook.slots,
        rules=order.rules,
        due_at=order.due_at,
        closed_at=None,
        created_at=occasion.now,
        secret=occasion.secret,
    )
    attempts = _deal(assignment, [member.student for member in members], 0, supplies, occasion)

    def keep(engine: Engine) -> Assignment:
        list_members(engine, teacher, order.class_key)
        engine.assignments.add(assignment)
        engine.attempts.add_all(attempts)
        return assignment

    return store.write(keep)


def deal_to_newcomers(
    store: Store, teacher: Actor, key: AssignmentKey, supplies: Supplies, occasion: Occasion
) -> tuple[PersonKey, ...]:
    """Deal to members who have no attempt yet, continuing the same sequence; return who they are.

    Raises Missing, and NotNow if somebody else dealt at the same moment.
    """

    def read(engine: Engine) -> tuple[Assignment, list[PersonKey], int]:
        assignment = find_assignment(engine, teacher, key)
        dealt = engine.attempts.list_of(teacher.school, key)
        known = {head.student for head in dealt}
        members = engine.classes.members(teacher.school, assignment.class_key)
        return assignment, [one.student for one in members if one.student not in known], len(dealt)

    assignment, newcomers, already = store.read(read)
    if not newcomers:
        return ()
    attempts = _deal(assignment, newcomers, already, supplies, occasion)

    def keep(engine: Engine) -> tuple[PersonKey, ...]:
        find_assignment(engine, teacher, key)
        if len(engine.attempts.list_of(teacher.school, key)) != already:
            raise NotNow(
                Text(
                    en="Somebody was dealing at the same moment; try once more.",
                    ru="В этот же момент задачи раздавал кто-то ещё; попробуйте ещё раз.",
                )
            )
        engine.attempts.add_all(attempts)
        return tuple(newcomers)

    return store.write(keep)


def find_assignment(engine: Engine, teacher: Actor, key: AssignmentKey) -> Assignment:
    """Return an assignment of a class of this teacher. Raises Missing."""
    found = engine.assignments.find(teacher, key)
    if found is None:
        raise missing_assignment()
    return found


def check_rules(rules: Rules) -> None:
    """Raise BadEntry for a number of tries out of range."""
    if not 1 <= rules.tries <= MOST_TRIES:
        raise BadEntry(
            Text(
                en=f"The number of tries is from 1 to {MOST_TRIES}.",
                ru=f"Число попыток — от 1 до {MOST_TRIES}.",
            )
        )


def _deal(
    assignment: Assignment,
    students: Sequence[PersonKey],
    already: int,
    supplies: Supplies,
    occasion: Occasion,
) -> tuple[Attempt, ...]:
    stock = {name: supplies(edition) for name, edition in dealt_tasks(assignment.slots).items()}
    slots = [
        SlotStocks(slot=slot.name, stocks={task.name: stock[task.name].stock for task in slot.tasks})
        for slot in assignment.slots
    ]
    try:
        deal = deal_stocks(slots, students, assignment.secret, already=already)
    except NothingToDeal as error:
        raise BadEntry(
            Text(
                en=f"Slot {error.slot} has a task without variants: {error.task}.",
                ru=f"В слоте {error.slot} есть задача без вариантов: {error.task}.",
            )
        ) from error
    freezer = _Freezer(assignment, stock, deal)
    return tuple(
        Attempt(
            key=AttemptKey(occasion.new_key()),
            school=assignment.school,
            assignment=assignment.key,
            student=student,
            position=already + number,
            slots=tuple(freezer.freeze(name, dealt) for name, dealt in deal[student].items()),
        )
        for number, student in enumerate(students)
    )


class _Freezer:
    """Assembles all dealt variants of a task together, and freezes each before the next task's turn."""

    def __init__(self, assignment: Assignment, supplies: dict[str, Supply], deal: Deal) -> None:
        self._slots = {slot.name: slot for slot in assignment.slots}
        self._editions = dealt_tasks(assignment.slots)
        self._supplies = supplies
        self._frozen: dict[tuple[str, Dealt], FrozenVariant] = {}
        by_task: dict[str, set[tuple[str, Dealt]]] = {}
        for row in deal.values():
            for place in row.items():
                by_task.setdefault(place[1].task, set()).add(place)
        for task, places in by_task.items():
            self._freeze_all(task, places)

    def _freeze_all(self, task: str, places: Collection[tuple[str, Dealt]]) -> None:
        members = sorted({dealt.member for _, dealt in places})
        variants = dict(zip(members, self._supplies[task].assemble_all(members), strict=True))
        for slot, dealt in places:
            worth = self._slots[slot].points
            self._frozen[slot, dealt] = freeze_variant(variants[dealt.member], worth)

    def freeze(self, slot: str, dealt: Dealt) -> FrozenSlot:
        """Return the slot with its variant, numbered from 1 as its member is in the pool."""
        return FrozenSlot(
            name=slot,
            points=self._slots[slot].points,
            task=dealt.task,
            edition=self._editions[dealt.task],
            member=dealt.member,
            compiler=self._supplies[dealt.task].compiler,
            frozen=self._frozen[slot, dealt],
        )
