"""Dealing a notebook to many students: class after class, each whole; whoever goes on deals the same."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from api.bootstrap import Application, Unit
from api.jobs.kinds import Kind
from api.jobs.occasions import dealing_of
from api.jobs.pools import make_lacking
from api.jobs.runs import JobRefused, Outcome, Run
from library_core.editions import EditionKey, EditionMissing
from library_core.identities import new_key
from library_core.jobs import LONGEST_SUBJECT, SOMEBODY_WAITS, Asked, Job, Wanted, ask_for
from library_core.people import PersonKey
from library_core.usage import day_of
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, AssignmentKey, DealKey, Rules, dealt_tasks
from notebooks_engine.classes import ClassKey
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.teaching.assigning import Order, assign_in_steps, check_order
from variants.texts import Text

DEAL: Final = "deal"
MOST_AT_ONCE: Final = 150
"""Students who are dealt to while their teacher waits: about a second."""
_STEP: Final = 100
"""Students dealt to between two looks at whether to go on."""


def is_large(application: Application, teacher: Actor, order: Order, now: int) -> bool:
    """Tell whether so many would be dealt to that it takes long. Raises what `check_order` raises."""
    occasion = dealing_of(application.secret, teacher, "", now)
    rosters = check_order(application.engine, teacher, order, occasion)
    return sum(map(len, rosters.values())) > MOST_AT_ONCE


def ask_to_deal(application: Application, asked: Asked, order: Order, once: str) -> Job:
    """Ask for the deal of an order; `once` is the form's idempotency key, and the same form is one job."""
    wanted = Wanted(
        kind=DEAL,
        subject=once[:LONGEST_SUBJECT],
        order={
            "classes": list(order.classes),
            "notebook": order.notebook.edition,
            "rules": asdict(order.rules),
            "due_at": order.due_at,
            "once": once,
            "deal": new_key(),
            "keys": [new_key() for _ in order.classes],
        },
        turn=SOMEBODY_WAITS,
    )

    def write(unit: Unit) -> Job:
        jobs = unit.library.jobs
        # Done or not: whoever sends the form again has no second deal by it.
        known = jobs.latest(asked.school, DEAL, wanted.subject) if once else None
        return known or ask_for(jobs, wanted, asked, new_key)

    return application.write(write)


def count_assigned(application: Application, teacher: Actor, made: Sequence[Assignment], now: int) -> None:
    """Count that a notebook was given to so many classes, for its publisher and for the catalogue's order."""
    school, day = teacher.school, day_of(now, application.settings.timezone)
    edition = application.read(lambda unit: unit.library.editions.find(school, made[0].edition))
    if edition is not None:
        work = edition.work.key
        for _ in made:
            application.write_soon(lambda unit: unit.library.usage.count(work, school, "assigned", day))


def _work(run: Run) -> Outcome:
    job, application = run.job, run.application
    teacher = Actor(school=job.school, person=job.person or PersonKey(""))
    occasion = dealing_of(application.secret, teacher, job.wanted.order["once"], job.requested_at)
    supplies = application.shelf.supplies(job.school)
    made: tuple[Assignment, ...] = ()
    try:
        order = _order(job.wanted.order, _notebook(run))
        make_lacking(run, job.school, dealt_tasks(order.notebook.slots).values())
        for dealt in assign_in_steps(application.engine, teacher, order, supplies, occasion):
            made = dealt.assignments
            if not made:
                run.progress(dealt.done, dealt.planned)
    except (BadEntry, Missing) as refused:
        raise JobRefused(refused.message) from refused
    except EditionMissing as missing:
        raise JobRefused(_NO_NOTEBOOK) from missing
    count_assigned(application, teacher, made, job.requested_at)
    return {"assignment": made[0].key}


def _notebook(run: Run) -> PinnedNotebook:
    key = EditionKey(run.job.wanted.order["notebook"])
    return run.application.shelf.pinned(run.job.school, key)


def _order(kept: Mapping[str, Any], notebook: PinnedNotebook) -> Order:
    classes = tuple(ClassKey(key) for key in kept["classes"])
    keys = (AssignmentKey(key) for key in kept["keys"])
    return Order(
        classes=classes,
        notebook=notebook,
        rules=Rules(**kept["rules"]),
        due_at=kept["due_at"],
        deal=DealKey(kept["deal"]),
        keys=dict(zip(classes, keys, strict=True)),
        together=_STEP,
    )


_NO_NOTEBOOK: Final = Text(en="This notebook is there no more.", ru="Этой тетради больше нет.")

DEALS: Final = Kind(
    title=Text(en="Assigning a notebook to many students", ru="Назначение тетради многим ученикам"),
    about=Text(
        en="Every student is dealt tasks of their own, class after class. Classes that are done can begin; "
        "if you stop it, they keep what they were given.",
        ru="Каждому ученику подбираются свои задачи, класс за классом. Готовые классы могут начинать; если "
        "остановить назначение, розданное у них останется.",
    ),
    work=_work,
)
