"""Proofs of labs: what may be published, and why something may not."""

from dataclasses import replace

import pytest
from lab_folders import read, shipped
from lab_reports import friction

from labs.documents.lab import Lab
from labs.proofs.apparatuses import ApparatusRefused, apparatus_of, number_in
from labs.proofs.checks import run_check
from labs.proofs.proving import examine_lab, prove_lab
from variants.keys import Tolerance
from variants.problems import DocumentRefused


def changed(old: str, new: str) -> Lab:
    """Return the shipped lab with one text in place of another."""
    files = shipped("friction-on-an-incline")
    document = files["lab.yaml"].decode()
    assert old in document
    return read({**files, "lab.yaml": document.replace(old, new).encode()})


def test_the_shipped_lab_is_proven_with_its_numbers() -> None:
    proof = prove_lab(friction(), students=16)

    assert [check.holds for check in proof.checks] == [True] * 3
    assert proof.honest == 1.0
    assert proof.mark == 1.0
    assert 0 < proof.results[0].sd < proof.results[0].tolerance / 3


def test_a_wrong_model_is_noticed_by_its_check_value() -> None:
    check = replace(friction().checks[0], value=3.3)

    checked, problem = run_check(friction(), check)

    assert not checked.holds
    assert problem is not None
    assert problem.line == check.line
    assert "3,20488" in (problem.message.ru or "")


def test_a_check_may_allow_an_absolute_distance() -> None:
    check = replace(friction().checks[0], value=3.3, tolerance=Tolerance(absolute=0.1))

    assert run_check(friction(), check)[0].holds


def test_a_biased_method_is_refused_with_the_share_that_passes() -> None:
    lab = changed('own: "-intercept(xx, yy)/g"', 'own: "-1.2*intercept(xx, yy)/g"')

    proof = examine_lab(lab, students=16)

    assert proof.honest == 0.0
    assert proof.results[0].bias == pytest.approx(0.2, abs=0.02)
    assert any("честных учеников" in (problem.message.ru or "") for problem in proof.problems)


def test_a_lab_whose_answers_can_be_copied_is_refused() -> None:
    lab = changed("mu: {from: 0.15, to: 0.45, step: 0.005}", "mu: {from: 0.30, to: 0.31, step: 0.001}")

    with pytest.raises(DocumentRefused) as caught:
        prove_lab(lab, students=16)

    assert "copy a classmate's results" in str(caught.value)


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("{is: mu + 0*sin(alpha), step: 0.001}", "the same at all settings"),
        ("{is: t, unit: s, step: 0.00001}", "steps too fine"),
    ],
)
def test_a_show_that_tells_too_much_is_refused_in_its_place(show: str, words: str) -> None:
    lab = changed(
        "lasting: {is: t, unit: s, step: 0.05}", f"lasting: {{is: t, unit: s, step: 0.05}}\n    q: {show}"
    )

    (problem,) = examine_lab(lab, students=2).problems

    assert words in (problem.message.en or "")
    assert problem.line == lab.scene.shows["q"].formula.line


def test_a_model_of_too_many_motions_is_refused_before_any_is_followed() -> None:
    rate = "cos(time/(1 read as ms))/(1 read as s)"
    motions = [
        f"  zz{n}: {{motion: {{v{n}: {{start: 0, rate: {rate}}}}}, lasts: (9 read as s), longest: 9}}\n"
        for n in range(40)
    ]
    lab = changed("  slides: tan(alpha)", "".join(motions) + "  slides: tan(alpha)")

    proof = examine_lab(lab, students=2)

    assert len(proof.problems) == 34
    assert not proof.checks


def test_nobody_measures_where_the_model_has_no_value() -> None:
    lab = changed("if slides then sqrt(2*(s + gate)/a) else 0", "sqrt(2*(s + gate)/(a - a))*0")

    proof = examine_lab(lab, students=2)

    assert proof.problems
    assert (proof.students, proof.checks) == (0, ())


def test_an_apparatus_is_made_of_what_is_said_and_what_is_known() -> None:
    given = apparatus_of(friction(), {"mu": "0.2", "gate": "0.1 cm"})

    assert given["gate"].value == {"value": 1.0, "unit": "mm"}
    assert given["g"].value == {"value": 9.807, "unit": "m/s^2"}
    assert given["mu"].hidden
    assert not given["g"].hidden


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [("kg", "0.1", 0.1), ("kg", "100g", 0.1), ("°C", "300K", 26.85), ("", "2", 2.0)],
)
def test_a_number_is_read_with_its_unit(unit: str, typed: str, number: float) -> None:
    assert number_in(unit, typed, "m") == pytest.approx(number)


@pytest.mark.parametrize("typed", ["", "kg", "nan", "inf", "1e999", "1;2", "0x10", "3 apples"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ApparatusRefused):
        number_in("kg", typed, "m")
