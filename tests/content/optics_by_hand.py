"""Keys of the tasks on light once more: plain Python over the displayed numbers.

Nothing here knows our formula language. Where it can be, the road is another one than the task's: coordinates
of rays instead of ready formulas, vectors, trial of orders one by one, sums written out.
"""

from collections.abc import Callable, Mapping, Sequence
from math import acos, atan, atan2, cos, pi, radians, sin, sqrt, tan
from typing import Any

Values = Mapping[str, Any]
"""Givens by name: numbers in SI (angles in radians), words by id, series as lists in their own units."""
Keys = dict[str, Any]
"""By ask: a number in SI, the id of a choice, a tuple of ids; `ask.column` for a table: a list of numbers;
for a line its slope and intercept in the units of the axes; for a curve x and y of its places in turn; for a
formula or an equation the same thing typed in another way."""

INDEX = {
    "ice": 1.31,
    "water": 1.33,
    "alcohol": 1.36,
    "quartz": 1.46,
    "glycerol": 1.47,
    "crown": 1.52,
    "flint": 1.65,
    "sapphire": 1.77,
    "diamond": 2.42,
}
LINES = {
    "violet": 405,
    "indigo": 436,
    "blue": 486,
    "green": 546,
    "yellow": 589,
    "orange": 644,
    "red": 656,
    "deep": 671,
}
LASERS = {"bluray": 405, "cutter": 450, "pointer": 532, "neon": 633, "dvd": 650, "cd": 780}
WORKS = {
    "caesium": 1.95,
    "rubidium": 2.26,
    "potassium": 2.29,
    "sodium": 2.36,
    "barium": 2.52,
    "strontium": 2.59,
    "calcium": 2.87,
    "lithium": 2.93,
    "zinc": 3.63,
    "magnesium": 3.66,
}
PLANCK, LIGHT, CHARGE = 6.62607015e-34, 299792458.0, 1.602176634e-19
NANO = 1e-9


