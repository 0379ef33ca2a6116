"""What regrading the work of many students would change: looked at beside, and shown to who comes back."""

import hashlib
from typing import Any, Final

from api.bootstrap import Application
from api.jobs.kinds import Kind
from api.jobs.regrades import Judged, judged_of, order_of, refusing, regrade_order
from api.jobs.runs import Outcome, Run
from library_core.identities import new_key
from library_core.jobs import SOMEBODY_WAITS, Asked, Job, Wanted, ask_for
from library_core.library import Library
from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.regrading.foreseeing import Foreseen, foresee, foreseen_from_json, foreseen_to_json
from notebooks_engine.regrading.planning import plan_regrade
from notebooks_engine.studying.submitting import CHECKER
from variants.texts import Text

FORESIGHT: Final = "foresight"
FRESH: Final = 10 * 60_000
"""Milliseconds for which a look is shown: answers come in meanwhile. What is applied is planned anew."""
_LETTERS: Final = 32


def foresee_now(application: Application, teacher: Actor, judged: Judged) -> Foreseen:
    """Return what a regrade would change, while the teacher waits. Raises Missing."""
    order = regrade_order(application, teacher.school, judged)
    return foresee(plan_regrade(application.engine, teacher, order))


def find_foresight(library: Library, asked: Asked, judged: Judged, number: int) -> Job | None:
    """Return the look at what a regrade would change after `number` others, unless its time is over."""
    latest = library.jobs.latest(asked.school, FORESIGHT, _subject(judged, number))
    stale = latest is not None and latest.state == "done" and asked.at - latest.changed_at >= FRESH
    return None if stale else latest


def ask_to_foresee(library: Library, asked: Asked, judged: Judged, number: int) -> Job:
    """Ask for a look at what a regrade would change after `number` others."""
    wanted = Wanted(
        kind=FORESIGHT,
        subject=_subject(judged, number),
        order={**order_of(judged), "assignment": judged.assignment},
        turn=SOMEBODY_WAITS,
    )
    return ask_for(library.jobs, wanted, asked, new_key)


def foreseen_of(job: Job) -> Foreseen | None:
    """Return what the look has found, once it is done."""
    return foreseen_from_json(job.outcome["foreseen"]) if job.state == "done" else None


def _subject(judged: Judged, number: int) -> str:
    told = (judged.assignment, judged.task, judged.mode, judged.newest.key, judged.by_key, number, CHECKER)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:_LETTERS]


def _work(run: Run) -> Outcome:
    job = run.job
    teacher = Actor(school=job.school, person=job.person or PersonKey(""))
    with refusing():
        judged = judged_of(run, job.wanted.order["assignment"])
        order = regrade_order(run.application, job.school, judged)
        foreseen = foresee(plan_regrade(run.application.engine, teacher, order, run.progress))
    asked: dict[str, Any] = {
        "task": judged.task,
        "by": "key" if judged.by_key else "checker",
        "mode": judged.mode,
    }
    return {
        "assignment": judged.assignment,
        "page": "regrade",
        "asked": asked,
        "foreseen": foreseen_to_json(foreseen),
    }


FORESIGHTS: Final = Kind(
    title=Text(en="Looking at what a regrade changes", ru="Что изменит перепроверка"),
    about=Text(
        en="All answers are judged again for a look; nothing is changed by that.",
        ru="Все ответы проверяются заново, чтобы показать, что изменится; само это ничего не меняет.",
    ),
    work=_work,
)
