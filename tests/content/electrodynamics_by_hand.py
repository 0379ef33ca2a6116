"""Keys of the tasks on charges and currents once more: plain Python over the displayed numbers.

Nothing here knows our formula language, its tables or its chemistry. Where it can be, the road is another one
than the task's: complex numbers for vectors, conductances, energies, electrons counted. Resistivities,
permittivities and atomic weights (IUPAC, abridged, 2021) are written once more.
"""

from collections.abc import Callable, Mapping, Sequence
from math import pi, sin, sqrt
from typing import Any

Values = Mapping[str, Any]
"""Givens by name: numbers in SI (temperatures as printed), words and rows by id, series as lists."""
Keys = dict[str, Any]
"""By ask: a number in SI, the id of a choice, a tuple of ids, an equation; `ask.column` for a table: a list
of numbers; for a line its slope and intercept; for a curve x and y of its places in turn."""
RESISTIVITY = {
    **{"silver": 0.016, "copper": 0.017, "aluminium": 0.028, "tungsten": 0.055, "brass": 0.071, "iron": 0.1},
    **{"steel": 0.12, "nickeline": 0.4, "manganin": 0.43, "constantan": 0.5, "nichrome": 1.1, "fechral": 1.3},
}
"""Ohm mm²/m."""
PERMITTIVITY = {
    **{"paraffin": 2.2, "polyethylene": 2.3, "ebonite": 3.0, "acrylic": 3.5, "quartz": 3.8},
    **{"mica": 6.0, "glass": 7.0},
}
METALS = {
    "silver": (107.8682e-3, 1, 10500.0, "Ag^+ + e^- = Ag"),
    "copper": (63.546e-3, 2, 8900.0, "Cu^2+ + 2e^- = Cu"),
    "nickel": (58.6934e-3, 2, 8900.0, "Ni^2+ + 2e^- = Ni"),
    "tin": (118.710e-3, 2, 7300.0, "Sn^2+ + 2e^- = Sn"),
    "zinc": (65.38e-3, 2, 7100.0, "Zn^2+ + 2e^- = Zn"),
}
"""Molar mass (kg/mol), charge of the ion, density (kg/m³), what happens at the cathode."""
SALTS = {"copper_sulfate": "copper", "copper_nitrate": "copper", "copper_chloride": "copper"}
SALTS |= {"silver_nitrate": "silver"}
WATER_GIVES_OXYGEN = "2H2O = O2 + 4H^+ + 4e^-"


def force_of_two_charges(p: Values) -> Keys:
    """Vectors from charge to charge as complex numbers."""
    place = 1j * p["h"]
    force = 0j
    for charge, there in ((p["q1"], 0j), (p["q2"], complex(p["d"]))):
        away = place - there
        force += p["k"] * charge * p["q3"] * away / abs(away) ** 3
    way = ("r" if force.real > 0 else "l") + ("u" if force.imag > 0 else "d")
    return {"Fx": force.real, "Fy": force.imag, "F": abs(force), "way": way}


def balls_that_touched(p: Values) -> Keys:
    """Half of the difference moves from one ball to the other."""
    moved = (p["q1"] - p["q2"]) / 2
    before = p["k"] * p["q1"] * p["q2"] / p["r"] ** 2
    after = p["k"] * (p["q1"] - moved) * (p["q2"] + moved) / p["r"] ** 2
    ways = {"before": "repel" if before > 0 else "attract", "after": "repel" if after > 0 else "attract"}
    return {"F1": abs(before), "q": p["q2"] + moved, "F2": after, "ways": ways}


def balls_on_threads(p: Values) -> Keys:
    """The triangle of forces is the triangle of threads."""
    half = p["L"] * sin(p["alpha"])
    force = p["m"] * p["g"] * half / sqrt(p["L"] ** 2 - half**2)
    charge = sqrt(force * (2 * half) ** 2 / p["k"])
    return {"r": 2 * half, "F": force, "q": charge, "angles": "second" if p["change"] == "mass" else "equal"}


