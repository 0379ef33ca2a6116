"""Whatever workers do in whatever order, with clocks of any speed: no job is lost, none has two hands."""

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from press_of_toys import OURS
from sqlalchemy import create_engine, insert

from library_core.adapters.job_tables import jobs as table
from library_core.adapters.sql_jobs import SqlJobs
from library_core.adapters.tables import metadata, schools
from library_core.jobs import (
    MOST_TRIES,
    Asked,
    Job,
    JobKey,
    Lease,
    LeaseKey,
    LeaseLost,
    Wanted,
    ask_for,
    cancel,
)
from library_core.leases import LONGEST_PAUSE, SILENCE, Patience, fail, finish, give_back, hold, take
from variants.texts import Text

SAID = Text(en="no", ru="нет")
WORKERS = st.integers(0, 2)


@dataclass
class Hand:
    """A worker: its own stopwatch, what it remembers, and the job that it believes to hold."""

    stopwatch: float = 0.0
    patience: Patience = field(default_factory=Patience)
    held: Lease | None = None


class Interleavings(RuleBasedStateMachine):
    asked = Bundle("asked")

    def __init__(self) -> None:
        super().__init__()
        self.connection = create_engine("sqlite://").connect()
        metadata.create_all(self.connection, tables=[schools, table])
        self.connection.execute(insert(schools).values(key=OURS, name="Ours"))
        self.jobs = SqlJobs(self.connection)
        self.hands = [Hand() for _ in range(3)]
        self.numbers = iter(range(10**6))
        self.keys: set[JobKey] = set()
        self.finished: list[JobKey] = []

    @rule(target=asked, subject=st.sampled_from(("", "a", "b")))
    def ask(self, subject: str) -> JobKey:
        new_key = lambda: f"job-{next(self.numbers)}"  # noqa: E731
        wanted = Wanted(kind="k", subject=subject)
        job = ask_for(self.jobs, wanted, Asked(school=OURS, at=0), new_key)
        self.keys.add(job.key)
        return job.key

    @rule(worker=WORKERS, seconds=st.sampled_from((0.1, 3.0, SILENCE, 10 * LONGEST_PAUSE)))
    def time_passes_for_one(self, worker: int, seconds: float) -> None:
        self.hands[worker].stopwatch += seconds

    @rule(worker=WORKERS)
    def look(self, worker: int) -> None:
        hand = self.hands[worker]
        ripe = hand.patience.ripe(self.jobs.begun(("k",), ""), hand.stopwatch)
        seen = self.jobs.fresh(("k",), "") or ripe
        if hand.held is None and seen is not None:
            self.begin(hand, seen)

    @rule(worker=WORKERS, key=asked)
    def begin_what_was_read_earlier(self, worker: int, key: JobKey) -> None:
        """Another process may have read the row before anything else happened to it."""
        job = self.jobs.find(key)
        if self.hands[worker].held is None and job is not None and job.state == "waiting":
            self.begin(self.hands[worker], job)
            assert take(self.jobs, job, LeaseKey("late"), 0) is None

    def begin(self, hand: Hand, seen: Job) -> None:
        job = take(self.jobs, seen, LeaseKey(f"lease-{next(self.numbers)}"), 0)
        if job is not None and job.lease is not None:
            hand.held = Lease(job=job.key, key=job.lease)

    @rule(worker=WORKERS, end=st.sampled_from(("beat", "write", "finish", "fail", "give back")))
    def use_the_lease(self, worker: int, end: str) -> None:
        hand = self.hands[worker]
        lease = hand.held
        if lease is None:
            return
        valid = self.valid(lease)
        try:
            if end == "beat":
                self.jobs.beat(lease, None)
            elif end == "write":
                hold(self.jobs, lease)
            elif end == "finish":
                finish(self.jobs, lease, {}, 0)
                self.finished.append(lease.job)
            elif end == "fail":
                fail(self.jobs, lease, SAID, 0)
            else:
                give_back(self.jobs, lease, 0)
        except LeaseLost:
            assert not valid
            hand.held = None
            return
        assert valid
        if end not in ("beat", "write"):
            hand.held = None

    @rule(worker=WORKERS)
    def die(self, worker: int) -> None:
        self.hands[worker] = Hand()

    @rule(key=asked)
    def cancel_it(self, key: JobKey) -> None:
        job = self.jobs.find(key)
        if job is not None and job.is_open:
            cancel(self.jobs, job, 0)

    @precondition(lambda self: self.keys)
    @invariant()
    def no_job_is_lost_or_in_two_hands(self) -> None:
        rows = {job.key: job for job in self.jobs.all(10**6)}
        assert set(rows) == self.keys
        for job in rows.values():
            assert (job.state == "running") == (job.lease is not None)
            assert 0 <= job.tries <= MOST_TRIES
        for key in self.keys:
            held = [hand.held for hand in self.hands if hand.held is not None and hand.held.job == key]
            assert sum(self.valid(lease) for lease in held) <= 1
            assert self.finished.count(key) <= 1

    def teardown(self) -> None:
        """After all workers have died, one that goes on alone brings every job to an end."""
        alone = Hand()
        for _ in range(4 * (len(self.keys) + 1)):
            open_jobs = self.jobs.begun(("k",), "")
            seen = self.jobs.fresh(("k",), "") or alone.patience.ripe(open_jobs, alone.stopwatch)
            alone.stopwatch += LONGEST_PAUSE
            if seen is not None:
                self.begin(alone, seen)
            if alone.held is not None:
                finish(self.jobs, alone.held, {}, 0)
                alone.held = None
        assert not [job for job in self.jobs.all(10**6) if job.is_open]
        self.connection.close()

    def valid(self, lease: Lease) -> bool:
        job = self.jobs.find(lease.job)
        return job is not None and job.lease == lease.key


Interleavings.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestInterleavings = Interleavings.TestCase


def job(state: str, beats: int = 0, tries: int = 1) -> Job:
    return Job(
        key=JobKey("job"),
        wanted=Wanted(kind="k"),
        school=OURS,
        person=None,
        requested_at=0,
        changed_at=0,
        state=state,  # type: ignore[arg-type]
        beats=beats,
        tries=tries,
    )


def test_a_job_whose_lease_is_counted_up_is_left_alone() -> None:
    patience = Patience(silence=10)

    found = [patience.ripe([job("running", beats=second)], float(second)) for second in range(100)]

    assert found == [None] * 100


def test_a_job_is_taken_over_after_a_silence() -> None:
    patience = Patience(silence=10)

    found = [patience.ripe([job("running")], float(second)) is not None for second in range(12)]

    assert found == [False] * 10 + [True] * 2


@pytest.mark.parametrize(("tries", "pause"), [(1, 2), (2, 8), (3, 32), (4, 128), (9, 300)])
def test_each_pause_before_a_new_try_is_longer_up_to_a_limit(tries: int, pause: int) -> None:
    patience = Patience()

    assert patience.ripe([job("waiting", tries=tries)], 0.0) is None
    assert patience.ripe([job("waiting", tries=tries)], pause - 0.1) is None
    assert patience.ripe([job("waiting", tries=tries)], float(pause)) is not None
