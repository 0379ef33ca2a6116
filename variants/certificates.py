"""Certify a task: statements hold for every member, mistakes stay apart from keys, choices have one answer.

Nothing is taken on trust: what fails is a located problem, and what was tried is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from variants.key_answers import check_keys
from variants.problems import Problem
from variants.sample_answers import check_samples
from variants.templates.asks import AskLine, ChoiceAsk, ChoiceOption
from variants.templates.evaluating.columns import Bools, Codes
from variants.templates.evaluating.computing import Program, compute, program_of
from variants.templates.evaluating.drawing import Filter, draw
from variants.templates.evaluating.evaluation import CLOSE, Environment, evaluate_numbers
from variants.templates.evaluating.letter_statements import holds
from variants.templates.evaluating.members import Company
from variants.templates.evaluating.usable import nice, possible, true_for
from variants.templates.located_problems import Problems, place_in
from variants.templates.proving.displayed import check_displayed
from variants.templates.proving.given_away import check_given_away
from variants.templates.proving.key_changes import unnoticed_in_keys
from variants.templates.proving.limits import check_limits
from variants.templates.proving.mistake_distance import confused
from variants.templates.proving.mutations import DEMANDED, Unnoticed, unnoticed
from variants.templates.proving.repetitions import check_told
from variants.templates.proving.roundings import check_roundings
from variants.templates.task import Task
from variants.texts import Text

TRIED: Final = 2000
MUTATED: Final = 100
KEYS_TRIED: Final = 40
SAMPLES_TRIED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What was tried: members, statements true for each of them, mistakes apart, changes of lines.

    `doubts` are worth another look: changed conditions and data that nothing noticed, limits far from keys.
    A proof adds: how many `variants` are in the pool and how many were `left_out` for what; right answers
    `typed` and accepted, wrong ones `refused`; members solved once more in `precise` numbers; the
    `likelihood` of a draw to be a variant; the `spread` of difficulty around the median.
    """

    members: int
    statements: int
    mistakes: int
    changes: int
    doubts: tuple[Problem, ...] = ()
    variants: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    typed: int = 0
    refused: int = 0
    precise: int = 0
    likelihood: float = 0.0
    spread: int = 0


