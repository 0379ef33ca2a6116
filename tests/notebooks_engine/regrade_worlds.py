"""Corrected keys for the hand-made tasks, and the shortest ways to regrade with them."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from engine_worlds import HOUR, NOW, World, at, no_labs

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment
from notebooks_engine.insight.student_work import SlotWork, look_at_work
from notebooks_engine.regrades import Mode, Regrade
from notebooks_engine.regrading.applying import apply_regrade
from notebooks_engine.regrading.judging import Keys
from notebooks_engine.regrading.planning import Plan, RegradeOrder, plan_regrade
from notebooks_engine.regrading.undoing import undo_regrade
from variants.keys import QuantityKey
from variants.problems import DocumentRefused, Problem
from variants.texts import Text
from variants.variant import Ask, Variant

LATER = NOW + HOUR
CORRECTED = 1000
"""What the corrected key is larger by."""


def correct(variant: Variant) -> Variant:
    """Add CORRECTED to the key of `x`."""
    return replace(variant, asks=tuple(map(_correct, variant.asks)), solution=Text(en="<p>corrected</p>"))


def doubled(variant: Variant) -> Variant:
    """Double every key, so that what was a named mistake is right."""
    asks = [(ask, ask.key) for ask in variant.asks]
    return replace(
        variant,
        asks=tuple(
            replace(ask, key=replace(key, value=2 * key.value), mistakes=())
            for ask, key in asks
            if isinstance(key, QuantityKey)
        ),
    )


def reweigh(variant: Variant) -> Variant:
    """Correct the key, and give `x` two points of three where it had two of three before, or the reverse."""
    corrected = correct(variant)
    points = [ask.points for ask in reversed(corrected.asks)]
    asks = zip(corrected.asks, points, strict=True)
    return replace(corrected, asks=tuple(replace(ask, points=own) for ask, own in asks))


def refuse(variant: Variant) -> Variant:
    """Refuse to key every variant."""
    message = Text(en=f"no place for {variant.number}", ru=f"нет места для {variant.number}")
    raise DocumentRefused([Problem(document="length", message=message, line=3)])


def keys(rekey: Callable[[Variant], Variant] | None = correct, edition: str = "length@2") -> Keys:
    return Keys(edition=EditionKey(edition), labs=no_labs, compiler="test-2", rekey=rekey)


def order(assignment: Assignment, mode: Mode = "raise", by: Keys | None = None) -> RegradeOrder:
    task = assignment.slots[0].tasks[0].name
    return RegradeOrder(assignment=assignment.key, task=task, mode=mode, keys=by or keys())


def plan(world: World, assignment: Assignment, mode: Mode = "raise", by: Keys | None = None) -> Plan:
    return plan_regrade(world.store, world.teacher, order(assignment, mode, by))


def regrade(
    world: World, assignment: Assignment, mode: Mode = "raise", by: Keys | None = None, now: int = LATER
) -> Regrade:
    done = len(history(world, assignment))
    return apply_regrade(world.store, world.teacher, order(assignment, mode, by), done, at(now))


def undo(world: World, made: Regrade, now: int = LATER + HOUR) -> Regrade:
    return world.store.write(
        lambda engine: undo_regrade(engine, world.teacher, (made.assignment, made.key), at(now), no_labs)
    )


def history(world: World, assignment: Assignment) -> tuple[Regrade, ...]:
    found = world.store.read(lambda engine: engine.regrades.list_of(SchoolKey("school"), [assignment.key]))
    return found.get(assignment.key, ())


def look(world: World, student: Actor, slot: str = "1") -> SlotWork:
    attempt = world.attempt(student)
    work = world.store.read(lambda engine: look_at_work(engine, world.teacher, attempt)).slot(slot)
    assert work is not None
    return work


def points(world: World, assignment: Assignment) -> list[Fraction]:
    """The kept points of the class, as gradebook and exports read them."""
    grades = world.store.read(
        lambda engine: engine.submissions.grades_of(world.teacher.school, assignment.key)
    )
    kept = [grades.get(world.attempt(student), {}).get("1") for student in world.students]
    return [one.points if one else Fraction(0) for one in kept]


def floats(*exact: Fraction) -> tuple[float, ...]:
    """Points to compare with plain numbers."""
    return tuple(map(float, exact))


def by_corrected_key(world: World, student: Actor) -> str:
    return str(int(world.right(student)) + CORRECTED)


def _correct(ask: Ask) -> Ask:
    if not isinstance(ask.key, QuantityKey):
        return ask
    return replace(ask, key=replace(ask.key, value=ask.key.value + CORRECTED))
