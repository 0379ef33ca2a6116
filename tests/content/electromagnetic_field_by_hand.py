"""Keys of the tasks on magnetic fields and induction once more: plain Python over the displayed numbers.

Nothing here knows our formula language or its tables. Where it can be, the road is another one than the
task's: vectors, energies, momenta, moments of time. Densities, masses of nuclei (AME2020) and components of
the Earth's field (IGRF) are written once more.
"""

from cmath import phase
from collections.abc import Callable, Mapping, Sequence
from math import acos, atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Any

Values = Mapping[str, Any]
"""Givens by name: numbers in SI, words and rows by id, series as lists of the numbers printed."""
Keys = dict[str, Any]
"""By ask: a number in SI, the id of a choice, a tuple of ids, pairs of ids; `ask.column` for a table: a list
of numbers in SI; for a line its slope and intercept, for a curve x and y of its places in turn, both in the
units of the axes."""
MU0 = 1.25663706127e-6
ELEMENTARY = 1.602176634e-19
DALTON = 1.66053906892e-27
DENSITY = {"aluminium": 2700.0, "copper": 8900.0, "brass": 8500.0, "silver": 10500.0, "tungsten": 19300.0}
EARTH = {
    **{"moscow": (16.7, 50.3), "petersburg": (14.8, 50.9), "murmansk": (10.7, 53.7)},
    **{"yekaterinburg": (15.5, 54.8), "novosibirsk": (15.9, 58.1), "vladivostok": (26.7, 45.8)},
    **{"sochi": (23.2, 44.4), "london": (19.6, 45.0), "sydney": (24.6, 51.4)},
    **{"cape_town": (10.7, 22.7), "buenos_aires": (17.0, 14.8)},
}
"""Horizontal and vertical component in microteslas."""
SOUTH = ("sydney", "cape_town", "buenos_aires")
NUCLEI = {
    **{"proton": (1, 1.007), "deuteron": (1, 2.014), "triton": (1, 3.016), "helium3": (2, 3.015)},
    **{"alpha": (2, 4.002)},
}
"""Charge in elementary charges, mass in daltons."""
ISOTOPES = {
    **{"lithium": (6.015, 7.016), "boron": (10.013, 11.009), "neon": (19.992, 21.991)},
    **{"magnesium": (23.985, 25.983), "chlorine": (34.969, 36.966), "potassium": (38.964, 40.962)},
    **{"copper": (62.930, 64.928)},
}
CORES = {"air": 1.0, "iron_powder": 35.0, "ferrite": 200.0, "steel": 600.0}


def wire_that_floats(p: Values) -> Keys:
    """A metre of the wire first."""
    weight = DENSITY[p["metal"]] * p["S"] * p["g"]
    return {"P": weight * p["l"], "I": weight / p["B"], "way": {"in": "right", "out": "left"}[p["field"]]}


def swing_with_a_current(p: Values) -> Keys:
    """The sum of gravity and the force of the field as one complex number."""
    total = complex(p["m"] * p["g"], p["I"] * p["l"] * p["B"])
    return {"F": total.imag, "alpha": phase(total), "T": abs(total) / 2}


def loudspeaker_coil(p: Values) -> Keys:
    """Turn by turn."""
    turn = pi * p["d"]
    force = sum(p["B"] * p["I"] * turn for _ in range(int(p["N"])))
    right = {"back": p["back"] == "other", "strong": p["magnet"] == "strong"}
    true = tuple(name for name, holds in right.items() if holds)
    return {"L": p["N"] * turn, "F": force, "a": force / p["m"], "true": true}


def compass_under_a_wire(p: Values) -> Keys:
    """Biot and Savart's law as a vector product: the current along y, the needle below or above it."""
    size = 2e-7 * p["I"] / p["r"] * MU0 / (4e-7 * pi)
    along = 1 if p["flow"] == "north" else -1
    up = -1 if p["side"] == "over" else 1
    east = along * up * size
    north = EARTH[p["place"]][0] * 1e-6
    return {"B": size, "phi": abs(atan2(east, north)), "way": "east" if east > 0 else "west"}


def two_parallel_wires(p: Values) -> Keys:
    """Fields with signs halfway between the wires."""
    per_current = MU0 / (2 * pi)
    sign = 1 if p["flow"] == "same" else -1
    field = per_current * (p["I1"] - sign * p["I2"]) / (p["d"] / 2)
    force = per_current * p["I1"] / p["d"] * p["I2"] * p["l"]
    return {"F": force, "B": abs(field), "way": "attract" if sign > 0 else "repel"}


