"""A request sent twice is answered once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_database

from api.auth.repeats import (
    LARGEST_CONTENT,
    AnswerLost,
    KeptResponse,
    RepeatMismatch,
    Repeats,
    RepeatUnderWay,
    describe_request,
)

DONE = KeptResponse(status=303, location="/there", media_type=None, content=b"")
REQUEST = describe_request("person", "route", "key", "body")


@pytest.fixture(params=DATABASES)
def repeats(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Repeats]:
    with lent_database(request, tmp_path) as database, database.engine.begin() as connection:
        yield Repeats(connection)


def test_the_second_request_gets_the_first_response(repeats: Repeats) -> None:
    first = repeats.find(REQUEST, now=0)
    repeats.claim(REQUEST, now=0)

    repeats.finish(REQUEST, DONE, now=1)

    assert first is None
    assert repeats.find(REQUEST, now=2) == DONE


def test_a_key_used_for_another_body_is_refused(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    with pytest.raises(RepeatMismatch):
        repeats.find(describe_request("person", "route", "key", "another body"), now=1)


def test_a_key_belongs_to_one_person_and_one_route(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    assert repeats.find(describe_request("other", "route", "key", "body"), now=1) is None
    assert repeats.find(describe_request("person", "elsewhere", "key", "body"), now=1) is None


def test_a_request_not_yet_answered_is_waited_for(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    with pytest.raises(RepeatUnderWay):
        repeats.find(REQUEST, now=59_999)


def test_work_that_a_crash_left_unanswered_is_never_done_again(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    with pytest.raises(AnswerLost):
        repeats.find(REQUEST, now=60_000)
    with pytest.raises(RepeatUnderWay):
        repeats.claim(REQUEST, now=60_000)


@pytest.mark.parametrize(
    "response",
    [None, KeptResponse(status=200, location=None, media_type=None, content=bytes(LARGEST_CONTENT + 1))],
    ids=["shown once", "too large"],
)
def test_an_answer_that_is_not_kept_is_not_waited_for(
    response: KeptResponse | None, repeats: Repeats
) -> None:
    repeats.claim(REQUEST, now=0)

    repeats.finish(REQUEST, response, now=1)

    with pytest.raises(AnswerLost):
        repeats.find(REQUEST, now=2)


def test_a_request_whose_answer_was_forgotten_is_not_done_again(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)
    repeats.finish(REQUEST, DONE, now=1)

    repeats.forget_answers()

    with pytest.raises(AnswerLost):
        repeats.find(REQUEST, now=2)
    with pytest.raises(RepeatUnderWay):
        repeats.claim(REQUEST, now=2)


def test_an_answer_on_its_way_is_still_waited_for_after_others_were_forgotten(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    repeats.forget_answers()

    with pytest.raises(RepeatUnderWay):
        repeats.find(REQUEST, now=1)


def test_a_key_is_claimed_by_one_request(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)

    with pytest.raises(RepeatUnderWay):
        repeats.claim(REQUEST, now=0)


def test_a_day_later_a_key_is_free_again(repeats: Repeats) -> None:
    repeats.claim(REQUEST, now=0)
    repeats.finish(REQUEST, DONE, now=1)
    day = 24 * 3600 * 1000 + 1

    assert repeats.find(REQUEST, now=day) is None
    repeats.claim(REQUEST, now=day)
    with pytest.raises(RepeatUnderWay):
        repeats.find(REQUEST, now=day)
