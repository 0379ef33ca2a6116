"""Prove a lab: its apparatus as a task, its model, check values, and its protocol by simulated students.

Published is only what at least 98 % of honest students pass in all quantities together, and at most 10 % of
those who hand in a classmate's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from statistics import fmean, median, stdev
from typing import Final

import numpy as np

from labs.documents.lab import Lab
from labs.judging.results import half_width, own_values, tolerance_of
from labs.proofs.checks import CheckedValue, run_check
from labs.running.soundness import document_problems, running_problems
from labs.sessions import Refused
from labs.simulating.students import Progress, Student, copiers, honest, passes, personal_asks
from labs.supplying import assemble_lab, lab_pool
from variants.checkers.verdicts import Verdict
from variants.keys import QuantityKey
from variants.pools import Pool
from variants.problems import DocumentRefused, Problem
from variants.proofs.proving import Separation, prove_task, separation_of
from variants.quantities.numbers import print_number
from variants.templates.located import Template, Templates
from variants.templates.task import Passage, RowForm, Task
from variants.texts import LANGUAGES, Text
from variants.variant import Ask, Given

STUDENTS: Final = 300
LEAST_HONEST: Final = 0.98
MOST_COPIED: Final = 0.10
FEWEST: Final = 60
"""Different apparatus that a lab needs at least: two classes of thirty."""
TRIED: Final = 6
"""Apparatus whose model is tried all over its settings."""
LEAST_MARK: Final = 0.9
"""Of all points, what the protocol's own student should earn at the median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultProof:
    """How well one quantity is found: bias, standard deviation and median tolerance, and who passes it.

    They are shares of the true value if `is_relative`, else numbers in `unit`.
    """

    ask: str
    unit: str
    is_relative: bool
    bias: float
    sd: float
    tolerance: float
    honest: float
    copied: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabProof:
    """What is known of a lab; with `problems` it may not be published, `doubts` are worth another look.

    `honest` and `copied` are the shares that pass all of `together`; `mark` is the median honest mark.
    `separation` is how far apart the keys of a class can be dealt.
    """

    lab: str
    apparatuses: int
    separation: Separation | None = None
    checks: tuple[CheckedValue, ...] = ()
    results: tuple[ResultProof, ...] = ()
    together: tuple[str, ...] = ()
    students: int = 0
    honest: float = 0.0
    copied: float = 0.0
    mark: float = 0.0
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def prove_lab(lab: Lab, *, students: int = STUDENTS) -> LabProof:
    """Prove a lab. Raises DocumentRefused with everything that keeps it from being published."""
    proof = examine_lab(lab, students=students)
    if proof.problems:
        raise DocumentRefused(proof.problems)
    return proof


def examine_lab(lab: Lab, *, students: int = STUDENTS, progress: Progress | None = None) -> LabProof:
    """Return all that a proof brings to light, the problems too.

    Nothing is computed of a model that is too much to compute; where one has no values, nothing is checked
    against known ones, and nobody measures.
    """
    refused = document_problems(lab)
    if refused:
        return LabProof(lab=lab.id, apparatuses=0, problems=refused)
    pool = lab_pool(lab)
    unsound = running_problems(lab, _some_apparatuses(lab, pool))
    checked = [run_check(lab, check) for check in lab.checks] if not unsound else []
    problems = [problem for _, problem in checked if problem is not None]
    problems += [*_of_apparatus(lab), *unsound]
    proof = LabProof(
        lab=lab.id,
        apparatuses=pool.capacity,
        separation=separation_of(pool) if pool.capacity else None,
        checks=tuple(value for value, _ in checked),
        problems=tuple(problems),
    )
    if pool.capacity < FEWEST:
        few = Text(
            en=f"there are {pool.capacity} different apparatus; at least {FEWEST} are needed",
            ru=f"различных установок {pool.capacity}, а нужно не меньше {FEWEST}",
        )
        return replace(proof, problems=(*problems, _problem(lab, few)))
    return proof if unsound else _with_students(lab, pool, proof, (students, progress))


def _some_apparatuses(lab: Lab, pool: Pool) -> tuple[Mapping[str, Given], ...]:
    """Return the givens of a few members, evenly over the pool."""
    members = sorted({round(place) for place in np.linspace(0, max(0, pool.capacity - 1), TRIED)})
    variants = assemble_lab(lab, pool, members) if pool.capacity else ()
    return tuple({given.name: given for given in variant.given} for variant in variants)


def _of_apparatus(lab: Lab) -> tuple[Problem, ...]:
    """Certify the hidden constants as a task whose statement tells them all; return what is wrong."""
    try:
        prove_task(_telling_all(lab.apparatus))
    except DocumentRefused as refused:
        return refused.problems
    return ()


def _telling_all(task: Task) -> Task:
    holes = []
    for name, line in task.given.items():
        if isinstance(line.form, RowForm):
            holes += [f"{{{{{name}.{column}}}}}" for column in task.tables[line.form.table].columns]
        else:
            holes.append(f"{{{{{name}}}}}")
    told = Template(text=" ".join(holes))
    statement = Passage(texts=Templates(en=told, ru=told))
    return replace(task, statement=(statement,))


