"""Courses: ordered works in parts, each named once, every mistake located."""

import pytest

from library_core.formats.courses.course import read_course
from variants.problems import DocumentRefused

COURSE = """\
---
kind: course
id: mechanics-9
title: Механика, 9 класс
language: ru
subject: physics
section: mechanics
grades: [9]
description: Четверть механики
---
Начните отсюда.

## Силы

Про $F = ma$.
attach: library/incline Десять задач
attach: own-lesson
"""


def test_a_course_has_parts_with_prose_and_works() -> None:
    course = read_course(COURSE, "m.course.md")

    assert [(part.title, part.prose, len(part.items)) for part in course.parts] == [
        ("", "Начните отсюда.", 0),
        ("Силы", "Про $F = ma$.", 2),
    ]
    assert [(item.name, item.words, item.line) for item in course.items] == [
        ("library/incline", "Десять задач", 16),
        ("own-lesson", "", 17),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("attach: own-lesson", "attach: library/incline", 17, "in the course already"),
        ("attach: own-lesson", "attach: моя тетрадь", 17, "name a work"),
        ("attach: library/incline Десять задач\nattach: own-lesson\n", "", 11, "from 1 to 300 works"),
        ("$F = ma$", "$F = {a$", 11, "never closed"),
        ("kind: course", "kind: lesson", 2, "lesson"),
    ],
)
def test_a_mistake_is_said_with_its_line(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_course(COURSE.replace(old, new), "m.course.md")

    found = [(problem.line, problem.message.in_language("en")) for problem in refused.value.problems]
    assert any(number == line and words in message for number, message in found), found
