"""Classes at work, simulated on real pools: honest students with honest mistakes, and a few who copy.

An honest student answers rightly, makes a mistake that the author named, slips (sign, factor, power of ten,
rounding), or types some number of the key's size; what can't be answered otherwise is guessed. A copier hands
in a classmate's final answers in slots where both have the same task.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from benchmarks.library import read_built_in
from library_core.editions import EditionKey
from library_core.people import PersonKey
from notebooks_engine.appeals import DealtWork
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.frozen_variants import freeze_variant
from notebooks_engine.refusals import BadEntry
from notebooks_engine.studying.checking import AnswersUnreadable, check_variant
from notebooks_engine.submissions import Submission, SubmissionKey
from variants.checkers.registry import type_key
from variants.keys import Answer, ChoiceKey, QuantityKey, TableKey
from variants.pools import Pool, build_pool
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.templates.assembly import assemble_all
from variants.variant import Ask, Variant

LANGUAGE: Final = "ru"
HOUR: Final = 3_600_000
_SLIPS: Final = (-1.0, 0.5, 2.0, 3.6, 1 / 3.6, 10.0, 0.1, 1000.0, 0.001, math.pi, 60.0, 9.8)
_TAKES_KILO: Final = ("N", "J", "W", "Pa", "V", "g", "m", "mol")
_DEEDS: Final = {"right": 0.62, "mistake": 0.12, "slip": 0.13, "number": 0.13}
"""What an honest student does, and how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """Who copied from whom in which slots; students by number."""

    copier: int
    source: int
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedClass:
    """The work of everybody in a class, and who of them copied."""

    works: tuple[DealtWork, ...]
    copyings: tuple[Copying, ...]

    @property
    def honest_submissions(self) -> int:
        """How many submissions came from students who copied nothing."""
        copiers = {copying.copier for copying in self.copyings}
        return sum(len(work.submissions) for n, work in enumerate(self.works) if n not in copiers)


@cache
def pool_of(name: str) -> Pool:
    """Return the pool of a built-in task."""
    return build_pool(read_built_in(name), size=600)


def simulate(
    slots: Sequence[Sequence[str]],
    random: Random,
    *,
    students: int = 30,
    copiers: int = 3,
    copied: tuple[int, int] = (1, 4),
) -> SimulatedClass:
    """Deal these slots of tasks to a class and let everybody work."""
    dealt = _deal(slots, random, students)
    answers = [
        {slot: {ask.name: _honest(ask, random) for ask in variant.asks} for slot, variant in mine.items()}
        for mine in dealt
    ]
    times = [{slot: random.randrange(HOUR) for slot in mine} for mine in dealt]
    copyings = _copy(dealt, (answers, times), random, copiers, copied)
    works = tuple(_work(number, dealt[number], answers[number], times[number]) for number in range(students))
    return SimulatedClass(works=works, copyings=copyings)


