"""The draft of a report, written on several devices: part by part, and what another one wrote is told."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.routes.acting import actor
from api.routes.benches.bench_seats import keep_draft, place_of, state_of, touch_of
from api.routes.benches.bench_tables import show_plots, show_tables
from api.routes.students.drafting import known_moment, other_answer
from api.web.visits import Visit
from notebooks_engine.attempts import Draft
from notebooks_engine.benching.opening import OpenBench
from notebooks_engine.benching.slots import NOTES
from notebooks_engine.lab_sessions import PracticeBench
from notebooks_engine.studying.drafting import Kept, Written, keep_written
from variants.keys import Answer

_Field = tuple[str, str]


def keep_report(visit: Visit, answers: Mapping[str, Answer]) -> Kept:
    """Keep what a script sends of a report; parts that it did not touch stay as another device wrote them.

    Raises Missing, BadEntry past the limits, NotNow.
    """
    place = place_of(visit)
    if isinstance(place, PracticeBench) or not visit.field("known"):
        keep_draft(visit, answers)
        return Kept(draft=Draft(slot=visit.path.get("slot", ""), answers=answers, saved_at=visit.now))
    written = Written(
        draft=Draft(slot=place.slot, answers=answers, saved_at=visit.now),
        known=known_moment(visit),
        changed=frozenset(visit.field("changed").split()),
    )
    return visit.write(lambda unit: keep_written(unit.engine, actor(visit), place.attempt, written))


def others_data(visit: Visit, opened: OpenBench, kept: Kept) -> list[dict[str, Any]]:
    """Return what another device had written, part by part, as the inputs of the page hold it."""
    if not kept.others:
        return []
    written = {ask: answer for ask, answer in kept.others.items() if answer is not None}
    fields = _fields(visit, opened, written)
    parts = [
        {"ask": ask, "fields": fields[ask]}
        if ask in fields
        else other_answer(visit, opened.frozen.shown, ask, answer)
        for ask, answer in kept.others.items()
    ]
    return [part for part in parts if part is not None]


def _fields(visit: Visit, opened: OpenBench, written: Mapping[str, Answer]) -> dict[str, list[_Field]]:
    """Return the inputs of tables, plots, uncertainties and notes, with what stands in them."""
    state = state_of(opened, written, touch_of(opened), None)
    fields = {table["ask"]: list(_of_table(table)) for table in show_tables(state, {}, visit.language)}
    fields |= {plot["ask"]: list(_of_plot(plot)) for plot in show_plots(state, {}, visit.language)}
    uncertain = written.get("uncertainty")
    typed = uncertain if isinstance(uncertain, dict) else {}
    fields["uncertainty"] = [(f"answer.uncertainty.{name}", str(each)) for name, each in typed.items()]
    fields[NOTES] = [(f"answer.{NOTES}", str(written.get(NOTES, "")))]
    return fields


def _of_table(table: Mapping[str, Any]) -> Iterator[_Field]:
    for number, row in enumerate(table["rows"]):
        for cell in row:
            place = f"{table['ask']}.{cell['column']}.{number}"
            yield f"answer.{place}", cell["value"]
            if cell["entry"]:
                yield f"entry.{place}", str(cell["entry"])
                yield f"shown.{place}", cell["value"]
    for column, formula in table["formulas"].items():
        yield f"formula.{table['ask']}.{column}", str(formula)


def _of_plot(plot: Mapping[str, Any]) -> Iterator[_Field]:
    place = f"answer.{plot['ask']}"
    yield from ((f"{place}.{side}", str(plot[side])) for side in ("x", "y"))
    yield from ((f"{place}.line", str(end)) for end in plot["ends"])
    yield from ((f"{place}.left_out", str(row)) for row in plot["left_out"])
