"""At the bench: its page, readings one by one, what is done, the draft of the report, and Check.

Each address answers a form with the page and a script with JSON. How the bench is set stands in the address
of the page, so that a look needs no memory and the way back works.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from api.forms.bench import (
    amount_from_form,
    report_from_form,
    seconds_from_form,
    settings_from_form,
    spans_from_form,
)
from api.routes.benches.bench_data import log_data, now_data
from api.routes.benches.bench_doing import (
    calculated,
    changed_report,
    chosen_entry,
    grant,
    hand_in,
    measured_data,
    page_address,
    read_report,
    settle,
    touch_in_form,
    touch_in_json,
    watch,
)
from api.routes.benches.bench_drafting import keep_report, others_data
from api.routes.benches.bench_pages import show_bench
from api.routes.benches.bench_seats import (
    Seat,
    bench_to_measure_at,
    keep_draft,
    latest_reading,
    open_bench,
    state_of,
    take_seat,
    touch_of,
)
from api.routes.benches.bench_views import Touch
from api.routes.students.tasks import Problems, read_form, unreadable
from api.web.visits import Visit
from labs.sessions import Wish
from library_core.identities import new_key
from notebooks_engine.benching.measuring import Overtaken
from notebooks_engine.benching.opening import OpenBench
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.studying.checking import AnswersUnreadable


def page(visit: Visit) -> Response:
    """Show one's own bench, set as the address says or as it was left."""
    seat = take_seat(visit)
    chosen = chosen_entry(visit) or latest_reading(seat.opened.log)
    return show_bench(visit, seat, _touch_in_address(visit, seat.opened), Problems(), chosen=chosen)


def look(visit: Visit) -> Response:
    """Show the bench as it is set now; in a process, or where live instruments tell of it, it is logged."""
    if visit.json is not None:
        return _in_json(lambda: _looked(visit), visit)
    return _pressed(visit, lambda seat: _watched(visit, seat))


def measure(visit: Visit) -> Response:
    """Take a reading of an instrument."""
    if visit.json is not None:
        return _in_json(lambda: _granted(visit), visit)
    return _pressed(visit, lambda seat: _measured(visit, seat))


def act(visit: Visit) -> Response:
    """Do something that cannot be undone."""
    if visit.json is not None:
        return _in_json(lambda: _granted(visit), visit)
    return _pressed(visit, lambda seat: _acted(visit, seat))


def save(visit: Visit) -> Response:
    """Keep the report; put a reading into a cell or calculate a column where a button asks for it."""
    if _wants_json(visit):
        return _in_json(lambda: _saved(visit), visit)
    return _pressed(visit, lambda seat: _changed(visit, seat))


def check(visit: Visit) -> Response:
    """Hand in the report; what can't be read costs nothing and is explained in its place."""
    problems = Problems()
    opened = open_bench(visit)
    shown = opened.frozen.shown
    try:
        report = report_from_form(opened.lab, visit.form, visit.language)
        hand_in(visit, shown, {**read_form(shown, visit), **report})
    except AnswersUnreadable as refused:
        problems = unreadable(refused, visit)
    except (BadEntry, NotNow) as refused:
        problems = Problems(notice=refused.message.in_language(visit.language))
    if problems.by_ask or problems.notice:
        return _not_checked(visit, problems)
    here = f"{take_seat(visit).urls['page']}#bench-report"
    return JSONResponse({"url": here}) if _wants_json(visit) else RedirectResponse(here, status_code=303)


def log(visit: Visit) -> Response:
    """Return the log and how the bench stands, for a script that was cut off."""
    opened = open_bench(visit)
    state = state_of(opened, {}, touch_of(opened), None)
    return JSONResponse(
        {"log": log_data(state, visit.language), "left": opened.left, **now_data(state, visit.language)}
    )


def _touch_in_address(visit: Visit, opened: OpenBench) -> Touch:
    """Return how the address says that the bench is set; what makes no sense there is left out."""
    left, asked = touch_of(opened), visit.request.query_params
    form = {name: asked.getlist(name) for name in asked}
    try:
        sent = settings_from_form(opened.lab, form)
        wish = read_wish(opened.lab, {"settings": sent})
        settings = {
            name: wish.settings[name] if name in sent else value for name, value in left.settings.items()
        }
        at = max(left.at, seconds_from_form(form, visit.language, left.at))
        touch = Touch(settings=settings, spans={**left.spans, **spans_from_form(opened.lab, form)}, at=at)
        state_of(opened, {}, touch, None)
    except BadEntry:
        return left
    return touch


def _pressed(visit: Visit, do: Callable[[Seat], str]) -> Response:
    """Keep what is being written, do what the button says, and lead back to the page."""
    seat = take_seat(visit)
    try:
        if seat.editable:
            answers = read_report(visit, seat.opened)
            keep_draft(visit, answers)
            seat = seat.with_answers(answers)
        here = do(seat)
    except AnswersUnreadable as refused:
        return _shown_again(visit, seat, unreadable(refused, visit))
    except (BadEntry, NotNow) as refused:
        return _shown_again(visit, seat, Problems(notice=refused.message.in_language(visit.language)))
    return RedirectResponse(here, status_code=303)


