"""A school with a teacher, a class and hand-made tasks, in a real database: what engine tests start from."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from labs.documents.lab import Lab
from library_core.editions import EditionKey, EditionMissing
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.assignments import Assignment, Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import Class
from notebooks_engine.pinning import PinnedNotebook, PinnedSlot, PinnedTask
from notebooks_engine.studying.submitting import HandedIn, HandIn, submit
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.running_classes import add_students, create_class
from variants.dealing.stocks import Stock
from variants.keys import Answer, ChoiceKey, KnownMistake, QuantityKey, TextKey
from variants.texts import Text
from variants.variant import Ask, ChoiceShape, Given, LineShape, Option, Variant

NOW = 1_800_000_000_000
HOUR = 3_600_000
DUE = NOW + 24 * HOUR
SECRET = b"s" * 32
RIVALS = ("another teacher", "another school", "a student")
_KEYS = itertools.count()


def new_key() -> str:
    return f"key-{next(_KEYS)}"


def at(now: int = NOW, secret: bytes = SECRET) -> Occasion:
    return Occasion(now=now, secret=secret, new_key=new_key)


def quantity(name: str, value: float, points: int = 1) -> Ask:
    key = QuantityKey(value=value, unit="m", unit_required=False)
    label = Text(en="<p>Length</p>", ru="<p>Длина</p>")
    return Ask(name=name, kind="quantity", points=Fraction(points), label=label, shape=LineShape(), key=key)


def slippery(name: str, value: float) -> Ask:
    """A number with a named mistake: twice as much."""
    ask = quantity(name, value)
    twice = QuantityKey(value=2 * value, unit="m", unit_required=False)
    say = Text(en=f"Half of {2 * value:g} is asked.", ru=f"Нужна половина от {2 * value:g}.")
    return replace(ask, mistakes=(KnownMistake(key=twice, say=say),))


def opinion(name: str, points: int = 1) -> Ask:
    label = Text(en="<p>Why?</p>", ru="<p>Почему?</p>")
    key = TextKey(expects=(), sample=Text(en="Because.", ru="Потому."))
    return Ask(name=name, kind="text", points=Fraction(points), label=label, shape=LineShape(), key=key)


def choice(name: str) -> Ask:
    options = tuple(
        Option(name=one, text=Text(en=one, ru=one), say=Text(en=f"secret of {one}")) for one in ("up", "down")
    )
    key = ChoiceKey(pick="one", right=("up",), options=("up", "down"))
    shape = ChoiceShape(pick="one", options=options)
    return Ask(name=name, kind="choice", points=Fraction(1), label=Text(en="?", ru="?"), shape=shape, key=key)


def make_variant(task: str, member: int, number: int) -> Variant:
    """Member n of `length` has the answer 100 + n; `reason` asks for a number and for an opinion.

    `slip` is `length` with a named mistake.
    """
    asks: tuple[Ask, ...] = (quantity("x", 100 + member),)
    if task.startswith("reason"):
        asks = (quantity("x", 100 + member, 2), opinion("why"))
    if task.startswith("slip"):
        asks = (slippery("x", 100 + member),)
    if task.startswith("choice"):
        asks = (choice("way"),)
    return Variant(
        task=task,
        number=number,
        title=Text(en=task, ru=task),
        given=(
            Given(name="a", plain=Text(en=str(member), ru=str(member)), value=member),
            Given(name="h", plain=Text(en="hidden", ru="скрыто"), value=7, hidden=True),
        ),
        statement=Text(en="<p>Find x.</p>", ru="<p>Найдите x.</p>"),
        asks=asks,
        solution=Text(en="<p>worked</p>", ru="<p>решение</p>"),
    )


def supplies(edition: EditionKey) -> Supply:
    """Every task has forty members to deal and four for practice; `empty` has none."""
    task = edition.removesuffix("@1")
    dealt = () if task == "empty" else tuple(range(40))
    return Supply(
        stock=Stock(members=dealt, displayed=lambda member: member),
        practice=() if task == "empty" else (40, 41, 42, 43),
        assemble_all=lambda members: [make_variant(task, member, member + 1) for member in members],
        compiler="test-1",
    )


def no_labs(edition: EditionKey) -> Lab:
    """There are no labs here."""
    raise EditionMissing(edition)


def notebook(*slots: tuple[str, ...], points: int = 2) -> PinnedNotebook:
    """A notebook whose slots 1, 2, … hold these tasks."""
    return PinnedNotebook(
        edition=EditionKey("notebook@1"),
        title=Text(en="Notebook", ru="Тетрадь"),
        slots=tuple(
            PinnedSlot(
                name=str(number),
                points=Fraction(points),
                tasks=tuple(PinnedTask(name=task, edition=EditionKey(f"{task}@1")) for task in tasks),
            )
            for number, tasks in enumerate(slots, start=1)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A teacher with a class of three students."""

    store: SqlStore
    teacher: Actor
    room: Class
    students: tuple[Actor, ...]
    rivals: Mapping[str, Actor] = field(default_factory=dict)

    def assign(
        self, *slots: tuple[str, ...], rules: Rules | None = None, due_at: int | None = DUE
    ) -> Assignment:
        """Assign slots of these tasks, by default one slot of `length`."""
        order = Order(
            classes=(self.room.key,),
            notebook=notebook(*(slots or (("length",),))),
            rules=rules or Rules(),
            due_at=due_at,
        )
        (made,) = assign(self.store, self.teacher, order, supplies, at())
        return made

    def attempt(self, student: Actor) -> AttemptKey:
        """The newest attempt of a student."""
        return self.store.read(lambda engine: engine.attempts.list_own(student))[0].key

    def right(self, student: Actor, slot: str = "1") -> str:
        """The right answer to `x` in a slot of the student's newest attempt."""
        key = self.attempt(student)
        opened = self.store.read(lambda engine: engine.attempts.open_own(student, key))
        frozen = opened.attempt.slot(slot) if opened else None
        return str(100 + frozen.member) if frozen else ""

    def submit(
        self, student: Actor, answers: Mapping[str, Answer], *, slot: str = "1", now: int = NOW
    ) -> HandedIn:
        """Hand in answers with a fresh request."""
        handed = HandIn(
            attempt=self.attempt(student), slot=slot, answers=answers, language="en", request=new_key()
        )
        return submit(self.store, student, handed, at(now), no_labs)


def build_world(store: SqlStore) -> World:
    """Make the class."""
    school = SchoolKey("school")
    teacher = Actor(school=school, person=PersonKey("teacher"))
    students = tuple(Actor(school=school, person=PersonKey(f"student-{number}")) for number in range(3))

    room = store.write(lambda engine: create_class(engine, teacher, "9B", at()))
    people = [(student.person, "") for student in students]
    store.write(lambda engine: add_students(engine, teacher, room.key, people))
    rivals = {
        "another teacher": Actor(school=school, person=PersonKey("other")),
        "another school": Actor(school=SchoolKey("elsewhere"), person=teacher.person),
        "a student": students[0],
    }
    return World(store=store, teacher=teacher, room=room, students=students, rivals=rivals)
