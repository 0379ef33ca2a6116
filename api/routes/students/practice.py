"""Practice: a fresh variant of any slot, as often as one likes, never graded."""

from typing import Any

from starlette.responses import HTMLResponse, Response

from api.routes.acting import actor, occasion
from api.routes.students.tasks import Problems, read_form, reading_fragment, unreadable
from api.routes.works.catalogued import find_catalogued
from api.routes.works.preparing import prepare, tasks_of, waiting_page
from api.web.rendering import address, redirect, render, render_text
from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK
from library_core.editions import EditionKey
from library_core.identities import new_key
from notebooks_engine.benching.slots import is_lab
from notebooks_engine.pinning import PinnedNotebook
from notebooks_engine.practice import PracticeKey, PracticeRun
from notebooks_engine.refusals import BadEntry, NotNow, missing_work
from notebooks_engine.studying.checking import AnswersUnreadable, Entered
from notebooks_engine.studying.practising import (
    check_practice,
    find_practice,
    show_practice,
    solve_practice,
    start_practice,
)
from notebooks_engine.studying.reading import read_practised
from search.queries import LARGEST_PAGE, Query


def home(visit: Visit) -> Response:
    """Show what can be practised: every notebook of the catalogue, slot by slot with its tasks."""
    kinds = (NOTEBOOK, LAB)
    found = visit.application.search(Query(school=visit.reader.school, kinds=kinds, size=LARGEST_PAGE))
    notebooks = [
        {
            "key": record.key,
            "kind": record.kind,
            "title": record.title,
            "subject": record.subject,
            "section": record.section,
            "slots": _slots(visit, record.key),
        }
        for record in found.records
    ]
    return render(visit, "student/practice_home.html", current="practice_home", notebooks=notebooks)


def _slots(visit: Visit, notebook: EditionKey) -> list[dict[str, Any]]:
    """Return the slots of a notebook with the titles of their tasks."""
    school = visit.reader.school
    slots = visit.application.shelf.pinned(school, notebook).slots
    keys = [task.edition for slot in slots for task in slot.tasks]
    editions = visit.read(lambda unit: unit.library.editions.find_all(school, keys))
    return [
        {"place": slot.name, "titles": [editions[task.edition].title for task in slot.tasks]}
        for slot in slots
    ]


def start(visit: Visit) -> Response:
    """Give a fresh variant of a slot; where none are made yet, lead to a page that waits for them."""
    notebook = visit.application.shelf.pinned(visit.reader.school, find_catalogued(visit).key)
    if prepare(visit, _tasks_of_slot(visit, notebook)).lacking:
        return redirect(visit, "practice_wait", edition=notebook.edition, slot=visit.path["slot"])
    run = start_practice(
        visit.application.engine,
        actor(visit),
        (notebook, visit.path["slot"]),
        visit.application.shelf.supplies(visit.reader.school),
        occasion(visit),
    )
    return redirect(visit, "practice_bench" if is_lab(run.frozen.shown) else "practice", run=run.key)


def wait(visit: Visit) -> Response:
    """Show how far the variants of a slot are that somebody wants to practise."""
    edition = find_catalogued(visit)
    notebook = visit.application.shelf.pinned(visit.reader.school, edition.key)
    tasks = _tasks_of_slot(visit, notebook)
    if not tasks:
        raise missing_work()
    begin = address(visit, "practice_start", edition=edition.key, slot=visit.path["slot"])
    return waiting_page(visit, edition.title, prepare(visit, tasks), begin)


def _tasks_of_slot(visit: Visit, notebook: PinnedNotebook) -> tuple[EditionKey, ...]:
    return tasks_of(slot for slot in notebook.slots if slot.name == visit.path["slot"])


def page(visit: Visit) -> Response:
    """Show one's own practice run; that of a lab is at its bench."""
    run = _find(visit)
    if is_lab(run.frozen.shown):
        return redirect(visit, "practice_bench", run=run.key)
    return _page(visit, run, Problems())


def read(visit: Visit) -> Response:
    """Answer how something typed is understood."""
    return reading_fragment(
        visit,
        lambda: show_practice(_find(visit)),
        lambda typed: visit.read(lambda unit: read_practised(unit.engine, actor(visit), _key(visit), typed)),
    )


def check(visit: Visit) -> Response:
    """Check the answers of a practice run."""
    run, problems = _find(visit), Problems()
    try:
        answers = read_form(show_practice(run), visit)
        entered = Entered(answers=answers, language=visit.language)
        labs = visit.application.shelf.labs(visit.reader.school)
        run = check_practice(visit.application.engine, actor(visit), _key(visit), entered, labs)
    except AnswersUnreadable as refused:
        problems = unreadable(refused, visit)
    except (BadEntry, NotNow) as refused:
        problems = Problems(notice=refused.message.in_language(visit.language))
    if visit.wants_fragment:
        return HTMLResponse(render_text(visit, "task.html", **_task(visit, run, problems)))
    return _page(visit, run, problems)


def solve(visit: Visit) -> Response:
    """Show the worked solution of one's own run."""
    visit.write(lambda unit: solve_practice(unit.engine, actor(visit), _key(visit)))
    return redirect(visit, "practice", run=visit.path["run"])


def _page(visit: Visit, run: PracticeRun, problems: Problems) -> Response:
    return render(
        visit,
        "student/practice.html",
        current="practice_home",
        **_task(visit, run, problems),
        fresh_url=address(visit, "practice_start", edition=run.notebook, slot=run.frozen.name),
        solve_url=None if run.solved else address(visit, "practice_solve", run=run.key),
    )


def _task(visit: Visit, run: PracticeRun, problems: Problems) -> dict[str, Any]:
    typed = dict(run.answers)
    return {
        "task": show_practice(run),
        "place": run.frozen.name,
        "values": typed,
        "results": run.verdicts,
        "marks": {},
        "problems": problems.by_ask,
        "reveal": True,
        "disabled": run.solved,
        "tries_left": None,
        "solution": run.solved,
        "got": None,
        "check_url": None if run.solved else address(visit, "practice_check", run=run.key),
        "read_url": address(visit, "practice_read", run=run.key),
        "draft_url": None,
        "once": new_key(),
        "notice": problems.notice,
        "late_notice": "",
    }


def _find(visit: Visit) -> PracticeRun:
    return visit.read(lambda unit: find_practice(unit.engine, actor(visit), _key(visit)))


def _key(visit: Visit) -> PracticeKey:
    return PracticeKey(visit.path["run"])
