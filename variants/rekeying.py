"""Key a variant anew by a corrected edition of its task, at exactly the numbers its student was given.

What the student has seen stays: statement, figure, hints, labels, options. Keys, tolerances, named mistakes,
the shares of the points and the worked solution are those of the corrected edition.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from variants.problems import DocumentRefused
from variants.rekeyed_choices import rekey_choice
from variants.rekeyed_shapes import difference_of_shapes
from variants.templates.asks import ChoiceAsk
from variants.templates.assembly import assemble_all
from variants.templates.evaluating.computing import Program, program_of
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.frozen_members import frozen_environment
from variants.templates.evaluating.letter_statements import holds
from variants.templates.evaluating.members import Company, Member
from variants.templates.evaluating.usable import possible, true_for
from variants.templates.located_problems import Problems
from variants.templates.task import GivenLine, NumbersForm, SeriesForm, Task
from variants.templates.values import NoValue
from variants.texts import Text
from variants.variant import Ask, Given, Variant


class CannotRekey(DocumentRefused):
    """The corrected edition does not fit this variant; every problem says why, and where in the edition."""

    @property
    def reason(self) -> Text:
        """All problems in a line, for the teacher."""
        return Text(
            en="; ".join(problem.in_language("en") for problem in self.problems),
            ru="; ".join(problem.in_language("ru") for problem in self.problems),
        )


def rekey(task: Task, variant: Variant) -> Variant:
    """Return the variant with the keys that the task has at its frozen givens. Raises CannotRekey."""
    problems = Problems(task.document or task.id)
    program = program_of(task)
    given = {one.name: one for one in variant.given}
    environment = frozen_environment(program, given, problems)
    _compare_asks(task, variant, problems)
    _stop_if_any(problems)
    _look_at_conditions(program, environment, problems)
    _stop_if_any(problems)
    keyed = _assemble(program, environment, variant, problems)
    _compare_series(task, keyed, given, problems)
    theirs = {ask.name: ask for ask in keyed.asks}
    asks = tuple(_corrected(ask, theirs[ask.name], task, problems) for ask in variant.asks)
    _stop_if_any(problems)
    return replace(
        variant,
        asks=asks,
        solution=keyed.solution,
        sheet=keyed.sheet,
    )


def restate(task: Task, variant: Variant) -> Text:
    """Return how the task states the problem now, at the variant's givens, as HTML. Raises CannotRekey."""
    problems = Problems(task.document or task.id)
    program = program_of(task)
    environment = frozen_environment(program, {one.name: one for one in variant.given}, problems)
    _stop_if_any(problems)
    return _assemble(program, environment, variant, problems).statement


def _corrected(seen: Ask, keyed: Ask, task: Task, problems: Problems) -> Ask:
    """Return the ask as it was seen with its new key; note why it has none."""
    line = task.asks[seen.name]
    difference = difference_of_shapes(seen.shape, keyed.shape)
    if difference is None and isinstance(line.form, ChoiceAsk):
        found = rekey_choice(seen, keyed, lettered=line.form.from_mistakes)
        if isinstance(found, Ask):
            return found
        difference = found
    if difference is not None:
        message = Text(en=f"`{seen.name}`: {difference.en}", ru=f"`{seen.name}`: {difference.ru}")
        problems.add((line.line, line.column), message)
    return replace(seen, points=keyed.points, key=keyed.key, mistakes=keyed.mistakes)


def _compare_asks(task: Task, variant: Variant, problems: Problems) -> None:
    seen = {ask.name: ask for ask in variant.asks}
    for name in seen.keys() - task.asks.keys():
        problems.add(
            (0, 0),
            Text(en=f"`{name}` is no longer asked", ru=f"`{name}` больше не спрашивается"),
        )
    for name, line in task.asks.items():
        if name not in seen:
            message = Text(
                en=f"`{name}` is asked now, and was not asked of the student",
                ru=f"теперь спрашивается `{name}`, а ученика об этом не спрашивали",
            )
        elif line.kind != seen[name].kind:
            message = Text(
                en=f"`{name}` is of the kind {line.kind} now, the student was asked for {seen[name].kind}",
                ru=f"`{name}` теперь вида {line.kind}, а ученика спрашивали {seen[name].kind}",
            )
        else:
            continue
        problems.add((line.line, line.column), message)


def _look_at_conditions(program: Program, environment: Environment, problems: Problems) -> None:
    """Note every condition of the edition that these numbers don't meet: no key of theirs can be trusted."""
    for statement in program.task.where:
        if not bool(np.all(true_for(program, statement, environment))):
            problems.add(
                (statement.line, statement.column),
                Text(
                    en=f"the student's numbers don't satisfy `{statement.text}`",
                    ru=f"числа ученика не удовлетворяют условию `{statement.text}`",
                ),
            )
    for statement in program.task.certify:
        if not bool(np.all(holds(program, statement, environment, 1))):
            problems.add(
                (statement.line, statement.column),
                Text(
                    en=f"`{statement.text}` is not true for the student's numbers",
                    ru=f"для чисел ученика неверно `{statement.text}`",
                ),
            )
    if not problems.any and not bool(np.all(possible(program, environment, 1))):
        problems.add((0, 0), _no_answer())


def _assemble(program: Program, environment: Environment, seen: Variant, problems: Problems) -> Variant:
    # The number orders the options of a choice, which are to stand where the student saw them.
    member = Member(Company(program, environment, (0,)), 0, seen.number - 1)
    try:
        return assemble_all(program.task, [member])[0]
    except NoValue:
        problems.add((0, 0), _no_answer())
        raise CannotRekey(problems.found) from None


def _no_answer() -> Text:
    return Text(
        en="there is no answer for the student's numbers, or it lies outside `within`",
        ru="для чисел ученика нет ответа, или он лежит вне `within`",
    )


def _compare_series(task: Task, keyed: Variant, given: Mapping[str, Given], problems: Problems) -> None:
    """A series is frozen as bare numbers: that its unit is still the same is seen from how it is printed."""
    for one in keyed.given:
        line = task.given[one.name]
        if one.name in given and _is_series(line) and one.plain != given[one.name].plain:
            problems.add(
                (line.line, line.column),
                Text(
                    en=f"`{one.name}` reads otherwise than what the student was given",
                    ru=f"`{one.name}` читается иначе, чем то, что было дано ученику",
                ),
            )


def _is_series(line: GivenLine) -> bool:
    form = line.form
    return isinstance(form, SeriesForm) or (isinstance(form, NumbersForm) and form.each is not None)


def _stop_if_any(problems: Problems) -> None:
    if problems.any:
        raise CannotRekey(problems.found)
