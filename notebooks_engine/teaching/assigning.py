"""Assign a notebook to one class or several: deal and freeze every student's variants, all from one deal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Assignment, AssignmentKey, DealKey, Rules, dealt_tasks
from notebooks_engine.attempts import Attempt
from notebooks_engine.classes import ClassKey
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.refusals import BadEntry, NotNow, missing_assignment
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.supplies import Supplies
from notebooks_engine.teaching.dealing_out import (
    Hand,
    Table,
    begin_deal,
    freeze_hands,
    lay_out,
    measure_separation,
)
from notebooks_engine.teaching.running_classes import find_class, list_members
from variants.dealing.dealers import NOTHING_SEEN, Dealer, Seen
from variants.dealing.separations import Tally
from variants.texts import Text

MOST_TRIES: Final = 20
MOST_CLASSES: Final = 100
WRITTEN_TOGETHER: Final = 2000
"""Students whose variants are held and written at once; more are written class after class."""
Rosters = Mapping[ClassKey, Sequence[PersonKey]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a teacher sends: a notebook to classes, due at a moment (milliseconds UTC) or never."""

    classes: tuple[ClassKey, ...]
    notebook: PinnedNotebook
    rules: Rules = field(default_factory=Rules)
    due_at: int | None = None


def assign(
    store: Store, teacher: Actor, order: Order, supplies: Supplies, occasion: Occasion
) -> tuple[Assignment, ...]:
    """Give the notebook to the teacher's classes, an assignment each: every member gets an attempt.

    All is written at once, unless there are thousands of students: then class after class, each whole. Raises
    Missing for a class that isn't theirs, BadEntry for an empty class, rules out of range, a due date in the
    past, or a slot with nothing to deal.
    """
    check_rules(order.rules)
    if order.due_at is not None and order.due_at <= occasion.now:
        raise BadEntry(Text(en="The due date has already passed.", ru="Срок сдачи уже прошёл."))
    rosters = store.read(lambda engine: read_rosters(engine, teacher, order.classes))
    table = lay_out(order.notebook.slots, supplies)
    planned = sum(map(len, rosters.values()))
    dealer = begin_deal(table, occasion.secret, planned)
    assignments = _make_assignments(teacher, order, planned, occasion)
    tally = Tally(table.stocks)
    position = 0
    for some in _written_together(assignments, rosters):
        students = [student for one in some for student in rosters[one.class_key]]
        seen = read_seen(store, teacher, table, students)
        hands = _deal_hands(dealer, some, rosters, position, seen)
        for hand in hands:
            tally.add(hand.row)
        _keep(store, teacher, some, freeze_hands(table, hands, occasion))
        position += len(hands)
    separation = tally.result()
    store.write(lambda engine: engine.deals.keep_separation(assignments[0].deal, separation))
    return tuple(replace(one, separation=separation) for one in assignments)


def deal_to_newcomers(
    store: Store, teacher: Actor, key: AssignmentKey, supplies: Supplies, occasion: Occasion
) -> tuple[PersonKey, ...]:
    """Deal to members who have no attempt yet, continuing the same sequence; return who they are.

    Raises Missing, and NotNow if somebody else dealt at the same moment.
    """

    def read(engine: Engine) -> tuple[Assignment, list[PersonKey]]:
        assignment = find_assignment(engine, teacher, key)
        known = {head.student for head in engine.attempts.list_of(teacher.school, key)}
        members = engine.classes.members(teacher.school, assignment.class_key)
        return assignment, [one.student for one in members if one.student not in known]

    assignment, newcomers = store.read(read)
    if newcomers:
        deal_on(store, teacher, assignment, [(student, 1) for student in newcomers], (supplies, occasion))
    return tuple(newcomers)


