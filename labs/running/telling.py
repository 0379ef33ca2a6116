"""Find what a scene shows too well: a hidden constant, or a number with more figures than eyes need."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from labs.documents.lab import Lab
from labs.documents.scenes import Shown
from labs.documents.settings import Settings
from labs.running.benches import Bench
from labs.running.looking import look, standing_of
from labs.running.machines import machine_of
from labs.sessions import View, Wish
from variants.quantities.units import read_unit
from variants.texts import Text

Place = tuple[int, int]
MOST_STEPS: Final = 2_000
"""Steps that a shown number may go through; 200 are enough for the eye."""
MOST_SEEN: Final = 20
"""Steps in which a constant may be seen, such as the colour of a salt, which no setting changes."""
_CONSTANT: Final = Text(
    en="this shows a hidden constant: it is the same at all settings, and another one at another bench",
    ru="здесь видна скрытая величина: при всех настройках она одна и та же, а на другой установке — другая",
)


def telling_shows(
    lab: Lab, seen: Sequence[Sequence[Mapping[str, float | bool]]]
) -> Iterator[tuple[Shown, Text]]:
    """Yield shows that tell too much; `seen` is what several benches showed at the same moments, in SI."""
    for name, shown in lab.scene.shows.items():
        benches = [[moment[name] for moment in bench if name in moment] for bench in seen]
        benches = [values for values in benches if values]
        if not benches:
            continue
        step = shown.step * read_unit(shown.unit).factor
        firsts = [values[0] for values in benches]
        alone = not _span(benches) and _is_still(lab, name)
        if alone and max(firsts) - min(firsts) > MOST_SEEN * step > 0:
            yield shown, _CONSTANT
        elif step and _span(benches) > MOST_STEPS * step:
            yield shown, _too_fine(shown)


def _is_still(lab: Lab, name: str) -> bool:
    """Tell whether a show depends on settings alone, all of which were tried, and not on what is done."""
    _, answering = machine_of(lab).shows[name]
    reached = answering.needs.union(*(step.needs for step in answering.steps))
    variables = lab.process.variables if lab.process else ()
    return not reached & {"time", *(variable.name for variable in variables)}


def _span(benches: Sequence[Sequence[float]]) -> float:
    """Return how far the numbers of one bench lie apart, where that is the most."""
    return max(max(values) - min(values) for values in benches)


def _too_fine(shown: Shown) -> Text:
    return Text(
        en=f"`{shown.name}` is shown in steps too fine: {MOST_STEPS} over its range at most, 200 will do",
        ru=f"`{shown.name}` показывается слишком точно: на весь интервал не больше {MOST_STEPS} шагов, "
        "хватит и 200",
    )


def telling_looks(benches: Sequence[Bench], settings: Iterable[Settings]) -> Iterator[tuple[Place, Text]]:
    """Yield, once for each name, what a look tells of a bench without a line of its log.

    The same look at several apparatuses has to be the same; the names that follow from the apparatus are kept
    back, and this holds that against what is really sent. Raises Refused.
    """
    said: set[str] = set()
    for chosen in settings:
        wish = Wish(settings=chosen)
        if not benches or standing_of(benches[0], (), wish) != "unseen":
            continue
        first, *others = (look(bench, (), wish) for bench in benches)
        for name in sorted({name for other in others for name in _differing(first, other)} - said):
            said.add(name)
            yield _place_of(benches[0].lab, name), _in_looks(name)


def _differing(one: View, other: View) -> Iterator[str]:
    """Yield names of shows and instruments whose values or words differ."""
    for mine, others in ((one.shows, other.shows), (one.displays, other.displays), (one.notes, other.notes)):
        names = mine.keys() | others.keys()
        yield from (name for name in names if mine.get(name) != others.get(name))


def _place_of(lab: Lab, name: str) -> Place:
    if name in lab.scene.shows:
        formula = lab.scene.shows[name].formula
        return formula.line, formula.column
    return lab.instruments[name].line, lab.instruments[name].column


def _in_looks(name: str) -> Text:
    return Text(
        en=f"`{name}` tells benches apart before anything has been measured",
        ru=f"по `{name}` установки можно различить ещё до измерений",
    )
