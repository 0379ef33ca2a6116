"""A formula is right in any form, and nothing typed is ever run."""

import subprocess
import sys

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.kinds import equation, expression
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import EquationKey, ExpressionKey, SymbolRange
from variants.texts import Language


def _outcome(key: ExpressionKey | EquationKey, answer: str, language: Language = "en") -> str:
    try:
        if isinstance(key, EquationKey):
            return equation.check(key, answer, language).outcome
        return expression.check(key, answer, language).outcome
    except UnreadableAnswer:
        return "unreadable"


def _letters(names: str) -> dict[str, SymbolRange]:
    return {name: SymbolRange() for name in names.split()}


@pytest.mark.parametrize("line", fixture_lines("expressions.txt"))
def test_a_formula_gets_its_verdict(line: str) -> None:
    _, letters, formula, answer, outcome = fields(line)

    key = ExpressionKey(formula=formula, symbols=_letters(letters))

    assert _outcome(key, answer, "ru") == outcome


@pytest.mark.parametrize("line", fixture_lines("equations.txt"))
def test_an_equation_gets_its_verdict(line: str) -> None:
    _, letters, formula, answer, outcome = fields(line)

    key = EquationKey(equation=formula, symbols=_letters(letters))

    assert _outcome(key, answer) == outcome


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("y - x", "sign"), ("3x - 3y", "factor"), ("x - y + z", "extra_letters"), ("x/y", "different")],
)
def test_the_reason_names_the_difference(answer: str, reason: str) -> None:
    key = ExpressionKey(formula="x - y", symbols=_letters("x y z"))

    assert expression.check(key, answer, "en").reason == reason


def test_the_wanted_letter_may_not_come_back() -> None:
    key = ExpressionKey(formula="F/m", symbols=_letters("F m"), solved_for="a")

    assert expression.check(key, "a*F/(a*m)", "en").reason == "not_solved"


def test_a_range_decides_where_formulas_are_compared() -> None:
    key = ExpressionKey(formula="x", symbols={"x": SymbolRange(lowest=-3, highest=3)})

    assert _outcome(key, "sqrt(x^2)") == "wrong"
    assert _outcome(ExpressionKey(formula="x", symbols=_letters("x")), "sqrt(x^2)") == "right"


@pytest.mark.slow
def test_what_cannot_be_settled_is_left_to_the_teacher() -> None:
    key = ExpressionKey(formula="x", symbols=_letters("x"))

    assert _outcome(key, "x + 1/exp(exp(exp(8 + x)))") == "undecided"


def test_exact_arithmetic_settles_what_no_point_can() -> None:
    key = ExpressionKey(formula="x*10^200", symbols=_letters("x"))

    assert _outcome(key, "(x + x)*10^200/2") == "right"
    assert _outcome(key, "(x + x)*10^200/3") == "wrong"


def test_the_typed_key_is_right_in_both_languages() -> None:
    key = ExpressionKey(formula="v_0*t - tan(alpha)*t^2/(2*1.5)", symbols=_letters("v_0 t alpha"))

    assert expression.type_key(key, "ru") == "v₀·t − tg(α)·t²/(2·1,5)"
    assert _outcome(key, expression.type_key(key, "ru"), "ru") == "right"
    assert _outcome(key, expression.type_key(key, "en")) == "right"


def test_repairs_are_told_with_the_reading() -> None:
    reading = expression.read_answer(ExpressionKey(formula="x^2", symbols=_letters("x")), "х^2", "ru")

    assert reading.text == "x²"
    assert "Русские буквы" in reading.notes[0].in_language("ru")


def test_a_misprint_is_shown_where_it_was_typed() -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        expression.check(ExpressionKey(formula="x", symbols=_letters("x")), "x² + ²) + #", "en")

    assert caught.value.position == 10 or caught.value.position == 5


@given(st.text(alphabet="xy0123456789+-*/^()|√·²°!=,. sincotagle\\{}_eiπ", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_verdict_or_a_refusal(answer: str) -> None:
    key = EquationKey(equation="x = 2*y", symbols=_letters("x y"))

    try:
        reading = equation.read_answer(key, answer, "en")
    except UnreadableAnswer:
        return

    assert reading.text


def test_a_right_answer_loads_nothing_that_only_a_wrong_one_needs() -> None:
    program = (
        "import sys; from variants.checkers.kinds import expression; from variants.keys import ExpressionKey;"
        "assert expression.check(ExpressionKey(formula='2*a*b'), 'b*2a', 'en').outcome == 'right';"
        "print(*sorted(name for name in sys.modules if name.startswith('variants.checkers.')))"
    )

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "variants.checkers.kinds.expression" in loaded.stdout
    assert "formula_units" not in loaded.stdout
    assert "forms" not in loaded.stdout
