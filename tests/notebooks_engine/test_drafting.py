"""Two devices write in one slot: the last one wins answer by answer, and is told what the other wrote."""

from engine_worlds import NOW, World

from notebooks_engine.attempts import Draft
from notebooks_engine.studying.drafting import Kept, Written, keep_written
from notebooks_engine.studying.opening import open_work


def write(world: World, at: int, known: int, changed: str, **answers: str) -> Kept:
    """Keep what a device has, which began from the draft of `known` and entered the asks in `changed`."""
    student = world.students[0]
    written = Written(
        draft=Draft(slot="1", answers=answers, saved_at=at), known=known, changed=frozenset(changed.split())
    )
    return world.store.write(lambda engine: keep_written(engine, student, world.attempt(student), written))


def test_what_two_devices_wrote_in_different_answers_is_kept_of_both(world: World) -> None:
    world.assign()
    write(world, NOW, 0, "a", a="1")

    kept = write(world, NOW + 1, 0, "b", b="2")

    assert kept.draft.answers == {"a": "1", "b": "2"}
    assert kept.others == {"a": "1"}


def test_who_writes_last_wins_and_is_told_what_the_other_had_written(world: World) -> None:
    world.assign()
    write(world, NOW, 0, "a", a="1")

    kept = write(world, NOW + 1, 0, "a", a="2")

    assert kept.draft.answers == {"a": "2"}
    assert kept.others == {"a": "1"}


def test_what_another_device_took_out_stays_out_unless_it_was_entered_here(world: World) -> None:
    world.assign()
    first = write(world, NOW, 0, "a b", a="1", b="2")
    write(world, NOW + 1, first.draft.saved_at, "a", b="2")

    kept = write(world, NOW + 2, first.draft.saved_at, "b", a="1", b="3")

    assert kept.draft.answers == {"b": "3"}
    assert kept.others == {"a": None, "b": "2"}


def test_one_device_alone_never_meets_itself(world: World) -> None:
    world.assign()
    first = write(world, NOW, 0, "a", a="1")

    kept = write(world, NOW + 5, first.draft.saved_at, "a", a="2")

    assert kept == Kept(draft=Draft(slot="1", answers={"a": "2"}, saved_at=NOW + 5))


def test_two_devices_in_the_same_millisecond_are_told_apart(world: World) -> None:
    world.assign()
    first = write(world, NOW, 0, "a", a="1")

    second = write(world, NOW, 0, "a", a="2")

    assert second.draft.saved_at > first.draft.saved_at


def test_a_slot_handed_in_elsewhere_is_told_and_what_is_written_stays_the_next_draft(world: World) -> None:
    world.assign()
    student = world.students[0]
    first = write(world, NOW, 0, "a", a="1")
    world.store.write(lambda engine: engine.attempts.drop_draft(world.attempt(student), "1"))

    kept = write(world, NOW + 1, first.draft.saved_at, "a", a="2")

    opened = world.store.read(lambda engine: open_work(engine, student, world.attempt(student), NOW + 2))
    assert kept.handed_in
    assert opened.slots["1"].answers == {"a": "2"}
