"""Labs that nobody ships yet: losses, resonance, melting, lag and decomposition are documents alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import e
from pathlib import Path
from typing import Final

import pytest
from lab_folders import everything, read
from lab_reports import honest_work_on

from labs.documents.lab import Lab
from labs.proofs.checks import place
from labs.proofs.proving import examine_lab
from labs.running.exact import scalar_values
from labs.sessions import Wish

FOLDER: Final = Path(__file__).parent / "carried"
LABS: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
DRAWN: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
<rect id="column" x="10" y="5" width="20" height="50" fill="#36c"/></svg>"""
Doing = tuple[str, str]
Numbers = Mapping[str, float]


@cache
def carried(name: str) -> Lab:
    files = everything((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), DRAWN)
    return read({file: text for file, text in files.items() if not file.endswith(".ru.md")})


def model_of(name: str, apparatus: Mapping[str, str], settings: Mapping[str, str], *doings: Doing) -> Numbers:
    """Return the numbers of a model in SI; what is typed is in the units of apparatus and controls."""
    check = replace(carried(name).checks[0], apparatus=apparatus, settings=settings, doings=doings)
    placed = place(carried(name), check)
    values = scalar_values(placed.bench, placed.log, Wish(settings=placed.settings, at=placed.at))
    return {one: float(value) for one, value in values.items() if isinstance(value, int | float)}


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_a_carried_lab_is_proven_and_has_its_known_values(name: str) -> None:
    proof = examine_lab(carried(name), students=24)

    assert len(LABS) == 5
    assert len(proof.checks) >= 2
    assert all(check.holds for check in proof.checks)
    assert not proof.problems
    assert proof.honest is not None
    assert proof.honest >= 0.95


@pytest.mark.parametrize("name", LABS)
def test_an_honest_session_at_a_carried_lab_is_judged_full(name: str) -> None:
    work = honest_work_on(carried(name), member=7)

    verdicts = work.judged()

    assert work.log
    assert {one: verdict.outcome for one, verdict in verdicts.items()} == dict.fromkeys(verdicts, "right")


@pytest.mark.parametrize("name", LABS)
def test_a_wrong_result_at_a_carried_lab_is_judged_wrong(name: str) -> None:
    work = honest_work_on(carried(name), member=7)
    asked = next(iter(carried(name).results))

    verdict = work.judged({**work.answers, asked: "0.0000123"})[asked]

    assert verdict.outcome == "wrong"


def test_ice_melts_at_its_point_and_the_heat_is_kept() -> None:
    pure = {"w": "0", "C": "0", "loss": "0"}
    mixing = (("heat", "100"), ("pour", "150"), ("drop", "50"))

    at_once, later, at_last = (
        model_of("heat-of-fusion", pure, {}, *mixing, ("wait", seconds)) for seconds in ("0", "5", "3000")
    )

    assert at_once["T"] == pytest.approx(313.15, abs=1e-6)
    for moment in (later, at_last):
        water, ice = moment["mw"], moment["ice"]
        assert 4184 * water * (moment["T"] - 273.15) - 333550 * ice == pytest.approx(
            41840 - 16677.5, rel=1e-4
        )
    assert 0.01 < later["ice"] < 0.05
    assert at_last["ice"] == pytest.approx(0, abs=1e-6)


def test_what_goes_into_a_transformer_comes_out_or_warms_it() -> None:
    apparatus = {"k": "3", "R1": "1", "R2": "0.5", "Rc": "600"}
    secondary = 9 * 8.5
    induced = 36 / (1 + 1 / 600 + 1 / secondary)

    found = model_of("transformer", apparatus, {"key": "closed", "load": "8"})

    assert found["P1"] == pytest.approx(36 * (36 - induced), rel=1e-9)
    assert found["P1"] == pytest.approx(found["P2"] + found["copper"] + found["core"], rel=1e-9)
    assert model_of("transformer", apparatus, {"source": "dc"})["U2"] == 0


def test_an_lc_circuit_resonates_where_a_further_resistor_does_not_move_it() -> None:
    apparatus = {"L": "10", "R": "10", "own": "0"}

    heights = {
        (f, more): model_of("resonance", apparatus, {"C": "1000", "f": f, "more": more})["U"]
        for f in ("1492", "1592", "1692")
        for more in ("0", "50")
    }

    assert heights["1592", "0"] == pytest.approx(20 / 30, rel=1e-3)
    assert heights["1592", "50"] == pytest.approx(20 / 80, rel=1e-3)
    assert all(heights["1592", more] > heights[f, more] for f in ("1492", "1692") for more in ("0", "50"))


def test_a_bath_relaxes_and_its_thermometer_lags() -> None:
    copper = {"metal": "copper", "purity": "1", "R0": "10"}

    found = model_of("temperature-coefficient", copper, {}, ("heat", "100"), ("wait", "60"))

    assert found["T"] - 273.15 == pytest.approx(100 - 80 / e, abs=1e-4)
    assert found["R"] == pytest.approx(10 * (1 + 0.004265 * (100 - 80 / e)), rel=1e-6)


def test_a_hydrate_gives_off_its_water_in_two_steps() -> None:
    vitriol = {"salt": "copper", "x": "0", "m1": "100", "m2": "100"}
    losses = {
        oven: 100
        - 1000 * model_of("water-in-a-hydrate", vitriol, {}, ("heat", oven), ("wait", "3600"))["pure"]
        for oven in ("80", "200", "400")
    }

    assert losses == pytest.approx({"80": 0, "200": 4 * 18.015 / 2.49685, "400": 36.0755}, abs=2e-3)
