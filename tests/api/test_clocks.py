"""A node whose clock is off says so where an operator looks, and far off it takes no requests."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import postgresql_url
from prometheus_client import CollectorRegistry, generate_latest
from school_worlds import settings_of

from api.bootstrap import Application, open_application
from api.observing.clocks import Clock
from api.observing.draining import Draining
from api.observing.readiness import Readiness, is_ready, probes_of
from api.observing.sources import Sources
from deploy.local.postgres import Cluster
from library_core.adapters.watched_database import WatchedDatabase
from library_core.watching import tell_nobody


def shifted(seconds: float) -> Callable[[], float]:
    return lambda: time.time() + seconds


@pytest.fixture
def database(cluster: Cluster) -> Iterator[WatchedDatabase]:
    with (
        postgresql_url(cluster) as url,
        contextlib.closing(WatchedDatabase(url, told=tell_nobody)) as database,
    ):
        yield database


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    with contextlib.closing(open_application(settings_of(tmp_path / "data"))) as application:
        yield application


@pytest.mark.slow
def test_clocks_of_one_machine_agree(database: WatchedDatabase) -> None:
    clock = Clock(database)

    assert (clock.ahead(), clock.ask()) == (0.0, "ok")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "side"), [(7200, "ahead of the database's"), (-7200, "behind the database's")]
)
def test_a_clock_that_is_far_off_makes_a_process_unready(
    database: WatchedDatabase, seconds: float, side: str
) -> None:
    found = Readiness({"clock": Clock(database, shifted(seconds)).ask}, Draining()).ask()

    assert found["clock"].endswith(f" s {side}")
    assert not is_ready(found)


@pytest.mark.slow
def test_a_clock_that_is_a_little_off_is_told_in_the_log_once(
    database: WatchedDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock(database, shifted(30))

    with caplog.at_level(logging.WARNING, "tetrad"):
        said = [clock.ask(), clock.ask()]

    (record,) = caplog.records
    assert said == ["ok", "ok"]
    assert "ahead of the database's: let both follow the same NTP server" in record.getMessage()


def test_a_file_has_no_clock_of_its_own(application: Application) -> None:
    assert Clock(application.database, shifted(-7200)).ask() == "ok"


def test_a_process_asks_for_its_clock_and_tells_it_to_who_counts(application: Application) -> None:
    registry = CollectorRegistry()
    registry.register(Sources(application))

    assert "clock" in probes_of(application)
    assert b"\ntetrad_clock_ahead_seconds 0.0\n" in generate_latest(registry)
