"""A whole report at a bench in a browser, as an honest student makes it by the lab's own protocol."""

from answering import enter
from benching import BenchPage
from playwright.sync_api import Page
from schools import RoadSchool

from api.web.visits import present
from labs.documents.lab import Lab
from labs.judging.judge import lay_report
from labs.running.benches import Bench, open_bench
from labs.sessions import Entry
from labs.simulating.reports import write_report, write_uncertainties
from labs.simulating.sessions import measure
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.lab_sessions import WorkBench

SECRET = bytes(range(32))
"""Of every bench: the same errors of instruments in every run."""


def sit_down(school: RoadSchool, number: int, key: AttemptKey, slot: FrozenSlot, lab: Lab) -> Bench:
    """Open the bench of the student of this number with a known secret."""
    place, student = WorkBench(attempt=key, slot=slot.name), school.students[number]
    school.application.write(lambda unit: unit.engine.lab_sessions.open(student, place, SECRET, present()))
    return open_bench(lab, {given.name: given for given in slot.variant.given}, SECRET)


def write_at_bench(page: Page, school: RoadSchool, key: AttemptKey, slot: FrozenSlot, bench: Bench) -> None:
    """Measure by the protocol of the lab, and fill in its tables, plots, results and conclusions."""
    planned, at_bench = measure(bench), BenchPage(page=page, lab=bench.lab)
    for entry in planned.log:
        at_bench.follow(entry.wish)
    log = {entry.number: entry for entry in _log(school, key, slot)}
    answers = write_report(bench, planned, slot.variant)
    report = lay_report(bench, planned.log, answers, slot.variant, "en")
    for table in bench.lab.tables:
        at_bench.write(table, answers[f"table-{table}"]["rows"], log)
    for plot in bench.lab.plots:
        at_bench.plot(plot, answers[f"plot-{plot}"])
    for ask in slot.variant.asks:
        if ask.kind != "lab":
            enter(page, slot.name, ask, answers[ask.name])
    spreads = {ask: spread.sd for ask, spread in report.spreads.items()}
    for name, typed in write_uncertainties(slot.variant, spreads).items():
        field = page.locator(f'[data-uncertainty="{name}"]')
        if field.count():
            field.fill(typed)


def _log(school: RoadSchool, key: AttemptKey, slot: FrozenSlot) -> tuple[Entry, ...]:
    place = WorkBench(attempt=key, slot=slot.name)
    session = school.application.read(lambda unit: unit.engine.lab_sessions.find(school.key, place))
    assert session is not None
    return session.log
