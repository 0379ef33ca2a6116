from fractions import Fraction
from typing import get_args

from engine_worlds import opinion, quantity
from hypothesis import given, settings
from hypothesis import strategies as st

from library_core.editions import EditionKey
from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.frozen_variants import freeze_variant
from notebooks_engine.grading import ask_worth, grade_slot
from notebooks_engine.marks import Mark, MarkKey
from notebooks_engine.submissions import Submission, SubmissionKey
from variants.checkers.verdicts import Outcome, Reading, Verdict
from variants.texts import Text
from variants.variant import Variant

SCORES = st.fractions(min_value=0, max_value=1, max_denominator=12)
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(get_args(Outcome))
POINTS = st.lists(st.integers(1, 9), min_size=1, max_size=5)


def freeze(points: list[int], worth: Fraction = Fraction(7, 2)) -> FrozenSlot:
    asks = tuple(
        (opinion if number % 2 else quantity)(f"a{number}", *([own] if number % 2 else [1.0, own]))
        for number, own in enumerate(points)
    )
    variant = Variant(task="t", number=1, title=Text(), given=(), statement=Text(), asks=asks)
    return FrozenSlot(
        name="1",
        points=worth,
        task="t",
        edition=EditionKey("t@1"),
        member=0,
        compiler="test",
        frozen=freeze_variant(variant, worth),
    )


def verdict(outcome: Outcome, score: Fraction) -> Verdict:
    exact = {"right": Fraction(1), "wrong": Fraction(0)}.get(outcome, score)
    return Verdict(outcome=outcome, score=exact, reason="r", message=Text(), read_as=Reading(text=""))


def submission(verdicts: dict[str, Verdict], try_number: int = 1) -> Submission:
    return Submission(
        key=SubmissionKey("s"),
        attempt=AttemptKey("a"),
        slot="1",
        person=PersonKey("p"),
        try_number=try_number,
        answers={},
        verdicts=verdicts,
        language="en",
        late=False,
        submitted_at=0,
        request=str(try_number),
        checker="test",
    )


def whole_mark(score: Fraction) -> Mark:
    return Mark(
        key=MarkKey("m"),
        attempt=AttemptKey("a"),
        slot="1",
        ask="",
        try_number=1,
        score=score,
        comment="",
        teacher=PersonKey("t"),
        made_at=0,
    )


@settings(max_examples=100, deadline=None)
@given(POINTS)
def test_the_worths_of_asks_add_up_to_the_slot(points: list[int]) -> None:
    frozen = freeze(points)

    worths = [ask_worth(frozen, ask.name) for ask in frozen.variant.asks]

    assert sum(worths) == frozen.points


@settings(max_examples=60, deadline=None)
@given(POINTS, st.data())
def test_points_lie_between_nothing_and_all_and_suggestions_never_lower_them(
    points: list[int], data: st.DataObject
) -> None:
    frozen = freeze(points)
    verdicts = {ask.name: verdict(data.draw(OUTCOMES), data.draw(SCORES)) for ask in frozen.variant.asks}

    grade = grade_slot(frozen, [submission(verdicts)], [])

    assert 0 <= grade.machine == grade.points <= grade.suggested <= frozen.points
    assert grade.pending == any(one.outcome == "undecided" for one in verdicts.values())


@settings(max_examples=50, deadline=None)
@given(POINTS)
def test_all_right_is_exactly_all_points(points: list[int]) -> None:
    frozen = freeze(points)
    verdicts = {ask.name: verdict("right", Fraction(1)) for ask in frozen.variant.asks}

    grade = grade_slot(frozen, [submission(verdicts)], [])

    assert grade.points == frozen.points
    assert grade.final


@settings(max_examples=50, deadline=None)
@given(SCORES)
def test_a_mark_of_the_slot_is_what_counts(score: Fraction) -> None:
    frozen = freeze([1, 2])
    verdicts = {"a0": verdict("right", Fraction(1)), "a1": verdict("undecided", Fraction(1, 2))}

    grade = grade_slot(frozen, [submission(verdicts)], [whole_mark(score)])

    assert grade.points == frozen.points * score
    assert not grade.pending


def test_an_undone_mark_does_not_count() -> None:
    frozen = freeze([1])
    verdicts = {"a0": verdict("wrong", Fraction(0))}

    grade = grade_slot(frozen, [submission(verdicts)], [whole_mark(Fraction(1)).undone(5)])

    assert grade.points == 0
    assert not grade.marked


def test_nothing_handed_in_is_worth_nothing_and_open() -> None:
    grade = grade_slot(freeze([1]), [], [])

    assert grade.points == grade.tries == 0
    assert not grade.pending
    assert not grade.final
