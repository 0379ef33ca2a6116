"""Jobs are kept once, begun by one at a time, tried again a bounded number of times, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count

import pytest
from press_of_toys import AUTHOR, OURS, REVIEWER, THEIRS, populate
from sqlalchemy import Connection

from library_core.adapters.database import Database
from library_core.adapters.job_tables import jobs as table
from library_core.adapters.sql_jobs import jobs_alone
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.jobs import (
    LAST,
    MOST_TRIES,
    SOMEBODY_WAITS,
    Asked,
    Job,
    JobKey,
    JobMissing,
    Lease,
    LeaseKey,
    LeaseLost,
    Progress,
    Wanted,
    ask_for,
    cancel,
    find_own,
    repeat,
)
from library_core.leases import fail, finish, give_back, hold, refuse, stop, take
from library_core.library import Library, LibraryStore
from variants.texts import Text

KINDS = ("speak", "deal")
ASKED = Asked(school=OURS, at=10, person=AUTHOR)
SAID = Text(en="no voice", ru="нет голоса")


@pytest.fixture
def store(database: Database) -> LibraryStore:
    store = SqlLibraryStore(database)
    store.write(populate)
    return store


_NUMBERS = count()


def key() -> str:
    return f"job-{next(_NUMBERS)}"


def asked(store: LibraryStore, kind: str = "speak", subject: str = "book", **more: object) -> Job:
    wanted = replace(Wanted(kind=kind, subject=subject), **more)  # type: ignore[arg-type]
    return store.write(lambda library: ask_for(library.jobs, wanted, ASKED, key))


def begin(store: LibraryStore, lease: str = "mine") -> Job:
    def write(library: Library) -> Job | None:
        seen = library.jobs.fresh(KINDS, "here") or next(iter(library.jobs.begun(KINDS, "here")))
        return take(library.jobs, seen, LeaseKey(lease), 20)

    job = store.write(write)
    assert job is not None
    return job


def lease_of(job: Job) -> Lease:
    assert job.lease is not None
    return Lease(job=job.key, key=job.lease)


def now(store: LibraryStore, job: Job) -> Job:
    found = store.read(lambda library: library.jobs.find(job.key))
    assert found is not None
    return found


def test_a_job_is_kept_as_it_was_asked_for(store: LibraryStore) -> None:
    job = asked(store, order={"edition": "e", "words": ["ё"]}, turn=2)

    assert now(store, job) == job
    assert job.wanted.order == {"edition": "e", "words": ["ё"]}


def test_a_job_is_asked_for_with_what_needs_it_or_not_at_all(store: LibraryStore) -> None:
    def write(library: Library) -> None:
        ask_for(library.jobs, Wanted(kind="speak"), ASKED, key)
        raise KeyError

    with pytest.raises(KeyError):
        store.write(write)

    assert store.read(lambda library: library.jobs.all(9)) == ()


def test_an_open_job_of_the_same_subject_is_the_same_job(store: LibraryStore) -> None:
    first = asked(store)

    assert asked(store) == first
    assert asked(store, subject="other").key != first.key
    assert asked(store, kind="deal").key != first.key


def test_jobs_without_a_subject_are_never_the_same(store: LibraryStore) -> None:
    assert asked(store, subject="").key != asked(store, subject="").key


def test_what_has_ended_can_be_asked_for_again(store: LibraryStore) -> None:
    first = asked(store)
    job = begin(store)
    store.write(lambda library: finish(library.jobs, lease_of(job), {}, 30))

    second = asked(store)

    assert second.key != first.key
    assert store.read(lambda library: library.jobs.latest(OURS, "speak", "book")) == second


def test_a_lower_turn_goes_first_and_then_who_asked_first(store: LibraryStore) -> None:
    later = asked(store, subject="later", turn=2)
    first, second = asked(store, subject="first"), asked(store, subject="second")

    order = [begin(store, str(number)).key for number in range(3)]

    assert order == [first.key, second.key, later.key]


def test_a_job_that_somebody_waits_for_by_now_comes_first(store: LibraryStore) -> None:
    asked(store, subject="first", turn=LAST)
    second = asked(store, subject="second", turn=LAST)

    hurried = asked(store, subject="second", turn=SOMEBODY_WAITS)

    assert (hurried.key, hurried.wanted.turn) == (second.key, SOMEBODY_WAITS)
    assert begin(store).key == second.key


def test_who_is_in_no_hurry_sends_nobody_back(store: LibraryStore) -> None:
    hurried = asked(store, turn=SOMEBODY_WAITS)

    assert asked(store, turn=LAST) == hurried
    assert store.read(lambda library: library.jobs.find(hurried.key)) == hurried


def test_only_workers_of_its_place_and_kind_begin_a_job(store: LibraryStore) -> None:
    asked(store, place="there")

    assert not store.read(lambda library: library.jobs.waits(KINDS, "here"))
    assert not store.read(lambda library: library.jobs.waits(("deal",), "there"))
    assert store.read(lambda library: library.jobs.waits(KINDS, "there"))


def test_a_job_that_was_seen_by_two_is_begun_by_one(store: LibraryStore) -> None:
    seen = asked(store)

    taken = [
        store.write(lambda library, name=name: take(library.jobs, seen, LeaseKey(name), 20))  # type: ignore[misc]
        for name in ("one", "two")
    ]

    assert [job is None for job in taken] == [False, True]


def test_many_who_look_at_once_begin_every_job_once(store: LibraryStore) -> None:
    keys = {asked(store, subject=f"book-{number}").key for number in range(24)}

    def begin_all(_hand: int) -> list[JobKey]:
        found: list[JobKey] = []
        while store.read(lambda library: library.jobs.waits(KINDS, "here")):
            job = store.write(begin_fresh)
            found += [] if job is None else [job.key]
        return found

    with ThreadPoolExecutor(6) as hands:
        begun = [key for found in hands.map(begin_all, range(6)) for key in found]

    assert sorted(begun) == sorted(keys)


def test_a_worker_begins_a_job_in_a_transaction_of_its_own_kind(
    store: LibraryStore, database: Database
) -> None:
    first = asked(store, subject="first")

    def begin_alone(connection: Connection) -> Job | None:
        jobs = jobs_alone(connection)
        seen = jobs.fresh(KINDS, "here")
        return None if seen is None else take(jobs, seen, LeaseKey("mine"), 20)

    begun = database.write(begin_alone)

    assert begun is not None
    assert (begun.key, now(store, first).state) == (first.key, "running")


def begin_fresh(library: Library) -> Job | None:
    seen = library.jobs.fresh(KINDS, "here")
    return None if seen is None else take(library.jobs, seen, LeaseKey(key()), 20)


def test_progress_is_kept_and_counts_the_lease_up(store: LibraryStore) -> None:
    asked(store)
    job = begin(store)

    store.write(lambda library: library.jobs.beat(lease_of(job), Progress(done=3, total=9)))

    assert (now(store, job).progress, now(store, job).beats) == (Progress(done=3, total=9), 1)


def test_who_has_lost_the_lease_can_write_nothing(store: LibraryStore) -> None:
    asked(store)
    old = begin(store, "old")
    new = begin(store, "new")

    for write in (
        lambda library: hold(library.jobs, lease_of(old)),
        lambda library: finish(library.jobs, lease_of(old), {}, 30),
        lambda library: fail(library.jobs, lease_of(old), SAID, 30),
    ):
        with pytest.raises(LeaseLost):
            store.write(write)
    assert now(store, new) == new


def test_what_came_of_a_job_is_kept(store: LibraryStore) -> None:
    asked(store)
    job = begin(store)

    store.write(lambda library: finish(library.jobs, lease_of(job), {"edition": "e"}, 30))

    ended = now(store, job)
    assert (ended.state, ended.outcome, ended.lease, ended.changed_at) == ("done", {"edition": "e"}, None, 30)


def test_a_refusal_says_why_and_is_not_tried_again(store: LibraryStore) -> None:
    asked(store)
    job = begin(store)

    store.write(lambda library: refuse(library.jobs, lease_of(job), (SAID, {"problems": []}), 30))

    assert (now(store, job).state, now(store, job).said) == ("refused", SAID)
    assert store.read(lambda library: library.jobs.begun(KINDS, "here")) == ()


def test_what_fails_is_tried_again_a_bounded_number_of_times_and_then_parked(store: LibraryStore) -> None:
    asked(store)

    for number in range(MOST_TRIES):
        job = begin(store)
        assert job.tries == number + 1
        store.write(lambda library, job=job: fail(library.jobs, lease_of(job), SAID, 30))  # type: ignore[misc]

    assert (now(store, job).state, now(store, job).said) == ("parked", SAID)


def test_a_job_that_kills_its_workers_is_parked_in_words(store: LibraryStore) -> None:
    job = asked(store)
    for number in range(MOST_TRIES):
        begin(store, str(number))

    assert store.write(lambda library: take(library.jobs, now(store, job), LeaseKey("more"), 40)) is None

    assert now(store, job).state == "parked"
    assert now(store, job).said.languages == ("en", "ru")


def test_a_worker_that_leaves_gives_the_job_back_untried(store: LibraryStore) -> None:
    asked(store)
    job = begin(store)

    store.write(lambda library: give_back(library.jobs, lease_of(job), 30))

    assert (now(store, job).state, now(store, job).tries) == ("waiting", 0)
    assert begin(store).key == job.key


def test_a_waiting_job_is_cancelled_at_once(store: LibraryStore) -> None:
    job = asked(store)

    store.write(lambda library: cancel(library.jobs, job, 30))

    assert now(store, job).state == "cancelled"
    assert not store.read(lambda library: library.jobs.waits(KINDS, "here"))


def test_a_running_job_learns_that_it_is_to_stop(store: LibraryStore) -> None:
    asked(store)
    job = begin(store)

    store.write(lambda library: cancel(library.jobs, job, 30))

    assert store.write(lambda library: library.jobs.beat(lease_of(job), None))
    store.write(lambda library: stop(library.jobs, lease_of(job), 40))
    assert now(store, job).state == "cancelled"


def test_who_asks_again_for_what_was_cancelled_gets_a_job_of_its_own(store: LibraryStore) -> None:
    first = asked(store)
    begun = begin(store)
    store.write(lambda library: cancel(library.jobs, now(store, first), 5))

    second = asked(store)

    assert second.key != first.key
    assert now(store, first).state == "cancelled"
    with pytest.raises(LeaseLost):
        store.write(lambda library: stop(library.jobs, lease_of(begun), 6))
    assert now(store, second).state == "waiting"


@pytest.mark.parametrize("end", ["failed", "died"])
def test_a_job_that_was_cancelled_is_not_begun_again(store: LibraryStore, end: str) -> None:
    asked(store)
    job = begin(store)
    store.write(lambda library: cancel(library.jobs, job, 30))

    if end == "failed":
        store.write(lambda library: fail(library.jobs, lease_of(job), SAID, 40))
    else:
        assert store.write(lambda library: take(library.jobs, now(store, job), LeaseKey("b"), 40)) is None

    assert now(store, job).state == "cancelled"


def test_what_was_cancelled_can_begin_anew(store: LibraryStore) -> None:
    job = asked(store)
    store.write(lambda library: cancel(library.jobs, job, 30))

    assert store.write(lambda library: repeat(library.jobs, now(store, job), 40))

    assert begin(store).tries == 1


def test_what_was_asked_for_again_meanwhile_does_not_begin_anew(store: LibraryStore) -> None:
    job = asked(store)
    store.write(lambda library: cancel(library.jobs, job, 30))
    asked(store)

    assert not store.write(lambda library: repeat(library.jobs, now(store, job), 40))


def test_nobody_finds_the_job_of_another_person(store: LibraryStore) -> None:
    job = asked(store)

    for other in (
        replace(ASKED, person=REVIEWER),
        replace(ASKED, school=THEIRS),
        replace(ASKED, person=None),
    ):
        with pytest.raises(JobMissing):
            store.read(lambda library, other=other: find_own(library.jobs, job.key, other))  # type: ignore[misc]
    assert store.read(lambda library: find_own(library.jobs, job.key, ASKED)) == job
    assert store.read(lambda library: library.jobs.of_person(OURS, REVIEWER, 9)) == ()


def test_open_jobs_are_listed_before_those_that_have_ended(store: LibraryStore) -> None:
    still = asked(store, subject="still")
    ended = asked(store, subject="ended")
    store.write(lambda library: cancel(library.jobs, ended, 30))

    assert [job.key for job in store.read(lambda library: library.jobs.of_person(OURS, AUTHOR, 9))] == [
        still.key,
        ended.key,
    ]
    assert store.read(lambda library: library.jobs.count()) == {
        ("speak", "waiting"): 1,
        ("speak", "cancelled"): 1,
    }


def test_what_ended_long_ago_is_forgotten_but_not_what_is_parked(
    store: LibraryStore, database: Database
) -> None:
    for state in ("done", "parked", "waiting"):
        job = asked(store, subject=state)
        database.write(
            lambda connection, job=job, state=state: connection.execute(  # type: ignore[misc]
                table.update().where(table.c.key == job.key).values(state=state)
            )
        )

    assert store.write(lambda library: library.jobs.forget_ended(1000)) == 1

    assert store.read(lambda library: library.jobs.find(JobKey("none"))) is None
    assert len(store.read(lambda library: library.jobs.all(9))) == 2
