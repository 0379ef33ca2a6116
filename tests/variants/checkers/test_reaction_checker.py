"""Checking equations of reactions: what is right, what earns a part, and what is said about it."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.kinds import reaction
from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.chemistry.reactions import read_reaction
from variants.keys import ReactionKey

MOLECULAR = """
2H2 + O2 = 2H2O | O2 + 2H2 → 2H2O | right 1 equal
2H2 + O2 = 2H2O | 4H2 + 2O2 = 4H2O | right 1 equal
2H2 + O2 = 2H2O | H2 + ½O2 = H2O | right 1 equal
2H2 + O2 = 2H2O | 2Н2 + О2 = 2Н2О | right 1 equal
2H2 + O2 = 2H2O | 2H2O = 2H2 + O2 | wrong 0 reversed
2H2 + O2 = 2H2O | H2O = H2 + O2 | wrong 0 reversed
2H2 + O2 = 2H2O | H2 + O2 = H2O | partly 1/2 unbalanced
2H2 + O2 = 2H2O | H2 + O2 = H2O2 | wrong 0 other_substances
2H2 + O2 = 2H2O | не идёт | wrong 0 reaction_expected
N2 + O2 = 2NO | N2 + O2 = 2NO | right 1 equal
N2 + O2 = 2NO | N2 + O2 = NO | partly 1/2 unbalanced
Na2CO3 + 2HCl = 2NaCl + H2O + CO2 | Na2CO3 + 2HCl = 2NaCl + H2CO3 | partly 1/2 unstable_acid
NH4Cl + NaOH = NaCl + NH3 + H2O | NH4Cl + NaOH = NaCl + NH4OH | right 1 equal
BaCl2 + Na2SO4 = BaSO4 + 2NaCl | BaCl2 + Na2SO4 = BaSO4 + NaOH | partly 1/6 other_substances
BaCl2 + Na2SO4 = BaSO4 + 2NaCl | BaCl2 + Na2SO4 = BaSO4 | partly 1/4 other_substances
BaCl2 + Na2SO4 = BaSO4 + 2NaCl | Ba^2+ + SO4^2- = BaSO4 | wrong 0 ions_instead_of_molecules
C2H4 + H2O = C2H5OH | C2H4 + H2O = CH3CH2OH | right 1 equal
C2H4 + H2O = C2H5OH | C2H4 + H2O = CH3OCH3 | undecided 1 structure_unclear
H2O2 + Cl2 = 2HCl + O2 | H2O2 + 2Cl2 = 4HCl + O2 | partly 1/2 unbalanced
"""

NET_IONIC = """
Ba^2+ + SO4^2- = BaSO4 | Ba2+ + SO42- = BaSO4 | unreadable
Ba^2+ + SO4^2- = BaSO4 | SO₄²⁻ + Ba²⁺ → BaSO₄↓ | right 1 equal
Ba^2+ + SO4^2- = BaSO4 | Ba^2+ + 2Cl- + 2Na+ + SO4^2- = BaSO4 + 2Na+ + 2Cl- | partly 1/2 spectators
Ba^2+ + SO4^2- = BaSO4 | BaCl2 + Na2SO4 = BaSO4 + 2NaCl | wrong 0 molecules_instead_of_ions
H^+ + OH^- = H2O | H3O+ + OH- = 2H2O | right 1 equal
"""

HALF = """
Zn = Zn^2+ + 2e^- | Zn - 2e- = Zn^2+ | right 1 equal
Zn = Zn^2+ + 2e^- | Zn − 2ē → Zn²⁺ | right 1 equal
Zn = Zn^2+ + 2e^- | Zn^0 - 2e = Zn^+2 | right 1 equal
Zn = Zn^2+ + 2e^- | Zn = Zn^2+ + e- | partly 1/2 unbalanced
Zn = Zn^2+ + 2e^- | Zn + 2e- = Zn^2+ | wrong 0 other_substances
"""

NOTHING = """
не идёт
Реакция не идёт.
реакция не идет
no reaction
No reaction
–
-
Cu + HCl ≠
Cu + HCl = не идёт
Cu + HCl → no reaction
не реагируют
нет
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


def _judged(key: ReactionKey, answer: str) -> str:
    try:
        verdict = reaction.check(key, answer, "ru")
    except UnreadableAnswer:
        return "unreadable"
    return f"{verdict.outcome} {verdict.score} {verdict.reason}"


def _check(equation: str, answer: str) -> Verdict:
    return reaction.check(ReactionKey(equation=equation), answer, "ru")


@pytest.mark.parametrize(("equation", "answer", "expected"), _rows(MOLECULAR))
def test_molecular_equations_are_judged(equation: str, answer: str, expected: str) -> None:
    assert _judged(ReactionKey(equation=equation), answer) == expected


@pytest.mark.parametrize(("equation", "answer", "expected"), _rows(NET_IONIC))
def test_net_ionic_equations_are_judged(equation: str, answer: str, expected: str) -> None:
    assert _judged(ReactionKey(equation=equation, form="net_ionic"), answer) == expected


@pytest.mark.parametrize(("equation", "answer", "expected"), _rows(HALF))
def test_half_reactions_are_judged(equation: str, answer: str, expected: str) -> None:
    assert _judged(ReactionKey(equation=equation, form="half"), answer) == expected


