"""Check the axes of a plot: quantity, unit and, where the student chose it, scale; each counts for itself."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from variants.checkers.drawn.drawings import Drawing, Limits, expected_points
from variants.checkers.verdicts import (
    RIGHT,
    PartVerdict,
    Reading,
    UnreadableAnswer,
    Verdict,
    partly,
    right,
    wrong,
)
from variants.grammar.letters import GREEK
from variants.keys import AxisKey, PlotKey
from variants.quantities.units import UnknownUnit, read_unit
from variants.texts import Text

_LEAST_USED: Final = 1 / 3
"""The share of an axis that the expected points have to spread over; less is a scale too coarse to read."""
_SLACK: Final = 1e-6
_EMPTY: Final = Reading(text="")
_LOOK_ALIKES: Final = str.maketrans("АВСЕНКМОРТХасеорхуµ", "ABCEHKMOPTXaceopxyμ")
_GREEK: Final = {name.casefold(): letter.casefold() for name, letter in GREEK.items()}
Axis = tuple[str, str]
"""The name and the unit of an axis as typed."""
Side = Literal["x", "y"]
Aspect = Literal["quantity", "unit", "scale"]
_SIDES: Final[dict[Side, Text]] = {
    "x": Text(en="the horizontal axis", ru="горизонтальной оси"),
    "y": Text(en="the vertical axis", ru="вертикальной оси"),
}
_ASPECTS: Final[dict[Aspect, Text]] = {
    "quantity": Text(en="the quantity at", ru="величину на"),
    "unit": Text(en="the unit at", ru="единицу на"),
    "scale": Text(en="the scale of", ru="масштаб"),
}


class _Finding(NamedTuple):
    side: Side
    aspect: Aspect
    is_right: bool


def check_axes(key: PlotKey, drawing: Drawing) -> Verdict:
    """Check both axes; the parts are named `x:quantity`, `x:unit`, `x:scale` and so on.

    Raises UnreadableAnswer for a unit that nobody knows.
    """
    if drawing.axes is None:
        return wrong("empty", Text(en="Not drawn.", ru="Не построено."), _EMPTY)
    x, y = drawing.axes
    if _agrees(key.x, y) and _agrees(key.y, x) and not (_agrees(key.x, x) and _agrees(key.y, y)):
        return wrong("axes_swapped", Text(en="The axes are swapped.", ru="Оси перепутаны."), _EMPTY)
    findings = (*_findings(key, "x", x, drawing.limits[0]), *_findings(key, "y", y, drawing.limits[1]))
    parts = tuple(PartVerdict(name=f"{one.side}:{one.aspect}", verdict=_verdict_on(one)) for one in findings)
    return replace(_together(findings), parts=parts)


def _findings(key: PlotKey, side: Side, axis: Axis, limits: Limits | None) -> Iterator[_Finding]:
    expected = key.x if side == "x" else key.y
    yield _Finding(side, "quantity", _plain(axis[0]) == _plain(expected.name))
    yield _Finding(side, "unit", _same_unit(expected, axis))
    if limits is not None:
        places = [point[0 if side == "x" else 1] for point in expected_points(key)]
        yield _Finding(side, "scale", _fits(limits, places))


def _agrees(key: AxisKey, axis: Axis) -> bool:
    return _plain(axis[0]) == _plain(key.name) and _same_unit(key, axis)


def _same_unit(key: AxisKey, axis: Axis) -> bool:
    try:
        given = read_unit(axis[1])
    except UnknownUnit as error:
        message = Text(en=f"Unknown unit “{axis[1]}”.", ru=f"Неизвестная единица «{axis[1]}».")
        raise UnreadableAnswer(message, part="axes") from error
    wanted = read_unit(key.unit)
    return (given.factor, given.dimension, given.offset) == (wanted.factor, wanted.dimension, wanted.offset)


def _plain(name: str) -> str:
    """Return a name without what typing adds to it: `v_0`, `\\alpha` and a Cyrillic `х` are v0, α and x."""
    plain = "".join(name.translate(_LOOK_ALIKES).replace("_", "").replace("\\", "").split()).casefold()
    return _GREEK.get(plain, plain)


def _fits(limits: Limits, places: list[float]) -> bool:
    """Say whether all points find room on the axis and take up enough of it."""
    low, high = limits
    if not low < high:
        return False
    if not places:
        return True
    room = _SLACK * (high - low)
    if min(places) < low - room or max(places) > high + room:
        return False
    # Zero is a place of its own: an axis that begins there is not wasted.
    start = min(*places, 0.0) if low <= 0.0 else min(places)
    end = max(*places, 0.0) if high >= 0.0 else max(places)
    return end - start >= _LEAST_USED * (high - low) or max(places) == min(places)


def _verdict_on(finding: _Finding) -> Verdict:
    if finding.is_right:
        return right("equal", RIGHT, _EMPTY)
    return wrong(f"axis_{finding.aspect}", _say([finding]), _EMPTY)


def _together(findings: tuple[_Finding, ...]) -> Verdict:
    missed = [one for one in findings if not one.is_right]
    if not missed:
        return right("equal", RIGHT, _EMPTY)
    aspects = {one.aspect for one in missed}
    score = Fraction(len(findings) - len(missed), len(findings))
    if not score:
        return wrong("wrong_axes", _say(missed), _EMPTY)
    return partly(score, f"axis_{aspects.pop()}" if len(aspects) == 1 else "some_axes", _say(missed), _EMPTY)


def _say(missed: list[_Finding]) -> Text:
    english, russian = (
        "; ".join(
            f"{_ASPECTS[one.aspect].in_language(language)} {_SIDES[one.side].in_language(language)}"
            for one in missed
        )
        for language in ("en", "ru")
    )
    return Text(en=f"Check {english}.", ru=f"Проверьте {russian}.")
