import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import LONGEST, read_formula
from variants.formulas.trees import Branch, Comparison, InUnit, Name, Negation, Not, ReadAs, names
from variants.formulas.writing import write_formula


def refusal(text: str) -> tuple[str, int]:
    with pytest.raises(FormulaRefused) as refused:
        read_formula(text)
    return refused.value.message.in_language("en"), refused.value.position


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a - (b - c)", "a - (b - c)"),
        ("(a*b)/c", "a*b/c"),
        ("a/(b*c)", "a/(b*c)"),
        ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"),
        ("2^3^2", "2^(3^2)"),
        ("a + -b", "a - b"),
        ("2*10^-3", "2*10^(-3)"),
        ("max(a, b) = c", "max(a, b) = c"),
    ],
)
def test_operators_bind_as_in_books(typed: str, written: str) -> None:
    assert write_formula(read_formula(typed)) == written


def test_comparisons_chain() -> None:
    tree = read_formula("0 <= left < m")

    assert isinstance(tree, Comparison)
    assert tree.relations == ("<=", "<")


def test_not_takes_the_whole_comparison() -> None:
    tree = read_formula("not a = b")

    assert isinstance(tree, Not)
    assert isinstance(tree.inner, Comparison)


def test_units_are_read_up_to_the_closing_bracket() -> None:
    assert read_formula("(c in J/(kg*K))") == InUnit(inner=Name(name="c"), unit="J/(kg*K)")
    assert read_formula("(t read as °C)") == ReadAs(inner=Name(name="t"), unit="°C")


def test_a_branch_may_follow_an_equals_sign() -> None:
    tree = read_formula("k = if up then a else b")

    assert isinstance(tree, Comparison)
    assert isinstance(tree.items[1], Branch)


def test_names_are_found_without_their_columns() -> None:
    assert names(read_formula("metal.density*V")) == {"metal", "V"}


@pytest.mark.parametrize(
    ("text", "words", "position"),
    [
        ("sinn(x)", "there is no function `sinn`; did you mean `sin`?", 0),
        ("9,8*m", "write decimals with a point", 1),
        ("2 m", "an operator is expected before `m`", 2),
        ("a·b", "write `*` instead of `·`", 1),
        ("масса*2", "is a Cyrillic letter", 0),
        ("(a + b", "`)`", 6),
        ("'word", "this quote is never closed", 0),
        ("a +", "the formula ends where a value is expected", 3),
        ("if a then b", "`else`", 11),
        ("slope(x)", "`slope` takes 2 values, not 1", 0),
        ("(x in m", "this bracket is never closed", 0),
    ],
)
def test_a_misprint_is_located_and_named(text: str, words: str, position: int) -> None:
    message, place = refusal(text)

    assert words in message
    assert place == position


@pytest.mark.parametrize(
    "text", ["(" * 500 + ")" * 500, "1+" * 400 + "1", "-" * LONGEST + "-1", "2^" * 200 + "2"]
)
def test_hostile_formulas_are_refused_at_once(text: str) -> None:
    refusal(text)


def test_double_minus_is_no_minus() -> None:
    assert read_formula("--x") == Name(name="x")
    assert read_formula("---x") == Negation(inner=Name(name="x"))


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["a", "b", "2", "0.5"]),
        lambda part: st.builds("({}{}{})".format, part, st.sampled_from(["+", "-", "*", "/", "^"]), part),
        max_leaves=8,
    )
)
def test_what_is_written_reads_back_as_the_same_formula(text: str) -> None:
    written = write_formula(read_formula(text))

    assert write_formula(read_formula(written)) == written


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab1+-*/^()=<>,.' ifthenelsa", max_size=40))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    place = 0
    try:
        read_formula(text)
    except FormulaRefused as refused:
        place = refused.position

    assert 0 <= place <= len(text)
