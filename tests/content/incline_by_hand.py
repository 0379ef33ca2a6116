"""Keys of the tasks on the inclined plane once more: plain Python over the displayed numbers.

Nothing here knows our formula language. Where it can be, the road is another one than the task's: energy,
axes that are horizontal and vertical, the angle of friction, sums written out.
"""

from collections.abc import Callable, Mapping, Sequence
from math import acos, asin, atan, cos, hypot, radians, sin, sqrt, tan
from typing import Any

Values = Mapping[str, Any]
"""Givens by name: numbers in SI (angles in radians), words by id, series as lists."""
Keys = dict[str, Any]
"""By ask: a number in SI, the id of a choice, a tuple of ids; `ask.column` for a table: a list of numbers;
for a line its slope and intercept; for a curve x and y of its places in turn."""


def suitcase_on_a_chute(p: Values) -> Keys:
    """The weight is the longest side of a right triangle."""
    weight = p["m"] * p["g"]
    pull = weight * sin(p["alpha"])
    normal = sqrt(weight**2 - pull**2)
    against = "uphill" if p["motion"] == "down" else "downhill"
    ways = {"gravity": "vertical", "support": "normal", "friction": against}
    return {"pull": pull, "N": normal, "F": p["mu"] * normal, "ways": ways}


def crate_on_a_rope(p: Values) -> Keys:
    """The rope works against height and friction: one metre along the ramp."""
    up = p["motion"] == "up"
    normal = p["m"] * p["g"] * cos(p["alpha"])
    heat, lift = p["mu"] * normal * 1.0, p["m"] * p["g"] * sin(p["alpha"]) * 1.0
    ways = {"tension": "uphill", "support": "normal", "friction": "downhill" if up else "uphill"}
    return {"N": normal, "F": heat, "T": lift + heat if up else lift - heat, "ways": ways}


def parcel_on_a_conveyor(p: Values) -> Keys:
    """The belt's push is vertical and equal to the weight."""
    push = p["m"] * p["g"]
    ways = {"gravity": "vertical", "support": "normal", "friction": "uphill"}
    normal = push * cos(p["alpha"])
    return {"N": normal, "F": sqrt(push**2 - normal**2), "top": p["mu"] * normal, "ways": ways}


def _held(mass: float, slope: float, friction: float, gravity: float) -> tuple[bool, float, float]:
    """Return whether a body slides, the friction on it, and the pull which is left (newtons)."""
    slides = slope > atan(friction)
    pull = mass * gravity * sin(slope)
    force = min(pull, friction * mass * gravity * cos(slope))
    return slides, force, pull - force


def block_on_incline(p: Values) -> Keys:
    """The unbalanced rest of the pull gives the acceleration."""
    slides, force, rest = _held(p["m"], p["alpha"], p["mu"], p["g"])
    return {"what": "slides" if slides else "rests", "F": force, "a": rest / p["m"]}


def car_parked_on_a_hill(p: Values) -> Keys:
    """The roads' coefficients are written once more here."""
    friction = {"ice": 0.1, "snow": 0.2, "mud": 0.3, "wet": 0.4}[p["road"]]
    slides, force, _ = _held(p["m"], p["alpha"], friction, p["g"])
    limit = acos(1 / hypot(1, friction))
    return {"what": "slides" if slides else "stays", "F": force, "limit": limit}


def crate_held_on_a_ramp(p: Values) -> Keys:
    """What friction leaves has to be held."""
    slides, force, rest = _held(p["m"], p["alpha"], p["mu"], p["g"])
    return {"what": "slips" if slides else "stays", "hold": rest, "F": force}


def _descent(drop: float, base: float, friction: float, gravity: float) -> Keys:
    """From rest down a slope: friction eats μ times the base of the height (energy a kilogram)."""
    length = hypot(drop, base)
    speed = sqrt(2 * gravity * (drop - friction * base))
    return {"a": speed**2 / (2 * length), "v": speed, "t": length / (speed / 2)}


def skier_on_a_slope(p: Values) -> Keys:
    """Energy."""
    return _descent(p["L"] * sin(p["alpha"]), p["L"] * cos(p["alpha"]), p["mu"], p["g"])


def sledge_on_an_ice_hill(p: Values) -> Keys:
    """Energy."""
    return _descent(p["h"], sqrt(p["l"] ** 2 - p["h"] ** 2), p["mu"], p["g"])


def friction_from_the_time(p: Values) -> Keys:
    """The mean speed gives the last one; energy gives friction."""
    speed = 2 * p["L"] / p["t"]
    drop, base = p["L"] * sin(p["alpha"]), p["L"] * cos(p["alpha"])
    lost = p["g"] * drop - speed**2 / 2
    return {"a": speed / p["t"], "v": speed, "mu": lost / (p["g"] * base)}


