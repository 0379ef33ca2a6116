"""All questions of one check share a limit; the next check has its own."""

from variants.equivalence.deadlines import deadline, one_deadline


def test_questions_of_one_check_share_its_limit() -> None:
    with one_deadline():
        first = deadline()
        with one_deadline():
            second = deadline()
        third = deadline()

    assert first == second == third


def test_the_next_check_has_a_limit_of_its_own() -> None:
    with one_deadline():
        first = deadline()
    with one_deadline():
        second = deadline()

    assert first < second
