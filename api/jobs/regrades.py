"""Regrading the work of many students: judged again outside of any transaction, kept in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from api.bootstrap import Application
from api.jobs.kinds import Kind
from api.jobs.runs import JobRefused, Outcome, Run
from api.rekeying import rekeying
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.identities import new_key
from library_core.jobs import SOMEBODY_WAITS, Asked, Job, Wanted, ask_for
from library_core.library import Library
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.refusals import Missing, NotNow
from notebooks_engine.regrades import Mode
from notebooks_engine.regrading.applying import apply_regrade, list_regrades
from notebooks_engine.regrading.judging import Keys
from notebooks_engine.regrading.planning import RegradeOrder
from notebooks_engine.repositories import Engine
from variants.pools import COMPILER_VERSION
from variants.problems import DocumentRefused
from variants.texts import Text

REGRADE: Final = "regrade"
MOST_AT_ONCE: Final = 150
"""Attempts that are judged again while their teacher waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is judged again: a task of an assignment, by its newest key or by today's checker."""

    assignment: AssignmentKey
    task: str
    mode: Mode
    former: Edition
    newest: Edition
    by_key: bool


def is_large(engine: Engine, teacher: Actor, judged: Judged) -> bool:
    """Tell whether so many attempts would be judged that it takes long."""
    return len(engine.attempts.list_of(teacher.school, judged.assignment)) > MOST_AT_ONCE


def regrade_order(application: Application, school: SchoolKey, judged: Judged) -> RegradeOrder:
    """Return what the engine needs to know to judge it again."""
    keys = Keys(edition=judged.newest.key, labs=application.shelf.labs(school))
    if judged.by_key:
        rekey = rekeying(application.shelf, school, judged.former, judged.newest)
        keys = replace(keys, compiler=COMPILER_VERSION, rekey=rekey)
    return RegradeOrder(assignment=judged.assignment, task=judged.task, mode=judged.mode, keys=keys)


def ask_to_regrade(library: Library, asked: Asked, judged: Judged, number: int) -> Job:
    """Ask for a regrade of which the teacher has seen `number` before it."""
    wanted = Wanted(
        kind=REGRADE,
        subject=judged.assignment,
        order={**order_of(judged), "number": number, "key": new_key()},
        turn=SOMEBODY_WAITS,
    )
    return ask_for(library.jobs, wanted, asked, new_key)


def _work(run: Run) -> Outcome:
    job, application = run.job, run.application
    teacher = Actor(school=job.school, person=job.person or PersonKey(""))
    key: str = job.wanted.order["key"]
    occasion = Occasion(now=job.requested_at, secret=b"", new_key=lambda: key)
    outcome = {"assignment": job.wanted.subject, "page": "regrade"}
    with refusing():
        judged = judged_of(run, job.wanted.subject)
        history = application.engine.read(lambda engine: list_regrades(engine, teacher, judged.assignment))
        if any(one.key == key for one in history):
            return outcome
        order = regrade_order(application, job.school, judged)
        run.look()
        apply_regrade(application.engine, teacher, order, job.wanted.order["number"], occasion)
    return outcome


def order_of(judged: Judged) -> dict[str, Any]:
    """Return what a job has to know of it, beside the assignment."""
    return {
        "task": judged.task,
        "mode": judged.mode,
        "former": judged.former.key,
        "newest": judged.newest.key,
        "by_key": judged.by_key,
    }


@contextmanager
def refusing() -> Iterator[None]:
    """Refuse a job that can't be done in the words for it."""
    try:
        yield
    except (Missing, NotNow) as refused:
        raise JobRefused(refused.message) from refused
    except (EditionMissing, DocumentRefused) as refused:
        raise JobRefused(_OTHER) from refused


def judged_of(run: Run, assignment: str) -> Judged:
    """Return what a job was asked to judge again. Raises EditionMissing."""
    order, school = run.job.wanted.order, run.job.school
    keys = (EditionKey(order["former"]), EditionKey(order["newest"]))
    found = run.application.press.library.read(lambda library: library.editions.find_all(school, keys))
    if len(found) < len(set(keys)):
        raise EditionMissing(keys[1])
    return Judged(
        assignment=AssignmentKey(assignment),
        task=order["task"],
        mode=order["mode"],
        former=found[keys[0]],
        newest=found[keys[1]],
        by_key=order["by_key"],
    )


_OTHER: Final = Text(
    en="The corrected task does not fit what was dealt.",
    ru="Исправленная задача не подходит к тому, что было роздано.",
)

REGRADES: Final = Kind(
    title=Text(en="Regrading the work of many students", ru="Перепроверка работ многих учеников"),
    about=Text(
        en="All answers are judged again; nothing changes until all are judged.",
        ru="Все ответы проверяются заново; ничего не изменится, пока не проверены все.",
    ),
    work=_work,
)
