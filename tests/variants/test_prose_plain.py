import pytest

from variants.prose.formulas import typeset
from variants.prose.markdown import render_markdown
from variants.prose.plain import plain_text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"a = \frac{v - v_0}{t}", "a = (v − v₀)/t"),
        (r"3{,}5\cdot10^{-3}", "3,5·10⁻³"),
        (r"F_\text{тр} = \mu N", "F_тр = μN"),
        (r"\sqrt{2gh}", "√(2gh)"),
        (r"40^\circ", "40°"),
        (r"mg\cos\alpha - \mu\sin(\alpha)", "mg cos α − μ sin(α)"),
        (r"m\,\mathrm{tg}\,\alpha", "m tg α"),
        (r"\sin^2 x", "sin² x"),
        (r"\ce{2H2O}", "2H₂O"),
        (r"\ce{SO4^2-}", "SO₄²⁻"),
        (r"-a + b", "−a + b"),
        (r"x^{n+1}", "xⁿ⁺¹"),
    ],
)
def test_a_formula_reads_on_one_line(tex: str, text: str) -> None:
    assert plain_text(typeset(tex)) == text


def test_paragraphs_and_lists_become_lines() -> None:
    assert plain_text(render_markdown("One *word* &amp; two.\n\n- a\n- b")) == "One word & two.\n• a\n• b"


def test_items_of_a_numbered_list_keep_their_numbers() -> None:
    assert (
        plain_text(render_markdown("1. one\n2. two\n\n   - a\n3. three")) == "1. one\n2. two\n• a\n3. three"
    )
    assert plain_text(render_markdown("4. four\n5. five")) == "4. four\n5. five"
