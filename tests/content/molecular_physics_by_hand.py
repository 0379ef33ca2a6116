"""Keys of the tasks of molecular physics once more: plain Python over the displayed numbers.

Nothing here knows our formula language. Tables are written once more, with molar masses of the periodic table
(IUPAC 2021, abridged); where it can be, the road is another one than the task's.
"""

from collections.abc import Callable, Mapping, Sequence
from math import pi
from typing import Any

Values = Mapping[str, Any]
"""Givens by name: numbers in SI (temperatures in kelvins), words and rows by id, series as lists."""
Keys = dict[str, Any]
"""By ask: a number in SI, the id of a choice, a tuple of ids, coefficients of a reaction as a text;
`ask.column` for a table: a list of numbers; for a line its slope and intercept (over °C: at 0 °C)."""

K_B, N_A = 1.380649e-23, 6.02214076e23
R = K_B * N_A
C, H, O = 12.011, 1.008, 15.999  # noqa: E741 - symbols of elements
WATER, CARBON_DIOXIDE, OXYGEN = 2 * H + O, C + 2 * O, 2 * O
GASES = {"hydrogen": 2 * H, "helium": 4.0026, "nitrogen": 2 * 14.007, "oxygen": OXYGEN}
GASES["carbon_dioxide"] = CARBON_DIOXIDE
NOBLE = {"helium": 4.0026, "neon": 20.180, "argon": 39.95}
LIQUIDS = {
    "water": (WATER, 1.00),
    "ethanol": (2 * C + 6 * H + O, 0.79),
    "glycerol": (3 * C + 8 * H + 3 * O, 1.26),
    "acetone": (3 * C + 6 * H + O, 0.79),
    "mercury": (200.59, 13.5),
}
"""Molar mass (g/mol) and density (g/cm³)."""
METALS = {"aluminium": 900, "iron": 450, "copper": 390, "tin": 230, "lead": 130}
"""Specific heats, J/(kg·K)."""
FUELS = {
    "methane": (1, 4, 0, 50.0),
    "propane": (3, 8, 0, 46.3),
    "butane": (4, 10, 0, 45.7),
    "methanol": (1, 4, 1, 19.9),
    "ethanol": (2, 6, 1, 26.8),
    "propanol": (3, 8, 1, 30.7),
}
"""Atoms of C, H and O in a molecule, and the heat of combustion (MJ/kg)."""
VAPOUR = {
    0: (0.61, 4.8), 2: (0.71, 5.6), 4: (0.81, 6.4), 6: (0.94, 7.3), 8: (1.07, 8.3), 10: (1.23, 9.4),
    12: (1.40, 10.7), 14: (1.60, 12.1), 16: (1.82, 13.6), 18: (2.06, 15.4), 20: (2.34, 17.3),
    22: (2.65, 19.4), 24: (2.99, 21.8), 26: (3.36, 24.4), 28: (3.78, 27.2), 30: (4.25, 30.4),
}  # fmt: skip
"""By degrees Celsius: pressure (kPa) and density (g/m³) of saturated vapour."""
LONGER = {"steel": 12e-6, "copper": 17e-6, "aluminium": 23e-6, "plastic": 150e-6}
LARGER = {"mercury": 180e-6, "alcohol": 1100e-6, "toluene": 1080e-6}
"""Coefficients of linear and of cubic expansion, 1/K."""
WETTING = {
    "water": (0.073, 1000),
    "ethanol": (0.022, 790),
    "acetone": (0.023, 790),
    "glycerol": (0.063, 1260),
}
"""Surface tension (N/m) and density (kg/m³)."""


def molecules_of_a_gas(p: Values) -> Keys:
    """One molecule after another: its mass, their number, the pressure nkT, the energy of each."""
    one = GASES[p["gas"]] / 1000 / N_A
    count = p["m"] / one
    speed = (3 * K_B * p["t"] / one) ** 0.5
    press = count / p["V"] * K_B * p["t"]
    order = ("c", "b", "a") if p["way"] == "up" else ("a", "b", "c")
    return {"n": count / N_A, "N": count, "p": press, "v": speed, "order": order}


