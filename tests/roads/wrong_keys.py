"""A school's own task with a wrong key, the notebook that uses it, and its corrected editions."""

from dataclasses import dataclass
from typing import Final

from schools import RoadSchool, dealt, send

from api.web.visits import present
from library_core.library import Act
from library_core.publishing import Upload, publish
from notebooks_engine.assignments import AssignmentKey, Rules
from notebooks_engine.attempts import AttemptKey
from variants.keys import QuantityKey

TASK: Final = """\
id: thrown-stone
title: {{en: A stone, ru: Камень}}
subject: physics
section: mechanics
grades: [9]
skills: [free-fall]
given:
  v: {{from: 12, to: 60, step: 1, unit: m/s}}
  t: {{from: 3, to: 12, step: 1, unit: s}}
solve:
  s: {formula}
certify:
  - {statement}
ask:
  s: {{kind: quantity, unit: m, tolerance: 1%, label: {{en: Distance, ru: Путь}}}}
statement:
  en: |
    A stone slides at {{{{v}}}} and stops evenly in {{{{t}}}}. How far does it go?{words}
  ru: |
    Камень скользит со скоростью {{{{v}}}} и равномерно тормозит {{{{t}}}}. Какой путь пройден?{words}
solution:
  en: |
    $s = {{{{s}}}}$
  ru: |
    $s = {{{{s}}}}$
"""
PAGE: Final = """\
---
id: stones
title: {title}
language: {language}
subject: physics
section: mechanics
grades: [9]
---

{title}.

::: slot {{id=1 points=2}}
thrown-stone
:::
"""
TITLE: Final = {"ru": "Камни и пути", "en": "Stones and ways"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongKey:
    """An assignment of the task, whose key is twice as large as it should be."""

    school: RoadSchool
    assignment: AssignmentKey
    attempts: tuple[AttemptKey, ...]

    def by_wrong_key(self, number: int) -> str:
        """Return what the first edition takes for right."""
        return f"{self._key(number):g} m"

    def right(self, number: int) -> str:
        """Return what the corrected edition takes for right."""
        return f"{self._key(number) / 2:g} m"

    def _key(self, number: int) -> float:
        key = dealt(self.school, number, self.attempts[number]).slots[0].variant.asks[0].key
        assert isinstance(key, QuantityKey)
        return key.value


def assign_wrong_key(school: RoadSchool) -> WrongKey:
    """Publish the task with its wrong key and a notebook of it, and assign that to the class."""
    _publish(school, "task", {"thrown-stone.yaml": TASK.format(formula="v*t", statement="s/t = v", words="")})
    pages = {
        f"stones.{language}.md": PAGE.format(title=title, language=language)
        for language, title in TITLE.items()
    }
    _publish(school, "notebook", pages)
    school.application.follow_changes()
    attempts = send(school, TITLE[school.language], Rules(solutions="after_answer"))
    assignment = dealt(school, 0, attempts[0]).assignment
    return WrongKey(school=school, assignment=assignment, attempts=attempts)


def correct_key(school: RoadSchool, *, again: bool = False) -> None:
    """Publish the corrected edition; `again`: one more, whose statement has a word more."""
    words = " (g = 9.8)" if again else ""
    text = TASK.format(formula="v*t/2", statement="2*s/t = v", words=words)
    _publish(school, "task", {"thrown-stone.yaml": text})


def _publish(school: RoadSchool, kind: str, files: dict[str, str]) -> None:
    upload = Upload(kind=kind, files={name: text.encode() for name, text in files.items()})
    publish(school.application.press, upload, Act(school=school.key, at=present()))