def _watched(visit: Visit, seat: Seat) -> str:
    touch = settle(visit, seat.opened)
    left = replace(seat, opened=watch(visit, open_bench(visit), touch, new_key()))
    return page_address(left, touch, chosen_entry(visit), "bench-work")


def _measured(visit: Visit, seat: Seat) -> str:
    name = visit.field("measure")
    touch = touch_in_form(visit, seat.opened)
    wish = Wish(settings=touch.settings, at=touch.at, instrument=name, span=touch.spans.get(name, ""))
    measured = grant(visit, seat.opened, wish, visit.field("idempotency"))
    left = replace(seat, opened=measured.opened)
    return page_address(left, touch, measured.entry.number, "bench-instruments")


def _acted(visit: Visit, seat: Seat) -> str:
    name = visit.field("act")
    touch = settle(visit, seat.opened)
    sent = {"action": name, "amount": amount_from_form(visit.form, name), "at": touch.at}
    wish = replace(read_wish(seat.opened.lab, sent), settings=touch.settings)
    # What was settled stands in the log by now.
    measured = grant(visit, open_bench(visit), wish, visit.field("idempotency"))
    left = replace(seat, opened=measured.opened)
    return page_address(left, touch, chosen_entry(visit), "bench-actions")


def _changed(visit: Visit, seat: Seat) -> str:
    touch, chosen = touch_in_form(visit, seat.opened), chosen_entry(visit)
    place = visit.field("fill") or visit.field("calculate")
    if place:
        state = state_of(seat.opened, seat.answers, touch, chosen)
        keep_draft(visit, changed_report(visit, state))
    part = f"bench-table-{place.partition('.')[0]}" if place else "bench-report"
    return page_address(seat, touch, chosen, part)


def _shown_again(visit: Visit, seat: Seat, problems: Problems) -> Response:
    """Show the page again with why nothing came of it."""
    fresh = replace(take_seat(visit), answers=seat.answers)
    return show_bench(visit, fresh, touch_of(fresh.opened), problems, chosen=chosen_entry(visit))


def _not_checked(visit: Visit, problems: Problems) -> Response:
    if _wants_json(visit):
        said = {name: problem["message"] for name, problem in problems.by_ask.items()}
        return JSONResponse({"problems": said, "notice": problems.notice}, status_code=422)
    seat = take_seat(visit)
    if seat.editable:
        seat = seat.with_answers(read_report(visit, seat.opened))
        keep_draft(visit, seat.answers)
    return show_bench(visit, seat, touch_of(seat.opened), problems, chosen=chosen_entry(visit))


def _wants_json(visit: Visit) -> bool:
    return "application/json" in visit.request.headers.get("accept", "")


def _in_json(work: Callable[[], dict[str, Any]], visit: Visit) -> Response:
    """Answer a script; why a wish can't be granted is told in its language."""
    try:
        return JSONResponse(work())
    except Overtaken as refused:
        said = {"error": refused.message.in_language(visit.language)}
        return JSONResponse(said, status_code=409, headers={"Retry-After": "1"})
    except NotNow as refused:
        return JSONResponse({"error": refused.message.in_language(visit.language)}, status_code=409)
    except BadEntry as refused:
        return JSONResponse({"error": refused.message.in_language(visit.language)}, status_code=400)


def _looked(visit: Visit) -> dict[str, Any]:
    opened = open_bench(visit)
    touch, _ = touch_in_json(visit, opened)
    request = visit.json.get("watch") if isinstance(visit.json, dict) else None
    if isinstance(request, str):
        opened = watch(visit, opened, touch, request)
    now = now_data(state_of(opened, {}, touch, None), visit.language)
    left = {"left": opened.left, "watches": opened.watches if opened.is_live else 0}
    return {"view": now["view"], "description": now["description"], **left}


def _granted(visit: Visit) -> dict[str, Any]:
    opened = bench_to_measure_at(visit)
    touch, wish = touch_in_json(visit, opened)
    request = visit.json.get("request", "")
    measured = grant(visit, opened, wish, request if isinstance(request, str) else "")
    return measured_data(visit, touch, measured)


def _saved(visit: Visit) -> dict[str, Any]:
    opened = open_bench(visit)
    kept = keep_report(visit, read_report(visit, opened))
    saved: dict[str, Any] = {
        "saved_at": kept.draft.saved_at,
        "handed_in": kept.handed_in,
        "others": others_data(visit, opened, kept),
    }
    if "calculate" not in visit.form:
        return saved
    column = visit.field("calculate").partition(".")[2]
    try:
        report, cells = calculated(visit, state_of(opened, kept.draft.answers, touch_of(opened), None))
    except BadEntry as refused:
        return saved | {"cells": {}, "error": refused.message.in_language(visit.language)}
    keep_draft(visit, report, at=kept.draft.saved_at)
    return saved | {"cells": {column: cells}, "error": ""}
