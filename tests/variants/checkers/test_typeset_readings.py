"""However an answer is typed: it is refused in words, or its reading can be printed, typeset and stored."""

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.registry import read_answer
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import (
    CollectionKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    QuantityKey,
    ReactionKey,
)
from variants.texts import Language

KEYS: dict[str, Key] = {
    "quantity": QuantityKey(value=10.0, unit="m/s"),
    "expression": ExpressionKey(formula="m*g*x + alpha*v_0"),
    "equation": EquationKey(equation="x = 10 + 2*t", solutions=True),
    "inequality": InequalityKey(inequality="x > 3"),
    "set": CollectionKey(kind="set", elements="{1; 2}"),
    "list": CollectionKey(kind="list", elements="1; 2"),
    "vector": CollectionKey(kind="vector", elements="(1; 2)"),
    "matrix": CollectionKey(kind="matrix", elements="[[1; 2]; [3; 4]]"),
    "formula": FormulaKey(formula="SO4^2-"),
    "reaction": ReactionKey(equation="2H2 + O2 = 2H2O"),
}
KIND_OF_FILE = {
    "quantities": "quantity",
    "school_quantities": "quantity",
    "expressions": "expression",
    "school_formulas": "expression",
    "equations": "equation",
    "school_equations": "equation",
    "inequalities": "inequality",
    "school_substances": "formula",
    "school_reactions": "reaction",
}
PIECES = (
    "x alpha v_0 sin √ ( ) [ ] { } ; = < ≤ ^ ² / * + - − ± | 1 2,5 0,(3) 10^-3 м/с kg % ° и or ∈ ∪ ∞ "
    "H2 SO4 Fe -> ⇌ ↑ 2- (aq) ! _ ' № # \\frac <b>"
)
TYPED = st.lists(st.sampled_from([*PIECES.split(), " ", ", "]), min_size=1, max_size=9).map("".join)


def typesets(kind: str, typed: str, language: Language) -> bool:
    """Return whether a read answer has text and MathML, and a refused one words in both languages."""
    try:
        reading = read_answer(KEYS[kind], typed, language)
    except UnreadableAnswer as refused:
        return bool(refused.message.en and refused.message.ru)
    return bool(reading.text) and reading.mathml.startswith("<math") == bool(reading.latex)


@pytest.mark.parametrize("file", KIND_OF_FILE)
def test_every_fixture_of_school_typing_can_be_typeset(file: str) -> None:
    typed = [field for line in fixture_lines(f"{file}.txt") for field in fields(line)[2:5]]

    assert all(typesets(KIND_OF_FILE[file], one, "ru") for one in typed)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KEYS)
@given(typed=TYPED, language=st.sampled_from(["en", "ru"]))
@settings(max_examples=250, deadline=None)
def test_any_typing_is_typeset_or_refused(kind: str, typed: str, language: Language) -> None:
    assert typesets(kind, typed, language)


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("piece", ["x+", "H2 + ", "(Fe2(SO4)3)+", "1;", "√(", "x<", "[1]∪", "10^-3 ", "{1}∪"])
def test_long_typing_is_typeset_or_refused(kind: str, piece: str) -> None:
    whole = piece * (1990 // len(piece))

    assert all(typesets(kind, typed, "ru") for typed in (whole + "1", whole + "H2 = H2", whole + "(0;1)"))
