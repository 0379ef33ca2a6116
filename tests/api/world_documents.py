"""The documents of the schools in the tests: two tasks on sevenths, an open question, a notebook of them."""

from pathlib import Path
from typing import Final

from library_core.people import LIBRARY, SchoolKey

SEVENTH: Final = """\
id: {id}
title: {{en: "A seventh of {what}", ru: "Седьмая часть {what}"}}
subject: physics
section: mechanics
grades: [7]
given:
  m: {{from: 10.3, to: 59.3, step: 0.7, unit: kg}}
  gap: {{is: 5713, unit: kg, hidden: yes}}
solve:
  part: m/7 + 0*gap
certify:
  - 7*part = m
ask:
  part: {{kind: quantity, unit: kg, tolerance: 1%}}
mistakes:
  - ask: part
    gives: m*7
    say: {{en: "MISTAKE-WORDS", ru: "СЛОВА-ОБ-ОШИБКЕ"}}
statement:
  en: "Find a seventh of {{{{m}}}}."
  ru: "Найдите седьмую часть массы {{{{m}}}}."
solution:
  en: "SOLUTION-WORDS: {{{{part}}}}."
  ru: "СЛОВА-РЕШЕНИЯ: {{{{part}}}}."
"""
OPEN_QUESTION: Final = """\
id: why-a-seventh
title: {en: "Why a seventh?", ru: "Почему седьмая?"}
subject: physics
section: mechanics
grades: [7]
given:
  n: {from: 2, to: 60, step: 1}
solve:
  k: n + 1
certify:
  - k - 1 = n
ask:
  why:
    kind: text
    expects:
      - {points: 1, terms: {en: [week], ru: [неделя]}}
    sample: {en: "SAMPLE-WORDS week", ru: "СЛОВА-ОБРАЗЦА неделя"}
statement:
  en: "Why, {{n}} times?"
  ru: "Почему, {{n}} раз?"
solution:
  en: "SOLUTION-WORDS"
  ru: "СЛОВА-РЕШЕНИЯ"
"""
NOTEBOOK: Final = """\
---
id: {id}
title: {title}
language: {language}
subject: physics
section: mechanics
grades: [7, 8]
---
{prose}

::: slot {{id=1 points=2}}
seventh
seventh-too
:::

::: slot {{id=2}}
why-a-seventh
:::
"""


def notebook_page(name: str, title: str, language: str, prose: str) -> str:
    """Return the page of a notebook of the two tasks and the open question."""
    return NOTEBOOK.format(id=name, title=title, language=language, prose=prose)


def write_documents(folder: Path, school: SchoolKey) -> Path:
    """Write two tasks on sevenths, an open question, and a notebook of them; return the folder."""
    folder.mkdir(parents=True)
    for name, what in (("seventh", "a mass"), ("seventh-too", "a load")):
        (folder / f"{name}.yaml").write_text(SEVENTH.format(id=name, what=what), encoding="utf-8")
    (folder / "why-a-seventh.yaml").write_text(OPEN_QUESTION, encoding="utf-8")
    for language, title in (("ru", "Седьмые части"), ("en", "Sevenths")):
        mark = "" if school == LIBRARY else f" {school}"
        page = notebook_page("sevenths", title + mark, language, f"PROSE of {school}.")
        (folder / f"sevenths.{language}.md").write_text(page, encoding="utf-8")
    return folder
