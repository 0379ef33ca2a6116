from collections import Counter
from functools import cache
from itertools import combinations

import pytest
from built_in_labs import at_bench, built_in_lab, entry_of, model_of
from five_salts_by_hand import SALTS, observed
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.documents.settings import Words
from labs.proofs.checks import place
from labs.running.taking import take
from labs.sessions import Refused, Wish
from variants.chemistry.ionic import ions_in_water, net_ionic
from variants.chemistry.reactions import balance
from variants.chemistry.salts import solubility
from variants.chemistry.substances import Substance, read_substance
from variants.templates.values import NumberValue, SubstanceValue

LAB = "five-unlabelled-salts"
PLACES = ("one", "two", "three", "four", "five")


def row_names() -> dict[str, str]:
    """Return the row of each salt by its formula."""
    rows = built_in_lab(LAB).apparatus.tables["salts"].rows
    found = {}
    for name, row in rows.items():
        formula = row["formula"]
        assert isinstance(formula, SubstanceValue)
        found[formula.substance.text] = name
    return found


def all_tests() -> tuple[str, ...]:
    form = built_in_lab(LAB).controls["reagent"].form
    assert isinstance(form, Words)
    return tuple(form.words)


def in_tubes(first: str) -> dict[str, str]:
    """Return an apparatus with this salt in the first tube and others behind it."""
    names = row_names()
    others = [formula for formula in SALTS if formula != first][:4]
    return {place: names[salt] for place, salt in zip(PLACES, (first, *others), strict=True)}


@cache
def seen(formula: str) -> dict[str, str]:
    """Return what the bench shows in English for each test of a salt."""
    lab, apparatus = built_in_lab(LAB), in_tubes(formula)
    words = place(lab, at_bench("", apparatus, {})).bench.machine.seen
    entries = {test: entry_of(LAB, apparatus, {"tube": "1", "reagent": test}, "eye") for test in all_tests()}
    return {test: words[entry.text].in_language("en") or "" for test, entry in entries.items()}


def reaction_of(formula: str) -> tuple[Substance, Substance, Substance, bool]:
    """Return a salt's reagent, the two products of its characteristic reaction, and whether water forms."""
    row = built_in_lab(LAB).apparatus.tables["salts"].rows[row_names()[formula]]
    cells = [row[column] for column in ("with", "gives", "also")]
    reagent, product, other = (cell.substance for cell in cells if isinstance(cell, SubstanceValue))
    water = row["water"]
    assert isinstance(water, NumberValue)
    return reagent, product, other, water.si == 1


@pytest.mark.parametrize("formula", SALTS)
def test_every_cell_follows_from_the_solubility_table_and_the_rules(formula: str) -> None:
    assert seen(formula) == {test: observed(test, formula) for test in all_tests()}


def test_there_are_sixteen_salts_and_ten_tests() -> None:
    assert sorted(row_names()) == sorted(SALTS)
    assert len(all_tests()) == 10


def test_any_two_salts_differ_and_only_bromide_and_iodide_by_silver_alone() -> None:
    differing = {
        pair: [test for test in all_tests() if seen(pair[0])[test] != seen(pair[1])[test]]
        for pair in combinations(SALTS, 2)
    }

    assert {pair: tests for pair, tests in differing.items() if len(tests) < 2} == {("KBr", "KI"): ["silver"]}


def test_the_tests_of_the_protocol_tell_every_salt() -> None:
    chosen = ("litmus", "flame", "excess", "silver", "barium", "ammonia")

    signs = Counter(tuple(seen(formula)[test] for test in chosen) for formula in SALTS)

    assert set(signs.values()) == {1}


@pytest.mark.parametrize("formula", SALTS)
def test_what_a_salt_is_known_by_is_a_precipitate_or_a_gas(formula: str) -> None:
    product = reaction_of(formula)[1]

    assert product.text in ("CO2", "NH3") or solubility(product) == "insoluble"


@pytest.mark.parametrize("formula", SALTS)
def test_a_net_equation_keeps_atoms_and_charge_and_no_onlookers(formula: str) -> None:
    reagent, product, other, water = reaction_of(formula)
    right = [product, other, *([read_substance("H2O")] if water else [])]

    net = net_ionic(balance([read_substance(formula), reagent], right))

    for side in (net.left, net.right):
        assert sum(count * one.charge for count, one in side) == sum(c * one.charge for c, one in net.left)
    assert not {one for _, one in net.left} & {one for _, one in net.right}
    assert product in {one for _, one in net.right}
    assert not {ion for _, ion in ions_in_water(other)} & {one for _, one in net.right}


@settings(max_examples=15, deadline=None)
@given(st.permutations(SALTS), st.integers(1, 5), st.sampled_from(all_tests()))
def test_each_tube_answers_for_its_own_salt(order: list[str], tube: int, test: str) -> None:
    apparatus = {name: row_names()[salt] for name, salt in zip(PLACES, order, strict=False)}

    entry = entry_of(LAB, apparatus, {"tube": str(tube), "reagent": test}, "eye")
    words = place(built_in_lab(LAB), at_bench("", apparatus, {})).bench.machine.seen

    assert words[entry.text].in_language("en") == observed(test, order[tube - 1])


@pytest.mark.parametrize(
    ("product", "mass"),
    [("AgCl", 143.32), ("BaSO4", 233.39), ("Fe(OH)3", 106.87), ("Cu(OH)2", 97.56), ("CO2", 44.01)],
)
def test_products_have_the_molar_masses_of_the_tables(product: str, mass: float) -> None:
    formula = next(salt for salt in SALTS if reaction_of(salt)[1] == read_substance(product))

    values = model_of(LAB, in_tubes(formula))

    assert values["mass1"] == pytest.approx(mass / 1000, abs=1e-5)


def test_after_fifty_portions_the_solutions_are_used_up() -> None:
    lab = built_in_lab(LAB)
    placed = place(lab, at_bench("", in_tubes("NaCl"), {}))
    log = list(placed.log)
    wish = Wish(settings=placed.settings, at=0.0, instrument="eye")

    for _ in range(lab.quota):
        log.append(take(placed.bench, log, wish, 0))

    assert lab.quota == 50
    with pytest.raises(Refused):
        take(placed.bench, log, wish, 0)
