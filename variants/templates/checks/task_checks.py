"""Check that every formula of a task makes sense where it stands: units, words, keys, hidden givens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import names
from variants.templates.asks import AskLine, PlotAsk, TableAsk
from variants.templates.checks.analysis import Analysis
from variants.templates.checks.ask_checks import check_ask, check_curve_letters, check_mistake
from variants.templates.checks.key_formulas import PLOT_PARTS, key_formulas, mistaken_form
from variants.templates.inference import Unknowable, infer
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.task import MistakeLine, Task
from variants.templates.type_checks import expect_pure, expect_truth, refused
from variants.templates.value_types import Scope
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checker:
    """Checks formulas against one scope and notes what is wrong."""

    scope: Scope
    problems: Problems

    def run(self, formula: Formula, read: Callable[[], object]) -> None:
        try:
            self.problems.attempt_formula(formula, read)
        except Unknowable:
            return

    def truth(self, formula: Formula | None, *, letters: bool = False) -> None:
        """A statement; with letters only where functions are compared."""
        if formula is not None:
            self.run(formula, partial(_truth, formula, self.scope, letters=letters))

    def pure(self, formula: Formula | None) -> None:
        """A pure number."""
        if formula is not None:
            self.run(formula, lambda: expect_pure(infer(formula.tree, self.scope), formula.tree, self.scope))

    def some(self, formula: Formula) -> None:
        """Anything at all."""
        self.run(formula, lambda: infer(formula.tree, self.scope))


def _truth(formula: Formula, scope: Scope, *, letters: bool) -> None:
    found = expect_truth(infer(formula.tree, scope), formula.tree)
    if found.letters and not letters:
        letter = min(found.letters)
        raise refused(
            formula.tree,
            f"this statement contains the letter {letter}",
            f"в этом утверждении есть буква {letter}",
        )


def check_task(task: Task, analysis: Analysis, problems: Problems) -> None:
    """Add everything that is wrong in the formulas of the task to the problems."""
    checker = _Checker(scope=analysis.scope(task), problems=problems)
    for statement in (*task.where, *task.ugly):
        checker.truth(statement)
    for statement in task.certify:
        checker.truth(statement, letters=True)
    _check_names(task, problems)
    if not task.asks:
        problems.add((1, 1), Text(en="nothing is asked", ru="в задаче ничего не спрашивается"))
    elif not any(ask.points for ask in task.asks.values()):
        problems.add(
            (1, 1), Text(en="nothing in the task earns a point", ru="за задачу нельзя получить баллы")
        )
    for ask in task.asks.values():
        check_ask(task, ask, checker.scope, problems)
        _check_hidden(task, analysis, ask, problems)
    for mistake in task.mistakes:
        _check_mistake(task, mistake, analysis, problems)
    for passage in (*task.statement, *task.hints, *task.solution):
        checker.truth(passage.when)
    _check_figure(task, checker)


def _check_names(task: Task, problems: Problems) -> None:
    for name, line in task.given.items():
        if name in task.letters or name in task.constants:
            problems.add(
                (line.line, line.column),
                Text(en=f"`{name}` has a meaning already", ru=f"имя `{name}` уже занято"),
            )


def _check_hidden(task: Task, analysis: Analysis, ask: AskLine, problems: Problems) -> None:
    for formula in key_formulas(ask):
        for name in sorted(_hidden_behind(task, analysis, names(formula.tree))):
            problems.add(
                (ask.line, ask.column),
                Text(
                    en=f"`{name}` is hidden, but the key of `{ask.name}` uses it",
                    ru=f"`{name}` скрыто (hidden), но нужно для ответа `{ask.name}`",
                ),
            )


def _hidden_behind(task: Task, analysis: Analysis, used: Iterable[str]) -> set[str]:
    """Return hidden givens that are reached without passing a given that is shown."""
    hidden: set[str] = set()
    seen: set[str] = set()
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        line = task.given.get(name)
        if name in seen:
            continue
        seen.add(name)
        if line is None or line.hidden:
            waiting.extend(analysis.needs.get(name, ()))
        if line is not None and line.hidden and name not in analysis.needs:
            hidden.add(name)
    return hidden


def _check_mistake(task: Task, mistake: MistakeLine, analysis: Analysis, problems: Problems) -> None:
    place = (mistake.line, mistake.column)
    ask = task.asks.get(mistake.ask)
    if ask is None:
        message = Text(en=f"nothing is asked as `{mistake.ask}`", ru=f"вопроса `{mistake.ask}` нет")
        problems.add(place, with_suggestion(message, mistake.ask, task.asks))
        return
    if isinstance(ask.form, TableAsk | PlotAsk) != bool(mistake.column_name):
        problems.add(
            place,
            Text(
                en="a mistake in a table is named table.column, in a plot plot.slope",
                ru="ошибка в таблице — это таблица.столбец, на графике — график.slope",
            ),
        )
        return
    form = mistaken_form(ask, mistake.column_name)
    if form is None:
        _complain_about_part(ask, mistake, problems)
        return
    checker = _Checker(scope=analysis.scope(task), problems=problems)
    checker.truth(mistake.when)
    scope = analysis.scope(task, strict=False)
    check_mistake(form, mistake.gives, scope, problems)
    if isinstance(ask.form, PlotAsk) and ask.form.curve and mistake.column_name == "curve":
        checker.run(mistake.gives, partial(check_curve_letters, mistake.gives, ask.form.curve.along, scope))


def _complain_about_part(ask: AskLine, mistake: MistakeLine, problems: Problems) -> None:
    named = mistake.column_name
    if isinstance(ask.form, TableAsk):
        parts = [column.name for column in ask.form.columns if column.kind is not None]
        message = Text(en=f"no asked column `{named}`", ru=f"нет столбца `{named}`")
    else:
        parts = [part for part in PLOT_PARTS if mistaken_form(ask, part) is not None]
        message = Text(
            en=f"no asked part `{named}` of the plot", ru=f"`{named}` на этом графике не спрашивается"
        )
    problems.add((mistake.line, mistake.column), with_suggestion(message, named, parts))


def _check_figure(task: Task, checker: _Checker) -> None:
    if task.figure is None:
        return
    for shape in task.figure.draw:
        for coordinate in (*shape.coordinates, *shape.at):
            checker.pure(coordinate)
        checker.pure(shape.turn)
        checker.truth(shape.when)
