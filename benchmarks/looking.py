"""The pages that people look around in during a lesson: a student's own, and the eight of a teacher's."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice

from api.bootstrap import Application
from api.web.visits import SESSION_COOKIE, present
from benchmarks.laboratory import Place
from benchmarks.load import Call
from benchmarks.school import SCHOOL, TEACHER, Desk
from notebooks_engine.assignments import Assignment


def teacher_headers(application: Application) -> Mapping[str, str]:
    """Sign the teacher in, and return what their browser sends."""
    session = application.write(lambda unit: unit.sessions.begin(TEACHER.person, SCHOOL, present()))
    return {"Cookie": f"{SESSION_COOKIE}={session.token}"}


def assignments_of(application: Application) -> Sequence[Assignment]:
    """Return what the teacher has assigned."""
    return application.read(lambda unit: unit.engine.assignments.list(TEACHER))


def pages(
    application: Application, desks: Sequence[Desk], benches: Sequence[Place], count: int
) -> dict[str, Sequence[Call]]:
    """Return so many requests of each page, of everybody in turn."""
    headers = teacher_headers(application)
    taught = assignments_of(application)
    own = {
        "a student's home": [Call(path="/assignments", headers=desk.headers) for desk in desks],
        "a bench": [Call(path=bench.path, headers=bench.desk.headers) for bench in benches],
    }
    paths = _of_a_teacher(taught, desks)
    asked = own | {name: [Call(path=path, headers=headers) for path in each] for name, each in paths.items()}
    return {name: list(islice(cycle(calls), count)) for name, calls in asked.items()}


def _of_a_teacher(taught: Sequence[Assignment], desks: Sequence[Desk]) -> dict[str, list[str]]:
    return {
        "a teacher's home": ["/classes"],
        "what waits for a mark": ["/queue"],
        **{
            f"a class{said}": [f"/classes/{one.class_key}{part}" for one in taught]
            for said, part in (
                (", its page", ""),
                (", its roster", "/roster"),
                (", its gradebook", "/gradebook"),
            )
        },
        **{
            f"an assignment{said}": [f"/assigned/{one.key}{part}" for one in taught]
            for said, part in ((", its page", ""), (", who copied", "/copies"))
        },
        "a student's work": list(_works(desks)),
    }


def _works(desks: Sequence[Desk]) -> Iterator[str]:
    return (f"/students-work/{desk.attempt}" for desk in desks)
