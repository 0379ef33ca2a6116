"""Stars and comments of those who teach, and what somebody has done of a course."""

from pathlib import Path

import pytest
from press_of_toys import AUTHOR, OURS, REVIEWER, THEIRS, card, open_press, our_act

from library_core.adapters.database import Database
from library_core.library import Library
from library_core.opinions import Comment, CommentKey
from library_core.people import PersonKey
from library_core.publishing import Press, publish
from library_core.works import WorkKey


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


@pytest.fixture
def work(press: Press) -> WorkKey:
    return publish(press, card("ace"), our_act(1)).work.key


def rate(press: Press, work: WorkKey, person: PersonKey, stars: int) -> None:
    press.library.write(lambda library: library.opinions.rate(work, OURS, person, stars, 2))


def test_a_person_s_last_stars_count_once(press: Press, work: WorkKey) -> None:
    rate(press, work, AUTHOR, 1)
    rate(press, work, AUTHOR, 5)
    rate(press, work, REVIEWER, 2)

    rating = press.library.read(lambda library: library.opinions.rating(work, AUTHOR))

    assert (rating.count, rating.average, rating.own) == (2, 3.5, 5)


def test_stars_are_taken_back(press: Press, work: WorkKey) -> None:
    rate(press, work, AUTHOR, 4)
    rate(press, work, AUTHOR, 0)

    rating = press.library.read(lambda library: library.opinions.rating(work, AUTHOR))

    assert (rating.count, rating.own) == (0, 0)


def test_a_comment_is_read_by_its_own_school_alone(press: Press, work: WorkKey) -> None:
    comment = Comment(key=CommentKey("c"), work=work, school=OURS, person=AUTHOR, text="Good", created_at=3)
    press.library.write(lambda library: library.opinions.add(comment))

    ours, theirs = (
        press.library.read(lambda library, school=school: library.opinions.comments(school, work))  # type: ignore[misc]
        for school in (OURS, THEIRS)
    )

    assert (ours, theirs) == ((comment,), ())
    assert press.library.read(lambda library: library.opinions.find(THEIRS, comment.key)) is None


def test_a_deleted_comment_comes_back(press: Press, work: WorkKey) -> None:
    comment = Comment(key=CommentKey("c"), work=work, school=OURS, person=AUTHOR, text="Good", created_at=3)

    def write(library: Library) -> list[int]:
        library.opinions.add(comment)
        found = []
        for at in (9, None):
            library.opinions.delete(comment, at)
            found.append(len(library.opinions.comments(OURS, work)))
        return found

    assert press.library.write(write) == [0, 1]


def test_what_is_done_of_a_course_is_ticked_once_and_unticked(press: Press, work: WorkKey) -> None:
    def tick(library: Library) -> list[dict[WorkKey, int]]:
        steps = library.course_steps
        steps.mark(OURS, AUTHOR, work, work, 5)
        steps.mark(OURS, AUTHOR, work, work, 7)
        first = dict(steps.done(AUTHOR, work))
        steps.clear(AUTHOR, work, work)
        return [first, dict(steps.done(AUTHOR, work))]

    assert press.library.write(tick) == [{work: 5}, {}]
