"""A real bench for samples of its pages: friction on an inclined plane, with three readings in its log."""

from functools import cache
from pathlib import Path
from typing import Any

from api.routes.benches.bench_data import data_block
from api.routes.benches.bench_pictures import plot_picture
from api.routes.benches.bench_scenes import scene_at
from api.routes.benches.bench_tables import show_plots, show_tables, show_uncertainties
from api.routes.benches.bench_views import (
    BenchState,
    Touch,
    show_actions,
    show_controls,
    show_instruments,
    show_log,
)
from api.routes.benches.bench_words import describe
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import read_lab
from labs.running.benches import Bench, open_bench
from labs.running.looking import look
from labs.running.taking import take
from labs.sessions import Entry, Wish
from labs.supplying import assemble_lab, lab_pool
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.showing import ShownAsk, show_variant
from variants.texts import Language, Text
from variants.variant import Variant

FOLDER = Path(__file__).parents[2] / "content" / "labs" / "friction-on-an-incline"
NOON = 1_790_000_000_000
PARTS = ("page", "look", "measure", "act", "save", "check", "log", "read", "solve", "fresh")


@cache
def sample_lab() -> Lab:
    """Return the lab as it is published."""
    files = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    return read_lab(files, tables=library_tables())


@cache
def sample_variant() -> Variant:
    """Return one apparatus of the lab, with all that is asked."""
    return assemble_lab(sample_lab(), lab_pool(sample_lab(), size=40), [0])[0]


@cache
def sample_bench() -> Bench:
    """Return a bench with this apparatus."""
    return open_bench(sample_lab(), {given.name: given for given in sample_variant().given}, b"s" * 32)


def sample_log(*angles: float) -> tuple[Entry, ...]:
    """Return the log of readings of the timer at these angles in degrees."""
    log: tuple[Entry, ...] = ()
    for angle in angles:
        settings = read_wish(sample_lab(), {"settings": {"alpha": angle, "s": 80}}).settings
        log += (take(sample_bench(), log, Wish(settings=settings, instrument="timer"), NOON),)
    return log


def sample_state(*angles: float, **answers: Any) -> BenchState:  # noqa: ANN401 - answers are any JSON
    """Return the bench after these readings, set as for the last of them."""
    log = sample_log(*angles)
    wish = log[-1].wish if log else read_wish(sample_lab(), {})
    touch = Touch(settings=wish.settings, spans={})
    view = look(sample_bench(), log, Wish(settings=wish.settings))
    chosen = len(log) or None
    return BenchState(lab=sample_lab(), touch=touch, view=view, log=log, answers=answers, chosen=chosen)


ROWS = [
    {"angle": "30", "path": "80", "t1": {"entry": 1}, "t2": {"entry": 2}, "t3": "1.3", "tm": "1.31"},
    {"angle": "40", "path": "80", "t1": {"entry": 3}, "acc": "3.1"},
]
ANSWERS: dict[str, Any] = {
    "mu": "0.31",
    "table-slides_down": {"rows": ROWS, "formulas": {"tm": "(t1 + t2 + t3)/3"}},
    "plot-line": {"x": "angle", "y": "t1", "line": [[30.0, 1.3], [40.0, 0.9]], "left_out": [4]},
    "uncertainty": {"mu": "0.02"},
}


def bench_page(language: Language, **changes: object) -> dict[str, Any]:
    """Return what bench/page.html expects."""
    state = sample_state(30, 30, 40, **ANSWERS)
    urls = {part: f"/bench/{part}" for part in PARTS}
    return {
        **_head_of_page(sample_variant()),
        **_apparatus_of_page(state, language),
        **_report_of_page(state, sample_variant(), language),
        "urls": urls,
        "data": data_block(state, urls, language, watches=0, editable=True),
    } | changes


def _head_of_page(variant: Variant) -> dict[str, Any]:
    """Return what the page says of the work and of how it stands."""
    return {
        "title": variant.title,
        "place": "1",
        "practising": False,
        "back": [("/assignments", "Assignments"), ("/attempt", "Mechanics")],
        "got": None,
        "possible": variant.points,
        "due": NOON,
        "late_notice": "",
        "notice": "",
        "pages": {part: getattr(sample_lab().pages, part) for part in ("procedure", "theory", "safety")},
        "purpose": variant.statement,
        "known": [{"name": given.name, "value": given.plain} for given in variant.given if not given.hidden],
        "editable": True,
        "refusal": "",
    }


