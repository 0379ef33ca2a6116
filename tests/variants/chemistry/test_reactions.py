"""Reading, printing and balancing equations of reactions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.chemistry.conservation import describe_imbalance, imbalances
from variants.chemistry.reactions import (
    NoUniqueBalance,
    UnreadableReaction,
    balance,
    coefficient,
    latex_reaction,
    print_reaction,
    read_reaction,
    smallest,
)
from variants.chemistry.substances import read_substance

READ = """
2Н2 + O2 = 2H2O                       | 2H2 + O2 = 2H2O
Zn+2HCl=ZnCl2+H2↑                     | Zn + 2HCl = ZnCl2 + H2(g)
Zn − 2ē → Zn²⁺                        | Zn -> Zn^2+ + 2e^-
2Cl- - 2e- → Cl2                      | 2Cl^- -> Cl2 + 2e^-
H++OH-=H2O                            | H^+ + OH^- = H2O
Na^++Cl^-=NaCl                        | Na^+ + Cl^- = NaCl
Ca++ + 2OH- = Ca(OH)2                 | Ca^2+ + 2OH^- = Ca(OH)2
½O2 + H2 = H2O                        | 1/2 O2 + H2 = H2O
0,5O2 + H2 = H2O                      | 1/2 O2 + H2 = H2O
1½O2 + 2Al = Al2O3                    | 3/2 O2 + 2Al = Al2O3
N2 + 3H2 <=> 2NH3 + Q                 | N2 + 3H2 <=> 2NH3
N2 + 3H2 ⇌ 2NH3                       | N2 + 3H2 <=> 2NH3
CaCO3 =t= CaO + CO2                   | CaCO3 =[t] CaO + CO2
2KClO3 ->[MnO2] 2KCl + 3O2            | 2KClO3 ->[MnO2] 2KCl + 3O2
CH4 + 2O2 => CO2 + 2H2O + 890 кДж     | CH4 + 2O2 -> CO2 + 2H2O
Fe+3O2=Fe                             | Fe + 3O2 = Fe
\\ce{2H2 + O2 -> 2H2O}                | 2H2 + O2 -> 2H2O
Cu + 2H2SO4(конц.) = CuSO4 + SO2 + 2H2O | Cu + 2H2SO4 = CuSO4 + SO2 + 2H2O
"""

REFUSED = """
H2 + O2               | 7  | нет знака
H2 = O2 = H2O         | 8  | больше одного
Fe3+ + 3OH- = Fe(OH)3 | 0  | по-разному
Zn - H2 = ZnO         | 5  | электроны
Q = H2                | 6  | нет веществ
H2 + = H2O            | 5  | формула
0H2 = H2              | 0  | нулём
2H2 + A = H2O         | 6  | Нет элемента
"""

BALANCED = """
KMnO4 + HCl | KCl + MnCl2 + Cl2 + H2O | 2KMnO4 + 16HCl = 2KCl + 2MnCl2 + 5Cl2 + 8H2O
MnO4^- + H^+ + e^- | Mn^2+ + H2O | MnO4^- + 8H^+ + 5e^- = Mn^2+ + 4H2O
Fe | Fe^3+ + e^- | Fe = Fe^3+ + 3e^-
C3H8 + O2 | CO2 + H2O | C3H8 + 5O2 = 3CO2 + 4H2O
NH4OCN | CO(NH2)2 | NH4OCN = CO(NH2)2
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("typed", "canonical"), _rows(READ.replace("\\\\", "\\")))
def test_what_students_type_is_read_to_one_canonical_equation(typed: str, canonical: str) -> None:
    assert read_reaction(typed).text == canonical


@pytest.mark.parametrize(("typed", "position", "words"), _rows(REFUSED))
def test_what_is_no_equation_is_refused_with_place_and_help(typed: str, position: str, words: str) -> None:
    with pytest.raises(UnreadableReaction) as refusal:
        read_reaction(typed)

    assert refusal.value.position == int(position)
    assert words in refusal.value.message.in_language("ru")