def potential_of_two_charges(p: Values) -> Keys:
    """Charges on a line, the first at the origin."""
    at = [
        sum(p["k"] * charge / abs(x - there) for charge, there in ((p["q1"], 0.0), (p["q2"], p["d"])))
        for x in (p["d"] / 2, p["d"] + p["b"])
    ]
    return {"phiA": at[0], "phiB": at[1], "W": p["q"] * at[0] - p["q"] * at[1]}


def electron_beam(p: Values) -> Keys:
    """By time and acceleration."""
    specific = 1.75882001e11
    speed = sqrt(specific * p["U0"] + specific * p["U0"])
    shift = specific * p["U"] / p["d"] * (p["l"] / speed) ** 2 / 2
    more = ("between", "longer") if p["way"] == "more" else ("apart", "gun")
    return {"v": speed, "y": shift, "more": more}


def oil_drop_between_plates(p: Values) -> Keys:
    """From plate to plate the field does the work that gravity would do."""
    charge = p["m"] * p["g"] * p["d"] / p["U"]
    plates = "upper" if p["charge"] == "excess" else "lower"
    return {"E": p["U"] / p["d"], "q": charge, "n": float(round(charge / 1.6e-19)), "plates": plates}


def capacitor_of_plates(p: Values) -> Keys:
    """ε₀ from the speed of light and the classical magnetic constant."""
    electric = 1 / (4e-7 * pi * 299792458.0**2)
    charge = electric * PERMITTIVITY[p["layer"]] * p["U"] / p["d"] * p["S"]
    alone = {"capacitance": "falls", "charge": "same", "field": "grows"}
    joined = {"capacitance": "falls", "charge": "falls", "field": "same"}
    return {"C": charge / p["U"], "q": charge, "change": alone if p["state"] == "alone" else joined}


def photo_flash(p: Values) -> Keys:
    """Charge times mean voltage."""
    whole = p["C"] * p["U"] * p["U"] / 2
    spent = p["C"] * (p["U"] - p["U2"]) * (p["U"] + p["U2"]) / 2
    return {"W": whole, "Q": spent, "P": spent / p["t"]}


def two_capacitors(p: Values) -> Keys:
    """The heat is what a charge loses that flows between the two as between capacitors in series."""
    sign = 1 if p["plates"] == "like" else -1
    gap = p["U1"] - sign * p["U2"]
    series = 1 / (1 / p["C1"] + 1 / p["C2"])
    left = p["C1"] * p["U1"] - series * gap
    voltage = left / p["C1"]
    return {
        "q": abs(voltage) * (p["C1"] + p["C2"]),
        "U": abs(voltage),
        "Q": series * gap**2 / 2,
    }


def resistance_of_a_wire(p: Values) -> Keys:
    """By the radius, in square metres; the ratio as it is printed, with two figures."""
    section = pi * (p["d"] / 2) ** 2
    resistivity = RESISTIVITY[p["wire"]] * 1e-6
    other = pi * (p["k"] * p["d"] / 2) ** 2
    ratio = (p["l"] / section) / (p["p"] * p["l"] / other)
    return {"S": section, "R": resistivity * p["l"] / section, "times": float(f"{ratio:.2g}")}


def extension_lead(p: Values) -> Keys:
    """One wire after the other."""
    wire = RESISTIVITY[p["wire"]] * (p["l"] / (p["S"] / 1e-6))
    lost = p["I"] * wire + p["I"] * wire
    return {"R": wire + wire, "dU": lost, "P": lost * p["I"]}


def spiral_of_a_heater(p: Values) -> Keys:
    """Resistance by the power, length by the resistance of one metre."""
    resistance = p["U"] ** 2 / p["P"]
    metre = RESISTIVITY[p["wire"]] / (pi * (p["d"] * 1e3) ** 2 / 4)
    return {"I": sqrt(p["P"] / resistance), "R": resistance, "l": resistance / metre}


def two_resistors(p: Values) -> Keys:
    """Currents of the branches, or voltages of the parts."""
    if p["joined"] == "series":
        current = p["U"] / (p["R1"] + p["R2"])
        change = {"current": "falls", "first": "falls", "second": "grows"}
    else:
        current = p["U"] / p["R1"] + p["U"] / p["R2"]
        change = {"current": "falls", "first": "same", "second": "same"}
    return {"R": p["U"] / current, "I": current, "P": p["U"] * current, "change": change}


