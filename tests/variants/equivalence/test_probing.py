"""Formulas are told apart by proof, and found equal where their values agree far beyond any chance."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from typed_trees import tree_of

from variants.equivalence.points import points_for
from variants.equivalence.probing import Expected, Probe, compare_with, is_zero, sign_at
from variants.grammar.trees import Tree
from variants.keys import SymbolRange

EQUAL = [
    ("g*(sin(a)-mu*cos(a))", "g*sin(a)-g*mu*cos(a)"),
    ("1", "sin(x)^2+cos(x)^2"),
    ("sin(2x)", "2sin(x)*cos(x)"),
    ("sqrt(2*V*m/q)/B", "sqrt(2*V*m/(q*B^2))"),
    ("sqrt(x^2)", "x"),
    ("sqrt(x)*sqrt(y)", "sqrt(x*y)"),
    ("cbrt(x^3)", "x"),
    ("x^(1/3)*x^(2/3)", "x"),
    ("sqrt(2)+sqrt(3)", "sqrt(5+2*sqrt(6))"),
    ("(-8)^(1/3)", "-2"),
    ("0", "x-x"),
    ("0", "sin(x)^2+cos(x)^2-1"),
    ("(x+1)^500", "(1+x)^500"),
    ("(x-a)^6000", "(x-a)^5999*(x-a)"),
    ("x", "1/(1-x)-1/(1-x)+x"),
    ("sin(10^200*x)", "sin(10^200*x+2*pi)"),
    ("n!", "n*(n-1)!"),
    ("floor(x)", "ceil(x)-1"),
    ("max(a,b)", "(a+b+abs(a-b))/2"),
    ("acosh(x)", "ln(x+sqrt(x^2-1))"),
    ("atan(x)+atan(1/x)", "pi/2"),
    ("atan(x)", "pi/2-atan(1/x)"),
    ("atan(2x/(1-x^2))", "2atan(x)"),
    ("ln(abs(x))", "ln(x)"),
    ("sqrt(-x)", "1*sqrt(-x)"),
    ("e^(i*x)", "cos(x)+i*sin(x)"),
    ("(-1)^n", "cos(pi*n)"),
    ("oo", "2*oo"),
    ("2f(x)", "f(x)+f(x)"),
    ("f(x+y)^2", "f(y+x)*f(x+y)"),
    ("abs(x-20)", "max(x-20,20-x)"),
    ("sqrt((x-20)^2)", "abs(20-x)"),
    ("2000!*x", "2000*1999!*x"),
    ("oo*x", "x*oo"),
    ("(x-(pi-pi))*(x+(pi-pi))", "x^2-(pi-pi)^2"),
    ("1", "sin(sqrt(-1.5))^2+cos(sqrt(-1.5))^2"),
    ("1", "sin(sqrt(-x))^2+cos(sqrt(-x))^2"),
]
DIFFERENT = [
    ("atan(x)", "atan(x)+100*floor(x/3)"),
    ("atan(a/b)", "atan(a/b)+7*floor(a/b)"),
    ("atan(a/b)", "atan(a/b)+pi*floor(a/b)"),
    ("sqrt((a-b)^2)", "a-b"),
    ("abs(x-5)", "x-5"),
    ("asin(sin(x))", "x"),
    ("(tan(2))^0.5", "2^2"),
    ("(x-a)^6000", "(x-a)^6001"),
    ("tanh(1000x)", "1"),
    ("sin(x)+exp(-1000x)", "sin(x)"),
    ("x+10^-50", "x"),
    ("sin(x)+10^-5000", "sin(x)"),
    ("exp(1000)", "exp(1000)+1"),
    ("pi", "3.14159265358979323846264338327950288"),
    ("x^2+a", "sin(10^200*x)"),
    ("ln(-x)", "ln(x)"),
    ("e^(i*x)", "cos(x)-i*sin(x)"),
    ("x", "exp(exp(exp(x)))"),
    ("oo", "-oo"),
    ("oo", "oo-oo"),
    ("oo", "5"),
    ("2f(x)", "f(2x)"),
    ("f(x)", "f(y)"),
    ("abs(x-20)", "20-x"),
    ("x", "min(x,11)"),
    ("11-x", "abs(x-11)"),
    ("x", "x+floor(x/11)"),
    ("sqrt((x-20)^2)", "20-x"),
    ("sqrt(x^2-40x+400)", "20-x"),
    ("abs(x-20000)", "20000-x"),
    ("abs(x-y-50)", "50+y-x"),
    ("0", "1+abs(x-20.5)-abs(x-20)/2-abs(x-21)/2-max(0,1-abs(x-20))-max(0,1-abs(x-21))"),
    ("x", "x+max(0,0.001-abs(x-20))"),
    ("2000!*x", "2000!*x+1"),
    ("x", "x+1/100!"),
    ("100!*sqrt(x)", "100!*sqrt(x)+x"),
    ("x", "x+0.000000000000000001*0.000000000000000001*0.000000000000000001"),
    ("exp(2000)*x", "exp(2000)*x+1"),
    ("2^(2^12)*x", "2^(2^12)*x+1"),
    ("x^400+x", "x^400+x+2305843009213693951"),
    ("oo", "oo*sin(x)"),
    ("oo", "oo*x"),
]


def _compared(key: str, answer: str, ranges: dict[str, SymbolRange] | None = None) -> Probe:
    return compare_with(Expected(tree=tree_of(key), ranges=ranges or {}), tree_of(answer))


@pytest.mark.parametrize(("key", "answer"), EQUAL)
def test_equal_formulas_are_equal_both_ways(key: str, answer: str) -> None:
    assert _compared(key, answer).outcome == "equal"
    assert _compared(answer, key).outcome == "equal"


@pytest.mark.parametrize(("key", "answer"), DIFFERENT)
def test_different_formulas_are_never_equal(key: str, answer: str) -> None:
    assert _compared(key, answer).outcome == "different"
    assert _compared(answer, key).outcome != "equal"


@pytest.mark.parametrize("answer", ["1/(sin(x)^2+cos(x)^2-1)", "tan(pi/2)", "ln(x-x)", "1/(x-x)"])
def test_what_has_no_value_anywhere_is_different_and_undefined(answer: str) -> None:
    probe = _compared("x", answer)

    assert (probe.outcome, probe.undefined) == ("different", True)


def test_what_is_real_nowhere_is_different_from_a_real_key() -> None:
    probe = _compared("x", "sqrt(-x)")

    assert (probe.outcome, probe.imaginary) == ("different", True)


def test_what_neither_side_defines_is_unknown() -> None:
    assert _compared("1/(x-x)", "ln(x-x)").outcome == "unknown"


@pytest.mark.parametrize(
    ("answer", "ratio"),
    [("-x^2", Fraction(-1)), ("x^2/3", Fraction(1, 3)), ("1000x^2", Fraction(1000)), ("x^2*y", None)],
)
def test_a_constant_ratio_is_told_exactly(answer: str, ratio: Fraction | None) -> None:
    assert _compared("x^2", answer).ratio == ratio


def test_a_ratio_that_is_no_fraction_is_told_as_a_number() -> None:
    ratio = _compared("x^2", "pi*x^2").ratio

    assert isinstance(ratio, float)
    assert ratio == pytest.approx(3.141592653589793)


@pytest.mark.parametrize(("answer", "shift"), [("x^2-5/2", Fraction(-5, 2)), ("x^2+x", None)])
def test_a_constant_shift_is_told_exactly(answer: str, shift: Fraction | None) -> None:
    assert _compared("x^2", answer).shift == shift


def test_ranges_decide_what_counts() -> None:
    above, around = SymbolRange(lowest=5, highest=9), SymbolRange(lowest=-9, highest=9)

    assert _compared("abs(x-5)", "x-5", {"x": above}).outcome == "equal"
    assert _compared("sqrt(x^2)", "x", {"x": around}).outcome == "different"


@pytest.mark.parametrize(
    "known",
    [
        SymbolRange(lowest=-1, highest=1000),
        SymbolRange(lowest=-1000, highest=0.001),
        SymbolRange(lowest=-1000),
        SymbolRange(highest=1000),
    ],
)
def test_both_sides_of_zero_count_whatever_the_shape_of_a_range(known: SymbolRange) -> None:
    for key, answer in (("x", "sqrt(x^2)"), ("abs(x)", "x"), ("-x", "abs(x)")):
        assert _compared(key, answer, {"x": known}).outcome == "different"


def test_what_comes_in_pieces_is_not_looked_at_outside_its_range() -> None:
    assert _compared("abs(x-20)", "20-x", {"x": SymbolRange(lowest=0, highest=20)}).outcome == "equal"
    assert _compared("abs(x-20)", "x-20", {"x": SymbolRange(lowest=20)}).outcome == "equal"
    assert _compared("abs(x-20)", "20-x", {"x": SymbolRange(highest=20)}).outcome == "equal"


def test_an_antiderivative_on_another_branch_is_equal() -> None:
    assert _compared("ln(x)+x/2", "ln(x)+atan(sin(x)/(1+cos(x)))").outcome == "equal"


def test_a_zero_in_disguise_is_found() -> None:
    assert is_zero(tree_of("(x+y)^2-x^2-2x*y-y^2"), {}) is True
    assert is_zero(tree_of("x^2-2x+1"), {}) is False
    assert is_zero(tree_of("1/(x-x)"), {}) is not True


@pytest.mark.parametrize(
    ("typed", "sign"), [("x^2", 1), ("-exp(x)", -1), ("sin(x)^2+cos(x)^2-1", 0), ("ln(-x)", None)]
)
def test_the_sign_at_a_point_is_certain(typed: str, sign: int | None) -> None:
    (point,) = points_for(frozenset("x"), {}, 1)

    assert sign_at(tree_of(typed), point) == sign


def test_threads_do_not_change_each_others_precision() -> None:
    sides = [(tree_of(key), tree_of(answer)) for key, answer in EQUAL] * 3

    def outcome(pair: tuple[Tree, Tree]) -> str:
        return compare_with(Expected(tree=pair[0], ranges={}), pair[1]).outcome

    with ThreadPoolExecutor(6) as threads:
        outcomes = set(threads.map(outcome, sides))

    assert outcomes == {"equal"}