def _with_students(lab: Lab, pool: Pool, proof: LabProof, wanted: tuple[int, Progress | None]) -> LabProof:
    count, progress = wanted
    try:
        students = honest(lab, pool, count, progress=progress)
    except Refused as refused:
        message = Text(
            en=f"the protocol can't be followed: {refused.message.in_language('en')}",
            ru=f"по протоколу нельзя провести измерения: {refused.message.in_language('ru')}",
        )
        return replace(proof, problems=(*proof.problems, _problem(lab, message)))
    together = personal_asks(students)
    copied = copiers(students)
    proof = replace(
        proof,
        results=tuple(_result(ask, students, copied) for ask in _quantities(students)),
        together=together,
        students=len(students),
        honest=fmean(passes(student.verdicts, together) for student in students),
        copied=fmean(passes(verdicts, together) for verdicts in copied),
        mark=median(student.mark for student in students),
    )
    found = [_problem(lab, message) for message in _failures(proof, students)]
    doubts = [_problem(lab, message) for message in _doubts(proof, students)]
    return replace(proof, problems=(*proof.problems, *found), doubts=tuple(doubts))


def _quantities(students: Sequence[Student]) -> tuple[Ask, ...]:
    return tuple(ask for ask in students[0].variant.asks if isinstance(ask.key, QuantityKey))


def _result(ask: Ask, students: Sequence[Student], copied: Sequence[Mapping[str, Verdict]]) -> ResultProof:
    """Return what is known of one quantity; the result is what follows from the columns as entered."""
    if not isinstance(ask.key, QuantityKey):
        raise TypeError("not a quantity")
    is_relative = ask.key.tolerance.relative is not None
    found = [one for student in students for one in _found(student, ask.name, is_relative=is_relative)]
    deviations = [deviation for deviation, _ in found]
    return ResultProof(
        ask=ask.name,
        unit=ask.key.unit,
        is_relative=is_relative,
        bias=fmean(deviations) if deviations else nan,
        sd=stdev(deviations) if len(deviations) > 1 else nan,
        tolerance=median(room for _, room in found) if found else nan,
        honest=fmean(student.verdicts[ask.name].outcome == "right" for student in students),
        copied=fmean(verdicts[ask.name].outcome == "right" for verdicts in copied),
    )


def _found(student: Student, name: str, *, is_relative: bool) -> Iterator[tuple[float, float]]:
    """Yield how far a result lies from the truth, and how far it may."""
    key = student.report.asks[name].key
    if not isinstance(key, QuantityKey):
        raise TypeError("not a quantity")
    scale = abs(key.value) if is_relative else 1.0
    own = own_values(student.report.case, name, key)
    tolerance = tolerance_of(key, student.report.spreads.get(name))
    if own and scale:
        yield (own[0] - key.value) / scale, half_width(key, tolerance) / scale


def _failures(proof: LabProof, students: Sequence[Student]) -> Iterator[Text]:
    """Yield why a lab may not be published."""
    asked = ", ".join(proof.together)
    if not proof.together:
        yield Text(
            en="nothing is asked that differs from student to student",
            ru="ни один из вопросов не отличается от ученика к ученику",
        )
    if proof.honest < LEAST_HONEST:
        honest, least = _percent(proof.honest), _percent(LEAST_HONEST)
        yield Text(
            en=f"only {honest.en} of honest students pass {asked} together, and {least.en} should",
            ru=f"честных учеников, верно нашедших {asked}, только {honest.ru}, а нужно не меньше {least.ru}",
        )
    if proof.copied > MOST_COPIED:
        copied, most = _percent(proof.copied), _percent(MOST_COPIED)
        yield Text(
            en=f"{copied.en} of those who copy a classmate's results pass {asked}, at most {most.en} may: "
            "ask for one more quantity that differs from student to student",
            ru=f"списавших у одноклассника {asked} проходит {copied.ru}, а допустимо не больше {most.ru}: "
            "спросите ещё одну величину, которая у каждого своя",
        )
    names = sorted({name for student in students for name in student.mishaps})
    if names:
        yield Text(
            en=f"following the protocol ends in a mishap: {', '.join(names)}",
            ru=f"по протоколу происходит авария: {', '.join(names)}",
        )


def _doubts(proof: LabProof, students: Sequence[Student]) -> Iterator[Text]:
    """Yield what is worth another look."""
    if proof.mark >= LEAST_MARK:
        return
    student = min(students, key=lambda student: abs(student.mark - proof.mark))
    missed = [name for name, verdict in student.verdicts.items() if verdict.score < 1]
    mark = _percent(proof.mark)
    words = {
        language: "; ".join(
            f"{name}: {student.verdicts[name].message.in_language(language)}" for name in missed
        )
        for language in LANGUAGES
    }
    yield Text(
        en=f"following the protocol earns {mark.en} of the points only: {words['en']}",
        ru=f"по протоколу набирается только {mark.ru} баллов: {words['ru']}",
    )


def _percent(share: float) -> Text:
    english, russian = (print_number(round(100 * share, 1), language) for language in LANGUAGES)
    return Text(en=f"{english}%", ru=f"{russian} %")


def _problem(lab: Lab, message: Text) -> Problem:
    return Problem(document=lab.apparatus.document or lab.id, message=message)
