"""Results beside truth and own data; uncertainties beside what instruments leave."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import atan, degrees
from statistics import stdev
from typing import Any

import pytest
from lab_folders import read, shipped
from lab_reports import SLIDES, Work, honest_work, honest_work_on, part

from labs.judging.judge import Report, judge_ask, lay_report
from labs.judging.results import half_width, own_values, tolerance_of
from variants.keys import QuantityKey


def truth(work: Work, name: str = "mu") -> QuantityKey:
    key = next(ask.key for ask in work.variant.asks if ask.name == name)
    assert isinstance(key, QuantityKey)
    return key


def report_of(work: Work) -> Report:
    return lay_report(work.bench, work.log, work.answers, work.variant, "en")


def test_the_truth_is_right_and_three_tolerances_off_is_not() -> None:
    work = honest_work()
    value = truth(work).value

    near = work.judged({**work.copy(), "mu": f"{1.015 * value:.5f}"})["mu"]
    far = work.judged({**work.copy(), "mu": f"{1.06 * value:.5f}"})["mu"]

    assert (near.outcome, far.outcome) == ("right", "wrong")
    assert "ни с вашей установкой, ни с вашими данными" in (far.message.ru or "")


def test_what_only_follows_from_the_students_own_data_is_worth_half() -> None:
    work = honest_work()
    answers = work.copy()
    for row in answers[SLIDES]["rows"]:
        row["tm"] = f"{1.1 * float(row['tm']):.6g}"
        row["acc"] = f"{float(row['acc']) / 1.21:.6g}"
        row["yy"] = f"{float(row['yy']) / 1.21:.6g}"
    answers["mu"] = f"{truth(work).value / 1.21:.6g}"

    verdict = work.judged(answers)["mu"]

    assert verdict.score == Fraction(1, 2)
    assert verdict.reason == "follows_from_own_data"


def careless_work() -> Work:
    """Return five rows at two neighbouring angles, with the result that follows from them."""
    work = replace(honest_work(secret=bytes([3]) * 32), log=())
    angles = [round(degrees(atan(truth(work).value))) + 12 + place % 2 for place in range(5)]
    rows = []
    for angle in angles:
        for _ in range(3):
            work = work.and_read("timer", alpha=angle, s=30)
        readings = {f"t{number}": {"entry": len(work.log) - 3 + number} for number in (1, 2, 3)}
        rows.append({"angle": str(angle), "path": "30", **readings})
    return replace(work, answers={SLIDES: {"rows": rows}})


def test_careless_rows_leave_room_for_what_follows_from_them_alone() -> None:
    work = careless_work()
    report, key = report_of(work), truth(work)
    room = half_width(key, tolerance_of(key, report.spreads["mu"]))
    (own,) = own_values(report.case, "mu", key)
    other = key.value + 0.9 * room * (-1 if own > key.value else 1)

    verdicts = [work.judged({**work.copy(), "mu": f"{value:.5f}"})["mu"] for value in (own, other)]

    assert min(room, abs(own - key.value)) > half_width(key, key.tolerance)
    assert [verdict.score for verdict in verdicts] == [1, Fraction(1, 2)]
    assert verdicts[1].reason == "not_from_own_data"


def test_a_result_without_a_single_reading_is_a_guess() -> None:
    work = honest_work()
    guessed = Work(bench=work.bench, variant=work.variant, log=(), answers={})

    assert guessed.judged({"mu": f"{truth(work).value:.4f}"})["mu"].reason == "not_logged"


def test_a_result_after_fewer_readings_than_the_least_rows_is_a_guess() -> None:
    work = honest_work()
    answers = {"mu": f"{truth(work).value:.4f}"}

    few, enough = (replace(work, log=work.log[:count]).judged(answers)["mu"] for count in (4, 5))

    assert few.reason == "not_logged"
    assert enough.score == 1


def test_a_missing_unit_leaves_half_of_a_right_number() -> None:
    work = honest_work()

    verdict = work.judged({**work.copy(), "limit": f"{truth(work, 'limit').value:.3f}"})["limit"]

    assert (verdict.score, verdict.reason) == (Fraction(1, 2), "unit_missing")


@pytest.mark.parametrize(
    ("times", "figures", "score"),
    [
        (1.0, 2, 1),
        (0.55, 1, 1),
        (1.9, 2, 1),
        (3.0, 2, Fraction(1, 2)),
        (0.3, 2, Fraction(1, 2)),
        (9.0, 1, 0),
        (1.0, 4, Fraction(1, 2)),
    ],
)
def test_an_uncertainty_is_half_to_twice_what_the_instruments_leave(
    times: float, figures: int, score: Fraction
) -> None:
    work = honest_work()
    report = report_of(work)
    typed = f"{times * report.spreads['mu'].sd:.{figures - 1}e}"

    verdict = work.judged({**work.copy(), "uncertainty": {"mu": typed}})["uncertainty"]

    assert part(verdict, "mu").score == score


def test_an_uncertainty_may_be_a_percentage_of_the_result() -> None:
    work = honest_work()
    report = report_of(work)
    percent = 100 * report.spreads["mu"].sd / truth(work).value

    assert work.judged({**work.copy(), "uncertainty": {"mu": f"±{percent:.2g}%"}})["uncertainty"].score == 1


@pytest.mark.slow
def test_the_spread_agrees_with_what_other_sets_of_instruments_find() -> None:
    reports = [report_of(honest_work.__wrapped__(100, bytes([number] * 32))) for number in range(40)]

    found = [own_values(report.case, "mu", truth(honest_work()))[0] for report in reports]

    assert stdev(found) == pytest.approx(reports[0].spreads["mu"].sd, rel=0.5)


@lru_cache(maxsize=1)
def battery_work() -> Work:
    """Return the honest work of somebody at a battery, where two results follow from two others."""
    return honest_work_on(read(shipped("emf-and-internal-resistance")))


def with_wrong_resistance(**changed: str) -> dict[str, Any]:
    work = battery_work()
    return {**work.copy(), "r": f"{1.5 * truth(work, 'r').value:.4f} Ω", **changed}


@pytest.mark.parametrize("factor", [1.0, 1.02])
def test_a_result_that_follows_from_a_wrong_one_is_worth_half_and_says_so(factor: float) -> None:
    work = battery_work()
    wrong = with_wrong_resistance(shorted=f"{factor * truth(work, 'shorted').value / 1.5:.4f} A")

    verdicts = work.judged(wrong)

    assert verdicts["r"].score == 0
    assert (verdicts["shorted"].score, verdicts["shorted"].reason) == (
        Fraction(1, 2),
        "follows_from_own_result",
    )
    assert "ищите ошибку там" in (verdicts["shorted"].message.ru or "")


@pytest.mark.parametrize("changed", [{"r": ""}, {"r": "three"}, {"r": "2 V"}, {"epsilon": "9 V"}])
def test_a_result_follows_from_what_was_handed_in_alone(changed: dict[str, str]) -> None:
    work = battery_work()
    value = truth(work, "shorted").value / 1.5

    report = lay_report(work.bench, work.log, with_wrong_resistance(**changed), work.variant, "en")

    assert judge_ask(report, report.asks["shorted"], f"{value:.4f} A").score == 0


def test_results_that_agree_among_themselves_without_readings_are_a_guess() -> None:
    work = battery_work()
    guessed = {name: value for name, value in with_wrong_resistance().items() if "table" not in name}
    shorted = f"{truth(work, 'shorted').value / 1.5:.4f} A"

    assert work.judged({**guessed, "shorted": shorted})["shorted"].score == 0


def test_a_wrong_result_is_carried_on_beside_columns() -> None:
    work = honest_work_on(read(shipped("specific-heat-of-a-metal")))
    water, vessel = 4184 * 0.08, truth(work, "C").value
    answers = {**work.copy(), "C": f"{vessel + 60:.1f} J/K"}
    heat = truth(work, "c").value * (water + vessel + 60) / (water + vessel)

    verdict = work.judged({**answers, "c": f"{heat:.1f} J/(kg*K)"})["c"]

    assert (verdict.score, verdict.reason) == (Fraction(1, 2), "follows_from_own_result")
