"""Open a bench: the lab, the student's own apparatus, and the session that stands at it.

The document of the lab is read outside of any transaction, and so is everything that the model computes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from labs.documents.lab import Lab
from labs.running.benches import Bench
from labs.running.looking import look, standing_of
from labs.running.taking import placed, watches_left
from labs.sessions import Entry, Refused, View, Wish
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.benches import bench_of
from notebooks_engine.benching.slots import Labs, is_lab
from notebooks_engine.deadlines import refuse_by_date
from notebooks_engine.lab_sessions import BenchGate, BenchPlace, LabSession, WorkBench
from notebooks_engine.refusals import BadEntry, NotNow, missing_work
from notebooks_engine.repositories import Engine, Store
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBench:
    """A bench with what was done at it; `refusal` says why nothing more can be done now (None: it can).

    `bench` and `session` hold what no page may know. `left` is how many more readings can be taken. `gate` is
    that of an attempt's bench; `recalled` tells that all of it is as some earlier request has left it.
    """

    place: BenchPlace
    frozen: FrozenSlot
    bench: Bench = field(repr=False)
    session: LabSession
    refusal: Text | None
    gate: BenchGate | None = None
    recalled: bool = False

    @property
    def lab(self) -> Lab:
        """The document."""
        return self.bench.lab

    @property
    def log(self) -> tuple[Entry, ...]:
        """What was done, first to last."""
        return self.session.log

    @property
    def left(self) -> int:
        """How many more readings can be taken."""
        return max(self.lab.quota - sum(entry.kind == "reading" for entry in self.log), 0)

    @property
    def watches(self) -> int:
        """How many more lines without a reading or an action the log takes."""
        return watches_left(self.lab, self.log)

    @property
    def is_live(self) -> bool:
        """Whether an instrument shows something of the apparatus all the time."""
        machine = self.bench.machine
        live = (gauge for gauge in machine.gauges.values() if gauge.instrument.live)
        return any(machine.tells(gauge.reads, gauge.when) for gauge in live)

    def has_seen(self, wish: Wish) -> bool:
        """Tell whether the log has a line for these settings at this time. Raises BadEntry."""
        try:
            return standing_of(self.bench, self.log, placed(self.bench, self.log, wish)) != "unseen"
        except Refused as refused:
            raise BadEntry(refused.message) from refused

    def with_entry(self, entry: Entry, request: str) -> "OpenBench":
        """Return the bench after one more line of its log."""
        return replace(self, session=self.session.with_entry(entry, request))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A bench at one moment, before its lab is read."""

    frozen: FrozenSlot
    refusal: Text | None
    session: LabSession | None
    gate: BenchGate | None = None


def open_bench_of(
    store: Store, student: Actor, place: BenchPlace, labs: Labs, occasion: Occasion
) -> OpenBench:
    """Open one's own bench; the first time its session is made, with the occasion's secret.

    Raises Missing for a bench that isn't theirs, or a slot that holds no lab.
    """
    standing = store.read(lambda engine: stand_at(engine, student, place, occasion.now))
    session = standing.session

    def begin(engine: Engine) -> LabSession:
        stand_at(engine, student, place, occasion.now)
        return engine.lab_sessions.open(student, place, occasion.secret, occasion.now)

    return _open(labs, place, standing, session or store.write(begin))


def open_taught_bench(store: Store, teacher: Actor, where: WorkBench, labs: Labs) -> OpenBench:
    """Open a student's bench to step through what they did; nothing can be done at it.

    Raises Missing, and NotNow if the student hasn't opened it yet.
    """

    def read(engine: Engine) -> Standing:
        opened = engine.attempts.open_taught(teacher, where.attempt)
        frozen = opened.attempt.slot(where.slot) if opened else None
        if opened is None or frozen is None or not is_lab(frozen.shown):
            raise missing_work()
        refusal = Text(en="Only the student can measure here.", ru="Измерять здесь может только ученик.")
        return Standing(frozen=frozen, refusal=refusal, session=opened.sessions.get(where.slot))

    standing = store.read(read)
    if standing.session is None:
        raise NotNow(
            Text(
                en="The student has not opened this lab yet.",
                ru="Ученик ещё не открывал эту лабораторную работу.",
            )
        )
    return _open(labs, where, standing, standing.session)


def look_of(opened: OpenBench, wish: Wish, spans: Mapping[str, str] | None = None) -> View:
    """Return what the page may know at these settings, with instruments on these spans. Raises BadEntry."""
    try:
        return look(opened.bench, opened.log, wish, spans)
    except Refused as refused:
        raise BadEntry(refused.message) from refused


def stand_at(engine: Engine, person: Actor, place: BenchPlace, now: int) -> Standing:
    """Return the person's own bench as it stands. Raises Missing."""
    if isinstance(place, WorkBench):
        stand = engine.lab_sessions.stand(person, place)
        if stand is None or not is_lab(stand.frozen.shown):
            raise missing_work()
        refusal = refuse_by_date(stand.gate.assignment, now)
        return Standing(frozen=stand.frozen, refusal=refusal, session=stand.session, gate=stand.gate)
    run = engine.practices.find(person, place.run)
    if run is None or not is_lab(run.frozen.shown):
        raise missing_work()
    session = engine.lab_sessions.find(person.school, place)
    return Standing(frozen=run.frozen, refusal=None, session=session)


def _open(labs: Labs, place: BenchPlace, standing: Standing, session: LabSession) -> OpenBench:
    return OpenBench(
        place=place,
        frozen=standing.frozen,
        bench=bench_of(standing.frozen, session, labs),
        session=session,
        refusal=standing.refusal,
        gate=standing.gate,
    )
