"""The page of a bench: what bench/page.html expects, made of a seat and of how the bench is set."""

from typing import Any

from starlette.responses import Response

from api.routes.benches.bench_data import data_block
from api.routes.benches.bench_pictures import plot_picture
from api.routes.benches.bench_scenes import scene_at
from api.routes.benches.bench_seats import Seat, state_of
from api.routes.benches.bench_tables import show_plots, show_tables, show_uncertainties
from api.routes.benches.bench_views import (
    BenchState,
    Touch,
    plain_number,
    show_actions,
    show_controls,
    show_instruments,
    show_log,
    typed_number,
)
from api.routes.benches.bench_words import describe
from api.routes.students.tasks import Problems
from api.web.object_addresses import object_url
from api.web.rendering import render
from api.web.visits import Visit
from library_core.identities import new_key
from notebooks_engine.benching.slots import NOTES


def show_bench(visit: Visit, seat: Seat, touch: Touch, problems: Problems, *, chosen: int | None) -> Response:
    """Show a bench set like this, with what is wrong in its report."""
    state = state_of(seat.opened, seat.answers, touch, chosen)
    return render(
        visit,
        "bench/page.html",
        status=422 if problems.by_ask or problems.notice else 200,
        current="practice_home" if seat.practising else "student_home",
        **_about(visit, seat),
        **_bench(visit, seat, state),
        **_report(visit, seat, state, problems),
        editable=seat.editable,
        refusal=seat.refusal,
        urls=seat.urls,
        notice=problems.notice,
        problems=problems.by_ask,
        once=new_key(),
        draft_saved_at=seat.draft_saved_at,
        data=data_block(
            state,
            seat.urls,
            visit.language,
            watches=seat.opened.watches if seat.opened.is_live else 0,
            editable=seat.editable,
        ),
    )


def _about(visit: Visit, seat: Seat) -> dict[str, Any]:
    """Return what is said around the bench: texts of the lab, what is known, how far the student is."""
    lab, variant = seat.opened.lab, seat.variant
    known = [
        {"name": given.name, "value": given.plain}
        for given in seat.opened.frozen.variant.given
        if not given.hidden and given.name not in lab.hidden
    ]
    return {
        "title": variant.title,
        "place": seat.opened.frozen.name,
        "practising": seat.practising,
        "back": seat.back,
        "got": seat.got,
        "possible": variant.points,
        "due": seat.due,
        "late_notice": visit.gettext("counted as late") if seat.late else "",
        "pages": {"procedure": lab.pages.procedure, "theory": lab.pages.theory, "safety": lab.pages.safety},
        "purpose": variant.statement,
        "known": known,
        "tries_left": seat.tries_left,
        "solution": variant.solution,
        "regraded": seat.regraded,
    }


def _frame(visit: Visit, seat: Seat) -> dict[str, Any] | None:
    """Return the page that stands in place of a drawing, under the name of the object host."""
    scene = seat.opened.lab.scene
    if not scene.page:
        return None
    url = object_url(visit, seat.opened.frozen.edition, scene.page)
    return {"url": url, "width": scene.size[0], "height": scene.size[1]}


def _bench(visit: Visit, seat: Seat, state: BenchState) -> dict[str, Any]:
    """Return the bench itself: scene, controls, instruments, actions, log."""
    language, process = visit.language, state.lab.process
    clock = (
        {
            "at": typed_number(state.touch.at),
            "shown": plain_number(state.touch.at, language),
            "speeds": [typed_number(speed) for speed in process.speeds],
            "longest": typed_number(process.longest),
        }
        if process
        else None
    )
    words = describe(state.lab, state.touch.settings, state.view, language)
    return {
        "scene": {"svg": scene_at(state, language), "description": words, "frame": _frame(visit, seat)},
        "controls": show_controls(state, language),
        "instruments": show_instruments(state, language),
        "actions": show_actions(state, language),
        "clock": clock,
        "log": show_log(state, language),
        "left": state.left,
        "quota": state.lab.quota,
        "chosen": state.chosen,
    }


def _report(visit: Visit, seat: Seat, state: BenchState, problems: Problems) -> dict[str, Any]:
    """Return the report: tables, plots, results, uncertainties, with verdicts where it was checked."""
    language, verdicts = visit.language, seat.verdicts
    marks = {mark.ask: mark for mark in seat.marks}
    asks = [
        {
            "ask": ask,
            "value": seat.answers.get(ask.name),
            "result": verdicts.get(ask.name),
            "problem": problems.by_ask.get(ask.name),
            "mark": marks.get(ask.name),
            "appeal": seat.appeals.get(ask.name),
        }
        for ask in seat.variant.asks
        if ask.kind != "lab"
    ]
    worth = {ask.name: ask.points for ask in seat.variant.asks}
    labels = {ask.name: ask.label for ask in seat.variant.asks}
    plots = show_plots(state, verdicts, language)
    return {
        "tables": show_tables(state, verdicts, language),
        "plots": [plot | {"picture": plot_picture(state, plot, language)} for plot in plots],
        "uncertainties": show_uncertainties(state, labels, verdicts),
        "notes": state.answers.get(NOTES, ""),
        "asks": asks,
        "marks": marks,
        "worth": worth,
    }
