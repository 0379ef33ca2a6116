"""A lab in the catalogue: what it is about, what is modelled, how it is done; teachers see their notes."""

from typing import Any

from starlette.responses import Response

from api.routes.benches.bench_retelling import retell_sample
from api.routes.benches.bench_scenes import scene_at
from api.routes.benches.bench_views import BenchState, Touch, show_instruments
from api.routes.works.catalogued import find_catalogued
from api.routes.works.linked_data import linked_data
from api.routes.works.preparing import is_awaited, load_anew, prepare, waiting_page
from api.shelf import LAB_SLOT
from api.web.rendering import address, render
from api.web.visits import Visit
from content.readers import LAB
from labs.documents.lab import Lab
from labs.running.benches import open_bench
from labs.running.looking import look
from labs.sessions import SECRET_BYTES, Wish
from library_core.editions import Edition, EditionMissing
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.supplies import Supply
from variants.texts import Language


def page(visit: Visit) -> Response:
    """Show a lab with a sample of its bench; what is for teachers alone students don't get."""
    edition = find_catalogued(visit)
    if edition.work.kind != LAB:
        raise EditionMissing(edition.key)
    far = prepare(visit, [edition.key])
    if far.lacking:
        return waiting_page(visit, edition.title, far)
    if is_awaited(visit):
        return load_anew()
    lab, roles = visit.application.shelf.lab(visit.reader.school, edition.key), visit.reader.roles
    return render(
        visit,
        "bench/lab.html",
        current="catalogue",
        edition=_about(edition, lab),
        **lab_content(visit, edition, teaching=roles != {"student"}),
        parts=[(part, points) for part, points in lab.rubric.items() if points],
        assign_url=address(visit, "assign", edition=edition.key) if "teacher" in roles else None,
        practice_url=address(visit, "practice_start", edition=edition.key, slot=LAB_SLOT)
        if roles & {"student", "teacher"}
        else None,
        linked_data=linked_data(visit, edition),
    )


def lab_content(visit: Visit, edition: Edition, *, teaching: bool) -> dict[str, Any]:
    """Return the texts of a lab and a sample of its bench; `teaching` adds what is for teachers alone."""
    shelf, school = visit.application.shelf, visit.reader.school
    lab, supply = shelf.lab(school, edition.key), shelf.supply(school, edition.key)
    pages = {
        "procedure": lab.pages.procedure,
        "theory": lab.pages.theory,
        "safety": lab.pages.safety,
        "teacher": lab.pages.teacher if teaching else None,
    }
    return {"pages": pages, "capacity": len(supply.stock.members), **_sample(lab, supply, visit.language)}


def _about(edition: Edition, lab: Lab) -> dict[str, Any]:
    return {
        "title": edition.title,
        "subject": edition.subject,
        "section": edition.section,
        "grades": edition.grades,
        "languages": edition.languages,
        "number": edition.number,
        "modelled": lab.modelled,
        "left_out": lab.left_out,
        "quota": lab.quota,
        "tables": [table.title for table in lab.tables.values()],
        "plots": [plot.title for plot in lab.plots.values()],
    }


def _sample(lab: Lab, supply: Supply, language: Language) -> dict[str, Any]:
    """Return the scene of an apparatus that nobody is dealt, and what is measured with."""
    variant = supply.assemble((supply.practice or supply.stock.members)[0])
    bench = open_bench(lab, {given.name: given for given in variant.given}, bytes(SECRET_BYTES))
    wish = read_wish(lab, {})
    view = look(bench, (), Wish(settings=wish.settings))
    state = BenchState(lab=lab, touch=Touch(settings=wish.settings, spans={}), view=view)
    return {
        "purpose": variant.statement,
        "scene": {
            "svg": scene_at(state, language),
            "frame": None,
            "description": retell_sample(state, language),
        },
        "instruments": show_instruments(state, language),
        "asks": [ask.label for ask in variant.asks if ask.kind != "lab"],
    }
