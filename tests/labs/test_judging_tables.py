"""Tables: provenance from the log, design of measuring, calculations with errors carried forward."""

from dataclasses import replace
from fractions import Fraction
from math import cos, radians

import pytest
from lab_folders import read, shipped
from lab_reports import (
    SLIDES,
    classmate_of,
    honest_work,
    honest_work_on,
    part,
    pasted_readings,
    shown,
)

from labs.judging.judge import ReportUnreadable


def test_a_classmates_table_earns_nothing_for_measuring() -> None:
    mine = honest_work()
    answers = {**mine.copy(), SLIDES: {"rows": pasted_readings(classmate_of(mine))}}

    verdict = mine.judged(answers)[SLIDES]

    assert part(verdict, "provenance").score == 0
    assert part(verdict, "design").score == 0
    assert part(verdict, "processing").score == 0
    assert verdict.score == 0


def test_results_that_follow_from_a_pasted_table_earn_nothing() -> None:
    mine = honest_work()
    classmate = classmate_of(mine)
    answers = {**classmate.copy(), SLIDES: {"rows": pasted_readings(classmate)}}

    verdicts = mine.judged(answers)

    assert verdicts["mu"].score == 0
    assert verdicts["plot-line"].score == 0
    assert verdicts["uncertainty"].score == 0


def test_a_typed_reading_counts_if_the_log_has_it_at_the_settings_of_the_row() -> None:
    work = honest_work()
    answers = work.copy()
    rows = answers[SLIDES]["rows"]
    rows[0]["t1"] = shown(work, rows[0]["t1"]["entry"])
    rows[1]["t1"] = shown(work, rows[3]["t1"]["entry"])

    lost = part(work.judged(answers)[SLIDES], "provenance")

    assert [one.name for one in lost.parts] == ["t1:1"]
    assert lost.score == Fraction(20, 21)


def test_a_reading_serves_once_in_a_row() -> None:
    work = honest_work()
    answers = work.copy()
    row = answers[SLIDES]["rows"][2]
    row["t2"] = row["t1"]

    lost = part(work.judged(answers)[SLIDES], "provenance", "t2:2")

    assert lost.reason == "repeated"
    assert "новое" in (lost.message.ru or "")


def test_a_row_that_names_another_setting_than_was_set_loses_its_readings() -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"][0]["angle"] = "3"

    lost = part(honest_work().judged(answers)[SLIDES], "provenance")

    assert {one.verdict.reason for one in lost.parts} == {"other_settings"}
    assert {one.name for one in lost.parts} == {"t1:0", "t2:0", "t3:0"}


def test_a_setting_may_be_typed_in_another_unit() -> None:
    answers = honest_work().copy()
    for row in answers[SLIDES]["rows"]:
        row["path"] = "800 mm"

    verdict = honest_work().judged(answers)[SLIDES]

    assert verdict.score == 1


def test_a_number_that_no_log_has_is_not_in_it() -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"][0]["t1"] = {"entry": 9999}

    assert part(honest_work().judged(answers)[SLIDES], "provenance", "t1:0").reason == "not_logged"


@pytest.mark.parametrize(("rows", "score"), [(7, Fraction(1)), (6, Fraction(11, 12)), (5, Fraction(5, 6))])
def test_fewer_rows_than_are_good_cost_some_of_the_design(rows: int, score: Fraction) -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"] = answers[SLIDES]["rows"][-rows:]

    design = part(honest_work().judged(answers)[SLIDES], "design")

    assert design.score == score


def test_too_narrow_a_range_is_told_with_the_range_wanted() -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"] = answers[SLIDES]["rows"][:5]

    lost = part(honest_work().judged(answers)[SLIDES], "design", "spread:angle")

    assert 0 < lost.score < 1
    assert "15 to 50 °" in (lost.message.en or "")
    assert "от 15 до 50 °" in (lost.message.ru or "")


def test_the_same_row_twice_is_one_row() -> None:
    answers = honest_work().copy()
    rows = answers[SLIDES]["rows"]
    answers[SLIDES]["rows"] = [*rows[:3], rows[-1], rows[-1], rows[-1], rows[-1]]

    assert part(honest_work().judged(answers)[SLIDES], "design", "rows").score == 0


