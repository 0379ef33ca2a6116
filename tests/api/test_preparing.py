"""Tasks of the built-in library are published at once; their pools are made later, wanted ones first."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from databases import DATABASES, lent_settings
from written_soon import written_soon

from api.bootstrap import Application, open_application
from api.jobs.pools import (
    Preparation,
    ask_for_pools,
    derive,
    derive_lacking,
    unprepared,
    want_pools,
)
from api.jobs.working import work_off
from api.shelf import PoolLacking
from api.task_pools import CERTIFICATE_RECIPE, POOL_RECIPE, prove_later, prove_published
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import TASK as TASK_KIND
from content.readers import readers
from content.tables import library_tables
from library_core.editions import EditionKey
from library_core.jobs import SOMEBODY_WAITS
from library_core.library import Act
from library_core.objects import put_bytes
from library_core.people import LIBRARY, SchoolKey
from library_core.publishing import files_of
from variants.problems import DocumentRefused
from variants.proofs import proving

TASK = "board-is-raised"
SCHOOL = SchoolKey("school")
NOW = 1_790_000_000_000


@pytest.fixture(params=DATABASES)
def application(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Application]:
    """An installation with one task that was published and not proven yet."""
    document = next(one for one in find_documents(built_in()) if f"{TASK}.yaml" in one.upload.files)
    with (
        lent_settings(request, tmp_path) as settings,
        contextlib.closing(open_application(settings)) as application,
    ):
        press = replace(application.press, readers=readers(library_tables(), prove_later, prove_later))
        act = Act(school=LIBRARY, at=present())
        assert [outcome.problems for outcome in publish_documents(press, [document], act)] == [()]
        yield application


def test_a_published_task_without_a_pool_is_prepared(application: Application) -> None:
    assert ask_for_pools(application) == 1

    work_off(application)

    assert unprepared(application) == ()
    assert ask_for_pools(application) == 0


def test_a_pool_is_asked_for_once_however_many_servers_start(application: Application) -> None:
    for _ in range(3):
        ask_for_pools(application)

    assert application.read(lambda unit: unit.library.jobs.count()) == {("pool", "waiting"): 1}


def test_a_pool_that_can_be_read_is_not_made_again(application: Application) -> None:
    (edition,) = unprepared(application)
    made = derive(TASK_KIND, files_of(application.objects, edition))

    assert derive_lacking(TASK_KIND, files_of(application.objects, edition), made[POOL_RECIPE]) == {}


def test_a_pool_that_cannot_be_read_is_made_anew(application: Application) -> None:
    (edition,) = unprepared(application)
    stale = put_bytes(application.objects, b"tetrad pool 0 of another task")
    application.write(lambda unit: unit.library.derived.keep(edition.key, POOL_RECIPE, stale))
    assert want_pools(application, SCHOOL, [edition.key], NOW).lacking == 1
    written_soon(application)

    work_off(application)

    assert application.shelf.lacking(SCHOOL, [edition.key]) == ()
    assert application.shelf.supply(SCHOOL, edition.key).assemble(0).certificate["variants"] > 0


def test_nobody_makes_a_pool_by_asking_for_its_variants(application: Application) -> None:
    (edition,) = unprepared(application)

    with pytest.raises(PoolLacking):
        application.shelf.supply(SCHOOL, edition.key)

    assert unprepared(application) == (edition,)
    assert application.shelf.pool_counts() == {"memory": 0, "store": 0, "lacking": 1}


def test_a_wanted_pool_is_one_job_before_all_others_however_many_want_it(application: Application) -> None:
    ask_for_pools(application)
    (edition,) = unprepared(application)

    with ThreadPoolExecutor(4) as nodes, contextlib.closing(open_application(application.settings)) as other:
        here = (application, other) * 4
        told = list(nodes.map(lambda each: want_pools(each, SCHOOL, [edition.key], NOW), here))

    written_soon(application)
    (job,) = application.read(lambda unit: unit.library.jobs.all(9))
    assert told == [Preparation(total=1, lacking=1)] * 8
    assert (job.wanted.turn, job.school) == (SOMEBODY_WAITS, LIBRARY)


def test_a_pool_that_was_given_up_is_said_to_be_and_not_asked_for_again(application: Application) -> None:
    ask_for_pools(application)
    (job,) = application.read(lambda unit: unit.library.jobs.all(9))
    application.write(lambda unit: unit.library.jobs.exchange(job, job.ended("parked", NOW)))

    far = want_pools(application, SCHOOL, [EditionKey(job.wanted.subject)], NOW)

    assert far == Preparation(total=1, lacking=1, stuck=1)
    assert application.read(lambda unit: unit.library.jobs.count()) == {("pool", "parked"): 1}


def test_a_task_in_use_that_is_refused_by_now_keeps_a_pool_and_says_so(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DocumentRefused([])

    (edition,) = unprepared(application)
    task = application.shelf.task(LIBRARY, edition.key)
    monkeypatch.setattr(proving, "certify", refuse)

    made = prove_published(task)

    assert set(made) == {POOL_RECIPE, CERTIFICATE_RECIPE}
    assert b"refused" in made[CERTIFICATE_RECIPE]