def deal_on(
    store: Store,
    teacher: Actor,
    assignment: Assignment,
    students: Sequence[tuple[PersonKey, int]],
    means: tuple[Supplies, Occasion],
) -> None:
    """Go on with the deal of an assignment: give these students the attempts of these numbers.

    Raises NotNow if somebody else dealt at the same moment.
    """
    supplies, occasion = means
    before = store.read(lambda engine: engine.deals.attempts(teacher.school, assignment.deal))
    table = lay_out(assignment.slots, supplies)
    dealer = begin_deal(table, assignment.secret, assignment.planned, before)
    seen = read_seen(store, teacher, table, [student for student, _ in students])
    position = max((one.position for one in before), default=-1) + 1
    hands = [
        Hand(
            assignment=assignment,
            student=student,
            number=number,
            position=position + place,
            row=dealer.deal(seen.get(student, NOTHING_SEEN)),
        )
        for place, (student, number) in enumerate(students)
    ]
    attempts = freeze_hands(table, hands, occasion)
    separation = measure_separation(table, before, hands)

    def keep(engine: Engine) -> None:
        find_assignment(engine, teacher, assignment.key)
        if engine.deals.count(teacher.school, assignment.deal) != len(before):
            raise NotNow(
                Text(
                    en="Somebody was dealing at the same moment; try once more.",
                    ru="В этот же момент задачи раздавал кто-то ещё; попробуйте ещё раз.",
                )
            )
        engine.attempts.add_all(attempts)
        engine.deals.keep_separation(assignment.deal, separation)

    store.write(keep)


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


def read_rosters(engine: Engine, teacher: Actor, classes: Sequence[ClassKey]) -> Rosters:
    """Return the students of each class in the order of the register.

    Raises Missing, and BadEntry for no class, too many, or an empty one.
    """
    if not 1 <= len(classes) <= MOST_CLASSES:
        raise BadEntry(
            Text(
                en=f"Choose from 1 to {MOST_CLASSES} classes.", ru=f"Выберите от 1 до {MOST_CLASSES} классов."
            )
        )
    rosters: dict[ClassKey, list[PersonKey]] = {}
    for key in classes:
        rosters[key] = [member.student for member in list_members(engine, teacher, key)]
        if not rosters[key]:
            title = find_class(engine, teacher, key).title
            raise BadEntry(
                Text(
                    en=f"Class {title} has no students yet: add them first.",
                    ru=f"В классе {title} ещё нет учеников: сначала добавьте их.",
                )
            )
    return rosters


def read_seen(
    store: Store, teacher: Actor, table: Table, students: Sequence[PersonKey]
) -> Mapping[PersonKey, Seen]:
    """Return what the students have been shown of the tasks on the table."""
    tasks = frozenset(dealt_tasks(table.slots))
    return store.read(lambda engine: engine.deals.shown(teacher.school, students, tasks))


def _make_assignments(
    teacher: Actor, order: Order, planned: int, occasion: Occasion
) -> tuple[Assignment, ...]:
    deal = DealKey(occasion.new_key())
    return tuple(
        Assignment(
            key=AssignmentKey(occasion.new_key()),
            school=teacher.school,
            class_key=class_key,
            teacher=teacher.person,
            edition=order.notebook.edition,
            title=order.notebook.title,
            slots=order.notebook.slots,
            rules=order.rules,
            due_at=order.due_at,
            closed_at=None,
            created_at=occasion.now,
            secret=occasion.secret,
            deal=deal,
            planned=planned,
        )
        for class_key in dict.fromkeys(order.classes)
    )


def _written_together(
    assignments: Sequence[Assignment], rosters: Rosters
) -> Iterator[tuple[Assignment, ...]]:
    together: list[Assignment] = []
    students = 0
    for assignment in assignments:
        size = len(rosters[assignment.class_key])
        if together and students + size > WRITTEN_TOGETHER:
            yield tuple(together)
            together, students = [], 0
        together.append(assignment)
        students += size
    yield tuple(together)


def _deal_hands(
    dealer: Dealer,
    assignments: Sequence[Assignment],
    rosters: Rosters,
    position: int,
    seen: Mapping[PersonKey, Seen],
) -> list[Hand]:
    """Deal to these classes, one behind the other."""
    places = [(one, student) for one in assignments for student in rosters[one.class_key]]
    return [
        Hand(
            assignment=assignment,
            student=student,
            number=1,
            position=place,
            row=dealer.deal(seen.get(student, NOTHING_SEEN)),
        )
        for place, (assignment, student) in enumerate(places, start=position)
    ]


def _keep(
    store: Store, teacher: Actor, assignments: Sequence[Assignment], attempts: Sequence[Attempt]
) -> None:
    def keep(engine: Engine) -> None:
        for assignment in assignments:
            list_members(engine, teacher, assignment.class_key)
            engine.assignments.add(assignment)
        engine.attempts.add_all(attempts)

    store.write(keep)