def test_settings_typed_a_little_off_make_no_rows_of_their_own() -> None:
    work, angles = honest_work(), [20, 20, 20, 20, 56, 56, 56]
    for angle in [angle for angle in angles for _ in range(3)]:
        work = work.and_read("timer", alpha=angle, s=80)
    answers, first = work.copy(), len(honest_work().log) + 1
    for place, (row, angle) in enumerate(zip(answers[SLIDES]["rows"], angles, strict=True)):
        readings = {f"t{number}": {"entry": first + 3 * place + number - 1} for number in (1, 2, 3)}
        row.update(readings, angle=f"{angle - 0.4 + place / 10:.1f}")

    table = work.judged(answers)[SLIDES]

    assert part(table, "provenance").score == 1
    assert "Different rows measured: 2" in (part(table, "design", "rows").message.en or "")


def test_points_of_a_line_that_were_read_at_one_moment_are_one_row() -> None:
    lab = read(shipped("emf-and-internal-resistance"))
    work, answers = honest_work_on(lab, 5), honest_work_on(lab, 5).copy()
    rows = answers["table-loads"]["rows"]
    settings = work.log[rows[0]["ii"]["entry"] - 1].wish.settings
    for row in rows[1:4]:
        work = work.and_read("ammeter", span="high", **settings).and_read("voltmeter", **settings)
        row.update(slider=rows[0]["slider"], ii={"entry": len(work.log) - 1}, uu={"entry": len(work.log)})

    table = work.judged(answers)["table-loads"]

    assert part(table, "provenance").score == 1
    assert "Different rows measured: 6" in (part(table, "design", "rows").message.en or "")


def test_a_row_that_brings_no_new_reading_earns_nothing() -> None:
    answers = honest_work().copy()
    row = answers[SLIDES]["rows"][0]
    answers[SLIDES]["rows"] = [dict(row) for _ in range(5)]

    verdict = honest_work().judged(answers)[SLIDES]

    assert part(verdict, "provenance").score == Fraction(1, 5)
    assert part(verdict, "processing").score == Fraction(1, 5)
    assert {one.verdict.reason for one in part(verdict, "provenance").parts} == {"repeated"}


def test_readings_that_showed_the_same_may_be_typed_in_rows_of_their_own() -> None:
    loads = "table-loads"
    work, answers = honest_work(), honest_work().copy()
    row = answers[loads]["rows"][1]
    first = shown(work, row["tt"]["entry"])
    twin = replace(work.log[row["tt"]["entry"] - 1], number=len(work.log) + 1)
    answers[loads]["rows"] = [{**row, "tt": first}, {**row, "tt": first}]

    rows = [replace(work, log=log).judged(answers)[loads] for log in (work.log, (*work.log, twin))]

    assert [part(verdict, "provenance").score for verdict in rows] == [Fraction(1, 3), Fraction(2, 3)]


def test_a_slip_counts_where_it_was_made_and_not_again_further_on() -> None:
    answers = honest_work().copy()
    row = answers[SLIDES]["rows"][1]
    row["tm"] = "2.5"
    row["acc"] = f"{2 * 0.8 / 2.5**2:.5f}"
    row["yy"] = f"{2 * 0.8 / 2.5**2 / cos(radians(float(row['angle']))):.5f}"

    lost = part(honest_work().judged(answers)[SLIDES], "processing")

    assert [one.name for one in lost.parts] == ["tm:1"]


def test_a_power_of_ten_is_called_by_its_name() -> None:
    answers = honest_work().copy()
    row = answers[SLIDES]["rows"][1]
    row["xx"] = f"{10 * float(row['xx']):.5g}"

    assert part(honest_work().judged(answers)[SLIDES], "processing", "xx:1").reason == "power_of_ten"


def test_a_table_with_more_rows_than_there_is_room_is_refused() -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"] = answers[SLIDES]["rows"] * 2

    with pytest.raises(ReportUnreadable):
        honest_work().judged(answers)