@pytest.mark.parametrize(("left", "right", "equation"), _rows(BALANCED))
def test_a_reaction_is_balanced_with_the_smallest_whole_coefficients(
    left: str, right: str, equation: str
) -> None:
    sides = [[read_substance(one) for one in side.split(" + ")] for side in (left, right)]

    assert balance(*sides).text == equation


@pytest.mark.parametrize(
    ("left", "right"),
    [("H2", "O2"), ("C + O2", "CO + CO2"), ("H2 + O2 + He", "H2O"), ("H2O + O2", "H2"), ("Fe^2+", "Fe^3+")],
)
def test_what_has_no_single_balance_says_so(left: str, right: str) -> None:
    sides = [[read_substance(one) for one in side.split(" + ")] for side in (left, right)]

    with pytest.raises(NoUniqueBalance):
        balance(*sides)


def test_a_coefficient_is_found_on_either_side_and_is_zero_elsewhere() -> None:
    reaction = read_reaction("2H2 + O2 = 2H2O")

    assert coefficient(reaction, read_substance("H2O")) == 2
    assert coefficient(reaction, read_substance("O2")) == Fraction(1)
    assert coefficient(reaction, read_substance("N2")) == 0


def test_imbalances_are_named_as_a_teacher_would() -> None:
    found = imbalances(read_reaction("Fe^2+ + O2 = Fe^3+ + H2O"))

    said = [describe_imbalance(one).in_language("ru") for one in found]
    assert said == ["кислорода слева 2, справа 1", "водорода слева 0, справа 2", "заряд слева +2, справа +3"]


def test_equations_print_with_unicode_and_for_mhchem() -> None:
    reaction = read_reaction("Ba^2+ + SO4^2- -> BaSO4")

    assert print_reaction(reaction) == "Ba²⁺ + SO₄²⁻ → BaSO₄"
    assert latex_reaction(reaction) == r"\ce{Ba^2+ + SO4^2- -> BaSO4}"


def test_common_factors_and_fractions_leave_the_smallest_coefficients() -> None:
    assert smallest(read_reaction("2H2 + O2 = 2H2O")).text == "2H2 + O2 = 2H2O"
    assert smallest(read_reaction("4H2 + 2O2 = 4H2O")).text == "2H2 + O2 = 2H2O"
    assert smallest(read_reaction("H2 + 1/2 O2 = H2O")).text == "2H2 + O2 = 2H2O"


SPECIES = ["H2", "O2", "H2O", "C", "CO2", "CO", "CH4", "H^+", "OH^-", "e^-", "Fe", "Fe^2+", "Fe^3+", "Fe2O3"]
_sides = st.lists(st.sampled_from(SPECIES), min_size=1, max_size=4, unique=True)


@settings(max_examples=200, deadline=None)
@given(_sides, _sides)
def test_a_balance_conserves_every_atom_and_the_charge(left: list[str], right: list[str]) -> None:
    try:
        reaction = balance([read_substance(one) for one in left], [read_substance(one) for one in right])
    except NoUniqueBalance:
        return

    assert imbalances(reaction) == ()
    assert all(count > 0 for count, _ in (*reaction.left, *reaction.right))


_terms = st.lists(
    st.tuples(st.fractions(Fraction(1, 9), 99, max_denominator=9), st.sampled_from(SPECIES)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(_terms, _terms)
def test_a_printed_equation_reads_back_as_the_same(
    left: list[tuple[Fraction, str]], right: list[tuple[Fraction, str]]
) -> None:
    sides = (" + ".join(f"{count} {one}" for count, one in side) for side in (left, right))
    reaction = read_reaction(" = ".join(sides))

    assert read_reaction(reaction.text) == reaction
    assert read_reaction(print_reaction(reaction)) == reaction


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="HONaClС2345()[]+-−^·. ₂²⁻→=eё,/½QtΔ>", max_size=60))
def test_any_text_is_an_equation_or_refused(text: str) -> None:
    place = 0
    try:
        reaction = read_reaction(text)
    except UnreadableReaction as refusal:
        place = refusal.position
    else:
        assert read_reaction(reaction.text) == reaction

    assert 0 <= place <= len(text)
