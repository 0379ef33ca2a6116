"""Tasks of the built-in library are published at once; their pools are made later, or when asked for."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.bootstrap import Application, open_application
from api.preparing import prepare, unprepared
from api.settings import Settings
from api.task_pools import CERTIFICATE_RECIPE, POOL_RECIPE, prove_later, prove_published
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from library_core.library import Act
from library_core.people import LIBRARY, SchoolKey
from variants.problems import DocumentRefused
from variants.proofs import proving

TASK = "board-is-raised"


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    """An installation with one task that was published and not proven yet."""
    document = next(one for one in find_documents(built_in()) if f"{TASK}.yaml" in one.upload.files)
    with contextlib.closing(open_application(Settings(data=tmp_path))) as application:
        press = replace(application.press, readers=readers(library_tables(), prove_later, prove_later))
        act = Act(school=LIBRARY, at=present())
        assert [outcome.problems for outcome in publish_documents(press, [document], act)] == [()]
        yield application


def test_a_published_task_without_a_pool_is_prepared(application: Application) -> None:
    waiting = unprepared(application)

    ready = list(prepare(application, waiting, workers=1))

    assert [edition.work.identifier for edition in ready] == [TASK]
    assert unprepared(application) == ()


def test_a_pool_that_is_asked_for_first_is_proven_then_and_kept(application: Application) -> None:
    (edition,) = unprepared(application)

    supply = application.shelf.supply(SchoolKey("school"), edition.key)

    assert supply.assemble(0).certificate["variants"] > 0
    assert unprepared(application) == ()


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
