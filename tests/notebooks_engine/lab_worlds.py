"""A class with a lab of the built-in library, and the shortest ways to measure at its benches."""

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from statistics import linear_regression

from engine_worlds import DUE, NOW, World, at
from engine_worlds import supplies as supplies_of_tasks

from content.loader import built_in
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.documents.settings import SettingValue
from labs.reading.lab_reading import read_lab
from labs.sessions import Wish
from labs.supplying import assemble_lab, lab_pool
from library_core.editions import EditionKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, Rules
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.measuring import Measured, Wanted, measure
from notebooks_engine.benching.opening import OpenBench, open_bench_of
from notebooks_engine.lab_sessions import BenchPlace, WorkBench
from notebooks_engine.pinning import PinnedNotebook, PinnedSlot, PinnedTask
from notebooks_engine.studying.submitting import HandedIn, HandIn, submit
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching.assigning import Order, assign
from variants.keys import Answer
from variants.stocks import stock_of_pool
from variants.texts import Text

FRICTION = "friction-on-an-incline"
EDITION = EditionKey(f"{FRICTION}@1")
ANGLES = (26.0, 30.0, 34.0, 38.0, 42.0, 46.0, 50.0)
_REQUESTS = itertools.count()


@cache
def friction() -> Lab:
    folder = built_in().joinpath("labs").joinpath(FRICTION)
    files = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    return read_lab(files, tables=library_tables())


def labs(edition: EditionKey) -> Lab:
    assert edition.startswith(FRICTION)
    return friction()


@cache
def _supply() -> Supply:
    pool = lab_pool(friction())
    return Supply(
        stock=stock_of_pool(pool),
        practice=pool.practice,
        assemble_all=lambda members: assemble_lab(friction(), pool, members, {}),
        compiler="test-1",
    )


def supplies(edition: EditionKey) -> Supply:
    return _supply() if edition.startswith(FRICTION) else supplies_of_tasks(edition)


def lab_slot(name: str = "1", points: int = 10) -> PinnedSlot:
    task = PinnedTask(name=FRICTION, edition=EDITION)
    return PinnedSlot(name=name, points=Fraction(points), tasks=(task,), lab=True)


def lab_notebook(*slots: PinnedSlot) -> PinnedNotebook:
    return PinnedNotebook(
        edition=EditionKey("lab-notebook@1"),
        title=Text(en="Labs", ru="Лабораторные"),
        slots=slots or (lab_slot(),),
    )


def assign_lab(
    world: World, *slots: PinnedSlot, rules: Rules | None = None, due_at: int | None = DUE
) -> Assignment:
    order = Order(
        classes=(world.room.key,), notebook=lab_notebook(*slots), rules=rules or Rules(), due_at=due_at
    )
    (made,) = assign(world.store, world.teacher, order, supplies, at())
    return made


def bench(world: World, student: Actor, slot: str = "1") -> WorkBench:
    return WorkBench(attempt=world.attempt(student), slot=slot)


def opened(world: World, student: Actor, place: BenchPlace | None = None) -> OpenBench:
    return open_bench_of(world.store, student, place or bench(world, student), labs, at())


def dealt(world: World, student: Actor) -> FrozenSlot:
    return opened(world, student).frozen


def timing(**settings: SettingValue) -> Wish:
    """The wish to time the block at these settings."""
    starts = {name: control.start for name, control in friction().controls.items()}
    return Wish(settings={**starts, "alpha": 30.0, **settings}, instrument="timer")


def take(
    world: World,
    student: Actor,
    wish: Wish | None = None,
    *,
    request: str = "",
    now: int = NOW,
) -> Measured:
    wanted = Wanted(wish=wish or timing(), request=request or f"request-{next(_REQUESTS)}")
    return measure(world.store, student, bench(world, student), wanted, (labs, at(now)))


def hand_in(
    world: World, student: Actor, answers: Mapping[str, Answer], *, request: str = "", now: int = NOW
) -> HandedIn:
    handed = HandIn(
        attempt=world.attempt(student),
        slot="1",
        answers=answers,
        language="en",
        request=request or f"request-{next(_REQUESTS)}",
    )
    return submit(world.store, student, handed, at(now), labs)


def honest_report(world: World, student: Actor) -> dict[str, Answer]:
    """Measure as the lab wants it, and report with numbers that follow from one's own readings."""
    rows = [_slide(world, student, angle) for angle in ANGLES]
    points = [(float(row["xx"]), float(row["yy"])) for row in rows]
    slope, intercept = _line(points)
    mu = -intercept / 9.81
    ends = [[x, intercept + slope * x] for x in (points[0][0], points[-1][0])]
    return {
        "table-slides_down": {"rows": rows},
        "table-loads": {"rows": [_loaded(world, student, load) for load in (0.0, 100.0, 200.0)]},
        "plot-line": {"x": "xx", "y": "yy", "line": ends, "left_out": []},
        "uncertainty": {"mu": "0.01"},
        "mu": f"{mu:.4f}",
        "limit": f"{math.degrees(math.atan(mu)):.2f} deg",
        "mass": "same",
        "slope": "g",
    }


def _slide(world: World, student: Actor, angle: float) -> dict[str, Answer]:
    taken = [take(world, student, timing(alpha=angle, s=80.0)).entry for _ in range(3)]
    mean = sum(float(entry.text) for entry in taken) / 3
    acceleration = 1.6 / mean**2
    slope = math.radians(angle)
    return {
        "angle": f"{angle:g}",
        "path": "80",
        **{f"t{place}": {"entry": entry.number} for place, entry in enumerate(taken, start=1)},
        "tm": f"{mean:.4f}",
        "acc": f"{acceleration:.4f}",
        "xx": f"{math.tan(slope):.5f}",
        "yy": f"{acceleration / math.cos(slope):.5f}",
    }


def _loaded(world: World, student: Actor, load: float) -> dict[str, Answer]:
    entry = take(world, student, timing(alpha=40.0, s=80.0, load=load)).entry
    return {
        "angle2": "40",
        "mass2": f"{load:g}",
        "side2": "wide",
        "path2": "80",
        "tt": {"entry": entry.number},
        "acc2": f"{1.6 / float(entry.text) ** 2:.4f}",
    }


def _line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The slope and the intercept of the straight line through these points."""
    return linear_regression([x for x, _ in points], [y for _, y in points])
