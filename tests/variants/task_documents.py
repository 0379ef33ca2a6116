"""Small task documents for the tests of the task language."""

from pathlib import Path

from variants.problems import DocumentRefused
from variants.templates.reading.table_reading import read_tables
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.texts import Language

INCLINE = Path(__file__).with_name("incline.yaml").read_text(encoding="utf-8")
TABLES = read_tables(
    """
data:
  metals:
    source: school tables
    columns: {name: text, density: kg/m^3, symbol: substance, ion: substance, potential: V}
    rows:
      zinc:   {name: {en: zinc, ru: цинк},   density: 7100,  symbol: Zn, ion: Zn^2+, potential: -0.76}
      copper: {name: {en: copper, ru: медь}, density: 8900,  symbol: Cu, ion: Cu^2+, potential: 0.34}
      silver: {name: {en: silver, ru: серебро}, density: 10500, symbol: Ag, ion: Ag^+, potential: 0.80}
""",
    "tables",
)
_HEAD = """
id: small
title: {en: Small, ru: Малая}
subject: physics
section: mechanics
grades: [9]
statement: {en: "Find it.", ru: "Найдите."}
"""


def small(body: str) -> Task:
    """Read a task with the usual head and this body."""
    return read_task(_HEAD + body, document="small", tables=TABLES)


def complaints(text: str, language: Language = "en") -> list[str]:
    """Return what is wrong in a document, each with its place."""
    try:
        read_task(text, document="task", tables=TABLES)
    except DocumentRefused as refused:
        return [problem.in_language(language) for problem in refused.problems]
    return []


def complaints_about(body: str, language: Language = "en") -> list[str]:
    """Return what is wrong in a body under the usual head, without its place."""
    return [text.split(": ", 1)[1] for text in complaints(_HEAD + body, language)]
