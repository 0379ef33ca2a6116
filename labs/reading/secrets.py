"""Nothing hidden stands in a text that a student sees: no hole, no option, no shown cell, no condition."""

from collections.abc import Iterator

from labs.reading.names import Names
from labs.reading.scene import place_in_text
from variants.formulas.trees import names as names_in
from variants.templates.asking.scene import key_of_ask
from variants.templates.asks import AskLine, ChoiceAsk, PlotAsk, TableAsk
from variants.templates.holes import UnreadableText, read_holes
from variants.templates.located import Formula, Template, Templates
from variants.templates.task import Task
from variants.templates.text_checks import texts_of_ask
from variants.texts import LANGUAGES, Language, Text


def check_secrets(task: Task, names: Names) -> None:
    """Complain about everything shown that tells a hidden constant; only the solution may."""
    for templates in _texts(task):
        for language in LANGUAGES:
            template = templates.in_language(language)
            if template is not None:
                _check_template(template, language, task, names)
    for formula in _formulas(task):
        if names.is_secret(names_in(formula.tree)):
            _complain((formula.line, formula.column), formula.text, names)
    for ask in task.asks.values():
        if isinstance(ask.form, ChoiceAsk) and ask.form.from_mistakes:
            names.problems.add(
                (ask.line, ask.column),
                Text(
                    en="in a lab the options can't be made from mistakes: they would show hidden numbers",
                    ru="в лабораторной работе варианты не делают из ошибок: они показали бы скрытые числа",
                ),
            )


def _texts(task: Task) -> Iterator[Templates]:
    for passage in (*task.statement, *task.hints):
        yield passage.texts
    for mistake in task.mistakes:
        yield mistake.say
    for ask in task.asks.values():
        yield from (templates for templates in texts_of_ask(ask) if templates is not None)


def _formulas(task: Task) -> Iterator[Formula]:
    """Yield formulas whose value, or truth, the student sees."""
    for passage in (*task.statement, *task.hints):
        if passage.when is not None:
            yield passage.when
    for ask in task.asks.values():
        yield from (formula for formula in _shown(ask) if formula is not None)


def _shown(ask: AskLine) -> Iterator[Formula | None]:
    match ask.form:
        case ChoiceAsk(options=options, items=items):
            yield from (option.gives for option in options)
            yield from (item.gives for item in items)
        case TableAsk(columns=columns):
            yield from (column.key for column in columns if column.kind is None or column.asked is not None)
        case PlotAsk(x=x, y=y):
            yield from (x.lowest, x.highest, y.lowest, y.highest)
        case _:
            return


def _check_template(template: Template, language: Language, task: Task, names: Names) -> None:
    try:
        holes = read_holes(template.text, language)
    except UnreadableText:
        return
    for hole in holes:
        key = key_of_ask(task, hole.name)
        used = names_in(key.tree) if key is not None else (hole.name.split(".")[0],)
        if names.is_secret(used):
            _complain(place_in_text(template, hole.position), hole.name, names)


def _complain(place: tuple[int, int], what: str, names: Names) -> None:
    names.problems.add(
        place,
        Text(
            en=f"`{what}` tells a hidden constant; only the solution may",
            ru=f"`{what}` выдаёт скрытую величину; это можно только в решении (solution)",
        ),
    )
