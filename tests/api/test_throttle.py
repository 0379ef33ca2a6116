"""Who guesses passwords is slowed down; who shares a guesser's address is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_database
from sqlalchemy import Connection, select

from api.auth.tables import FAILURES
from api.auth.throttle import PER_ACCOUNT, PER_ADDRESS_AND_ACCOUNT, SignInThrottled, Throttle


@pytest.fixture(params=DATABASES)
def throttle(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Throttle]:
    with lent_database(request, tmp_path) as database, database.engine.begin() as connection:
        yield Throttle(connection, b"secret")


def fail(throttle: Throttle, login: str, address: str, times: int) -> None:
    for _ in range(times):
        throttle.note_failure(login, address, now=1000)


def test_an_address_that_keeps_failing_at_an_account_must_wait(throttle: Throttle) -> None:
    fail(throttle, "teacher", "10.0.0.1", PER_ADDRESS_AND_ACCOUNT.failures)

    with pytest.raises(SignInThrottled) as caught:
        throttle.require_open("teacher", "10.0.0.1", now=1000)

    assert caught.value.seconds == 300


def test_classmates_behind_the_same_address_sign_in_freely(throttle: Throttle) -> None:
    fail(throttle, "student-01", "10.0.0.1", PER_ADDRESS_AND_ACCOUNT.failures)

    throttle.require_open("student-02", "10.0.0.1", now=1000)


def test_an_account_guessed_from_many_addresses_is_closed_for_a_while(throttle: Throttle) -> None:
    for number in range(PER_ACCOUNT.failures):
        throttle.note_failure("teacher", f"10.0.0.{number}", now=1000)

    with pytest.raises(SignInThrottled):
        throttle.require_open("teacher", "172.16.0.1", now=1000)


def test_failures_are_forgotten_when_their_time_is_over(throttle: Throttle) -> None:
    fail(throttle, "teacher", "10.0.0.1", PER_ADDRESS_AND_ACCOUNT.failures)

    throttle.require_open("teacher", "10.0.0.1", now=1000 + PER_ADDRESS_AND_ACCOUNT.window)


def test_neither_address_nor_login_is_stored(throttle: Throttle) -> None:
    throttle.note_failure("teacher", "10.0.0.1", now=1000)

    stored = str(stored_rows(throttle._connection))

    assert "teacher" not in stored
    assert "10.0.0.1" not in stored


def stored_rows(connection: Connection) -> list[object]:
    return list(connection.execute(select(FAILURES)))