def sliding_in_letters(p: Values) -> Keys:
    """By the angle of friction, added to the slope or taken from it."""
    turn = atan(p["friction"])
    slope = p["angle"] - turn if p["motion"] == "down" else p["angle"] + turn
    return {"value": p["g0"] * sin(slope) / cos(turn)}


def rope_in_letters(p: Values) -> Keys:
    """Pull, friction and inertia one by one."""
    pull = p["mass"] * p["g0"] * sin(p["angle"])
    against = p["friction"] * p["mass"] * p["g0"] * cos(p["angle"]) + p["mass"] * p["growth"]
    return {"value": pull + against if p["motion"] == "up" else pull - against}


def horizontal_push_in_letters(p: Values) -> Keys:
    """Vertical axis for the normal force, horizontal axis for the push."""
    growth = p["growth"] if p["motion"] == "up" else -p["growth"]
    normal = p["mass"] * (p["g0"] + growth * sin(p["angle"])) / cos(p["angle"])
    return {"value": p["mass"] * growth * cos(p["angle"]) + normal * sin(p["angle"])}


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of the least squares line."""
    count, sum_x, sum_y = len(x), sum(x), sum(y)
    sum_xy, sum_xx = sum(a * b for a, b in zip(x, y, strict=True)), sum(a * a for a in x)
    slope = (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x**2)
    return slope, (sum_y - slope * sum_x) / count


def car_and_stopwatch(p: Values) -> Keys:
    """s against t²."""
    squares = [t * t for t in p["t"]]
    slope, intercept = _line(squares, p["s"])
    return {"squares.z": squares, "graph": (slope, intercept), "a": 2 * slope}


def dynamometer_on_a_board(p: Values) -> Keys:
    """F against N."""
    normal = [m * p["g"] * cos(p["alpha"]) for m in p["m"]]
    friction = [pull - n * tan(p["alpha"]) for pull, n in zip(p["T"], normal, strict=True)]
    line = _line(normal, friction)
    return {"forces.N": normal, "forces.F": friction, "graph": line, "mu": line[0]}


def cart_and_light_gate(p: Values) -> Keys:
    """v² against s."""
    squares = [v * v for v in p["v"]]
    slope, intercept = _line(p["s"], squares)
    return {"squares.w": squares, "graph": (slope, intercept), "a": slope / 2, "v0": sqrt(intercept)}


def puck_up_an_ice_slope(p: Values) -> Keys:
    """Energy for the way; the mean speed for the time."""
    way = p["v"] ** 2 / (2 * p["g"]) / sin(p["alpha"])
    time = way / (p["v"] / 2)
    curve = [time / 2, 0.75 * way, time, way, 1.5 * time, 0.75 * way]
    return {"T": time, "S": way, "graph": curve}


def sledge_coasts_uphill(p: Values) -> Keys:
    """Energy there and back."""
    way = p["v0"] ** 2 / 2 / (p["g"] * (sin(p["alpha"]) + p["mu"] * cos(p["alpha"])))
    rest = p["g"] * way * (sin(p["alpha"]) - p["mu"] * cos(p["alpha"]))
    back = sqrt(2 * rest) if rest > 0 else 0.0
    curve = [part for share in (0.2, 0.5, 0.75) for part in (share * way, p["v0"] * sqrt(1 - share))]
    return {"S": way, "what": "slips" if rest > 0 else "stays", "back": back, "graph": curve}


def runaway_lorry_ramp(p: Values) -> Keys:
    """By the angle of friction."""
    turn = atan(p["mu"])
    growth = p["g"] * sin(p["alpha"] + turn) / cos(turn)
    time = p["V"] / growth
    way = p["V"] / 2 * time
    curve = [part for share in (0.3, 0.6, 1.0) for part in (share * time, way * (1 - (1 - share) ** 2))]
    return {"S": way, "T": time, "what": "stays" if p["alpha"] < turn else "rolls", "graph": curve}


def efficiency_of_a_ramp(p: Values) -> Keys:
    """Forces first, works after."""
    lift = p["m"] * p["g"] * p["h"] / p["l"]
    return {"Au": lift * p["l"], "At": p["F"] * p["l"], "eta": lift / p["F"], "R": p["F"] - lift}


def wheelchair_ramps(p: Values) -> Keys:
    """Work over length; the longer the ramp, the smaller the force."""
    work = p["m"] * p["g"] * (p["h"] + p["k"] * sqrt(p["l1"] ** 2 - p["h"] ** 2))
    lengths = {"first": p["l1"], "second": p["l2"], "third": p["l3"]}
    order = tuple(sorted(lengths, key=lambda name: -lengths[name]))
    return {"F1": work / p["l1"], "A": work, "order": order}


def heat_on_the_hill(p: Values) -> Keys:
    """Newton's second law gives the resistance, its work the heat."""
    growth = p["v"] ** 2 / (2 * p["l"])
    force = p["m"] * (p["g"] * p["h"] / p["l"] - growth)
    return {"Q": force * p["l"], "R": force, "share": 1 - growth * p["l"] / (p["g"] * p["h"])}


