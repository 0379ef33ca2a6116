from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.prose.formulas import ATTRIBUTES, ELEMENTS, UnreadableFormula, to_mathml, typeset


def test_a_formula_is_shown_as_mathml_and_keeps_its_latex() -> None:
    html = typeset(r"a_1 < \frac12")

    assert html.startswith('<span class="math" data-tex="a_1 &lt; \\frac12"><math')
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in html


def test_a_displayed_formula_is_a_block() -> None:
    html = typeset("E = mc^2", display=True)

    assert html.startswith('<div class="math display"')
    assert 'display="block"' in html


def test_a_decimal_comma_stays_inside_its_number() -> None:
    assert r"<mn>3,5</mn>" in to_mathml(r"3{,}5\cdot10^{-3}")


def test_a_function_name_in_upright_letters_is_one_word() -> None:
    assert '<mi mathvariant="normal">tg</mi>' in to_mathml(r"\mathrm{tg}\,\alpha")


def test_russian_words_may_stand_in_indices_with_or_without_a_command() -> None:
    assert to_mathml(r"n_{к-ты}") == to_mathml(r"n_{\text{к-ты}}")
    assert r"\text{к-ты}" in typeset("n_{к-ты}")


@pytest.mark.parametrize(
    ("tex", "position"),
    [
        (r"a + \foo", 4),
        (r"\href{javascript:alert(1)}{x}", 0),
        ("5%", 1),
        ("a & b", 2),
        ("a}", 1),
        ("{a", 2),
        (r"\begin{tikz}", 0),
        (r"\begin{cases}a", 14),
        (r"\ce{H2 + !}", 9),
    ],
)
def test_what_is_not_known_is_refused_at_its_place(tex: str, position: int) -> None:
    with pytest.raises(UnreadableFormula) as refusal:
        typeset(tex)

    assert refusal.value.position == position
    assert refusal.value.message.languages == ("en", "ru")


@pytest.mark.parametrize(
    "tex", [r"\frac{1}", "a_b_c", "^", r"\left(", r"\sqrt", "\\", r"\limits", r"\binom{a}"]
)
def test_a_formula_with_a_missing_part_is_refused(tex: str) -> None:
    with pytest.raises(UnreadableFormula):
        typeset(tex)


@given(
    st.text(alphabet="ab1 _^{}()<>&'\"\\,=+-|", max_size=12)
    | st.lists(
        st.sampled_from(
            [r"\frac", r"\left(", r"\right)", r"\text", r"\ce", r"\sum", "{", "}", "_", "^", "a", "1"]
        ),
        max_size=10,
    ).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_nothing_but_mathml_ever_comes_out(tex: str) -> None:
    try:
        tree = ElementTree.fromstring(to_mathml(tex))
    except UnreadableFormula:
        return

    assert all(element.tag in ELEMENTS and ATTRIBUTES.issuperset(element.attrib) for element in tree.iter())


@settings(max_examples=150, deadline=None)
@given(
    st.from_regex(r"-?[0-9]{1,6}((\{,\}|\.)[0-9]{1,4})?", fullmatch=True),
    st.sampled_from(
        (
            *("", r"\,\text{м/с}^{2}", r"\cdot 10^{-3}", "^2", "^{12}", "_8", "x+8", "{,}8", ".5", r"\%"),
            *(r"\,345", r".00\cdot 10^{8}", r"\cdot 10^{8}", ".08", ".88", r"\,888"),
        )
    ),
)
def test_a_number_at_the_beginning_is_converted_like_any_other(number: str, rest: str) -> None:
    alone = to_mathml(number + rest)

    # Behind a sign the number is converted as it stands.
    assert alone.partition("<mrow>")[2] == to_mathml(rf"+{number}{rest}").partition("<mo>+</mo>")[2]
