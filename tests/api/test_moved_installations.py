"""A school moves from one machine to PostgreSQL and S3 and back: rows, objects and pages stay the same."""

import difflib
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from backed_up import Installation, installation, key_file, tetrad
from databases import postgresql_url
from school_worlds import Browser, Schools, Things, World
from seaweed import Seaweed
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import open_application
from deploy.local.postgres import Cluster

pytestmark = pytest.mark.slow

ONLY_ONCE: Final = re.compile(r'name="(?:csrf|idempotency)" value="[^"]*"')
"""What differs each time that the same page is asked for."""
Pages = Mapping[str, str]


def paths_of(things: Things) -> Mapping[str, tuple[str, ...]]:
    """Return the pages that tell most, by who looks at them."""
    gradebook, assigned = f"/classes/{things.class_}/gradebook", f"/assigned/{things.assignment}"
    attempt = f"/assignments/{things.attempt}"
    return {
        "student": (
            "/assignments",
            attempt,
            f"/practice/{things.run}",
            f"/textbooks/{things.textbook}/notes.md",
        ),
        "teacher": (
            gradebook,
            f"{gradebook}.csv",
            assigned,
            f"{assigned}/copies",
            f"{assigned}/points.csv",
            "/queue",
        ),
        "publisher": (
            f"/documents/{things.draft}",
            f"/textbooks/{things.textbook}/export.epub",
            "/catalogue",
        ),
    }


def pages_of(place: Installation, things: Things, tokens: Mapping[str, str]) -> Pages:
    """Return every such page byte for byte, but for what is made anew each time."""
    application = open_application(place.settings)
    found = {}
    with TestClient(create_app(application)) as client:
        world = World(
            application=application, client=client, north=things, south=things, library_edition=things.edition
        )
        for who, paths in paths_of(things).items():
            browser = Browser(world=world, token=tokens[who])
            for path in paths:
                response = browser.get(path)
                assert response.status_code == 200, (who, path)
                found[f"{who} {path}"] = ONLY_ONCE.sub("", response.content.decode("latin-1"))
    application.close()
    return found


def differences(before: Pages, after: Pages) -> list[str]:
    """Return the lines that differ, with their pages."""
    return [
        f"{page}: {line!r}"
        for page in before
        for line in difflib.ndiff(before[page].splitlines(), after[page].splitlines())
        if not line.startswith("  ")
    ]


@pytest.fixture
def first(schools: Schools, tmp_path: Path) -> Installation:
    """One machine with both schools."""
    shutil.copytree(schools[0] / "data", tmp_path / "first")
    return installation(tmp_path / "first")


@pytest.fixture
def tokens(first: Installation, schools: Schools) -> Mapping[str, str]:
    """Sessions of everybody in the first school; they go on wherever the school moves."""
    application = open_application(first.settings)
    world = World(
        application=application,
        client=TestClient(create_app(application)),
        north=schools[1],
        south=schools[2],
        library_edition=schools[3],
    )
    # Whoever works now is shown as working for two minutes; the pages are compared later.
    with application.database.engine.begin() as connection:
        connection.execute(text("UPDATE attempts SET active_at = 1"))
    begun = {who: world.browser(schools[1], who).token for who in schools[1].people}
    application.close()
    return begun


@pytest.fixture
def second(cluster: Cluster, seaweed: Seaweed, tmp_path: Path) -> Iterator[Installation]:
    """An empty PostgreSQL and an empty bucket."""
    seaweed.client()
    with postgresql_url(cluster) as url:
        yield installation(tmp_path / "second", database=url, objects=seaweed.bucket())


def test_a_school_moves_to_a_cluster_and_back_and_nothing_changes(
    first: Installation,
    second: Installation,
    schools: Schools,
    tokens: Mapping[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    third = installation(tmp_path / "third")
    before = pages_of(first, schools[1], tokens)
    rows = first.rows()

    with key_file(tmp_path) as key:
        for number, (old, new) in enumerate(((first, second), (second, third))):
            old.use(monkeypatch)
            assert tetrad("backup", tmp_path / f"{number}.tetrad", "--key", key) == 0
            new.use(monkeypatch)
            assert tetrad("restore", tmp_path / f"{number}.tetrad", "--key", key) == 0

    assert third.rows() == rows
    assert third.objects().keys() == first.needed()
    assert third.objects().items() <= second.objects().items()
    assert differences(before, pages_of(second, schools[1], tokens)) == []
    assert differences(before, pages_of(third, schools[1], tokens)) == []


def test_a_cluster_numbers_on_behind_what_was_restored(
    first: Installation,
    second: Installation,
    schools: Schools,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first.use(monkeypatch)
    assert tetrad("backup", tmp_path / "backup") == 0
    second.use(monkeypatch)
    assert tetrad("restore", tmp_path / "backup") == 0

    assert tetrad("user", "add", "newcomer", "--name", "N", "--school", "north", "--role", "student") == 0
    application = open_application(second.settings)
    changes = application.press.library.read(lambda unit: unit.changes.last())
    application.close()

    assert changes >= max(row["sequence"] for row in first.rows()["changes"])


def test_a_cluster_leaves_out_who_was_erased(
    first: Installation,
    second: Installation,
    schools: Schools,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first.use(monkeypatch)
    assert tetrad("backup", tmp_path / "older") == 0
    assert tetrad("erase", "north", "north-student", "--yes") == 0
    second.use(monkeypatch)

    register = first.settings.data / "erased.jsonl"
    assert tetrad("restore", tmp_path / "older", "--erased", register) == 0
    assert tetrad("erase", "south", "south-student", "--yes") == 0

    students = {things.people["student"] for things in schools[1:3]}
    assert not [rows for rows in second.rows().values() if students & set(re.findall(r"[\w-]+", str(rows)))]
