"""A report as a whole: full marks for honest work, the same ones each time, and never outside of 0 to 1."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_reports import SLIDES, honest_work, part

from labs.judging.judge import ReportUnreadable
from labs.running.replaying import replay
from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.keys import Answer


def attempted(answers: Mapping[str, Answer]) -> tuple[Mapping[str, Verdict], Mapping[str, UnreadableAnswer]]:
    """Return the verdicts, or what can't be read."""
    try:
        return honest_work().judged(answers), {}
    except ReportUnreadable as unreadable:
        return {}, unreadable.problems


def test_honest_work_without_a_slip_gets_all_marks() -> None:
    verdicts = honest_work().judged()

    assert {verdict.outcome for verdict in verdicts.values()} == {"right"}
    assert set(verdicts) == {ask.name for ask in honest_work().variant.asks}


def test_an_empty_report_gets_nothing_and_is_told_so_in_both_languages() -> None:
    verdicts = honest_work().judged({})

    assert {verdict.score for verdict in verdicts.values()} == {0}
    assert all(verdict.message.en and verdict.message.ru for verdict in verdicts.values())


def test_a_session_played_again_gives_the_same_marks() -> None:
    work = honest_work()

    again = replay(work.bench, work.log)

    assert again == work.log
    assert work.judged() == work.judged()


def test_marks_do_not_depend_on_the_order_of_rows() -> None:
    work = honest_work()
    answers = work.copy()
    rows = answers[SLIDES]["rows"]
    rows[2]["t1"] = "0.9"
    rows[4]["acc"] = "1"
    before = work.judged(answers)

    random.Random(1).shuffle(rows)
    after = work.judged(answers)

    assert {name: one.score for name, one in before.items()} == {
        name: one.score for name, one in after.items()
    }


@given(
    row=st.integers(0, 6),
    column=st.sampled_from(["angle", "path", "t1", "t3", "tm", "acc", "xx", "yy"]),
    entered=st.one_of(
        st.just(""),
        st.floats(-1e6, 1e6).map(lambda number: f"{number:.4g}"),
        st.integers(-290, 290).map(lambda power: f"7e{power}"),
        st.integers(-5, 60).map(lambda number: {"entry": number}),
    ),
)
@settings(max_examples=25, deadline=None)
def test_whatever_stands_in_a_cell_scores_lie_between_0_and_1(row: int, column: str, entered: object) -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"][row][column] = entered

    verdicts, unreadable = attempted(answers)

    assert all(0 <= verdict.score <= 1 for verdict in verdicts.values())
    assert {problem.part for problem in unreadable.values()} <= {f"{column}:{row}"}


@given(
    answer=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["rows", "x", "y", "line", "left_out", "mu"]), inner, max_size=3
            )
        ),
        max_leaves=6,
    ),
    ask=st.sampled_from([SLIDES, "plot-line", "uncertainty", "mu", "mass"]),
)
@settings(max_examples=30, deadline=None)
def test_any_answer_is_judged_or_refused(answer: object, ask: str) -> None:
    answers = {**honest_work().copy(), ask: answer}

    verdicts, unreadable = attempted(answers)

    assert (ask in verdicts) != (ask in unreadable)
    assert all(0 <= verdict.score <= 1 for verdict in verdicts.values())


def test_what_cannot_be_read_is_named_with_its_place_and_nothing_is_judged() -> None:
    answers = honest_work().copy()
    answers[SLIDES]["rows"][3]["tm"] = "0,8 or so"
    answers["mu"] = "about?"

    with pytest.raises(ReportUnreadable) as caught:
        honest_work().judged(answers)

    assert set(caught.value.problems) == {SLIDES, "mu"}
    assert caught.value.problems[SLIDES].part == "tm:3"
    assert (caught.value.problems[SLIDES].message.ru or "").startswith("Строка 4:")


def test_numbers_are_read_in_either_language() -> None:
    answers = honest_work().copy()
    for row in answers[SLIDES]["rows"]:
        for name in ("tm", "acc", "xx", "yy"):
            row[name] = row[name].replace(".", ",")
    answers["mu"] = answers["mu"].replace(".", ",")

    verdicts = honest_work().judged(answers, "ru")

    assert part(verdicts[SLIDES], "processing").score == 1
    assert verdicts["mu"].outcome == "right"
