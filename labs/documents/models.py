"""The model of a lab: lines of algebra, roots, motions with events, circuits; and what goes on in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from labs.documents.settings import Numbers, Range
from variants.templates.located import Formula
from variants.templates.task import SolveLine
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A quantity that changes in time: its `start`, and its `rate` a second (None: by actions alone)."""

    name: str
    unit: str
    start: Formula
    rate: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A system d/dt that is followed until a statement becomes true, or for a duration.

    Then `name` is how long it took in seconds (NaN if `until` did not come within `longest` seconds), and
    every variable holds its value at the end. Statements compare to the moment they turn true from false.
    """

    name: str
    variables: tuple[Variable, ...]
    longest: float
    until: Formula | None = None
    lasts: Formula | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A two-terminal part of a circuit: an EMF (V) with a resistance (Ω) in series; either may be missing.

    `U_name` is the potential of `plus` above that of `minus`. `I_name` is the current in the part: what
    enters at `plus`, or, in a part with an EMF, which drives it out of there, what leaves at `plus`.
    """

    name: str
    plus: str
    minus: str
    resistance: Formula
    emf: Formula | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Parts joined by the student's `wiring` control, solved by node analysis: adds `I_part`, `U_part`."""

    name: str
    elements: tuple[Element, ...]
    wiring: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A statement about who is joined to whom: `parts` of a circuit stand in series, or across the first.

    In series is what every current through one has to pass as well. With `polarity`, what flows out of the
    first enters each of the others at plus; across it, plus is at plus. Parts `without` are thought away,
    those `bridged` are taken for wires.
    """

    name: str
    circuit: str
    form: Literal["series", "across"]
    parts: tuple[str, ...]
    polarity: bool = False
    without: tuple[str, ...] = ()
    bridged: tuple[str, ...] = ()


ModelLine = SolveLine | Motion | Circuit
"""A line of algebra or a root (as in tasks), a motion, or a circuit; each may use the lines before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something done at a moment of lab time: the variables it changes, at once and together.

    In `changes` and `when`, `amount` is how much. `refusal` is said where `when` does not hold.
    """

    name: str
    label: Text
    changes: Mapping[str, Formula]
    amount: Range | Numbers | None = None
    when: Formula | None = None
    refusal: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What goes on in lab time while the student acts; `speeds` are lab seconds a second of the clock."""

    variables: tuple[Variable, ...]
    actions: Mapping[str, Action]
    speeds: tuple[float, ...]
    longest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A mishap: where `when` holds as a reading is taken or an action done, `say` tells it.

    The reading is not taken. It `costs` this many of the points for design, each time up to `most` times.
    """

    name: str
    when: Formula
    say: Text
    costs: int
    most: int = 2