def _deal(slots: Sequence[Sequence[str]], random: Random, students: int) -> list[dict[str, Variant]]:
    """Give everybody one task of each slot, spread evenly, and a variant of their own."""
    dealt: list[dict[str, Variant]] = [{} for _ in range(students)]
    for place, tasks in enumerate(slots, start=1):
        order = [tasks[number % len(tasks)] for number in range(students)]
        random.shuffle(order)
        for name in tasks:
            getting = [number for number, task in enumerate(order) if task == name]
            pool = pool_of(name)
            graded = pool.graded
            members = random.sample(graded * (1 + len(getting) // len(graded)), len(getting))
            variants = assemble_all(pool.task, pool.members(members))
            for number, variant in zip(getting, variants, strict=True):
                dealt[number][str(place)] = variant
    return dealt


def _honest(ask: Ask, random: Random) -> Answer:
    deed = random.choices(list(_DEEDS), list(_DEEDS.values()))[0]
    right = type_key(ask.key, LANGUAGE)
    if deed == "right":
        return right
    match ask.key:
        case QuantityKey() as key:
            return _wrong_number(key, ask, deed, random)
        case TableKey() as key:
            return _wrong_table(key, right, deed, random)
        case ChoiceKey(pick="one", options=options) if options:
            return random.choice(options)
        case _:
            return right


def _wrong_number(key: QuantityKey, ask: Ask, deed: str, random: Random) -> str:
    values = [one.key.value for one in ask.mistakes if isinstance(one.key, QuantityKey) and not one.target]
    figures = random.choice((2, 3, 3, 3, 4))
    if deed == "mistake" and values:
        value = random.choice(values)
    elif deed == "number":
        size = abs(key.value) or 1.0
        value = math.copysign(size * math.exp(random.gauss(0, 0.8)), key.value)
    elif random.random() < 0.3:
        value, figures = key.value, 1
    elif random.random() < 0.3:
        value = key.value * random.uniform(0.88, 1.12)
    else:
        value = key.value * random.choice(_SLIPS)
    return _type(value, figures, key.unit)


def _wrong_table(key: TableKey, right: Mapping[str, list[str]], deed: str, random: Random) -> Answer:
    cells = {
        (column.name, row): cell
        for column in key.columns
        for row, cell in enumerate(column.cells)
        if isinstance(cell, QuantityKey)
    }
    table = {name: list(column) for name, column in right.items()}
    if cells:
        name, row = random.choice(list(cells))
        cell = cells[name, row]
        table[name][row] = _wrong_cell(cell, deed, random)
    return table


def _wrong_cell(key: QuantityKey, deed: str, random: Random) -> str:
    if deed == "number":
        return _type((abs(key.value) or 1.0) * math.exp(random.gauss(0, 0.8)), 3, "")
    return _type(key.value * random.choice(_SLIPS), 3, "")


def _type(value: float, figures: int, unit: str) -> str:
    return f"{print_number(value, LANGUAGE, figures=figures)} {print_unit(unit, LANGUAGE)}".strip()


def _copy(
    dealt: Sequence[Mapping[str, Variant]],
    handed: tuple[Sequence[dict[str, dict[str, Answer]]], Sequence[dict[str, int]]],
    random: Random,
    copiers: int,
    copied: tuple[int, int],
) -> tuple[Copying, ...]:
    """Let some hand in a classmate's answers where both have the same task, in so many slots.

    `handed` are everybody's answers and times.
    """
    answers, times = handed
    least, most = copied
    copyings: list[Copying] = []
    people = list(range(len(dealt)))
    random.shuffle(people)
    for copier in people[:copiers]:
        sources = [one for one in people[copiers:] if len(_shared(dealt, copier, one)) >= least]
        source = random.choice(sources)
        shared = _shared(dealt, copier, source)
        random.shuffle(shared)
        taken = tuple(sorted(shared[: random.randint(least, most)]))
        for slot in taken:
            for ask in dealt[source][slot].asks:
                right = type_key(ask.key, LANGUAGE)
                answers[source][slot][ask.name] = right
                answers[copier][slot][ask.name] = _copied(ask, right, random)
            times[copier][slot] = times[source][slot] + random.randint(1, 30) * 60_000
        copyings.append(Copying(copier=copier, source=source, slots=taken))
    return tuple(copyings)


def _shared(dealt: Sequence[Mapping[str, Variant]], copier: int, source: int) -> list[str]:
    """Return the slots in which a copier finds the same task, with a number to copy."""
    return [slot for slot in dealt[copier] if _is_worth_copying(dealt, copier, source, slot)]


def _is_worth_copying(dealt: Sequence[Mapping[str, Variant]], copier: int, source: int, slot: str) -> bool:
    """Tell whether both have the same task with a number asked for."""
    mine, theirs = dealt[copier][slot], dealt[source][slot]
    return mine.task == theirs.task and any(isinstance(ask.key, QuantityKey) for ask in mine.asks)


def _copied(ask: Ask, right: Answer, random: Random) -> Answer:
    """Return a classmate's answer as it is copied: as it stands, rounded, or with another unit."""
    key, luck = ask.key, random.random()
    if not isinstance(key, QuantityKey) or luck < 0.6:
        return right
    number = right.split(" ")[0]
    if luck < 0.8:
        figures = sum(sign.isdigit() for sign in number.partition("·")[0].lstrip("0,"))
        return _type(key.value, max(2, figures - 1), key.unit)
    return f"{number} к{print_unit(key.unit, LANGUAGE)}" if luck > 0.9 and key.unit in _TAKES_KILO else number


def _work(
    number: int,
    variants: Mapping[str, Variant],
    answers: Mapping[str, Mapping[str, Answer]],
    times: Mapping[str, int],
) -> DealtWork:
    attempt = AttemptKey(f"attempt-{number:02}")
    submissions = [
        submission
        for slot, variant in variants.items()
        if (submission := _hand_in(attempt, slot, variant, answers[slot], times[slot])) is not None
    ]
    return DealtWork(
        attempt=attempt,
        assignment=AssignmentKey("assignment"),
        student=PersonKey(f"student-{number:02}"),
        slots=tuple(_freeze(slot, variant) for slot, variant in variants.items()),
        submissions=tuple(submissions),
    )


def _hand_in(
    attempt: AttemptKey, slot: str, variant: Variant, answers: Mapping[str, Answer], at: int
) -> Submission | None:
    """Judge the answers as the engine does; what can't be read is not handed in."""
    try:
        verdicts = check_variant(variant, answers, LANGUAGE)
    except (AnswersUnreadable, BadEntry):
        return None
    return Submission(
        key=SubmissionKey(f"{attempt}-{slot}"),
        attempt=attempt,
        slot=slot,
        person=PersonKey(attempt),
        try_number=1,
        answers=answers,
        verdicts=verdicts,
        language=LANGUAGE,
        late=False,
        submitted_at=at,
        request=slot,
        checker="simulated",
    )


def _freeze(slot: str, variant: Variant) -> FrozenSlot:
    return FrozenSlot(
        name=slot,
        points=variant.points,
        task=variant.task,
        edition=EditionKey(f"{variant.task}@1"),
        member=variant.number - 1,
        compiler="simulated",
        frozen=freeze_variant(variant, variant.points),
    )