def block_and_bucket(p: Values) -> Keys:
    """Try each motion; the one with a positive acceleration happens."""
    weight = p["m2"] * p["g"]
    pull, friction = p["m1"] * p["g"] * sin(p["alpha"]), p["mu"] * p["m1"] * p["g"] * cos(p["alpha"])
    up = (weight - pull - friction) / (p["m1"] + p["m2"])
    down = (pull - weight - friction) / (p["m1"] + p["m2"])
    if up > 0:
        return {"what": "up", "a": up, "T": pull + friction + p["m1"] * up}
    if down > 0:
        return {"what": "down", "a": down, "T": pull - friction - p["m1"] * down}
    return {"what": "rest", "a": 0.0, "T": weight}


def funicular(p: Values) -> Keys:
    """The tension does not know about the resistance: it is the same share of both cars' weights."""
    total = p["m1"] + p["m2"]
    tension = 2 * p["m1"] * p["m2"] / total * p["g"] * sin(p["alpha"])
    heavy = max(p["m1"], p["m2"])
    left = heavy * p["g"] * (sin(p["alpha"]) - p["k"] * cos(p["alpha"])) - tension
    return {"what": "first" if p["m1"] > p["m2"] else "second", "a": left / heavy, "T": tension}


def blocks_on_a_string(p: Values) -> Keys:
    """Each block alone; if the lower one is quicker, the string makes one acceleration of both."""
    lower = p["g"] * (sin(p["alpha"]) - p["mu1"] * cos(p["alpha"]))
    upper = p["g"] * (sin(p["alpha"]) - p["mu2"] * cos(p["alpha"]))
    if lower <= upper:
        return {"what": "slack", "a": lower, "T": 0.0}
    both = (p["m1"] * lower + p["m2"] * upper) / (p["m1"] + p["m2"])
    return {"what": "taut", "a": both, "T": p["m2"] * (both - upper)}


def serpentine_road(p: Values) -> Keys:
    """The pulls themselves, for a lorry of one newton."""
    times = (p["h"] / p["l1"]) / (p["h"] / p["l2"])
    return {"n": times, "claims": ("half", "normal", "work") if times > 2 else ("normal", "work")}


def two_skiers(p: Values) -> Keys:
    """Both skiers, one by one."""
    each = [
        (m * p["g"] * sin(p["alpha"]) - p["mu"] * m * p["g"] * cos(p["alpha"])) / m
        for m in (p["m1"], p["m2"])
    ]
    changes = ("other", "steep", "wax") if p["other"] == "sticky" else ("steep", "wax")
    return {"a": sum(each) / 2, "changes": changes}


def board_is_raised(p: Values) -> Keys:
    """The limit by its sine."""
    limit = asin(p["mu"] / hypot(1, p["mu"]))
    return {"limit": limit, "claims": ("grows", "slips") if p["beta"] > limit else ("grows",)}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        suitcase_on_a_chute, crate_on_a_rope, parcel_on_a_conveyor, block_on_incline, car_parked_on_a_hill,
        crate_held_on_a_ramp, skier_on_a_slope, sledge_on_an_ice_hill, friction_from_the_time,
        sliding_in_letters, rope_in_letters, horizontal_push_in_letters, car_and_stopwatch,
        dynamometer_on_a_board, cart_and_light_gate, puck_up_an_ice_slope, sledge_coasts_uphill,
        runaway_lorry_ramp, efficiency_of_a_ramp, wheelchair_ramps, heat_on_the_hill, block_and_bucket,
        funicular, blocks_on_a_string, serpentine_road, two_skiers, board_is_raised,
    )
}  # fmt: skip
"""One road for every task."""


def in_si(value: Any, unit: str = "") -> Any:  # noqa: ANN401 - a given is a number, a word or a list
    """Return a displayed given as this module takes it; only the units of these tasks are known."""
    factors = {"deg": radians(1), "km/h": 1 / 3.6}
    return value * factors.get(unit, 1.0) if isinstance(value, int | float) else value
