"""A finished report on friction on an incline, to be spoilt in one place by each test."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lab_folders import read, shipped

from labs.documents.lab import Lab
from labs.judging.judge import judge, lay_report
from labs.running.benches import Bench, open_bench
from labs.running.taking import take
from labs.sessions import Entry, Wish
from labs.simulating.reports import write_report, write_uncertainties
from labs.simulating.sessions import measure
from labs.supplying import assemble_lab, lab_pool
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Language
from variants.variant import Variant

SLIDES = "table-slides_down"
SECRET = bytes(range(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A student's bench, log and report."""

    bench: Bench
    variant: Variant
    log: tuple[Entry, ...]
    answers: Mapping[str, Answer]

    def copy(self) -> dict[str, Any]:
        """Return the answers, to be changed."""
        return deepcopy(dict(self.answers))

    def judged(
        self, answers: Mapping[str, Answer] | None = None, language: Language = "en"
    ) -> dict[str, Verdict]:
        """Return the verdicts on these answers, else on the student's own."""
        chosen = self.answers if answers is None else answers
        return judge(self.bench, self.log, chosen, self.variant, language)

    def and_read(self, instrument: str, *, span: str = "", **settings: Any) -> "Work":  # noqa: ANN401
        """Return the work with one more reading in the log."""
        wished = {**self.bench.machine.start, **settings}
        entry = take(self.bench, self.log, Wish(settings=wished, instrument=instrument, span=span), 0)
        return replace(self, log=(*self.log, entry))


@lru_cache(maxsize=1)
def friction() -> Lab:
    """Return the shipped lab."""
    return read(shipped("friction-on-an-incline"))


@lru_cache(maxsize=4)
def honest_work(member: int = 100, secret: bytes = SECRET) -> Work:
    """Return the work of somebody who followed the protocol and made no slip."""
    return honest_work_on(friction(), member, secret)


def honest_work_on(lab: Lab, member: int = 100, secret: bytes = SECRET) -> Work:
    """Return such work on a lab."""
    (variant,) = assemble_lab(lab, lab_pool(lab), [member])
    bench = open_bench(lab, {given.name: given for given in variant.given}, secret)
    measured = measure(bench)
    answers = write_report(bench, measured, variant)
    report = lay_report(bench, measured.log, answers, variant, "en")
    deviations = {name: spread.sd for name, spread in report.spreads.items()}
    answers["uncertainty"] = write_uncertainties(variant, deviations)
    return Work(bench=bench, variant=variant, log=measured.log, answers=answers)


def part(verdict: Verdict, *names: str) -> Verdict:
    """Return the verdict on a part of a part."""
    for name in names:
        verdict = next(one.verdict for one in verdict.parts if one.name == name)
    return verdict


def shown(work: Work, number: int) -> str:
    """Return what the instrument showed at an entry of the log."""
    return next(entry.text for entry in work.log if entry.number == number)


def classmate_of(work: Work) -> Work:
    """Return the honest work of somebody with another block."""
    key = work.variant.asks[0].key
    others = (honest_work(member, bytes(range(1, 33))) for member in (200, 300, 400))
    return next(other for other in others if other.variant.asks[0].key != key)


def pasted_readings(work: Work) -> list[dict[str, Any]]:
    """Return the rows of the first table with readings typed as numbers, as one passes them on."""
    rows: list[dict[str, Any]] = work.copy()[SLIDES]["rows"]
    for row in rows:
        row.update({name: shown(work, row[name]["entry"]) for name in ("t1", "t2", "t3")})
    return rows
