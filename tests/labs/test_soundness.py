"""A model that misbehaves is found out before a student meets it, with the place in the document."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hand_built_labs import (
    build_lab,
    circuit,
    circuit_given,
    cooling,
    cooling_given,
    formula,
    given_number,
    incline,
    incline_given,
    instrument,
    line,
    pendulum,
    range_control,
    span,
)

from labs.documents.lab import Lab
from labs.documents.models import ModelLine, Motion, Process, Variable
from labs.running.benches import open_bench
from labs.running.soundness import running_problems
from labs.running.taking import take
from labs.sessions import Refused, Wish
from variants.variant import Given

GIVENS = "  k: {from: 1, to: 9, step: 1, hidden: yes}\n"
GIVEN = dict([given_number("k", 2.0)])


@pytest.mark.parametrize(
    ("lab", "given"),
    [
        (incline(), incline_given()),
        (pendulum(), dict([given_number("g", 9.8, "m/s^2")])),
        (cooling(), cooling_given()),
        (circuit(), circuit_given()),
    ],
    ids=["incline", "pendulum", "cooling", "circuit"],
)
def test_a_sound_lab_has_no_problems(lab: Lab, given: Mapping[str, Given]) -> None:
    assert running_problems(lab, [given]) == ()


def _lab(*model: ModelLine, reads: str = "y") -> Lab:
    return build_lab(
        GIVENS, [range_control("x", "0", "10", "1")], list(model), instruments=[instrument("meter", reads)]
    )


def _motion(rate: str, until: str = "y < 0", start: str = "1") -> Motion:
    variable = Variable(name="y", unit="", start=formula(start), rate=formula(rate))
    return Motion(name="run", variables=(variable,), longest=50.0, until=formula(until), line=12, column=5)


@pytest.mark.parametrize(
    ("lab", "where", "words"),
    [
        (_lab(line("y", "sqrt(x - 5)")), (0, 0), "`meter` has no value"),
        (_lab(line("y", "0*k/x")), (0, 0), "`meter` has no value"),
        (_lab(_motion("y^2*k")), (12, 5), "beyond all numbers"),
        (_lab(_motion("sqrt(-k)")), (12, 5), "no value"),
        (_lab(_motion("10^9*(sin(time) - y)", "y > 2")), (12, 5), "3000 steps"),
        (_lab(_motion("0*k"), reads="run"), (0, 0), "run: NaN"),
        (_lab(_motion("-k", "y = 0")), (7, 3), "holds for a moment only"),
    ],
    ids=["no root", "zero by zero", "divergent", "no rate", "stiff", "no event", "equality"],
)
def test_what_misbehaves_is_named_with_its_place(lab: Lab, where: tuple[int, int], words: str) -> None:
    found = running_problems(lab, [GIVEN])

    assert any(words in (problem.message.en or "") and problem.message.ru for problem in found)
    assert where in {(problem.line, problem.column) for problem in found}


def test_an_instrument_can_not_lag_where_no_time_goes_by() -> None:
    slow = instrument("slow", "x", lag=5.0, line=30, column=4)
    lab = build_lab(GIVENS, [range_control("x", "0", "10", "1")], [], instruments=[slow])

    assert [(problem.line, problem.column) for problem in running_problems(lab, [GIVEN])] == [(30, 4)]


def test_a_model_of_very_many_motions_is_refused() -> None:
    motions = [replace(_motion("-k"), name=f"run{place}") for place in range(7)]

    assert "at most 6 motions" in (running_problems(_lab(*motions), [GIVEN])[0].message.en or "")


@pytest.mark.parametrize(
    "model", [_motion("y^2*k"), _motion("10^9*(sin(time) - y)", "y > 2"), _motion("sqrt(-k)")]
)
def test_at_the_bench_it_is_refused_and_says_nothing_of_the_model(model: ModelLine) -> None:
    bench = open_bench(_lab(model), GIVEN, bytes(32))

    with pytest.raises(Refused, match="nothing to measure with these settings"):
        take(bench, [], Wish(settings={"x": 1.0}, instrument="meter"), 0)


@pytest.mark.parametrize(
    ("start", "rate", "words"),
    [("1", "k*y^2", "beyond all numbers"), ("1/0*k", "-k*y", "nothing to measure")],
    ids=["divergent", "no beginning"],
)
def test_a_process_that_goes_astray_is_named_with_its_place(start: str, rate: str, words: str) -> None:
    variable = Variable(name="y", unit="", start=formula(start), rate=formula(rate))
    process = Process(variables=(variable,), actions={}, speeds=(1.0,), longest=100.0)
    lab = build_lab(
        GIVENS,
        [range_control("x", "0", "10", "1")],
        [],
        process=process,
        instruments=[instrument("meter", "y")],
    )

    found = running_problems(lab, [GIVEN])

    assert [(problem.line, problem.column) for problem in found] == [(7, 3)]
    assert words in (found[0].message.en or "")


@pytest.mark.parametrize(
    ("given", "rests"),
    [
        ({"noise": 0.01}, False),
        ({"noise": 0.01, "lowest": -0.5}, True),
        ({"noise": 0.008}, True),
        ({"zero": 0.025}, False),
        ({"zero": 0.024}, True),
        ({"grade": 0.1}, True),
        ({"lowest": -1.0, "highest": 0.0, "noise": 0.01}, False),
    ],
)
def test_an_instrument_at_the_end_of_its_range_may_not_err_beyond_it(
    given: dict[str, Any], rests: bool
) -> None:
    scale = replace(span(resolution=0.05), **given)
    lab = build_lab(
        GIVENS,
        [range_control("x", "0", "10", "1")],
        [line("y", "0*x*k")],
        instruments=[instrument("meter", "y", spans=(scale,), line=4, column=5)],
    )

    found = running_problems(lab, [GIVEN])

    assert [(problem.line, problem.column) for problem in found] == ([] if rests else [(4, 5)])
    assert all("let the range reach a little further" in (problem.message.en or "") for problem in found)
