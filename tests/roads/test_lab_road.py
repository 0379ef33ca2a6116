"""Every lab of the library is done in a browser: from the first reading to full marks."""

from collections.abc import Callable

import pytest
from answering import enter
from benching import BenchPage
from playwright.sync_api import expect
from schools import WEEK, RoadSchool, dealt
from walking import Walker

from api.web.visits import present
from content.loader import built_in
from labs.documents.lab import Lab
from labs.judging.judge import lay_report
from labs.running.benches import Bench, open_bench
from labs.sessions import Entry
from labs.simulating.reports import write_report, write_uncertainties
from labs.simulating.sessions import measure
from library_core.identities import new_key
from library_core.people import LIBRARY
from notebooks_engine.actors import Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.teaching.assigning import Order, assign

pytestmark = pytest.mark.browser
SECRET = bytes(range(32))
"""Of the deal and of the bench: the same apparatus and the same errors in every run."""
Walk = Callable[..., Walker]
LABS = sorted(entry.name for entry in (built_in() / "labs").iterdir() if (entry / "lab.yaml").is_file())


def assigned(school: RoadSchool, name: str) -> tuple[AttemptKey, Lab]:
    """Assign a lab of the library by itself; return the first student's attempt."""
    shelf = school.application.shelf
    work = f"library/{name}"
    edition = school.application.read(lambda unit: unit.library.editions.published(LIBRARY, [work]))[work].key
    pinned = shelf.pinned(school.key, edition)
    rules = Rules(tries=2, solutions="after_answer")
    order = Order(classes=(school.room.key,), notebook=pinned, rules=rules, due_at=present() + WEEK)
    occasion = Occasion(now=present(), secret=SECRET, new_key=new_key)
    (made,) = assign(school.application.engine, school.teacher, order, shelf.supplies(school.key), occasion)
    heads = school.application.read(lambda unit: unit.engine.attempts.list_of(school.key, made.key))
    key = next(head.key for head in heads if head.student == school.students[0].person)
    return key, shelf.lab(school.key, edition)


def logged(
    school: RoadSchool, key: AttemptKey, slot: FrozenSlot, lab: Lab
) -> tuple[Bench, tuple[Entry, ...]]:
    """Return the bench as it stands on the server, and what its log has."""
    place = WorkBench(attempt=key, slot=slot.name)
    session = school.application.read(lambda unit: unit.engine.lab_sessions.find(school.key, place))
    assert session is not None
    givens = {given.name: given for given in slot.variant.given}
    return open_bench(lab, givens, session.secret), session.log


def only_watched(entry: Entry) -> bool:
    return entry.kind == "action" and not entry.wish.action


@pytest.mark.parametrize(
    ("name", "language"), [(name, "ru" if place % 2 else "en") for place, name in enumerate(LABS)]
)
def test_a_lab_is_done_from_the_first_reading_to_full_marks(
    school: RoadSchool, walk: Walk, name: str
) -> None:
    key, lab = assigned(school, name)
    (slot,) = dealt(school, 0, key).slots
    place = WorkBench(attempt=key, slot=slot.name)
    school.application.write(
        lambda unit: unit.engine.lab_sessions.open(school.students[0], place, SECRET, present())
    )
    student = walk().sign_in(school, "student-1")
    student.go(f"/assignments/{key}/labs/{slot.name}")
    bench, _ = logged(school, key, slot, lab)
    planned = measure(bench)
    readings = tuple(entry for entry in planned.log if not only_watched(entry))
    page = BenchPage(page=student.page, lab=lab)

    for entry in planned.log:
        page.follow(entry.wish)
    log = tuple(entry for entry in logged(school, key, slot, lab)[1] if not only_watched(entry))
    answers = write_report(bench, planned, slot.variant)
    report = lay_report(bench, planned.log, answers, slot.variant, "en")
    answers["uncertainty"] = write_uncertainties(
        slot.variant, {ask: spread.sd for ask, spread in report.spreads.items()}
    )
    # Lines that only watched stand between: a reading has another number than was planned.
    found = {mine.number: entry for mine, entry in zip(readings, log, strict=True)}
    for table in lab.tables:
        page.write(table, answers[f"table-{table}"]["rows"], found)
    for plot in lab.plots:
        page.plot(plot, answers[f"plot-{plot}"])
    for ask in slot.variant.asks:
        if ask.kind != "lab":
            enter(student.page, slot.name, ask, answers[ask.name])
    for ask_name, typed in answers["uncertainty"].items():
        field = student.page.locator(f'[data-uncertainty="{ask_name}"]')
        if field.count():
            field.fill(typed)
    student.page.click("[data-check]")

    assert [(each.value, each.text, each.mishap) for each in log] == [
        (each.value, each.text, each.mishap) for each in readings
    ]
    expect(student.page.locator("#bench-report [data-verdict]").first).to_be_visible()
    assert (
        student.page.locator("#bench-report [data-verdict]:not([data-verdict=right])").all_inner_texts() == []
    )
    assert student.page.locator("#bench-results .ask > .note.wrong").all_inner_texts() == []
