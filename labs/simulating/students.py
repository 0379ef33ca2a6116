"""Simulate many students of one lab: honest ones, and copiers who hand in a classmate's results as their own.

A copier has measured honestly, but enters all results of another student, taken at random.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from labs.documents.lab import Lab
from labs.judging.judge import Report, judge_ask, lay_report
from labs.running.benches import open_bench
from labs.simulating.reports import LANGUAGE, Answers, write_report, write_uncertainties
from labs.simulating.sessions import measure, mishaps
from labs.supplying import assemble_lab
from variants.checkers.verdicts import Verdict
from variants.keys import QuantityKey
from variants.pools import Pool
from variants.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One simulated student with the verdict on everything handed in; `member` is the place in the pool."""

    member: int
    variant: Variant = field(repr=False)
    report: Report = field(repr=False)
    answers: Answers
    verdicts: Mapping[str, Verdict] = field(repr=False)
    mishaps: tuple[str, ...]

    @property
    def mark(self) -> float:
        """The share of all points, from 0 to 1."""
        earned = sum(ask.points * self.verdicts[ask.name].score for ask in self.variant.asks)
        return float(earned / self.variant.points) if self.variant.points else 0.0


Progress = Callable[[int], object]
"""Is told how many more students are done."""


def honest(
    lab: Lab, pool: Pool, count: int, seed: int = 0, progress: Progress | None = None
) -> tuple[Student, ...]:
    """Return honest students, each with an apparatus drawn from the pool and instruments of their own.

    Raises labs.sessions.Refused where the protocol can't be followed.
    """
    members = _drawn(pool.capacity, count, seed)
    variants = assemble_lab(lab, pool, members)
    students = []
    for number, (member, variant) in enumerate(zip(members, variants, strict=True)):
        students.append(_student(lab, variant, member, _secret(seed, number)))
        if progress is not None:
            progress(1)
    return tuple(students)


def _drawn(capacity: int, count: int, seed: int) -> list[int]:
    """Return members of the pool: each once, and again only where there are fewer than students."""
    chance = np.random.default_rng(seed)
    rounds = [chance.permutation(capacity) for _ in range(-(-count // max(1, capacity)))]
    return [int(member) for member in np.concatenate(rounds)[:count]] if capacity else []


def _secret(seed: int, number: int) -> bytes:
    return hashlib.sha256(f"simulated {seed} {number}".encode()).digest()


def _student(lab: Lab, variant: Variant, member: int, secret: bytes) -> Student:
    bench = open_bench(lab, {given.name: given for given in variant.given}, secret)
    measured = measure(bench)
    answers = write_report(bench, measured, variant)
    report = lay_report(bench, measured.log, answers, variant, LANGUAGE)
    deviations = {name: spread.sd for name, spread in report.spreads.items()}
    answers["uncertainty"] = write_uncertainties(variant, deviations)
    return Student(
        member=member,
        variant=variant,
        report=report,
        answers=answers,
        verdicts={ask.name: judge_ask(report, ask, answers.get(ask.name)) for ask in variant.asks},
        mishaps=mishaps(measured.log),
    )


def copiers(students: Sequence[Student], seed: int = 0) -> tuple[Mapping[str, Verdict], ...]:
    """Return for each student the verdicts on the results of a classmate with another apparatus."""
    chance = np.random.default_rng(seed)
    wanted = personal_asks(students)
    found = []
    for place, student in enumerate(students):
        others = [other for other in students if other.member != student.member]
        classmate = others[int(chance.integers(len(others)))] if others else students[place - 1]
        found.append(
            {
                name: judge_ask(student.report, student.report.asks[name], classmate.answers.get(name))
                for name in wanted
            }
        )
    return tuple(found)


def personal_asks(students: Sequence[Student]) -> tuple[str, ...]:
    """Return the quantities asked; where there are none, all else whose key is not the same for everybody."""
    if not students:
        return ()
    asks = students[0].variant.asks
    quantities = tuple(ask.name for ask in asks if isinstance(ask.key, QuantityKey))
    if quantities:
        return quantities
    keys = [{ask.name: repr(ask.key) for ask in student.variant.asks} for student in students]
    return tuple(ask.name for ask in asks if len({one[ask.name] for one in keys}) > 1)


def passes(verdicts: Mapping[str, Verdict], wanted: Sequence[str]) -> bool:
    """Tell whether everything wanted is right."""
    return all(verdicts[name].outcome == "right" for name in wanted)
