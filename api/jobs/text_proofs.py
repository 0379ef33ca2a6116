"""Proving the text of a task that somebody writes: every variant is solved and checked, seconds of work.

What came of it is found again by the text itself, on every node, for as long as jobs are remembered. The pool
and certificate lie in the object store meanwhile, so that publishing the same text proves nothing again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from api.jobs.kinds import Kind
from api.jobs.problems import problems_from_json, problems_to_json
from api.jobs.runs import JobRefused, Outcome, Run
from api.task_pools import made_of
from content.tables import library_tables
from library_core.identities import new_key
from library_core.jobs import SOMEBODY_WAITS, Asked, Job, Wanted, ask_for
from library_core.library import Library
from library_core.objects import ObjectDamaged, ObjectKey, ObjectMissing, ObjectStore, put_bytes, read_object
from library_core.people import PersonKey, SchoolKey
from library_core.written import WrittenDocument, WrittenKey
from variants.pools import COMPILER_VERSION
from variants.problems import DocumentRefused, Problem
from variants.proofs.proving import Separation, doubts_of, prove_task
from variants.templates.reading.task_reading import read_task
from variants.texts import Text

PROOF: Final = "proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """Either problems, or how many variants there are, how alike they are and what to look at again."""

    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    graded: int = 0
    practice: int = 0
    separation: Separation | None = None
    difficulty: int = 0


def ask_for_proof(library: Library, asked: Asked, document: WrittenDocument) -> Job:
    """Ask for the text of a document to be proven, unless that is under way."""
    order = {"document": document.key}
    wanted = Wanted(kind=PROOF, subject=_hash(document.content), order=order, turn=SOMEBODY_WAITS)
    return ask_for(library.jobs, wanted, asked, new_key)


def find_proof(library: Library, document: WrittenDocument) -> Job | None:
    """Return the last job that proves the text of a document as it stands."""
    return library.jobs.latest(document.school, PROOF, _hash(document.content))


def proven_from_json(outcome: Outcome) -> Proven:
    """Read what the job of a proof keeps."""
    separation = outcome["separation"]
    return Proven(
        problems=problems_from_json(outcome["problems"]),
        # Proofs of an earlier release remember none.
        doubts=problems_from_json(outcome.get("doubts", [])),
        graded=outcome["graded"],
        practice=outcome["practice"],
        separation=None if separation is None else Separation(**separation),
        difficulty=outcome["difficulty"],
    )


def proven_objects(objects: ObjectStore, job: Job | None) -> Mapping[str, bytes] | None:
    """Return what the job of a proof has made of a text that may be published, by recipe.

    Nothing if it has not, or if it was so long ago that it has been swept away.
    """
    if job is None or job.state != "done" or job.outcome["problems"]:
        return None
    made: Mapping[str, str] | None = job.outcome.get("made")
    try:
        return (
            {recipe: read_object(objects, ObjectKey(key)) for recipe, key in made.items()} if made else None
        )
    except (ObjectMissing, ObjectDamaged):
        return None


def prove_text(text: str, title: str) -> tuple[dict[str, Any], Mapping[str, bytes]]:
    """Prove the task that a text describes; return plain values, and what was made by recipe."""
    proven, made = _proven(text, title)
    values = {
        "problems": problems_to_json(proven.problems),
        "doubts": problems_to_json(proven.doubts),
        "graded": proven.graded,
        "practice": proven.practice,
        "separation": asdict(proven.separation) if proven.separation else None,
        "difficulty": proven.difficulty,
    }
    return values, made


def _proven(text: str, title: str) -> tuple[Proven, Mapping[str, bytes]]:
    try:
        proof = prove_task(read_task(text, document=title, tables=library_tables()))
    except DocumentRefused as refused:
        return Proven(problems=refused.problems), {}
    graded = len(proof.pool.graded)
    proven = Proven(
        doubts=doubts_of(proof),
        graded=graded,
        practice=proof.pool.capacity - graded,
        separation=proof.separation,
        difficulty=proof.difficulty.reached,
    )
    return proven, made_of(proof)


def _work(run: Run) -> Outcome:
    document = _find(run, run.job.school, run.job.wanted.order)
    if document is None or _hash(document.content) != run.job.wanted.subject:
        raise JobRefused(_CHANGED)
    proven, made = run.calculate(prove_text, document.content, document.title)
    keys = {recipe: put_bytes(run.application.objects, content) for recipe, content in made.items()}
    return proven | {"written": document.key, "made": keys}


def _find(run: Run, school: SchoolKey, order: Mapping[str, Any]) -> WrittenDocument | None:
    person, key = run.job.person or PersonKey(""), WrittenKey(order["document"])
    return run.application.press.library.read(lambda library: library.written.find(school, person, key))


def _hash(text: str) -> str:
    return hashlib.sha256(f"{COMPILER_VERSION}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


_CHANGED: Final = Text(
    en="The text has been changed since, or deleted.", ru="Текст с тех пор изменили или удалили."
)

PROOFS: Final = Kind(title=Text(en="Checking every variant", ru="Проверка всех вариантов"), work=_work)
