"""A lesson, a course and a lesson being written, for the schools of the tests."""

from api.bootstrap import Application
from library_core.editions import EditionKey
from library_core.formats.scenarios.drafts import draft_of_form, draft_to_text
from library_core.identities import new_key
from library_core.library import Act
from library_core.people import PersonKey, SchoolKey
from library_core.publishing import Upload, publish
from library_core.writing import Beginning, begin
from library_core.written import WrittenKey

LESSON = """\
---
kind: scenario
id: {name}
title: "Урок про седьмые части {school}"
language: ru
subject: physics
section: mechanics
grades: [7]
minutes: 45
goals:
  - Делить на семь
authors: [Учитель]
---

::: step {{title="Разминка" minutes=5 work=frontal}}
teacher: Спрашивает.
board:
$m/7$
attach: sevenths Первые три задачи
:::

::: step {{title="Работа" minutes=30 work=independent}}
students: Решают.
:::
"""
COURSE = """\
---
kind: course
id: parts
title: "Части {school}"
language: ru
subject: physics
section: mechanics
grades: [7]
---

## Начало
attach: sevenths Тетрадь
attach: lesson-of-sevenths
"""


def add_lesson(application: Application, school: SchoolKey, publisher: PersonKey) -> EditionKey:
    """Publish a lesson that uses the school's notebook."""
    name = "lesson-of-sevenths"
    files = {f"{name}.md": LESSON.format(name=name, school=school).encode()}
    act = Act(school=school, at=3, person=publisher)
    return publish(application.press, Upload(kind="scenario", files=files), act).key


def add_course(application: Application, school: SchoolKey, publisher: PersonKey) -> EditionKey:
    """Publish a course of the school's notebook and lesson."""
    files = {"parts.md": COURSE.format(school=school).encode()}
    act = Act(school=school, at=3, person=publisher)
    return publish(application.press, Upload(kind="course", files=files), act).key


def begin_lesson(application: Application, school: SchoolKey, teacher: PersonKey) -> WrittenKey:
    """Let the teacher begin a lesson."""
    fields = {
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
    }
    beginning = Beginning(kind="scenario", title="Свой урок", content=draft_to_text(draft_of_form(fields)))
    act = Act(school=school, at=2, person=teacher)
    return application.write(lambda unit: begin(unit.library, act, new_key, beginning)).key
