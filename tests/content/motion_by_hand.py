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


def lift_trip(p: Values) -> Keys:
    """Three parts, each by its mean speed; the way back in time from the end."""
    sign = 1 if p["way"] == "up" else -1
    first, middle, last = p["v"] / 2 * p["t1"], p["v"] * p["t2"], p["v"] / 2 * p["t3"]
    whole, lasts = first + middle + last, p["t1"] + p["t2"] + p["t3"]
    near = [(p["t1"], first), (p["t1"] + p["t2"], first + middle), (lasts - p["t3"] / 2, whole - last / 4)]
    graph = [number for place in (*near, (lasts, whole)) for number in place]
    start, end = sign * p["v"] / p["t1"], -sign * p["v"] / p["t3"]
    ends = ("up", "down") if sign > 0 else ("down", "up")
    ways = {"first": ends[0], "middle": "none", "last": ends[1]}
    return {"a1": start, "a3": end, "graph": graph, "H": whole, "vm": whole / lasts, "ways": ways}


def ball_thrown_up(p: Values) -> Keys:
    """Seen from the top: the ball falls from there, forward and backward in time."""
    rise = p["v"] / p["g"]
    top = p["v"] / 2 * rise
    away = p["t1"] - rise
    places = [(share * 2 * rise, top * (1 - (2 * share - 1) ** 2)) for share in (0.25, 0.5, 0.75, 1)]
    graph = [number for place in places for number in place]
    motion = "rises" if away < 0 else "falls"
    height = top - p["g"] * away**2 / 2
    return {"H": top, "T": 2 * rise, "y": height, "vy": -p["g"] * away, "motion": motion, "graph": graph}


def marble_off_a_table(p: Values) -> Keys:
    """The speed downwards by energy, the time by the mean of it."""
    down = sqrt(2 * p["g"] * p["h"])
    time = p["h"] / (down / 2)
    far, speed = p["v"] * time, sqrt(down**2 + p["v"] ** 2)
    path = [number for share in (0.3, 0.6, 1) for number in (share * far, p["h"] * (1 - share**2))]
    change = {"speed": "twice", "height": "root", "mass": "same"}[p["other"]]
    turned = acos(p["v"] / speed)
    return {"T": time, "L": far, "v1": speed, "dir": turned, "change": change, "path": path}


def tractor_and_trailers(p: Values) -> Keys:
    """The pull is shared as the masses are, for friction is too."""
    share = p["m2"] / (p["m1"] + p["m2"])
    change = "grows" if p["way"] == "back" else "falls"
    return {"a": p["F"] / (p["m1"] + p["m2"]) - p["k"] * p["g"], "T": share * p["F"], "change": change}


def skater_throws_a_ball(p: Values) -> Keys:
    """In the frame of the common centre the two fly apart with opposite momenta."""
    ball = p["v"] if p["way"] == "ahead" else -p["v"]
    apart = ball - p["u"]
    after = p["u"] - p["m"] / p["M"] * apart
    gained = p["M"] * (after - p["u"]) ** 2 / 2 + p["m"] * apart**2 / 2
    where = "right" if after > 0 else "left"
    return {"p": p["M"] * after + p["m"] * ball, "V": after, "where": where, "E": gained}


def pellet_in_a_block(p: Values) -> Keys:
    """The share of the energy from the energies themselves."""
    total = p["m"] + p["M"]
    lifted = total * p["g"] * p["h"]
    block = sqrt(2 * lifted / total)
    pellet = total * block / p["m"]
    share = lifted / (p["m"] * pellet**2 / 2)
    return {"V": block, "v": pellet, "share": share, "laws": {"hit": "momentum", "swing": "energy"}}


def hydraulic_jack(p: Values) -> Keys:
    """The distance by the volume of oil, the force by the work."""
    up = p["S1"] * p["x"] / p["S2"]
    lift = p["F"] * p["x"] / up
    claim = "force" if p["S2"] / p["S1"] > p["n"] else "less"
    return {"p": lift / p["S2"], "R": lift, "y": up, "claims": (claim, "work")}


