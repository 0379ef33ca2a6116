"""A course: its works in order, and what the reader has done of them."""

from typing import Any

from starlette.responses import Response

from api.bootstrap import Unit
from api.routes.works.attached_works import pinned_works, released_edition, text_of
from api.routes.works.linked_data import linked_data
from api.web.rendering import redirect, render
from api.web.visits import Visit
from content.readers import COURSE
from library_core.editions import Edition
from library_core.formats.courses.course import Course, read_course
from library_core.identities import new_key
from library_core.usage import day_of
from library_core.works import WorkKey
from variants.prose.markdown import render_markdown


def course(visit: Visit) -> Response:
    """Show the course and how far the reader has come."""
    edition = released_edition(visit, COURSE)
    document, text = text_of(visit, edition)
    read = read_course(text, document)
    day = day_of(visit.now, visit.application.settings.timezone)
    visit.write(lambda unit: unit.library.usage.count(edition.work.key, visit.reader.school, "opened", day))
    done = visit.read(lambda unit: unit.library.course_steps.done(visit.reader.key, edition.work.key))
    parts = _parts(visit, edition, read, set(done))
    items = [item for part in parts for item in part["items"]]
    return render(
        visit,
        "library/course.html",
        current="catalogue",
        edition=edition,
        parts=parts,
        done=sum(item["done"] for item in items),
        total=len(items),
        once=new_key(),
        linked_data=linked_data(visit, edition),
        next=next((item for item in items if not item["done"]), None),
    )


def tick(visit: Visit) -> Response:
    """Say that a work of the course is done, or that it isn't."""
    edition = released_edition(visit, COURSE)
    work = WorkKey(visit.field("work"))
    school, person = visit.reader.school, visit.reader.key

    def write(unit: Unit) -> None:
        used = unit.library.editions.find_all(school, set(edition.uses.values())).values()
        if work not in {each.work.key for each in used}:
            return
        steps = unit.library.course_steps
        if visit.field("step") == "undo":
            steps.clear(person, edition.work.key, work)
        else:
            steps.mark(school, person, edition.work.key, work, visit.now)

    visit.write(write)
    return redirect(visit, "course", edition=edition.key)


def _parts(visit: Visit, edition: Edition, read: Course, done: set[WorkKey]) -> list[dict[str, Any]]:
    works = pinned_works(visit, edition, (item.name for item in read.items))
    return [
        {
            "title": part.title,
            "prose": render_markdown(part.prose) if part.prose else "",
            "items": [
                works[item.name] | {"words": item.words, "done": works[item.name]["work"] in done}
                for item in part.items
                if item.name in works
            ],
        }
        for part in read.parts
    ]
