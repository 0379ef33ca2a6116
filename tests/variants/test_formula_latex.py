import pytest

from variants.formulas.reading import read_formula
from variants.prose.formulas import to_mathml
from variants.prose.plain import plain_text
from variants.templates.display.formula_latex import latex_formula, latex_name


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("v0 + a*t^2/2", "v₀ + (at²)/2"),
        ("12 - 1.5*t", "12 − 1,5t"),
        ("-2*t", "−2t"),
        ("(-a + b)*t", "(−a + b)t"),
        ("x = 3*(t - 1)", "x = 3(t − 1)"),
        ("2*3", "2·3"),
        ("sqrt(2*g*h)", "√(2gh)"),
        ("(-2)^2", "(−2)²"),
        ("t - (a - b)", "t − (a − b)"),
        ("tan(alpha)", "tg(α)"),
    ],
)
def test_a_formula_is_written_as_in_a_book(formula: str, text: str) -> None:
    assert plain_text(to_mathml(latex_formula(read_formula(formula), "ru"))) == text


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("x0", "x_{0}"),
        ("alpha", r"\alpha"),
        ("v_max", r"v_{\text{max}}"),
        ("dPhi", r"\text{dPhi}"),
        ("mu1", r"\mu_{1}"),
    ],
)
def test_a_name_becomes_a_letter_with_its_index(name: str, tex: str) -> None:
    assert latex_name(name) == tex
