import pytest

from variants.templates.writing.friendly import friendly_formula, friendly_name, friendly_number

KNOWN = ["m", "g", "v", "a", "mu", "h", "v0", "t", "alpha", "s", "R", "mu1"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("v²/2a", "v^2/(2*a)"),
        ("v²/2μg", "v^2/(2*mu*g)"),
        ("v²/2a+1", "v^2/(2*a)+1"),
        ("μmg", "mu*m*g"),
        ("μ₁g", "mu1*g"),
        ("mg", "m*g"),
        ("√(2gh)", "sqrt(2*g*h)"),
        ("√2gh", "sqrt(2*g*h)"),
        ("0,5·m", "0.5*m"),
        ("v₀t + at²/2", "v0*t + a*t^2/2"),
        ("sin(2α)", "sin(2*alpha)"),
        ("sin²α", "sin(alpha)^2"),
        ("tg α", "tan(alpha)"),
        ("g(sinα − μcosα)", "g*(sin(alpha) - mu*cos(alpha))"),
        ("1/2 m v²", "1/2*m*v^2"),
        ("2(v+a)", "2*(v+a)"),
        ("а·t", "a*t"),
        ("10⁻³·m", "10^(-3)*m"),
    ],
)
def test_a_formula_is_read_as_on_paper(typed: str, read: str) -> None:
    assert friendly_formula(typed, KNOWN) == read


@pytest.mark.parametrize(
    "formula",
    [
        "v^2/(2*a)",
        "(v read as m/s)^2/(2*a)",
        "(m in g)",
        "if a > 0 then v else 0",
        "min(1, 2)",
        "balance('CaCO3' -> 'CaO' + 'CO2')",
        "metal.density*2",
        "m*g = R",
    ],
)
def test_a_formula_of_the_language_stays_as_it_is(formula: str) -> None:
    assert friendly_formula(formula, [*KNOWN, "metal"]) == formula


@pytest.mark.parametrize("typed", ["", ")))", "a ? b", "v^", "{{v}}", "x" * 5000, "\x00", "((((", "'"])
def test_what_can_t_be_made_out_is_handed_on(typed: str) -> None:
    assert isinstance(friendly_formula(typed, KNOWN), str)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2,5", "2.5"),
        ("9·10^9", "9e9"),
        ("9·10⁹", "9e9"),
        ("1 200", "1200"),
        ("-3,5", "-3.5"),
        ("abc", "abc"),
    ],
)
def test_numbers_are_read_as_schools_write_them(typed: str, read: str) -> None:
    assert friendly_number(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("μ", "mu"), ("v₀", "v0"), ("α", "alpha"), ("т", "т"), ("с", "c")]
)
def test_names_are_latin(typed: str, read: str) -> None:
    assert friendly_name(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Fтр", "F_tr"),
        ("F тр", "F_tr"),
        ("Δt", "dt"),
        ("Δ", "Delta"),
        ("Г", "Gamma"),
        ("vх", "vx"),
        ("mа", "ma"),
    ],
)
def test_indexes_of_schools_and_changes_become_names(typed: str, read: str) -> None:
    assert friendly_name(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("cmΔt", "c*m*dt"), ("(F − Fтр)/m", "(F - F_tr)/m"), ("F − F тр", "F - F_tr")],
)
def test_formulas_with_indexes_of_schools_and_changes_are_read(typed: str, read: str) -> None:
    assert friendly_formula(typed, ["c", "m", "dt", "F", "F_tr"]) == read
