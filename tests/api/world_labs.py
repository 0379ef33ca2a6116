"""A lab of the built-in library in the schools of the tests: published, assigned, and begun to be practised.

It is proven elsewhere; here only its pool is made, so that a world stands up at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.bootstrap import Application
from api.task_pools import CERTIFICATE_RECIPE, POOL_RECIPE, prove
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.supplying import lab_pool
from library_core.editions import EditionKey
from library_core.library import Act
from library_core.people import SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.practice import PracticeKey
from notebooks_engine.studying.practising import start_practice
from notebooks_engine.teaching.assigning import Order, assign
from variants.pools import pool_to_bytes

FRICTION = "friction-on-an-incline"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabThings:
    """A school's lab: its edition, the student's attempt at it and a practice run of theirs."""

    edition: EditionKey
    attempt: AttemptKey
    run: PracticeKey


def publish_lab(application: Application, school: SchoolKey, name: str = FRICTION) -> EditionKey:
    """Publish a lab of the built-in library as one of a school, unproven."""
    press = replace(application.press, readers=readers(library_tables(), prove, _pool_alone))
    folder = built_in().joinpath("labs").joinpath(name)
    (document,) = find_documents(folder)
    (outcome,) = publish_documents(press, (document,), Act(school=school, at=1))
    assert not outcome.problems, [problem.in_language("en") for problem in outcome.problems]
    assert outcome.edition is not None
    return outcome.edition.key


def assign_lab(
    application: Application,
    edition: EditionKey,
    people: tuple[Actor, Actor],
    class_: ClassKey,
    now: Occasion,
) -> LabThings:
    """Give the lab to a class, after all it was given before; let the student begin to practise it."""
    teacher, student = people
    shelf = application.shelf
    notebook, supplies = shelf.pinned(teacher.school, edition), shelf.supplies(teacher.school)
    order = Order(classes=(class_,), notebook=notebook, rules=Rules(), due_at=now.now + 9 * 86_400_000)
    (made,) = assign(application.engine, teacher, order, supplies, now)
    heads = application.read(lambda unit: unit.engine.attempts.list_own(student))
    attempt = next(head.key for head in heads if head.assignment.key == made.key)
    run = start_practice(application.engine, student, (notebook, "1"), supplies, now)
    return LabThings(edition=edition, attempt=attempt, run=run.key)


def _pool_alone(lab: Lab) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(lab_pool(lab, size=300)), CERTIFICATE_RECIPE: b"{}"}
