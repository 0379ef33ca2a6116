"""What students and teachers were told is compared with what stands in the database."""

from collections import Counter
from collections.abc import Iterator, Sequence

from api.bootstrap import Application
from benchmarks.faults.classroom import CHECKED, DRAFTED, MARKED, Classroom, Seat
from benchmarks.faults.ledger import Acknowledged, Kind, Ledger
from benchmarks.laboratory import SLOT, Place
from benchmarks.school import SCHOOL, Desk, occasion
from labs.running.replaying import replay
from notebooks_engine.benching.opening import open_bench_of
from notebooks_engine.grading import grade_slot
from notebooks_engine.lab_sessions import WorkBench, digest_request
from notebooks_engine.repositories import OpenedAttempt
from notebooks_engine.studying.checking import Entered, check_slot


def audit_work(application: Application, classroom: Classroom, ledger: Ledger) -> Iterator[str]:
    """Yield what is lost, doubled or wrong in the students' attempts."""
    for seat in classroom.seats:
        opened = _open(application, seat.desk)
        yield from _submissions(application, opened, ledger)
        yield from _draft(opened, ledger, seat)
        yield from _marks(opened, ledger)
        yield from _grades(application, seat.desk, opened)
    for bench in classroom.benches:
        yield from _readings(application, bench, ledger)


def _open(application: Application, desk: Desk) -> OpenedAttempt:
    opened = application.read(lambda unit: unit.engine.attempts.open_own(desk.student, desk.attempt))
    if opened is None:
        raise LookupError(desk.attempt)
    return opened


def _submissions(application: Application, opened: OpenedAttempt, ledger: Ledger) -> Iterator[str]:
    place = (opened.attempt.key, CHECKED)
    there = opened.submissions_of(CHECKED)
    yield from _once_each(ledger, "submission", place, [one.request for one in there])
    tries = [one.try_number for one in there]
    if tries != list(range(1, len(tries) + 1)):
        yield f"{place}: tries are counted {tries}"
    frozen = opened.attempt.slot(CHECKED)
    labs = application.shelf.labs(SCHOOL)
    for one in there:
        entered = Entered(answers=one.answers, language=one.language)
        if frozen is None or check_slot(frozen, entered, None, labs) != one.verdicts:
            yield f"{place}: try {one.try_number} is judged otherwise when it is checked again"


def _once_each(ledger: Ledger, kind: Kind, place: tuple[str, ...], there: Sequence[str]) -> Iterator[str]:
    """Yield which acknowledged keys of a place are not there, which are twice, and which nobody sent."""
    counted = Counter(there)
    for entry in ledger.of(kind):
        if entry.place == place and counted[entry.key] != 1:
            yield f"{kind} {entry.key} of {place} is there {counted[entry.key]} times"
    for key, count in counted.items():
        if count > 1:
            yield f"{kind} {key} of {place} is there {count} times"
        if key not in ledger.sent[kind]:
            yield f"{kind} {key} of {place} was never sent"


def _draft(opened: OpenedAttempt, ledger: Ledger, seat: Seat) -> Iterator[str]:
    place = (opened.attempt.key, DRAFTED)
    last = ledger.latest("draft").get(place)
    if last is None:
        return
    ask = seat.drafted.removeprefix("answer.")
    stored = opened.drafts.get(DRAFTED)
    written = str(stored.answers.get(ask)) if stored else ""
    acknowledged = [entry.said for entry in ledger.of("draft") if entry.place == place]
    later = f"{opened.attempt.key} {written}" in ledger.sent["draft"] and written not in acknowledged
    if written != last.said and not later:
        yield f"draft of {place} is {written!r}, and {last.said!r} was acknowledged last"


def _marks(opened: OpenedAttempt, ledger: Ledger) -> Iterator[str]:
    place = (opened.attempt.key, MARKED)
    there = opened.marks_of(MARKED)
    yield from _once_each(ledger, "mark", place, [one.comment for one in there])
    in_force = [one.comment for one in there if one.undone_at is None]
    if there and len(in_force) != 1:
        yield f"{place}: {len(in_force)} marks are in force"
    last = ledger.latest("mark").get(place)
    if last is not None and in_force and _is_before(in_force[0], last, ledger, place):
        yield f"{place}: {in_force[0]!r} is in force, and {last.key!r} was acknowledged last"


def _is_before(comment: str, last: Acknowledged, ledger: Ledger, place: tuple[str, ...]) -> bool:
    return comment != last.key and any(
        entry.key == comment for entry in ledger.of("mark") if entry.place == place
    )


def _grades(application: Application, desk: Desk, opened: OpenedAttempt) -> Iterator[str]:
    """Yield the slots whose kept points are not those that their submissions and marks give."""
    kept = application.read(lambda unit: unit.engine.submissions.grades_of_student(desk.student))
    for frozen in opened.attempt.slots:
        submissions, marks = opened.submissions_of(frozen.name), opened.marks_of(frozen.name)
        if not submissions and not marks:
            continue
        if kept.get(desk.attempt, {}).get(frozen.name) != grade_slot(frozen, submissions, marks):
            yield f"{desk.attempt}, slot {frozen.name}: the gradebook has other points than the answers"


def _readings(application: Application, bench: Place, ledger: Ledger) -> Iterator[str]:
    """Yield readings that are not in the log under their number, and logs that don't play again."""
    where = WorkBench(attempt=bench.desk.attempt, slot=SLOT)
    labs = application.shelf.labs(SCHOOL)
    opened = open_bench_of(application.engine, bench.desk.student, where, labs, occasion())
    numbers = [entry.number for entry in opened.log]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"{bench.path}: the log is numbered {numbers}"
    kept = opened.session.requests
    if len(set(kept)) != len(kept):
        yield f"{bench.path}: a request stands in the log twice"
    for entry in ledger.of("reading"):
        if entry.place[0] != bench.desk.attempt:
            continue
        if [at for at, one in enumerate(kept, start=1) if one == digest_request(entry.key)] != [
            int(entry.said)
        ]:
            yield f"{bench.path}: reading {entry.said}, acknowledged, is not in the log under its number"
    if replay(opened.bench, opened.log) != opened.log:
        yield f"{bench.path}: the log gives other readings when it is played again"
