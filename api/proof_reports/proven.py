"""What became of one document that was to be proven, as plain values: processes hand it to each other."""

from dataclasses import dataclass, field
from typing import Any, Final

from api.proof_reports.words import facts_of, problem_row, proof_row
from variants.problems import DocumentRefused, Problem
from variants.proofs.galleries import Exhibit, gallery
from variants.proofs.histograms import Histogram
from variants.proofs.proving import Proof
from variants.templates.task import Task
from variants.texts import Text

SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What a proof tells, or the problems that keep the task from being published.

    `title` is None for a document that is no task; `exhibits` are variants side by side, where wanted; `row`
    is the same as plain data of one JSON line.
    """

    document: str
    row: dict[str, Any]
    title: Text | None = None
    refused: bool = False
    problems: tuple[Problem, ...] = ()
    facts: tuple[Text, ...] = ()
    histograms: tuple[Histogram, ...] = ()
    ugliest: tuple[Exhibit, ...] = ()
    doubts: tuple[Problem, ...] = ()
    capacity: int = 0
    exhibits: tuple[Exhibit, ...] = field(default=(), repr=False)


def told(document: str, task: Task, proof: Proof, exhibited: int) -> Proven:
    """Return what a proof tells, with so many variants beside it."""
    return Proven(
        document=document,
        row={"document": document, "task": task.id, "state": "proven", **proof_row(proof)},
        title=task.title,
        facts=tuple(facts_of(proof)),
        histograms=proof.histograms,
        ugliest=proof.ugliest,
        doubts=proof.certificate.doubts,
        capacity=proof.pool.capacity,
        exhibits=_exhibits(task, exhibited),
    )


def told_refused(document: str, task: Task | None, problems: tuple[Problem, ...], exhibited: int) -> Proven:
    """Return what keeps a document from being published; a task shows its variants all the same."""
    return Proven(
        document=document,
        row={
            "document": document,
            "task": task.id if task is not None else None,
            "state": "refused",
            "problems": [problem_row(problem) for problem in problems],
        },
        title=task.title if task is not None else None,
        refused=True,
        problems=problems,
        exhibits=_exhibits(task, exhibited),
    )


def _exhibits(task: Task | None, wanted: int) -> tuple[Exhibit, ...]:
    try:
        return gallery(task, wanted) if task is not None and wanted else ()
    except DocumentRefused:
        return ()