def certify(task: Task, *, members: int = TRIED, mutate: bool = True) -> Certificate:
    """Hold everything that must be true against the variants. Raises DocumentRefused with every problem.

    `mutate` also changes one operator, number, function or name at a time in the lines that reach a key. What
    neither units nor `certify` notice is a problem; of conditions and data it is a doubt.
    """
    program = program_of(task)
    problems, doubts = Problems(task.document or task.id), Problems(task.document or task.id)
    draws = draw(program, Filter(usable=possible, nice=nice), size=members, seed=1)
    if not len(draws):
        _say_what_empties(program, problems)
        problems.stop_if_any()
    check_limits(program, problems, doubts)
    environment = compute(program, draws)
    _check_statements(program, environment, len(draws), problems)
    for ask in task.asks.values():
        _check_choice(program, ask, environment, problems)
        check_roundings(program, ask, environment, problems)
    some = range(0, len(draws), max(1, len(draws) // KEYS_TRIED))
    tried = Company(program, environment, some).members
    check_keys(task, tried, problems)
    check_samples(task, tried[:SAMPLES_TRIED], doubts)
    check_displayed(program, tried, problems)
    check_given_away(task, problems)
    problems.stop_if_any()
    _check_mistakes(program, environment, len(draws), problems)
    problems.stop_if_any()
    if mutate:
        check_told(program, problems)
    changes, missed = unnoticed(program, draws[:MUTATED]) if mutate else (0, [])
    _sort_out(missed, problems, doubts)
    changes += _check_computing_keys(program, draws[:MUTATED], problems) if mutate else 0
    problems.stop_if_any()
    return Certificate(
        members=len(draws),
        statements=len(task.certify),
        mistakes=len(task.mistakes),
        changes=changes,
        doubts=doubts.found,
    )


def _check_computing_keys(program: Program, draws: Codes, problems: Problems) -> int:
    """Add the keys with a formula of their own that nothing confirms; return how many changes were tried."""
    tried, missed = unnoticed_in_keys(program, draws)
    for miss in missed:
        problems.add(place_in(miss.formula, miss.position), miss.message)
    return tried


def _sort_out(missed: Sequence[Unnoticed], problems: Problems, doubts: Problems) -> None:
    """Add what has to be noticed to the problems, the rest to the doubts: one for all of a line."""
    turned: dict[str, list[Unnoticed]] = {}
    for miss in missed:
        if miss.mutation.kind in DEMANDED:
            problems.add(place_in(miss.formula, miss.mutation.position), miss.message)
        else:
            turned.setdefault(miss.line, []).append(miss)
    for found in turned.values():
        first, more = found[0], len(found) - 1
        more_en, more_ru = (f" ({more} more there)", f" (и ещё {more} там же)") if more else ("", "")
        said = Text(en=f"{first.message.en}{more_en}", ru=f"{first.message.ru}{more_ru}")
        doubts.add(place_in(first.formula, first.mutation.position), said)


def _say_what_empties(program: Program, problems: Problems) -> None:
    """Name the statement of `where` that no draw satisfies, or say that no key exists."""
    everything = Filter(usable=_anything, nice=_anything)
    draws = draw(program, everything, size=2000, seed=1)
    environment = compute(program, draws)
    for statement in program.task.where:
        if not np.any(true_for(program, statement, environment)):
            problems.add(
                (statement.line, statement.column),
                Text(
                    en="no variant satisfies this line", ru="этому условию не удовлетворяет ни один вариант"
                ),
            )
    if not problems.any:
        problems.add(
            (0, 0),
            Text(
                en="no variant is left: `where`, `within` and the keys that exist exclude each other",
                ru="вариантов не осталось: where, within и существующие ключи исключают друг друга",
            ),
        )


def _anything(program: Program, environment: Environment, members: int) -> Bools:
    return np.ones(members, dtype=np.bool_)


def _check_statements(program: Program, environment: Environment, members: int, problems: Problems) -> None:
    for statement in program.task.certify:
        failed = members - int(holds(program, statement, environment, members).sum())
        if failed:
            problems.add(
                (statement.line, statement.column),
                Text(
                    en=f"this is not true in {failed} of {members} variants",
                    ru=f"это неверно в {failed} из {members} вариантов",
                ),
            )


def _check_choice(program: Program, ask: AskLine, environment: Environment, problems: Problems) -> None:
    form, place = ask.form, (ask.line, ask.column)
    if not isinstance(form, ChoiceAsk) or form.from_mistakes or form.pick == "matching":
        return
    if form.pick == "ordering":
        if _ties(program, form.options, environment):
            problems.add(
                place,
                Text(
                    en=f"two options of `{ask.name}` have equal `by` in some variants",
                    ru=f"у двух вариантов ответа `{ask.name}` в некоторых вариантах задачи равные `by`",
                ),
            )
        return
    counts = _right_counts(program, form.options, environment)
    bad = int(np.sum(counts != 1)) if form.pick == "one" else int(np.sum(counts < 1))
    if bad:
        wanted_en = "exactly one right option" if form.pick == "one" else "a right option"
        wanted_ru = "ровно одного верного ответа" if form.pick == "one" else "верного ответа"
        problems.add(
            place,
            Text(
                en=f"`{ask.name}` has not {wanted_en} in {bad} of {len(counts)} variants",
                ru=f"у `{ask.name}` нет {wanted_ru} в {bad} из {len(counts)} вариантов",
            ),
        )


def _right_counts(program: Program, options: tuple[ChoiceOption, ...], environment: Environment) -> Codes:
    truths = [true_for(program, option.right, environment) for option in options if option.right is not None]
    return np.asarray(np.sum(np.stack(np.broadcast_arrays(*truths)), axis=0))


def _ties(program: Program, options: tuple[ChoiceOption, ...], environment: Environment) -> bool:
    values = [
        evaluate_numbers(program.ready(option.by.tree), environment).values[:, :1]
        for option in options
        if option.by is not None
    ]
    ordered = np.sort(np.concatenate(np.broadcast_arrays(*values), axis=1), axis=1)
    gaps = np.diff(ordered, axis=1)
    return bool(np.any(gaps <= CLOSE * np.abs(ordered[:, 1:])))


def _check_mistakes(program: Program, environment: Environment, members: int, problems: Problems) -> None:
    for mistake in program.task.mistakes:
        near = int(confused(program, mistake, environment, members).sum())
        if near:
            problems.add(
                (mistake.line, mistake.column),
                Text(
                    en=f"this mistake comes near the key in {near} of {members} variants; add `when`",
                    ru=f"эта ошибка близка к верному ответу в {near} из {members} вариантов; добавьте `when`",
                ),
            )
