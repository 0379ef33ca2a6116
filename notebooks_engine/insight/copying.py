"""Wrong answers that fit a classmate's key: evidence of copying, with the chance that it is a coincidence.

An honest wrong number lies somewhere around the key, or where keys and mistakes of the task lie; how likely
it falls on a classmate's by chance follows from how densely such numbers lie there and how exactly the two
agree (`docs/decisions/0008-copy-evidence.md` has the formula). Choices, words and formulas have no weight.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey

FLAGGED_BELOW: Final = 0.005
"""The chance of coincidence below which a hint is shown: found by simulation, `./dev bench copying`."""
CLOSE: Final = 1e-9
TOLERANCES_OFF: Final = 3
"""So many tolerances from one's own key, a number is no longer a slip of calculation or rounding."""
COMMON: Final = 3
"""A wrong number that this many others typed too is common to the class."""
LEAST_ALIKE: Final = 5
"""Figures that two numbers share at least if neither is anybody's key."""
MUCH: Final = 10
"""How many times likelier a coincidence is with one classmate than with another whom the same numbers fit."""
TIED: Final = 0.02
"""What a further agreement in the same task weighs at most: numbers of a task follow from each other."""
_SPREADS: Final = ((0.2, 0.05), (0.25, 0.25), (0.25, 1.0))
_POOLED: Final = (0.3, 0.5)
_THINNEST: Final = 0.02
"""A density that is reached everywhere: units are mixed up, and anything may be typed by mistake."""
_FACTORS: Final = (2, 3, 4, 9.8, math.pi, 2 * math.pi, 3.6, 60, 3600, 180 / math.pi, math.sqrt(2))
_SLIPPED: Final = 0.02
"""The share of honest wrong numbers that are the own key times, or over, one of these factors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a number is asked for: a slot, the task dealt in it, and the ask, or a cell of it."""

    slot: str
    task: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The key of a number in the unit asked for, and the distance from it that is allowed."""

    key: float
    tolerance: float
    unit: str = ""
    mistakes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A number as typed: `value` in the unit asked for (None in no such unit), `bare` whatever the unit.

    `figures` are the significant ones; `explained` says that the checker knows a reason for it; times are
    milliseconds UTC.
    """

    text: str
    value: float | None
    bare: float
    figures: int
    at: int
    right: bool
    explained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One student of a class: what was asked of them and what they typed, by place."""

    attempt: AttemptKey
    student: PersonKey
    wanted: Mapping[Place, Wanted]
    typed: Mapping[Place, Sequence[Typed]]

    def first_at(self, place: Place) -> float:
        """Return when this was first answered, infinity if it never was."""
        return min((one.at for one in self.typed.get(place, ())), default=math.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One number that fits a classmate's: `chance` that a wrong number of this student would fit this one.

    `source_text` is what the classmate typed, empty if nothing alike was; `source_key` the classmate's key in
    `unit`. `bare` says that only the figures agree, not the units.
    """

    place: Place
    text: str
    at: int
    own_key: float
    source_key: float
    source_text: str
    source_at: int | None
    unit: str
    bare: bool
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One student's wrong answers that fit one classmate's keys, and the chance that all are coincidence."""

    attempt: AttemptKey
    student: PersonKey
    source: AttemptKey
    source_student: PersonKey
    chance: float
    agreements: tuple[Agreement, ...]

    @property
    def numbers(self) -> frozenset[tuple[Place, str]]:
        """What agrees, as it was typed."""
        return frozenset((one.place, one.text) for one in self.agreements)


def find_hints(workers: Sequence[Worker], *, below: float = FLAGGED_BELOW) -> tuple[Hint, ...]:
    """Return the hints of a class whose chance of coincidence is below a limit, the least likely first.

    Of each student's wrong numbers those with a reason of their own are left out: near their own key or a
    slip away from it, a named mistake, or common to the class.
    """
    at_place: dict[Place, list[Worker]] = {}
    for worker in workers:
        for place in worker.wanted:
            at_place.setdefault(place, []).append(worker)
    hints = [hint for worker in workers for hint in _best(_hints_of(worker, at_place, below))]
    return tuple(sorted(hints, key=_likelihood))


def _likelihood(hint: Hint) -> tuple[float, str, str]:
    return hint.chance, hint.attempt, hint.source


def _best(hints: Iterable[Hint]) -> list[Hint]:
    """Leave out hints at classmates with whom nothing agrees but what agrees far better with another one."""
    found: list[Hint] = []
    for hint in sorted(hints, key=_likelihood):
        typed = hint.numbers
        if not any(typed <= better.numbers and better.chance * MUCH < hint.chance for better in found):
            found.append(hint)
    return found


def _hints_of(worker: Worker, at_place: Mapping[Place, list[Worker]], below: float) -> Iterable[Hint]:
    doubtful = {
        place: found
        for place in worker.typed
        if place in worker.wanted and (found := _doubtful(place, worker, _others(worker, place, at_place)))
    }
    mates = {mate.attempt: mate for place in doubtful for mate in _others(worker, place, at_place)}
    for mate in mates.values():
        shared = {place: typed for place, typed in doubtful.items() if place in mate.wanted}
        agreements = [
            agreement
            for place, typed in shared.items()
            if (agreement := _agree(worker, mate, (place, typed), at_place[place])) is not None
        ]
        if not agreements:
            continue
        chance = _together(agreements, shared, candidates=_candidates(worker, mate, agreements, at_place))
        if chance < below:
            yield Hint(
                attempt=worker.attempt,
                student=worker.student,
                source=mate.attempt,
                source_student=mate.student,
                chance=chance,
                agreements=tuple(agreements),
            )


def _others(worker: Worker, place: Place, at_place: Mapping[Place, list[Worker]]) -> list[Worker]:
    return [mate for mate in at_place[place] if mate.student != worker.student]


def _doubtful(place: Place, worker: Worker, others: Sequence[Worker]) -> list[Typed]:
    """Return the numbers that nothing about the student's own variant or the class explains, each once."""
    wanted = worker.wanted[place]
    found: dict[str, Typed] = {}
    for one in worker.typed[place]:
        near = [value for value in (one.value, one.bare) if value is not None]
        if one.right or one.explained or not one.bare or any(is_slip(value, wanted) for value in near):
            continue
        found.setdefault(one.text, one)
    return [one for one in found.values() if not _is_common(one, place, others)]


