"""Who has pinned an edition is offered a newer one, in words, and keeps theirs."""

from school_worlds import NORTH, World
from world_documents import notebook_page

from library_core.library import Act
from library_core.publishing import Upload, publish


def publish_again(world: World, prose: str) -> None:
    files = {
        f"sevenths.{language}.md": notebook_page("sevenths", title, language, prose).encode()
        for language, title in (("ru", "Седьмые части"), ("en", "Sevenths"))
    }
    publish(world.application.press, Upload(kind="notebook", files=files), Act(school=NORTH, at=5))


def test_a_teacher_is_told_what_a_newer_edition_changes(world: World) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/assigned/{world.north.assignment}"
    before = teacher.get(path).text
    publish_again(world, "Other words.")

    after = teacher.get(path).text

    assert 'id="newer"' not in before
    assert "В библиотеке есть издание 2." in after
    assert "пояснения." in after


def test_what_the_class_was_given_stays(world: World) -> None:
    student, path = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    publish_again(world, "Other words.")

    assert "Other words." not in student.get(path).text
