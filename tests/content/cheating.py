"""A student who wants to know the apparatus without measuring it: whatever looks tell is held against a pool.

The cheat knows the document, and so what each apparatus of a pool would show; those that agree best with what
was seen are the guess. The student's own apparatus is among them, and nobody can do better than to find it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from random import Random

from labs.documents.lab import Lab
from labs.documents.settings import Control, Numbers, Range, SettingValue, Wiring, Words
from labs.running.benches import Bench, open_bench
from labs.running.taking import take
from labs.sessions import Entry, Refused, View, Wish
from labs.supplying import assemble_lab, lab_pool
from variants.keys import QuantityKey
from variants.quantities.units import read_unit
from variants.variant import Variant

Looking = Callable[[Bench, Sequence[Entry], Wish], View]
POOL = 40
LOOKS = 60
_WORST = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a cheat gets: how many of the pool still agree, and how often the best guess passes.

    `passes` is the share of guesses within the tolerance of every asked quantity, `one` within that of the
    easiest; `blind` and `blind_one` are the same for a guess without a look. `facts` counts what was seen.
    """

    agreeing: int
    passes: float
    one: float
    blind: float
    blind_one: float
    facts: int


def cheat(lab: Lab, look: Looking, own: int = 7) -> Guess:
    """Return what the looks at one apparatus of a pool are worth."""
    variants = assemble_lab(lab, lab_pool(lab, size=POOL), list(range(POOL)))
    target = variants[own]
    seen = _told(lab, target, bytes([1]) * 32, look)
    scores = [_distance(lab, seen, _told(lab, one, bytes([2]) * 32, look)) for one in variants]
    best = [one for one, score in zip(variants, scores, strict=True) if score <= min(scores) + 1e-9]
    facts = sum(len(view.shows) + len(view.displays) + len(view.notes) for view in seen if view)
    return Guess(
        agreeing=len(best),
        passes=_share(best, target),
        one=_share_of_easiest(best, target),
        blind=_share(variants, target),
        blind_one=_share_of_easiest(variants, target),
        facts=facts,
    )


def unlogged_places(lab: Lab) -> Iterator[Wish]:
    """Yield places all over the settings, and in a process all over its time."""
    lot = Random(5)
    start = {name: control.start for name, control in lab.controls.items()}
    yield Wish(settings=start)
    for place in range(LOOKS):
        settings = {name: _anywhere(control, lot) for name, control in lab.controls.items()}
        at = 0.0 if lab.process is None else round(lab.process.longest * (place + 1) / LOOKS / 20, 1)
        yield Wish(settings=settings, at=at)


def _told(lab: Lab, variant: Variant, secret: bytes, look: Looking) -> list[View | None]:
    """Return what looks tell at an apparatus after all that can be done without a reading."""
    bench = open_bench(lab, {given.name: given for given in variant.given}, secret)
    log: list[Entry] = []
    told: list[View | None] = []
    for wish in _doings(lab):
        try:
            log.append(take(bench, log, wish, 0))
        except Refused:
            continue
    # One line more, elsewhere in time: what stands in the log has been paid for.
    for wish in unlogged_places(lab):
        later = replace(wish, at=wish.at + (log[-1].wish.at if log else 0.0))
        try:
            told.append(look(bench, log, later))
        except Refused:
            told.append(None)
    return told[1:] if log else told


def _doings(lab: Lab) -> Iterator[Wish]:
    settings = {name: control.start for name, control in lab.controls.items()}
    for name, action in (lab.process.actions if lab.process else {}).items():
        form = action.amount
        middle = None
        if isinstance(form, Range):
            middle = float(form.lowest + (form.highest - form.lowest) // form.step // 2 * form.step)
        elif isinstance(form, Numbers):
            middle = float(form.numbers[0])
        if name != "empty":
            yield Wish(settings=settings, action=name, amount=middle)


def _anywhere(control: Control, lot: Random) -> SettingValue:
    match control.form:
        case Range() as form:
            count = int((form.highest - form.lowest) // form.step)
            return float(form.lowest + lot.randint(0, count) * form.step)
        case Numbers(numbers=numbers):
            return float(lot.choice(numbers))
        case Words(words=words):
            return lot.choice(list(words))
        case Wiring():
            return _JOINED


_JOINED = tuple(
    sorted(
        "-".join(sorted(pair))
        for pair in (
            ("b_plus", "k_left"),
            ("k_right", "r_left"),
            ("r_right", "a_plus"),
            ("a_minus", "b_minus"),
            ("v_plus", "b_plus"),
            ("v_minus", "b_minus"),
        )
    )
)


def _distance(lab: Lab, one: Sequence[View | None], other: Sequence[View | None]) -> float:
    return sum(_apart(lab, mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _apart(lab: Lab, one: View | None, other: View | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else _WORST
    apart = _WORST * len(one.notes.keys() ^ other.notes.keys())
    for name, shown in lab.scene.shows.items():
        step = shown.step * read_unit(shown.unit).factor or 1.0
        apart += _off(one.shows.get(name), other.shows.get(name), step)
    for name, instrument in lab.instruments.items():
        resolution = instrument.spans[0].resolution if instrument.spans else 1.0
        apart += _off(_read(one.displays, name), _read(other.displays, name), resolution)
    return apart


def _read(displays: Mapping[str, str], name: str) -> float | None:
    text = displays.get(name)
    return None if text is None else float(text.replace("OL", "1e9"))


def _off(one: float | None, other: float | None, step: float) -> float:
    if one is None or other is None:
        return 0.0 if one is other else _WORST
    return min(abs(one - other) / step, _WORST)


def _share(guesses: Sequence[Variant], target: Variant) -> float:
    return sum(all(_fits(guess, target).values()) for guess in guesses) / len(guesses)


def _share_of_easiest(guesses: Sequence[Variant], target: Variant) -> float:
    fits = [_fits(guess, target) for guess in guesses]
    return max((sum(one[name] for one in fits) / len(fits) for name in fits[0]), default=0.0)


def _fits(guess: Variant, target: Variant) -> dict[str, bool]:
    """Tell of every asked quantity, or of all that is asked where none is, whether the guess would pass."""
    mine = {ask.name: ask.key for ask in guess.asks}
    quantities = {ask.name: ask.key for ask in target.asks if isinstance(ask.key, QuantityKey)}
    if not quantities:
        return {"all": [ask.key for ask in guess.asks] == [ask.key for ask in target.asks]}
    found = {}
    for name, key in quantities.items():
        other = mine[name]
        allowed = abs(key.value) * float(key.tolerance.relative or 0) + float(key.tolerance.absolute or 0)
        off = abs(other.value - key.value) if isinstance(other, QuantityKey) else inf
        found[name] = off <= allowed + 1e-12
    return found