def is_slip(value: float, wanted: Wanted) -> bool:
    """Tell whether a number is near one's own key or a named mistake, whatever the sign and power of ten."""
    return any(_is_near(value, point, wanted) for point in (wanted.key, *wanted.mistakes))


def _is_near(value: float, point: float, wanted: Wanted) -> bool:
    if not point or not value:
        return abs(value - point) <= wanted.tolerance
    room = max(wanted.tolerance / abs(wanted.key), CLOSE) if wanted.key else CLOSE
    # A quotient of numbers so far apart as a joker may type them would leave what a float can hold.
    tens = math.log10(abs(value)) - math.log10(abs(point))
    return abs(10 ** (tens - round(tens)) - 1) <= TOLERANCES_OFF * room


def _is_common(typed: Typed, place: Place, others: Sequence[Worker]) -> bool:
    """Tell whether several others, for whom it is as wrong, typed the same number."""
    same = sum(
        any(not each.right and _is_same(typed.bare, each.bare) for each in other.typed.get(place, ()))
        for other in others
    )
    return same >= COMMON


def _is_same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=CLOSE)


def _agree(
    worker: Worker, mate: Worker, at: tuple[Place, Sequence[Typed]], everybody: Sequence[Worker]
) -> Agreement | None:
    """Return the least likely agreement of a student's numbers with a classmate's key or typed number."""
    place, typed = at
    own, theirs = worker.wanted[place], mate.wanted[place]
    if _is_same(own.key, theirs.key) or is_slip(theirs.key, own):
        return None
    found = []
    for one in typed:
        readings = [(one.value, False)] if one.value else []
        if one.value is None or not _is_same(one.value, one.bare):
            readings.append((one.bare, True))
        for value, bare in readings:
            mates = _read(mate.typed.get(place, ()), bare=bare)
            match = _match(value, one, theirs, mates)
            if match is not None:
                width, source = match
                share = width * density(value, own, everybody, place) + _slipped(value, width, own)
                chance = min(1.0, len(readings) * share)
                found.append(_agreement((place, one), (own, theirs), source, bare=bare, chance=chance))
    return min(found, key=lambda agreement: agreement.chance, default=None)


def _agreement(
    typed: tuple[Place, Typed],
    keys: tuple[Wanted, Wanted],
    source: Typed | None,
    *,
    bare: bool,
    chance: float,
) -> Agreement:
    (place, one), (own, theirs) = typed, keys
    return Agreement(
        place=place,
        text=one.text,
        at=one.at,
        own_key=own.key,
        source_key=theirs.key,
        source_text=source.text if source else "",
        source_at=source.at if source else None,
        unit=own.unit,
        bare=bare,
        chance=chance,
    )


def _read(typed: Sequence[Typed], *, bare: bool) -> list[tuple[float, Typed]]:
    """Return the numbers typed with what they are in the unit asked for, or whatever the unit."""
    readings = ((one.bare if bare else one.value, one) for one in typed)
    return [(value, one) for value, one in readings if value is not None]


