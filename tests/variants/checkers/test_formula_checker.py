"""Checking formulas of substances."""

import pytest

from variants.checkers.kinds import formula
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import FormulaKey

ROWS = """
H2SO4 | H2SO4 | right equal
H2SO4 | Н2SО4 | right equal
Al2(SO4)3 | Al₂(SO₄)₃ | right equal
SO4^2- | SO42- | right equal
CuSO4·5H2O | CuSO4*5H2O | right equal
(CH3COO)2Ca | Ca(CH3COO)2 | right equal
SO4^2- | SO4^- | wrong charge
Fe2O3 | FeO | wrong atoms
Na2SO4 | Na2SO3 | wrong atoms
NaCl | KCl | wrong elements
NaHCO3 | Na2CO3 | wrong elements
C2H5OH | CH3OCH3 | undecided structure_unclear
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_formulas_are_judged_by_atoms_and_charge(row: str) -> None:
    key, answer, expected = row.split(" | ")

    verdict = formula.check(FormulaKey(formula=key), answer, "ru")

    assert f"{verdict.outcome} {verdict.reason}" == expected


@pytest.mark.parametrize("answer", ["", "Fe3+", "2NaCl", "nacl", None, ["H2O"]])
def test_what_cannot_be_read_costs_nothing(answer: object) -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        formula.check(FormulaKey(formula="NaCl"), answer, "ru")

    assert refusal.value.message.en
    assert refusal.value.message.ru


def test_the_key_as_typed_is_right() -> None:
    key = FormulaKey(formula="[Fe(CN)6]^4-")

    assert formula.check(key, formula.type_key(key, "ru"), "ru").outcome == "right"


def test_a_message_does_not_tell_the_key() -> None:
    verdict = formula.check(FormulaKey(formula="KCl"), "NaCl", "ru")

    assert "K" not in verdict.message.in_language("ru")
    assert "Na" in verdict.message.in_language("ru")


def test_spaces_left_out_are_said_so() -> None:
    reading = formula.read_answer(FormulaKey(formula="H2O"), "H 2 O", "ru")

    assert reading.text == "H₂O"
    assert [note.ru for note in reading.notes] == ["Пробелы внутри формулы не учитываются."]


@pytest.mark.parametrize("answer", ["(C6H10O5)n", "nC2H4", "(-CH2-CH2-)n"])
def test_a_polymer_is_refused_in_words(answer: str) -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        formula.check(FormulaKey(formula="C2H4"), answer, "ru")

    assert "Полимеры" in refusal.value.message.in_language("ru")
