"""Sign-in sessions and the tokens of forms, on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_database
from sqlalchemy import Connection, select

from api.auth.sessions import IDLE_LIMIT, WHOLE_LIMIT, Sessions, csrf_fits, csrf_token
from api.auth.tables import SESSIONS
from library_core.people import PersonKey, SchoolKey

PERSON, SCHOOL = PersonKey("person"), SchoolKey("school")


@pytest.fixture(params=DATABASES)
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    with lent_database(request, tmp_path) as database, database.engine.begin() as connection:
        yield connection


def test_a_session_is_found_by_its_token_alone(connection: Connection) -> None:
    sessions = Sessions(connection)

    session = sessions.begin(PERSON, SCHOOL, now=1000)

    assert sessions.find(session.token, now=2000) == session
    assert sessions.find(session.token + "x", now=2000) is None


def test_the_token_itself_is_never_stored(connection: Connection) -> None:
    session = Sessions(connection).begin(PERSON, SCHOOL, now=1000)

    stored = connection.execute(select(SESSIONS)).one()

    assert session.token not in str(stored)


def test_a_session_left_alone_ends(connection: Connection) -> None:
    session = Sessions(connection).begin(PERSON, SCHOOL, now=0)

    assert Sessions(connection).find(session.token, now=IDLE_LIMIT + 1) is None


def test_a_session_in_use_ends_after_a_week_all_the_same(connection: Connection) -> None:
    sessions = Sessions(connection)
    session = sessions.begin(PERSON, SCHOOL, now=0)

    sessions.touch(session.token, now=WHOLE_LIMIT)

    assert sessions.find(session.token, now=WHOLE_LIMIT) is not None
    assert sessions.find(session.token, now=WHOLE_LIMIT + 1) is None


def test_ending_all_sessions_of_a_person_leaves_others(connection: Connection) -> None:
    sessions = Sessions(connection)
    mine, theirs = (sessions.begin(PersonKey(name), SCHOOL, now=0) for name in ("mine", "theirs"))

    sessions.end_all(PersonKey("mine"))

    assert sessions.find(mine.token, now=1) is None
    assert sessions.find(theirs.token, now=1) == theirs


def test_a_form_token_fits_its_own_session_only() -> None:
    token = csrf_token("session", b"secret")

    assert csrf_fits(token, "session", b"secret")
    assert not csrf_fits(token, "another", b"secret")
    assert not csrf_fits(token, "session", b"other secret")
    assert not csrf_fits("zz", "session", b"secret")
    assert not csrf_fits("", "session", b"secret")


def test_a_form_token_is_written_differently_each_time() -> None:
    assert csrf_token("session", b"secret") != csrf_token("session", b"secret")
