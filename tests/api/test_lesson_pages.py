"""Lessons are written, published, shown, assigned and talked about; courses are gone through."""

import pytest
from school_worlds import World

from api.auth import repeats
from api.auth.repeats import Repeats
from library_core.library import Act
from library_core.releasing import Reason
from library_core.review import withdraw

FORM = {
    "id": "own-lesson",
    "title": "Свой урок",
    "language": "ru",
    "subject": "physics",
    "section": "mechanics",
    "grades": "7",
    "minutes": "45",
    "goals": "Понять",
    "step-0-title": "Начало",
    "step-0-minutes": "5",
    "step-0-work": "pairs",
    "step-0-attach": "sevenths Первая",
}


def save(world: World, revision: int, do: str, **changes: str) -> str:
    teacher, path = world.browser(world.north, "teacher"), f"/my-lessons/{world.north.lesson_written}"
    response = teacher.post(path, {**FORM, "revision": str(revision), "do": do, **changes})
    assert response.status_code in {200, 303, 422}
    return str(response.headers.get("location", "")) or str(response.text)


def test_a_lesson_written_in_the_browser_is_published_with_what_it_uses(world: World) -> None:
    where = save(world, 1, "publish")

    page = world.browser(world.north, "colleague").get(where).text
    assert "Свой урок" in page
    assert "Первая" in page
    assert f"/catalogue/{world.north.edition}/assign" in page


def test_what_is_wrong_is_said_and_nothing_is_lost(world: World) -> None:
    page = save(world, 1, "publish", **{"goals": "", "step-0-teacher": "Много слов"})

    assert "Сохранено, но опубликовать пока нельзя" in page
    assert "Много слов" in page


@pytest.mark.parametrize(
    ("do", "titles"),
    [
        ("add-1", ["Начало", ""]),
        ("remove-0", []),
        ("up-0", ["Начало"]),
        ("attach-0-library/sevenths", ["Начало"]),
        ("remove-99", ["Начало"]),
        ("up-x", ["Начало"]),
    ],
)
def test_steps_are_added_moved_and_removed(world: World, do: str, titles: list[str]) -> None:
    path = save(world, 1, do).partition("#")[0]

    page = world.browser(world.north, "teacher").get(path).text

    assert page.count('class="sheet step"') == len(titles)
    assert ("library/sevenths" in page) == do.startswith("attach")


def test_two_tabs_do_not_overwrite_each_other(world: World) -> None:
    save(world, 1, "save", title="Первая вкладка")

    where = save(world, 1, "save", title="Вторая вкладка")

    teacher = world.browser(world.north, "teacher")
    assert "?other=" in where
    assert "Вторая вкладка" in teacher.get(where).text
    assert "Первая вкладка" in teacher.get("/my-lessons").text


def test_a_copied_lesson_says_whose_it_was(world: World) -> None:
    colleague = world.browser(world.north, "colleague")

    where = colleague.post(f"/my-lessons/copies/{world.north.lesson}").headers["location"]

    assert "north/lesson-of-sevenths, 1" in colleague.get(where).text


def test_all_notebooks_of_a_lesson_are_assigned_at_once(world: World) -> None:
    teacher, before = world.browser(world.north, "teacher"), world.count("assignments")
    form = {"class_": world.north.class_, "due": "2099-01-01T20:00", "idempotency": "all"}

    response = teacher.post(f"/lessons/{world.north.lesson}/assignments", form)

    assert response.status_code == 303
    assert world.count("assignments") == before + 1


