"""A lesson scenario as those who teach see it: the plan, the board, its assignments in one go, opinions."""

import base64
import hmac
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.responses import Response

from api.bootstrap import Unit
from api.jobs.deals import ask_to_deal, count_assigned, is_large
from api.routes.acting import actor, dealing
from api.routes.classes.assigning import read_due, read_rules
from api.routes.jobs import asked
from api.routes.works.attached_works import pinned_works, released_edition, text_of
from api.routes.works.linked_data import linked_data
from api.routes.works.preparing import prepare, refusal, tasks_of
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import NOTEBOOK, SCENARIO
from library_core.editions import Edition, EditionKey
from library_core.formats.scenarios.reading import read_scenario
from library_core.formats.scenarios.scenario import WORK_WORDS, Scenario
from library_core.identities import new_key
from library_core.opinions import LONGEST_COMMENT, STARS, Comment, CommentKey
from library_core.people import PersonKey
from library_core.usage import day_of
from notebooks_engine.assignments import AssignmentKey, DealKey, Rules
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.teaching.assigning import Order, assign
from variants.prose.markdown import render_markdown

_DAYS: Final = 7


def lesson(visit: Visit) -> Response:
    """Show the whole plan."""
    return _page(visit)


def board(visit: Visit) -> Response:
    """Show one step at a time, large, for the panel of a classroom."""
    edition, scenario = _read(visit)
    asked = visit.request.query_params.get("step", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    place = min(max(number, 1), len(scenario.steps))
    here = address(visit, "board", edition=edition.key)
    return render(
        visit,
        "scenario/board.html",
        title=edition.title,
        step=_steps(visit, edition, scenario)[place - 1],
        number=place,
        count=len(scenario.steps),
        previous=f"{here}?step={place - 1}" if place > 1 else None,
        next=f"{here}?step={place + 1}" if place < len(scenario.steps) else None,
        lesson_url=address(visit, "lesson", edition=edition.key),
    )


def assign_all(visit: Visit) -> Response:
    """Assign every notebook of the lesson to the classes, with the same rules, up to one that is refused.

    The same form sent again after a crash goes on with the notebooks and classes that are lacking.
    """
    edition, scenario = _read(visit)
    errors: dict[str, str] = {}
    due = read_due(visit, visit.field("due"), errors)
    rules = read_rules(visit, {"tries": "3", "solutions": "after_due", "late": "mark"}, errors)
    classes = tuple(map(ClassKey, dict.fromkeys(visit.form.get("class_", []))))
    notebooks = _notebooks(visit, edition, scenario)
    if not classes:
        errors["class_"] = visit.gettext("Choose one of your classes.")
    if not errors:
        far = prepare(visit, _tasks(visit, notebooks))
        if far.lacking:
            return _page(visit, error=refusal(visit, far), status=409)
        try:
            for place, key in enumerate(notebooks):
                _assign(visit, key, (classes, rules, due), place)
        except Missing:
            errors["class_"] = visit.gettext("Choose one of your classes.")
        except BadEntry as refused:
            errors["class_"] = refused.message.in_language(visit.language)
        else:
            return redirect(visit, "teacher_home")
    return _page(visit, error=" ".join(errors.values()), status=422)


def rate(visit: Visit) -> Response:
    """Keep the reader's stars; pressing the same again takes them back."""
    edition = released_edition(visit, SCENARIO)
    given = visit.field("stars")
    stars = int(given) if given in map(str, STARS) else 0

    def write(unit: Unit) -> None:
        own = unit.library.opinions.rating(edition.work.key, visit.reader.key).own
        kept = 0 if own == stars else stars
        unit.library.opinions.rate(edition.work.key, visit.reader.school, visit.reader.key, kept, visit.now)

    visit.write(write)
    return redirect(visit, "lesson", edition=edition.key)


def comment(visit: Visit) -> Response:
    """Keep what the reader writes, for colleagues of the same school."""
    edition = released_edition(visit, SCENARIO)
    words = visit.field("text")[:LONGEST_COMMENT]
    if words:
        made = Comment(
            key=CommentKey(new_key()),
            work=edition.work.key,
            school=visit.reader.school,
            person=visit.reader.key,
            text=words,
            created_at=visit.now,
        )
        visit.write(lambda unit: unit.library.opinions.add(made))
    return redirect(visit, "lesson", edition=edition.key)


def remove_comment(visit: Visit) -> Response:
    """Delete a comment of the reader's own, or restore it."""
    edition = released_edition(visit, SCENARIO)

    def write(unit: Unit) -> CommentKey | None:
        found = unit.library.opinions.find(visit.reader.school, CommentKey(visit.field("comment")))
        if found is None or found.person != visit.reader.key:
            return None
        unit.library.opinions.delete(found, None if visit.field("step") == "restore" else visit.now)
        return found.key

    key = visit.write(write)
    response = redirect(visit, "lesson", edition=edition.key)
    if key is not None and visit.field("step") != "restore":
        response.headers["location"] += f"?deleted={key}"
    return response


def _page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    edition, scenario = _read(visit)
    if status == 200:
        day = day_of(visit.now, visit.application.settings.timezone)
        visit.write(
            lambda unit: unit.library.usage.count(edition.work.key, visit.reader.school, "opened", day)
        )
    evening = datetime.fromtimestamp(visit.now / 1000, tz=visit.application.settings.timezone)
    due = (evening + timedelta(days=_DAYS)).replace(hour=20, minute=0)
    return render(
        visit,
        "scenario/lesson.html",
        status=status,
        current="catalogue",
        edition=edition,
        scenario=scenario,
        about=render_markdown(scenario.about),
        steps=_steps(visit, edition, scenario),
        notebooks=len(_notebooks(visit, edition, scenario)),
        classes=_classes(visit),
        due=due.strftime("%Y-%m-%dT%H:%M"),
        error=error,
        once=new_key(),
        linked_data=linked_data(visit, edition),
        **_opinions(visit, edition),
    )


def _read(visit: Visit) -> tuple[Edition, Scenario]:
    edition = released_edition(visit, SCENARIO)
    document, text = text_of(visit, edition)
    return edition, read_scenario(text, document)


def _steps(visit: Visit, edition: Edition, scenario: Scenario) -> list[dict[str, Any]]:
    works = pinned_works(visit, edition, (each.name for step in scenario.steps for each in step.attachments))
    steps, begins = [], 0
    for step in scenario.steps:
        parts = {name: getattr(step, name) for name in ("about", "teacher", "students", "board")}
        steps.append(
            {
                "title": step.title,
                "minutes": step.minutes,
                "begins": begins,
                "work": WORK_WORDS[step.work],
                **{name: render_markdown(source) if source else "" for name, source in parts.items()},
                "works": [
                    works[each.name] | {"words": each.words, "place": each.place}
                    for each in step.attachments
                    if each.name in works
                ],
            }
        )
        begins += step.minutes
    return steps


def _notebooks(visit: Visit, edition: Edition, scenario: Scenario) -> list[EditionKey]:
    names = (each.name for step in scenario.steps for each in step.attachments)
    works = pinned_works(visit, edition, names).values()
    given = (work for work in works if not work["withdrawn"])
    return list(dict.fromkeys(work["key"] for work in given if work["kind"] == NOTEBOOK))


def _tasks(visit: Visit, notebooks: list[EditionKey]) -> tuple[EditionKey, ...]:
    school, shelf = visit.reader.school, visit.application.shelf
    return tasks_of(slot for key in notebooks for slot in shelf.pinned(school, key).slots)


def _assign(
    visit: Visit, key: EditionKey, terms: tuple[tuple[ClassKey, ...], Rules, int | None], place: int
) -> None:
    classes, rules, due = terms
    school = visit.reader.school
    form = visit.field("idempotency")
    once = f"{form}-{place}" if form else ""
    dealt = dealing(visit, once)
    order = Order(
        classes=classes,
        notebook=visit.application.shelf.pinned(school, key),
        rules=rules,
        due_at=due,
        deal=DealKey(_foretold(dealt.secret, "deal")),
        keys={each: AssignmentKey(_foretold(dealt.secret, each)) for each in classes},
    )
    application, teacher = visit.application, actor(visit)
    if is_large(application, teacher, order, visit.now):
        ask_to_deal(application, asked(visit), order, once)
        return
    supplies = application.shelf.supplies(school)
    made = assign(application.engine, teacher, order, supplies, dealt)
    count_assigned(application, teacher, made, visit.now)


def _foretold(secret: bytes, what: str) -> str:
    """Return the key that the same form gives the same thing each time."""
    return base64.urlsafe_b64encode(hmac.digest(secret, what.encode(), "sha256")[:16]).decode().rstrip("=")


def _classes(visit: Visit) -> list[dict[str, str]]:
    if "teacher" not in visit.reader.roles:
        return []
    found = visit.read(lambda unit: unit.engine.classes.list(actor(visit)))
    return [{"key": each.key, "name": each.title} for each in found]


def _opinions(visit: Visit, edition: Edition) -> dict[str, Any]:
    school, work = visit.reader.school, edition.work.key
    rating = visit.read(lambda unit: unit.library.opinions.rating(work, visit.reader.key))
    comments = visit.read(lambda unit: unit.library.opinions.comments(school, work))
    people: set[PersonKey] = {each.person for each in comments}
    names = {
        each.key: each.display_name for each in visit.read(lambda unit: unit.people.find_all(school, people))
    }
    return {
        "rating": rating,
        "stars": STARS,
        "comments": [
            {
                "key": each.key,
                "text": each.text,
                "by": names.get(each.person, ""),
                "at": each.created_at,
                "own": each.person == visit.reader.key,
            }
            for each in comments
        ],
        "deleted": visit.request.query_params.get("deleted", ""),
    }
