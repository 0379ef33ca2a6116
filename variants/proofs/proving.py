"""Prove a task: every variant of its pool is solved, typed and read; what fails is left out, or a problem.

One failing variant is left out and counted. If more than a twentieth fails, the task itself is at fault.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from variants.certificates import Certificate, certify
from variants.pools import Pool, build_pool, difficulty_of_pool, spread_of, subset
from variants.problems import Problem
from variants.proofs.galleries import Exhibit, exhibits_of
from variants.proofs.histograms import Histogram, histograms_of
from variants.proofs.likelihoods import Likelihood, likelihood_of
from variants.proofs.precise_values import keys_disagree
from variants.proofs.shown_texts import ShownHole, hole_faults, holes_of, variant_faults
from variants.proofs.typed_answers import Fault, TypedAnswers, plot_faults
from variants.quantities.units import read_unit
from variants.stocks import kept_apart, stock_of_pool
from variants.templates.asking.scene import Scene, Stage
from variants.templates.asks import AskLine, QuantityAsk
from variants.templates.assembly import assemble_all
from variants.templates.evaluating.members import Member
from variants.templates.located_problems import Problems
from variants.templates.task import Task
from variants.templates.values import NoValue
from variants.texts import Text
from variants.variant import Variant

SIZE: Final = 2000
MOST_LEFT_OUT: Final = 1 / 20
"""The share of variants that may be left out for one reason; beyond it the task is at fault."""
CLASS: Final = 30
FEWEST: Final = 20
"""Of a pool this small one variant more may be left out."""
PRECISE: Final = 24
UGLIEST: Final = 10
LEAST_LIKELY: Final = 1 / 200
"""The share of draws, among possible rows and words, that has to make variants."""
_TOGETHER: Final = 250
Progress = Callable[[int], object]
"""Is told how many more variants were looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """How far apart keys of the quantity `ask` can be kept, in tolerances: in a class of 30, in the pool."""

    ask: str
    keys: int
    of_class: float
    of_pool: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Points of difficulty in the pool: the median, the least, the most, and how far from it is allowed."""

    median: int
    lowest: int
    highest: int
    allowed: int

    @property
    def reached(self) -> int:
        """How far a variant lies from the median at most."""
        return max(self.highest - self.median, self.median - self.lowest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A task that may be published: its pool, and all that is known of it."""

    pool: Pool
    certificate: Certificate
    likelihood: Likelihood
    separation: Separation | None
    difficulty: Spread
    histograms: tuple[Histogram, ...]
    ugliest: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What looking at every variant brought to light."""

    good: list[int]
    left_out: Counter[str]
    accepted: int
    refused: int


def prove_task(task: Task, *, size: int = SIZE, progress: Progress = lambda _: None) -> Proof:
    """Look at every variant of a task. Raises DocumentRefused with every problem."""
    certificate = certify(task)
    drawn = build_pool(task, size=size)
    problems = Problems(task.document or task.id)
    likelihood = likelihood_of(drawn.program)
    _check_likelihood(likelihood, problems)
    looked = _look_at_all(drawn, problems, progress)
    problems.stop_if_any()
    pool = drawn if len(looked.good) == drawn.capacity else subset(drawn, looked.good)
    difficulty = _spread(pool)
    return Proof(
        pool=pool,
        certificate=replace(
            certificate,
            variants=pool.capacity,
            left_out=dict(looked.left_out),
            typed=looked.accepted,
            refused=looked.refused,
            precise=min(PRECISE, drawn.capacity),
            likelihood=likelihood.share,
            spread=difficulty.reached,
        ),
        likelihood=likelihood,
        separation=separation_of(pool),
        difficulty=difficulty,
        histograms=histograms_of(pool),
        ugliest=_ugliest(pool),
    )


def _check_likelihood(likelihood: Likelihood, problems: Problems) -> None:
    """Say where hardly any draw makes a variant: a unit or a condition is wrong, or the ranges are."""
    if likelihood.share >= LEAST_LIKELY * likelihood.objects:
        return
    rarest = likelihood.conditions[0] if likelihood.conditions else None
    problems.add(
        (rarest.line if rarest else 0, 0),
        Text(
            en="fewer than 1 draw in 200 makes a variant: look at units, ranges and conditions",
            ru="вариантом становится меньше одного набора чисел из 200: проверьте единицы, границы и условия",
        ),
    )


def separation_of(pool: Pool) -> Separation | None:
    """Return how far apart the keys of a pool can be kept; None where no quantity is asked."""
    asked, stock = kept_apart(pool.task), stock_of_pool(pool)
    if asked is None or stock.scale is None or stock.keys is None:
        return None
    keys = len(set(stock.keys.tolist()))
    return Separation(
        ask=asked.name,
        keys=keys,
        of_class=stock.scale.widest(CLASS),
        of_pool=stock.scale.widest(len(stock.keys)),
    )


def _spread(pool: Pool) -> Spread:
    difficulty = difficulty_of_pool(pool)
    return Spread(
        median=difficulty.middle,
        lowest=int(difficulty.scores.min()),
        highest=int(difficulty.scores.max()),
        allowed=spread_of(pool.task),
    )


def _ugliest(pool: Pool) -> tuple[Exhibit, ...]:
    scores = difficulty_of_pool(pool).scores.tolist()
    hardest = sorted(range(pool.capacity), key=lambda member: (-scores[member], member))[:UGLIEST]
    return exhibits_of(pool, hardest)


def _look_at_all(pool: Pool, problems: Problems, progress: Progress) -> _Looked:
    """Look at every member; add what fails too often to the problems."""
    holes, stage = holes_of(pool.task), Stage(pool.task)
    typed = TypedAnswers()
    faults: dict[int, list[Fault]] = {}
    looks: set[int] = set()
    for start in range(0, pool.capacity, _TOGETHER):
        together = pool.members(range(start, min(start + _TOGETHER, pool.capacity)))
        for member, variant in _assembled(pool.task, together):
            found = list(_faults(variant, member, (holes, stage), typed))
            look = _look_of(variant) if variant is not None else member.index
            if look in looks:
                found.append(Fault(ask="", message=_ALIKE))
            looks.add(look)
            if found:
                faults[member.index] = found
        progress(len(together))
    for number, text in _imprecise(pool).items():
        faults.setdefault(number, []).append(Fault(ask="", message=_imprecision(text)))
    left_out = _count(faults, pool, problems)
    good = [member for member in range(pool.capacity) if member not in faults]
    return _Looked(good, left_out, typed.accepted, typed.refused)


def _assembled(task: Task, members: tuple[Member, ...]) -> Iterator[tuple[Member, Variant | None]]:
    """Yield the variants of members; None for one that can't be put together."""
    try:
        yield from zip(members, assemble_all(task, members), strict=True)
    except NoValue:
        for member in members:
            try:
                yield member, assemble_all(task, [member])[0]
            except NoValue:
                yield member, None


