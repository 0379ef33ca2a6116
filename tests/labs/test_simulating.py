"""Simulated students: they measure by the protocol, and copiers hand in what a classmate found."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lab_folders import everything, read
from lab_reports import friction, honest_work

from labs.running.benches import open_bench
from labs.running.replaying import replay
from labs.simulating.sessions import measure
from labs.simulating.students import copiers, honest, passes, personal_asks
from labs.supplying import assemble_lab, lab_pool


def test_honest_students_pass_and_copiers_hardly_do() -> None:
    students = honest(friction(), lab_pool(friction()), 20)
    asked = personal_asks(students)

    copied = copiers(students)

    assert asked == ("mu", "limit")
    assert all(passes(student.verdicts, asked) for student in students)
    assert sum(passes(verdicts, asked) for verdicts in copied) <= 6


def test_students_have_apparatus_of_their_own() -> None:
    students = honest(friction(), lab_pool(friction()), 12)

    assert len({student.member for student in students}) == 12
    assert len({repr(student.report.case.log) for student in students}) == 12


def test_the_same_seed_simulates_the_same_students() -> None:
    first, again = (honest(friction(), lab_pool(friction()), 3, seed=5) for _ in range(2))

    assert [one.answers for one in first] == [one.answers for one in again]


@given(secret=st.binary(min_size=32, max_size=32))
@settings(max_examples=5, deadline=None)
def test_whatever_instruments_somebody_gets_the_log_can_be_played_again(secret: bytes) -> None:
    work = honest_work.__wrapped__(100, secret)

    assert replay(work.bench, work.log) == work.log
    assert replay(replace(work.bench, trail=[]), work.log) == work.log


def test_settings_stand_from_their_own_line_before_a_column_is_read() -> None:
    lab = read(everything())
    (variant,) = assemble_lab(lab, lab_pool(lab), [0])
    bench = open_bench(lab, {one.name: one for one in variant.given}, bytes(32))

    log = measure(bench).log

    volts = next(place for place, entry in enumerate(log) if entry.wish.instrument == "voltmeter")
    standing, read_there = log[volts - 1 : volts + 1]
    assert (standing.kind, standing.wish.action) == ("action", "")
    assert standing.wish.settings == read_there.wish.settings
    assert (standing.wish.settings["R"], read_there.wish.at - standing.wish.at) == (5.0, 2.0)