def _match(
    value: float, typed: Typed, theirs: Wanted, mates: Sequence[tuple[float, Typed]]
) -> tuple[float, Typed | None] | None:
    """Return how wide, as a share of the number, the interval is in which it would agree, and with what.

    A number agrees with what the classmate typed, figure by figure; with the classmate's key, rounded to as
    many figures; or with that key within its tolerance. A number that is wrong for both has to share many
    figures.
    """
    step = _step(value, typed.figures)
    same = next((one for number, one in mates if _is_same(number, value)), None)
    if same is not None and (same.right or _is_taken_over(same, typed)):
        return step / abs(value), same
    answer = next((one for _, one in mates if one.right), None)
    distance = abs(value - theirs.key)
    if distance <= step / 2 * (1 + CLOSE) and step < 2 * theirs.tolerance:
        return step / abs(value), answer
    if distance <= max(theirs.tolerance, step / 2) * (1 + CLOSE):
        return max(2 * theirs.tolerance, step) / abs(value), answer
    return None


def _is_taken_over(earlier: Typed, later: Typed) -> bool:
    """Tell whether a number wrong for both has many figures, and the classmate typed it first."""
    return min(earlier.figures, later.figures) >= LEAST_ALIKE and earlier.at < later.at


def _step(value: float, figures: int) -> float:
    """Return one unit of the last of so many figures of a number."""
    power: float = 10.0 ** (math.floor(math.log10(abs(value)) + CLOSE) + 1 - figures)
    return power


def density(value: float, own: Wanted, everybody: Sequence[Worker], place: Place) -> float:
    """Return how densely honest wrong numbers lie here, as a share of them for each unit of ln |value|.

    Seven in ten lie around one's own key, nearer or farther, three in ten where the keys of the class and the
    mistakes of the task lie.
    """
    at = math.log(abs(value))
    keys = [worker.wanted[place].key for worker in everybody]
    pooled = [math.log(abs(point)) for point in (*keys, *own.mistakes) if point]
    total = 0.0
    if own.key:
        total = sum(share * _bell(at - math.log(abs(own.key)), width) for share, width in _SPREADS)
    share, width = _POOLED
    if pooled:
        total += share * math.fsum(_bell(at - point, width) for point in pooled) / len(pooled)
    return max(total, _THINNEST)


def _slipped(value: float, width: float, own: Wanted) -> float:
    """Return the share of honest wrong numbers that a usual factor brings into this interval."""
    if not own.key:
        return 0.0
    ratio = math.log(abs(value)) - math.log(abs(own.key))
    scales = (*_FACTORS, *(1 / factor for factor in _FACTORS))
    return _SLIPPED * sum(abs(ratio - math.log(scale)) <= width / 2 for scale in scales)


def _bell(distance: float, width: float) -> float:
    return math.exp(-0.5 * (distance / width) ** 2) / (width * math.sqrt(2 * math.pi))


def _candidates(
    worker: Worker,
    mate: Worker,
    agreements: Sequence[Agreement],
    at_place: Mapping[Place, list[Worker]],
) -> int:
    """Return how many classmates' keys a number might have fitted by chance.

    If this classmate had answered first, only those who had are counted; else everybody.
    """
    best = min(agreements, key=lambda agreement: agreement.chance)
    others = [
        other
        for other in _others(worker, best.place, at_place)
        if not is_slip(other.wanted[best.place].key, worker.wanted[best.place])
    ]
    if mate.first_at(best.place) < best.at:
        return max(1, sum(other.first_at(best.place) < best.at for other in others))
    return max(1, len(others))


def _together(
    agreements: Sequence[Agreement], shared: Mapping[Place, Sequence[Typed]], *, candidates: int
) -> float:
    """Return the chance that some classmate's numbers agree as often and as well as these.

    The chances of single agreements multiply, but those of one task only down to `TIED` each; they are
    multiplied by the number of classmates and by the ways to choose so many of the wrong numbers. A number
    that stands in several places of a task (a column of equal values) is one number.
    """
    chance, agreeing = 1.0, 0
    by_slot = groupby(
        sorted(agreements, key=lambda one: (one.place.slot, one.chance)), key=lambda one: one.place.slot
    )
    for _, group in by_slot:
        least: dict[str, float] = {}
        for one in group:
            least.setdefault(one.text, one.chance)
        first, *others = least.values()
        chance *= first * math.prod(max(other, TIED) for other in others)
        agreeing += len(least)
    wrong = len({(place.slot, one.text) for place, typed in shared.items() for one in typed})
    ways = math.comb(max(wrong, agreeing), agreeing)
    return min(1.0, candidates * ways * chance)
