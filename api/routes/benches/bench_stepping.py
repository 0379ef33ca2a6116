"""A teacher steps through a student's session at the bench: each entry as it was taken, and the report."""

from typing import Any

from starlette.responses import Response

from api.routes.acting import actor
from api.routes.benches.bench_pictures import plot_picture
from api.routes.benches.bench_retelling import retell_moment
from api.routes.benches.bench_scenes import scene_at
from api.routes.benches.bench_seats import labs_of, shown_state
from api.routes.benches.bench_tables import show_plots, show_tables, show_uncertainties
from api.routes.benches.bench_views import (
    BenchState,
    Touch,
    show_controls,
    show_entry,
    show_instruments,
)
from api.routes.classes.assignments import names_of
from api.web.rendering import address, render
from api.web.visits import Visit
from labs.sessions import Entry
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.opening import OpenBench, open_taught_bench
from notebooks_engine.benching.slots import NOTES
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.insight.student_work import SlotWork, look_at_work
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.refusals import missing_work
from variants.checkers.verdicts import Verdict
from variants.keys import Answer


def page(visit: Visit) -> Response:
    """Show one entry of the session with the bench as it stood then, and what was handed in."""
    attempt, slot_name = AttemptKey(visit.path["attempt"]), visit.path["slot"]
    where = WorkBench(attempt=attempt, slot=slot_name)
    work = visit.read(lambda unit: look_at_work(unit.engine, actor(visit), attempt, slots=(slot_name,)))
    slot = work.slot(slot_name)
    if slot is None:
        raise missing_work()
    opened = open_taught_bench(visit.application.engine, actor(visit), where, labs_of(visit))
    names = visit.read(lambda unit: names_of(unit, visit, (work.student,)))
    number = _step(visit, len(opened.log))
    return render(
        visit,
        "bench/steps.html",
        current="teacher_home",
        title=slot.variant.title,
        student=names.get(work.student, ""),
        work_url=f"{address(visit, 'work', attempt=attempt)}#task-{slot_name}",
        work_title=work.assignment.title,
        log=[show_entry(opened.lab, entry, visit.language) for entry in opened.log],
        **_moment(visit, opened, number),
        **_report(visit, opened, slot),
        quota=opened.lab.quota,
        apparatus=[
            {"name": given.name, "value": given.plain}
            for given in opened.frozen.variant.given
            if given.hidden or given.name in opened.lab.hidden
        ],
        truths=slot.variant.solution,
    )


def _step(visit: Visit, length: int) -> int:
    """Return the number of the entry that is asked for; the first where none is."""
    asked = visit.request.query_params.get("step", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    return min(max(number, 1), length) if length else 0


def _moment(visit: Visit, opened: OpenBench, number: int) -> dict[str, Any]:
    """Return the bench as it stood when an entry was taken, and the ways to those beside it."""
    language, here = visit.language, visit.request.url.path
    entry: Entry | None = opened.log[number - 1] if number else None
    wish = entry.wish if entry else read_wish(opened.lab, {})
    touch = Touch(settings=wish.settings, spans={wish.instrument: wish.span}, at=wish.at)
    state = shown_state(opened, touch, opened.log[:number], {})
    return {
        "step": number,
        "entry": show_entry(opened.lab, entry, language) if entry else None,
        "scene": {
            "svg": scene_at(state, language),
            "frame": None,
            "description": retell_moment(state, language),
        },
        "controls": show_controls(state, language),
        "instruments": show_instruments(state, language),
        "previous": f"{here}?step={number - 1}#step" if number > 1 else None,
        "next": f"{here}?step={number + 1}#step" if number < len(opened.log) else None,
    }


def _report(visit: Visit, opened: OpenBench, slot: SlotWork) -> dict[str, Any]:
    """Return what was handed in last with its verdicts, else what is being written."""
    last = slot.submissions[-1] if slot.submissions else None
    answers: dict[str, Answer] = dict(last.answers if last else slot.draft.answers if slot.draft else {})
    verdicts: dict[str, Verdict] = dict(last.verdicts) if last else {}
    wish = read_wish(opened.lab, {})
    state = shown_state(opened, Touch(settings=wish.settings, spans={}), (), answers)
    state = BenchState(lab=opened.lab, touch=state.touch, view=state.view, log=opened.log, answers=answers)
    plots = show_plots(state, verdicts, visit.language)
    labels = {ask.name: ask.label for ask in slot.variant.asks}
    return {
        "handed_in": last.submitted_at if last else None,
        "tables": show_tables(state, verdicts, visit.language),
        "plots": [plot | {"picture": plot_picture(state, plot, visit.language)} for plot in plots],
        "uncertainties": show_uncertainties(state, labels, verdicts),
        "notes": answers.get(NOTES, ""),
        "asks": [
            {"ask": ask, "value": answers.get(ask.name), "result": verdicts.get(ask.name)}
            for ask in slot.variant.asks
            if ask.kind != "lab"
        ],
        "worth": {ask.name: ask.points for ask in slot.variant.asks},
        "marks": {mark.ask: mark for mark in slot.marks if mark.undone_at is None},
        "got": slot.grade.points if slot.grade.tries or slot.grade.marked else None,
        "possible": slot.grade.out_of,
    }
