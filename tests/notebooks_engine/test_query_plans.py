"""What a lesson asks of PostgreSQL all the time goes through indexes, however many others have worked."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy
from crowds import crowd_in
from databases import postgresql_url
from engine_worlds import NOW, World, at, build_world, new_key, no_labs
from lab_worlds import assign_lab, labs, timing
from sqlalchemy import event

from api.auth.repeats import KeptResponse, Repeats, describe_request
from api.auth.sessions import Sessions
from deploy.local.postgres import Cluster
from library_core.adapters.database import Database
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.benching.measuring import Wanted, measure
from notebooks_engine.benching.opening import open_bench_of
from notebooks_engine.insight.standings import list_standings
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.studying.opening import list_work, open_work, save_draft
from notebooks_engine.studying.submitting import HandIn, submit
from notebooks_engine.teaching.class_gradebook import open_class_gradebook
from notebooks_engine.teaching.gradebook import open_gradebook

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A class among many, with work of tasks and work at a bench."""

    database: Database
    world: World
    tasks: AssignmentKey
    attempt: AttemptKey
    bench: WorkBench

    @property
    def student(self) -> Actor:
        """Whose attempt and bench they are."""
        return self.world.students[0]


@pytest.fixture(scope="module")
def city(cluster: Cluster) -> Iterator[City]:
    with postgresql_url(cluster) as url, contextlib.closing(Database(url)) as database:
        world = build_world(SqlStore(database))
        tasks = world.assign().key
        attempt = world.attempt(world.students[0])
        database.write(crowd_in)
        lab = assign_lab(world).key
        mine = world.store.read(lambda engine: engine.attempts.list_own(world.students[0]))
        (at_lab,) = (head.key for head in mine if head.assignment.key == lab)
        bench = WorkBench(attempt=at_lab, slot="1")
        yield City(database=database, world=world, tasks=tasks, attempt=attempt, bench=bench)


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """Yield each statement that is run meanwhile, with the plan that PostgreSQL makes for it."""
    seen: list[tuple[str, Any]] = []

    def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:  # noqa: ANN401
        if statement.startswith("SET "):
            return
        one = parameters[0] if isinstance(parameters, list) else parameters
        with cursor.connection.cursor() as asking:
            asking.execute(f"EXPLAIN (FORMAT JSON) {statement}", one)
            ((plan,),) = asking.fetchall()
        seen.append((statement, plan if isinstance(plan, list) else json.loads(plan)))

    event.listen(sqlalchemy.Engine, "before_cursor_execute", explain)
    try:
        yield seen
    finally:
        event.remove(sqlalchemy.Engine, "before_cursor_execute", explain)


def walked_through(node: Any) -> Iterator[str]:  # noqa: ANN401 (a plan of PostgreSQL's)
    """Yield the tables that a plan reads from end to end."""
    if isinstance(node, list):
        for each in node:
            yield from walked_through(each)
    elif isinstance(node, dict):
        if node.get("Node Type") == "Seq Scan":
            yield node["Relation Name"]
        for each in node.values():
            yield from walked_through(each)


def open_attempt(city: City) -> None:
    city.world.store.read(lambda engine: open_work(engine, city.student, city.attempt, NOW))


def list_own_work(city: City) -> None:
    city.world.store.read(lambda engine: list_work(engine, city.student, NOW))


def keep_draft(city: City) -> None:
    draft = Draft(slot="1", answers={"x": "1"}, saved_at=NOW)
    city.world.store.write(lambda engine: save_draft(engine, city.student, city.attempt, draft))


def hand_in(city: City) -> None:
    handed = HandIn(
        attempt=city.attempt, slot="1", answers={"x": "1"}, language="en", request=f"hand-in-{new_key()}"
    )
    submit(city.world.store, city.student, handed, at(), no_labs)


def open_bench(city: City) -> None:
    open_bench_of(city.world.store, city.student, city.bench, labs, at())


def take_two_readings(city: City) -> None:
    for _ in range(2):
        wanted = Wanted(wish=timing(), request=new_key())
        measure(city.world.store, city.student, city.bench, wanted, (labs, at()))


def watch_an_assignment(city: City) -> None:
    city.world.store.read(lambda engine: open_gradebook(engine, city.world.teacher, city.tasks))


def watch_a_class(city: City) -> None:
    city.world.store.read(
        lambda engine: open_class_gradebook(engine, city.world.teacher, city.world.room.key)
    )


def see_how_all_stands(city: City) -> None:
    city.world.store.read(lambda engine: list_standings(engine, city.world.teacher))
    city.world.store.read(lambda engine: engine.classes.count_members(city.world.teacher))


def list_what_waits_for_a_mark(city: City) -> None:
    city.world.store.read(lambda engine: engine.submissions.pending(city.world.teacher, None))


def find_a_session(city: City) -> None:
    def work(connection: sqlalchemy.Connection) -> None:
        sessions = Sessions(connection)
        token = sessions.begin(PersonKey("person"), SchoolKey("school"), NOW).token
        sessions.touch(token, NOW)
        sessions.find(token, NOW)
        sessions.end(token)

    city.database.write(work)


def repeat_a_request(city: City) -> None:
    request = describe_request("person", "route", "key", "body")

    def work(connection: sqlalchemy.Connection) -> None:
        repeats = Repeats(connection)
        repeats.claim(request, NOW)
        repeats.finish(request, KeptResponse(status=303, location="/", media_type=None, content=b""), NOW)
        repeats.find(request, NOW)

    city.database.write(work)


@pytest.mark.parametrize(
    "doing",
    [
        open_attempt,
        list_own_work,
        keep_draft,
        hand_in,
        open_bench,
        take_two_readings,
        watch_an_assignment,
        watch_a_class,
        see_how_all_stands,
        list_what_waits_for_a_mark,
        find_a_session,
        repeat_a_request,
    ],
)
def test_nothing_is_read_from_end_to_end(city: City, doing: Callable[[City], None]) -> None:
    with watched() as seen:
        doing(city)

    assert seen
    assert {statement: found for statement, plan in seen if (found := set(walked_through(plan)))} == {}