def _fit(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of the line of least squares, by its normal equations."""
    count, sx, sy = len(xs), sum(xs), sum(ys)
    sxx, sxy = sum(x * x for x in xs), sum(x * y for x, y in zip(xs, ys, strict=True))
    determinant = count * sxx - sx * sx
    return (count * sxy - sx * sy) / determinant, (sxx * sy - sx * sxy) / determinant


def _chosen(**claims: bool) -> tuple[str, ...]:
    return tuple(sorted(name for name, true in claims.items() if true))


def ball_before_a_lamp(p: Values) -> Keys:
    """The edges of lamp and ball as points; straight lines through them to the wall."""
    lamp, ball, wall = p["lamp"] / 2, p["ball"] / 2, p["a"] + p["b"]
    inner = lamp + (ball - lamp) / p["a"] * wall
    outer = -lamp + (ball + lamp) / p["a"] * wall
    tip = lamp / ((lamp - ball) / p["a"]) - p["a"]
    umbra = 2 * inner if inner > 0 else 0.0
    return {"cone": tip, "what": "full" if inner > 0 else "ring", "u": umbra, "p": 2 * outer}


def mirror_on_the_wall(p: Values) -> Keys:
    """Where the lines from the eyes to the image cross the wall."""
    eyes = p["h"] - p["e"]
    up, down = eyes + (p["h"] - eyes) / 2, eyes + (0 - eyes) / 2
    fits = p["m"] > up - down
    claims = _chosen(fits=fits, short=not fits, virtual=True, faster=True)
    left = p["d"] - p["v"] * p["t"]
    return {"tall": up - down, "low": down, "gap": left + left, "claims": claims}


def spot_from_a_turning_mirror(p: Values) -> Keys:
    """Directions of the rays: the reflected one is the incident one mirrored."""
    turn = p["phi"] if p["way"] == "more" else -p["phi"]
    before, after = 2 * p["alpha"], 2 * (p["alpha"] + turn)
    moved = p["L"] * sin(abs(after - before)) / cos(after - before)
    return {"delta": after, "turn": abs(after - before), "x": moved}


def plate_of_glass(p: Values) -> Keys:
    """The distance of the parallel lines, from the place where the ray leaves."""
    index = INDEX[p["stuff"]]
    inside = sin(p["alpha"]) / index
    along = p["h"] * inside / sqrt(1 - inside**2)
    shift = (p["h"] * tan(p["alpha"]) - along) * cos(p["alpha"])
    return {"beta": atan2(inside, sqrt(1 - inside**2)), "x": shift, "limit": atan(1 / sqrt(index**2 - 1))}


def pole_in_a_lake(p: Values) -> Keys:
    """The ray by its horizontal and vertical parts."""
    across = cos(p["sun"]) / p["n"]
    down = sqrt(1 - across**2)
    shadow = p["top"] * cos(p["sun"]) / sin(p["sun"]) + p["deep"] * across / down
    return {
        "beta": atan2(across, down),
        "shadow": shadow,
        "dry": (p["top"] + p["deep"]) * tan(pi / 2 - p["sun"]),
    }


def torch_in_a_tank(p: Values) -> Keys:
    """The sine in the air decides."""
    index = INDEX[p["liquid"]]
    outside = index * sin(p["alpha"])
    keys: Keys = {"limit": acos(sqrt(1 - 1 / index**2)), "R": p["H"] / sqrt(index**2 - 1)}
    if outside < 1:
        return keys | {"what": "leaves", "beta": pi / 2 - acos(outside)}
    return keys | {"what": "stays", "beta": p["alpha"]}


def image_of_a_lens(p: Values) -> Keys:
    """Newton's form: distances from the foci."""
    beyond = p["d"] - p["F"]
    image = p["F"] + p["F"] ** 2 / beyond
    times = abs(p["F"] / beyond)
    real = beyond > 0
    seen = _chosen(
        real=real, inverted=real, virtual=not real, upright=not real, larger=times > 1, smaller=times < 1
    )
    return {"D": 1 / p["F"], "f": image, "G": times, "image": seen}


def candle_before_a_lens(p: Values) -> Keys:
    """Two rays from the top of the flame: through the middle of the lens, and parallel to the axis."""
    height, focus, near = p["H"], p["F"], p["d1"]
    image = height / (height / focus - height / near)
    kinds = {}
    for item, distance in (("first", near), ("second", p["d2"]), ("third", p["d3"])):
        times = focus / (distance - focus)
        kinds[item] = "magnifier" if times < 0 else "projector" if times > 1 else "camera"
    return {"f": image, "size": image * height / near, "images": kinds}


def slide_projector(p: Values) -> Keys:
    """Newton's form: the image lies Γ focal lengths beyond the focus, the slide 1/Γ."""
    times = p["wide"] / p["size"]
    again = "in_larger" if p["move"] == "away" else "out_smaller"
    return {"G": times, "f": p["F"] + times * p["F"], "d": p["F"] + p["F"] / times, "again": again}


def pair_of_glasses(p: Values) -> Keys:
    """Curvatures of the waves (dioptres) before and after the glasses."""
    before = 0.0 if p["eye"] == "short" else -1 / p["book"]
    power = -1 / p["p"] - before
    first = -p["trial"] if p["eye"] == "short" else p["trial"]
    lens = "converging" if power > 0 else "diverging"
    return {"D": power, "kind_of_lens": lens, "F": 1 / power, "rest": power - first}


def pinhole_camera(p: Values) -> Keys:
    """Tangents of the angles."""
    size = p["tall"] / p["far"] * p["box"]
    spot = p["hole"] + p["hole"] / p["far"] * p["box"]
    fits = size < p["film"]
    claims = _chosen(whole=fits, closer=not fits, longer=True)
    return {"size": size, "blur": spot, "best": p["tall"] / (p["film"] / p["box"]), "claims": claims}


def telescope(p: Values) -> Keys:
    """The ratio of the angles at the common focus."""
    kepler = p["type"] == "kepler"
    picture = p["F1"] * sin(p["moon"]) / cos(p["moon"])
    length = p["F1"] + p["F2"] if kepler else p["F1"] - p["F2"]
    times = (picture / p["F2"]) / (picture / p["F1"])
    return {"G": times, "L": length, "image": picture, "seen": "inverted" if kepler else "upright"}


def prism_in_a_beam(p: Values) -> Keys:
    """Directions of the ray as vectors; the second face's normal is turned by A."""
    index = INDEX[p["stuff"]]
    outside = index * sin(p["A"])
    keys: Keys = {"limit": atan(1 / sqrt(index**2 - 1))}
    if outside < 1:
        angle = atan2(outside, sqrt(1 - outside**2))
        return keys | {"what": "leaves", "gamma": angle, "delta": angle - p["A"]}
    along, into = sin(p["A"]), cos(p["A"])
    cosine = 1 - 2 * into**2
    return keys | {"what": "stays", "gamma": atan2(along, into), "delta": acos(cosine)}


def lens_formula_in_letters(p: Values) -> Keys:
    """Formulas as another hand would write them; points of the curve by Newton's form."""
    real = p["image"] == "real"
    law = "f*d = F*(f + d)" if real else "d*f = F*(f - d)"
    answers = {
        ("real", "image"): "F + F^2/(d - F)",
        ("real", "object"): "F + F^2/(f - F)",
        ("real", "focus"): "1/(1/d + 1/f)",
        ("virtual", "image"): "F*d/(F - d)",
        ("virtual", "object"): "1/(1/F + 1/f)",
        ("virtual", "focus"): "f*d/(f - d)",
    }
    focus = 100 * p["F0"]
    curve = [part for way in (0.5, 1.0, 2.0) for part in (focus + way * focus, focus + focus / way)]
    return {"law": law, "answer": answers[p["image"], p["wanted"]], "graph": curve}


def refraction_in_letters(p: Values) -> Keys:
    """By the tangent of the angle of refraction."""
    index, angle = INDEX[p["stuff"]], sin(p["angle"])
    if p["way"] == "in":
        value = p["wall"] * angle / sqrt(index**2 - angle**2)
        return {"law": "n = sin(alpha)/sin(beta)", "x": "h*tan(asin(sin(alpha)/n))", "value": value}
    value = p["wall"] / sqrt(1 / (index * angle) ** 2 - 1)
    return {"law": "1/n = sin(alpha)/sin(beta)", "x": "h*tan(asin(n*sin(alpha)))", "value": value}


def young_in_letters(p: Values) -> Keys:
    """In half waves: an even number of them for a bright fringe, an odd one for a dark one."""
    bright = p["fringe"] == "bright"
    halves = 2 * p["order"] if bright else 2 * p["order"] - 1
    value = halves * (LINES[p["line"]] * NANO / 2) / p["slits"] * p["wall"]
    law = "2*d*y = 2*k*lambda*L" if bright else "2*d*y = (2*k - 1)*lambda*L"
    return {"law": law, "place": "k*L*lambda/d" if bright else "L*lambda*(k - 1/2)/d", "value": value}


def snell_in_the_lab(p: Values) -> Keys:
    """Least squares over the sines."""
    sines = [[sin(radians(angle)) for angle in p[name]] for name in ("alpha", "beta")]
    index, rest = _fit(sines[1], sines[0])
    limit = acos(sqrt(1 - 1 / index**2))
    return {"sines.sa": sines[0], "sines.sb": sines[1], "graph": (index, rest), "n": index, "limit": limit}


def focal_length_in_the_lab(p: Values) -> Keys:
    """Least squares over the reciprocals in dioptres."""
    before, after = ([100 / way for way in p[name]] for name in ("d", "f"))
    slope, power = _fit(before, after)
    table = {"reciprocals.p": before, "reciprocals.q": after}
    return table | {"graph": (slope, power), "D": power, "F": 1 / power}


def stopping_voltage_in_the_lab(p: Values) -> Keys:
    """Least squares over the frequencies in terahertz."""
    frequencies = [p["light"] / (wave * NANO) / 1e12 for wave in p["w"]]
    slope, rest = _fit(frequencies, p["U"])
    charge = p["charge_e"]
    table = {"freq.nu": [1e12 * each for each in frequencies]}
    return table | {"graph": (slope, rest), "hh": charge * slope / 1e12, "A": -charge * rest}


def diffraction_grating(p: Values) -> Keys:
    """Orders are tried one by one until the sine is too large."""
    step = LINES[p["line"]] * NANO * p["p"]
    top = 0
    while (top + 1) * step <= 1:
        top += 1
    sine = p["k"] * step
    place = p["L"] * sine / sqrt((1 - sine) * (1 + sine))
    order = ("violet", "green", "red") if p["way"] == "out" else ("red", "green", "violet")
    return {
        "phi": atan2(sine, sqrt(1 - sine**2)),
        "y": place,
        "all": float(len(range(-top, top + 1))),
        "order": order,
    }


def fringes_of_two_slits(p: Values) -> Keys:
    """The angle between neighbours first."""
    wave = LINES[p["line"]]
    gap = wave * NANO / p["d"] * p["L"]
    claims = _chosen(near=True, red=wave < 656, green=wave < 546)
    places = [number * gap for number in range(int(p["k"]))]
    return {"dx": gap, "width": places[-1] - places[0], "wet": gap / p["n"], "wider": claims}


def soap_film(p: Values) -> Keys:
    """Odd numbers of half waves in the path difference are tried one by one."""
    way = 2 * p["n"] * p["h"]
    seen = [way / (odd / 2) for odd in range(1, 40, 2) if 400 <= way / (odd / 2) / NANO <= 700]
    (wave,) = seen
    bands = {"violet": 450, "blue": 500, "green": 570, "yellow": 620, "red": 700}
    colour = next(name for name, end in bands.items() if wave / NANO < end)
    return {"lam": wave, "colour": colour, "thin": wave / p["n"] / 4}


def photons_of_a_laser(p: Values) -> Keys:
    """Photons counted first; each brings its momentum."""
    wave = LASERS[p["laser"]] * NANO
    count = p["P"] * wave / (PLANCK * LIGHT)
    waves = {"laser": LASERS[p["laser"]], "one": LINES[p["one"]], "two": LINES[p["two"]]}
    order = tuple(sorted(waves, key=lambda name: -waves[name]))
    return {"E": PLANCK * (LIGHT / wave), "N": count, "force": count * PLANCK / wave, "order": order}


def light_on_a_cathode(p: Values) -> Keys:
    """In electronvolts and nanometres."""
    product, work = PLANCK * LIGHT / CHARGE / NANO, WORKS[p["metal"]]
    photon = product / (p["w"] / NANO)
    left = max(photon - work, 0.0)
    keys = {"limit": product / work * NANO, "photon": photon * CHARGE, "what": "y" if left else "n"}
    return keys | {"K": left * CHARGE, "U": left}


def light_of_an_atom(p: Values) -> Keys:
    """Levels as negative energies."""
    ground = {"hydrogen": -13.6, "helium": -54.4, "lithium": -122.4}[p["atom"]]
    photon = ground / p["upper"] ** 2 - ground / p["lower"] ** 2
    wave = PLANCK * LIGHT / (photon * CHARGE)
    region = "ultraviolet" if wave < 400 * NANO else "visible" if wave < 760 * NANO else "infrared"
    return {"E": photon * CHARGE, "lam": wave, "region": region, "K": (photon - WORKS[p["metal"]]) * CHARGE}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        ball_before_a_lamp, mirror_on_the_wall, spot_from_a_turning_mirror, plate_of_glass,
        pole_in_a_lake, torch_in_a_tank, image_of_a_lens, candle_before_a_lens, slide_projector,
        pair_of_glasses, pinhole_camera, telescope, prism_in_a_beam, lens_formula_in_letters,
        refraction_in_letters, young_in_letters, snell_in_the_lab, focal_length_in_the_lab,
        stopping_voltage_in_the_lab, diffraction_grating, fringes_of_two_slits, soap_film,
        photons_of_a_laser, light_on_a_cathode, light_of_an_atom,
    )
}  # fmt: skip
"""One road for every task."""

_FACTORS = {"deg": radians(1), "cm": 1e-2, "mm": 1e-3, "nm": 1e-9, "mW": 1e-3, "1/mm": 1e3}


def in_si(value: Any, unit: str = "") -> Any:  # noqa: ANN401 - a given is a number, a word or a list
    """Return a displayed given as this module takes it; only the units of these tasks are known."""
    return value * _FACTORS.get(unit, 1.0) if isinstance(value, int | float) else value
