import pytest

from variants.problems import DocumentRefused
from variants.templates.reading.task_reading import read_task

TASK = """\
id: fall
title: {{en: "Fall", ru: "Падение"}}
subject: physics
section: mechanics
grades: [9]
given:
  h: {{from: 1, to: 5, step: 1, unit: m}}
  g: {{is: 9.8, unit: m/s^2}}
solve:
  v: sqrt(2*g*h)
ask:
  v: {{kind: quantity, unit: m/s}}
statement:
  en: |
    It falls from {{{{h}}}}.
    Then {english}.
  ru: |
    Падает с высоты {{{{h}}}}.
figure:
  size: [4, 4]
  alt: {{en: "Fall", ru: "Падение"}}
  draw:
    - {shape}
"""


def _problem(english: str = "stop", shape: str = "{dot: [1, 1]}") -> str:
    with pytest.raises(DocumentRefused) as refusal:
        read_task(TASK.format(english=english, shape=shape), document="task fall", tables={})
    (problem,) = refusal.value.problems
    assert problem.message.languages == ("en", "ru")
    return problem.in_language("en")


def test_texts_that_can_be_shown_are_accepted() -> None:
    assert (
        read_task(TASK.format(english="{{v}}", shape="{dot: [1, 1]}"), document="fall", tables={}).id
        == "fall"
    )


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("{{vv}}", "line 16: `vv` is not"),
        ("{{h in s}}", "line 16: `h` can't be printed in s; it is in m"),
        ("{{h in foo}}", "line 16: foo is not a unit"),
        ("{{h | metre}}", "line 16: This hole has 1 forms of the word; 2 are needed here"),
        (r"$\foo$", r"line 16: The formula command \foo is not known"),
    ],
)
def test_a_text_that_can_not_be_shown_is_refused_at_its_line(english: str, said: str) -> None:
    assert said in _problem(english)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("{symbol: resistr, at: [1, 1]}", "there is no symbol `resistr`; did you mean `resistor`?"),
        ("{dot: [1, 1], style: dashd}", "there is no style `dashd`; did you mean `dashed`?"),
    ],
)
def test_unknown_symbols_and_styles_are_refused(shape: str, said: str) -> None:
    assert said in _problem(shape=shape)