def coil_on_a_tube(p: Values) -> Keys:
    """By the volume of the wire."""
    turns = p["l"] / p["w"]
    area = pi * (p["w"] / 2) ** 2
    volume = turns * pi * p["D"] * area
    return {"N": turns, "B": MU0 * p["I"] / p["w"], "U": p["I"] * p["rho"] * volume / area**2}


def cyclotron(p: Values) -> Keys:
    """By the speed on the last circle."""
    z, mass = NUCLEI[p["what"]]
    charge, kilograms = z * ELEMENTARY, mass * DALTON
    speed = charge * p["B"] * p["R"] / kilograms
    energy = kilograms * speed**2 / 2
    return {"f": speed / (2 * pi * p["R"]), "E": energy, "n": energy / charge / p["U"]}


def mass_spectrometer(p: Values) -> Keys:
    """Each isotope by its momentum."""
    light, heavy = (mass * DALTON for mass in ISOTOPES[p["what"]])
    radii = [sqrt(2 * mass * ELEMENTARY * p["U"]) / (ELEMENTARY * p["B"]) for mass in (light, heavy)]
    speed = radii[0] * ELEMENTARY * p["B"] / light
    return {"v": speed, "r": radii[0], "gap": 2 * radii[1] - 2 * radii[0]}


def velocity_filter(p: Values) -> Keys:
    """By the strength of the electric field."""
    strength = p["U"] / p["d"]
    specific = strength / p["B"] ** 2 / p["r"]
    nearest = min(
        ("proton", "deuteron", "triton", "helium3"),
        key=lambda name: abs(NUCLEI[name][0] * ELEMENTARY / (NUCLEI[name][1] * DALTON) - specific),
    )
    way = "plus" if p["speed"] == "faster" else "minus"
    return {"v": strength / p["B"], "s": specific, "which": nearest, "way": way}


def coil_in_a_changing_field(p: Values) -> Keys:
    """Flux away from the reader counts as positive; a clockwise current makes such a flux."""
    sign = 1 if p["field"] == "in" else -1
    change = sign * (p["B2"] - p["B1"]) * p["S"] * p["N"]
    charge = -change / p["R"]
    return {
        "e": abs(charge) * p["R"] / p["dt"],
        "I": abs(charge) / p["dt"],
        "q": abs(charge),
        "way": "cw" if charge > 0 else "ccw",
    }


def emf_from_flux(p: Values) -> Keys:
    """Part by part."""
    emf = [-p["N"] * change / time for change, time in zip(p["dPhi"], p["dt"], strict=True)]
    return {"emf.e": emf, "top": max(map(abs, emf))}


def frame_turned_over(p: Values) -> Keys:
    """By the flux through all turns before and after."""
    turned = p["q"] * p["R"]
    once = turned / 2 / p["N"]
    time, resistance = {"slow": (2, 1), "fast": (0.5, 1), "resist": (1, 2)}[p["change"]]
    name = {2: "grows", 1: "same", 0.5: "falls"}
    ways = {"charge": name[1 / resistance], "emf": name[1 / time], "flux": "same"}
    return {"B": once / (pi * (p["d"] / 2) ** 2), "em": turned / p["t"], "again": ways}


def rod_on_rails(p: Values) -> Keys:
    """By the heat."""
    emf = p["B"] * p["l"] * p["v"]
    heat = emf**2 / p["R"]
    return {"e": emf, "I": heat / emf, "F": heat / p["v"], "P": heat, "times": float(p["k"] * p["k"])}


def wings_of_an_aircraft(p: Values) -> Keys:
    """By the area swept in a second."""
    flux = EARTH[p["place"]][1] * 1e-6 * p["l"] * p["v"]
    tip = "right" if p["place"] in SOUTH else "left"
    meter = {"cabin": "zero", "ground": "all"}[p["leads"]]
    return {"U": flux, "dPhi": flux * p["t"], "tip": tip, "meter": meter}


