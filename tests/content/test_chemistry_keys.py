"""Keys of the tasks on acids, bases and salts once more: atoms counted and masses added up by hand.

Nothing here uses our chemistry package: formulas are read by a counter of its own, masses are abridged
atomic weights of IUPAC (2021).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from built_in_tasks import built_in_pool, built_in_task, tasks_of

from variants.certificates import certify
from variants.keys import ChoiceKey, QuantityKey
from variants.pools import Pool
from variants.quantities.units import read_unit
from variants.templates.asks import ReactionAsk
from variants.templates.assembly import assemble_all
from variants.templates.values import ReactionValue
from variants.variant import Ask, ChoiceShape, Variant

TASKS = tasks_of("inorganic-chemistry")
MEMBERS = 25
LEAST_GRADED = 40
WEIGHTS = {
    **{
        "H": 1.008,
        "Li": 6.94,
        "C": 12.011,
        "N": 14.007,
        "O": 15.999,
        "Na": 22.990,
        "Mg": 24.305,
        "Al": 26.982,
    },
    **{
        "Si": 28.085,
        "P": 30.974,
        "S": 32.06,
        "Cl": 35.45,
        "K": 39.098,
        "Ca": 40.078,
        "Fe": 55.845,
        "Ni": 58.693,
    },
    **{
        "Cu": 63.546,
        "Zn": 65.38,
        "Br": 79.904,
        "Sr": 87.62,
        "Ag": 107.868,
        "I": 126.904,
        "Ba": 137.327,
        "Pb": 207.2,
    },
}
ACIDS = {
    "hydrochloric": ("HCl", "Cl", 1),
    "hydrobromic": ("HBr", "Br", 1),
    "nitric": ("HNO3", "NO3", 1),
    "sulfuric": ("H2SO4", "SO4", 2),
    "phosphoric": ("H3PO4", "PO4", 3),
}
"""Formula, acid radical, hydrogen atoms."""
BASES = {
    **{"lithium": ("LiOH", "Li", 1), "sodium": ("NaOH", "Na", 1), "potassium": ("KOH", "K", 1)},
    **{"magnesium": ("Mg(OH)2", "Mg", 2), "calcium": ("Ca(OH)2", "Ca", 2), "barium": ("Ba(OH)2", "Ba", 2)},
    **{"copper": ("Cu(OH)2", "Cu", 2), "zinc": ("Zn(OH)2", "Zn", 2)},
    **{"aluminium": ("Al(OH)3", "Al", 3), "iron": ("Fe(OH)3", "Fe", 3)},
}
"""Formula, metal, hydroxide groups."""
CHARGES = {"magnesium": ("Mg", 2), "aluminium": ("Al", 3), "zinc": ("Zn", 2), "iron": ("Fe", 2)}
PLATES = {"zinc": ("Zn", 2), "iron": ("Fe", 2), "copper": ("Cu", 2), "silver": ("Ag", 1)}
SALTS = {
    **dict.fromkeys(("copper_sulfate", "copper_nitrate", "copper_chloride"), ("Cu", 2)),
    **{"silver_nitrate": ("Ag", 1), "lead_nitrate": ("Pb", 2), "nickel_sulfate": ("Ni", 2)},
    **{"zinc_sulfate": ("Zn", 2), "magnesium_sulfate": ("Mg", 2)},
}
ACTIVITY = ("Mg", "Al", "Zn", "Fe", "Ni", "Pb", "Cu", "Ag")
OXIDES = {
    "magnesium": "MgO",
    "calcium": "CaO",
    "barium": "BaO",
    "zinc": "ZnO",
    "copper": "CuO",
    "iron": "Fe2O3",
}
CARBONATES = {
    "sodium": "Na2CO3",
    "potassium": "K2CO3",
    "magnesium": "MgCO3",
    "calcium": "CaCO3",
    "barium": "BaCO3",
}
PRECIPITATIONS = {
    "barium_sulfate": (1, 1, "BaSO4"),
    "barium_sulfate_k": (1, 1, "BaSO4"),
    "barium_carbonate": (1, 1, "BaCO3"),
    "calcium_carbonate": (1, 1, "CaCO3"),
    "calcium_phosphate": (3, 2, "Ca3(PO4)2"),
    "silver_chloride": (1, 1, "AgCl"),
    "silver_chloride_ca": (1, 0.5, "AgCl"),
    "silver_bromide": (1, 1, "AgBr"),
    "silver_iodide": (1, 1, "AgI"),
    "silver_phosphate": (3, 1, "Ag3PO4"),
}
"""How much of the first and of the second salt one mole of the precipitate takes."""
Values = Mapping[str, Any]
Keys = dict[str, float | str]


def mass(formula: str) -> float:
    """Return the molar mass, kg/mol."""
    return sum(WEIGHTS[symbol] * count for symbol, count in atoms(formula).items()) / 1000


def atoms(formula: str) -> Counter[str]:
    """Count atoms by writing out brackets, innermost first."""
    flat = formula
    while "(" in flat:
        flat = re.sub(r"\(([^()]*)\)(\d*)", lambda found: found[1] * int(found[2] or 1), flat)
    found: Counter[str] = Counter()
    for symbol, count in re.findall(r"([A-Z][a-z]?)(\d*)", flat):
        found[symbol] += int(count or 1)
    return found


def side(text: str) -> Counter[str]:
    """Add up atoms and charge (under "charge") of one side of an equation."""
    total: Counter[str] = Counter()
    for term in text.split(" + "):
        number, body, charge = re.fullmatch(r"(\d*)([^\^]+)(?:\^(\d*[+-]))?", term).groups()  # type: ignore[union-attr]
        counts = Counter() if body == "e" else atoms(body)
        size = int(charge[:-1] or 1) * (1 if charge[-1] == "+" else -1) if charge else 0
        counts["charge"] = size
        for name, count in counts.items():
            total[name] += int(number or 1) * count
    return total


def neutralisation(p: Values) -> Keys:
    """As many H⁺ as OH⁻."""
    hydrogen = p["n"] * ACIDS[p["acid"]][2]
    return {"nb": hydrogen / BASES[p["base"]][2], "m": hydrogen * mass("H2O")}


def mass_of_the_salt(p: Values) -> Keys:
    """The salt is what acid and base weigh without the water."""
    (acid, _, protons), (base, _, groups) = ACIDS[p["acid"]], BASES[p["base"]]
    n = p["m"] * p["w"] / mass(base)
    from_acid = n * groups / protons * mass(acid)
    return {"n": n, "ma": from_acid, "ms": from_acid + p["m"] * p["w"] - n * groups * mass("H2O")}


def metal_in_acid(p: Values) -> Keys:
    """Electrons that the metal can give, protons that can take them."""
    (metal, electrons), (_, _, protons) = CHARGES[p["metal"]], ACIDS[p["acid"]]
    offered, wanted = p["m"] / mass(metal) * electrons, p["c"] * p["V"] * protons
    moved = min(offered, wanted)
    left = p["m"] - moved / electrons * mass(metal)
    return {"Vg": moved / 2 * p["Vm"], "left": left, "limit": "metal" if offered < wanted else "acid"}


def carbonate_in_acid(p: Values) -> Keys:
    """One carbon atom in each formula unit."""
    n = p["m"] / mass(CARBONATES[p["carbonate"]])
    return {"na": 2 * n / ACIDS[p["acid"]][2], "Vg": n * p["Vm"]}


def oxide_in_acid(p: Values) -> Keys:
    """Every oxygen atom leaves with two protons; the radicals take its place."""
    _, radical, protons = ACIDS[p["acid"]]
    oxygen = p["m"] / mass(OXIDES[p["oxide"]]) * atoms(OXIDES[p["oxide"]])["O"]
    acid_taken = 2 * oxygen / protons
    return {"V": acid_taken / p["c"], "ms": p["m"] - oxygen * mass("O") + acid_taken * mass(radical)}


def plate_in_a_solution(p: Values) -> Keys:
    """Electrons lost by the plate settle the other metal; the molar masses are given."""
    (plate, given), (other, taken) = PLATES[p["metal"]], SALTS[p["salt2"]]
    if ACTIVITY.index(plate) > ACTIVITY.index(other):
        return {"dm": 0.0, "happens": "n"}
    return {"dm": p["n"] * given / taken * p["Mb"] - p["n"] * p["Ma"], "happens": "y"}


def two_solutions_mixed(p: Values) -> Keys:
    """The precipitate is limited by the scarcer salt."""
    first, second, solid = PRECIPITATIONS[p["p"]]
    n1, n2 = p["c1"] * p["V1"], p["c2"] * p["V2"]
    formed = min(n1 / first, n2 / second)
    left = max(n1 - formed * first, n2 - formed * second)
    return {
        "m": formed * mass(solid),
        "left": left,
        "excess": "first" if n1 / first > n2 / second else "second",
    }


def titration(p: Values) -> Keys:
    """As many H⁺ in the sample as OH⁻ in the mean volume (readings are in millilitres)."""
    acid, _, protons = ACIDS[p["acid"]]
    mean = sum(p["V"]) / len(p["V"]) * 1e-6
    found = p["c"] * mean / protons / p["Va"]
    end = {"phenolphthalein": "pink", "orange": "turn"}[p["indicator"]]
    return {"Vb": mean, "ca": found, "g": found * mass(acid), "end": end}


def growing_precipitate(p: Values) -> Keys:
    """The first salt sets the end."""
    first, second, solid = PRECIPITATIONS[p["p"]]
    formed = p["c1"] * p["V1"] / first
    return {"V2": formed * second / p["c2"], "mmax": formed * mass(solid)}


def phosphorus_chain(p: Values) -> Keys:
    """Count phosphorus atoms."""
    solid = {"calcium": "Ca3(PO4)2", "barium": "Ba3(PO4)2", "silver": "Ag3PO4"}[p["c"]]
    n = p["m"] / mass("P")
    return {"ma": n * mass("H3PO4"), "ms": n * mass(solid) / atoms(solid)["P"]}


def lime_and_its_relatives(p: Values) -> Keys:
    """The carbonate is the oxide and its gas."""
    oxide = {"calcium": "CaO", "strontium": "SrO", "barium": "BaO"}[p["oxide"]]
    n = p["m"] / mass(oxide)
    return {"mc": p["m"] + n * mass("CO2"), "Vg": n * p["Vm"]}


def metal_and_its_hydroxide(p: Values) -> Keys:
    """The metal binds an oxygen atom, or two hydroxide groups."""
    n = p["m"] / mass({"magnesium": "Mg", "zinc": "Zn", "copper": "Cu"}[p["metal"]])
    return {"mo": p["m"] + n * mass("O"), "mh": p["m"] + 2 * n * mass("OH")}


def mixed_solutions_in_letters(p: Values) -> Keys:
    """The fraction of one solution, and what the other one adds to it."""
    whole = p["portion1"] + p["portion2"]
    mixed = p["share1"] + (p["share2"] - p["share1"]) * p["portion2"] / whole
    return {"mixed": mixed, "solid": mixed * whole}


ROADS: dict[str, Callable[[Values], Keys]] = {
    road.__name__.replace("_", "-"): road
    for road in (
        *(
            neutralisation,
            mass_of_the_salt,
            metal_in_acid,
            carbonate_in_acid,
            oxide_in_acid,
            plate_in_a_solution,
        ),
        *(two_solutions_mixed, titration, growing_precipitate, phosphorus_chain, lime_and_its_relatives),
        *(metal_and_its_hydroxide, mixed_solutions_in_letters),
    )
}


@pytest.fixture(name="pool", params=TASKS)
def pool_of_a_task(request: pytest.FixtureRequest) -> Pool:
    """All variants of one task, at most 2000."""
    return built_in_pool(request.param)


def test_every_reaction_of_every_variant_keeps_atoms_and_charge(pool: Pool) -> None:
    equations = {equation for index in range(pool.capacity) for equation in _equations(pool, index)}

    for equation in equations:
        left, right = equation.split(" = ")
        assert side(left) == side(right), equation


def test_there_are_variants_for_a_class(pool: Pool) -> None:
    assert len(pool.graded) >= LEAST_GRADED


@pytest.mark.parametrize("name", TASKS)
def test_every_task_is_certified_and_speaks_both_languages(name: str) -> None:
    task = built_in_task(name)

    certificate = certify(task, members=80)

    assert certificate.mistakes >= 2
    assert set(task.languages) == {"en", "ru"}


@pytest.mark.parametrize("name", ROADS)
def test_keys_agree_with_keys_worked_out_by_hand(name: str) -> None:
    pool = built_in_pool(name, 300)

    indices = range(0, pool.capacity, max(1, pool.capacity // MEMBERS))
    for variant in assemble_all(pool.task, pool.members(indices)):
        found = _found(variant)
        for ask, value in ROADS[name](_givens(variant)).items():
            assert found[ask] == _nearly(value), (variant.given, ask)


def test_the_counter_tells_a_wrong_equation() -> None:
    assert side("2Al + 3Cu^2+") == side("2Al^3+ + 3Cu")
    assert side("Al + Cu^2+") != side("Al^3+ + Cu")
    assert side("H2 + O2") != side("H2O")


def _equations(pool: Pool, index: int) -> list[str]:
    member = pool.member(index)
    forms = (ask.form for ask in pool.task.asks.values() if isinstance(ask.form, ReactionAsk))
    values = (member.evaluate(form.key) for form in forms)
    return [value.reaction.text for value in values if isinstance(value, ReactionValue) and value.reaction]


def _givens(variant: Variant) -> dict[str, Any]:
    return {given.name: _si(given.value) for given in variant.given}


def _si(value: Any) -> Any:  # noqa: ANN401 - a number, a list as printed, or the id of a row
    return value["value"] * read_unit(value["unit"]).factor if isinstance(value, dict) else value


def _found(variant: Variant) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for ask in variant.asks:
        if isinstance(ask.key, QuantityKey):
            found[ask.name] = ask.key.value * read_unit(ask.key.unit).factor
        elif isinstance(ask.key, ChoiceKey) and ask.key.pick == "one":
            found[ask.name] = _chosen(ask, ask.key.right[0])
    return found


def _chosen(ask: Ask, right: str) -> float | str:
    """Return the id of the right option, or the number that it prints (grams, as kilograms)."""
    assert isinstance(ask.shape, ChoiceShape)
    printed = next(option.text.en or "" for option in ask.shape.options if option.name == right)
    number = re.match(r"[\d.]+(?=\s*g$)", printed)
    return float(number[0]) / 1000 if number else right


def _nearly(value: float | str) -> Any:  # noqa: ANN401 - pytest's approximate value
    return value if isinstance(value, str) else pytest.approx(value, rel=5e-4, abs=1e-7)
