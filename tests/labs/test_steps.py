"""Lines of a model run in order: motions of a duration, driven ones, roots, circuits in time."""

from math import cos, exp, log10, sin

import pytest
from hand_built_labs import SECRET, build_lab, formula, given_number, instrument, line, range_control, span

from labs.documents.lab import Lab
from labs.documents.models import Action, Circuit, Element, ModelLine, Motion, Process, Variable
from labs.documents.settings import Control, Wiring
from labs.models.scalars import Values
from labs.running.benches import open_bench
from labs.running.exact import scalar_values
from labs.running.soundness import running_problems
from labs.running.taking import take
from labs.sessions import Wish
from variants.templates.task import Search
from variants.texts import Text

GIVENS = "  k: {from: 1, to: 9, step: 1, hidden: yes}\n"


def _values(x: float, *model: ModelLine) -> Values:
    lab = build_lab(GIVENS, [range_control("x", "0", "10", "0.1")], list(model))
    bench = open_bench(lab, dict([given_number("k", 2.0)]), SECRET)
    return scalar_values(bench, [], Wish(settings={"x": x}))


def _oscillator(force: str, **ends: object) -> Motion:
    return Motion(
        name="swing",
        variables=(
            Variable(name="y", unit="", start=formula("0"), rate=formula("v")),
            Variable(name="v", unit="", start=formula("0"), rate=formula(f"-k^2*y + {force}")),
        ),
        longest=100.0,
        **ends,  # type: ignore[arg-type]
    )


def test_a_motion_of_a_duration_ends_where_its_closed_form_says() -> None:
    found = _values(3.0, _oscillator("1", lasts=formula("x")))

    assert found["swing"] == 3.0
    assert found["y"] == pytest.approx((1 - cos(6.0)) / 4, rel=1e-7)


def test_in_a_motion_time_runs_so_that_resonance_can_be_driven() -> None:
    found = _values(5.0, _oscillator("cos(k*time)", lasts=formula("x")))

    assert found["y"] == pytest.approx(5.0 * sin(10.0) / 4, rel=1e-7)


def test_an_acid_s_ph_is_the_root_of_its_charge_balance() -> None:
    balance = "10^(-pH) + (0.1*x/(25 + x)) = 10^(pH - 14) + 0.1*25/(25 + x)"
    found = {x: _values(x, line("pH", balance, Search(lowest=0.0, highest=14.0)))["pH"] for x in (0.0, 5.0)}

    assert found[0.0] == pytest.approx(1.0, abs=1e-6)
    assert found[5.0] == pytest.approx(-log10(0.1 * 20 / 30), abs=1e-6)


def test_a_line_sees_what_a_motion_before_it_gave() -> None:
    found = _values(3.0, _oscillator("1", lasts=formula("x")), line("twice", "2*y + swing"))

    assert found["twice"] == pytest.approx(2 * found["y"] + 3.0)


def test_what_stands_still_is_approached_by_a_slow_instrument_as_exactly_as_can_be() -> None:
    pour = Action(name="pour", label=Text(en="pour", ru="налить"), changes={"V": formula("V + 10*k")})
    process = Process(
        variables=(Variable(name="V", unit="", start=formula("0*k")),),
        actions={"pour": pour},
        speeds=(1.0,),
        longest=1e5,
    )
    lab = build_lab(
        GIVENS,
        [],
        [line("pH", "10^pH = 1 + V", Search(lowest=0.0, highest=14.0))],
        process=process,
        instruments=[instrument("meter", "pH", lag=5.0)],
    )
    bench = open_bench(lab, dict([given_number("k", 2.0)]), SECRET)

    poured = take(bench, [], Wish(settings={}, action="pour"), 0)
    early, late = (Wish(settings={}, at=at, instrument="meter") for at in (5.0, 99_999.0))

    assert take(bench, [poured], early, 0).value == pytest.approx(log10(21) * (1 - exp(-1)), abs=1e-3)
    assert take(bench, [poured], late, 0).value == pytest.approx(log10(21), abs=1e-3)


def test_a_rate_can_not_follow_from_a_motion_but_is_refused_at_once() -> None:
    process = Process(
        variables=(Variable(name="z", unit="", start=formula("0*k"), rate=formula("y - z")),),
        actions={},
        speeds=(1.0,),
        longest=100.0,
    )
    swing = Motion(
        name="swing",
        variables=(Variable(name="y", unit="", start=formula("z"), rate=formula("-y")),),
        longest=10.0,
        lasts=formula("1"),
        line=15,
        column=3,
    )
    lab = build_lab(GIVENS, [], [swing], process=process, instruments=[instrument("meter", "z")])

    found = running_problems(lab, [dict([given_number("k", 2.0)])])

    assert [(problem.line, problem.column) for problem in found] == [(15, 3)]


def _discharge() -> Lab:
    terminals = {name: Text(en=name, ru=name) for name in ("cp", "cm", "rp", "rm")}
    wires = Control(
        name="wires", label=Text(en="wires", ru="провода"), form=Wiring(terminals=terminals), start=()
    )
    parts = (
        Element(name="C", plus="cp", minus="cm", resistance=formula("tiny"), emf=formula("U")),
        Element(name="R", plus="rp", minus="rm", resistance=formula("R")),
    )
    voltage = Variable(name="U", unit="V", start=formula("U0"), rate=formula("-I_C/C"))
    return build_lab(
        "  C: {from: 200, to: 1500, step: 10, unit: uF, hidden: yes}\n"
        "  U0: {from: 5, to: 9, step: 1, unit: V, hidden: yes}\n"
        "  R: {from: 1, to: 90, step: 1, unit: kohm, hidden: yes}\n"
        "  tiny: {from: 0, to: 1, step: 1, unit: ohm, hidden: yes}\n",
        [wires],
        [Circuit(name="net", elements=parts, wiring="wires")],
        process=Process(variables=(voltage,), actions={}, speeds=(1.0,), longest=100.0),
        instruments=[instrument("meter", "U", "V", spans=(span(resolution=0.0001),))],
    )


@pytest.mark.parametrize(
    ("wires", "share"), [(("cp-rp", "cm-rm"), exp(-1.0)), (("cp-rp",), 1.0)], ids=["closed", "open"]
)
def test_a_capacitor_discharges_through_what_the_student_joined(wires: tuple[str, ...], share: float) -> None:
    given = dict(
        [
            given_number("C", 470.0, "uF"),
            given_number("R", 10.0, "kohm"),
            given_number("tiny", 0.0, "ohm"),
            given_number("U0", 9.0, "V"),
        ]
    )
    bench = open_bench(_discharge(), given, SECRET)

    closed = take(bench, [], Wish(settings={"wires": wires}), 0)
    entry = take(bench, [closed], Wish(settings={"wires": wires}, at=4.7, instrument="meter"), 0)

    assert entry.value == pytest.approx(9.0 * share, abs=2e-4)