def generator_frame(p: Values) -> Keys:
    """By the speed of the sides, and by the mean square over a turn."""
    turns_a_second = p["n"]
    top = 2 * p["N"] * p["B"] * p["b"] * (2 * pi * turns_a_second * p["a"] / 2)
    mean_square = sum((top * sin(2 * pi * step / 360)) ** 2 for step in range(360)) / 360
    moments = {"largest": "along", "zero": "across"}[p["moment"]]
    return {"Phi": p["a"] * p["b"] * p["B"], "Em": top, "Ue": sqrt(mean_square), "moments": moments}


def choke_is_switched_off(p: Values) -> Keys:
    """By the flux LI."""
    linked = p["L"] * p["E"] / p["R"]
    way = {"open": "along", "close": "against"}[p["event"]]
    return {"W": linked**2 / (2 * p["L"]), "e": linked / p["dt"], "way": way}


def coil_with_a_core(p: Values) -> Keys:
    """By the field, and the density of its energy."""
    permeability = MU0 * CORES[p["core"]]
    field = permeability * p["N"] * p["I"] / p["l"]
    energy = field**2 / (2 * permeability) * p["S"] * p["l"]
    again = {"more": "four", "less": "quarter", "long": "half", "wide": "two"}[p["change"]]
    return {"L": 2 * energy / p["I"] ** 2, "flux": field * p["S"], "W": energy, "again": again}


def magnet_of_a_tomograph(p: Values) -> Keys:
    """By the flux LI."""
    linked = p["L"] * p["I"]
    energy = linked * p["I"] / 2
    return {"W": energy, "e": linked / p["t"], "m": energy / p["heat"] * p["part"]}


def transformer(p: Values) -> Keys:
    """By the voltage of one turn."""
    turn = p["U1"] / p["N1"]
    second = turn * p["N2"]
    up = second > p["U1"]
    return {
        "k": second / p["U1"] if up else p["U1"] / second,
        "U2": second,
        "I1": second * p["I2"] / p["eta"] / p["U1"],
        "what": {"voltage": "grows" if up else "falls", "frequency": "same", "power": "falls"},
    }


def power_line(p: Values) -> Keys:
    """By the voltage lost."""
    resistance = p["rho"] * (p["l"] + p["l"]) / p["S"]
    lost = p["P"] / p["U"] * resistance
    share = lost / p["U"]
    times = share / (p["P"] * resistance / (p["k"] * p["U"]) ** 2)
    losses = {"now": 1.0, "high": 1 / times, "thick": 1 / p["j"]}
    order = tuple(sorted(losses, key=lambda line: losses[line], reverse=p["way"] == "down"))
    return {"R": resistance, "loss": share * p["P"], "share": share, "times": times, "order": order}


def lamp_that_flashes(p: Values) -> Keys:
    """By the half width of a flash."""
    top = sqrt(2) * p["U"]
    half = acos(p["U1"] / top)
    return {"Um": top, "k": 2 * p["f"], "share": 2 * half / pi, "glow": half / (pi * p["f"])}


def radio_receiver(p: Values) -> Keys:
    """By angular frequencies."""
    fast, slow = (1 / sqrt(p["L"] * capacity) for capacity in (p["C1"], p["C2"]))
    how = {"higher": ("less", "turns"), "lower": ("core", "more")}[p["aim"]]
    return {"short": 2 * pi * p["c0"] / fast, "f": slow / (2 * pi), "how": how}


def radar_pulses(p: Values) -> Keys:
    """By the paths there and back."""
    there = p["c0"] / 2
    oscillations = p["tau"] * p["c0"] / p["lam"]
    return {"r": there * p["t"], "far": there / p["n"], "near": there * p["tau"], "k": oscillations}


def charged_circuit(p: Values) -> Keys:
    """By the phase of the oscillation."""
    omega = 1 / sqrt(p["L"] * p["C"])
    top = p["C"] * p["U"] * omega
    return {"Im": top, "i": top * sin(acos(p["u"] / p["U"])), "t": pi / 2 / omega}


def rod_in_letters(p: Values) -> Keys:
    """By the power: gravity's work heats the resistor."""
    pull = p["mass"] * p["g0"] * (1.0 if p["rails"] == "upright" else sin(p["angle"]))
    current = pull / (p["field"] * p["width"])
    return {"value": current**2 * p["load"] / pull}


