"""A scene that is a page of its own is told in words wherever the page does not run."""

from dataclasses import replace
from importlib import resources

import pytest

from api.routes.benches.bench_retelling import retell_moment, retell_sample
from api.routes.benches.bench_views import BenchState, Touch
from api.routes.benches.bench_words import describe
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.proofs.checks import NO_SECRET
from labs.reading.lab_reading import read_lab
from labs.running.benches import open_bench
from labs.running.looking import look
from labs.running.taking import take
from labs.sessions import Wish
from labs.supplying import assemble_lab, lab_pool
from notebooks_engine.benching.wishes import read_wish


def lab_of(name: str) -> Lab:
    folder = resources.files("content") / "labs" / name
    return read_lab({file.name: file.read_bytes() for file in folder.iterdir()}, tables=library_tables())


def with_page(lab: Lab) -> Lab:
    """The same lab with a page of its own in place of the drawing."""
    return replace(lab, scene=replace(lab.scene, svg="", bindings=(), page="index.html"))


def at_bench(lab: Lab, settings: dict[str, float], instrument: str = "") -> BenchState:
    """The bench of somebody, after a reading of the instrument, if there is one."""
    (variant,) = assemble_lab(lab, lab_pool(lab, size=20), [0])
    bench = open_bench(lab, {given.name: given for given in variant.given}, NO_SECRET)
    wish = replace(read_wish(lab, {"settings": settings}), instrument=instrument)
    log = (take(bench, (), wish, 0),) if instrument else ()
    view = look(bench, log, Wish(settings=wish.settings))
    return BenchState(lab=lab, touch=Touch(settings=wish.settings, spans={}), view=view, log=log)


@pytest.fixture
def state() -> BenchState:
    return at_bench(with_page(lab_of("friction-on-an-incline")), {"alpha": 45}, "timer")


def test_a_moment_says_what_is_set_and_what_the_instruments_showed(state: BenchState) -> None:
    told = retell_moment(state, "ru")

    assert told.startswith("Сцена этой работы — отдельная страница")
    assert "Выставлено: α 45°; " in told
    assert "Показания: Время между датчиками " in told
    assert f"{state.log[0].text.replace('.', ',')}" in told


def test_a_sample_says_what_can_be_set(state: BenchState) -> None:
    told = retell_sample(state, "en")

    assert "from 0 to 60° in steps of 1°" in told
    assert "0, 100 or 200\u202fg" in told
    assert "Can be done" not in told


def test_a_sample_says_what_can_be_done_where_there_is_a_process() -> None:
    state = at_bench(with_page(lab_of("capacitor-discharge")), {})

    assert "Можно сделать: " in retell_sample(state, "ru")


def test_a_drawing_needs_no_more_words_than_its_description() -> None:
    state = at_bench(lab_of("friction-on-an-incline"), {"alpha": 45}, "timer")

    assert retell_moment(state, "en") == describe(state.lab, state.touch.settings, state.view, "en")
    assert retell_sample(state, "en") == retell_moment(state, "en")
