"""`tetrad lab`: the physics of a lab, checked from a shell."""

import json
from math import cos, exp, radians, sin, sqrt
from pathlib import Path
from shlex import split
from typing import Any

import pytest

from api.commands.main import main

ROOT = Path(__file__).parents[2]
FRICTION = ["lab", "friction-on-an-incline", "--hidden", "mu=0.2,gate=0"]


def read(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Run the command and return its JSON."""
    status = main([*FRICTION, *words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)

    assert status == 0
    return found


def test_exact_values_are_those_of_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    row = read(capsys, "--set", "alpha=30,s=80", "--exact")

    a = 9.807 * (sin(radians(30)) - 0.2 * cos(radians(30)))
    assert row["model"]["a"] == {"value": pytest.approx(a, rel=1e-11), "unit": "m/s^2"}
    assert row["model"]["limit"] == {"value": pytest.approx(11.3099, abs=1e-4), "unit": "deg"}
    assert row["readings"]["timer"] == {"value": pytest.approx(sqrt(1.6 / a), rel=1e-9), "unit": "s"}


def test_a_reading_has_the_digits_of_its_instrument_and_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    row = read(capsys, "--set", "alpha=30,s=80")

    timer = row["readings"]["timer"]
    assert timer["text"] == f"{timer['value']:.3f}"
    assert abs(timer["value"] - 0.70657) < 0.004
    assert "model" not in row


def test_units_may_be_written_behind_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    plain = read(capsys, "--set", "alpha=30,s=80")

    assert read(capsys, "--set", "alpha=30deg,s=0.8m") == plain
    assert plain["settings"]["s"] == {"value": 80.0, "unit": "cm"}


def test_another_secret_makes_other_errors(capsys: pytest.CaptureFixture[str]) -> None:
    texts = {
        read(capsys, "--set", "alpha=30,s=80", "--secret", f"{number:02x}" * 32)["readings"]["timer"]["text"]
        for number in range(6)
    }

    assert len(texts) > 1


def test_where_nothing_moves_there_is_nothing_to_measure(capsys: pytest.CaptureFixture[str]) -> None:
    timer = read(capsys, "--set", "alpha=5")["readings"]["timer"]

    assert (timer["value"], timer["nothing"]) == (None, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--hidden", "mu=0.2"], "say the hidden constants gate too"),
        (["--hidden", "mu=0.2,gate=0,nu=1"], "there is no hidden constant `nu`"),
        (["--hidden", "mu=0.2kg,gate=0"], "`mu` is in no unit, not in kg"),
        (["--set", "alpha=30.4"], "goes in steps of 1"),
        (["--set", "beta=30"], "there is no control `beta`"),
        (["--set", "alpha=lots"], "no number with a unit"),
        (["--do", "jump"], "there is no action `jump`"),
        (["--do", "wait=5"], "no time goes by in this lab"),
        (["--at", "3"], "no time goes by in this lab"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*FRICTION, *words, "--json"])

    assert status == 2
    assert told in capsys.readouterr().err


def test_a_place_without_a_lab_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["lab", str(tmp_path), "--language", "ru"])

    assert status == 2
    assert "лабораторной работы здесь нет" in capsys.readouterr().err


def test_the_folder_and_its_document_are_the_same_lab(capsys: pytest.CaptureFixture[str]) -> None:
    folder = ROOT / "content" / "labs" / "friction-on-an-incline"
    printed = []
    for place in (folder, folder / "lab.yaml"):
        main(["lab", str(place), *FRICTION[2:], "--set", "alpha=30"])
        printed.append(capsys.readouterr().out)

    assert printed[0] == printed[1]
    assert printed[0].startswith("timer: 0.")


def test_time_passes_after_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    apparatus = ["lab", "capacitor-discharge", "--hidden", "C=470uF,R=20kohm,leak=50"]

    status = main([*apparatus, "--do", "charge", "--do", "discharge", "--do", "wait=5", "--exact", "--json"])

    row = json.loads(capsys.readouterr().out)
    tau = 470e-6 / (1 / 20e3 + 1 / 1e6 + 1 / 50e6)
    assert status == 0
    assert row["model"]["tau"]["value"] == pytest.approx(tau)
    assert row["readings"]["voltmeter"]["value"] == pytest.approx(9 * exp(-5 / tau), rel=1e-8)


@pytest.mark.parametrize(
    "words", [["--do", "discharge"], ["--do", "charge=5"], ["--at", "-1"], ["--at", "1e9"], ["--at", "nan"]]
)
def test_what_cannot_be_done_then_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["lab", "capacitor-discharge", "--hidden", "C=470,R=20,leak=50", *words])

    assert status == 2
    assert capsys.readouterr().err.startswith("tetrad lab: ")


def test_every_line_of_the_guide_works(capsys: pytest.CaptureFixture[str]) -> None:
    guide = (ROOT / "docs" / "commands.md").read_text("utf-8").split("\n## lab\n")[1].split("\n## ")[0]
    lines = [line for line in guide.splitlines() if line.startswith("tetrad lab")]

    statuses = [main(split(line)[1:]) for line in lines]

    assert lines
    assert statuses == [0] * len(lines)
    assert capsys.readouterr().out


def test_what_is_seen_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["lab", "thin-lens", "--hidden", "F=100,delta=0", "--set", "d=150", "--json"])
    eye = json.loads(capsys.readouterr().out)["readings"]["eye"]

    assert status == 0
    assert eye == {
        "value": None,
        "unit": "",
        "words": {"en": "on the screen: upside down, larger", "ru": "на экране: перевёрнутое увеличенное"},
    }


def test_words_of_the_model_are_said_as_they_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    apparatus = "acid=acetic,hue=all,c=0.1,b=0.1,pip=25,level=0.1"

    main(["lab", "acid-base-titration", "--hidden", apparatus, "--do", "own", "--exact", "--json"])

    model = json.loads(capsys.readouterr().out)["model"]
    assert model["shade_mo"] == {"value": "all", "words": {"en": "red", "ru": "красный"}}