def mixed_circuit(p: Values) -> Keys:
    """The potential of the knot from the balance of currents there."""
    knot = p["U"] / p["R1"] / (1 / p["R1"] + 1 / p["R2"] + 1 / p["R3"])
    current = (p["U"] - knot) / p["R1"]
    heat = {
        "first": (p["U"] - knot) ** 2 / p["R1"],
        "second": knot**2 / p["R2"],
        "third": knot**2 / p["R3"],
    }
    order = tuple(sorted(heat, key=lambda name: heat[name]))
    return {"R": p["U"] / current, "I": current, "I2": knot / p["R2"], "order": order}


def lamps_in_series(p: Values) -> Keys:
    """The voltage is shared as the resistances are, that is inversely to the powers."""
    share = p["P2"] / (p["P1"] + p["P2"])
    return {
        "R1": p["U"] / (p["P1"] / p["U"]),
        "Pa": p["P1"] * share**2,
        "bright": "first" if p["P1"] < p["P2"] else "second",
    }


def full_circuit_in_letters(p: Values) -> Keys:
    """Guess one ampere in the source and scale."""
    outer = p["n"] * p["R0"] if p["joined"] == "series" else 1 / p["n"] * p["R0"]
    return {"value": p["e0"] / (1.0 * outer + 1.0 * p["r0"])}


def divider_in_letters(p: Values) -> Keys:
    """The divider as a source with an internal resistance of its own, then loaded."""
    taken, left = (p["a1"], p["a2"]) if p["side"] == "first" else (p["a2"], p["a1"])
    empty, inner = p["u0"] * taken / (taken + left), taken * left / (taken + left)
    return {"value": empty * p["a3"] / (p["a3"] + inner)}


