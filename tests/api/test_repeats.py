"""A request sent twice is answered once."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine

from api.auth.repeats import KeptResponse, RepeatMismatch, Repeats, RepeatUnderWay, describe_request
from api.auth.tables import METADATA

DONE = KeptResponse(status=303, location="/there", media_type=None, content=b"")
REQUEST = describe_request("person", "route", "key", "body")


@pytest.fixture
def repeats() -> Iterator[Repeats]:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        yield Repeats(connection)
    engine.dispose()


def test_the_second_request_gets_the_first_response(repeats: Repeats) -> None:
    first = repeats.begin(REQUEST, now=0)
    repeats.finish(REQUEST, DONE)

    assert first is None
    assert repeats.begin(REQUEST, now=1) == DONE


def test_a_key_used_for_another_body_is_refused(repeats: Repeats) -> None:
    repeats.begin(REQUEST, now=0)
    repeats.finish(REQUEST, DONE)

    with pytest.raises(RepeatMismatch):
        repeats.begin(describe_request("person", "route", "key", "another body"), now=1)


def test_a_key_belongs_to_one_person_and_one_route(repeats: Repeats) -> None:
    repeats.begin(REQUEST, now=0)

    assert repeats.begin(describe_request("other", "route", "key", "body"), now=1) is None
    assert repeats.begin(describe_request("person", "elsewhere", "key", "body"), now=1) is None


def test_a_request_not_yet_answered_is_not_begun_again(repeats: Repeats) -> None:
    repeats.begin(REQUEST, now=0)

    with pytest.raises(RepeatUnderWay):
        repeats.begin(REQUEST, now=59_999)


def test_a_request_that_a_crash_left_unanswered_may_be_begun_again(repeats: Repeats) -> None:
    repeats.begin(REQUEST, now=0)

    assert repeats.begin(REQUEST, now=60_000) is None


def test_a_refused_request_frees_its_key(repeats: Repeats) -> None:
    repeats.begin(REQUEST, now=0)

    repeats.abandon(REQUEST)

    assert repeats.begin(REQUEST, now=1) is None
