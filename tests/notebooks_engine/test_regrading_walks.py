import pytest
from databases import DATABASES, lent_database
from engine_worlds import World, at, build_world
from hypothesis import given, settings
from hypothesis import strategies as st
from regrade_worlds import LATER, by_corrected_key, keys, look, regrade, reweigh, undo

from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.regrades import Mode
from notebooks_engine.teaching.marking import Decision, mark


@pytest.mark.parametrize("backend", DATABASES)
@settings(max_examples=20, deadline=None)
@given(
    answers=st.lists(st.tuples(st.sampled_from(["old", "corrected", "5"]), st.booleans()), max_size=3),
    marked=st.sampled_from([None, "0", "1/3"]),
    modes=st.lists(st.sampled_from(["raise", "replace"]), min_size=1, max_size=3),
)
def test_raising_never_lowers_and_taking_all_back_restores(
    request: pytest.FixtureRequest,
    backend: str,
    answers: list[tuple[str, bool]],
    marked: str | None,
    modes: list[Mode],
) -> None:
    folder = request.getfixturevalue("tmp_path_factory").mktemp("data")
    with lent_database(request, folder, backend) as database:
        _walk(build_world(SqlStore(database)), answers, marked, modes)


def _walk(world: World, answers: list[tuple[str, bool]], marked: str | None, modes: list[Mode]) -> None:
    assignment = world.assign(("reason",))
    student = world.students[0]
    typed = {"old": world.right(student), "corrected": by_corrected_key(world, student), "5": "5"}
    for which, said in answers:
        world.submit(student, {"x": typed[which], "why": "because" if said else ""})
    if answers and answers[-1][1] and marked is not None:
        decision = Decision(
            attempt=world.attempt(student), slot="1", ask="why", try_number=len(answers), points=marked
        )
        world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))
    first = look(world, student)

    made, shown = [], [first.grade.points]
    for number, mode in enumerate(modes, start=2):
        made.append(regrade(world, assignment, mode, keys(reweigh, f"reason@{number}"), LATER + number))
        shown.append(look(world, student).grade.points)
    kept = [change.points for one in made for change in one.changes if change.student == student.person]
    for one in reversed(made):
        undo(world, one, LATER + 100)

    assert kept == shown[1:]
    assert all(
        after >= before
        for mode, before, after in zip(modes, shown, shown[1:], strict=False)
        if mode == "raise"
    )
    assert look(world, student).grade == first.grade
    assert look(world, student).submissions == first.submissions