@pytest.mark.parametrize("answer", NOTHING.strip().splitlines())
def test_no_reaction_is_understood_in_many_words(answer: str) -> None:
    assert reaction.check(ReactionKey(equation=None), answer, "ru").outcome == "right"


def test_a_key_may_say_no_reaction_in_words() -> None:
    assert _judged(ReactionKey(equation="не идёт"), "–") == "right 1 no_reaction"
    assert reaction.type_key(ReactionKey(equation="no reaction"), "ru") == "не идёт"


def test_an_equation_where_nothing_happens_is_wrong_and_gives_no_answer_away() -> None:
    verdict = reaction.check(ReactionKey(equation=None), "Cu + 2HCl = CuCl2 + H2", "ru")

    assert (verdict.outcome, verdict.reason) == ("wrong", "no_reaction_expected")


def test_a_full_ionic_equation_may_not_be_shortened() -> None:
    full = "Ba^2+ + 2Cl^- + 2Na^+ + SO4^2- = BaSO4 + 2Na^+ + 2Cl^-"

    judged = _judged(ReactionKey(equation=full, form="ionic"), "Ba^2+ + SO4^2- = BaSO4")

    assert judged == "partly 1/2 net_instead_of_full"


def test_smallest_coefficients_are_demanded_only_where_the_key_says_so() -> None:
    key = ReactionKey(equation="2H2 + O2 = 2H2O", coefficients="smallest")

    assert _judged(key, "2H2 + O2 = 2H2O") == "right 1 equal"
    assert _judged(key, "4H2 + 2O2 = 4H2O") == "partly 3/4 not_smallest"
    assert _judged(key, "H2 + 1/2 O2 = H2O") == "partly 3/4 not_smallest"


def test_states_are_demanded_only_where_the_key_says_so() -> None:
    equation = "Zn(s) + 2HCl(aq) = ZnCl2(aq) + H2(g)"
    required = ReactionKey(equation=equation, states="required")

    assert _judged(required, "Zn(тв) + 2HCl(р-р) = ZnCl2(р-р) + H2↑") == "right 1 equal"
    assert _judged(required, "Zn + 2HCl = ZnCl2 + H2↑") == "partly 3/4 states"
    assert _judged(ReactionKey(equation=equation), "Zn + 2HCl = ZnCl2 + H2") == "right 1 equal"


def test_what_is_not_conserved_is_said_in_words() -> None:
    verdict = _check("4Al + 3O2 = 2Al2O3", "4Al + 3O2 = Al2O3")

    assert verdict.message.in_language("ru") == "Алюминия слева 4, справа 2; кислорода слева 6, справа 3."
    assert verdict.message.in_language("en").startswith("Aluminium: 4 on the left, 2 on the right")


def test_what_does_not_take_part_is_named_and_what_is_missing_is_not() -> None:
    verdict = _check("BaCl2 + Na2SO4 = BaSO4 + 2NaCl", "BaCl2 + Na2SO4 = BaSO4 + NaOH")

    assert "NaOH не участвует" in verdict.message.in_language("ru")
    assert "NaCl" not in verdict.message.in_language("ru")


@pytest.mark.parametrize("answer", ["", "  ", "H2 + O2", "Fe3+ + 3OH- = Fe(OH)3", None, 5])
def test_what_cannot_be_read_costs_nothing(answer: object) -> None:
    with pytest.raises(UnreadableAnswer):
        reaction.check(ReactionKey(equation="2H2 + O2 = 2H2O"), answer, "ru")


def test_look_alike_letters_are_repaired_and_said_so() -> None:
    reading = reaction.read_answer(ReactionKey(equation="2H2 + O2 = 2H2O"), "2Н2 + О2 = 2Н2О", "ru")

    assert reading.text == "2H₂ + O₂ = 2H₂O"
    assert reading.notes


EQUATIONS = [row[0] for table in (MOLECULAR, NET_IONIC, HALF) for row in _rows(table)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EQUATIONS), st.integers(1, 9), st.randoms(use_true_random=False))
def test_order_and_common_multiples_never_change_a_verdict(
    equation: str, factor: int, random: Random
) -> None:
    parsed = read_reaction(equation)
    sides = []
    for side in (parsed.left, parsed.right):
        terms = [f"{Fraction(count) * factor} {substance.text}" for count, substance in side]
        random.shuffle(terms)
        sides.append(" + ".join(terms))

    assert _check(equation, " = ".join(sides)).outcome == "right"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("equation", [*EQUATIONS, None])
def test_the_key_as_typed_is_right(equation: str | None, language: str) -> None:
    key = ReactionKey(equation=equation, coefficients="any")

    typed = reaction.type_key(key, language)  # type: ignore[arg-type]

    assert reaction.check(key, typed, language).outcome == "right"  # type: ignore[arg-type]


def test_a_foreign_substance_on_both_sides_is_named_and_costs_more_than_spectators() -> None:
    verdict = _check("Zn + 2HCl = ZnCl2 + H2", "Zn + 2HCl + NaCl = ZnCl2 + H2 + NaCl")

    assert (verdict.score, verdict.facts["extra_left"]) == (Fraction(1, 4), "NaCl")
    assert verdict.message.in_language("ru").startswith("NaCl не участвует")


def test_a_nuclear_equation_with_a_bare_symbol_is_asked_back_with_both_numbers() -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        _check("^14_6C = ^14_7N + e^-", "^14_6C = N + e^-")

    assert "^14_6C" in refusal.value.message.in_language("ru")
