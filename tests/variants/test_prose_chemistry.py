import pytest

from variants.prose.chemistry import UnreadableChemistry, chemistry_to_mathml
from variants.prose.formulas import to_mathml


def _plain(source: str) -> str:
    return chemistry_to_mathml(source).replace(' mathvariant="normal"', "").replace(' stretchy="false"', "")


def test_indices_of_atoms_and_brackets_stand_below() -> None:
    assert "<msub><mi>Al</mi><mtext>2</mtext></msub><mo>(</mo>" in _plain("Al2(SO4)3")
    assert "<msub><mo>)</mo><mtext>3</mtext></msub>" in _plain("Al2(SO4)3")


def test_a_charge_stands_above() -> None:
    assert "<msubsup><mi>O</mi><mtext>4</mtext><mtext>2−</mtext></msubsup>" in _plain("SO4^2-")
    assert "<msup><mi>e</mi><mtext>−</mtext></msup>" in _plain("2e^-")


def test_a_coefficient_stands_on_the_line() -> None:
    assert _plain("2H2O").startswith("<mrow><mn>2</mn><msub><mi>H</mi>")
    assert _plain("1/2 O2").startswith("<mrow><mfrac><mn>1</mn><mn>2</mn></mfrac>")


@pytest.mark.parametrize(
    ("source", "sign"),
    [("A -> B", "→"), ("A <=> B", "⇌"), ("A ->[t] B", "→"), ("AgCl v", "↓"), ("CO2 ^", "↑")],
)
def test_arrows_and_signs_are_drawn(source: str, sign: str) -> None:
    assert sign in _plain(source)


def test_the_condition_stands_over_the_arrow() -> None:
    assert "<mtext>t</mtext></mover>" in _plain("A ->[t] B")


def test_an_isotope_has_its_numbers_before_it() -> None:
    assert "<msubsup><mrow></mrow><mtext>6</mtext><mtext>14</mtext></msubsup><mi>C</mi>" in _plain(
        "^{14}_{6}C"
    )


def test_a_reaction_may_stand_inside_a_formula() -> None:
    mathml = to_mathml(r"n(\ce{H2O}) = 2")

    assert '<msub><mi mathvariant="normal">H</mi><mtext>2</mtext></msub>' in mathml


def test_what_is_no_formula_is_refused_at_its_place() -> None:
    with pytest.raises(UnreadableChemistry) as refusal:
        chemistry_to_mathml("H2 + &")

    assert refusal.value.position == 5
