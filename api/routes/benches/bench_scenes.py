"""The scene drawn for the present settings: the first picture is the right one, with scripts or without.

The same bindings move it in the browser; here their formulas are compiled, as those of the model are.
"""

import math
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from markupsafe import Markup

from api.routes.benches.bench_views import BenchState, setting_text, spell
from labs.documents.scenes import MEASURED, Binding, BindingKind
from labs.models.compiled import Closure
from labs.models.failures import ModelFailed
from labs.models.scalars import Scalar, Values
from labs.reading.drawings import drawing_in_language
from labs.running.machines import machine_of, settings_in_si
from variants.texts import Language

_SVG: Final = "http://www.w3.org/2000/svg"
_ATTRIBUTES: Final = frozenset(("x1", "y1", "x2", "y2", "r", "width", "height", "opacity"))
_SIZES: Final = frozenset(("r", "width", "height"))
_PLACED: Final = frozenset(("x", "y", "turn", "stretch_x", "stretch_y"))

ElementTree.register_namespace("", _SVG)


def scene_at(state: BenchState, language: Language) -> Markup:
    """Return the drawing as safe SVG with its parts where the settings and what is shown put them.

    A lab whose scene is a page of its own has none.
    """
    if not state.lab.scene.svg:
        return Markup("")
    root = ElementTree.fromstring(drawing_in_language(state.lab.scene.svg, language))
    parts = {element.get("id"): element for element in root.iter()}
    names = _names_of(state)
    for binding, moves in zip(state.lab.scene.bindings, machine_of(state.lab).moves, strict=True):
        part = parts.get(binding.part)
        if part is not None:
            _move(part, binding, {kind: _value(formula, names) for kind, formula in moves.items()})
            if binding.text:
                part.text = _printed(state, binding.text, language)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _names_of(state: BenchState) -> Values:
    """Return what the page knows: what nobody has read yet is no number, and no statement that holds."""
    shows = state.lab.scene.shows
    unknown: Values = {name: math.nan if shown.step else False for name, shown in shows.items()}
    set_now = settings_in_si(state.lab.controls, state.touch.settings)
    seen = {**state.view.shows, MEASURED: state.view.measured}
    return {**unknown, **set_now, **seen, "u": 0.0, "clock": 0.0}


def _value(formula: Closure, names: Values) -> Scalar:
    try:
        return formula(names)
    except ModelFailed:
        return math.nan


def _move(part: ElementTree.Element, binding: Binding, values: Mapping[BindingKind, Scalar]) -> None:
    if _PLACED & values.keys():
        own = part.get("transform", "")
        part.set("data-own", own)
        part.set("transform", _placing(values, binding.about, own))
    for kind, value in values.items():
        if kind == "visible":
            part.set("visibility", "inherit" if value is True else "hidden")
        elif not _is_finite(value):
            continue
        elif kind in _ATTRIBUTES:
            part.set(kind, _short(max(0, value) if kind in _SIZES else value))
        elif kind == "fill" and binding.colours:
            part.set("fill", _blend(float(value), binding.colours))


def _placing(values: Mapping[BindingKind, Scalar], about: tuple[float, float], own: str) -> str:
    def given(kind: BindingKind, otherwise: float) -> str:
        value = values.get(kind, otherwise)
        return _short(value if _is_finite(value) else otherwise)

    x, y = (_short(one) for one in about)
    steps = [f"translate({given('x', 0)} {given('y', 0)})"]
    if "turn" in values:
        steps.append(f"rotate({given('turn', 0)} {x} {y})")
    if {"stretch_x", "stretch_y"} & values.keys():
        scale = f"scale({given('stretch_x', 1)} {given('stretch_y', 1)})"
        steps.append(f"translate({x} {y}) {scale} translate({_short(-about[0])} {_short(-about[1])})")
    return " ".join((*steps, own)).strip()


def _printed(state: BenchState, name: str, language: Language) -> str:
    """Return what a part prints: a setting, or what an instrument shows."""
    if name in state.lab.controls:
        return setting_text(state.lab.controls[name], state.touch.settings[name], language)
    return spell(state.lab, name, state.view.displays.get(name, ""), language)


def _blend(value: float, stops: tuple[tuple[float, str], ...]) -> str:
    """Return the colour at a number between those of the stops beside it."""
    above = next((place for place, (number, _) in enumerate(stops) if number >= value), None)
    if above is None:
        return stops[-1][1]
    if above == 0:
        return stops[0][1]
    (low, one), (high, other) = stops[above - 1], stops[above]
    share = (value - low) / (high - low)
    pairs = zip(_channels(one), _channels(other), strict=True)
    return f"rgb({' '.join(str(round(a + (b - a) * share)) for a, b in pairs)})"


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    full = "".join(digit * 2 for digit in digits[:3]) if len(digits) in {3, 4} else digits[:6]
    red, green, blue = (int(full[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _short(value: float) -> str:
    return f"{round(float(value), 3):g}"