def _faults(
    variant: Variant | None,
    member: Member,
    shown: tuple[tuple[ShownHole, ...], Stage],
    typed: TypedAnswers,
) -> Iterator[Fault]:
    holes, stage = shown
    yield from hole_faults(holes, Scene(stage=stage, member=member, number=member.index + 1))
    if variant is None:
        yield Fault(ask="", message=_NO_VALUE)
        return
    yield from variant_faults(variant, stage.task)
    yield from typed.faults_of(variant)
    for ask in variant.asks:
        yield from plot_faults(ask)


_NO_VALUE: Final = Text(
    en="something that is shown or asked has no value", ru="у чего-то в тексте или в ответе нет значения"
)


_ALIKE: Final = Text(
    en="students see the same as in another variant: a parameter that differs is not shown",
    ru="ученик видит то же, что и в другом варианте: параметр, который отличается, не показан",
)


def _look_of(variant: Variant) -> int:
    """Return a number that is equal for variants which a student can't tell apart before the solution."""
    return hash((variant.statement, variant.figure, tuple([(ask.label, ask.shape) for ask in variant.asks])))


def _imprecise(pool: Pool) -> Mapping[int, str]:
    step = max(1, pool.capacity // PRECISE)
    return keys_disagree(pool.program, pool.environment, range(0, pool.capacity, step)[:PRECISE])


def _imprecision(formula: str) -> Text:
    return Text(
        en=f"in numbers of 60 digits `{formula}` is something else",
        ru=f"при вычислении с 60 знаками `{formula}` — другое число",
    )


def _count(faults: Mapping[int, list[Fault]], pool: Pool, problems: Problems) -> Counter[str]:
    """Count why members are left out; what leaves out too many of them is a problem."""
    members = Counter[str]()
    first: dict[str, Fault] = {}
    for found in faults.values():
        for ask in {fault.ask for fault in found}:
            members[ask] += 1
            first.setdefault(ask, next(fault for fault in found if fault.ask == ask))
    for ask, count in members.items():
        if count > max(MOST_LEFT_OUT * pool.capacity, 1 if pool.capacity >= FEWEST else 0):
            problems.add(*_problem(pool, first[ask], count))
    return Counter(
        {f"faults of {ask}" if ask else "faults of texts": count for ask, count in members.items()}
    )


def _problem(pool: Pool, fault: Fault, count: int) -> tuple[tuple[int, int], Text]:
    asked = pool.task.asks.get(fault.ask)
    place = (asked.line, asked.column) if asked is not None else _statement_place(pool.task)
    return place, Text(
        en=f"in {count} of {pool.capacity} variants: {fault.message.en}",
        ru=f"в {count} из {pool.capacity} вариантов: {fault.message.ru}",
    )


def _statement_place(task: Task) -> tuple[int, int]:
    texts = task.statement[0].texts if task.statement else None
    template = (texts.en or texts.ru) if texts is not None else None
    return (template.line, template.column) if template is not None else (0, 0)


def doubts_of(proof: Proof) -> tuple[Problem, ...]:
    """Return what is worth another look in a proven task: what nothing noticed, keys of both signs."""
    task, signs = proof.pool.task, Problems(proof.pool.task.document or proof.pool.task.id)
    for histogram in proof.histograms:
        asked = task.asks[histogram.ask]
        ends = [end for bar in histogram.bars if not bar.word for end in (bar.low, bar.high)]
        if histogram.different > 1 and ends and min(ends) < 0 < max(ends) and _may_have_any_sign(asked):
            signs.add((asked.line, asked.column), _both_signs(asked.name))
    return (*proof.certificate.doubts, *signs.found)


def _may_have_any_sign(asked: AskLine) -> bool:
    """Tell whether nothing is said of a key's limits, and its unit has no zero of its own."""
    form = asked.form
    return isinstance(form, QuantityAsk) and form.within is None and not read_unit(form.unit).offset


def _both_signs(ask: str) -> Text:
    return Text(
        en=f"the key of `{ask}` is below zero in some variants, above it in others: if nature allows one "
        "of the two, add a condition on the numbers",
        ru=f"ключ `{ask}` в одних вариантах меньше нуля, в других больше: если в природе бывает одно "
        "из двух, добавьте условие на числа",
    )
