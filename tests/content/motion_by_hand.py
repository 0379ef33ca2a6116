"""Keys of the other tasks on mechanics once more: plain Python over the displayed numbers.

Nothing here knows our formula language. Where it can be, the road is another one than the task's: energy, the
mean speed, the frame of the common centre, forces one by one.
"""

from collections.abc import Callable
from math import acos, cos, pi, sin, sqrt

from incline_by_hand import Keys, Values

DENSITIES = {"oak": 700, "paraffin": 900, "pine": 500, "amber": 1100, "glass": 2500, "aluminium": 2700}
LIQUIDS = {"water": 1000, "kerosene": 800, "brine": 1200, "mercury": 13600}
"""kg/m³."""


def equation_of_motion(p: Values) -> Keys:
    """The way to the stop by the mean speed."""
    sign = 1 if p["way"] == "along" else -1
    stop = p["v"] / p["b"]
    line = (-sign * p["b"], sign * p["v"])
    return {"stop": stop, "turn": p["x0"] + sign * p["v"] / 2 * stop, "graph": line}


def where_does_it_float(p: Values) -> Keys:
    """The share of the block that is under water, at most all of it."""
    density, volume = DENSITIES[p["body"]], p["a"] * p["b"] * p["c"]
    under = min(1.0, density / LIQUIDS["water"])
    floats = tuple(sorted(name for name, liquid in LIQUIDS.items() if density < liquid))
    push = LIQUIDS["water"] * under * volume * p["g"]
    return {"m": density * volume, "F": push, "where": floats, "order": ("kerosene", "water", "mercury")}


def thrown_from_a_roof(p: Values) -> Keys:
    """Up to the top and down from it; the speed by energy."""
    across, rise = p["v"] * cos(p["alpha"]), p["v"] * sin(p["alpha"])
    top = p["h"] + rise**2 / (2 * p["g"])
    time = rise / p["g"] + sqrt(2 * top / p["g"])
    speed = sqrt(p["v"] ** 2 + 2 * p["g"] * p["h"])
    fall = -sqrt(2 * p["g"] * top)
    return {"T": time, "vx": across, "vy": fall, "v1": speed, "dir": acos(across / speed), "L": across * time}


def cyclist_and_walker_meet(p: Values) -> Keys:
    """The walker stands still, seen from the walker; places divide the road as the speeds do."""
    cyclist, walker = p["v1"], p["v2"]
    ridden = [cyclist * time for time in p["time"]]
    left = [p["L"] - walker / cyclist * way for way in ridden]
    meet = p["L"] * cyclist / (cyclist + walker)
    line = (-walker, p["L"])
    return {"places.x1": ridden, "places.x2": left, "graph": line, "tm": meet / cyclist, "xm": meet}


def trolleys_couple(p: Values) -> Keys:
    """In the frame of the common centre all of the energy is lost."""
    second = -p["v2"] if p["way"] == "towards" else p["v2"]
    total = p["m1"] + p["m2"]
    centre = (p["m1"] * p["v1"] + p["m2"] * second) / total
    heat = p["m1"] * (p["v1"] - centre) ** 2 / 2 + p["m2"] * (second - centre) ** 2 / 2
    return {"p": centre * total, "v": centre, "what": "right" if centre > 0 else "left", "heat": heat}


def bridge_in_letters(p: Values) -> Keys:
    """Weight and the force that turns the car, one by one."""
    turning = p["mass"] * p["speed"] ** 2 / p["radius"]
    weight = p["mass"] * p["g0"]
    return {"value": weight - turning if p["shape"] == "hump" else weight + turning}


def load_on_a_spring(p: Values) -> Keys:
    """The load runs as a shadow of a point on a circle of radius A."""
    turns = sqrt(p["k"] / p["m"])
    period = 2 * pi / turns
    speed = turns * p["A"]
    places = [(share * period, p["A"] * cos(2 * pi * share)) for share in (1 / 8, 1 / 2, 1, 3 / 2)]
    curve = [number for place in places for number in place]
    return {"T": period, "vm": speed, "E": p["m"] * speed**2 / 2, "graph": curve}


def pressure_in_a_vessel(p: Values) -> Keys:
    """The weight of the liquid over its bottom."""
    gravity = LIQUIDS[p["liquid"]] * p["g"]
    weight = p["H"] * p["S"] * gravity
    return {"pressures.p": [gravity * depth for depth in p["h"]], "graph": (gravity, 0.0), "F": weight}


def scales_in_a_lift(p: Values) -> Keys:
    """The same as standing where g is larger or smaller."""
    up = p["ride"] in ("up_faster", "down_slower")
    felt = p["g"] + p["a"] if up else p["g"] - p["a"]
    return {"where": "up" if up else "down", "P": p["m"] * felt, "reading": p["m"] * felt / p["g"]}


MOTION: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        equation_of_motion, where_does_it_float, thrown_from_a_roof, cyclist_and_walker_meet,
        trolleys_couple, bridge_in_letters, load_on_a_spring, pressure_in_a_vessel, scales_in_a_lift,
    )
}  # fmt: skip
"""One road for every task."""
