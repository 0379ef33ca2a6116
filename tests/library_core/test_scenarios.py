"""Lesson scenarios: Markdown with a head and steps, read with mistakes located, written back the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_core.formats.scenarios.kind import read_scenario_files
from library_core.formats.scenarios.reading import read_scenario
from library_core.formats.scenarios.scenario import WORKS, Attachment, Scenario, Step
from library_core.formats.scenarios.writing import write_scenario
from variants.problems import DocumentRefused

LESSON = """\
---
kind: scenario
id: friction-lesson
title: "Сила трения"
language: ru
subject: physics
section: mechanics
grades: [7, 8]
minutes: 45
goals:
  - Различать трение покоя и скольжения
---

Урок изучения нового.

::: step {title="Разминка" minutes=7 work=frontal}
Повторяем силы.
teacher: Спрашивает: «Что такое сила?»
students:
Отвечают.
board:
$F = \\mu N$
attach: library/incline#2/p-3 Читаем вслух
:::

::: step {title="Задачи" minutes=30 work=independent}
attach: library/incline
:::
"""


def problems(source: str) -> list[tuple[int, str]]:
    with pytest.raises(DocumentRefused) as refused:
        read_scenario(source, "lesson.md")
    return [(problem.line, problem.message.in_language("en")) for problem in refused.value.problems]


def test_a_step_has_what_teacher_and_students_do_and_what_is_used() -> None:
    scenario = read_scenario(LESSON, "lesson.md")

    first = scenario.steps[0]
    assert (first.title, first.minutes, first.work) == ("Разминка", 7, "frontal")
    assert (first.teacher, first.students, first.board) == (
        "Спрашивает: «Что такое сила?»",
        "Отвечают.",
        "$F = \\mu N$",
    )
    assert first.attachments == (
        Attachment(name="library/incline", place="2/p-3", words="Читаем вслух", line=23),
    )
    assert (scenario.planned, scenario.minutes, scenario.about) == (37, 45, "Урок изучения нового.")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("minutes=7 ", "", 16, "say how long"),
        ("work=frontal", "work=asleep", 16, "`work` is one of"),
        ('title="Разминка"', 'title=""', 16, "a step has a title"),
        ("attach: library/incline#2/p-3 Читаем вслух", "attach: Наклонная плоскость", 23, "name a work"),
        (':::\n\n::: step {title="За', '::: step {title="За', 16, "not closed"),
        ('::: step {title="Задачи" minutes=30 work=independent}', "::: lesson", 26, "a step opens like"),
        ("grades: [7, 8]", "grades: [12]", 8, "11"),
        ("id: friction-lesson", "name: x", 3, "no field `name`"),
        ("$F = \\mu N$", "$F = \\frac{1$", 22, ""),
    ],
)
def test_a_mistake_is_said_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in LESSON

    found = problems(LESSON.replace(old, new))

    assert any(number == line and words in message for number, message in found), found


def test_the_goals_are_the_summary_each_a_sentence() -> None:
    lesson = LESSON.replace("скольжения\n", "скольжения\n  - Измерить силу!\n  - Сравнить\n", 1)

    described = read_scenario_files({"lesson.md": lesson.encode()}, lambda _: {})

    summary = described.metadata.description.in_language("ru")
    assert summary == "Различать трение покоя и скольжения. Измерить силу! Сравнить."


def test_text_between_steps_is_not_lost_in_silence() -> None:
    assert problems(LESSON + "\nAnd homework.\n") == [(30, "this stands between steps: put it into one")]


def test_what_is_read_is_written_back_the_same() -> None:
    scenario = read_scenario(LESSON, "lesson.md")

    assert (
        read_scenario(write_scenario(scenario), "lesson.md").steps[1].attachments[0].name == "library/incline"
    )
    assert without_lines(read_scenario(write_scenario(scenario), "lesson.md")) == without_lines(scenario)


def without_lines(scenario: Scenario) -> Scenario:
    steps = tuple(
        replace(step, attachments=tuple(replace(each, line=0) for each in step.attachments))
        for step in scenario.steps
    )
    return replace(scenario, steps=steps)


LINE = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="$`\\"), min_size=1, max_size=12)
TEXT = st.lists(
    LINE | st.sampled_from([":::", "teacher: x", "attach: y", "::: step {}", ""]), max_size=4
).map(lambda lines: "\n".join(lines).strip())
STEPS = st.builds(
    Step,
    title=LINE,
    minutes=st.integers(1, 90),
    work=st.sampled_from(WORKS),
    about=TEXT,
    teacher=TEXT,
    students=TEXT,
    board=TEXT,
    attachments=st.lists(st.builds(Attachment, name=st.just("library/a-1"), words=LINE), max_size=2).map(
        tuple
    ),
)


@given(st.lists(STEPS, min_size=1, max_size=3), LINE, LINE)
def test_nothing_that_is_typed_into_a_form_becomes_another_step(
    steps: list[Step], title: str, goal: str
) -> None:
    scenario = replace(read_scenario(LESSON, "a.md"), steps=tuple(steps), title=title, goals=(goal,))

    again = read_scenario(write_scenario(scenario), "lesson.md")

    assert [len(step.attachments) for step in again.steps] == [len(step.attachments) for step in steps]
    assert (again.title, again.goals) == (title, (goal,))
    assert [step.teacher.split() for step in again.steps] == [step.teacher.split() for step in steps]
