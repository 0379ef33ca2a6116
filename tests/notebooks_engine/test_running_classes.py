import pytest
from engine_worlds import RIVALS, World, at

from library_core.people import PersonKey
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.teaching.running_classes import (
    LARGEST_CLASS,
    add_students,
    create_class,
    find_class,
    list_members,
    remove_student,
    rename_class,
    share_class,
)


def test_a_class_is_its_teachers(world: World) -> None:
    listed = world.store.read(lambda engine: engine.classes.list(world.teacher))

    assert listed == (world.room,)


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_else_reads_or_changes_it(world: World, rival: str) -> None:
    who, key = world.rivals[rival], world.room.key

    assert world.store.read(lambda engine: engine.classes.list(who)) == ()
    with pytest.raises(Missing):
        world.store.read(lambda engine: list_members(engine, who, key))
    with pytest.raises(Missing):
        world.store.write(lambda engine: rename_class(engine, who, key, "Mine"))
    with pytest.raises(Missing):
        world.store.write(lambda engine: share_class(engine, who, key, who.person))
    with pytest.raises(Missing):
        world.store.write(lambda engine: remove_student(engine, who, key, world.students[0].person))


def test_members_of_a_class_are_not_found_from_another_school(world: World) -> None:
    school = world.rivals["another school"].school

    assert world.store.read(lambda engine: engine.classes.members(school, world.room.key)) == ()
    assert world.store.read(lambda engine: engine.classes.list_school(school)) == ()


def test_a_shared_class_is_the_other_teachers_too(world: World) -> None:
    other = world.rivals["another teacher"]

    world.store.write(lambda engine: share_class(engine, world.teacher, world.room.key, other.person))

    assert world.store.read(lambda engine: find_class(engine, other, world.room.key)) == world.room


def test_new_students_come_last_and_known_ones_keep_their_place(world: World) -> None:
    people = [(PersonKey("newcomer"), "A"), (world.students[1].person, "B")]

    world.store.write(lambda engine: add_students(engine, world.teacher, world.room.key, people))

    members = world.store.read(lambda engine: list_members(engine, world.teacher, world.room.key))
    assert [(member.student, member.group) for member in members] == [
        ("student-0", ""),
        ("student-1", "B"),
        ("student-2", ""),
        ("newcomer", "A"),
    ]


def test_a_student_taken_out_is_no_member(world: World) -> None:
    gone = world.students[0].person

    world.store.write(lambda engine: remove_student(engine, world.teacher, world.room.key, gone))

    members = world.store.read(lambda engine: list_members(engine, world.teacher, world.room.key))
    assert gone not in [member.student for member in members]


@pytest.mark.parametrize("title", ["", "  ", "x" * 61, "a\x07b"])
def test_a_class_needs_a_title(world: World, title: str) -> None:
    with pytest.raises(BadEntry):
        world.store.write(lambda engine: create_class(engine, world.teacher, title, at()))


def test_a_class_has_a_largest_size(world: World) -> None:
    people = [(PersonKey(f"p{number}"), "") for number in range(LARGEST_CLASS)]

    with pytest.raises(BadEntry):
        world.store.write(lambda engine: add_students(engine, world.teacher, world.room.key, people))
