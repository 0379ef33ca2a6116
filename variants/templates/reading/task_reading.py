"""Read a task document: every problem is located and said in words; what is returned can be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from variants.constants import CONSTANTS
from variants.formulas.suggestions import with_suggestion
from variants.quantities.units import read_unit
from variants.templates.asks import AskLine
from variants.templates.checks.analysis import Analysis, analyse
from variants.templates.checks.task_checks import check_task
from variants.templates.documents import Complaint, Node, read_document
from variants.templates.evaluating.letter_checks import check_letters
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.reading.ask_reading import read_asks
from variants.templates.reading.fields import (
    Fields,
    read_formulas,
    read_integer,
    read_items,
    read_plain_text,
    read_text,
    read_texts,
)
from variants.templates.reading.given_reading import read_given, read_letters, read_solve
from variants.templates.reading.table_reading import tables_of
from variants.templates.reading.text_reading import read_figure, read_mistakes, read_passages
from variants.templates.task import (
    GivenLine,
    Letter,
    MistakeLine,
    Passage,
    SolveLine,
    Table,
    Task,
)
from variants.templates.text_checks import check_texts
from variants.templates.values import NumberValue, Value
from variants.texts import LANGUAGES, Language, Text

TASK_FIELDS: Final = (
    *("id", "title", "subject", "section", "grades", "skills", "data", "constants", "given", "letters"),
    *("where", "ugly", "spread", "solve", "certify", "ask", "mistakes"),
    *("statement", "hints", "solution", "figure"),
)
_KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_task(text: str, *, document: str, tables: Mapping[str, Table]) -> Task:
    """Read a task; `tables` are those of the library. Raises DocumentRefused with every problem."""
    examined = examine_task(text, document=document, tables=tables)
    examined.problems.stop_if_any()
    return with_units(examined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """All that can be said of a task, good or not: what was read, what its names hold, what is wrong."""

    task: Task
    analysis: Analysis
    problems: Problems


def examine_task(text: str, *, document: str, tables: Mapping[str, Table]) -> Examined:
    """Read a task as far as it can be read. Raises DocumentRefused if it is no record of fields at all."""
    return examine_node(read_document(text, document), Problems(document), tables)


def examine_node(node: Node, problems: Problems, tables: Mapping[str, Table]) -> Examined:
    """Do the same for a document that was read into nodes. Raises DocumentRefused."""
    fields = problems.attempt(lambda: Fields(node, problems, TASK_FIELDS))
    if fields is None:
        problems.stop_if_any()
        raise AssertionError("a complaint was noted")
    task = _task(fields, problems, tables)
    problems.demand_languages(task.languages)
    analysis = analyse(task, problems)
    check_task(task, analysis, problems)
    check_texts(task, analysis.scope(task), problems)
    if not problems.any:
        check_letters(task, analysis, problems)
    return Examined(task=task, analysis=analysis, problems=problems)


def with_units(examined: Examined) -> Task:
    """Return the task with the unit in which each of its names is printed."""
    return replace(examined.task, units=examined.analysis.units)


def _task(fields: Fields, problems: Problems, library: Mapping[str, Table]) -> Task:
    no_formulas: tuple[Formula, ...] = ()
    no_passages: tuple[Passage, ...] = ()
    no_mistakes: tuple[MistakeLine, ...] = ()
    no_given: dict[str, GivenLine] = {}
    no_letters: dict[str, Letter] = {}
    no_lines: dict[str, SolveLine] = {}
    no_asks: dict[str, AskLine] = {}
    passages = partial(read_passages, problems=problems)
    tables = {**library, **_local_tables(fields, problems, library)}
    statement = fields.need("statement", passages, no_passages)
    return Task(
        id=fields.need("id", _id, "task"),
        title=fields.need("title", read_plain_text(problems), Text()),
        subject=fields.need("subject", read_text, ""),
        section=fields.need("section", read_text, ""),
        grades=fields.need("grades", _grades, (1,)),
        skills=fields.get("skills", read_texts, ("",)),
        languages=_languages(statement),
        tables=tables,
        given=fields.need("given", partial(read_given, problems=problems, tables=tables), no_given),
        constants=fields.get("constants", partial(_constants, problems=problems), {}),
        letters=fields.get("letters", partial(read_letters, problems=problems), no_letters),
        where=fields.get("where", read_formulas, no_formulas),
        ugly=fields.get("ugly", read_formulas, no_formulas),
        solve=fields.get("solve", partial(read_solve, problems=problems), no_lines),
        certify=fields.get("certify", read_formulas, no_formulas),
        asks=fields.need("ask", partial(read_asks, problems=problems), no_asks),
        mistakes=fields.get("mistakes", partial(read_mistakes, problems=problems), no_mistakes),
        statement=statement,
        hints=fields.get("hints", passages, no_passages),
        solution=fields.get("solution", passages, no_passages),
        figure=fields.maybe("figure", partial(read_figure, problems=problems)),
        units={},
        spread=fields.maybe("spread", read_integer(0, 99)),
        document=problems.document,
    )


def _languages(statement: tuple[Passage, ...]) -> tuple[Language, ...]:
    return tuple(
        language
        for language in LANGUAGES
        if any(passage.texts.in_language(language) for passage in statement)
    )


def _id(node: Node) -> str:
    text = read_text(node)
    if not _KEBAB.fullmatch(text) or len(text) > 80:
        raise Complaint(
            node,
            Text(
                en="an id is small Latin letters, digits and hyphens: block-on-incline",
                ru="id — строчные латинские буквы, цифры и дефисы: block-on-incline",
            ),
        )
    return text


def _grades(node: Node) -> tuple[int, ...]:
    return tuple(read_integer(1, 12)(item) for item in read_items(node))


def _local_tables(fields: Fields, problems: Problems, library: Mapping[str, Table]) -> dict[str, Table]:
    nothing: dict[str, Table] = {}
    tables = fields.get("data", partial(tables_of, problems=problems), nothing)
    for name in tables:
        if name in library:
            problems.add(
                fields.record.entries["data"],
                Text(
                    en=f"`{name}` hides a table of the library; give it another name",
                    ru=f"`{name}` заслоняет таблицу библиотеки; назовите её иначе",
                ),
            )
    return tables


def _constants(node: Node, problems: Problems) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for item in read_items(node):
        name = read_text(item)
        if name not in CONSTANTS:
            message = Text(en=f"no constant `{name}`", ru=f"нет постоянной `{name}`")
            problems.add(item, with_suggestion(message, name, CONSTANTS))
            continue
        constant = CONSTANTS[name]
        found[name] = NumberValue(
            si=constant.value, dimension=read_unit(constant.unit).dimension, unit=constant.unit
        )
    return found
