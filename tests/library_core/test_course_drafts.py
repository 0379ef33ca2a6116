"""Courses come out of the form as documents, and go back into it."""

from hypothesis import given
from hypothesis import strategies as st

from library_core.formats.courses.course import read_course
from library_core.formats.courses.drafts import course_document, draft_of_course
from library_core.formats.scenarios.drafts import draft_of_form

FORM = {
    "id": "week",
    "title": "Силы",
    "language": "ru",
    "subject": "physics",
    "section": "mechanics",
    "grades": "7, 8",
    "authors": "А. Автор\nБ. Автор",
    "about": "О силах",
    "step-0-title": "Начало",
    "step-0-about": "Прочитайте.",
    "step-0-attach": "library/incline Первая\nown-work",
    "step-1-title": "Конец",
    "step-1-attach": "library/end",
}


def test_a_course_is_the_same_after_the_form() -> None:
    course = read_course(course_document(draft_of_form(FORM)), "week.md")

    again = read_course(course_document(draft_of_course(course)), "week.md")

    assert again == course
    assert [item.name for item in course.items] == ["library/incline", "own-work", "library/end"]
    assert course.metadata.authors == ("А. Автор", "Б. Автор")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=60))
def test_words_of_a_part_never_become_lines_of_the_document(words: str) -> None:
    forms = [{**FORM, "step-0-about": f"## {words}\nattach: {words}"}, FORM]

    changed, plain = (course_document(draft_of_form(form)) for form in forms)

    assert changed.count("\nattach: ") == plain.count("\nattach: ")
    assert changed.count("\n## ") == plain.count("\n## ") or "\n## " in f"\n{words}"