def power_in_letters(p: Values) -> Keys:
    """Every cell gives its best at once, however they are joined."""
    return {"value": p["n"] * (p["e0"] / 2) ** 2 / p["r0"]}


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of the least squares line."""
    count, sum_x, sum_y = len(x), sum(x), sum(y)
    sum_xy, sum_xx = sum(a * b for a, b in zip(x, y, strict=True)), sum(a * a for a in x)
    slope = (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x**2)
    return slope, (sum_y - slope * sum_x) / count


def battery_from_a_graph(p: Values) -> Keys:
    """U against I."""
    slope, emf = _line(p["I"], p["U"])
    powers = [u * i for u, i in zip(p["U"], p["I"], strict=True)]
    return {"power.P": powers, "graph": (slope, emf), "E": emf, "r": -slope, "Imax": -emf / slope}


def resistivity_in_the_lab(p: Values) -> Keys:
    """R against l; the material is the nearest one of the tables."""
    resistances = [u / p["I0"] for u in p["U"]]
    line = _line(p["l"], resistances)
    found = line[0] * pi * p["d"] ** 2 / 4
    offered = ("steel", "constantan", "nichrome", "aluminium")
    metal = min(offered, key=lambda name: abs(RESISTIVITY[name] * 1e-6 - found))
    return {"wires.R": resistances, "graph": line, "rho": found, "metal": metal}


def power_on_a_rheostat(p: Values) -> Keys:
    """Power as the whole less what the source loses."""
    currents = [p["E"] / (r + p["r"]) for r in p["R"]]
    powers = [p["E"] * i - i * i * p["r"] for i in currents]
    top = p["E"] / 2 * (p["E"] / p["r"]) / 2
    curve = [part for share in (0.5, 1, 2) for part in (share * p["r"], 4 * share / (1 + share) ** 2 * top)]
    keys = {"load.I": currents, "load.P": powers, "graph": curve, "Rm": p["r"], "Pm": top}
    return keys | {"eta": 1 - currents[-1] * p["r"] / p["E"]}


def electric_kettle(p: Values) -> Keys:
    """Joules a second that reach the water."""
    heat = p["m"] * p["c"] * p["t2"] - p["m"] * p["c"] * p["t1"]
    return {"I": p["P"] / p["U"], "Q": heat, "t": heat / (p["P"] * p["eta"])}


def kettle_with_two_coils(p: Values) -> Keys:
    """Powers of the coils in boilings a second."""
    first, second = 1 / p["ta"], 1 / p["tb"]
    series = 1 / (1 / first + 1 / second)
    power = {"first": first, "second": second, "series": series, "parallel": first + second}
    order = tuple(sorted(power, key=lambda name: power[name]))
    return {"k": first / second, "ts": 1 / series, "tp": 1 / (first + second), "order": order}


def electric_hoist(p: Values) -> Keys:
    """The turning motor works against a voltage of its own."""
    back = p["U"] - p["I"] * p["R"]
    return {
        "H": p["I"] * (p["U"] - back),
        "v": back * p["I"] / p["m"] / p["g"],
        "eta": back / p["U"],
        "Ij": p["U"] / p["R"],
    }


def electrolysis_of_a_solution(p: Values) -> Keys:
    """Electrons, in moles."""
    molar, charge, _, cathode = METALS[SALTS[p["salt"]]]
    electrons = p["I"] * p["t"] / p["FA"]
    chlorine = p["salt"] == "copper_chloride"
    return {
        "cat": cathode,
        "gas": "Cl2" if chlorine else "O2",
        "ano": "2Cl^- = Cl2 + 2e^-" if chlorine else WATER_GIVES_OXYGEN,
        "m": electrons / charge * molar,
        "Vg": electrons / (2 if chlorine else 4) * p["Vm"],
    }


def plating_a_part(p: Values) -> Keys:
    """The mass that one coulomb sets free."""
    molar, charge, density, cathode = METALS[p["metal"]]
    mass = density * p["S"] * p["h"]
    coulomb = molar / charge / p["FA"]
    return {"half": cathode, "m": mass, "q": mass / coulomb, "t": mass / (coulomb * p["I"])}


def hydrogen_from_water(p: Values) -> Keys:
    """One cell first."""
    charge = p["I"] * p["t"]
    alkali = p["medium"] == "alkali"
    return {
        "cat": "2H2O + 2e^- = H2 + 2OH^-" if alkali else "2H^+ + 2e^- = H2",
        "ano": "4OH^- = O2 + 2H2O + 4e^-" if alkali else WATER_GIVES_OXYGEN,
        "V": p["N"] * (charge / p["FA"] / 2 * p["Vm"]),
        "W": p["N"] * (charge * p["U"]),
    }


def letters(task: str, p: Values) -> dict[str, str]:
    """Return what a student would type for the equations and formulas of a task, by ask."""
    series, n = p.get("joined") == "series", int(p.get("n", 0))
    if task == "full-circuit-in-letters":
        outer = f"{n}R" if series else f"R/{n}"
        return {"loop": f"E = I*{outer} + I*r", "law": f"E/(r + {outer})"}
    if task == "divider-in-letters":
        a, b = ("R1", "R2") if p["side"] == "first" else ("R2", "R1")
        return {"plain": f"U - U*{b}/(R1 + R2)", "loaded": f"U*{a}*R3/(R1*R2 + {a}*R3 + {b}*R3)"}
    if task == "power-in-letters":
        emf, inner = (f"{n}E", f"{n}r") if series else ("E", f"r/{n}")
        return {"power": f"R*({emf}/(R + {inner}))^2", "best": inner, "top": f"{n}E^2/(4r)"}
    return {}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        balls_on_threads, potential_of_two_charges, electron_beam, force_of_two_charges, balls_that_touched,
        oil_drop_between_plates, capacitor_of_plates, photo_flash,
        two_capacitors, resistance_of_a_wire, extension_lead, spiral_of_a_heater, two_resistors,
        mixed_circuit, lamps_in_series, full_circuit_in_letters, divider_in_letters, power_in_letters,
        battery_from_a_graph, resistivity_in_the_lab, power_on_a_rheostat, electric_kettle,
        kettle_with_two_coils, electric_hoist, electrolysis_of_a_solution, plating_a_part,
        hydrogen_from_water,
    )
}  # fmt: skip
"""One road for every task."""