def molecules_in_a_drop(p: Values) -> Keys:
    """The cube of one molecule first, then how many of them make the drop."""
    molar, dense = LIQUIDS[p["liquid"]]
    one = molar / 1000 / N_A
    edge = (one / (dense * 1000)) ** (1 / 3)
    count = p["V"] / edge**3
    return {"n": count / N_A, "N": count, "m0": one, "d": edge}


def air_in_a_classroom(p: Values) -> Keys:
    """Moles of air, then molecules."""
    moles = p["p"] * p["V"] / (R * p["t"])
    each = 1.5 * R * p["t"] / N_A
    changes = {"energy": "grows", "crowd": "falls", "press": "stays", "whole": "stays"}
    if p["room"] == "tight":
        changes = {"energy": "grows", "crowd": "stays", "press": "grows", "whole": "grows"}
    return {"n": moles * N_A / p["V"], "E": each, "K": moles * N_A * each, "changes": changes}


def heated_gas_in_a_bottle(p: Values) -> Keys:
    """The pressure of one kelvin, times the kelvins."""
    kelvin = p["p1"] / p["t1"]
    rise = kelvin * (p["t2"] - p["t1"])
    times = round(1 + rise / p["p1"], 2)
    return {"T1": p["t1"], "p2": p["p1"] + rise, "dp": rise, "times": times}


def bubble_from_a_lake(p: Values) -> Keys:
    """The moles of gas in the bubble, at the bottom and at the top."""
    deep = p["p0"] + p["rho"] * p["g"] * p["h"]
    moles = deep * p["V1"] / (R * p["t1"])
    top = moles * R * p["t2"] / p["p0"]
    change = ("energy", "push") if p["way"] == "grows" else ("dense", "press")
    return {"p1": deep, "V2": top, "k": (top / p["V1"]) ** (1 / 3), "change": change}


def ball_and_pump(p: Values) -> Keys:
    """The moles of air, stroke by stroke."""
    moles = p["p0"] * p["V"] / (R * p["t1"])
    for _ in range(round(p["n"])):
        moles += p["p0"] * p["v"] / (R * p["t1"])
    warm, cold = (moles * R * t / p["V"] for t in (p["t1"], p["t2"]))
    return {"p": warm, "over": warm - p["p0"], "cold": cold}


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of the least squares line."""
    count, sum_x, sum_y = len(x), sum(x), sum(y)
    sum_xy, sum_xx = sum(a * b for a, b in zip(x, y, strict=True)), sum(a * a for a in x)
    slope = (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x**2)
    return slope, (sum_y - slope * sum_x) / count


def isotherm(p: Values) -> Keys:
    """Moles first."""
    moles = p["p1"] * p["V1"] / (R * p["t"])
    pressures = [moles * R * p["t"] / v for v in p["V"]]
    place = "above" if p["other"] == "hotter" else "below"
    return {"cells.p": pressures[:5], "n": moles, "place": place}


def gas_thermometer(p: Values) -> Keys:
    """The line against degrees Celsius."""
    press = [p["p0"] + d for d in p["d"]]
    celsius = [t - 273.15 for t in p["t"]]
    slope, start = _line(celsius, press)
    graph = (slope, start)
    return {"readings.p": press, "graph": graph, "k": slope, "zero": 273.15 - start / slope}


def syringe_and_manometer(p: Values) -> Keys:
    """p against 1/V."""
    inverse = [1 / v for v in p["V"]]
    slope, start = _line(inverse, p["p"])
    ahead = start + slope / p["Vx"]
    return {"inverse.x": inverse, "graph": (slope, start), "n": slope / (R * p["t"]), "px": ahead}


def ice_in_water(p: Values) -> Keys:
    """The store of heat above that of ice at zero: what is lacking stays ice."""
    store = p["c"] * p["mw"] * (p["tw"] - p["t0"]) - p["lam"] * p["mi"]
    if store > 0:
        warm = p["t0"] + store / p["c"] / (p["mw"] + p["mi"])
        return {"end": "water", "t": warm, "left": 0.0}
    return {"end": "mix", "t": p["t0"], "left": -store / p["lam"]}


def metal_in_a_calorimeter(p: Values) -> Keys:
    """How many times the water's heat capacity beats the metal's; the nearest metal of the list."""
    share = (p["t"] - p["tw"]) / (p["th"] - p["t"])
    found = p["cw"] * p["mw"] * share / p["m"]
    nearest = min(METALS, key=lambda name: abs(METALS[name] - found))
    return {"Q": found * p["m"] * (p["th"] - p["t"]), "c": found, "which": nearest}


def steam_into_water(p: Values) -> Keys:
    """A kilogram of steam warms so much water; the rest is a ratio."""
    kilogram = p["L"] + p["c"] * (p["tb"] - p["t2"])
    warmed = kilogram / (p["c"] * (p["t2"] - p["t1"]))
    steam = p["mw"] / warmed
    share = 1 - p["c"] * (p["tb"] - p["t2"]) / kilogram
    total = float(round(1000 * (p["mw"] + steam)))
    return {"Q": steam * kilogram, "m": steam, "share": share, "total": total}


def hot_air_balloon_in_letters(p: Values) -> Keys:
    """Densities: the hot air must be lighter by the load in every cubic metre."""
    cold = p["press"] * p["air"] / (p["R0"] * p["out"])
    hot = cold - p["load"] / p["vol"]
    return {"inside": p["press"] * p["air"] / (p["R0"] * hot)}


def piston_in_letters(p: Values) -> Keys:
    """Pressures before and after."""
    before = p["press"] + p["mass"] * p["g0"] / p["area"]
    more = p["force"] / p["area"]
    after = before + more if p["way"] == "press" else before - more
    return {"H": p["high"] * before / after}


def heat_balance_in_letters(p: Values) -> Keys:
    """The water warms by the metal's share of the heat capacities."""
    metal, water = METALS[p["metal"]] * p["body"], p["cw"] * p["water"]
    return {"theta": p["cold"] + (p["hot"] - p["cold"]) / (1 + water / metal)}


