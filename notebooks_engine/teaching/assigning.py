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
    deal_each,
    freeze_hands,
    known_rows,
    lay_out,
    measure_separation,
)
from notebooks_engine.teaching.running_classes import find_class, list_members
from variants.dealing.dealers import NOTHING_SEEN, Seen
from variants.dealing.separations import Tally
from variants.dealing.stocks import Row
from variants.texts import Text

MOST_TRIES: Final = 20
MOST_CLASSES: Final = 100
WRITTEN_TOGETHER: Final = 2000
"""Students whose variants are held and written at once; more are written class after class."""
Rosters = Mapping[ClassKey, Sequence[PersonKey]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a teacher sends: a notebook to classes, due at a moment (milliseconds UTC) or never.

    `deal` and `keys` are given where the assignments are named before they are made, so that a dealer who was
    interrupted goes on with the same ones. About `together` students are dealt to and written at once; 0 for
    as many as can be held.
    """

    classes: tuple[ClassKey, ...]
    notebook: PinnedNotebook
    rules: Rules = field(default_factory=Rules)
    due_at: int | None = None
    deal: DealKey | None = None
    keys: Mapping[ClassKey, AssignmentKey] = field(default_factory=dict)
    together: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """To how many students of how many was dealt; `assignments` once it was dealt to all."""

    done: int
    planned: int
    assignments: tuple[Assignment, ...] = ()


def assign(
    store: Store, teacher: Actor, order: Order, supplies: Supplies, occasion: Occasion
) -> tuple[Assignment, ...]:
    """Give the notebook to the teacher's classes, an assignment each: every member gets an attempt.

    All is written at once, unless there are thousands of students. Raises what `assign_in_steps` does.
    """
    *_, dealt = assign_in_steps(store, teacher, order, supplies, occasion)
    return dealt.assignments


def assign_in_steps(
    store: Store, teacher: Actor, order: Order, supplies: Supplies, occasion: Occasion
) -> Iterator[Dealt]:
    """Do so class after class, each whole, and tell before each step and at the end how far it is.

    Asked once more with the same keys, it goes on with the classes that are lacking. Raises what
    `check_order` does, and BadEntry for a slot with nothing to deal.
    """
    rosters = check_order(store, teacher, order, occasion)
    table = lay_out(order.notebook.slots, supplies)
    made, there = _assignments_of(store, teacher, order, sum(map(len, rosters.values())), occasion)
    before = store.read(lambda engine: engine.deals.attempts(teacher.school, made[0].deal))
    dealer = begin_deal(table, occasion.secret, made[0].planned, before)
    tally = Tally(table.stocks)
    for row in known_rows(table, before):
        tally.add(row)
    position = max((one.position for one in before), default=-1) + 1
    for some in _written_together(
        [one for one in made if one.key not in there], rosters, order.together or WRITTEN_TOGETHER
    ):
        yield Dealt(done=position, planned=made[0].planned)
        students = [student for one in some for student in rosters[one.class_key]]
        seen = read_seen(store, teacher, table, students)
        rows = deal_each(dealer, table, students, seen)
        hands = _hand_out(rows, some, rosters, position)
        for hand in hands:
            tally.add(hand.row)
        _keep(store, teacher, some, freeze_hands(table, hands, occasion))
        position += len(hands)
    separation = tally.result()
    store.write(lambda engine: engine.deals.keep_separation(made[0].deal, separation))
    assignments = tuple(replace(one, separation=separation) for one in made)
    yield Dealt(done=position, planned=made[0].planned, assignments=assignments)


def check_order(store: Store, teacher: Actor, order: Order, occasion: Occasion) -> Rosters:
    """Return who is to be dealt to.

    Raises Missing for a class that isn't theirs, BadEntry for an empty class, rules out of range or a due
    date in the past.
    """
    check_rules(order.rules)
    if order.due_at is not None and order.due_at <= occasion.now:
        raise BadEntry(Text(en="The due date has already passed.", ru="Срок сдачи уже прошёл."))
    return store.read(lambda engine: read_rosters(engine, teacher, order.classes))


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
    deal = order.deal or DealKey(occasion.new_key())
    return tuple(
        Assignment(
            key=order.keys.get(class_key) or AssignmentKey(occasion.new_key()),
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


def _assignments_of(
    store: Store, teacher: Actor, order: Order, planned: int, occasion: Occasion
) -> tuple[tuple[Assignment, ...], frozenset[AssignmentKey]]:
    """Return the assignments of an order, and the keys of those that an interrupted dealer has made."""
    made = _make_assignments(teacher, order, planned, occasion)
    if not order.keys:
        return made, frozenset()
    found = store.read(lambda engine: [engine.assignments.find(teacher, one.key) for one in made])
    there = [one for one in found if one is not None]
    if there:
        # Whoever joined or left the classes meanwhile does not change the deal of the others.
        made = tuple(replace(one, planned=there[0].planned) for one in made)
    return made, frozenset(one.key for one in there)


def _written_together(
    assignments: Sequence[Assignment], rosters: Rosters, most: int
) -> Iterator[tuple[Assignment, ...]]:
    together: list[Assignment] = []
    students = 0
    for assignment in assignments:
        size = len(rosters[assignment.class_key])
        if together and students + size > most:
            yield tuple(together)
            together, students = [], 0
        together.append(assignment)
        students += size
    if together:
        yield tuple(together)


def _hand_out(
    rows: Iterator[Row], assignments: Sequence[Assignment], rosters: Rosters, position: int
) -> list[Hand]:
    """Give the rows to these classes, one behind the other."""
    places = [(one, student) for one in assignments for student in rosters[one.class_key]]
    return [
        Hand(assignment=assignment, student=student, number=1, position=place, row=row)
        for place, ((assignment, student), row) in enumerate(zip(places, rows, strict=True), start=position)
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
