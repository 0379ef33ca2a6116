from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from built_in_labs import at_bench, built_in_lab, entry_of, model_of
from five_salts_by_hand import SALTS, observed
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_reports_by_protocol import design_of, missed, setting, verdicts_by

from labs.documents.asking import Step
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


def told_apart(*chosen: str) -> bool:
    """Tell whether these tests, done with every tube, tell any of the salts from any other."""
    signs = Counter(tuple(observed(test, formula) for test in chosen) for formula in SALTS)
    return set(signs.values()) == {1}


def test_three_group_tests_tell_every_salt_and_no_two_do() -> None:
    assert told_apart("flame", "excess", "silver")
    assert not any(told_apart(*pair) for pair in combinations(all_tests(), 2))


@cache
def fewest(group: tuple[str, ...]) -> int:
    """Return how many tests the best tree of decisions takes for all salts of a group, added up."""
    if len(group) == 1:
        return 0
    costs = []
    for test in all_tests():
        alike: dict[str, list[str]] = {}
        for formula in group:
            alike.setdefault(observed(test, formula), []).append(formula)
        if len(alike) > 1:
            costs.append(len(group) + sum(fewest(tuple(part)) for part in alike.values()))
    return min(costs)


def test_the_best_tree_of_decisions_takes_eight_or_nine_portions_for_five_tubes() -> None:
    assert 8 < 5 * fewest(tuple(SALTS)) / len(SALTS) < 9


def further_with(*reagents: str) -> tuple[Step, ...]:
    """Return the protocol with these tests of single tubes, the five in turn."""
    group, further = built_in_lab(LAB).protocol
    rows = setting(replace(further, rows=len(reagents)), "reagent", *reagents)
    tubes = tuple(rows.settings["tube"][place % 5] for place in range(len(reagents)))
    return group, replace(rows, settings={**rows.settings, "tube": tubes})


@pytest.mark.parametrize(
    ("more", "lost"),
    [(5, []), (6, ["demand:2"]), (15, ["demand:2"]), (16, ["demand:1", "demand:2"])],
)
def test_portions_beyond_those_needed_cost_some_of_the_design(more: int, lost: list[str]) -> None:
    verdicts = verdicts_by(built_in_lab(LAB), further_with(*["hcl"] * more))

    assert missed(design_of(verdicts, "matrix")) == lost


def test_the_report_tells_how_many_portions_were_taken() -> None:
    design = design_of(verdicts_by(built_in_lab(LAB), further_with(*["hcl"] * 10)), "matrix")

    assert "(portions taken: 25.)" in (design.message.en or "")
    assert "(взято порций: 25.)" in (design.message.ru or "")


@pytest.mark.parametrize(
    ("reagents", "used"),
    [(["ammonia"] * 5, ""), (["ammonia"] * 6, ""), (["ammonia"] * 7, "26.5"), (["litmus"] * 10, "")],
)
def test_an_excess_uses_up_the_stock_of_reagents(reagents: list[str], used: str) -> None:
    design = design_of(verdicts_by(built_in_lab(LAB), further_with(*reagents)), "further")

    assert missed(design) == (["demand:1"] if used else [])
    assert f"(reagents used: {used} mL.)" in (design.message.en or "") or not used


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