def _burnt(name: str) -> tuple[str, float, float, float]:
    """Return the equation, the molar mass (kg/mol), oxygen for one molecule, and the heat (J/kg)."""
    carbon, hydrogen, oxygen, heat = FUELS[name]
    molar = (carbon * C + hydrogen * H + oxygen * O) / 1000
    need = carbon + hydrogen / 4 - oxygen / 2
    times = 1 if need == int(need) else 2
    parts = (times, need * times, carbon * times, hydrogen // 2 * times)
    return " ".join(f"{part:g}" for part in parts), molar, need, heat * 1e6


def kettle_on_a_gas_ring(p: Values) -> Keys:
    """Moles of fuel; each atom of carbon leaves in one molecule of carbon dioxide."""
    equation, molar, _, heat = _burnt(p["fuel"])
    useful = p["c"] * p["m"] * (p["tb"] - p["t1"])
    moles = useful / p["eta"] / (heat * molar)
    smoke = moles * FUELS[p["fuel"]][0] * CARBON_DIOXIDE / 1000
    return {"r": equation, "Qu": useful, "mf": moles * molar, "mc": smoke}


def spirit_lamp(p: Values) -> Keys:
    """Oxygen by atoms: two for each carbon, half of one for each hydrogen, less its own."""
    equation, molar, need, heat = _burnt(p["fuel"])
    lost = heat * p["mf"] - p["c"] * p["mw"] * (p["t2"] - p["t1"])
    eta = 1 - lost / (heat * p["mf"])
    return {"r": equation, "Qb": heat * p["mf"], "eta": eta, "no": p["mf"] / molar * need}


def heating_a_house(p: Values) -> Keys:
    """Second by second, then a day of them."""
    equation, molar, _, heat = _burnt(p["fuel"])
    moles = p["P"] / p["eta"] / (heat * molar)
    water = moles * FUELS[p["fuel"]][1] / 2 * WATER / 1000
    day = p["day"]
    return {"r": equation, "Q": moles * heat * molar * day, "V": moles * day * p["Vm"], "mw": water * day}


def _saturated(row: str) -> tuple[float, float]:
    """Return pressure (Pa) and density (kg/m³) of saturated vapour by the id of its row: `t18`."""
    press, dense = VAPOUR[int(row[1:])]
    return press * 1000, dense / 1000


def dew_on_a_bottle(p: Values) -> Keys:
    """Masses in the whole room."""
    most, there = (_saturated(p[name])[1] * p["V"] for name in ("room", "dew"))
    wet = "mist" if p["tb"] < 273.15 + int(p["dew"][1:]) else "dry"
    return {"phi": there / most, "m": there, "more": most - there, "wet": wet}


def winter_air_indoors(p: Values) -> Keys:
    """The masses of vapour in the room before and after."""
    warm = 273.15 + int(p["room"][1:])
    out, most = _saturated(p["out"])[0], _saturated(p["room"])[0]
    there, wanted = (part * p["V"] * p["M"] / (R * warm) for part in (p["f1"] * out, p["f3"] * most))
    humid = there / wanted * p["f3"]
    return {"pv": humid * most, "f2": humid, "add": wanted - there}


def evening_fog(p: Values) -> Keys:
    """What the evening can't hold becomes water."""
    there, most = p["f"] * _saturated(p["day"])[1], _saturated(p["night"])[1]
    stays = min(there, most)
    return {"rho": there, "what": "fog" if stays < there else "clear", "water": there - stays}


def gas_under_a_piston(p: Values) -> Keys:
    """The heat by the molar heat at constant pressure, 5R/2; two fifths of it are work."""
    moles = p["m"] / (NOBLE[p["gas"]] / 1000)
    heat = moles * 2.5 * R * p["dt"]
    return {"A": heat * 2 / 5, "dU": heat * 3 / 5, "Q": heat, "dV": heat * 2 / 5 / p["p"]}


def cycle_on_a_diagram(p: Values) -> Keys:
    """Temperatures of the corners (times nR) with molar heats 3/2 and 5/2."""
    first, second, third = p["p1"] * p["V1"], p["p2"] * p["V1"], p["p2"] * p["V2"]
    fourth = p["p1"] * p["V2"]
    taken = 1.5 * (second - first) + 2.5 * (third - second)
    given = 1.5 * (third - fourth) + 2.5 * (fourth - first)
    sides = ("warm", "push", "cool", "back") if p["start"] == "low" else ("push", "cool", "back", "warm")
    ways = dict(zip("abcd", sides, strict=True))
    return {"A": taken - given, "Q": taken, "eta": 1 - given / taken, "ways": ways}


def power_station(p: Values) -> Keys:
    """What is wasted for every watt of use."""
    waste = p["P"] * (1 / p["eta"] - 1)
    return {"best": (p["th"] - p["tc"]) / p["th"], "heat": p["P"] + waste, "waste": waste}


def pipe_with_hot_water(p: Values) -> Keys:
    """The length after, less the length before."""
    after = p["L"] * (1 + LONGER[p["pipe"]] * (p["t2"] - p["t1"]))
    order = tuple(sorted(LONGER, key=lambda name: LONGER[name], reverse=p["way"] == "down"))
    return {"dl": after - p["L"], "share": after / p["L"] - 1, "order": order}


def making_a_thermometer(p: Values) -> Keys:
    """One mark first, then as many marks as there are degrees."""
    mark = p["V"] * LARGER[p["liquid"]] / p["S"]
    rise = mark * p["dt"]
    finer = ("bulb", "thin") if p["way"] == "larger" else ("small", "wide")
    return {"dV": rise * p["S"], "h": rise, "step": mark, "finer": finer}


def liquid_in_a_capillary(p: Values) -> Keys:
    """The pressure below the curved surface is lower by two tensions over the radius."""
    tension, dense = WETTING[p["liquid"]]
    radius = p["d"] / 2
    height = 2 * tension / radius / (dense * p["g"])
    wider = "half" if p["other"] == "twice" else "twice"
    return {"h": height, "m": dense * height * pi * radius**2, "wider": wider}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        molecules_of_a_gas, molecules_in_a_drop, air_in_a_classroom, heated_gas_in_a_bottle,
        bubble_from_a_lake, ball_and_pump, isotherm, gas_thermometer, syringe_and_manometer, ice_in_water,
        metal_in_a_calorimeter, steam_into_water, hot_air_balloon_in_letters, piston_in_letters,
        heat_balance_in_letters, kettle_on_a_gas_ring, spirit_lamp, heating_a_house, dew_on_a_bottle,
        winter_air_indoors, evening_fog, gas_under_a_piston, cycle_on_a_diagram, power_station,
        pipe_with_hot_water, making_a_thermometer, liquid_in_a_capillary,
    )
}  # fmt: skip
"""One road for every task."""
