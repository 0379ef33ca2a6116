"""What the buttons of a bench do: wishes granted, cells filled, columns calculated, reports handed in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from api.forms.bench import (
    report_from_form,
    seconds_from_form,
    settings_from_form,
    spans_from_form,
)
from api.routes.acting import actor, occasion
from api.routes.benches.bench_calculations import calculate, known_values
from api.routes.benches.bench_data import entry_data, view_data
from api.routes.benches.bench_seats import Seat, labs_of, open_bench, place_of, state_of, touch_of
from api.routes.benches.bench_tables import fill_cell
from api.routes.benches.bench_views import BenchState, Touch, typed_number
from api.routes.benches.bench_words import describe
from api.routes.students.tasks import read_draft
from api.web.visits import Visit
from labs.sessions import Wish
from notebooks_engine.benching.measuring import Measured, Wanted, measure_at
from notebooks_engine.benching.opening import OpenBench
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.lab_sessions import PracticeBench
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import Entered
from notebooks_engine.studying.practising import check_practice
from notebooks_engine.studying.submitting import HandIn, submit
from variants.keys import Answer

_WISHED: Final = ("settings", "at", "instrument", "span", "action", "amount")


def read_report(visit: Visit, opened: OpenBench) -> dict[str, Answer]:
    """Return all that is being written at the bench. Raises AnswersUnreadable, BadEntry past the limits."""
    report = report_from_form(opened.lab, visit.form, visit.language)
    return {**read_draft(opened.frozen.shown, visit), **report}


def touch_in_form(visit: Visit, opened: OpenBench) -> Touch:
    """Return how the form says that the bench is set. Raises BadEntry."""
    before = touch_of(opened)
    sent = settings_from_form(opened.lab, visit.form)
    wish = read_wish(opened.lab, {"settings": sent})
    settings = {
        name: wish.settings[name] if name in sent else value for name, value in before.settings.items()
    }
    at = seconds_from_form(visit.form, visit.language, before.at)
    spans = {**before.spans, **spans_from_form(opened.lab, visit.form)}
    return Touch(settings=settings, spans=spans, at=at)


def touch_in_json(visit: Visit, opened: OpenBench) -> tuple[Touch, Wish]:
    """Return how a script says that the bench is set, and what it wishes. Raises BadEntry."""
    sent = visit.json if isinstance(visit.json, dict) else {"settings": None}
    wish = read_wish(opened.lab, {name: sent[name] for name in _WISHED if name in sent})
    spans = sent.get("spans")
    named = spans if isinstance(spans, dict) else {}
    chosen = {name: span for name in opened.lab.instruments if isinstance(span := named.get(name), str)}
    return Touch(settings=wish.settings, spans=chosen, at=wish.at), wish


def watch(visit: Visit, opened: OpenBench, touch: Touch, request: str) -> OpenBench:
    """Return the bench with a line for how it stands now, which its live instruments need to be seen.

    Where nothing is live, or enough has been watched, it stays as it is. Raises Missing, NotNow, BadEntry.
    """
    wish = Wish(settings=touch.settings, at=touch.at)
    if not (opened.is_live and opened.watches) or opened.refusal is not None or opened.has_seen(wish):
        return opened
    return grant(visit, opened, wish, request).opened


def grant(visit: Visit, opened: OpenBench, wish: Wish, request: str) -> Measured:
    """Take the reading or do what is wished, once for each request. Raises Missing, NotNow, BadEntry."""
    wanted = Wanted(wish=wish, request=request)
    means = (labs_of(visit), occasion(visit))
    return measure_at(visit.application.engine, actor(visit), opened, wanted, means)


def settle(visit: Visit, opened: OpenBench) -> Touch:
    """Set the bench as the form says and let time pass: in a process, what was set is logged before.

    Raises NotNow, BadEntry.
    """
    touch, before = touch_in_form(visit, opened), touch_of(opened)
    if opened.lab.process is None or touch.settings == before.settings or not opened.watches:
        return touch
    changed = Wish(settings=touch.settings, at=before.at)
    grant(visit, opened, changed, f"{visit.field('idempotency')}-set")
    return touch


def measured_data(visit: Visit, touch: Touch, measured: Measured) -> dict[str, Any]:
    """Return what a script is told of a granted wish."""
    lab = measured.opened.lab
    view = state_of(measured.opened, {}, replace(touch, at=measured.entry.wish.at), None).view
    return {
        "entry": entry_data(lab, measured.entry, visit.language),
        "view": view_data(lab, view, visit.language),
        "description": describe(lab, touch.settings, view, visit.language),
        "left": measured.left,
        "watches": measured.opened.watches if measured.opened.is_live else 0,
    }


def changed_report(visit: Visit, state: BenchState) -> dict[str, Answer]:
    """Return the report after the button for a cell or a column, if it was one of those. Raises BadEntry."""
    if "fill" in visit.form:
        return fill_cell(state, visit.field("fill"), visit.language)
    if "calculate" in visit.form:
        return calculated(visit, state)[0]
    return dict(state.answers)


def calculated(visit: Visit, state: BenchState) -> tuple[dict[str, Answer], list[str]]:
    """Return the report with a column calculated, and the cells of the column. Raises BadEntry."""
    opened = open_bench(visit)
    known = known_values(opened.frozen.variant.given, state.lab.hidden)
    return calculate(state, visit.field("calculate"), known, visit.language)


def chosen_entry(visit: Visit) -> int | None:
    """Return the number of the reading chosen in the log."""
    chosen = visit.field("chosen") or visit.request.query_params.get("chosen", "")
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) <= 4 else None


def hand_in(visit: Visit, variant: ShownVariant, answers: Mapping[str, Answer]) -> None:
    """Have the report judged. Raises AnswersUnreadable, BadEntry, NotNow."""
    place, labs = place_of(visit), labs_of(visit)
    if isinstance(place, PracticeBench):
        entered = Entered(answers=answers, language=visit.language)
        check_practice(visit.application.engine, actor(visit), place.run, entered, labs)
        return
    handed = HandIn(
        attempt=place.attempt,
        slot=place.slot,
        answers=answers,
        language=visit.language,
        request=visit.field("idempotency"),
    )
    submit(visit.application.engine, actor(visit), handed, occasion(visit), labs)


def page_address(seat: Seat, touch: Touch, chosen: int | None, part: str) -> str:
    """Return the address of the page with the bench set like this, at one of its parts."""
    left = touch_of(seat.opened)
    query: list[tuple[str, str]] = []
    for name, value in touch.settings.items():
        if value == left.settings[name]:
            continue
        if isinstance(value, tuple | list):
            query += [(f"set.{name}", join) for join in value or ("",)]
        else:
            query.append((f"set.{name}", value if isinstance(value, str) else typed_number(value)))
    query += [(f"span.{name}", span) for name, span in touch.spans.items() if span]
    query += [("at", typed_number(touch.at))] if touch.at != left.at else []
    query += [("chosen", str(chosen))] if chosen else []
    return f"{seat.urls['page']}{'?' if query else ''}{urlencode(query)}#{part}"
