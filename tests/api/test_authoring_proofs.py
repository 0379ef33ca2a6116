"""What was proven of a text is kept as long as the text stays."""

from api.routes.authoring_proofs import ProvenTexts
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task

TEXT = """\
id: path
title: {en: Path, ru: Путь}
subject: physics
section: mechanics
grades: [7]
given:
  v: {from: 2, to: 40, step: 1, unit: m/s}
  t: {from: 3, to: 30, step: 1, unit: s}
solve: {s: v*t}
certify: [s/t = v]
ask: {s: {kind: quantity, unit: m, tolerance: 2%}}
statement:
  en: Moves at {{v}} for {{t}}.
  ru: Движется со скоростью {{v}} в течение {{t}}.
solution:
  en: "{{s}}"
  ru: "{{s}}"
"""


def task_of(text: str) -> Task:
    return read_task(text, document="path", tables={})


def test_what_was_proven_is_found_again_by_the_same_text_alone() -> None:
    texts = ProvenTexts()

    proven = texts.prove(TEXT, task_of(TEXT))

    assert proven.problems == ()
    assert proven.graded > proven.practice > 0
    assert texts.find(TEXT) is proven
    assert texts.find(TEXT + "\n") is None


def test_what_may_not_be_published_is_kept_with_its_problems() -> None:
    texts, wrong = ProvenTexts(), TEXT.replace("s/t = v", "s/t = v + t*v/t")

    proven = texts.prove(wrong, task_of(wrong))

    assert proven.problems
    assert texts.prove(wrong, task_of(wrong)) is proven


def test_only_the_last_texts_are_kept() -> None:
    texts, wrong = ProvenTexts(most=2), TEXT.replace("s/t = v", "s/t = 2*v")

    for number in range(3):
        texts.prove(f"{wrong}# {number}\n", task_of(wrong))

    assert texts.find(f"{wrong}# 0\n") is None
    assert texts.find(f"{wrong}# 2\n") is not None
