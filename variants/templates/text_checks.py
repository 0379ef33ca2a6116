"""Check the texts of a task before any variant is made: holes, their units, formulas, symbols and styles."""

from collections.abc import Iterator

from variants.formulas.errors import FormulaRefused
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import Name
from variants.quantities.default_units import default_unit
from variants.quantities.units import read_unit
from variants.templates.asking.scene import key_of_ask
from variants.templates.asks import AskLine, ChoiceAsk, PlotAsk, TableAsk, TextAsk
from variants.templates.display.symbols import SYMBOLS
from variants.templates.figures import STYLES, symbol_name
from variants.templates.holes import Hole, Layout, UnreadableText, read_holes, render_holed
from variants.templates.inference import Unknowable, infer
from variants.templates.located import Template, Templates
from variants.templates.located_problems import Problems
from variants.templates.task import Figure, Task
from variants.templates.type_checks import say_type
from variants.templates.value_types import NumberType, Scope
from variants.texts import LANGUAGES, Language, Text


def check_texts(task: Task, scope: Scope, problems: Problems) -> None:
    """Add everything that is wrong in the texts of the task and its figure to the problems."""
    for templates, layout in _texts(task):
        for language in LANGUAGES:
            template = templates.in_language(language)
            if template is not None:
                _check_template(template, language, layout, (task, scope), problems)
    if task.figure is not None:
        _check_shapes(task.figure, problems)


def _check_template(
    template: Template, language: Language, layout: Layout, known: tuple[Task, Scope], problems: Problems
) -> None:
    try:
        holes = read_holes(template.text, language)
        render_holed(template.text, language, layout)
    except UnreadableText as error:
        problems.add(_place(template, error.position), error.message)
        return
    for hole in holes:
        try:
            _check_hole(hole, *known)
        except FormulaRefused as error:
            problems.add(_place(template, hole.position), error.message)
        except Unknowable:
            continue


def _check_hole(hole: Hole, task: Task, scope: Scope) -> None:
    """Hold a hole against what its name holds. Raises FormulaRefused, Unknowable."""
    key = key_of_ask(task, hole.name)
    found = infer(Name(name=hole.name) if key is None else key.tree, scope)
    manner = hole.manner
    as_number = manner.unit is not None or manner.figures is not None or manner.decimals is not None
    if not as_number and not manner.bare and not manner.forms:
        return
    if not isinstance(found, NumberType) or found.letters:
        said = say_type(found)
        raise FormulaRefused(
            Text(
                f"`{hole.name}` is {said.en}, and only a number has a unit or figures.",
                f"`{hole.name}` — {said.ru}, а единица и число цифр бывают только у числа.",
            )
        )
    if manner.unit is not None and found.dimension not in (None, read_unit(manner.unit).dimension):
        own = default_unit(found.dimension) if found.dimension else ""
        raise FormulaRefused(
            Text(
                f"`{hole.name}` can't be printed in {manner.unit}; it is in {own or 'no unit'}.",
                f"`{hole.name}` нельзя напечатать в {manner.unit}: единица {own or 'отсутствует'}.",
            )
        )


def _check_shapes(figure: Figure, problems: Problems) -> None:
    for shape in figure.draw:
        name = symbol_name(shape)
        if shape.kind == "symbol" and name not in SYMBOLS:
            message = Text(f"there is no symbol `{name}`", f"символа `{name}` нет")
            problems.add((shape.line, shape.column), with_suggestion(message, name, SYMBOLS))
        for word in shape.style.replace(",", " ").split():
            if word not in STYLES:
                message = Text(f"there is no style `{word}`", f"стиля `{word}` нет")
                problems.add((shape.line, shape.column), with_suggestion(message, word, STYLES))


def _place(template: Template, position: int) -> tuple[int, int]:
    before = template.text[:position]
    breaks = before.count("\n")
    if breaks:
        return template.line + breaks, position - before.rfind("\n")
    return template.line, template.column + position


def _texts(task: Task) -> Iterator[tuple[Templates, Layout]]:
    for passage in (*task.statement, *task.hints, *task.solution):
        yield passage.texts, "blocks"
    lines = [mistake.say for mistake in task.mistakes]
    for ask in task.asks.values():
        lines += [templates for templates in texts_of_ask(ask) if templates is not None]
    if task.figure is not None:
        lines.append(task.figure.alt)
        for shape in task.figure.draw:
            shown = (shape.label, None if shape.kind == "symbol" else shape.content)
            lines += [templates for templates in shown if templates is not None]
    for templates in lines:
        yield templates, "line"


def texts_of_ask(ask: AskLine) -> Iterator[Templates | None]:
    """Yield the texts of an ask, None where one was not written."""
    yield ask.label
    match ask.form:
        case ChoiceAsk(options=options, items=items):
            for option in options:
                yield from (option.text, option.say)
            yield from (item.text for item in items)
        case TableAsk(columns=columns):
            yield from (column.label for column in columns)
        case PlotAsk(x=x, y=y):
            yield from (x.label, y.label)
        case TextAsk(expects=expects, rejects=rejects, sample=sample):
            yield from (sample, *(statement.say for statement in (*expects, *rejects)))
        case _:
            return
