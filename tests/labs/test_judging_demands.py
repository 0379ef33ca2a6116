"""Demands of design on what was joined as readings were taken, and on what the whole log adds up to."""

from fractions import Fraction

from lab_reports import part
from test_judging_circuit import Student, student

from variants.checkers.verdicts import Verdict

__all__ = ["student"]
JOINED, LOOKS = "demand:2", "demand:3"
"""The statements on the wiring and on the tallies in the lab that has everything."""
RESISTANCES = (2.5, 4.0, 7.0, 10.0)


def missed(verdict: Verdict) -> dict[str, Verdict]:
    """Return what was missed of the design, by name."""
    return {one.name: one.verdict for one in part(verdict, "design").parts}


def test_readings_with_the_right_wires_meet_a_demand_on_the_wiring(student: Student) -> None:
    rows = [student.row(resistance) for resistance in RESISTANCES]

    assert part(student.judged(*rows), "design").score == 1


def test_one_reading_with_a_meter_the_wrong_way_round_misses_it(student: Student) -> None:
    rows = [student.row(resistance) for resistance in RESISTANCES]
    rows[0]["amps"] = student.take("ammeter", "high", R=2.5, wires=("am-bp", "ap-bm"))

    design = part(student.judged(*rows), "design")

    assert part(design, JOINED).message.en == "joined wrongly"
    # Of rows, spread and three demands, worth 1, 1, 1, 1 and 1/2.
    assert design.score == 1 - Fraction(1) / Fraction(9, 2)


def test_what_was_tried_outside_of_the_table_costs_nothing(student: Student) -> None:
    student.take("ammeter", "high", R=2.5, wires=("am-bp", "ap-bm"))
    rows = [student.row(resistance) for resistance in RESISTANCES]

    assert JOINED not in missed(student.judged(*rows))


def test_a_column_without_a_sound_reading_misses_its_demand(student: Student) -> None:
    rows = [student.row(resistance, amps="0.1234") for resistance in RESISTANCES]

    assert JOINED in missed(student.judged(*rows))


def test_a_tally_counts_readings_that_stand_in_no_table(student: Student) -> None:
    rows = [student.row(resistance) for resistance in RESISTANCES]
    for _ in range(3):
        student.take("eye", R=4.0)

    verdict = missed(student.judged(*rows))[LOOKS]

    assert verdict.message.en == "Look less often. (glances: 7; spent: 2 mL.)"
    assert verdict.message.ru == "Смотрите реже. (взгляды: 7; ушло: 2 мл.)"


def test_a_tally_adds_what_its_formula_says_at_each_reading(student: Student) -> None:
    rows = [student.row(resistance) for resistance in RESISTANCES]
    for _ in range(3):
        student.take("voltmeter", R=4.0)

    assert "(glances: 4; spent: 3.5 mL.)" in (missed(student.judged(*rows))[LOOKS].message.en or "")