def test_a_lesson_assigned_again_after_a_crash_goes_on_with_what_is_lacking(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Repeats, "finish", lambda *_: None)
    monkeypatch.setattr(repeats, "_LONGEST_WORK", -1)
    teacher, before = world.browser(world.north, "teacher"), world.count("assignments")
    form = {"class_": world.north.class_, "due": "2099-01-01T20:00", "idempotency": "all"}

    answers = [teacher.post(f"/lessons/{world.north.lesson}/assignments", form) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert world.count("assignments") == before + 1


def test_what_was_withdrawn_is_named_in_a_lesson_and_leads_nowhere(world: World) -> None:
    north = world.north
    act = Act(school=north.school, at=10**13, person=north.people["publisher"])
    world.application.write(lambda unit: withdraw(unit.library, north.edition, act, Reason("Old.")))

    page = world.browser(north, "teacher").get(f"/lessons/{north.lesson}").text
    course = world.browser(north, "teacher").get(f"/courses/{north.course}").text

    assert "отозван" in page
    assert str(north.edition) not in page
    assert str(north.edition) not in course


def test_a_lesson_without_a_class_chosen_is_not_assigned(world: World) -> None:
    teacher, before = world.browser(world.north, "teacher"), world.count("assignments")

    response = teacher.post(f"/lessons/{world.north.lesson}/assignments", {"idempotency": "none"})

    assert response.status_code == 422
    assert world.count("assignments") == before


def test_stars_and_comments_are_of_the_school(world: World) -> None:
    teacher, path = world.browser(world.north, "teacher"), f"/lessons/{world.north.lesson}"

    teacher.post(f"{path}/rating", {"stars": "4"})
    teacher.post(f"{path}/comments", {"text": "<b>Хороший</b> урок"})

    page = world.browser(world.north, "colleague").get(path).text
    assert "4 в среднем" in page
    assert "&lt;b&gt;Хороший&lt;/b&gt; урок" in page


def test_a_comment_is_deleted_by_its_writer_alone_and_comes_back(world: World) -> None:
    teacher, colleague = (world.browser(world.north, name) for name in ("teacher", "colleague"))
    path = f"/lessons/{world.north.lesson}"
    teacher.post(f"{path}/comments", {"text": "Слова"})
    page = teacher.get(path).text
    key = page.partition('name="comment" value="')[2].partition('"')[0]

    colleague.post(f"{path}/comments/deletion", {"comment": key})
    kept = "Слова" in teacher.get(path).text
    teacher.post(f"{path}/comments/deletion", {"comment": key})
    gone = "Слова" not in teacher.get(path).text
    teacher.post(f"{path}/comments/deletion", {"comment": key, "step": "restore"})

    assert (kept, gone, "Слова" in teacher.get(path).text) == (True, True, True)


def test_the_board_shows_a_step_and_leads_on(world: World) -> None:
    teacher = world.browser(world.north, "teacher")

    first, last = (teacher.get(f"/lessons/{world.north.lesson}/board?step={n}").text for n in ("1", "999"))

    assert "?step=2" in first
    assert "2/2" in last


def test_a_student_goes_through_a_course(world: World) -> None:
    student, path = world.browser(world.north, "student"), f"/courses/{world.north.course}"
    page = student.get(path).text
    work = page.partition('name="work" value="')[2].partition('"')[0]

    student.post(f"{path}/ticks", {"work": work})
    student.post(f"{path}/ticks", {"work": "of-nobody"})

    assert "Пройдено 0 из 2" in page
    assert "Пройдено 1 из 2" in student.get(path).text


def begin_course(world: World) -> str:
    teacher = world.browser(world.north, "teacher")
    begun = teacher.post("/my-lessons", {"kind": "course", "title": "Силы за неделю", "idempotency": "c"})
    return str(begun.headers["location"])


def test_a_course_written_in_the_browser_is_published_for_students(world: World) -> None:
    teacher, where = world.browser(world.north, "teacher"), begin_course(world)
    fields = {"id": "week", "title": "Силы", "language": "ru", "subject": "physics", "section": "mechanics"}
    part = {
        "step-0-title": "Начало",
        "step-0-about": "## Читайте\nattach: слово",
        "step-0-attach": "sevenths",
    }

    made = teacher.post(where, {**fields, **part, "grades": "7", "revision": "1", "do": "publish"})

    page = world.browser(world.north, "student").get(made.headers["location"]).text
    assert "Начало" in page
    assert "attach: слово" in page
    assert "Пройдено 0 из 1" in page


def test_a_course_without_works_is_kept_and_not_published(world: World) -> None:
    teacher, where = world.browser(world.north, "teacher"), begin_course(world)
    form = {
        "title": "Силы",
        "step-0-title": "Начало",
        "step-0-attach": "no-such-work",
        "revision": "1",
        "do": "publish",
    }

    page = teacher.post(where, form).text

    assert "Сохранено, но опубликовать пока нельзя" in page
    assert "no-such-work: такого материала нет" in page


def test_a_course_is_copied_by_a_colleague(world: World) -> None:
    colleague = world.browser(world.north, "colleague")

    where = colleague.post(f"/my-lessons/copies/{world.north.course}").headers["location"]

    page = colleague.get(where).text
    assert "Части north" in page
    assert "north/sevenths Тетрадь" in page


def test_a_document_of_another_kind_is_not_opened_as_a_lesson(world: World) -> None:
    teacher = world.browser(world.north, "teacher")

    assert teacher.get(f"/my-lessons/{world.north.written}").status_code == 404
    assert teacher.get(f"/my-tasks/{world.north.lesson_written}/steps/text").status_code == 404
