"""Whether a student sees all that the keys need: every given, in each language, with all its digits.

A given is shown by a hole of the statement, a label, an option, a column or the figure, or by what is
computed from it and shown; a fixed one may stand in the text as a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from variants.formulas.trees import Number, names
from variants.templates.asking.scene import NumberedMember
from variants.templates.asks import AskLine, ChoiceAsk, PlotAsk, TableAsk
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.checks.order import reach
from variants.templates.display.printing import number_in_unit, print_value
from variants.templates.evaluating.computing import Program
from variants.templates.holes import Hole, read_holes
from variants.templates.located import Formula, Template, Templates
from variants.templates.located_problems import Problems
from variants.templates.task import DependentForm, GivenLine, NumbersForm, Shape, Task
from variants.templates.values import NumberValue
from variants.texts import Language, Text

HIDDEN_DIGITS: Final = 1e-3
"""The share of a given that rounding in the text may hide."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_PRINTED: Final = re.compile(r"-?\d+(?:\.\d+)?")
_HOLE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def check_displayed(program: Program, members: Sequence[NumberedMember], problems: Problems) -> None:
    """Add the asks whose keys need what no text shows, and holes that show less than keys are made of."""
    task = program.task
    for language in task.languages:
        shown = reach(_shown(task, language), program.analysis.needs)
        written = _written(task, language)
        for ask in task.asks.values():
            for name in sorted(_unseen(program, ask, shown)):
                if not _is_written(task.given[name], written):
                    problems.add((ask.line, ask.column), _unseen_message(name, ask.name, language))
        for template in _statement(task, language):
            for hole in read_holes(template.text, language):
                if _is_rounded(task, hole, members, language):
                    problems.add((template.line, template.column), _rounded_message(hole.name))


def _unseen_message(name: str, ask: str, language: Language) -> Text:
    english, russian = ("English", "английском") if language == "en" else ("Russian", "русском")
    return Text(
        en=f"the key of `{ask}` uses `{name}`, but the {english} text doesn't show it",
        ru=f"для ответа `{ask}` нужно `{name}`, но в {russian} тексте его нет",
    )


def _rounded_message(name: str) -> Text:
    return Text(
        en=f"the text rounds `{name}`, and keys are made of all its digits: show it as it is",
        ru=f"в тексте `{name}` округлено, а ответ считают по всем цифрам: покажите его как есть",
    )


def _unseen(program: Program, ask: AskLine, shown: frozenset[str]) -> Iterator[str]:
    """Yield the visible givens that are reached from a key without passing what is shown."""
    task = program.task
    waiting = [name for formula in key_formulas(ask) for name in names(formula.tree)]
    seen: set[str] = set(shown)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        line = task.given.get(name)
        if line is not None and not line.hidden:
            yield name
        else:
            waiting.extend(program.analysis.needs.get(name, ()))


def _statement(task: Task, language: Language) -> Iterator[Template]:
    for passage in task.statement:
        template = passage.texts.in_language(language)
        if template is not None:
            yield template


def read_before_answering(task: Task, language: Language) -> Iterator[Template]:
    """Yield what a student reads before an answer is given: statement, labels, options, the figure."""
    yield from _statement(task, language)
    yield from _other_templates(task, language)


def _shown(task: Task, language: Language) -> frozenset[str]:
    """Return the names that a student can see something of."""
    found: set[str] = set()
    for template in read_before_answering(task, language):
        found |= {hole.name.split(".")[0] for hole in read_holes(template.text, language)}
    for formula in _formulas(task):
        found |= names(formula.tree)
    return frozenset(found)


def _other_templates(task: Task, language: Language) -> Iterator[Template]:
    texts = [templates for ask in task.asks.values() for templates in _texts_of(ask)]
    if task.figure is not None:
        texts.append(task.figure.alt)
        texts += [words for shape in task.figure.draw for words in (shape.content, shape.label)]
    for templates in texts:
        template = None if templates is None else templates.in_language(language)
        if template is not None:
            yield template


def _texts_of(ask: AskLine) -> Iterator[Templates | None]:
    """Yield what is read before an answer is given."""
    yield ask.label
    match ask.form:
        case ChoiceAsk(options=options, items=items):
            yield from (option.text for option in options)
            yield from (item.text for item in items)
        case TableAsk(columns=columns):
            yield from (column.label for column in columns)
        case PlotAsk(x=x, y=y):
            yield from (x.label, y.label)
        case _:
            return


def _formulas(task: Task) -> Iterator[Formula]:
    """Yield the formulas whose values are seen: cells, options, limits of axes, what a figure is made of."""
    found: list[Formula | None] = [passage.when for passage in task.statement]
    for ask in task.asks.values():
        match ask.form:
            case ChoiceAsk(options=options, items=items):
                found += [option.gives for option in options]
                found += [item.gives for item in items]
            case TableAsk(columns=columns):
                found += [one.key for one in columns if one.kind is None or one.asked is not None]
            case PlotAsk(x=x, y=y):
                found += [x.lowest, x.highest, y.lowest, y.highest]
            case _:
                continue
    for shape in () if task.figure is None else task.figure.draw:
        found += _of_shape(shape)
    return (formula for formula in found if formula is not None)


def _of_shape(shape: Shape) -> tuple[Formula | None, ...]:
    return (*shape.coordinates, *shape.at, shape.turn, shape.when)


def _written(task: Task, language: Language) -> frozenset[float]:
    """Return the numbers that stand in the statement and the labels themselves."""
    texts = read_before_answering(task, language)
    bare = " ".join(_HOLE.sub(" ", template.text) for template in texts)
    return frozenset(float(found.replace(",", ".")) for found in _NUMBER.findall(bare))


def _is_written(line: GivenLine, written: frozenset[float]) -> bool:
    """Tell whether a given that is the same in all variants stands in the text as a number."""
    match line.form:
        case DependentForm(formula=Formula(tree=Number(value=value))):
            return value in written
        case NumbersForm(numbers=(number,)):
            return float(number) in written
        case _:
            return False


def _is_rounded(task: Task, hole: Hole, members: Sequence[NumberedMember], language: Language) -> bool:
    """Tell whether a hole shows another number than a given is."""
    if hole.name not in task.given:
        return False
    manner = replace(hole.manner, bare=True, forms=())
    for member in members:
        value = member[hole.name]
        if not isinstance(value, NumberValue):
            return False
        words = print_value(value, language, manner).words
        digits = re.sub(r"[\s\u00a0\u202f]", "", words).replace("−", "-").replace(",", ".")
        unit = value.unit if manner.unit is None else manner.unit
        exact = replace(value, unit=unit)
        if _PRINTED.fullmatch(digits) and _differs(float(digits), exact):
            return True
    return False


def _differs(shown: float, value: NumberValue) -> bool:
    number = number_in_unit(value.si, value.unit)
    return abs(shown - number) > HIDDEN_DIGITS * abs(number)
