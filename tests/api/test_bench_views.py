"""Every built-in lab as its bench shows it: in both languages, nothing left unfilled or told too early."""

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from api.routes.benches.bench_data import bench_data
from api.routes.benches.bench_scenes import scene_at
from api.routes.benches.bench_tables import show_plots, show_tables
from api.routes.benches.bench_views import (
    BenchState,
    Touch,
    show_actions,
    show_controls,
    show_instruments,
    show_log,
)
from api.routes.benches.bench_words import describe
from content.loader import built_in
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import read_lab
from labs.running.benches import Bench, open_bench
from labs.running.looking import look
from labs.running.taking import take
from labs.sessions import Entry, Refused, Wish
from labs.supplying import assemble_lab, lab_pool
from notebooks_engine.benching.wishes import read_wish
from variants.texts import LANGUAGES, Language

LABS = sorted(
    folder.name for folder in built_in().joinpath("labs").iterdir() if folder.joinpath("lab.yaml").is_file()
)


@cache
def bench_of(name: str) -> Bench:
    folder = built_in().joinpath("labs").joinpath(name)
    lab = read_lab(
        {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()},
        tables=library_tables(),
    )
    variant = assemble_lab(lab, lab_pool(lab, size=20), [0])[0]
    return open_bench(lab, {given.name: given for given in variant.given}, b"s" * 32)


def first_readings(bench: Bench) -> tuple[Entry, ...]:
    """Return the log after one reading of each instrument, as far as the bench lets it at first."""
    log: tuple[Entry, ...] = ()
    settings = read_wish(bench.lab, {}).settings
    for name, instrument in bench.lab.instruments.items():
        span = instrument.spans[-1].name if instrument.spans else ""
        try:
            log += (take(bench, log, Wish(settings=settings, instrument=name, span=span), 1),)
        except Refused:
            continue
    return log


def state_of(bench: Bench) -> BenchState:
    log = first_readings(bench)
    wish = read_wish(bench.lab, {})
    touch = Touch(settings=wish.settings, spans={}, at=log[-1].wish.at if log else 0.0)
    return BenchState(lab=bench.lab, touch=touch, view=look(bench, log, wish), log=log)


def shown(state: BenchState, language: Language) -> list[Any]:
    return [
        show_controls(state, language),
        show_instruments(state, language),
        show_actions(state, language),
        show_log(state, language),
        show_tables(state, {}, language),
        show_plots(state, {}, language),
        describe(state.lab, state.touch.settings, state.view, language),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LABS)
def test_a_bench_is_shown_in_words_of_its_language(name: str, language: Language) -> None:
    parts = shown(state_of(bench_of(name)), language)

    assert "{{" not in str(parts)
    assert parts[1]
    assert parts[-1].strip()


@pytest.mark.parametrize("name", LABS)
def test_scripts_are_told_nothing_that_is_hidden_nor_how_the_model_goes(name: str) -> None:
    state = state_of(bench_of(name))
    lab: Lab = state.lab
    data = bench_data(state, "en")

    told = json.dumps({key: value for key, value in data.items() if key not in {"log", "now"}})
    hidden = {*lab.hidden, *lab.apparatus.solve} - {*lab.controls, *lab.scene.shows, *lab.instruments}

    assert not {one for one in hidden if f'["name", "{one}"]' in told}
    assert set(data["now"]["view"]["shows"]) <= set(lab.scene.shows)


@pytest.mark.parametrize("name", LABS)
def test_the_first_picture_holds_every_part_that_moves(name: str) -> None:
    state = state_of(bench_of(name))

    drawing = str(scene_at(state, "ru"))

    assert {binding.part for binding in state.lab.scene.bindings} <= set(
        re.findall(r'\bid="([^"]+)"', drawing)
    )
    assert "ns0:" not in drawing


def test_what_nobody_has_read_stays_as_it_is_drawn() -> None:
    bench = bench_of("thin-lens")
    wish = read_wish(bench.lab, {})
    taken = take(bench, (), replace(wish, instrument="screen"), 1)
    touch = Touch(settings=wish.settings, spans={})

    before = BenchState(lab=bench.lab, touch=touch, view=look(bench, (), wish))
    after = BenchState(lab=bench.lab, touch=touch, view=look(bench, (taken,), wish), log=(taken,))

    assert not before.view.shows
    assert str(scene_at(before, "en")) != str(scene_at(after, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_of_degrees_stands_close_to_its_number(language: Language) -> None:
    bench = bench_of("refractive-index")
    wish = replace(read_wish(bench.lab, {}), instrument="protractor")
    taken = take(bench, (), replace(wish, span=bench.lab.instruments["protractor"].spans[0].name), 1)
    touch = Touch(settings=wish.settings, spans={})
    state = BenchState(lab=bench.lab, touch=touch, view=look(bench, (taken,), wish), log=(taken,))

    told = f"{show_log(state, language)} {show_instruments(state, language)}".replace("\\u202f", " ")

    assert len(re.findall(r"\d°", told)) >= 3
    assert " °" not in told
