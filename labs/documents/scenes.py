"""The scene: a drawing whose named parts follow settings, what is shown of the model, and running time.

In its place a page of the lab's own may stand, with scripts: it runs in a sandbox, and is told the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from variants.templates.located import Formula, Templates

BindingKind = Literal[
    "x", "y", "turn", "stretch_x", "stretch_y", "opacity", "visible", "fill", "flow",
    "x1", "y1", "x2", "y2", "r", "width", "height",
]  # fmt: skip
MEASURED: Final = "measured"
"""The statement of bindings that what is seen at these settings was read, not only set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number of the model that the page may know, rounded to `step` in `unit`; a truth has step 0.

    With an `instrument`, `formula` is what that reads, and the number is that of its display, errors and all;
    where `when` does not hold, the instrument shows something else.
    """

    name: str
    formula: Formula
    unit: str
    step: float
    instrument: str = ""
    when: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A part of the drawing, by the id of its element, and what moves it.

    Moves are in the drawing's own units, turns in degrees clockwise about `about`, stretches are factors.
    `colours` are stops for `fill`: number to colour. `text` prints a reading or a setting.
    """

    part: str
    moves: Mapping[BindingKind, Formula]
    about: tuple[float, float] = (0.0, 0.0)
    colours: tuple[tuple[float, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is played when an instrument takes a reading: `u` goes from 0 to 1 in `lasts` seconds."""

    instrument: str
    lasts: Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A drawing as safe SVG, its bindings, and its description with holes for settings and what is shown.

    In bindings, `clock` is the running time of the page in seconds, `u` the course of the last run.
    Instead of a drawing a lab may have a `page`: the path of an HTML file beside it, drawn for `size` pixels.
    """

    svg: str
    shows: Mapping[str, Shown]
    bindings: tuple[Binding, ...]
    runs: tuple[Run, ...]
    description: Templates
    page: str = ""
    size: tuple[int, int] = (0, 0)
