"""Salts of ions, the solubility table and ionic equations."""

import pytest

from variants.chemistry.ionic import NothingReacts, ionic, net_ionic
from variants.chemistry.reactions import read_reaction
from variants.chemistry.salts import (
    CATIONS,
    NotInSolubilityTable,
    NotIons,
    electrolyte_of,
    salt,
    solubility,
)
from variants.chemistry.structures import likeness
from variants.chemistry.substances import read_substance

SALTS = """
Al^3+ SO4^2-   Al2(SO4)3
NH4^+ SO4^2-   (NH4)2SO4
Na^+  Cl^-     NaCl
H^+   PO4^3-   H3PO4
H^+   OH^-     H2O
H^+   CH3COO^- CH3COOH
H^+   HCO3^-   H2CO3
Ca^2+ CH3COO^- (CH3COO)2Ca
Fe^3+ OH^-     Fe(OH)3
K^+   [Fe(CN)6]^4- K4[Fe(CN)6]
Hg^2+ S^2-     HgS
"""

TABLE = """
NaOH soluble
Ba(OH)2 soluble
Ca(OH)2 slightly
Mg(OH)2 insoluble
AgOH does_not_exist
CaF2 insoluble
AgF soluble
CrF3 insoluble
AgSCN insoluble
PbS2O3 insoluble
Ag2Cr2O7 insoluble
AgCl insoluble
PbCl2 slightly
PbI2 insoluble
CuI2 does_not_exist
FeI3 does_not_exist
H2S soluble
Na2S soluble
CuS insoluble
Al2S3 does_not_exist
BaSO3 insoluble
BaSO4 insoluble
CaSO4 slightly
Ag2SO4 slightly
PbSO4 insoluble
AgNO3 soluble
AgNO2 slightly
Ag3PO4 insoluble
Li3PO4 insoluble
K3PO4 soluble
CaCO3 insoluble
Fe2(CO3)3 does_not_exist
H2SiO3 insoluble
Na2SiO3 soluble
(CH3COO)2Pb soluble
Ca(HCO3)2 soluble
KMnO4 soluble
BaCrO4 insoluble
"""

IONIC = """
BaCl2 + Na2SO4 = BaSO4 + 2NaCl | Ba^2+ + SO4^2- = BaSO4
NaOH + HCl = NaCl + H2O | OH^- + H^+ = H2O
2HCl + Na2CO3 = 2NaCl + H2O + CO2 | 2H^+ + CO3^2- = H2O + CO2
CH3COOH + NaOH = CH3COONa + H2O | CH3COOH + OH^- = CH3COO^- + H2O
Ca(OH)2 + Na2CO3 = CaCO3 + 2NaOH | Ca^2+ + CO3^2- = CaCO3
CaCl2 + Na2SO4 = CaSO4 + 2NaCl | Ca^2+ + SO4^2- = CaSO4
Zn + 2HCl = ZnCl2 + H2 | Zn + 2H^+ = Zn^2+ + H2
Al2(SO4)3 + 6NaOH = 2Al(OH)3 + 3Na2SO4 | Al^3+ + 3OH^- = Al(OH)3
Cu(OH)2 + 2HNO3 = Cu(NO3)2 + 2H2O | Cu(OH)2 + 2H^+ = Cu^2+ + 2H2O
CuO + H2SO4 = CuSO4 + H2O | CuO + 2H^+ = Cu^2+ + H2O
FeS + 2HCl = FeCl2 + H2S | FeS + 2H^+ = Fe^2+ + H2S
NH4Cl + NaOH = NaCl + NH3 + H2O | NH4^+ + OH^- = NH3 + H2O
"""


@pytest.mark.parametrize("row", SALTS.strip().splitlines())
def test_ions_make_the_neutral_substance(row: str) -> None:
    cation, anion, formula = row.split()

    made = salt(read_substance(cation), read_substance(anion))

    assert made.text == formula
    assert read_substance(formula) == made


def test_two_cations_make_no_salt() -> None:
    with pytest.raises(NotIons):
        salt(read_substance("Na^+"), read_substance("K^+"))


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_the_school_solubility_table_is_known(row: str) -> None:
    formula, expected = row.split()

    assert solubility(read_substance(formula)) == expected


def test_a_substance_outside_the_table_is_refused() -> None:
    with pytest.raises(NotInSolubilityTable):
        solubility(read_substance("CuO"))


def test_every_nitrate_but_tin_and_every_sodium_salt_is_soluble() -> None:
    nitrates = {
        cation: solubility(salt(read_substance(cation), read_substance("NO3^-"))) for cation in CATIONS
    }

    assert {cation for cation, state in nitrates.items() if state != "soluble"} == {"Sn^2+"}


def test_a_salt_gives_back_the_ions_it_is_made_of() -> None:
    electrolyte = electrolyte_of(read_substance("Fe2(SO4)3"))

    assert electrolyte is not None
    assert (electrolyte.cation.text, electrolyte.cations) == ("Fe^3+", 2)
    assert (electrolyte.anion.text, electrolyte.anions) == ("SO4^2-", 3)


@pytest.mark.parametrize("row", IONIC.strip().splitlines())
def test_net_ionic_equations_follow_the_school_rules(row: str) -> None:
    molecular, net = row.split(" | ")

    assert net_ionic(read_reaction(molecular)).text == net


def test_a_full_ionic_equation_keeps_the_spectators() -> None:
    full = ionic(read_reaction("BaCl2 + Na2SO4 = BaSO4 + 2NaCl"))

    assert full.text == "Ba^2+ + 2Cl^- + 2Na^+ + SO4^2- = BaSO4 + 2Na^+ + 2Cl^-"


def test_where_all_ions_stay_in_solution_nothing_reacts() -> None:
    with pytest.raises(NothingReacts):
        net_ionic(read_reaction("NaCl + KNO3 = NaNO3 + KCl"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("CH3COONa", "NaCH3COO", "same"),
        ("CH3CH2OH", "C2H5OH", "same"),
        ("C2H5OH", "CH3OCH3", "unclear"),
        ("Ca(OH)2", "CaO2H2", "same"),
        ("NaCl", "KCl", "different"),
    ],
)
def test_isomers_are_told_from_other_spellings(one: str, other: str, expected: str) -> None:
    assert likeness(read_substance(one), read_substance(other)) == expected


@pytest.mark.parametrize("anion", ["OH^-", "S^2-", "PO4^3-", "CH3COO^-", "HCO3^-", "HSO4^-", "[Fe(CN)6]^4-"])
def test_every_salt_is_neutral_and_its_formula_reads_back(anion: str) -> None:
    made = [salt(read_substance(cation), read_substance(anion)) for cation in CATIONS]

    assert all(one.charge == 0 for one in made)
    assert [read_substance(one.text) for one in made] == made
