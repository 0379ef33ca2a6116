"""A teacher's classes and a student's list: all of it at once, and only what is theirs."""

from school_worlds import World, occasion
from seen_reads import reads

from library_core.people import Person, PersonKey
from notebooks_engine.assignments import Rules
from notebooks_engine.classes import ClassKey
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.running_classes import add_students, create_class


def add_classes(world: World, titles: list[str]) -> None:
    """Make classes of the north's student, and assign a notebook to all of them."""
    north, keys = world.north, []
    for title in titles:
        made = world.application.write(
            lambda unit, title=title: create_class(unit.engine, north.actor("teacher"), title, occasion())  # type: ignore[misc]
        )
        put_in(world, made.key, north.people["student"])
        keys.append(made.key)
    pinned = world.application.shelf.pinned(north.school, north.edition)
    order = Order(classes=tuple(keys), notebook=pinned, rules=Rules(tries=2))
    supplies = world.application.shelf.supplies(north.school)
    assign(world.application.engine, north.actor("teacher"), order, supplies, occasion())


def put_in(world: World, class_: ClassKey, student: PersonKey) -> None:
    teacher = world.north.actor("teacher")
    world.application.write(lambda unit: add_students(unit.engine, teacher, class_, [(student, "")]))


def test_who_has_nothing_to_sign_in_with_is_shown_in_the_class(world: World) -> None:
    north, newcomer = world.north, PersonKey("newcomer")
    person = Person(
        key=newcomer,
        school=north.school,
        display_name="New Comer",
        roles=frozenset({"student"}),
        language="ru",
    )
    world.application.write(lambda unit: unit.people.add(person))
    put_in(world, north.class_, newcomer)

    page = world.browser(north, "teacher").get(f"/classes/{north.class_}")

    assert page.status_code == 200
    assert '<th scope="row">New Comer</th><td><span class="pale">пока нет</span></td>' in page.text
    assert f"/students/{newcomer}/slip" in page.text


def test_a_home_of_thirty_classes_asks_as_often_as_one_of_three(world: World) -> None:
    teacher, asked = world.browser(world.north, "teacher"), []

    for titles in (["10-1", "10-2"], [f"11-{number}" for number in range(27)]):
        add_classes(world, titles)
        teacher.get("/classes")
        with reads() as seen:
            page = teacher.get("/classes").text
        asked.append(len(seen))

    assert page.count('<section class="sheet"><div class="row apart"><h2>') == 30
    assert asked[0] == asked[1]


def test_a_students_home_reads_no_other_classes(world: World) -> None:
    add_classes(world, ["10-1"])
    student = world.browser(world.north, "student")

    with reads() as seen:
        page = student.get("/assignments").text

    assert "10-1" in page
    (of_classes,) = [one for one in seen if "FROM classes" in one]
    assert 'classes."key" IN' in of_classes