def swing_of_a_pendulum(p: Values) -> Keys:
    """Lengths compared with that of a pendulum which takes a second."""
    second = p["g"] / (4 * pi**2)
    period = sqrt(p["l"] / second)
    change = {"heavy": "same", "wide": "same", "long": "longer", "moon": "longer", "short": "shorter"}
    speed = sqrt(2 * p["g"] * p["h"])
    keys: Keys = {"T": period, "n": 1 / period, "vm": speed, "l2": second * p["T2"] ** 2}
    return keys | {"change": change[p["other"]]}


def oscillation_from_its_equation(p: Values) -> Keys:
    """A point that runs round a circle of radius A, b half-turns a second."""
    often = p["b"] / 2
    period = 1 / often
    places = [(share * period, p["A"] * cos(2 * pi * share)) for share in (1 / 8, 1 / 2, 1, 1.375)]
    graph = [number for place in places for number in place]
    round_trip = 2 * pi * p["A"]
    place = p["A"] * cos(2 * pi * often * p["t1"])
    return {"T": period, "f": often, "x1": place, "vm": round_trip / period, "graph": graph}


def crane_lifts_a_slab(p: Values) -> Keys:
    """The power is the weight times the speed."""
    power = p["m"] * p["g"] * (p["h"] / p["t"])
    change = {"work": "same", "power": "twice" if p["way"] == "quick" else "half"}
    taken = p["P"] * p["t"]
    return {"Au": power * p["t"], "N": power, "W": taken, "eta": power * p["t"] / taken, "change": change}


def spring_gun(p: Values) -> Keys:
    """The mean force of the spring times its way; the height from the speed."""
    energy = p["k"] * p["x"] / 2 * p["x"]
    speed = sqrt(2 * energy / p["m"])
    change = "half" if p["other"] == "heavy" else "twice"
    return {"E": energy, "v": speed, "h": speed**2 / (2 * p["g"]), "change": change}


def sledge_run_in_letters(p: Values) -> Keys:
    """The speed at the foot, then a motion with the acceleration of friction."""
    foot = sqrt(p["push"] ** 2 + 2 * p["g0"] * p["high"])
    slowing = p["friction"] * p["g0"]
    change = {"heavy": "same", "rough": "shorter", "smooth": "longer"}[p["other"]]
    return {"run": foot / 2 * (foot / slowing), "change": change}


def load_on_a_lever(p: Values) -> Keys:
    """By the work: the end moves as many times farther as its arm is longer."""
    times = p["L"] / p["a"] - 1
    change = "grows" if p["way"] == "farther" else "falls"
    return {"F": p["m"] * p["g"] / times, "n": times, "s": times * p["h"], "change": change}


def plank_on_two_supports(p: Values) -> Keys:
    """The weight of all, shared by where its centre lies."""
    weight = (p["M"] + p["m"]) * p["g"]
    centre = (p["M"] * p["L"] / 2 + p["m"] * p["x"]) / (p["M"] + p["m"])
    right = weight * centre / p["L"]
    return {"N1": weight - right, "N2": right, "change": "falls" if p["way"] == "right" else "grows"}


def two_on_a_seesaw(p: Values) -> Keys:
    """The common centre of the children lies over the support."""
    total = p["m1"] + p["m2"]
    apart = p["d"] * total / p["m2"]
    down = "second" if p["who"] == "first" else "first"
    return {"x": apart - p["d"], "N": total * p["g"] + p["M"] * p["g"], "down": down}


MOTION: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        equation_of_motion, where_does_it_float, thrown_from_a_roof, cyclist_and_walker_meet,
        trolleys_couple, bridge_in_letters, load_on_a_spring, pressure_in_a_vessel, scales_in_a_lift,
        lift_trip, ball_thrown_up, marble_off_a_table, tractor_and_trailers, skater_throws_a_ball,
        pellet_in_a_block, hydraulic_jack, swing_of_a_pendulum, oscillation_from_its_equation,
        crane_lifts_a_slab, spring_gun, sledge_run_in_letters,
        load_on_a_lever, plank_on_two_supports, two_on_a_seesaw,
    )
}  # fmt: skip
"""One road for every task."""
