"""The scene drawn for the present settings: the first picture is the right one, with scripts or without.

The same bindings move it in the browser: formulas are computed here as `bench-trees.js` does it.
"""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.etree import ElementTree

from markupsafe import Markup

from api.routes.bench_views import BenchState, setting_text, spell
from labs.documents.scenes import Binding
from labs.reading.drawings import drawing_in_language
from labs.reading.trees import tree_to_json
from labs.running.machines import settings_in_si
from variants.texts import Language

_SVG: Final = "http://www.w3.org/2000/svg"
_ATTRIBUTES: Final = frozenset(("x1", "y1", "x2", "y2", "r", "width", "height", "opacity"))
_SIZES: Final = frozenset(("r", "width", "height"))
_PLACED: Final = frozenset(("x", "y", "turn", "stretch_x", "stretch_y"))
_CLOSE: Final = 1e-9
_RULES: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "=": lambda a, b: a == b or _near(a, b),
    "!=": lambda a, b: not (a == b or _near(a, b)),
    "<": lambda a, b: a < b and not _near(a, b),
    "<=": lambda a, b: a < b or _near(a, b),
    ">": lambda a, b: a > b and not _near(a, b),
    ">=": lambda a, b: a > b or _near(a, b),
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
}
_FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "exp": math.exp,
    "ln": math.log,
    "lg": math.log10,
    "sqrt": math.sqrt,
    "abs": abs,
    "sign": lambda value: math.copysign(1, value) if value else 0,
    "floor": math.floor,
    "round": lambda value: math.copysign(math.floor(abs(value) + 0.5), value),
    "min": min,
    "max": max,
}

ElementTree.register_namespace("", _SVG)


def scene_at(state: BenchState, language: Language) -> Markup:
    """Return the drawing as safe SVG with its parts where the settings and what is shown put them.

    A lab whose scene is a page of its own has none.
    """
    if not state.lab.scene.svg:
        return Markup("")
    root = ElementTree.fromstring(drawing_in_language(state.lab.scene.svg, language))
    parts = {element.get("id"): element for element in root.iter()}
    known = {**settings_in_si(state.lab.controls, state.touch.settings), **state.view.shows}
    names = {**known, "u": 0.0, "clock": 0.0}
    for binding in state.lab.scene.bindings:
        part = parts.get(binding.part)
        if part is not None:
            _move(part, binding, names)
            if binding.text:
                part.text = _printed(state, binding.text, language)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def compute(tree: Any, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON of several shapes
    """Return the value of a formula that came as JSON: a number, a truth or a word. NaN where it has none."""
    if not isinstance(tree, list):
        return tree
    try:
        return _compute(tree, names)
    except (ArithmeticError, ValueError, TypeError):
        return math.nan


def _compute(tree: list[Any], names: Mapping[str, Any]) -> Any:  # noqa: ANN401
    word, *rest = tree
    if word == "name":
        return names.get(rest[0], math.nan)
    if word == "word":
        return rest[0]
    if word == "if":
        return compute(rest[1] if compute(rest[0], names) else rest[2], names)
    if word == "in":
        return (compute(rest[0], names) - rest[2]) / rest[1]
    if word == "call":
        return _FUNCTIONS[rest[0]](*(compute(one, names) for one in rest[1:]))
    values = [compute(one, names) for one in rest]
    if len(values) == 1:
        return not values[0] if word == "not" else -values[0]
    return _RULES[word](*values)


def _near(a: object, b: object) -> bool:
    if not isinstance(a, int | float) or not isinstance(b, int | float):
        return False
    return abs(a - b) <= _CLOSE * max(abs(a), abs(b))


def _move(part: ElementTree.Element, binding: Binding, names: Mapping[str, Any]) -> None:
    values: dict[str, Any] = {
        kind: compute(tree_to_json(formula.tree), names) for kind, formula in binding.moves.items()
    }
    if _PLACED & values.keys():
        own = part.get("transform", "")
        part.set("data-own", own)
        part.set("transform", _placing(values, binding.about, own))
    for kind, value in values.items():
        if kind == "visible":
            part.set(
                "visibility", "inherit" if value is True or (value is not False and value > 0) else "hidden"
            )
        elif not _is_finite(value):
            continue
        elif kind in _ATTRIBUTES:
            part.set(kind, _short(max(0, value) if kind in _SIZES else value))
        elif kind == "fill" and binding.colours:
            part.set("fill", _blend(float(value), binding.colours))


def _placing(values: Mapping[str, Any], about: tuple[float, float], own: str) -> str:
    def given(kind: str, otherwise: float) -> str:
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