def circle_in_letters(p: Values) -> Keys:
    """By the speed."""
    z, mass = NUCLEI[p["what"]]
    energy = ELEMENTARY * p["volt"] * (z if p["start"] == "voltage" else 1)
    speed = sqrt(2 * energy / (mass * DALTON))
    return {"value": mass * DALTON * speed / (z * ELEMENTARY * p["field"])}


def oscillations_in_letters(p: Values) -> Keys:
    """By the phase at which the energies are in this ratio: tan² of it is the ratio."""
    ratio = p["n"] if p["more"] == "coil" else 1 / p["n"]
    top = p["volt"] / sqrt(p["ind"] / p["cap"])
    return {"value": top * sin(atan2(sqrt(ratio), 1.0))}


def wire_on_a_balance(p: Values) -> Keys:
    """The line by least squares; grams and millinewtons."""
    forces = [grams * p["g"] for grams in p["dm"]]
    slope, start = _line(p["I"], forces)
    field, change = slope / p["l"] / 1000, slope * p["Ix"] / p["g"] / 1000
    return {"forces.F": _scaled(forces, 1e-3), "graph": (slope, start), "B": field, "dx": change}


def circuit_in_the_lab(p: Values) -> Keys:
    """The line by least squares; picofarads, microseconds, and so henries."""
    squares = [period * period for period in p["T"]]
    slope, start = _line(p["C"], squares)
    own = start / slope / 1e12
    inductance = slope / (2 * pi) ** 2
    top = p["Cx"] * p["Ux"] / sqrt(inductance * p["Cx"])
    line, table = (slope, start), _scaled(squares, 1e-12)
    return {"squares.w": table, "graph": line, "L": inductance, "own": own, "Im": top}


def voltage_on_an_oscilloscope(p: Values) -> Keys:
    """By degrees of the phase."""
    period = 1 / p["n"]
    phases = [radians(30 * part) for part in p["part"]]
    through = [30, 90, 150, 270, 330]
    return {
        "moments.time": [angle / (2 * pi) * period for angle in phases],
        "moments.volt": [p["Um"] * sin(angle) for angle in phases],
        "graph": [one for d in through for one in (d / 0.36 * period, p["Um"] * cos(radians(90 - d)))],
        "Ue": hypot(p["Um"] / 2, p["Um"] / 2),
        "P": (p["Um"] * sin(radians(45))) ** 2 / p["R"],
    }


def _scaled(numbers: Sequence[float], factor: float) -> list[float]:
    return [number * factor for number in numbers]


def _line(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of the line of least squares."""
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    slope = over / sum((a - x) ** 2 for a in xs)
    return slope, y - slope * x


def letters(task: str, p: Values) -> dict[str, str]:
    """Return what a student would type for the equations and formulas of a task, by ask."""
    if task == "rod-in-letters":
        pull = "mg" if p["rails"] == "upright" else "m*g*sin(alpha)"
        return {"balance": f"B*l*(B*l*v/R) = {pull}", "law": f"{pull}*R/(B^2*l^2)"}
    if task == "circle-in-letters":
        law = "sqrt(2*m*U/q)/B" if p["start"] == "voltage" else "sqrt(2*m*W)/(q*B)"
        return {"newton": "m*v = q*B*r", "law": law}
    if task == "oscillations-in-letters":
        n = int(p["n"])
        part = f"{n}*C/({n + 1}*L)" if p["more"] == "coil" else f"C/({n + 1}*L)"
        return {"energy": "C*U^2 = C*u^2 + L*i^2", "law": f"U*sqrt({part})"}
    if task == "voltage-on-an-oscilloscope":
        return {"u": f"{p['Um']:g}*sin({2 * p['n']:g}*pi*t)"}
    return {}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        wire_that_floats, swing_with_a_current, loudspeaker_coil, compass_under_a_wire,
        two_parallel_wires, coil_on_a_tube, cyclotron, mass_spectrometer, velocity_filter,
        coil_in_a_changing_field, emf_from_flux, frame_turned_over, rod_on_rails, wings_of_an_aircraft,
        generator_frame, choke_is_switched_off, coil_with_a_core, magnet_of_a_tomograph, transformer,
        power_line, lamp_that_flashes, radio_receiver, radar_pulses, charged_circuit, rod_in_letters,
        circle_in_letters, oscillations_in_letters, wire_on_a_balance, circuit_in_the_lab,
        voltage_on_an_oscilloscope,
    )
}  # fmt: skip
"""One road for every task."""
