"""Reading and printing formulas of substances."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.chemistry.elements import ELEMENTS
from variants.chemistry.substances import (
    latex_substance,
    molar_mass,
    print_substance,
    read_substance,
)
from variants.chemistry.typed.cursors import UnreadableSubstance

READ = """
Al2(SO4)3         | Al2(SO4)3
CuSO4·5H2O        | CuSO4·5H2O
CuSO4*5H2O        | CuSO4·5H2O
CuSO4.5H2O        | CuSO4·5H2O
Na2CO3.10H2O      | Na2CO3·10H2O
CaSO4·0,5H2O      | CaSO4·0.5H2O
CaSO4·½H2O        | CaSO4·0.5H2O
[Fe(CN)6]4-       | [Fe(CN)6]^4-
[Fe(CN)6]^{4-}    | [Fe(CN)6]^4-
Fe^3+             | Fe^3+
Fe³⁺              | Fe^3+
Fe 3+             | Fe^3+
Fe^+3             | Fe^3+
Fe(3+)            | Fe^3+
S^-2              | S^2-
SO4^2-            | SO4^2-
SO₄²⁻             | SO4^2-
SO4 2-            | SO4^2-
SO42-             | SO4^2-
Ca++              | Ca^2+
Na+               | Na^+
OH-               | OH^-
NH4+              | NH4^+
NO3−              | NO3^-
H3O+              | H3O^+
Al(OH)4-          | Al(OH)4^-
Hg22+             | Hg2^2+
Zn^0              | Zn
e-                | e^-
ē                 | e^-
е⁻                | e^-
НСl               | HCl
СН3СООН           | CH3COOH
H_{2}SO_{4}       | H2SO4
\\ce{SO4^2-}      | SO4^2-
Fe0.95O           | Fe0.95O
 H2O              | H2O
"""

REFUSED = """
Fe3+        | 0  | два
Cu2+        | 0  | ^
h2o         | 0  | заглавной
Xy2         | 0  | Нет элемента
K4[Fe(CN)6  | 2  | не закрыта
H02         | 1  | буква O
Fe^3        | 2  | знак
C10000000000| 1  | пределов
H2)O        | 2  | лишний
2H2O        | 0  | формула
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("typed", "canonical"), _rows(READ.replace("\\\\", "\\")))
def test_what_students_type_is_read_to_one_canonical_formula(typed: str, canonical: str) -> None:
    assert read_substance(typed).text == canonical


@pytest.mark.parametrize(("typed", "position", "words"), _rows(REFUSED.replace("два", "по-разному")))
def test_what_is_no_formula_is_refused_with_place_and_help(typed: str, position: str, words: str) -> None:
    with pytest.raises(UnreadableSubstance) as refusal:
        read_substance(typed)

    assert refusal.value.position == int(position)
    assert words in refusal.value.message.in_language("ru")
    assert refusal.value.message.in_language("en")


@pytest.mark.parametrize(
    ("typed", "state"),
    [("H2O(l)", "l"), ("BaSO4↓", "s"), ("CO2↑", "g"), ("NaCl (р-р)", "aq"), ("Fe(тв)", "s")],
)
def test_states_are_read_in_both_languages(typed: str, state: str) -> None:
    assert read_substance(typed).state == state


def test_atoms_are_counted_through_brackets_and_hydrates() -> None:
    alum = read_substance("KAl(SO4)2·12H2O")

    assert alum.atoms == {"K": 1, "Al": 1, "S": 2, "O": 20, "H": 24}


def test_a_formula_is_the_same_however_it_is_written() -> None:
    assert read_substance("(CH3COO)2Ca") == read_substance("Ca(CH3COO)2")
    assert read_substance("NaCl") != read_substance("KCl")
    assert read_substance("Fe^2+") != read_substance("Fe^3+")


def test_molar_masses_are_in_kilograms_per_mole() -> None:
    assert molar_mass(read_substance("H2SO4")) == pytest.approx(0.09807, abs=1e-5)
    assert molar_mass(read_substance("CuSO4·5H2O")) == pytest.approx(0.24968, abs=2e-5)


def test_formulas_print_with_unicode_and_for_mhchem() -> None:
    assert print_substance(read_substance("[Fe(CN)6]4-")) == "[Fe(CN)₆]⁴⁻"
    assert print_substance(read_substance("CuSO4*5H2O")) == "CuSO₄·5H₂O"
    assert latex_substance(read_substance("SO4^2-")) == r"\ce{SO4^2-}"


def test_nesting_and_length_are_bounded() -> None:
    for hostile in ("(" * 1000 + "H" + ")" * 1000, "H" * 10_000, "C999999999999999", "(C999999999)999999999"):
        with pytest.raises(UnreadableSubstance):
            read_substance(hostile)


def test_there_are_118_elements_in_their_order() -> None:
    assert [element.number for element in ELEMENTS.values()] == list(range(1, 119))
    assert ELEMENTS["O"].genitive == "кислорода"


_parts = st.tuples(st.sampled_from(sorted(ELEMENTS)), st.integers(1, 40).filter(lambda n: n % 10 > 0)).map(
    lambda part: part[0] + (str(part[1]) if part[1] > 1 else "")
)
_bodies = st.lists(_parts, min_size=1, max_size=5).map("".join)
_groups = st.tuples(_bodies, _bodies, st.integers(2, 9)).map(lambda one: f"{one[0]}({one[1]}){one[2]}")
_charges = st.sampled_from(["", "^+", "^2-", "^3+", "^-", "^4-"])
formulas = st.tuples(st.one_of(_bodies, _groups), _charges).map("".join)


@settings(max_examples=150, deadline=None)
@given(formulas)
def test_a_printed_formula_reads_back_as_the_same(formula: str) -> None:
    substance = read_substance(formula)

    assert read_substance(substance.text).text == substance.text
    assert read_substance(print_substance(substance)) == substance
    assert read_substance(substance.text) == substance


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="HONaClСО2345()[]+-−^·. ₂²⁻→=eё,/½{}\\", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    place = 0
    try:
        substance = read_substance(text)
    except UnreadableSubstance as refusal:
        place = refusal.position
    else:
        assert read_substance(substance.text) == substance

    assert 0 <= place <= len(text)
