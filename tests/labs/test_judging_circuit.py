"""Tables of a lab with hazards, ranges, conditions and observations in words."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest
from lab_folders import everything, read
from lab_reports import part

from labs.documents.lab import Lab
from labs.judging.judge import ReportUnreadable, judge
from labs.proofs.apparatuses import apparatus_of
from labs.running.benches import Bench, open_bench
from labs.running.taking import take
from labs.sessions import Entry, Wish
from labs.supplying import assemble_lab, lab_pool
from variants.checkers.verdicts import Verdict
from variants.variant import Variant

WIRED = ("am-bm", "ap-bp")
Row = dict[str, Any]


@lru_cache(maxsize=1)
def lab_and_variant() -> tuple[Lab, Variant]:
    lab = read(everything())
    return lab, assemble_lab(lab, lab_pool(lab), [0])[0]


@dataclass
class Student:
    """Somebody at the circuit with an EMF of 5.5 V and 0.5 ohm inside."""

    bench: Bench
    log: list[Entry] = field(default_factory=list)

    def take(self, instrument: str, span: str = "", **settings: Any) -> dict[str, int]:  # noqa: ANN401
        wished = {**self.bench.machine.start, "wires": WIRED, **settings}
        entry = take(self.bench, self.log, Wish(settings=wished, instrument=instrument, span=span), 0)
        self.log.append(entry)
        return {"entry": entry.number}

    def row(self, resistance: float, **cells: Any) -> Row:  # noqa: ANN401
        """Measure a row; `cells` stand there instead of what was measured."""
        measured = {
            "set_r": str(resistance),
            "which": "wide",
            "amps": self.take("ammeter", "high", R=resistance),
            "volts": self.take("voltmeter", R=resistance),
            "color": self.take("eye", R=resistance),
        }
        return {**measured, **cells}

    def judged(self, *rows: Row) -> Verdict:
        """Return the verdict on a table of these rows."""
        variant = lab_and_variant()[1]
        return judge(self.bench, self.log, {"table-main": {"rows": list(rows)}}, variant, "en")["table-main"]


@pytest.fixture
def student() -> Student:
    lab, _ = lab_and_variant()
    given = apparatus_of(lab, {"epsilon": "5.5", "r": "0.5", "salt": "blue"})
    return Student(bench=open_bench(lab, given, bytes(32)))


@pytest.mark.parametrize(("times", "cost"), [(1, 4), (2, 8), (5, 8)])
def test_a_mishap_costs_points_of_the_design_each_time_up_to_its_most(
    times: int, cost: int, student: Student
) -> None:
    rows = [student.row(resistance) for resistance in (2.5, 4.0, 7.0, 10.0)]
    whole = part(student.judged(*rows), "design").score
    for _ in range(times):
        student.take("voltmeter", R=1.0)

    design = part(student.judged(*rows), "design")

    assert whole == 1
    assert whole - design.score == Fraction(cost, 15)
    assert f"Times: {times}" in (part(design, "mishap:fuse").message.en or "")


def test_a_reading_taken_under_another_condition_does_not_count(student: Student) -> None:
    row = student.row(4.0, amps=student.take("ammeter", "high", R=4.0, side="narrow"), which="narrow")

    assert part(student.judged(row), "provenance", "amps:0").reason == "other_conditions"


def test_an_overload_is_no_value(student: Student) -> None:
    row = student.row(4.0, amps=student.take("ammeter", "low", R=4.0))

    assert part(student.judged(row), "provenance", "amps:0").reason == "no_value"


def test_a_reading_counts_on_any_range_that_holds_it(student: Student) -> None:
    row = student.row(10.0, amps=student.take("ammeter", "low", R=10.0))

    assert "amps:0" not in {one.name for one in part(student.judged(row), "provenance").parts}


@pytest.mark.parametrize(
    ("typed", "sound"), [("blue", True), ("Синий", True), ("white", False), ("red", False)]
)
def test_an_observation_may_be_typed_in_words_of_either_language(
    typed: str, sound: bool, student: Student
) -> None:
    row = student.row(4.0, color=typed)

    lost = {one.name for one in part(student.judged(row), "provenance").parts}

    assert ("color:0" not in lost) == sound


def test_a_choice_is_typed_by_its_words_or_asked_back(student: Student) -> None:
    assert not part(student.judged(student.row(4.0, which="ш")), "provenance").parts

    with pytest.raises(ReportUnreadable) as caught:
        student.judged(student.row(4.0, which="sideways"))
    assert "w, n" in (caught.value.problems["table-main"].message.en or "")