def _apparatus_of_page(state: BenchState, language: Language) -> dict[str, Any]:
    """Return what the page shows of the apparatus, and what was done with it."""
    return {
        "scene": {
            "svg": scene_at(state, language),
            "description": describe(state.lab, state.touch.settings, state.view, language),
            "frame": None,
        },
        "controls": show_controls(state, language),
        "instruments": show_instruments(state, language),
        "actions": show_actions(state, language),
        "log": show_log(state, language),
        "clock": None,
        "left": 197,
        "quota": 200,
        "chosen": 3,
    }


def _report_of_page(state: BenchState, variant: Variant, language: Language) -> dict[str, Any]:
    """Return what the page shows of the report: tables, plots, answers and verdicts."""
    worth = {ask.name: ask.points for ask in variant.asks}
    shown = show_variant(variant, worth, solved=False)
    plots = show_plots(state, {}, language)
    return {
        "tables": show_tables(state, {}, language),
        "plots": [plot | {"picture": plot_picture(state, plot, language)} for plot in plots],
        "uncertainties": show_uncertainties(state, {ask.name: ask.label for ask in variant.asks}, {}),
        "notes": "The second gate sticks.",
        "draft_saved_at": 0,
        "asks": [_unjudged(ask) for ask in shown.asks if ask.kind != "lab"],
        "problems": {},
        "tries_left": 3,
        "once": "once",
        "solution": Text(),
        "regraded": None,
        "worth": worth,
        "marks": {},
    }


def _unjudged(ask: ShownAsk) -> dict[str, Any]:
    """Return an ask with what was entered, before anybody has judged it."""
    nothing: dict[str, Any] = dict.fromkeys(("result", "problem", "mark", "appeal"))
    return {"ask": ask, "value": ANSWERS.get(ask.name), **nothing}


def steps_page(language: Language) -> dict[str, Any]:
    """Return what bench/steps.html expects."""
    page = bench_page(language)
    parts = ("title", "got", "possible", "scene", "controls", "instruments", "quota", "tables", "plots")
    return {name: page[name] for name in (*parts, "uncertainties", "notes", "asks", "worth", "marks")} | {
        "student": "Student 01",
        "work_url": "/work",
        "work_title": sample_variant().title,
        "handed_in": NOON,
        "log": list(reversed(page["log"])),
        "entry": page["log"][0],
        "step": 2,
        "previous": "?step=1",
        "next": "?step=3",
        "truths": sample_variant().solution,
        "apparatus": [{"name": "mu", "value": Text("0.44", "0,44")}],
    }


def lab_page(language: Language) -> dict[str, Any]:
    """Return what bench/lab.html expects."""
    lab, page = sample_lab(), bench_page(language)
    return {
        "edition": {
            "title": lab.apparatus.title,
            "subject": lab.apparatus.subject,
            "section": lab.apparatus.section,
            "grades": lab.apparatus.grades,
            "languages": lab.apparatus.languages,
            "number": 1,
            "modelled": lab.modelled,
            "left_out": lab.left_out,
            "quota": lab.quota,
            "tables": [table.title for table in lab.tables.values()],
            "plots": [plot.title for plot in lab.plots.values()],
        },
        "pages": {**page["pages"], "teacher": lab.pages.teacher},
        "purpose": page["purpose"],
        "asks": [ask.label for ask in sample_variant().asks if ask.kind != "lab"],
        "scene": page["scene"],
        "instruments": page["instruments"],
        "parts": [(part, points) for part, points in lab.rubric.items() if points],
        "capacity": 272,
        "assign_url": "/assign",
        "practice_url": "/practise",
        "linked_data": "",
    }


BENCH_SAMPLES = {
    "bench/page.html": bench_page("ru"),
    "bench/steps.html": steps_page("ru"),
    "bench/lab.html": lab_page("ru"),
}
LAB_CONTENT = {name: BENCH_SAMPLES["bench/lab.html"][name] for name in ("purpose", "scene", "pages")}
